//! Packages for registries, made from the release: `cargo xtask package npm`.
//!
//! The npm package has three parts. `explainer.js` is the loader for bundlers, which names every
//! file literally. `release/` is a release without pages and stories, whose loader pages can link;
//! both loaders load its files. The authors' command is the Rust library as WebAssembly, with
//! JavaScript for files and the terminal. Nothing is published here.

mod archive;
mod licences;
mod supply;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

pub(crate) use archive::{archive_command, wheel_command};
pub(crate) use supply::command as supply_command;

use crate::dist;
use crate::files::{children, has_extension, read, rewrite};
use crate::release::{DEVELOPMENT, LOADER, VERSION, join_loader};
use crate::shell::{command, output, root, run, text};
use crate::site::{LARGE_STACK, TARGET, add_flags, bind, path_flags};
use crate::size;
use crate::tools;

/// The files of a release that both loaders of the package load; the bundled story is not among
/// them.
const RELEASED: [&str; 6] = [
    "live.js",
    "enlarge.js",
    "widget_bg.wasm",
    "explainer.css",
    "checker.js",
    "checker_bg.wasm",
];

/// Files that are copied without change: source and target.
const COPIED: [(&str, &str); 10] = [
    ("static/element/explainer.d.ts", "element.d.ts"),
    ("static/package/explainer.d.ts", "explainer.d.ts"),
    ("static/package/author/author.d.ts", "author/author.d.ts"),
    ("static/package/node.js", "node.js"),
    ("static/package/node.d.ts", "node.d.ts"),
    ("static/package/bin/explainer.js", "bin/explainer.js"),
    ("static/package/README.md", "README.md"),
    ("custom-elements.json", "custom-elements.json"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// `cargo xtask package npm [--from-dist]`: builds the package; from the release that is in `dist/`
/// if so requested.
pub(crate) fn npm_command(from_dist: bool) -> Result<()> {
    if from_dist {
        tools::for_building()?;
    } else {
        size::report(&dist::build(None)?)?;
    }
    let tarball = npm()?;
    println!(
        "{}: {} bytes",
        tarball.display(),
        fs::metadata(&tarball)?.len()
    );
    Ok(())
}

/// Returns true if a tarball of the package is in `target/`.
pub(crate) fn is_packed() -> bool {
    let name = format!("explainer-widget-{VERSION}.tgz");
    root().join("target").join(name).is_file()
}

/// Writes the npm package to `target/npm/` and as a tarball beside it; returns the tarball.
fn npm() -> Result<PathBuf> {
    let folder = root().join("target/npm");
    for old in [&folder, &root().join("target/npm-loader")] {
        if old.exists() {
            fs::remove_dir_all(old).with_context(|| format!("{} stays", old.display()))?;
        }
    }
    for within in ["author", "bin", "release"] {
        fs::create_dir_all(folder.join(within))?;
    }
    let released = released(&folder.join("release"))?;
    loaders(&folder, &released)?;
    author(&folder.join("author"))?;
    for (from, to) in COPIED {
        fs::copy(root().join(from), folder.join(to)).with_context(|| from.to_owned())?;
    }
    rewrite(&folder.join("explainer.d.ts"), |types| {
        Ok(types.replace("\"../element/explainer.js\"", "\"./element.js\""))
    })?;
    let licences = licences::document(&["author", "web", "checker"], TARGET)?;
    fs::write(folder.join("LICENSES.md"), licences)?;
    manifest(&folder)?;
    let packed = text(
        command("npm pack --ignore-scripts --silent --pack-destination ..").current_dir(&folder),
    )?;
    let name = packed.lines().last().context("npm pack named no file")?;
    Ok(root().join("target").join(name.trim()))
}

/// Copies a release's files into a folder. Returns the old and the new name of each.
fn released(folder: &Path) -> Result<Map<String, Value>> {
    let dist = root().join("dist");
    let manifest: Value = serde_json::from_str(&read(&dist.join("release.json"))?)?;
    ensure!(
        manifest.get("version").and_then(Value::as_str) == Some(VERSION),
        "dist/ has another version than {VERSION}: cargo xtask dist"
    );
    let files = manifest.get("files").and_then(Value::as_object);
    let files = files.context("dist/release.json lists no files")?;
    fs::create_dir_all(folder.join("v").join(VERSION))?;
    let mut found = Map::new();
    for name in RELEASED {
        let file = files.get(name).cloned();
        let file = file.with_context(|| format!("dist/release.json has no {name}"))?;
        let path = path_of(&file)?;
        fs::copy(dist.join(path), folder.join(path)).with_context(|| format!("dist/{path}"))?;
        found.insert(name.to_owned(), file);
    }
    for style in ["explainer.css", "first.css"] {
        fs::copy(dist.join(style), folder.join(style))?;
    }
    Ok(found)
}

fn path_of(file: &Value) -> Result<&str> {
    let path = file.get("path").and_then(Value::as_str);
    path.context("dist/release.json has a file without a path")
}

/// Writes both loaders: for bundlers, and for pages that link it.
fn loaders(folder: &Path, released: &Map<String, Value>) -> Result<()> {
    let sources = root().join("target/npm-loader");
    fs::create_dir_all(&sources)?;
    let copy = |from: &str| -> Result<()> {
        for script in children(&root().join(from))?
            .iter()
            .filter(|file| has_extension(file, &["js"]))
        {
            let name = script.file_name().context("a script has no name")?;
            fs::copy(script, sources.join(name))?;
        }
        Ok(())
    };
    copy("static/element")?;
    let linked = json!({
        "version": VERSION,
        "js": released.get("live.js"),
        "wasm": released.get("widget_bg.wasm"),
        "css": released.get("explainer.css"),
        "checkJs": released.get("checker.js"),
        "checkWasm": released.get("checker_bg.wasm"),
    });
    let linked = join_loader(&sources, &linked)?;
    fs::write(folder.join("release").join(LOADER), linked)?;
    // The package's own list of files takes the place of the release's.
    copy("static/package")?;
    let mut esbuild = command(
        "esbuild --bundle --format=esm --target=es2022 --charset=utf8 --log-level=warning \
         --external:./release/*",
    );
    // Runs in their folder, so that comments name files without the path of this machine.
    let bundled = output(
        esbuild
            .arg(format!("--define:VERSION=\"{VERSION}\""))
            .arg("index.js")
            .current_dir(&sources),
    )?;
    let mut bundled = String::from_utf8(bundled).context("esbuild wrote no text")?;
    for (name, file) in released {
        bundled = bundled.replace(&format!("{DEVELOPMENT}{name}"), path_of(file)?);
    }
    ensure!(
        !bundled.contains(DEVELOPMENT),
        "static/package/release.js names a file that no release has"
    );
    Ok(fs::write(folder.join(LOADER), bundled)?)
}

/// Compiles the authors' command and writes it with the script that starts it.
fn author(folder: &Path) -> Result<()> {
    let mut cargo = command(&format!(
        "cargo rustc --target {TARGET} --profile author --bin author --features author"
    ));
    add_flags(&mut cargo, &path_flags()?)?;
    run(cargo.args(LARGE_STACK))?;
    let wasm = root().join(format!("target/{TARGET}/author/author.wasm"));
    bind(&wasm, "author", folder)
}

/// Writes `package.json` with the version of the workspace. The order of its fields matters to
/// tools, so it is changed as text.
fn manifest(folder: &Path) -> Result<()> {
    const UNSET: &str = "\"version\": \"0.0.0\"";
    let source = read(&root().join("static/package/package.json"))?;
    ensure!(
        source.contains(UNSET),
        "static/package/package.json should have {UNSET}"
    );
    let manifest = source.replace(UNSET, &format!("\"version\": \"{VERSION}\""));
    Ok(fs::write(folder.join("package.json"), manifest)?)
}
