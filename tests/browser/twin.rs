//! Parts of the live story that are copied from the static one: they are the same as if they were
//! drawn, and whatever a host has changed is drawn.

use crate::fold;
use crate::hosting::with_static_story;
use crate::support::{ALL, Browser, Served, Site, article};

journeys! {
    Default in ALL => a_copied_story_is_the_drawn_story, a_copied_fold_is_the_drawn_fold,
        a_changed_card_is_drawn, a_copied_card_answers_clicks,
        a_card_that_is_drawn_keeps_the_focus;
}

/// A function that writes the elements of timeline and end matter, with sorted attributes and
/// without what depends on where the page is scrolled.
const WRITE: &str = "
    const write = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return node.data;
        const attributes = [...node.attributes]
            .filter(({ name, value }) => name !== 'data-host' && value && value !== 'ex-reading')
            .map(({ name, value }) => `${name}=${JSON.stringify(value)}`);
        const children = [...node.childNodes].map(write).join('');
        return `\\n<${node.localName} ${attributes.sort().join(' ')}>${children}`;
    };
    const written = () => write(one('.ex-timeline')) + write(one('.ex-end'));";

/// What a reader does, and when it is done.
const STEPS: [(&str, &str, &str); 6] = [
    ("nothing", "", "one('.ex-end')"),
    (
        "an event is opened",
        "one('#spectrograph .ex-when a').click()",
        "root.querySelector('#spectrograph.ex-opened')",
    ),
    (
        "a word is searched",
        "one('.ex-tools button[aria-expanded=false]').click();
         const field = await new Promise((done) => {
             const look = () => {
                 const found = root.querySelector('input[type=search]');
                 if (found) done(found); else requestAnimationFrame(look);
             };
             look();
         });
         field.value = 'har'; field.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        "root.querySelector('.ex-event mark')",
    ),
    (
        "another word is searched",
        "const field = one('input[type=search]');
         field.value = 'harbour a';
         field.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        "[...root.querySelectorAll('.ex-event mark')].some((it) => it.textContent.length > 3)",
    ),
    (
        "the search is cleared",
        "one('.ex-result button').click()",
        "!root.querySelector('mark')",
    ),
    (
        "another language is chosen",
        "one('button.ex-language').click()",
        "one('.explainer').lang === 'ja'",
    ),
];

/// Compares what two pages show after every step.
fn are_the_same(browser: &Browser, site: &Served, copied: &str, drawn: &str, steps: usize) {
    let mut written = Vec::new();
    for path in [copied, drawn] {
        browser.visit(&site.url(path));
        let copies = browser.number("return all('[data-host]').length");
        assert_eq!(copies > 0.0, path == copied, "{path}: {copies} copies");
        let mut shown = Vec::new();
        for (what, script, is_done) in &STEPS[..steps] {
            browser.await_answer(script);
            browser.wait(what, is_done);
            browser.settle();
            shown.push(browser.text(&format!("{WRITE} return written()")));
        }
        written.push(shown);
    }
    for (place, (what, ..)) in STEPS[..steps].iter().enumerate() {
        let (copied, drawn) = (&written[0][place], &written[1][place]);
        let mut lines = copied.lines().zip(drawn.lines());
        let differing = lines.find(|(copied, drawn)| copied != drawn);
        assert_eq!(differing, None, "after: {what}");
        assert_eq!(copied.len(), drawn.len(), "after: {what}");
    }
}

/// A page whose cards and end matter the host has given an attribute.
fn marked(page: &str) -> String {
    page.replace("<article ", "<article data-host=\"1\" ")
        .replace("class=\"ex-end\"", "class=\"ex-end\" data-host=\"1\"")
}

fn a_copied_story_is_the_drawn_story(browser: &Browser) {
    let drawn = "<explainer-widget lang=en loading=eager></explainer-widget>";
    let site = Site::new()
        .file("/copied.html", marked(&with_static_story("", "")))
        .file("/drawn.html", article(drawn))
        .serve();
    are_the_same(browser, &site, "/copied.html", "/drawn.html", STEPS.len());
}

fn a_copied_fold_is_the_drawn_fold(browser: &Browser) {
    let drawn = "<explainer-widget lang=en loading=eager fold></explainer-widget>";
    let site = Site::new()
        .file("/copied.html", marked(&fold::page("en", true)))
        .file("/drawn.html", article(drawn))
        .serve();
    are_the_same(browser, &site, "/copied.html", "/drawn.html", 1);
}

/// A host, an extension or a translation may have changed the static story in any way.
fn a_changed_card_is_drawn(browser: &Browser) {
    let page = marked(&with_static_story("", "")).replace(
        "<script type",
        "<script>addEventListener('DOMContentLoaded', () => {
             const cards = [...document.querySelectorAll('article')];
             window.own = cards.map((it) => it.innerText);
             cards[1].querySelector('.ex-title').textContent = 'Changed by the host';
             cards[2].remove();
             cards[3].querySelector('.ex-title').append(document.createElement('i'));
             cards[4].parentElement.removeAttribute('data-index');
             cards[5].querySelector('.ex-title').remove();
         })</script><script type",
    );
    let site = Site::new().file("/page.html", page).serve();
    browser.visit(&site.url("/page.html"));
    let copied = browser.texts(
        "return all('article.ex-event').slice(0, 8)
             .map((it) => it.hasAttribute('data-host') ? 'copied' : 'drawn')",
    );
    let (same, other) = ("copied", "drawn");
    assert_eq!(
        copied,
        [same, other, other, other, other, other, same, same]
    );
    let text = "(it) => it.innerText.replace(/\\s+/g, ' ').trim()";
    let shown = browser.texts(&format!("return all('article.ex-event').map({text})"));
    let own = browser.texts(&format!(
        "return own.map((it) => ({text})({{ innerText: it }}))"
    ));
    assert_eq!(shown, own);
    assert!(
        browser.holds("all('article.ex-event i').length === 0"),
        "what the host has added is not shown"
    );
    // The static story is whole, and shown again when the live one ends.
    assert!(browser.holds("document.querySelectorAll('article').length === own.length - 1"));
}

fn a_copied_card_answers_clicks(browser: &Browser) {
    let site = Site::new()
        .file("/page.html", marked(&with_static_story("", "")))
        .serve();
    browser.visit(&site.url("/page.html"));
    browser.ask(
        "window.copied = []; Object.defineProperty(navigator, 'clipboard', \
             { value: { writeText: (text) => (copied.push(text), Promise.resolve()) } })",
    );
    assert!(browser.holds("one('#spectrograph').hasAttribute('data-host')"));
    browser.click("#spectrograph .ex-copy");
    browser.wait("the address", "copied.length === 1");
    assert_eq!(
        browser.texts("return copied"),
        [site.url("/page.html#spectrograph")]
    );
    assert_eq!(
        browser.text("return location.hash"),
        "",
        "the page stays where it is"
    );
    browser.click("#spectrograph .ex-when a");
    browser.waits_for_event("spectrograph");
    assert!(browser.holds("one('#spectrograph').hasAttribute('data-host')"));
}

/// A host changes the level of the headings while a link of a copied card, or the card, has the
/// focus.
fn a_card_that_is_drawn_keeps_the_focus(browser: &Browser) {
    let site = Site::new()
        .file("/page.html", marked(&with_static_story("", "")))
        .serve();
    for focused in ["#spectrograph", "#spectrograph .ex-copy", ".ex-end a"] {
        browser.visit(&site.url("/page.html"));
        browser.ask(&format!("one('{focused}').focus()"));
        browser.ask("host.headingLevel = 4");
        browser.wait("it is drawn", "!root.querySelector('[data-host]')");
        let there = format!("host.shadowRoot.activeElement === one('{focused}')");
        browser.wait("the focus is where it was", &there);
    }
}
