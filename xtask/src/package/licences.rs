//! The licences of packages that are compiled into published programs: the licence of each package,
//! and the text of each licence.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::files::children;
use crate::shell::{command, output};

/// A part of the output of `cargo metadata`.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    manifest_path: String,
    /// `None` for packages of this workspace.
    source: Option<String>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    /// `None` for packages that are compiled in; otherwise `dev` or `build`.
    kind: Option<String>,
}

impl Package {
    /// Returns true if the package runs only in the compiler.
    fn is_macro(&self) -> bool {
        let mut kinds = self.targets.iter().flat_map(|target| &target.kind);
        kinds.any(|kind| kind == "proc-macro")
    }
}

/// Beginnings of the names of files with a licence.
const NAMES: [&str; 5] = ["license", "licence", "copying", "notice", "unlicense"];

/// Returns a document with the licences of all packages in the programs with these features.
pub(super) fn document(features: &[&str], target: &str) -> Result<String> {
    let features: Vec<_> = features
        .iter()
        .map(|one| format!("explainer/{one}"))
        .collect();
    let line = format!(
        "cargo metadata --format-version 1 --locked --filter-platform {target} --features {}",
        features.join(",")
    );
    let metadata: Metadata = serde_json::from_slice(&output(&mut command(&line))?)
        .context("cargo metadata wrote something unknown")?;
    let packages: BTreeMap<&str, &Package> = metadata
        .packages
        .iter()
        .map(|package| (&*package.id, package))
        .collect();
    let included = included(&metadata, &packages)?;
    let mut text = String::from(
        "# Licences of what is compiled in\n\n\
         The programs (`.wasm`) of this package contain parts of these packages of the Rust \
         community, and of\n\
         Rust's standard library (MIT OR Apache-2.0).\n\n\
         | package | version | licence |\n|---|---|---|\n",
    );
    // Texts that are equal but for spaces and line breaks are printed once.
    let mut texts: BTreeMap<String, (String, Vec<&str>)> = BTreeMap::new();
    for package in included {
        let licence = package.license.as_deref();
        let licence = licence.with_context(|| format!("{} names no licence", package.name))?;
        let _ = writeln!(
            text,
            "| {} | {} | {licence} |",
            package.name, package.version
        );
        let folder = Path::new(&package.manifest_path).parent();
        for file in children(folder.context("a package without a folder")?)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let name = name.to_lowercase();
            if !file.is_file() || !NAMES.iter().any(|start| name.starts_with(start)) {
                continue;
            }
            let words = String::from_utf8_lossy(&fs::read(&file)?).into_owned();
            let key = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let (_, users) = texts.entry(key).or_insert((words, Vec::new()));
            users.push(&package.name);
        }
    }
    let mut sorted: Vec<_> = texts.into_values().collect();
    sorted.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    for (words, mut users) in sorted {
        users.dedup();
        let _ = write!(
            text,
            "\n## {}\n\n````text\n{}\n````\n",
            users.join(", "),
            words.trim()
        );
    }
    Ok(text)
}

/// Returns the packages of other authors that are compiled in, sorted by name.
fn included<'m>(
    metadata: &'m Metadata,
    packages: &BTreeMap<&str, &'m Package>,
) -> Result<Vec<&'m Package>> {
    let nodes: BTreeMap<&str, &Node> = metadata
        .resolve
        .nodes
        .iter()
        .map(|node| (&*node.id, node))
        .collect();
    let own = metadata
        .packages
        .iter()
        .find(|package| package.name == "explainer" && package.source.is_none());
    let mut open = vec![&*own.context("the workspace has no package explainer")?.id];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        let package = packages.get(id).context("an unknown package")?;
        if package.is_macro() || !seen.insert(id) {
            continue;
        }
        let node = nodes.get(id).context("a package without dependencies")?;
        let compiled = |dep: &&Dependency| dep.dep_kinds.iter().any(|kind| kind.kind.is_none());
        open.extend(node.deps.iter().filter(compiled).map(|dep| &*dep.pkg));
    }
    let mut included: Vec<_> = seen
        .into_iter()
        .filter_map(|id| packages.get(id).copied())
        .filter(|package| package.source.is_some())
        .collect();
    included.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    ensure!(!included.is_empty(), "nothing is compiled in");
    Ok(included)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compiled_in_is_listed_with_its_licence() -> Result<()> {
        let text = document(&["author"], "wasm32-unknown-unknown")?;
        assert!(
            text.contains("| yew | 0.23.0 | MIT OR Apache-2.0 |"),
            "{text}"
        );
        assert!(text.contains("| clap |"));
        // Macros, packages that only tests use, and packages that only the native command uses.
        for other in ["yew-macro", "proptest", "resvg"] {
            assert!(!text.contains(&format!("| {other} |")), "{other}");
        }
        assert!(text.contains("Permission is hereby granted"));
        Ok(())
    }
}
