//! On paper nothing is hidden: each event, each amount, the address of each source.

use std::io::Write;
use std::process::{Command, Stdio};

use unicode_normalization::UnicodeNormalization;

use crate::support::{Browser, Engine, Site, bare, list, story, told_of};
use crate::without_script::PAGES;

journeys! {
    Default in &[Engine::Chromium, Engine::Firefox] => prints_the_static_page, prints_the_live_page;
}

/// The text of the page on paper, without spaces.
fn paper(browser: &Browser) -> String {
    text_of(&browser.print())
}

/// The text of a PDF, without spaces.
pub(crate) fn text_of(pdf: &[u8]) -> String {
    let text = read_pdf(&["pdftotext", "-raw", "-", "-"], pdf);
    // Each text is looked for separately, because page numbers come between them.
    plain(&text.replace('\u{c}', ""))
}

/// Returns what a program of poppler-utils prints about a PDF, which it reads from standard input.
pub(crate) fn read_pdf(command: &[&str], pdf: &[u8]) -> String {
    let [program, arguments @ ..] = command else {
        panic!("a program")
    };
    let mut reader = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}, from poppler-utils: {error}"));
    let mut input = reader.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writing = std::thread::spawn(move || input.write_all(&pdf));
    let output = reader.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Returns a text without spaces, and without the ligatures and look-alikes that a PDF has for some
/// letters.
fn plain(text: &str) -> String {
    bare(&text.nfkc().collect::<String>())
}

/// Returns true if the paper has a text; of a text that a page break divides, its beginning and its
/// end.
pub(crate) fn says(paper: &str, text: &str) -> bool {
    let text = &*plain(text);
    let chars: Vec<char> = text.chars().collect();
    let count = chars.len().min(12);
    let (start, end) = (
        chars[..count].iter().collect::<String>(),
        chars[chars.len() - count..].iter().collect::<String>(),
    );
    paper.contains(text) || paper.contains(&start) && paper.contains(&end)
}

fn prints_the_static_page(browser: &Browser) {
    let site = Site::still().serve();
    for (page, lang) in PAGES {
        browser.go(&site.url(page));
        prints_everything(browser, lang);
    }
}

fn prints_the_live_page(browser: &Browser) {
    let site = Site::new().serve();
    for (page, lang) in PAGES {
        browser.visit(&site.url(page));
        prints_everything(browser, lang);
    }
}

fn prints_everything(browser: &Browser, lang: &str) {
    let paper = paper(browser);
    let story = story();
    for event in list(&story, "events") {
        for text in told_of(event, lang) {
            assert!(says(&paper, &text), "{lang}: {} lacks {text}", event["id"]);
        }
    }
    for source in list(&story, "sources") {
        let Some(address) = source["address"].as_str() else {
            continue;
        };
        let site = url::Url::parse(address)
            .unwrap()
            .host_str()
            .unwrap()
            .trim_start_matches("www.")
            .to_owned();
        assert!(
            paper.contains(&site),
            "{lang}: the address {site} is not printed"
        );
    }
    let amount = if lang == "ja" {
        "640万ドル以上"
    } else {
        "atleast$6.4million"
    };
    // The amount is at its bar, in the sentence and in the table.
    assert!(
        paper.matches(amount).count() >= 3,
        "{lang}: {amount} is printed {} times",
        paper.matches(amount).count()
    );
    for button in [
        "Copylink",
        "Followthetimeline",
        "リンクをコピー",
        "年表に合わせる",
    ] {
        assert!(!paper.contains(button), "{lang}: “{button}” is printed");
    }
}
