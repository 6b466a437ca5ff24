//! The chart follows the story, states its facts in words, and leads back to the timeline.

use crate::support::{ALL, Browser, Engine, Key, NONE, Site, list, story};

journeys! {
    Default in ALL => follows_the_event_that_is_read, keeps_its_day_while_the_keyboard_is_in_it,
        names_one_day_everywhere, keys_set_the_day, plays_and_pauses, each_bar_is_a_stop,
        says_what_a_bar_is_once, a_bar_filters_the_timeline, marks_the_actors_of_the_event,
        never_mixes_measures, describes_the_bars_in_a_sentence, downloads_csv_json_svg_and_png;
    Default in &[Engine::Chromium, Engine::Firefox] => keeps_its_day_while_the_caret_is_in_it,
        a_button_with_the_focus_stays;
    ReducedMotion in &[Engine::Chromium, Engine::Firefox] => does_not_animate_with_reduced_motion;
}

/// The English page, with the chart in sight beside the timeline.
fn open(browser: &Browser, url: &str) {
    browser.visit(url);
    assert!(browser.holds("one('.ex-panel .ex-bars')"));
}

fn day(browser: &Browser) -> String {
    browser.text("return seen(one('.ex-panel .ex-day'))")
}

fn follows_the_event_that_is_read(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    for (event, shown) in [
        ("founding", "2014"),
        ("lamps-complaint", "29 February 2020"),
        ("spectrograph", "2019"),
    ] {
        browser.ask_about(
            "one('#' + given[0]).scrollIntoView(); scrollBy(0, -innerHeight / 5 + 30)",
            &[event.into()],
        );
        browser.wait(
            &format!("the chart shows {shown}"),
            &format!("seen(one('.ex-panel .ex-day')).includes('{shown}')"),
        );
    }
}

/// Brings an event to the reading line, and waits until nothing moves.
fn read(browser: &Browser, event: &str) {
    browser.ask_about(
        "one('#' + given[0]).scrollIntoView(); scrollBy(0, -innerHeight / 5 + 30)",
        &[event.into()],
    );
    browser.wait(
        &format!("{event} is read"),
        &format!("one('li.ex-reading article').id === '{event}'"),
    );
    browser.settle();
}

/// While a reader uses the chart by keyboard, it keeps its day, even if the page scrolls.
fn keeps_its_day_while_the_keyboard_is_in_it(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    read(browser, "lamps-complaint");
    browser.focus(".ex-panel .ex-play");
    browser.press_with_shift(Key::TAB);
    browser.ask("window.bar = host.shadowRoot.activeElement");
    assert!(browser.holds("bar.matches('.ex-bar')"), "no bar is there");
    let own = day(browser);
    let name = browser.text("return bar.getAttribute('aria-label')");
    for event in ["spectrograph", "founding"] {
        read(browser, event);
        assert_eq!(day(browser), own, "at {event}");
        assert!(
            browser.holds("bar === host.shadowRoot.activeElement && bar.isConnected"),
            "the bar under the reader was replaced at {event}"
        );
        assert_eq!(browser.text("return bar.getAttribute('aria-label')"), name);
    }
    browser.focus(".ex-slider");
    read(browser, "spectrograph");
    assert_ne!(day(browser), own, "it stays behind");
}

/// A screen reader moves the caret as it reads; a click leaves no caret behind.
fn keeps_its_day_while_the_caret_is_in_it(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    read(browser, "lamps-complaint");
    let own = day(browser);
    browser.ask("getSelection().collapse(one('.ex-panel .ex-day').firstChild, 0)");
    read(browser, "founding");
    assert_eq!(day(browser), own, "the caret is in the chart");
    browser.click(".ex-panel .ex-day");
    read(browser, "spectrograph");
    assert_ne!(day(browser), own, "it stays behind");
}

/// Date, slider, sentence and bars agree, even on a day for which the slider has no step.
fn names_one_day_everywhere(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    for event in ["founding", "lamps-complaint", "spectrograph"] {
        read(browser, event);
        let said = browser
            .text("return one('.ex-panel input[type=range]').getAttribute('aria-valuetext')");
        let sum = browser.text("return one('.ex-panel .ex-sum').firstChild.textContent");
        assert_eq!(said, format!("{} {sum}", day(browser)), "at {event}");
        let none = browser.holds(
            "all('.ex-panel .ex-bar')\
                 .every((bar) => bar.getAttribute('aria-label').includes('Nothing was known'))",
        );
        assert_eq!(none, sum.contains("Nothing was known"), "at {event}: {sum}");
    }
}

fn keys_set_the_day(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    browser.focus(".ex-panel input[type=range]");
    // The page may scroll to the focus, and the chart follows what is then read.
    browser.settle();
    let own = day(browser);
    let sentences = "return all('.ex-panel .ex-bar').map((bar) => bar.getAttribute('aria-label'))";
    let at = |end: &str| {
        browser.wait(
            end,
            &format!(
                "(({{ value, {end} }}) => value === {end})(one('.ex-panel input[type=range]'))"
            ),
        );
        (day(browser), browser.texts(sentences))
    };
    browser.press(&[Key::HOME]);
    let first = at("min");
    browser.press(&[Key::RIGHT]);
    browser.wait(
        "the next day",
        &format!("seen(one('.ex-panel .ex-day')) !== {:?}", first.0),
    );
    assert_ne!(
        browser.texts(sentences),
        first.1,
        "each stop changes something"
    );
    let said =
        browser.text("return one('.ex-panel input[type=range]').getAttribute('aria-valuetext')");
    let sum = browser.text("return one('.ex-panel .ex-sum').firstChild.textContent");
    assert_eq!(
        said,
        format!("{} {sum}", day(browser)),
        "what the bars show"
    );
    browser.press(&[Key::LEFT]);
    assert_eq!(at("min"), first);
    browser.press(&[Key::END]);
    assert_ne!(at("max"), first);
    browser.press(&[Key::HOME]);
    assert_eq!(at("min"), first);
    browser.ask("one('.ex-panel .ex-follow').click()");
    browser.wait(
        "the reader's own day",
        &format!("seen(one('.ex-panel .ex-day')) === {own:?}"),
    );
}

/// The button that lets the chart follow the timeline goes out of sight when the host opens an
/// event; if it has the focus, it stays until the focus moves on. Not in `WebKit`, which matches
/// `:focus` only in the active window, and several windows are open in the tests.
fn a_button_with_the_focus_stays(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    // As a pointer does: while the keyboard is in the chart, it keeps its day.
    browser.ask(
        "const slider = one('.ex-panel input[type=range]'); slider.value = '1';
         slider.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    let follow = "one('.ex-panel .ex-follow')";
    browser.wait(
        "the chart has a day of its own",
        &format!("!{follow}.classList.contains('ex-placeholder')"),
    );
    browser.focus(".ex-panel .ex-follow");
    browser.ask("host.setAttribute('event', 'spectrograph')");
    browser.wait(
        "the chart follows",
        &format!("{follow}.classList.contains('ex-placeholder')"),
    );
    browser.settle();
    assert!(browser.holds(&format!("host.shadowRoot.activeElement === {follow}")));
    browser.press(&[Key::TAB]);
    browser.wait(
        "the button is out of sight",
        &format!("getComputedStyle({follow}).visibility === 'hidden'"),
    );
}

fn plays_and_pauses(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    // While it scrolls there, the page passes events, and the chart changes with each of them.
    browser.ask("one('.ex-panel .ex-play').scrollIntoView({ block: 'center' })");
    browser.settle();
    let last = day(browser);
    browser.ask(
        "window.waiting = new Set();
         const [start, end] = [window.setTimeout, window.clearTimeout];
         window.setTimeout = (call, delay) => {
             const id = start.call(window, () => { waiting.delete(id); call(); }, delay);
             if (delay === 1_200) waiting.add(id);
             return id;
         };
         window.clearTimeout = (id) => { waiting.delete(id); end.call(window, id); };",
    );
    browser.click(".ex-panel .ex-play");
    browser.wait("the next step is planned", "waiting.size > 0");
    browser.wait("it is said", "seen(one('[role=status]')) === 'Playing'");
    browser.wait(
        "an early day",
        &format!("seen(one('.ex-panel .ex-day')) !== {last:?}"),
    );
    let first = day(browser);
    browser.wait(
        "a later day",
        &format!("seen(one('.ex-panel .ex-day')) !== {first:?}"),
    );
    browser.click(".ex-panel .ex-play");
    browser.wait(
        "it can be played again",
        "seen(one('.ex-panel .ex-play')) === 'Play'",
    );
    let paused = day(browser);
    browser.wait("no step is planned", "waiting.size === 0");
    assert_eq!(day(browser), paused, "it plays on");
    browser.wait(
        "the day and what was known are said",
        &format!("seen(one('[role=status]')).startsWith({paused:?})"),
    );
}

/// A screen reader uses arrow keys itself, so bars are plain stops of the tab key.
fn each_bar_is_a_stop(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    let places = "all('.ex-panel .ex-bar').filter((bar) => bar.getClientRects().length)";
    let count = browser.number(&format!("return {places}.length"));
    assert!(count >= 3.0);
    browser.focus(".ex-panel .ex-bars .ex-bar");
    for expected in 1..count as usize {
        browser.press(&[Key::TAB]);
        let place = browser.number(&format!(
            "return {places}.indexOf(host.shadowRoot.activeElement)"
        ));
        assert_eq!(place as usize, expected);
    }
    browser.press(&[Key::TAB]);
    assert!(browser.holds("host.shadowRoot.activeElement.matches('.ex-play')"));
}

/// The group names the measure, the bar its actor and amount; the rest is a description.
fn says_what_a_bar_is_once(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    let double = browser.texts(
        "return all('.ex-panel .ex-block').filter((block) => {
             const [line, group] = \
                 [block.querySelector('.ex-measure'), block.querySelector('.ex-bars')];
             const words = seen(line.firstChild);
             return line.getAttribute('aria-hidden') !== 'true' \
                 || !group.getAttribute('aria-label').startsWith(words)
                 || [...group.querySelectorAll('.ex-bar')]\
                     .some((bar) => bar.getAttribute('aria-label').includes(words));
         }).map(seen)",
    );
    assert_eq!(double, NONE);
    let silent = browser.texts(
        "return all('.ex-panel .ex-bar').filter((bar) => {
             const [name] = [...bar.querySelectorAll('text')].map(seen);
             const press = `Press to see only events with ${name}.`;
             return !bar.getAttribute('aria-label').startsWith(name) \
                 || !bar.getAttribute('aria-description').endsWith(press);
         }).map((bar) => bar.outerHTML.slice(0, 300))",
    );
    assert_eq!(silent, NONE);
    // A tooltip says in words what the mark at the end of a bar means.
    let unexplained = browser.texts(
        "const marks = { 'at least': `An arrow's point`, about: 'A soft end' };
         return all('.ex-panel .ex-bar').filter((bar) => {
             const amount = seen([...bar.querySelectorAll('text')].at(-1));
             const [words, mark] = \
                 Object.entries(marks).find(([words]) => amount.startsWith(words)) ?? [];
             const tooltip = bar.querySelector('title')?.textContent;
             return !tooltip?.startsWith(`${mark} means “${words}”.`);
         }).map((bar) => bar.outerHTML.slice(0, 300))",
    );
    assert_eq!(unexplained, NONE);
}

fn a_bar_filters_the_timeline(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    let all = browser.events().len();
    browser.focus(".ex-panel .ex-bars .ex-bar");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "fewer events",
        &format!("all('article.ex-event').length < {all}"),
    );
    assert!(browser.holds("host.shadowRoot.activeElement.getAttribute('aria-pressed') === 'true'"));
    // The largest sum is Observatory's; its amounts are listed, each with a date and a source.
    let wanted = list(&story(), "observations")
        .filter(|seen| seen["actor"] == "observatory")
        .count();
    let rows =
        browser.number("return one('.ex-panel .ex-help[open] .ex-amounts tbody').rows.length");
    assert_eq!(rows as usize, wanted);
    assert!(browser.holds(
        "[...one('.ex-panel .ex-amounts tbody').rows]\
             .every((row) => row.querySelector('.ex-cited a') && /20\\d\\d/.test(seen(row)))"
    ));
    browser.press(&[Key::ESCAPE]);
    browser.wait(
        "all events",
        &format!("all('article.ex-event').length === {all}"),
    );
}

fn marks_the_actors_of_the_event(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html#survey-report"));
    browser.waits_for_event("survey-report");
    browser.wait("a mark", "one('.ex-panel .ex-bar.ex-marked')");
    let marked = browser.texts(
        "return all('.ex-panel .ex-bar.ex-marked')\
             .map((bar) => bar.getAttribute('aria-label').match(/^\\w+/)[0])",
    );
    assert!(
        !marked.is_empty() && marked.iter().all(|name| name == "Night"),
        "{marked:?}"
    );
}

fn never_mixes_measures(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    let story = story();
    let names = |chart: &str| -> Vec<String> {
        let chart = list(&story, "charts").find(|it| it["id"] == chart).unwrap();
        let measures = chart["measures"].as_array().unwrap().iter();
        measures
            .map(|id| {
                let measure = list(&story, "measures").find(|it| it["id"] == *id).unwrap();
                measure["name"]["en"].as_str().unwrap().to_owned()
            })
            .collect()
    };
    for chart in ["money", "value"] {
        let blocks = browser.texts(
            "return all('.ex-panel .ex-block:not(.ex-inset) .ex-measure')\
                 .map((it) => seen(it.firstChild))",
        );
        assert_eq!(blocks, names(chart), "a block each");
        let strangers = browser.texts(
            "const rows = [...one('.ex-panel .ex-amounts tbody').rows]\
                 .map((row) => [...row.cells].slice(1, 3).map(seen));
             return all('.ex-panel .ex-block:not(.ex-inset)').flatMap((block) => {
                 const measure = seen(block.querySelector('.ex-measure').firstChild);
                 const amounts = [...block.querySelectorAll('.ex-bar')]\
                     .map((bar) => [...bar.querySelectorAll('text')].map(seen).at(-1));
                 const known = (amount) => \
                     rows.some((row) => row[0] === measure && row[1].startsWith(amount));
                 return amounts.filter((amount) => amount !== '–' && !known(amount))\
                     .map((amount) => `${amount} in ${measure}`);
             })",
        );
        assert_eq!(strangers, NONE);
        if chart == "money" {
            browser.click(".ex-panel .ex-other-chart button");
            browser.wait(
                "the other chart",
                "one('.ex-panel .ex-chart').id === 'value'",
            );
        }
    }
}

fn describes_the_bars_in_a_sentence(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    let amounts = browser.texts(
        "return [...all('.ex-panel .ex-block:not(.ex-inset) .ex-bar')]\
             .map((bar) => [...bar.querySelectorAll('text')].map(seen).at(-1))",
    );
    let sentence = browser.text("return seen(one('.ex-panel .ex-sum'))");
    assert!(amounts.len() >= 4);
    for amount in amounts.iter().filter(|amount| *amount != "–") {
        assert!(
            sentence.contains(amount.as_str()),
            "{amount} is not in: {sentence}"
        );
    }
    browser.focus(".ex-panel input[type=range]");
    browser.press(&[Key::HOME]);
    browser.wait(
        "another sentence",
        &format!("seen(one('.ex-panel .ex-sum')) !== {sentence:?}"),
    );
}

fn does_not_animate_with_reduced_motion(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    assert!(browser.holds("matchMedia('(prefers-reduced-motion: reduce)').matches"));
    let moving = browser.texts(
        "return all('*').filter((it) => {
             const { transitionDuration, animationName } = getComputedStyle(it);
             return animationName !== 'none' \
                 || transitionDuration.split(',').some((time) => parseFloat(time) > 0.01);
         }).map((it) => it.outerHTML.slice(0, 80)).slice(0, 5)",
    );
    assert_eq!(moving, NONE);
}

/// The files that the buttons below the chart save.
fn downloads_csv_json_svg_and_png(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site.url("/index.en.html"));
    browser.ask(
        "window.taken = [];
         const own = URL.createObjectURL;
         let file;
         URL.createObjectURL = (blob) => own.call(URL, file = blob);
         HTMLAnchorElement.prototype.click = function () { taken.push([this.download, file]) }",
    );
    let take = |kind: &str, ending: &str| {
        browser.ask_about(
            "taken.length = 0; all('.ex-panel button').find((it) => seen(it) === given[0]).click()",
            &[kind.into()],
        );
        browser.wait(kind, "taken.length");
        assert_eq!(
            browser.text("return taken[0][0]"),
            format!("chart.{ending}")
        );
    };
    let text = || {
        browser
            .await_answer("return await taken[0][1].text()")
            .as_str()
            .unwrap()
            .to_owned()
    };
    take("CSV", "csv");
    let csv = text();
    assert!(
        csv.contains("\"qualifier\"")
            && csv.contains("\"Observatory\"")
            && csv.contains("\"6400000\""),
        "{csv}"
    );
    assert!(
        csv.contains("\"at_least\"") && csv.contains("\"at least $6.4 million\""),
        "{csv}"
    );
    take("JSON", "json");
    let json: serde_json::Value = serde_json::from_str(&text()).unwrap();
    let rows = json["amounts"].as_array().unwrap();
    assert!(browser.holds(&format!(
        "all('.ex-panel .ex-amounts tbody tr').length === {}",
        rows.len()
    )));
    assert!(
        json["cite_as"]
            .as_str()
            .is_some_and(|words| words.contains("As of")),
        "{json}"
    );
    assert!(
        rows.iter().all(|row| row["sources"]
            .as_str()
            .is_some_and(|it| it.contains("https://"))),
        "{json}"
    );
    take("SVG", "svg");
    let svg = text();
    assert!(
        svg.starts_with("<svg")
            && svg.contains("Observatory")
            && svg.contains("<rect")
            && !svg.contains("class="),
        "{svg}"
    );
    take("PNG", "png");
    let start = browser
        .await_answer("return [...new Uint8Array(await taken[0][1].arrayBuffer())].slice(0, 4)");
    assert_eq!(start, serde_json::json!([0x89, 0x50, 0x4e, 0x47]));
    assert_eq!(browser.complaints(), NONE);
}
