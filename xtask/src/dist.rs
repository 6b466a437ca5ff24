//! The release: what Trunk builds, with the stories rendered into it, laid out in `dist/`.
//!
//! Trunk puts the files that bring a story to life into `v/dev/`, which is also where the page and the loader
//! look for them while one works on them. In the release they are in `v/VERSION/`, each with its content's hash
//! in its name, and whoever names them is changed to match.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use brotli::enc::BrotliEncoderParams;
use flate2::write::GzEncoder;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha384};

use crate::files::{children, descendants, has_extension, read, rewrite, sha256, with_suffix};
use crate::shell::{command, output, root, run};
use crate::size::Weight;
use crate::tools;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where Trunk puts the site (Trunk.toml) and the release is made.
const SITE: &str = "target/site";

/// The file whose date says when the build of `dist/` began: what was changed later is not in it.
pub(crate) const BUILT: &str = "dist/index.html";

/// Where, in what Trunk builds, the files are that the release keeps under its version.
const DEVELOPMENT: &str = "v/dev/";

/// The start of the loader's one line that says where those files are.
const LOADER_LINE: &str = "const release = ";

/// Syntax newer than this is made older: the oldest browsers that run the widget know it.
const ESBUILD: &str = "esbuild --minify --target=es2022 --log-level=warning";

/// The kinds of file that compress; the server picks the compressed one by these names.
const COMPRESSIBLE: [&str; 8] = ["html", "js", "css", "json", "wasm", "svg", "txt", "xml"];

/// Builds `dist/` and weighs it.
pub(crate) fn build() -> Result<Vec<Weight>> {
    let begun = SystemTime::now();
    tools::for_building()?;
    run(&mut command("trunk build --release"))?;
    let site = root().join(SITE);
    let released = release_versioned(&site)?;
    point_loader(&site.join("explainer.js"), &released)?;
    point_pages(&site, &released)?;
    let weights = compress(&site)?;
    let dist = root().join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).context("the old dist/ cannot be removed")?;
    }
    fs::rename(&site, &dist)?;
    File::options().append(true).open(root().join(BUILT))?.set_modified(begun)?;
    Ok(weights)
}

/// Writes every story as JSON and as HTML, and puts it into the pages where they ask for it with a comment like
/// `<!-- story ai-rivalry ja -->`. Trunk calls this for each of its builds.
pub(crate) fn stories(site: &Path) -> Result<()> {
    run(&mut command("cargo build --features cli --bin explainer"))?;
    let folder = site.join("stories");
    fs::create_dir_all(&folder)?;
    let mut rendered = BTreeMap::new();
    for file in children(&root().join("static/stories"))?.iter().filter(|file| has_extension(file, &["json"]))
    {
        let story: Story = serde_json::from_str(&read(file)?).with_context(|| file.display().to_string())?;
        ensure!(
            file.file_stem().is_some_and(|stem| *stem == *story.id),
            "{} should be called after its story, {}.json",
            file.display(),
            story.id
        );
        fs::copy(file, folder.join(format!("{}.json", story.id)))?;
        for language in &story.languages {
            let html = render(file, language)?;
            fs::write(folder.join(format!("{}.{language}.html", story.id)), &html)?;
            rendered.insert(format!("<!-- story {} {language} -->", story.id), html);
        }
    }
    for page in children(site)?.iter().filter(|file| has_extension(file, &["html"])) {
        rewrite(page, |text| {
            let filled = rendered.iter().fold(text, |text, (mark, html)| text.replace(mark, html.trim()));
            ensure!(
                !filled.contains("<!-- story "),
                "{} asks for a story that does not exist",
                page.display()
            );
            Ok(filled)
        })?;
    }
    Ok(())
}

/// What is needed here of a story.
#[derive(Deserialize)]
struct Story {
    id: String,
    languages: Vec<String>,
}

/// A story as plain HTML in one language, by the authors' own command.
fn render(story: &Path, language: &str) -> Result<String> {
    let render = format!("cargo run --quiet --features cli --bin explainer -- render --lang {language}");
    output(command(&render).arg(story))
}

/// A file under `v/VERSION/`.
struct Released {
    /// Its name before, in `v/dev/`.
    name: String,
    /// Its name now, with a hash of its content.
    new_name: String,
    /// Its path in the release.
    path: String,
    /// What a browser should find in it (Subresource Integrity).
    integrity: String,
}

/// Minifies what is in `v/dev/` and moves it to `v/VERSION/` under hashed names; scripts last, since they name
/// the others.
fn release_versioned(site: &Path) -> Result<Vec<Released>> {
    let from = site.join(DEVELOPMENT);
    let mut sources = children(&from)?;
    sources.retain(|file| file.is_file());
    sources.sort_by_key(|file| has_extension(file, &["js"]));
    let mut released: Vec<Released> = Vec::new();
    fs::create_dir_all(site.join("v").join(VERSION))?;
    for source in sources {
        let name = source.file_name().context("a file has a name")?.to_string_lossy().into_owned();
        let (stem, extension) =
            name.rsplit_once('.').with_context(|| format!("{name} lacks an extension"))?;
        let mut bytes = match extension {
            "js" => output(command(&format!("{ESBUILD} --bundle --format=esm")).arg(&source))?.into_bytes(),
            "css" => output(command(ESBUILD).arg(&source))?.into_bytes(),
            _ => fs::read(&source)?,
        };
        if extension == "js" {
            let rename = |text: String, file: &Released| text.replace(&file.name, &file.new_name);
            bytes = released.iter().fold(String::from_utf8(bytes)?, rename).into_bytes();
        }
        let hash = sha256(&bytes);
        let new_name = format!("{stem}-{}.{extension}", hash.get(..16).unwrap_or(&hash));
        let path = format!("v/{VERSION}/{new_name}");
        fs::write(site.join(&path), &bytes)?;
        let integrity = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&bytes)));
        released.push(Released { name, new_name, path, integrity });
    }
    fs::remove_dir_all(from)?;
    Ok(released)
}

/// Fills in the loader's line about the release, keyed by the kind of file, and minifies the loader.
fn point_loader(loader: &Path, released: &[Released]) -> Result<()> {
    let mut release = BTreeMap::from([("version", json!(VERSION))]);
    for Released { path, integrity, .. } in released {
        let kind = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let before = release.insert(kind, json!({ "path": path, "integrity": integrity }));
        ensure!(
            before.is_none(),
            "{DEVELOPMENT} has more than one file of the kind {kind}: the loader expects one"
        );
    }
    let line = format!("{LOADER_LINE}{};", serde_json::to_string(&release)?);
    rewrite(loader, |text| {
        let lines = text.lines().filter(|line| line.starts_with(LOADER_LINE)).count();
        ensure!(lines == 1, "{} should have one line that starts with “{LOADER_LINE}”", loader.display());
        let filled = text.lines().map(|old| if old.starts_with(LOADER_LINE) { &line } else { old });
        Ok(filled.collect::<Vec<_>>().join("\n"))
    })?;
    let minified = output(command(&format!("{ESBUILD} --format=esm")).arg(loader))?;
    Ok(fs::write(loader, minified)?)
}

/// Points the pages, and the stories as pages, to the released files.
fn point_pages(site: &Path, released: &[Released]) -> Result<()> {
    for file in descendants(site)?.iter().filter(|file| has_extension(file, &["html"])) {
        rewrite(file, |text| {
            let point = |text: String, file: &Released| {
                text.replace(&format!("{DEVELOPMENT}{}", file.name), &file.path)
            };
            let pointed = released.iter().fold(text, point);
            ensure!(
                !pointed.contains(DEVELOPMENT),
                "{} names an unknown file in {DEVELOPMENT}",
                file.display()
            );
            Ok(pointed)
        })?;
    }
    Ok(())
}

/// Puts a `.br` and a `.gz` beside every file that compresses, and weighs all files.
fn compress(site: &Path) -> Result<Vec<Weight>> {
    let mut weights = Vec::new();
    for file in descendants(site)? {
        let bytes = fs::read(&file)?;
        let (brotli, gzip) = (brotli(&bytes)?, gzip(&bytes)?);
        if has_extension(&file, &COMPRESSIBLE) {
            fs::write(with_suffix(&file, "br"), &brotli)?;
            fs::write(with_suffix(&file, "gz"), &gzip)?;
        }
        let path = file.strip_prefix(site)?.to_string_lossy().into_owned();
        weights.push(Weight { path, raw: bytes.len(), gzip: gzip.len(), brotli: brotli.len() });
    }
    Ok(weights)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let highest =
        BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &highest)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
