//! The release: what Trunk builds, with the stories rendered into it, laid out in `dist/`.
//!
//! Trunk puts the files that bring a story to life into `v/dev/`, which is also where the page and the loader
//! look for them while one works on them. In the release they are in `v/VERSION/` ([`crate::release`]), and the
//! pages are changed to match.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::write::GzEncoder;
use serde::Deserialize;

use crate::files::{children, descendants, has_extension, read, rewrite, with_suffix};
use crate::release::{DEVELOPMENT, Released, release};
use crate::shell::{command, output, root, run};
use crate::size::Weight;
use crate::tools;

/// Where Trunk puts the site (Trunk.toml) and the release is made.
const SITE: &str = "target/site";

/// The file whose date says when the build of `dist/` began: what was changed later is not in it.
pub(crate) const BUILT: &str = "dist/index.html";

/// What our own pages allow themselves, stricter than what README asks of a host: the widget is tried under it
/// every day. It follows the one line that must come before it. Sending it as a header is not possible everywhere.
const CHARSET: &str = r#"<meta charset="utf-8">"#;
const POLICY: &str = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; frame-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'">"#;

/// The kinds of file that compress; the server picks the compressed one by these names.
const COMPRESSIBLE: [&str; 8] = ["html", "js", "css", "json", "wasm", "svg", "txt", "xml"];

/// Builds `dist/` and weighs it.
pub(crate) fn build() -> Result<Vec<Weight>> {
    let begun = SystemTime::now();
    tools::for_building()?;
    run(&mut command("trunk build --release"))?;
    let site = root().join(SITE);
    let released = release(&site)?;
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
    let development = site.join(DEVELOPMENT);
    fs::create_dir_all(&folder)?;
    fs::create_dir_all(&development)?;
    let mut rendered = BTreeMap::new();
    let is_story =
        |file: &Path| has_extension(file, &["json"]) && !file.to_string_lossy().ends_with(".coverage.json");
    for file in children(&root().join("static/stories"))?.iter().filter(|file| is_story(file)) {
        let story: Story = serde_json::from_str(&read(file)?).with_context(|| file.display().to_string())?;
        ensure!(
            file.file_stem().is_some_and(|stem| *stem == *story.id),
            "{} should be called after its story, {}.json",
            file.display(),
            story.id
        );
        fs::copy(file, folder.join(format!("{}.json", story.id)))?;
        pack(file, &development.join(format!("{}.story", story.id)))?;
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

/// A checked story as the widget opens it, by the same command.
fn pack(story: &Path, packed: &Path) -> Result<()> {
    let pack = "cargo run --quiet --features cli --bin explainer -- pack";
    run(command(pack).arg(story).stdout(File::create(packed)?))
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
            Ok(pointed.replacen(CHARSET, &format!("{CHARSET}{POLICY}"), 1))
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
