//! The images of a story made ready for readers: turned upright, without hidden data such as the
//! place where a photograph was taken, in the widths that screens need, as WebP and in a form that
//! every browser shows; the card, with which links are shown; and the marks of actors. Names have a
//! hash of the content, so that a file never changes under its name. Measured choices are in
//! `docs/decisions.md`.

mod drawing;
mod raster;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::picture::Size;
use crate::story::{
    Actor, ActorKind, FileKind, FileName, FileSet, Finding, Focus, Media, Ready, Severity, Story,
    Unpacked,
};

/// The folder of prepared images, beside the prepared story.
const FOLDER: &str = "images";

/// A number that changes with everything that changes the files made of an image.
const VERSION: &str = "1";

/// The largest file that is read.
const MAX_BYTES: u64 = 100_000_000;

/// The number of bytes above which an image is slow on a phone.
const HEAVY: u64 = 200_000;

/// The width of the column of text on a large screen, in pixels.
const COLUMN: u32 = 640;

/// The width and the height of an actor's prepared image, in pixels: four for each of the page.
const MARK: u32 = 96;

/// The files of images beside a story.
#[derive(Debug)]
pub struct Images {
    folder: PathBuf,
}

/// A finding about a file, with its severity.
type Remark = (Severity, Finding);

/// A prepared image.
#[derive(Debug)]
pub struct Made {
    /// The author's file.
    pub file: FileName,
    /// The paths of the prepared WebP files, or of the one file, with their sizes in bytes.
    pub files: Vec<(String, u64)>,
    /// A finding that the author should look at.
    pub remarks: Vec<Remark>,
}

/// The content of an image's file, checked as far as its first bytes.
struct Source {
    kind: FileKind,
    bytes: Vec<u8>,
}

impl Images {
    /// Returns the images of the story in a file.
    pub fn beside(story: &Path) -> Self {
        let folder = story.parent().unwrap_or(Path::new("")).to_owned();
        Images { folder }
    }

    /// Returns what is wrong with the file of a medium, which may be the image of an actor.
    pub fn inspect(&self, media: &Media, actor: Option<&Actor>) -> Vec<Remark> {
        let Some(file) = &media.file else {
            return Vec::new();
        };
        if let Some(ready) = &media.ready {
            let paths = ready.paths();
            let mut missing = paths
                .iter()
                .filter(|path| !self.folder.join(path).is_file());
            let missing = missing.next().map(|path| error(self.missing(path)));
            return missing.into_iter().collect();
        }
        let source = match self.read(file) {
            Ok(source) => source,
            Err(finding) => return vec![error(finding)],
        };
        remarks(&source, media, actor)
            .unwrap_or_else(|message| vec![error(unreadable(file, &message))])
    }

    /// Writes the files of every image below a folder, and returns the story that names them.
    ///
    /// # Errors
    /// A sentence that names the file and says why it cannot be read or written.
    pub fn prepare(&self, story: Story, to: &Path) -> Result<(Story, Vec<Made>), String> {
        let mut known = BTreeMap::new();
        let (mut made, mut failure) = (Vec::new(), None);
        let story = story.with_images(&mut |media, actor| {
            let file = media.file.as_ref().filter(|_| failure.is_none())?;
            if let Some(ready) = &media.ready {
                if media.needs_card() {
                    return self
                        .with_new_card(ready, media, to)
                        .map_err(|error| failure = Some(error))
                        .ok();
                }
                failure = self.take_along(ready, to).err();
                return None;
            }
            let cut = actor.map(|actor| Cut::of(actor, media));
            let key = (file.clone(), media.card.get(), cut);
            if let Some(ready) = known.get(&key) {
                return Some(Ready::clone(ready));
            }
            match self.make(file, media, actor, to) {
                Ok((ready, one)) => {
                    made.push(one);
                    known.insert(key, ready.clone());
                    Some(ready)
                }
                Err(error) => {
                    failure = Some(error);
                    None
                }
            }
        });
        failure.map_or(Ok((story, made)), Err)
    }

    /// Copies the files of an image that was prepared before.
    fn take_along(&self, ready: &Ready, to: &Path) -> Result<(), String> {
        for path in ready.paths() {
            let own = self.folder.join(&path);
            let bytes = fs::read(&own).map_err(|error| format!("{}: {error}", own.display()))?;
            let copy = to.join(&path);
            let made = copy.parent().map_or(Ok(()), fs::create_dir_all);
            made.map_err(|error| format!("{}: {error}", copy.display()))?;
            write(&copy, &bytes)?;
        }
        Ok(())
    }

    /// Copies the files of an image that was prepared before, and makes its card from the largest
    /// of them: the focus point was changed after the image was prepared.
    fn with_new_card(&self, ready: &Ready, media: &Media, to: &Path) -> Result<Ready, String> {
        let mut ready = ready.clone();
        ready.card = Unpacked::default();
        self.take_along(&ready, to)?;
        let plain = ready.plain.get();
        let largest = plain.files().max_by_key(|(_, width)| *width);
        let (path, _) = largest.unwrap_or_default();
        let file: FileName = path
            .parse()
            .map_err(|invalid: Finding| invalid.to_string())?;
        let Source { kind, bytes } = self.read(&file).map_err(|it| it.to_string())?;
        let name = path.rsplit_once('.').map_or(path, |(name, _)| name);
        let focus = media.focus.get().unwrap_or_default();
        let card =
            card(kind, &bytes, focus, name, to).map_err(|message| format!("{file}: {message}"))?;
        ready.card = Unpacked::new(Some(card));
        Ok(ready)
    }

    fn make(
        &self,
        file: &FileName,
        media: &Media,
        actor: Option<&Actor>,
        to: &Path,
    ) -> Result<(Ready, Made), String> {
        let source = self.read(file).map_err(|it| it.to_string())?;
        let failed = |message: String| format!("{file}: {message}");
        fs::create_dir_all(to.join(FOLDER))
            .map_err(|error| failed(format!("{}: {error}", to.display())))?;
        let mut remarks = remarks(&source, media, actor).map_err(failed)?;
        let Source { kind, bytes } = source;
        let name = name(file, &bytes);
        let mut ready = match (kind, actor) {
            (FileKind::Avif, _) => {
                let path = format!("{name}.avif");
                write(&to.join(&path), &bytes).map_err(failed)?;
                whole(&path, avif_size(&bytes).map_err(failed)?).map_err(failed)?
            }
            (kind, Some(actor)) => {
                mark(kind, &bytes, Cut::of(actor, media), &name, to).map_err(failed)?
            }
            (FileKind::Svg, None) => {
                let (svg, (width, height)) = drawing::cleaned(&bytes).map_err(failed)?;
                let path = format!("{name}.svg");
                write(&to.join(&path), svg.as_bytes()).map_err(failed)?;
                whole(&path, (width, height)).map_err(failed)?
            }
            (kind, None) => raster::make(kind, &bytes, &name, to).map_err(failed)?,
        };
        if media.card.get() {
            let focus = media.focus.get().unwrap_or_default();
            let card = card(kind, &bytes, focus, &name, to).map_err(failed)?;
            ready.card = Unpacked::new(Some(card));
        }
        let size = |(path, _): (&str, Option<u32>)| {
            let bytes = fs::metadata(to.join(path)).map_or(0, |data| data.len());
            (path.to_owned(), bytes)
        };
        let files: Vec<_> = ready.modern.files().map(size).collect();
        // A phone with a sharp screen takes the second file.
        if let Some((path, bytes)) = files.get(1).or(files.first())
            && *bytes > HEAVY
        {
            let (file, size) = (path.clone(), (bytes / 1000).to_string());
            remarks.push(warning(Finding::HeavyFile { file, size }));
        }
        let file = file.clone();
        Ok((
            ready,
            Made {
                file,
                files,
                remarks,
            },
        ))
    }

    /// Reads a file, and compares its first bytes with its ending.
    fn read(&self, file: &FileName) -> Result<Source, Finding> {
        let path = self.folder.join(file.as_str());
        let Ok(data) = fs::metadata(&path) else {
            return Err(self.missing(file.as_str()));
        };
        if data.len() > MAX_BYTES {
            return Err(unreadable(file, "the limit is 100 MB"));
        }
        let bytes = fs::read(&path).map_err(|error| unreadable(file, &error.to_string()))?;
        let found = kind_of(&bytes);
        match (file.kind(), found) {
            (Some(kind), Some(found)) if kind == found => Ok(Source { kind, bytes }),
            (_, Some(found)) => {
                let message = format!("its content is {found:?}");
                Err(unreadable(file, &message))
            }
            _ => Err(unreadable(
                file,
                "its content is no JPEG, PNG, WebP, AVIF or SVG",
            )),
        }
    }

    /// Returns the finding about a file that is not there: where it was looked for, and which files
    /// are there under a similar name.
    fn missing(&self, file: &str) -> Finding {
        let path = self.folder.join(file);
        let shown = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
        let stem = |path: &Path| {
            let stem = path.file_stem().unwrap_or_default();
            stem.to_string_lossy().to_lowercase()
        };
        let beside = path.parent().and_then(|folder| fs::read_dir(folder).ok());
        let beside = beside.into_iter().flatten().flatten();
        let similar = beside
            .map(|entry| entry.path())
            .find(|other| stem(other) == stem(&path));
        let path = shown.display().to_string();
        match similar.as_deref().and_then(Path::file_name) {
            Some(name) => Finding::NoFileNear {
                path,
                near: name.to_string_lossy().into_owned(),
            },
            None => Finding::NoFile { path },
        }
    }
}

/// Returns the description of an image that has one file.
fn whole(path: &str, (width, height): (u32, u32)) -> Result<Ready, String> {
    let files: FileSet = path
        .parse()
        .map_err(|invalid: Finding| invalid.to_string())?;
    Ok(Ready {
        width,
        height,
        modern: files.clone(),
        plain: Unpacked::new(files),
        card: Unpacked::default(),
    })
}

/// Writes the card of an image, unless it is there, and returns its path.
fn card(
    kind: FileKind,
    bytes: &[u8],
    focus: Focus,
    name: &str,
    to: &Path,
) -> Result<FileName, String> {
    let Focus([x, y]) = focus;
    let path = format!("{name}-card-{x}-{y}.jpg");
    let whole = to.join(&path);
    if !whole.is_file() {
        let card = match kind {
            FileKind::Svg => drawing::card(bytes, focus)?,
            FileKind::Avif => return Err(Finding::CardOfAvif {}.to_string()),
            kind => raster::card(kind, bytes, focus)?,
        };
        write(&whole, &card)?;
    }
    path.parse().map_err(|invalid: Finding| invalid.to_string())
}

/// Writes the mark of an actor, unless it is there. It has one form, which every browser knows: of
/// so few pixels, a modern one would save little.
fn mark(kind: FileKind, bytes: &[u8], cut: Cut, name: &str, to: &Path) -> Result<Ready, String> {
    let name = match cut {
        Cut::Square([x, y]) => format!("{name}-mark-{x}-{y}"),
        Cut::Whole => format!("{name}-mark"),
    };
    let (ending, side, file) = if kind == FileKind::Svg {
        ("svg", MARK, drawing::mark(bytes, cut)?.into_bytes())
    } else {
        raster::mark(kind, bytes, cut)?
    };
    let path = format!("{name}.{ending}");
    write(&to.join(&path), &file)?;
    whole(&path, (side, side))
}

/// The part of an image that is the mark of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cut {
    /// The largest square around a focus point: a person's face.
    Square([u16; 2]),
    /// The whole image within a circle: a logo.
    Whole,
}

impl Cut {
    fn of(actor: &Actor, image: &Media) -> Self {
        match actor.kind {
            ActorKind::Person => Cut::Square(image.focus.get().unwrap_or_default().0),
            ActorKind::Organisation => Cut::Whole,
        }
    }

    /// Returns the side of the square that is cut out of an image. It is larger than the image if
    /// that is whole.
    fn side(self, (width, height): (u32, u32)) -> u32 {
        match self {
            Cut::Square(_) => width.min(height),
            Cut::Whole => {
                let square = |length: u32| u64::from(length) * u64::from(length);
                let diagonal = (square(width) + square(height)).isqrt();
                u32::try_from(diagonal).unwrap_or(u32::MAX)
            }
        }
    }

    fn crop(self, size: (u32, u32)) -> Crop {
        match self {
            Cut::Square(focus) => Crop::around(size, 1.0, Focus(focus)),
            Cut::Whole => {
                let side = f64::from(self.side(size));
                Crop {
                    left: (f64::from(size.0) - side) / 2.0,
                    top: (f64::from(size.1) - side) / 2.0,
                    width: side,
                    height: side,
                }
            }
        }
    }
}

/// A part of an image, in pixels.
#[derive(Debug, PartialEq)]
struct Crop {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Crop {
    /// Returns the largest part of an image that has the shape of a card.
    fn of_card(size: (u32, u32), focus: Focus) -> Self {
        let (card_width, card_height) = Size::CARD;
        Self::around(size, f64::from(card_width) / f64::from(card_height), focus)
    }

    /// Returns the largest part of an image whose width is `shape` times its height. Its centre is
    /// as near to the focus point as the edges allow.
    fn around((width, height): (u32, u32), shape: f64, focus: Focus) -> Self {
        let (whole_width, whole_height) = (f64::from(width), f64::from(height));
        let width = whole_width.min(whole_height * shape);
        let height = whole_height.min(whole_width / shape);
        let [x, y] = focus.shares();
        let begin = |whole: f64, part: f64, share: f64| {
            let most = (whole - part).max(0.0);
            (whole * share - part / 2.0).clamp(0.0, most)
        };
        Crop {
            left: begin(whole_width, width, x),
            top: begin(whole_height, height, y),
            width,
            height,
        }
    }
}

/// Returns the path of an image's files, without width and ending.
fn name(file: &FileName, bytes: &[u8]) -> String {
    let stem = Path::new(file.as_str()).file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy().to_lowercase();
    let words = stem.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(40).collect();
    let hash = Sha256::new_with_prefix(VERSION)
        .chain_update(bytes)
        .finalize();
    let digits = hash.iter().take(5).fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    let slug = if slug.is_empty() { "image" } else { &slug };
    format!("{FOLDER}/{slug}-{digits}")
}

/// Writes a file, unless it exists: its name identifies its content.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if path.is_file() {
        return Ok(());
    }
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// Returns the kind of image that some bytes begin like.
fn kind_of(bytes: &[u8]) -> Option<FileKind> {
    let at =
        |from: usize, text: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(text));
    if at(0, b"\xff\xd8\xff") {
        Some(FileKind::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Some(FileKind::Png)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(FileKind::Webp)
    } else if at(4, b"ftypavif") || at(4, b"ftypavis") {
        Some(FileKind::Avif)
    } else if drawing::is_svg(bytes) {
        Some(FileKind::Svg)
    } else {
        None
    }
}

fn avif_size(bytes: &[u8]) -> Result<(u32, u32), String> {
    let size = imagesize::blob_size(bytes).map_err(|error| error.to_string())?;
    let length = |length: usize| u32::try_from(length).unwrap_or_default();
    Ok((length(size.width), length(size.height)))
}

/// An AVIF file is copied as it is: it is neither made smaller nor cleaned.
fn avif_remarks(bytes: &[u8]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if bytes.windows(4).any(|part| part == b"Exif") {
        remarks.push(warning(Finding::HiddenData {}));
    }
    if bytes.len() as u64 > HEAVY {
        let size = (bytes.len() / 1000).to_string();
        remarks.push(warning(Finding::HeavyAsItIs { size }));
    }
    remarks
}

/// Returns what an author should know about an image.
fn remarks(source: &Source, media: &Media, actor: Option<&Actor>) -> Result<Vec<Remark>, String> {
    match source.kind {
        FileKind::Svg => drawing::remarks(&source.bytes, media, actor),
        FileKind::Avif => avif_size(&source.bytes).map(|_| avif_remarks(&source.bytes)),
        kind => raster::size(kind, &source.bytes).map(|size| small(media, actor, size)),
    }
}

/// Returns what is shown with fewer pixels than screens have there.
fn small(media: &Media, actor: Option<&Actor>, size: (u32, u32)) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if let Some(actor) = actor {
        let pixels = Cut::of(actor, media).side(size);
        if pixels < MARK {
            let (pixels, wanted) = (pixels.to_string(), MARK.to_string());
            remarks.push(warning(Finding::FewPixelsOfMark { pixels, wanted }));
        }
        return remarks;
    }
    if size.0 < COLUMN {
        let (width, column) = (size.0.to_string(), COLUMN.to_string());
        remarks.push(warning(Finding::FewPixels { width, column }));
    }
    let crop = Crop::of_card(size, Focus::default());
    if media.card.get() && crop.width.round() < f64::from(Size::CARD.0) {
        let width = crop.width.round().to_string();
        remarks.push(warning(Finding::SmallCard { width }));
    }
    remarks
}

fn warning(finding: Finding) -> Remark {
    (Severity::Warning, finding)
}

fn error(finding: Finding) -> Remark {
    (Severity::Error, finding)
}

fn unreadable(file: &FileName, why: &str) -> Finding {
    let (file, why) = (file.to_string(), why.to_owned());
    Finding::UnreadableFile { file, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the left and the upper edge, the width and the height of a card.
    fn crop(size: (u32, u32), focus: [u16; 2]) -> String {
        let crop = Crop::of_card(size, Focus(focus));
        let numbers = [crop.left, crop.top, crop.width, crop.height];
        numbers.map(|number| format!("{number:.0}")).join(" ")
    }

    #[test]
    fn a_card_is_the_part_around_the_focus_point() {
        let high = (1200, 2400);
        assert_eq!(crop(high, [5000, 5000]), "0 885 1200 630");
        assert_eq!(crop(high, [0, 2500]), "0 285 1200 630");
        assert_eq!(crop(high, [5000, 0]), "0 0 1200 630");
        assert_eq!(crop(high, [5000, 10_000]), "0 1770 1200 630");
        let wide = (4000, 630);
        assert_eq!(crop(wide, [5000, 0]), "1400 0 1200 630");
        assert_eq!(crop(wide, [9000, 0]), "2800 0 1200 630");
        assert_eq!(crop((1200, 630), [0, 10_000]), "0 0 1200 630");
        assert_eq!(crop((1, 1), [0, 0]), "0 0 1 1");
    }
}
