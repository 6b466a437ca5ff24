//! The style of a column of dates: its cells together show which number is the day and which the
//! month, and if its numbers are days as spreadsheets count them.

use crate::story::Date;

use super::super::message::{Message, Place};
use super::{Unread, numbers, read};

/// The order of the numbers in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
    /// Year, month, day.
    YearFirst,
}

/// The notation of the dates of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::import) struct Style {
    /// The order of day and month, if it is known.
    pub(in crate::import) order: Option<Order>,
    /// True if whole numbers are days as a spreadsheet counts them.
    pub(in crate::import) serial: bool,
    /// The first of the hundred years that years of two digits stand for.
    pub(in crate::import) first_year: Option<i64>,
}

/// A cell of a column of dates: the place, as messages name it, and the text.
pub(in crate::import) type Cell<'t> = (Place, &'t str);

/// Returns the style of the cells, and how it was found. An error names both readings and the
/// option to choose.
pub(in crate::import) fn style_of<'t>(
    cells: impl Iterator<Item = Cell<'t>> + Clone,
    given: Style,
) -> Result<(Style, Vec<Message>), Box<Message>> {
    let mut style = given;
    let mut notes = Vec::new();
    let mut filled = cells
        .clone()
        .filter(|(_, text)| !text.trim().is_empty())
        .peekable();
    if let Some((place, first)) = filled.peek().cloned()
        && filled.all(|(_, text)| is_serial(text))
    {
        style.serial = true;
        let read = read(first, &style).map(|read| read.date.to_string());
        notes.push(Message::SpreadsheetDays {
            place,
            text: first.to_owned(),
            date: read.unwrap_or_default(),
        });
        return Ok((style, notes));
    }
    if style.order.is_some() {
        return Ok((style, notes));
    }
    let (mut days, mut months, mut open) = (None, None, None);
    for (place, text) in cells {
        if !text.contains(|c: char| c.is_numeric()) {
            continue;
        }
        if text.trim().parse::<Date>().is_ok() {
            continue;
        }
        // A text that only one of the orders can read shows the order.
        let fits = |order| {
            let style = Style {
                order: Some(order),
                first_year: style.first_year.or(Some(1930)),
                ..style
            };
            read(text, &style).is_ok()
        };
        match (fits(Order::DayFirst), fits(Order::MonthFirst)) {
            (true, false) => {
                days.get_or_insert((place, text));
            }
            (false, true) => {
                months.get_or_insert((place, text));
            }
            (true, true) => {
                if let Err(Unread::Order(readings)) = read(text, &style) {
                    open.get_or_insert((place, text, readings.day_first, readings.month_first));
                }
            }
            (false, false) => {}
        }
    }
    match (days, months, open) {
        (Some((place, text)), Some((other_place, other)), Some(_)) => {
            Err(Box::new(Message::OrderContradicts {
                text: text.to_owned(),
                place,
                other: other.to_owned(),
                other_place,
            }))
        }
        (None, None, Some((place, text, day_first, month_first))) => {
            Err(Box::new(Message::OrderOpen {
                place,
                text: text.to_owned(),
                day_first: day_first.to_string(),
                month_first: month_first.to_string(),
            }))
        }
        (Some((place, text)), None, Some((open_place, open, date, _))) => {
            style.order = Some(Order::DayFirst);
            notes.push(order_found(open_place, open, date.to_string(), place, text));
            Ok((style, notes))
        }
        (None, Some((place, text)), Some((open_place, open, _, date))) => {
            style.order = Some(Order::MonthFirst);
            notes.push(order_found(open_place, open, date.to_string(), place, text));
            Ok((style, notes))
        }
        (Some(_), None, None) => {
            style.order = Some(Order::DayFirst);
            Ok((style, notes))
        }
        (None, Some(_), None) => {
            style.order = Some(Order::MonthFirst);
            Ok((style, notes))
        }
        (_, _, None) => Ok((style, notes)),
    }
}

fn order_found(open_place: Place, open: &str, date: String, place: Place, text: &str) -> Message {
    Message::OrderFound {
        open: open.to_owned(),
        open_place,
        date,
        text: text.to_owned(),
        place,
    }
}

/// Returns true for a day as spreadsheets count them: a whole number from 20000 (in 1954) to 60000
/// (in 2064).
fn is_serial(text: &str) -> bool {
    let whole = text
        .trim()
        .split_once('.')
        .map_or(text.trim(), |(whole, _)| whole);
    whole.len() == 5 && numbers::whole(whole).is_some_and(|days| (20_000..=60_000).contains(&days))
}
