//! The rules for stories that are valid JSON of the right types: unresolved references, claims
//! without a source, accusations without an answer, mixed measures. One function for each rule.

use std::collections::{BTreeMap, BTreeSet};

use super::MAX_EVENTS;
use super::code::Code;
use super::date::Date;
use super::document::{
    Actor, Chart, Colour, Document, Event, FORMAT, Mark, Media, Observation, Qualifier, Speaker,
    Status,
};
use super::finding::Finding;
use super::json::read::MAX_LANGUAGES;
use super::json::tree::{Node, Refused};
use super::location::{PathSegment, at, path_text};
use super::problem::{MAX_PROBLEMS, Problem, Severity};
use super::suggest::distance;
use super::value::{FileKind, FileName, Id, Lang, LocalizedText};

/// Inspects the file of an image, with code that can read files. It gets the image, and the actor
/// whose image it is, if it is one.
pub type Inspect<'i> = &'i dyn Fn(&Media, Option<&Actor>) -> Vec<(Severity, Finding)>;

/// Checks a document. `tree` has the locations, `refused` the values that are not in the document.
pub(super) fn check(
    document: &Document,
    tree: &Node<'_>,
    refused: &Refused,
    inspect: Option<Inspect<'_>>,
    problems: &mut Vec<Problem>,
) {
    let damaged = problems.iter().any(|it| it.severity == Severity::Error);
    let left = Left {
        errors: MAX_PROBLEMS.saturating_sub(problems.len()),
        warnings: MAX_PROBLEMS,
    };
    let languages = document
        .languages
        .get(..MAX_LANGUAGES)
        .unwrap_or(&document.languages);
    let mut check = Check {
        document,
        tree,
        refused,
        inspect,
        problems,
        damaged,
        left,
        languages,
        known: known(document),
        used: BTreeSet::new(),
        card: None,
    };
    check.head();
    check.names();
    check.texts();
    for (index, actor) in document.actors.iter().enumerate() {
        check.actor(index, actor);
    }
    for (index, event) in document.events.iter().enumerate() {
        check.event(index, event);
    }
    for (index, chart) in document.charts.iter().enumerate() {
        check.chart(index, chart);
    }
    for (index, observation) in document.observations.iter().enumerate() {
        check.observation(index, observation);
    }
    check.one_amount();
    check.rest();
    check.unused();
}

/// The lengths above which texts are too long for a card, in characters: for Latin letters, and for
/// kanji and kana.
const LONG_BODY: (usize, usize) = (560, 200);
const LONG_TITLE: (usize, usize) = (90, 40);

/// The number by which the words of a language show how it writes numbers.
const NUMBER: &str = "1234567.8";
/// The largest width and height of an image, in pixels.
const MAX_PIXELS: u32 = 100_000;

/// The number of ids among which the nearest is searched; comparing more would take too long.
const ENOUGH_NAMES: usize = 1000;

/// The kinds of entries that an id can refer to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Actor,
    Event,
    Measure,
    Observation,
    Source,
    Tag,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Actor => "actor",
            Kind::Event => "event",
            Kind::Measure => "measure",
            Kind::Observation => "observation",
            Kind::Source => "source",
            Kind::Tag => "tag",
        }
    }
}

type Names<'d> = BTreeMap<(Kind, &'d Id), usize>;

/// Returns every id with its index in its list.
fn known(document: &Document) -> Names<'_> {
    fn list<'d>(names: &mut Names<'d>, kind: Kind, ids: impl Iterator<Item = &'d Id>) {
        names.extend(ids.enumerate().map(|(index, id)| ((kind, id), index)));
    }
    let mut names = Names::new();
    list(
        &mut names,
        Kind::Actor,
        document.actors.iter().map(|it| &it.id),
    );
    list(
        &mut names,
        Kind::Event,
        document.events.iter().map(|it| &it.id),
    );
    list(
        &mut names,
        Kind::Measure,
        document.measures.iter().map(|it| &it.id),
    );
    list(
        &mut names,
        Kind::Observation,
        document.observations.iter().map(|it| &it.id),
    );
    list(
        &mut names,
        Kind::Source,
        document.sources.iter().map(|it| &it.id),
    );
    list(&mut names, Kind::Tag, document.tags.iter().map(|it| &it.id));
    names
}

/// The numbers of problems that may still be reported. They are separate, so that warnings never
/// hide an error.
struct Left {
    errors: usize,
    warnings: usize,
}

/// One pass over a document. It takes time in proportion to the length of any document, even a
/// hostile one.
struct Check<'d, 't> {
    document: &'d Document,
    tree: &'t Node<'t>,
    refused: &'t Refused,
    inspect: Option<Inspect<'t>>,
    problems: &'t mut Vec<Problem>,
    damaged: bool,
    left: Left,
    languages: &'d [Lang],
    known: Names<'d>,
    used: BTreeSet<(Kind, &'d Id)>,
    /// The path of the medium that is the card.
    card: Option<String>,
}

impl<'d> Check<'d, '_> {
    fn report(&mut self, severity: Severity, path: &[PathSegment], finding: Finding) {
        let code = finding.code();
        // Refused values can leave unresolved references behind, which are no further mistake.
        let follows = matches!(
            code,
            Code::UnknownReference
                | Code::Unused
                | Code::ContradictoryAmount
                | Code::SeveralAmounts
        );
        let left = match severity {
            Severity::Error => &mut self.left.errors,
            Severity::Warning => &mut self.left.warnings,
        };
        if self.damaged && follows || *left == 0 {
            return;
        }
        let mut written = Vec::new();
        let node = self.tree.nearest(self.refused, path, &mut written);
        let missing = matches!(code, Code::MissingField | Code::MissingTranslation);
        if missing && self.refused.has_any_in(node) {
            return;
        }
        *left -= 1;
        let span = node.opening();
        let mut problem = Problem::new(severity, span, finding);
        problem.path = path_text(&written);
        self.problems.push(problem);
    }

    fn error(&mut self, path: &[PathSegment], finding: Finding) {
        self.report(Severity::Error, path, finding);
    }

    fn warn(&mut self, path: &[PathSegment], finding: Finding) {
        self.report(Severity::Warning, path, finding);
    }

    fn head(&mut self) {
        let as_of = self.document.as_of;
        if !as_of.end_exclusive().is_finite() {
            let date = as_of.to_string();
            self.error(&at!["as_of"], Finding::NoEnd { date });
        }
        let document = self.document;
        if document.format != FORMAT {
            let format = document.format.to_string();
            self.error(&at!["format"], Finding::UnknownFormat { format });
        }
        if document.languages.is_empty() {
            self.error(&at!["languages"], Finding::NoLanguages {});
        }
        if document.events.len() > MAX_EVENTS {
            let count = document.events.len().to_string();
            self.error(&at!["events"], Finding::TooManyEvents { count });
        }
        if document.languages.len() > MAX_LANGUAGES {
            let count = document.languages.len().to_string();
            self.error(&at!["languages"], Finding::TooManyLanguages { count });
        }
        for (index, lang) in self.languages.iter().enumerate() {
            if self
                .languages
                .iter()
                .take(index)
                .any(|earlier| earlier == lang)
            {
                let lang = lang.to_string();
                self.error(&at!["languages", index], Finding::LanguageTwice { lang });
            }
            if !document.provenance.is_empty() && document.provenance.get(*lang).is_none() {
                let lang = lang.to_string();
                self.warn(&at!["provenance"], Finding::NoProvenance { lang });
            }
        }
        for (lang, words) in document.words.iter() {
            let number = words.get("number").unwrap_or(NUMBER);
            let digits = number.chars().filter(char::is_ascii_digit);
            if digits.ne("12345678".chars()) {
                let word = number.to_owned();
                let path = at!["words", lang.as_str(), "number"];
                self.error(&path, Finding::BadNumber { word });
            }
        }
    }

    /// Ids are unique in their list; those that are permalinks are unique on the page.
    fn names(&mut self) {
        let document = self.document;
        let anchors = [
            (
                "chapters",
                document
                    .chapters
                    .iter()
                    .map(|it| &it.id)
                    .collect::<Vec<_>>(),
            ),
            ("events", document.events.iter().map(|it| &it.id).collect()),
            ("charts", document.charts.iter().map(|it| &it.id).collect()),
            ("tables", document.tables.iter().map(|it| &it.id).collect()),
            ("notes", document.notes.iter().map(|it| &it.id).collect()),
        ];
        let mut seen = BTreeMap::new();
        for (list, ids) in anchors {
            self.once(list, ids, &mut seen);
        }
        let names = [
            (
                "tags",
                document.tags.iter().map(|it| &it.id).collect::<Vec<_>>(),
            ),
            ("actors", document.actors.iter().map(|it| &it.id).collect()),
            (
                "measures",
                document.measures.iter().map(|it| &it.id).collect(),
            ),
            (
                "observations",
                document.observations.iter().map(|it| &it.id).collect(),
            ),
            (
                "sources",
                document.sources.iter().map(|it| &it.id).collect(),
            ),
        ];
        for (list, ids) in names {
            self.once(list, ids, &mut BTreeMap::new());
        }
    }

    fn once(
        &mut self,
        list: &'static str,
        ids: Vec<&'d Id>,
        seen: &mut BTreeMap<&'d Id, (&'static str, usize)>,
    ) {
        for (index, id) in ids.into_iter().enumerate() {
            if let Some((first, at)) = seen.get(id) {
                let (id, place) = (id.to_string(), format!("{first}[{at}]"));
                self.error(&at![list, index, "id"], Finding::IdTaken { id, place });
            } else {
                seen.insert(id, (list, index));
            }
        }
    }

    /// Every text has every language of the story.
    fn texts(&mut self) {
        let document = self.document;
        self.text(&at!["title"], &document.title);
        self.text(&at!["summary"], &document.summary);
        for (index, point) in document.key_points.iter().enumerate() {
            self.text(&at!["key_points", index, "text"], &point.text);
        }
        if document.key_points.len() > 7 {
            self.warn(&at!["key_points"], Finding::TooManyKeyPoints {});
        }
        if let Some(point) = &document.since_then {
            self.text(&at!["since_then", "text"], &point.text);
        }
        for (index, chapter) in document.chapters.iter().enumerate() {
            self.text(&at!["chapters", index, "title"], &chapter.title);
        }
        for (index, pair) in document.chapters.windows(2).enumerate() {
            let [earlier, later] = pair else { continue };
            if later.from.first_day() < earlier.from.first_day() {
                let finding = Finding::ChapterOrder {
                    chapter: later.id.to_string(),
                    earlier: earlier.id.to_string(),
                };
                self.error(&at!["chapters", index + 1, "from"], finding);
            }
        }
        for (index, tag) in document.tags.iter().enumerate() {
            self.text(&at!["tags", index, "label"], &tag.label);
        }
        for (index, measure) in document.measures.iter().enumerate() {
            self.text(&at!["measures", index, "name"], &measure.name);
            self.optional(&at!["measures", index, "note"], measure.note.as_ref());
        }
        for (index, chart) in document.charts.iter().enumerate() {
            self.text(&at!["charts", index, "title"], &chart.title);
            self.optional(&at!["charts", index, "note"], chart.note.as_ref());
        }
        for (index, correction) in document.corrections.iter().enumerate() {
            self.text(&at!["corrections", index, "text"], &correction.text);
        }
        if let Some(credit) = &document.credit {
            self.text(&at!["credit", "name"], &credit.name);
        }
    }

    fn optional(&mut self, path: &[PathSegment], text: Option<&LocalizedText>) {
        if let Some(text) = text {
            self.text(path, text);
        }
    }

    fn text(&mut self, path: &[PathSegment], text: &LocalizedText) {
        for lang in self.languages {
            if text.exact(*lang).is_none() {
                let lang = lang.to_string();
                self.error(path, Finding::NoWording { lang });
            }
        }
    }

    fn short(&mut self, path: &[PathSegment], text: &LocalizedText, (latin, cjk): (usize, usize)) {
        for (lang, wording) in text.iter() {
            let limit = if lang.is_cjk() { cjk } else { latin };
            let length = wording.chars().count();
            if length > limit {
                let mut path = path.to_vec();
                path.push(PathSegment::from(lang.as_str()));
                let (count, limit) = (length.to_string(), limit.to_string());
                self.warn(&path, Finding::CardTooLong { count, limit });
            }
        }
    }

    fn actor(&mut self, index: usize, actor: &Actor) {
        self.text(&at!["actors", index, "name"], &actor.name);
        self.optional(&at!["actors", index, "about"], actor.about.as_ref());
        if let Some(image) = &actor.image {
            self.face(&at!["actors", index, "image"], actor, image);
        }
        if (actor.mark, actor.colour) == (Mark::Ring, Colour::Ink) || self.left.warnings == 0 {
            return;
        }
        let looks = |other: &&Actor| other.mark == actor.mark && other.colour == actor.colour;
        let mut before = self.document.actors.iter().take(index);
        if let Some(twin) = before.find(looks) {
            let (actor, other) = (actor.id.to_string(), twin.id.to_string());
            self.warn(&at!["actors", index], Finding::LookAlike { actor, other });
        }
    }

    fn event(&mut self, index: usize, event: &'d Event) {
        let at = |field: &str| at!["events", index, field];
        self.text(&at("title"), &event.title);
        self.short(&at("title"), &event.title, LONG_TITLE);
        if let Some(body) = &event.body {
            self.text(&at("body"), body);
            self.short(&at("body"), body, LONG_BODY);
        }
        for (position, id) in event.actors.iter().enumerate() {
            self.refers(&at!["events", index, "actors", position], Kind::Actor, id);
        }
        for (position, id) in event.tags.iter().enumerate() {
            self.refers(&at!["events", index, "tags", position], Kind::Tag, id);
        }
        self.cited(&at!["events", index], &event.sources);
        self.spoken(index, event);
        if self.is_late(&event.date) {
            let date = event.date.to_string();
            self.warn(&at("date"), Finding::EventTooLate { date });
        }
        for (position, link) in event.links.iter().enumerate() {
            self.text(
                &at!["events", index, "links", position, "label"],
                &link.label,
            );
            self.https(
                &at!["events", index, "links", position, "address"],
                link.address.is_https(),
            );
        }
        for (position, media) in event.media.iter().enumerate() {
            self.medium(&at!["events", index, "media", position], media);
        }
    }

    /// The image of an actor is shown as a mark beside the name: it needs no description, and there
    /// is no place for a caption or a link.
    fn face(&mut self, path: &[PathSegment], actor: &Actor, image: &Media) {
        let at = |field: &str| [path, &at![field]].concat();
        let present = [
            ("address", image.address.is_some()),
            ("kind", image.kind.is_some()),
            ("length", image.length.is_some()),
            ("caption", image.caption.is_some()),
            ("card", image.card.get()),
        ];
        for (field, _) in present.into_iter().filter(|(_, present)| *present) {
            let field = field.to_owned();
            self.error(&at(&field), Finding::NotOfMark { field });
        }
        let Some(file) = &image.file else {
            return self.error(path, Finding::NoMarkFile {});
        };
        self.image(path, image, file, Some(actor));
        if let Some(alt) = &image.alt {
            let mut twice = alt.iter().filter_map(|(lang, alt)| {
                let name = actor.name.plain(lang);
                // Lower case of all scripts would be 5 kB of tables in the checker.
                let said = alt
                    .to_ascii_lowercase()
                    .contains(&name.to_ascii_lowercase());
                said.then_some(name)
            });
            if let Some(name) = twice.next() {
                self.warn(&at("alt"), Finding::NameInAlt { name });
            }
        }
        if let Some(ready) = &image.ready
            && ready.modern.files().any(|(_, width)| width.is_some())
        {
            self.error(&at("ready"), Finding::BadReady {});
        }
    }

    /// A medium is a link or an image; an image has a description and a credit.
    fn medium(&mut self, path: &[PathSegment], media: &Media) {
        let at = |field: &str| [path, &at![field]].concat();
        self.optional(&at("caption"), media.caption.as_ref());
        if let Some(address) = &media.address {
            self.https(&at("address"), address.is_https());
        } else {
            let present = [
                ("kind", media.kind.is_some()),
                ("length", media.length.is_some()),
            ];
            self.describes_nothing(path, "address", &present);
        }
        let Some(file) = &media.file else {
            if media.address.is_none() {
                self.error(path, Finding::NoMedium {});
            }
            let present = [
                ("alt", media.alt.is_some()),
                ("decorative", media.decorative.get()),
                ("focus", media.focus.get().is_some()),
                ("card", media.card.get()),
                ("ready", media.ready.is_some()),
            ];
            self.describes_nothing(path, "file", &present);
            self.optional(&at("alt"), media.alt.as_ref());
            self.optional(&at("credit"), media.credit.as_ref());
            return;
        };
        self.image(path, media, file, None);
        if media.alt.is_none() && !media.decorative.get() {
            self.error(path, Finding::NoAlt {});
        }
        if media.card.get() {
            self.card(path, media);
        }
    }

    /// An image has a file of a known kind and a credit. `actor` is the one whose image it is.
    fn image(
        &mut self,
        path: &[PathSegment],
        media: &Media,
        file: &FileName,
        actor: Option<&Actor>,
    ) {
        let at = |field: &str| [path, &at![field]].concat();
        self.optional(&at("alt"), media.alt.as_ref());
        self.optional(&at("credit"), media.credit.as_ref());
        if file.kind().is_none() {
            let file = file.to_string();
            self.error(&at("file"), Finding::OtherEnding { file });
        }
        if media.alt.is_some() && media.decorative.get() {
            self.warn(&at("alt"), Finding::AltOfDecorative {});
        }
        if media.credit.is_none() {
            self.warn(path, Finding::NoCredit {});
        }
        if let Some(ready) = &media.ready {
            let size = [ready.width, ready.height];
            if !size.iter().all(|length| (1..=MAX_PIXELS).contains(length)) {
                self.error(&at("ready"), Finding::BadSize {});
            }
        }
        if let Some(inspect) = self.inspect {
            for (severity, finding) in inspect(media, actor) {
                self.report(severity, &at("file"), finding);
            }
        }
    }

    /// One image of a story is its card.
    fn card(&mut self, path: &[PathSegment], media: &Media) {
        let at = [path, &at!["card"]].concat();
        match &self.card {
            Some(first) => {
                let first = first.clone();
                self.error(&at, Finding::SecondCard { first });
            }
            None => self.card = Some(path_text(path)),
        }
        if media.file.as_ref().and_then(FileName::kind) == Some(FileKind::Avif) {
            self.error(&at, Finding::CardOfAvif {});
        } else if let Some(ready) = &media.ready
            && ready.card.get().is_none()
        {
            self.warn(&at, Finding::CardNotReady {});
        }
    }

    /// Fields of a medium that say nothing without another.
    fn describes_nothing(
        &mut self,
        path: &[PathSegment],
        other: &str,
        fields: &[(&'static str, bool)],
    ) {
        for (field, _) in fields.iter().filter(|(_, present)| *present) {
            let finding = Finding::DescribesNothing {
                field: (*field).to_owned(),
                other: other.to_owned(),
            };
            self.warn(&[path, &at![*field]].concat(), finding);
        }
    }

    /// An allegation or opinion has a speaker; an allegation has a response.
    fn spoken(&mut self, index: usize, event: &'d Event) {
        if let Some(speaker) = &event.speaker {
            self.speaker(&at!["events", index, "speaker"], speaker);
        } else if matches!(event.status, Status::Alleged | Status::Opinion) {
            self.error(&at!["events", index, "status"], Finding::NoSpeaker {});
        }
        let Some(response) = &event.response else {
            if event.status == Status::Alleged {
                self.error(&at!["events", index, "status"], Finding::NoResponse {});
            }
            return;
        };
        let path = at!["events", index, "response"];
        self.text(&[&path[..], &at!["by"]].concat(), &response.by);
        self.optional(&[&path[..], &at!["text"]].concat(), response.text.as_ref());
        if response.text.is_some() {
            self.cited(&path, &response.sources);
        }
        if response.text.is_some() == response.none_found.is_some() {
            self.error(&path, Finding::HalfResponse {});
        }
    }

    fn speaker(&mut self, path: &[PathSegment], speaker: &'d Speaker) {
        if let Some(actor) = &speaker.actor {
            self.refers(&[path, &at!["actor"]].concat(), Kind::Actor, actor);
        }
        self.text(&[path, &at!["name"]].concat(), &speaker.name);
    }

    /// The reference resolves, and its target counts as used.
    fn refers(&mut self, path: &[PathSegment], kind: Kind, id: &'d Id) {
        self.resolves(path, kind, id);
        self.used.insert((kind, id));
    }

    /// The reference resolves.
    fn resolves(&mut self, path: &[PathSegment], kind: Kind, id: &'d Id) {
        if !self.known.contains_key(&(kind, id)) && self.left.errors > 0 {
            let near = self.nearest(kind, id);
            let (kind, id) = (kind.name().to_owned(), id.to_string());
            let finding = match near {
                Some(near) => Finding::NoReferenceNear { kind, id, near },
                None => Finding::NoReference { kind, id },
            };
            self.error(path, finding);
        }
    }

    /// Returns the known id that is near.
    fn nearest(&self, kind: Kind, id: &Id) -> Option<String> {
        let known = self
            .known
            .keys()
            .filter(|(of, _)| *of == kind)
            .map(|(_, other)| *other);
        nearest(id, known.take(ENOUGH_NAMES))
    }

    /// There is at least one source, and all sources resolve.
    fn cited(&mut self, owner: &[PathSegment], sources: &'d [Id]) {
        if sources.is_empty() {
            self.error(owner, Finding::NoSource {});
        }
        self.cites(owner, sources);
    }

    /// All sources resolve, if there are any.
    fn cites(&mut self, owner: &[PathSegment], sources: &'d [Id]) {
        let mut here = BTreeSet::new();
        for (position, id) in sources.iter().enumerate() {
            let path = [owner, &at!["sources", position]].concat();
            self.refers(&path, Kind::Source, id);
            if !here.insert(id) {
                let id = id.to_string();
                self.warn(&path, Finding::CitedTwice { id });
            }
        }
    }

    fn is_late(&self, date: &Date) -> bool {
        let first = date.first_day();
        first.is_finite() && first >= self.document.as_of.end_exclusive()
    }

    fn https(&mut self, path: &[PathSegment], encrypted: bool) {
        if !encrypted {
            self.warn(path, Finding::NotEncrypted {});
        }
    }

    fn chart(&mut self, index: usize, chart: &'d Chart) {
        if chart.measures.is_empty() {
            self.error(&at!["charts", index, "measures"], Finding::NoMeasure {});
        }
        let mut currency = None;
        for (position, id) in chart.measures.iter().enumerate() {
            let path = at!["charts", index, "measures", position];
            self.refers(&path, Kind::Measure, id);
            let at = self.known.get(&(Kind::Measure, id));
            let Some(measure) = at.and_then(|at| self.document.measures.get(*at)) else {
                continue;
            };
            if *currency.get_or_insert(measure.currency) != measure.currency {
                let measure = id.to_string();
                self.error(&path, Finding::OtherCurrency { measure });
            }
        }
    }

    fn observation(&mut self, index: usize, observation: &'d Observation) {
        let at = |field: &str| at!["observations", index, field];
        self.refers(&at("actor"), Kind::Actor, &observation.actor);
        self.refers(&at("measure"), Kind::Measure, &observation.measure);
        self.optional(&at("note"), observation.note.as_ref());
        let (low, high) = observation.range();
        if low < 0 {
            self.error(&at("low"), Finding::BelowZero {});
        }
        if high < low {
            self.error(&at("high"), Finding::RangeReversed {});
        }
        if high > low && observation.qualifier == Qualifier::Exact {
            self.error(&at("qualifier"), Finding::RangeExact {});
        }
        if let Some(part) = &observation.part {
            self.text(&at!["observations", index, "part", "name"], &part.name);
            if part.amount < 0 || part.amount > low {
                self.error(&at("part"), Finding::BadPart {});
            }
        }
        if observation.sum_of.is_empty() {
            self.cited(&at!["observations", index], &observation.sources);
        } else {
            self.cites(&at!["observations", index], &observation.sources);
            self.sum(index, observation);
        }
        if self.is_late(&observation.date) {
            let date = observation.date.to_string();
            self.warn(&at("date"), Finding::AmountTooLate { date });
        }
    }

    /// An actor has one amount of a measure on a day. A sum may stand beside its last term.
    fn one_amount(&mut self) {
        let mut seen = BTreeMap::new();
        let observations = self.document.observations.iter().enumerate();
        for (index, observation) in observations.filter(|(_, it)| it.sum_of.is_empty()) {
            let Observation {
                actor,
                measure,
                date,
                ..
            } = observation;
            let first = *seen.entry((actor, measure, *date)).or_insert(index);
            if first < index {
                let finding = Finding::SeveralAmounts {
                    actor: actor.to_string(),
                    measure: measure.to_string(),
                    date: date.to_string(),
                    first: format!("observations[{first}]"),
                };
                self.error(&at!["observations", index, "date"], finding);
            }
        }
    }

    /// A sum is the sum of its terms, which have the same actor.
    fn sum(&mut self, index: usize, observation: &'d Observation) {
        let mut total: i64 = 0;
        for (position, id) in observation.sum_of.iter().enumerate() {
            let path = at!["observations", index, "sum_of", position];
            self.resolves(&path, Kind::Observation, id);
            let at = self.known.get(&(Kind::Observation, id));
            let Some(term) = at.and_then(|at| self.document.observations.get(*at)) else {
                return;
            };
            if term.actor != observation.actor {
                let finding = Finding::OtherActor {
                    id: id.to_string(),
                    actor: observation.actor.to_string(),
                    other: term.actor.to_string(),
                };
                self.error(&path, finding);
            }
            total = total.saturating_add(term.low);
        }
        if total != observation.low {
            let (total, low) = (total.to_string(), observation.low.to_string());
            let path = at!["observations", index, "low"];
            self.error(&path, Finding::WrongSum { total, low });
        }
    }

    fn rest(&mut self) {
        let document = self.document;
        for (index, point) in document.key_points.iter().enumerate() {
            self.cited(&at!["key_points", index], &point.sources);
        }
        if let Some(point) = &document.since_then {
            self.cited(&at!["since_then"], &point.sources);
        }
        for (index, table) in document.tables.iter().enumerate() {
            self.text(&at!["tables", index, "title"], &table.title);
            self.optional(&at!["tables", index, "note"], table.note.as_ref());
            for (position, head) in table.columns.iter().enumerate() {
                self.text(&at!["tables", index, "columns", position], head);
            }
            for (position, row) in table.rows.iter().enumerate() {
                let path = at!["tables", index, "rows", position];
                if row.cells.len() != table.columns.len() {
                    let finding = Finding::CellCount {
                        cells: row.cells.len().to_string(),
                        columns: table.columns.len().to_string(),
                    };
                    self.error(&path, finding);
                }
                for (cell, text) in row.cells.iter().enumerate() {
                    self.text(&at!["tables", index, "rows", position, "cells", cell], text);
                }
                self.cited(&path, &row.sources);
            }
        }
        for (index, note) in document.notes.iter().enumerate() {
            self.text(&at!["notes", index, "title"], &note.title);
            self.text(&at!["notes", index, "text"], &note.text);
            if let Some(speaker) = &note.speaker {
                self.speaker(&at!["notes", index, "speaker"], speaker);
            }
            self.cites(&at!["notes", index], &note.sources);
        }
        for (index, correction) in document.corrections.iter().enumerate() {
            if let Some(id) = &correction.event {
                self.refers(&at!["corrections", index, "event"], Kind::Event, id);
            }
        }
        for (index, source) in document.sources.iter().enumerate() {
            if let Some(address) = &source.address {
                self.https(&at!["sources", index, "address"], address.is_https());
            }
        }
    }

    /// Entries that nothing refers to.
    fn unused(&mut self) {
        let document = self.document;
        let lists = [
            (
                "tags",
                Kind::Tag,
                document.tags.iter().map(|it| &it.id).collect::<Vec<_>>(),
            ),
            (
                "actors",
                Kind::Actor,
                document.actors.iter().map(|it| &it.id).collect(),
            ),
            (
                "measures",
                Kind::Measure,
                document.measures.iter().map(|it| &it.id).collect(),
            ),
            (
                "sources",
                Kind::Source,
                document.sources.iter().map(|it| &it.id).collect(),
            ),
        ];
        for (list, kind, ids) in lists {
            for (index, id) in ids.into_iter().enumerate() {
                if self.used.contains(&(kind, id)) {
                    continue;
                }
                let id = id.to_string();
                let finding = match kind {
                    Kind::Measure => Finding::UnusedMeasure { id },
                    Kind::Source => Finding::UnusedSource { id },
                    _ => Finding::UnusedEntry { id },
                };
                self.warn(&at![list, index, "id"], finding);
            }
        }
    }
}

/// Returns the known id that is near.
fn nearest<'i>(id: &Id, known: impl Iterator<Item = &'i Id>) -> Option<String> {
    let near = known
        .map(|other| (distance(id.as_str(), other.as_str()), other))
        .min();
    near.filter(|(steps, _)| *steps <= 2)
        .map(|(_, other)| other.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered() {
        let ids: Vec<Id> = ["openai", "mozilla"]
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect();
        let near = |text: &str| {
            text.parse()
                .map(|id| nearest(&id, ids.iter()))
                .unwrap_or_default()
        };
        assert_eq!(near("opnai").as_deref(), Some("openai"));
        assert_eq!(near("anthropic"), None);
    }
}
