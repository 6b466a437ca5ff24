//! A story in the making. Importers say what they found; the builder gives ids, keeps what has a place, and
//! writes down what has none. What it builds passes every check.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::rc::Rc;

use unicode_normalization::UnicodeNormalization;

use crate::story::{
    Actor, ActorKind, Address, Bound, ByLang, Chapter, Chart, Colour, Currency, Date, Document,
    Event, FORMAT, Fill, Id, Lang, LocalizedText, Mark, Measure, Moment, Observation, PlainText,
    Source, Tag, Tier, is_hidden,
};

use super::html::shortened;

/// Something the author should know about an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The kind of the note.
    pub kind: NoteKind,
    /// Where in the imported file.
    pub place: String,
    /// The message.
    pub message: String,
}

/// The kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Left out, because a story has no place for it.
    Lost,
    /// Kept, but otherwise than it was written.
    Changed,
    /// For the author to do.
    ToDo,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            NoteKind::Lost => "left out",
            NoteKind::Changed => "changed",
            NoteKind::ToDo => "to do",
        };
        write!(f, "{kind}: ")?;
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)
    }
}

/// The most bytes that a text may have.
const MAX_TEXT: usize = 20_000;

/// The ids of one kind that are taken, and what they name.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
    labels: BTreeMap<String, Id>,
}

/// Permalinks share one space of names; the other kinds have their own.
pub(super) struct StoryBuilder {
    lang: Lang,
    title: Option<LocalizedText>,
    summary: Option<LocalizedText>,
    chapters: Vec<Chapter>,
    tags: Vec<Tag>,
    actors: Vec<Actor>,
    events: Vec<Event>,
    measures: Vec<Measure>,
    observations: Vec<Observation>,
    sources: Vec<Source>,
    permalinks: Names,
    tag_names: Names,
    actor_names: Names,
    measure_names: Names,
    observation_names: Names,
    source_names: Names,
    notes: Vec<Note>,
}

impl StoryBuilder {
    pub(super) fn new(lang: Lang) -> Self {
        StoryBuilder {
            lang,
            title: None,
            summary: None,
            chapters: Vec::new(),
            tags: Vec::new(),
            actors: Vec::new(),
            events: Vec::new(),
            measures: Vec::new(),
            observations: Vec::new(),
            sources: Vec::new(),
            permalinks: Names::default(),
            tag_names: Names::default(),
            actor_names: Names::default(),
            measure_names: Names::default(),
            observation_names: Names::default(),
            source_names: Names::default(),
            notes: Vec::new(),
        }
    }

    pub(super) fn lost(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.notes.push(Note {
            kind: NoteKind::Lost,
            place: place.into(),
            message: message.into(),
        });
    }

    pub(super) fn changed(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.notes.push(Note {
            kind: NoteKind::Changed,
            place: place.into(),
            message: message.into(),
        });
    }

    pub(super) fn advise(&mut self, message: impl Into<String>) {
        self.notes.push(Note {
            kind: NoteKind::ToDo,
            place: String::new(),
            message: message.into(),
        });
    }

    /// A wording that a story may hold, or none if nothing remains of it.
    pub(super) fn wording(&mut self, place: &str, written: &str) -> Option<Rc<str>> {
        let mut text: String = written
            .replace("\r\n", "\n")
            .replace(['\r', '\t', '\u{b}', '\u{c}'], " ");
        let before = text.len();
        text.retain(|c| !is_hidden(c));
        if text.len() < before {
            self.changed(place, "invisible control characters were taken out");
        }
        let mut text = text.trim();
        if text.len() > MAX_TEXT {
            let mut end = MAX_TEXT;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let rest = text.get(end..).unwrap_or_default();
            self.lost(
                place,
                format!("the text is too long; its end, from “{}”", shortened(rest)),
            );
            text = text.get(..end).unwrap_or_default().trim_end();
        }
        (!text.is_empty()).then(|| Rc::from(text))
    }

    /// A text in the language of the import.
    pub(super) fn text(&mut self, place: &str, written: &str) -> Option<LocalizedText> {
        let wording = self.wording(place, written)?;
        Some([(self.lang, wording)].into_iter().collect())
    }

    pub(super) fn title(&mut self, place: &str, title: &str) {
        match self.text(place, title) {
            Some(_) if self.title.is_some() => {
                self.lost(place, format!("a second title, “{}”", shortened(title)));
            }
            Some(title) => self.title = Some(title),
            None => {}
        }
    }

    pub(super) fn summary(&mut self, place: &str, summary: &str) {
        match self.text(place, summary) {
            Some(_) if self.summary.is_some() => {
                self.lost(
                    place,
                    format!("a second introduction, “{}”", shortened(summary)),
                );
            }
            Some(summary) => self.summary = Some(summary),
            None => {}
        }
    }

    pub(super) fn chapter(&mut self, title: LocalizedText, from: Moment) {
        let id = self.permalinks.fresh(&first_wording(&title), "chapter");
        self.chapters.push(Chapter {
            id,
            title,
            from: Date {
                start: Bound::At(from),
                end: None,
            },
        });
    }

    /// An id for an event, made of its old id or its title.
    pub(super) fn event_id(&mut self, name: &str) -> Id {
        self.permalinks.fresh(name, "event")
    }

    pub(super) fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    pub(super) fn tag(&mut self, place: &str, label: &str) -> Option<Id> {
        let text = self.text(place, label)?;
        let (id, new) = self.tag_names.of(label.trim(), label, "tag");
        if new {
            self.tags.push(Tag {
                id: id.clone(),
                label: text,
            });
        }
        Some(id)
    }

    /// An actor by name, each with looks of its own as long as there are any left.
    pub(super) fn actor(&mut self, place: &str, name: &str) -> Option<Id> {
        const COLOURS: [Colour; 8] = [
            Colour::Blue,
            Colour::Orange,
            Colour::Green,
            Colour::Purple,
            Colour::Red,
            Colour::Teal,
            Colour::Brown,
            Colour::Pink,
        ];
        const MARKS: [Mark; 7] = [
            Mark::Circle,
            Mark::Square,
            Mark::Triangle,
            Mark::Diamond,
            Mark::Plus,
            Mark::Cross,
            Mark::Star,
        ];
        let text = self.text(place, name)?;
        let (id, new) = self.actor_names.of(name.trim(), name, "actor");
        if new {
            let number = self.actors.len();
            let looks = COLOURS
                .get(number % COLOURS.len())
                .zip(MARKS.get(number % MARKS.len()));
            let (colour, mark) = looks
                .filter(|_| number < COLOURS.len() * MARKS.len())
                .map_or((Colour::Ink, Mark::Ring), |(colour, mark)| (*colour, *mark));
            let kind = ActorKind::Organisation;
            self.actors.push(Actor {
                id: id.clone(),
                name: text,
                kind,
                colour,
                mark,
                about: None,
            });
        }
        Some(id)
    }

    /// A measure by name; the same name in another currency is another measure.
    pub(super) fn measure(&mut self, place: &str, name: &str, currency: Currency) -> Option<Id> {
        let text = self.text(place, name)?;
        let (id, new) =
            self.measure_names
                .of(&format!("{} {currency}", name.trim()), name, "measure");
        if new {
            self.measures.push(Measure {
                id: id.clone(),
                name: text,
                currency,
                note: None,
                fill: Fill::Solid,
            });
        }
        Some(id)
    }

    /// An id for an observation.
    pub(super) fn observation_id(&mut self, name: &str) -> Id {
        self.observation_names.fresh(name, "amount")
    }

    pub(super) fn observation(&mut self, observation: Observation) {
        self.observations.push(observation);
    }

    /// An id for a source, by which other rows will name it as `name`.
    pub(super) fn source_id(&mut self, name: &str) -> Id {
        let id = self.source_names.fresh(name, "source");
        self.source_names.labels.insert(name.to_owned(), id.clone());
        id
    }

    pub(super) fn source(&mut self, source: Source) {
        self.sources.push(source);
    }

    /// The source that a row names by its id.
    pub(super) fn cited(&self, named: &str) -> Option<Id> {
        self.source_names.labels.get(named).cloned()
    }

    /// A source of which little more than the address is known.
    pub(super) fn source_at(&mut self, address: &Address, publisher: &str, title: &str) -> Id {
        if let Some(id) = self.source_names.labels.get(address.as_str()) {
            return id.clone();
        }
        let plain =
            |text: &str, otherwise: &str| text.parse().or_else(|_| otherwise.parse::<PlainText>());
        let publisher = plain(publisher, address.site());
        let title = plain(title, address.as_str());
        let id = self.source_names.fresh(address.site(), "source");
        self.source_names
            .labels
            .insert(address.as_str().to_owned(), id.clone());
        if let (Ok(publisher), Ok(title)) = (publisher, title) {
            let (lang, address) = (self.lang, Some(address.clone()));
            let id = id.clone();
            self.sources.push(Source {
                id,
                publisher,
                title,
                lang,
                address,
                date: None,
                tier: Tier::Weak,
                copy_of: None,
                described: false,
            });
        }
        id
    }

    /// The imported file itself as a source, for what names none.
    pub(super) fn file_source(&mut self, file: &str) -> Id {
        if let Some(id) = self.source_names.labels.get(file) {
            return id.clone();
        }
        let name = self.wording("", file).unwrap_or_else(|| Rc::from("a file"));
        let id = self.source_names.fresh("imported-file", "source");
        self.source_names.labels.insert(file.to_owned(), id.clone());
        self.sources.push(Source {
            id: id.clone(),
            publisher: PlainText(Rc::from("Imported file")),
            title: PlainText(name),
            lang: Lang::english(),
            address: None,
            date: None,
            tier: Tier::Weak,
            copy_of: None,
            described: false,
        });
        self.advise(format!(
            "where {file} names no source, `{id}` stands in for one; put the real sources into `sources` and cite them"
        ));
        id
    }

    /// The story, if there is anything to tell.
    pub(super) fn finish(mut self, file: &str) -> Result<(Document, Vec<Note>), String> {
        if self.events.is_empty() && self.observations.is_empty() {
            let reasons: Vec<_> = self.notes.iter().map(ToString::to_string).take(5).collect();
            return Err(format!(
                "nothing in it can be told: no dated event and no amount\n{}",
                reasons.join("\n")
            ));
        }
        let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let stem = stem
            .split('.')
            .next()
            .filter(|stem| !stem.trim().is_empty())
            .unwrap_or("timeline");
        let title = self.title.take().or_else(|| {
            self.advise("the file has no title: its name stands in `title`");
            self.text("", &stem.replace('_', " "))
        });
        let title = title
            .or_else(|| self.text("", "Timeline"))
            .unwrap_or_default();
        let summary = self.summary.take().unwrap_or_else(|| {
            self.advise(
                "the file has no introduction: say in two sentences of `summary` what the story is",
            );
            title.clone()
        });
        let dates = self.events.iter().map(|event| event.date);
        let dates = dates.chain(self.observations.iter().map(|amount| amount.date));
        let last = dates
            .filter_map(last_moment)
            .max_by(|a, b| a.days().1.cmp(&b.days().1));
        let last = last.unwrap_or_else(|| Moment::new(2000, crate::story::Precision::Year));
        let as_of = Date {
            start: Bound::At(Moment::new(last.year, last.precision)),
            end: None,
        };
        self.advise(format!(
            "`as_of` is {as_of}, the end of the last event; write the day until which you looked"
        ));
        self.chapters.sort_by_key(|it| it.from.first_day());
        let charts = self.charts();
        let document = Document {
            schema: None,
            format: FORMAT,
            id: Names::default().fresh(stem, "timeline"),
            languages: vec![self.lang],
            title,
            summary,
            key_points: Vec::new(),
            as_of,
            since_then: None,
            provenance: ByLang::default(),
            chapters: self.chapters,
            tags: self.tags,
            actors: self.actors,
            events: self.events,
            measures: self.measures,
            charts,
            observations: self.observations,
            tables: Vec::new(),
            notes: Vec::new(),
            sources: self.sources,
            corrections: Vec::new(),
            report_errors: None,
            credit: None,
            words: ByLang::default(),
        };
        Ok((document, self.notes))
    }

    /// A chart for each measure.
    fn charts(&mut self) -> Vec<Chart> {
        let measures = self.measures.iter();
        measures
            .map(|measure| Chart {
                id: self
                    .permalinks
                    .fresh(&format!("{} chart", measure.id), "chart"),
                title: measure.name.clone(),
                measures: vec![measure.id.clone()],
                note: None,
            })
            .collect()
    }
}

/// The last moment that a date names.
fn last_moment(date: Date) -> Option<Moment> {
    match (date.end, date.start) {
        (Some(Bound::At(moment)), _) | (_, Bound::At(moment)) => Some(moment),
        _ => None,
    }
}

fn first_wording(text: &LocalizedText) -> String {
    text.iter()
        .next()
        .map(|(_, wording)| wording.to_string())
        .unwrap_or_default()
}

impl Names {
    /// The id of what is known by `label`, made of `name` where it is new, and whether it is.
    fn of(&mut self, label: &str, name: &str, otherwise: &str) -> (Id, bool) {
        if let Some(id) = self.labels.get(label) {
            return (id.clone(), false);
        }
        let id = self.fresh(name, otherwise);
        self.labels.insert(label.to_owned(), id.clone());
        (id, true)
    }

    /// An id nobody has, as near to `name` as an id can be: `Rózsa Péter` becomes `rozsa-peter`. Names in
    /// other scripts than Latin become `otherwise` with a number.
    fn fresh(&mut self, name: &str, otherwise: &str) -> Id {
        let slug = slug(name);
        let stem = if slug.is_empty() { otherwise } else { &slug };
        let count = self.counts.entry(stem.to_owned()).or_default();
        loop {
            *count += 1;
            let plain = *count == 1 && !slug.is_empty();
            let candidate = if plain {
                stem.to_owned()
            } else {
                format!("{stem}-{count}")
            };
            if let Ok(id) = candidate.parse()
                && self.taken.insert(candidate)
            {
                return id;
            }
        }
    }
}

/// Small letters and digits of the Latin script, joined by hyphens, at most sixty.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for c in name.chars().take(400).nfkd() {
        let letter = c.to_ascii_lowercase();
        if letter.is_ascii_alphanumeric() {
            if std::mem::take(&mut gap) && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(letter);
        } else if !unicode_normalization::char::is_combining_mark(c) && c != '\'' && c != '’' {
            gap = true;
        }
        if slug.len() >= 59 {
            break;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_near_to_names_and_never_twice() {
        let mut names = Names::default();
        let mut fresh = |name: &str| names.fresh(name, "event").to_string();
        assert_eq!(fresh("Rózsa Péter's  “theorem”"), "rozsa-peters-theorem");
        assert_eq!(fresh("rozsa peters theorem"), "rozsa-peters-theorem-2");
        assert_eq!(fresh("Rozsa Peters Theorem 2"), "rozsa-peters-theorem-2-2");
        assert_eq!(fresh("rozsa peters theorem"), "rozsa-peters-theorem-3");
        assert_eq!(fresh("鉄道開業"), "event-1");
        assert_eq!(fresh("駅"), "event-2");
        assert_eq!(fresh("event 1"), "event-1-2");
        assert_eq!(fresh(&"long ".repeat(50)).len(), 59);
    }
}
