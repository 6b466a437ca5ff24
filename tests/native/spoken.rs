//! Words for screen readers on the static page: everything has a name of its own, nothing is a
//! landmark of the host's page, and everything that positions and marks show is also in words.

use std::collections::BTreeSet;
use std::fs;
use std::rc::Rc;

use explainer::render::{Page, html};
use explainer::story::Story;

use crate::pages::elements;

const STORIES: [&str; 2] = [
    "static/stories/ai-rivalry.json",
    "tests/fixtures/stories/lighthouse.json",
];

/// The pages of a story in English and Japanese, whole and folded.
fn pages(path: &str) -> Vec<String> {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    let story = Rc::new(Story::read(&fs::read(path).unwrap()).story.unwrap());
    let kinds = [("en", false), ("ja", false), ("en", true)];
    let page = |(lang, fold): (&str, bool)| Page {
        fold,
        languages_at: Some("story.{lang}.html"),
        ..Page::new(lang.parse().unwrap())
    };
    kinds
        .map(|kind| html(Rc::clone(&story), &page(kind)))
        .to_vec()
}

/// Returns the value of an attribute.
fn value<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|(own, _)| own == name);
    found.map(|(_, value)| &**value)
}

#[test]
fn no_id_is_there_twice() {
    for page in STORIES.into_iter().flat_map(pages) {
        let mut ids = BTreeSet::new();
        for (_, attributes) in elements(&page) {
            if let Some(id) = value(&attributes, "id") {
                assert!(ids.insert(id.to_owned()), "{id} is there twice");
            }
        }
        assert!(ids.len() >= 3, "there are hardly any events");
    }
}

#[test]
fn nothing_is_a_landmark_of_the_hosts_page() {
    for page in STORIES.into_iter().flat_map(pages) {
        for (name, _) in elements(&page) {
            let landmark = ["header", "footer", "nav", "main", "aside"].contains(&&*name);
            assert!(!landmark, "<{name}>");
        }
    }
}

#[test]
fn a_table_has_a_name() {
    for page in STORIES.into_iter().flat_map(pages) {
        let found = elements(&page);
        for (place, (name, attributes)) in found.iter().enumerate() {
            let named = value(attributes, "aria-label").is_some_and(|label| !label.is_empty());
            let captioned = found
                .get(place + 1)
                .is_some_and(|(name, _)| name == "caption");
            assert!(name != "table" || named || captioned, "{attributes:?}");
        }
    }
}

#[test]
fn a_line_of_words_says_how_they_belong_together() {
    let [english, japanese, _] = pages(STORIES[1]).try_into().unwrap();
    let text = |page: &str| -> String {
        let pieces = page.split('<').filter_map(|piece| piece.split_once('>'));
        pieces.map(|(_, text)| text).collect::<Vec<_>>().join("|")
    };
    for (page, words) in [
        (english, ["|By:|", "|About:|", "|Sources of the response|"]),
        (japanese, ["|発言：|", "|関係：|", "|回答の出典|"]),
    ] {
        let text = text(&page);
        for word in words {
            assert!(text.contains(word), "no {word} in {text}");
        }
    }
}

#[test]
fn a_region_is_not_named_like_a_heading_which_would_be_said_twice() {
    for page in STORIES.into_iter().flat_map(pages) {
        let words: BTreeSet<_> = page
            .split("<h")
            .filter_map(|piece| piece.split_once("</h"))
            .map(|(heading, _)| {
                let pieces = heading.split('<').filter_map(|it| it.split_once('>'));
                pieces.map(|(_, text)| text).collect::<String>()
            })
            .collect();
        assert!(words.len() >= 3, "{words:?}");
        for (name, attributes) in elements(&page) {
            let label = value(&attributes, "aria-label").unwrap_or_default();
            assert!(name != "section" || !words.contains(label), "{label}");
        }
    }
}

#[test]
fn an_inset_repeats_bars_only_for_the_eye() {
    let page = &pages(STORIES[0])[0];
    let insets: Vec<_> = elements(page)
        .into_iter()
        .filter(|(_, attributes)| {
            value(attributes, "class").is_some_and(|it| it.ends_with("ex-inset"))
        })
        .collect();
    assert!(!insets.is_empty(), "no small amounts");
    for (_, attributes) in insets {
        assert_eq!(value(&attributes, "aria-hidden"), Some("true"));
    }
}
