//! Static HTML: for any texts of a story, its page has only our own elements and links only to web
//! addresses; and it is small.

use std::rc::Rc;

use explainer::render::{Page, fragment, html};
use explainer::story::Story;
use proptest::prelude::*;
use serde_json::Value;

use crate::strategies::document;

/// The elements that the views use.
const ELEMENTS: &str = "a article aside b br button caption circle cite col colgroup dd defs \
    details div dl dt em fieldset figcaption \
    figure footer form g h1 h2 h3 h4 h5 h6 header i img input label legend li line main mark nav \
    ol optgroup option output p path picture \
    pattern polygon polyline q rect s section select small source span strong sub summary sup svg \
    table tbody td text tfoot th thead \
    time title tr u ul use wbr";

/// Returns the elements of a page, each with its attributes, as a browser parses them.
pub(crate) fn elements(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
            .unwrap_or(rest.len());
        if let Some(closing) = rest.strip_prefix('/') {
            rest = closing;
            continue;
        }
        let (name, mut tail) = rest.split_at(end);
        let mut attributes = Vec::new();
        while !tail.trim_start().starts_with(['>', '/']) {
            let (attribute, value) = tail
                .split_once("=\"")
                .expect("an attribute has a value in quotes");
            let (value, after) = value.split_once('"').expect("a value ends");
            attributes.push((attribute.trim().to_owned(), value.to_owned()));
            tail = after;
        }
        found.push((name.to_owned(), attributes));
        rest = tail;
    }
    found
}

fn harmless(page: &str) -> Result<(), TestCaseError> {
    let found = elements(page);
    prop_assert!(found.len() > 5, "{page}");
    for (name, attributes) in found {
        prop_assert!(
            ELEMENTS.split_whitespace().any(|own| own == name),
            "<{name}> in {page}"
        );
        for (attribute, value) in attributes {
            prop_assert!(
                !attribute.starts_with("on") && attribute != "style",
                "{attribute} in {page}"
            );
            // A story names files beside it, and no other address is ever loaded.
            if matches!(&*attribute, "src" | "srcset") {
                let own = !value.contains([':', '\\']) && !value.starts_with(['/', '.']);
                prop_assert!(own, "{attribute}={value} in {page}");
                continue;
            }
            let link = matches!(&*attribute, "href" | "action" | "formaction");
            let leads = value.starts_with("https://")
                || value.starts_with("http://")
                || value.starts_with('#');
            prop_assert!(!link || leads, "{attribute}={value} in {page}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_page_has_only_our_own_elements(document in document()) {
        let story = Rc::new(Story::read(&serde_json::to_vec(&document).unwrap()).story.unwrap());
        for lang in document.languages {
            let page = Page::new(lang);
            harmless(&html(Rc::clone(&story), &page))?;
            harmless(&fragment(Rc::clone(&story), &page))?;
        }
    }
}

/// Checks that the test above can fail.
#[test]
fn harm_is_noticed() {
    let page = |more: &str| format!("<p><b><i><u><s><q>{more}");
    assert!(harmless(&page("")).is_ok());
    for harm in [
        "<script>",
        "<img src=\"https://a.example/\">",
        "<img src=\"//a.example/a.png\">",
        "<source srcset=\"a.png 1w, https://a.example/b.png 2w\">",
        "<b onclick=\"x\">",
        "<a href=\"javascript:x\">",
        "<p style=\"x\">",
    ] {
        assert!(harmless(&page(harm)).is_err(), "{harm}");
    }
}

/// Returns the bundled story with twenty of its events, at equal distances, and the sources that
/// they cite.
fn twenty_events() -> Story {
    let mut document: Value =
        serde_json::from_slice(include_bytes!("../../static/stories/ai-rivalry.json")).unwrap();
    let events = document["events"].as_array().unwrap();
    document["events"] = (0..20)
        .map(|nth| events[nth * events.len() / 20].clone())
        .collect();
    let sources = document["sources"].take();
    let rest = document.to_string();
    let cited = |source: &&Value| rest.contains(&source["id"].to_string());
    document["sources"] = sources
        .as_array()
        .unwrap()
        .iter()
        .filter(cited)
        .cloned()
        .collect();
    Story::read(document.to_string().as_bytes()).story.unwrap()
}

/// The size as a server sends it, without the rest of the page: a head of less than 500 bytes.
#[test]
fn a_page_of_twenty_events_weighs_less_than_twenty_kilobytes() {
    let story = Rc::new(twenty_events());
    for lang in &story.document().languages {
        let page = Page::new(*lang);
        let page = html(Rc::clone(&story), &page);
        let mut sent = Vec::new();
        brotli::BrotliCompress(
            &mut page.as_bytes(),
            &mut sent,
            &brotli::enc::BrotliEncoderParams::default(),
        )
        .unwrap();
        // 19,500 and the head are 20,000 bytes in English; Japanese has the second chart on top.
        // Its words for screen readers are 100 bytes of it, the links to copy another 100, and the
        // tooltips of bars and of the numbers of sources 100 more.
        let limit = if lang.to_string() == "ja" {
            20_600
        } else {
            19_500
        };
        assert!(sent.len() < limit, "{lang}: {} bytes", sent.len());
    }
}
