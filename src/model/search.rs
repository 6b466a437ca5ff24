//! Search regardless of case and width. Lower case comes from a table of the alphabets of news,
//! because Unicode's own table would add five kilobytes to the download.

/// A word that a reader searches for.
pub(crate) struct SearchTerm(String);

impl SearchTerm {
    /// Returns the words of a query.
    pub(crate) fn all(typed: &str) -> Vec<SearchTerm> {
        let words = typed
            .split_whitespace()
            .map(|word| word.chars().filter_map(fold).collect());
        words
            .filter(|word: &String| !word.is_empty())
            .map(SearchTerm)
            .collect()
    }

    /// Returns true if a text has the word.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        text.char_indices()
            .any(|(at, _)| text.get(at..).and_then(|rest| self.begins(rest)).is_some())
    }

    /// Returns the length in bytes of the word at the beginning of a text; `None` if the text
    /// begins otherwise.
    pub(crate) fn begins(&self, text: &str) -> Option<usize> {
        let mut wanted = self.0.chars();
        let mut len = 0;
        for c in text.chars() {
            if wanted.as_str().is_empty() {
                break;
            }
            if let Some(folded) = fold(c)
                && wanted.next() != Some(folded)
            {
                return None;
            }
            len += c.len_utf8();
        }
        wanted.as_str().is_empty().then_some(len)
    }
}

/// Returns the character under which another is searched; `None` for a break mark.
fn fold(c: char) -> Option<char> {
    match c {
        '\u{200b}' => None,
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase())
        }
        '\0'..='\x7f' => Some(c.to_ascii_lowercase()),
        '\u{80}'..='\u{1fff}' => Some(small(c)),
        _ => Some(c),
    }
}

/// Upper-case letters: the first, the last, the step between two of them, and the distance to their
/// lower-case letters.
const CAPITALS: [(char, char, u32, i32); 34] = [
    ('À', 'Ö', 1, 32),
    ('Ø', 'Þ', 1, 32),
    ('Ā', 'Į', 2, 1),
    // A Turkish İ is found by an i.
    ('İ', 'İ', 1, -199),
    ('Ĳ', 'Ķ', 2, 1),
    ('Ĺ', 'Ň', 2, 1),
    ('Ŋ', 'Ŷ', 2, 1),
    ('Ÿ', 'Ÿ', 1, -121),
    ('Ź', 'Ž', 2, 1),
    ('Ơ', 'Ơ', 1, 1),
    ('Ư', 'Ư', 1, 1),
    ('Ǎ', 'Ǜ', 2, 1),
    ('Ǟ', 'Ǯ', 2, 1),
    ('Ǹ', 'Ȟ', 2, 1),
    ('Ȣ', 'Ȳ', 2, 1),
    ('Ά', 'Ά', 1, 38),
    ('Έ', 'Ί', 1, 37),
    ('Ό', 'Ό', 1, 64),
    ('Ύ', 'Ώ', 1, 63),
    ('Α', 'Ρ', 1, 32),
    ('Σ', 'Ϋ', 1, 32),
    // A word's last sigma is the same letter.
    ('ς', 'ς', 1, 1),
    ('Ѐ', 'Џ', 1, 80),
    ('А', 'Я', 1, 32),
    ('Ѡ', 'Ҁ', 2, 1),
    ('Ҋ', 'Ҿ', 2, 1),
    ('Ӏ', 'Ӏ', 1, 15),
    ('Ӂ', 'Ӎ', 2, 1),
    ('Ӑ', 'Ԯ', 2, 1),
    ('Ա', 'Ֆ', 1, 48),
    ('Ḁ', 'Ẕ', 2, 1),
    ('ẞ', 'ẞ', 1, -7615),
    ('Ạ', 'Ỹ', 2, 1),
    ('Ỻ', 'Ỿ', 2, 1),
];

fn small(c: char) -> char {
    let code = u32::from(c);
    let found = CAPITALS.iter().find(|(first, last, step, _)| {
        (*first..=*last).contains(&c) && (code - u32::from(*first)).is_multiple_of(*step)
    });
    found
        .and_then(|(.., on)| char::from_u32(code.saturating_add_signed(*on)))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins(text: &str, word: &str) -> Option<usize> {
        SearchTerm::all(word)
            .first()
            .and_then(|word| word.begins(text))
    }

    #[test]
    fn words_are_found_in_any_case_and_width() {
        assert_eq!(begins("OpenAI、非営利", "openai"), Some(6));
        assert_eq!(begins("ＯｐｅｎＡＩは", "OpenAI"), Some(18));
        assert_eq!(begins("非\u{200b}営利", "非営"), Some(9));
        assert_eq!(begins("Open", "openai"), None);
        assert_eq!(begins("", "a"), None);
        assert!(SearchTerm::all(" \u{3000}\u{200b} ").is_empty());
        for (word, text, is_in) in [
            ("ΟΔΌΣ", "στην οδός", true),
            ("istanbul", "in İstanbul", true),
            ("bb", "abab", false),
        ] {
            assert!(
                SearchTerm::all(word)
                    .iter()
                    .all(|wanted| wanted.is_in(text) == is_in),
                "{word}"
            );
        }
    }

    /// The alphabets of the table, whole: Latin, Greek, Cyrillic and Armenian letters.
    #[test]
    fn small_letters_are_those_of_unicode() {
        let odd = ['İ', 'ς'];
        let alphabets = [
            '\0'..='\u{17f}',
            '\u{386}'..='\u{3ce}',
            '\u{400}'..='\u{556}',
            '\u{1e00}'..='\u{1eff}',
        ];
        for c in alphabets.into_iter().flatten().filter(|c| !odd.contains(c)) {
            assert_eq!(
                fold(c).map(String::from),
                Some(c.to_lowercase().collect()),
                "{c}"
            );
        }
        // For any other character, it is the lower-case letter or the character itself.
        for c in ('\0'..='\u{1fff}').filter(|c| !odd.contains(c)) {
            let small = fold(c);
            assert!(
                small == Some(c) || small.into_iter().eq(c.to_lowercase()),
                "{c}"
            );
        }
    }
}
