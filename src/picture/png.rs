//! Draws a picture in pixels, with the fonts of the machine. A character that no font has is an
//! error.

use std::collections::BTreeSet;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::roxmltree::Document;
use resvg::usvg::{FallbackSelectionFn, FontResolver, Group, Node, Options, Tree};

use crate::story::{Lang, is_hidden};

/// Fonts for `sans-serif` and `serif`: the first that the machine has.
const SANS: [&str; 7] = [
    "Noto Sans",
    "Source Sans 3",
    "Open Sans",
    "Helvetica Neue",
    "Arial",
    "Liberation Sans",
    "DejaVu Sans",
];
const SERIF: [&str; 6] = [
    "Noto Serif",
    "Source Serif 4",
    "Georgia",
    "Times New Roman",
    "Liberation Serif",
    "DejaVu Serif",
];

/// Returns the picture as PNG, with `scale` pixels for each of its own.
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
        fonts
            .query(&Query {
                families: &[Family::Name(name)],
                ..Query::default()
            })
            .is_some()
    };
    if let Some(sans) = SANS.iter().find(|name| known(&fonts, name)) {
        fonts.set_sans_serif_family(*sans);
    }
    if let Some(serif) = SERIF.iter().find(|name| known(&fonts, name)) {
        fonts.set_serif_family(*serif);
    }
    let font_resolver = FontResolver {
        select_fallback: fallback(),
        ..FontResolver::default()
    };
    let options = Options {
        fontdb: fonts.into(),
        font_resolver,
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let missing = missing(svg, &tree);
    if !missing.is_empty() {
        return Err(complaint(&missing, lang));
    }
    let size = tree
        .size()
        .to_int_size()
        .scale_by(f32::from(scale))
        .ok_or("a picture without size")?;
    let mut pixels =
        Pixmap::new(size.width(), size.height()).ok_or("a picture too large for this machine")?;
    let zoom = f32::from(scale);
    resvg::render(
        &tree,
        Transform::from_scale(zoom, zoom),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().map_err(|error| error.to_string())
}

/// Chooses the font for a character that the first font lacks. The library takes any font that has
/// it, in any weight; here the wanted weight of the same family is preferred.
fn fallback() -> FallbackSelectionFn<'static> {
    let any = FontResolver::default_fallback_selector();
    Box::new(move |c, used, fonts| {
        let found = any(c, used, fonts)?;
        let wanted = used.first().and_then(|base| fonts.face(*base))?;
        let (family, _) = fonts.face(found)?.families.first()?;
        let query = Query {
            families: &[Family::Name(family)],
            weight: wanted.weight,
            ..Query::default()
        };
        // If that font lacks the character, the library asks again.
        let better = fonts.query(&query).filter(|better| !used.contains(better));
        Some(better.unwrap_or(found))
    })
}

/// Returns the characters that are written in a picture and not drawn. A text without any font is
/// not in the tree at all.
fn missing(svg: &str, tree: &Tree) -> BTreeSet<char> {
    let (mut drawn, mut missing) = (BTreeSet::new(), BTreeSet::new());
    sort_glyphs(tree.root(), &mut drawn, &mut missing);
    let written = Document::parse(svg);
    let texts = written
        .iter()
        .flat_map(Document::descendants)
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| node.text());
    missing.extend(texts.flat_map(str::chars).filter(|c| !drawn.contains(c)));
    missing.retain(|c| !c.is_whitespace() && !is_hidden(*c));
    missing
}

fn sort_glyphs(group: &Group, drawn: &mut BTreeSet<char>, missing: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => sort_glyphs(group, drawn, missing),
            Node::Text(text) => {
                for glyph in text
                    .layouted()
                    .iter()
                    .flat_map(|span| &span.positioned_glyphs)
                {
                    // The first glyph of every font is the one for missing characters.
                    let found = if glyph.id.0 == 0 {
                        &mut *missing
                    } else {
                        &mut *drawn
                    };
                    found.extend(glyph.text.chars());
                }
            }
            _ => {}
        }
    }
}

fn complaint(missing: &BTreeSet<char>, lang: Lang) -> String {
    let shown: String = missing.iter().take(12).collect();
    let more = if missing.len() > 12 {
        " and others"
    } else {
        ""
    };
    let fonts = match lang.primary() {
        "ja" => "Noto Sans CJK JP and Noto Serif CJK JP",
        "zh" => "Noto Sans CJK SC and Noto Serif CJK SC",
        "ko" => "Noto Sans CJK KR and Noto Serif CJK KR",
        "ar" | "fa" | "ur" => "Noto Sans Arabic",
        "he" | "yi" => "Noto Sans Hebrew",
        _ => "Noto Sans and Noto Serif",
    };
    format!(
        "no font of this machine has {shown}{more}: install {fonts}, or take the picture as SVG"
    )
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
        let pixels = Pixmap::decode_png(&png).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (80, 40));
    }
}
