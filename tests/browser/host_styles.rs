//! Style sheets of hosts on the static story, which is in the host's page: it is as high as the
//! live story, so that nothing moves when that replaces it.

use std::fs;
use std::path::Path;

use crate::support::{ALL, Browser, Site};

use super::hosting::with_static_story;

journeys! {
    Default in ALL => has_one_height_in_bulma, has_one_height_in_bootstrap,
        has_one_height_in_tailwind, has_one_height_whatever_the_host_sets;
}

/// Elements around an article, as many sites have them.
const AROUND: &str = "<div id=main><div id=entry class='content entry container prose'>";

/// Rules for plain elements, for the article's and for its neighbours, and by ids.
const OWN: &str = "
    main div, section, article, header { margin-bottom: 2em; padding: 1em; float: left; width: 50% }
    #entry p, #entry li, #entry td { \
        margin: 2em; padding: 1em; text-indent: 2em; line-height: 3; hyphens: auto }
    .content p:not(:last-child), .content li + li, .content * + h3 { \
        margin-block: 3em; display: flow-root }
    #main .content a, #main .content span, #main time, #main small { \
        display: inline-block; padding: 0.5em; font-size: 2em }
    #main #entry ol li::before, #main #entry a::after { content: '→ '; display: block }
    .content svg { display: block; width: 100%; height: auto; margin: 1em; vertical-align: top }
    .content table { display: block; font-size: 2em } \
        .content :is(b, cite, mark) { letter-spacing: 1em; text-transform: uppercase }";

fn has_one_height_in_bulma(browser: &Browser) {
    has_one_height(browser, &sheet("bulma"));
}

fn has_one_height_in_bootstrap(browser: &Browser) {
    has_one_height(browser, &sheet("bootstrap"));
}

fn has_one_height_in_tailwind(browser: &Browser) {
    has_one_height(browser, &sheet("tailwind"));
}

fn has_one_height_whatever_the_host_sets(browser: &Browser) {
    has_one_height(browser, OWN);
}

/// A style sheet that `tests/hosts/styles/build.js` has written.
fn sheet(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/hosts/styles")
        .join(name)
        .with_extension("css");
    fs::read_to_string(path).expect("a style sheet: `cargo xtask test` writes it")
}

fn has_one_height(browser: &Browser, style: &str) {
    const LOADER: &str = "<script type=\"module\" src=\"/explainer.js\"></script>";
    let own = "<link rel=stylesheet href=/host.css>\
               <style>#main > *, #main explainer-widget { float: none; width: auto }</style>";
    let page =
        with_static_story(AROUND, "</div></div>").replace("</head>", &format!("{own}</head>"));
    let without_loader = page.replace(LOADER, "");
    assert_ne!(page, without_loader, "the page has no loader");
    let site = Site::new()
        .file("/living.html", page)
        .file("/static.html", without_loader)
        .file("/host.css", style)
        .serve();
    for width in [412, 1000] {
        browser.window(width, 900);
        let height = |browser: &Browser| {
            browser.number(
                "return document.querySelector('explainer-widget').getBoundingClientRect().height",
            )
        };
        browser.go(&site.url("/static.html"));
        let before = height(browser);
        assert!(before > 5_000.0, "no static story: {before} px");
        browser.visit(&site.url("/living.html"));
        let after = height(browser);
        assert!(
            (before - after).abs() < 1.0,
            "at {width} px: {before} px static, {after} px living"
        );
    }
}
