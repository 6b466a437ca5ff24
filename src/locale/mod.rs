//! Words of the interface, dates and amounts in a language. Pure: no clock, no time zone, no
//! browser, so that the static story and the live story have the same text.

mod amount;
mod date;
mod english;
#[cfg(any(
    not(target_arch = "wasm32"),
    feature = "checker",
    feature = "cli",
    feature = "converter",
    feature = "desk"
))]
mod known;
mod numbers;
mod words;

use std::rc::Rc;

use crate::story::{Lang, Story};

pub use english::{END, ENGLISH};
#[cfg(any(
    not(target_arch = "wasm32"),
    feature = "checker",
    feature = "cli",
    feature = "converter",
    feature = "desk"
))]
pub use known::with_known_words;
pub use words::Word;

/// A language, with the words that a story brings for it.
#[derive(Clone, Debug)]
pub struct Locale {
    lang: Lang,
    story: Rc<Story>,
}

/// Stories that differ in texts of other languages look the same in this one.
impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
            && self.story.is_edition_of(&other.story)
            && self.story.awaits(self.lang) == other.story.awaits(self.lang)
    }
}

impl Locale {
    /// Makes the locale of a language; words of `story` take precedence over built-in ones.
    pub fn new(lang: Lang, story: Rc<Story>) -> Self {
        Locale { lang, story }
    }

    /// Returns the language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Returns a word: the story's own, else the built-in one, else the English one.
    pub fn word(&self, word: Word) -> &str {
        self.found(word).0
    }

    /// Returns a word, and true if it is English because the story has none in its own language.
    fn found(&self, word: Word) -> (&str, bool) {
        let own = self.story.document().words.get(self.lang);
        if let Some(own) = own.and_then(|words| words.get(word.name())) {
            return (own, false);
        }
        match self.lang.primary() {
            "ja" => (word.japanese(), false),
            primary => (word.english(), primary != "en"),
        }
    }

    /// Returns a count in words: `one` for 1, else `many`.
    pub fn count(&self, one: Word, many: Word, count: usize) -> String {
        if count == 1 {
            self.text(one)
        } else {
            self.fill(many, &[("n", &self.number(count))])
        }
    }
}

/// Fills the placeholders `{name}` of a pattern. Filled text is not searched again.
pub fn fill(pattern: &str, value: &dyn Fn(&str) -> String) -> String {
    let mut text = String::new();
    for (index, piece) in pattern.split('{').enumerate() {
        match piece.split_once('}') {
            Some((name, tail)) if index > 0 => {
                text.push_str(&value(name));
                text.push_str(tail);
            }
            _ => text.push_str(piece),
        }
    }
    text
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
pub(crate) mod tests {
    use super::*;

    /// Returns a locale of the smallest story.
    pub(crate) fn locale(lang: &str) -> Locale {
        locale_of(lang, |story| story)
    }

    /// Returns a locale of the smallest story with some words of its own.
    pub(crate) fn locale_with(lang: &str, words: &[(&str, &str)]) -> Locale {
        locale_of(lang, |story| {
            story.with_words(&|_| {
                let words = words.iter();
                words
                    .map(|(name, word)| (Rc::from(*name), word.parse().unwrap()))
                    .collect()
            })
        })
    }

    /// Returns a locale of the smallest story after a change.
    pub(crate) fn locale_of(lang: &str, change: impl Fn(Story) -> Story) -> Locale {
        let json = r#"{"format":1,"id":"s","languages":["LANG"],"title":{"LANG":"T"},
            "summary":{"LANG":"S"},"as_of":"2026-01-31","events":[]}"#;
        let json = json.replace("LANG", lang);
        let story = Story::read(json.as_bytes()).story.unwrap();
        Locale::new(lang.parse().unwrap(), Rc::new(change(story)))
    }

    #[test]
    fn places_are_filled_once() {
        let value = |name: &str| format!("{{{name}}}{name}");
        assert_eq!(fill("{a} and {b}", &value), "{a}a and {b}b");
        assert_eq!(fill("open {", &value), "open ");
    }

    #[test]
    fn every_language_fills_the_same_places() {
        let places = |text: &str| {
            let mut names: Vec<_> = text
                .split('{')
                .skip(1)
                .filter_map(|part| part.split('}').next().map(str::to_owned))
                .collect();
            names.sort();
            names
        };
        for word in Word::ALL {
            assert_eq!(
                places(word.english()),
                places(word.japanese()),
                "{}",
                word.name()
            );
        }
    }
}
