//! Two ends: `2015–2016`, `since 2010`, `before 1900`, `3–5 May 2015`.

use crate::story::{Bound, Date, Moment, Precision, civil};

use super::super::message::Message;
use super::names::{
    BETWEEN, EARLIER_AFTER, EARLIER_BEFORE, LATER_AFTER, LATER_BEFORE, PRESENT, RANGE_OPENS,
    SINCE_AFTER, SINCE_BEFORE, UNTIL_AFTER, UNTIL_BEFORE, without,
};
use super::numbers::whole;
use super::{Read, Style, Unread, single};

/// Reads a folded text as one date, an open range or a range.
pub(super) fn read(text: &str, style: &Style) -> Result<Read, Unread> {
    let alone = match single::read(text, style) {
        Err(Unread::NoDate) => Unread::NoDate,
        Err(refused @ Unread::Refused(_)) => return Err(refused),
        Err(reason) => reason,
        Ok(read) => return Ok(read),
    };
    if alone != Unread::NoDate {
        return Err(alone);
    }
    match open(text, style).unwrap_or(Err(Unread::NoDate)) {
        Err(Unread::NoDate) => {}
        found => return found,
    }
    range(text, style)
}

/// Reads an open range: `since 2010`, `until 1900`, `before 1900`, `after 1900`.
fn open(text: &str, style: &Style) -> Option<Result<Read, Unread>> {
    type Made = fn(Date) -> Option<Date>;
    let since: Made = |date| {
        Some(Date {
            start: date.start,
            end: Some(Bound::Open),
        })
    };
    let until: Made = |date| {
        Some(Date {
            start: Bound::Open,
            end: Some(date.end.unwrap_or(date.start)),
        })
    };
    let earlier: Made = |date| {
        let Bound::At(first) = date.start else {
            return None;
        };
        Some(Date {
            start: Bound::Open,
            end: Some(Bound::At(neighbour(first, -1)?)),
        })
    };
    let later: Made = |date| {
        let Bound::At(last) = date.end.unwrap_or(date.start) else {
            return None;
        };
        Some(Date {
            start: Bound::At(neighbour(last, 1)?),
            end: Some(Bound::Open),
        })
    };
    let kinds: [(&[&str], &[&str], Made); 4] = [
        (EARLIER_BEFORE, EARLIER_AFTER, earlier),
        (LATER_BEFORE, LATER_AFTER, later),
        (SINCE_BEFORE, SINCE_AFTER, since),
        (UNTIL_BEFORE, UNTIL_AFTER, until),
    ];
    for (before, after, make) in kinds {
        let Some(rest) = without(text, before, after) else {
            continue;
        };
        match single::read(rest, style) {
            Ok(read) => {
                let date = make(read.date)?;
                return Some(Ok(Read { date, ..read }));
            }
            Err(Unread::NoDate) => {}
            Err(reason) => return Some(Err(reason)),
        }
    }
    None
}

/// Returns the moment before or after another, with the same precision.
fn neighbour(moment: Moment, step: i64) -> Option<Moment> {
    let year = moment.year;
    let (year, precision) = match moment.precision {
        Precision::Century => (year + 100 * step, Precision::Century),
        Precision::Decade => (year + 10 * step, Precision::Decade),
        Precision::Year => (year + step, Precision::Year),
        Precision::Month(month) => {
            let months = year * 12 + i64::from(month) - 1 + step;
            let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
            (months.div_euclid(12), Precision::Month(month))
        }
        Precision::Day(month, day) => {
            let number = crate::story::day_number(year, month, day) + step;
            let (year, month, day) = civil(number);
            (year, Precision::Day(month, day))
        }
        Precision::Season(_) | Precision::Time(..) => return None,
    };
    (year >= 0 || precision == Precision::Year).then_some(Moment {
        year,
        precision,
        ..moment
    })
}

/// Reads both ends of a range. An end that is incomplete takes what it lacks from the other.
fn range(text: &str, style: &Style) -> Result<Read, Unread> {
    let mut reason = Unread::NoDate;
    let bare = RANGE_OPENS
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    let bare = bare.strip_suffix("まで").unwrap_or(bare);
    let bare = if text.starts_with("between ") {
        bare.replace(" and ", " - ")
    } else if text.starts_with("zwischen ") {
        bare.replace(" und ", " - ")
    } else if text.starts_with("entre ") {
        bare.replace(" et ", " - ").replace(" y ", " - ")
    } else {
        bare.to_owned()
    };
    for separator in BETWEEN.iter().copied().chain(["-", "/"]) {
        for (at, _) in bare.match_indices(separator) {
            let (left, right) = (bare.get(..at), bare.get(at + separator.len()..));
            let (Some(left), Some(right)) = (left.map(str::trim), right.map(str::trim)) else {
                continue;
            };
            match ends(text, left, right, style) {
                Err(Unread::NoDate) => {}
                Err(why) => reason = why,
                Ok(read) => return Ok(read),
            }
        }
    }
    Err(reason)
}

fn ends(text: &str, left: &str, right: &str, style: &Style) -> Result<Read, Unread> {
    if left.is_empty() || right.is_empty() {
        return Err(Unread::NoDate);
    }
    if PRESENT.contains(&right) {
        let since = single::read(left, style)?;
        let date = Date {
            start: since.date.start,
            end: Some(Bound::Open),
        };
        return Ok(Read { date, ..since });
    }
    if let Some(read) = short_year(text, left, right) {
        return Ok(read);
    }
    let mut reason = Unread::NoDate;
    for (left, right) in lent(left, right) {
        match (single::read(&left, style), single::read(&right, style)) {
            (Ok(first), Ok(last)) => {
                let date = Date {
                    start: first.date.start,
                    end: Some(last.date.end.unwrap_or(last.date.start)),
                };
                // Only a range that goes forward is one.
                let Ok(date) = date.to_string().parse() else {
                    continue;
                };
                let notes = first.notes.into_iter().chain(last.notes).collect();
                return Ok(Read { date, notes });
            }
            (Err(why), _) | (_, Err(why)) if why != Unread::NoDate => reason = why,
            _ => {}
        }
    }
    Err(reason)
}

/// Reads a range whose second year has no century: `1914–18` and `2015/16`.
fn short_year(text: &str, left: &str, right: &str) -> Option<Read> {
    let (first, short) = (whole(left)?, whole(right)?);
    let last = first - first.rem_euclid(100) + short;
    let shaped = left.len() == 4 && right.len() == 2 && last > first;
    let date: Date = format!("{first:04}/{last:04}")
        .parse()
        .ok()
        .filter(|_| shaped)?;
    let note = Message::ShortYear {
        text: text.to_owned(),
        date: date.to_string(),
    };
    Some(Read {
        date,
        notes: vec![note],
    })
}

/// Returns the two ends as they are, and then with what one takes from the other.
fn lent(left: &str, right: &str) -> Vec<(String, String)> {
    let mut pairs = vec![(left.to_owned(), right.to_owned())];
    let words: Vec<_> = right.split(' ').collect();
    for rest in 1..words.len() {
        let lent = words.get(rest..).unwrap_or_default().join(" ");
        pairs.push((format!("{left} {lent}"), right.to_owned()));
        if let Some((before, _)) = left.rsplit_once(' ') {
            pairs.push((format!("{left} {lent}"), format!("{before} {right}")));
        }
    }
    // “3.–5.5.2015”
    if let Some((_, lent)) = right.split_once('.') {
        pairs.push((
            format!("{}.{lent}", left.trim_end_matches('.')),
            right.to_owned(),
        ));
        if let Some((_, lent)) = lent.split_once('.') {
            pairs.push((
                format!("{}.{lent}", left.trim_end_matches('.')),
                right.to_owned(),
            ));
        }
    }
    // “2015年1月3日〜5日”
    for mark in ['月', '年', '월', '년'] {
        if let Some(at) = left.rfind(mark)
            && let Some(lent) = left.get(..at + mark.len_utf8())
        {
            pairs.push((left.to_owned(), format!("{lent}{right}")));
        }
    }
    pairs
}
