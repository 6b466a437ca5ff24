//! One release after another on the same host: files of a version never change, so an old loader in
//! a cache finds its files.

use std::fs;

use crate::support::{ALL, Answer, Browser, Site, dist};

journeys! {
    Default in ALL => an_old_loader_finds_its_files, the_first_of_two_releases_runs;
}

const OLD: &str = "v/0.0.1";

/// The release, and the rest of an older one: its loader, in a cache, and its folder.
fn two_releases() -> (Site, String) {
    let folder = fs::read_dir(dist().join("v"))
        .expect("versions")
        .next()
        .expect("a version")
        .expect("its folder");
    let current = format!("v/{}", folder.file_name().to_string_lossy());
    let mut site = Site::new();
    for entry in fs::read_dir(folder.path()).expect("the version's files") {
        let file = entry.expect("a file");
        // The studio, which no loader names, has a folder of its own.
        if file.path().is_dir() {
            continue;
        }
        let name = file.file_name().to_string_lossy().into_owned();
        site = site.file(
            &format!("/{OLD}/{name}"),
            fs::read(file.path()).expect("its content"),
        );
    }
    let loader = fs::read_to_string(dist().join("explainer.js")).expect("the loader");
    assert!(
        loader.contains(&current),
        "the loader does not name {current}"
    );
    (
        site.file("/cached.js", loader.replace(&current, OLD)),
        current,
    )
}

fn an_old_loader_finds_its_files(browser: &Browser) {
    let page = |loader: &str| {
        format!(
            "<!doctype html><html lang=en><head><meta charset=utf-8><title>Article</title>\
             <script type=module src={loader}></script></head><body>\
             <explainer-widget loading=eager></explainer-widget></body></html>"
        )
    };
    for (path, loader) in [("/old.html", "/cached.js"), ("/new.html", "/explainer.js")] {
        // Each page has a server of its own: the page before may still ask for texts.
        let (site, current) = two_releases();
        let (its, other) = match path {
            "/old.html" => (OLD, &*current),
            _ => (&*current, OLD),
        };
        let site = site.file(path, page(loader)).serve();
        browser.visit(&site.url(path));
        let asked = site.asked();
        assert!(
            asked
                .iter()
                .any(|file| file.contains(its) && file.ends_with(".wasm")),
            "{path}: {asked:?}"
        );
        assert!(
            !asked.iter().any(|file| file.contains(other)),
            "{path} mixes two releases: {asked:?}"
        );
    }
}

/// A page links a pinned loader and one that follows updates: the first one runs, the other warns
/// once.
fn the_first_of_two_releases_runs(browser: &Browser) {
    let (site, current) = two_releases();
    let version = current.trim_start_matches("v/").to_owned();
    let page = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Article</title>\
        <script type=module src=/cached.js></script>\
        <script type=module src=/explainer.js></script></head>\
        <body><explainer-widget loading=eager></explainer-widget>\
        <explainer-widget loading=eager></explainer-widget></body></html>";
    let named = move |answer: &mut Answer| {
        answer.edit(|loader| loader.replace(&format!("\"{version}\""), "\"0.0.1\""))
    };
    let site = site
        .file("/both.html", page)
        .on("/cached.js", named)
        .serve();
    browser.visit(&site.url("/both.html"));
    browser.turn_to_widget(1);
    browser.alive();
    let complaints = browser.texts("return complaints");
    assert!(
        matches!(
            &complaints[..],
            [told] if told.contains("Version 0.0.1 runs, not ")
                && told.contains("/explainer.js.")
        ),
        "{complaints:?}"
    );
    assert!(
        !site.asked().iter().any(|file| file.contains(&current)),
        "two releases are mixed: {:?}",
        site.asked()
    );
}
