//! Images of a story: loaded when the reader comes near, in reserved space, enlarged by key and
//! touch, harmless in every form, and only from the folder that the host names.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{ALL, Audit, Browser, Engine, Key, NONE, Served, Site, article};

journeys! {
    Default in ALL => loads_images_near_the_reader, enlarges_an_image,
        keeps_the_room_of_a_missing_image, a_hostile_drawing_does_no_harm,
        is_as_high_as_the_static_story, takes_images_from_the_host_s_own_place;
    NoScript in ALL => shows_images_without_script;
    ForcedColours in &[Engine::Chromium] => has_its_images_in_forced_colours;
}

fn explainer(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_explainer"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the command");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).expect("text")
}

/// The example story with its prepared images below `/own/`; its static form is in each page.
fn example(lang: &str, attributes: &str) -> Site {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/journey-images");
    let at = folder.to_str().expect("text");
    explainer(&["prepare", "examples/lighthouse.json", "--to", at]);
    let story = folder.join("lighthouse.json");
    let html = explainer(&[
        "render",
        story.to_str().expect("text"),
        "--lang",
        lang,
        "--images-at",
        "/own/",
    ]);
    let head = "<link rel=stylesheet href=/explainer.css>";
    let widget = |more: &str| {
        let body = format!("{head}<explainer-widget lang={lang} {more}>{html}</explainer-widget>");
        article(&body)
    };
    let mut site = Site::new()
        .file("/own/lighthouse.json", fs::read(&story).expect("the story"))
        .file(
            "/live.html",
            widget(&format!(
                "loading=eager src=/own/lighthouse.json {attributes}"
            )),
        )
        .file(
            "/static.html",
            widget("").replace(
                "<script type=\"module\" src=\"/explainer.js\"></script>",
                "",
            ),
        );
    for entry in fs::read_dir(folder.join("images")).expect("images") {
        let path = entry.expect("an image").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        site = site.file(
            &format!("/own/images/{name}"),
            fs::read(&path).expect("an image"),
        );
    }
    site
}

fn drawing(number: usize) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"1000\">\
         <rect width=\"1600\" height=\"1000\" fill=\"#0{number:03x}f\"/></svg>"
    )
}

/// A story with as many events, each with a drawing of its own.
fn story_of(count: usize, medium: impl Fn(usize) -> Value) -> String {
    let events = (0..count).map(|number| {
        json!({
            "id": format!("e{number}"),
            "date": format!("{}-{:02}", 1900 + number / 12, number % 12 + 1),
            "title": { "en": format!("Event number {number}") },
            "status": "established",
            "sources": ["s"],
            "media": [medium(number)],
        })
    });
    json!({
        "format": 1, "id": "own", "languages": ["en"], "as_of": "2024-12-31",
        "title": { "en": "A story of its own" }, "summary": { "en": "What it is about." },
        "events": events.collect::<Vec<_>>(),
        "sources": [{
            "id": "s",
            "publisher": "Publisher",
            "title": "Title",
            "lang": "en",
            "tier": "weak",
        }],
    })
    .to_string()
}

fn ready(number: usize) -> Value {
    let path = format!("images/p{number}.svg");
    json!({
        "file": path,
        "alt": { "en": format!("Drawing {number}") },
        "credit": { "en": "Us" },
        "ready": { "width": 1600, "height": 1000, "modern": path, "plain": path },
    })
}

const OWN: &str = "<explainer-widget lang=en loading=eager src=/own/own.json></explainer-widget>";

fn asked_for(site: &Served) -> Vec<String> {
    let asked = site.asked().into_iter();
    asked.filter(|path| path.contains("/images/")).collect()
}

/// 300 images: those near the reader are loaded, the space of the others is reserved.
fn loads_images_near_the_reader(browser: &Browser) {
    let mut site = Site::new()
        .file("/article.html", article(OWN))
        .file("/own/own.json", story_of(300, ready));
    for number in 0..300 {
        site = site.file(&format!("/own/images/p{number}.svg"), drawing(number));
    }
    let site = site.serve();
    browser.visit(&site.url("/article.html"));
    browser.wait(
        "the first image",
        "one('#e0 img').complete && one('#e0 img').naturalWidth > 0",
    );
    let asked = asked_for(&site);
    assert!(asked.len() < 60, "{} images were asked for", asked.len());
    assert!(!asked.iter().any(|path| path.ends_with("/p299.svg")));
    let (width, height) = (
        browser.number("return all('img').at(-1).getBoundingClientRect().width"),
        browser.number("return all('img').at(-1).getBoundingClientRect().height"),
    );
    assert!(
        width > 100.0 && (height - width * 0.625).abs() < 1.0,
        "{width} by {height}"
    );
    browser.ask("location.hash = '#e299'");
    browser.waits_for_event("e299");
    browser.wait("the last image", "one('#e299 img').naturalWidth > 0");
    assert_eq!(browser.complaints(), NONE);
}

fn enlarges_an_image(browser: &Browser) {
    for (lang, towards, close) in [("en", Key::RIGHT, "Close"), ("ja", Key::RIGHT, "閉じる")] {
        let site = example(lang, "").serve();
        browser.visit(&site.url("/live.html"));
        let fetched = |site: &Served| site.asked().iter().any(|path| path.contains("/enlarge-"));
        assert!(!fetched(&site), "nobody has asked for it");
        browser.focus("#coast button");
        browser.press(&[Key::ENTER]);
        browser.wait(
            "the image is large",
            "host.shadowRoot.querySelector('dialog[open] img')?.naturalWidth > 0",
        );
        assert!(fetched(&site));
        let dialog = "const dialog = host.shadowRoot.querySelector('dialog');";
        let focus = "return host.shadowRoot.activeElement.ariaLabel";
        assert_eq!(browser.text(focus), close);
        assert_eq!(Audit::axe(browser), NONE);
        let seen = browser.number(&format!(
            "{dialog} return dialog.querySelector('img').getBoundingClientRect().width"
        ));
        assert!(seen > 900.0, "{seen} pixels");
        let shown = format!("{dialog} return dialog.querySelector('img').alt");
        let first = browser.text(&shown);
        assert_eq!(first, browser.text("return one('#coast img').alt"));
        browser.press(&[towards]);
        assert_eq!(
            browser.text(&shown),
            browser.text("return one('#plan .ex-image img').alt")
        );
        // A finger from left to right goes back, one from top to bottom closes.
        let swipe = |x: f64, y: f64| {
            browser.ask_about(
                &format!(
                    "{dialog} const at = (type, x, y) => dialog.dispatchEvent(new PointerEvent(type,
                        {{ clientX: x, clientY: y, pointerType: 'touch', bubbles: true }}));
                     at('pointerdown', 300, 300); at('pointerup', 300 + given[0], 300 + given[1])"
                ),
                &[x.into(), y.into()],
            );
        };
        swipe(90.0, 10.0);
        assert_eq!(browser.text(&shown), first);
        browser.press(&[Key::ESCAPE]);
        let closed = "!host.shadowRoot.querySelector('dialog') \
            && host.shadowRoot.activeElement === one('#coast button')";
        browser.wait("the focus is back", closed);
        browser.click("#coast button");
        browser.wait(
            "it is open again",
            "host.shadowRoot.querySelector('dialog[open]')",
        );
        swipe(5.0, 120.0);
        browser.wait("closed by a finger", closed);
        assert_eq!(Audit::axe(browser), NONE);
        assert_eq!(browser.complaints(), NONE);
    }
}

fn keeps_the_room_of_a_missing_image(browser: &Browser) {
    let site = Site::new()
        .file("/article.html", article(OWN))
        .file("/own/own.json", story_of(2, ready))
        .file("/own/images/p1.svg", drawing(1))
        .serve();
    browser.visit(&site.url("/article.html"));
    browser.wait("the other image", "one('#e1 img').naturalWidth > 0");
    browser.wait("the browser knows", "one('#e0 img').complete");
    assert_eq!(browser.text("return one('#e0 img').alt"), "Drawing 0");
    assert!(
        browser
            .text("return seen(one('#e0'))")
            .contains("Event number 0")
    );
    assert!(browser.holds("one('#e0').getBoundingClientRect().height > 50"));
    browser.click("#e0 button");
    browser.wait(
        "the dialog has the description",
        "host.shadowRoot.querySelector('dialog[open]')?.ariaLabel === 'Drawing 0'",
    );
    browser.press(&[Key::ESCAPE]);
    browser.wait("closed", "!host.shadowRoot.querySelector('dialog')");
    assert!(browser.holds("host.shadowRoot.querySelector('.explainer')"));
}

/// A drawing by a stranger that was not prepared: as an image it runs no script and requests
/// nothing.
fn a_hostile_drawing_does_no_harm(browser: &Browser) {
    let elsewhere = Site::new().file("/p.png", "x").serve();
    let evil = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\" \
         onload=\"top.harmed = 1\">\
         <script>top.harmed = 1; fetch('{0}/f')</script><style>@import url({0}/s.css);</style>\
         <image href=\"{0}/p.png\" width=\"9\" height=\"9\"/>\
         <rect width=\"300\" height=\"200\" fill=\"red\"/>\
         <foreignObject width=\"9\" height=\"9\">\
         <iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"{0}/i\"/>\
         </foreignObject></svg>",
        elsewhere.address
    );
    let medium = |number: usize| {
        let mut medium = ready(number);
        medium["file"] = json!("images/evil.svg");
        medium.as_object_mut().unwrap().remove("ready");
        medium
    };
    let site = Site::new()
        .file("/article.html", article(OWN))
        .file("/own/own.json", story_of(1, medium))
        .file("/own/images/evil.svg", evil)
        .serve();
    browser.visit(&site.url("/article.html"));
    browser.wait("it is shown", "one('#e0 img').naturalWidth > 0");
    assert!(!browser.holds("root.querySelector('a[href*=evil], object, embed, iframe')"));
    browser.click("#e0 button");
    browser.wait(
        "it is large",
        "host.shadowRoot.querySelector('dialog[open] img')?.naturalWidth > 0",
    );
    assert!(browser.holds("!window.harmed"), "its script has run");
    assert!(elsewhere.asked().is_empty(), "{:?}", elsewhere.asked());
}

fn is_as_high_as_the_static_story(browser: &Browser) {
    for (lang, width) in [("en", 1280), ("ja", 700)] {
        let site = example(lang, "").serve();
        browser.window(width, 900);
        let heights =
            "return all('.ex-event').map((it) => [it.id, it.getBoundingClientRect().height])";
        browser.go(&site.url("/static.html"));
        browser.wait("the images", "one('#coast img').naturalWidth > 0");
        let before = browser.ask(heights);
        assert_eq!(before.as_array().map(Vec::len), Some(4));
        browser.visit(&site.url("/live.html"));
        browser.wait("the images", "one('#coast img').naturalWidth > 0");
        assert_eq!(browser.ask(heights), before);
        // None is wider than the text, also not the image of a video.
        let width = "(it) => it.getBoundingClientRect().width";
        assert!(browser.holds(&format!(
            "Math.max(...all('img').map({width})) <= ({width})(one('#coast figure')) + 1"
        )));
        assert_eq!(Audit::sideways(browser), NONE);
        // Only WebP, in a width that the page needs.
        assert!(browser.holds(
            "all('#coast img, #light img')\
                 .every((it) => !it.currentSrc || /-(640|1080|1600).webp$/.test(it.currentSrc))"
        ));
        assert_eq!(Audit::axe(browser), NONE);
    }
}

/// A host with images elsewhere names the folder in the element and in its policy.
fn takes_images_from_the_host_s_own_place(browser: &Browser) {
    let pictures = Site::new().file("/news/images/p0.svg", drawing(0)).serve();
    let policy = format!(
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; \
         script-src 'self' 'wasm-unsafe-eval'; \
         style-src 'self'; connect-src 'self'; img-src {}\">",
        pictures.address
    );
    let widget = OWN.replace(" src=", &format!(" images={}/news src=", pictures.address));
    let page = article(&widget).replacen("<head>", &format!("<head>{policy}"), 1);
    let site = Site::new()
        .file("/article.html", page)
        .file("/own/own.json", story_of(1, ready))
        .serve();
    browser.visit(&site.url("/article.html"));
    browser.wait("the image", "one('#e0 img').naturalWidth > 0");
    assert_eq!(asked_for(&site), NONE);
    assert!(
        pictures
            .asked()
            .iter()
            .any(|path| path == "/news/images/p0.svg")
    );
    browser.click("#e0 button");
    browser.wait(
        "it is large",
        "host.shadowRoot.querySelector('dialog[open] img')?.naturalWidth > 0",
    );
    // Firefox and WebKit request the icon of the page, which this policy forbids.
    let complaints = browser.complaints();
    let policy = complaints
        .iter()
        .filter(|it| it.starts_with("policy") && !it.contains("favicon"));
    assert_eq!(policy.collect::<Vec<_>>(), [""; 0]);
}

fn shows_images_without_script(browser: &Browser) {
    let site = example("en", "").serve();
    browser.go(&site.url("/static.html"));
    browser.wait("the first image", "one('#coast img').naturalWidth > 0");
    let mut captions = String::new();
    for caption in browser.texts("return all('figcaption').map(seen)") {
        let _ = writeln!(captions, "{caption}");
    }
    for words in [
        "The rock before the building",
        "Drawn for this example",
        "CC0",
    ] {
        assert!(captions.contains(words), "{words} is not in {captions}");
    }
    assert!(
        browser
            .text("return seen(one('#plan .ex-elsewhere'))")
            .contains("Video 3:20 example.org")
    );
    assert!(!browser.holds("root.querySelector('.ex-image button')"));
}

fn has_its_images_in_forced_colours(browser: &Browser) {
    let site = example("en", "").serve();
    browser.visit(&site.url("/live.html"));
    browser.wait("the image", "one('#coast img').naturalWidth > 0");
    assert_eq!(Audit::axe(browser), NONE);
    assert_eq!(Audit::cut(browser), NONE);
}
