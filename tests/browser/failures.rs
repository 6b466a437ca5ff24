//! After every failure, the static story stays, the console names the cause, and the host gets an
//! event.

use std::time::Duration;

use crate::hosting::with_static_story;
use crate::support::{
    ALL, Answer, Audit, Browser, NONE, Site, article, bare, dist, list, story, told_of,
};

journeys! {
    Default in ALL => the_program_is_missing, the_program_is_a_web_page, the_module_is_missing,
        the_module_has_the_wrong_type, the_program_has_no_type, the_policy_forbids_the_program,
        the_policy_forbids_requests, the_program_is_tampered_with, the_module_is_tampered_with,
        the_style_is_tampered_with, the_story_is_tampered_with, another_origin_does_not_share,
        a_story_is_missing, an_attribute_is_no_address, a_page_has_no_address, a_story_has_errors,
        a_story_has_errors_without_a_static_story, a_later_story_has_errors, the_server_is_slow,
        the_connection_breaks, the_connection_comes_back, works_after_a_new_try,
        links_to_the_story_without_a_static_story,
        says_why_in_a_page_from_a_file, a_trap_restores_the_static_story,
        a_trap_before_the_story_is_live_is_tried_once_more, a_second_trap_is_final;
}

/// Visits a site with a fault: the host and the console get the cause, with these words, and the
/// whole static story is there.
fn fails(browser: &Browser, site: Site, cause: &str, words: &[&str]) {
    let site = site.serve();
    browser.go(&site.url("/index.en.html"));
    stays_static(browser, cause, words);
    let shown = bare(&browser.text("return host.innerText"));
    for event in list(&story(), "events") {
        assert!(
            told_of(event, "en").iter().all(|text| shown.contains(text)),
            "{} is not all there",
            event["id"]
        );
    }
}

fn stays_static(browser: &Browser, cause: &str, words: &[&str]) {
    let told = "complaints.find((it) => it.startsWith('console.error: explainer-widget:'))";
    browser.wait("the console names the cause", told);
    let told = browser.text(&format!("return {told}"));
    for word in words {
        assert!(told.contains(word), "“{word}” is not in: {told}");
    }
    assert!(browser.holds("root === host"), "something lives");
    let found =
        browser.await_answer("return await host.ready.then(() => 'none', ({ cause }) => cause)");
    assert_eq!(found, cause, "{told}");
}

fn with_status(status: u16) -> impl Fn(&mut Answer) {
    move |answer| {
        answer.status = status;
        answer.body = b"<!doctype html><title>No</title>".to_vec();
        answer.header("Content-Type", "text/html");
    }
}

fn the_program_is_missing(browser: &Browser) {
    fails(
        browser,
        Site::new().on(".wasm", with_status(404)),
        "not-found",
        &["404", ".wasm"],
    );
}

fn the_program_is_a_web_page(browser: &Browser) {
    // The cause is found in engines with the integrity of `fetch`, and in those without.
    fails(
        browser,
        Site::new().on(".wasm", with_status(200)),
        "html",
        &["web page", ".wasm"],
    );
}

fn the_module_is_missing(browser: &Browser) {
    let missing = |answer: &mut Answer| with_status(404)(answer);
    fails(browser, live_module(missing), "not-found", &["404", "live"]);
}

fn the_module_has_the_wrong_type(browser: &Browser) {
    fails(
        browser,
        live_module(|answer| answer.header("Content-Type", "text/plain")),
        "mime",
        &["text/javascript", "text/plain"],
    );
}

/// The release with a fault in the script of the live story.
fn live_module(change: impl Fn(&mut Answer) + Send + Sync + 'static) -> Site {
    Site::new().on(".js", move |answer| {
        if answer.path.contains("/live-") {
            change(answer);
        }
    })
}

/// A server that does not know the type of WebAssembly causes no failure.
fn the_program_has_no_type(browser: &Browser) {
    let site = Site::new()
        .on(".wasm", |answer| {
            answer.header("Content-Type", "application/octet-stream")
        })
        .serve();
    browser.visit(&site.url("/"));
    let complaints = browser.complaints();
    assert!(
        !complaints.iter().any(|it| it.starts_with("console.error")),
        "{complaints:?}"
    );
}

fn policy(policy: &'static str) -> Site {
    Site::new().on(".html", move |answer| {
        answer.header("Content-Security-Policy", policy)
    })
}

fn the_policy_forbids_the_program(browser: &Browser) {
    fails(
        browser,
        policy("script-src 'self'; object-src 'none'"),
        "csp",
        &["Content-Security-Policy", "'wasm-unsafe-eval'"],
    );
}

fn the_policy_forbids_requests(browser: &Browser) {
    fails(
        browser,
        policy("connect-src 'none'"),
        "csp",
        &["Content-Security-Policy", "connect-src"],
    );
}

fn tampered(answer: &mut Answer) {
    // The change is in the middle, where only the hash detects it.
    let middle = answer.body.len() / 2;
    answer.body[middle] ^= 1;
}

fn the_program_is_tampered_with(browser: &Browser) {
    fails(
        browser,
        Site::new().on(".wasm", tampered),
        "integrity",
        &[".wasm", "not the released file"],
    );
}

fn the_module_is_tampered_with(browser: &Browser) {
    let longer = |answer: &mut Answer| answer.edit(|module| module + "\nfetch('/stolen')");
    fails(
        browser,
        live_module(longer),
        "integrity",
        &["live-", "not the released file"],
    );
}

fn the_style_is_tampered_with(browser: &Browser) {
    let longer = |answer: &mut Answer| answer.edit(|style| style + "\n:host { position: fixed }");
    fails(
        browser,
        Site::new().on(".css", move |answer| {
            if answer.path.contains("/explainer-") {
                longer(answer)
            }
        }),
        "integrity",
        &[".css"],
    );
}

fn the_story_is_tampered_with(browser: &Browser) {
    fails(
        browser,
        Site::new().on(".txt", tampered),
        "integrity",
        &[".story"],
    );
}

fn another_origin_does_not_share(browser: &Browser) {
    let far = Site::new()
        .on(".js", |answer| {
            answer.header("Access-Control-Allow-Origin", "*")
        })
        .on(".css", |answer| {
            answer.header("Access-Control-Allow-Origin", "*")
        })
        .serve();
    let page = article("<explainer-widget lang=en loading=eager><p>still</p></explainer-widget>");
    let near = Site::new()
        .file(
            "/article.html",
            page.replace("/explainer.js", &far.url("/explainer.js")),
        )
        .serve();
    browser.go(&near.url("/article.html"));
    stays_static(
        browser,
        "cors",
        &["Access-Control-Allow-Origin", &far.address],
    );
    assert!(browser.holds("host.innerText === 'still' && host.firstChild.getClientRects().length"));
}

/// A page whose widget loads a story by `src`.
fn with_story(story: &str) -> Site {
    let page =
        "<explainer-widget lang=en loading=eager src=/own.json><p>still</p></explainer-widget>";
    Site::new()
        .file("/article.html", article(page))
        .file("/own.json", story)
}

fn a_story_is_missing(browser: &Browser) {
    let site = with_story("").on("own.json", with_status(404)).serve();
    browser.go(&site.url("/article.html"));
    stays_static(browser, "not-found", &["own.json", "404"]);
}

/// The console names the attribute, its value and a right one. Without its images a story is shown.
fn an_attribute_is_no_address(browser: &Browser) {
    let visit = |attributes: &str| {
        let page = format!(
            "<explainer-widget lang=en loading=eager {attributes}><p>still</p></explainer-widget>"
        );
        let site = Site::new().file("/article.html", article(&page)).serve();
        browser.go(&site.url("/article.html"));
        site
    };
    for attribute in ["src", "packed"] {
        let _site = visit(&format!("{attribute}=\"https://[\""));
        let words = [attribute, "https://[", "is not an address, as in"];
        stays_static(browser, "not-found", &words);
    }
    let _site = visit("images=\"https://[\"");
    browser.alive();
    let told = browser.complaints();
    assert!(
        told.iter().any(|it| it.contains("images=\"https://[\"")),
        "{told:?}"
    );
}

/// In a notebook, the page has no address that others could be relative to.
fn a_page_has_no_address(browser: &Browser) {
    let site = Site::new()
        .file("/article.html", article("<div id=place></div>"))
        .serve();
    browser.go(&site.url("/article.html"));
    browser.ask(
        "const base = document.createElement('base');
         base.href = 'about:blank';
         document.head.append(base);
         if (document.baseURI !== 'about:blank') throw new Error(document.baseURI);
         const widget = document.createElement('explainer-widget');
         Object.assign(widget, { lang: 'en', loading: 'eager' });
         document.querySelector('#place').append(widget);",
    );
    browser.alive();
    assert_eq!(browser.complaints(), NONE);
}

/// A story with a title that is not a text, for a problem with its location and message.
const BAD: &str = r#"{ "format": 1, "id": "bad", "languages": ["en"], "title": { "en": 3 } }"#;

fn a_story_has_errors(browser: &Browser) {
    let site = with_story(BAD).serve();
    browser.go(&site.url("/article.html"));
    stays_static(browser, "story", &["title.en", "explainer check"]);
    assert!(browser.holds("host.innerText === 'still'"));
    assert_eq!(Audit::axe(browser), NONE);
}

fn a_story_has_errors_without_a_static_story(browser: &Browser) {
    for (lang, sentence) in [
        ("en", "This explainer cannot be shown."),
        ("ja", "この図解は表示できません。"),
    ] {
        let widget = format!(
            "<explainer-widget lang={lang} loading=eager src=/own.json></explainer-widget>"
        );
        let site = Site::new()
            .file("/article.html", article(&widget))
            .file("/own.json", BAD)
            .serve();
        browser.go(&site.url("/article.html"));
        stays_static(browser, "story", &["title.en", "explainer check"]);
        assert_eq!(browser.text("return host.shadowRoot.textContent"), sentence);
        assert_eq!(Audit::axe(browser), NONE);
        let problems = browser
            .await_answer("return await host.ready.then(() => [], ({ problems }) => problems)");
        assert!(problems.to_string().contains("title.en"), "{problems}");
    }
}

fn a_later_story_has_errors(browser: &Browser) {
    let good = include_str!("../fixtures/stories/arabic.json");
    let site = with_story(good).file("/bad.json", BAD).serve();
    browser.visit(&site.url("/article.html"));
    browser.ask("host.src = '/bad.json'");
    browser.wait(
        "the console names the cause",
        "complaints.some((it) => it.includes('title.en'))",
    );
    assert!(
        browser.holds("root !== host && one('#suez-opened')"),
        "the story before is gone"
    );
    assert_eq!(Audit::axe(browser), NONE);
}

fn the_connection_breaks(browser: &Browser) {
    let site = Site::new().on(".wasm", |answer| answer.broken = true);
    fails(browser, site, "offline", &[".wasm", "cannot be reached"]);
}

/// The first request fails, and the one that looks for the cause does not: nobody has changed the
/// file.
fn the_connection_comes_back(browser: &Browser) {
    let script = "<script>{
        const get = window.fetch;
        let away = true;
        window.fetch = (address, ...more) => {
            if (!away || !String(address).includes('own.json')) return get(address, ...more);
            away = false;
            return Promise.reject(new TypeError('no network'));
        };
    }</script>";
    let page =
        "<explainer-widget lang=en loading=eager src=/own.json><p>still</p></explainer-widget>";
    let page = article(page).replacen("<head>", &format!("<head>{script}"), 1);
    let site = Site::new()
        .file("/article.html", page)
        .file("/own.json", include_str!("../fixtures/stories/arabic.json"))
        .serve();
    browser.go(&site.url("/article.html"));
    stays_static(browser, "offline", &["own.json", "cannot be reached"]);
}

fn the_server_is_slow(browser: &Browser) {
    let site = Site::new()
        .on(".wasm", |answer| {
            answer.delay = Duration::from_millis(2_000)
        })
        .serve();
    browser.go(&site.url("/index.en.html"));
    browser.wait(
        "the static story",
        "root === host && document.readyState === 'complete' && one('#spectrograph')",
    );
    let place = browser.number(
        "one('#spectrograph').scrollIntoView(); \
             return one('#spectrograph').getBoundingClientRect().top",
    );
    browser.alive();
    let after = browser.number("return one('#spectrograph').getBoundingClientRect().top");
    assert!(
        (place - after).abs() < 1.1,
        "the reader was at {place} and is at {after}"
    );
}

/// The next widget of the page tries again what failed before.
fn works_after_a_new_try(browser: &Browser) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let asked = AtomicUsize::new(0);
    let site = Site::new()
        .on(".wasm", move |answer| {
            if asked.fetch_add(1, Ordering::Relaxed) == 0 {
                answer.status = 503;
            }
        })
        .serve();
    browser.go(&site.url("/index.en.html"));
    browser.wait("a failure", "complaints.length > 0");
    browser.await_answer(
        "const it = host; it.remove(); await new Promise((done) => setTimeout(done)); \
             document.body.append(it)",
    );
    browser.alive();
}

/// Without a static story, a failure leaves a link to it, in the reader's language.
fn links_to_the_story_without_a_static_story(browser: &Browser) {
    for (lang, words, page) in [
        ("ja", "別のページで", "/"),
        ("en", "on a page of its own", "/index.en.html"),
    ] {
        let article = article(&format!(
            "<div lang={lang}><explainer-widget loading=eager></explainer-widget></div>"
        ));
        let site = Site::new()
            .file("/article.html", article)
            .on(".wasm", with_status(404))
            .serve();
        browser.go(&site.url("/article.html"));
        browser.wait("a link", "host.shadowRoot?.querySelector('a')");
        assert!(
            browser
                .text("return host.shadowRoot.textContent")
                .contains(words)
        );
        assert_eq!(
            browser.text("return host.shadowRoot.querySelector('a').href"),
            site.url(page)
        );
    }
}

/// Browsers run no modules in a page that was opened from a file: it shows the static story with
/// its style sheet, and says why it is not live.
fn says_why_in_a_page_from_a_file(browser: &Browser) {
    for (page, words) in [
        ("index.html", "ファイル"),
        ("index.en.html", "opened from a file"),
    ] {
        browser.go(&format!("file://{}", dist().join(page).display()));
        browser.wait(
            "the page says why",
            "document.querySelector('#from-file').getClientRects().length",
        );
        assert!(
            browser
                .text("return document.querySelector('#from-file').innerText")
                .contains(words),
            "{page}"
        );
        assert!(
            browser.holds("root === host && one('#spectrograph').getClientRects().length"),
            "{page}: no static story"
        );
        assert_eq!(
            browser.text("return getComputedStyle(one('.explainer')).containerName"),
            "explainer",
            "{page}"
        );
    }
}

/// A site whose page has the program's memory, `memory`, from when the program has been compiled.
fn with_memory() -> Site {
    Site::new().on(".js", |answer| {
        if answer.path.contains("/live-") {
            answer.edit(|glue| {
                format!(
                    "const {{ instantiate, instantiateStreaming }} = WebAssembly;\
                     const memory = (it) => it instanceof WebAssembly.Memory;\
                     const keep = (it) => (globalThis.memory = \
                         Object.values(it.instance.exports).find(memory), it);\
                     WebAssembly.instantiate = (...all) => instantiate(...all).then(keep);\
                     WebAssembly.instantiateStreaming = (...all) => \
                         instantiateStreaming(...all).then(keep);{glue}"
                )
            });
        }
        // The loader must not compare hashes: this test is about another failure.
        if answer.path.ends_with("/explainer.js") {
            answer.edit(|loader| loader.replace("integrity:", "unheeded:"));
        }
    })
}

const DAMAGE: &str = "new Uint8Array(memory.buffer).fill(255)";

/// The program traps after it has started: here, because all of its memory is overwritten.
fn a_trap_restores_the_static_story(browser: &Browser) {
    let site = with_memory().serve();
    browser.visit(&site.url("/index.en.html"));
    browser.ask(&format!("{DAMAGE}; one('.ex-toolbar button').click()"));
    browser.wait(
        "the static story",
        "root === host && one('#spectrograph').getClientRects().length",
    );
    browser.wait(
        "the cause",
        "complaints.some((it) => it.includes('console.error: explainer-widget: the program has \
             stopped'))",
    );
}

/// A page on which the program traps `times` times before its story is live: while it yields to the
/// browser, after it was compiled.
fn trapping(times: u32, attributes: &str) -> Site {
    let script = format!(
        "<script>window.times = {times}; const wait = setTimeout;
             window.setTimeout = (...all) => {{
                 if (window.memory && times) {{ times--; {DAMAGE}; window.memory = undefined }}
                 return wait(...all)
             }}</script>"
    );
    let page = with_static_story(&script, "");
    let page = page.replace(
        "<explainer-widget",
        &format!("<explainer-widget {attributes}"),
    );
    with_memory().file("/page.html", page)
}

fn a_trap_before_the_story_is_live_is_tried_once_more(browser: &Browser) {
    for attributes in ["", "height=400"] {
        let site = trapping(1, attributes).serve();
        browser.visit(&site.url("/page.html"));
        assert!(browser.holds("times === 0"), "no trap");
        // The trap itself is an error of the page, too.
        let told = browser.texts("return complaints.filter((it) => it.startsWith('console.'))");
        assert!(
            matches!(&told[..], [warning] if warning.starts_with("console.warn: explainer-widget:")
                && warning.contains("It starts once more.")),
            "{told:?}"
        );
        let ready = browser.await_answer("return (await host.ready) === host");
        assert_eq!(ready, true);
        browser.click(".ex-pills button");
        browser.wait("the story lives", "one('.ex-result span')");
    }
}

fn a_second_trap_is_final(browser: &Browser) {
    let site = trapping(2, "").serve();
    browser.go(&site.url("/page.html"));
    browser.wait(
        "the cause",
        "complaints.some((it) => it.startsWith('console.error: explainer-widget:'))",
    );
    assert!(browser.holds("root === host && times === 0"));
    let cause =
        browser.await_answer("return await host.ready.then(() => 'none', ({ cause }) => cause)");
    assert_eq!(cause, "trap");
}
