//! A browser that runs no scripts shows the whole story: every event, figure and source.

use crate::support::{ALL, Browser, NONE, Site, bare, list, story, told_of};

journeys! {
    NoScript in ALL => has_every_text_without_script, has_every_figure_without_script,
        links_every_source, changes_the_language;
    NoWasm in ALL => keeps_the_static_story_without_webassembly;
}

/// The pages of the release that a reader visits, and their languages.
pub(crate) const PAGES: [(&str, &str); 2] = [("/", "ja"), ("/index.en.html", "en")];

fn has_every_text_without_script(browser: &Browser) {
    let site = Site::new().serve();
    let story = story();
    for (page, lang) in PAGES {
        browser.go(&site.url(page));
        assert_eq!(
            browser.text("return root.querySelector('.explainer').lang"),
            lang
        );
        let shown = bare(&browser.text("return host.innerText"));
        for event in list(&story, "events") {
            for text in told_of(event, lang) {
                assert!(
                    shown.contains(&text),
                    "{} is not all there: {text}",
                    event["id"]
                );
            }
        }
        for note in list(&story, "notes").chain(list(&story, "key_points")) {
            let text = bare(note["text"][lang].as_str().unwrap());
            assert!(shown.contains(&text), "not there: {text}");
        }
        assert!(shown.contains(&bare(story["since_then"]["text"][lang].as_str().unwrap())));
        assert_eq!(browser.complaints(), NONE);
    }
    let scripts =
        |path: &String| path.ends_with(".js") && path != "/recorder.js" || path.ends_with(".wasm");
    assert!(
        !site.asked().iter().any(scripts),
        "a script was fetched: {:?}",
        site.asked()
    );
}

fn has_every_figure_without_script(browser: &Browser) {
    let site = Site::new().serve();
    for (page, lang) in PAGES {
        browser.go(&site.url(page));
        let amounts = match lang {
            "ja" => [
                "640万ドル以上",
                "420万ドル以上",
                "300万ドル以上",
                "約140万ドル",
            ],
            _ => [
                "at least $6.4 million",
                "at least $4.2 million",
                "at least $3 million",
                "about $1.4 million",
            ],
        };
        let bars = browser.texts(
            "return all('.ex-bars [role=img]').map((bar) => bar.getAttribute('aria-label'))",
        );
        let drawn = bare(&browser.text("return all('.ex-bars text').map(seen).join()"));
        let table = bare(&browser.text("return seen(one('.ex-amounts'))"));
        for amount in amounts {
            assert!(
                bars.iter().any(|bar| bar.contains(amount)),
                "{amount} is in no bar's sentence: {bars:?}"
            );
            let amount = bare(amount);
            assert!(drawn.contains(&amount), "{amount} is at no bar: {drawn}");
            assert!(
                table.contains(&amount),
                "{amount} is not in the table: {table}"
            );
        }
        let widths =
            browser.ask("return all('.ex-bars .ex-bar').map((bar) => bar.getBBox().width)");
        assert!(
            widths
                .as_array()
                .unwrap()
                .iter()
                .all(|width| width.as_f64() > Some(0.0)),
            "{widths}"
        );
    }
}

fn links_every_source(browser: &Browser) {
    let site = Site::new().serve();
    let story = story();
    browser.go(&site.url("/"));
    let listed = browser.texts("return all('.ex-sources a').map((link) => link.href)");
    for source in list(&story, "sources") {
        if let Some(address) = source["address"].as_str() {
            assert!(
                listed.iter().any(|it| same_address(it, address)),
                "{address} is not linked"
            );
        }
    }
    for event in list(&story, "events") {
        let cited = browser.ask_about(
            "return [...one('#' + given[0]).querySelectorAll('.ex-cited a')]\
                 .map((link) => link.href)",
            std::slice::from_ref(&event["id"]),
        );
        for id in event["sources"].as_array().unwrap() {
            let source = list(&story, "sources").find(|it| it["id"] == *id).unwrap();
            let Some(address) = source["address"].as_str() else {
                continue;
            };
            let found = cited
                .as_array()
                .unwrap()
                .iter()
                .any(|it| same_address(it.as_str().unwrap(), address));
            assert!(found, "{}: {address} is not among {cited}", event["id"]);
        }
    }
}

/// Browsers write some addresses differently, such as without a dot or with a last slash.
fn same_address(shown: &str, written: &str) -> bool {
    url::Url::parse(written).unwrap().as_str() == shown
}

fn changes_the_language(browser: &Browser) {
    let site = Site::new().serve();
    browser.go(&site.url("/"));
    browser.click("nav a[hreflang=en]");
    browser.wait(
        "the page in English",
        "root.querySelector('.explainer')?.lang === 'en'",
    );
    browser.click("nav a[hreflang=ja]");
    browser.wait(
        "the page in Japanese",
        "root.querySelector('.explainer')?.lang === 'ja'",
    );
}

fn keeps_the_static_story_without_webassembly(browser: &Browser) {
    let site = Site::new().serve();
    browser.go(&site.url("/"));
    browser.wait(
        "the console says why",
        "window.complaints.some((it) => it.includes('WebAssembly'))",
    );
    assert!(browser.holds("root === host"), "something came to life");
    let shown = bare(&browser.text("return host.innerText"));
    for event in list(&story(), "events") {
        assert!(
            told_of(event, "ja").iter().all(|text| shown.contains(text)),
            "{} is not all there",
            event["id"]
        );
    }
    assert!(
        !site.asked().iter().any(|path| path.ends_with(".wasm")),
        "fetched in vain: {:?}",
        site.asked()
    );
}
