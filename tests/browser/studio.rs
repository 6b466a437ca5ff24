//! The studio: from pasted cells to a working site, problems that lead into the text, drafts that
//! are kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use explainer::import::Input;
use explainer::studio::converter;
use flate2::read::DeflateDecoder;
use serde_json::{Value, json};

use crate::support::{ALL, Audit, Browser, Key, NONE, Served, Site, dist};

journeys! {
    Default in ALL => pasted_cells_become_a_site, a_question_is_asked_before_the_import,
        a_column_has_another_meaning, a_problem_leads_into_the_text, a_draft_is_kept_after_reload,
        the_text_has_one_history, the_plain_field_is_a_setting, a_form_changes_one_line,
        only_json_leaves_with_errors, every_screen_is_accessible, nothing_sticks_out_when_narrow,
        two_tabs_have_one_writer, a_draft_that_does_not_open_is_shown_as_text,
        a_browser_that_keeps_nothing_is_named, a_full_storage_is_tried_again,
        a_tab_that_ends_while_one_types_loses_a_moment, a_reporter_needs_twelve_steps_and_no_mouse,
        an_editor_corrects_one_date_by_keyboard, a_translator_adds_a_language_by_keyboard,
        a_changed_original_is_named, the_words_of_the_interface_are_written_by_keyboard,
        one_source_of_two_stays, a_table_is_a_grid,
        an_event_gets_media_and_links_by_keyboard,
        images_travel_with_the_story, an_image_leaves_the_focus_in_the_form,
        a_drawing_becomes_pixels, images_that_stay_are_named, what_differs_is_merged_by_keyboard,
        a_table_is_imported_once_more, a_version_comes_back,
        every_import_is_that_of_the_command,
        every_export_is_that_of_the_command;
    Dark in ALL => the_dark_desk_is_accessible;
}

/// Ten events and three amounts, as a spreadsheet copies them.
const EVENTS: &str = "Date\tTitle\tText\tSource\n\
    2011-03\tThe old library floods\tWater stands in the cellar.\thttps://www.example.org/flood\n\
    2012-06-21\tThe council wants a new one\tIt votes for a study.\thttps://www.example.org/vote\n\
    2016-11-02\tA neighbour asks for a survey\tHe fears for the hill.\t\
        https://www.example.org/hill\n\
    2019-10-01\tThe doors open\tReaders come.\thttps://www.example.org/doors\n";
const AMOUNTS: &str = "Actor\tMeasure\tDate\tCurrency\tAmount\tSource\n\
    Town\tPaid\t2019\tEUR\t4200000\thttps://www.example.org/doors\n\
    Foundation\tPaid\t2019\tEUR\t3000000\thttps://www.example.org/doors\n\
    Readers\tPaid\t2019\tEUR\t180000\thttps://www.example.org/doors\n";

fn start(browser: &Browser, site: &Served, query: &str) {
    browser.go(&site.url(&format!("/studio.html{query}")));
    browser.wait(
        "the studio is ready",
        "document.documentElement.dataset.ready",
    );
}

/// Writes cells into the field, as a keyboard user does who cannot paste.
fn put(browser: &Browser, cells: &str) {
    browser.ask_about("one('#paste').value = given[0]", &[json!(cells)]);
    browser.focus("#read");
    browser.press(&[Key::ENTER]);
}

/// Waits until the desk has checked the latest text.
fn checked(browser: &Browser) {
    browser.wait(
        "the text is checked",
        "document.querySelector('.desk[data-checked=yes]')",
    );
}

fn desk(browser: &Browser, site: &Served) {
    start(browser, site, "?lang=en");
    begin(browser);
}

/// Begins with the small story.
fn begin(browser: &Browser) {
    browser.click("#nothing");
    browser.wait("the desk is there", "document.querySelector('.desk')");
    checked(browser);
    browser.wait(
        "the preview lives",
        "document.querySelector('.see[data-shown]')",
    );
}

fn show_json(browser: &Browser) {
    browser.click("button[data-pane=json]");
    browser.wait(
        "the text can be edited",
        "document.querySelector('.json.code')?.shadowRoot.querySelector('.cm-content')",
    );
}

/// The files of a ZIP, by their local headers.
fn unzipped(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let number = |at: usize, bytes: usize| {
        zip[at..at + bytes]
            .iter()
            .rev()
            .fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let mut files = BTreeMap::new();
    let mut at = 0;
    while zip[at..].starts_with(b"PK\x03\x04") {
        let (method, size) = (number(at + 8, 2), number(at + 18, 4));
        let (name, extra) = (number(at + 26, 2), number(at + 28, 2));
        let path = String::from_utf8(zip[at + 30..at + 30 + name].to_vec()).unwrap();
        let from = at + 30 + name + extra;
        let packed = &zip[from..from + size];
        let mut bytes = Vec::new();
        match method {
            0 => bytes.extend_from_slice(packed),
            _ => drop(DeflateDecoder::new(packed).read_to_end(&mut bytes).unwrap()),
        }
        files.insert(path, bytes);
        at = from + size;
    }
    files
}

/// Presses a button and returns the file that it saves.
fn downloaded(browser: &Browser, button: &str) -> Vec<u8> {
    catch_downloads(browser);
    browser.click(button);
    caught(browser)
}

fn catch_downloads(browser: &Browser) {
    browser.ask(
        "const original = URL.createObjectURL.bind(URL);
         URL.createObjectURL = (blob) => { window.caught = blob; return original(blob); }",
    );
}

fn caught(browser: &Browser) -> Vec<u8> {
    browser.wait("the file is made", "window.caught");
    let text = browser.await_answer(
        "const bytes = new Uint8Array(await window.caught.arrayBuffer());
         let text = '';
         for (const byte of bytes) text += String.fromCharCode(byte);
         return btoa(text)",
    );
    BASE64_STANDARD.decode(text.as_str().unwrap()).unwrap()
}

fn pasted_cells_become_a_site(browser: &Browser) {
    let site = Site::new().serve();
    start(browser, &site, "?lang=en");
    put(browser, EVENTS);
    browser.wait(
        "the table is read",
        "document.querySelectorAll('.table tbody tr').length === 4",
    );
    browser.click("details:has(#paste) summary");
    put(browser, AMOUNTS);
    browser.wait(
        "both tables are read",
        "document.querySelectorAll('.table').length === 2 && !one('#accept').disabled",
    );
    let becomes = browser.text("return one('.becomes').textContent");
    assert!(becomes.contains("4 events, 3 amounts"), "{becomes}");
    browser.click("#accept");
    browser.wait(
        "the preview lives",
        "document.querySelector('.see[data-shown]')",
    );
    assert_eq!(browser.complaints(), NONE);
    browser.click("#get-it");
    browser.wait("it can be taken away", "document.querySelector('#get-zip')");
    let files = unzipped(&downloaded(browser, "#get-zip"));
    assert_eq!(browser.complaints(), NONE);
    // Only files of the release were requested.
    for path in site.asked() {
        assert!(
            path == "/recorder.js" || path == "/favicon.ico" || !path.contains("//"),
            "{path}"
        );
    }
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    for name in [
        "index.html",
        "index.en.html",
        "embed.html",
        "_headers",
        "READ-ME.html",
    ] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    assert!(
        !names
            .iter()
            .any(|name| name.contains("studio") || name.contains("journey")),
        "{names:?}"
    );

    // The unpacked site runs below a path.
    let mut unpacked = Site::empty();
    for (path, bytes) in files {
        unpacked = unpacked.file(&format!("/some/path/{path}"), bytes);
    }
    let unpacked = unpacked.serve();
    for page in ["index.html", "embed.html"] {
        browser.visit(&unpacked.url(&format!("/some/path/{page}")));
        assert_eq!(browser.events().len(), 4, "{page}");
        assert!(browser.holds("one('.explainer').textContent.includes('Foundation')"));
        assert_eq!(browser.complaints(), NONE, "{page}");
    }
    browser.go(&unpacked.url("/some/path/embed-code.html?lang=en"));
    browser.wait(
        "the page that writes codes knows the story",
        "document.querySelectorAll('#codes pre').length > 3",
    );
}

fn a_question_is_asked_before_the_import(browser: &Browser) {
    let site = Site::new().serve();
    start(browser, &site, "?lang=en");
    put(
        browser,
        "Date\tTitle\n3/4/2011\tIt opens\n5/6/2012\tIt closes\n",
    );
    browser.wait(
        "the question is there",
        "document.querySelectorAll('.refused button').length === 2",
    );
    assert!(browser.holds("one('#accept').disabled"));
    let asked = browser.text("return seen(one('.refused'))");
    assert!(
        asked.contains("3/4/2011") && !asked.contains("--"),
        "{asked}"
    );
    browser.focus(".refused button:last-child");
    browser.press(&[Key::ENTER]);
    browser.wait("it is settled", "!one('#accept').disabled");
    // The question has gone with its answers: the keyboard is at what follows.
    assert!(browser.holds("document.activeElement.id === 'accept'"));
    browser.press(&[Key::ENTER]);
    browser.wait(
        "the desk shows the date",
        "[...document.querySelectorAll('.outline time')]\
             .some((it) => it.textContent === '2011-03-04')",
    );
}

fn a_column_has_another_meaning(browser: &Browser) {
    let site = Site::new().serve();
    start(browser, &site, "?lang=ja");
    put(
        browser,
        "Date\tTitle\tRemark\n2011\tIt opens\tFirst\n2012\tIt closes\tSecond\n",
    );
    browser.wait(
        "it is read",
        "document.querySelector('[data-control=\"column-0-Remark\"]')",
    );
    browser.choose("[data-control='column-0-Title']", "nothing");
    browser.wait(
        "the column is left out",
        "one(\"[data-control='column-0-Title']\").value === 'nothing'",
    );
    browser.choose("[data-control='column-0-Remark']", "title");
    browser.wait(
        "another is the title",
        "one(\"[data-control='column-0-Remark']\").value === 'title' && !one('#accept').disabled",
    );
    // A note leads to its row.
    browser.click(".notes.left-out button");
    browser.wait(
        "its row has the focus",
        "document.activeElement.id === 'row-0-2'",
    );
    browser.click("#accept");
    browser.wait(
        "the titles are those of the other column",
        "document.querySelector('.outline')?.textContent.includes('Second')",
    );
}

fn a_problem_leads_into_the_text(browser: &Browser) {
    let site = Site::new().serve();
    desk(browser, &site);
    show_json(browser);
    // The editor's style came without an exception of the policy.
    assert!(browser.holds(
        "getComputedStyle(one('.json.code').shadowRoot.querySelector('.cm-scroller')).display \
             === 'flex'"
    ));
    // After a letter at the very beginning, the text is no longer JSON.
    browser.ask("one('.json.code').shadowRoot.querySelector('.cm-content').focus()");
    browser.write("x");
    browser.wait(
        "the problem is there",
        "one('.problem-list .error .link') && one('.count').textContent.includes('1 error')",
    );
    browser.wait(
        "the preview says that it is older",
        "!one('.see > .hint').hidden && one('.see > .hint').textContent",
    );
    browser.focus(".problem-list .link");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "the focus is in the text",
        "document.activeElement.matches('.json.code')",
    );
    assert_eq!(browser.complaints(), NONE);
}

fn a_draft_is_kept_after_reload(browser: &Browser) {
    let site = Site::new().serve();
    desk(browser, &site);
    browser.wait(
        "the form is there",
        "document.querySelector('[data-path=\"title.en\"] input')",
    );
    browser
        .ask("const field = one('[data-path=\"title.en\"] input'); field.focus(); field.select()");
    browser.write("A tunnel");
    browser.wait(
        "it is kept",
        "one('#kept').dataset.kept === 'yes' && one('.outline').isConnected \
             && document.querySelector('[data-path=\"title.en\"] input').value === 'A tunnel'",
    );
    let address = browser.url();
    assert!(address.contains("#draft="), "{address}");
    // Reads the storage, not the page, to be sure that it is this draft.
    browser.wait_for_answer(
        "the storage has it",
        "const request = indexedDB.open('explainer-studio');
         const base = \
             await new Promise((done) => { request.onsuccess = () => done(request.result); });
         const all = base.transaction('drafts').objectStore('drafts').getAll();
         const found = await new Promise((done) => { all.onsuccess = () => done(all.result); });
         base.close();
         return found.some(({ text }) => text.includes('A tunnel'))",
    );
    browser.go("about:blank");
    browser.go(&address);
    browser.wait(
        "the draft is open again",
        "document.querySelector('[data-path=\"title.en\"] input')?.value === 'A tunnel'",
    );
    start(browser, &site, "?lang=en");
    browser.wait(
        "the start lists it",
        "document.querySelector('.drafts a')?.textContent === 'A tunnel'",
    );
}

fn the_text_has_one_history(browser: &Browser) {
    let site = Site::new().serve();
    desk(browser, &site);
    browser
        .ask("const field = one('[data-path=\"title.en\"] input'); field.focus(); field.select()");
    browser.write("Q");
    show_json(browser);
    let text = "one('.json.code').shadowRoot.querySelector('.cm-content').innerText";
    browser.wait(
        "the text has it",
        &format!("{text}.includes('\"title\": {{ \"en\": \"Q\" }}')"),
    );
    browser.click("[aria-label=Undo]");
    browser.wait(
        "it is taken back",
        &format!("{text}.includes('A new bridge')"),
    );
    browser.click("[aria-label=Redo]");
    browser.wait(
        "it is made again",
        &format!("{text}.includes('\"en\": \"Q\"')"),
    );
}

fn the_plain_field_is_a_setting(browser: &Browser) {
    let site = Site::new().serve();
    desk(browser, &site);
    show_json(browser);
    browser.click(".setting input");
    browser.wait(
        "the plain field is there",
        "document.querySelector('textarea.json')",
    );
    browser.ask("const field = one('textarea.json'); field.focus(); field.setSelectionRange(0, 0)");
    browser.write("x");
    browser.wait(
        "it is checked, too",
        "one('.count').textContent.includes('1 error')",
    );
    browser.click("[aria-label=Undo]");
    browser.wait(
        "it is taken back",
        "one('.count').textContent === 'No problems'",
    );
    browser.click(".setting input");
    browser.wait(
        "the setting is undone",
        "document.querySelector('.json.code')",
    );
}

fn a_form_changes_one_line(browser: &Browser) {
    let site = Site::new().serve();
    desk(browser, &site);
    let before = browser.await_answer(TEXT);
    browser.click(".outline [data-place='events/0']");
    browser.wait(
        "its form is there",
        "document.querySelector('[data-path=\"events[0].date\"] input')",
    );
    browser.ask(
        "const field = one('[data-path=\"events[0].date\"] input'); field.focus(); field.select()",
    );
    browser.write("2019-11");
    browser.wait(
        "the date is read back",
        "one('[data-path=\"events[0].date\"] .hint').textContent === 'November 2019'",
    );
    browser.wait_for_answer(
        "the draft has it",
        &format!(
            "const text = await (async () => {{ {TEXT} }})(); return text.includes('\"2019-11\"')"
        ),
    );
    let after = browser.await_answer(TEXT);
    let lines = |text: &Value| -> Vec<String> {
        text.as_str().unwrap().lines().map(str::to_owned).collect()
    };
    let (before, after) = (lines(&before), lines(&after));
    let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
    assert_eq!((before.len(), changed), (after.len(), 1));
}

/// Writes a title in place of the one that is there.
fn retitle(browser: &Browser, title: &str) {
    browser
        .ask("const field = one('[data-path=\"title.en\"] input'); field.focus(); field.select()");
    browser.write(title);
}

/// Waits until the storage has a text with these words.
fn kept(browser: &Browser, words: &str) {
    browser.wait_for_answer(
        &format!("the storage has {words}"),
        &format!(
            "const text = await (async () => {{ {TEXT} }})(); return text?.includes({})",
            json!(words)
        ),
    );
    browser.wait("the page says so", "one('#kept').dataset.kept === 'yes'");
}

fn two_tabs_have_one_writer(browser: &Browser) {
    // Frames hold locks and share a storage as tabs do.
    let page = "<!doctype html><html lang=en><head><title>Two</title></head><body>\
        <iframe id=first title=first src=/studio.html?lang=en width=1200 height=700></iframe>\
        <iframe id=second title=second src=about:blank width=1200 height=700></iframe>";
    let site = Site::new().file("/two.html", page).serve();
    browser.go(&site.url("/two.html"));
    let turn_to = |frame: &str| {
        browser.outside();
        browser.inside(frame);
    };
    turn_to("#first");
    browser.wait(
        "the studio is ready",
        "document.documentElement.dataset.ready",
    );
    begin(browser);
    retitle(browser, "One");
    kept(browser, "\"One\"");
    let address = browser.text("return location.href");
    browser.outside();
    browser.ask_about("one('#second').src = given[0]", &[json!(address)]);
    turn_to("#second");
    browser.wait(
        "the second says that it only reads",
        "document.querySelector('.desk > .notice:not([hidden]) button') && \
         document.querySelector('[data-path=\"title.en\"] input')?.readOnly",
    );
    turn_to("#first");
    retitle(browser, "Two");
    // At once, before the first tab has kept the text: it keeps it when the other takes over.
    turn_to("#second");
    browser.click(".desk > .notice button");
    browser.wait(
        "the second writes, with the latest text",
        "document.documentElement.dataset.ready && \
         document.querySelector('.desk > .notice[hidden]') && \
         document.querySelector('[data-path=\"title.en\"] input')?.value === 'Two' && \
         !one('[data-path=\"title.en\"] input').readOnly",
    );
    turn_to("#first");
    browser.wait(
        "the first reads",
        "document.querySelector('.desk > .notice:not([hidden]) button') && \
         one('[data-path=\"title.en\"] input').readOnly",
    );
    turn_to("#second");
    retitle(browser, "Three");
    kept(browser, "\"Three\"");
    browser.outside();
}

fn a_draft_that_does_not_open_is_shown_as_text(browser: &Browser) {
    // A preview that never reports that it has shown the story, as if its tab had crashed.
    let site = Site::new()
        .on("/studio-preview.html", |answer| answer.body.clear())
        .serve();
    start(browser, &site, "?lang=en");
    browser.click("#nothing");
    browser.wait("the desk is there", "document.querySelector('.desk')");
    checked(browser);
    kept(browser, "\"format\"");
    let address = browser.url();
    browser.go("about:blank");
    browser.go(&address);
    browser.wait(
        "the text is there without preview",
        "document.querySelector('textarea.json')?.value.includes('\"format\"') && \
         !document.querySelector('iframe') && !one('.desk > .notice').hidden",
    );
    // The draft can be changed and is kept.
    browser.ask("const field = one('textarea.json'); field.focus(); field.setSelectionRange(0, 0)");
    browser.write("x");
    browser.wait(
        "it is checked",
        "one('.count').textContent.includes('1 error')",
    );
    kept(browser, "x{");
    browser.click("[aria-label=Undo]");
    browser.wait_for_answer(
        "it is kept without the letter",
        &format!("const text = await (async () => {{ {TEXT} }})(); return text.startsWith('{{')"),
    );
    browser.click(".desk > .notice button");
    browser.wait(
        "it is opened as usual",
        "document.documentElement.dataset.ready && document.querySelector('iframe') && \
         document.querySelector('[data-path=\"title.en\"] input')",
    );
}

/// The studio's page with a script before its own.
fn with_script(script: &'static str) -> Site {
    Site::new()
        .file("/before.js", script)
        .on("/studio.html", |answer| {
            answer
                .edit(|page| page.replacen("<head>", "<head><script src=/before.js></script>", 1));
        })
}

fn a_browser_that_keeps_nothing_is_named(browser: &Browser) {
    // Browsers refuse the storage in this way if cookies are blocked.
    let site = with_script(
        "const refuse = () => { throw new DOMException('denied', 'SecurityError'); };
         Object.defineProperty(window, 'indexedDB', { get: refuse });
         Object.defineProperty(window, 'localStorage', { get: refuse });
         if (navigator.locks) navigator.locks.request = async () => refuse();
         window.confirm = (question) => { window.asked = question; return window.answer; };",
    )
    .serve();
    start(browser, &site, "?lang=en");
    browser.wait(
        "the start says it",
        "!one('.said').hidden && one('.said').textContent.includes('keeps nothing')",
    );
    begin(browser);
    browser.wait(
        "the desk says it",
        "one('#kept').textContent.includes('keeps nothing') && one('#kept').dataset.kept === 'no'",
    );
    retitle(browser, "Q");
    browser.wait("it can be edited", "one('.tools h1').textContent === 'Q'");
    // Leaving asks; with "no", the text stays.
    browser.ask("window.answer = false; one('#home').click()");
    browser.wait("it asks", "window.asked?.includes('Leave')");
    assert!(browser.holds("one('.tools h1').textContent === 'Q'"));
    // The browser asks its own question, too.
    assert!(
        browser.holds("!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    );
    // With a file, nothing would be lost.
    let file = String::from_utf8(downloaded(browser, "#save")).unwrap();
    assert!(file.contains("\"Q\""), "{file}");
    assert!(browser.holds("window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"));
    browser.ask("window.asked = ''; one('#home').click()");
    browser.wait("the start is there", "document.querySelector('#paste')");
    assert!(browser.holds("window.asked === ''"));
}

fn a_full_storage_is_tried_again(browser: &Browser) {
    let site = with_script(
        "const put = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function (...values) {
           if (window.full) throw new DOMException('full', 'QuotaExceededError');
           return put.apply(this, values);
         };",
    )
    .serve();
    desk(browser, &site);
    kept(browser, "\"format\"");
    browser.ask("window.full = true");
    retitle(browser, "Q");
    browser.wait(
        "it says that it is not kept",
        "one('#kept').textContent.includes('keeps nothing') && one('#kept').dataset.kept === 'no'",
    );
    browser.ask("window.full = false");
    browser.write("R");
    kept(browser, "\"QR\"");
}

fn a_tab_that_ends_while_one_types_loses_a_moment(browser: &Browser) {
    let page = "<!doctype html><html lang=en><head><title>End</title></head><body>\
                <iframe title=studio src=/studio.html?lang=en width=1200 height=700></iframe>";
    let site = Site::new().file("/end.html", page).serve();
    // For figures by hand: STUDIO_ENDS=50.
    let ends = std::env::var("STUDIO_ENDS").map_or(1, |text| text.parse().expect("a number"));
    let mut lost: Vec<f64> = (0..ends).map(|_| lost_by_an_end(browser, &site)).collect();
    lost.sort_by(f64::total_cmp);
    let (middle, most) = (lost[lost.len() / 2], lost[lost.len() - 1]);
    println!("{ends} ends: {middle} ms lost in the middle, {most} at most");
    // One second, and some time for a busy machine.
    assert!(most < 3000.0, "{lost:?} ms were lost");
}

/// Ends a studio in which an author types; returns the milliseconds of typing that are not kept.
fn lost_by_an_end(browser: &Browser, site: &Served) -> f64 {
    browser.outside();
    browser.go(&site.url("/end.html"));
    browser.inside("iframe");
    browser.wait(
        "the studio is ready",
        "document.documentElement.dataset.ready",
    );
    begin(browser);
    kept(browser, "\"format\"");
    browser.outside();
    // The author types without a pause: a letter every twentieth of a second, with its time.
    let lost = browser.await_answer(
        "const frame = one('iframe').contentWindow;
         const field = frame.document.querySelector('[data-path=\"summary.en\"] textarea');
         const times = [];
         const hand = setInterval(() => {
           times.push(Date.now());
           field.value = 'x'.repeat(times.length);
           field.dispatchEvent(new frame.InputEvent('input'));
         }, 50);
         const open = indexedDB.open('explainer-studio');
         const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
         const letters = async () => {
           const all = base.transaction('drafts').objectStore('drafts').getAll();
           const found = await new Promise((done) => { all.onsuccess = () => done(all.result); });
           return /\"(x+)\"/.exec(found.sort((a, b) => b.kept - a.kept)[0].text)?.[1].length ?? 0;
         };
         while ((await letters()) < 40) await new Promise((done) => setTimeout(done, 20));
         // The tab ends without any event.
         for (const name of ['pagehide', 'visibilitychange', 'beforeunload', 'unload']) {
           for (const target of [frame, frame.document]) {
             target.addEventListener(name, (event) => event.stopImmediatePropagation(), true);
           }
         }
         clearInterval(hand);
         const end = Date.now();
         one('iframe').remove();
         const n = await letters();
         base.close();
         return n < times.length ? end - times[n] : 0",
    );
    lost.as_f64().expect("milliseconds")
}

/// Puts text into the field as the clipboard does.
fn paste(browser: &Browser, text: &str) {
    browser.ask_about(
        "const event = new Event('paste', { bubbles: true, cancelable: true });
         event.clipboardData = { files: [], getData: () => given[0] };
         document.activeElement.dispatchEvent(event)",
        &[json!(text)],
    );
}

fn a_reporter_needs_twelve_steps_and_no_mouse(browser: &Browser) {
    let mut steps = 0;
    let mut step = |selector: &str, act: &dyn Fn()| {
        match selector {
            // The buttons of the page are before its content.
            "#get-it" => browser.tab_back_to(selector),
            _ => browser.tab_to(selector),
        }
        act();
        steps += 1;
    };
    let enter = || browser.press(&[Key::ENTER]);
    let mut events = String::from("Date\tTitle\tSource\n");
    for n in 1..=10 {
        writeln!(
            events,
            "{}\tEvent {n}\thttps://www.example.org/{n}",
            2000 + n
        )
        .unwrap();
    }
    let site = Site::new().serve();
    start(browser, &site, "?lang=en");
    step("#paste", &|| paste(browser, &events));
    browser.wait(
        "the table is read",
        "document.querySelectorAll('.table tbody tr').length === 10",
    );
    step("details:has(#paste) > summary", &enter);
    step("#paste", &|| paste(browser, AMOUNTS));
    browser.wait(
        "both tables are read",
        "document.querySelectorAll('.table').length === 2 && !one('#accept').disabled",
    );
    step("#accept", &enter);
    browser.wait(
        "the preview lives",
        "document.querySelector('.see[data-shown]')",
    );
    step("#get-it", &enter);
    browser.wait(
        "the code is there",
        "document.querySelector('[data-form=embed] pre')?.textContent.includes('Event 10')",
    );
    step("[data-form=embed] button", &enter);
    browser.wait(
        "it is copied, or the browser forbids it",
        "one('[data-form=embed] button').textContent !== 'Copy'",
    );
    assert!(steps <= 12, "{steps} steps");
    let code = browser.text("return one('[data-form=embed] pre').textContent");
    for actor in ["Town", "Foundation", "Readers"] {
        assert!(code.contains(actor), "no bar of {actor}");
    }
    assert_eq!(browser.complaints(), NONE);
}

/// The small story, as a file has it.
fn small_story() -> String {
    let lang = "en".parse().unwrap();
    explainer::import::starter::story(&"bridge".parse().unwrap(), lang)
}

/// The small story with images in its first event.
fn story_with_images(files: &[&str]) -> String {
    let mut story: Value = serde_json::from_str(&small_story()).unwrap();
    let media = files.iter().map(
        |file| json!({ "file": file, "alt": { "en": "A bridge." }, "credit": { "en": "Us" } }),
    );
    story["events"][0]["media"] = media.collect();
    serde_json::to_string_pretty(&story).unwrap()
}

/// A photograph as a camera writes it: lying on its side, with a note of how to turn it and a text
/// that stands for the place.
fn lying_photograph() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(1200, 800, |x, _| {
        image::Rgb([if x < 600 { 200 } else { 20 }; 3])
    })
    .write_to(&mut bytes, image::ImageFormat::Jpeg)
    .unwrap();
    let jpeg = bytes.into_inner();
    // TIFF with one entry, the direction: 6, a quarter turn to the right.
    let mut exif =
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(SECRET);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

const SECRET: &[u8] = b"the place where it was taken";

/// Gives files to the field for images, as the browser's own dialog does.
fn add_images(browser: &Browser, files: &[(&str, &[u8])]) {
    let given = files
        .iter()
        .map(|(name, bytes)| json!([name, BASE64_STANDARD.encode(bytes)]));
    browser.ask_about(
        "const chosen = new DataTransfer();
         for (const [name, text] of given[0]) {
             const bytes = Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
             chosen.items.add(new File([bytes], name));
         }
         const field = one('#image-files');
         field.files = chosen.files;
         field.dispatchEvent(new Event('change'))",
        &[given.collect()],
    );
}

/// The width and height of the image in the preview, in pixels of the page, rounded by the engine;
/// 0 without one.
const PREVIEWED: &str = "const image = one('.see iframe').contentDocument
        .querySelector('explainer-preview')?.shadowRoot.querySelector('figure img');
    image?.scrollIntoView();
    return image?.complete && image.currentSrc.startsWith('blob:') ? \
        [image.naturalWidth, image.naturalHeight] : [0, 0]";

fn images_travel_with_the_story(browser: &Browser) {
    let site = Site::new().serve();
    start(browser, &site, "?lang=en");
    let mut story: Value =
        serde_json::from_str(&story_with_images(&["images/bridge.jpg"])).unwrap();
    story["actors"][0]["image"] = json!({ "file": "images/town.svg", "credit": { "en": "Us" } });
    put(browser, &serde_json::to_string_pretty(&story).unwrap());
    browser.wait("the desk is there", "document.querySelector('.desk')");
    checked(browser);
    // A missing image is a problem that leads to its place.
    let problems = browser.text("return one('.problem-list').textContent");
    assert!(
        problems.contains("the image images/bridge.jpg has not been added"),
        "{problems}"
    );
    assert!(problems.contains("events[0].media[0].file"), "{problems}");
    assert!(
        problems.contains("the image images/town.svg has not been added")
            && problems.contains("actors[0].image.file"),
        "{problems}"
    );
    browser.click("#get-it");
    browser.wait("it can be taken away", "document.querySelector('#get-zip')");
    browser.click("#get-zip");
    browser.wait(
        "the missing image is named",
        "one('[data-form=zip] .outcome').textContent.includes('images/bridge.jpg')",
    );
    browser.click("#back");
    browser.wait("the desk is there", "document.querySelector('.desk')");

    let photograph = lying_photograph();
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\">\
        <rect width=\"300\" height=\"200\" fill=\"#060\"/></svg>";
    add_images(
        browser,
        &[("bridge.jpg", &photograph), ("town.svg", logo.as_bytes())],
    );
    let upright = format!(
        "const [width, height] = (() => {{ {PREVIEWED} }})();
         return width > 0 && Math.abs(width * 3 - height * 2) < 6"
    );
    browser.wait_for_answer("the image is in the preview, upright", &upright);
    browser.wait_for_answer("the actor has a logo in the preview", LOGO);
    checked(browser);
    assert!(browser.holds("!one('.problem-list').textContent.includes('has not been added')"));
    assert_eq!(browser.complaints(), NONE);
    // The draft has the image after a reload.
    kept(browser, "images/bridge.jpg");
    let address = browser.url();
    browser.go("about:blank");
    browser.go(&address);
    browser.wait("the desk is there", "document.querySelector('.desk')");
    browser.wait_for_answer("the image is in the preview again", &upright);
    checked(browser);

    browser.click("#get-it");
    browser.wait("it can be taken away", "document.querySelector('#get-zip')");
    let files = unzipped(&downloaded(browser, "#get-zip"));
    let images: Vec<_> = files
        .iter()
        .filter(|(path, _)| path.starts_with("stories/images/"))
        .collect();
    assert!(images.len() >= 2, "{:?}", files.keys());
    let logos = images.iter().filter(|(path, _)| path.contains("/town-"));
    assert!(logos.count() >= 1, "{images:?}");
    for (path, bytes) in &images {
        let name = path.trim_start_matches("stories/images/");
        assert!(
            name.starts_with("bridge-") || name.starts_with("town-"),
            "{path}"
        );
        assert!(
            !path.contains("town-") || !path.ends_with(".svg"),
            "{path} is no pixels"
        );
        let hides = |text: &[u8]| bytes.windows(text.len()).any(|part| part == text);
        assert!(!hides(b"Exif") && !hides(SECRET), "{path} has hidden data");
    }
    assert!(!site.asked().iter().any(|path| path.contains("/images")));

    // The unpacked site shows it, on the live page and on a page without scripts.
    let mut unpacked = Site::empty();
    for (path, bytes) in files {
        unpacked = unpacked.file(&format!("/some/path/{path}"), bytes);
    }
    let unpacked = unpacked.serve();
    browser.visit(&unpacked.url("/some/path/index.html"));
    browser.wait(
        "the image is shown",
        &format!("(one('figure img').scrollIntoView(), {SHOWN})"),
    );
    browser.wait(
        "the logo is shown",
        "(one('.ex-event .ex-face').scrollIntoView(), one('.ex-event .ex-face').naturalWidth > 0)",
    );
    assert!(browser.holds("one('.ex-event .ex-face').getBoundingClientRect().height < 30"));
    assert_eq!(browser.complaints(), NONE);
    browser.go(&unpacked.url("/some/path/stories/bridge.en.html"));
    browser.wait(
        "the image is shown on the page of the story",
        "[document, document.querySelector('explainer-widget')?.shadowRoot].some((root) => {
             const image = root?.querySelector('figure img');
             image?.scrollIntoView();
             return image?.complete && image.naturalWidth > 0;
         })",
    );
}

/// The form gets the new image; the author who is writing in it goes on writing.
fn an_image_leaves_the_focus_in_the_form(browser: &Browser) {
    let site = Site::new().serve();
    desk(browser, &site);
    browser.focus(".outline [data-place='events/0']");
    browser.press(&[Key::ENTER]);
    browser.tab_to("[data-path='events[0].title.en'] input");
    add_images(browser, &[("bridge.jpg", &lying_photograph())]);
    browser.wait(
        "the form has the image",
        "document.querySelector('[data-path=\"events[0].media[0].file\"] input')?.value",
    );
    browser.press(&[Key::END]);
    browser.write("!");
    browser.wait(
        "the letter is in the title",
        "document.activeElement.value?.endsWith('!') \
         && document.activeElement.closest('[data-path]').dataset.path === 'events[0].title.en'",
    );
    kept(browser, "images/bridge.jpg");
    assert_eq!(browser.complaints(), NONE);
}

/// True if an actor's image is in the preview, as large as a mark.
const LOGO: &str = "const face = one('.see iframe').contentDocument
        .querySelector('explainer-preview')?.shadowRoot.querySelector('.ex-event .ex-face');
    face?.scrollIntoView();
    return Boolean(face?.src.startsWith('blob:') && face.naturalWidth > 0 \
        && face.getBoundingClientRect().height < 30)";

const SHOWN: &str = "one('figure img').complete && one('figure img').naturalWidth > 0";

/// An SVG could run scripts where it is opened by itself; only its pixels are in the ZIP. A file
/// that is no image is named.
fn a_drawing_becomes_pixels(browser: &Browser) {
    let site = Site::new().serve();
    start(browser, &site, "?lang=en");
    put(
        browser,
        &story_with_images(&["images/plan.svg", "images/none.png"]),
    );
    browser.wait("the desk is there", "document.querySelector('.desk')");
    checked(browser);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\">\
        <script>alert(1)</script><rect width=\"150\" height=\"200\" fill=\"#c00\"/></svg>";
    add_images(
        browser,
        &[("plan.svg", svg.as_bytes()), ("none.png", b"no image")],
    );
    browser.wait(
        "the file that is no image is named",
        "one('#image-note').textContent.includes('The image none.png cannot be read')",
    );
    browser.wait_for_answer(
        "the drawing is in the preview",
        &format!("return ((() => {{ {PREVIEWED} }})())[0] > 0"),
    );
    checked(browser);
    let problems = browser.text("return one('.problem-list').textContent");
    assert!(
        problems.contains("the image images/none.png has not"),
        "{problems}"
    );
    assert!(!problems.contains("images/plan.svg has not"), "{problems}");
}

/// A draft may be gone while its images are not: the start page says so, and how to remove them.
fn images_that_stay_are_named(browser: &Browser) {
    let site = with_script(
        "const { clear } = IDBObjectStore.prototype;
         const remove = IDBObjectStore.prototype.delete;
         const refuse = (store) => {
           if (window.refused && store.transaction.db.name.includes('images')) {
             throw new DOMException('the disk is busy', 'UnknownError');
           }
         };
         IDBObjectStore.prototype.delete = function (...keys) {
           refuse(this);
           return remove.apply(this, keys);
         };
         IDBObjectStore.prototype.clear = function () { refuse(this); return clear.apply(this); };
         window.confirm = () => true;",
    )
    .serve();
    start(browser, &site, "?lang=en");
    put(browser, &story_with_images(&["images/bridge.jpg"]));
    browser.wait("the desk is there", "document.querySelector('.desk')");
    add_images(browser, &[("bridge.jpg", &lying_photograph())]);
    browser.wait_for_answer(
        "the image is in the preview",
        &format!("return ((() => {{ {PREVIEWED} }})())[0] > 0"),
    );
    checked(browser);
    kept(browser, "images/bridge.jpg");
    start(browser, &site, "?lang=en&again");
    let drafts = "document.querySelectorAll('a[href^=\"#draft=\"]').length";
    browser.wait("the draft is listed", &format!("{drafts} === 1"));
    browser.ask("window.refused = true");
    browser.ask("all('button').find((it) => it.textContent === 'Forget').click()");
    browser.wait(
        "the images are named",
        "one('.said').textContent.includes('its images and versions are still in this browser: \
             the disk is busy')",
    );
    browser.wait("the draft is gone", &format!("{drafts} === 0"));
}

/// Gives a file to the field of the screen “Compare”.
fn compare_with(browser: &Browser, name: &str, text: &str) {
    browser.ask_about(
        "const chosen = new DataTransfer();
         chosen.items.add(new File([given[1]], given[0]));
         const field = one('#compare-file');
         field.files = chosen.files;
         field.dispatchEvent(new Event('change'))",
        &[json!(name), json!(text)],
    );
}

/// The text of the draft, once it is kept.
fn text_with(browser: &Browser, words: &str) -> Value {
    kept(browser, words);
    let text = browser.await_answer(TEXT);
    serde_json::from_str(text.as_str().unwrap()).unwrap()
}

/// Two editors have changed the same story: one takes over what the other has done, entry by entry.
fn what_differs_is_merged_by_keyboard(browser: &Browser) {
    let site = Site::new().serve();
    open(browser, &site, &small_story());
    let original: Value = serde_json::from_str(&small_story()).unwrap();
    let mut other = original.clone();
    other["as_of"] = json!("2024-07-31");
    other["events"][0]["title"]["en"] = json!("The council votes for two bridges");
    other["events"][1]["date"] = json!("2021-04");
    let mut added = other["events"][0].clone();
    added["id"] = json!("second-vote");
    added["title"]["en"] = json!("The council votes again");
    let events = other["events"].as_array_mut().unwrap();
    // Another order is no difference; the last event is only here.
    events.truncate(2);
    events.reverse();
    events.push(added);

    // Backwards: forwards, Firefox leaves the page behind the preview.
    browser.tab_back_to("button[data-pane=compare]");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "the screen is there",
        "document.querySelector('#compare-file')",
    );
    compare_with(browser, "notes.txt", "no story");
    browser.wait(
        "a file that is no story is named",
        "one('.compare .problem').textContent.includes('notes.txt cannot be compared: ')",
    );
    compare_with(browser, "colleague.json", &other.to_string());
    browser.wait(
        "the differences are counted",
        "document.activeElement.textContent === '5 differences to colleague.json'",
    );
    let told = browser.texts("return all('.difference h4').map((it) => it.textContent)");
    assert_eq!(
        told,
        [
            "The facts are as of",
            "Events: The council votes for a bridge",
            "Events: The state adds a grant",
            "Events: A neighbour says the survey was skipped",
            "Events: The council votes again",
        ]
    );
    let first = browser.text("return seen(all('.difference')[1])");
    assert!(
        first.contains("The council votes for a bridge")
            && first.contains("The council votes for two bridges")
            && first.contains("Headline"),
        "{first}"
    );
    assert_eq!(Audit::axe(browser), NONE);
    assert_eq!(Audit::sideways(browser), NONE);

    // The event that only the other has, then one date; the rest stays as it is.
    browser.tab_to(".difference:nth-child(5) button");
    browser.press(&[Key::ENTER]);
    browser.wait("it is taken", "all('.difference').length === 4");
    assert!(browser.holds("document.activeElement.id === 'differences'"));
    browser.tab_to(".difference:nth-child(3) button");
    browser.press(&[Key::ENTER]);
    browser.wait("it is taken", "all('.difference').length === 3");
    assert!(browser.holds("document.activeElement.matches('.difference:nth-child(3) button')"));
    let merged = text_with(browser, "2021-04");
    let mut wanted = original.clone();
    wanted["events"][1]["date"] = json!("2021-04");
    let count = other["events"].as_array().unwrap().len();
    let added = other["events"][count - 1].clone();
    wanted["events"].as_array_mut().unwrap().push(added);
    assert_eq!(merged, wanted);

    // Each is a step of the one history.
    browser.click("[aria-label=Undo]");
    browser.wait("a difference is back", "all('.difference').length === 4");
    browser.tab_to("#take-all");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "nothing differs",
        "document.activeElement.textContent === 'No difference to colleague.json'",
    );
    assert_eq!(text_with(browser, "two bridges"), other);
    assert_eq!(browser.complaints(), NONE);
}

/// A table that has grown is imported once more: what it adds enters the story.
fn a_table_is_imported_once_more(browser: &Browser) {
    let site = Site::new().serve();
    start(browser, &site, "?lang=en");
    put(browser, EVENTS);
    browser.wait("it is read", "document.querySelector('#accept:enabled')");
    browser.click("#accept");
    browser.wait("the desk is there", "document.querySelector('.desk')");
    checked(browser);
    let before = text_with(browser, "The doors open");
    let more = EVENTS.replace(
        "2019-10-01	The doors open",
        "2018-05	The roof is on	Rain stays outside.	https://www.example.org/roof
         2019-10-01	The doors open",
    );
    browser.click("button[data-pane=compare]");
    browser.wait(
        "the screen is there",
        "document.querySelector('#compare-file')",
    );
    compare_with(browser, "pasted table", &more);
    let roof = "all('.difference h4').filter((it) => it.textContent.includes('The roof is on'))";
    browser.wait("the event is new", &format!("{roof}.length === 1"));
    // The new event and its source; the import has named the whole in another way.
    browser.click("#take-new");
    browser.wait("it is taken", &format!("{roof}.length === 0"));
    let after = text_with(browser, "The roof is on");
    let count = |story: &Value, list: &str| story[list].as_array().unwrap().len();
    for list in ["events", "sources"] {
        assert_eq!(count(&after, list), count(&before, list) + 1, "{list}");
    }
    for event in before["events"].as_array().unwrap() {
        assert!(
            after["events"].as_array().unwrap().contains(event),
            "{event}"
        );
    }
    for name in ["id", "title", "summary", "as_of"] {
        assert_eq!(after[name], before[name], "{name}");
    }
}

fn a_version_comes_back(browser: &Browser) {
    let site = Site::new().serve();
    desk(browser, &site);
    retitle(browser, "Another title");
    kept(browser, "Another title");
    browser.click("button[data-pane=compare]");
    browser.wait(
        "the version is listed",
        "all('.versions button').length === 1",
    );
    browser.click(".versions button");
    browser.wait("it differs", "all('.difference').length === 1");
    let told = browser.text("return seen(one('.difference'))");
    assert!(
        told.contains("Another title") && told.contains("A new bridge over the river"),
        "{told}"
    );
    browser.click(".difference button");
    browser.wait("nothing differs", "all('.difference').length === 0");
    kept(browser, "A new bridge over the river");
    // A file that is saved is a version, too; the same text is not kept twice.
    browser.click("button[data-pane=write]");
    browser.wait("the form is there", "one('[data-path=\"title.en\"] input')");
    retitle(browser, "A third title");
    kept(browser, "A third title");
    downloaded(browser, "#save");
    downloaded(browser, "#save");
    browser.click("button[data-pane=compare]");
    browser.wait("there are two", "all('.versions button').length === 2");
}

/// Opens a story by the keyboard.
fn open(browser: &Browser, site: &Served, story: &str) {
    start(browser, site, "?lang=en");
    browser.tab_to("#paste");
    paste(browser, story);
    browser.wait("the desk is there", "document.querySelector('.desk')");
    checked(browser);
    browser.wait(
        "the preview lives",
        "document.querySelector('.see[data-shown]')",
    );
}

fn an_editor_corrects_one_date_by_keyboard(browser: &Browser) {
    let story = small_story();
    let site = Site::new().serve();
    open(browser, &site, &story);
    let event: Value = serde_json::from_str(&story).unwrap();
    let event = &event["events"][0];
    let (title, date) = (event["title"]["en"].as_str(), event["date"].as_str());
    let word = title.unwrap().split(' ').max_by_key(|word| word.len());
    browser.tab_to("[data-place=search]");
    browser.write(word.unwrap());
    browser.tab_to(".outline [data-place='events/0']");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "its form has the focus",
        "document.activeElement.matches('.middle h2')",
    );
    browser.tab_to("[data-path='events[0].date'] input");
    browser.press_with(Key::CONTROL, "a");
    browser.wait(
        "the date is selected",
        "document.activeElement.selectionEnd - document.activeElement.selectionStart === \
             document.activeElement.value.length",
    );
    browser.write("1999-12");
    browser.wait(
        "the date is read back in words",
        "one('[data-path=\"events[0].date\"] .hint').textContent === 'December 1999'",
    );
    browser.wait(
        "the preview has it",
        "one('.outline').textContent.includes('1999-12') && one('.see > .hint').hidden",
    );
    kept(browser, "1999-12");
    catch_downloads(browser);
    browser.press_with(Key::CONTROL, "s");
    let file = String::from_utf8(caught(browser)).unwrap();
    assert_eq!(file, story.replacen(date.unwrap(), "1999-12", 1));
}

fn a_translator_adds_a_language_by_keyboard(browser: &Browser) {
    let story = small_story();
    let site = Site::new().serve();
    open(browser, &site, &story);
    browser.tab_back_to("button[data-pane=languages]");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "the view is there",
        "document.querySelector('#new-language')",
    );
    browser.tab_to("#new-language");
    browser.write("de");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "the first text has the focus",
        "document.activeElement.matches('.texts textarea')",
    );
    let texts = browser.number("return document.querySelectorAll('.texts textarea').length");
    assert!(texts > 4.0, "{texts}");
    for n in 0..texts as usize {
        browser.tab_to(&format!(".texts li:nth-child({}) textarea", n + 1));
        browser.write(&format!("Satz {n}"));
    }
    // A language that is not listed yet is no error, and nobody is shown it.
    browser.wait(
        "it is accepted",
        "one('.count').textContent === '1 hint' && one('.see > .hint').hidden",
    );
    assert!(browser.holds(
        "![...document.querySelectorAll('.see .controls button')].some((it) => it.lang === 'de')"
    ));
    browser.tab_to("#show-language");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "readers are shown it",
        "[...document.querySelectorAll('.see .controls button')].some((it) => it.lang === 'de') \
         && one('.count').textContent === 'No problems' \
         && !document.querySelector('#show-language')",
    );
    kept(browser, "\"languages\": [\"en\", \"de\"]");
    let text = browser.await_answer(TEXT);
    let read: Value = serde_json::from_str(text.as_str().unwrap()).unwrap();
    assert_eq!(read["languages"].as_array().unwrap().last().unwrap(), "de");
    assert_eq!(read["title"]["de"], "Satz 0");
}

/// A translation that has stayed while its original changed is named, with the former original.
fn a_changed_original_is_named(browser: &Browser) {
    let mut story: Value = serde_json::from_str(&small_story()).unwrap();
    story["title"]["de"] = json!("Eine neue Brücke");
    story["events"][0]["title"]["de"] = json!("Der Rat stimmt ab");
    let site = Site::new().serve();
    open(browser, &site, &story.to_string());
    retitle(browser, "An old bridge");
    kept(browser, "An old bridge");
    browser.click("button[data-pane=languages]");
    let notice = "[data-path='title.de'] .notice";
    browser.wait(
        "the former original is there",
        "all('.texts .notice').length === 1",
    );
    let told = browser.text(&format!("return seen(one(\"{notice}\"))"));
    assert!(told.contains("A new bridge over the river"), "{told}");
    let count = "return seen(one('.progress'))";
    assert!(browser.text(count).contains("The originals of 1 have"));
    browser.focus("[data-path='title.de'] textarea");
    browser.press(&[Key::END]);
    browser.write("!");
    browser.wait(
        "it counts as translated again",
        "!seen(one('.progress')).includes('The originals')",
    );
}

/// The interface in another language: empty fields name what is shown, a word that is wrong is told
/// at its field, and a word that is emptied is removed.
fn the_words_of_the_interface_are_written_by_keyboard(browser: &Browser) {
    let story = small_story().replace("\"en\"", "\"de\"");
    let site = Site::new().serve();
    open(browser, &site, &story);
    browser.click("button[data-pane=languages]");
    browser.tab_to(".own-words > summary");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "the words are there",
        "document.querySelectorAll('.own-words li').length > 100",
    );
    let field = |name: &str| format!("[data-path='words.de.{name}'] input");
    let shown = |name: &str| {
        let field = field(name);
        browser.text(&format!("return one(\"{field}\").placeholder"))
    };
    assert_eq!(shown("sources"), "Sources");
    assert_eq!(shown("number"), "1.234.567,8");
    let words = |expected: Value| {
        browser.wait_for_answer(
            "the text has the words",
            &format!(
                "const text = await (async () => {{ {TEXT} }})();
                 return JSON.stringify(JSON.parse(text).words ?? null) === {}",
                json!(expected.to_string())
            ),
        );
    };
    browser.tab_to(&field("sources"));
    browser.write("Quellen");
    words(json!({ "de": { "sources": "Quellen" } }));
    browser.focus(&field("number"));
    browser.write("1234");
    browser.wait(
        "the problem is at the field",
        "seen(one(\"[data-path='words.de.number'] .problem\"))",
    );
    // A problem in the list below leads to the field, from another view, too.
    browser.click("button[data-pane=write]");
    browser.click(".problem-list [data-problem$='words.de.number']");
    browser.wait(
        "the field has the focus",
        "document.activeElement.closest(\"[data-path='words.de.number']\")",
    );
    browser.ask("document.activeElement.select()");
    browser.press(&[Key::BACKSPACE]);
    words(json!({ "de": { "sources": "Quellen" } }));
    browser.focus(&field("sources"));
    browser.ask("document.activeElement.select()");
    browser.press(&[Key::BACKSPACE]);
    words(Value::Null);
}

fn one_source_of_two_stays(browser: &Browser) {
    let mut story: Value = serde_json::from_str(&small_story()).unwrap();
    let own = story["sources"][0]["id"].clone();
    story["sources"][0]["address"] = json!("https://www.example.org/minutes/");
    let mut again = story["sources"][0].clone();
    again["id"] = json!("again");
    again["address"] = json!("http://www.example.org/minutes#page-2");
    story["sources"].as_array_mut().unwrap().push(again);
    let last = story["sources"].as_array().unwrap().len() - 1;
    story["events"][0]["sources"] = json!(["again", own]);
    story["events"][1]["sources"] = json!(["again"]);
    let before = serde_json::to_string_pretty(&story).unwrap();
    let site = Site::new().serve();
    open(browser, &site, &before);
    browser.focus(".outline details:has([data-add=sources]) summary");
    browser.press(&[Key::ENTER]);
    browser.tab_to(&format!(".outline [data-place='sources/{last}']"));
    browser.press(&[Key::ENTER]);
    browser.wait(
        "the same address is named",
        "one('[data-merge] .notice') && seen(one('[data-merge]')).includes('2 times')",
    );
    browser.tab_to("[data-merge] button");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "the form of the other one is open",
        "one('.outline [data-place=\"sources/0\"]').getAttribute('aria-current') === 'true' \
         && document.activeElement.matches('.middle h2')",
    );
    let without = format!(
        "const text = await (async () => {{ {TEXT} }})(); return !text.includes('\"again\"')"
    );
    browser.wait_for_answer("the draft has the other one", &without);
    let text = browser.await_answer(TEXT);
    let merged: Value = serde_json::from_str(text.as_str().unwrap()).unwrap();
    assert_eq!(merged["events"][0]["sources"], json!([own]));
    assert_eq!(merged["events"][1]["sources"], json!([own]));
    assert_eq!(merged["sources"].as_array().unwrap().len(), last);
    // One step of the history takes it back.
    browser.click("[aria-label=Undo]");
    kept(browser, "\"id\": \"again\"");
    assert_eq!(browser.await_answer(TEXT), json!(before));
    assert_eq!(browser.complaints(), NONE);
}

fn a_table_is_a_grid(browser: &Browser) {
    let site = Site::new().serve();
    desk(browser, &site);
    browser.click(".outline details:has([data-add=tables]) summary");
    browser.click("[data-add=tables]");
    browser.wait("its form is there", "document.querySelector('.grid table')");
    // The problems of the empty table move the buttons down.
    checked(browser);
    browser.click("[data-control=add-column]");
    browser.wait(
        "it has three columns and those of its sources",
        "document.querySelectorAll('.grid thead th').length === 4",
    );
    checked(browser);
    browser.click("[data-control=add-row]");
    browser.wait(
        "it has two rows",
        "document.querySelectorAll('.grid tbody tr').length === 2",
    );
    browser.ask("one('[data-path=\"tables[0].rows[1].cells[2]\"] input').focus()");
    browser.write("Nine");
    browser.wait_for_answer(
        "the draft has it",
        &format!(
            "const text = await (async () => {{ {TEXT} }})();
             return JSON.parse(text).tables?.[0].rows[1]?.cells[2]?.en === 'Nine'"
        ),
    );
}

fn an_event_gets_media_and_links_by_keyboard(browser: &Browser) {
    let site = Site::new().serve();
    desk(browser, &site);
    browser.focus(".outline [data-place='events/0']");
    browser.press(&[Key::ENTER]);
    let add = |what: &str| {
        browser.tab_to(&format!("[data-control=add-{what}]"));
        browser.press(&[Key::ENTER]);
        browser.wait(
            "its first field has the focus",
            &format!("document.activeElement.closest('[data-path=\"events[0].{what}[0]\"]')"),
        );
    };
    let field = |path: &str| format!("[data-path='events[0].{path}'] input");
    add("media");
    browser.tab_to(&field("media[0].caption.en"));
    browser.write("The opening");
    browser.tab_to(&field("media[0].address"));
    browser.write("https://video.example.org/1");
    add("links");
    browser.write("The report");
    browser.tab_to(&field("links[0].address"));
    browser.write("report");
    // The problem is told at its field, and nowhere else.
    browser.wait(
        "the address is refused",
        "(() => {
             const told = [...document.querySelectorAll('.form .problem')]
                 .filter((it) => it.textContent);
             return told.length === 1 && told[0].closest('[data-path]').dataset.path === \
                 'events[0].links[0].address' \
                 && document.querySelectorAll('.form [aria-invalid=true]').length === 1;
         })()",
    );
    browser.press_with(Key::CONTROL, "a");
    browser.write("https://www.example.org/report");
    browser.wait(
        "it is accepted",
        "!document.querySelector('.form [aria-invalid=true]')",
    );
    checked(browser);
    kept(browser, "https://www.example.org/report");
    let read = || -> Value {
        let text = browser.await_answer(TEXT);
        serde_json::from_str(text.as_str().unwrap()).unwrap()
    };
    let event = &read()["events"][0];
    assert_eq!(
        event["links"],
        json!([{ "label": { "en": "The report" }, "address": "https://www.example.org/report" }])
    );
    let medium = json!({
        "address": "https://video.example.org/1",
        "kind": "video",
        "caption": { "en": "The opening" },
    });
    assert_eq!(event["media"], json!([medium]));
    // The last entry of a list goes with its list.
    browser.focus("[data-path='events[0].media[0]'] > button");
    browser.press(&[Key::ENTER]);
    browser.wait(
        "it is gone, and the focus is at the list",
        "document.activeElement.matches('[data-control=add-media]') \
         && !document.querySelector('[data-path=\"events[0].media[0]\"]')",
    );
    browser.wait_for_answer(
        "the draft has no media",
        &format!(
            "const text = await (async () => {{ {TEXT} }})();
             return JSON.parse(text).events[0].media === undefined"
        ),
    );
    assert_eq!(browser.complaints(), NONE);
}

/// The newest draft's text, from the storage.
const TEXT: &str = "const request = indexedDB.open('explainer-studio');
    const base = await new Promise((done) => { request.onsuccess = () => done(request.result); });
    const all = base.transaction('drafts').objectStore('drafts').getAll();
    const found = await new Promise((done) => { all.onsuccess = () => done(all.result); });
    base.close();
    return found.sort((a, b) => b.kept - a.kept)[0]?.text";

fn only_json_leaves_with_errors(browser: &Browser) {
    let site = Site::new().serve();
    desk(browser, &site);
    browser.ask("const field = one('[data-path=\"as_of\"] input'); field.focus(); field.select()");
    browser.write("soon");
    browser.wait(
        "the field says it",
        "one('[data-path=\"as_of\"] .problem').textContent",
    );
    browser.click("#get-it");
    browser.wait(
        "what leaves is there",
        "document.querySelectorAll('.card').length === 1",
    );
    assert!(
        String::from_utf8(downloaded(browser, "#get-json"))
            .unwrap()
            .contains("soon")
    );
}

/// Checks every screen; `open` shows the start page before each.
fn screens(browser: &Browser, open: &dyn Fn(), look: &dyn Fn(&str)) {
    open();
    look("start");
    put(browser, "Date\tTitle\n3/4/2011\tIt opens\n");
    browser.wait("a question", "document.querySelector('.refused')");
    look("question");
    browser.click(".refused button");
    browser.wait("it is settled", "!one('#accept').disabled");
    look("review");
    open();
    browser.click("#nothing");
    browser.wait("the desk is there", "document.querySelector('.desk')");
    checked(browser);
    look("desk");
    browser.click(".outline [data-place='events/0']");
    browser.wait(
        "its form is there",
        "document.querySelector('[data-path=\"events[0].date\"]')",
    );
    checked(browser);
    look("event");
    show_json(browser);
    checked(browser);
    look("json");
    browser.click("button[data-pane=languages]");
    browser.wait(
        "the languages are there",
        "document.querySelector('#new-language')",
    );
    browser.focus("#new-language");
    browser.write("de");
    browser.press(&[Key::ENTER]);
    browser.wait("there are two", "document.querySelector('.texts textarea')");
    checked(browser);
    look("languages");
    browser.click("button[data-pane=compare]");
    browser.wait(
        "the versions are there",
        "document.querySelector('.versions button')",
    );
    let other = small_story().replace("The council votes", "The council of the town votes");
    compare_with(
        browser,
        "a-file-with-a-long-name-of-a-colleague.json",
        &other,
    );
    browser.wait("it differs", "all('.difference').length > 0");
    look("compare");
    browser.click("button[data-pane=write]");
    browser.wait("the form is back", "document.querySelector('.outline')");
    browser.click(".outline details:has([data-add=tables]) summary");
    browser.click("[data-add=tables]");
    browser.wait("a table is there", "document.querySelector('.grid table')");
    checked(browser);
    look("table");
    browser.click("[aria-label=Undo]");
    checked(browser);
    browser.click("#get-it");
    browser.wait("it can be taken away", "document.querySelector('#get-zip')");
    look("get");
}

fn accessible(browser: &Browser) {
    let site = Site::new().serve();
    screens(browser, &|| start(browser, &site, "?lang=en"), &|screen| {
        assert_eq!(Audit::axe(browser), NONE, "{screen}");
    });
}

fn every_screen_is_accessible(browser: &Browser) {
    accessible(browser);
}

fn the_dark_desk_is_accessible(browser: &Browser) {
    accessible(browser);
}

fn nothing_sticks_out_when_narrow(browser: &Browser) {
    // Firefox and WebKitGTK have windows of a smallest width, and frames of any.
    let page = "<!doctype html><html lang=en><head><title>Narrow</title></head>\
                <body style=margin:0><iframe title=page src=/studio.html?lang=en width=320 \
                height=700 style=border:0></iframe></body></html>";
    let site = Site::new().file("/narrow.html", page).serve();
    let open = || {
        browser.outside();
        browser.go(&site.url("/narrow.html"));
        browser.inside("iframe");
        browser.wait(
            "the studio is ready",
            "document.documentElement.dataset.ready",
        );
        assert_eq!(browser.number("return innerWidth"), 320.0);
    };
    screens(browser, &open, &|screen| {
        assert_eq!(Audit::sideways(browser), NONE, "{screen}");
    });
}

/// Returns the answers of a release's worker to calls, each a name with its values. A value that is
/// an object with a `file` becomes the bytes of that file of the site.
fn asked_in_browser(browser: &Browser, site: &Served, questions: &[Value]) -> Vec<Value> {
    let folder = |path: PathBuf| {
        fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
    };
    let studio = folder(dist().join("v")).next().unwrap().join("studio");
    let mut scripts = folder(studio).filter(|file| file.extension().is_some_and(|it| it == "js"));
    let worker = scripts.find(|file| {
        file.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("worker-")
    });
    let worker = worker.unwrap();
    let worker = worker.strip_prefix(dist()).unwrap().to_str().unwrap();
    start(browser, site, "?lang=en");
    let answers = browser.await_answer(&format!(
        "const policy = \
             globalThis.trustedTypes?.createPolicy('journey', {{ createScriptURL: (it) => it }});
         const address = '/{worker}';
         const worker = new Worker(policy?.createScriptURL(address) ?? address, \
             {{ type: 'module' }});
         const filled = async (value) => {{
           if (Array.isArray(value)) return Promise.all(value.map(filled));
           if (value === null || typeof value !== 'object') return value;
           const bytes = new Uint8Array(await (await fetch(value.file)).arrayBuffer());
           return {{ name: value.name, bytes }};
         }};
         const answers = [];
         for (const [name, ...values] of {}) {{
           const asked = await filled(values);
           const answer = await new Promise((done) => {{
             worker.onmessage = ({{ data }}) => data.loaded || done(data);
             worker.onerror = (event) => done({{ error: event.message }});
             worker.postMessage({{ id: 1, name, values: asked }});
           }});
           if (answer.error) throw new Error(`${{name}}: ${{answer.error}}`);
           const it = answer.answer;
           answers.push(ArrayBuffer.isView(it) ? JSON.parse(window.numbers(it)) : it ?? null);
         }}
         worker.terminate();
         return answers",
        json!(questions)
    ));
    answers.as_array().unwrap().clone()
}

/// The files of the import tests with the options of each, as the studio has them.
fn imports() -> Vec<(PathBuf, Value)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut cases = Vec::new();
    for folder in fs::read_dir(fixtures.join("tables")).unwrap() {
        let folder = folder.unwrap().path();
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap();
        for line in expected.lines().filter_map(|line| line.strip_prefix("$ ")) {
            let mut words = line.split(' ').filter(|word| *word != "--explain");
            let file = folder.join(words.next().unwrap());
            let (mut choices, mut columns) = (json!({}), Vec::new());
            while let Some(word) = words.next() {
                let mut next = || words.next().unwrap();
                let (name, value) = match word {
                    "--sum" => ("sum", json!(true)),
                    "--calendar" => ("buddhist", json!(next() == "buddhist")),
                    "--two-digit-years-from" => (
                        "two_digit_years_from",
                        next().parse::<i64>().unwrap().into(),
                    ),
                    "--column" => {
                        columns.push(json!(next().split_once('=').unwrap()));
                        ("columns", json!(columns))
                    }
                    _ => (word.strip_prefix("--").unwrap(), json!(next())),
                };
                choices[name] = value;
            }
            cases.push((file, choices));
        }
    }
    for name in ["every-field.json", "old.jsonp", "semicolons.csv"] {
        cases.push((fixtures.join("timelinejs").join(name), json!({})));
    }
    cases
}

fn every_import_is_that_of_the_command(browser: &Browser) {
    let mut site = Site::new();
    let (mut questions, mut expected) = (Vec::new(), Vec::new());
    for (number, (file, choices)) in imports().into_iter().enumerate() {
        let bytes = fs::read(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let address = format!("/fixture-{number}");
        site = site.file(&address, bytes.clone());
        let choices = choices.to_string();
        questions.push(json!(["review", [{ "name": name, "file": address }], choices]));
        let answer = converter::reviewed(&[Input { name, bytes }], &choices);
        expected.push((file, serde_json::from_str::<Value>(&answer).unwrap()));
    }
    assert!(expected.len() > 50, "{}", expected.len());
    let answers = asked_in_browser(browser, &site.serve(), &questions);
    assert_eq!(answers.len(), expected.len());
    for (answer, (file, expected)) in answers.iter().zip(&expected) {
        assert_eq!(answer, expected, "{}", file.display());
    }
}

fn every_export_is_that_of_the_command(browser: &Browser) {
    const KINDS: [&str; 10] = [
        "html",
        "html-folded",
        "fragment",
        "svg",
        "chart-svg",
        "events",
        "amounts",
        "sources",
        "timelinejs",
        "jsonld",
    ];
    let (mut questions, mut expected) = (Vec::new(), Vec::new());
    for story in [
        "tests/fixtures/stories/arabic.json",
        "static/stories/ai-rivalry.json",
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(story);
        let text = fs::read_to_string(file).unwrap();
        let languages = serde_json::from_str::<Value>(&text).unwrap()["languages"].clone();
        for lang in languages.as_array().unwrap() {
            for kind in KINDS {
                let at = "a.{lang}.html";
                questions.push(json!(["make", text, kind, lang, at]));
                let lang = lang.as_str().unwrap();
                let made = converter::made(&text, kind, lang, Some(at), "");
                let made = futures_executor::block_on(made).unwrap();
                expected.push((kind, serde_json::from_str::<Value>(&made).unwrap()));
            }
        }
        questions.push(json!(["pack", text]));
        expected.push(("pack", json!(converter::packed(&text).unwrap())));
    }
    // By the page itself: Firefox's driver must not look into the page's own arrays.
    let site = with_script("window.numbers = (bytes) => JSON.stringify([...bytes])");
    let answers = asked_in_browser(browser, &site.serve(), &questions);
    assert_eq!(answers.len(), expected.len());
    for (answer, (kind, expected)) in answers.iter().zip(&expected) {
        assert!(answer == expected, "{kind} differs");
    }
}
