//! The release: the site with the stories rendered into it, laid out in `dist/`.
//!
//! The site ([`crate::site`]) has the files of the live story in `v/dev/`, where the page and the
//! loader look for them during development. In the release they are in `v/VERSION/`
//! ([`crate::release`]), and the pages are changed to match.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::write::GzEncoder;
use serde::Deserialize;
use serde_json::json;

use crate::files::{children, descendants, has_extension, read, rewrite, with_suffix};
use crate::release::{DEVELOPMENT, Released, release};
use crate::shell::{command, output, root, run};
use crate::site::{self, EXPLAINER, Purpose};
use crate::size::{self, Weight};
use crate::{guests, sizes, studio, tools};

/// The file whose date is the beginning of the build of `dist/`: later changes are not in it.
pub(crate) const BUILT: &str = "dist/index.html";

/// The line after which pages have [`POLICY`]. That policy is stricter than the one that the README
/// asks of a host, so the widget is tried under it every day. It is no header, because not every
/// host can send one.
pub(crate) const CHARSET: &str = r#"<meta charset="utf-8">"#;
pub(crate) const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" \
    content=\"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' blob:; frame-src 'self'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'\">";

/// The endings of files that are compressed; the server finds the compressed one by these names.
const COMPRESSIBLE: [&str; 8] = ["html", "js", "css", "json", "wasm", "svg", "txt", "xml"];

/// The story of an element without `src`.
const BUNDLED: &str = "ai-rivalry";

/// The story of the browser tests, and the folder of the release that has it instead.
const JOURNEY: &str = "journey";
const JOURNEYS: &str = "target/journeys";

/// Builds `dist/` and measures its sizes. If its address is known, links to it have pictures, and
/// oEmbed works.
pub(crate) fn build(url: Option<&str>) -> Result<Vec<Weight>> {
    let begun = SystemTime::now();
    tools::for_building()?;
    let (site, programs) = compile()?;
    publish(&site, &programs, begun, url)
}

/// Compiles the site without stories, and at the same time the programs of the studio; returns both
/// folders. The end of each compilation has work for one core only.
fn compile() -> Result<(PathBuf, PathBuf)> {
    // Both need the sources of Rust's library, and only one may install them. If that fails, each
    // says so and goes on without.
    drop(site::own_library());
    std::thread::scope(|scope| {
        let programs = scope.spawn(studio::programs);
        let site = site::without_stories(Purpose::Release);
        let programs = programs.join().unwrap_or_else(|panic| resume_unwind(panic));
        Ok((site?, programs?))
    })
}

/// Builds `dist/` and, from the same programs, a release with the story of the browser tests: so
/// the bundled story can be edited without a change of the tests.
pub(crate) fn build_with_journeys() -> Result<()> {
    let begun = SystemTime::now();
    tools::for_building()?;
    let (site, programs) = compile()?;
    let journeys = root().join(JOURNEYS);
    if journeys.exists() {
        fs::remove_dir_all(&journeys)?;
    }
    for file in descendants(&site)? {
        let copy = journeys.join(file.strip_prefix(&site)?);
        fs::create_dir_all(copy.parent().context("no folder")?)?;
        fs::copy(&file, copy)?;
    }
    for page in children(&journeys)?
        .iter()
        .filter(|file| has_extension(file, &["html", "js"]))
    {
        rewrite(page, |text| Ok(text.replace(BUNDLED, JOURNEY)))?;
    }
    let story = root().join(format!("tests/fixtures/stories/{JOURNEY}.json"));
    complete(&journeys, JOURNEY, &[story], &programs, None)?;
    let weights = publish(&site, &programs, begun, None)?;
    size::report(&weights)?;
    sizes::check(&weights)
}

/// Completes the site with the bundled stories, measures its sizes and moves it to `dist/`.
fn publish(
    site: &Path,
    programs: &Path,
    begun: SystemTime,
    url: Option<&str>,
) -> Result<Vec<Weight>> {
    let weights = complete(site, BUNDLED, &bundled()?, programs, url)?;
    let dist = root().join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).context("the old dist/ cannot be removed")?;
    }
    fs::rename(site, &dist)?;
    File::options()
        .append(true)
        .open(root().join(BUILT))?
        .set_modified(begun)?;
    Ok(weights)
}

/// Makes a release of a site without stories, and measures its sizes.
fn complete(
    site: &Path,
    story: &str,
    files: &[PathBuf],
    programs: &Path,
    url: Option<&str>,
) -> Result<Vec<Weight>> {
    stories(site, files)?;
    guests::serve_guests(site, url)?;
    let released = release(site, story)?;
    // The studio contains the hashes of the released pages, so its own pages are made after them.
    point_pages(site, &released)?;
    studio::add(site, story, programs)?;
    point_pages(site, &[])?;
    compress(site)
}

/// The files of the stories that come with the release.
pub(crate) fn bundled() -> Result<Vec<PathBuf>> {
    let mut files = children(&root().join("static/stories"))?;
    files.retain(|file| is_story(file));
    Ok(files)
}

/// Puts the current studio into the existing releases, for work on the studio alone.
pub(crate) fn renew_studio(compile: bool) -> Result<()> {
    let programs = if compile {
        studio::programs()?
    } else {
        root().join("target/studio")
    };
    for (site, story) in [("dist", BUNDLED), (JOURNEYS, JOURNEY)] {
        let site = root().join(site);
        if site.is_dir() {
            studio::remove(&site)?;
            studio::add(&site, story, &programs)?;
            point_pages(&site, &[])?;
        }
    }
    Ok(())
}

/// Writes every story as JSON, packed and as HTML, and puts it into the pages in the place of a
/// comment like `<!-- story ai-rivalry ja -->`. Trunk calls this for each of its builds.
pub(crate) fn stories(site: &Path, files: &[PathBuf]) -> Result<()> {
    run(&mut command(EXPLAINER))?;
    fs::create_dir_all(site.join("stories"))?;
    style_sheets(site)?;
    let (mut rendered, mut index) = (BTreeMap::new(), Vec::new());
    let template = read(&root().join("static/pages/story.html"))?;
    for file in files {
        let story: Story =
            serde_json::from_str(&read(file)?).with_context(|| file.display().to_string())?;
        let id = &story.id;
        ensure!(
            file.file_stem().is_some_and(|stem| *stem == **id),
            "{} should be called after its story, {id}.json",
            file.display(),
        );
        // The story comes with the files of its images.
        let folder = site.join("stories");
        let own = folder.join(format!("{id}.json"));
        fs::copy(file, &own)?;
        if story.has_images() {
            run(command("target/debug/explainer prepare --to")
                .arg(&folder)
                .arg(file))?;
        }
        let file = &own;
        // The packed story has the ending of a text, because servers compress texts, but not bytes
        // of an unknown type.
        let packed = site.join(DEVELOPMENT);
        let mut pack = command("target/debug/explainer pack --texts-in");
        fs::write(
            packed.join(format!("{id}.story.txt")),
            output(pack.arg(&packed).arg(file))?,
        )?;
        for lang in &story.languages {
            let address = format!("{id}.{{lang}}.html");
            let render = |options: &str| {
                let line = format!("render {options} --lang {lang} --languages-at {address}");
                anyhow::Ok(String::from_utf8(explainer(&line, file)?)?)
            };
            let html = render("")?;
            let page = story.page(&template, lang, html.trim());
            fs::write(site.join(format!("stories/{id}.{lang}.html")), page)?;
            // For embeds in articles, which begin with the key events.
            let folded = story.page(&template, lang, render("--fold")?.trim());
            fs::write(
                site.join(format!("stories/{id}.{lang}.folded.html")),
                folded,
            )?;
            let home = if story.has_images() {
                &render("--images-at stories/")?
            } else {
                &html
            };
            rendered.insert(
                format!("<!-- story {id} {lang} -->"),
                story.at_home(home.trim()),
            );
        }
        index.push(json!({ "id": id, "languages": story.languages, "title": story.title }));
    }
    fs::write(
        site.join("stories/index.json"),
        format!("{:#}\n", json!(index)),
    )?;
    for page in children(site)?
        .iter()
        .filter(|file| has_extension(file, &["html"]))
    {
        rewrite(page, |text| {
            let filled = rendered
                .iter()
                .fold(text, |text, (mark, html)| text.replace(mark, html));
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

/// Writes the parts of the style sheet, and of the style of the first screen, as one file each: a
/// constructed style sheet cannot import others.
fn style_sheets(site: &Path) -> Result<()> {
    fs::create_dir_all(site.join(DEVELOPMENT))?;
    for name in ["explainer.css", "first.css"] {
        let mut esbuild = command("esbuild --bundle --log-level=warning");
        let sheet = output(esbuild.arg(format!("static/styles/{name}")))?;
        let sheet = raised(&String::from_utf8(sheet)?);
        fs::write(site.join(DEVELOPMENT).join(name), sheet)?;
    }
    Ok(())
}

/// Returns the sheet with two ids more in the specificity of each selector. The static story is in
/// the host's page: without them, rules such as `.content p:not(:last-child)` or `#main .entry li`
/// would win over ours.
fn raised(sheet: &str) -> String {
    let mut parts = sheet.split(".explainer");
    let mut raised = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        raised.push_str(".explainer");
        let ends_the_name = !part.starts_with(|c: char| c.is_alphanumeric() || "-_".contains(c));
        if ends_the_name {
            // No element has two ids, so this matches every element.
            raised.push_str(":not(#_#_)");
        }
        raised.push_str(part);
    }
    raised
}

/// `a.json`, but not `a.coverage.json`.
fn is_story(file: &Path) -> bool {
    has_extension(file, &["json"])
        && file
            .file_stem()
            .is_some_and(|stem| Path::new(stem).extension().is_none())
}

/// Runs the authors' command on a story.
pub(crate) fn explainer(arguments: &str, story: &Path) -> Result<Vec<u8>> {
    output(command(&format!("target/debug/explainer {arguments}")).arg(story))
}

/// The fields of a story that are needed here.
#[derive(Deserialize)]
pub(crate) struct Story {
    pub(crate) id: String,
    pub(crate) languages: Vec<String>,
    title: BTreeMap<String, String>,
    summary: BTreeMap<String, String>,
    events: Vec<serde_json::Value>,
    #[serde(default)]
    actors: Vec<serde_json::Value>,
}

/// The pages that show the bundled story, by language.
pub(crate) const HOMES: [(&str, &str); 2] = [("ja", "./"), ("en", "index.en.html")];

impl Story {
    fn media(&self) -> impl Iterator<Item = &serde_json::Value> {
        let media = self
            .events
            .iter()
            .filter_map(|event| event["media"].as_array());
        media.flatten()
    }

    /// Returns true if an event or an actor of the story has an image.
    fn has_images(&self) -> bool {
        let actors = self.actors.iter().filter_map(|actor| actor.get("image"));
        self.media()
            .chain(actors)
            .any(|it| it.get("file").is_some())
    }

    /// Returns the path of the prepared card, if an image of the story is its card.
    pub(crate) fn card(&self) -> Option<&str> {
        self.media()
            .find_map(|it| it.pointer("/ready/card")?.as_str())
    }

    /// Returns the story as a page of its own, without scripts.
    fn page(&self, template: &str, lang: &str, html: &str) -> String {
        let text = |texts: &BTreeMap<String, String>| {
            texts.get(lang).map_or_else(String::new, |text| plain(text))
        };
        let others = self.languages.iter().filter(|other| *other != lang);
        let others = others.map(|other| {
            format!(
                r#"<link rel="alternate" hreflang="{other}" href="{}.{other}.html">"#,
                self.id
            )
        });
        let filled = template.replace("{lang}", lang).replace("{id}", &self.id);
        let filled = filled
            .replace("{title}", &text(&self.title))
            .replace("{summary}", &text(&self.summary));
        filled
            .replace("<!-- others -->", &others.collect::<String>())
            .replace("<!-- story -->", html)
    }

    /// Returns the story's HTML for the pages at the site's root, where each language has its own
    /// page.
    fn at_home(&self, html: &str) -> String {
        HOMES.iter().fold(html.to_owned(), |html, (lang, home)| {
            html.replace(
                &format!(r#"href="{}.{lang}.html""#, self.id),
                &format!(r#"href="{home}""#),
            )
        })
    }
}

/// Returns a text escaped for HTML, without the marks where a line may break.
fn plain(text: &str) -> String {
    let escapes = [
        ("\u{200b}", ""),
        ("&", "&amp;"),
        ("<", "&lt;"),
        ("\"", "&quot;"),
    ];
    escapes
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Changes the addresses in pages and in stories as pages to those of the released files.
fn point_pages(site: &Path, released: &[Released]) -> Result<()> {
    for file in descendants(site)?
        .iter()
        .filter(|file| has_extension(file, &["html"]))
    {
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
            // In a sandboxed frame a page has no origin, so in WebKit `'self'` matches nothing
            // there.
            let framed = file.file_name().is_some_and(|name| name == "embed.html");
            let policy = if framed {
                POLICY.replace("'self'", "*")
            } else {
                POLICY.to_owned()
            };
            if pointed.contains(&policy) {
                return Ok(pointed);
            }
            Ok(pointed.replacen(CHARSET, &format!("{CHARSET}{policy}"), 1))
        })?;
    }
    Ok(())
}

/// Writes a `.br` and a `.gz` beside every file that is compressed, and measures all files.
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
        weights.push(Weight {
            path,
            raw: bytes.len(),
            gzip: gzip.len(),
            brotli: brotli.len(),
        });
    }
    Ok(weights)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let highest = BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &highest)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::raised;

    #[test]
    fn only_the_root_s_class_is_raised() {
        assert_eq!(
            raised(
                "@media print { .explainer .ex-a, :lang(ja) > .explainer[dir] \
                 { --explainer-ink: 0 } }"
            ),
            "@media print { .explainer:not(#_#_) .ex-a, :lang(ja) > .explainer:not(#_#_)[dir] \
             { --explainer-ink: 0 } }"
        );
        assert_eq!(
            raised(".explainer-frame, .explainer_2"),
            ".explainer-frame, .explainer_2"
        );
    }
}
