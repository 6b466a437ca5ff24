//! Decimal marks. A point or a comma before three digits may separate thousands or decimals; the
//! other figures of the column, as far as they are amounts, show which.

use super::{Style, Unread, read};
use crate::import::message::{Message, Place};

/// The mark before decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

impl Mark {
    fn letter(self) -> char {
        match self {
            Mark::Point => '.',
            Mark::Comma => ',',
        }
    }

    fn other(self) -> Self {
        match self {
            Mark::Point => Mark::Comma,
            Mark::Comma => Mark::Point,
        }
    }
}

/// The information that one number gives about the decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    /// Nothing: it has no mark.
    Nothing,
    /// This is the mark before decimals.
    Mark(Mark),
    /// It can be read in two ways; this is its only mark.
    Open(Mark),
    /// It is not written like any number.
    Wrong,
}

fn shows(number: &str) -> Shows {
    let number = number.trim_matches([' ', '.', ',', '_', '\'']);
    let marks: Vec<char> = number.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let Some(last) = marks.last().copied() else {
        return Shows::Nothing;
    };
    let mark = if last == '.' {
        Mark::Point
    } else {
        Mark::Comma
    };
    let repeated = marks.iter().filter(|c| **c == last).count() > 1;
    let groups: Vec<&str> = number.split(last).collect();
    let (before, tail) = (
        groups.first().copied().unwrap_or_default(),
        groups.last().copied().unwrap_or_default(),
    );
    if repeated {
        // “1.234.567” and “1,50,000”: the last group has three digits, the others two or three.
        let middle = groups.get(1..groups.len() - 1).unwrap_or_default();
        let grouped = tail.len() == 3
            && middle.iter().all(|group| matches!(group.len(), 2 | 3))
            && matches!(before.len(), 1..=3)
            && marks.iter().all(|c| *c == last);
        return if grouped {
            Shows::Mark(mark.other())
        } else {
            Shows::Wrong
        };
    }
    if marks.len() > 1 {
        return Shows::Mark(mark);
    }
    let spaced = before.contains([' ', '\'', '_']);
    let leading_zero = before.trim_start_matches('0').is_empty();
    if tail.len() == 3 && before.len() <= 3 && !spaced && !leading_zero {
        Shows::Open(mark)
    } else {
        Shows::Mark(mark)
    }
}

/// Returns the digits and how many of them follow the decimal mark; `scaled` is true if a power of
/// ten multiplies them.
pub(super) fn decimal(
    written: &str,
    mark: Option<Mark>,
    scaled: bool,
) -> Result<(i128, u32), Unread> {
    let number = written
        .trim_matches([' ', ',', '\'', '_'])
        .trim_end_matches('.');
    let decimals = |mark: Mark| {
        number
            .rsplit(mark.letter())
            .next()
            .map_or(0, |tail| tail.chars().filter(char::is_ascii_digit).count())
    };
    let decimals = match (shows(number), mark) {
        (Shows::Wrong, _) => return Err(Unread::NoAmount),
        // A number with another decimal mark than the column is read by its own mark.
        (Shows::Mark(own), _) if number.contains(own.letter()) => decimals(own),
        (Shows::Nothing | Shows::Mark(_), _) => 0,
        (Shows::Open(own), Some(mark)) => {
            if own == mark {
                3
            } else {
                0
            }
        }
        // Money has two decimals, so a comma before three digits separates thousands. But millions
        // may have three decimals, and some people read a point as the decimal mark and some do
        // not.
        (Shows::Open(Mark::Comma), None) if !scaled => 0,
        (Shows::Open(_), None) => return Err(Unread::Mark),
    };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let value = digits.parse().map_err(|_| Unread::NoAmount)?;
    Ok((
        value,
        u32::try_from(decimals).map_err(|_| Unread::NoAmount)?,
    ))
}

/// Returns the decimal mark that the cells of a column show together, and how it was found. Each
/// cell has the place, as messages name it, and the text; only cells that are amounts count.
pub(in crate::import) fn mark_of<'t>(
    cells: impl Iterator<Item = (Place, &'t str, Style)>,
) -> Result<(Option<Mark>, Option<Message>), Box<Message>> {
    let (mut points, mut commas, mut open) = (None, None, None);
    for (place, text, style) in cells {
        let style = Style {
            mark: None,
            ..style
        };
        let amount = read(text, &style);
        if !matches!(amount, Ok(_) | Err(Unread::Mark)) {
            continue;
        }
        let folded = super::folded(text);
        let numbers = folded
            .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '_' | ' ')))
            .filter(|number| number.contains(|c: char| c.is_ascii_digit()));
        for number in numbers {
            match shows(number) {
                Shows::Mark(Mark::Point) => {
                    points.get_or_insert((place.clone(), text));
                }
                Shows::Mark(Mark::Comma) => {
                    commas.get_or_insert((place.clone(), text));
                }
                Shows::Open(_) => {
                    let sure = amount.is_ok();
                    let first = open.get_or_insert((place.clone(), text, sure));
                    if first.2 && !sure {
                        *first = (place.clone(), text, false);
                    }
                }
                Shows::Nothing | Shows::Wrong => {}
            }
        }
    }
    match (points, commas, open) {
        (Some((place, text)), Some((other_place, other)), Some((open_place, open, _))) => {
            Err(Box::new(Message::MarkContradicts {
                text: text.to_owned(),
                place,
                other: other.to_owned(),
                other_place,
                open: open.to_owned(),
                open_place,
            }))
        }
        (Some((place, text)), Some((other_place, other)), None) => Ok((
            None,
            Some(Message::BothMarks {
                text: text.to_owned(),
                place,
                other: other.to_owned(),
                other_place,
            }),
        )),
        (Some(_), None, _) => Ok((Some(Mark::Point), None)),
        (None, Some((place, text)), Some((open_place, open, _))) => Ok((
            Some(Mark::Comma),
            Some(Message::MarkFound {
                text: text.to_owned(),
                place,
                open: open.to_owned(),
                open_place,
            }),
        )),
        (None, Some(_), None) => Ok((Some(Mark::Comma), None)),
        (None, None, Some((place, text, false))) => Err(Box::new(Message::MarkOpen {
            text: text.to_owned(),
            place,
        })),
        (None, None, _) => Ok((None, None)),
    }
}
