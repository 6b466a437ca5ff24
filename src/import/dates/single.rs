//! One date: a day, a month, a year, a season, a quarter, a decade, a century.

use crate::story::{Bound, Date, Moment, Precision};

use super::super::message::Message;
use super::eras::{ERAS, JAPAN_SOLAR_SINCE};
use super::names::{
    ABOUT_AFTER, ABOUT_BEFORE, AD_AFTER, AD_BEFORE, BC_AFTER, BC_BEFORE, CENTURY, DECADE,
    DECADE_BEFORE, FILLERS, FISCAL_YEAR, HALF, MONTHS, ORDINALS, PART_AFTER, PART_BEFORE, QUARTER,
    SCHOOL_YEAR, SEASONS, WEEKDAYS, without,
};
use super::numbers::{ordinal, whole};
use super::style::Order;
use super::{Read, Readings, Style, Unread, date_alone};

/// Reads a folded text as one date.
pub(super) fn read(text: &str, style: &Style) -> Result<Read, Unread> {
    let text = text.trim().trim_end_matches([',', ';']);
    let plain = plain(text, style);
    if !matches!(plain, Err(Unread::NoDate)) {
        return plain;
    }
    if let Some(rest) = without(text, ABOUT_BEFORE, ABOUT_AFTER) {
        let read = self::plain(rest.trim_end_matches(['の']), style)?;
        return Ok(marked(read, |moment| moment.approximate = true));
    }
    if let Some(rest) = text.strip_suffix('?').or_else(|| text.strip_suffix("(?)")) {
        let read = self::plain(rest.trim(), style)?;
        return Ok(marked(read, |moment| moment.uncertain = true));
    }
    if let Some(rest) = without(text, PART_BEFORE, PART_AFTER) {
        let mut read = self::plain(rest.trim_end_matches(['の']), style)?;
        read.notes.push(Message::DatePart {
            text: text.to_owned(),
            date: read.date.to_string(),
        });
        return Ok(read);
    }
    Err(Unread::NoDate)
}

fn marked(read: Read, mark: fn(&mut Moment)) -> Read {
    let bound = |bound: Bound| match bound {
        Bound::At(mut moment) => {
            mark(&mut moment);
            Bound::At(moment)
        }
        other => other,
    };
    let date = Date {
        start: bound(read.date.start),
        end: read.date.end.map(bound),
    };
    Read { date, ..read }
}

fn parsed(text: &str) -> Result<Read, Unread> {
    text.parse().map(date_alone).map_err(|_| Unread::NoDate)
}

fn plain(text: &str, style: &Style) -> Result<Read, Unread> {
    if style.serial
        && let Some(read) = serial(text)
    {
        return Ok(read);
    }
    let numbers = |c: char| c.is_ascii_digit() || matches!(c, '/' | '.' | '-');
    if text.chars().all(numbers) {
        return match in_numbers(text, style) {
            Err(Unread::NoDate) => parsed(text),
            found => found,
        };
    }
    if let Ok(date) = text.to_uppercase().parse::<Moment>() {
        return parsed(&date.to_string());
    }
    if let Some((day, clock)) = clock(text) {
        return at(day, &clock, text, style);
    }
    if let Some(rest) = without(text, BC_BEFORE, BC_AFTER)
        && let Some(found) = before_our_era(text, rest)
    {
        return found;
    }
    if let Some(found) = of_an_era(text, style) {
        return found;
    }
    if let Some(year) = without(text, AD_BEFORE, AD_AFTER) {
        let year = year.trim_end_matches('年');
        return match whole(year) {
            Some(year) => parsed(&format!("{year:04}")),
            None => plain(year, style),
        };
    }
    match in_numbers(text, style) {
        Err(Unread::NoDate) => in_words(text, style),
        found => found,
    }
}

/// Reads the number of days since the last day of 1899, as spreadsheets count them.
fn serial(text: &str) -> Option<Read> {
    let (days, part) = text.split_once('.').unwrap_or((text, ""));
    let days = whole(days).filter(|days| (20_000..=60_000).contains(days))?;
    let (year, month, day) = crate::story::civil(days - 25_569);
    let mut written = format!("{year:04}-{month:02}-{day:02}");
    if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
        let part: f64 = format!("0.{part}").parse().ok()?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "minutes of a day"
        )]
        let minutes = (part * 1440.0).round().min(1439.0) as u32;
        if minutes > 0 {
            written = format!("{written}T{:02}:{:02}", minutes / 60, minutes % 60);
        }
    }
    parsed(&written).ok()
}

/// A time of day and the text after it.
struct Clock {
    seconds: u32,
    /// As it is written: `z`, `+09:00`, `cet`.
    zone: String,
}

/// Returns the date before a time of day, and the time.
fn clock(text: &str) -> Option<(&str, Clock)> {
    let colon = text.find(':')?;
    let before = text.get(..colon)?;
    let day = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let hour = whole(before.get(day.len()..)?).filter(|_| before.len() - day.len() <= 2)?;
    let day = day.strip_suffix('t').or_else(|| {
        day.strip_suffix(' ')
            .map(|day| day.trim_end_matches(" at").trim_end_matches([',', ' ']))
    })?;
    let mut rest = text.get(colon + 1..)?;
    let mut digits = |mark: Option<char>| -> Option<&str> {
        let after = match mark {
            Some(mark) => rest.strip_prefix(mark)?,
            None => rest,
        };
        let end = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let (found, behind) = after.split_at(end);
        rest = behind;
        Some(found)
    };
    let minute = digits(None)
        .filter(|digits| digits.len() == 2)
        .and_then(whole)?;
    let second = match digits(Some(':')) {
        Some(second) => whole(second)?,
        None => 0,
    };
    digits(Some('.'));
    let rest = rest.trim();
    let (hour, zone) = match rest.replace('.', "") {
        noon if noon.starts_with("pm") => (hour % 12 + 12, noon.get(2..)?.trim().to_owned()),
        noon if noon.starts_with("am") => (hour % 12, noon.get(2..)?.trim().to_owned()),
        _ => (hour, rest.to_owned()),
    };
    let named = zone.len() <= 5 && zone.chars().all(char::is_alphabetic);
    let offset = zone.starts_with(['+', '-'])
        && zone.len() <= 6
        && zone.chars().skip(1).all(|c| c.is_ascii_digit() || c == ':');
    let seconds = u32::try_from(hour * 3600 + minute * 60 + second).ok()?;
    (hour < 24 && minute < 60 && second < 60 && (named || offset))
        .then_some((day, Clock { seconds, zone }))
}

/// Reads a day with a time. A spreadsheet writes midnight where there is no time.
fn at(day: &str, clock: &Clock, text: &str, style: &Style) -> Result<Read, Unread> {
    let mut read = plain(day, style)?;
    let Bound::At(mut moment) = read.date.start else {
        return Err(Unread::NoDate);
    };
    let Precision::Day(month, day) = moment.precision else {
        return Err(Unread::NoDate);
    };
    if clock.seconds > 0 {
        moment.precision = Precision::Time(month, day, clock.seconds);
    }
    read.date.start = Bound::At(moment);
    if !clock.zone.is_empty() {
        read.notes.push(Message::ZoneLeft {
            text: text.to_owned(),
            zone: clock.zone.to_uppercase(),
            date: read.date.to_string(),
        });
    }
    Ok(read)
}

/// Reads a year before our era: `44 BC` is the year -43, because EDTF has a year 0.
fn before_our_era(text: &str, rest: &str) -> Option<Result<Read, Unread>> {
    let bare = rest.trim_end_matches(['年', '년', ' ']).replace(',', "");
    let year = |number: i64| (1..1_000_000).contains(&number).then_some(1 - number);
    let shown = |year: i64| match year {
        -9999..=0 => format!("{}{:04}", if year < 0 { "-" } else { "" }, -year),
        _ => format!("Y{year}"),
    };
    if let Some(number) = whole(&bare) {
        return Some(year(number).map_or(Err(Unread::NoDate), |year| parsed(&shown(year))));
    }
    // A month or a day of such a year: only the year is kept.
    let tokens = Token::of(&bare);
    let months = tokens.iter().any(|token| month(token).is_some());
    let last = tokens
        .iter()
        .rev()
        .find_map(Token::number)
        .filter(|_| months)?;
    let found = year(last).map_or(Err(Unread::NoDate), |year| parsed(&shown(year)));
    Some(found.map(|mut read| {
        read.notes.push(Message::DatePart {
            text: text.to_owned(),
            date: read.date.to_string(),
        });
        read
    }))
}

/// Reads a date of an era: `令和元年5月1日`, `H30.7.1`, `พ.ศ. 2562`.
fn of_an_era(text: &str, style: &Style) -> Option<Result<Read, Unread>> {
    let (era, name, rest) = ERAS.iter().find_map(|era| {
        era.names.iter().find_map(|name| {
            let rest = text.strip_prefix(name);
            let rest = rest.or_else(|| {
                text.strip_suffix(name)
                    .filter(|_| name.len() > 3 || *name == "be")
            })?;
            Some((era, *name, rest.trim()))
        })
    })?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (number, tail) = match rest.strip_prefix('元') {
        Some(tail) => (1, tail),
        None => (whole(rest.get(..end)?)?, rest.get(end..)?),
    };
    let short = name.len() == 1;
    if short && !tail.starts_with(['.', '/', '-', '年']) {
        return None;
    }
    let year = era.before + number;
    if !(1..=9999).contains(&year) || number < 1 {
        return Some(Err(Unread::NoDate));
    }
    Some(plain(&format!("{year:04}{tail}"), style).map(|mut read| {
        let lunar = era.before == 1867 && year < JAPAN_SOLAR_SINCE;
        let year_alone = read.date.to_string() == format!("{year:04}");
        if lunar && !year_alone {
            read = Read {
                date: parsed(&format!("{year:04}")).map_or(read.date, |read| read.date),
                notes: vec![Message::LunarDay {
                    text: text.to_owned(),
                    date: format!("{year:04}"),
                }],
            };
        }
        let days = (read.date.first_day(), read.date.end_exclusive());
        if !era.holds(days) {
            read.notes.push(Message::EraEnded {
                text: text.to_owned(),
                date: read.date.to_string(),
            });
        }
        read
    }))
}

/// Returns the year with these last two digits in the hundred years that begin with `first`.
fn completed(short: i64, first: i64) -> i64 {
    first + (short - first).rem_euclid(100)
}

fn day(year: i64, month: i64, day: i64) -> Option<Date> {
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

/// Reads a date in numbers: `1872/10/14`, `14.10.1872`, `10/1872`, `1872年10月14日`.
fn in_numbers(text: &str, style: &Style) -> Result<Read, Unread> {
    let plain = text
        .replace(['年', '月', '년', '월'], "/")
        .replace(['日', '일'], " ")
        .replace("/ ", "/");
    let plain = plain.trim().trim_end_matches(['/', '.', ' ']);
    let separator = plain.chars().find(|c| matches!(c, '/' | '-' | '.'));
    let parts: Vec<&str> = match separator {
        Some(separator) => plain.split(separator).map(str::trim).collect(),
        None => vec![plain],
    };
    let numbers: Option<Vec<i64>> = parts.iter().map(|part| whole(part)).collect();
    let numbers = numbers.ok_or(Unread::NoDate)?;
    let long = |index: usize| parts.get(index).is_some_and(|part| part.len() == 4);
    let short = parts.iter().all(|part| part.len() <= 2);
    let found = |date: Option<Date>| date.map(date_alone).ok_or(Unread::NoDate);
    match *numbers.as_slice() {
        [year] if long(0) && year > 999 => parsed(&format!("{year}")),
        // “20210304”
        [all] if plain.len() == 8 => found(
            day(all / 10_000, all / 100 % 100, all % 100)
                .filter(|_| (1000..2200).contains(&(all / 10_000))),
        ),
        [year, month] if long(0) && year > 999 && (1..=12).contains(&month) => {
            parsed(&format!("{year}-{month:02}"))
        }
        [month, year]
            if long(1)
                && year > 999
                && (1..=12).contains(&month)
                && parts.first().is_some_and(|part| part.len() < 3) =>
        {
            parsed(&format!("{year}-{month:02}"))
        }
        [year, month, number] if long(0) => found(day(year, month, number)),
        [one, two, year] if long(2) && year > 999 => ordered(one, two, year, separator, style),
        [one, two, three] if short => {
            let Some(first) = style.first_year else {
                return Err(Unread::TwoDigits);
            };
            if style.order == Some(Order::YearFirst) {
                return found(day(completed(one, first), two, three));
            }
            ordered(one, two, completed(three, first), separator, style)
        }
        _ => Err(Unread::NoDate),
    }
}

fn ordered(
    one: i64,
    two: i64,
    year: i64,
    separator: Option<char>,
    style: &Style,
) -> Result<Read, Unread> {
    let (day_first, month_first) = (day(year, two, one), day(year, one, two));
    let date = match (style.order, day_first, month_first) {
        (Some(Order::DayFirst), date, _) | (Some(Order::MonthFirst), _, date) => date,
        (_, Some(date), None) | (_, None, Some(date)) => Some(date),
        (_, Some(date), Some(same)) if date == same => Some(date),
        // With full stops, the month is never before the day.
        (_, date, _) if separator == Some('.') => date,
        (_, Some(day_first), Some(month_first)) => {
            return Err(Unread::Order(Box::new(Readings {
                day_first,
                month_first,
            })));
        }
        (_, None, None) => None,
    };
    date.map(date_alone).ok_or(Unread::NoDate)
}

/// A run of digits or of letters.
#[derive(Clone, Debug, PartialEq)]
enum Token<'t> {
    Number(&'t str),
    Word(&'t str),
}

impl<'t> Token<'t> {
    fn of(text: &'t str) -> Vec<Self> {
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let kind = |c: char| {
                (
                    c.is_ascii_digit(),
                    c.is_alphabetic() && !matches!(c, '年' | '第' | '년'),
                )
            };
            let same = kind(letter);
            let end = rest.find(|c| kind(c) != same).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            match same {
                (true, _) => tokens.push(Token::Number(run)),
                (_, true) if run != "代" => tokens.push(Token::Word(run)),
                // “1990年代”
                (_, true) => tokens.push(Token::Word("年代")),
                _ => {}
            }
            rest = after;
        }
        tokens
    }

    fn number(&self) -> Option<i64> {
        match self {
            Token::Number(digits) => whole(digits),
            Token::Word(_) => None,
        }
    }

    fn word(&self) -> &'t str {
        match self {
            Token::Word(word) => word,
            Token::Number(_) => "",
        }
    }
}

fn month(token: &Token<'_>) -> Option<i64> {
    let word = token.word();
    let found = MONTHS
        .iter()
        .position(|names| !word.is_empty() && names.contains(&word))?;
    i64::try_from(found + 1).ok()
}

/// Returns a month whose name has two words, which must be the only month in the text, and the text
/// without its name.
fn long_month(text: &str) -> Option<(i64, String)> {
    MONTHS.iter().zip(1..).find_map(|(names, number)| {
        let name = names
            .iter()
            .find(|name| name.contains(' ') && text.contains(*name))?;
        Some((number, text.replace(name, " ")))
    })
}

fn in_words(text: &str, style: &Style) -> Result<Read, Unread> {
    if let Some(refused) = fiscal(text) {
        return refused;
    }
    let school = without(text, SCHOOL_YEAR, SCHOOL_YEAR);
    if let Some((month, rest)) = long_month(text) {
        let numbers: Vec<_> = Token::of(&rest)
            .into_iter()
            .filter(|token| !is_filler(token.word()))
            .collect();
        return with_month(month, &numbers, style);
    }
    let tokens: Vec<_> = Token::of(text)
        .into_iter()
        .filter(|token| !is_filler(token.word()))
        .collect();
    if let Some(at) = tokens.iter().position(|token| month(token).is_some()) {
        let number = tokens.get(at).and_then(month).unwrap_or(1);
        let rest: Vec<_> = tokens
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != at)
            .map(|(_, token)| token.clone())
            .collect();
        return with_month(number, &rest, style);
    }
    if let Some(date) = century(&tokens, text)
        .or_else(|| quarter(&tokens))
        .or_else(|| season(&tokens))
    {
        return finish(text, &date);
    }
    if let Some(found) = decade(text) {
        return found;
    }
    if let Some(years) = school
        && let [Token::Number(first), Token::Number(last)] = Token::of(years).as_slice()
        && let (Some(year), Some(next)) = (whole(first), whole(last))
        && first.len() == 4
        && (next == year + 1 || next == (year + 1) % 100)
    {
        return parsed(&format!("{year:04}/{:04}", year + 1));
    }
    // A day without a month's name, such as “Monday, 3/4/2015”.
    let without_weekday: Vec<_> = text
        .split([' ', ','])
        .filter(|word| !word.is_empty() && !WEEKDAYS.contains(&word.trim_end_matches('.')))
        .collect();
    let rest = without_weekday.join(" ");
    if rest.len() < text.len() && !rest.contains(' ') {
        return in_numbers(&rest, style);
    }
    Err(Unread::NoDate)
}

fn is_filler(word: &str) -> bool {
    !word.is_empty()
        && (FILLERS.contains(&word)
            || WEEKDAYS.contains(&word) && !MONTHS.iter().any(|names| names.contains(&word)))
}

fn finish(text: &str, date: &str) -> Result<Read, Unread> {
    let mut read = parsed(date)?;
    if date.ends_with("-24") {
        read.notes.push(Message::Winter {
            text: text.to_owned(),
            date: date.to_owned(),
        });
    }
    Ok(read)
}

/// Reads the year, or day and year, beside the name of a month.
fn with_month(month: i64, rest: &[Token<'_>], style: &Style) -> Result<Read, Unread> {
    let year = |token: &str| -> Option<i64> {
        match (token.len(), style.first_year) {
            (4, _) => whole(token),
            (2, Some(first)) => whole(token).map(|short| completed(short, first)),
            _ => None,
        }
    };
    match rest {
        [Token::Number(only)] => match year(only) {
            Some(year) => parsed(&format!("{year:04}-{month:02}")),
            None => Err(Unread::NoDate),
        },
        [Token::Number(one), Token::Number(two)] => {
            let (number, year) = if one.len() == 4 {
                (two, year(one))
            } else {
                (one, year(two))
            };
            match (whole(number), year) {
                (Some(number), Some(year)) => day(year, month, number)
                    .map(date_alone)
                    .ok_or(Unread::NoDate),
                _ if one.len() < 3 && two.len() == 2 => Err(Unread::TwoDigits),
                _ => Err(Unread::NoDate),
            }
        }
        _ => Err(Unread::NoDate),
    }
}

/// Reads a fiscal year: `2019年度`, from April to March; the beginning of `FY2019` is unknown.
fn fiscal(text: &str) -> Option<Result<Read, Unread>> {
    if let Some(before) = text.strip_suffix("年度") {
        let year = whole(before).filter(|year| (1000..10_000).contains(year))?;
        let date = format!("{year}-04/{}-03", year + 1);
        return Some(parsed(&date).map(|mut read| {
            read.notes.push(Message::FiscalYearOfJapan {
                text: text.to_owned(),
                date,
            });
            read
        }));
    }
    let rest = without(text, FISCAL_YEAR, &[])?;
    rest.starts_with(|c: char| c.is_ascii_digit()).then(|| {
        Err(Unread::Refused(Box::new(Message::FiscalYear {
            text: text.to_owned(),
        })))
    })
}

/// Reads a century: `19th century`, `XIXe siècle`, `19世紀`.
fn century(tokens: &[Token<'_>], text: &str) -> Option<String> {
    let word = |token: &Token<'_>| CENTURY.contains(&token.word());
    tokens.iter().any(word).then_some(())?;
    let others: Vec<_> = tokens.iter().filter(|token| !word(token)).collect();
    let number = match others.as_slice() {
        [token] => token.number().or_else(|| ordinal(token.word()))?,
        // “XIX e siècle”
        [token, ending]
            if (1..=3).contains(&ending.word().len()) && text.contains(token.word()) =>
        {
            token.number().or_else(|| ordinal(token.word()))?
        }
        _ => return None,
    };
    (1..=99)
        .contains(&number)
        .then(|| format!("{:02}XX", number - 1))
}

/// Reads a decade: `1990s`, `1990er Jahre`, `années 1990`, `1990年代`.
fn decade(text: &str) -> Option<Result<Read, Unread>> {
    let bare = text.replace(['\'', '-'], "");
    let (digits, after) = if let Some(rest) = without(&bare, DECADE_BEFORE, &[]) {
        (rest.to_owned(), true)
    } else {
        let digits: String = bare
            .trim_start_matches("the ")
            .trim_start_matches("los ")
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let behind = bare
            .trim_start_matches("the ")
            .get(digits.len()..)
            .unwrap_or_default()
            .trim();
        let is = DECADE.contains(&behind);
        (digits, is)
    };
    let year = whole(&digits).filter(|year| digits.len() == 4 && year % 10 == 0 && after)?;
    if year % 100 == 0 {
        return Some(Err(Unread::Refused(Box::new(Message::DecadeOrCentury {
            text: text.to_owned(),
            decade: format!("{}X", year / 10),
            century: format!("{}XX", year / 100),
        }))));
    }
    Some(parsed(&format!("{}X", year / 10)))
}

/// Reads a quarter or half of a year: `Q3 2021`, `third quarter of 2021`, `2021年第3四半期`, `H1 2021`.
fn quarter(tokens: &[Token<'_>]) -> Option<String> {
    let is = |words: &[&str], letter: &str, token: &Token<'_>| {
        words.contains(&token.word()) || (token.word() == letter)
    };
    let quarter = tokens.iter().position(|token| is(QUARTER, "q", token));
    let half = tokens.iter().position(|token| is(HALF, "h", token));
    let (at, months) = quarter.map(|at| (at, 3)).or(half.map(|at| (at, 6)))?;
    let others: Vec<_> = tokens
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != at)
        .map(|(_, token)| token)
        .collect();
    let [one, two] = others.as_slice() else {
        return None;
    };
    let count = |token: &Token<'_>| {
        token.number().or_else(|| {
            let word = token.word();
            let found = ORDINALS
                .iter()
                .position(|names| !word.is_empty() && names.contains(&word))?;
            i64::try_from(found + 1).ok()
        })
    };
    let (one, two) = (count(one)?, count(two)?);
    let (number, year) = if one > two { (two, one) } else { (one, two) };
    let first = (number - 1) * months + 1;
    ((1000..10_000).contains(&year) && (1..=12 / months).contains(&number))
        .then(|| format!("{year}-{first:02}/{year}-{:02}", first + months - 1))
}

/// Reads a season: `Spring 2019`, `2019年夏`, `winter 2019/20`.
fn season(tokens: &[Token<'_>]) -> Option<String> {
    let word = |token: &Token<'_>| {
        SEASONS
            .iter()
            .position(|names| !token.word().is_empty() && names.contains(&token.word()))
    };
    let season = tokens.iter().find_map(word)?;
    let numbers: Vec<_> = tokens
        .iter()
        .filter(|token| word(token).is_none())
        .collect();
    let year = match numbers.as_slice() {
        [Token::Number(year)] if year.len() == 4 => whole(year)?,
        [Token::Number(year), Token::Number(next)] if season == 3 && year.len() == 4 => {
            let (year, next) = (whole(year)?, whole(next)?);
            (next == year + 1 || next == (year + 1) % 100).then_some(year)?
        }
        _ => return None,
    };
    Some(format!("{year}-{}", season + 21))
}
