//! The widget in a frame, the script of the page around it, and the page that writes embed codes.

use std::fs;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ALL, Browser, Engine, NONE, Site, dist, narrow};

journeys! {
    Default in ALL => a_sandboxed_frame_grows_to_its_content,
        an_address_opens_inside_and_follows_outside, reports_its_height_to_amp_and_medium,
        reports_a_height_that_wordpress_accepts, codes_can_be_pasted,
        the_first_screen_waits_for_no_style_sheet, codes_have_the_chosen_options,
        codes_fit_into_a_narrow_window, a_frame_follows_its_address, a_pinned_code_works,
        an_oembed_answer_works,
        manifest_and_types_match_the_element;
    // In Firefox a test cannot pretend that a message came from a window of another origin.
    Default in &[Engine::Chromium] => refuses_forged_messages;
}

/// An article with a frame, sandboxed as `WordPress` does it, and the script for the page around
/// it.
fn article(after: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Article</title>\
         <script>window.heard = []; \
             addEventListener('message', ({{ data }}) => heard.push(data))</script></head>\
         <body><p>Before</p>\
         <iframe id=frame title=Explainer width=700 height=300 sandbox=allow-scripts \
         src='/embed.html?story=journey&lang=en'></iframe>\
         <p id=after>After</p>{after}</body></html>"
    )
}

const SCRIPT: &str = "<script type=module src=/embed-parent.js></script>";

/// A frame without an origin can read every answer of the server.
pub(super) fn shared() -> Site {
    Site::new().on("", |answer| {
        answer.header("Access-Control-Allow-Origin", "*")
    })
}

const HEIGHTS: &str = "heard.filter((it) => it?.explainer === 'height').map((it) => it.height)";

fn a_sandboxed_frame_grows_to_its_content(browser: &Browser) {
    let site = shared().file("/article.html", article(SCRIPT)).serve();
    browser.go(&site.url("/article.html"));
    browser.wait("a height from inside", &format!("{HEIGHTS}.length"));
    browser.wait(
        "the frame as high as its content",
        &format!("frame.clientHeight === {HEIGHTS}.at(-1)"),
    );
    assert!(
        browser.holds("frame.clientHeight > 3000"),
        "the whole story is there"
    );
    let asked = site.asked();
    assert!(
        asked.iter().any(|path| path.ends_with(".wasm")),
        "the story does not live: {asked:?}"
    );
}

fn an_address_opens_inside_and_follows_outside(browser: &Browser) {
    let site = shared().file("/article.html", article(SCRIPT)).serve();
    browser.go(&site.url("/article.html#first-light"));
    let place = "heard.find((it) => it?.explainer === 'select' && it.event === 'first-light')";
    browser.wait("the event is open inside", place);
    assert!(browser.number(&format!("return {place}.top")) > 0.0);
    browser.wait("the page is where the event is", "scrollY > 500");
    browser.ask("location.hash = '#spectrograph'");
    browser.wait(
        "another event is open",
        "heard.some((it) => it?.explainer === 'select' && it.event === 'spectrograph')",
    );
}

fn refuses_forged_messages(browser: &Browser) {
    let page = article(SCRIPT).replace("After</p>", "After</p><iframe id=other></iframe>");
    let site = shared().file("/article.html", page).serve();
    browser.go(&site.url("/article.html"));
    browser.wait(
        "a height from inside",
        &format!("{HEIGHTS}.length && frame.clientHeight === {HEIGHTS}.at(-1)"),
    );
    // First a message as if from another window; then, as if from the frame, heights and events
    // that are invalid.
    let claims = json!([
        ["other", { "explainer": "height", "height": 5 }],
        ["frame", { "explainer": "height", "height": "100%" }],
        ["frame", { "explainer": "height", "height": Value::Null }],
        ["frame", { "explainer": "select", "event": "\"><img src=x>" }],
        ["frame", "height"],
        ["frame", Value::Null],
    ]);
    // One script does all of it, because the frame may report its true height in between.
    let states = browser.ask_about(
        "const state = () => [frame.height, location.hash];
         const before = state();
         for (const [who, data] of given[0]) window.dispatchEvent(new MessageEvent('message', \
             { data, source: document.getElementById(who).contentWindow }));
         return [before, state()]",
        &[claims],
    );
    assert_eq!(states[0], states[1]);
    let height = browser.text(
        "window.dispatchEvent(new MessageEvent('message', \
             { data: { explainer: 'height', height: 1e9 }, source: frame.contentWindow }));
         return frame.height",
    );
    assert_eq!(height, "60000");
}

fn reports_its_height_to_amp_and_medium(browser: &Browser) {
    let site = shared().file("/article.html", article("")).serve();
    browser.go(&site.url("/article.html"));
    browser.wait(
        "AMP is told",
        "heard.some((it) => it?.sentinel === 'amp' && it.type === 'embed-size' \
             && it.height > 3000)",
    );
    browser.wait(
        "Medium is told",
        "heard.some((it) => typeof it === 'string' && JSON.parse(it).context === 'iframe.resize' \
             && JSON.parse(it).height > 3000)",
    );
}

fn reports_a_height_that_wordpress_accepts(browser: &Browser) {
    let page = article("").replace("lang=en'", "lang=en#?secret=a1B2'");
    let site = shared().file("/article.html", page).serve();
    browser.go(&site.url("/article.html"));
    let told = "heard.filter((it) => it?.message === 'height')";
    browser.wait("WordPress is told", &format!("{told}.length"));
    assert!(browser.holds(&format!(
        "{told}.every((it) => it.secret === 'a1B2' && it.value >= 200 && it.value <= 1000)"
    )));
}

/// Opens the page of codes and waits until the heights are measured.
fn code(browser: &Browser, site: &crate::support::Served, nth: usize) -> String {
    browser.go(&site.url("/embed-code.html?lang=en"));
    browser.wait("codes", "document.querySelectorAll('pre').length >= 4");
    browser.text(&format!(
        "return document.querySelectorAll('pre')[{nth}].textContent"
    ))
}

fn codes_can_be_pasted(browser: &Browser) {
    let site = shared().serve();
    let pasted = code(browser, &site, 0);
    let page = format!(
        "<!doctype html><html lang=en><head><title>A</title></head><body>{pasted}</body></html>"
    );
    let host = Site::new().file("/article.html", page).serve();
    browser.visit(&host.url("/article.html"));
    assert!(
        browser.holds("one('#spectrograph')"),
        "the story from the code lives"
    );
}

/// With a style in the code, a phone paints the story before the style sheet is there, and the
/// sheet moves nothing of the first screen. The policy of the host allows that one style by its
/// hash.
fn the_first_screen_waits_for_no_style_sheet(browser: &Browser) {
    let site = shared()
        .on("/explainer.css", |answer| {
            answer.delay = Duration::from_millis(2_500)
        })
        .serve();
    let code = code(browser, &site, 0);
    let hash = browser
        .text("return document.querySelector('.hint').textContent.match(/'sha256-[^']+'/)[0]");
    let origin = site.url("");
    let policy = format!(
        "default-src 'none'; script-src 'self' {origin} 'wasm-unsafe-eval'; connect-src {origin}; \
         style-src {origin} {hash}; img-src 'self' {origin}"
    );
    let (before, script) = code.split_once("<script").expect("a script");
    let (_, after) = script.split_once("</script>").expect("its end");
    let still = format!("{before}{after}");
    let host = Site::new()
        .file("/article.html", pasted(&code))
        .file("/still.html", pasted(&still))
        .file(
            "/first.html",
            pasted(&still.replace("/explainer.css", "/none.css")),
        )
        .on(".html", move |answer| {
            answer.header("Content-Security-Policy", &policy)
        })
        .serve();
    browser.window(500, 900);
    browser.go(&host.url("/article.html"));
    let painted = "performance.getEntriesByName('first-contentful-paint')[0]";
    let sheet = "performance.getEntriesByType('resource')\
        .find((it) => it.name.endsWith('/explainer.css'))";
    browser.wait("the paint and the sheet", &format!("{painted} && {sheet}"));
    let [painted, sheet] = [
        browser.number(&format!("return {painted}.startTime")),
        browser.number(&format!("return {sheet}.responseEnd")),
    ];
    assert!(sheet > 2_400.0, "the sheet came after {sheet} ms");
    assert!(
        painted < sheet,
        "painted after {painted} ms, the sheet came after {sheet} ms"
    );
    browser.alive();
    let mut complaints = browser.complaints();
    // Firefox remarks that something was measured before the sheet was there, which is the point,
    // and that the page of codes was left while its preview was loading a script.
    complaints.retain(|it| !it.starts_with("Layout: ") && !it.starts_with("Sub-resource"));
    assert_eq!(complaints, NONE);

    let boxes = |page: &str| {
        browser.go(&host.url(page));
        browser.wait("the story", "document.readyState === 'complete'");
        browser.ask(
            "return [...document.querySelectorAll('.ex-head, .ex-chart')]
                 .flatMap((it) => [it, ...it.querySelectorAll(':not(details *)')])
                 .filter((it) => it.getClientRects().length)
                 .map((it) => {
                     const { x, y, width, height } = it.getBoundingClientRect();
                     return [it.localName, it.className.baseVal ?? it.className,
                         ...[x, y, width, height].map(Math.round)];
                 })",
        )
    };
    let first = boxes("/first.html");
    assert!(first.as_array().is_some_and(|it| it.len() > 40), "{first}");
    assert_eq!(first, boxes("/still.html"));
}

/// In a narrow window too, all of the page of codes is in sight.
fn codes_fit_into_a_narrow_window(browser: &Browser) {
    let site = narrow(shared(), "/embed-code.html?lang=ja").serve();
    browser.go(&site.url("/narrow/page.htm"));
    browser.inside("iframe");
    browser.wait("codes", "document.querySelectorAll('pre').length >= 4");
    browser.settle();
    assert_eq!(
        browser.texts(
            "return [...document.querySelectorAll('body *')]
                 .filter((it) => it.getBoundingClientRect().right > innerWidth + 1
                     && !it.closest('.scroll, pre'))
                 .map((it) => `${it.outerHTML.slice(0, 80)} ${it.getBoundingClientRect().right}`)",
        ),
        NONE
    );
    browser.outside();
}

/// A page of another site, with a code in its body.
fn pasted(code: &str) -> String {
    format!(
        "<!doctype html><html lang=fr><head><meta charset=utf-8><title>A</title></head>\
         <body>{code}</body></html>"
    )
}

/// Goes from the start page to the page of codes: a choice changes the preview at once, and the
/// copied code.
fn codes_have_the_chosen_options(browser: &Browser) {
    let site = shared().serve();
    browser.visit(&site.url("/index.en.html"));
    browser.click("footer a[href^='embed-code']");
    browser.wait("codes", "document.querySelectorAll('pre').length >= 4");
    let systems = browser.text("return document.querySelector('#systems').innerText");
    for system in [
        "WordPress",
        "Ghost",
        "Hugo",
        "Docusaurus",
        "MkDocs",
        "Notion",
        "Medium",
        "AMP",
    ] {
        assert!(systems.contains(system), "no {system} in {systems}");
    }
    for (list, value) in [
        ("lang", "ja"),
        ("view", "chart"),
        ("theme", "dark"),
        ("updates", "pin"),
    ] {
        browser.choose(&format!("select[name={list}]"), value);
    }
    let codes = "[...document.querySelectorAll('pre')].map((it) => it.textContent)";
    let [element, frame] = ["<explainer-widget", "<iframe"]
        .map(|start| format!("{codes}.find((it) => it.includes('{start}'))"));
    browser.wait(
        "heights for more than one width",
        &format!("{element}?.includes('@media') && {frame}?.includes('@media')"),
    );
    browser.inside("#preview iframe");
    shows_the_chart_in_the_dark(browser);
    browser.outside();
    let (element, frame) = (
        browser.text(&format!("return {element}")),
        browser.text(&format!("return {frame}")),
    );
    browser.ask("document.querySelector('pre').closest('section').querySelector('button').click()");
    let copied = browser.text("return getSelection().toString()");
    assert_eq!(
        copied.trim(),
        browser.text(&format!("return {codes}[0]")).trim()
    );

    let before = site.asked().len();
    let host = Site::new()
        .file("/element.html", pasted(&element))
        .file("/frame.html", pasted(&frame))
        .serve();
    browser.go(&host.url("/element.html"));
    assert!(
        browser.number("return parseFloat(getComputedStyle(host).minHeight)") > 100.0,
        "no room is kept"
    );
    browser.alive();
    shows_the_chart_in_the_dark(browser);
    let asked = site.asked().split_off(before);
    assert!(
        asked.iter().all(|path| path.starts_with("/v/")),
        "a pinned element asks for what may change: {asked:?}"
    );

    browser.go(&host.url("/frame.html"));
    browser.inside("iframe");
    shows_the_chart_in_the_dark(browser);
    browser.outside();
}

fn shows_the_chart_in_the_dark(browser: &Browser) {
    browser.alive();
    assert_eq!(browser.text("return one('.explainer').lang"), "ja");
    assert!(
        browser.holds("root.querySelector('.ex-chart') && !root.querySelector('.ex-timeline')"),
        "not the chart alone"
    );
    assert_eq!(
        browser.text("return getComputedStyle(one('.explainer')).colorScheme"),
        "dark"
    );
}

fn a_frame_follows_its_address(browser: &Browser) {
    let site = shared().serve();
    browser.visit(&site.url("/embed.html?story=journey&lang=ja&view=chart&theme=dark"));
    shows_the_chart_in_the_dark(browser);
    browser.visit(
        &site.url("/embed.html?story=journey&lang=en&view=timeline&theme=light&event=spectrograph"),
    );
    browser.waits_for_event("spectrograph");
    assert!(
        browser.holds("root.querySelector('.ex-timeline') && !root.querySelector('.ex-chart')"),
        "not the timeline alone"
    );
    assert_eq!(
        browser.text("return getComputedStyle(one('.explainer')).colorScheme"),
        "light"
    );
    // The page for frames accepts the name of a story beside it, and nothing else.
    browser.visit(&site.url("/embed.html?story=https://elsewhere.example/own&lang=en"));
    assert!(
        browser.holds("one('#spectrograph')"),
        "not the bundled story"
    );
}

fn a_pinned_code_works(browser: &Browser) {
    let release: Value =
        serde_json::from_slice(&fs::read(dist().join("release.json")).unwrap()).unwrap();
    let loader = release["files"]["explainer.js"].clone();
    let (path, integrity) = (
        loader["path"].as_str().unwrap(),
        loader["integrity"].as_str().unwrap(),
    );
    let page = format!(
        "<!doctype html><html lang=en><head><title>A</title>\
         <script type=module src='/{path}' integrity='{integrity}' crossorigin></script></head>\
         <body><explainer-widget lang=en loading=eager></explainer-widget></body></html>"
    );
    let site = shared().file("/article.html", page).serve();
    browser.visit(&site.url("/article.html"));
    let outside: Vec<String> = site
        .asked()
        .into_iter()
        .filter(|path| path.starts_with("/explainer") || path.starts_with("/stories"))
        .collect();
    assert!(
        outside.is_empty(),
        "a pinned page asks for what may change: {outside:?}"
    );
}

/// The frame that another system makes from an oEmbed answer.
fn an_oembed_answer_works(browser: &Browser) {
    let site = shared().serve();
    let story = dist().join("stories/journey.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_explainer"));
    command
        .args([
            "render",
            "--lang",
            "ja",
            "--format",
            "oembed",
            "--at",
            "https://host.example/",
        ])
        .arg(story);
    let answer: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    // The address of a release has no port, but that of this server has.
    let html = answer["html"]
        .as_str()
        .unwrap()
        .replace("https://host.example", &site.address);
    let page = format!(
        "<!doctype html><html lang=ja><head><title>A</title></head><body>{html}</body></html>"
    );
    let host = Site::new().file("/post.html", page).serve();
    browser.go(&host.url("/post.html"));
    browser.inside("iframe");
    browser.alive();
    assert_eq!(browser.text("return one('.explainer').lang"), "ja");
    // The frame is as high as the answer says, and scrolls.
    assert_eq!(browser.ask("return innerHeight"), answer["height"]);
    browser.outside();
}

fn manifest_and_types_match_the_element(browser: &Browser) {
    let manifest: Value = serde_json::from_str(include_str!("../../custom-elements.json")).unwrap();
    let element = &manifest["modules"][0]["declarations"][0];
    let names = |list: &str| -> Vec<String> {
        element[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html"));
    let mut observed = browser.texts("return host.constructor.observedAttributes");
    let mut attributes = names("attributes");
    observed.sort();
    attributes.sort();
    assert_eq!(observed, attributes);
    let mut own = browser.texts(
        "return Object.getOwnPropertyNames(host.constructor.prototype)\
             .filter((it) => !/Callback$|^constructor$/.test(it))",
    );
    let mut members = names("members");
    own.sort();
    members.sort();
    assert_eq!(own, members);
    let types = include_str!("../../static/element/explainer.d.ts");
    for name in own.iter().chain(&names("events")) {
        assert!(
            types.contains(name.as_str()),
            "explainer.d.ts does not know {name}"
        );
    }
}
