//! The story of the journeys, as its file has it (`tests/fixtures/stories/journey.json`). It is
//! invented, and belongs to the tests: the bundled story can be edited without a change here.

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

/// A text as it can be compared: without spaces and marks for line breaks, which pages and papers
/// set anew.
pub(crate) fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{ad}'))
        .collect()
}

/// Everything of an event that a reader reads, in a language.
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
