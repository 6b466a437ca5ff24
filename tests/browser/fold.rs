//! The folded story: the key events and one control for the rest, with and without the program.

use std::fs;
use std::time::Duration;

use crate::support::{
    ALL, Audit, Browser, Engine, Key, NONE, Site, article, bare, dist, list, narrow, story, told_of,
};

journeys! {
    Default in ALL => folded_story_has_one_height_static_and_live, unfolds_and_folds_again,
        an_address_unfolds_its_event, a_search_unfolds, a_filter_unfolds,
        folded_story_fits_320_pixels, folded_story_has_no_axe_violations,
        an_attribute_folds_and_unfolds, a_frame_folds;
    Default in &[Engine::Chromium] => finding_in_the_page_opens_hidden_events;
    Default in &[Engine::Chromium, Engine::Firefox] => prints_the_folded_story_whole;
    NoScript in ALL => unfolds_without_script;
}

/// A page with the folded static story of the release, in a language, with or without the loader.
pub(crate) fn page(lang: &str, live: bool) -> String {
    let path = dist().join(format!("stories/journey.{lang}.folded.html"));
    let page = fs::read_to_string(path).expect("the folded page");
    let between = |start: &str, end: &str| {
        let (_, rest) = page.split_once(start).expect(start);
        rest.split_once(end).expect(end).0
    };
    let style = between("<link rel=\"stylesheet\" href=\"../", "\"");
    let story = between("<main>", "</main>");
    let page = article(&format!(
        "<link rel=\"stylesheet\" href=\"/{style}\">\
         <explainer-widget lang=\"{lang}\" loading=\"eager\" fold>{story}</explainer-widget>"
    ));
    if live {
        return page;
    }
    let (before, rest) = page.split_once("<script").expect("a loader");
    let (_, after) = rest.split_once("</script>").expect("the loader's end");
    format!("{before}{after}")
}

/// The pages `/static.LANG.html` and `/live.LANG.html`.
fn pages() -> Site {
    let mut site = Site::new();
    for lang in ["ja", "en"] {
        for (name, live) in [("static", false), ("live", true)] {
            site = site.file(&format!("/{name}.{lang}.html"), page(lang, live));
        }
    }
    site
}

/// The ids of the events that a reader can see, as an expression.
const VISIBLE: &str = "all('article.ex-event').filter((it) => \
    it.checkVisibility({ contentVisibilityAuto: true })).map((it) => it.id)";

fn visible(browser: &Browser) -> Vec<String> {
    browser.texts(&format!("return {VISIBLE}"))
}

/// Waits until a reader can see these events and no others.
fn shows(browser: &Browser, events: &[String]) {
    let events = events.join(",");
    browser.wait(
        "these events are visible",
        &format!("{VISIBLE}.join() === '{events}'"),
    );
}

fn key_events() -> Vec<String> {
    let story = story();
    list(&story, "events")
        .filter(|event| event["key"] == true)
        .map(|event| event["id"].as_str().unwrap().to_owned())
        .collect()
}

fn all_events() -> Vec<String> {
    let story = story();
    list(&story, "events")
        .map(|event| event["id"].as_str().unwrap().to_owned())
        .collect()
}

fn folded_story_has_one_height_static_and_live(browser: &Browser) {
    let late = |answer: &mut crate::support::Answer| answer.delay = Duration::from_millis(300);
    let site = pages().on(".wasm", late).serve();
    let height = "return one('.explainer').getBoundingClientRect().height";
    for lang in ["en", "ja"] {
        for width in [500, 720, 1280] {
            browser.window(width, 900);
            browser.go(&site.url(&format!("/static.{lang}.html")));
            let before = browser.number(height);
            browser.visit(&site.url(&format!("/live.{lang}.html")));
            let after = browser.number(height);
            assert!(
                (before - after).abs() <= 1.0,
                "{lang}, {width} px: {before} static, {after} live"
            );
            shows(browser, &key_events());
        }
    }
}

fn unfolds_and_folds_again(browser: &Browser) {
    let site = pages().serve();
    browser.visit(&site.url("/live.en.html"));
    assert_eq!(
        browser.text("return seen(one('.ex-unfold'))"),
        format!("Show all {} events", all_events().len())
    );
    assert_eq!(
        browser.ask("return one('.ex-unfold').ariaExpanded"),
        "false"
    );
    browser.focus(".ex-unfold");
    browser.settle();
    // The event that is read keeps its place on the screen, although others appear above it.
    let read = browser.text(
        "return all('article.ex-event').filter((it) => !it.closest('details:not([open])'))
             .find((it) => it.getBoundingClientRect().bottom > innerHeight * 0.2).id",
    );
    let top = format!("return one('#{read}').getBoundingClientRect().top");
    let before = browser.number(&top);
    browser.press(&[Key::ENTER]);
    browser.wait("all events", "one('.ex-unfold').ariaExpanded === 'true'");
    shows(browser, &all_events());
    browser.settle();
    let after = browser.number(&top);
    assert!(
        (after - before).abs() <= 2.0,
        "{read} was at {before}, is at {after}"
    );
    assert!(browser.holds("host.shadowRoot.activeElement === one('.ex-unfold')"));
    assert_eq!(
        browser.text("return seen(one('.ex-unfold'))"),
        "Show only the key events"
    );
    browser.press(&[Key::ENTER]);
    browser.wait("few events", "one('.ex-unfold').ariaExpanded === 'false'");
    shows(browser, &key_events());
    assert_eq!(browser.complaints(), NONE);
}

fn an_address_unfolds_its_event(browser: &Browser) {
    let site = pages().serve();
    let keys = key_events();
    let hidden = all_events()
        .into_iter()
        .rfind(|id| !keys.contains(id))
        .expect("an event");
    browser.visit(&site.url(&format!("/live.en.html#{hidden}")));
    browser.waits_for_event(&hidden);
    shows(browser, &all_events());
    assert_eq!(browser.complaints(), NONE);
}

fn a_search_unfolds(browser: &Browser) {
    let site = pages().serve();
    browser.visit(&site.url("/live.en.html"));
    browser.click(".ex-unfold");
    browser.wait("all events", "one('.ex-unfold').ariaExpanded === 'true'");
    browser.click(".ex-tools button[aria-expanded=false]");
    browser.wait(
        "the field has the focus",
        "host.shadowRoot.activeElement?.type === 'search'",
    );
    browser.write("spectrograph");
    browser.wait("hits", "one('mark')");
    // With a filter, the story shows every event that matches, key event or not.
    assert!(visible(browser).contains(&"spectrograph".to_owned()));
    assert_eq!(browser.complaints(), NONE);
}

/// “Show all events” ends the filter of a bar: all events stay, and so does the focus.
fn a_filter_unfolds(browser: &Browser) {
    let site = pages().serve();
    browser.visit(&site.url("/live.en.html"));
    browser.focus("g.ex-bar[role=button]");
    browser.press(&[Key::ENTER]);
    browser.wait("a filter", "one('.ex-result button')");
    browser.focus(".ex-result button");
    browser.press(&[Key::ENTER]);
    browser.wait("no filter", "!all('.ex-result').length");
    shows(browser, &all_events());
    assert!(
        browser.holds("host.shadowRoot.activeElement?.closest('.ex-toolbar')"),
        "the focus is lost"
    );
    assert_eq!(browser.complaints(), NONE);
}

fn folded_story_fits_320_pixels(browser: &Browser) {
    for lang in ["en", "ja"] {
        for name in ["static", "live"] {
            let site = narrow(pages(), &format!("/{name}.{lang}.html")).serve();
            browser.go(&site.url("/narrow/page.htm"));
            browser.inside("iframe");
            browser.wait(
                "the page in the frame",
                "document.readyState === 'complete' && one('.explainer')",
            );
            if name == "live" {
                browser.alive();
            }
            assert_eq!(browser.number("return innerWidth"), 320.0);
            assert_eq!(Audit::sideways(browser), NONE, "{name} {lang}");
            assert_eq!(Audit::cut(browser), NONE, "{name} {lang}");
            browser.outside();
        }
    }
}

fn folded_story_has_no_axe_violations(browser: &Browser) {
    let site = pages().serve();
    for lang in ["en", "ja"] {
        browser.go(&site.url(&format!("/static.{lang}.html")));
        assert_eq!(Audit::axe(browser), NONE, "static, {lang}");
        browser.visit(&site.url(&format!("/live.{lang}.html")));
        assert_eq!(Audit::axe(browser), NONE, "live, {lang}");
        browser.click(".ex-unfold");
        browser.wait("all events", "one('.ex-unfold').ariaExpanded === 'true'");
        assert_eq!(Audit::axe(browser), NONE, "unfolded, {lang}");
    }
}

fn an_attribute_folds_and_unfolds(browser: &Browser) {
    let widget = "<explainer-widget lang=en loading=eager fold></explainer-widget>";
    let site = Site::new().file("/one.html", article(widget)).serve();
    browser.visit(&site.url("/one.html"));
    shows(browser, &key_events());
    browser.ask("host.fold = false");
    browser.wait("all events", "!root.querySelector('.ex-unfold')");
    shows(browser, &all_events());
    browser.ask("host.setAttribute('fold', '')");
    browser.wait("few events", "root.querySelector('.ex-unfold')");
    shows(browser, &key_events());
    assert!(browser.holds("host.fold === true"));
    assert_eq!(browser.complaints(), NONE);
}

fn a_frame_folds(browser: &Browser) {
    let frame = "<iframe title=story src=\"/embed.html?story=journey&lang=en&fold\" width=700 \
        height=900></iframe>";
    let site = Site::new().file("/one.html", article(frame)).serve();
    browser.go(&site.url("/one.html"));
    browser.inside("iframe");
    browser.alive();
    shows(browser, &key_events());
    browser.outside();
}

/// A link to words of the page opens the fold that hides them, as the browser's own search does.
fn finding_in_the_page_opens_hidden_events(browser: &Browser) {
    let site = pages().serve();
    let story = story();
    let keys = key_events();
    let hidden = list(&story, "events")
        .find(|event| !keys.contains(&event["id"].as_str().unwrap().to_owned()))
        .expect("an event");
    let title = hidden["title"]["en"].as_str().unwrap().replace(' ', "%20");
    browser.go(&site.url(&format!("/static.en.html#:~:text={title}")));
    let selector = format!("#{}", hidden["id"].as_str().unwrap());
    browser.wait(
        "the event is seen",
        &format!("one({selector:?}).checkVisibility({{ contentVisibilityAuto: true }})"),
    );
}

fn prints_the_folded_story_whole(browser: &Browser) {
    let site = pages().serve();
    let story = story();
    for name in ["static", "live"] {
        browser.go(&site.url(&format!("/{name}.en.html")));
        if name == "live" {
            browser.alive();
        }
        let paper = crate::paper::text_of(&browser.print());
        for event in list(&story, "events") {
            for text in told_of(event, "en") {
                assert!(
                    crate::paper::says(&paper, &text),
                    "{name}: {} lacks {text}",
                    event["id"]
                );
            }
        }
    }
}

fn unfolds_without_script(browser: &Browser) {
    let site = pages().serve();
    let story = story();
    for lang in ["en", "ja"] {
        browser.go(&site.url(&format!("/live.{lang}.html")));
        assert_eq!(visible(browser), key_events(), "{lang}");
        browser.click(".ex-all > summary");
        // In browsers whose style sheet cannot open the others, each has its own line.
        if browser.holds("CSS.supports('selector(::details-content)')") {
            assert_eq!(visible(browser), all_events(), "{lang}");
        } else {
            browser.ask("for (const line of all('.ex-more:not([open]) > summary')) line.click()");
            assert_eq!(visible(browser), all_events(), "{lang}, by its lines");
        }
        let shown = bare(&browser.text("return one('.explainer').textContent"));
        for event in list(&story, "events") {
            for text in told_of(event, lang) {
                assert!(shown.contains(&text), "{} lacks {text}", event["id"]);
            }
        }
    }
}
