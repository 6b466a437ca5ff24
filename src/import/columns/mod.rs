//! The meanings of a table's columns: by their heads, in the languages of `heads`; by the content
//! of their cells; by the options of the author. A guess is listed, and a table that stays unclear
//! is refused with a list of what is missing.

pub(super) mod heads;

use crate::story::Lang;

use super::amounts;
use super::dates;
use super::message::{Message, Place};
use super::table::{Table, plain_name};
use heads::{AMOUNTS, EVENTS, LANGUAGES, MONTHS, NUMBERS, TEXTS};

/// The kind of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One source in each row.
    Sources,
    /// One amount in each row.
    Amounts,
    /// One event in each row.
    Events,
    /// The figures of a chart: several amounts in a row, or none.
    Figures,
}

impl Kind {
    /// Its name for programs.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Sources => "sources",
            Kind::Amounts => "amounts",
            Kind::Events => "events",
            Kind::Figures => "figures",
        }
    }
}

/// The reason why a column has its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Its head is the name of the meaning.
    Named,
    /// The author says so.
    Said,
    /// Its head is another word for it.
    Word,
    /// Its cells are of that kind.
    Contents,
}

/// A table that was understood.
#[derive(Debug)]
pub(super) struct Understood {
    pub(super) kind: Kind,
    /// Every column that has a meaning, by its index.
    pub(super) columns: Vec<(usize, String, How)>,
    /// The guesses, each with its column.
    pub(super) notes: Vec<(Place, Message)>,
}

/// The kind of content that most cells of a column have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contents {
    Empty,
    Dates,
    Figures,
    Addresses,
    Words,
}

/// Names of meanings of the one kind of table that are other words for a meaning of the other kind.
const MEANT_ELSEWHERE: &[(Kind, &str)] = &[
    (Kind::Events, "note"),
    (Kind::Events, "actor"),
    (Kind::Amounts, "title"),
];

/// The meaning of a column that its author leaves out.
pub(super) const NOTHING: &str = "nothing";

/// The number of cells that are read to find out what a column holds.
const SAMPLE: usize = 300;

/// Finds out what most cells of a column hold.
pub(super) fn contents(table: &Table, index: usize) -> Contents {
    let style = amounts::Style {
        mark: Some(amounts::Mark::Point),
        ..amounts::Style::default()
    };
    let (mut all, mut days, mut figures, mut addresses) = (0, 0, 0, 0);
    for (_, cell) in table
        .cells_at(index)
        .filter(|(_, cell)| !amounts::is_gap(cell))
        .take(SAMPLE)
    {
        all += 1;
        let is_date = !matches!(
            dates::read(cell, &dates::Style::default()),
            Err(dates::Unread::NoDate)
        );
        days += usize::from(is_date);
        figures += usize::from(!matches!(
            amounts::read(cell, &style),
            Err(amounts::Unread::NoAmount | amounts::Unread::UnknownWord(_))
        ));
        addresses += usize::from(
            cell.starts_with("http://") || cell.starts_with("https://") || cell.starts_with("www."),
        );
    }
    let most = |count: usize| all > 0 && 10 * count >= 7 * all;
    match () {
        () if all == 0 => Contents::Empty,
        () if most(addresses) => Contents::Addresses,
        () if most(days) => Contents::Dates,
        () if most(figures) => Contents::Figures,
        () => Contents::Words,
    }
}

/// Gives the columns of a table their meanings. `said` are meanings and heads as the author wrote
/// them; `has_currency` is true if the import has a currency for figures that name none.
pub(super) fn understand(
    table: &mut Table,
    said: &[(String, String)],
    has_currency: bool,
) -> Result<Understood, Box<Message>> {
    let mut found = Finder {
        columns: Vec::new(),
        notes: Vec::new(),
        table,
    };
    found.as_said(said)?;
    found.languages();
    found.named();
    let kind = found.kind(has_currency);
    if let Some(kind) = kind {
        found.by_words(kind);
    }
    let kind = found.settled(kind, has_currency);
    Ok(Understood {
        kind,
        columns: found.columns,
        notes: found.notes,
    })
}

struct Finder<'t> {
    table: &'t mut Table,
    columns: Vec<(usize, String, How)>,
    notes: Vec<(Place, Message)>,
}

impl Finder<'_> {
    fn as_said(&mut self, said: &[(String, String)]) -> Result<(), Box<Message>> {
        for (meaning, head) in said {
            let meaning = plain_name(meaning);
            let index = self.index_of(head);
            if let Some(index) = index.filter(|_| meaning == NOTHING) {
                self.table.reassign(index, NOTHING);
                self.columns.push((index, meaning, How::Said));
                continue;
            }
            let known = |table: &[(&str, &[&str])]| table.iter().any(|(name, _)| *name == meaning);
            let extra = [
                "id",
                "month",
                "day",
                "speaker",
                "response",
                "response by",
                "none found",
                "qualifier",
                "source title",
            ];
            if !known(EVENTS) && !known(AMOUNTS) && !extra.contains(&meaning.as_str()) {
                let names: Vec<_> = EVENTS
                    .iter()
                    .chain(AMOUNTS)
                    .map(|(name, _)| *name)
                    .collect();
                return Err(Box::new(Message::NoMeaning {
                    meaning,
                    known: names.join(", "),
                }));
            }
            let Some(index) = index else {
                return Err(Box::new(Message::NoColumn {
                    column: head.clone(),
                    columns: self.table.columns.join(", "),
                }));
            };
            self.table.reassign(index, &meaning);
            self.columns.push((index, meaning, How::Said));
        }
        Ok(())
    }

    /// Returns the index of the column that an author means by a head; a column without a head is
    /// named like `column 3`.
    fn index_of(&self, head: &str) -> Option<usize> {
        let columns = &self.table.columns;
        let written = columns
            .iter()
            .position(|own| !own.is_empty() && own == head.trim());
        written
            .or_else(|| {
                let plain = plain_name(head);
                columns
                    .iter()
                    .position(|own| !own.is_empty() && plain_name(own) == plain)
            })
            .or_else(|| {
                let number: usize = head.trim().strip_prefix("column ")?.parse().ok()?;
                let index = number.checked_sub(1)?;
                columns.get(index)?.is_empty().then_some(index)
            })
    }

    fn free(&self, index: usize) -> bool {
        self.columns.iter().all(|(own, ..)| *own != index)
    }

    fn head(&self, index: usize) -> &str {
        self.table.columns.get(index).map_or("", String::as_str)
    }

    /// Finds columns whose heads name a language: `title_en`, `title (ja)`, `Titel de`.
    fn languages(&mut self) {
        for index in 0..self.table.columns.len() {
            if !self.free(index) {
                continue;
            }
            let name = plain_name(self.head(index)).replace(['(', ')', '[', ']', '（', '）'], " ");
            let Some((base, tag)) = name.trim().rsplit_once(' ') else {
                continue;
            };
            let lang: Option<Lang> = tag.parse().ok().filter(|_| LANGUAGES.contains(&tag));
            let meaning = meaning_of(EVENTS, base.trim())
                .filter(|meaning| TEXTS.contains(meaning))
                .or_else(|| TEXTS.iter().find(|text| **text == base.trim()).copied());
            if let (Some(lang), Some(meaning)) = (lang, meaning) {
                self.table.understand(index, meaning, Some(lang));
                self.columns.push((index, meaning.to_owned(), How::Named));
            }
        }
    }

    /// Finds columns whose heads are the names of meanings.
    fn named(&mut self) {
        let own = [
            "id",
            "month",
            "day",
            "speaker",
            "response",
            "response by",
            "response sources",
            "none found",
            "qualifier",
            "source title",
            "tier",
            "copy of",
            "lang",
            "address",
        ];
        for index in 0..self.table.columns.len() {
            let name = plain_name(self.head(index));
            let is = |table: &[(&str, &[&str])]| table.iter().any(|(meaning, _)| *meaning == name);
            let first = self.table.index_of(&name) == Some(index);
            if self.free(index)
                && first
                && (is(EVENTS) || is(AMOUNTS) || own.contains(&name.as_str()))
            {
                self.columns.push((index, name, How::Named));
            }
        }
    }

    /// Returns the kind of table, if the heads show it.
    fn kind(&self, has_currency: bool) -> Option<Kind> {
        let table = &*self.table;
        if table.has("publisher") && table.has("tier") {
            return Some(Kind::Sources);
        }
        if table.has("actor") && (table.has("amount") || table.has("low")) {
            return Some(Kind::Amounts);
        }
        if table.has("title") && table.has("date") {
            return Some(Kind::Events);
        }
        let can = |meanings: &[(&'static str, &[&str])], meaning: &str, contents: &[Contents]| {
            table.has(meaning)
                || (0..table.columns.len()).any(|index| {
                    self.free(index)
                        && meaning_of(meanings, &bare(self.head(index))) == Some(meaning)
                        && contents.contains(&self::contents(table, index))
                })
        };
        let words = [Contents::Words];
        let figures = self.figures();
        let amounts = can(AMOUNTS, "actor", &words)
            && can(AMOUNTS, "date", &[Contents::Dates])
            && !can(EVENTS, "title", &words)
            && figures.len() == 1
            && (has_currency || self.money(&figures));
        if amounts {
            return Some(Kind::Amounts);
        }
        let dated = can(
            EVENTS,
            "date",
            &[Contents::Dates, Contents::Words, Contents::Figures],
        );
        let text = [Contents::Words, Contents::Dates];
        let titled =
            can(EVENTS, "title", &text) || (can(EVENTS, "body", &text) && figures.is_empty());
        let named_actor =
            can(AMOUNTS, "actor", &words) && figures.len() == 1 && self.money(&figures);
        (dated && titled && !named_actor).then_some(Kind::Events)
    }

    /// Returns the columns of figures, without numbers of order and parts of dates.
    fn figures(&self) -> Vec<usize> {
        (0..self.table.columns.len())
            .filter(|index| {
                let name = plain_name(self.head(*index));
                let known = self.columns.iter().find(|(own, ..)| own == index);
                known.is_none_or(|(_, meaning, _)| matches!(meaning.as_str(), "amount" | "low"))
                    && !NUMBERS.contains(&name.as_str())
                    && !MONTHS.contains(&name.as_str())
                    && match contents(self.table, *index) {
                        Contents::Figures => true,
                        // Figures such as 1500 look like years; the head decides.
                        Contents::Dates => {
                            meaning_of(AMOUNTS, &bare(&name)) == Some("amount")
                                || amounts::currency_in(self.head(*index)).is_some()
                        }
                        _ => false,
                    }
            })
            .collect()
    }

    /// Returns true if figures are money: by a column of currencies, by their heads or by their own
    /// signs.
    fn money(&self, figures: &[usize]) -> bool {
        let style = amounts::Style::default();
        self.table.has("currency")
            || figures.iter().any(|index| {
                amounts::currency_in(self.head(*index)).is_some()
                    || self.table.cells_at(*index).take(SAMPLE).any(|(_, cell)| {
                        amounts::read(cell, &style).is_ok_and(|amount| amount.currency.is_some())
                    })
            })
            || (0..self.table.columns.len())
                .any(|index| meaning_of(AMOUNTS, &bare(self.head(index))) == Some("currency"))
    }

    /// Finds columns whose heads are other words for a meaning.
    fn by_words(&mut self, kind: Kind) {
        let meanings = match kind {
            Kind::Events => EVENTS,
            Kind::Amounts => AMOUNTS,
            Kind::Sources | Kind::Figures => return,
        };
        for index in 0..self.table.columns.len() {
            let head = self.head(index).to_owned();
            let name = bare(&head);
            let found = meaning_of(meanings, &name).or_else(|| {
                // A month beside a year is a part of the date.
                MONTHS.contains(&name.as_str()).then_some("month")
            });
            // A head may be the name of a meaning that only the other kind of table has.
            let foreign = |(own, meaning, how): &(usize, String, How)| {
                *own == index
                    && *how == How::Named
                    && MEANT_ELSEWHERE.contains(&(kind, meaning.as_str()))
            };
            if self.columns.iter().any(foreign) {
                self.columns.retain(|(own, ..)| *own != index);
            }
            let Some(meaning) =
                found.filter(|meaning| self.free(index) && !self.table.has(meaning))
            else {
                continue;
            };
            let holds = contents(self.table, index);
            let fits = match meaning {
                "date" | "end date" => {
                    matches!(holds, Contents::Dates | Contents::Words | Contents::Figures)
                }
                "amount" | "low" | "high" => matches!(holds, Contents::Figures | Contents::Dates),
                "actor" | "title" => holds != Contents::Addresses && holds != Contents::Figures,
                "media" => holds == Contents::Addresses || holds == Contents::Words,
                _ => true,
            };
            if fits && holds != Contents::Empty {
                self.take(index, meaning, How::Word);
            }
        }
    }

    fn take(&mut self, index: usize, meaning: &str, how: How) {
        self.table.understand(index, meaning, None);
        self.columns.push((index, meaning.to_owned(), how));
        let head = self.head(index);
        if plain_name(head) != meaning {
            let column = head.to_owned();
            let meaning = meaning.replace(' ', "-");
            let message = match how {
                How::Contents => Message::ColumnByContents { column, meaning },
                _ => Message::ColumnByWord { column, meaning },
            };
            self.notes.push((Place::default(), message));
        }
    }

    /// Finds columns by their contents where heads were not enough; returns the kind of table.
    fn settled(&mut self, kind: Option<Kind>, has_currency: bool) -> Kind {
        let figures = self.figures();
        match kind {
            Some(Kind::Amounts) => {
                if !self.table.has("amount")
                    && !self.table.has("low")
                    && let [only] = figures.as_slice()
                {
                    self.take(*only, "amount", How::Contents);
                }
                return Kind::Amounts;
            }
            Some(Kind::Events) => {
                if !self.table.has("title")
                    && let Some(index) = self.table.index_of("body")
                {
                    self.columns.retain(|(own, ..)| *own != index);
                    let is_body = |note: &Message| match note {
                        Message::ColumnByWord { meaning, .. } => meaning == "body",
                        _ => false,
                    };
                    self.notes.retain(|(_, note)| !is_body(note));
                    self.table.forget("body");
                    self.take(index, "title", How::Word);
                }
                return Kind::Events;
            }
            Some(kind) => return kind,
            None => {}
        }
        let of = |finder: &Self, kind: Contents| -> Vec<usize> {
            (0..finder.table.columns.len())
                .filter(|index| {
                    finder.free(*index)
                        && contents(finder.table, *index) == kind
                        && !figures.contains(index)
                })
                .collect()
        };
        let (days, words) = (of(self, Contents::Dates), of(self, Contents::Words));
        let date = self.table.index_of("date").or(days.first().copied());
        let Some(date) = date.filter(|_| days.len() <= 2) else {
            return Kind::Figures;
        };
        let title = self.table.index_of("title");
        let actor = self.table.index_of("actor");
        match (figures.as_slice(), words.as_slice()) {
            // A name, a day and a figure in each row.
            ([figure], _)
                if (has_currency || self.money(&figures))
                    && (actor.is_some() || words.len() == 1) =>
            {
                let names = actor.or(words.first().copied()).unwrap_or(date);
                for (index, meaning) in [(date, "date"), (names, "actor"), (*figure, "amount")] {
                    if !self.table.has(meaning) {
                        self.take(index, meaning, How::Contents);
                    }
                }
                self.by_words(Kind::Amounts);
                Kind::Amounts
            }
            ([], [_] | []) if title.is_some() || words.len() == 1 => {
                for (index, meaning) in [
                    (Some(date), "date"),
                    (title.or(words.first().copied()), "title"),
                ] {
                    if let Some(index) = index.filter(|_| !self.table.has(meaning)) {
                        self.take(index, meaning, How::Contents);
                    }
                }
                self.by_words(Kind::Events);
                if let Some(end) = days
                    .get(1)
                    .copied()
                    .filter(|end| self.free(*end) && !self.table.has("end date"))
                {
                    self.take(end, "end date", How::Contents);
                }
                Kind::Events
            }
            _ => Kind::Figures,
        }
    }
}

/// Returns the meaning that a head has in a list; `None` if it is not in the list.
fn meaning_of(meanings: &[(&'static str, &[&str])], name: &str) -> Option<&'static str> {
    let named =
        |(meaning, words): &&(&'static str, &[&str])| *meaning == name || words.contains(&name);
    meanings.iter().find(named).map(|(meaning, _)| *meaning)
}

/// Returns a head in lower case without text in brackets, currency and scale: `budget` for
/// `Budget (USD)`.
pub(super) fn bare(head: &str) -> String {
    let name = plain_name(head);
    let open = name.find(['(', '[', '（', '/']).filter(|at| *at > 0);
    let name = open.map_or(name.as_str(), |at| name.get(..at).unwrap_or(&name));
    let name = name.split(" in ").next().unwrap_or(name);
    name.trim().trim_end_matches(',').to_owned()
}

/// Returns a head as it is written, without text in brackets: `Budget` for `Budget (USD)`.
pub(super) fn bare_as_written(head: &str) -> String {
    let open = head.find(['(', '[', '（']).filter(|at| *at > 0);
    open.map_or(head, |at| head.get(..at).unwrap_or(head))
        .trim()
        .to_owned()
}

/// Returns the columns of a table in English and Japanese words, to explain why it was refused.
pub(super) fn described(table: &Table) -> (String, String) {
    let words = |japanese: bool| {
        let columns: Vec<_> = (0..table.columns.len())
            .map(|index| {
                let head = table.columns.get(index).map_or("", String::as_str);
                let kind = match (contents(table, index), japanese) {
                    (Contents::Empty, false) => "empty",
                    (Contents::Dates, false) => "dates",
                    (Contents::Figures, false) => "figures",
                    (Contents::Addresses, false) => "addresses",
                    (Contents::Words, false) => "words",
                    (Contents::Empty, true) => "空",
                    (Contents::Dates, true) => "日付",
                    (Contents::Figures, true) => "数字",
                    (Contents::Addresses, true) => "アドレス",
                    (Contents::Words, true) => "文字",
                };
                if japanese {
                    format!("「{head}」は{kind}")
                } else {
                    format!("`{head}` holds {kind}")
                }
            })
            .take(12)
            .collect();
        columns.join(if japanese { "、" } else { ", " })
    };
    (words(false), words(true))
}

/// Returns the head of the first column that holds words, else of the first with a head, as a shell
/// reads it: the example of a column to name.
pub(super) fn example(table: &Table) -> String {
    let heads = || table.columns.iter().filter(|head| !head.is_empty());
    let of_words = table.columns.iter().enumerate();
    let of_words = of_words
        .filter(|(index, head)| !head.is_empty() && contents(table, *index) == Contents::Words)
        .map(|(_, head)| head);
    let head = of_words
        .chain(heads())
        .next()
        .map_or("Event", String::as_str);
    if head
        .chars()
        .all(|it| it.is_alphanumeric() || "_-.".contains(it))
    {
        head.to_owned()
    } else {
        format!("'{}'", head.replace('\'', "'\\''"))
    }
}

/// Returns true if a head names numbers of order.
pub(super) fn is_number(head: &str) -> bool {
    NUMBERS.contains(&plain_name(head).as_str())
}

/// Returns true if a head names months.
pub(super) fn is_month(head: &str) -> bool {
    MONTHS.contains(&plain_name(head).as_str())
}
