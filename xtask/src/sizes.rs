//! `docs/sizes.md`: the one place that states sizes. `cargo xtask dist --write-sizes` writes it
//! from the files of the release, and every other `cargo xtask dist` fails if a figure in it is off
//! by more than three percent.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, ensure};

use crate::shell::root;
use crate::size::{Weight, matches};

const FILE: &str = "docs/sizes.md";

/// A row: its label, the files in the release, and when a reader loads them.
const ROWS: [(&str, &str, &str); 11] = [
    ("loader", "explainer.js", "always; checked at every visit"),
    ("style sheet of the static story", "explainer.css", "always"),
    ("program (wasm)", "v/*/widget_bg-*.wasm", "near the widget"),
    ("script of the program", "v/*/live-*.js", "near the widget"),
    (
        "bundled story, packed, without its texts",
        "v/*/ai-rivalry.story-*.txt",
        "near the widget",
    ),
    (
        "its texts in Japanese",
        "v/*/ai-rivalry.ja.texts-*.txt",
        "near the widget for readers of Japanese, else after it",
    ),
    (
        "its texts in English",
        "v/*/ai-rivalry.en.texts-*.txt",
        "near the widget for readers of English, else after it",
    ),
    (
        "checker, with its script",
        "v/*/checker*",
        "only with a story given by `src` or `story`",
    ),
    (
        "style of the first screen",
        "first.css",
        "in the host's page, if its code has it",
    ),
    (
        "bundled story as HTML, Japanese",
        "stories/ai-rivalry.ja.html",
        "in the host's page, or alone without scripts",
    ),
    (
        "bundled story as HTML, English",
        "stories/ai-rivalry.en.html",
        "in the host's page, or alone without scripts",
    ),
];

/// The first rows are what a first view by the element loads.
const FIRST_VIEW: usize = 7;

/// The sizes of a row in the release, raw and in brotli, in bytes.
fn sizes(weights: &[Weight]) -> Result<Vec<(usize, usize)>> {
    ROWS.iter()
        .map(|(label, files, _)| {
            let found: Vec<&Weight> = weights
                .iter()
                .filter(|weight| matches(files, &weight.path))
                .collect();
            ensure!(!found.is_empty(), "the release has no {files} ({label})");
            Ok((
                found.iter().map(|weight| weight.raw).sum(),
                found.iter().map(|weight| weight.brotli).sum(),
            ))
        })
        .collect()
}

/// Kilobytes with one decimal.
fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The text of the file.
fn document(sizes: &[(usize, usize)]) -> String {
    let mut text = String::from(
        "# Sizes\n\n\
         `cargo xtask dist --write-sizes` writes this page; a release that differs by more than \
         three\n\
         percent fails. kB are thousands of bytes; brotli is level 11. Limits are in\n\
         `size-budget.json`. Other pages link here instead of repeating figures.\n\n\
         | part | kB, raw | kB, brotli | loaded |\n|---|---:|---:|---|\n",
    );
    let mut first = (0, 0);
    for (index, ((label, _, when), (raw, brotli))) in ROWS.iter().zip(sizes).enumerate() {
        let row = (kilobytes(*raw), kilobytes(*brotli));
        let _ = writeln!(text, "| {label} | {} | {} | {when} |", row.0, row.1);
        if index < FIRST_VIEW {
            first = (first.0 + raw, first.1 + brotli);
            if index + 1 == FIRST_VIEW {
                let (raw, brotli) = (kilobytes(first.0), kilobytes(first.1));
                let _ = writeln!(
                    text,
                    "| **a first view by the element** | **{raw}** | **{brotli}** | |"
                );
            }
        }
    }
    let bytes = first.1.max(1);
    let gigabytes = |views: usize| {
        let megabytes = views * bytes / 1_000_000;
        format!("{}.{:02}", megabytes / 1000, megabytes % 1000 / 10)
    };
    let _ = write!(
        text,
        "\nA later view loads 0.3 kB: the revalidation of the loader (HTTP 304). 100 GB are \
         about {}\n\
         thousand first views.\n\n\
         | first views a day | GB a day | from the origin, if a CDN answers 99 % |\n\
         |---:|---:|---:|\n",
        100_000_000_000 / bytes / 1000,
    );
    for (views, written) in [
        (10_000, "10,000"),
        (1_000_000, "1,000,000"),
        (100_000_000, "100,000,000"),
    ] {
        let (all, origin) = (gigabytes(views), gigabytes(views / 100));
        let _ = writeln!(text, "| {written} | {all} | {origin} |");
    }
    text
}

/// The figures of a text, in order.
fn figures(text: &str) -> Vec<f64> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter_map(|word| word.parse().ok())
        .collect()
}

/// Writes the file.
pub(crate) fn write(weights: &[Weight]) -> Result<()> {
    let text = document(&sizes(weights)?);
    fs::write(root().join(FILE), text).with_context(|| format!("{FILE} cannot be written"))
}

/// Fails if the file states figures that the release does not have.
pub(crate) fn check(weights: &[Weight]) -> Result<()> {
    let stated = fs::read_to_string(root().join(FILE)).unwrap_or_default();
    let measured = document(&sizes(weights)?);
    ensure!(
        agree(&stated, &measured),
        "{FILE} is out of date: run `cargo xtask dist --write-sizes`"
    );
    Ok(())
}

/// Returns true if two texts have the same figures, give or take three percent or a tenth.
fn agree(a: &str, b: &str) -> bool {
    let (a, b) = (figures(a), figures(b));
    a.len() == b.len()
        && a.iter()
            .zip(&b)
            .all(|(a, b)| (a - b).abs() <= (0.03 * b.abs()).max(0.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_may_differ_by_three_percent() {
        assert!(agree("loader 100.0 kB", "loader 102.9 kB"));
        assert!(!agree("loader 100.0 kB", "loader 104.0 kB"));
        assert!(!agree("loader 100.0 kB", "loader 100.0 kB of 2"));
        assert_eq!(kilobytes(2_951), "3.0");
        assert_eq!(kilobytes(87_137), "87.1");
    }

    #[test]
    fn the_table_adds_up_a_first_view() {
        let text = document(&[(1_000, 500); ROWS.len()]);
        assert!(text.contains("| **a first view by the element** | **7.0** | **3.5** | |"));
    }
}
