//! The box: with `height`, the story scrolls inside its element, with and without the program.

use std::fs;

use crate::support::{ALL, Audit, Browser, Engine, Key, NONE, Site, article, dist, list, story};

journeys! {
    Default in ALL => the_box_keeps_its_height, scrolls_inside_and_names_what_is_read,
        the_keyboard_reaches_and_leaves_the_box, an_address_opens_an_event_in_the_box,
        a_long_story_is_built_as_it_scrolls, becomes_a_box_and_a_page_again,
        box_has_no_axe_violations, a_height_that_is_no_number_is_named;
    Default in &[Engine::Chromium, Engine::Firefox] => prints_the_whole_box;
    NoScript in ALL => scrolls_without_script;
}

/// An article with the static story in a box, between two high drawings.
pub(crate) fn page(attributes: &str) -> String {
    let path = dist().join("stories/journey.en.html");
    let page = fs::read_to_string(path).expect("the static page");
    let between = |start: &str, end: &str| {
        let (_, rest) = page.split_once(start).expect(start);
        rest.split_once(end).expect(end).0
    };
    let style = between("<link rel=\"stylesheet\" href=\"../", "\"");
    let story = between("<main>", "</main>");
    article(&format!(
        "<link rel=\"stylesheet\" href=\"/{style}\">\
         <svg width=\"10\" height=\"500\"></svg>\
         <explainer-widget lang=\"en\" loading=\"eager\" {attributes}>{story}</explainer-widget>\
         <svg width=\"10\" height=\"1500\"></svg>"
    ))
}

fn pages(attributes: &str) -> Site {
    Site::new().file("/boxed.html", page(attributes))
}

const HEIGHT: &str = "return host.getBoundingClientRect().height";

fn the_box_keeps_its_height(browser: &Browser) {
    let site = pages("height=\"600\"").serve();
    for width in [500, 1280] {
        browser.window(width, 900);
        browser.visit(&site.url("/boxed.html"));
        assert_eq!(browser.number(HEIGHT), 600.0);
    }
    // On a low screen, a part of the page stays visible beside the box.
    browser.window(500, 700);
    browser.wait(
        "a lower box",
        "host.getBoundingClientRect().height <= innerHeight * 0.86",
    );
    assert_eq!(Audit::sideways(browser), NONE);
    assert_eq!(browser.complaints(), NONE);
}

/// Brings the box to the lower part of the window, and an event to the box's reading line.
fn read(browser: &Browser, id: &str) {
    browser.ask("scrollTo(0, host.getBoundingClientRect().top + scrollY - 200)");
    browser.ask(&format!(
        "const event = one('#{id}').getBoundingClientRect(), box = host.getBoundingClientRect();
         host.scrollBy(0, event.top - box.top - 40)"
    ));
    browser.wait(
        "the event that is read",
        &format!("one('li.ex-reading article')?.id === '{id}'"),
    );
}

fn scrolls_inside_and_names_what_is_read(browser: &Browser) {
    let site = pages("height=\"600\"").serve();
    browser.window(500, 900);
    browser.visit(&site.url("/boxed.html"));
    for id in ["spectrograph", "purchase-offer"] {
        read(browser, id);
        // The mini chart stays at the top of the box.
        browser.wait(
            "the strip",
            "Math.abs(one('.ex-mini-chart-place.ex-shown')?.getBoundingClientRect().top
                - host.getBoundingClientRect().top) <= 1",
        );
    }
    assert!(browser.holds("host.getBoundingClientRect().top > 100"));
    assert_eq!(browser.complaints(), NONE);
}

fn the_keyboard_reaches_and_leaves_the_box(browser: &Browser) {
    let site = pages("height=\"600\"").serve();
    browser.window(1280, 900);
    browser.visit(&site.url("/boxed.html"));
    assert_eq!(browser.number("return host.tabIndex"), 0.0);
    browser.ask("host.focus()");
    let at_the_end = "host.scrollTop + host.clientHeight > host.scrollHeight - 5";
    browser.press(&[Key::END]);
    browser.settle();
    if !browser.holds(at_the_end) {
        // The first key went to the end as it was then; what came into sight has become higher.
        browser.press(&[Key::END]);
    }
    browser.wait("the end of the box", at_the_end);
    // At the end of the box, the page scrolls on.
    assert_eq!(
        browser.text("return getComputedStyle(host).overscrollBehaviorY"),
        "auto"
    );
    browser.ask("host.blur()");
    assert_eq!(browser.complaints(), NONE);
}

fn an_address_opens_an_event_in_the_box(browser: &Browser) {
    let site = pages("height=\"600\"").serve();
    browser.window(500, 900);
    browser.visit(&site.url("/boxed.html#purchase-offer"));
    browser.waits_for_event("purchase-offer");
    browser.wait(
        "the event in the box and in the window",
        "(({ top }) => top >= host.getBoundingClientRect().top - 1 && top >= 0 && top < innerHeight)
            (one('#purchase-offer').getBoundingClientRect())",
    );
}

/// A story of 400 events, of which the page builds only some.
fn long_story() -> String {
    let mut story = story();
    let events: Vec<_> = list(&story, "events").cloned().collect();
    let many = (0..400).map(|number| {
        let mut event = events[number % events.len()].clone();
        event["id"] = format!("event-{number}").into();
        event
    });
    let mut many: Vec<_> = many.collect();
    many.sort_by_key(|event| event["date"].to_string());
    for event in &mut many {
        if let Some(event) = event.as_object_mut() {
            event.remove("chapter");
        }
    }
    story["events"] = many.into();
    if let Some(story) = story.as_object_mut() {
        story.remove("chapters");
        story.remove("keyPoints");
    }
    story.to_string()
}

fn a_long_story_is_built_as_it_scrolls(browser: &Browser) {
    let page = article(
        "<explainer-widget lang=\"en\" loading=\"eager\" src=\"/long.json\" height=\"500\">\
         </explainer-widget>",
    );
    let site = Site::new()
        .file("/long.html", page)
        .file("/long.json", long_story())
        .serve();
    browser.window(500, 900);
    browser.visit(&site.url("/long.html"));
    browser.wait("boxes for the rest", "one('.ex-unbuilt')");
    for _ in 0..3 {
        browser.ask("host.scrollTop = host.scrollHeight / 2");
        browser.wait(
            "events around the middle",
            "(({ top }) => all('article.ex-event').some((it) => {
                const area = it.getBoundingClientRect();
                return area.top < top + 300 && area.bottom > top + 100;
            }))(host.getBoundingClientRect())",
        );
        browser.wait(
            "a whole window of them",
            "(({ top }) => !all('.ex-unbuilt').some((it) => {
                const area = it.getBoundingClientRect();
                return area.top < top + 500 && area.bottom > top;
            }))(host.getBoundingClientRect())",
        );
    }
    assert_eq!(browser.complaints(), NONE);
}

fn becomes_a_box_and_a_page_again(browser: &Browser) {
    let site = pages("").serve();
    browser.window(500, 900);
    browser.visit(&site.url("/boxed.html"));
    assert!(browser.number(HEIGHT) > 2000.0);
    browser.ask("host.height = 600");
    browser.wait("a box", "host.getBoundingClientRect().height === 600");
    read(browser, "spectrograph");
    browser.ask("host.height = ''");
    browser.wait("a page", "host.getBoundingClientRect().height > 2000");
    browser.wait("no stop of the keyboard", "!host.hasAttribute('tabindex')");
    browser.settle();
    browser.ask("scrollBy(0, one('#purchase-offer').getBoundingClientRect().top - 40)");
    browser.wait(
        "the event that is read",
        "one('li.ex-reading article')?.id === 'purchase-offer'",
    );
    assert_eq!(browser.complaints(), NONE);
}

fn box_has_no_axe_violations(browser: &Browser) {
    let site = pages("height").serve();
    browser.window(1_000, 1_000);
    browser.visit(&site.url("/boxed.html"));
    assert_eq!(browser.number(HEIGHT), 720.0);
    assert_eq!(Audit::axe(browser), NONE);
}

fn a_height_that_is_no_number_is_named(browser: &Browser) {
    let site = pages("height=\"tall\"").serve();
    browser.window(1_000, 1_000);
    browser.visit(&site.url("/boxed.html"));
    assert_eq!(browser.number(HEIGHT), 720.0);
    let complaints = browser.complaints();
    assert!(
        complaints
            .iter()
            .any(|it| it.contains("height=\"tall\" is not a number of pixels")),
        "{complaints:?}"
    );
}

fn prints_the_whole_box(browser: &Browser) {
    let site = pages("height=\"600\"").serve();
    browser.visit(&site.url("/boxed.html"));
    let paper = crate::paper::text_of(&browser.print());
    let story = story();
    for event in list(&story, "events") {
        let title = event["title"]["en"].as_str().unwrap_or_default();
        assert!(crate::paper::says(&paper, title), "the paper lacks {title}");
    }
}

fn scrolls_without_script(browser: &Browser) {
    let site = pages("height").serve();
    browser.window(1_000, 1_000);
    browser.go(&site.url("/boxed.html"));
    assert_eq!(browser.number(HEIGHT), 720.0);
    assert!(browser.holds("host.scrollHeight > 2000"));
}
