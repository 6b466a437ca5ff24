//! The live page as a reader uses it: languages, events, addresses, the axis.

use crate::support::{ALL, Audit, Browser, Key, NONE, Site, bare, list, story, told_of};
use crate::without_script::PAGES;

journeys! {
    Default in ALL => shows_every_event_live, has_no_axe_violations, has_no_landmark_of_a_page,
        changes_the_language, opens_an_event, follows_an_address_to_an_event,
        opens_an_event_again_that_a_search_has_hidden,
        the_address_of_the_host_s_own_event_has_the_focus, goes_back_and_forward,
        goes_along_the_axis_by_keys, jumps_on_the_axis_by_pointer, spaces_the_axis_equally,
        zooms_the_axis, tab_reaches_every_control_and_leaves,
        focus_never_hides_under_the_mini_chart, open_mini_chart_has_no_axe_violations,
        keeps_focus_on_the_pressed_button, hands_the_focus_of_the_mini_chart_over,
        an_open_mini_chart_that_closes_keeps_the_focus,
        never_blocks_scrolling, copies_an_address, shares_an_address_on_touch_screens,
        live_page_fits_320_pixels;
    Dark in ALL => has_no_axe_violations_in_dark_mode;
}

fn shows_every_event_live(browser: &Browser) {
    let site = Site::new().serve();
    let story = story();
    for (page, lang) in PAGES {
        browser.visit(&site.url(page));
        assert_eq!(browser.text("return one('.explainer').lang"), lang);
        let shown = bare(&browser.text("return one('.explainer').innerText"));
        for event in list(&story, "events") {
            for text in told_of(event, lang) {
                assert!(
                    shown.contains(&text),
                    "{} is not all there: {text}",
                    event["id"]
                );
            }
        }
        assert_eq!(browser.complaints(), NONE);
    }
}

/// Checks every state; the failure names each state with a violation.
fn has_no_axe_violations(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html"));
    let mut found = Vec::new();
    let mut audit = |state: &str| {
        let violations = Audit::axe(browser).into_iter();
        found.extend(violations.map(|violation| format!("{state}: {violation}")));
    };
    audit("at rest");
    browser.click(".ex-panel .ex-other-chart button");
    browser.wait(
        "the other chart",
        "one('.ex-panel .ex-title').textContent.includes('worth')",
    );
    audit("with the other chart");
    browser.click(".ex-panel .ex-other-chart button");
    browser.click(".ex-panel .ex-play");
    browser.wait("it plays", "seen(one('.ex-panel .ex-play')) === 'Pause'");
    audit("while it plays");
    browser.click(".ex-panel .ex-play");
    browser.focus(".ex-panel input[type=range]");
    // The page may scroll to the focus, and the chart follows what is then read.
    browser.settle();
    browser.press(&[Key::HOME]);
    browser.wait(
        "the first day",
        "(({ value, min }) => value === min)(one('.ex-panel input[type=range]'))",
    );
    browser.click(".ex-panel details summary");
    audit("with the chart on an early day and its table open");
    browser.click(".ex-pills button");
    browser.wait("fewer events", "one('.ex-result span')");
    audit("filtered");
    browser.click(".ex-pills button");
    browser.click(".ex-tools button[aria-expanded]");
    browser.wait(
        "the field has the focus",
        "host.shadowRoot.activeElement?.type === 'search'",
    );
    browser.write("court");
    browser.wait("hits", "one('mark')");
    audit("searching");
    browser.write("zzzz");
    browser.wait("no hits", "one('.ex-nothing')");
    audit("with nothing found");
    assert_eq!(found, NONE);
}

fn has_no_axe_violations_in_dark_mode(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/"));
    assert_eq!(Audit::axe(browser), NONE);
}

/// The story is a part of the host's page, so it has no banner and no footer.
fn has_no_landmark_of_a_page(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/"));
    let found = browser.texts(
        "return all('header, footer, nav, main, aside, [role=banner], [role=contentinfo]')\
             .map((it) => it.outerHTML.slice(0, 80))",
    );
    assert_eq!(found, NONE);
}

fn changes_the_language(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/"));
    assert!(
        browser
            .holds("one('button.ex-language').getAttribute('aria-label') === '表示言語：English'")
    );
    browser.click("button.ex-language:has([lang=en])");
    let title = story()["title"]["en"].to_string();
    browser.wait(
        "English",
        &format!("one('.explainer').lang === 'en' && seen(one('.ex-headline')) === {title}"),
    );
    browser.wait(
        "the new language is said in its own words",
        "seen(one('[role=status]')) === 'Language: English'",
    );
    browser.click("button.ex-language:has([lang=ja])");
    browser.wait("Japanese", "one('.explainer').lang === 'ja'");
    assert_eq!(browser.complaints(), NONE);
}

fn opens_an_event(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html"));
    browser.ask(
        "window.told = []; \
             addEventListener('explainer-select', (event) => told.push(event.detail.event))",
    );
    browser.click("#spectrograph .ex-when a");
    browser.waits_for_event("spectrograph");
    browser.wait(
        "the focus is on the event",
        "host.shadowRoot.activeElement?.id === 'spectrograph'",
    );
    let title = "seen(one('#spectrograph .ex-title'))";
    assert!(
        browser.holds(&format!(
            "seen(root.getElementById(one('#spectrograph').getAttribute('aria-labelledby'))) \
                 === {title}"
        )),
        "what has the focus has no name"
    );
    assert!(
        browser.url().ends_with("/index.en.html#spectrograph"),
        "{}",
        browser.url()
    );
    assert_eq!(browser.texts("return told"), ["spectrograph"]);
}

fn follows_an_address_to_an_event(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/#purchase-offer"));
    browser.waits_for_event("purchase-offer");
    browser.ask("location.hash = '#spectrograph'");
    browser.waits_for_event("spectrograph");
    browser.ask("location.hash = '#there-is-no-such-event'");
    assert!(browser.holds("one('.ex-event.ex-opened').id === 'spectrograph'"));
    assert_eq!(browser.complaints(), NONE);
}

/// The address of the event that was opened last: browsers take the focus away, and the event is
/// not there to get it.
fn opens_an_event_again_that_a_search_has_hidden(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html#purchase-offer"));
    browser.waits_for_event("purchase-offer");
    browser.ask("location.hash = '#there-is-no-such-event'");
    browser.click(".ex-tools button[aria-expanded=false]");
    browser.wait(
        "the field has the focus",
        "host.shadowRoot.activeElement?.type === 'search'",
    );
    browser.write("zzzz");
    browser.wait("no event is found", "!root.querySelector('.ex-event')");
    browser.focus(".ex-panel .ex-play");
    browser.ask("location.hash = '#purchase-offer'");
    browser.wait(
        "the event has the focus",
        "host.shadowRoot.activeElement?.id === 'purchase-offer'",
    );
}

/// The host's page begins with an event, and then its address names the same one.
fn the_address_of_the_host_s_own_event_has_the_focus(browser: &Browser) {
    let page = crate::boxed::page("event=\"spectrograph\"");
    let site = Site::new().file("/article.html", page).serve();
    browser.visit(&site.url("/article.html"));
    browser.focus("button.ex-language");
    browser.ask("location.hash = '#spectrograph'");
    browser.wait(
        "the event has the focus",
        "host.shadowRoot.activeElement?.id === 'spectrograph'",
    );
    assert_eq!(browser.complaints(), NONE);
}

fn goes_back_and_forward(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/"));
    browser.click("#spectrograph .ex-when a");
    browser.waits_for_event("spectrograph");
    browser.click("#lamps-complaint .ex-when a");
    browser.waits_for_event("lamps-complaint");
    browser.back();
    browser.waits_for_event("spectrograph");
    browser.forward();
    browser.waits_for_event("lamps-complaint");
}

fn goes_along_the_axis_by_keys(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/"));
    let events = browser.events();
    let at = |place: usize| {
        browser.waits_for_event(&events[place]);
        let now = "one('.ex-slider').getAttribute('aria-valuenow')";
        browser.wait(
            "the slider says the place",
            &format!("{now} === '{}'", place + 1),
        );
        assert!(
            browser.holds("host.shadowRoot.activeElement === one('.ex-slider')"),
            "the focus is elsewhere"
        );
    };
    browser.focus(".ex-slider");
    browser.press(&[Key::END]);
    at(events.len() - 1);
    browser.press(&[Key::HOME]);
    at(0);
    browser.press(&[Key::DOWN]);
    at(1);
    browser.press(&[Key::PAGE_DOWN]);
    at(11);
    browser.press(&[Key::UP]);
    at(10);
    let said = browser.text("return one('.ex-slider').getAttribute('aria-valuetext')");
    let title = bare(&browser.text("return seen(one('.ex-event.ex-opened .ex-title'))"));
    assert!(bare(&said).contains(&title), "{said} is not {title}");
}

fn jumps_on_the_axis_by_pointer(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/"));
    browser.ask("one('.ex-axis').scrollIntoView({ block: 'center' })");
    // The last dot is the last event.
    let place = browser.ask(
        "const dots = all('.ex-map .ex-dot').map((dot) => dot.getBoundingClientRect())\
             .filter(({ top }) => top > 0 && top < innerHeight);
         const { left, top, width, height } = dots.at(-1);
         return [left + width / 2, top + height / 2, dots.length]",
    );
    assert!(
        place[2].as_u64() > Some(5),
        "there are hardly any dots to be seen: {place}"
    );
    browser.click_at(place[0].as_f64().unwrap(), place[1].as_f64().unwrap());
    browser.wait(
        "a late event is open",
        "one('.ex-event.ex-opened time').dateTime.slice(0, 4) >= '2022'",
    );
    let opened = browser.text("return one('.ex-event.ex-opened').id");
    browser.waits_for_event(&opened);
}

fn spaces_the_axis_equally(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html"));
    let steps =
        "const tops = all('.ex-map .ex-dot').map((dot) => parseFloat(dot.getAttribute('cy')));
                 return tops.slice(1).map((top, nth) => top - tops[nth])";
    let spread = |steps: &[f64]| {
        steps.iter().copied().fold(0.0, f64::max) / steps.iter().copied().fold(1e9, f64::min)
    };
    let read = || -> Vec<f64> { serde_json::from_value(browser.ask(steps)).unwrap() };
    assert!(spread(&read()) > 2.0, "true time is uneven: {:?}", read());
    browser.click("button.ex-spacing");
    browser.wait(
        "equal spacing",
        "seen(one('button.ex-spacing')).includes('equal')",
    );
    let equal = read();
    assert!(equal.len() > 10 && spread(&equal) < 1.1, "{equal:?}");
}

fn zooms_the_axis(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/#lamps-complaint"));
    browser.waits_for_event("lamps-complaint");
    let ticks = || browser.texts("return all('.ex-map text').map(seen)");
    let before = ticks();
    browser.click(".ex-zooms button");
    browser.click(".ex-zooms button");
    browser.wait(
        "other ticks",
        &format!(
            "JSON.stringify(all('.ex-map text').map(seen)) !== {:?}",
            serde_json::to_string(&before).unwrap()
        ),
    );
    assert!(
        browser.holds("one('.ex-map .ex-here')"),
        "the reader's own place is gone"
    );
    browser.click(".ex-zooms button:last-child");
    browser.click(".ex-zooms button:last-child");
    browser.wait(
        "the first ticks",
        &format!(
            "JSON.stringify(all('.ex-map text').map(seen)) === {:?}",
            serde_json::to_string(&before).unwrap()
        ),
    );
}

/// The tab key enters the widget at the top and leaves it at the bottom, and each stop is visible.
fn tab_reaches_every_control_and_leaves(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/"));
    browser.ask("document.querySelector('body > header a').focus()");
    let stops = browser.number(
        "return all('a, button, input, select, summary, [tabindex=\"0\"]').filter((it) => \
             it.tabIndex >= 0 && it.getClientRects().length && !it.disabled).length",
    );
    let mut inside = 0;
    for _ in 0..1_000 {
        browser.press(&[Key::TAB]);
        let at = browser.ask(
            "const focused = host.shadowRoot.activeElement;
             if (!focused) return document.activeElement.closest('body > footer') \
                 ? 'out' : 'before';
             if (!focused.matches('a, button, input, select, summary, [role]')) \
                 return `without a name: ${focused.outerHTML.slice(0, 80)}`;
             const { top, bottom, left, right } = focused.getBoundingClientRect();
             const [x, y] = \
                 [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
             const over = host.shadowRoot.elementFromPoint(x, y);
             const clear = bottom > 0 && top < innerHeight \
                 && (focused.contains(over) || over?.contains(focused) || focused.closest('svg'));
             return clear ? 'inside' \
                 : `hidden: ${focused.outerHTML.slice(0, 120)} \
                 at ${top} under ${over?.outerHTML.slice(0, 80)}`",
        );
        match at.as_str().unwrap() {
            "inside" => inside += 1,
            "before" => assert_eq!(inside, 0, "the focus is lost"),
            "out" => break,
            hidden => panic!("{hidden}"),
        }
    }
    assert!(inside > 20, "only {inside} stops within, of {stops}");
    assert!(
        browser.holds("document.activeElement.closest('body > footer')"),
        "there is no way out"
    );
}

/// A page on a phone, where the mini chart replaces the chart.
const NARROW: &str = "<!doctype html><html lang=en><head><title>Narrow</title></head>\
    <body style=margin:0>
                      <iframe title=page src=/index.en.html width=412 height=800 style=border:0>\
                      </iframe></body></html>";

fn reads_below_the_mini_chart(browser: &Browser, site: &str) {
    browser.go(site);
    browser.inside("iframe");
    browser.alive();
    browser.ask("one('#purchase-offer').scrollIntoView()");
    browser.wait(
        "the strip stands for the chart",
        "one('.ex-mini-chart-place.ex-shown')",
    );
}

fn open_mini_chart_has_no_axe_violations(browser: &Browser) {
    let site = Site::new().file("/narrow.html", NARROW).serve();
    reads_below_the_mini_chart(browser, &site.url("/narrow.html"));
    browser.click(".ex-mini-chart .ex-thin");
    browser.wait(
        "the chart lies over the timeline",
        "one('.ex-mini-chart .ex-whole .ex-bars')",
    );
    assert_eq!(Audit::axe(browser), NONE);
    browser.outside();
}

/// With Shift+Tab on a narrow page, the mini chart hides no element that has the focus.
fn focus_never_hides_under_the_mini_chart(browser: &Browser) {
    let site = Site::new().file("/narrow.html", NARROW).serve();
    reads_below_the_mini_chart(browser, &site.url("/narrow.html"));
    browser.focus("#purchase-offer .ex-foot a");
    for _ in 0..25 {
        browser.press_with_shift(Key::TAB);
        let hidden = browser.ask(
            "const focused = host.shadowRoot.activeElement;
             if (!focused.closest('.ex-timeline')) \
                 throw new Error(`the focus is on ${focused.outerHTML.slice(0, 80)}`);
             return [focused.getBoundingClientRect().bottom, \
                 one('.ex-mini-chart').getBoundingClientRect().bottom, \
                 focused.outerHTML.slice(0, 80)]",
        );
        assert!(
            hidden[0].as_f64() > hidden[1].as_f64(),
            "under the strip: {hidden}"
        );
    }
    browser.outside();
}

/// A reader with the focus in the mini chart scrolls back to the chart: the mini chart disappears,
/// but the focus is not lost.
fn hands_the_focus_of_the_mini_chart_over(browser: &Browser) {
    let site = Site::new().file("/narrow.html", NARROW).serve();
    for stop in [".ex-thin", "input[type=range]"] {
        reads_below_the_mini_chart(browser, &site.url("/narrow.html"));
        browser.focus(&format!(".ex-mini-chart {stop}"));
        browser.ask("scrollTo(0, 0)");
        browser.wait("the strip is gone", "!all('.ex-mini-chart').length");
        assert!(
            browser.holds("host.shadowRoot.activeElement?.closest('.ex-panel')"),
            "the focus is lost with {stop}"
        );
        assert_eq!(browser.number("return scrollY"), 0.0, "the page has moved");
        browser.outside();
    }
}

/// An event that is opened closes the mini chart, with the focus in it.
fn an_open_mini_chart_that_closes_keeps_the_focus(browser: &Browser) {
    let site = Site::new().file("/narrow.html", NARROW).serve();
    let closers: [(&str, &dyn Fn()); 2] = [
        ("the host", &|| {
            browser.ask("host.event = 'counter-complaint'");
        }),
        ("Escape", &|| browser.press(&[Key::ESCAPE])),
    ];
    for (closer, close) in closers {
        reads_below_the_mini_chart(browser, &site.url("/narrow.html"));
        browser.click(".ex-mini-chart .ex-thin");
        browser.wait("the whole chart", "one('.ex-whole input[type=range]')");
        browser.focus(".ex-whole input[type=range]");
        close();
        let closed = "!all('.ex-whole').length";
        browser.wait(&format!("{closer} closes it"), closed);
        assert!(
            browser.holds("host.shadowRoot.activeElement"),
            "{closer}: the focus is lost"
        );
        browser.outside();
    }
}

/// Drawing again does not replace the button that a reader presses or that has the focus.
fn keeps_focus_on_the_pressed_button(browser: &Browser) {
    let site = Site::new().file("/narrow.html", NARROW).serve();
    let press = |selector: &str, done: &str| {
        browser.ask(&format!(
            "window.pressed = one('{selector}'); pressed.focus()"
        ));
        browser.press(&[" "]);
        browser.wait(&format!("{selector} does what it says"), done);
        assert!(
            browser.holds("host.shadowRoot.activeElement === pressed"),
            "{selector} is not what it was"
        );
    };
    browser.visit(&site.url("/index.en.html"));
    press(
        ".ex-tools .ex-spacing",
        "seen(one('.ex-tools .ex-spacing')).includes('equal')",
    );
    press(".ex-pills button", "one('.ex-result span')");
    press(".ex-pills button", "!all('.ex-result').length");
    press(
        ".ex-panel .ex-play",
        "seen(one('.ex-panel .ex-play')) === 'Pause'",
    );
    press(
        ".ex-panel .ex-play",
        "seen(one('.ex-panel .ex-play')) === 'Play'",
    );
    press(
        ".ex-panel .ex-other-chart button",
        "one('.ex-panel .ex-title').textContent.includes('worth')",
    );
    press(".ex-facts .ex-language", "one('.explainer').lang === 'ja'");
    reads_below_the_mini_chart(browser, &site.url("/narrow.html"));
    press(
        ".ex-mini-chart .ex-thin",
        "one('.ex-mini-chart .ex-whole .ex-bars')",
    );
    press(
        ".ex-mini-chart .ex-thin",
        "!all('.ex-mini-chart .ex-whole').length",
    );
    browser.outside();
}

fn never_blocks_scrolling(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/"));
    let taken = browser.ask(
        "return ['wheel', 'touchmove', 'keydown'].filter((kind) => {
             const event = new (kind === 'keydown' ? KeyboardEvent : Event)(kind, \
                 { key: 'PageDown', bubbles: true, cancelable: true, composed: true });
             one('.ex-event').dispatchEvent(event);
             return event.defaultPrevented;
         })",
    );
    assert_eq!(taken, serde_json::json!([]));
    assert!(
        browser.holds(
            "all('.ex-timeline, .ex-timeline *')\
                 .every((it) => !/auto|scroll/.test(getComputedStyle(it).overflowY))"
        ),
        "the list scrolls within itself"
    );
}

fn copies_an_address(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html"));
    browser.ask(
        "window.copied = []; Object.defineProperty(navigator, 'clipboard', \
             { value: { writeText: (text) => (copied.push(text), Promise.resolve()) } })",
    );
    browser.click("#spectrograph .ex-copy");
    browser.wait("the address", "copied.length === 1");
    assert_eq!(
        browser.texts("return copied"),
        [site.url("/index.en.html#spectrograph")]
    );
    // Two copies give two announcements, and each text is removed later.
    let title = browser.text("return seen(one('#spectrograph .ex-title'))");
    let said = format!("Link to “{title}” copied");
    let is_said = format!("bare(seen(one('[role=status]'))) === {:?}", bare(&said));
    let bare = r"const bare = (text) => text.replace(/[\s\u200b]/g, '');";
    let says = |what: &str| browser.wait(what, &format!("(() => {{ {bare} return {is_said} }})()"));
    says("it is said");
    browser.ask(&format!(
        "{bare} window.said = []; const status = one('[role=status]');
         new MutationObserver(() => said.push(bare(seen(status))))\
             .observe(status, {{ childList: true, characterData: true, subtree: true }})"
    ));
    browser.click("#spectrograph .ex-copy");
    browser.wait("it is said again", "said.filter(Boolean).length === 1");
    says("the same words");
    browser.wait("the words go", "said.at(-1) === ''");
}

/// On touch screens the system's own dialog shares the address, if there is one.
fn shares_an_address_on_touch_screens(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html"));
    browser.ask(
        "window.shared = [];
         const own = window.matchMedia.bind(window);
         window.matchMedia = (query) => query === '(pointer: coarse)' ? { matches: true } \
             : own(query);
         Object.defineProperty(navigator, 'share', \
             { value: ({ url }) => (shared.push(url), Promise.resolve()) })",
    );
    browser.click("#spectrograph .ex-copy");
    browser.wait("the address", "shared.length === 1");
    assert_eq!(
        browser.texts("return shared"),
        [site.url("/index.en.html#spectrograph")]
    );
}

fn live_page_fits_320_pixels(browser: &Browser) {
    let page =
        "<!doctype html><html lang=en><head><title>Narrow</title></head><body style=margin:0>
                <iframe title=page src=/ width=320 height=700 style=border:0></iframe>\
                </body></html>";
    let site = Site::new().file("/narrow.html", page).serve();
    browser.go(&site.url("/narrow.html"));
    browser.inside("iframe");
    browser.alive();
    assert_eq!(Audit::sideways(browser), NONE);
    assert_eq!(Audit::cut(browser), NONE);
    browser.ask("one('#lamps-complaint').scrollIntoView()");
    browser.wait(
        "the strip stands for the chart",
        "one('.ex-mini-chart-place.ex-shown')",
    );
    let day = browser.text("return seen(one('.ex-mini-chart .ex-head-row'))");
    browser.ask("one('#dark-sky-pact').scrollIntoView()");
    browser.wait(
        "the strip follows",
        &format!("seen(one('.ex-mini-chart .ex-head-row')) !== {day:?}"),
    );
    assert_eq!(Audit::sideways(browser), NONE);
    let before = browser.number("return one('#dark-sky-pact').getBoundingClientRect().top");
    browser.ask("one('.ex-mini-chart .ex-thin').click()");
    browser.wait(
        "the whole chart",
        "one('.ex-mini-chart .ex-whole .ex-bars')",
    );
    let after = browser.number("return one('#dark-sky-pact').getBoundingClientRect().top");
    assert!(
        (before - after).abs() < 1.0,
        "the page jumps from {before} to {after}"
    );
    assert_eq!(Audit::sideways(browser), NONE);
    browser.outside();
}
