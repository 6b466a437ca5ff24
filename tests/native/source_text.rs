//! The text of the sources: lines that fit a screen, and doc comments that begin with a verb or a
//! noun.

use std::fs;
use std::path::{Path, PathBuf};

const MAX_COLUMNS: usize = 100;

/// The rooms of `src/` that keep the rules.
const ROOMS: [&str; 9] = [
    "bin", "chart", "cli", "export", "layout", "locale", "render", "story", "wasm",
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

/// The Rust files below a folder, with their text.
fn files(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for room in ROOMS {
        files(&src.join(room), &mut found);
    }
    assert!(found.len() > 30);
    found
}

/// The faults of a text, each with its line number.
fn faults(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut before = "";
    for (index, line) in text.lines().enumerate() {
        let mut fault = |message: String| found.push((index + 1, message));
        let columns = line.chars().count();
        if columns > MAX_COLUMNS {
            fault(format!("{columns} columns"));
        }
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
    assert_eq!(faults(&"x".repeat(101)).len(), 1);
    assert!(faults("/// Returns what is shown.\n").is_empty());
}
