//! Random readers: seeded actions on pages of several kinds, and after each action a check of the
//! promises: no trap, no message in the console, no lost focus, right counts, only requests for the
//! project's own files. A failing run is shortened to the necessary steps.
//!
//! A visit to a page has few steps, so that a failing run can be shortened. A usual test run visits
//! each page once and takes the same steps on every machine. `cargo xtask monkey --minutes N
//! --seed S` visits them in turn, with `RANDOM_STEPS` steps a visit, until `RANDOM_SECONDS` are
//! over; `RANDOM_SEED` is the seed. `RANDOM_REPLAY` names a file with steps to take on the page in
//! its first line, as a failing run prints them.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{ALL, Browser, Key, NONE, Served, article, list, story};
use crate::{boxed, fold, images};

journeys! {
    Default in ALL => whatever_a_reader_does_nothing_breaks;
}

const STEP: &str = include_str!("support/random.js");

/// The actions of `support/random.js`, and keys; frequent actions of readers are listed several
/// times.
const ACTIONS: [&str; 38] = [
    "button",
    "button",
    "button",
    "button",
    "bar",
    "summary",
    "focus",
    "focus",
    "search",
    "search",
    "slide",
    "slide",
    "compose",
    "axis",
    "axis",
    "scroll",
    "scroll",
    "scroll",
    "scrollInside",
    "address",
    "event",
    "language",
    "theme",
    "view",
    "level",
    "fold",
    "height",
    "width",
    "zoom",
    "direction",
    "move",
    "remove",
    "story",
    "offline",
    "resize",
    "key",
    "key",
    "key",
];

const KEYS: [&str; 10] = [
    Key::TAB,
    Key::ENTER,
    Key::ESCAPE,
    Key::HOME,
    Key::END,
    Key::DOWN,
    Key::UP,
    "a",
    " ",
    Key::TAB,
];

/// One action with the number by which it chooses.
#[derive(Clone, Copy)]
struct Step {
    action: &'static str,
    pick: u32,
}

/// `SplitMix64`: the same numbers for the same seed, on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed >> 40) as u32
    }

    fn step(&mut self) -> Step {
        let number = self.next() as usize;
        Step {
            action: ACTIONS[number % ACTIONS.len()],
            pick: self.next(),
        }
    }
}

/// Returns a number from the environment.
fn given(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{variable}={text} is not a number"))
    })
}

/// A story of 3,000 events.
fn large_story() -> String {
    let mut story = story();
    let events: Vec<Value> = list(&story, "events").cloned().collect();
    let many = (0..3_000).map(|number| {
        let mut event = events[number % events.len()].clone();
        event["id"] = format!("event-{number}").into();
        event["date"] = format!("{}", 1000 + number / 3).into();
        event
    });
    story["events"] = many.collect();
    for name in ["chapters", "keyPoints", "key_points"] {
        story.as_object_mut().expect("a story").remove(name);
    }
    for event in story["events"].as_array_mut().expect("events") {
        event.as_object_mut().expect("an event").remove("chapter");
    }
    story.to_string()
}

/// The pages, each with true if the widget is in a frame.
const PAGES: [(&str, bool); 7] = [
    ("/index.en.html", false),
    ("/folded.html", false),
    ("/boxed.html", false),
    ("/arabic.html", false),
    ("/live.html", false),
    ("/framed.html", true),
    ("/large.html", false),
];

fn site() -> Served {
    let bare = |src: &str| {
        article(&format!(
            "<div><explainer-widget lang=\"en\" loading=\"eager\" src=\"{src}\">\
             </explainer-widget></div>"
        ))
    };
    let framed = "<!doctype html><html lang=en><head><title>Framed</title></head>
        <body><iframe title=story src=/embed.html?lang=en width=600 height=700></iframe>\
        </body></html>";
    let mut broken = story();
    broken["events"][0]["date"] = "the day before".into();
    let arabic = include_str!("../fixtures/stories/arabic.json");
    images::example("en", "")
        .file("/folded.html", fold::page("en", true))
        .file("/boxed.html", boxed::page("height=\"600\""))
        .file("/arabic.html", bare("/arabic.json"))
        .file("/arabic.json", arabic)
        .file("/other.json", arabic)
        .file("/broken.json", broken.to_string())
        .file("/large.html", bare("/large.json"))
        .file("/large.json", large_story())
        .file("/framed.html", framed)
        .serve()
}

/// Opens a page with the live story on it.
fn open(browser: &Browser, site: &Served, (page, framed): (&str, bool)) {
    browser.outside();
    browser.go("about:blank");
    browser.go(&site.url(page));
    if framed {
        browser.inside("iframe");
    }
    browser.alive();
}

/// Takes a step; returns the faults after it.
fn take(browser: &Browser, Step { action, pick }: Step) -> Vec<String> {
    let key = KEYS[pick as usize % KEYS.len()];
    // Enter on a link would leave the page, or open a window.
    let leaves = || {
        browser.holds(
            "(host?.shadowRoot?.activeElement ?? document.activeElement)
                 ?.matches('a[target], a:not([href^=\"#\"])')",
        )
    };
    if action == "key" && !(key == Key::ENTER && leaves()) {
        browser.press(&[key]);
    }
    let script = format!("{STEP} return await randomStep({}, {pick});", json!(action));
    serde_json::from_value(browser.await_answer(&script)).expect("a list of problems")
}

/// Takes steps from a new page; returns the faults after the first step that fails.
fn replay(browser: &Browser, site: &Served, page: (&str, bool), steps: &[Step]) -> Vec<String> {
    open(browser, site, page);
    steps
        .iter()
        .map(|step| take(browser, *step))
        .find(|wrong| !wrong.is_empty())
        .unwrap_or_default()
}

/// Leaves out steps without which the run still fails: halves first, then smaller and smaller
/// parts.
fn shorten(
    browser: &Browser,
    site: &Served,
    page: (&str, bool),
    mut steps: Vec<Step>,
) -> Vec<Step> {
    let end = Instant::now() + Duration::from_secs(120);
    let mut size = steps.len().div_ceil(2);
    while size > 0 && Instant::now() < end {
        let mut start = 0;
        while start < steps.len() && Instant::now() < end {
            let mut fewer = steps.clone();
            fewer.drain(start..(start + size).min(steps.len()));
            if fewer.is_empty() || replay(browser, site, page, &fewer).is_empty() {
                start += size;
            } else {
                steps = fewer;
            }
        }
        size /= 2;
    }
    steps
}

/// Reads a page and steps from a file.
fn recorded(file: &str) -> ((&'static str, bool), Vec<Step>) {
    let text = fs::read_to_string(file).expect("the file of RANDOM_REPLAY");
    let (page, steps) = text.split_once('\n').expect("a page in the first line");
    let page = PAGES.into_iter().find(|(own, _)| *own == page.trim());
    let step = |line: &str| {
        let (name, pick) = line.trim().split_once(' ').expect("an action, a number");
        Step {
            action: ACTIONS.into_iter().find(|own| *own == name).expect(name),
            pick: pick.parse().expect("a number"),
        }
    };
    let steps = steps.lines().map(step).collect();
    (page.expect("a page of this test"), steps)
}

/// Takes steps on a page, and then removes the element; returns the number of steps.
fn visit(
    browser: &Browser,
    site: &Served,
    page: (&str, bool),
    steps: Vec<Step>,
    run: &str,
) -> usize {
    browser.window(1_000, 900);
    open(browser, site, page);
    for (index, step) in steps.iter().enumerate() {
        let wrong = take(browser, *step);
        if wrong.is_empty() {
            continue;
        }
        let taken = index + 1;
        let steps = shorten(browser, site, page, steps[..taken].to_vec());
        let mut report = String::new();
        for Step { action, pick } in &steps {
            let _ = writeln!(report, "  {action} {pick}");
        }
        panic!(
            "{run}: {wrong:#?}\nafter {} of {taken} steps:\n{report}",
            steps.len()
        );
    }
    // An element that leaves the page leaves nothing of its story.
    browser.ask("document.querySelector('explainer-widget').remove()");
    let mut complaints = browser.complaints_but("the story has errors");
    // As in `support/random.js`.
    let expected = [
        "cannot be reached",
        "cannot be enlarged",
        "ResizeObserver loop",
    ];
    complaints.retain(|it| !expected.iter().any(|expected| it.contains(expected)));
    assert_eq!(complaints, NONE, "{run}");
    steps.len()
}

fn whatever_a_reader_does_nothing_breaks(browser: &Browser) {
    let (seed, seconds) = (given("RANDOM_SEED", 1), given("RANDOM_SECONDS", 0));
    let steps_a_visit = given("RANDOM_STEPS", 25);
    let site = site();
    if let Ok(file) = std::env::var("RANDOM_REPLAY") {
        let (page, steps) = recorded(&file);
        visit(browser, &site, page, steps, page.0);
        return;
    }
    let mut numbers = Numbers(seed);
    let (begun, mut count) = (Instant::now(), 0);
    loop {
        for page in PAGES {
            let steps = (0..steps_a_visit).map(|_| numbers.step()).collect();
            count += visit(
                browser,
                &site,
                page,
                steps,
                &format!("seed {seed}, {}", page.0),
            );
        }
        if begun.elapsed() >= Duration::from_secs(seconds) {
            break;
        }
    }
    let own = |path: &String| {
        path.starts_with("/v/")
            || path.starts_with("/own/")
            || path.ends_with(".html")
            || path.ends_with(".json")
            || path.ends_with(".js")
            || path.ends_with(".css")
            || path.contains("favicon")
            || path.ends_with(".svg")
    };
    let strange: Vec<String> = site.asked().into_iter().filter(|path| !own(path)).collect();
    assert_eq!(strange, NONE, "requests for other files");
    println!("seed {seed}: {count} random steps");
}
