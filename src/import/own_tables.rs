//! Our own tables as CSV: events, amounts and sources, each known by its columns. `docs/story-format.md`
//! lists them; the export writes the same.

use crate::story::{
    Address, Currency, Date, Event, Id, Lang, LocalizedText, Observation, Qualifier, Response,
    Source, Speaker, Status, Tier,
};

use super::Options;
use super::amount::{amount, date, decimal_mark};
use super::csv_file::{Row, Table};
use super::html::{address, shortened};
use super::story_builder::StoryBuilder;

/// Returns true if a table lists sources.
pub(super) fn are_sources(table: &Table) -> bool {
    table.has("publisher") && table.has("tier")
}

fn are_amounts(table: &Table) -> bool {
    table.has("actor") && (table.has("amount") || table.has("low"))
}

/// Returns true if a table is one of ours.
pub(super) fn is_table(table: &Table) -> bool {
    are_sources(table) || are_amounts(table) || (table.has("title") && table.has("date"))
}

/// Reads one of our tables.
pub(super) fn read(
    builder: &mut StoryBuilder,
    file: &str,
    table: &Table,
    options: &Options,
) -> Result<(), String> {
    let figures = ["amount", "low", "high"]
        .into_iter()
        .flat_map(|column| table.cells(column));
    let mark = decimal_mark(figures);
    let add: fn(&mut StoryBuilder, &str, &mut Row<'_>, &Options, Option<char>) -> Option<()> =
        if are_sources(table) {
            |builder, _, row, _, _| add_source(builder, row)
        } else if are_amounts(table) {
            add_amount
        } else if is_table(table) {
            |builder, file, row, _, _| add_event(builder, file, row)
        } else {
            return Err(
                "the first line must name columns: date and title for events, or actor, measure, \
                    currency, date and amount for amounts"
                    .to_owned(),
            );
        };
    for mut row in table.rows() {
        add(builder, file, &mut row, options, mark);
        let place = row.place.clone();
        for (column, cell) in row.rest() {
            builder.lost(
                format!("{place}, {column}"),
                format!("“{}”", shortened(&cell)),
            );
        }
    }
    Ok(())
}

fn add_source(builder: &mut StoryBuilder, row: &mut Row<'_>) -> Option<()> {
    let place = row.place.clone();
    let name = row.take("id");
    let [publisher, title, copy_of] =
        ["publisher", "title", "copy of"].map(|column| row.take(column));
    let mut plain = |text: &str| {
        builder
            .wording(&place, text)
            .and_then(|text| text.parse().ok())
    };
    let (publisher, title, copy_of) = (plain(&publisher), plain(&title), plain(&copy_of));
    let written = row.take("lang");
    let lang = written.parse().unwrap_or_else(|_| Lang::english());
    if !written.is_empty() && written != lang.as_str() {
        builder.changed(
            &place,
            format!("the language “{}” is now {lang}", shortened(&written)),
        );
    }
    let where_it_is = found_address(builder, row, "address");
    let date = found_date(builder, row, "date");
    let tier = word(builder, row, "tier", Tier::ALL, Tier::name, Tier::Weak);
    let (Some(publisher), Some(title)) = (publisher, title) else {
        builder.lost(
            place,
            format!("the source `{name}`, which needs a publisher and a title"),
        );
        return None;
    };
    let id = builder.source_id(&name);
    builder.source(Source {
        id,
        publisher,
        title,
        lang,
        address: where_it_is,
        date,
        tier,
        copy_of,
        described: false,
    });
    Some(())
}

/// One of the words that have a meaning in a column.
fn word<T: Copy>(
    builder: &mut StoryBuilder,
    row: &mut Row<'_>,
    column: &str,
    known: &[T],
    name: fn(T) -> &'static str,
    otherwise: T,
) -> T {
    let written = row.take(column);
    let plain = written.to_lowercase().replace(['_', '-'], " ");
    let in_words = |word: &T| name(*word).replace('_', " ");
    let found = known.iter().find(|word| in_words(word) == plain);
    if found.is_none() && !written.is_empty() {
        let words: Vec<_> = known.iter().map(in_words).collect();
        let message = format!(
            "“{}” has no meaning here; known are {}",
            shortened(&written),
            words.join(", ")
        );
        builder.changed(format!("{}, {column}", row.place), message);
    }
    found.copied().unwrap_or(otherwise)
}

/// A text in the one language of an import.
fn first_words(text: LocalizedText) -> Option<String> {
    text.iter().next().map(|(_, words)| words.to_string())
}

fn found_address(builder: &mut StoryBuilder, row: &mut Row<'_>, column: &str) -> Option<Address> {
    let written = row.take(column);
    let found = address(&written);
    if found.is_none() && !written.is_empty() {
        builder.lost(
            format!("{}, {column}", row.place),
            format!("“{}”, which is no address", shortened(&written)),
        );
    }
    found
}

fn found_date(builder: &mut StoryBuilder, row: &mut Row<'_>, column: &str) -> Option<Date> {
    let written = row.take(column);
    let found = date(&written);
    if found.is_none() && !written.is_empty() {
        let help = "write 1872, 1872-10 or 1872-10-14";
        builder.lost(
            format!("{}, {column}", row.place),
            format!("“{}”, which is no date; {help}", shortened(&written)),
        );
    }
    found
}

/// The parts of a cell that holds a list: `one; two`, with `\;` for a semicolon within one.
fn parts(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = cell.chars().peekable();
    while let Some(c) = letters.next() {
        let escaped = c == '\\' && matches!(letters.peek(), Some(';' | '\\'));
        match (c, parts.last_mut()) {
            (';', _) => parts.push(String::new()),
            (_, Some(part)) => part.push(if escaped {
                letters.next().unwrap_or(c)
            } else {
                c
            }),
            _ => {}
        }
    }
    parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// The sources that a row names by id or address, or none.
fn sources(builder: &mut StoryBuilder, row: &mut Row<'_>, column: &str) -> Vec<Id> {
    let written = row.take(column);
    let mut found = Vec::new();
    let names: Vec<_> = written
        .split(|c: char| c.is_whitespace() || c == ';')
        .filter(|name| !name.is_empty())
        .collect();
    let [publisher, title] = match names.len() {
        1 => ["publisher", "source title"].map(|column| row.take(column)),
        _ => [String::new(), String::new()],
    };
    for name in names {
        let id = match (builder.cited(name), address(name)) {
            (Some(id), _) => id,
            (None, Some(address)) => builder.source_at(&address, &publisher, &title),
            (None, None) => {
                let message = format!(
                    "the source “{}”, which is neither an address nor in a table of sources",
                    shortened(name)
                );
                builder.lost(format!("{}, {column}", row.place), message);
                continue;
            }
        };
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

fn or_the_file(builder: &mut StoryBuilder, sources: Vec<Id>, file: &str) -> Vec<Id> {
    if sources.is_empty() {
        vec![builder.file_source(file)]
    } else {
        sources
    }
}

fn add_event(builder: &mut StoryBuilder, file: &str, row: &mut Row<'_>) -> Option<()> {
    let place = row.place.clone();
    let [id, title] = ["id", "title"].map(|column| row.take(column));
    let date = found_date(builder, row, "date");
    let (Some(date), Some(text)) = (date, builder.text(&place, &title.replace('\n', " "))) else {
        builder.lost(
            place,
            format!(
                "the event “{}”, which needs a date and a title",
                shortened(&title)
            ),
        );
        return None;
    };
    let cited = sources(builder, row, "source");
    let status = word(
        builder,
        row,
        "status",
        Status::ALL,
        Status::name,
        Status::Reported,
    );
    let said = row.take("speaker");
    let speaker = builder
        .text(&place, &said)
        .map(|name| Speaker { name, actor: None });
    let mut response = response(builder, row);
    let heard = match status {
        Status::Alleged => speaker.is_some() && response.is_some(),
        Status::Opinion => speaker.is_some(),
        _ => true,
    };
    if !heard {
        let message = "which needs its speaker, and if it is alleged the response of the accused";
        builder.lost(
            &place,
            format!("the event “{}”, {message}", shortened(&title)),
        );
        let answers = response
            .and_then(|response| response.text)
            .into_iter()
            .filter_map(first_words);
        for lost in answers.chain([said]).filter(|words| !words.is_empty()) {
            builder.lost(&place, format!("with it “{}”", shortened(&lost)));
        }
        return None;
    }
    let sources = or_the_file(builder, cited, file);
    // An answer that names no sources of its own was in those of the event.
    if let Some(response) = response
        .as_mut()
        .filter(|it| it.text.is_some() && it.sources.is_empty())
    {
        response.sources.clone_from(&sources);
    }
    let body = row.take("body");
    let body = builder.text(&place, &body);
    let actors: Vec<_> = parts(&row.take("actors"))
        .iter()
        .filter_map(|name| builder.actor(&place, name))
        .collect();
    let tags = parts(&row.take("tags"))
        .iter()
        .filter_map(|label| builder.tag(&place, label))
        .collect();
    let id = builder.event_id(if id.is_empty() { &title } else { &id });
    let (links, media) = (Vec::new(), Vec::new());
    builder.event(Event {
        key: false,
        id,
        date,
        title: text,
        body,
        actors,
        tags,
        status,
        speaker,
        response,
        sources,
        links,
        media,
    });
    Some(())
}

/// The answer of the accused.
fn response(builder: &mut StoryBuilder, row: &mut Row<'_>) -> Option<Response> {
    let place = row.place.clone();
    let [by, answer] = ["response by", "response"].map(|column| row.take(column));
    let none_found = found_date(builder, row, "none found");
    let cited = sources(builder, row, "response sources");
    let text = builder.text(&place, &answer);
    let whole = text.is_some() != none_found.is_some();
    match builder.text(&place, &by) {
        Some(by) if whole => {
            let sources = if text.is_some() { cited } else { Vec::new() };
            Some(Response {
                by,
                text,
                none_found,
                sources,
            })
        }
        _ => {
            for words in [by, answer].into_iter().filter(|words| !words.is_empty()) {
                let message = "a response needs who answers, and either an answer or a date until which none was found";
                builder.lost(&place, format!("“{}”: {message}", shortened(&words)));
            }
            None
        }
    }
}

fn add_amount(
    builder: &mut StoryBuilder,
    file: &str,
    row: &mut Row<'_>,
    options: &Options,
    mark: Option<char>,
) -> Option<()> {
    let place = row.place.clone();
    let [actor, measure, currency] =
        ["actor", "measure", "currency"].map(|column| row.take(column));
    let low = [row.take("amount"), row.take("low")]
        .into_iter()
        .find(|low| !low.is_empty())
        .unwrap_or_default();
    let high = row.take("high");
    let Some(figure) = amount(&low, 0, mark) else {
        builder.lost(
            place,
            format!(
                "the amount “{}” of {}, which is no number from zero up",
                shortened(&low),
                shortened(&actor)
            ),
        );
        return None;
    };
    let high = amount(&high, 0, mark).or_else(|| {
        list_unread(builder, &format!("{place}, high"), &high);
        None
    });
    let date = found_date(builder, row, "date").or(options.date);
    let currency = currency
        .to_uppercase()
        .parse()
        .ok()
        .or(figure.currency)
        .or(options.currency);
    let (Some(date), Some(currency)) = (date, currency) else {
        let message = "which needs a date and a currency: name them in columns, or import with --date and --currency";
        builder.lost(
            place,
            format!(
                "the amount “{}” of {}, {message}",
                shortened(&low),
                shortened(&actor)
            ),
        );
        return None;
    };
    let qualifier = word(
        builder,
        row,
        "qualifier",
        Qualifier::ALL,
        Qualifier::name,
        Qualifier::Reported,
    );
    let note = row.take("note");
    let note = builder.text(&place, &note);
    let cited = sources(builder, row, "source");
    let sources = or_the_file(builder, cited, file);
    let measure = if measure.is_empty() {
        "Amount"
    } else {
        &measure
    };
    let amount = Found {
        actor: &actor,
        measure,
        currency,
        date,
        low: figure.units,
        high: high.map(|high| high.units),
        qualifier,
    };
    let rounded = figure.rounded || high.is_some_and(|high| high.rounded);
    if rounded {
        builder.changed(&place, "a fraction of the currency's unit was rounded");
    }
    let observation = amount.observation(builder, &place)?;
    builder.observation(Observation {
        note,
        sources,
        ..observation
    });
    Some(())
}

fn list_unread(builder: &mut StoryBuilder, place: &str, written: &str) {
    if !written.is_empty() {
        builder.lost(
            place,
            format!("“{}”, which is no number", shortened(written)),
        );
    }
}

/// An amount found in a table.
pub(super) struct Found<'r> {
    pub(super) actor: &'r str,
    pub(super) measure: &'r str,
    pub(super) currency: Currency,
    pub(super) date: Date,
    pub(super) low: i64,
    pub(super) high: Option<i64>,
    pub(super) qualifier: Qualifier,
}

impl Found<'_> {
    /// The amount as an observation, still without sources.
    pub(super) fn observation(
        self,
        builder: &mut StoryBuilder,
        place: &str,
    ) -> Option<Observation> {
        let Some(actor) = builder.actor(place, self.actor) else {
            builder.lost(
                place,
                format!("the amount {}, which belongs to nobody", self.low),
            );
            return None;
        };
        let measure = builder.measure(place, self.measure, self.currency)?;
        let high = self.high.filter(|high| *high != self.low);
        let low = high.map_or(self.low, |high| high.min(self.low));
        let high = high.map(|high| high.max(self.low));
        let qualifier = match self.qualifier {
            Qualifier::Exact if high.is_some() => {
                builder.changed(place, "a range cannot be exact; it is now `reported`");
                Qualifier::Reported
            }
            qualifier => qualifier,
        };
        let id = builder.observation_id(&format!("{actor} {measure} {}", self.date));
        let (date, sum_of, sources) = (self.date, Vec::new(), Vec::new());
        Some(Observation {
            id,
            actor,
            measure,
            date,
            low,
            high,
            qualifier,
            part: None,
            sum_of,
            note: None,
            sources,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn lists_in_a_cell_are_taken_apart() {
        assert_eq!(
            parts("one; two ;; three\\;four; a\\\\b; c\\d"),
            ["one", "two", "three;four", "a\\b", "c\\d"]
        );
        assert!(parts(" ; ").is_empty());
    }
}
