//! The files that never change once they are released: minified, under `v/VERSION/`, with a hash of
//! the content in the name; and the loaders, which contain all their names.
//!
//! There are two loaders. `explainer.js` keeps its name and follows updates. Its twin under
//! `v/VERSION/` is for a page that wants to stay as it is: it loads this version's files and this
//! version's story, for ever. `release.json` lists all their names for the page that writes embed
//! codes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::files::{children, has_extension, rewrite, sha256};
use crate::shell::{command, output};

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The folder of the built site with the files that the release has under its version.
pub(crate) const DEVELOPMENT: &str = "v/dev/";

/// The WebAssembly programs.
const PROGRAMS: [&str; 2] = ["widget", "checker"];

/// The scripts that start a program; what they import is bundled into them.
/// The last one loads the others, and so comes after them.
const ENTRIES: [&str; 3] = ["checker.js", ENLARGE, "live.js"];

/// The script that shows an image larger, which `live.js` fetches when a reader asks for it.
const ENLARGE: &str = "enlarge.js";

/// The loader. It is minified last, with the constants `VERSION` and `RELEASE` defined.
pub(crate) const LOADER: &str = "explainer.js";

/// The modules that the loader imports. A release has them in the loader.
const LOADER_PARTS: [&str; 2] = ["fetch.js", "release.js"];

/// Newer syntax is translated to that of these browsers, the oldest that run the widget.
pub(crate) const ESBUILD: &str = "esbuild --minify --target=es2022 --log-level=warning";

/// Options for joining the modules of a loader. Modules are always read as UTF-8.
const JOIN: &str = "--bundle --format=esm --charset=utf8";

/// A file under `v/VERSION/`.
pub(crate) struct Released {
    /// Its name before.
    pub(crate) name: String,
    /// Its name now, with a hash of its content.
    new_name: String,
    /// Its path in the release.
    pub(crate) path: String,
    /// Its hash as browsers compare it (Subresource Integrity).
    pub(crate) integrity: String,
}

/// Minifies all scripts and styles, moves the files of `v/dev/` to `v/VERSION/`, and writes their
/// names into the loaders. `story` is the id of the story of an element without `src`.
pub(crate) fn release(site: &Path, story: &str) -> Result<Vec<Released>> {
    let from = site.join(DEVELOPMENT);
    for program in PROGRAMS {
        shorten(&from, program)?;
    }
    let mut sources = children(&from)?;
    sources.retain(|file| file.is_file() && (!has_extension(file, &["js"]) || is_entry(file)));
    // Scripts come last, because they name the others; stories come after their texts.
    sources.sort_by_key(|file| (has_extension(file, &["js"]), is_packed_story(file)));
    fs::create_dir_all(site.join("v").join(VERSION))?;
    let mut released: Vec<Released> = Vec::new();
    for source in sources {
        let enlarge = released.iter().find(|file| file.name == ENLARGE);
        let mut bytes = minified(&source, enlarge.map(|file| file.integrity.as_str()))?;
        if has_extension(&source, &["js"]) {
            let rename = |text: String, file: &Released| text.replace(&file.name, &file.new_name);
            bytes = released
                .iter()
                .fold(String::from_utf8(bytes)?, rename)
                .into_bytes();
        }
        if is_packed_story(&source) {
            bytes = with_texts(&bytes, &released)?;
        }
        if has_extension(&source, &["css"]) {
            // A page that follows updates links the style sheet of the static story under a name
            // that stays.
            fs::write(site.join(file_name(&source)?), &bytes)?;
        }
        released.push(keep(site, file_name(&source)?, &bytes)?);
    }
    fs::remove_dir_all(from)?;
    let pinned = loader(site, &released, story, true)?;
    let following = loader(site, &released, story, false)?;
    released.push(keep(site, LOADER, &pinned)?);
    fs::write(site.join(LOADER), following)?;
    for part in LOADER_PARTS {
        fs::remove_file(site.join(part))?;
    }
    for file in children(site)?
        .iter()
        .filter(|file| has_extension(file, &["js", "css"]) && !file.ends_with(LOADER))
    {
        fs::write(file, minified(file, None)?)?;
    }
    let files = released.iter().map(|file| {
        (
            &file.name,
            json!({ "path": file.path, "integrity": file.integrity }),
        )
    });
    let manifest = json!({
        "version": VERSION,
        "files": files
            .map(|(name, file)| (name.clone(), file))
            .collect::<BTreeMap<_, _>>(),
    });
    fs::write(site.join("release.json"), format!("{manifest:#}\n"))?;
    Ok(released)
}

fn is_packed_story(file: &Path) -> bool {
    file.to_string_lossy().ends_with(".story.txt")
}

/// Returns a packed story whose first line has the released files of its texts, each with its
/// integrity: `{"ja":["story.ja.texts-1a2b3c4d.txt","sha256-…"]}`.
fn with_texts(story: &[u8], released: &[Released]) -> Result<Vec<u8>> {
    let begin = story.iter().position(|byte| *byte == b'{');
    let begin = begin.context("a packed story has no first line")?;
    let (form, rest) = story.split_at(begin);
    let end = rest.iter().position(|byte| *byte == b'\n');
    let (line, rest) = rest.split_at(end.context("the first line of a packed story has no end")?);
    let mut files: BTreeMap<String, Vec<String>> = serde_json::from_slice(line)?;
    for file in files.values_mut() {
        let found = released.iter().find(|it| file.contains(&it.name));
        let found = found.with_context(|| format!("{DEVELOPMENT} has none of {file:?}"))?;
        *file = vec![found.new_name.clone(), found.integrity.clone()];
    }
    Ok([form, &serde_json::to_vec(&files)?, rest].concat())
}

fn is_entry(file: &Path) -> bool {
    ENTRIES.iter().any(|entry| file.ends_with(entry))
}

fn file_name(file: &Path) -> Result<&str> {
    file.file_name()
        .and_then(|name| name.to_str())
        .with_context(|| format!("{} has no name", file.display()))
}

/// Shortens the names by which a program and the script that wasm-bindgen wrote for it call each
/// other. The original names are long and end in hashes, so they hardly compress.
fn shorten(from: &Path, program: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Names {
        imports: Vec<(String, String, String)>,
        exports: Vec<(String, String)>,
    }

    let wasm = from.join(format!("{program}_bg.wasm"));
    let shortening = "wasm-opt --minify-imports-and-exports-and-modules";
    let said = output(command(shortening).arg(&wasm).arg("-o").arg(&wasm))?;
    let names: Names =
        serde_json::from_slice(&said).context("wasm-opt should list the names it gave")?;
    rewrite(&from.join(format!("{program}.js")), |mut script| {
        let module = (
            format!("\"./{program}_bg.js\": import"),
            "\"a\": import".to_owned(),
        );
        let functions = names.imports.into_iter();
        let functions = functions
            .map(|(_, old, new)| (format!(" {old}: function("), format!(" {new}: function(")));
        for (old, new) in functions.chain([module]) {
            ensure!(
                script.matches(&old).count() == 1,
                "{program}.js should have “{old}” once"
            );
            script = script.replace(&old, &new);
        }
        Ok(names
            .exports
            .into_iter()
            .fold(script, |script, (old, new)| exported(&script, &old, &new)))
    })
}

/// Returns the script with one of the program's exports under its new name.
fn exported(script: &str, old: &str, new: &str) -> String {
    let called = format!("wasm.{old}");
    let mut pieces = script.split(&called);
    let mut renamed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // Another, longer name may begin with this one.
        let whole =
            !piece.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'));
        renamed = renamed + "wasm." + if whole { new } else { old } + piece;
    }
    renamed
}

/// Returns a file's content as it is released; a script may contain the integrity of `enlarge.js`.
fn minified(file: &Path, enlarge: Option<&str>) -> Result<Vec<u8>> {
    let minify = |line: String| {
        let known = enlarge.map(|integrity| format!("--define:ENLARGE=\"{integrity}\""));
        output(command(&line).args(known).arg(file))
    };
    if is_entry(file) {
        minify(format!(
            "{ESBUILD} --bundle --format=esm --external:./{ENLARGE}"
        ))
    } else if has_extension(file, &["js", "css"]) {
        minify(ESBUILD.to_owned())
    } else {
        fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
    }
}

/// Returns a name with a hash of the content before its extension.
pub(crate) fn hashed(name: &str, bytes: &[u8]) -> Result<String> {
    let (stem, extension) = name
        .rsplit_once('.')
        .with_context(|| format!("{name} lacks an extension"))?;
    let hash = sha256(bytes);
    Ok(format!(
        "{stem}-{}.{extension}",
        hash.get(..8).unwrap_or(&hash)
    ))
}

/// Returns a hash as browsers compare it (Subresource Integrity).
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// Writes a file to its permanent place.
fn keep(site: &Path, name: &str, bytes: &[u8]) -> Result<Released> {
    let new_name = hashed(name, bytes)?;
    let path = format!("v/{VERSION}/{new_name}");
    fs::write(site.join(&path), bytes)?;
    let integrity = integrity(bytes);
    Ok(Released {
        name: name.to_owned(),
        new_name,
        path,
        integrity,
    })
}

/// Returns the minified loader, which contains the names of the released files. A pinned one has
/// the files beside it.
fn loader(site: &Path, released: &[Released], story: &str, pinned: bool) -> Result<Vec<u8>> {
    let find = |wanted: &str| {
        let found = released.iter().find(|file| file.name == wanted);
        let found = found.with_context(|| format!("{DEVELOPMENT} has no {wanted}"))?;
        let path = if pinned { &found.new_name } else { &found.path };
        anyhow::Ok(json!({ "path": path, "integrity": found.integrity }))
    };
    let release = json!({
        "version": VERSION,
        "home": if pinned { "../../" } else { "./" },
        "js": find("live.js")?,
        "wasm": find("widget_bg.wasm")?,
        "css": find("explainer.css")?,
        "story": find(&format!("{story}.story.txt"))?,
        "checkJs": find("checker.js")?,
        "checkWasm": find("checker_bg.wasm")?,
    });
    join_loader(site, &release)
}

/// Joins the modules of the loader in a folder to one minified file that contains the names of a
/// release's files.
pub(crate) fn join_loader(folder: &Path, release: &serde_json::Value) -> Result<Vec<u8>> {
    // The entry exports nothing: the loader's exports are for the npm package.
    let entry = folder.join("loader-entry.js");
    fs::write(&entry, format!("import \"./{LOADER}\";\n"))?;
    let mut esbuild = command(&format!("{ESBUILD} {JOIN}"));
    esbuild
        .arg(format!("--define:VERSION=\"{VERSION}\""))
        .arg(format!("--define:RELEASE={release}"));
    let loader = output(esbuild.arg(&entry))?;
    fs::remove_file(entry)?;
    let text = String::from_utf8_lossy(&loader);
    ensure!(
        !text.contains(DEVELOPMENT),
        "{LOADER} still names files in {DEVELOPMENT}"
    );
    Ok(loader)
}
