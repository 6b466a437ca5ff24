//! The widget in applications of several frameworks: attributes, a property, listeners, insertion
//! and removal, each in the notation of the framework (`tests/hosts/`), with the loader before the
//! application and after it.

use std::fs;
use std::path::Path;

use crate::support::{ALL, Browser, Site};

journeys! {
    Default in ALL => react, vue, svelte, angular;
}

/// A story that is not the release's own.
const STORY: &str = include_str!("../fixtures/stories/arabic.json");
const LOADER: &str = "<script type=module src=/explainer.js></script>";

fn react(browser: &Browser) {
    lives_in("react", browser);
}

fn vue(browser: &Browser) {
    lives_in("vue", browser);
}

fn svelte(browser: &Browser) {
    lives_in("svelte", browser);
}

fn angular(browser: &Browser) {
    lives_in("angular", browser);
}

/// A site with an application as its tools have built it.
fn with_app(name: &str, loader_first: bool) -> Site {
    let built = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/hosts")
        .join(name);
    let mut site = Site::new().file("/story.json", STORY);
    for entry in walk(&built) {
        let content = fs::read_to_string(&entry).expect("text");
        let path = entry
            .strip_prefix(&built)
            .expect("within")
            .to_string_lossy()
            .into_owned();
        let content = match (&*path, loader_first) {
            ("index.html", true) => content.replace("<title>", &format!("{LOADER}<title>")),
            ("index.html", false) => content.replace("</body>", &format!("{LOADER}</body>")),
            _ => content,
        };
        site = site.file(&format!("/app/{path}"), content);
    }
    site
}

/// The files that an application needs, at any depth.
fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("a built application: `cargo xtask test` builds it");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let needed = |path: &Path| {
        path.extension()
            .is_some_and(|kind| ["html", "js", "css"].iter().any(|needed| kind == *needed))
    };
    paths
        .flat_map(|path| {
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| needed(path))
        .collect()
}

fn lives_in(app: &str, browser: &Browser) {
    for loader_first in [true, false] {
        let site = with_app(app, loader_first).serve();
        browser.go(&site.url("/app/index.html"));
        browser.wait(
            "the application",
            "document.querySelector('explainer-widget')",
        );
        browser.alive();
        browser.wait(
            "it is heard to be ready",
            "document.querySelector('#ready').textContent === '1'",
        );
        assert!(
            browser.holds("one('.ex-headline').localName === 'h3'"),
            "the level of the headline is lost"
        );

        browser.click("#spectrograph .ex-when a");
        browser.wait(
            "the choice is heard",
            "document.querySelector('#selected').textContent === 'spectrograph'",
        );

        browser.ask("document.querySelector('#to-japanese').click()");
        browser.wait("Japanese", "one('.explainer').lang === 'ja'");

        browser.ask("document.querySelector('#to-story').click()");
        browser.wait("the other story", "root.querySelector('#suez-opened')");

        browser.ask("document.querySelector('#to-nothing').click()");
        browser.wait("nothing", "!document.querySelector('explainer-widget')");
        browser.ask("document.querySelector('#to-nothing').click()");
        browser.wait(
            "it lives again",
            "host?.shadowRoot?.querySelector('#suez-opened')",
        );
        let complaints = browser.complaints();
        assert!(complaints.is_empty(), "{app}: {complaints:?}");
    }
}
