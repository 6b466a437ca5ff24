//! The tests of `integrations/`: `cargo xtask test --integrations [NAME]`.
//!
//! Each folder there has a `test.mjs` for the test runner of Node.js, which builds a site or a
//! package with the tool of that integration. A test whose tool is missing is skipped, says why,
//! and is counted.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::files::children;
use crate::package;
use crate::shell::{command, root};
use crate::tools;

/// The numbers of tests that passed, failed and were skipped.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
struct Sum {
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Runs the tests of all integrations, or of those named; returns true if none failed.
pub(crate) fn command_of(names: &[&str]) -> Result<bool> {
    let folders = folders(names)?;
    tools::for_integrations()?;
    if !package::is_packed() {
        package::npm_command(false)?;
    }
    let mut sums = Vec::new();
    for folder in &folders {
        let name = name_of(folder);
        println!("\n── {name} ──");
        let mut node = command("node --test --test-concurrency=1 --test-reporter=tap");
        sums.push((name, count(node.arg(folder.join("test.mjs")))?));
    }
    println!();
    let mut total = Sum::default();
    for (name, sum) in sums {
        println!("{name}: {}", words(sum));
        total.passed += sum.passed;
        total.failed += sum.failed;
        total.skipped += sum.skipped;
    }
    println!("{}", words(total));
    Ok(total.failed == 0)
}

fn words(sum: Sum) -> String {
    let Sum {
        passed,
        failed,
        skipped,
    } = sum;
    format!("{passed} passed, {failed} failed, {skipped} skipped")
}

/// Returns the folders of the integrations with these names; all if there are no names.
fn folders(names: &[&str]) -> Result<Vec<PathBuf>> {
    let mut all = children(&root().join("integrations"))?;
    all.retain(|folder| folder.join("test.mjs").is_file());
    all.sort();
    for name in names {
        if !all.iter().any(|folder| name_of(folder) == *name) {
            let known: Vec<_> = all.iter().map(|folder| name_of(folder)).collect();
            bail!(
                "there is no integration {name}; there are {}",
                known.join(", ")
            );
        }
    }
    all.retain(|folder| names.is_empty() || names.contains(&&*name_of(folder)));
    Ok(all)
}

fn name_of(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Runs tests that report in TAP, shows their output, and reads the figures at its end.
fn count(tests: &mut Command) -> Result<Sum> {
    let mut child = tests.stdout(Stdio::piped()).spawn()?;
    let mut sum = Sum::default();
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        let line = line?;
        if is_shown(&line) {
            println!("{line}");
        }
        let figure = |name| figure_in(&line, name).unwrap_or_default();
        sum.passed += figure("pass");
        sum.failed += figure("fail") + figure("cancelled");
        sum.skipped += figure("skipped");
    }
    // A file that cannot be read as a script has no figures.
    if !child.wait()?.success() && sum.failed == 0 {
        sum.failed = 1;
    }
    Ok(sum)
}

/// The figure in a line like `# pass 3`.
fn figure_in(line: &str, name: &str) -> Option<usize> {
    let figure = line.strip_prefix("# ")?.strip_prefix(name)?;
    figure.strip_prefix(' ')?.parse().ok()
}

/// Returns true if a line is useful to people: not the duration of each test, nor figures without
/// interest.
fn is_shown(line: &str) -> bool {
    let quiet = [
        "---",
        "...",
        "duration_ms:",
        "type: 'test'",
        "TAP version",
        "# Subtest:",
        "1..",
    ];
    let line = line.trim_start();
    let figures = ["tests", "suites", "todo", "duration_ms"].iter();
    let is_figure = line
        .strip_prefix("# ")
        .is_some_and(|rest| figures.clone().any(|name| rest.starts_with(name)));
    !is_figure && !quiet.iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_the_end_of_a_report() -> Result<()> {
        let report = "ok 1 - one # SKIP no tool\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 4";
        let mut echo = Command::new("printf");
        assert_eq!(
            count(echo.arg(report))?,
            Sum {
                passed: 2,
                failed: 2,
                skipped: 4
            }
        );
        let broken = count(&mut Command::new("false"))?;
        assert_eq!((broken.passed, broken.failed), (0, 1));
        Ok(())
    }

    #[test]
    fn every_integration_has_a_readme_and_a_test() -> Result<()> {
        let found = folders(&[])?;
        assert!(found.len() > 1, "{found:?}");
        for folder in found {
            assert!(folder.join("README.md").is_file(), "{}", folder.display());
        }
        assert!(folders(&["no-such-integration"]).is_err());
        Ok(())
    }
}
