//! The studio: from pasted cells to a site that runs, problems that lead into the text, drafts that are kept.

use std::collections::BTreeMap;
use std::io::Read as _;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use flate2::read::DeflateDecoder;

use crate::support::{ALL, Audit, Browser, Key, NONE, Served, Site};

journeys! {
    Default in ALL => pasted_cells_become_a_site, a_question_is_asked_before_the_import,
        a_column_has_another_meaning, a_problem_leads_into_the_text, a_draft_is_kept_after_reload,
        the_text_has_one_history, the_plain_field_is_a_setting, a_form_changes_one_line,
        only_json_leaves_with_errors, every_screen_is_accessible, nothing_sticks_out_when_narrow;
    Dark in ALL => the_dark_desk_is_accessible;
}

/// Ten events and three amounts, as a spreadsheet copies them.
const EVENTS: &str = "Date\tTitle\tText\tSource\n\
    2011-03\tThe old library floods\tWater stands in the cellar.\thttps://www.example.org/flood\n\
    2012-06-21\tThe council wants a new one\tIt votes for a study.\thttps://www.example.org/vote\n\
    2016-11-02\tA neighbour asks for a survey\tHe fears for the hill.\thttps://www.example.org/hill\n\
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
    browser.ask_about(
        "one('#paste').value = given[0]",
        &[serde_json::json!(cells)],
    );
    browser.focus("#read");
    browser.press(&[Key::ENTER]);
}

/// Waits until the desk has checked the latest text.
fn checked(browser: &Browser) {
    browser.wait(
        "the text is checked",
        "/\\d|No problems|ありません/.test(one('.count').textContent)",
    );
}

fn desk(browser: &Browser, site: &Served) {
    start(browser, site, "?lang=en");
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

/// Takes a download, by the button that makes it.
fn downloaded(browser: &Browser, button: &str) -> Vec<u8> {
    browser.ask(
        "const original = URL.createObjectURL.bind(URL);
         URL.createObjectURL = (blob) => { window.caught = blob; return original(blob); }",
    );
    browser.click(button);
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
    // Nothing else was asked for than files of the release.
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

    // Unpacked below a path, it runs.
    let mut unpacked = Site::empty();
    for (path, mut bytes) in files {
        if path.ends_with(".html") {
            // What the journey's own server has put into the pages of the release.
            let page = String::from_utf8(bytes).unwrap();
            bytes = page
                .replace("<script src=\"/recorder.js\"></script>", "")
                .into();
        }
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
    browser.click("#accept");
    browser.wait(
        "the desk shows the date",
        "[...document.querySelectorAll('.outline time')].some((it) => it.textContent === '2011-03-04')",
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
        "getComputedStyle(one('.json.code').shadowRoot.querySelector('.cm-scroller')).display === 'flex'"
    ));
    // A letter at the very beginning: the text is JSON no more.
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
        "one('#kept').dataset.kept === 'yes' && one('.outline').isConnected && document.querySelector('[data-path=\"title.en\"] input').value === 'A tunnel'",
    );
    let address = browser.url();
    assert!(address.contains("#draft="), "{address}");
    // The storage is asked, not the page: another draft may not be mistaken for it.
    browser.wait_for_answer(
        "the storage has it",
        "const request = indexedDB.open('explainer-studio');
         const base = await new Promise((done) => { request.onsuccess = () => done(request.result); });
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
    let lines = |text: &serde_json::Value| -> Vec<String> {
        text.as_str().unwrap().lines().map(str::to_owned).collect()
    };
    let (before, after) = (lines(&before), lines(&after));
    let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
    assert_eq!((before.len(), changed), (after.len(), 1));
}

/// The newest draft's text, from the storage.
const TEXT: &str = "const request = indexedDB.open('explainer-studio');
    const base = await new Promise((done) => { request.onsuccess = () => done(request.result); });
    const all = base.transaction('drafts').objectStore('drafts').getAll();
    const found = await new Promise((done) => { all.onsuccess = () => done(all.result); });
    base.close();
    return found.sort((a, b) => b.kept - a.kept)[0].text";

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

/// Looks at every screen, each from a start that `open` shows.
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
    look("event");
    show_json(browser);
    look("json");
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
