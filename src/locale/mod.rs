//! Words of the interface, dates and amounts in a language. Pure: no clock, no time zone, no
//! browser, so that the static story and the live story have the same text.

mod amount;
mod date;
mod words;

use std::rc::Rc;

use crate::story::{Lang, Story, Words};

pub use words::Word;

/// A language, with the words that a story brings for it.
#[derive(Clone, Debug)]
pub struct Locale {
    lang: Lang,
    story: Rc<Story>,
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang && Rc::ptr_eq(&self.story, &other.story)
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
        if let Some(own) = self.own().and_then(|words| words.get(word.name())) {
            return own;
        }
        if self.lang.primary() == "ja" {
            word.japanese()
        } else {
            word.english()
        }
    }

    fn own(&self) -> Option<&Words> {
        self.story.document().words.get(self.lang)
    }

    /// Returns a word with its placeholders filled: `fill(Word::AsOf, &[("date", "2018")])`.
    pub fn fill(&self, word: Word, values: &[(&str, &str)]) -> String {
        fill(self.word(word), values)
    }

    /// Returns a count in words: `one` for 1, else `many`.
    pub fn count(&self, one: Word, many: Word, count: usize) -> String {
        if count == 1 {
            self.word(one).to_owned()
        } else {
            self.fill(many, &[("n", &grouped(count))])
        }
    }
}

/// Fills the placeholders `{name}` of a pattern. Filled text is not searched again.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
        text.push_str(
            values
                .iter()
                .find(|(own, _)| *own == name)
                .map_or("", |(_, value)| value),
        );
        rest = tail;
    }
    text.push_str(rest);
    text
}

/// Returns a number with commas: `1,400,000`.
pub fn grouped(number: impl ToString) -> String {
    let digits = number.to_string();
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", &*digits), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
pub(crate) mod tests {
    use super::*;

    /// A locale of the smallest story.
    pub(crate) fn locale(lang: &str) -> Locale {
        let json =
            br#"{"format":1,"id":"s","languages":["en"],"title":{"en":"T"},"summary":{"en":"S"},
            "as_of":"2026-01-31","events":[]}"#;
        Locale::new(
            lang.parse().unwrap(),
            Rc::new(Story::read(json).story.unwrap()),
        )
    }

    #[test]
    fn places_are_filled_once() {
        assert_eq!(
            fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]),
            "{b} and 2"
        );
        assert_eq!(fill("open {", &[]), "open ");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(-123), "-123");
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
