//! The story of the journeys (`tests/fixtures/stories/journey.json`). It is invented, and only for
//! the tests: the bundled story can be edited without a change here.

use std::fs;

use serde_json::Value;

use super::dist;

/// The story, from the release.
pub(crate) fn story() -> Value {
    let text =
        fs::read_to_string(dist().join("stories/journey.json")).expect("the story of the journeys");
    serde_json::from_str(&text).expect("JSON")
}

/// A list of the story.
pub(crate) fn list<'s>(story: &'s Value, name: &str) -> impl Iterator<Item = &'s Value> {
    story[name]
        .as_array()
        .unwrap_or_else(|| panic!("no list {name}"))
        .iter()
}

/// Returns a text for comparison: without spaces and marks for line breaks, which differ in pages
/// and on paper.
pub(crate) fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{ad}'))
        .collect()
}

/// Returns all texts of an event that a reader sees, in a language.
pub(crate) fn told_of(event: &Value, lang: &str) -> Vec<String> {
    let texts = [
        &event["title"],
        &event["body"],
        &event["speaker"]["name"],
        &event["response"]["text"],
    ];
    let texts = texts.into_iter().filter_map(|text| text[lang].as_str());
    texts
        .flat_map(|text| text.split('\n'))
        .map(bare)
        .filter(|text| !text.is_empty())
        .collect()
}
