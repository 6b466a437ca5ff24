//! Dates as people write them, converted to EDTF. A date with two readings is not read: the caller
//! gets both readings. The words of the languages are data in `names` and `eras`.

mod eras;
mod names;
mod numbers;
mod single;
mod span;
mod style;

use unicode_normalization::UnicodeNormalization;

use crate::story::{Bound, Date, Moment};

use super::message::Message;

pub use style::Order;
pub(super) use style::{Style, style_of};

/// A date that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    pub(super) date: Date,
    /// Notes about the decisions of the reading.
    pub(super) notes: Vec<Message>,
}

/// The reason why a text was not read as a date.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unread {
    /// It is no date.
    NoDate,
    /// It has a day and a month, and their order is unknown.
    Order(Box<Readings>),
    /// Its year has two digits.
    TwoDigits,
    /// It is understood, but a story cannot express it.
    Refused(Box<Message>),
}

/// The two readings of a date such as 3/4/2011.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Readings {
    pub(super) day_first: Date,
    pub(super) month_first: Date,
}

/// Longer texts are no dates.
const LONGEST: usize = 120;

/// Reads a date in the style of its column.
pub(super) fn read(written: &str, style: &Style) -> Result<Read, Unread> {
    let written = written.trim();
    if written.is_empty() || written.len() > LONGEST {
        return Err(Unread::NoDate);
    }
    if let Ok(date) = written.parse() {
        return Ok(date_alone(date));
    }
    span::read(&folded(written), style)
}

/// Reads a date that belongs to no column of dates.
pub(super) fn date(written: &str) -> Option<Date> {
    read(written, &Style::default()).ok().map(|read| read.date)
}

/// Returns a date whose years were written in the Buddhist calendar of Thailand as a Gregorian
/// date.
pub(super) fn of_buddhist_years(date: Date) -> Date {
    let bound = |bound: Bound| match bound {
        Bound::At(moment) if moment.year >= 2400 => Bound::At(Moment {
            year: moment.year - 543,
            ..moment
        }),
        other => other,
    };
    Date {
        start: bound(date.start),
        end: date.end.map(bound),
    }
}

/// Returns the number of a month, 1 to 12, by its name in one of the languages.
pub(super) fn month_of(name: &str) -> Option<u8> {
    let folded = folded(name);
    let plain = folded.trim_end_matches('.');
    let found = names::MONTHS
        .iter()
        .position(|names| names.contains(&plain))?;
    u8::try_from(found + 1).ok()
}

pub(super) fn date_alone(date: Date) -> Read {
    Read {
        date,
        notes: Vec::new(),
    }
}

/// Returns the text with one form of every digit, dash and space, in lower case.
pub(super) fn folded(written: &str) -> String {
    let mut folded = String::new();
    let mut letters = written.nfkc().flat_map(char::to_lowercase).peekable();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            '\u{660}'..='\u{669}'
            | '\u{6f0}'..='\u{6f9}'
            | '\u{966}'..='\u{96f}'
            | '\u{e50}'..='\u{e59}' => numbers::digit(letter),
            '‐'..='―' | '−' => '-',
            '〜' | '∼' => '~',
            '’' => '\'',
            letter
                if crate::story::is_hidden(letter)
                    || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{307}') =>
            {
                continue;
            }
            letter if letter.is_whitespace() => ' ',
            letter => letter,
        };
        // “(土)” after a day is its weekday.
        if letter == '('
            && letters
                .peek()
                .is_some_and(|next| "月火水木金土日월화수목금토일".contains(*next))
        {
            letters.next();
            letters.next_if_eq(&')');
            continue;
        }
        if letter != ' ' || !folded.ends_with(' ') {
            folded.push(letter);
        }
    }
    folded.trim().to_owned()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
