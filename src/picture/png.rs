//! Draws a picture in pixels, with the fonts of the machine. A letter that no font has is an error;
//! emoji and symbols are left out and listed, because a picture can do without them.

use std::collections::BTreeSet;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::roxmltree::Document;
use resvg::usvg::{FallbackSelectionFn, FontResolver, Group, Node, Options, Tree};

use crate::story::{Lang, is_hidden};

use super::Png;

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

/// The fonts of the machine. Looking for them takes longer than drawing a picture with them.
pub struct Fonts(Options<'static>);

impl Fonts {
    /// Returns the fonts of this machine.
    pub fn of_machine() -> Self {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        Fonts::new(fonts)
    }

    fn new(mut fonts: Database) -> Self {
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
        Fonts(Options {
            fontdb: fonts.into(),
            font_resolver: FontResolver {
                select_fallback: fallback(),
                ..FontResolver::default()
            },
            ..Options::default()
        })
    }

    /// Returns the fonts alone.
    pub(crate) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.0.fontdb)
    }

    /// Returns the picture as [`png`] does, and what is left out of it.
    ///
    /// # Errors
    /// As for [`png`].
    pub fn draw(&self, svg: &str, lang: Lang, scale: u8) -> Result<Png, String> {
        draw(svg, lang, scale, &self.0)
    }
}

/// Returns the picture as PNG, with `scale` pixels for each of its own.
///
/// # Errors
/// A sentence that names what to install if the machine's fonts lack a character of the picture.
pub fn png(svg: &str, lang: Lang, scale: u8) -> Result<Vec<u8>, String> {
    let drawn = Fonts::of_machine().draw(svg, lang, scale);
    drawn.map(|png| png.bytes)
}

fn draw(svg: &str, lang: Lang, scale: u8, options: &Options<'_>) -> Result<Png, String> {
    let parse = |svg: &str| Tree::from_str(svg, options).map_err(|error| error.to_string());
    let (mut svg, mut left_out) = without_emoji(svg);
    let mut tree = parse(&svg)?;
    let symbols: Vec<char> = missing(&svg, &tree)
        .into_iter()
        .filter(|c| matches!(c, '\u{2190}'..='\u{2bff}'))
        .collect();
    if !symbols.is_empty() {
        svg.retain(|c| !symbols.contains(&c));
        left_out.extend(symbols.into_iter().map(String::from));
        tree = parse(&svg)?;
    }
    let missing = missing(&svg, &tree);
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
    Ok(Png {
        bytes: pixels.encode_png().map_err(|error| error.to_string())?,
        left_out: (!left_out.is_empty()).then(|| {
            let left_out: Vec<_> = left_out.into_iter().collect();
            format!(
                "left out of the picture: {}; the picture as SVG has them",
                left_out.join(" ")
            )
        }),
    })
}

/// Returns a picture without emoji, and these. Fonts of colour pictures are not drawn, and a letter
/// of another font would leave a hole.
fn without_emoji(svg: &str) -> (String, BTreeSet<String>) {
    let (mut kept, mut left_out) = (String::new(), BTreeSet::new());
    let mut emoji = String::new();
    for c in svg.chars() {
        let joined = emoji.ends_with('\u{200d}');
        let begins = matches!(c, '\u{1f000}'..='\u{1faff}');
        // Joiner, variation selector, frame of a key, tags of flags.
        let continues = matches!(
            c,
            '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}'
        );
        if begins || !emoji.is_empty() && (continues || joined) {
            emoji.push(c);
            continue;
        }
        if !emoji.is_empty() {
            left_out.insert(std::mem::take(&mut emoji));
        }
        if !matches!(c, '\u{fe0f}' | '\u{20e3}') {
            kept.push(c);
        }
    }
    (kept, left_out)
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
    missing.retain(|c| !c.is_whitespace() && !is_hidden(*c) && !is_invisible(*c));
    missing
}

/// Returns true for characters that shape their neighbours and have no form of their own.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}')
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
        let svg = concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">"#,
            r#"<text y="15">資金 5</text></svg>"#
        );
        let failure = Fonts::new(Database::new())
            .draw(svg, "ja".parse().unwrap(), 1)
            .unwrap_err();
        assert_eq!(
            failure,
            "no font of this machine has 5資金: install Noto Sans CJK JP and Noto Serif CJK JP, \
             or take the picture as SVG"
        );
    }

    #[test]
    fn a_picture_without_text_needs_no_font() {
        let svg = concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">"#,
            r#"<rect width="9" height="9"/></svg>"#
        );
        let png = Fonts::new(Database::new())
            .draw(svg, Lang::english(), 2)
            .unwrap();
        let pixels = Pixmap::decode_png(&png.bytes).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (80, 40));
    }

    #[test]
    fn emoji_are_left_out_and_listed() {
        let text = "Flag 🏳\u{fe0f}\u{200d}🌈, nurse 👩🏽\u{200d}⚕\u{fe0f}, key 1\u{fe0f}\u{20e3}";
        let (kept, left_out) = without_emoji(text);
        assert_eq!(kept, "Flag , nurse , key 1");
        let left_out: Vec<_> = left_out.iter().map(String::as_str).collect();
        assert_eq!(left_out, ["🏳\u{fe0f}\u{200d}🌈", "👩🏽\u{200d}⚕\u{fe0f}"]);
        // Joiners within words of other scripts stay.
        let persian = "می\u{200c}خواهم";
        assert_eq!(
            without_emoji(persian),
            (persian.to_owned(), BTreeSet::new())
        );
    }

    #[test]
    fn a_picture_with_emoji_is_drawn() {
        let svg = concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">"#,
            r#"<text y="15">🌈 ✈</text></svg>"#
        );
        let png = Fonts::new(Database::new())
            .draw(svg, Lang::english(), 1)
            .unwrap();
        assert_eq!(
            png.left_out.as_deref(),
            Some("left out of the picture: ✈ 🌈; the picture as SVG has them")
        );
    }
}
