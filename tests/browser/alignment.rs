//! Text in one row has one baseline.

use serde_json::Value;

use crate::support::{ALL, Browser, Site};
use crate::without_script::PAGES;

journeys! {
    Default in ALL => the_copy_button_is_on_the_line_of_the_sources;
}

/// For each event whose button is in the row of its sources: its id, and how much lower the
/// baseline of the button is than that of each source in the first line. All have the same font, so
/// the distance between the bottoms of their texts is that between their baselines.
const DISTANCES: &str = "
    const textBox = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()].find((it) => it.width > 1);
    };
    return all('.ex-event > .ex-foot').flatMap((foot) => {
        const copy = textBox(foot.querySelector('.ex-text'));
        const sources = [...foot.querySelectorAll('.ex-cited > a')].map(textBox)
            .filter((it) => it.top < copy.bottom && it.bottom > copy.top);
        return sources.map((it) => [foot.closest('.ex-event').id, copy.bottom - it.bottom]);
    })";

fn the_copy_button_is_on_the_line_of_the_sources(browser: &Browser) {
    for is_static in [true, false] {
        let site = if is_static {
            Site::still()
        } else {
            Site::new()
        }
        .serve();
        for (page, _) in PAGES {
            for width in [412, 1280] {
                browser.window(width, 900);
                if is_static {
                    browser.go(&site.url(page));
                } else {
                    browser.visit(&site.url(page));
                }
                let found: Vec<(String, f64)> = distances(browser);
                assert!(
                    found.len() > 10,
                    "{page}, {width} px: {} sources",
                    found.len()
                );
                let apart: Vec<_> = found.iter().filter(|(_, px)| px.abs() > 0.5).collect();
                assert!(
                    apart.is_empty(),
                    "{page}, {width} px, static: {is_static}: {apart:?}"
                );
            }
        }
    }
}

fn distances(browser: &Browser) -> Vec<(String, f64)> {
    let found: Value = browser.ask(DISTANCES);
    serde_json::from_value(found.clone()).unwrap_or_else(|error| panic!("{found}: {error}"))
}
