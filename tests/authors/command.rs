//! The command itself: what it prints in each form, and how it ends.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const STORY: &str = "examples/yen-and-banks.json";

fn explainer(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_explainer"));
    command.args(arguments).current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).output().unwrap()
}

fn rendered(options: &[&str]) -> Vec<u8> {
    let output = explainer(&[&["render", STORY], options].concat());
    assert!(output.status.success(), "{options:?}: {}", String::from_utf8_lossy(&output.stderr));
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
    assert!(output.stdout.is_empty() && said.contains(sentence), "{said}");
}

#[test]
fn a_story_is_rendered_in_every_form() {
    let html = text(&[]);
    assert!(html.starts_with("<div lang=\"ja\"") && html.contains("<svg"), "{html}");
    let fragment = text(&["--format", "fragment", "--lang", "en"]);
    assert!(
        fragment.starts_with("<div") && fragment.contains("lang=\"en\"") && fragment.ends_with("</div>\n")
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
fn a_heading_level_reaches_the_fragment() {
    assert!(text(&["--format", "fragment", "--heading-level", "4"]).contains("<h4 class=\"headline\""));
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
        ("thumbnail_url", "https://www.example.org/e/stories/yen-and-banks.en.png"),
    ];
    for (name, value) in expected {
        assert_eq!(answer[name], value, "{name}");
    }
    assert_eq!((&answer["thumbnail_width"], &answer["thumbnail_height"]), (&1200.into(), &630.into()));
    assert_eq!((&answer["width"], &answer["height"]), (&720.into(), &800.into()));
    let html = answer["html"].as_str().unwrap();
    assert!(
        html.contains("src=\"https://www.example.org/e/embed.html?story=yen-and-banks&amp;lang=en\""),
        "{html}"
    );
    assert!(html.contains("title=\"The yen and three banks\"") && html.contains("sandbox="), "{html}");
}

#[test]
fn what_cannot_be_rendered_is_said() {
    fails(&["render", STORY, "--lang", "fr"], 2, "is not written in `fr`");
    fails(&["render", STORY, "--format", "oembed"], 2, "--at");
    fails(&["render", STORY, "--format", "oembed", "--at", "https://www.example.org/e"], 2, "it ends with /");
    fails(&["render", STORY, "--format", "oembed", "--at", "javascript:alert(1)/"], 2, "is not an address");
    fails(&["render", STORY, "--format", "gif"], 2, "possible values: html, fragment, svg, png, oembed");
    fails(&["render", "examples/none.json"], 2, "examples/none.json");
    fails(&["render", "package.json", "--format", "png"], 1, "package.json");
}
