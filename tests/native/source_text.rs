//! The text of the sources: lines that fit a screen, and doc comments that begin with a verb or a
//! noun.

use std::fs;
use std::path::{Path, PathBuf};

const MAX_COLUMNS: usize = 100;

/// The folders with sources.
const FOLDERS: [&str; 11] = [
    "bench",
    "benches",
    "crates",
    "docs",
    "examples",
    "fuzz",
    "integrations",
    "src",
    "static",
    "tests",
    "xtask",
];

/// What Git ignores in these, besides names that begin with a dot.
const IGNORED: [&str; 7] = [
    "artifacts",
    "corpus",
    "coverage",
    "node_modules",
    "notebook.js",
    "target",
    "widget",
];

/// Beginnings of clauses that stand for a noun, and so hide which thing is meant.
const CLAUSES: [&str; 8] = [
    "What ",
    "Whatever ",
    "Whether ",
    "Who ",
    "Whoever ",
    "Whose ",
    "Of ",
    "Such ",
];

/// Words of a private dialect, and what to write instead.
const WORDS: [(&str, &str); 4] = [
    ("anew", "again"),
    ("mend", "correct"),
    ("mended", "corrected"),
    ("meanwhile", "in the meantime, or nothing"),
];

/// The files of some kinds below a folder, with their text.
fn files(folder: &Path, kinds: &[&str], found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let kind = name.rsplit('.').next().unwrap();
        if name.starts_with('.') || IGNORED.contains(&name) {
            continue;
        }
        if path.is_dir() {
            files(&path, kinds, found);
        } else if kinds.contains(&kind) {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(&root().join("src"), &["rs"], &mut found);
    assert!(found.len() > 100, "only {} files", found.len());
    found
}

/// The numbers of the lines that are too long. Exempt are those without a blank to break at, such
/// as a single address.
fn long_lines(text: &str) -> impl Iterator<Item = usize> {
    let is_long = |line: &str| line.chars().count() > MAX_COLUMNS && line.trim().contains(' ');
    let numbered = text.lines().enumerate();
    numbered.filter_map(move |(index, line)| is_long(line).then_some(index + 1))
}

/// The faults of a text, each with its line number.
fn faults(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut before = "";
    for (index, line) in text.lines().enumerate() {
        let mut fault = |message: String| found.push((index + 1, message));
        let doc = |line: &str| {
            let line = line.trim_start();
            let text = line
                .strip_prefix("///")
                .or_else(|| line.strip_prefix("//!"));
            text.map(|text| text.trim_start().to_owned())
        };
        let is_continued = doc(before).is_some_and(|text| !text.is_empty());
        if let Some(clause) = doc(line).and_then(|text| {
            let mut clauses = CLAUSES.iter();
            clauses.find(|clause| !is_continued && text.starts_with(**clause))
        }) {
            fault(format!("a doc comment begins with “{clause}”"));
        }
        let comment = line.split_once("//").map_or("", |(_, comment)| comment);
        for word in comment.split(|c: char| !c.is_alphabetic()) {
            if let Some((word, instead)) = WORDS.iter().find(|(own, _)| *own == word) {
                fault(format!("“{word}”: write {instead}"));
            }
        }
        before = line;
    }
    found
}

#[test]
fn lines_of_sources_are_short() {
    let mut found = Vec::new();
    for folder in FOLDERS {
        let kinds = ["css", "js", "mjs", "rs", "ts"];
        files(&root().join(folder), &kinds, &mut found);
    }
    assert!(found.len() > 200, "{}", found.len());
    let mut long = Vec::new();
    for (path, text) in &found {
        long.extend(long_lines(text).map(|line| format!("{}:{line}", path.display())));
    }
    assert_eq!(long, [""; 0]);
}

#[test]
fn a_long_line_is_found() {
    let word = "x".repeat(MAX_COLUMNS);
    let text = format!("{word}\n  {word}\n{word} y\n");
    assert_eq!(long_lines(&text).collect::<Vec<_>>(), [3]);
}

#[test]
fn sources_keep_the_rules_of_their_text() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        for (line, fault) in faults(&text) {
            found.push(format!("{}:{line}: {fault}", path.display()));
        }
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn faults_are_found() {
    let text = "/// What it is.\n/// What continues.\nfn f() {} // drawn anew\n";
    let found: Vec<usize> = faults(text).into_iter().map(|(line, _)| line).collect();
    assert_eq!(found, [1, 3]);
    assert!(faults("/// Returns what is shown.\n").is_empty());
}
