//! `explainer site`: makes a folder of stories a release for any static host. Each story gets a
//! page in each of its languages, its packed form, a fragment and cards; together they get lists,
//! feeds and a sitemap. Stories that have not changed since the last run are left as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args;
use serde::{Deserialize, Serialize};

use crate::picture::{self, Size};
use crate::render::{self, Page, escape, line_breaks};
use crate::story::{Actor, Lang, Media, Ready, Story};

use super::check::stories;
use super::host::{self, Images};
use super::pretty_json;
use super::render::{prepared, release};
use super::report::{self, Checked, printable};
use super::terminal::{Failure, Outcome, print, read, say, width};

/// The file that remembers the last run. A host does not need it.
const MEMORY: &str = ".explainer-site.json";

/// The number of stories on one page of a list.
const PER_PAGE: usize = 100;

/// The number of stories in a feed.
const IN_FEED: usize = 50;

/// The number of addresses in one file of a sitemap; the standard allows 50,000, and 50 MB.
const IN_SITEMAP: usize = 20_000;

/// The policy of the pages. It allows only the release's own files.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      connect-src 'self'; img-src 'self' blob:; base-uri 'none'; \
                      form-action 'none'; require-trusted-types-for 'script'";

/// Files that are the same in every release.
const FIXED: [(&str, &str); 4] = [
    ("page.css", include_str!("../../static/pages/page.css")),
    ("icon.svg", include_str!("../../static/pages/icon.svg")),
    ("_headers", include_str!("../../static/hosting/_headers")),
    (".nojekyll", ""),
];

/// The arguments of `explainer site`.
#[derive(Args, Debug)]
pub struct Site {
    /// The folder with the stories (every .json in it).
    #[arg(value_name = "DIR")]
    stories: PathBuf,
    /// The folder for the release.
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// The folder with explainer.js, explainer.css and v/: what `explainer copy` of the npm package
    /// writes, or another release.
    #[arg(long, value_name = "DIR")]
    widget: PathBuf,
    /// The address of the release, which ends with /. Feeds, sitemap and cards need it.
    #[arg(long, value_name = "ADDRESS")]
    at: Option<String>,
    /// The headline of the lists.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The number of stories that are made at the same time; all processors if omitted.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

/// The last run.
#[derive(Default, Serialize, Deserialize)]
struct Memory {
    /// A hash of everything that the pages depend on besides their stories.
    settings: u64,
    /// The stories by the paths of their files, relative to the folder.
    stories: BTreeMap<String, Made>,
}

/// A story of the release.
#[derive(Clone, Serialize, Deserialize)]
struct Made {
    /// The hash of the file.
    hash: u64,
    id: String,
    /// The last day that the story covers, as year, month and day.
    day: String,
    /// False if a card could not be drawn.
    has_cards: bool,
    /// The languages in the order of the story, with headline and summary.
    texts: Vec<(String, String, String)>,
    /// The author's images, by their paths below the folder of the story's file.
    images: BTreeSet<String>,
    /// The prepared files of the images, by their paths below `stories/`.
    ready: BTreeSet<String>,
}

impl Made {
    /// Returns the paths of the pages, below the release.
    fn pages(&self) -> impl Iterator<Item = (&str, String)> {
        let page = |lang: &str| format!("stories/{}.{lang}.html", self.id);
        self.texts
            .iter()
            .map(move |(lang, ..)| (lang.as_str(), page(lang)))
    }

    /// Returns the paths of all files, below the release.
    fn files(&self) -> BTreeSet<String> {
        let name = |suffix: &str| format!("stories/{}.{suffix}", self.id);
        let suffixes = ["html", "fragment.html", "svg", "png"];
        let of_language = self
            .texts
            .iter()
            .flat_map(|(lang, ..)| suffixes.map(|suffix| name(&format!("{lang}.{suffix}"))));
        of_language
            .chain([name("json"), name("story.txt")])
            .chain(self.ready.iter().map(|file| format!("stories/{file}")))
            .collect()
    }
}

/// The outcome for one file.
enum Done {
    /// The release has the story; with sentences for the author.
    Made(Made, Vec<String>),
    /// The file has not changed.
    Kept(Made),
    /// The story has errors, as in this report.
    Refused(String),
    /// A file cannot be read or written.
    Failed(Failure),
}

/// Everything that is needed to make one story.
struct Maker<'a> {
    site: &'a Site,
    at: Option<String>,
    fonts: Option<host::Fonts>,
    /// The last run; without stories if the settings have changed.
    before: Memory,
}

impl Site {
    /// Makes the release. The outcome is false if a story has errors.
    pub fn run(&self) -> Outcome {
        let checked = self.at.as_deref().map(release).transpose()?;
        let at = checked.map(|at| at.as_str().to_owned());
        let files = stories(&self.stories)?;
        self.copy_widget()?;
        let maker = Maker {
            site: self,
            at,
            fonts: self.at.as_ref().and_then(|_| host::fonts()),
            before: Memory::default(),
        };
        let settings = maker.settings()?;
        let mut before = self.memory();
        let all_before = std::mem::take(&mut before.stories);
        if before.settings == settings {
            before.stories.clone_from(&all_before);
        }
        let maker = Maker { before, ..maker };
        let done = host::spread(&files, self.jobs, |file| maker.story(file));

        let (mut made, mut kept, mut refused) = (0, 0, 0);
        let mut after = Memory {
            settings,
            stories: BTreeMap::new(),
        };
        let mut failures = Vec::new();
        for (file, done) in files.iter().zip(done) {
            let name = self.name(file);
            match done {
                Done::Made(story, notes) => {
                    made += 1;
                    for note in notes {
                        say(&format!("{}: {}\n", file.display(), printable(&note)));
                    }
                    after.stories.insert(name, story);
                }
                Done::Kept(story) => {
                    kept += 1;
                    after.stories.insert(name, story);
                }
                Done::Refused(report) => {
                    refused += 1;
                    say(&report);
                    // Readers keep the last correct edition.
                    if let Some(last) = all_before.get(&name) {
                        let last = last.clone();
                        after.stories.insert(name, Made { hash: 0, ..last });
                    }
                }
                Done::Failed(failure) => failures.push(failure),
            }
        }
        if let Some(first) = failures.first() {
            return Err(first.clone());
        }
        if let Some((id, failure)) = twice(&after.stories) {
            // Each has written over the other's files.
            let mut stories = all_before;
            stories.retain(|_, story| story.id != id);
            self.remember(&Memory { settings, stories })?;
            return Err(failure);
        }
        self.lists(&after, maker.at.as_deref())?;
        self.remove_old(&all_before, &after.stories);
        self.remove_lists(&all_before, &after.stories);
        self.remember(&after)?;
        print(&format!(
            "{}: {made} made, {kept} unchanged, {refused} with errors\n",
            self.out.display()
        ))?;
        if maker.at.is_none() {
            say("no sitemap, feeds and cards: they need the address of the release (--at)\n");
        }
        Ok(refused == 0)
    }

    /// Returns the last run, or an empty one if there was none or it cannot be read.
    fn memory(&self) -> Memory {
        let bytes = host::read(&self.out.join(MEMORY)).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn remember(&self, memory: &Memory) -> Result<(), Failure> {
        let memory = serde_json::to_vec(memory).map_err(|error| error.to_string())?;
        self.write(MEMORY, &memory)
    }

    /// Returns the path of a story below the folder.
    fn name(&self, file: &Path) -> String {
        let within = file.strip_prefix(&self.stories).unwrap_or(file);
        within.to_string_lossy().into_owned()
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.out.join(path);
        host::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Copies the files that a browser loads, but no story that a release has.
    fn copy_widget(&self) -> Result<(), Failure> {
        for name in ["explainer.js", "explainer.css"] {
            let file = self.widget.join(name);
            let bytes = host::read(&file).map_err(|error| {
                format!(
                    "{}: {error}; --widget names a folder that `explainer copy` has written, or a \
                     release",
                    file.display()
                )
            })?;
            self.write(name, &bytes)?;
        }
        let entries = |folder: &Path| {
            host::entries(folder).map_err(|error| format!("{}: {error}", folder.display()))
        };
        let mut entered = entries(&self.widget.join("v"))?.unwrap_or_default();
        while let Some((path, is_folder)) = entered.pop() {
            if is_folder {
                entered.extend(entries(&path)?.unwrap_or_default());
            } else if ["js", "wasm", "css"]
                .iter()
                .any(|kind| has_extension(&path, kind))
            {
                let within = path.strip_prefix(&self.widget).unwrap_or(&path);
                self.write(&within.to_string_lossy(), &read(&path)?)?;
            }
        }
        for (name, text) in FIXED {
            self.write(name, text.as_bytes())?;
        }
        Ok(())
    }

    /// Removes what belonged to stories that are no longer there, or to their former languages.
    fn remove_old(&self, before: &BTreeMap<String, Made>, after: &BTreeMap<String, Made>) {
        let same = |name: &String, story: &Made| {
            let now = after.get(name);
            now.is_some_and(|now| now.files() == story.files())
        };
        let old = before.iter().filter(|(name, story)| !same(name, story));
        let mut old: BTreeSet<String> = old.flat_map(|(_, story)| story.files()).collect();
        if old.is_empty() {
            return;
        }
        for story in after.values() {
            for file in story.files() {
                old.remove(&file);
            }
        }
        for file in old {
            // It may never have been there: not every release has cards.
            drop(host::remove(&self.out.join(file)));
        }
    }

    /// Removes the lists and the feed of languages in which there is no story any more.
    fn remove_lists(&self, before: &BTreeMap<String, Made>, after: &BTreeMap<String, Made>) {
        let languages = |stories: &BTreeMap<String, Made>| -> BTreeSet<String> {
            let texts = stories.values().flat_map(|story| &story.texts);
            texts.map(|(lang, ..)| lang.clone()).collect()
        };
        for lang in languages(before).difference(&languages(after)) {
            drop(host::remove(&self.out.join(format!("feed.{lang}.xml"))));
            let pages = (1..).map(|number| self.out.join(list_name(lang, number)));
            for page in pages.take_while(|page| host::exists(page)) {
                drop(host::remove(&page));
            }
        }
    }
}

/// Returns the name of a page of a list.
fn list_name(lang: &str, number: usize) -> String {
    match number {
        1 => format!("index.{lang}.html"),
        _ => format!("index.{lang}.{number}.html"),
    }
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension()
        .is_some_and(|extension| extension == wanted)
}

/// Returns an id that two files have, and the failure that names them.
fn twice(stories: &BTreeMap<String, Made>) -> Option<(String, Failure)> {
    let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, Made { id, .. }) in stories {
        if let Some(other) = ids.insert(id, name) {
            let failure =
                format!("{other} and {name} have the same id, `{id}`: give one of them another");
            return Some((id.clone(), failure));
        }
    }
    None
}

impl Maker<'_> {
    /// Returns a hash of everything that pages depend on besides their story.
    fn settings(&self) -> Result<u64, Failure> {
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        self.site.at.hash(&mut hasher);
        // The loader names every other file, each with a hash of its content.
        read(&self.site.widget.join("explainer.js"))?.hash(&mut hasher);
        Ok(hasher.finish())
    }

    fn story(&self, file: &Path) -> Done {
        match self.made(file) {
            Ok(done) => done,
            Err(failure) => Done::Failed(failure),
        }
    }

    fn made(&self, file: &Path) -> Result<Done, Failure> {
        let bytes = read(file)?;
        if let Some(last) = self.before.stories.get(&self.site.name(file))
            && last.hash == hash(&bytes, file, &last.images)
            && (last.has_cards || self.fonts.is_none())
            && last
                .pages()
                .map(|(_, page)| page)
                .chain(last.ready.iter().map(|file| format!("stories/{file}")))
                .all(|path| host::exists(&self.site.out.join(path)))
        {
            return Ok(Done::Kept(last.clone()));
        }
        let own = Images::beside(file);
        let inspect = |media: &Media, actor: Option<&Actor>| own.inspect(media, actor);
        let read = Story::read_and_inspect(&bytes, Some(&inspect));
        let Some(story) = read.story else {
            let checked = Checked {
                name: file.display().to_string(),
                bytes,
                problems: read.problems,
            };
            return Ok(Done::Refused(report::text(&[checked], width())));
        };
        let id = story.document().id.as_str().to_owned();
        let (story, images) = self.with_images(file, story)?;
        let json = format!("stories/{id}.json");
        if images.is_empty() {
            self.site.write(&json, &bytes)?;
        } else {
            let text = pretty_json::json(story.document());
            self.site.write(&json, text.as_bytes())?;
        }
        let ready = story.media().filter_map(|it| it.ready.as_ref());
        let ready = ready.flat_map(Ready::paths).collect();
        let story = Rc::new(line_breaks::marked(story));
        self.site
            .write(&format!("stories/{id}.story.txt"), &story.pack())?;
        let (mut notes, mut has_cards) = (Vec::new(), self.fonts.is_some());
        let mut texts = Vec::new();
        for &lang in &story.document().languages {
            let name = format!("stories/{id}.{lang}");
            let note = self.pictures(&story, lang, &name)?;
            has_cards &= note.is_none();
            notes.extend(note);
            let page = self.page(&story, lang, has_cards);
            let fragment = render::fragment(Rc::clone(&story), &options(lang, None));
            self.site
                .write(&format!("{name}.fragment.html"), fragment.as_bytes())?;
            self.site.write(&format!("{name}.html"), page.as_bytes())?;
            let document = story.document();
            let text = (
                lang.to_string(),
                document.title.plain(lang),
                document.summary.plain(lang),
            );
            texts.push(text);
        }
        let (year, month, day) = story.document().as_of.end_exclusive().previous().civil();
        let made = Made {
            hash: hash(&bytes, file, &images),
            id,
            day: format!("{year:04}-{month:02}-{day:02}"),
            has_cards,
            texts,
            images,
            ready,
        };
        Ok(Done::Made(made, notes))
    }

    /// Makes the images of a story ready in the release. Returns also the author's files.
    fn with_images(&self, file: &Path, story: Story) -> Result<(Story, BTreeSet<String>), Failure> {
        let mut images = BTreeSet::new();
        let mut unprepared = false;
        for media in story.media() {
            if let Some(ready) = &media.ready {
                for path in ready.paths() {
                    let beside = file.with_file_name(&path);
                    self.site
                        .write(&format!("stories/{path}"), &read(&beside)?)?;
                    images.insert(path);
                }
                #[cfg(not(target_arch = "wasm32"))]
                {
                    unprepared |= media.needs_card();
                }
            } else if let Some(own) = &media.file {
                unprepared = true;
                images.insert(own.to_string());
            }
        }
        if !unprepared {
            return Ok((story, images));
        }
        let to = self.site.out.join("stories");
        prepared(file, story, &to).map(|story| (story, images))
    }

    /// Writes the cards. Returns a sentence if one could not be drawn in pixels.
    fn pictures(
        &self,
        story: &Rc<Story>,
        lang: Lang,
        name: &str,
    ) -> Result<Option<Failure>, Failure> {
        let svg = picture::svg(story, lang, Size::Card);
        self.site.write(&format!("{name}.svg"), svg.as_bytes())?;
        let Some(fonts) = &self.fonts else {
            return Ok(None);
        };
        match fonts.draw(&svg, lang, 1) {
            Ok(png) => {
                self.site.write(&format!("{name}.png"), &png.bytes)?;
                Ok(None)
            }
            Err(sentence) => Ok(Some(format!("no card: {sentence}"))),
        }
    }

    /// Returns the page of a story, which is complete without script.
    fn page(&self, story: &Rc<Story>, lang: Lang, has_card: bool) -> String {
        let document = story.document();
        let id = document.id.as_str();
        let languages_at = format!("{id}.{{lang}}.html");
        let html = render::html(Rc::clone(story), &options(lang, Some(&languages_at)));
        let mut links = String::new();
        let pages = document
            .languages
            .iter()
            .map(|lang| (lang.as_str(), format!("{id}.{lang}.html")));
        alternates(&mut links, pages);
        if let Some(at) = &self.at {
            let page = escape::html(&format!("{at}stories/{id}.{lang}"));
            add(
                &mut links,
                &format!(
                    "<link rel=\"canonical\" href=\"{page}.html\">\n\
                 <meta property=\"og:url\" content=\"{page}.html\">\n"
                ),
            );
            add(&mut links, &card(story, lang, at, has_card));
        }
        let title = document.title.plain(lang);
        let summary = document.summary.plain(lang);
        let head = Head {
            lang: lang.as_str(),
            is_rtl: lang.is_rtl(),
            title: &title,
            summary: &summary,
            kind: "article",
            root: "../",
            links: &links,
        };
        let (words_in, home, _) = labels(lang.as_str());
        let body = format!(
            "<header><a href=\"../index.{lang}.html\" lang=\"{words_in}\">{home}</a></header>\n\
             <main><explainer-widget lang=\"{lang}\" packed=\"{id}.story.txt\">{}\
             </explainer-widget></main>\n\
             <footer><a href=\"{id}.json\" type=\"application/json\">JSON</a></footer>\n",
            html.trim()
        );
        page(&head, &body)
    }
}

/// Returns the tags for the picture with which links to a page are shown: the author's card, or
/// else the drawn one, if there is one.
fn card(story: &Story, lang: Lang, at: &str, is_drawn: bool) -> String {
    let (path, alt) = match story.card() {
        Some((media, file)) => (file.to_string(), media.alt.as_ref()),
        None if is_drawn => (format!("{}.{lang}.png", story.document().id), None),
        None => return String::new(),
    };
    let (width, height) = Size::CARD;
    let image = escape::html(&format!("{at}stories/{path}"));
    let alt = alt.map_or_else(String::new, |alt| {
        let alt = escape::html(&alt.plain(lang));
        format!("<meta property=\"og:image:alt\" content=\"{alt}\">\n")
    });
    format!(
        "<meta property=\"og:image\" content=\"{image}\">\n\
         <meta property=\"og:image:width\" content=\"{width}\">\n\
         <meta property=\"og:image:height\" content=\"{height}\">\n{alt}\
         <meta name=\"twitter:card\" content=\"summary_large_image\">\n"
    )
}

/// Returns the options of a static story.
fn options(lang: Lang, languages_at: Option<&str>) -> Page<'_> {
    Page {
        heading_level: 1,
        languages_at,
        ..Page::new(lang)
    }
}

/// Returns a hash of a story's file and of the images beside it.
fn hash(bytes: &[u8], file: &Path, images: &BTreeSet<String>) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    for path in images {
        // A missing file changes the hash, so the story is made again and refused.
        let content = host::read(&file.with_file_name(path)).ok();
        content.hash(&mut hasher);
    }
    hasher.finish()
}

/// The beginning of a page.
struct Head<'a> {
    lang: &'a str,
    is_rtl: bool,
    title: &'a str,
    summary: &'a str,
    kind: &'a str,
    /// The way to the release's root.
    root: &'a str,
    links: &'a str,
}

/// Returns a page.
fn page(head: &Head<'_>, body: &str) -> String {
    let Head {
        lang,
        kind,
        root,
        links,
        ..
    } = head;
    let direction = if head.is_rtl { " dir=\"rtl\"" } else { "" };
    let (title, summary) = (escape::html(head.title), escape::html(head.summary));
    let script = if *kind == "article" {
        format!(
            "<link rel=\"stylesheet\" href=\"{root}explainer.css\">\n\
             <script type=\"module\" src=\"{root}explainer.js\"></script>\n"
        )
    } else {
        String::new()
    };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\"{direction}>\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n\
         <meta name=\"description\" content=\"{summary}\">\n\
         <meta property=\"og:type\" content=\"{kind}\">\n\
         <meta property=\"og:title\" content=\"{title}\">\n\
         <meta property=\"og:description\" content=\"{summary}\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n{links}\
         <link rel=\"icon\" href=\"{root}icon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"stylesheet\" href=\"{root}page.css\">\n{script}\
         </head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// Adds links to the same page in each language, if there are several.
fn alternates<'a>(links: &mut String, pages: impl Iterator<Item = (&'a str, String)>) {
    let pages: Vec<_> = pages.collect();
    if pages.len() < 2 {
        return;
    }
    for (lang, address) in pages {
        let address = escape::html(&address);
        add(
            links,
            &format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"{address}\">\n"),
        );
    }
}

fn add(text: &mut String, more: &str) {
    text.push_str(more);
}

/// Returns the words “all stories” and “pages”, with the language they are in.
fn labels(lang: &str) -> (&'static str, &'static str, &'static str) {
    match lang.split('-').next() {
        Some("ja") => ("ja", "すべての図解", "ページ"),
        _ => ("en", "All stories", "Pages"),
    }
}

/// A story in the list of one language.
struct Listed<'a> {
    story: &'a Made,
    title: &'a str,
    summary: &'a str,
}

impl Site {
    /// Writes what all stories have in common: lists, and with an address feeds and a sitemap.
    fn lists(&self, memory: &Memory, at: Option<&str>) -> Result<(), Failure> {
        let mut stories: Vec<&Made> = memory.stories.values().collect();
        stories.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.id.cmp(&b.id)));
        let mut by_language: BTreeMap<&str, Vec<Listed<'_>>> = BTreeMap::new();
        for &story in &stories {
            for (lang, title, summary) in &story.texts {
                by_language.entry(lang).or_default().push(Listed {
                    story,
                    title,
                    summary,
                });
            }
        }
        let languages: Vec<&str> = by_language.keys().copied().collect();
        // The language of most stories, and of these the first.
        let main = by_language
            .iter()
            .rev()
            .max_by_key(|(_, listed)| listed.len())
            .map(|(lang, _)| *lang);
        for (&lang, listed) in &by_language {
            self.list(lang, listed, &languages, main == Some(lang), at)?;
            if let Some(at) = at {
                let feed = self.feed(lang, listed, at);
                self.write(&format!("feed.{lang}.xml"), feed.as_bytes())?;
            }
        }
        let index: Vec<_> = stories
            .iter()
            .map(|story| {
                let languages: Vec<_> = story.texts.iter().map(|(lang, ..)| lang).collect();
                let titles: BTreeMap<_, _> = story
                    .texts
                    .iter()
                    .map(|(lang, title, _)| (lang, title))
                    .collect();
                serde_json::json!({ "id": story.id, "languages": languages, "title": titles })
            })
            .collect();
        let index = serde_json::to_vec(&index).map_err(|error| error.to_string())?;
        self.write("stories.json", &index)?;
        at.map_or(Ok(()), |at| self.sitemap(&stories, at))
    }

    fn headline(&self, lang: &str) -> &str {
        self.title.as_deref().unwrap_or(labels(lang).1)
    }

    /// Writes the list of one language, a hundred stories to a page.
    fn list(
        &self,
        lang: &str,
        listed: &[Listed<'_>],
        languages: &[&str],
        is_main: bool,
        at: Option<&str>,
    ) -> Result<(), Failure> {
        let count = listed.len().div_ceil(PER_PAGE);
        let name = |number| list_name(lang, number);
        let title = self.headline(lang);
        let (words_in, _, pages) = labels(lang);
        for (number, listed) in (1..).zip(listed.chunks(PER_PAGE)) {
            let mut body = format!("<header><h1>{}</h1>", escape::html(title));
            let others: Vec<_> = languages.iter().filter(|other| **other != lang).collect();
            if !others.is_empty() {
                add(&mut body, "<nav>");
                for other in others {
                    add(
                        &mut body,
                        &format!(
                            "<a href=\"index.{other}.html\" lang=\"{other}\" \
                             hreflang=\"{other}\">{other}</a>"
                        ),
                    );
                }
                add(&mut body, "</nav>");
            }
            add(&mut body, "</header>\n<main>\n");
            for Listed {
                story,
                title,
                summary,
            } in listed
            {
                add(
                    &mut body,
                    &format!(
                        "<article><h2><a href=\"stories/{}.{lang}.html\">{}</a></h2>\
                         <p>{}</p><p><time>{}</time></p></article>\n",
                        story.id,
                        escape::html(title),
                        escape::html(summary),
                        story.day
                    ),
                );
            }
            add(&mut body, "</main>\n");
            if count > 1 {
                let label = format!("<footer><nav lang=\"{words_in}\" aria-label=\"{pages}\">");
                add(&mut body, &label);
                for other in 1..=count {
                    let current = if other == number {
                        " aria-current=\"page\""
                    } else {
                        ""
                    };
                    let link = format!("<a href=\"{}\"{current}>{other}</a>\n", name(other));
                    add(&mut body, &link);
                }
                add(&mut body, "</nav></footer>\n");
            }
            let mut links = String::new();
            if number == 1 {
                let page = |lang: &&'_ str| format!("index.{lang}.html");
                alternates(&mut links, languages.iter().map(|lang| (*lang, page(lang))));
            }
            if let Some(at) = at {
                let at = escape::html(at);
                add(
                    &mut links,
                    &format!(
                        "<link rel=\"canonical\" href=\"{at}{}\">\n\
                         <link rel=\"alternate\" type=\"application/atom+xml\" \
                         href=\"feed.{lang}.xml\">\n",
                        name(number)
                    ),
                );
            }
            let head = Head {
                lang,
                is_rtl: lang.parse::<Lang>().is_ok_and(|lang| lang.is_rtl()),
                title,
                summary: title,
                kind: "website",
                root: "",
                links: &links,
            };
            let page = page(&head, &body);
            self.write(&name(number), page.as_bytes())?;
            if is_main && number == 1 {
                self.write("index.html", page.as_bytes())?;
            }
        }
        // Pages of a list that was longer before.
        for number in count + 1.. {
            let file = self.out.join(name(number));
            if !host::exists(&file) {
                break;
            }
            host::remove(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        Ok(())
    }

    /// Returns the newest stories of a language as an Atom feed.
    fn feed(&self, lang: &str, listed: &[Listed<'_>], at: &str) -> String {
        let at = xml(at);
        let title = xml(self.headline(lang));
        let moment = |story: &Made| format!("{}T00:00:00Z", story.day);
        let updated = listed
            .first()
            .map_or_else(String::new, |first| moment(first.story));
        let mut feed = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n\
             <title>{title}</title>\n<id>{at}feed.{lang}.xml</id>\n\
             <link rel=\"self\" href=\"{at}feed.{lang}.xml\"/>\n\
             <link href=\"{at}index.{lang}.html\"/>\n\
             <updated>{updated}</updated>\n<author><name>{title}</name></author>\n"
        );
        for Listed {
            story,
            title,
            summary,
        } in listed.iter().take(IN_FEED)
        {
            let page = format!("{at}stories/{}.{lang}.html", story.id);
            add(
                &mut feed,
                &format!(
                    "<entry>\n<title>{}</title>\n<id>{page}</id>\n<link href=\"{page}\"/>\n\
                     <updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
                    xml(title),
                    moment(story),
                    xml(summary)
                ),
            );
        }
        feed + "</feed>\n"
    }

    /// Writes the sitemap; in parts, with a list of them, if there are many pages.
    fn sitemap(&self, stories: &[&Made], at: &str) -> Result<(), Failure> {
        const BEGIN: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
        const XMLNS: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
        let at = xml(at);
        let mut addresses = Vec::new();
        for story in stories {
            let mut alternates = String::new();
            if story.texts.len() > 1 {
                for (lang, page) in story.pages() {
                    add(
                        &mut alternates,
                        &format!(
                            "<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" \
                             href=\"{at}{page}\"/>"
                        ),
                    );
                }
            }
            for (_, page) in story.pages() {
                addresses.push(format!(
                    "<url><loc>{at}{page}</loc><lastmod>{}</lastmod>{alternates}</url>\n",
                    story.day
                ));
            }
        }
        let part = |addresses: &[String]| {
            format!(
                "{BEGIN}<urlset {XMLNS} xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{}\
                 </urlset>\n",
                addresses.concat()
            )
        };
        if addresses.len() <= IN_SITEMAP {
            return self.write("sitemap.xml", part(&addresses).as_bytes());
        }
        let mut list = String::new();
        for (number, addresses) in (1..).zip(addresses.chunks(IN_SITEMAP)) {
            let name = format!("sitemap.{number}.xml");
            self.write(&name, part(addresses).as_bytes())?;
            add(
                &mut list,
                &format!("<sitemap><loc>{at}{name}</loc></sitemap>\n"),
            );
        }
        let list = format!("{BEGIN}<sitemapindex {XMLNS}>\n{list}</sitemapindex>\n");
        self.write("sitemap.xml", list.as_bytes())
    }
}

/// Returns a text for XML, which allows no control characters.
fn xml(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    escape::html(&text.chars().filter(allowed).collect::<String>())
}
