//! Dates with their precision, in EDTF (ISO 8601-2, levels 0 and 1): `2018-02` is a month, not its
//! first day. A [`Date`] is a [`Moment`] or a range of two; both span one or more days.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::day::{Day, day_number};
use super::finding::Finding;

/// A date or a range of dates.
///
/// ```
/// use explainer::story::{Date, Precision};
///
/// let date: Date = "2018-02".parse().unwrap();
/// assert_eq!(date.moment().unwrap().precision, Precision::Month(2));
/// assert_eq!(date.to_string(), "2018-02");
///
/// let range: Date = "2025-08-11/2025-08-12".parse().unwrap();
/// assert_eq!(range.end_exclusive().civil(), (2025, 8, 13));
///
/// let error = "2018-02-30".parse::<Date>().unwrap_err();
/// assert!(error.to_string().contains("that month has 28 days"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// The moment itself, or the beginning of a range.
    pub start: Bound,
    /// The end of a range; `None` for a single moment.
    pub end: Option<Bound>,
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// A known moment.
    At(Moment),
    /// An open bound: `..`
    Open,
    /// An unknown bound: empty.
    Unknown,
}

/// A century, a decade, a year, a season, a month, a day or a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The astronomical year: 0 is 1 BCE. For a decade or century, its first year.
    pub year: i64,
    /// The precision, with the rest of the date.
    pub precision: Precision,
    /// `~`: approximate.
    pub approximate: bool,
    /// `?`: uncertain.
    pub uncertain: bool,
}

/// The precision of a [`Moment`]: the finest calendar unit that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// `18XX`
    Century,
    /// `201X`
    Decade,
    /// `2015`
    Year,
    /// `2015-21` to `2015-24`: 0 is spring, 3 is winter, of the northern hemisphere.
    Season(u8),
    /// `2018-02`: 1 to 12.
    Month(u8),
    /// `2015-12-11`: month, day.
    Day(u8, u8),
    /// `2015-12-11T09:30`: month, day, and seconds since midnight in local time.
    Time(u8, u8, u32),
}

/// The farthest year: a hundred billion. Years beyond it are taken for typing errors.
const MAX_YEAR: i64 = 100_000_000_000;

impl Date {
    /// Returns the beginning of the first day; [`Day::MIN`] for an open or unknown start.
    pub fn first_day(&self) -> Day {
        match self.start {
            Bound::At(moment) => moment.days().0,
            _ => Day::MIN,
        }
    }

    /// Returns the end of the last day, which is the beginning of the next; [`Day::FOREVER`] for an
    /// open or unknown end.
    pub fn end_exclusive(&self) -> Day {
        match self.end.unwrap_or(self.start) {
            Bound::At(moment) => moment.days().1,
            _ => Day::FOREVER,
        }
    }

    /// Returns the one day that stands for the date: its beginning if known, else its end.
    pub fn anchor(&self) -> Day {
        if self.first_day().is_finite() {
            self.first_day()
        } else {
            self.end_exclusive()
        }
    }

    /// Returns true if the date ended before `day` or when `day` begins.
    pub fn is_over_by(&self, day: Day) -> bool {
        self.end_exclusive() <= day
    }

    /// Returns the start if known, else the end; `None` if neither is known.
    pub fn moment(&self) -> Option<Moment> {
        match (self.start, self.end) {
            (Bound::At(moment), _) | (_, Some(Bound::At(moment))) => Some(moment),
            _ => None,
        }
    }
}

/// Orders dates by beginning, then by end, so that the longer of two with the same beginning comes
/// later.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        self.anchor()
            .cmp(&other.anchor())
            .then(self.end_exclusive().cmp(&other.end_exclusive()))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Moment {
    /// Returns a moment that is neither approximate nor uncertain.
    pub fn new(year: i64, precision: Precision) -> Self {
        Moment {
            year,
            precision,
            approximate: false,
            uncertain: false,
        }
    }

    /// Returns the beginning and the end.
    pub fn days(&self) -> (Day, Day) {
        let whole = |from: i64, to: i64| (Day::new(to_f64(from)), Day::new(to_f64(to)));
        let year = self.year;
        match self.precision {
            Precision::Century => whole(day_number(year, 1, 1), day_number(year + 100, 1, 1)),
            Precision::Decade => whole(day_number(year, 1, 1), day_number(year + 10, 1, 1)),
            Precision::Year => whole(day_number(year, 1, 1), day_number(year + 1, 1, 1)),
            Precision::Season(season) => {
                let month = 3 + 3 * season;
                let past = if month == 12 {
                    day_number(year + 1, 3, 1)
                } else {
                    day_number(year, month + 3, 1)
                };
                whole(day_number(year, month, 1), past)
            }
            Precision::Month(month) => {
                let from = day_number(year, month, 1);
                whole(from, from + i64::from(days_in_month(year, month)))
            }
            Precision::Day(month, day) => {
                let from = day_number(year, month, day);
                whole(from, from + 1)
            }
            Precision::Time(month, day, second) => {
                let from = to_f64(day_number(year, month, day)) + f64::from(second) / 86_400.0;
                (Day::new(from), Day::new(from + 60.0 / 86_400.0))
            }
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the farthest day, 3.7e13, is far below 2^53"
)]
fn to_f64(days: i64) -> f64 {
    days as f64
}

fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = Finding;

    fn from_str(text: &str) -> Result<Self, Finding> {
        let Some((start, end)) = text.split_once('/') else {
            return Ok(Date {
                start: Bound::At(text.parse()?),
                end: None,
            });
        };
        let date = Date {
            start: bound(start)?,
            end: Some(bound(end)?),
        };
        if date.moment().is_none() {
            return Err(Finding::NothingKnown {
                date: text.to_owned(),
            });
        }
        if date.first_day() >= date.end_exclusive() {
            let date = text.to_owned();
            return Err(Finding::DateReversed { date });
        }
        Ok(date)
    }
}

fn bound(text: &str) -> Result<Bound, Finding> {
    match text {
        ".." => Ok(Bound::Open),
        "" => Ok(Bound::Unknown),
        _ => text.parse().map(Bound::At),
    }
}

impl FromStr for Moment {
    type Err = Finding;

    fn from_str(text: &str) -> Result<Self, Finding> {
        let bare = text.trim_end_matches(['~', '?', '%']);
        let mark = text.get(bare.len()..).unwrap_or_default();
        if mark.len() > 1 {
            return Err(shape(text));
        }
        let (day, time) = bare
            .split_once('T')
            .map_or((bare, None), |(day, time)| (day, Some(time)));
        let (sign, unsigned) = day.strip_prefix('-').map_or((1, day), |rest| (-1, rest));
        let mut parts = unsigned.split('-');
        let written = parts.next().unwrap_or_default();
        let (year, mut precision) = if let Some(long) = day.strip_prefix('Y') {
            let digits = long.strip_prefix('-').unwrap_or(long);
            let long_year = number(digits).filter(|_| digits.len() > 4 && !digits.starts_with('0'));
            let year = long_year.ok_or_else(|| shape(text))?;
            parts = "".split('-');
            parts.next();
            (
                if digits.len() == long.len() {
                    year
                } else {
                    -year
                },
                Precision::Year,
            )
        } else {
            year(written)
                .map(|(year, precision)| (sign * year, precision))
                .ok_or_else(|| shape(text))?
        };
        if year.abs() > MAX_YEAR {
            let date = text.to_owned();
            return Err(Finding::YearTooFar { date });
        }
        if sign < 0 && (year == 0 || precision != Precision::Year) {
            return Err(shape(text));
        }
        if let Some(month) = parts.next() {
            precision = month_or_season(text, month, precision)?;
        }
        if let Some(day) = parts.next() {
            let Precision::Month(month) = precision else {
                return Err(shape(text));
            };
            precision = Precision::Day(month, day_of_month(text, year, month, day)?);
        }
        if parts.next().is_some() {
            return Err(shape(text));
        }
        if let Some(time) = time {
            let Precision::Day(month, day) = precision else {
                return Err(shape(text));
            };
            precision = Precision::Time(month, day, clock(time).ok_or_else(|| shape(text))?);
        }
        let (approximate, uncertain) = (matches!(mark, "~" | "%"), matches!(mark, "?" | "%"));
        Ok(Moment {
            year,
            precision,
            approximate,
            uncertain,
        })
    }
}

fn shape(text: &str) -> Finding {
    let date = text.to_owned();
    Finding::NotDate { date }
}

fn number(digits: &str) -> Option<i64> {
    let plain = !digits.is_empty()
        && digits.len() <= 12
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

fn year(written: &str) -> Option<(i64, Precision)> {
    if written.len() != 4 {
        return None;
    }
    if let Some(year) = number(written) {
        return Some((year, Precision::Year));
    }
    let (century, decade) = (written.strip_suffix("XX"), written.strip_suffix('X'));
    century
        .and_then(number)
        .map(|digits| (digits * 100, Precision::Century))
        .or_else(|| {
            decade
                .and_then(number)
                .map(|digits| (digits * 10, Precision::Decade))
        })
}

fn month_or_season(text: &str, month: &str, precision: Precision) -> Result<Precision, Finding> {
    let number = number(month)
        .filter(|_| month.len() == 2 && precision == Precision::Year)
        .ok_or_else(|| shape(text))?;
    match u8::try_from(number) {
        Ok(month @ 1..=12) => Ok(Precision::Month(month)),
        Ok(season @ 21..=24) => Ok(Precision::Season(season - 21)),
        _ => Err(Finding::NoMonth {
            date: text.to_owned(),
            month: month.to_owned(),
        }),
    }
}

fn day_of_month(text: &str, year: i64, month: u8, day: &str) -> Result<u8, Finding> {
    let number = number(day)
        .filter(|_| day.len() == 2)
        .ok_or_else(|| shape(text))?;
    let last = days_in_month(year, month);
    u8::try_from(number)
        .ok()
        .filter(|day| (1..=last).contains(day))
        .ok_or_else(|| Finding::NoDay {
            date: text.to_owned(),
            days: last.to_string(),
        })
}

/// Returns the seconds since midnight of `09:30` or `09:30:15`; `None` for other text.
fn clock(time: &str) -> Option<u32> {
    let mut parts = time.split(':');
    let mut part = |limit: i64| {
        let written = parts.next()?;
        let value = number(written).filter(|value| written.len() == 2 && *value < limit)?;
        u32::try_from(value).ok()
    };
    let (hour, minute) = (part(24)?, part(60)?);
    let second = if time.len() > 5 { part(60)? } else { 0 };
    parts
        .next()
        .is_none()
        .then_some(hour * 3600 + minute * 60 + second)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        self.end.map_or(Ok(()), |end| write!(f, "/{end}"))
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::At(moment) => moment.fmt(f),
            Bound::Open => f.write_str(".."),
            Bound::Unknown => Ok(()),
        }
    }
}

/// Writes EDTF as it was read; a whole minute without seconds.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year;
        match (year.abs(), self.precision) {
            (10_000.., _) => write!(f, "Y{year}")?,
            (_, Precision::Century) => write!(f, "{:02}XX", year / 100)?,
            (_, Precision::Decade) => write!(f, "{:03}X", year / 10)?,
            (positive, _) => write!(f, "{}{positive:04}", if year < 0 { "-" } else { "" })?,
        }
        match self.precision {
            Precision::Season(season) => write!(f, "-{}", season + 21)?,
            Precision::Month(month) => write!(f, "-{month:02}")?,
            Precision::Day(month, day) => write!(f, "-{month:02}-{day:02}")?,
            Precision::Time(month, day, second) => {
                let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
                write!(f, "-{month:02}-{day:02}T{hour:02}:{minute:02}")?;
                if second > 0 {
                    write!(f, ":{second:02}")?;
                }
            }
            _ => {}
        }
        f.write_str(match (self.approximate, self.uncertain) {
            (true, true) => "%",
            (true, false) => "~",
            (false, true) => "?",
            (false, false) => "",
        })
    }
}
