//! Sites that bundlers build from the npm package (`tests/packages/`): the static story is in the
//! page, and a packed story replaces it without the checker. The checker is loaded for another
//! story that is set as an object.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{ALL, Browser, Site};

journeys! {
    Default in ALL => vite, webpack, parcel, rollup, esbuild, esbuild_classic, copied,
        a_site_of_a_folder;
}

/// A story that is not the site's own.
const STORY: &str = include_str!("../fixtures/stories/arabic.json");

fn vite(browser: &Browser) {
    lives_in("vite", browser);
}

fn webpack(browser: &Browser) {
    lives_in("webpack", browser);
}

fn parcel(browser: &Browser) {
    lives_in("parcel", browser);
}

fn rollup(browser: &Browser) {
    lives_in("rollup", browser);
}

fn esbuild(browser: &Browser) {
    lives_in("esbuild", browser);
}

fn esbuild_classic(browser: &Browser) {
    lives_in("esbuild-classic", browser);
}

fn copied(browser: &Browser) {
    lives_in("copied", browser);
}

/// A release that `explainer site` has made: from the list to a story, which becomes live without
/// the checker, under the policy of its page.
fn a_site_of_a_folder(browser: &Browser) {
    let site = site_of("site").serve();
    browser.go(&site.url("/app/"));
    browser.click("main a[href='stories/yen-and-banks.en.html']");
    browser.alive();
    assert!(browser.holds("one('.ex-headline').textContent.includes('yen')"));
    let asked = site.asked();
    let unwanted = |path: &&String| path.contains("checker") || path.starts_with("/release/");
    assert_eq!(asked.iter().find(unwanted), None, "{asked:?}");
    let complaints = browser.complaints();
    assert!(complaints.is_empty(), "{complaints:?}");
}

/// A site as its bundler has built it, below a path, and nothing else but another story.
fn site_of(name: &str) -> Site {
    let built = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/packages")
        .join(name);
    let mut site = Site::new().at("/release/").file("/story.json", STORY);
    for file in files(&built) {
        let path = file.strip_prefix(&built).expect("within").to_string_lossy();
        site = site.file(&format!("/app/{path}"), fs::read(&file).expect("a file"));
    }
    site
}

/// The files in a folder, at any depth.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a built site: `cargo xtask test` builds it");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn lives_in(name: &str, browser: &Browser) {
    let site = site_of(name).serve();
    browser.go(&site.url("/app/"));
    browser.alive();
    browser.wait(
        "it is heard to be ready",
        "document.querySelector('#ready').textContent === '1'",
    );
    assert!(browser.holds("one('.ex-headline').textContent.includes('yen')"));
    // A bundler may rename files, so the programs are counted: the widget's, and later the checker.
    let programs = |asked: &[String]| asked.iter().filter(|path| path.ends_with(".wasm")).count();
    let asked = site.asked();
    assert_eq!(programs(&asked), 1, "{asked:?}");
    assert!(
        browser.holds("!document.querySelector('#waiting').shadowRoot"),
        "an element without a story has begun"
    );

    browser.click("#to-other");
    browser.wait("the other story", "root.querySelector('#suez-opened')");
    browser.wait(
        "the element that has waited shows it too",
        "document.querySelector('#waiting').shadowRoot?.querySelector('#suez-opened')",
    );
    let asked = site.asked();
    assert_eq!(programs(&asked), 2, "{asked:?}");
    let released = asked.iter().find(|path| path.starts_with("/release/"));
    assert_eq!(released, None, "{asked:?}");
    assert_eq!(
        browser.text("return document.querySelector('#failed').textContent"),
        ""
    );
    let complaints = browser.complaints();
    assert!(complaints.is_empty(), "{name}: {complaints:?}");
}
