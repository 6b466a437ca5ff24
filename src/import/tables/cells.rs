//! Cells of the kinds that all tables share: dates, words with a meaning, lists, HTML, sources.

use crate::story::{Address, Bound, Date, Id, Lang, Link, LocalizedText, Media};

use super::Context;
use crate::import::dates::{self, Unread};
use crate::import::html::{self, address};
use crate::import::message::{Message, Place, shortened};
use crate::import::story_builder::StoryBuilder;
use crate::import::table::Row;

/// Takes a cell and returns the meaning of its word; `otherwise` if the word is not `known`, which
/// is noted.
pub(super) fn word<T: Copy>(
    builder: &mut StoryBuilder,
    row: &mut Row<'_>,
    column: &str,
    known: &[(&str, T)],
    otherwise: T,
) -> T {
    let written = row.take(column);
    let plain = written.to_lowercase().replace(['_', '-'], " ");
    let found = known.iter().find(|(word, _)| *word == plain);
    if found.is_none() && !written.is_empty() {
        let words: Vec<_> = known.iter().map(|(word, _)| *word).collect();
        let message = Message::UnknownWord {
            text: written,
            known: words.join(", "),
        };
        builder.changed(row.place_of(column), message);
    }
    found.map_or(otherwise, |(_, meaning)| *meaning)
}

/// Returns a text in the first language of an import.
pub(super) fn first_words(text: &LocalizedText) -> String {
    text.iter()
        .next()
        .map(|(_, words)| words.to_string())
        .unwrap_or_default()
}

pub(super) fn found_address(
    builder: &mut StoryBuilder,
    row: &mut Row<'_>,
    column: &str,
    context: &Context<'_>,
) -> Option<Address> {
    let written = row.take(column);
    address_in(builder, row, column, context, written)
}

/// Returns the address in a cell that was taken before.
pub(super) fn address_in(
    builder: &mut StoryBuilder,
    row: &Row<'_>,
    column: &str,
    context: &Context<'_>,
    written: String,
) -> Option<Address> {
    let found = complete_address(&written, context.options.base.as_ref());
    if found.is_none() && !written.is_empty() {
        let message = if is_relative(&written) {
            Message::Relative { text: written }
        } else {
            Message::NoAddress { text: written }
        };
        builder.lost(row.place_of(column), message);
    }
    found
}

/// Returns true if a text is a relative address.
pub(in crate::import) fn is_relative(written: &str) -> bool {
    !written.contains([' ', '<', ':'])
        && (written.contains('/') || written.contains('.'))
        && !written.is_empty()
}

/// Returns an address; a relative one is completed by the base.
pub(in crate::import) fn complete_address(
    written: &str,
    base: Option<&Address>,
) -> Option<Address> {
    let complete = address(written);
    complete.or_else(|| {
        let base = url::Url::parse(base?.as_str()).ok()?;
        let trimmed = written.trim();
        (!trimmed.is_empty() && !trimmed.contains(':')).then_some(())?;
        base.join(trimmed).ok()?.as_str().parse().ok()
    })
}

/// Takes the date of a cell, and notes what had to be decided.
pub(super) fn found_date(
    builder: &mut StoryBuilder,
    row: &mut Row<'_>,
    column: &str,
    context: &Context<'_>,
) -> Option<Date> {
    let mut written = row.take(column);
    if column == "date" && !written.is_empty() {
        written = with_parts(row, written);
    }
    read_date(
        builder,
        &row.place_of(column),
        &written,
        &context.dates,
        context.options.buddhist,
    )
}

/// Returns the year with the month and the day, which have their own columns.
fn with_parts(row: &mut Row<'_>, year: String) -> String {
    if !(year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())) {
        return year;
    }
    let [month, day] = ["month", "day"].map(|part| row.take(part));
    let number = |text: &str| text.trim_end_matches(['月', '日']).parse::<u8>().ok();
    match (number(&month), number(&day)) {
        _ if month.is_empty() => year,
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        (None, Some(day)) => format!("{day} {month} {year}"),
        (None, None) => format!("{month} {year}"),
    }
}

/// Reads a date, and notes what had to be decided or could not be read.
pub(in crate::import) fn read_date(
    builder: &mut StoryBuilder,
    place: &Place,
    written: &str,
    style: &dates::Style,
    buddhist: bool,
) -> Option<Date> {
    if written.is_empty() {
        return None;
    }
    match dates::read(written, style) {
        Ok(read) => {
            for note in read.notes {
                builder.changed(place, note);
            }
            let date = if buddhist {
                dates::of_buddhist_years(read.date)
            } else {
                read.date
            };
            if far_ahead(date) {
                builder.changed(
                    place,
                    Message::FarAhead {
                        date: date.to_string(),
                    },
                );
            }
            return Some(date);
        }
        Err(reason) => builder.lost(place, unread_date(reason, place, written)),
    }
    None
}

/// Returns the reason why a date is left out.
pub(in crate::import) fn unread_date(reason: Unread, place: &Place, written: &str) -> Message {
    let text = written.to_owned();
    match reason {
        Unread::Refused(reason) => *reason,
        Unread::TwoDigits => Message::TwoDigits { text },
        Unread::Order(readings) => Message::OrderOpen {
            place: place.clone(),
            text,
            day_first: readings.day_first.to_string(),
            month_first: readings.month_first.to_string(),
        },
        Unread::NoDate => Message::NoDate { text },
    }
}

/// Returns true if a date is beyond the next two centuries.
fn far_ahead(date: Date) -> bool {
    let far =
        |bound: Bound| matches!(bound, Bound::At(moment) if (2225..10_000).contains(&moment.year));
    far(date.start) || date.end.is_some_and(far)
}

/// Returns the parts of a cell that holds a list: `one; two`, with `\;` for a semicolon within one.
pub(super) fn parts(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = cell.chars().peekable();
    while let Some(c) = letters.next() {
        let escaped = c == '\\' && matches!(letters.peek(), Some(';' | '\\'));
        match (c, parts.last_mut()) {
            (';' | '；', _) => parts.push(String::new()),
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

/// The links and media in the HTML of texts.
#[derive(Default)]
pub(super) struct Extras {
    /// True if the texts are plain and have no HTML.
    pub(super) plain: bool,
    pub(super) links: Vec<Link>,
    pub(super) media: Vec<Media>,
}

/// Returns the texts without HTML; links and media go to `extras`.
pub(super) fn without_html(
    builder: &mut StoryBuilder,
    place: &Place,
    texts: Vec<(Option<Lang>, String)>,
    extras: &mut Extras,
) -> Vec<(Option<Lang>, String)> {
    if extras.plain {
        return texts;
    }
    texts
        .into_iter()
        .map(|(lang, text)| {
            let Some(reduced) = html::of_cell(&text) else {
                return (lang, text);
            };
            for lost in reduced.lost {
                builder.lost(place, lost);
            }
            for (label, address) in reduced.links {
                let label = builder.text(place, &label.replace('\n', " "));
                if let Some(label) =
                    label.filter(|_| extras.links.iter().all(|link| link.address != address))
                {
                    extras.links.push(Link { label, address });
                }
            }
            for (address, caption) in reduced.media {
                let caption = builder.text(place, &caption);
                extras.media.push(Media {
                    caption,
                    ..Media::link(address)
                });
            }
            (lang, reduced.text)
        })
        .collect()
}

/// Returns the sources that a row names by id, by address or in words; may be empty.
pub(super) fn sources(builder: &mut StoryBuilder, row: &mut Row<'_>, column: &str) -> Vec<Id> {
    let written = row.take(column);
    if written.is_empty() {
        return Vec::new();
    }
    let place = row.place_of(column);
    let beside = |row: &mut Row<'_>| ["publisher", "source title"].map(|column| row.take(column));
    let addresses = written.matches("://").count() + written.matches("www.").count();
    let single = addresses <= 1 && !written.contains(';');
    let [publisher, title] = if single && column == "source" {
        beside(row)
    } else {
        Default::default()
    };
    sources_of(builder, &place, &written, &publisher, &title)
}

/// Returns the sources that a text names.
pub(in crate::import) fn sources_of(
    builder: &mut StoryBuilder,
    place: &Place,
    written: &str,
    publisher: &str,
    title: &str,
) -> Vec<Id> {
    let mut found: Vec<Id> = Vec::new();
    let mut add = |id: Id| {
        if !found.contains(&id) {
            found.push(id);
        }
    };
    let cell = html::of_cell(written);
    let links = cell
        .as_ref()
        .map(|reduced| reduced.links.clone())
        .unwrap_or_default();
    for (label, address) in &links {
        let named = if title.is_empty() { label } else { title };
        add(builder.source_at(address, publisher, named));
    }
    let plain = cell.map_or_else(|| written.to_owned(), |reduced| reduced.text);
    let whole = plain.trim();
    if !links.is_empty() && links.iter().any(|(label, _)| label == whole) {
        return found;
    }
    if let Some(id) = builder.cited(whole) {
        return vec![id];
    }
    let tokens: Vec<&str> = whole
        .split(|c: char| c.is_whitespace() || matches!(c, ';' | '；' | '、'))
        .filter(|token| !token.is_empty())
        .collect();
    if !tokens.is_empty() && tokens.iter().all(|token| builder.cited(token).is_some()) {
        for id in tokens.iter().filter_map(|token| builder.cited(token)) {
            add(id);
        }
        return found;
    }
    // Addresses are read first; the words between them are the rest.
    let mut words = String::new();
    let mut addresses = Vec::new();
    for part in whole.split_inclusive([' ', '\n', '\t', ';', '；', '、']) {
        let bare = part.trim_end_matches([' ', '\n', '\t', ';', '；', '、']);
        // “a, b” and “a,https://b” are two; a comma within an address is its own.
        let pieces = bare.replace(",http", " http").replace(",www.", " www.");
        for piece in pieces.split(' ').filter(|piece| !piece.is_empty()) {
            let trimmed = piece.trim_start_matches(['(', '<', '"', '“', '（']);
            let bare = trimmed.trim_end_matches(['.', ',', '>', '"', '”', '）', ':']);
            let bare = if bare.contains('(') {
                bare
            } else {
                bare.trim_end_matches(')')
            };
            let www = bare.starts_with("www.").then(|| format!("https://{bare}"));
            let is = www.is_some() || bare.contains("://");
            if let Some(address) = address(www.as_deref().unwrap_or(bare)).filter(|_| is) {
                if www.is_some() {
                    builder.changed(
                        place,
                        Message::AddressCompleted {
                            text: bare.to_owned(),
                            address: address.to_string(),
                        },
                    );
                }
                addresses.push(address);
                words.push(' ');
            } else {
                words.push_str(piece);
                words.push(' ');
            }
        }
        if part.ends_with([';', '；']) {
            words.push(';');
        }
    }
    let about: Vec<String> = words
        .split([';', '；'])
        .map(|part| {
            part.trim()
                .trim_matches([',', '(', ')', ' ', '、', '–', '-', ':'])
                .trim()
                .to_owned()
        })
        .filter(|part| part.contains(char::is_alphanumeric))
        .collect();
    match (addresses.as_slice(), about.as_slice()) {
        ([], _) => {}
        ([only], [words]) if title.is_empty() => {
            add(builder.source_at(only, publisher, words));
            return found;
        }
        (several, _) => {
            for address in several {
                add(builder.source_at(address, publisher, title));
            }
        }
    }
    for words in about {
        if let Some(id) = builder.cited(&words) {
            add(id);
            continue;
        }
        if let Some(id) = builder.source_in_words(place, &words, publisher) {
            builder.changed(
                place,
                Message::SourceInWords {
                    text: words,
                    id: id.to_string(),
                },
            );
            add(id);
        }
    }
    found
}

pub(super) fn or_the_file(builder: &mut StoryBuilder, sources: Vec<Id>, file: &str) -> Vec<Id> {
    if sources.is_empty() {
        vec![builder.file_source(file)]
    } else {
        sources
    }
}

/// Lists a text as left out.
pub(super) fn lose(builder: &mut StoryBuilder, place: &Place, text: &str) {
    if !text.is_empty() {
        builder.lost(
            place,
            Message::Cell {
                text: shortened(text),
            },
        );
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
