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
        a_new_address_closes_an_enlarged_image, keeps_its_images_while_another_story_fails,
        keeps_the_room_of_a_missing_image, a_hostile_drawing_does_no_harm,
        is_as_high_as_the_static_story, takes_images_from_the_host_s_own_place,
        mirrors_the_images_of_a_story_from_right_to_left, prints_the_first_image_of_each_event,
        shows_actors_as_small_as_marks, keeps_the_room_of_a_mark,
        takes_marks_from_the_host_s_own_place;
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
pub(crate) fn example(lang: &str, attributes: &str) -> Site {
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
        assert_eq!(
            first,
            browser.text("return one('#coast .ex-image img').alt")
        );
        browser.press(&[towards]);
        assert_eq!(
            browser.text(&shown),
            browser.text("return one('#plan .ex-image img').alt")
        );
        // A finger from left to right goes back, one from top to bottom closes.
        swipe(browser, 90.0, 10.0);
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
        swipe(browser, 5.0, 120.0);
        browser.wait("closed by a finger", closed);
        assert_eq!(Audit::axe(browser), NONE);
        assert_eq!(browser.complaints(), NONE);
    }
}

/// Moves a finger over the enlarged image, in pixels to the right and down.
fn swipe(browser: &Browser, right: f64, down: f64) {
    browser.ask_about(
        "const dialog = host.shadowRoot.querySelector('dialog');
         const at = (type, x, y) => dialog.dispatchEvent(new PointerEvent(type,
             { clientX: x, clientY: y, pointerType: 'touch', bubbles: true }));
         at('pointerdown', 300, 300); at('pointerup', 300 + given[0], 300 + given[1])",
        &[right.into(), down.into()],
    );
}

fn a_new_address_closes_an_enlarged_image(browser: &Browser) {
    let site = example("en", "").serve();
    browser.visit(&site.url("/live.html"));
    let enlarge = || {
        browser.focus("#coast button");
        browser.press(&[Key::ENTER]);
        let open = "host.shadowRoot.querySelector('dialog[open] img')?.naturalWidth > 0";
        browser.wait("the image is large", open);
    };
    let focused = |what: &str| {
        format!(
            "!host.shadowRoot.querySelector('dialog') \
             && host.shadowRoot.activeElement === one('{what}')"
        )
    };
    enlarge();
    browser.ask("location.hash = 'plan'");
    browser.wait("the other event", &focused("#plan"));
    enlarge();
    // The event that was opened last.
    browser.ask("history.pushState(null, '', '#'); location.hash = 'plan'");
    browser.wait("the same event", &focused("#plan"));
    enlarge();
    browser.ask("location.hash = 'there-is-no-such-event'");
    browser.wait("the image in its place", &focused("#coast button"));
    // Behind the dialog, another language takes the place of the static cards.
    enlarge();
    browser.ask("host.lang = 'ja'");
    browser.wait("Japanese", "one('.explainer').lang === 'ja'");
    browser.press(&[Key::ESCAPE]);
    browser.wait("the same image", &focused("#coast button"));
    assert_eq!(browser.complaints(), NONE);
}

fn keeps_its_images_while_another_story_fails(browser: &Browser) {
    let site = Site::new()
        .file("/article.html", article(OWN))
        .file("/own/own.json", story_of(1, ready))
        .file("/own/images/p0.svg", drawing(0))
        .file("/elsewhere/broken.json", "{}")
        .serve();
    browser.visit(&site.url("/article.html"));
    browser.wait("the image", "one('#e0 img').naturalWidth > 0");
    browser.ask("host.src = '/elsewhere/broken.json'");
    browser.wait("a complaint", "window.complaints.length > 0");
    // Each draws the story again.
    browser.ask("host.headingLevel = 4");
    browser.wait("drawn", "one('h4')");
    let address = "return one('#e0 img').src || one('#e0 img').srcset";
    let address = browser.text(address);
    assert!(address.contains("/own/images/p0.svg"), "{address}");
    assert_eq!(browser.complaints_but("the story has errors"), NONE);
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
        browser.wait("the images", "one('#coast .ex-image img').naturalWidth > 0");
        let before = browser.ask(heights);
        assert_eq!(before.as_array().map(Vec::len), Some(4));
        browser.visit(&site.url("/live.html"));
        browser.wait("the images", "one('#coast .ex-image img').naturalWidth > 0");
        assert_eq!(browser.ask(heights), before);
        // None is wider than the text, also not the image of a video.
        let width = "(it) => it.getBoundingClientRect().width";
        assert!(browser.holds(&format!(
            "Math.max(...all('img').map({width})) <= ({width})(one('#coast figure')) + 1"
        )));
        assert_eq!(Audit::sideways(browser), NONE);
        // Only WebP, in a width that the page needs.
        assert!(browser.holds(
            "all('#coast .ex-image img, #light .ex-image img')\
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
    browser.wait(
        "the first image",
        "one('#coast .ex-image img').naturalWidth > 0",
    );
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
    browser.wait("the image", "one('#coast .ex-image img').naturalWidth > 0");
    assert_eq!(browser.text(PLATE), "rgb(254, 253, 250)");
    assert_eq!(Audit::axe(browser), NONE);
    assert_eq!(Audit::cut(browser), NONE);
}

/// The colour below the image of an actor, which is made for light paper.
const PLATE: &str = "return getComputedStyle(one('#coast .ex-face')).backgroundColor";

/// The images of actors on cards, by event: path, width and height, and what is around them.
const FACES: &str = "return all('.ex-event .ex-face').map((it) => {
    const { width, height } = it.getBoundingClientRect();
    return [it.closest('.ex-event').id, new URL(it.src).pathname, width, height, \
        it.nextElementSibling.getAttribute('class'), seen(it.parentElement)];
})";

/// They are the same in the static and the live story, and on the cards that are copied.
fn shows_actors_as_small_as_marks(browser: &Browser) {
    // Both are served to the end: the first page may still load what is near.
    let sites = ["en", "ja"].map(|lang| example(lang, "").serve());
    for (site, (name, width)) in sites.iter().zip([("Harbour board", 1280), ("港湾局", 320)]) {
        browser.window(width, 800);
        browser.go(&site.url("/static.html"));
        browser.wait("the logo", "one('#coast .ex-face').naturalWidth > 0");
        let before = browser.ask(FACES);
        let faces: Vec<(String, String, f64, f64, String, String)> =
            serde_json::from_value(before.clone()).expect("faces");
        let events: Vec<_> = faces.iter().map(|face| &*face.0).collect();
        assert_eq!(events, ["coast", "plan", "light", "light"]);
        for (_, path, width, height, mark, _) in &faces {
            assert!(path.starts_with("/own/images/"), "{faces:?}");
            assert!((18.0..30.0).contains(width), "{faces:?}");
            assert!((width - height).abs() < 0.1, "{faces:?}");
            assert!(mark.starts_with("ex-mark "), "{faces:?}");
        }
        // The name is there once: the image says nothing.
        assert_eq!(faces[0].5, name);
        browser.visit(&site.url("/live.html"));
        browser.wait(
            "the logo and the portrait",
            "all('#light .ex-face').every((it) => it.naturalWidth > 0)",
        );
        assert_eq!(browser.ask(FACES), before);
        // The portrait; WebKit says another width of a drawing.
        assert!(browser.holds("all('#light .ex-face')[1].naturalWidth === 96"));
        // In the row above the timeline, and with the credit. Builders have none.
        let pills = browser.ask(
            "return all('.ex-pills button').map((it) => [it.querySelectorAll('img').length, \
                 it.getBoundingClientRect().height])",
        );
        let pills: Vec<(u32, f64)> = serde_json::from_value(pills).expect("numbers");
        let counts: Vec<_> = pills.iter().map(|(count, _)| *count).collect();
        assert_eq!(counts, [1, 1, 0]);
        assert!(
            pills.iter().all(|(_, height)| *height == pills[2].1),
            "{pills:?}"
        );
        let credits = browser.texts("return all('.ex-sources > .ex-foot').map(seen)");
        assert_eq!(credits.len(), 2);
        assert!(
            credits[0].contains(name) && credits[0].ends_with("· CC0"),
            "{credits:?}"
        );
        // A mark that overflows would not be round.
        assert!(browser.holds("getComputedStyle(one('#light .ex-face')).overflow === 'clip'"));
        // It is no button, and nothing of it is read.
        assert!(browser.holds(
            "all('.ex-face').every((it) => it.alt === '' && !it.closest('[data-part=enlarge]'))"
        ));
        browser.ask("host.setAttribute('theme', 'dark')");
        assert_eq!(browser.text(PLATE), "rgb(254, 253, 250)");
        assert_eq!(Audit::sideways(browser), NONE);
        assert_eq!(Audit::cut(browser), NONE);
        assert_eq!(Audit::axe(browser), NONE);
        assert_eq!(browser.complaints(), NONE);
    }
}

/// A story with an actor whose prepared image is `images/face.svg`.
fn story_with_face(lang: &str) -> String {
    let mut story: Value = serde_json::from_str(&story_of(2, ready)).expect("JSON");
    story["actors"] = json!([{
        "id": "board",
        "name": { "en": "Board" },
        "kind": "organisation",
        "colour": "blue",
        "image": {
            "file": "images/face.svg",
            "credit": { "en": "Us" },
            "ready": {
                "width": 96, "height": 96,
                "modern": "images/face.svg", "plain": "images/face.svg",
            },
        },
    }]);
    for event in 0..2 {
        story["events"][event]["actors"] = json!(["board"]);
    }
    story.to_string().replace("\"en\"", &format!("\"{lang}\""))
}

/// The room of a mark is the same before its image is there, if it is missing, and from right to
/// left.
fn keeps_the_room_of_a_mark(browser: &Browser) {
    const ROOM: &str = "return ['.ex-pill', '#e0 .ex-who', '#e0', '#e1'].map((it) => {
        const { x, y, width, height } = one(it).getBoundingClientRect();
        return [x, y, width, height];
    })";
    for (lang, is_before) in [("en", "<"), ("ar", ">")] {
        let mut rooms = Vec::new();
        for there in [false, true] {
            let widget = OWN.replace("lang=en", &format!("lang={lang}"));
            let mut site = Site::new()
                .file("/article.html", article(&widget))
                .file("/own/own.json", story_with_face(lang))
                .file("/own/images/p0.svg", drawing(0))
                .file("/own/images/p1.svg", drawing(1));
            if there {
                site = site.file("/own/images/face.svg", drawing(2));
            }
            let site = site.serve();
            browser.visit(&site.url("/article.html"));
            browser.wait(
                "the images",
                &format!(
                    "one('#e0 .ex-image img').naturalWidth > 0 && one('#e0 .ex-face').complete \
                     && one('#e0 .ex-face').naturalWidth > 0 === {there}"
                ),
            );
            rooms.push(browser.ask(ROOM));
            let side = "(it) => one(`#e0 ${it}`).getBoundingClientRect().x";
            assert!(browser.holds(&format!(
                "({side})('.ex-face') {is_before} ({side})('svg.ex-mark')"
            )));
        }
        assert_eq!(rooms[0], rooms[1], "{lang}");
    }
}

/// Marks are requested from the folder that the host names, and from nowhere else.
fn takes_marks_from_the_host_s_own_place(browser: &Browser) {
    let pictures = Site::new()
        .file("/news/images/p0.svg", drawing(0))
        .file("/news/images/p1.svg", drawing(1))
        .file("/news/images/face.svg", drawing(2))
        .serve();
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
        .file("/own/own.json", story_with_face("en"))
        .serve();
    browser.visit(&site.url("/article.html"));
    browser.wait("the mark", "one('#e0 .ex-face').naturalWidth > 0");
    assert_eq!(asked_for(&site), NONE);
    let asked = pictures.asked();
    assert!(
        asked.iter().any(|path| path == "/news/images/face.svg"),
        "{asked:?}"
    );
    assert!(browser.holds("all('.ex-face').length === 4"));
    let complaints = browser.complaints();
    let policy = complaints
        .iter()
        .filter(|it| it.starts_with("policy") && !it.contains("favicon"));
    assert_eq!(policy.collect::<Vec<_>>(), [""; 0]);
}

/// Images begin at the right, and what is next is at the left: for keys, fingers and buttons.
fn mirrors_the_images_of_a_story_from_right_to_left(browser: &Browser) {
    let tall = |number: usize| {
        let mut medium = ready(number);
        medium["ready"]["width"] = json!(600);
        medium["caption"] = json!({ "en": "منارة الميناء" });
        medium
    };
    // Texts, languages and sources alike become Arabic.
    let story = story_of(3, tall).replace("\"en\"", "\"ar\"");
    let widget = OWN.replace("lang=en", "lang=ar");
    let mut site = Site::new()
        .file("/article.html", article(&widget))
        .file("/own/own.json", story);
    for number in 0..3 {
        let drawing = drawing(number).replace("1600", "600");
        site = site.file(&format!("/own/images/p{number}.svg"), drawing);
    }
    let site = site.serve();
    browser.visit(&site.url("/article.html"));
    browser.wait("the first image", "one('#e0 img').naturalWidth > 0");
    assert_eq!(
        browser.text("return getComputedStyle(one('#e0 figure')).direction"),
        "rtl"
    );
    // The image and its caption end where the text of the event does, at the right.
    let gaps = browser.ask(
        "const box = (it) => it.getBoundingClientRect();
         const words = document.createRange();
         words.selectNodeContents(one('#e0 figcaption'));
         const [event, image] = [box(one('#e0 figure')), box(one('#e0 img'))];
         return [event.right - image.right, image.left - event.left, \
             event.right - box(words).right]",
    );
    let gaps: Vec<f64> = serde_json::from_value(gaps).expect("numbers");
    assert!(gaps[0].abs() < 1.0 && gaps[2].abs() < 3.0, "{gaps:?}");
    assert!(gaps[1] > 40.0, "the image is not narrower: {gaps:?}");
    assert_eq!(Audit::sideways(browser), NONE);
    assert_eq!(Audit::cut(browser), NONE);

    browser.focus("#e1 button");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "the image is large",
        "host.shadowRoot.querySelector('dialog[open] img')?.naturalWidth > 0",
    );
    let dialog = "const dialog = host.shadowRoot.querySelector('dialog');";
    let shown = || browser.text(&format!("{dialog} return dialog.querySelector('img').alt"));
    assert_eq!(shown(), "Drawing 1");
    assert!(browser.holds("host.shadowRoot.querySelector('dialog').matches(':dir(rtl)')"));
    let bar = browser.ask(&format!(
        "{dialog} return [...dialog.querySelectorAll('nav button')]
             .map((it) => [it.textContent, it.getBoundingClientRect().x])"
    ));
    let bar: Vec<(String, f64)> = serde_json::from_value(bar).expect("buttons");
    let signs: Vec<&str> = bar.iter().map(|(sign, _)| &**sign).collect();
    assert_eq!(signs, ["→", "←", "✕"]);
    assert!(
        bar[0].1 > bar[1].1 && bar[1].1 > bar[2].1,
        "the first button is at the right: {bar:?}"
    );
    browser.press(&[Key::LEFT]);
    assert_eq!(shown(), "Drawing 2");
    browser.press(&[Key::RIGHT]);
    assert_eq!(shown(), "Drawing 1");
    // A finger from left to right turns the page forwards, as in an Arabic book.
    swipe(browser, 90.0, 10.0);
    assert_eq!(shown(), "Drawing 2");
    swipe(browser, -90.0, 10.0);
    swipe(browser, -90.0, 10.0);
    assert_eq!(shown(), "Drawing 0");
    assert_eq!(Audit::axe(browser), NONE);
    browser.press(&[Key::ESCAPE]);
    browser.wait(
        "the focus is back",
        "!host.shadowRoot.querySelector('dialog') \
             && host.shadowRoot.activeElement === one('#e1 button')",
    );
    assert_eq!(Audit::axe(browser), NONE);
    assert_eq!(browser.complaints(), NONE);
}

/// A third of the height of A4, in centimetres.
const THIRD_OF_A_PAGE: f64 = 29.7 / 3.0;

/// Each event has its first image on paper, at most a third of a page high, and nothing covers the
/// story, also if the reader has an image open.
fn prints_the_first_image_of_each_event(browser: &Browser) {
    let sizes = [(400, 1200), (600, 300)];
    let image = |event: usize, place: usize| {
        let (width, height) = sizes[place];
        let path = format!("images/p{event}-{place}.png");
        json!({
            "file": path,
            "alt": { "en": format!("Image {place} of event {event}") },
            "credit": { "en": "Us" },
            "ready": { "width": width, "height": height, "modern": path, "plain": path },
        })
    };
    let mut story: Value = serde_json::from_str(&story_of(3, |event| image(event, 0))).unwrap();
    // A logo is 48 pixels wide, so it is not taken for one of the images.
    story["actors"] = json!([{
        "id": "us", "name": { "en": "Us" }, "kind": "organisation",
        "colour": "blue", "mark": "circle",
        "image": {
            "file": "images/us.png", "credit": { "en": "Us" },
            "ready": { "width": 48, "height": 48, "modern": "images/us.png",
                "plain": "images/us.png" },
        },
    }]);
    story["events"][0]["actors"] = json!(["us"]);
    let mut site = Site::new().file("/own/images/us.png", photograph(48, 48, 0));
    for event in 0..3 {
        let media = story["events"][event]["media"].as_array_mut().unwrap();
        media.push(image(event, 1));
        for (place, (width, height)) in sizes.into_iter().enumerate() {
            let path = format!("/own/images/p{event}-{place}.png");
            site = site.file(&path, photograph(width, height, event));
        }
    }
    let site = site
        .file("/article.html", article(OWN))
        .file("/own/own.json", story.to_string())
        .serve();
    browser.visit(&site.url("/article.html"));
    for event in 0..3 {
        let image = format!("#e{event} figure:last-of-type img");
        browser.ask(&format!("one('{image}').scrollIntoView()"));
        browser.wait("every image", &format!("one('{image}').naturalWidth > 0"));
    }
    browser.wait(
        "the logo",
        "(one('#e0 .ex-face').scrollIntoView(), one('#e0 .ex-face').naturalWidth > 0)",
    );
    browser.click("#e1 button");
    browser.wait(
        "an image is large",
        "host.shadowRoot.querySelector('dialog[open] img')?.naturalWidth > 0",
    );
    if browser.engine != Engine::WebKit {
        // The driver of WebKitGTK does not print.
        let printed = images_of(&browser.print());
        let (logos, printed): (Vec<_>, Vec<_>) =
            printed.into_iter().partition(|(width, _)| *width < 200);
        // A logo is printed where the actor is named, as small as a mark.
        assert!(!logos.is_empty(), "{printed:?}");
        for (_, height) in &logos {
            assert!((0.2..0.8).contains(height), "{logos:?}");
        }
        let mut widths: Vec<u32> = printed.iter().map(|(width, _)| *width).collect();
        widths.sort_unstable();
        // Firefox draws an image of the size on paper, which is not quite that of the file.
        let near = |width: &u32| (390..=410).contains(width);
        assert!(widths.len() == 3 && widths.iter().all(near), "{printed:?}");
        for (_, height) in &printed {
            assert!((3.0..=THIRD_OF_A_PAGE).contains(height), "{printed:?}");
        }
    }
    // The rules for paper, on the screen.
    browser.ask(
        "const print = (rules) => {
             for (const rule of rules) {
                 if (rule.media?.mediaText === 'print') rule.media.mediaText = 'all';
                 else if (rule.cssRules) print(rule.cssRules);
             }
         };
         const sheets = [...document.styleSheets, ...host.shadowRoot.styleSheets, \
             ...host.shadowRoot.adoptedStyleSheets];
         for (const sheet of sheets) print(sheet.cssRules);",
    );
    let shown = browser.ask(
        "return [...host.shadowRoot.querySelectorAll('img')].filter((it) => it.checkVisibility()) \
             .map((it) => [it.alt, it.getBoundingClientRect().height])",
    );
    let shown: Vec<(String, f64)> = serde_json::from_value(shown).expect("images");
    let images: Vec<_> = shown.iter().filter(|(alt, _)| !alt.is_empty()).collect();
    let names: Vec<&str> = images.iter().map(|(alt, _)| &**alt).collect();
    assert_eq!(
        names,
        [
            "Image 0 of event 0",
            "Image 0 of event 1",
            "Image 0 of event 2"
        ]
    );
    for (_, height) in images {
        // 96 pixels are an inch.
        let height = height / 96.0 * 2.54;
        assert!((3.0..=THIRD_OF_A_PAGE).contains(&height), "{shown:?}");
    }
    assert_eq!(browser.complaints(), NONE);
}

/// An image of pixels that no program packs into a few bytes.
fn photograph(width: u32, height: u32, seed: usize) -> Vec<u8> {
    let seed = u8::try_from(seed).unwrap_or_default();
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        let byte = |number: u32| number.to_le_bytes()[0];
        image::Rgb([byte(x * y), byte(x ^ y), seed.wrapping_mul(80)])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a PNG");
    bytes.into_inner()
}

/// Returns the images of a PDF: the width of each in its own pixels, and the height on paper in
/// centimetres.
fn images_of(pdf: &[u8]) -> Vec<(u32, f64)> {
    let list = crate::paper::read_pdf(&["pdfimages", "-list", "-"], pdf);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let number = |cell: usize| cells.get(cell)?.parse::<f64>().ok();
        let (width, height, per_inch) = (cells.get(3)?.parse().ok()?, number(4)?, number(13)?);
        (cells.get(2) == Some(&"image")).then_some((width, height / per_inch * 2.54))
    };
    list.lines().filter_map(row).collect()
}
