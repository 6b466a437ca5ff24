//! Ways out: a story for TimelineJS, as tables, and as linked data for search engines. What leaves can come
//! back; what the other format cannot say is listed for the author.

mod csv;
mod jsonld;
mod timelinejs;

use crate::story::{Date, Detail, Edge, Id, Lang, Moment, Source, Story, Text};

pub use csv::{Table, csv};
pub use jsonld::jsonld;
pub use timelinejs::timelinejs;

/// A story in another format.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// What had no place in it, a line each.
    pub left_out: Vec<String>,
}

/// `2 tables`, or nothing of nothing.
fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    }
}

/// The words of a text in a language, without the marks where a line may break.
fn words(text: &Text, lang: Lang) -> String {
    text.get(lang).map(|(_, words)| words.replace('\u{200b}', "")).unwrap_or_default()
}

/// The sources of these ids.
fn cited<'s>(story: &'s Story, ids: &'s [Id]) -> impl Iterator<Item = &'s Source> {
    ids.iter().filter_map(|id| story.source(id)).map(|(_, source)| source)
}

/// The days of a date as other timelines can say them: a year, month, day or time, and perhaps an end. A
/// decade becomes its first and last year, a season its months, and “about” is left away.
pub(super) fn plain_dates(date: &Date) -> Option<Date> {
    let ((Edge::At(start), _) | (_, Some(Edge::At(start)))) = (date.start, date.end) else { return None };
    let (first, mut last) = plain(start);
    if let (Edge::At(_), Some(Edge::At(end))) = (date.start, date.end) {
        let (from, to) = plain(end);
        last = Some(to.unwrap_or(from));
    }
    Some(Date { start: Edge::At(first), end: last.filter(|last| *last != first).map(Edge::At) })
}

/// The first and perhaps the last year, month, day or minute of a moment.
fn plain(moment: Moment) -> (Moment, Option<Moment>) {
    let year = moment.year;
    let at = Moment::new;
    match moment.detail {
        Detail::Century => (at(year, Detail::Year), Some(at(year + 99, Detail::Year))),
        Detail::Decade => (at(year, Detail::Year), Some(at(year + 9, Detail::Year))),
        Detail::Season(season) => {
            let month = 3 * season.min(3) + 3;
            let (last, past) = if month == 12 { (year + 1, 2) } else { (year, month + 2) };
            (at(year, Detail::Month(month)), Some(at(last, Detail::Month(past))))
        }
        // TimelineJS takes midnight for no time at all.
        Detail::Time(month, day, 0) => (at(year, Detail::Day(month, day)), None),
        detail => (at(year, detail), None),
    }
}
