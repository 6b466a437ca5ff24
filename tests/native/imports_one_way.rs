//! Imports go one way. `src/lib.rs` lists the modules from the top to the bottom, and a module uses
//! only modules below it; within a module, no files use each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of a file as a path, such as `["story", "json", "read"]`; `["story"]` for `mod.rs`.
type Module = Vec<String>;

/// Every module below `dir` with its source text.
fn modules(dir: &Path, parent: &Module, found: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut module = parent.clone();
        if path.is_dir() {
            if !(parent.is_empty() && stem == "bin") {
                module.push(stem);
                modules(&path, &module, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            if stem != "mod" && stem != "lib" {
                module.push(stem);
            }
            found.insert(module, fs::read_to_string(&path).unwrap());
        }
    }
}

/// The absolute paths that a source text names with `crate::` or `super::`, outside of its tests.
fn paths(module: &Module, is_folder: bool, source: &str) -> Vec<Vec<String>> {
    let code: String = source
        .split("#[cfg(test)]\n")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut paths = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            // `super::super::` is found at its first `super`.
            if code.get(..at).is_some_and(|before| before.ends_with("::")) {
                continue;
            }
            let rest = code.get(at..).unwrap_or_default();
            let mut path = Vec::new();
            let mut base = module.clone();
            let mut rest = rest;
            if let Some(tail) = rest.strip_prefix("crate::") {
                base.clear();
                rest = tail;
            } else {
                // `super` is the parent of the module; every file of ours is one module.
                while let Some(tail) = rest.strip_prefix("super::") {
                    base.pop();
                    rest = tail;
                }
            }
            let _ = is_folder;
            path.extend(base);
            expand(&path, rest, &mut paths);
        }
    }
    paths
}

/// Adds the paths of a `use` tree such as `a::{b::c, d}`.
fn expand(base: &[String], rest: &str, paths: &mut Vec<Vec<String>>) {
    let name: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    let tail = rest.get(name.len()..).unwrap_or_default();
    if name.is_empty() {
        let Some(group) = rest.strip_prefix('{') else {
            return;
        };
        let (mut depth, mut begin) = (0, 0);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    let item = group.get(begin..at).unwrap_or_default().trim();
                    if !item.is_empty() {
                        expand(base, item, paths);
                    }
                    begin = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        return;
    }
    let mut path = base.to_vec();
    if name != "self" {
        path.push(name);
    }
    if let Some(next) = tail.strip_prefix("::") {
        expand(&path, next, paths);
    } else {
        paths.push(path);
    }
}

/// Returns the module that a path leads to: the longest part of it that is a module.
fn target(path: &[String], all: &BTreeMap<Module, String>) -> Option<Module> {
    (1..=path.len())
        .rev()
        .map(|len| path.get(..len).unwrap_or_default().to_vec())
        .find(|module| all.contains_key(module))
}

/// The imports between files, without those of a folder's files from the folder's own `mod.rs` and
/// back.
fn imports(all: &BTreeMap<Module, String>) -> BTreeMap<Module, BTreeSet<Module>> {
    let mut imports: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (module, source) in all {
        for path in paths(module, false, source) {
            if let Some(target) = target(&path, all)
                && target != *module
            {
                imports.entry(module.clone()).or_default().insert(target);
            }
        }
    }
    imports
}

fn source() -> BTreeMap<Module, String> {
    let mut all = BTreeMap::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    modules(&src, &Vec::new(), &mut all);
    all
}

/// The modules of `lib.rs` from the top to the bottom.
fn order(lib: &str) -> Vec<String> {
    lib.lines()
        .filter_map(|line| {
            line.strip_prefix("pub mod ")
                .or_else(|| line.strip_prefix("mod "))?
                .strip_suffix(';')
        })
        .map(str::to_owned)
        .collect()
}

/// The imports that lead to a module above their own.
fn upward(order: &[String], imports: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<String> {
    let rank = |module: &Module| {
        module
            .first()
            .and_then(|room| order.iter().position(|own| own == room))
    };
    let mut found = Vec::new();
    for (from, targets) in imports {
        for to in targets {
            if let (Some(own), Some(other)) = (rank(from), rank(to))
                && other < own
            {
                found.push(format!("{} uses {}", from.join("::"), to.join("::")));
            }
        }
    }
    found
}

/// Returns a circle of files that use each other, if there is one.
fn circle(imports: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<Module>> {
    fn visit(
        module: &Module,
        imports: &BTreeMap<Module, BTreeSet<Module>>,
        trail: &mut Vec<Module>,
        done: &mut BTreeSet<Module>,
    ) -> Option<Vec<Module>> {
        if let Some(at) = trail.iter().position(|own| own == module) {
            return Some(trail.get(at..).unwrap_or_default().to_vec());
        }
        if done.contains(module) {
            return None;
        }
        trail.push(module.clone());
        for next in imports.get(module).into_iter().flatten() {
            if let Some(found) = visit(next, imports, trail, done) {
                return Some(found);
            }
        }
        trail.pop();
        done.insert(module.clone());
        None
    }
    let mut done = BTreeSet::new();
    imports
        .keys()
        .find_map(|module| visit(module, imports, &mut Vec::new(), &mut done))
}

#[test]
fn no_module_imports_from_above() {
    let all = source();
    let order = order(all.get(&Vec::new()).unwrap());
    let rooms: BTreeSet<&String> = all.keys().filter_map(|module| module.first()).collect();
    let named: BTreeSet<&String> = order.iter().collect();
    assert_eq!(named, rooms, "lib.rs lists every module of src/");
    assert_eq!(upward(&order, &imports(&all)), [""; 0]);
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let circle = circle(&imports(&source()));
    assert_eq!(circle, None);
}

#[test]
fn an_upward_import_and_a_circle_are_found() {
    let all = BTreeMap::from([
        (
            vec!["top".to_owned()],
            "use crate::low::{self, a};".to_owned(),
        ),
        (vec!["low".to_owned()], String::new()),
        (
            vec!["low".to_owned(), "a".to_owned()],
            "use super::b::{X, Y};\nuse crate::top::Z;".to_owned(),
        ),
        (
            vec!["low".to_owned(), "b".to_owned()],
            "fn f() { super::a::g(); }".to_owned(),
        ),
    ]);
    let imports = imports(&all);
    let order = ["top".to_owned(), "low".to_owned()];
    assert_eq!(upward(&order, &imports), ["low::a uses top"]);
    assert!(circle(&imports).is_some());
}
