//! The studio: a page of the release in which authors make stories. Its two programs are compiled
//! apart from the widget's, so that no feature of theirs reaches readers; its scripts are bundled
//! with the npm packages that it needs; and it lists every file of the release from which an
//! author's site is made.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::dist::{CHARSET, POLICY};
use crate::files::{children, descendants, has_extension, read, rewrite};
use crate::release::{DEVELOPMENT, ESBUILD, LOADER, VERSION, hashed, integrity};
use crate::shell::{command, output, root, run};
use crate::site::{LARGE_STACK, TARGET, bind, compile_for_size};

/// The programs with their features.
const PROGRAMS: [&str; 2] = ["desk", "converter"];

/// The pages of the studio; their scripts and styles are in the folder of the version.
const PAGES: [&str; 2] = ["studio.html", "studio-preview.html"];

/// Text files of the release that name the bundled story; a site of an author's own has copies with
/// its story.
const NAMING: [&str; 5] = [
    "embed-code.html",
    "embed-code.js",
    "embed.html",
    "embed.js",
    LOADER,
];

/// Compiles the programs once for all releases, and returns the folder with them and with their
/// scripts.
pub(crate) fn programs() -> Result<PathBuf> {
    let folder = root().join("target/studio");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    for program in PROGRAMS {
        let mut cargo = command(&format!(
            "cargo rustc --target {TARGET} --profile checker --bin {program} --features {program}"
        ));
        compile_for_size(&mut cargo)?;
        run(cargo.args(LARGE_STACK))?;
        let wasm = root().join(format!("target/{TARGET}/checker/{program}.wasm"));
        bind(&wasm, program, &folder)?;
        let wasm = folder.join(format!("{program}_bg.wasm"));
        run(command("wasm-opt -Os --strip-producers")
            .arg(&wasm)
            .arg("-o")
            .arg(&wasm))?;
    }
    Ok(folder)
}

/// Adds the studio to a release. `story` is the id of its bundled story, `programs` the folder of
/// the programs.
pub(crate) fn add(site: &Path, story: &str, programs: &Path) -> Result<()> {
    let place = format!("v/{VERSION}/studio/");
    let folder = site.join(&place);
    let manifest: Manifest = serde_json::from_str(&read(&site.join("release.json"))?)?;
    let released = &manifest.files;
    fs::create_dir_all(&folder)?;
    // The list is made before the studio's own files exist: they are no part of an author's site.
    let parts = parts(site, story, released)?;
    let parts = keep(&folder, "parts.json", parts.to_string().as_bytes())?;
    let mut files = vec![("PARTS", parts)];
    for (name, program) in ["DESK", "CONVERTER"].into_iter().zip(PROGRAMS) {
        let bytes = fs::read(programs.join(format!("{program}_bg.wasm")))?;
        files.push((name, keep(&folder, &format!("{program}.wasm"), &bytes)?));
    }
    let worker = bundled(programs, "worker.js", &files)?;
    files.push(("WORKER", keep(&folder, "worker.js", &worker)?));
    let styles = output(
        command(&format!("{ESBUILD} --bundle --external:*.svg"))
            .arg(root().join("static/studio/studio.css")),
    )?;
    let styles = keep(&folder, "studio.css", &styles)?;
    let scripts = page_scripts(&folder, released, &files)?;
    for page in PAGES {
        fs::copy(root().join("static/studio").join(page), site.join(page))?;
        rewrite(&site.join(page), |mut text| {
            text = text.replace("href=\"studio.css\"", &format!("href=\"{place}{styles}\""));
            for (name, file) in &scripts {
                text = text.replace(
                    &format!("src=\"{name}\""),
                    &format!("src=\"{place}{file}\""),
                );
            }
            ensure!(
                text.contains(&format!("src=\"{place}")),
                "{page} links no script of the studio"
            );
            Ok(text)
        })?;
    }
    fs::write(site.join("studio-notices.txt"), notices()?)?;
    Ok(())
}

/// Removes the studio from a release.
pub(crate) fn remove(site: &Path) -> Result<()> {
    let folder = site.join(format!("v/{VERSION}/studio"));
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// The entries of `release.json` for the files under `v/VERSION/`, by their names in development.
#[derive(Deserialize)]
struct Manifest {
    files: BTreeMap<String, Released>,
}

/// A file under `v/VERSION/`.
#[derive(Deserialize, Serialize)]
struct Released {
    path: String,
    integrity: String,
}

/// The options that pass the names of files to scripts.
fn names(files: &[(&str, String)]) -> impl Iterator<Item = String> {
    files
        .iter()
        .map(|(name, file)| format!("--define:{name}=\"{file}\""))
}

/// Returns a script with everything that it imports, in one file.
fn bundled(programs: &Path, script: &str, files: &[(&str, String)]) -> Result<Vec<u8>> {
    let mut esbuild = command(&format!(
        "{ESBUILD} --bundle --format=esm --charset=utf8 --define:import.meta.url=undefined"
    ));
    for program in PROGRAMS {
        let glue = programs.join(format!("{program}.js"));
        esbuild.arg(format!("--alias:{program}={}", glue.display()));
    }
    output(
        esbuild
            .args(names(files))
            .arg(root().join("static/studio").join(script)),
    )
}

/// Bundles the scripts of the pages: scripts that are loaded on demand are in files of their own.
/// Returns the names of the entries with those of their files.
fn page_scripts(
    folder: &Path,
    released: &BTreeMap<String, Released>,
    files: &[(&str, String)],
) -> Result<Vec<(String, String)>> {
    let path = |name: &str| {
        let file = released.get(name);
        let file = file.with_context(|| format!("the release has no {name}"))?;
        // Relative to the studio's folder.
        anyhow::Ok(file.path.replace(&format!("v/{VERSION}/"), "../"))
    };
    let live = [
        ("LIVE", path("live.js")?),
        ("WIDGET", path("widget_bg.wasm")?),
        ("STYLE", path("explainer.css")?),
    ];
    let mut entries = Vec::new();
    let mut esbuild = command(&format!(
        "{ESBUILD} --bundle --splitting --format=esm --charset=utf8 --define:VERSION=\"{VERSION}\" \
         --entry-names=[name]-[hash] --chunk-names=[name]-[hash]"
    ));
    esbuild.args(names(files)).args(names(&live));
    for entry in ["studio.js", "preview.js"] {
        esbuild.arg(root().join("static/studio").join(entry));
    }
    run(esbuild.arg(format!("--outdir={}", folder.display())))?;
    for entry in ["studio", "preview"] {
        let scripts = children(folder)?.into_iter();
        let file = scripts
            .filter(|file| has_extension(file, &["js"]))
            .filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()))
            .find(|name| name.starts_with(&format!("{entry}-")));
        let file = file.with_context(|| format!("esbuild wrote no {entry}"))?;
        entries.push((format!("{entry}.js"), file));
    }
    Ok(entries)
}

/// Writes a file under a name with its hash, and returns the name.
fn keep(folder: &Path, name: &str, bytes: &[u8]) -> Result<String> {
    let name = hashed(name, bytes)?;
    fs::write(folder.join(&name), bytes)?;
    Ok(name)
}

/// Lists the files of a release of which an author's site is made: each with its hash, and whether
/// it names the bundled story, whose names are here, too.
fn parts(site: &Path, story: &str, released: &BTreeMap<String, Released>) -> Result<Value> {
    let packed = format!("{story}.story.txt");
    let packed = released
        .get(&packed)
        .context("the release has no packed story")?;
    let loader = released.get(LOADER).context("the release has no loader")?;
    let mut files = Vec::new();
    for file in descendants(site)? {
        let path = file.strip_prefix(site)?.to_string_lossy().into_owned();
        let is_page = path.starts_with("index.") && has_extension(&file, &["html"]);
        let of_story = path.starts_with("stories/") || path == packed.path || is_texts(&path);
        let is_copy = has_extension(&file, &["br", "gz"]);
        let of_studio = path.contains("studio");
        if is_page
            || is_copy
            || of_story
            || of_studio
            || path == "release.json"
            || path == "page.js"
        {
            continue;
        }
        let naming = NAMING.contains(&&*path) || path == loader.path;
        let hash = integrity(&fs::read(&file)?);
        files.push(json!({ "path": path, "integrity": hash, "naming": naming }));
    }
    let kept = released.iter().filter(|(name, _)| !is_texts(name));
    // The templates of pages, with the addresses of the released files, as in the release's own
    // pages.
    let page = |file: &str| {
        let text = read(&root().join(file))?;
        let pointed = released.iter().fold(text, |text, (name, file)| {
            text.replace(&format!("{DEVELOPMENT}{name}"), &file.path)
        });
        anyhow::Ok(pointed.replacen(CHARSET, &format!("{CHARSET}{POLICY}"), 1))
    };
    Ok(json!({
        "version": VERSION,
        "story": { "id": story, "path": packed.path, "integrity": packed.integrity },
        "loader": loader.path,
        "page": page("static/pages/story.html")?,
        "home": page("static/studio/site.html")?,
        "files": files,
        "released": kept.collect::<BTreeMap<_, _>>(),
    }))
}

/// Returns true for a file with the texts of a story in one language.
fn is_texts(path: &str) -> bool {
    path.contains(".texts")
}

/// The licences of the npm packages whose code is in the studio.
fn notices() -> Result<String> {
    let mut text = String::from("Code of others in the studio's scripts, with their licences.\n");
    for (package, version, licence) in packages()? {
        ensure!(
            licence == "MIT",
            "{package} has the licence {licence}, which was not reviewed"
        );
        let words = read(&root().join("node_modules").join(package).join("LICENSE"))?;
        write!(text, "\n{package} {version}\n\n{}\n", words.trim())?;
    }
    Ok(text)
}

/// Returns name, version and licence of the npm packages whose code is in the studio.
pub(crate) fn packages() -> Result<Vec<(&'static str, String, String)>> {
    let lock: Value = serde_json::from_str(&read(&root().join("package-lock.json"))?)?;
    let about = |package: &str| {
        let entry = lock
            .get("packages")?
            .get(format!("node_modules/{package}"))?;
        let field = |name: &str| entry.get(name)?.as_str().map(str::to_owned);
        Some((field("version")?, field("license")?))
    };
    let all = PACKAGES.into_iter();
    all.map(|package| {
        let (version, licence) = about(package)
            .with_context(|| format!("package-lock.json lacks {package} or its licence"))?;
        Ok((package, version, licence))
    })
    .collect()
}

/// The packages of npm that are bundled.
const PACKAGES: [&str; 15] = [
    "@codemirror/commands",
    "@codemirror/lang-json",
    "@codemirror/language",
    "@codemirror/lint",
    "@codemirror/state",
    "@codemirror/view",
    "@lezer/common",
    "@lezer/highlight",
    "@lezer/json",
    "@lezer/lr",
    "@marijn/find-cluster-break",
    "crelt",
    "fflate",
    "style-mod",
    "w3c-keyname",
];
