//! The output of the command for a small story, as files: a change of a view, a message or an
//! option is a difference in `tests/native/snapshots/`.
//! `INSTA_UPDATE=always cargo test --features cli snapshots` accepts it.

use std::path::Path;
use std::process::Command;

const STORY: &str = "tests/fixtures/stories/lighthouse.json";
const MISTAKES: &str = "tests/fixtures/stories/mistakes.json";

/// Returns the text that the command prints to both outputs.
fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_explainer"))
        .args(arguments)
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap()
}

/// Returns HTML with one element in each line, so that a difference is a line.
fn by_element(html: &str) -> String {
    html.replace("><", ">\n<")
}

#[test]
fn the_static_story() {
    for lang in ["en", "ja"] {
        let html = printed(&["render", STORY, "--lang", lang]);
        insta::assert_snapshot!(format!("static_story_{lang}"), by_element(&html));
    }
}

#[test]
fn the_fragment() {
    let html = printed(&["render", STORY, "--lang", "en", "--format", "fragment"]);
    insta::assert_snapshot!(by_element(&html));
}

#[test]
fn the_answer_for_oembed() {
    let at = "https://stories.example.org/";
    let answer = printed(&[
        "render", STORY, "--lang", "en", "--format", "oembed", "--at", at,
    ]);
    insta::assert_snapshot!(answer);
}

#[test]
fn the_report_of_a_check() {
    insta::assert_snapshot!(printed(&["check", MISTAKES]));
}

#[test]
fn the_help() {
    let commands = [
        "", "check", "serve", "render", "import", "export", "site", "new", "schema", "pack",
    ];
    for command in commands {
        let arguments: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let name = if command.is_empty() { "all" } else { command };
        insta::assert_snapshot!(format!("help_{name}"), printed(&arguments));
    }
}
