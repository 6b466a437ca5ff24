//! Ways out: a story for TimelineJS, as tables, and as linked data for search engines. What leaves can come
//! back; what the other format cannot say is listed for the author.

use crate::story::{Date, Detail, Edge, Moment};

/// The days of a date as other timelines can say them: a year, month, day or time, and perhaps an end. A
/// decade becomes its first and last year, a season its months, and `about` is left away.
pub(super) fn plain_dates(date: &Date) -> Option<Date> {
    let start = match (date.start, date.end) {
        (Edge::At(start), _) | (_, Some(Edge::At(start))) => start,
        _ => return None,
    };
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
