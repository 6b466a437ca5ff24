//! What happens around the widget that no host plans: a translated page, an extension that rewrites
//! links, a service worker that answers everything with a page, the way back in the history, a
//! clock that jumps, a browser that paints seldom, a print while the program loads, a reading view.

use std::time::Duration;

use crate::hosting::with_static_story;
use crate::support::{ALL, Answer, Browser, Engine, NONE, Site, bare, list, story, told_of};

journeys! {
    Default in ALL => a_translated_story_can_be_used, links_are_rewritten,
        a_service_worker_answers_with_a_page, the_reader_comes_back, the_clock_jumps,
        the_browser_paints_seldom;
    Default in &[Engine::Chromium, Engine::Firefox] => a_page_is_printed_while_the_program_loads;
    Default in &[Engine::Firefox] => the_reading_view_has_every_event;
}

/// Replaces texts as translating browsers do: the text node is removed, and two nested elements
/// are in its place. A function that is called before and after each action of the reader.
const TRANSLATE: &str = "
    window.translate = () => {
        const walk = (node) => {
            for (const child of [...node.childNodes]) {
                if (child.nodeType === Node.TEXT_NODE) {
                    if (!child.data.trim()) continue;
                    const [outer, inner] = ['font', 'font'].map((it) => document.createElement(it));
                    inner.textContent = `«${child.data}»`;
                    outer.append(inner);
                    child.replaceWith(outer);
                } else if (!['FONT', 'svg'].includes(child.nodeName)) walk(child);
            }
        };
        walk(host.shadowRoot ?? host);
    };";

/// What a reader does, and when it is done.
const ACTIONS: [(&str, &str, &str); 9] = [
    (
        "an actor is chosen",
        "one('.ex-pills button').click()",
        "root.querySelector('.ex-result span')",
    ),
    (
        "all events are shown again",
        "one('.ex-pills button').click()",
        "!root.querySelector('.ex-result')",
    ),
    (
        "an event is opened",
        "one('#spectrograph .ex-when a').click()",
        "root.querySelector('#spectrograph.ex-opened')",
    ),
    (
        "the search is opened",
        "one('.ex-tools button[aria-expanded=false]').click()",
        "root.querySelector('input[type=search]')",
    ),
    (
        "a word is searched",
        "const field = one('input[type=search]'); field.value = 'harbour';
         field.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        "root.querySelector('.ex-result span')",
    ),
    (
        "nothing is found",
        "const field = one('input[type=search]'); field.value = 'qqqq';
         field.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        "root.querySelector('.ex-nothing')",
    ),
    (
        "the search is cleared",
        "one('.ex-result button').click()",
        "!root.querySelector('.ex-nothing')",
    ),
    (
        "the day of the chart is changed",
        "const slider = one('.ex-scrubber input'); slider.value = slider.min;
         slider.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        "one('.ex-scrubber input').value === one('.ex-scrubber input').min",
    ),
    (
        "another language is chosen",
        "one('button.ex-language').click()",
        "one('.explainer').lang === 'ja'",
    ),
];

fn a_translated_story_can_be_used(browser: &Browser) {
    let site = Site::new()
        .file("/page.html", with_static_story("", ""))
        .serve();
    browser.visit(&site.url("/page.html"));
    browser.ask(TRANSLATE);
    does_everything(browser, "translate()");
    // The story is drawn as new elements; the focus stays in its place. The reader has chosen
    // Japanese; now the host does, too, so that its next choice is a change.
    browser.ask("host.lang = 'ja'");
    for (place, lang) in [
        ("input[type=search]", "en"),
        (".ex-scrubber input", "ja"),
        (".ex-panel .ex-bar", "en"),
    ] {
        browser.focus(place);
        browser.ask("window.old = host.shadowRoot.activeElement; translate()");
        browser.ask_about("host.lang = given[0]", &[lang.into()]);
        browser.wait(
            "new elements",
            &format!("one('.explainer').lang === '{lang}' && !old.isConnected"),
        );
        browser.wait(
            &format!("the focus at {place}"),
            &format!("host.shadowRoot.activeElement?.matches('{place}')"),
        );
    }
}

/// Takes all actions; before each, something happens to the page.
fn does_everything(browser: &Browser, before: &str) {
    for (what, action, is_done) in ACTIONS {
        browser.ask(before);
        browser.ask(action);
        browser.wait(what, is_done);
        browser.settle();
        assert_eq!(browser.complaints(), NONE, "{what}");
    }
    let events = browser.events().len();
    assert!(events > 20, "{events} events");
    assert!(browser.holds("one('.ex-end')"));
}

fn links_are_rewritten(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html"));
    does_everything(
        browser,
        "for (const link of root.querySelectorAll('a[target]')) {
             const to = encodeURIComponent(link.href);
             link.setAttribute('href', `https://proxy.example/?to=${to}`);
             link.setAttribute('data-rewritten', '');
             link.append(document.createElement('img'));
         }",
    );
}

/// A host's worker that answers every request with its own page, as a careless offline page does.
fn a_service_worker_answers_with_a_page(browser: &Browser) {
    let worker = "addEventListener('install', () => skipWaiting());
        addEventListener('activate', (event) => event.waitUntil(clients.claim()));
        addEventListener('fetch', (event) => {
            if (event.request.mode === 'navigate') return;
            const headers = { 'Content-Type': 'text/html' };
            event.respondWith(new Response('<!doctype html><p>You are offline', { headers }));
        });";
    let register = "<script>window.controlled = navigator.serviceWorker.register('/worker.js')
        .then(() => navigator.serviceWorker.ready).then(() => true)</script>";
    // The loader is in the page before the worker is; what it fetches is not.
    let site = Site::new()
        .file("/worker.js", worker)
        .on("worker.js", |answer: &mut Answer| {
            answer.header("Content-Type", "text/javascript");
        })
        .file(
            "/before.html",
            format!("<!doctype html><title>Before</title>{register}"),
        )
        .file("/page.html", with_static_story("", ""))
        .serve();
    browser.go(&site.url("/before.html"));
    browser.wait_for_answer("the worker", "return window.controlled");
    browser.go(&site.url("/page.html"));
    browser.wait(
        "the worker answers",
        "navigator.serviceWorker.controller && document.readyState === 'complete'",
    );
    browser.settle();
    assert!(browser.holds("!host.shadowRoot"), "the static story stays");
    assert!(browser.holds("host.querySelectorAll('article').length > 20"));
    browser.wait_for_answer(
        "the worker is gone",
        "const workers = await navigator.serviceWorker.getRegistrations();
         await Promise.all(workers.map((it) => it.unregister()));
         return true",
    );
}

fn the_reader_comes_back(browser: &Browser) {
    let elsewhere = "<!doctype html><title>Elsewhere</title><p>Elsewhere";
    let site = Site::new().file("/elsewhere.html", elsewhere).serve();
    browser.visit(&site.url("/index.en.html"));
    browser.ask("one('.ex-pills button').click()");
    browser.wait(
        "an actor is chosen",
        "root.querySelector('.ex-result span')",
    );
    browser.go(&site.url("/elsewhere.html"));
    browser.back();
    browser.alive();
    // A browser that kept the page has the filter; another one begins again.
    browser.ask("root.querySelector('.ex-result button')?.click()");
    browser.wait("all events", "!root.querySelector('.ex-result')");
    does_everything(browser, "");
}

fn the_clock_jumps(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html"));
    does_everything(
        browser,
        "window.jumps = (window.jumps ?? 0) + 1;
         Date.now = () => (jumps % 2 ? 0 : 4e12);
         performance.now = () => (jumps % 2 ? 0 : 1e9)",
    );
}

/// A browser that saves energy paints a few times a second.
fn the_browser_paints_seldom(browser: &Browser) {
    let page = with_static_story(
        "<script>const paint = requestAnimationFrame;
             window.requestAnimationFrame = (done) => setTimeout(() => paint(done), 100)</script>",
        "",
    );
    let site = Site::new().file("/page.html", page).serve();
    browser.visit(&site.url("/page.html"));
    does_everything(browser, "");
}

fn a_page_is_printed_while_the_program_loads(browser: &Browser) {
    let late = |answer: &mut Answer| answer.delay = Duration::from_secs(2);
    let site = Site::new().on(".wasm", late).serve();
    browser.go(&site.url("/index.en.html"));
    let paper = crate::paper::text_of(&browser.print());
    assert!(!paper.is_empty());
    browser.alive();
    does_everything(browser, "");
}

/// Of the three engines here, only Firefox has a reading view. It takes the page as it was sent.
fn the_reading_view_has_every_event(browser: &Browser) {
    let site = Site::new().serve();
    let page = site.url("/stories/journey.en.html");
    browser.go(&format!("about:reader?url={page}"));
    browser.wait(
        "the reading view",
        "document.querySelector('.moz-reader-content')?.textContent.trim()",
    );
    let text = "return document.querySelector('.moz-reader-content').textContent";
    let shown = bare(&browser.text(text));
    for event in list(&story(), "events") {
        // It takes a short element whose id has this word for a button to share the page.
        let id = event["id"].as_str().expect("an id");
        if id.split('-').any(|word| word == "share") {
            continue;
        }
        for text in told_of(event, "en") {
            assert!(shown.contains(&text), "not in the reading view: {text}");
        }
    }
}
