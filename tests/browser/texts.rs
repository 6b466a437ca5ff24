//! The texts of each language are a file of the release. Those in the reader's language come with
//! the story, the others when it is live. What a reader does until then shows no blank.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::support::{ALL, Browser, NONE, Site, article, dist};

journeys! {
    Default in ALL => loads_the_texts_of_the_reader_s_language_first,
        keeps_the_language_until_the_texts_are_there, finds_words_when_their_texts_come,
        stays_in_its_language_without_the_texts, refuses_texts_that_are_not_the_released_ones,
        a_bare_element_without_texts_links_to_the_story, a_story_that_names_no_texts_is_refused,
        a_reader_who_saves_data_gets_one_language;
}

/// The release in Japanese, and a switch before which the English texts are not answered.
fn with_late_english() -> (Site, Arc<AtomicBool>) {
    let open = Arc::new(AtomicBool::new(false));
    let gate = Arc::clone(&open);
    let site = Site::new().on(".txt", move |answer| {
        // The answer is held by the test, not for a time.
        while answer.path.contains(".en.texts-") && !gate.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(5));
        }
    });
    (site, open)
}

fn headline(lang: &str) -> String {
    let title = crate::support::story()["title"][lang].to_string();
    format!("one('.explainer').lang === '{lang}' && seen(one('.ex-headline')) === {title}")
}

fn loads_the_texts_of_the_reader_s_language_first(browser: &Browser) {
    for (page, first, second) in [("/", "ja", "en"), ("/index.en.html", "en", "ja")] {
        let site = Site::new().serve();
        browser.visit(&site.url(page));
        let asked = format!(
            "(() => {{
                 const asked = performance.getEntriesByType('resource').map((it) => it.name);
                 const at = (lang) => asked.findIndex((it) => it.includes(`.${{lang}}.texts-`));
                 return at('{first}') >= 0 && at('{first}') < at('{second}');
             }})()"
        );
        browser.wait("both are there, in this order", &asked);
        assert!(browser.holds(&headline(first)));
        assert_eq!(browser.complaints(), NONE);
    }
}

fn keeps_the_language_until_the_texts_are_there(browser: &Browser) {
    let (site, open) = with_late_english();
    let site = site.serve();
    browser.visit(&site.url("/"));
    browser.ask("window.pressed = one('button.ex-language'); pressed.focus()");
    browser.press(&[" "]);
    // Something else is drawn in between.
    browser.ask("window.spacing = seen(one('.ex-tools .ex-spacing'))");
    browser.click(".ex-tools .ex-spacing");
    browser.wait(
        "another spacing",
        "seen(one('.ex-tools .ex-spacing')) !== spacing",
    );
    assert!(browser.holds(&headline("ja")));
    assert!(browser.holds("all('.ex-event h4, .ex-event h3').every((it) => it.textContent)"));
    open.store(true, Ordering::Relaxed);
    browser.wait("English", &headline("en"));
    browser.wait(
        "the new language is said in its own words",
        "seen(one('[role=status]')) === 'Language: English'",
    );
    // From here on, a change needs nobody.
    browser.click("button.ex-language:has([lang=ja])");
    browser.wait("Japanese", &headline("ja"));
    assert_eq!(browser.complaints(), NONE);
}

/// A search covers all languages, so it finds more when their texts have come.
fn finds_words_when_their_texts_come(browser: &Browser) {
    let (site, open) = with_late_english();
    let site = site.serve();
    browser.visit(&site.url("/"));
    browser.click(".ex-tools button[aria-expanded=false]");
    browser.wait("the field", "one('input[type=search]')");
    browser.focus("input[type=search]");
    browser.write("harbour");
    browser.wait("nothing is found", "all('.ex-event').length === 0");
    open.store(true, Ordering::Relaxed);
    browser.wait("events are found", "all('.ex-event').length > 0");
    assert!(browser.holds(&headline("ja")));
    browser.wait(
        "their number is said",
        "/[1-9]/.test(seen(one('[role=status]')))",
    );
    assert!(browser.holds("root.activeElement?.value === 'harbour'"));
    assert_eq!(browser.complaints(), NONE);
}

fn stays_in_its_language_without_the_texts(browser: &Browser) {
    let there = Arc::new(AtomicBool::new(false));
    let switch = Arc::clone(&there);
    let site = Site::new()
        .on(".txt", move |answer| {
            if answer.path.contains(".en.texts-") && !switch.load(Ordering::Relaxed) {
                answer.status = 404;
                answer.body = Vec::new();
            }
        })
        .serve();
    browser.visit(&site.url("/"));
    let told = "complaints.filter((it) => it.includes('HTTP 404') \
        && it.includes('.en.texts-') && it.startsWith('console.error')).length";
    browser.wait("the console says it", &format!("{told} === 1"));
    browser.click("button.ex-language");
    browser.wait("the console says it again", &format!("{told} === 2"));
    assert!(browser.holds(&headline("ja")));
    // The story is alive, and the next try succeeds.
    there.store(true, Ordering::Relaxed);
    browser.click("button.ex-language");
    browser.wait("English", &headline("en"));
}

fn refuses_texts_that_are_not_the_released_ones(browser: &Browser) {
    let site = Site::new()
        .on(".txt", |answer| {
            if answer.path.contains(".en.texts-") {
                // As long as before, so that only the hash tells.
                let last = answer.body.len() - 1;
                answer.body[last] = b'?';
            }
        })
        .serve();
    browser.go(&site.url("/index.en.html"));
    browser.wait(
        "the console names the file",
        "complaints.some((it) => it.startsWith('console.error: explainer-widget:') \
             && it.includes('.en.texts-') && it.includes('not the released file'))",
    );
    // The static story stays.
    assert!(browser.holds("root === host && host.innerText.length > 1000"));
}

fn a_bare_element_without_texts_links_to_the_story(browser: &Browser) {
    let bare = "<div lang=en><explainer-widget loading=eager></explainer-widget></div>";
    let site = Site::new()
        .file("/article.html", article(bare))
        .on(".txt", |answer| {
            if answer.path.contains(".texts-") {
                answer.status = 404;
            }
        })
        .serve();
    browser.go(&site.url("/article.html"));
    browser.wait("a link", "host.shadowRoot?.querySelector('a')");
    assert_eq!(
        browser.text("return host.shadowRoot.querySelector('a').href"),
        site.url("/index.en.html")
    );
}

/// The first line of a packed story is damaged: nobody waits for texts that no file has.
fn a_story_that_names_no_texts_is_refused(browser: &Browser) {
    let folder = |path: std::path::PathBuf| {
        let entries = std::fs::read_dir(path).expect("a folder");
        entries.map(|entry| entry.expect("a file").path())
    };
    let version = folder(dist().join("v")).next().expect("a version");
    let story = folder(version)
        .find(|file| {
            let name = file.to_string_lossy();
            name.contains("journey.story-") && name.ends_with(".txt")
        })
        .expect("the packed story");
    let packed = std::fs::read(story).expect("the packed story");
    let end = packed
        .iter()
        .position(|byte| *byte == b'\n')
        .expect("a line");
    let damaged = [&packed[..6], &b"{}"[..], &packed[end..]].concat();
    let bare = "<explainer-widget lang=en loading=eager packed=/own.txt></explainer-widget>";
    let site = Site::new()
        .file("/article.html", article(bare))
        .file("/own.txt", damaged)
        .serve();
    browser.go(&site.url("/article.html"));
    browser.wait(
        "the console says so",
        "complaints.some((it) => it.startsWith('console.error: explainer-widget:') \
             && it.includes('damaged'))",
    );
    let cause =
        browser.await_answer("return await host.ready.then(() => 'none', ({ cause }) => cause)");
    assert_eq!(cause, "integrity");
}

fn a_reader_who_saves_data_gets_one_language(browser: &Browser) {
    // No driver sets this for all engines; so the page says what their settings would.
    let ways = [
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })",
        "const media = window.matchMedia; window.matchMedia = (query) =>
             query.includes('reduced-data') ? { matches: true } : media.call(window, query)",
    ];
    for way in ways {
        let page = article("<explainer-widget lang=en loading=eager></explainer-widget>").replacen(
            "<head>",
            &format!("<head><script>{way}</script>"),
            1,
        );
        let site = Site::new().file("/saving.html", page).serve();
        browser.visit(&site.url("/saving.html"));
        browser.wait("English", &headline("en"));
        // The program would ask for the others after one frame.
        browser.ask(
            "return new Promise((done) => {
                 const wait = (frames) =>
                     frames ? requestAnimationFrame(() => wait(frames - 1)) : done();
                 wait(5);
             })",
        );
        let asked = |lang: &str| {
            let texts = format!(".{lang}.texts-");
            site.asked().iter().any(|path| path.contains(&texts))
        };
        assert!(asked("en") && !asked("ja"), "{way}: {:?}", site.asked());
        browser.ask("one('button.ex-language').click()");
        browser.wait("Japanese when the reader chooses it", &headline("ja"));
        assert!(asked("ja"));
        assert_eq!(browser.complaints(), NONE);
    }
}
