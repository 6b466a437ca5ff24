//! `docs/supply-chain.md`: every package of other authors whose code is in something that the
//! project publishes, with its version and licence. `cargo xtask supply --write` writes it; a test
//! fails if it is out of date.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, ensure};

use crate::files::read;
use crate::shell::{command as program, root, text};
use crate::site::TARGET;
use crate::studio;

const FILE: &str = "docs/supply-chain.md";

/// The platform of the native command in the list; others have other system packages.
const NATIVE: &str = "x86_64-unknown-linux-gnu";

/// What is published: its name in the list, its features, and its platform.
const ARTEFACTS: [(&str, &[&str], &str); 5] = [
    ("widget", &["web"], TARGET),
    ("checker", &["checker"], TARGET),
    ("studio", &["desk", "converter"], TARGET),
    ("npm command", &["author"], TARGET),
    ("native command", &["cli"], NATIVE),
];

const HEAD: &str = "\
# Supply chain

Packages of other authors whose code is in what the project publishes. `cargo xtask supply --write`
writes this page from `Cargo.lock` and `package-lock.json`, and a test fails if it is out of date.
Packages that only build or test are not listed. `cargo deny` (`deny.toml`) refuses other licences,
other registries, and versions with a known fault. The texts of the licences are in each archive,
in the npm package and in `studio-notices.txt` of a release.

- widget, checker: the programs that a page of a host loads.
- studio: the two programs of `studio.html`, and its scripts.
- npm command: the command in the npm package.
- native command: `explainer`, also in the `.deb` and in the Python wheel, as for Linux.

Each contains Rust's standard library too (MIT OR Apache-2.0).
";

/// Returns name, version and licence of the packages in a program, this workspace's own left out.
fn packages(features: &[&str], target: &str) -> Result<Vec<(String, String, String)>> {
    let line = format!(
        "cargo tree --locked --package explainer --no-default-features --features {} \
         --target {target} --edges normal,no-proc-macro --prefix none --no-dedupe \
         --format {{p}}|{{l}}",
        features.join(",")
    );
    let tree = text(&mut program(&line))?;
    let others = tree.lines().filter(|line| !line.contains('('));
    let parts = |line: &str| {
        let (package, licence) = line.split_once('|')?;
        let (name, version) = package.split_once(" v")?;
        let known = !licence.is_empty();
        known.then(|| [name, version, licence].map(str::to_owned).into())
    };
    others
        .map(|line| parts(line).with_context(|| format!("no version or licence: {line}")))
        .collect()
}

/// Returns the page as it should be.
fn page() -> Result<String> {
    let mut rust: BTreeMap<(String, String, String), BTreeSet<usize>> = BTreeMap::new();
    for (place, (_, features, target)) in ARTEFACTS.iter().enumerate() {
        for package in packages(features, target)? {
            rust.entry(package).or_default().insert(place);
        }
    }
    let mut text = format!(
        "{HEAD}\n## Rust, {} packages\n\n| package | version | licence | in |\n|---|---|---|---|\n",
        rust.len()
    );
    for ((name, version, licence), places) in rust {
        let all = ARTEFACTS.iter().enumerate();
        let names = all.filter(|(place, _)| places.contains(place));
        let names: Vec<_> = names.map(|(_, (name, ..))| *name).collect();
        let _ = writeln!(
            text,
            "| {name} | {version} | {licence} | {} |",
            names.join(", ")
        );
    }
    let scripts = studio::packages()?;
    let _ = write!(
        text,
        "\n## npm, {} packages, all in the scripts of the studio\n\n\
         | package | version | licence |\n|---|---|---|\n",
        scripts.len()
    );
    for (name, version, licence) in scripts {
        let _ = writeln!(text, "| {name} | {version} | {licence} |");
    }
    Ok(text)
}

/// `cargo xtask supply [--write]`: compares the page with the packages, or writes it.
pub(crate) fn command(write: bool) -> Result<()> {
    let (file, wanted) = (root().join(FILE), page()?);
    if write {
        return Ok(fs::write(file, wanted)?);
    }
    ensure!(
        read(&file).unwrap_or_default() == wanted,
        "{FILE} is out of date: run `cargo xtask supply --write`"
    );
    Ok(())
}
