//! Stories of every size and script, and stories written to harm.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::support::{ALL, Audit, Browser, Engine, Key, NONE, Site, article};

journeys! {
    Default in ALL => shows_a_story_without_events, shows_a_story_with_one_event, shows_3000_events,
        keeps_the_focus_in_a_long_story, prints_all_events_of_a_long_story, mirrors_an_arabic_story,
        story_texts_never_become_markup, takes_a_story_as_a_property;
}

/// A correct story with these events.
fn story(events: Vec<Value>) -> String {
    json!({
        "format": 1,
        "id": "own",
        "languages": ["en"],
        "title": { "en": "A story of its own" },
        "summary": { "en": "What it is about." },
        "as_of": "2024-12-31",
        "events": events,
        "sources": [{
            "id": "s",
            "publisher": "Publisher",
            "title": "Title",
            "lang": "en",
            "tier": "weak",
        }],
    })
    .to_string()
}

fn event(number: usize, date: &str) -> Value {
    json!({
        "id": format!("e{number}"),
        "date": date,
        "title": { "en": format!("Event number {number}") },
        "body": { "en": "What happened on that day, \
            in a sentence or two that fill a line on a page." },
        "status": "established",
        "sources": ["s"],
    })
}

/// Shows a story.
fn show(browser: &Browser, story: String, lang: &str) -> crate::support::Served {
    let widget = format!(
        "<explainer-widget lang={lang} loading=eager src=/own.json></explainer-widget><p>after</p>"
    );
    let site = Site::new()
        .file("/article.html", article(&widget))
        .file("/own.json", story)
        .serve();
    browser.visit(&site.url("/article.html"));
    site
}

fn shows_a_story_without_events(browser: &Browser) {
    let _site = show(browser, story(Vec::new()), "en");
    assert_eq!(
        browser.text("return seen(one('.ex-nothing'))"),
        "This story has no events yet."
    );
    browser.focus(".ex-slider");
    browser.press(&[Key::END, Key::DOWN, Key::HOME, Key::PAGE_DOWN]);
    assert_eq!(Audit::axe(browser), NONE);
    assert_eq!(browser.complaints(), NONE);
}

fn shows_a_story_with_one_event(browser: &Browser) {
    let _site = show(browser, story(vec![event(0, "2020-05")]), "en");
    assert!(
        browser
            .text("return seen(one('.ex-facts'))")
            .contains("1 event")
    );
    assert_eq!(browser.text("return one('time').dateTime"), "2020-05");
    browser.focus(".ex-slider");
    browser.press(&[Key::END]);
    browser.waits_for_event("e0");
    assert_eq!(Audit::axe(browser), NONE);
    assert_eq!(browser.complaints(), NONE);
}

/// 3,000 events: distant events are not built, but counts are right, and every event can be
/// reached.
fn shows_3000_events(browser: &Browser) {
    let events = (0..3_000).map(|number| {
        let (year, month, day) = (1900 + number / 30, number % 12 + 1, number % 28 + 1);
        (format!("{year}-{month:02}-{day:02}"), number)
    });
    let mut events: Vec<_> = events.collect();
    events.sort();
    let events = events
        .into_iter()
        .enumerate()
        .map(|(number, (date, _))| event(number, &date))
        .collect();
    let _site = show(browser, story(events), "en");
    let few = |browser: &Browser| {
        let nodes = browser.number("return all('*').length");
        assert!(nodes <= 1_500.0, "{nodes} elements");
    };
    few(browser);
    assert!(
        browser
            .text("return seen(one('.ex-facts'))")
            .contains("3,000 events")
    );
    assert!(
        browser
            .holds("one('article.ex-event').parentElement.getAttribute('aria-setsize') === '3000'")
    );
    browser.focus(".ex-slider");
    browser.press(&[Key::END]);
    browser.waits_for_event("e2999");
    few(browser);
    assert_eq!(
        browser.text("return one('#e2999').parentElement.getAttribute('aria-posinset')"),
        "3000"
    );
    browser.press(&[Key::HOME]);
    browser.waits_for_event("e0");
    few(browser);
    browser.ask("location.hash = '#e1500'");
    browser.waits_for_event("e1500");
    few(browser);
    // By scrolling, too: the events in sight are built.
    for step in 1..=8 {
        browser.ask_about(
            "scrollTo(0, document.documentElement.scrollHeight * given[0] / 9)",
            &[step.into()],
        );
        browser.wait(
            "events where the reader looks",
            "host.shadowRoot.elementFromPoint(innerWidth / 3, innerHeight / 2)\
                 ?.closest('.ex-event, .ex-timeline li')",
        );
        few(browser);
    }
    // The search finds events that are not built.
    browser.click(".ex-tools button[aria-expanded=false]");
    browser.wait(
        "the field has the focus",
        "host.shadowRoot.activeElement?.type === 'search'",
    );
    browser.write("number 2718");
    browser.wait(
        "the only one",
        "all('article.ex-event').length === 1 && one('#e2718')",
    );
    assert_eq!(
        browser.text("return seen(one('.ex-result span'))"),
        "1 of 3,000 events"
    );
    assert_eq!(browser.complaints(), NONE);
}

/// A reader scrolls away from the link that has the focus, to both ends of a long list: the link
/// stays in the page, and the events stay in order.
fn keeps_the_focus_in_a_long_story(browser: &Browser) {
    let events = (0..290).map(|number| event(number, &format!("{}", 1700 + number)));
    let _site = show(browser, story(events.collect()), "en");
    browser.ask("location.hash = '#e140'");
    browser.waits_for_event("e140");
    browser.settle();
    browser.ask("window.link = one('#e140 a[href]'); link.focus()");
    for end in ["e289", "e0", "e289", "e140"] {
        browser.ask_about(
            "const [event] = all('#' + given[0]);
             if (event) event.scrollIntoView();
             else scrollTo(0, given[0] === 'e0' ? 0 : document.documentElement.scrollHeight)",
            &[end.into()],
        );
        browser.wait(&format!("{end} is built"), &format!("one('#{end}')"));
        browser.settle();
        assert!(
            browser.holds("link.isConnected && host.shadowRoot.activeElement === link"),
            "the focus is lost on the way to {end}"
        );
        assert!(
            browser.holds(
                "(() => {
                     const there = all('article.ex-event').map((it) => Number(it.id.slice(1)));
                     return there.length < 100 \
                         && there.every((it, at) => !at || it > there[at - 1]);
                 })()"
            ),
            "the events are not in order at {end}"
        );
    }
    assert_eq!(browser.complaints(), NONE);
}

/// 300 events: before printing all of them are in the page, afterwards those near the reader.
fn prints_all_events_of_a_long_story(browser: &Browser) {
    let day = |number: usize| format!("20{:02}-{:02}-15", number / 12, number % 12 + 1);
    let events = (0..290).map(|number| event(number, &day(number))).collect();
    let _site = show(browser, story(events), "en");
    let count = "all('article.ex-event').length";
    assert!(browser.number(&format!("return {count}")) < 100.0);
    let print = |event: &str, count: &str| {
        browser.ask(&format!("dispatchEvent(new Event('{event}'))"));
        browser.wait(event, count);
    };
    print(
        "beforeprint",
        &format!("{count} === 290 && all('.ex-unbuilt').length === 0"),
    );
    print("afterprint", &format!("{count} < 100"));
    // Firefox copies the page for printing before the program, which draws in a microtask, has
    // built the rest.
    if browser.engine == Engine::Chromium {
        let paper = crate::paper::text_of(&browser.print());
        let numbers = paper.split("Eventnumber").skip(1).map(|after| {
            let digits = after.chars().take_while(char::is_ascii_digit);
            digits.collect::<String>()
        });
        let printed: std::collections::BTreeSet<_> = numbers.collect();
        assert_eq!(printed.len(), 290, "{printed:?}");
    }
    assert_eq!(browser.complaints(), NONE);
}

fn mirrors_an_arabic_story(browser: &Browser) {
    let story = include_str!("../fixtures/stories/arabic.json");
    let _site = show(browser, story.to_owned(), "ar");
    assert_eq!(
        browser
            .text("return one('.explainer').dir + getComputedStyle(one('.explainer')).direction"),
        "rtlrtl"
    );
    assert_eq!(Audit::sideways(browser), NONE);
    assert_eq!(Audit::cut(browser), NONE);
    assert_eq!(Audit::axe(browser), NONE);
    let words = browser.text("return seen(root.querySelector('.explainer'))");
    for word in [
        "الخط الزمني",
        "نسخ الرابط",
        "17 نوفمبر 1869",
        "نحو 7.2 مليار دولار",
    ] {
        let place = words.contains(word)
            || browser.ask_about(
                "return all('*').some((it) => it.getAttribute('aria-label')?.includes(given[0]))",
                &[word.into()],
            ) == true;
        assert!(place, "{word} is nowhere");
    }
    // Titles begin at the right, and bars grow from there.
    let ends = browser.ask(
        "const box = (element) => { const range = document.createRange(); \
             range.selectNodeContents(element); return range.getBoundingClientRect() };
         const [title, card] = \
             [box(one('.ex-event .ex-title')), one('.ex-event').getBoundingClientRect()];
         const bars = one('.ex-panel .ex-bars').getBoundingClientRect();
         const shape = [...one('.ex-panel .ex-bar').querySelectorAll('path, rect:not(.ex-touch)')]\
             .map((it) => it.getBoundingClientRect()).filter(({ width }) => width > 20)[0];
         return [card.right - title.right, title.left - card.left, bars.right - shape.right, \
             shape.left - bars.left]",
    );
    let ends: Vec<f64> = serde_json::from_value(ends).unwrap();
    assert!(ends[0] < ends[1], "the title stands at the left: {ends:?}");
    assert!(ends[2] < 4.0, "the bar begins at the left: {ends:?}");
    browser.ask("one('button.ex-language:has([lang=en])').click()");
    browser.wait(
        "English, from the left",
        "getComputedStyle(one('.explainer')).direction === 'ltr'",
    );
    assert_eq!(browser.complaints(), NONE);
}

/// Every text that an author may write, with markup in it: it is always shown as text.
fn story_texts_never_become_markup(browser: &Browser) {
    let evil = "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>\
        <style>*{display:none}</style>\
        <a href=\"javascript:window.harmed=1\">x</a>&lt;b&gt;\"'`${harmed=1}{{harmed=1}}]]>-->";
    let mut first = event(0, "2020-05-01");
    first["title"]["en"] = json!(evil);
    first["body"]["en"] = json!(evil);
    first["status"] = json!("alleged");
    first["speaker"] = json!({ "name": { "en": evil } });
    first["response"] = json!({ "by": { "en": evil }, "text": { "en": evil }, "sources": ["s"] });
    first["actors"] = json!(["a"]);
    first["tags"] = json!(["t"]);
    let mut own: Value = serde_json::from_str(&story(vec![first])).unwrap();
    own["title"]["en"] = json!(evil);
    own["summary"]["en"] = json!(evil);
    own["actors"] = json!([{
        "id": "a",
        "name": { "en": evil },
        "kind": "organisation",
        "colour": "blue",
        "mark": "circle",
    }]);
    own["tags"] = json!([{ "id": "t", "label": { "en": evil } }]);
    own["chapters"] = json!([{ "id": "c", "title": { "en": evil }, "from": "2020" }]);
    own["measures"] = json!([{ "id": "m", "name": { "en": evil }, "currency": "USD" }]);
    own["charts"] = json!([{ "id": "k", "title": { "en": evil }, "measures": ["m"] }]);
    own["observations"] = json!([{
        "id": "o",
        "actor": "a",
        "measure": "m",
        "date": "2020",
        "low": 1_000,
        "qualifier": "exact",
        "sources": ["s"],
    }]);
    own["notes"] =
        json!([{ "id": "n", "title": { "en": evil }, "text": { "en": evil }, "sources": ["s"] }]);
    own["sources"][0]["title"] = json!(evil);
    own["sources"][0]["publisher"] = json!(evil);
    let site = show(browser, own.to_string(), "en");
    browser.ask(
        "all('.ex-tools button, .ex-bar, .ex-event .ex-when a').forEach((it) => it.dispatchEvent(\
             new MouseEvent('click', { bubbles: true, composed: true, cancelable: true })))",
    );
    browser.wait("the fields", "root.querySelector('.ex-fields')");
    assert!(
        browser.holds(
            "!window.harmed && !root.querySelector(\
                 'img, script, style:not([data-own]), a[href^=javascript]')"
        ),
        "a text has become markup"
    );
    let mut counted = String::new();
    for selector in [
        ".ex-headline",
        ".ex-event .ex-title",
        ".ex-event .ex-body",
        ".ex-kicker",
        ".ex-sources cite",
    ] {
        let shown = browser.ask_about(
            "return seen(one(given[0])).includes('<script>window.harmed=1</script>')",
            &[selector.into()],
        );
        if shown != true {
            let _ = write!(counted, "{selector} ");
        }
    }
    assert_eq!(counted, "", "not shown as written");
    assert!(
        !site.asked().iter().any(|path| path == "/x"),
        "a picture was fetched"
    );
    assert_eq!(browser.complaints(), NONE);
}

/// A story as a property, in each form that a host may have it; one with errors is refused as one
/// from an address is.
fn takes_a_story_as_a_property(browser: &Browser) {
    let story = include_str!("../fixtures/stories/arabic.json");
    let site = Site::new()
        .file(
            "/article.html",
            article(
                "<explainer-widget lang=en loading=eager src=/own.json>\
                 <p>still</p></explainer-widget>",
            ),
        )
        .file("/own.json", story)
        .serve();
    browser.visit(&site.url("/article.html"));
    let forms = [
        "text",
        "JSON.parse(text)",
        "new TextEncoder().encode(text).buffer",
        "new TextEncoder().encode('xx' + text).subarray(2)",
    ];
    for (number, form) in forms.into_iter().enumerate() {
        let told = story.replacen("Two canals", &format!("{number} canals"), 1);
        browser.ask_about(
            &format!("const [text] = given; host.story = {form}"),
            &[told.into()],
        );
        browser.wait(
            form,
            &format!("seen(one('.ex-headline')).startsWith('{number} canals')"),
        );
    }
    browser.ask("host.story = { format: 1, title: { en: 3 } }");
    let problems =
        browser.await_answer("return await host.ready.then(() => [], ({ problems }) => problems)");
    assert!(problems.to_string().contains("title"), "{problems}");
    assert!(
        browser.holds("seen(one('.ex-headline')).startsWith('3 canals')"),
        "the story before is gone"
    );
}
