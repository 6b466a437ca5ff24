//! Estimates of text widths without a browser, good enough to decide in any script whether two
//! labels fit on one line. Widths are those of common sans-serif fonts, rounded up.

/// Returns the width of a text in pixels at a font size in pixels. East Asian characters are
/// squares.
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// Returns the width of a character in em.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.3,
        'f' | 't' | 'r' | 'I' | ' ' | '(' | ')' | '-' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.92,
        'A'..='Z' | '&' => 0.7,
        // Combining marks are drawn over the previous letter.
        '\u{300}'..='\u{36f}'
        | '\u{64b}'..='\u{65f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2066}'..='\u{2069}' => 0.0,
        // Kana, kanji, hangul, full-width forms, emoji.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 1.0,
        _ => 0.58,
    }
}

#[cfg(test)]
mod tests {
    use super::text_width;

    #[test]
    fn kanji_are_square_and_latin_is_not() {
        assert!((text_width("調達資金", 16.0) - 64.0).abs() < f64::EPSILON);
        assert!(text_width("OpenAI", 16.0) < 64.0);
        assert!(text_width("e\u{301}", 10.0) < 6.0);
    }
}
