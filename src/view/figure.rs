//! The images of an event: each with its caption and its credit. Files are found below one folder,
//! which the host decides on; a story cannot name an address to load.

use crate::locale::Word;
use crate::story::{Media, MediaKind, Ready};
use yew_builder::{Element, HtmlBuilder};

use super::text::inline;
use super::{Scene, parts};

/// The width of an image on the page, for browsers that choose a file before they lay it out.
const SIZES: &str = "auto, (min-width: 46em) 40em, 92vw";

/// Writes an image of the story as a figure. If it is shown for a medium of another site, it is
/// part of the link.
pub(super) fn figure(html: &mut HtmlBuilder, scene: &Scene, media: &Media) {
    if media.file.is_none() || media.address.is_some() {
        return;
    }
    let ready = media.ready.as_ref();
    let tall = ready.is_some_and(|ready| ready.height > ready.width);
    let class = if tall { "ex-image ex-tall" } else { "ex-image" };
    html.element("figure").class(class).children(|html| {
        let frame = if scene.options.live && media.alt.is_some() {
            html.element("button").attr(parts::PART, parts::ENLARGE)
        } else {
            html.element("span")
        };
        frame.children(|html| image(html, scene, media));
        html.element("figcaption").children(|html| {
            if let Some(caption) = &media.caption {
                inline(html, caption, scene.locale.lang(), "");
            }
            credit(html, scene, media);
        });
    });
}

/// Writes the author and the licence of a medium.
pub(super) fn credit(html: &mut HtmlBuilder, scene: &Scene, media: &Media) {
    if let Some(text) = &media.credit {
        html.static_text(" ");
        html.element("small").children(|html| {
            inline(html, text, scene.locale.lang(), "");
            if let Some(licence) = &media.licence {
                html.text([" · ", &licence.0].concat());
            }
        });
    }
}

/// Returns the kind and the length of a medium on another site, for the text of its link.
pub(super) fn label(scene: &Scene, media: &Media) -> String {
    let word = match media.kind {
        Some(MediaKind::Video) => Word::Video,
        Some(MediaKind::Sound) => Word::Sound,
        Some(MediaKind::Post) => Word::Post,
        Some(MediaKind::Map) => Word::Map,
        Some(MediaKind::Picture) | None => Word::Picture,
    };
    let length = media.length.as_ref().map_or("", |length| &length.0);
    [scene.locale.word(word), length].join(" ")
}

/// Writes the image of a medium, if it has one.
pub(super) fn image(html: &mut HtmlBuilder, scene: &Scene, media: &Media) {
    let Some(file) = &media.file else {
        return;
    };
    let folder = &*scene.options.images_at;
    let Some(ready) = &media.ready else {
        element(html, scene, media).attr("src", [folder, file.as_str()].concat());
        return;
    };
    #[cfg(feature = "render")]
    let plain = ready.plain.get();
    #[cfg(feature = "render")]
    if !scene.options.live && ready.modern != plain {
        // A browser without WebAssembly may be so old that it does not know the modern form.
        html.element("picture").children(|html| {
            html.element("source")
                .attr("type", "image/webp")
                .attr("sizes", SIZES)
                .attr("srcset", ready.modern.below(folder));
            let last = plain.files().last().map_or("", |(path, _)| path);
            sized(element(html, scene, media), ready)
                .attr("srcset", plain.below(folder))
                .attr("src", [folder, last].concat());
        });
        return;
    }
    sized(element(html, scene, media), ready).attr("srcset", ready.modern.below(folder));
}

/// Writes an `img` without its addresses. They come last: a browser that meets one begins to load.
fn element<'h>(html: &'h mut HtmlBuilder, scene: &Scene, media: &Media) -> Element<'h> {
    let alt = media.alt.as_ref();
    let alt = alt.map_or_else(String::new, |alt| alt.plain(scene.locale.lang()));
    html.element("img")
        .attr("alt", alt)
        .attr("loading", "lazy")
        .attr("decoding", "async")
        .attr("sizes", SIZES)
}

/// Adds the size of an image, which keeps its room.
fn sized<'h>(image: Element<'h>, ready: &Ready) -> Element<'h> {
    image
        .attr("width", ready.width.to_string())
        .attr("height", ready.height.to_string())
}
