//! The contents of the release: every file's size, and how much of the WebAssembly comes from which
//! crate.
//!
//! The released program has lost the names of its functions. So the last two steps of its build are
//! repeated in a way that keeps the names; the code is the same.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use super::figures::Figure;
use crate::files::{descendants, has_extension, with_suffix};
use crate::shell::{command, output, root, run};
use crate::site::bind;
use crate::size::{self, Budget};

fn kilobytes(suite: &str, subject: &str, measure: &str, bytes: u64) -> Figure {
    #[expect(clippy::cast_precision_loss, reason = "kilobytes")]
    let value = bytes as f64 / 1_000.0;
    let unit = "KB".to_owned();
    Figure {
        suite: suite.to_owned(),
        subject: subject.to_owned(),
        measure: measure.to_owned(),
        unit,
        value,
    }
}

/// The released files that a reader's browser loads, raw and compressed. If there is no compressed
/// file, the server sends the raw one.
pub(super) fn released() -> Result<Vec<Figure>> {
    let folder = root().join("dist/v");
    let mut figures = Vec::new();
    for file in descendants(&folder)?
        .iter()
        .filter(|file| !has_extension(file, &["br", "gz"]))
    {
        let name = file
            .file_name()
            .context("a file without a name")?
            .to_string_lossy();
        let raw = fs::metadata(file)?.len();
        figures.push(kilobytes("released files", &name, "raw", raw));
        for (measure, suffix) in [("gzip", "gz"), ("brotli", "br")] {
            let bytes = fs::metadata(with_suffix(file, suffix)).map_or(raw, |data| data.len());
            figures.push(kilobytes("released files", &name, measure, bytes));
        }
    }
    Ok(figures)
}

/// Returns how the size budgets have changed, from the history of the repository if there is one.
/// The budgets follow the sizes of the files.
pub(super) fn history() -> Result<Vec<Figure>> {
    const FILE: &str = "size-budget.json";
    let log = command("git log --reverse --date=short --pretty=%h/%ad --")
        .arg(FILE)
        .output();
    let log = log
        .map(|log| String::from_utf8_lossy(&log.stdout).into_owned())
        .unwrap_or_default();
    let mut figures = Vec::new();
    for change in log.lines() {
        let Some((commit, date)) = change.split_once('/') else {
            continue;
        };
        let text = output(command("git show").arg(format!("{commit}:{FILE}")))?;
        let subject = format!("{date} {commit}");
        for Budget { what, brotli, .. } in size::budgets(&text)? {
            figures.push(kilobytes(
                "size budgets since their beginning, brotli",
                &subject,
                &what,
                brotli.try_into()?,
            ));
        }
    }
    Ok(figures)
}

/// Returns how much of a program belongs to which crate, the largest part first.
pub(super) fn by_crate(profile: &str, name: &str) -> Result<Vec<Figure>> {
    let built = root().join(format!(
        "target/wasm32-unknown-unknown/{profile}/{name}.wasm"
    ));
    let folder = root().join("target/bench/named");
    fs::create_dir_all(&folder)?;
    bind(&built, name, &folder)?;
    let bound = folder.join(format!("{name}_bg.wasm"));
    run(
        command("wasm-opt -Oz --converge --strip-producers --debuginfo")
            .arg(&bound)
            .arg("-o")
            .arg(&bound),
    )?;
    let mut crates: Vec<(String, u64)> = weigh(&fs::read(&bound)?)?.into_iter().collect();
    crates.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let suite = format!("contents of {name}_bg.wasm, uncompressed");
    let figure = |(of, bytes): &(String, u64)| kilobytes(&suite, of, "size", *bytes);
    Ok(crates
        .iter()
        .filter(|(_, bytes)| *bytes >= 500)
        .map(figure)
        .collect())
}

/// Returns the bytes of code by crate, and the other bytes by section.
fn weigh(wasm: &[u8]) -> Result<BTreeMap<String, u64>> {
    let (mut bodies, mut names, mut imported) = (Vec::new(), BTreeMap::new(), 0);
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(length(&body.range())),
            Payload::DataSection(section) => {
                *sums.entry("(data: words, tables)".to_owned()).or_default() +=
                    length(&section.range());
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(subsections) = section.as_known() {
                    for subsection in subsections {
                        if let Name::Function(map) = subsection? {
                            for naming in map {
                                let naming = naming?;
                                names.insert(naming.index, without_hashes(naming.name));
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    if names.is_empty() {
        bail!("the program has no names");
    }
    for (index, bytes) in (imported..).zip(bodies) {
        let of = names.get(&index).map_or("(unnamed)", |name| owner(name));
        *sums.entry(of.to_owned()).or_default() += bytes;
    }
    Ok(sums)
}

fn length(range: &Range<u64>) -> u64 {
    range.end - range.start
}

/// Returns a name without the hash that distinguishes crates of the same name:
/// `yew[616c22ba635843ee]::html` is `yew::html`.
fn without_hashes(name: &str) -> String {
    let is_hash = |text: &str| text.len() > 10 && text.chars().all(|sign| sign.is_ascii_hexdigit());
    let mut pieces = name.split('[');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |plain, piece| match piece.split_once(']') {
        Some((hash, rest)) if is_hash(hash) => plain + rest,
        _ => plain + "[" + piece,
    })
}

/// Returns the crate to which the code of a function belongs:
/// `<yew::a::B as core::fmt::Debug>::fmt` is yew's. Generic code belongs to the crate that defines
/// it, except that dropping belongs to the crate of the dropped type.
fn owner(function: &str) -> &str {
    let function = function
        .strip_prefix("core::ptr::drop_in_place")
        .unwrap_or(function);
    let start = function.trim_start_matches(['<', '&', '*', '[', '(', ':']);
    let start = ["mut ", "const ", "dyn "]
        .iter()
        .fold(start, |start, word| {
            start.strip_prefix(word).unwrap_or(start)
        });
    match start.split_once("::") {
        Some((of, _)) if of.chars().all(|sign| sign.is_alphanumeric() || sign == '_') => of,
        // An implementation of a trait for a built-in type.
        Some(_) if start.contains(" as ") => {
            start.split_once(" as ").map_or("", |(_, of)| owner(of))
        }
        _ => "(glue, memory)",
    }
}

#[cfg(test)]
mod tests {
    use super::{owner, without_hashes};

    #[test]
    fn functions_belong_to_crates() {
        assert_eq!(owner("<yew::a::B as core::fmt::Debug>::fmt"), "yew");
        assert_eq!(
            owner("core::ptr::drop_in_place<explainer::story::Story>"),
            "explainer"
        );
        assert_eq!(
            owner("core::ptr::drop_in_place::<explainer::story::Story>"),
            "explainer"
        );
        assert_eq!(
            owner("core::ptr::drop_in_place<&mut dyn web_sys::Node>"),
            "web_sys"
        );
        assert_eq!(owner("<u64 as core::fmt::Display>::fmt"), "core");
        assert_eq!(owner("<[T] as alloc::slice::Join>::join"), "alloc");
        assert_eq!(owner("memcpy"), "(glue, memory)");
    }

    #[test]
    fn crates_are_named_without_their_hashes() {
        let name = "<[yew[616c22ba635843ee]::Node] as core[70defc23acd9a8e9]::clone::Clone>::clone";
        assert_eq!(
            without_hashes(name),
            "<[yew::Node] as core::clone::Clone>::clone"
        );
    }
}
