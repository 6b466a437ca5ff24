//! Checks a story for an editor, and reads single values while the author types.

use std::rc::Rc;

use crate::locale::{Locale, Word, with_known_words};
use crate::story::{Date, Lang, Severity, Story};

/// A story without words of its own.
const SMALLEST: &str = r#"{"format":1,"id":"s","languages":["en"],"title":{"en":"T"},
    "summary":{"en":"S"},"as_of":"2026","events":[]}"#;

/// The number of texts that describe a problem.
pub const FIELDS: usize = 13;

/// A checked story, for an editor.
#[derive(Debug)]
pub struct Checked {
    /// The story in packed form, unless it has errors.
    pub packed: Option<Vec<u8>>,
    /// The problems, [`FIELDS`] texts for each: severity, code, line, column, beginning and end,
    /// path, then message, fix and reason in English and in Japanese.
    pub problems: Vec<String>,
}

/// Checks a story's text. Beginning and end of a problem are counted in UTF-16, as scripts count.
pub fn check(text: &str) -> Checked {
    let reading = Story::read(text.as_bytes());
    let mut units = Units {
        text,
        byte: 0,
        unit: 0,
    };
    let mut problems = Vec::with_capacity(reading.problems.len() * FIELDS);
    for problem in &reading.problems {
        let from = units.at(problem.span.start);
        let to = from + length(text, problem.span.start, problem.span.end);
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (message, help) = problem.finding.japanese();
        problems.extend([
            severity.to_owned(),
            problem.code.name().to_owned(),
            problem.line.to_string(),
            problem.column.to_string(),
            from.to_string(),
            to.to_string(),
            problem.path.clone(),
            problem.message.clone(),
            problem.help.clone(),
            problem.code.why().to_owned(),
            message,
            help,
            problem.code.why_in_japanese().to_owned(),
        ]);
    }
    Checked {
        packed: reading.story.map(|story| with_known_words(story).pack()),
        problems,
    }
}

/// Returns the place of a byte of a text, counted in UTF-16.
pub fn unit_at(text: &str, byte: usize) -> usize {
    length(text, 0, byte)
}

fn length(text: &str, from: usize, to: usize) -> usize {
    let bytes = text
        .as_bytes()
        .get(from..to.min(text.len()))
        .unwrap_or_default();
    String::from_utf8_lossy(bytes).encode_utf16().count()
}

/// Counts UTF-16 units of a text in one pass: problems are in the order of the text.
struct Units<'t> {
    text: &'t str,
    byte: usize,
    unit: usize,
}

impl Units<'_> {
    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            return unit_at(self.text, byte);
        }
        self.unit += length(self.text, self.byte, byte);
        self.byte = byte;
        self.unit
    }
}

/// Returns a date in words; `None` if the text is no date of a story.
pub fn date_in_words(text: &str, lang: &str) -> Option<String> {
    let date: Date = text.parse().ok()?;
    let lang: Lang = lang.parse().ok()?;
    let story = Story::read(SMALLEST.as_bytes()).story?;
    Some(Locale::new(lang, Rc::new(story)).date(&date))
}

/// The number of texts that describe a word of the interface.
pub const WORD_FIELDS: usize = 3;

/// Returns the words of the interface, [`WORD_FIELDS`] texts for each: the name in a story, the
/// English word, and what readers of a language see if the story has no word of its own. Empty if
/// the language is none.
pub fn words(lang: &str) -> Vec<String> {
    let Ok(lang) = lang.parse::<Lang>() else {
        return Vec::new();
    };
    let json = SMALLEST.replace("\"en\"", &format!("\"{lang}\""));
    let Some(story) = Story::read(json.as_bytes()).story else {
        return Vec::new();
    };
    let story = Rc::new(with_known_words(story));
    let own = Locale::new(lang, Rc::clone(&story));
    let english = Locale::new(Lang::english(), story);
    let words = Word::ALL.iter().flat_map(|word| {
        let [english, own] = [&english, &own].map(|locale| locale.word(*word).to_owned());
        [word.name().to_owned(), english, own]
    });
    words.collect()
}

/// Returns the edit of [`edit::set`](crate::story::edit::set) as beginning, end and text, counted
/// in UTF-16; `None` if there is no such edit.
pub fn edit(text: &str, path: &[String], value: Option<&str>) -> Option<[String; 3]> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let splice = crate::story::edit::set(text, &path, value)?;
    let from = unit_at(text, splice.span.start);
    let to = from + length(text, splice.span.start, splice.span.end);
    Some([from.to_string(), to.to_string(), splice.text])
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_scripts_count_them() {
        let text = r#"{ "title": "𠮟る", "b": 1 }"#;
        let checked = check(text);
        assert!(checked.packed.is_none());
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let field = |problem: &[String]| {
            let at = |index: usize| problem[index].parse::<usize>().unwrap();
            String::from_utf16(&utf16[at(4)..at(5)]).unwrap()
        };
        let unknown = checked
            .problems
            .chunks(FIELDS)
            .find(|problem| problem[1] == "unknown-field")
            .unwrap();
        assert_eq!(field(unknown), "\"b\"");
        assert!(!unknown[9].is_empty());
        let [from, to, new] = edit(text, &["b".to_owned()], Some("2")).unwrap();
        assert_eq!(
            (from.as_str(), to.as_str(), new.as_str()),
            ("23", "24", "2")
        );
    }

    #[test]
    fn a_correct_story_is_packed() {
        let checked = check(SMALLEST);
        assert!(Story::unpack(&checked.packed.unwrap(), &[]).is_some());
    }

    #[test]
    fn words_are_english_until_a_language_has_its_own() {
        let word = |lang: &str, name: &str| {
            let words = words(lang);
            let found = words.chunks(WORD_FIELDS).find(|word| word[0] == name);
            found.unwrap()[1..].to_vec()
        };
        assert_eq!(word("de", "sources"), ["Sources", "Sources"]);
        assert_eq!(word("de", "number"), ["1,234,567.8", "1.234.567,8"]);
        assert_eq!(word("ja", "sources"), ["Sources", "出典"]);
        assert_eq!(word("en-GB", "sources"), ["Sources", "Sources"]);
        assert!(words("not a tag").is_empty());
    }

    #[test]
    fn dates_are_read_back_in_words() {
        assert_eq!(
            date_in_words("2016-11-02", "en").unwrap(),
            "2 November 2016"
        );
        assert_eq!(date_in_words("2016-11", "ja").unwrap(), "2016年11月");
        assert_eq!(date_in_words("2 November", "en"), None);
    }
}
