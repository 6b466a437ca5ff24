//! The Markdown pages: lines that fit a screen, links with a target, and paths that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const MAX_COLUMNS: usize = 100;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Markdown page of the repository, with its text.
fn pages() -> Vec<(PathBuf, String)> {
    let folders = ["", "docs", "fuzz", "bench", "crates/yew-builder"];
    let mut pages = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                pages.push((path.clone(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(pages.len() > 10, "{pages:?}");
    pages
}

/// The lines of a page outside of code blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        !in_code && !is_fence && !line.starts_with("    ")
    })
}

/// The lines of a file that are too long, as `path:line`. Exempt are rows of tables, which Markdown
/// cannot break, and the generated figures of the benchmark.
fn long_lines(path: &Path, text: &str) -> Vec<String> {
    let mut generated = false;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        generated = (generated || line == "<!-- figures -->") && line != "<!-- end of figures -->";
        if !generated && !line.starts_with('|') && line.chars().count() > MAX_COLUMNS {
            let path = path.strip_prefix(root()).unwrap_or(path);
            found.push(format!("{}:{}", path.display(), index + 1));
        }
    }
    found
}

#[test]
fn lines_of_markdown_are_short() {
    let long: Vec<String> = pages()
        .iter()
        .filter(|(path, _)| !path.ends_with("docs/tutorial.md"))
        .flat_map(|(path, text)| long_lines(path, text))
        .collect();
    assert_eq!(long, [""; 0]);
}

#[test]
fn a_long_line_is_found() {
    let long = "x".repeat(MAX_COLUMNS + 1);
    let text = format!("{long}\n| {long} |\n<!-- figures -->\n{long}\n<!-- end of figures -->\n");
    assert_eq!(long_lines(Path::new("a.md"), &text), ["a.md:1"]);
}

/// The anchor that code hosts make of a heading.
fn anchor(heading: &str) -> String {
    let kept = heading
        .trim_start_matches('#')
        .trim()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

fn anchors(text: &str) -> BTreeSet<String> {
    prose(text)
        .filter(|line| line.starts_with('#'))
        .map(anchor)
        .collect()
}

/// The targets of the links and pictures of a page.
fn targets(text: &str) -> Vec<String> {
    let text: String = prose(text).flat_map(|line| [line, "\n"]).collect();
    let links = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let images = text
        .split("src=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    links.chain(images).map(str::to_owned).collect()
}

#[test]
fn links_have_a_target() {
    let mut broken = Vec::new();
    for (path, text) in pages() {
        for target in targets(&text) {
            if target.starts_with("http") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let linked = if file.is_empty() {
                path.clone()
            } else {
                path.parent().unwrap().join(file)
            };
            let is_there = if anchor.is_empty() {
                linked.exists()
            } else {
                fs::read_to_string(&linked).is_ok_and(|text| anchors(&text).contains(anchor))
            };
            if !is_there {
                broken.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert_eq!(broken, [""; 0]);
}

/// Paths in code font that begin with a folder of the repository exist.
#[test]
fn named_files_exist() {
    let folders = [
        "src/", "static/", "tests/", "xtask/", "docs/", "crates/", "benches/",
    ];
    let mut missing = Vec::new();
    for (page, text) in pages() {
        for line in prose(&text) {
            for path in line.split('`').skip(1).step_by(2) {
                let is_path = folders.iter().any(|folder| path.starts_with(folder));
                let is_pattern =
                    path.contains(['*', ' ']) || path.contains("NAME") || path.contains("ID");
                // The folder of packages exists only after an installation.
                let is_installed = path.contains("node_modules");
                let exists = root().join(path).exists() || page.with_file_name(path).exists();
                if is_path && !is_pattern && !is_installed && !exists {
                    missing.push(format!("{}: {path}", page.display()));
                }
            }
        }
    }
    assert_eq!(missing, [""; 0]);
}
