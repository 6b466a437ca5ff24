//! Dates for tools that support only years, months, days and times.

use super::date::{Bound, Date, Moment, Precision};

impl Date {
    /// Returns the date as a year, month, day or time, with an end where it has one; `None` if both
    /// ends are open. A decade becomes its first and last year, a season its months, and the marks
    /// `~` and `?` are dropped.
    pub fn simplified(&self) -> Option<Date> {
        let ((Bound::At(start), _) | (_, Some(Bound::At(start)))) = (self.start, self.end) else {
            return None;
        };
        let (first, mut last) = simplified(start);
        if let (Bound::At(_), Some(Bound::At(end))) = (self.start, self.end) {
            let (from, to) = simplified(end);
            last = Some(to.unwrap_or(from));
        }
        Some(Date {
            start: Bound::At(first),
            end: last.filter(|last| *last != first).map(Bound::At),
        })
    }
}

/// Returns the first year, month, day or minute of a moment, and the last one if it is another.
fn simplified(moment: Moment) -> (Moment, Option<Moment>) {
    let year = moment.year;
    let at = Moment::new;
    match moment.precision {
        Precision::Century => (
            at(year, Precision::Year),
            Some(at(year + 99, Precision::Year)),
        ),
        Precision::Decade => (
            at(year, Precision::Year),
            Some(at(year + 9, Precision::Year)),
        ),
        Precision::Season(season) => {
            let month = 3 * season.min(3) + 3;
            let (last, past) = if month == 12 {
                (year + 1, 2)
            } else {
                (year, month + 2)
            };
            (
                at(year, Precision::Month(month)),
                Some(at(last, Precision::Month(past))),
            )
        }
        // TimelineJS reads midnight as “no time”.
        Precision::Time(month, day, 0) => (at(year, Precision::Day(month, day)), None),
        precision => (at(year, precision), None),
    }
}
