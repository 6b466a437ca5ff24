//! A news site's article with its usual parts: a sticky header, advertisements that load late, a
//! web font that loads later, a bar that asks for consent. The widget does not move these parts,
//! and they do not move it.

use std::time::Duration;

use crate::hosting::with_static_story;
use crate::support::{ALL, Audit, Browser, Engine, NONE, Site};

journeys! {
    Default in ALL => moves_nothing_in_an_article;
}

/// The parts around the story, some of which load late. Their space is reserved, as on a careful
/// site, so every movement is the widget's.
const STYLE: &str = "<style>
    @font-face { font-family: House; src: url(/late-font.woff2); font-display: swap }
    * { box-sizing: border-box }
    html { overflow-y: scroll }
    body { margin: 0; font: 18px/1.5 House, Georgia, serif }
    header { position: sticky; top: 0; z-index: 9999; height: 56px; background: #fff; \
        border-bottom: 1px solid }
    main { max-width: 1100px; margin: auto; padding: 0 12px }
    h1, h2, p { margin: 0 0 1em; text-transform: none }
    .ad { width: 100%; height: 250px; overflow: hidden; background: #eee }
    .consent { position: fixed; inset: auto 0 0; z-index: 99999; height: 60px; background: #ffc }
    svg { max-width: 100% } button { font: inherit } ul { padding-left: 20px } a { color: #00c }
</style>";
const BEFORE: &str = "<script>window.shifts = []; \
    new PerformanceObserver((list) => shifts.push(...list.getEntries()
        .map((it) => \
            [it.value, ...it.sources.map((source) => source.node?.outerHTML?.slice(0, 80))])))
        .observe({ type: 'layout-shift', buffered: true })</script>
    <header>The Daily Example</header><div class=ad id=first></div>\
    <p>The article begins here, and tells at some length what it is about.</p>";
const AFTER: &str = "<p id=after>The article goes on.</p><div class=ad id=second></div>\
    <div class=consent hidden>Cookies?</div>
    <script>setTimeout(() => { for (const ad of document.querySelectorAll('.ad')) ad.innerHTML = \
        '<div style=\"height:900px\">Buy this.</div>' }, 300);
            setTimeout(() => document.querySelector('.consent').hidden = false, 500)</script>";

fn moves_nothing_in_an_article(browser: &Browser) {
    let article = with_static_story(BEFORE, AFTER).replace("</head>", &format!("{STYLE}</head>"));
    let without_script = article.replace("src=\"/explainer.js\"", "");
    let frames = [320, 412].map(|width| {
        let frame = format!(
            "<!doctype html><html lang=en><head><title>Narrow</title></head><body style=margin:0>
             <iframe title=page src=/article.html width={width} height=800 style=border:0></iframe>\
             </body></html>"
        );
        (format!("/{width}.html"), frame)
    });
    for (when, delay) in [("early", 0), ("late", 1_500)] {
        let mut site = Site::new()
            .file("/article.html", article.clone())
            .file("/still.html", without_script.clone())
            .on("explainer.js", move |answer| {
                answer.delay = Duration::from_millis(delay)
            })
            .on("late-font.woff2", |answer| {
                answer.delay = Duration::from_millis(600)
            });
        for (path, frame) in &frames {
            site = site.file(path, frame.clone());
        }
        let site = site.serve();
        // Without a script: this is the preview of an article's editor, and the reference for the
        // rest.
        browser.go(&site.url("/still.html"));
        browser.wait(
            "the static story",
            "one('.explainer') && document.styleSheets.length",
        );
        let still = place_of_the_rest(browser);
        browser.go(&site.url("/article.html"));
        browser.alive();
        assert!(
            (place_of_the_rest(browser) - still).abs() <= 1.0,
            "{when}: what follows has moved"
        );
        assert_eq!(Audit::sideways(browser), NONE, "{when}");
        shifts_nothing(browser, when);
        for (path, _) in &frames {
            browser.go(&site.url(path));
            browser.inside("iframe");
            browser.wait(
                "the static story",
                "document.querySelector('.explainer') && document.styleSheets.length > 1",
            );
            let still = (when == "late").then(|| place_of_the_rest(browser));
            browser.alive();
            if let Some(still) = still {
                let alive = place_of_the_rest(browser);
                assert!(
                    (alive - still).abs() <= 1.0,
                    "{path}, {when}: what follows stood at {still}, then at {alive}"
                );
            }
            assert_eq!(Audit::sideways(browser), NONE, "{path}, {when}");
            assert_eq!(Audit::cut(browser), NONE, "{path}, {when}");
            shifts_nothing(browser, when);
            browser.outside();
        }
    }
}

/// The layout shift is 0.00 when all late parts have loaded. Only Chromium measures it.
fn shifts_nothing(browser: &Browser, when: &str) {
    if browser.engine != Engine::Chromium {
        return;
    }
    browser.wait("what is late", "!document.querySelector('.consent').hidden");
    browser.settle();
    let sum = browser.number("return shifts.reduce((sum, [value]) => sum + value, 0)");
    assert!(
        sum < 0.005,
        "{when}: shifts of {sum}: {}",
        browser.ask("return shifts")
    );
}

fn place_of_the_rest(browser: &Browser) -> f64 {
    browser.number("return document.querySelector('#after').getBoundingClientRect().top + scrollY")
}
