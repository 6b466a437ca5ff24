//! Dates as TimelineJS writes them, in parts or in one string, and what they say in EDTF.

use crate::story::{Date, Moment, Precision};

use crate::import::dates::{self, Style, Unread, month_of};
use crate::import::message::{Message, Place, shortened};
use crate::import::story_builder::StoryBuilder;

/// A date in parts, each as it was written.
#[derive(Default)]
pub(super) struct When {
    pub(super) year: String,
    pub(super) month: String,
    pub(super) day: String,
    pub(super) hour: String,
    pub(super) minute: String,
    pub(super) second: String,
    pub(super) millisecond: String,
    /// The date, where it was written in one string and read as a whole.
    pub(super) known: Option<Date>,
    /// Notes about the decisions of the reading.
    pub(super) notes: Vec<Message>,
    /// True if its year has two digits.
    pub(super) two_digits: bool,
}

/// A date in one string: `1968,12,9`, `1968-12-09T10:00`, `12/9/1968 10:00`, a year, or anything
/// else that can be read as a date.
pub(super) fn written_date(written: &str, style: &Style) -> Option<When> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    let parts = in_parts(written);
    let plain = whole(parts.year.trim()).parse::<i64>().is_ok();
    if plain && !written.contains(['/', '年']) {
        return Some(parts);
    }
    let year = written.to_owned();
    match dates::read(written, style) {
        Ok(read) => Some(When {
            year,
            known: Some(read.date),
            notes: read.notes,
            ..When::default()
        }),
        Err(Unread::TwoDigits) => Some(When {
            year,
            two_digits: true,
            ..When::default()
        }),
        Err(_) if plain && written.matches('/').count() < 2 => Some(parts),
        Err(_) => Some(When {
            year,
            ..When::default()
        }),
    }
}

/// The parts in the order year, month, day, time; in `12/1968`, the year is the second.
fn in_parts(written: &str) -> When {
    let (sign, rest) = written
        .strip_prefix('-')
        .map_or(("", written), |rest| ("-", rest));
    let rest = rest.replace(", ", ",");
    let mut parts: Vec<&str> = rest
        .split([',', '/', '-', ' ', 'T', ':'])
        .map(str::trim)
        .collect();
    if rest.contains('/') && parts.len() == 2 {
        parts.reverse();
    }
    let part = |index: usize| {
        parts
            .get(index)
            .map(|part| (*part).to_owned())
            .unwrap_or_default()
    };
    When {
        year: format!("{sign}{}", part(0)),
        month: part(1),
        day: part(2),
        hour: part(3),
        minute: part(4),
        second: part(5),
        ..When::default()
    }
}

/// `15:30`, `15:30:20` or `3:30 PM`.
pub(super) fn clock(time: &str, when: &mut When) {
    let time = time.trim().to_lowercase();
    let (digits, noon) = match (time.strip_suffix("pm"), time.strip_suffix("am")) {
        (Some(digits), _) => (digits, Some(12)),
        (_, Some(digits)) => (digits, Some(0)),
        _ => (time.as_str(), None),
    };
    let mut parts = digits.split(':').map(|part| part.trim().to_owned());
    when.hour = parts.next().unwrap_or_default();
    when.minute = parts.next().unwrap_or_default();
    when.second = parts.next().unwrap_or_default();
    if let (Some(noon), Ok(hour)) = (noon, when.hour.parse::<u8>()) {
        when.hour = (hour % 12 + noon).to_string();
    }
}

impl When {
    pub(super) fn is_empty(&self) -> bool {
        let parts = [
            &self.year,
            &self.month,
            &self.day,
            &self.hour,
            &self.minute,
            &self.second,
            &self.millisecond,
        ];
        parts.iter().all(|part| part.trim().is_empty())
    }

    pub(super) fn shown(&self) -> String {
        let parts = [
            &self.year,
            &self.month,
            &self.day,
            &self.hour,
            &self.minute,
            &self.second,
        ];
        shortened(
            &parts
                .map(String::as_str)
                .join(" ")
                .trim()
                .replace("  ", " "),
        )
    }
}

/// The most precise moment that the parts of a date name. TimelineJS writes 44 BCE as -44; EDTF has
/// a year 0, so there it is -43.
pub(super) fn moment(builder: &mut StoryBuilder, place: &Place, when: &When) -> Option<Moment> {
    if when.two_digits {
        builder.lost(
            place,
            Message::TwoDigits {
                text: when.year.clone(),
            },
        );
        return None;
    }
    if let Some(date) = when.known {
        for note in &when.notes {
            builder.changed(place, note.clone());
        }
        return date.moment();
    }
    let written = when.year.trim().trim_start_matches('+');
    let Ok(year) = whole(written).parse::<i64>() else {
        if !written.is_empty() {
            builder.lost(
                place,
                Message::YearInWords {
                    text: written.to_owned(),
                },
            );
        }
        return None;
    };
    if year.abs() > 99_999_999_999 {
        builder.lost(
            place,
            Message::YearTooFar {
                year: year.to_string(),
            },
        );
        return None;
    }
    let year = if year < 0 { year + 1 } else { year };
    let mut number = |name: &str, written: &str, range: std::ops::RangeInclusive<u32>| {
        let written = whole(written.trim());
        if written.is_empty() {
            return None;
        }
        let named = || month_of(written).filter(|_| name == "month").map(u32::from);
        let number = written
            .parse()
            .ok()
            .or_else(named)
            .filter(|number| range.contains(number));
        if number.is_none() {
            builder.lost(
                place,
                Message::NoSuchPart {
                    part: name.to_owned(),
                    text: written.to_owned(),
                },
            );
        }
        number
    };
    let month = number("month", &when.month, 1..=12);
    let day = number("day", &when.day, 1..=31);
    let hour = number("hour", &when.hour, 0..=23);
    let minute = number("minute", &when.minute, 0..=59);
    let second = number("second", &when.second, 0..=59);
    let split_second =
        number("millisecond", &when.millisecond, 0..=999).filter(|number| *number > 0);
    let time =
        hour.map(|hour| hour * 3600 + minute.unwrap_or_default() * 60 + second.unwrap_or_default());
    // Midnight is what spreadsheets write for no time at all; TimelineJS shows it as none.
    let time = time.filter(|time| *time > 0);
    if let Some(number) = split_second {
        builder.lost(
            place,
            Message::Milliseconds {
                number: number.to_string(),
            },
        );
    }
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let (precision, left) = match (month, day, time) {
        (Some(month), Some(day), Some(time)) => {
            (Precision::Time(small(month), small(day), time), None)
        }
        (Some(month), Some(day), None) => (Precision::Day(small(month), small(day)), None),
        (Some(month), None, time) => (
            Precision::Month(small(month)),
            time.map(|_| Message::TimeWithoutDay {}),
        ),
        (None, None, None) => (Precision::Year, None),
        (None, ..) => (Precision::Year, Some(Message::DayWithoutMonth {})),
    };
    if let Some(left) = left {
        builder.lost(place, left);
    }
    settled(builder, place, Moment::new(year, precision))
}

/// `1948.0`, as some spreadsheets write whole numbers, is 1948.
fn whole(written: &str) -> &str {
    written.strip_suffix(".0").unwrap_or(written)
}

/// Returns the moment, without the parts that the calendar does not have.
fn settled(builder: &mut StoryBuilder, place: &Place, moment: Moment) -> Option<Moment> {
    let coarser = match moment.precision {
        _ if moment.to_string().parse() == Ok(moment) => return Some(moment),
        Precision::Time(month, day, _) if moment.year.abs() < 10_000 => Precision::Day(month, day),
        Precision::Day(month, _) if moment.year.abs() < 10_000 => Precision::Month(month),
        Precision::Year => return None,
        _ => Precision::Year,
    };
    let coarser = Moment::new(moment.year, coarser);
    builder.changed(
        place,
        Message::NoSuchDay {
            text: moment.to_string(),
            date: coarser.to_string(),
        },
    );
    settled(builder, place, coarser)
}
