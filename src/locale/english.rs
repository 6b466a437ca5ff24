//! English words that replace those that a story in a third language does not bring. They are
//! isolated, so that they keep their order on pages from right to left, and views mark them as
//! English.

use super::{Locale, Word, fill};

/// The character before English words within another language: LEFT-TO-RIGHT ISOLATE.
pub const ENGLISH: char = '\u{2066}';
/// The character after them: POP DIRECTIONAL ISOLATE. Texts of a story contain neither.
pub const END: char = '\u{2069}';

const ENGLISH_TEXT: &str = "\u{2066}";
const END_TEXT: &str = "\u{2069}";

impl Locale {
    /// Returns true if a word is English because the story has none in its own language.
    pub fn is_english_instead(&self, word: Word) -> bool {
        self.found(word).1
    }

    /// Returns a word to be shown; English ones are isolated.
    pub fn text(&self, word: Word) -> String {
        self.part(word, self.word(word))
    }

    /// Returns a part of a word to be shown; English ones are isolated.
    pub(super) fn part(&self, word: Word, part: &str) -> String {
        // Characters other than ASCII, such as dashes and the two marks, begin with this byte.
        let isolates = |byte: u8| byte.is_ascii_alphabetic() || byte == 0xe2;
        if self.is_english_instead(word) && part.bytes().any(isolates) {
            [ENGLISH_TEXT, part, END_TEXT].concat()
        } else {
            part.to_owned()
        }
    }

    /// Returns a word with its placeholders filled: `fill(Word::AsOf, &[("date", "2018")])`.
    pub fn fill(&self, word: Word, values: &[(&str, &str)]) -> String {
        self.fill_part(word, self.word(word), values)
    }

    /// Returns a part of a word with its placeholders filled.
    pub(super) fn fill_part(&self, word: Word, part: &str, values: &[(&str, &str)]) -> String {
        let english = self.is_english_instead(word);
        let text = fill(part, &|name| {
            let value = values.iter().find(|(own, _)| *own == name);
            let value = value.map_or("", |(_, value)| value);
            if !english {
                return value.to_owned();
            }
            let plain = value.replace([ENGLISH, END], "");
            if plain.is_ascii() {
                return plain;
            }
            // Words of the story stay outside, in the direction of the page.
            [END_TEXT, value, ENGLISH_TEXT].concat()
        });
        self.part(word, &text)
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::Word;
    use crate::locale::tests::{locale, locale_with};

    #[test]
    fn english_words_are_isolated_in_other_languages() {
        let arabic = locale_with("ar", &[("sources", "المصادر"), ("day_of", "{d} {m} {y}")]);
        assert_eq!(arabic.text(Word::Sources), "المصادر");
        assert_eq!(arabic.text(Word::Search), "\u{2066}Search\u{2069}");
        assert_eq!(
            arabic.fill(Word::EventCount, &[("n", "7")]),
            "\u{2066}7 events\u{2069}"
        );
        let named = arabic.fill(Word::Responds, &[("name", "الحكومة")]);
        assert_eq!(named, "\u{2066}Response: \u{2069}الحكومة\u{2066}\u{2069}");
        // An English date within an English sentence is isolated once.
        let date = arabic.fill(Word::MonthOf, &[("m", "January"), ("y", "2011")]);
        assert_eq!(
            arabic.fill(Word::AsOf, &[("date", &date)]),
            "\u{2066}As of January 2011\u{2069}"
        );
        assert_eq!(arabic.year(2011), "2011");
        assert_eq!(locale("ja").text(Word::Search), "検索");
        assert_eq!(locale("en").text(Word::Search), "Search");
    }
}
