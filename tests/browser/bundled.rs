//! The bundled story, which the other journeys do not use: its pages become live and show every
//! event.

use std::fs;

use crate::support::{ALL, Browser, NONE, Site, bare, list, told, told_of};
use crate::without_script::PAGES;

journeys! {
    Default in ALL => the_bundled_story_is_live_in_both_languages;
}

fn the_bundled_story_is_live_in_both_languages(browser: &Browser) {
    let site = Site::bundled().serve();
    let path = std::path::PathBuf::from(told("BUNDLED_DIST")).join("stories/ai-rivalry.json");
    let text = fs::read_to_string(path).expect("the bundled story");
    let story = serde_json::from_str(&text).expect("JSON");
    for (page, lang) in PAGES {
        browser.visit(&site.url(page));
        assert_eq!(browser.text("return one('.explainer').lang"), lang);
        let shown = bare(&browser.text("return one('.explainer').innerText"));
        for event in list(&story, "events") {
            for text in told_of(event, lang) {
                assert!(
                    shown.contains(&text),
                    "{} is not all there: {text}",
                    event["id"]
                );
            }
        }
        // The last event can be reached, and the chart follows.
        browser.focus(".ex-slider");
        browser.press(&[crate::support::Key::END]);
        let last = browser.events().pop().expect("an event");
        browser.waits_for_event(&last);
        assert_eq!(browser.complaints(), NONE);
    }
}
