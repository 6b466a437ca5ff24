//! The printed and documented snippets, pasted into Markdown: the story stays inside the element.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Browser, Engine, Site, dist};

use super::frames::shared;

journeys! {
    Default in &[Engine::Chromium] => embed_codes_pass_through_markdown,
        documented_snippets_pass_through_markdown, a_snippet_without_its_div_breaks;
}

/// Programs that convert Markdown on their standard input to HTML on their standard output.
const CONVERTERS: [(&str, &[&str]); 3] = [
    (
        "markdown-it",
        &["node", "tests/hosts/markdown/markdown_it.js"],
    ),
    ("Python-Markdown", &["target/hosts/python/bin/markdown_py"]),
    (
        "MyST",
        &[
            "target/hosts/python/bin/python",
            "tests/hosts/markdown/myst.py",
        ],
    ),
];

/// A Markdown page with a snippet between two paragraphs.
fn markdown(snippet: &str) -> String {
    format!("The *first* paragraph.\n\n{snippet}\n\nThe *last* paragraph.\n")
}

fn converted(command: &[&str], markdown: &str) -> String {
    let mut converter = Command::new(command[0])
        .args(&command[1..])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a converter: `cargo xtask test` installs it");
    let mut input = converter.stdin.take().expect("its input");
    let text = markdown.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = converter.wait_with_output().expect("its output");
    writer.join().expect("no panic").expect("it reads all");
    assert!(output.status.success(), "{command:?}: {}", output.status);
    String::from_utf8(output.stdout).expect("text")
}

/// Converts a snippet with every converter, and opens the pages.
fn passes(browser: &Browser, name: &str, snippet: &str) {
    for (converter, command) in CONVERTERS {
        let body = converted(command, &markdown(snippet));
        assert!(
            body.contains("<em>last</em>"),
            "{converter} has not run: {body}"
        );
        let story = fs::read(dist().join("stories/journey.json")).expect("the story");
        let page = format!(
            "<!doctype html><html lang=en><head><meta charset=utf-8>\
             <title>An article</title></head>\
             <body><main>{body}</main></body></html>"
        );
        let site = Site::new()
            .file("/page.html", page)
            .file("/library.json", story)
            .serve();
        browser.go(&site.url("/page.html"));
        let what = format!("{name}, {converter}");
        assert_eq!(
            paragraphs_around(browser),
            ["The first paragraph.", "The last paragraph."],
            "{what}"
        );
        browser.alive();
        if snippet.contains("ex-headline") {
            assert!(
                browser.holds("document.querySelector('explainer-widget > .explainer .ex-event')"),
                "{what}: no story in the element"
            );
        }
        let beside = "[...document.querySelectorAll('[class^=ex-], .explainer')]\
            .filter((it) => !it.closest('explainer-widget')).length";
        assert_eq!(
            browser.number(&format!("return {beside}")),
            0.0,
            "{what}: a story beside the element"
        );
        assert_eq!(
            paragraphs_around(browser),
            ["The first paragraph.", "The last paragraph."],
            "{what}"
        );
    }
}

/// The text of the page outside the element, by line.
fn paragraphs_around(browser: &Browser) -> Vec<String> {
    browser.texts(
        "const copy = document.querySelector('main').cloneNode(true);
         for (const it of copy.querySelectorAll('explainer-widget, script, style')) it.remove();
         return copy.textContent.split('\\n').map((it) => it.trim()).filter(Boolean)",
    )
}

fn embed_codes_pass_through_markdown(browser: &Browser) {
    let site = shared().serve();
    browser.go(&site.url("/embed-code.html?lang=en"));
    let elements = "[...document.querySelectorAll('pre')].map((it) => it.textContent)\
        .filter((it) => it.includes('<explainer-widget'))";
    browser.wait("the codes", &format!("{elements}.length === 2"));
    let codes = browser.texts(&format!("return {elements}"));
    for code in codes {
        passes(browser, "embed-code.html", &code);
    }
}

fn documented_snippets_pass_through_markdown(browser: &Browser) {
    let site = shared().serve();
    for (file, count) in [
        ("README.md", 1),
        ("docs/embedding.md", 2),
        ("docs/tutorial.md", 1),
    ] {
        let text =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect(file);
        let snippets = snippets(&text);
        assert_eq!(snippets.len(), count, "{file}: {snippets:?}");
        for snippet in snippets {
            let snippet = snippet.replace("https://HOST/", &site.url("/"));
            passes(browser, file, &with_story(&snippet));
        }
    }
}

/// The code blocks with an element, between fences or indented.
fn snippets(markdown: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut fenced = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
            blocks.push(String::new());
        } else if let Some(code) = Some(line).filter(|_| fenced).or(line.strip_prefix("    ")) {
            let block = blocks.last_mut().expect("a block");
            block.push_str(code);
            block.push('\n');
        } else {
            blocks.push(String::new());
        }
    }
    blocks.retain(|block| block.contains("<explainer-widget"));
    blocks
}

/// Replaces "… the content of … …" by the story.
fn with_story(snippet: &str) -> String {
    let page = fs::read_to_string(dist().join("stories/journey.en.html")).expect("the story");
    let story = page
        .split_once("<main>")
        .and_then(|(_, rest)| rest.split_once("</main>"))
        .expect("its body")
        .0;
    let parts: Vec<&str> = snippet.split('…').collect();
    assert_eq!(parts.len(), 3, "no place for a story: {snippet}");
    [parts[0], story, parts[2]].concat()
}

/// Checks that the tests above can fail.
fn a_snippet_without_its_div_breaks(browser: &Browser) {
    let snippet = with_story("<explainer-widget>…the story…</explainer-widget>");
    let site = CONVERTERS
        .iter()
        .fold(Site::new(), |site, (name, command)| {
            let body = converted(command, &markdown(&snippet));
            site.file(
                &format!("/{name}.html"),
                format!("<!doctype html><main>{body}"),
            )
        })
        .serve();
    let beside = CONVERTERS.map(|(name, _)| {
        browser.go(&site.url(&format!("/{name}.html")));
        browser.holds("!document.querySelector('explainer-widget .explainer')")
    });
    assert!(beside.contains(&true), "no converter needs the <div>");
}
