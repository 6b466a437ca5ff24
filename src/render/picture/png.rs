//! A picture in pixels, with the fonts of the machine that draws it. Text that no font can show is an error, not an
//! empty place.

use std::collections::BTreeSet;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{Group, Node, Options, Tree};

use crate::story::{Lang, is_hidden};

/// What stands for a style sheet's `sans-serif` and `serif`: the first that the machine has.
const SANS: [&str; 7] =
    ["Noto Sans", "Source Sans 3", "Open Sans", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans"];
const SERIF: [&str; 6] = ["Noto Serif", "Source Serif 4", "Georgia", "Times New Roman", "Liberation Serif", "DejaVu Serif"];

/// The picture as PNG, `scale` pixels to each of its own.
///
/// # Errors
/// A sentence that names what to install if the machine's fonts lack a character of the picture.
pub fn png(svg: &str, lang: Lang, scale: u8) -> Result<Vec<u8>, String> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    draw(svg, lang, scale, fonts)
}

fn draw(svg: &str, lang: Lang, scale: u8, mut fonts: Database) -> Result<Vec<u8>, String> {
    let known = |fonts: &Database, name: &&str| {
        fonts.query(&Query { families: &[Family::Name(name)], ..Query::default() }).is_some()
    };
    if let Some(sans) = SANS.iter().find(|name| known(&fonts, name)) {
        fonts.set_sans_serif_family(*sans);
    }
    if let Some(serif) = SERIF.iter().find(|name| known(&fonts, name)) {
        fonts.set_serif_family(*serif);
    }
    let options = Options { fontdb: fonts.into(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let mut missing = BTreeSet::new();
    find_missing(tree.root(), &mut missing);
    if !missing.is_empty() {
        return Err(complaint(&missing, lang));
    }
    let size = tree.size().to_int_size().scale_by(f32::from(scale)).ok_or("a picture without size")?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("a picture too large for this machine")?;
    let zoom = f32::from(scale);
    resvg::render(&tree, Transform::from_scale(zoom, zoom), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}

/// Collects the characters that were written and not drawn.
fn find_missing(group: &Group, missing: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => find_missing(group, missing),
            Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                // The first glyph of every font is the one for what it does not have.
                let drawn: BTreeSet<char> =
                    glyphs.filter(|glyph| glyph.id.0 != 0).flat_map(|glyph| glyph.text.chars()).collect();
                let written = text.chunks().iter().flat_map(|chunk| chunk.text().chars());
                missing.extend(written.filter(|c| !c.is_whitespace() && !is_hidden(*c) && !drawn.contains(c)));
            }
            _ => {}
        }
    }
}

fn complaint(missing: &BTreeSet<char>, lang: Lang) -> String {
    let shown: String = missing.iter().take(12).collect();
    let more = if missing.len() > 12 { " and others" } else { "" };
    let fonts = match lang.primary() {
        "ja" => "Noto Sans CJK JP and Noto Serif CJK JP",
        "zh" => "Noto Sans CJK SC and Noto Serif CJK SC",
        "ko" => "Noto Sans CJK KR and Noto Serif CJK KR",
        "ar" | "fa" | "ur" => "Noto Sans Arabic",
        "he" | "yi" => "Noto Sans Hebrew",
        _ => "Noto Sans and Noto Serif",
    };
    format!("no font of this machine has {shown}{more}: install {fonts}, or take the picture as SVG")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_fonts_says_which_to_install() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="15">資金 5</text></svg>"#;
        let failure = draw(svg, "ja".parse().unwrap(), 1, Database::new()).unwrap_err();
        assert_eq!(
            failure,
            "no font of this machine has 5資金: install Noto Sans CJK JP and Noto Serif CJK JP, or take the picture as SVG"
        );
    }

    #[test]
    fn a_picture_without_text_needs_no_font() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="9" height="9"/></svg>"#;
        let png = draw(svg, Lang::english(), 2, Database::new()).unwrap();
        assert_eq!(Pixmap::decode_png(&png).map(|pixels| (pixels.width(), pixels.height())), Ok((80, 40)));
    }
}
