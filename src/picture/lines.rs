//! Breaks text into lines. Nothing measures it: its width is estimated, and it breaks where
//! Unicode's rules allow.

use unicode_linebreak::linebreaks;

use crate::chart::text_width;

/// The type of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) serif: bool,
    pub(super) bold: bool,
    pub(super) colour: &'static str,
}

impl Type {
    pub(super) const fn sans(size: f64, colour: &'static str) -> Self {
        Type {
            size,
            serif: false,
            bold: false,
            colour,
        }
    }

    pub(super) const fn serif(size: f64) -> Self {
        Type {
            size,
            serif: true,
            bold: true,
            colour: "ink",
        }
    }

    #[must_use]
    pub(super) const fn bold(self) -> Self {
        Type { bold: true, ..self }
    }

    /// Returns the estimated width of a text, in pixels. East Asian characters are squares in every
    /// weight.
    pub(super) fn width(&self, text: &str) -> f64 {
        let others = if self.bold { 1.04 } else { 0.96 };
        let em = |c: char| {
            let em = text_width(c.encode_utf8(&mut [0; 4]), 1.0);
            if em < 1.0 { em * others } else { em }
        };
        text.chars().map(em).sum::<f64>() * self.size
    }
}

/// Returns the text in lines no wider than `width`. A text with zero width spaces breaks at those.
pub(super) fn lines(text: &str, font: Type, width: f64) -> Vec<String> {
    text.split('\n')
        .flat_map(|paragraph| paragraph_lines(paragraph, font, width))
        .collect()
}

fn paragraph_lines(text: &str, font: Type, width: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text, text.contains('\u{200b}')) {
        if fits(&lines, piece, font, width) {
            add(&mut lines, piece);
            continue;
        }
        if font.width(piece.trim_end()) <= width {
            lines.push(piece.to_owned());
            continue;
        }
        // A phrase that is wider than a line breaks as text does; a word that is wider breaks
        // anywhere.
        for part in pieces(piece, false).flat_map(|part| shorter(part, font, width)) {
            if fits(&lines, part, font, width) {
                add(&mut lines, part);
            } else {
                lines.push(part.to_owned());
            }
        }
    }
    lines
        .iter()
        .map(|line| line.replace('\u{200b}', "").trim().to_owned())
        .collect()
}

/// Returns as few lines as [`lines`], of about the same length.
pub(super) fn balanced(text: &str, font: Type, width: f64) -> Vec<String> {
    let count = lines(text, font, width).len();
    let pieces = pieces(text, text.contains('\u{200b}'));
    let widest = pieces
        .map(|piece| font.width(piece.trim_end()))
        .fold(0.0, f64::max)
        .min(width);
    let widths = (0..=50).map(|step| widest + (width - widest) * f64::from(step) / 50.0);
    let mut tries = widths.map(|width| lines(text, font, width));
    tries.find(|lines| lines.len() == count).unwrap_or_default()
}

/// Returns as many whole sentences as `count` lines hold; if the first sentence is longer, its
/// beginning.
pub(super) fn within(text: &str, font: Type, width: f64, count: usize) -> Vec<String> {
    let ends = text.char_indices().filter(|(at, c)| {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        matches!(c, '。' | '！' | '？')
            || (matches!(c, '.' | '!' | '?' | '؟') && rest.starts_with([' ', '\n']))
    });
    let ends: Vec<usize> = ends
        .map(|(at, c)| at + c.len_utf8())
        .chain([text.len()])
        .collect();
    let sentences = ends.iter().rev().filter_map(|end| text.get(..*end));
    let fitting = sentences
        .map(|text| lines(text, font, width))
        .find(|lines| lines.len() <= count);
    fitting.unwrap_or_else(|| shortened(lines(text, font, width), font, width, count))
}

/// Returns at most `count` lines. The last ends with “…” if there was more or if it was too wide.
pub(super) fn shortened(
    mut lines: Vec<String>,
    font: Type,
    width: f64,
    count: usize,
) -> Vec<String> {
    let more = lines.len() > count;
    lines.truncate(count);
    if let Some(last) = lines
        .last_mut()
        .filter(|last| more || font.width(last) > width)
    {
        while font.width(last) + font.width("…") > width && last.pop().is_some() {}
        last.truncate(last.trim_end_matches([' ', ',', '、', '。', '.']).len());
        last.push('…');
    }
    lines
}

fn fits(lines: &[String], piece: &str, font: Type, width: f64) -> bool {
    let line = lines.last().map_or("", String::as_str);
    font.width(line) + font.width(piece.trim_end()) <= width
}

fn add(lines: &mut [String], piece: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(piece);
    }
}

/// Returns the pieces between the places where a text may break; only at marks and spaces if it is
/// `marked`.
fn pieces(text: &str, marked: bool) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = linebreaks(text).map(|(end, _)| end).filter(move |end| {
        let (before, after) = (
            text.get(..*end).unwrap_or_default(),
            text.get(*end..).unwrap_or_default(),
        );
        let allowed = !marked || before.ends_with(['\u{200b}', ' ']);
        after.is_empty() || (allowed && !parts_amount(before, after))
    });
    ends.filter_map(move |end| text.get(std::mem::replace(&mut start, end)..end))
}

/// Returns true if a break would part a number from what it counts: “3 | million”.
fn parts_amount(before: &str, after: &str) -> bool {
    before
        .strip_suffix(' ')
        .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
        && after.starts_with(char::is_alphabetic)
}

/// Returns a piece in parts that fit into a line.
fn shorter(piece: &str, font: Type, width: f64) -> Vec<&str> {
    let (mut parts, mut start, mut used) = (Vec::new(), 0, 0.0);
    for (at, c) in piece.char_indices() {
        let own = font.width(c.encode_utf8(&mut [0; 4]));
        if used + own > width && at > start {
            parts.extend(piece.get(start..at));
            (start, used) = (at, 0.0);
        }
        used += own;
    }
    parts.extend(piece.get(start..));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Type = Type::sans(10.0, "ink");

    #[test]
    fn lines_break_where_they_may() {
        assert_eq!(lines("one two three", FONT, 45.0), ["one two", "three"]);
        assert_eq!(lines("約束した資金。", FONT, 60.0), ["約束した資", "金。"]);
        assert_eq!(
            lines("約束\u{200b}した\u{200b}資金。", FONT, 60.0),
            ["約束した", "資金。"]
        );
        assert_eq!(lines("abcdefghij", FONT, 30.0), ["abcde", "fghij"]);
        assert_eq!(lines("at 3 million", FONT, 45.0), ["at", "3 million"]);
        assert_eq!(lines("one\ntwo", FONT, 90.0), ["one", "two"]);
        assert_eq!(lines("", FONT, 30.0), [""]);
    }

    #[test]
    fn a_headline_is_balanced() {
        assert_eq!(
            balanced("aaaa aaaa aaaa aaaa", FONT, 90.0),
            ["aaaa aaaa", "aaaa aaaa"]
        );
        assert_eq!(balanced("女性と\u{200b}数", FONT, 35.0), ["女性と", "数"]);
    }

    #[test]
    fn what_does_not_fit_ends_with_a_sentence_or_says_so() {
        assert_eq!(
            within("One two. Three four five.", FONT, 60.0, 1),
            ["One two."]
        );
        assert_eq!(within("One two three four", FONT, 50.0, 1), ["One two…"]);
        assert_eq!(within("A. B.", FONT, 60.0, 1), ["A. B."]);
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(
            text in "[a-zあ-ん、。（ \u{200b}-]{0,60}",
            width in 12.0..200.0_f64,
        ) {
            let lines = lines(&text, FONT, width);
            let squeezed = |text: &str| text.replace([' ', '\u{200b}'], "");
            proptest::prop_assert_eq!(squeezed(&lines.concat()), squeezed(&text));
            for line in lines {
                proptest::prop_assert!(
                    FONT.width(&line) <= width,
                    "{line:?} is wider than {width}"
                );
            }
        }
    }
}
