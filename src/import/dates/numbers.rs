//! Numbers in dates: digits of other scripts, Roman numerals, kanji.

/// Returns the ASCII digit for a digit of the Arabic, Persian, Indian or Thai script.
pub(super) fn digit(letter: char) -> char {
    let zeros = ['\u{660}', '\u{6f0}', '\u{966}', '\u{e50}'];
    zeros
        .iter()
        .filter_map(|zero| u32::from(letter).checked_sub(u32::from(*zero)))
        .find(|digit| *digit < 10)
        .and_then(|digit| char::from_digit(digit, 10))
        .unwrap_or(letter)
}

/// Reads a whole number that consists of at most twelve digits; `None` for other text.
pub(super) fn whole(written: &str) -> Option<i64> {
    let written = written.trim();
    let plain =
        (1..=12).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_digit());
    written.parse().ok().filter(|_| plain)
}

/// Reads a whole number or a Roman numeral below forty; `None` for other text.
pub(super) fn ordinal(written: &str) -> Option<i64> {
    const ROMAN: [(&str, i64); 5] = [("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)];
    let bare = written
        .trim()
        .trim_end_matches(['.', 'º', 'ª'])
        .trim_start_matches(['第']);
    let bare = [
        "st", "nd", "rd", "th", "er", "ère", "ème", "eme", "e", "o", "a",
    ]
    .iter()
    .find_map(|ending| bare.strip_suffix(ending).filter(|rest| !rest.is_empty()))
    .unwrap_or(bare);
    if let Some(number) = whole(bare) {
        return Some(number);
    }
    let (mut rest, mut sum) = (bare, 0);
    for (numeral, value) in ROMAN {
        while let Some(after) = rest.strip_prefix(numeral) {
            // “iv” begins with “i”: only for x and v, the pairs come before their first letters in
            // the list.
            rest = after;
            sum += value;
            if numeral.len() > 1 {
                break;
            }
        }
    }
    (rest.is_empty() && (1..40).contains(&sum)).then_some(sum)
}
