//! The images of an event: each with its caption and its credit. Files are found below one folder,
//! which the host decides on; a story cannot name an address to load.

use crate::locale::Word;
use crate::story::{Media, MediaKind, Ready};
use yew_builder::{Element, HtmlBuilder};

use super::text::plain;
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
                plain(html, scene, caption);
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
            plain(html, scene, text);
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
    if media.file.is_none() {
        return;
    }
    let ready = media.ready.as_ref();
    #[cfg(feature = "render")]
    if let Some(ready) = ready.filter(|ready| ready.modern != ready.plain.get())
        && !scene.options.live
    {
        // A browser without WebAssembly may be so old that it does not know the modern form.
        html.element("picture").children(|html| {
            let (folder, plain) = (&*scene.options.images_at, ready.plain.get());
            html.element("source")
                .attr("type", "image/webp")
                .attr("sizes", SIZES)
                .attr("srcset", address(scene, media));
            let last = plain.files().last().map_or("", |(path, _)| path);
            sized(element(html, scene, media), ready)
                .attr("srcset", plain.below(folder))
                .attr("src", [folder, last].concat());
        });
        return;
    }
    let mut image = element(html, scene, media);
    let mut name = "src";
    if let Some(ready) = ready {
        (image, name) = (sized(image, ready), "srcset");
    }
    image.attr(name, address(scene, media));
}

/// Writes the image of an actor. Its prepared file is one, in a form that every browser knows; so
/// cards of the static story can be copied.
pub(super) fn face(html: &mut HtmlBuilder, scene: &Scene, media: &Media) {
    element(html, scene, media)
        .class("ex-mark ex-face")
        .attr("width", "24")
        .attr("height", "24")
        .attr("src", address(scene, media));
}

/// Returns the addresses of an image's prepared files, or the address of the file itself.
fn address(scene: &Scene, media: &Media) -> String {
    let folder = &*scene.options.images_at;
    match (&media.ready, &media.file) {
        (Some(ready), _) => ready.modern.below(folder),
        (None, Some(file)) => [folder, file.as_str()].concat(),
        (None, None) => String::new(),
    }
}

/// Writes an `img` without its addresses. They come last: a browser that meets one begins to load.
fn element<'h>(html: &'h mut HtmlBuilder, scene: &Scene, media: &Media) -> Element<'h> {
    let alt = media.alt.as_ref();
    let alt = alt.map_or_else(String::new, |alt| alt.plain(scene.locale.lang()));
    html.element("img")
        .attr("alt", alt)
        .attr("loading", "lazy")
        .attr("decoding", "async")
}

/// Adds the size of an image, which keeps its room.
fn sized<'h>(image: Element<'h>, ready: &Ready) -> Element<'h> {
    image
        .attr("sizes", SIZES)
        .attr("width", ready.width.to_string())
        .attr("height", ready.height.to_string())
}
