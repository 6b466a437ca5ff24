//! Hostile styles of hosts do not change the widget, and the widget does not change hosts: compared
//! by pictures of the window.

use std::fs;
use std::time::{Duration, Instant};

use resvg::tiny_skia::Pixmap;

use crate::support::{ALL, Audit, Browser, Engine, NONE, Site, article};

use super::hosting::with_static_story;

journeys! {
    Default in ALL => host_styles_change_nothing, changes_nothing_of_the_host,
        stays_below_the_sticky_header_of_the_host;
    // In a zoomed page, WebKitGTK reports positions without the zoom, to scripts and to its own
    // driver.
    Default in &[Engine::Chromium, Engine::Firefox] => works_in_a_zoomed_page;
}

/// Rules of sites that apply to every element of their pages.
const HOSTILE: [(&str, &str); 6] = [
    ("unset", "* { all: unset !important }"),
    (
        "small-root",
        "html { font-size: 62.5% } body { font-size: 1.6rem }",
    ),
    (
        "from-right-to-left",
        "html, body { direction: rtl; text-align: right; unicode-bidi: bidi-override }",
    ),
    (
        "resets",
        "button { all: unset; padding: 2em; background: lime; text-transform: uppercase } \
             button::before { content: 'x' }
         svg { width: 100%; height: auto; display: block; fill: red; opacity: .5 } \
             svg * { stroke: red } img, svg, video { max-width: 50% }
         table { width: 100%; border: 3px solid; border-collapse: separate } \
             td, th { padding: 2em; border: 1px solid } input { width: 100% }
         p, a, li, h2, h3, h4 { \
             color: red; letter-spacing: .3em; text-transform: uppercase; margin: 3em } \
             ol, ul { list-style: square }
         a:hover, a:focus { outline: none; background: yellow } \
             section, article, header { float: left; padding: 1em }",
    ),
    (
        "by-force",
        "button, svg, table, input { display: none !important; opacity: 0 !important } \
             * { line-height: 3 !important; color: red !important;
         font: 40px/3 monospace !important; box-sizing: content-box !important; \
             transition: all 9s !important; word-spacing: 2em !important }",
    ),
    (
        "on-top",
        "* { z-index: 2147483647 !important } explainer-widget { position: relative } \
             header, section { overflow: hidden }",
    ),
];

/// The same position in every page, under all of those styles: a style attribute takes precedence
/// over style sheets.
const PLACE: &str = "position: absolute !important; inset: 0 0 auto !important; \
    display: block !important; text-align: start; overflow: visible !important; \
    z-index: 1 !important";

fn host_styles_change_nothing(browser: &Browser) {
    let page =
        |style: &str| {
            // The styles are in a file, because `all: unset` would show the text of a <style>
            // element. Scroll bars are hidden, because they are the browser's.
            article(&format!(
            "<div style='{PLACE}'><explainer-widget lang=en loading=eager></explainer-widget></div>"
        ))
        .replace("<title>", &format!("<link rel=stylesheet href=/quiet.css>{style}<title>"))
        };
    let mut site = Site::new()
        .file("/friendly.html", page(""))
        .file("/quiet.css", "html { scrollbar-width: none !important }");
    for (name, style) in HOSTILE {
        site = site
            .file(
                &format!("/{name}.html"),
                page(&format!("<link rel=stylesheet href=/{name}.css>")),
            )
            .file(&format!("/{name}.css"), style);
    }
    let site = site.serve();
    for width in [1280, 600] {
        browser.window(width, 900);
        browser.visit(&site.url("/friendly.html"));
        let wanted = PLACES.map(|place| {
            browser.ask(&format!(
                "scrollTo({{ top: {place}, behavior: 'instant' }})"
            ));
            at_rest(browser)
        });
        for (name, _) in HOSTILE {
            browser.visit(&site.url(&format!("/{name}.html")));
            for (place, wanted) in PLACES.iter().zip(&wanted) {
                browser.ask(&format!(
                    "scrollTo({{ top: {place}, behavior: 'instant' }})"
                ));
                same_picture(
                    browser,
                    wanted,
                    &format!("{name}, {width} wide, at {place}"),
                );
            }
        }
    }
}

/// The scroll positions, in pixels.
const PLACES: [u32; 2] = [0, 1_600];

/// The content of a host's page.
const HOST: &str = "<header><h1>The Daily Example</h1><nav>\
    <a href=#a>One</a> <a href=#b>Two</a></nav></header>
    <p class=summary>A <b>first</b> paragraph with a <button>button</button>, \
    an <input value=field>, a <select><option>choice</option></select>.</p>
    <table><caption>Figures</caption><tr><th>Year</th><td>2025</td></tr></table>\
    <svg width=80 height=30><rect width=60 height=20 /><text y=15>ok</text></svg>";
const HOST_STYLE: &str = "<style>html { font-size: 62.5%; scrollbar-width: none } \
    body { font: 1.8rem/1.5 serif; margin: 2rem; counter-reset: n }
    .summary { color: teal } .event { border: 1px solid } .chart { background: #eee } \
    .explainer-not { color: red } li::marker { color: blue }</style>";
const HOST_END: &str = "<ol id=end><li class=event>Own event</li>\
    <li class=chart>Own chart</li></ol><details open><summary>More</summary>Text</details>
    <p class=note>The <code>end</code>.</p>";

/// The host with the explainer, its style sheet and its static story, all of it unseen, and the
/// host with as much room.
fn changes_nothing_of_the_host(browser: &Browser) {
    let with = with_static_story(
        &format!("{HOST}<div id=place>"),
        &format!("</div>{HOST_END}"),
    );
    let with = with.replace("</head>", &format!("{HOST_STYLE}</head>"));
    let (before, rest) = with
        .split_once("<link rel=\"stylesheet\"")
        .expect("the explainer's style sheet");
    let own = &rest[rest.find('>').expect("its end") + 1..];
    let (own, end) = (
        &own[..own.find("<explainer-widget").unwrap()],
        &own[own.find("</explainer-widget>").unwrap() + 19..],
    );
    let without = format!("{before}{own}{end}").replace(
        "<script type=\"module\" src=\"/explainer.js\"></script>",
        "",
    );
    assert!(without.contains("<div id=place></div>"), "{without}");
    let site = Site::new()
        .file("/with.html", with)
        .file("/without.html", without)
        .serve();
    for width in [1280, 600] {
        browser.window(width, 900);
        browser.visit(&site.url("/with.html"));
        let room = browser
            .number("return document.querySelector('#place').getBoundingClientRect().height");
        browser.ask("document.querySelector('#place').style.opacity = 0");
        let top = at_rest(browser);
        browser.ask("scrollTo({ top: 1e6, behavior: 'instant' })");
        let end = at_rest(browser);
        assert_ne!(top, end, "the page does not scroll");
        browser.go(&site.url("/without.html"));
        browser.ask(&format!(
            "document.querySelector('#place').style.height = '{room}px'"
        ));
        same_picture(
            browser,
            &top,
            &format!("the host's beginning, {width} wide"),
        );
        browser.ask("scrollTo({ top: 1e6, behavior: 'instant' })");
        same_picture(browser, &end, &format!("the host's end, {width} wide"));
    }
}

/// A page that zooms itself zooms the widget, too: nothing extends beyond the page, and a chosen
/// event comes to the reading line.
fn works_in_a_zoomed_page(browser: &Browser) {
    let zoomed = |zoom: f64| {
        let widget = "<explainer-widget lang=en loading=eager></explainer-widget>";
        article(widget).replace(
            "<title>",
            &format!("<style>body {{ zoom: {zoom} }}</style><title>"),
        )
    };
    let site = Site::new()
        .file("/larger.html", zoomed(1.5))
        .file("/smaller.html", zoomed(0.75))
        .serve();
    for (page, zoom) in [("/larger.html", 1.5), ("/smaller.html", 0.75)] {
        for width in [1280, 600] {
            browser.window(width, 900);
            browser.visit(&site.url(page));
            assert_eq!(
                browser
                    .text("return getComputedStyle(document.body).zoom")
                    .parse(),
                Ok(zoom)
            );
            assert_eq!(Audit::sideways(browser), NONE, "{page}, {width}");
            assert_eq!(Audit::cut(browser), NONE, "{page}, {width}");
            browser.click("#spectrograph .ex-when a");
            browser.waits_for_event("spectrograph");
        }
    }
}

/// The widget does not cover a bar that a host keeps at the top, even if that has the smallest
/// `z-index`.
fn stays_below_the_sticky_header_of_the_host(browser: &Browser) {
    let bar = "<div id=bar style='position: sticky; top: 0; z-index: 1; height: 60px; \
        background: #fff'>The Daily Example</div>";
    let page = article(&format!(
        "{bar}<explainer-widget lang=en loading=eager></explainer-widget>"
    ));
    let site = Site::new().file("/bar.html", page).serve();
    browser.window(600, 900);
    browser.visit(&site.url("/bar.html"));
    browser.ask(
        "scrollTo({ top: one('#spectrograph').getBoundingClientRect().top + scrollY, \
             behavior: 'instant' })",
    );
    browser.wait("the strip", "one('.ex-mini-chart-place.ex-shown')");
    assert_eq!(
        browser.text("return document.elementFromPoint(300, 30).id"),
        "bar",
        "the strip covers the host's bar"
    );
}

/// Returns the window's picture, as soon as two in a row are equal.
fn at_rest(browser: &Browser) -> Vec<u8> {
    let begun = Instant::now();
    let mut last = browser.picture();
    loop {
        // An event on the reading line counts as read, and is marked, after a while.
        browser.settle();
        let next = browser.picture();
        if next == last {
            return next;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "the page does not come to rest"
        );
        last = next;
    }
}

/// Waits until the window shows a picture; if it never does, both are kept for a look at them.
fn same_picture(browser: &Browser, wanted: &[u8], what: &str) {
    let begun = Instant::now();
    loop {
        let found = browser.picture();
        if look_alike(wanted, &found) {
            return;
        }
        if begun.elapsed() > Duration::from_secs(10) {
            let name = what.replace(|c: char| !c.is_alphanumeric(), "-");
            let file = |which: &str| {
                std::env::temp_dir().join(format!("{}-{name}-{which}.png", browser.engine.name()))
            };
            fs::write(file("wanted"), wanted).expect("a picture");
            fs::write(file("found"), &found).expect("a picture");
            panic!(
                "{what}: {} is not {}",
                file("found").display(),
                file("wanted").display()
            );
        }
        browser.settle();
    }
}

/// The side of the squares by whose mean colours pictures are compared: engines draw the edges of
/// letters a little differently each time.
const SIDE: u32 = 8;

/// Returns true if two pictures look the same: no square differs as much as if text had moved by a
/// pixel, and hardly any as much as by another background.
fn look_alike(one: &[u8], other: &[u8]) -> bool {
    let [one, other] = [one, other].map(|png| Pixmap::decode_png(png).expect("a PNG"));
    if (one.width(), one.height()) != (other.width(), other.height()) {
        return false;
    }
    let (one, other) = (squares(&one), squares(&other));
    let apart = one.iter().zip(&other).map(|(one, other)| {
        one.iter()
            .zip(other)
            .map(|(one, other)| one.abs_diff(*other))
            .max()
            .unwrap_or_default()
    });
    let apart: Vec<u32> = apart.collect();
    apart.iter().all(|apart| *apart < 24)
        && apart.iter().filter(|apart| **apart > 4).count() < apart.len() / 50
}

/// Returns the mean red, green and blue of every square.
fn squares(picture: &Pixmap) -> Vec<[u32; 3]> {
    let corners = (0..picture.height() - SIDE)
        .step_by(SIDE as usize)
        .flat_map(|y| {
            (0..picture.width() - SIDE)
                .step_by(SIDE as usize)
                .map(move |x| (x, y))
        });
    let mean = |(left, top): (u32, u32)| {
        let mut sum = [0; 3];
        for (x, y) in (0..SIDE * SIDE).map(|nth| (left + nth % SIDE, top + nth / SIDE)) {
            let point = picture.pixel(x, y).expect("a point");
            for (sum, part) in sum
                .iter_mut()
                .zip([point.red(), point.green(), point.blue()])
            {
                *sum += u32::from(part);
            }
        }
        sum.map(|sum| sum / (SIDE * SIDE))
    };
    corners.map(mean).collect()
}
