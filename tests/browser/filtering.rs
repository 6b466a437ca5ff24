//! Filtering and finding: the right events, the right count, hits marked, and one tap back to
//! everything.

use serde_json::Value;

use crate::support::{ALL, Browser, Key, NONE, Site, list, story};

journeys! {
    Default in ALL => by_who_takes_part, by_subject_and_certainty, by_words_in_either_language,
        says_that_nothing_matches, a_jump_to_a_hidden_event_clears_filters,
        says_the_count_once_for_all_letters, moves_the_focus_into_the_search_field_and_back,
        keeps_what_is_typed_while_the_page_moves;
}

/// The count is announced after the last letter, and not within the burst of changes after each
/// letter.
fn says_the_count_once_for_all_letters(browser: &Browser) {
    let site = Site::new().serve();
    searching(browser, &site.url("/index.en.html"));
    browser.ask(
        "window.said = []; const status = one('[role=status]');
         new MutationObserver(() => said.push(seen(status)))\
             .observe(status, { childList: true, characterData: true, subtree: true })",
    );
    let mut expected = Vec::new();
    let mut says = |count: String| {
        expected.push(count);
        let wanted = serde_json::to_string(&expected).unwrap();
        browser.wait(
            &format!("the counts {wanted}"),
            &format!("JSON.stringify(said.filter(Boolean)) === {wanted:?}"),
        );
    };
    let all = list(&story(), "events").count();
    let found = those(|event| searchable(event).contains("harbour")).len();
    browser.focus("input[type=search]");
    browser.write("harbour");
    says(format!("{found} of {all} events"));
    browser.write("qqq");
    says("No event matches.".to_owned());
    browser.click(".ex-result button");
    says(format!("{all} of {all} events"));
}

fn moves_the_focus_into_the_search_field_and_back(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html"));
    let open = ".ex-tools button[aria-expanded=false]";
    browser.focus(open);
    browser.press(&[Key::ENTER]);
    let focused = "host.shadowRoot.activeElement";
    browser.wait(
        "the field has the focus",
        &format!("{focused}?.type === 'search'"),
    );
    browser.write("quarry");
    browser.wait(
        "what was typed is found",
        "root.querySelector('.ex-result')",
    );
    browser.press(&[Key::ESCAPE]);
    browser.wait(
        "the field is closed",
        "!root.querySelector('input[type=search]')",
    );
    browser.wait("every event", "!root.querySelector('.ex-result')");
    assert!(browser.holds(&format!(
        "{focused}?.getAttribute('aria-expanded') === 'false'"
    )));
}

/// An event comes to the reading line while the browser has not painted the last letters yet.
fn keeps_what_is_typed_while_the_page_moves(browser: &Browser) {
    let site = Site::new().serve();
    searching(browser, &site.url("/index.en.html"));
    browser.ask(
        "[window.held, window.paint] = [[], requestAnimationFrame]; \
             window.requestAnimationFrame = (it) => held.push(it)",
    );
    browser.focus("input[type=search]");
    browser.write("quarry");
    browser.ask("one('#spectrograph').scrollIntoView()");
    browser.settle();
    assert_eq!(
        browser.text("return one('input[type=search]').value"),
        "quarry"
    );
    browser.ask("window.requestAnimationFrame = paint; held.forEach((it) => paint(it))");
    browser.wait(
        "what was typed is found",
        "root.querySelector('.ex-result')",
    );
    assert_eq!(
        browser.text("return one('input[type=search]').value"),
        "quarry"
    );
}

/// Returns the ids of the story's events that meet a condition.
fn those(holds: impl Fn(&Value) -> bool) -> Vec<String> {
    let story = story();
    let found: Vec<String> = list(&story, "events")
        .filter(|it| holds(it))
        .map(|it| it["id"].as_str().unwrap().to_owned())
        .collect();
    let all = list(&story, "events").count();
    assert!(
        !found.is_empty() && found.len() < all,
        "the story has no such events, or no others"
    );
    found
}

fn has(event: &Value, list: &str, id: &str) -> bool {
    event[list]
        .as_array()
        .is_some_and(|ids| ids.iter().any(|it| it == id))
}

/// Waits until exactly these events are shown, and until the count says so.
fn shows(browser: &Browser, ids: &[String]) {
    let wanted = serde_json::to_string(ids).unwrap();
    browser.wait(
        &format!("the events {wanted}"),
        &format!("JSON.stringify(all('article.ex-event').map((it) => it.id)) === {wanted:?}"),
    );
    let all = list(&story(), "events").count();
    if ids.len() == all {
        browser.wait("no count", "!root.querySelector('.ex-result')");
    } else {
        let told = browser.text("return seen(one('.ex-result span'))");
        assert_eq!(told, format!("{} of {all} events", ids.len()));
    }
}

fn everything() -> Vec<String> {
    list(&story(), "events")
        .map(|it| it["id"].as_str().unwrap().to_owned())
        .collect()
}

/// The English page with its search open.
fn searching(browser: &Browser, url: &str) {
    browser.visit(url);
    browser.click(".ex-tools button[aria-expanded=false]");
    browser.wait("the fields", "one('input[type=search]')");
}

fn by_who_takes_part(browser: &Browser) {
    let site = Site::new().serve();
    browser.visit(&site.url("/index.en.html"));
    let wanted = those(|event| {
        has(event, "actors", "night-trust") || event["speaker"]["actor"] == "night-trust"
    });
    let pill =
        "return all('.ex-pills button').findIndex((it) => seen(it).includes('Night Sky')) + 1";
    let place = browser.number(pill);
    let pill = format!(".ex-pills button:nth-child({place})");
    browser.click(&pill);
    shows(browser, &wanted);
    assert!(browser.holds(&format!(
        "one('{pill}').getAttribute('aria-pressed') === 'true'"
    )));
    browser.click(&pill);
    shows(browser, &everything());
}

fn by_subject_and_certainty(browser: &Browser) {
    let site = Site::new().serve();
    searching(browser, &site.url("/index.en.html"));
    let list_with = |value: &str| format!("select:has(option[value={value}])");
    browser.choose(&list_with("hearings"), "hearings");
    shows(browser, &those(|event| has(event, "tags", "hearings")));
    browser.choose(&list_with("alleged"), "alleged");
    shows(
        browser,
        &those(|event| has(event, "tags", "hearings") && event["status"] == "alleged"),
    );
    browser.choose(&list_with("hearings"), "");
    shows(browser, &those(|event| event["status"] == "alleged"));
}

/// All texts of an event that can be searched, in every language, in lower case.
fn searchable(event: &Value) -> String {
    let texts = [
        &event["title"],
        &event["body"],
        &event["speaker"]["name"],
        &event["response"]["by"],
        &event["response"]["text"],
    ];
    let texts = texts
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(|text| text.values());
    texts
        .filter_map(Value::as_str)
        .collect::<Vec<_>>()
        .join("\n")
        .replace('\u{200b}', "")
        .to_lowercase()
}

fn by_words_in_either_language(browser: &Browser) {
    let site = Site::new().serve();
    for words in ["harbour", "SPECTROGRAPH", "反対申立て"] {
        searching(browser, &site.url("/index.en.html"));
        browser.focus("input[type=search]");
        browser.write(words);
        browser.wait(
            "the words in the field",
            &format!("one('input[type=search]').value === {words:?}"),
        );
        let folded = words.to_lowercase();
        shows(browser, &those(|event| searchable(event).contains(&folded)));
        // A hit in the other language is not marked in this one.
        if words.is_ascii() {
            // The words before the last letter may have found the same events.
            browser.wait(
                "marks of all the words, and no others",
                &format!(
                    "((marks) => marks.length && marks.every((it) => it === {folded:?}))(\
                         all('.ex-event mark').map((it) => seen(it).toLowerCase()))"
                ),
            );
        }
        browser.click(".ex-result button");
        shows(browser, &everything());
        assert!(
            browser.holds("one('input[type=search]').value === ''"),
            "the field still has the words"
        );
    }
}

fn says_that_nothing_matches(browser: &Browser) {
    let site = Site::new().serve();
    searching(browser, &site.url("/index.en.html"));
    browser.focus("input[type=search]");
    browser.write("qqqq");
    browser.wait("no event", "all('article.ex-event').length === 0");
    assert_eq!(
        browser.text("return seen(one('.ex-nothing'))"),
        "No event matches."
    );
    assert_eq!(
        browser.text("return seen(one('.ex-result span'))"),
        "No event matches."
    );
    assert_eq!(browser.complaints(), NONE);
}

/// A jump to an event that a filter hides shows it.
fn a_jump_to_a_hidden_event_clears_filters(browser: &Browser) {
    let site = Site::new().serve();
    searching(browser, &site.url("/index.en.html"));
    browser.focus("input[type=search]");
    browser.write("spectrograph");
    browser.wait("few events", "all('article.ex-event').length < 10");
    browser.ask("location.hash = '#survey-report'");
    browser.waits_for_event("survey-report");
    shows(browser, &everything());
}
