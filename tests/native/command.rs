//! The command: its output in each form, and its exit codes.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const STORY: &str = "examples/yen-and-banks.json";

fn explainer(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_explainer"));
    command
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap()
}

fn rendered(options: &[&str]) -> Vec<u8> {
    let output = explainer(&[&["render", STORY], options].concat());
    assert!(
        output.status.success(),
        "{options:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

fn text(options: &[&str]) -> String {
    String::from_utf8(rendered(options)).unwrap()
}

#[track_caller]
fn fails(arguments: &[&str], code: i32, sentence: &str) {
    let output = explainer(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(
        output.stdout.is_empty() && said.contains(sentence),
        "{said}"
    );
}

#[test]
fn a_story_is_rendered_in_every_form() {
    let html = text(&[]);
    assert!(
        html.starts_with("<div lang=\"ja\"") && html.contains("<svg"),
        "{html}"
    );
    let fragment = text(&["--format", "fragment", "--lang", "en"]);
    assert!(
        fragment.starts_with("<div")
            && fragment.contains("lang=\"en\"")
            && fragment.ends_with("</div>\n")
    );
    for element in ["<svg", "<button", "<input", "<select", "<time", "style="] {
        assert!(!fragment.contains(element), "{element} in {fragment}");
    }
    assert!(
        fragment.contains("Bank of Japan")
            && fragment.contains("<table>")
            && fragment.contains("href=\"https://")
    );
    let card = text(&["--format", "svg"]);
    assert!(
        card.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\""),
        "{card}"
    );
    let article = text(&["--format", "svg", "--size", "article", "--lang", "en"]);
    assert!(
        article.contains(" width=\"720\" ") && article.contains("What three banks began with"),
        "{article}"
    );
    assert!(rendered(&["--format", "png", "--lang", "en"]).starts_with(b"\x89PNG\r\n\x1a\n"));
}

#[test]
fn every_chart_has_its_picture_and_its_place_in_static_html() {
    const STORY: &str = "tests/fixtures/stories/journey.json";
    let story: Value =
        serde_json::from_str(&fs::read_to_string(STORY).unwrap()).expect("the story");
    let shown = |options: &[&str]| {
        let output = explainer(&[&["render", STORY, "--lang", "en"], options].concat());
        assert!(output.status.success(), "{options:?}");
        // Headings may have marks for line breaks.
        String::from_utf8(output.stdout)
            .unwrap()
            .replace(['\u{ad}', '\u{200b}'], "")
    };
    let charts = story["charts"].as_array().unwrap();
    assert!(charts.len() > 1);
    let whole = shown(&["--format", "html"]);
    let fragment = shown(&["--format", "fragment"]);
    for chart in charts {
        let (id, title) = (
            chart["id"].as_str().unwrap(),
            chart["title"]["en"].as_str().unwrap(),
        );
        assert!(
            whole.contains(&format!("id=\"{id}\"")) && whole.contains(title),
            "{id}"
        );
        assert!(fragment.contains(title), "{id} is not in the fragment");
        let picture = shown(&["--format", "svg", "--size", "article", "--chart", id]);
        let words: Vec<&str> = title.split(' ').collect();
        assert!(
            words.iter().all(|word| picture.contains(word)),
            "{id}: {title}"
        );
    }
    assert_ne!(
        shown(&["--format", "svg", "--chart", "value"]),
        shown(&["--format", "svg"])
    );
    fails(
        &["render", STORY, "--format", "svg", "--chart", "none"],
        2,
        "--chart none: the story has the charts money, value",
    );
}

#[test]
fn a_heading_level_reaches_the_fragment() {
    assert!(
        text(&["--format", "fragment", "--heading-level", "4"])
            .contains("<h4 class=\"ex-headline\"")
    );
}

#[test]
fn an_answer_for_oembed_names_frame_and_picture() {
    let answer: Value = serde_json::from_str(&text(&[
        "--format",
        "oembed",
        "--lang",
        "en",
        "--at",
        "https://www.example.org/e/",
    ]))
    .unwrap();
    let expected = [
        ("version", "1.0"),
        ("type", "rich"),
        ("title", "The yen and three banks"),
        ("provider_url", "https://www.example.org/e/"),
        (
            "thumbnail_url",
            "https://www.example.org/e/stories/yen-and-banks.en.png",
        ),
    ];
    for (name, value) in expected {
        assert_eq!(answer[name], value, "{name}");
    }
    assert_eq!(
        (&answer["thumbnail_width"], &answer["thumbnail_height"]),
        (&1200.into(), &630.into())
    );
    assert_eq!(
        (&answer["width"], &answer["height"]),
        (&720.into(), &800.into())
    );
    let html = answer["html"].as_str().unwrap();
    assert!(
        html.contains(
            "src=\"https://www.example.org/e/embed.html?story=yen-and-banks&amp;lang=en\""
        ),
        "{html}"
    );
    assert!(
        html.contains("title=\"The yen and three banks\"") && html.contains("sandbox="),
        "{html}"
    );
}

#[test]
fn what_cannot_be_rendered_is_said() {
    fails(
        &["render", STORY, "--lang", "fr"],
        2,
        "is not written in `fr`",
    );
    fails(&["render", STORY, "--format", "oembed"], 2, "--at");
    fails(
        &[
            "render",
            STORY,
            "--format",
            "oembed",
            "--at",
            "https://www.example.org/e",
        ],
        2,
        "it must end with /",
    );
    fails(
        &[
            "render",
            STORY,
            "--format",
            "oembed",
            "--at",
            "javascript:alert(1)/",
        ],
        2,
        "is not an address",
    );
    fails(
        &["render", STORY, "--format", "gif"],
        2,
        "possible values: html, fragment, svg, png, oembed",
    );
    fails(&["render", "examples/none.json"], 2, "examples/none.json");
    fails(
        &["render", "package.json", "--format", "png"],
        1,
        "package.json",
    );
}

/// The exit code of a check for each kind of input.
#[test]
fn a_check_takes_files_folders_and_standard_input() {
    let said = |arguments: &[&str]| {
        let output = explainer(&[&["check"], arguments].concat());
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let (code, text) = said(&["examples", STORY]);
    assert_eq!(
        (code, text.matches(": no problem").count()),
        (Some(0), 4),
        "{text}"
    );
    let (code, text) = said(&["examples", "package.json"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(
        text.contains("package.json: ") && text.contains("women-in-computing.json: no problem"),
        "{text}"
    );
    fails(&["check", "examples/none.json"], 2, "examples/none.json");
    fails(
        &["check", STORY, "--format", "xml"],
        2,
        "possible values: text, json, sarif",
    );

    let story = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(STORY)).unwrap();
    let warned = story.replacen("\"https://", "\"http://", 1);
    for (option, expected) in [(None, 0), (Some("--deny-warnings"), 1)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_explainer"));
        command
            .args(["check", "-", "--format", "json"])
            .args(option);
        let mut check = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        check
            .stdin
            .take()
            .unwrap()
            .write_all(warned.as_bytes())
            .unwrap();
        let output = check.wait_with_output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            report["files"][0]["problems"][0]["code"], "not-https",
            "{report}"
        );
        assert_eq!(output.status.code(), Some(expected));
    }
}

/// Ends a program that would never end by itself.
struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// The preview of a story: it shows the saved version or, if that has errors, the errors above the
/// last correct version.
#[test]
fn a_served_story_follows_its_file() {
    let file = std::env::temp_dir().join(format!("explainer-served-{}.json", std::process::id()));
    let story = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(STORY)).unwrap();
    fs::write(&file, &story).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_explainer"));
    let command = command
        .args(["serve", "--port", "0"])
        .arg(&file)
        .stderr(Stdio::piped());
    let mut program = Running(command.spawn().unwrap());
    let mut line = String::new();
    BufReader::new(program.0.stderr.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line.split(' ').next().unwrap().to_owned();
    let get = |path: &str| {
        ureq::get(format!("{address}{path}"))
            .call()
            .unwrap()
            .body_mut()
            .read_to_string()
            .unwrap()
    };
    let (page, stamp) = (get("?lang=en"), get("stamp"));
    assert!(
        page.contains("The yen and three banks") && !page.contains("error"),
        "{page}"
    );
    assert_eq!(get("stamp"), stamp, "it comes anew without a reason");

    fs::write(
        &file,
        story.replace("The yen and three banks", "Another title"),
    )
    .unwrap();
    assert_ne!(get("stamp"), stamp);
    assert!(get("?lang=en").contains("Another title"));

    fs::write(&file, story.replace("\"format\"", "\"fromat\"")).unwrap();
    let page = get("?lang=en");
    assert!(
        page.contains("did you mean `format`?") && page.contains("Another title"),
        "{page}"
    );
    fs::remove_file(file).unwrap();
}
