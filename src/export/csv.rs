//! Export to CSV: events, amounts and sources, with the columns that the import reads. No cell is a
//! formula for a spreadsheet.

use crate::model::download::guarded;
use crate::story::{Document, Id, Lang, LocalizedText, Observation, Source, Story};

use super::{Exported, counted, portraits};

/// The tables of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The events, without links and media.
    Events,
    /// The amounts.
    Amounts,
    /// The sources, to which the other two refer by id.
    Sources,
}

/// Exports one table of a story in one of its languages.
///
/// ```
/// use explainer::export::{Table, csv};
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
/// let story = Story::read(json.as_bytes()).story.unwrap();
/// let exported = csv(&story, Lang::english(), Table::Events);
/// assert!(exported.text.contains("founding,2015-12-11,The founding"));
/// assert!(exported.left_out.is_empty());
/// ```
pub fn csv(story: &Story, lang: Lang, table: Table) -> Exported {
    let export = Export {
        document: story.document(),
        lang,
    };
    let (columns, rows, left_out) = match table {
        Table::Events => (
            EVENTS.as_slice(),
            export.events(),
            export.left_out_of_events(),
        ),
        Table::Amounts => (
            AMOUNTS.as_slice(),
            export.amounts(),
            export.left_out_of_amounts(),
        ),
        Table::Sources => (SOURCES.as_slice(), export.sources(), Vec::new()),
    };
    // Excel recognises UTF-8 by this byte order mark.
    let mut bytes = vec![0xef, 0xbb, 0xbf];
    let mut writer = csv::Writer::from_writer(&mut bytes);
    // Writing to memory does not fail, and every row has one cell per column.
    let _ = writer.write_record(columns);
    for row in rows {
        let _ = writer.write_record(row.iter().map(|cell| guarded(cell).into_owned()));
    }
    drop(writer);
    Exported {
        text: String::from_utf8_lossy(&bytes).into_owned(),
        left_out: left_out.into_iter().flatten().collect(),
    }
}

const EVENTS: [&str; 13] = [
    "id",
    "date",
    "title",
    "body",
    "status",
    "speaker",
    "response by",
    "response",
    "none found",
    "response sources",
    "actors",
    "tags",
    "source",
];
const AMOUNTS: [&str; 9] = [
    "actor",
    "measure",
    "currency",
    "date",
    "low",
    "high",
    "qualifier",
    "note",
    "source",
];
const SOURCES: [&str; 8] = [
    "id",
    "publisher",
    "title",
    "lang",
    "address",
    "date",
    "tier",
    "copy of",
];

/// Returns a word of the format with spaces: `at least` for `at_least`.
fn in_words(name: &str) -> String {
    name.replace('_', " ")
}

struct Export<'s> {
    document: &'s Document,
    lang: Lang,
}

type Row = Vec<String>;

impl Export<'_> {
    fn words(&self, text: Option<&LocalizedText>) -> String {
        text.map(|text| text.plain(self.lang)).unwrap_or_default()
    }

    fn events(&self) -> Vec<Row> {
        let row = |event: &crate::story::Event| {
            let response = event.response.as_ref();
            let actors = self
                .document
                .actors
                .iter()
                .filter(|actor| event.actors.contains(&actor.id));
            let tags = self
                .document
                .tags
                .iter()
                .filter(|tag| event.tags.contains(&tag.id));
            vec![
                event.id.to_string(),
                event.date.to_string(),
                self.words(Some(&event.title)),
                self.words(event.body.as_ref()),
                in_words(event.status.name()),
                self.words(event.speaker.as_ref().map(|speaker| &speaker.name)),
                self.words(response.map(|response| &response.by)),
                self.words(response.and_then(|response| response.text.as_ref())),
                response
                    .and_then(|response| response.none_found)
                    .map(|date| date.to_string())
                    .unwrap_or_default(),
                ids(response.map_or(&[], |response| &response.sources)),
                self.list(actors.map(|actor| &actor.name)),
                self.list(tags.map(|tag| &tag.label)),
                ids(&event.sources),
            ]
        };
        self.document.events.iter().map(row).collect()
    }

    /// Returns several texts for one cell.
    fn list<'t>(&self, texts: impl Iterator<Item = &'t LocalizedText>) -> String {
        let texts = texts.map(|text| {
            text.plain(self.lang)
                .replace('\\', "\\\\")
                .replace(';', "\\;")
        });
        texts.collect::<Vec<_>>().join("; ")
    }

    fn amounts(&self) -> Vec<Row> {
        let row = |amount: &Observation| {
            let actor = self
                .document
                .actors
                .iter()
                .find(|actor| actor.id == amount.actor);
            let measure = self
                .document
                .measures
                .iter()
                .find(|measure| measure.id == amount.measure);
            let mut sources = amount.sources.clone();
            for id in &amount.sum_of {
                let terms = self
                    .document
                    .observations
                    .iter()
                    .filter(|term| term.id == *id);
                sources.extend(terms.flat_map(|term| term.sources.iter().cloned()));
            }
            vec![
                self.words(actor.map(|actor| &actor.name)),
                self.words(measure.map(|measure| &measure.name)),
                measure
                    .map(|measure| measure.currency.to_string())
                    .unwrap_or_default(),
                amount.date.to_string(),
                amount.low.to_string(),
                amount.high.map(|high| high.to_string()).unwrap_or_default(),
                in_words(amount.qualifier.name()),
                self.words(amount.note.as_ref()),
                ids(&sources),
            ]
        };
        self.document.observations.iter().map(row).collect()
    }

    fn sources(&self) -> Vec<Row> {
        let row = |source: &Source| {
            vec![
                source.id.to_string(),
                source.publisher.to_string(),
                source.title.to_string(),
                source.lang.to_string(),
                source
                    .address
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                source.date.map(|date| date.to_string()).unwrap_or_default(),
                in_words(source.tier.name()),
                source
                    .copy_of
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            ]
        };
        self.document.sources.iter().map(row).collect()
    }

    fn left_out_of_events(&self) -> Vec<Option<String>> {
        let events = &self.document.events;
        vec![
            counted(
                events.iter().map(|event| event.links.len()).sum(),
                "link",
                "links",
            ),
            counted(
                events.iter().map(|event| event.media.len()).sum(),
                "picture or recording",
                "pictures or recordings",
            ),
            portraits(self.document),
            counted(self.document.chapters.len(), "chapter", "chapters"),
        ]
    }

    fn left_out_of_amounts(&self) -> Vec<Option<String>> {
        let amounts = &self.document.observations;
        let sums = amounts
            .iter()
            .filter(|amount| !amount.sum_of.is_empty())
            .count();
        let parts = amounts
            .iter()
            .filter(|amount| amount.part.is_some())
            .count();
        vec![
            counted(
                sums,
                "sum's list of its terms",
                "sums' lists of their terms",
            ),
            counted(parts, "part of an amount", "parts of amounts"),
        ]
    }
}

fn ids(ids: &[Id]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ")
}
