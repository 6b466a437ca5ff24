//! Line breaks of Japanese headings. They break between phrases, which `BudouX`'s model finds at
//! build time, so the browser needs no dictionary. The marks become `<wbr>`. In pictures all text
//! breaks this way.

use budouy::Parser;
use budouy::model::load_default_japanese_parser;

use crate::story::{Lang, Story};

/// Adds break marks to a story's Japanese headings, except to those that have marks already.
pub fn marked(story: Story) -> Story {
    let phrases = Phrases::new();
    story.with_headings(&|lang, text| phrases.mark(lang, text))
}

/// The model that finds phrases.
pub(crate) struct Phrases(Parser);

impl Phrases {
    pub(crate) fn new() -> Self {
        Phrases(load_default_japanese_parser())
    }

    /// Returns the text with marks between its phrases; `None` if it is not Japanese or has marks
    /// already.
    pub(crate) fn mark(&self, lang: Lang, text: &str) -> Option<String> {
        let wanted = lang.primary() == "ja" && !text.contains('\u{200b}');
        wanted.then(|| self.0.parse(text).join("\u{200b}"))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn headings_break_between_phrases_and_say_the_same() {
        let json = r#"{"format":1,"id":"s","languages":["ja","en"],"as_of":"2026",
            "title":{"ja":"共同創業者から法廷の対立へ","en":"From founders to opponents"},
            "summary":{"ja":"要約","en":"Summary"},"events":[]}"#;
        let story = marked(Story::read(json.as_bytes()).story.unwrap());
        let title = |lang: &str| {
            story
                .document()
                .title
                .exact(lang.parse().unwrap())
                .unwrap()
                .to_string()
        };
        assert_eq!(title("en"), "From founders to opponents");
        assert!(title("ja").contains('\u{200b}'));
        assert_eq!(
            title("ja").replace('\u{200b}', ""),
            "共同創業者から法廷の対立へ"
        );
    }
}
