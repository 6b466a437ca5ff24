//! JPEG, PNG and WebP: images of pixels.

use std::io::Cursor;
use std::path::Path;

use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::overlay;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgba, RgbaImage};
use moxcms::{ColorProfile, Layout, TransformOptions};
use webp::{Encoder, WebPConfig};

use crate::picture::Size;
use crate::story::{FileKind, Finding, Focus, Ready, Unpacked};

use super::{Crop, Cut, MARK, write};

/// The widths of files, in pixels: the column of text on a large screen and small phones; phones
/// with sharp screens; large screens that are sharp, and enlarged images.
const WIDTHS: [u32; 3] = [640, 1080, 1600];

/// The endings of plain forms.
const JPG: &str = "jpg";
const PNG: &str = "png";

/// The quality of WebP, which matches [`JPEG`].
const WEBP: f32 = 78.0;
const JPEG: u8 = 80;

/// Returns the width and the height of the upright image, from the beginning of the file.
pub(super) fn size(kind: FileKind, bytes: &[u8]) -> Result<(u32, u32), String> {
    let mut decoder = decoder(kind, bytes)?;
    let (width, height) = decoder.dimensions();
    let turned = matches!(
        orientation(&mut decoder),
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    Ok(if turned {
        (height, width)
    } else {
        (width, height)
    })
}

/// Writes the files of an image, unless they are there.
pub(super) fn make(kind: FileKind, bytes: &[u8], name: &str, to: &Path) -> Result<Ready, String> {
    let (width, height) = size(kind, bytes)?;
    let widths = widths(width);
    let largest = widths.last().copied().unwrap_or(width);
    let scaled = |to: u32| {
        let scaled = u64::from(height) * u64::from(to) / u64::from(width.max(1));
        u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
    };
    let files = |ending: &str| {
        let file = |width: &u32| format!("{name}-{width}.{ending} {width}w");
        let files: Vec<_> = widths.iter().map(file).collect();
        let files = files.join(", ").parse();
        files.map_err(|invalid: Finding| invalid.to_string())
    };
    let ready = |plain: &str| {
        Ok::<_, String>(Ready {
            width: largest,
            height: scaled(largest),
            modern: files("webp")?,
            plain: Unpacked::new(files(plain)?),
            card: Unpacked::default(),
        })
    };
    for plain in [JPG, PNG] {
        let ready = ready(plain)?;
        if ready.paths().iter().all(|path| to.join(path).is_file()) {
            return Ok(ready);
        }
    }
    let image = upright(kind, bytes)?;
    // The largest first, which decides on the plain form of all.
    let mut plain = None;
    for width in widths.iter().rev() {
        let image = resized(&image, *width, scaled(*width))?;
        let (ending, file) = plain_form(&image, kind, plain)?;
        plain = Some(ending);
        let path = |ending: &str| to.join(format!("{name}-{width}.{ending}"));
        write(&path(ending), &file)?;
        write(&path("webp"), &webp(&image, kind)?)?;
    }
    ready(plain.unwrap_or(JPG))
}

/// Returns the card of an image as JPEG.
pub(super) fn card(kind: FileKind, bytes: &[u8], focus: Focus) -> Result<Vec<u8>, String> {
    let image = upright(kind, bytes)?;
    let crop = Crop::of_card((image.width(), image.height()), focus);
    let (width, height) = Size::CARD;
    let mut card = DynamicImage::new(width, height, image.color());
    let options = ResizeOptions::new().crop(crop.left, crop.top, crop.width, crop.height);
    Resizer::new()
        .resize(&image, &mut card, &options)
        .map_err(|error| error.to_string())?;
    jpeg(&on_paper(card))
}

/// Returns the mark of an actor: the ending of its form, its width and height, and its bytes.
pub(super) fn mark(
    kind: FileKind,
    bytes: &[u8],
    cut: Cut,
) -> Result<(&'static str, u32, Vec<u8>), String> {
    let image = upright(kind, bytes)?;
    let size = (image.width(), image.height());
    let whole = cut.side(size).max(1);
    let side = whole.min(MARK);
    let mark = match cut {
        Cut::Square(_) => {
            let crop = cut.crop(size);
            let mut mark = DynamicImage::new(side, side, image.color());
            let options = ResizeOptions::new().crop(crop.left, crop.top, crop.width, crop.height);
            Resizer::new()
                .resize(&image, &mut mark, &options)
                .map_err(|error| error.to_string())?;
            mark
        }
        Cut::Whole => {
            let scaled = |length: u32| {
                let scaled = u64::from(length) * u64::from(side) / u64::from(whole);
                u32::try_from(scaled).unwrap_or(side).clamp(1, side)
            };
            let (width, height) = (scaled(size.0), scaled(size.1));
            let logo = resized(&image, width, height)?.into_rgba8();
            let mut mark = RgbaImage::new(side, side);
            let begin = |length: u32| i64::from((side - length) / 2);
            overlay(&mut mark, &logo, begin(width), begin(height));
            DynamicImage::ImageRgba8(mark)
        }
    };
    let (ending, file) = plain_form(&mark, kind, None)?;
    Ok((ending, side, file))
}

/// Returns the image on white paper, if parts of it are transparent.
pub(super) fn on_paper(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image;
    }
    let image = image.into_rgba8();
    let white = Rgba([u8::MAX; 4]);
    let mut paper = RgbaImage::from_pixel(image.width(), image.height(), white);
    overlay(&mut paper, &image, 0, 0);
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(paper).into_rgb8())
}

pub(super) fn jpeg(image: &DynamicImage) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG);
    let written = image.write_with_encoder(encoder);
    written.map(|()| bytes).map_err(|error| error.to_string())
}

/// Returns the widths for an image: none is wider than it, and no two are nearly the same.
fn widths(own: u32) -> Vec<u32> {
    let largest = own.min(WIDTHS.iter().copied().max().unwrap_or(own));
    let smaller = WIDTHS
        .iter()
        .copied()
        .filter(|width| width * 6 < largest * 5);
    smaller.chain([largest]).collect()
}

fn decoder(kind: FileKind, bytes: &[u8]) -> Result<impl ImageDecoder + '_, String> {
    let format = match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(30_000), Some(30_000));
    limits.max_alloc = Some(1_000_000_000);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err("it has no pixels".to_owned());
    }
    Ok(decoder)
}

/// Returns the direction of the image, as its camera has noted it; upright if it is damaged.
fn orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

/// Returns the pixels, turned upright, in the colours of screens.
fn upright(kind: FileKind, bytes: &[u8]) -> Result<DynamicImage, String> {
    let mut decoder = decoder(kind, bytes)?;
    let direction = orientation(&mut decoder);
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    let transparent = image.color().has_alpha()
        && image
            .to_rgba8()
            .pixels()
            .any(|pixel| pixel.0.last() != Some(&255));
    let grey = !image.color().has_color();
    let mut image = if transparent {
        DynamicImage::ImageRgba8(image.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(image.into_rgb8())
    };
    image.apply_orientation(direction);
    // A profile of greys does not fit the colours that the image has now.
    if let Some(profile) = profile.filter(|_| !grey) {
        image = for_screens(image, &profile);
    }
    Ok(image)
}

/// Returns the image in sRGB; as it is if its profile cannot be read.
fn for_screens(mut image: DynamicImage, profile: &[u8]) -> DynamicImage {
    let Ok(own) = ColorProfile::new_from_slice(profile) else {
        return image;
    };
    let (layout, pixels) = match &mut image {
        DynamicImage::ImageRgb8(image) => (Layout::Rgb, &mut **image),
        DynamicImage::ImageRgba8(image) => (Layout::Rgba, &mut **image),
        _ => return image,
    };
    let screen = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    if let Ok(transform) = own.create_transform_8bit(layout, &screen, layout, options) {
        let mut converted = vec![0; pixels.len()];
        if transform.transform(pixels, &mut converted).is_ok() {
            pixels.copy_from_slice(&converted);
        }
    }
    image
}

fn resized(image: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, String> {
    if image.width() == width && image.height() == height {
        return Ok(image.clone());
    }
    let mut smaller = DynamicImage::new(width, height, image.color());
    Resizer::new()
        .resize(image, &mut smaller, None)
        .map_err(|error| error.to_string())?;
    Ok(smaller)
}

/// Returns the form that every browser shows: JPEG, or PNG where there is transparency or where it
/// is smaller, as for drawings.
fn plain_form(
    image: &DynamicImage,
    source: FileKind,
    wanted: Option<&'static str>,
) -> Result<(&'static str, Vec<u8>), String> {
    let jpeg = || jpeg(image);
    let png = || {
        let mut bytes = Cursor::new(Vec::new());
        let written = image.write_to(&mut bytes, ImageFormat::Png);
        written
            .map(|()| bytes.into_inner())
            .map_err(|error| error.to_string())
    };
    match wanted {
        Some(PNG) => return Ok((PNG, png()?)),
        Some(_) => return Ok((JPG, jpeg()?)),
        None => {}
    }
    if image.color().has_alpha() {
        return Ok((PNG, png()?));
    }
    let jpeg = jpeg()?;
    if source != FileKind::Jpeg {
        let png = png()?;
        if png.len() < jpeg.len() {
            return Ok((PNG, png));
        }
    }
    Ok((JPG, jpeg))
}

/// Returns WebP. If the image is not a photograph, the form without loss is used if it is smaller.
fn webp(image: &DynamicImage, source: FileKind) -> Result<Vec<u8>, String> {
    let (width, height) = (image.width(), image.height());
    let encoder = match image {
        DynamicImage::ImageRgba8(image) => Encoder::from_rgba(image, width, height),
        DynamicImage::ImageRgb8(image) => Encoder::from_rgb(image, width, height),
        _ => return Err("its pixels are of an unknown kind".to_owned()),
    };
    let encoded = |lossless: bool| {
        let mut config = WebPConfig::new().map_err(|()| "WebP failed".to_owned())?;
        config.lossless = i32::from(lossless);
        config.quality = if lossless { 75.0 } else { WEBP };
        config.alpha_compression = 1;
        config.alpha_quality = 100;
        let file = encoder.encode_advanced(&config);
        file.map(|file| file.to_vec())
            .map_err(|error| format!("WebP failed: {error:?}"))
    };
    let lossy = encoded(false)?;
    if source == FileKind::Jpeg {
        return Ok(lossy);
    }
    let lossless = encoded(true)?;
    Ok(if lossless.len() < lossy.len() {
        lossless
    } else {
        lossy
    })
}

#[cfg(test)]
mod tests {
    use super::widths;

    #[test]
    fn no_width_is_larger_than_the_image_or_nearly_another() {
        assert_eq!(widths(4000), [640, 1080, 1600]);
        assert_eq!(widths(1600), [640, 1080, 1600]);
        assert_eq!(widths(1200), [640, 1200]);
        assert_eq!(widths(700), [700]);
        assert_eq!(widths(1), [1]);
    }
}
