//! The reading place: the event that is read stays where it is when something above it changes its
//! height. The distance depends on the widths of letters, so every change is tried with a narrow
//! and a wide font.

use std::fs;
use std::process::Command;

use crate::hosting::with_static_story;
use crate::support::{ALL, Browser, Engine, NONE, Site, list, story};

journeys! {
    NotoFont in ALL => keeps_the_reading_place, keeps_the_reading_place_in_a_scrolling_box;
    DejaVuFont in ALL => keeps_the_reading_place_with_wide_letters,
        keeps_the_reading_place_in_a_scrolling_box_with_wide_letters;
}

/// Something that changes the height of what is above the reader.
struct Change {
    name: &'static str,
    /// The script that prepares the page.
    before: &'static str,
    /// An expression that is true when the page is prepared.
    is_before: &'static str,
    /// The script that makes the change.
    make: &'static str,
    /// An expression that is true when the change is complete.
    is_made: &'static str,
}

const CHANGES: [Change; 6] = [
    Change {
        name: "another language",
        before: "",
        is_before: "one('.explainer').lang === 'en'",
        make: "one('button.ex-language').click()",
        is_made: "one('.explainer').lang === 'ja'",
    },
    Change {
        name: "a filter is set",
        before: "",
        is_before: "!root.querySelector('.ex-result')",
        make: "one('.ex-pills button').click()",
        is_made: "one('.ex-result span')",
    },
    Change {
        name: "the filter is cleared",
        before: "one('.ex-pills button').click()",
        is_before: "one('.ex-result span')",
        make: "one('.ex-pills button').click()",
        is_made: "!root.querySelector('.ex-result')",
    },
    Change {
        name: "the search is closed",
        before: "one('.ex-tools button[aria-expanded=false]').click()",
        is_before: "host.shadowRoot.activeElement?.type === 'search'",
        // The focus moves to the button that is pressed, as by a finger.
        make: "const button = one('.ex-tools button[aria-expanded=true]');
               button.focus({ preventScroll: true }); button.click()",
        is_made: "!root.querySelector('input[type=search]')",
    },
    Change {
        name: "the axis is spaced equally",
        before: "",
        is_before: "seen(one('button.ex-spacing')).includes('true')",
        make: "one('button.ex-spacing').click()",
        is_made: "seen(one('button.ex-spacing')).includes('equal')",
    },
    Change {
        name: "a font arrives",
        before: "",
        is_before: "document.fonts.size === 0",
        make: "const face = new FontFace('House', 'url(/house.font)', { sizeAdjust: '110%' });
               document.fonts.add(face); face.load()",
        is_made: "[...document.fonts].some((it) => it.status === 'loaded')",
    },
];

/// A host's page with the static story and a web font that loads late.
fn page(before: &str, after: &str) -> String {
    let style = "<style>body { margin: 0 } explainer-widget { --explainer-sans: House, sans-serif }\
                 #box { height: 100vh; overflow: auto }</style></head>";
    with_static_story(before, after).replace("</head>", style)
}

/// A font of this machine, as the host's own.
fn font() -> Vec<u8> {
    let found = Command::new("fc-match")
        .args(["--format", "%{file}", "monospace"])
        .output()
        .expect("fc-match, from fontconfig");
    let path = String::from_utf8(found.stdout).expect("a path");
    fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// An event in the middle of the story that the first actor's filter shows.
fn event() -> String {
    let story = story();
    let actor = &story["actors"][0]["id"];
    let events: Vec<_> = list(&story, "events").collect();
    let found = events[events.len() / 2..].iter().find(|event| {
        let mut actors = list(event, "actors");
        event["actors"].is_array() && actors.any(|it| it == actor)
    });
    let event = found.expect("an event with the first actor");
    event["id"].as_str().expect("an id").to_owned()
}

// Every two of font, scroller and width meet in one of the four journeys.

fn keeps_the_reading_place(browser: &Browser) {
    keeps_it_through_every_change(browser, 1024, &in_the_page());
}

fn keeps_the_reading_place_in_a_scrolling_box(browser: &Browser) {
    keeps_it_through_every_change(browser, 700, &in_a_box());
}

fn keeps_the_reading_place_with_wide_letters(browser: &Browser) {
    keeps_it_through_every_change(browser, 700, &in_the_page());
}

fn keeps_the_reading_place_in_a_scrolling_box_with_wide_letters(browser: &Browser) {
    keeps_it_through_every_change(browser, 1024, &in_a_box());
}

fn in_the_page() -> String {
    page("<p>Before</p>", "<p>After</p>")
}

fn in_a_box() -> String {
    page("<div id=box><p>Before</p>", "<p>After</p></div>")
}

fn keeps_it_through_every_change(browser: &Browser, width: u32, page: &str) {
    let event = event();
    let site = Site::new()
        .file("/page.html", page)
        .file("/house.font", font())
        .serve();
    let top = format!("return one('#{event}').getBoundingClientRect().top");
    // Browsers other than WebKit anchor to the nearest line of text, which may belong to the event
    // before.
    let most = if browser.engine == Engine::WebKit {
        40.0
    } else {
        230.0
    };
    let mut lost = Vec::new();
    browser.window(width, 900);
    for change in &CHANGES {
        browser.visit(&site.url("/page.html"));
        browser.ask(change.before);
        browser.wait(&format!("before {}", change.name), change.is_before);
        browser.settle();
        // The reading line is a fifth of the window from the top.
        browser.ask(&format!(
            "const scroller = document.querySelector('#box') ?? document.documentElement;
             const top = one('#{event}').getBoundingClientRect().top - innerHeight / 5 + 40;
             scroller.scrollBy({{ top, behavior: 'instant' }})"
        ));
        browser.settle();
        let before = browser.number(&top);
        browser.ask(change.make);
        browser.wait(change.name, change.is_made);
        browser.settle();
        let moved = browser.number(&top) - before;
        if moved.abs() > most {
            lost.push(format!(
                "{width}, {}: from {before} by {moved}",
                change.name
            ));
        }
    }
    assert_eq!(lost, NONE);
}
