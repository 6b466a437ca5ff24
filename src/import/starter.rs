//! The starter story: a small correct story with every part that most stories need.

use crate::story::{Id, Lang};

/// Returns the starter story with the given id, in Japanese for `ja`, else in English marked as
/// `lang`.
pub fn story(id: &Id, lang: Lang) -> String {
    let template = if lang.primary() == "ja" {
        JAPANESE
    } else {
        ENGLISH
    };
    let story = template.replace("my-story", id.as_str());
    if lang.primary() == "ja" || lang == Lang::english() {
        story
    } else {
        // The text is still English; the author will replace it.
        story.replace("\"en\"", &format!("\"{lang}\""))
    }
}

const ENGLISH: &str = include_str!("starter.en.json");
const JAPANESE: &str = include_str!("starter.ja.json");

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::story::Story;

    #[test]
    fn it_is_correct_in_every_language() {
        for lang in ["en", "ja", "pt-BR"] {
            let reading =
                Story::read(story(&"first-try".parse().unwrap(), lang.parse().unwrap()).as_bytes());
            assert!(
                reading.problems.is_empty(),
                "{lang}: {:?}",
                reading.problems
            );
            let story = reading.story.unwrap();
            assert_eq!(story.document().id.as_str(), "first-try");
            assert_eq!(story.first_language().as_str(), lang);
        }
    }
}
