//! Sizes as reviewed numbers: every released file, raw and compressed, compared with the budgets in
//! `size-budget.json`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::shell::root;

/// One line of `size-budget.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budget {
    /// The name of the measured files, in words.
    pub(crate) what: String,
    /// Paths in `dist/`, separated by spaces; `*` means any characters.
    files: String,
    /// The scope of the limit: all matching files together, or each of them.
    count: Count,
    /// The limit in bytes after brotli at its highest level.
    pub(crate) brotli: usize,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Count {
    Together,
    Each,
}

/// The sizes of one file of `dist/`, in bytes.
pub(crate) struct Weight {
    /// Its path in `dist/`.
    pub(crate) path: String,
    /// Without compression.
    pub(crate) raw: usize,
    /// After gzip, level 9.
    pub(crate) gzip: usize,
    /// After brotli, level 11.
    pub(crate) brotli: usize,
}

/// Prints the size of every file and compares it with the budgets; an error names the files that
/// are too large.
pub(crate) fn report(weights: &[Weight]) -> Result<()> {
    let width = weights
        .iter()
        .map(|weight| weight.path.len())
        .max()
        .unwrap_or_default();
    println!(
        "\n{:width$}  {:>9} {:>9} {:>9}",
        "bytes", "raw", "gzip", "brotli"
    );
    for Weight {
        path,
        raw,
        gzip,
        brotli,
    } in weights
    {
        println!("{path:width$}  {raw:>9} {gzip:>9} {brotli:>9}");
    }
    println!();
    let excess = read_budgets(root())?
        .iter()
        .map(|budget| check(budget, weights))
        .sum::<Result<usize>>()?;
    if excess > 0 {
        bail!(
            "{excess} of the size budgets is exceeded (size-budget.json): make it smaller, \
             or justify a higher figure"
        );
    }
    Ok(())
}

fn read_budgets(folder: &Path) -> Result<Vec<Budget>> {
    let file = folder.join("size-budget.json");
    let text = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    budgets(&text).with_context(|| format!("{} is not a list of budgets", file.display()))
}

/// The budgets that a `size-budget.json` holds.
pub(crate) fn budgets(text: &[u8]) -> Result<Vec<Budget>> {
    Ok(serde_json::from_slice(text)?)
}

/// Prints one budget beside the sizes of its files and returns how often it is exceeded. A budget
/// that no file matches is an error, because it would always pass.
fn check(budget: &Budget, weights: &[Weight]) -> Result<usize> {
    let matching: Vec<&Weight> = weights
        .iter()
        .filter(|weight| matches(&budget.files, &weight.path))
        .collect();
    if matching.is_empty() {
        bail!(
            "no file in dist/ is called {}, for which size-budget.json has a budget",
            budget.files
        );
    }
    let found: Vec<(String, usize)> = match budget.count {
        Count::Together => {
            vec![(
                budget.what.clone(),
                matching.iter().map(|weight| weight.brotli).sum(),
            )]
        }
        Count::Each => matching
            .iter()
            .map(|weight| (format!("{}, {}", budget.what, weight.path), weight.brotli))
            .collect(),
    };
    let mut exceeded = 0;
    for (what, bytes) in found {
        let verdict = if bytes <= budget.brotli {
            "within"
        } else {
            "ABOVE"
        };
        exceeded += usize::from(bytes > budget.brotli);
        println!(
            "{what}: {bytes} bytes in brotli, {verdict} the budget of {}",
            budget.brotli
        );
    }
    Ok(exceeded)
}

pub(crate) fn matches(patterns: &str, path: &str) -> bool {
    patterns.split(' ').any(|pattern| is_like(pattern, path))
}

/// Returns true if a path matches a pattern, in which `*` means any characters.
fn is_like(pattern: &str, path: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == path;
    };
    let Some(tail) = path.strip_prefix(start) else {
        return false;
    };
    (0..=tail.len()).any(|at| tail.get(at..).is_some_and(|tail| is_like(rest, tail)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(path: &str, brotli: usize) -> Weight {
        Weight {
            path: path.to_owned(),
            raw: brotli,
            gzip: brotli,
            brotli,
        }
    }

    fn budget(files: &str, count: Count, brotli: usize) -> Budget {
        Budget {
            what: "something".to_owned(),
            files: files.to_owned(),
            count,
            brotli,
        }
    }

    #[test]
    fn a_budget_is_for_files_together_or_for_each() {
        let weights = [
            weight("v/1/a.js", 60),
            weight("v/1/b.wasm", 50),
            weight("index.html", 900),
        ];
        assert_eq!(
            check(&budget("v/*", Count::Together, 110), &weights).ok(),
            Some(0)
        );
        assert_eq!(
            check(&budget("v/*", Count::Together, 109), &weights).ok(),
            Some(1)
        );
        assert_eq!(
            check(&budget("v/*", Count::Each, 50), &weights).ok(),
            Some(1)
        );
        assert_eq!(
            check(&budget("v/*", Count::Each, 49), &weights).ok(),
            Some(2)
        );
    }

    #[test]
    fn a_budget_for_nothing_is_an_error() {
        assert!(check(&budget("w/*", Count::Together, 1), &[weight("v/1/a.js", 1)]).is_err());
    }

    #[test]
    fn a_star_stands_for_any_characters_once() {
        assert!(matches("stories/*.html", "stories/x.ja.html"));
        assert!(!matches("stories/*.html", "stories/x.json"));
        assert!(!matches("a*a", "a"));
        assert!(matches("explainer.js", "explainer.js"));
        assert!(matches("v/*.js v/*.css", "v/1/a.css"));
    }

    #[test]
    fn the_budgets_of_this_repository_can_be_read() -> Result<()> {
        assert!(!read_budgets(root())?.is_empty());
        Ok(())
    }
}
