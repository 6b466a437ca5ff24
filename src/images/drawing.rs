//! SVG: drawings. A prepared one is written again from its shapes, so that no script, no style from
//! elsewhere and no address is left in it, also if somebody opens the file itself.

use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use resvg::usvg::{ImageHrefResolver, Options, Tree, WriteOptions};

use crate::picture::{Fonts, Size};
use crate::story::{Actor, Finding, Focus, Lang, LocalizedText, Media};

use super::raster::{jpeg, on_paper};
use super::{Crop, Cut, HEAVY, MARK, Remark, warning};

/// Returns true for text whose first element is `svg`.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let begins = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<');
    begins && parsed(text).is_ok_and(|document| document.root_element().has_tag_name("svg"))
}

fn parsed(text: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| error.to_string())
}

/// Returns the drawing without anything but shapes and texts, and its size in pixels.
pub(super) fn cleaned(bytes: &[u8]) -> Result<(String, (u32, u32)), String> {
    let options = Options {
        fontdb: Fonts::of_machine().database(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            // Loads neither files of this machine nor addresses.
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_data(bytes, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size();
    let write = WriteOptions {
        preserve_text: true,
        ..WriteOptions::default()
    };
    Ok((tree.to_string(&write), (size.width(), size.height())))
}

/// Returns the card of a drawing as JPEG, drawn with the fonts of this machine.
pub(super) fn card(bytes: &[u8], focus: Focus) -> Result<Vec<u8>, String> {
    let (drawing, size) = cleaned(bytes)?;
    let svg = cropped(&drawing, &Crop::of_card(size, focus), Size::CARD);
    // The language only names fonts to install.
    let png = Fonts::of_machine().draw(&svg, Lang::english(), 1)?;
    let image = image::load_from_memory(&png.bytes).map_err(|error| error.to_string())?;
    jpeg(&on_paper(image))
}

/// Returns the mark of an actor as a drawing.
pub(super) fn mark(bytes: &[u8], cut: Cut) -> Result<String, String> {
    let (drawing, size) = cleaned(bytes)?;
    Ok(cropped(&drawing, &cut.crop(size), (MARK, MARK)))
}

/// Returns a part of a drawing as a drawing of this width and height.
fn cropped(drawing: &str, crop: &Crop, (width, height): (u32, u32)) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{} {} {} {}\">{drawing}</svg>",
        crop.left, crop.top, crop.width, crop.height
    )
}

/// Returns what an author should know: words of the drawing that are neither in the description nor
/// in the name of its actor, and its weight.
pub(super) fn remarks(
    bytes: &[u8],
    media: &Media,
    actor: Option<&Actor>,
) -> Result<Vec<Remark>, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let document = parsed(text)?;
    let described: String = media
        .alt
        .iter()
        .chain(actor.map(|actor| &actor.name))
        .flat_map(LocalizedText::iter)
        .map(|(_, text)| text.to_lowercase() + " ")
        .collect();
    let texts = document
        .descendants()
        .filter(Node::is_text)
        .filter(|node| node.ancestors().any(|around| around.has_tag_name("text")))
        .filter_map(|node| node.text());
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut missing: Vec<&str> = Vec::new();
    for word in words.filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1) {
        if !described.contains(&word.to_lowercase()) && !missing.contains(&word) {
            missing.push(word);
        }
    }
    let mut remarks = Vec::new();
    if !missing.is_empty() {
        let shown = missing.get(..5).unwrap_or(&missing).join(", ");
        remarks.push(warning(Finding::WordsInImage { words: shown }));
    }
    if bytes.len() as u64 > HEAVY {
        let size = (bytes.len() / 1000).to_string();
        remarks.push(warning(Finding::HeavyAsItIs { size }));
    }
    Ok(remarks)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_drawing_keeps_its_shapes_alone() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg"
            xmlns:xlink="http://www.w3.org/1999/xlink"
            width="40" height="20" onload="alert(1)"><script>alert(1)</script>
            <style>@import url(https://evil.example/a.css);
                circle { fill: url(https://evil.example/b) }</style>
            <foreignObject>
                <iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/>
            </foreignObject>
            <image href="https://evil.example/c.png" width="5" height="5"/>
            <image href="/etc/hostname" width="5" height="5"/>
            <use href="https://evil.example/d.svg#a"/>
            <a href="javascript:alert(1)">
                <rect width="9" height="9" onclick="alert(1)" fill="#f00"/>
            </a></svg>"##;
        let (cleaned, size) = cleaned(svg.as_bytes()).unwrap();
        assert_eq!(size, (40, 20));
        assert!(cleaned.contains("#ff0000"), "{cleaned}");
        for harm in [
            "script",
            "alert",
            "evil",
            "javascript",
            "onload",
            "iframe",
            "hostname",
            "href",
        ] {
            assert!(!cleaned.contains(harm), "{harm} is in {cleaned}");
        }
    }

    #[test]
    fn bombs_end_as_errors() {
        let bomb = r#"<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">
            <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
            <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
            <!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]>
            <svg xmlns="http://www.w3.org/2000/svg">&g;</svg>"#;
        assert!(!is_svg(bomb.as_bytes()) || cleaned(bomb.as_bytes()).is_err());
        let huge = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1e30" height="1e30"/>"#;
        drop(cleaned(huge.as_bytes()));
    }
}
