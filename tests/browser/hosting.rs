//! The widget in pages of hosts: two at once, moved and removed, under strict policies, on any
//! host. Nothing leaks into the page.

use std::time::Duration;

use crate::support::{ALL, Browser, Engine, Key, NONE, Site, article, list, story};

journeys! {
    Default in ALL => two_widgets_are_independent, follows_attributes, survives_being_moved,
        comes_back_after_removal, works_under_a_path, works_from_another_origin,
        works_under_a_strict_policy, requests_nothing_from_third_parties,
        loads_only_near_the_reader, warns_of_a_second_script, works_in_a_shadow_root,
        works_when_inserted_as_markup, live_story_has_the_static_height, opens_an_event_at_once,
        takes_no_keys_from_the_page, dispatches_ready_and_select, loads_files_in_parallel,
        a_bare_element_shows_its_beginning_first;
    Default in &[Engine::Chromium] => has_no_layout_shift, leaks_no_nodes_or_listeners;
}

const WIDGET: &str = "<explainer-widget lang=en loading=eager></explainer-widget>";

/// A page with the static story as the release has it, in English, and the loader.
pub(crate) fn with_static_story(before: &str, after: &str) -> String {
    let path = crate::support::dist().join("index.en.html");
    let page = std::fs::read_to_string(path).expect("the page in English");
    let start = page.find("<explainer-widget").expect("an explainer");
    let end = page.find("</explainer-widget>").expect("its end");
    let style = page
        .split("<link rel=\"stylesheet\" href=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a style sheet");
    article(&format!(
        "<link rel=\"stylesheet\" href=\"/{style}\">{before}{}</explainer-widget>{after}",
        &page[start..end]
    ))
}

fn two_widgets_are_independent(browser: &Browser) {
    let two = format!("{WIDGET}<p>between</p>{WIDGET}");
    let site = Site::new().file("/two.html", article(&two)).serve();
    browser.visit(&site.url("/two.html"));
    browser.turn_to_widget(1);
    browser.alive();
    browser.ask("one('button.ex-language:has([lang=ja])').click()");
    browser.wait("the second in Japanese", "one('.explainer').lang === 'ja'");
    browser.ask("one('.ex-pills button').click()");
    browser.wait("the second narrowed", "root.querySelector('.ex-result')");
    browser.focus(".ex-slider");
    browser.press(&[Key::END]);
    browser.wait(
        "an event open in the second",
        "root.querySelector('.ex-event.ex-opened')",
    );
    let place = browser.number("return scrollY");
    browser.turn_to_widget(0);
    assert_eq!(browser.text("return one('.explainer').lang"), "en");
    assert!(
        browser.holds(
            "!root.querySelector('.ex-event.ex-opened') && !root.querySelector('.ex-result')"
        ),
        "the first has followed"
    );
    assert!(place > 0.0);
    // Both share one style sheet.
    assert!(browser.holds(
        "(([a, b]) => a.shadowRoot.adoptedStyleSheets[0] === b.shadowRoot.adoptedStyleSheets[0])(\
             document.querySelectorAll('explainer-widget'))"
    ));
    // The page's address opens an event in one of them.
    browser.ask("location.hash = '#spectrograph'");
    browser.waits_for_event("spectrograph");
    browser.turn_to_widget(1);
    assert!(
        browser.holds("one('.ex-event.ex-opened').id !== 'spectrograph'"),
        "both have followed the address"
    );
    assert_eq!(browser.complaints(), NONE);
}

/// When the host sets the event, most parts above it have not been laid out yet.
fn opens_an_event_at_once(browser: &Browser) {
    let page = article(&format!(
        "{WIDGET}<p style='height: 3000px'>after</p>
         <script>addEventListener('explainer-ready', \
             ({{ target }}) => target.event = 'dark-sky-pact')</script>"
    ));
    let site = Site::new().file("/at-once.html", page).serve();
    browser.visit(&site.url("/at-once.html"));
    browser.waits_for_event("dark-sky-pact");
    let top = browser.number("return one('#dark-sky-pact').getBoundingClientRect().top");
    assert!((-20.0..250.0).contains(&top), "it stands at {top}");
    assert_eq!(browser.complaints(), NONE);
}

fn follows_attributes(browser: &Browser) {
    let site = Site::new().file("/one.html", article(WIDGET)).serve();
    browser.visit(&site.url("/one.html"));
    browser.ask("host.lang = 'ja'");
    browser.wait("Japanese", "one('.explainer').lang === 'ja'");
    browser.ask("host.view = 'timeline'");
    browser.wait(
        "no chart",
        "!root.querySelector('.ex-chart') && root.querySelector('.ex-timeline')",
    );
    browser.ask("host.setAttribute('view', 'chart')");
    browser.wait(
        "the chart alone",
        "root.querySelector('.ex-chart') && !root.querySelector('.ex-timeline')",
    );
    browser.ask("host.removeAttribute('view')");
    browser.wait(
        "both",
        "root.querySelector('.ex-chart') && root.querySelector('.ex-timeline')",
    );
    browser.ask("host.headingLevel = 4");
    browser.wait(
        "another level",
        "one('.ex-headline').tagName === 'H4' && one('.ex-event .ex-title').tagName === 'H6'",
    );
    browser.ask("host.event = 'spectrograph'");
    browser.waits_for_event("spectrograph");
    let paper = "return getComputedStyle(one('.explainer')).backgroundColor \
        + getComputedStyle(host).backgroundColor + getComputedStyle(one('.ex-headline')).color";
    browser.ask("host.theme = 'light'");
    let light = browser.text(paper);
    browser.ask("host.theme = 'dark'");
    assert_ne!(browser.text(paper), light, "the theme changes nothing");
    assert_eq!(
        browser.ask(
            "return [host.view, host.theme, host.event, host.headingLevel, host.loading, host.src]"
        ),
        serde_json::json!(["all", "dark", "spectrograph", 4, "eager", ""])
    );
    assert_eq!(browser.complaints(), NONE);
}

fn survives_being_moved(browser: &Browser) {
    let page = format!("<div id=a>{WIDGET}</div><div id=b></div>");
    let site = Site::new().file("/one.html", article(&page)).serve();
    browser.visit(&site.url("/one.html"));
    browser.ask("one('button.ex-language').click()");
    browser.wait("Japanese", "one('.explainer').lang === 'ja'");
    browser.ask("window.before = one('.explainer'); document.querySelector('#b').append(host)");
    browser.wait("it lives on", "one('.explainer').lang === 'ja'");
    assert!(
        browser.holds("one('.explainer') === before"),
        "it was built anew"
    );
    browser.click("#spectrograph .ex-when a");
    browser.waits_for_event("spectrograph");
    assert_eq!(browser.complaints(), NONE);
}

fn comes_back_after_removal(browser: &Browser) {
    let site = Site::new().file("/one.html", article(WIDGET)).serve();
    browser.visit(&site.url("/one.html"));
    browser.await_answer(
        "window.kept = host; host.remove(); await new Promise((done) => setTimeout(done))",
    );
    assert!(
        browser.holds("!kept.shadowRoot.querySelector('.explainer')"),
        "it lives outside the page"
    );
    browser.ask("document.body.append(kept)");
    browser.alive();
    browser.click("#spectrograph .ex-when a");
    browser.waits_for_event("spectrograph");
    assert!(browser.await_answer("return (await host.ready) === host") == true);
    assert_eq!(browser.complaints(), NONE);
}

fn works_under_a_path(browser: &Browser) {
    let site = Site::new().at("/some/deep/path/").serve();
    browser.visit(&site.url("/some/deep/path/index.html"));
    browser.click("#spectrograph .ex-when a");
    browser.waits_for_event("spectrograph");
    assert_eq!(browser.complaints(), NONE);
}

fn works_from_another_origin(browser: &Browser) {
    let far = Site::new()
        .on("", |answer| {
            answer.header("Access-Control-Allow-Origin", "*")
        })
        .serve();
    let page = article(WIDGET).replace("/explainer.js", &far.url("/explainer.js"));
    let near = Site::new().file("/article.html", page).serve();
    browser.visit(&near.url("/article.html"));
    browser.click("#spectrograph .ex-when a");
    browser.waits_for_event("spectrograph");
    assert_eq!(browser.complaints(), NONE);
    assert!(far.asked().iter().any(|path| path.ends_with(".wasm")));
    assert_eq!(
        near.asked()
            .into_iter()
            .filter(|path| path.ends_with(".wasm"))
            .count(),
        0
    );
}

/// A policy that allows only what the widget needs.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

fn works_under_a_strict_policy(browser: &Browser) {
    let site = Site::new()
        .on(".html", |answer| {
            answer.header("Content-Security-Policy", POLICY);
            answer.header("Cross-Origin-Embedder-Policy", "require-corp");
            answer.header("Cross-Origin-Opener-Policy", "same-origin");
        })
        .serve();
    browser.visit(&site.url("/index.en.html"));
    browser.click("#spectrograph .ex-when a");
    browser.waits_for_event("spectrograph");
    browser.ask("one('button.ex-language').click()");
    browser.wait("Japanese", "one('.explainer').lang === 'ja'");
    browser.focus(".ex-panel input[type=range]");
    browser.press(&[Key::HOME]);
    browser.ask("one('.ex-tools button[aria-expanded]').click()");
    browser.wait("the fields", "one('input[type=search]')");
    assert_eq!(browser.complaints(), NONE);
    assert!(
        browser.holds("crossOriginIsolated"),
        "the policy does not hold"
    );
}

/// The widget requests only its own files, stores nothing, and defines no name but its class.
fn requests_nothing_from_third_parties(browser: &Browser) {
    let plain = article("<p>nothing</p>").replace(
        "<script type=\"module\" src=\"/explainer.js\"></script>",
        "",
    );
    let site = Site::new()
        .file("/one.html", article(WIDGET))
        .file("/none.html", plain)
        .serve();
    browser.go(&site.url("/none.html"));
    let names =
        "return Object.getOwnPropertyNames(window).filter((name) => !/^\\d+$/.test(name)).sort()";
    // Drivers define names, too, when they have run scripts.
    browser.click("body");
    let before = browser.texts(names);
    browser.visit(&site.url("/one.html"));
    browser.click("#spectrograph .ex-when a");
    browser.waits_for_event("spectrograph");
    browser.ask("one('button.ex-language').click()");
    browser.wait("Japanese", "one('.explainer').lang === 'ja'");
    let after = browser.texts(names);
    let new: Vec<_> = after.iter().filter(|name| !before.contains(name)).collect();
    assert_eq!(new, NONE, "names in the page's own space");
    let foreign = browser.texts(
        "return performance.getEntriesByType('resource').map((it) => it.name)\
             .filter((it) => new URL(it).origin !== origin)",
    );
    assert_eq!(foreign, NONE);
    assert!(browser.holds(
        "document.cookie === '' && localStorage.length === 0 && sessionStorage.length === 0"
    ));
    let rest = browser.await_answer(
        "return [(await indexedDB.databases()).length, (await caches.keys()).length, \
             (await navigator.serviceWorker.getRegistrations()).length]",
    );
    assert_eq!(rest, serde_json::json!([0, 0, 0]));
    let known = [
        "/one.html",
        "/none.html",
        "/recorder.js",
        "/favicon.ico",
        "/explainer.js",
    ];
    let strange: Vec<String> = site
        .asked()
        .into_iter()
        .filter(|path| !known.contains(&&**path) && !path.starts_with("/v/"))
        .collect();
    assert_eq!(strange, NONE, "files that are not the widget's own");
}

fn loads_only_near_the_reader(browser: &Browser) {
    let page =
        "<div style='height: 9000px'>far above</div><explainer-widget lang=en></explainer-widget>";
    let site = Site::new().file("/far.html", article(page)).serve();
    browser.go(&site.url("/far.html"));
    browser.settle();
    assert!(
        !site.asked().iter().any(|path| path.starts_with("/v/")),
        "fetched in vain: {:?}",
        site.asked()
    );
    browser.ask("scrollTo(0, 8000)");
    browser.alive();
}

/// Returns the numbers of events that the page had, one after the other, until the story was ready.
fn steps(browser: &Browser, url: &str) -> Vec<String> {
    browser.go(url);
    browser.alive();
    // The page looks once a frame, so it may not yet have seen the last step.
    browser.await_answer(
        "for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
         return null",
    );
    browser.texts("return steps.map(String)")
}

/// Without a static story the first events appear before the others; with one, all appear at once.
fn a_bare_element_shows_its_beginning_first(browser: &Browser) {
    let watch = "<script>window.steps = [];
        (function look() {
            const events = document.querySelector('explainer-widget').shadowRoot
                ?.querySelectorAll('article.ex-event') ?? [];
            window.beginning ??= events[0];
            if (events.length && events.length !== steps.at(-1)) steps.push(events.length);
            requestAnimationFrame(look);
        })()</script>";
    let site = Site::new()
        .file("/bare.html", article(&format!("{WIDGET}{watch}")))
        .file("/static.html", with_static_story("", watch))
        .serve();
    let all = list(&story(), "events").count().to_string();
    let bare = steps(browser, &site.url("/bare.html"));
    assert_eq!(bare.first().map(String::as_str), Some("8"), "{bare:?}");
    assert_eq!(bare.last(), Some(&all), "{bare:?}");
    assert!(
        browser.holds("window.beginning === root.querySelector('article.ex-event')"),
        "the event that a reader already sees was drawn again"
    );
    assert_eq!(steps(browser, &site.url("/static.html")), [all]);
    // If the page is about to scroll to an event, nothing may move, so the beginning waits for the
    // rest.
    let addressed = steps(browser, &site.url("/bare.html#spectrograph"));
    assert_eq!(addressed.len(), 1, "{addressed:?}");
}

/// No file waits for another one, but for texts, which the story names; none is requested twice.
fn loads_files_in_parallel(browser: &Browser) {
    let other = "<explainer-widget lang=en loading=eager src=/own.json></explainer-widget>";
    let late = |answer: &mut crate::support::Answer| {
        if answer.path.starts_with("/v/") || answer.path == "/own.json" {
            answer.delay = Duration::from_millis(700);
            // The header that the settings for servers send.
            answer.header("Cache-Control", "public, max-age=31536000, immutable");
        }
    };
    for (page, files) in [
        (
            "/bundled.html",
            &["live-", "widget_bg-", "explainer-", "journey.story-"][..],
        ),
        (
            "/other.html",
            &[
                "live-",
                "widget_bg-",
                "explainer-",
                "checker-",
                "checker_bg-",
                "own",
            ],
        ),
    ] {
        // Each visit has a port of its own, so no cache has its files.
        let site = Site::new()
            .file("/bundled.html", article(WIDGET))
            .file("/other.html", article(other))
            .file("/own.json", include_str!("../fixtures/stories/arabic.json"))
            .on("", late)
            .serve();
        browser.visit(&site.url(page));
        let asked = site.asked();
        let names = asked
            .iter()
            .filter(|path| path.starts_with("/v/") || *path == "/own.json")
            .filter(|path| !path.contains(".texts-"));
        let mut names: Vec<&str> = names.map(|path| path.rsplit('/').next().unwrap()).collect();
        let mut files = files.to_vec();
        names.sort_unstable();
        files.sort_unstable();
        // The sessions of this driver are private and cache nothing: a file that is fetched and
        // then imported is requested twice.
        if browser.engine == Engine::WebKit {
            names.dedup();
        }
        assert_eq!(names.len(), files.len(), "{page}: {names:?}");
        assert!(
            names
                .iter()
                .zip(&files)
                .all(|(name, file)| name.starts_with(file)),
            "{page}: {names:?}"
        );
        let told = browser.ask(
            "const own = performance.getEntriesByType('resource')\
                 .filter(({ name }) => /[/]v[/]|own.json/.test(name) && !name.includes('.texts-'));
             // For a file that is later taken from the cache, the time of the first request.
             const first = own.filter((it) => \
                 !own.some((other) => other.name === it.name && other.startTime < it.startTime));
             return [new Set(own.map((it) => it.name)).size, \
                 Math.max(...first.map((it) => it.startTime)), \
                 Math.min(...first.map((it) => it.responseEnd))]",
        );
        let [count, last_start, first_end] =
            [0, 1, 2].map(|nth: usize| told[nth].as_f64().unwrap());
        assert_eq!(count as usize, files.len(), "{page}: {told}");
        assert!(
            last_start < first_end,
            "{page}: a file was asked for only when another one was there: {told}"
        );
    }
    assert_eq!(browser.complaints(), NONE);
}

fn warns_of_a_second_script(browser: &Browser) {
    let twice = "<script type=module src=/copy/explainer.js></script>\
        <script type=module src=/third/explainer.js></script>";
    let loader = std::fs::read(crate::support::dist().join("explainer.js")).unwrap();
    let page = article(&format!("{WIDGET}{twice}"));
    let site = Site::new()
        .file("/twice.html", page)
        .file("/copy/explainer.js", loader.clone())
        .file("/third/explainer.js", loader)
        .serve();
    browser.visit(&site.url("/twice.html"));
    browser.wait("the console says so", "complaints.length > 0");
    let complaints = browser.texts("return complaints");
    assert!(
        complaints.len() == 1 && complaints[0].contains("twice"),
        "{complaints:?}"
    );
}

fn works_in_a_shadow_root(browser: &Browser) {
    let site = Site::new()
        .file("/outer.html", article("<div id=outer></div>"))
        .serve();
    browser.go(&site.url("/outer.html"));
    browser.ask(
        "const inner = document.querySelector('#outer').attachShadow({ mode: 'open' });
         const it = Object.assign(document.createElement('explainer-widget'), { lang: 'en' });
         it.setAttribute('loading', 'eager');
         inner.append(it)",
    );
    browser.wait(
        "it lives",
        "document.querySelector('#outer').shadowRoot.firstChild.shadowRoot\
             ?.querySelectorAll('.ex-event').length > 20",
    );
    assert_eq!(browser.complaints(), NONE);
}

fn works_when_inserted_as_markup(browser: &Browser) {
    let site = Site::new()
        .file("/later.html", article("<div id=place></div>"))
        .serve();
    browser.go(&site.url("/later.html"));
    browser.ask_about(
        "document.querySelector('#place').innerHTML = given[0]",
        &[WIDGET.into()],
    );
    browser.alive();
    browser.ask("document.querySelector('#place').innerHTML = ''");
    browser.ask_about(
        "document.querySelector('#place').innerHTML = given[0]",
        &[WIDGET.into()],
    );
    browser.alive();
    assert_eq!(browser.complaints(), NONE);
}

fn live_story_has_the_static_height(browser: &Browser) {
    let page = with_static_story("<p>before</p>", "<p id=after>after</p>");
    let late = |answer: &mut crate::support::Answer| answer.delay = Duration::from_millis(1_500);
    let site = Site::new()
        .file("/still.html", page)
        .on(".wasm", late)
        .serve();
    browser.go(&site.url("/still.html"));
    browser.wait(
        "the static story",
        "root === host && one('.explainer') && document.styleSheets.length",
    );
    let height = "return one('.explainer').getBoundingClientRect().height";
    let place = "return document.querySelector('#after').getBoundingClientRect().top + scrollY";
    let (still, still_place) = (browser.number(height), browser.number(place));
    browser.alive();
    let (alive, place) = (browser.number(height), browser.number(place));
    assert!(
        (still - alive).abs() <= 1.0,
        "{still} high before, {alive} after"
    );
    assert!(
        (still_place - place).abs() <= 1.0,
        "what follows stood at {still_place}, then at {place}"
    );
}

fn has_no_layout_shift(browser: &Browser) {
    let watch = "<script>window.shifts = [];
        new PerformanceObserver((list) => shifts.push(...list.getEntries().map((it) => \
            [it.value, ...it.sources.map((source) => source.node?.outerHTML?.slice(0, 80))])))
            .observe({ type: 'layout-shift', buffered: true })</script>";
    let page = with_static_story(
        "<header><h1>News</h1></header><p>before</p>",
        "<p>after</p>",
    )
    .replace("<body>", &format!("<body>{watch}"));
    let late = |answer: &mut crate::support::Answer| answer.delay = Duration::from_millis(1_200);
    let bare = article(WIDGET).replace("<body>", &format!("<body>{watch}"));
    let site = Site::new()
        .file("/still.html", page)
        .file("/bare.html", bare)
        .on(".wasm", late)
        .serve();
    for path in ["/still.html", "/still.html#spectrograph", "/bare.html"] {
        for width in [1280, 700] {
            browser.window(width, 900);
            browser.go("about:blank");
            browser.go(&site.url(path));
            browser.alive();
            browser.settle();
            assert_eq!(
                browser.ask("return shifts.filter(([value]) => value >= 0.005)"),
                serde_json::json!([]),
                "{path} at {width}"
            );
        }
    }
}

fn takes_no_keys_from_the_page(browser: &Browser) {
    let site = Site::new()
        .file("/one.html", article(&format!("<input id=field>{WIDGET}")))
        .serve();
    browser.visit(&site.url("/one.html"));
    browser.ask(
        "window.prevented = []; addEventListener('keydown', (event) => \
             event.defaultPrevented && prevented.push(event.key))",
    );
    browser.ask("document.querySelector('#field').focus()");
    let keys = [
        Key::DOWN,
        Key::RIGHT,
        Key::END,
        Key::HOME,
        Key::ESCAPE,
        "j",
        "k",
        "/",
        " ",
        Key::ENTER,
    ];
    browser.press(&keys);
    browser.ask("document.activeElement.blur()");
    browser.press(&keys);
    assert_eq!(browser.ask("return prevented"), serde_json::json!([]));
    assert!(browser.holds(
        "!root.querySelector('.ex-event.ex-opened') && !root.querySelector('.ex-fields') \
             && !root.querySelector('.ex-result')"
    ));
}

fn dispatches_ready_and_select(browser: &Browser) {
    let site = Site::new()
        .file("/one.html", article("<div id=place></div>"))
        .serve();
    browser.go(&site.url("/one.html"));
    browser.ask_about(
        "window.told = [];
         for (const kind of ['ready', 'select', 'error'])
             document.addEventListener('explainer-' + kind, \
                 ({ type, detail, composed, bubbles }) => \
                 told.push({ type, detail, composed, bubbles }));
         document.querySelector('#place').innerHTML = given[0]",
        &[WIDGET.into()],
    );
    browser.wait("it is said to be ready", "told.length === 1");
    browser.click("#spectrograph .ex-when a");
    browser.wait("two messages", "told.length === 2");
    let told = browser.ask("return told");
    assert_eq!(told[0]["type"], "explainer-ready");
    assert_eq!(told[0]["detail"]["lang"], "en");
    assert_eq!(told[1]["type"], "explainer-select");
    assert_eq!(told[1]["detail"]["event"], "spectrograph");
    for message in told.as_array().unwrap() {
        assert!(
            message["composed"] == true && message["bubbles"] == true,
            "{message}"
        );
    }
}

/// Inserts and removes the widget 200 times. The first 20 rounds fill the store of idle mounts.
fn leaks_no_nodes_or_listeners(browser: &Browser) {
    let site = Site::new()
        .file("/rounds.html", article("<div id=place></div>"))
        .serve();
    browser.go(&site.url("/rounds.html"));
    let rounds = |count: u32| {
        browser.await_answer(&format!(
            "for (let round = 0; round < {count}; round++) {{
                 const it = document.createElement('explainer-widget');
                 it.lang = round % 2 ? 'ja' : 'en';
                 it.setAttribute('loading', 'eager');
                 document.querySelector('#place').append(it);
                 await it.ready;
                 it.remove();
                 await new Promise((done) => setTimeout(done));
             }}
             // Layout that was planned for the next frames is cancelled with the widgets.
             for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
             return null"
        ));
        browser.devtools("HeapProfiler.collectGarbage", serde_json::json!({}));
        browser.devtools("HeapProfiler.collectGarbage", serde_json::json!({}));
        let counters = browser.devtools("Memory.getDOMCounters", serde_json::json!({}));
        ["documents", "nodes", "jsEventListeners"].map(|name| counters[name].as_u64().unwrap())
    };
    let before = rounds(10);
    // One node or listener that stays in each round exceeds the tolerance.
    let after = rounds(50);
    assert!(
        after
            .iter()
            .zip(before)
            .all(|(after, before)| *after <= before + 20),
        "documents, nodes, listeners: {before:?} before, {after:?} after"
    );
    assert_eq!(browser.complaints(), NONE);
}
