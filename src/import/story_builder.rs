//! Builds a story. Importers pass what they found; the builder gives ids, keeps what a story can
//! hold, and lists the rest. The story passes every check.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use unicode_normalization::UnicodeNormalization;

use crate::story::{
    Actor, ActorKind, Address, Bound, ByLang, Chapter, Chart, Colour, Currency, Date, Document,
    Event, FORMAT, FileName, Fill, Id, Lang, LocalizedText, Mark, Measure, Moment, Observation,
    PlainText, Source, Tag, Tier, is_hidden,
};

use super::message::{Message, Note, NoteKind, Place, shortened};

/// The most bytes that a text may have.
const MAX_TEXT: usize = 20_000;

/// The names of one kind that are taken, and the entries that they belong to.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
    labels: BTreeMap<String, Id>,
}

/// A story under construction. Permalinks share one namespace; the other kinds have their own.
pub(super) struct StoryBuilder {
    lang: Lang,
    /// Further languages for which the tables have columns.
    more_languages: Vec<Lang>,
    base: Option<Address>,
    folders: Vec<PathBuf>,
    exists: Option<fn(&Path) -> bool>,
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
    /// Names in the form in which they are compared, with their first spelling.
    spellings: BTreeMap<String, String>,
    /// Where each observation was found.
    observation_places: Vec<Place>,
    told_spellings: BTreeSet<String>,
    told_ids: bool,
    told_signs: BTreeSet<String>,
    notes: Vec<Note>,
}

impl StoryBuilder {
    pub(super) fn new(lang: Lang) -> Self {
        StoryBuilder {
            lang,
            more_languages: Vec::new(),
            base: None,
            folders: Vec::new(),
            exists: None,
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
            spellings: BTreeMap::new(),
            observation_places: Vec::new(),
            told_spellings: BTreeSet::new(),
            told_ids: false,
            told_signs: BTreeSet::new(),
            notes: Vec::new(),
        }
    }

    /// Sets the base of relative addresses.
    pub(super) fn set_base(&mut self, base: Option<Address>) {
        self.base = base;
    }

    /// The address below which relative ones are.
    pub(super) fn base(&self) -> Option<&Address> {
        self.base.as_ref()
    }

    /// Sets the folders in which the files beside the imported ones are.
    pub(super) fn set_folders(&mut self, folders: Vec<PathBuf>, exists: Option<fn(&Path) -> bool>) {
        (self.folders, self.exists) = (folders, exists);
    }

    /// Returns the path of an image that lies beside the imported file; `None` for other text.
    pub(super) fn image(&self, written: &str) -> Option<FileName> {
        let written = written.trim();
        let written = written.strip_prefix("./").unwrap_or(written);
        let file: FileName = written.parse().ok()?;
        file.kind()?;
        let exists = self.exists?;
        let is_there = |folder: &PathBuf| exists(&folder.join(file.as_str()));
        self.folders.iter().any(is_there).then_some(file)
    }

    /// Adds a note that an image is included, and that the author should check its description.
    pub(super) fn image_taken(&mut self, place: &Place, file: &FileName) {
        let file = file.to_string();
        self.changed(place, Message::ImageTaken { file });
    }

    /// Adds languages to the first.
    pub(super) fn add_languages(&mut self, languages: Vec<Lang>) {
        for lang in languages {
            if lang != self.lang && !self.more_languages.contains(&lang) {
                self.more_languages.push(lang);
            }
        }
    }

    fn languages(&self) -> Vec<Lang> {
        std::iter::once(self.lang)
            .chain(self.more_languages.iter().copied())
            .collect()
    }

    fn note(&mut self, kind: NoteKind, place: impl Into<Place>, message: impl Into<Message>) {
        self.notes.push(Note {
            kind,
            place: place.into(),
            message: message.into(),
        });
    }

    pub(super) fn lost(&mut self, place: impl Into<Place>, message: impl Into<Message>) {
        self.note(NoteKind::Lost, place, message);
    }

    pub(super) fn changed(&mut self, place: impl Into<Place>, message: impl Into<Message>) {
        self.note(NoteKind::Changed, place, message);
    }

    pub(super) fn advise(&mut self, message: impl Into<Message>) {
        self.note(NoteKind::ToDo, Place::default(), message);
    }

    /// Returns the text as a story may hold it; `None` if nothing remains of it.
    pub(super) fn wording(&mut self, place: &Place, written: &str) -> Option<Rc<str>> {
        let mut text: String = written
            .replace("\r\n", "\n")
            .replace(['\r', '\t', '\u{b}', '\u{c}'], " ");
        let before = text.len();
        text.retain(|c| !is_hidden(c));
        if text.len() < before {
            self.changed(place, Message::Invisible {});
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
                Message::TooLong {
                    rest: shortened(rest),
                },
            );
            text = text.get(..end).unwrap_or_default().trim_end();
        }
        (!text.is_empty()).then(|| Rc::from(text))
    }

    /// Returns a text that is the same in every language of the import.
    pub(super) fn text(&mut self, place: &Place, written: &str) -> Option<LocalizedText> {
        let wording = self.wording(place, written)?;
        let languages = self.languages().into_iter();
        Some(languages.map(|lang| (lang, Rc::clone(&wording))).collect())
    }

    /// Returns a text in several languages; a missing language gets the text of the first.
    pub(super) fn texts(
        &mut self,
        place: &Place,
        written: &[(Option<Lang>, String)],
    ) -> Option<LocalizedText> {
        let mut found = Vec::new();
        for (lang, text) in written {
            if let Some(wording) = self.wording(place, text) {
                found.push((lang.unwrap_or(self.lang), wording));
            }
        }
        let (_, first) = found.first().cloned()?;
        let mut whole = Vec::new();
        for lang in self.languages() {
            let own = found.iter().find(|(own, _)| *own == lang);
            if own.is_none() && written.iter().any(|(lang, _)| lang.is_some()) {
                self.changed(
                    place,
                    Message::Untranslated {
                        lang: lang.to_string(),
                        text: first.to_string(),
                    },
                );
            }
            whole.push((
                lang,
                own.map_or_else(|| Rc::clone(&first), |(_, own)| Rc::clone(own)),
            ));
        }
        Some(whole.into_iter().collect())
    }

    pub(super) fn title(&mut self, place: &Place, title: &str) {
        match self.text(place, title) {
            Some(_) if self.title.is_some() => {
                self.lost(
                    place,
                    Message::SecondTitle {
                        text: title.to_owned(),
                    },
                );
            }
            Some(title) => self.title = Some(title),
            None => {}
        }
    }

    pub(super) fn summary(&mut self, place: &Place, summary: &str) {
        match self.text(place, summary) {
            Some(_) if self.summary.is_some() => {
                self.lost(
                    place,
                    Message::SecondSummary {
                        text: summary.to_owned(),
                    },
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

    /// Returns an id for an event: its own, or one made of its title and its date. It does not
    /// depend on other events, unless two have the same title and date.
    pub(super) fn event_id(&mut self, own: &str, title: &str, date: Date) -> Id {
        if !own.is_empty() {
            return self.permalinks.fresh(own, "event");
        }
        let stem = slug(title);
        let latin = title
            .nfkd()
            .all(|c| !c.is_alphanumeric() || c.is_ascii() || is_mark(c));
        if latin && !stem.is_empty() {
            return self.permalinks.fresh(title, "event");
        }
        if !self.told_ids {
            self.told_ids = true;
            self.advise(Message::KeepIds {});
        }
        let stem = if stem.is_empty() { "event" } else { &stem };
        let stem: String = stem.chars().take(30).collect();
        let day = slug(&date.to_string());
        let hash = fingerprint(title);
        self.permalinks
            .fresh(&format!("{stem} {day} {hash}"), "event")
    }

    pub(super) fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    pub(super) fn tag(&mut self, place: &Place, label: &str) -> Option<Id> {
        let text = self.text(place, label)?;
        let (id, new) = self.tag_names.of(&same_name(label), label, "tag");
        if new {
            self.tags.push(Tag {
                id: id.clone(),
                label: text,
            });
        }
        Some(id)
    }

    /// Returns the id of an actor by name. Each actor has its own colour and mark, as long as there
    /// are any left.
    pub(super) fn actor(&mut self, place: &Place, name: &str) -> Option<Id> {
        let names = [(None, name.to_owned())];
        self.actor_in(place, &names)
    }

    /// Returns the id of an actor by its names in several languages; the first name identifies it.
    pub(super) fn actor_in(
        &mut self,
        place: &Place,
        names: &[(Option<Lang>, String)],
    ) -> Option<Id> {
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
        let spaced: Vec<_> = names
            .iter()
            .map(|(lang, name)| (*lang, name.split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect();
        let (_, name) = spaced.first()?;
        let key = same_name(name);
        let known = self.actor_names.labels.get(&key);
        if let Some(id) = known {
            let id = id.clone();
            self.note_spelling(place, name, &key);
            return Some(id);
        }
        let text = self.texts(place, &spaced)?;
        let (id, new) = self.actor_names.of(&key, name, "actor");
        self.note_spelling(place, name, &key);
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
                image: None,
            });
        }
        Some(id)
    }

    /// Returns the id of a measure by name; the same name in another currency is another measure.
    pub(super) fn measure(
        &mut self,
        place: &Place,
        names: &[(Option<Lang>, String)],
        currency: Currency,
    ) -> Option<Id> {
        let (_, name) = names.first()?;
        let key = format!("{} {currency}", same_name(name));
        if let Some(id) = self.measure_names.labels.get(&key) {
            return Some(id.clone());
        }
        let text = self.texts(place, names)?;
        let (id, new) = self.measure_names.of(&key, name, "measure");
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

    pub(super) fn observation(&mut self, place: &Place, observation: Observation) {
        self.observations.push(observation);
        self.observation_places.push(place.clone());
    }

    /// Adds one note on how a sign of several currencies was read.
    pub(super) fn sign_taken(&mut self, written: &str, currency: Currency) {
        if self.told_signs.insert(currency.to_string()) {
            self.advise(Message::SignTaken {
                sign: written.to_owned(),
                currency: currency.to_string(),
            });
        }
    }

    /// Lists a name that differs from an earlier one by its letters' width or capitals only.
    fn note_spelling(&mut self, place: &Place, name: &str, key: &str) {
        let folded = key.to_lowercase();
        let Some(first) = self.spellings.get(&folded).cloned() else {
            self.spellings.insert(folded, name.to_owned());
            return;
        };
        if first == *name || !self.told_spellings.insert(name.to_owned()) {
            return;
        }
        let (name, other) = (name.to_owned(), first.clone());
        if same_name(&first) == key {
            self.changed(place, Message::OneName { name, other });
        } else {
            self.changed(place, Message::AlikeNames { name, other });
        }
    }

    /// Adds up the amounts of one actor, measure and date, or refuses them.
    pub(super) fn settle_amounts(&mut self, add_up: bool) -> Result<(), Box<Message>> {
        let mut first: BTreeMap<(Id, Id, Date), usize> = BTreeMap::new();
        let mut sums: BTreeMap<usize, usize> = BTreeMap::new();
        let mut whole: Vec<Observation> = Vec::new();
        let mut places: Vec<Place> = Vec::new();
        let found = std::mem::take(&mut self.observations);
        let found_places = std::mem::take(&mut self.observation_places);
        for (observation, place) in found.into_iter().zip(found_places) {
            let key = (
                observation.actor.clone(),
                observation.measure.clone(),
                observation.date,
            );
            let known = first.get(&key).copied();
            let earlier =
                known.and_then(|index| whole.get_mut(index).map(|earlier| (index, earlier)));
            let Some((index, earlier)) = earlier else {
                first.insert(key, whole.len());
                whole.push(observation);
                places.push(place);
                continue;
            };
            if !add_up {
                let named = self
                    .actors
                    .iter()
                    .find(|actor| actor.id == observation.actor);
                return Err(Box::new(Message::SeveralAmounts {
                    actor: named.map_or_else(String::new, |actor| first_wording(&actor.name)),
                    date: observation.date.to_string(),
                    amount: earlier.low.to_string(),
                    place: places.get(index).cloned().unwrap_or_default(),
                    other: observation.low.to_string(),
                    other_place: place,
                }));
            }
            let high = (earlier.high.is_some() || observation.high.is_some())
                .then(|| earlier.range().1.saturating_add(observation.range().1));
            earlier.low = earlier.low.saturating_add(observation.low);
            earlier.high = high;
            if earlier.qualifier != observation.qualifier {
                earlier.qualifier = crate::story::Qualifier::Reported;
            }
            for source in observation.sources {
                if !earlier.sources.contains(&source) {
                    earlier.sources.push(source);
                }
            }
            if observation.note != earlier.note
                && let Some(note) = observation.note
            {
                self.lost(
                    &place,
                    Message::NotePerSum {
                        text: first_wording(&note),
                    },
                );
            }
            *sums.entry(index).or_insert(1) += 1;
        }
        for (index, count) in sums {
            if let (Some(sum), Some(place)) = (whole.get(index), places.get(index)) {
                let message = Message::AddedUp {
                    count: count.to_string(),
                    date: sum.date.to_string(),
                    sum: sum.low.to_string(),
                };
                self.changed(place.clone(), message);
            }
        }
        self.observations = whole;
        self.observation_places = places;
        Ok(())
    }

    /// Returns an id for a source that other rows call `name`.
    pub(super) fn source_id(&mut self, name: &str) -> Id {
        let id = self.source_names.fresh(name, "source");
        self.source_names.labels.insert(name.to_owned(), id.clone());
        id
    }

    pub(super) fn source(&mut self, source: Source) {
        self.sources.push(source);
    }

    /// Returns the source that a row names by its id.
    pub(super) fn cited(&self, named: &str) -> Option<Id> {
        self.source_names.labels.get(named).cloned()
    }

    /// Returns the id of a source of which little more than the address is known.
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

    /// Returns the id of a source that has only a description.
    pub(super) fn source_in_words(
        &mut self,
        place: &Place,
        words: &str,
        publisher: &str,
    ) -> Option<Id> {
        let title = self.wording(place, &words.replace('\n', " "))?;
        if let Some(id) = self.source_names.labels.get(&*title) {
            return Some(id.clone());
        }
        let publisher = self
            .wording(place, publisher)
            .unwrap_or_else(|| Rc::clone(&title));
        let id = self.source_names.fresh(words, "source");
        self.source_names
            .labels
            .insert(title.to_string(), id.clone());
        self.sources.push(Source {
            id: id.clone(),
            publisher: PlainText(publisher),
            title: PlainText(title),
            lang: self.lang,
            address: None,
            date: None,
            tier: Tier::Weak,
            copy_of: None,
            described: false,
        });
        Some(id)
    }

    /// Returns the id of the imported file as a source, for entries without a source.
    pub(super) fn file_source(&mut self, file: &str) -> Id {
        if let Some(id) = self.source_names.labels.get(file) {
            return id.clone();
        }
        let name = self
            .wording(&Place::default(), file)
            .unwrap_or_else(|| Rc::from("a file"));
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
        self.advise(Message::FileAsSource {
            file: file.to_owned(),
            id: id.to_string(),
        });
        id
    }

    /// Returns the story; an error if it has no content.
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
            self.advise(Message::NoTitle {});
            self.text(&Place::default(), &stem.replace('_', " "))
        });
        let title = title
            .or_else(|| self.text(&Place::default(), "Timeline"))
            .unwrap_or_default();
        let summary = self.summary.take().unwrap_or_else(|| {
            self.advise(Message::NoSummary {});
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
        self.advise(Message::AsOf {
            date: as_of.to_string(),
        });
        self.chapters.sort_by_key(|it| it.from.first_day());
        let charts = self.charts();
        let document = Document {
            schema: None,
            format: FORMAT,
            id: Names::default().fresh(stem, "timeline"),
            languages: self.languages(),
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

    /// Returns a chart for each measure.
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

/// Returns the last moment that a date names; `None` if it names none.
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
    /// Returns the id of the entry `label`, made of `name` if it is new, and true if it is new.
    fn of(&mut self, label: &str, name: &str, otherwise: &str) -> (Id, bool) {
        if let Some(id) = self.labels.get(label) {
            return (id.clone(), false);
        }
        let id = self.fresh(name, otherwise);
        self.labels.insert(label.to_owned(), id.clone());
        (id, true)
    }

    /// Returns an unused id, as near to `name` as an id can be: `Rózsa Péter` becomes
    /// `rozsa-peter`. Names in other scripts than Latin become `otherwise` with a number.
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

/// Returns the form in which names are compared: with one width of letters and single spaces.
fn same_name(name: &str) -> String {
    let wide: String = name.nfkc().collect();
    wide.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Returns six letters and digits that depend on nothing but the text (FNV-1a).
fn fingerprint(text: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let mut letters = String::new();
    for _ in 0..6 {
        let digit = u32::try_from(hash % 36).unwrap_or_default();
        letters.extend(char::from_digit(digit, 36));
        hash /= 36;
    }
    letters
}

/// Returns the lower-case Latin letters and the digits of a name, joined by hyphens, at most sixty
/// characters.
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
