//! Stories: types, parser, checks and the packed form. A [`Story`] is checked and immutable: all
//! its references resolve, every claim has a source and every accusation an answer. Independent of
//! the browser.

mod check;
mod code;
mod codec;
mod date;
mod day;
mod document;
#[cfg(any(feature = "cli", feature = "desk"))]
pub mod edit;
mod finding;
mod json;
mod location;
mod packed;
mod problem;
mod simplify;
mod suggest;
mod unpacked;
mod value;

use std::rc::Rc;

use crate::sort::{self, stable_sort_by};

pub use check::Inspect;
pub use code::Code;
pub use date::{Bound, Date, Moment, Precision};
pub use day::{Day, civil, day_number};
pub use document::*;
pub use finding::Finding;
pub use json::tree::MAX_DEPTH;
pub use location::{PathSegment, Span};
pub use problem::{Problem, Severity};
pub use unpacked::Unpacked;
pub use value::{
    Address, ByLang, Currency, FileKind, FileName, FileSet, Focus, Id, Lang, LocalizedText,
    PlainText, Words, is_hidden,
};

/// The maximum length of a story's file, in bytes.
pub const MAX_BYTES: usize = 16_000_000;

/// The maximum number of events of a story.
pub const MAX_EVENTS: usize = 100_000;

/// A story that passed every check. Its events are in order of time.
#[derive(Debug, PartialEq, Eq)]
pub struct Story {
    document: Document,
    /// Indices of the sources in order of their ids.
    sources: Vec<usize>,
    /// Indices of the events in order of their ids.
    events: Vec<usize>,
    /// Languages whose texts have not come yet.
    awaited: Vec<Lang>,
    /// One value for all editions of a story, with and without the texts of some languages.
    edition: Rc<()>,
}

/// The result of [`Story::read`].
#[derive(Debug)]
pub struct ReadResult {
    /// The story, unless a problem is an error.
    pub story: Option<Story>,
    /// All problems, in the order of the text.
    pub problems: Vec<Problem>,
}

impl Story {
    /// Parses and checks a story. Never panics on any bytes.
    ///
    /// ```
    /// use explainer::story::{Lang, Story};
    ///
    /// let json = r#"{
    ///     "format": 1, "id": "first", "languages": ["en"], "as_of": "2026-01-31",
    ///     "title": { "en": "A beginning" }, "summary": { "en": "Two sentences." },
    ///     "sources": [{
    ///         "id": "minutes", "publisher": "Museum", "title": "Minutes",
    ///         "lang": "en", "tier": "primary"
    ///     }],
    ///     "events": [{
    ///         "id": "founding", "date": "2015-12-11", "title": { "en": "The founding" },
    ///         "status": "established", "sources": ["minutes"]
    ///     }]
    /// }"#;
    /// let reading = Story::read(json.as_bytes());
    /// assert!(reading.problems.is_empty());
    /// let story = reading.story.unwrap();
    /// assert_eq!(story.document().events[0].title.plain(Lang::english()), "The founding");
    /// ```
    ///
    /// A problem says where it is and how to correct it:
    ///
    /// ```
    /// let reading = explainer::story::Story::read(b"{}");
    /// assert!(reading.story.is_none());
    /// assert_eq!(reading.problems[0].to_string(),
    ///     "line 1, column 1: `format` is missing (missing-field); add \"format\": …");
    /// ```
    pub fn read(bytes: &[u8]) -> ReadResult {
        Self::read_and_inspect(bytes, None)
    }

    /// Parses and checks a story, and has `inspect` look at the files of its images.
    pub fn read_and_inspect(bytes: &[u8], inspect: Option<Inspect<'_>>) -> ReadResult {
        let mut problems = Vec::new();
        let document = Self::checked(bytes, inspect, &mut problems);
        let location = |problem: &Problem| (problem.span.start, problem.severity);
        problems = stable_sort_by(problems, |a, b| location(a).cmp(&location(b)));
        problems.dedup();
        problem::locate(&mut problems, bytes);
        let refused = problems
            .iter()
            .any(|problem| problem.severity == Severity::Error);
        let story = document.filter(|_| !refused).map(Self::index);
        ReadResult { story, problems }
    }

    fn checked(
        bytes: &[u8],
        inspect: Option<Inspect<'_>>,
        problems: &mut Vec<Problem>,
    ) -> Option<Document> {
        if bytes.len() > MAX_BYTES {
            let bytes = bytes.len().to_string();
            problems.push(Problem::error(0..1, Finding::StoryTooLong { bytes }));
            return None;
        }
        let tree = json::tree::parse(bytes)
            .map_err(|(span, finding)| problems.push(Problem::error(span, finding)))
            .ok()?;
        let (document, refused) = json::read::root::<Document>(&tree, problems)?;
        check::check(&document, &tree, &refused, inspect, problems);
        Some(document)
    }

    fn index(mut document: Document) -> Self {
        document.events = stable_sort_by(document.events, |a, b| a.date.cmp(&b.date));
        let by_id = |ids: Vec<&Id>| sort::order(ids.len(), &|a, b| ids.get(a).cmp(&ids.get(b)));
        let sources = by_id(document.sources.iter().map(|source| &source.id).collect());
        let events = by_id(document.events.iter().map(|event| &event.id).collect());
        Story {
            document,
            sources,
            events,
            awaited: Vec::new(),
            edition: Rc::default(),
        }
    }

    /// Returns the story with its headings replaced by the result of `reword`; `None` keeps a
    /// heading. For break marks, which do not change the meaning.
    #[must_use]
    pub fn with_headings(mut self, reword: &dyn Fn(Lang, &str) -> Option<String>) -> Self {
        let document = &mut self.document;
        let headings = std::iter::once(&mut document.title)
            .chain(document.chapters.iter_mut().map(|it| &mut it.title))
            .chain(document.events.iter_mut().map(|it| &mut it.title))
            .chain(document.charts.iter_mut().map(|it| &mut it.title))
            .chain(document.tables.iter_mut().map(|it| &mut it.title))
            .chain(document.notes.iter_mut().map(|it| &mut it.title));
        for heading in headings {
            heading.reword(reword);
        }
        self
    }

    /// Returns the story with more words of the interface for each of its languages. Words that it
    /// has stay as they are.
    #[must_use]
    pub fn with_words(mut self, known: &dyn Fn(Lang) -> Vec<(Rc<str>, PlainText)>) -> Self {
        let Document {
            languages, words, ..
        } = &mut self.document;
        for lang in languages {
            let mut more = known(*lang);
            let own = words.0.iter_mut().find(|(own, _)| own == lang);
            match own {
                Some((_, own)) => {
                    for (name, word) in more {
                        if own.get(&name).is_none() {
                            own.0.push((name, word));
                        }
                    }
                }
                None if more.is_empty() => {}
                None => words.0.push((*lang, more.drain(..).collect())),
            }
        }
        self
    }

    /// Returns the story with the prepared files of each image that `ready` returns; `None` keeps
    /// what the image has. `ready` gets the image, and the actor whose image it is, if it is one.
    #[must_use]
    pub fn with_images(
        mut self,
        ready: &mut dyn FnMut(&Media, Option<&Actor>) -> Option<Ready>,
    ) -> Self {
        let events = self.document.events.iter_mut();
        for media in events.flat_map(|event| event.media.iter_mut()) {
            if let Some(ready) = ready(media, None) {
                media.ready = Some(ready);
            }
        }
        for actor in &mut self.document.actors {
            let image = actor.image.as_ref();
            let made = image.and_then(|image| ready(image, Some(actor)));
            if let (Some(image), Some(made)) = (&mut actor.image, made) {
                image.ready = Some(made);
            }
        }
        self
    }

    /// Returns the media of all events, and the images of actors.
    pub fn media(&self) -> impl Iterator<Item = &Media> {
        let events = self.document.events.iter();
        let actors = self.document.actors.iter();
        events
            .flat_map(|event| &event.media)
            .chain(actors.filter_map(|actor| actor.image.as_ref()))
    }

    /// Returns the image with which links to the story are shown, and its prepared file; `None` if
    /// the author has named none, or it is not prepared.
    pub fn card(&self) -> Option<(&Media, FileName)> {
        let mut media = self.document.events.iter().flat_map(|event| &event.media);
        let card = media.find(|media| media.card.get())?;
        Some((card, card.ready.as_ref()?.card.get()?))
    }

    /// Returns the packed story, for [`Story::unpack`]. Values of the type [`Unpacked`] are not in
    /// it.
    pub fn pack(&self) -> Vec<u8> {
        self.pack_apart(&|_| None).0
    }

    /// Returns the packed story without the texts of each language for which `file` returns the
    /// name of a file, and the content of these files.
    ///
    /// ```
    /// use explainer::story::Story;
    ///
    /// let json = r#"{"format":1,"id":"s","languages":["ja","en"],"as_of":"2026-01-31",
    ///     "title":{"ja":"題","en":"T"},"summary":{"ja":"文","en":"S"},"events":[]}"#;
    /// let story = Story::read(json.as_bytes()).story.unwrap();
    /// let (packed, texts) = story.pack_apart(&|lang| Some(format!("s.{lang}.texts.txt")));
    /// let (english, japanese) = ("en".parse().unwrap(), "ja".parse().unwrap());
    ///
    /// let beginning = Story::unpack(&packed, &texts[..1]).unwrap();
    /// assert_eq!(beginning.document().title.plain(japanese), "題");
    /// assert!(beginning.awaits(english));
    ///
    /// let whole = Story::unpack(&packed, &texts).unwrap();
    /// assert_eq!(whole.document().title.plain(english), "T");
    /// ```
    pub fn pack_apart(
        &self,
        file: &dyn Fn(Lang) -> Option<String>,
    ) -> (Vec<u8>, Vec<(Lang, Vec<u8>)>) {
        packed::Packing::pack(&self.document, &self.document.languages, file)
    }

    /// Returns the story of [`Story::pack`]'s bytes, with the texts that came in files; `None` if
    /// they are damaged or of another version. It is not checked again, so the bytes must come from
    /// the same place as the program.
    pub fn unpack(bytes: &[u8], texts: &[(Lang, Vec<u8>)]) -> Option<Self> {
        let (document, awaited) = packed::Packed::whole(bytes, texts)?;
        let mut story = Self::index(document);
        story.awaited = awaited;
        Some(story)
    }

    /// Returns this story as an edition of another one, which differs only in texts of languages
    /// that it awaited.
    #[must_use]
    pub fn completing(mut self, other: &Story) -> Self {
        self.edition = Rc::clone(&other.edition);
        self
    }

    /// Returns true if both differ at most in texts that one of them awaits.
    pub fn is_edition_of(&self, other: &Story) -> bool {
        Rc::ptr_eq(&self.edition, &other.edition)
    }

    /// Returns true if the texts of all languages have come.
    pub fn is_whole(&self) -> bool {
        self.awaited.is_empty()
    }

    /// Returns true if the texts of this language have not come yet.
    pub fn awaits(&self, lang: Lang) -> bool {
        self.awaited.contains(&lang)
    }

    /// Returns the content of the file, with the events in order of time.
    ///
    /// ```
    /// use explainer::story::{Document, FORMAT, Story};
    ///
    /// let json = r#"{"format":1,"id":"s","languages":["en"],"title":{"en":"T"},
    ///     "summary":{"en":"S"},"as_of":"2026-01-31","events":[]}"#;
    /// let story = Story::read(json.as_bytes()).story.unwrap();
    /// let document: &Document = story.document();
    /// assert_eq!((document.format, document.id.as_str()), (FORMAT, "s"));
    /// // serde writes the same document again, without the fields that are empty.
    /// let written = serde_json::to_string(document).unwrap();
    /// assert_eq!(Story::read(written.as_bytes()).story.as_ref(), Some(&story));
    /// ```
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Returns the indices of the key events, in order of time: those that are marked `key`, or
    /// else the first event of each chapter; without chapters, every event.
    pub fn key_events(&self) -> Vec<usize> {
        let Document {
            events, chapters, ..
        } = &self.document;
        let all = 0..events.len();
        let marked: Vec<usize> = all
            .clone()
            .filter(|index| events.get(*index).is_some_and(|event| event.key))
            .collect();
        if !marked.is_empty() {
            return marked;
        }
        let begins = |index: &usize| {
            let before = index.checked_sub(1);
            let chapter = self.chapter_of(*index);
            before.is_none_or(|before| self.chapter_of(before) != chapter)
        };
        all.filter(|index| chapters.is_empty() || begins(index))
            .collect()
    }

    /// Returns the index in [`Document::chapters`] of the chapter in which an event falls: the last
    /// that had begun on its day. `None` if none had.
    pub fn chapter_of(&self, event: usize) -> Option<usize> {
        let Document {
            events, chapters, ..
        } = &self.document;
        let day = events.get(event)?.date.anchor();
        chapters
            .iter()
            .rposition(|chapter| chapter.from.anchor() <= day)
    }

    /// Returns the index of an event in [`Document::events`], if there is one with this id.
    pub fn event_index(&self, id: &str) -> Option<usize> {
        let events = &self.document.events;
        let compare = |index: &usize| {
            events
                .get(*index)
                .map(|event| event.id.as_str())
                .cmp(&Some(id))
        };
        self.events
            .binary_search_by(compare)
            .ok()
            .and_then(|found| self.events.get(found).copied())
    }

    /// Returns the number of a source for readers, counted from 1, and the source.
    pub fn source(&self, id: &Id) -> Option<(usize, &Source)> {
        let sources = &self.document.sources;
        let compare = |index: &usize| sources.get(*index).map(|source| &source.id).cmp(&Some(id));
        let index = *self
            .sources
            .get(self.sources.binary_search_by(compare).ok()?)?;
        sources.get(index).map(|source| (index + 1, source))
    }

    /// Returns the actor with this id.
    pub fn actor(&self, id: &Id) -> Option<&Actor> {
        self.document.actors.iter().find(|actor| actor.id == *id)
    }

    /// Returns the measure with this id.
    pub fn measure(&self, id: &Id) -> Option<&Measure> {
        self.document
            .measures
            .iter()
            .find(|measure| measure.id == *id)
    }

    /// Returns true if the story has this language.
    pub fn has_language(&self, lang: Lang) -> bool {
        self.document.languages.contains(&lang)
    }

    /// Returns the story's first language.
    pub fn first_language(&self) -> Lang {
        self.document
            .languages
            .first()
            .copied()
            .unwrap_or_else(Lang::english)
    }

    /// Returns the story's language for the language tag `wanted`, such as `ja-JP`: an exact match,
    /// else one with the same primary language.
    pub fn language_for(&self, wanted: &str) -> Option<Lang> {
        let primary = wanted.split('-').next().unwrap_or_default();
        let languages = &self.document.languages;
        let exact = languages
            .iter()
            .find(|lang| lang.as_str().eq_ignore_ascii_case(wanted));
        exact
            .or_else(|| {
                languages
                    .iter()
                    .find(|lang| lang.primary().eq_ignore_ascii_case(primary))
            })
            .copied()
    }

    /// Returns the latest amount of an actor in a measure that was known by `day`.
    pub fn known(&self, actor: &Id, measure: &Id, day: Day) -> Option<&Observation> {
        let observations = self.document.observations.iter();
        observations
            .filter(|seen| {
                seen.actor == *actor && seen.measure == *measure && seen.date.is_over_by(day)
            })
            .max_by(|a, b| a.date.end_exclusive().cmp(&b.date.end_exclusive()))
    }
}
