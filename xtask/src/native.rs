//! The native benchmark (`benches/native.rs`): speed, and instructions as a reviewed number.
//!
//! Seconds differ from run to run and from machine to machine; instructions, which valgrind counts,
//! hardly do. So they are compared with `benches/instructions.json`, and every change must be
//! recorded there.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::files::read;
use crate::shell::{command as program, root, text, which};

const FILE: &str = "benches/instructions.json";

/// The pieces of work whose instructions are counted.
const WORK: [&str; 2] = ["check", "render"];

/// The tolerance. Random differences (the order in hash tables) and other processors' versions of
/// `memcpy` are far smaller.
const TOLERANCE_PERCENT: f64 = 2.0;

/// The content of `benches/instructions.json`.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    /// The compiler, because another one makes other instructions.
    rustc: String,
    /// Instructions for the bundled story, by piece of work.
    instructions: BTreeMap<String, u64>,
}

/// `cargo xtask instructions [--write]`; returns true if the counts agree with the recorded ones.
pub(crate) fn command(write: bool) -> Result<bool> {
    if which("valgrind").is_none() {
        ensure!(!write, "valgrind is missing");
        println!(
            "SKIPPED: valgrind is missing, which counts instructions (Debian's package valgrind)"
        );
        return Ok(true);
    }
    let rustc = text(&mut program("rustc --version"))?.trim().to_owned();
    let file = root().join(FILE);
    if write {
        let recorded = Recorded {
            rustc,
            instructions: count()?,
        };
        fs::write(
            &file,
            format!("{}\n", serde_json::to_string_pretty(&recorded)?),
        )?;
        return Ok(true);
    }
    let recorded: Recorded = serde_json::from_str(&read(&file)?).with_context(|| FILE)?;
    if recorded.rustc != rustc {
        println!(
            "SKIPPED: {FILE} was counted with {}; `cargo xtask instructions --write` counts anew",
            recorded.rustc
        );
        return Ok(true);
    }
    let counted = count()?;
    let verdicts = WORK.map(|work| verdict(work, &recorded.instructions, &counted));
    Ok(verdicts.into_iter().all(|fits| fits))
}

/// Prints one count beside the recorded one; returns false if they differ by more than the
/// tolerance. Fewer instructions are an error, too: otherwise the gain could be lost again
/// unnoticed.
fn verdict(work: &str, recorded: &BTreeMap<String, u64>, counted: &BTreeMap<String, u64>) -> bool {
    let (Some(before), Some(now)) = (recorded.get(work), counted.get(work)) else {
        println!("{work}: {FILE} lacks it");
        return false;
    };
    let percent = change(*before, *now);
    let fits = percent.abs() <= TOLERANCE_PERCENT;
    let words = if fits { "within" } else { "OUTSIDE" };
    println!(
        "{work}: {now} instructions, {percent:+.2} %, {words} ±{TOLERANCE_PERCENT} % of {before}"
    );
    if !fits {
        println!("  if that is meant: cargo xtask instructions --write");
    }
    fits
}

#[expect(clippy::cast_precision_loss, reason = "a percentage of some millions")]
fn change(before: u64, now: u64) -> f64 {
    (now as f64 / before as f64 - 1.0) * 100.0
}

/// Returns the instructions for each piece of work.
pub(crate) fn count() -> Result<BTreeMap<String, u64>> {
    let benchmark = build()?;
    let folder = root().join("target/callgrind");
    fs::create_dir_all(&folder)?;
    let count = |work: &str| {
        let file = folder.join(work);
        let line = format!(
            "valgrind --quiet --tool=callgrind --collect-atstart=no \
             --toggle-collect=*counted_{work}*"
        );
        let out = format!("--callgrind-out-file={}", file.display());
        text(program(&line).arg(out).arg(&benchmark).arg(work))?;
        let total =
            total(&read(&file)?).with_context(|| format!("{} has no sum", file.display()))?;
        ensure!(total > 0, "nothing was counted for {work}");
        Ok((work.to_owned(), total))
    };
    WORK.iter().map(|work| count(work)).collect()
}

/// Returns the sum in the output of callgrind.
fn total(text: &str) -> Option<u64> {
    text.lines()
        .find_map(|line| {
            line.strip_prefix("totals:")
                .or_else(|| line.strip_prefix("summary:"))
        })?
        .trim()
        .parse()
        .ok()
}

/// Returns stories per second, by piece of work.
pub(crate) fn speed() -> Result<BTreeMap<String, f64>> {
    let words = text(&mut Command::new(build()?))?;
    let read = |line: &str| {
        let (work, number) = line.split_once(' ').with_context(|| line.to_owned())?;
        Ok((work.to_owned(), number.parse()?))
    };
    words.lines().map(read).collect()
}

/// Builds the benchmark and returns its path.
fn build() -> Result<PathBuf> {
    let line = "cargo build --quiet --profile bench --features render --bin speed \
                --message-format=json";
    let messages = text(&mut program(line))?;
    let executable = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        Some(PathBuf::from(message.get("executable")?.as_str()?))
    };
    messages
        .lines()
        .find_map(executable)
        .context("cargo built no benchmark")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callgrind_s_sum_is_found() {
        assert_eq!(
            total("version: 1\nevents: Ir\nfn=(1) main\n3 5\ntotals: 123456\n"),
            Some(123_456)
        );
        assert_eq!(total("events: Ir\n"), None);
    }

    #[test]
    fn more_and_fewer_instructions_than_recorded_are_noticed() {
        let counts = |check| BTreeMap::from([("check".to_owned(), check)]);
        assert!(verdict("check", &counts(1_000), &counts(1_019)));
        assert!(!verdict("check", &counts(1_000), &counts(1_021)));
        assert!(!verdict("check", &counts(1_000), &counts(979)));
        assert!(!verdict("render", &counts(1_000), &counts(1_000)));
    }
}
