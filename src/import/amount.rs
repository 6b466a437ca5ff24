//! Amounts and dates as people write them in spreadsheets: `$1.4 billion`, `1,400,000,000`, `14億円`,
//! `1872/10/14`.

use unicode_normalization::UnicodeNormalization;

use crate::story::{Currency, Date};

/// An amount of money in whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) units: i64,
    /// The currency, if it is written beside the figure.
    pub(super) currency: Option<Currency>,
    /// True if a fraction of a unit was rounded away.
    pub(super) rounded: bool,
}

/// Currencies that are looked for in column heads, where any other three capitals may be an abbreviation.
const CURRENCIES: [&str; 20] = [
    "AUD", "BRL", "CAD", "CHF", "CNY", "DKK", "EUR", "GBP", "HKD", "INR", "JPY", "KRW", "MXN",
    "NOK", "NZD", "SEK", "SGD", "TWD", "USD", "ZAR",
];

const SIGNS: [(&str, &str); 9] = [
    ("US$", "USD"),
    ("米ドル", "USD"),
    ("ドル", "USD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("円", "JPY"),
    ("¥", "JPY"),
    ("₩", "KRW"),
];

/// Words for powers of ten, longer ones before those that they contain.
const SCALES: [(&str, u32); 25] = [
    ("trillions", 12),
    ("trillion", 12),
    ("billions", 9),
    ("billion", 9),
    ("millions", 6),
    ("million", 6),
    ("thousands", 3),
    ("thousand", 3),
    ("milliarden", 9),
    ("milliarde", 9),
    ("millionen", 6),
    ("tn", 12),
    ("bn", 9),
    ("mn", 6),
    ("mio", 6),
    ("mrd", 9),
    ("m", 6),
    ("b", 9),
    ("k", 3),
    ("兆", 12),
    ("億", 8),
    ("百万", 6),
    ("千万", 7),
    ("万", 4),
    ("千", 3),
];

/// The sum, in parts of a unit: exact enough to round by.
const FINE: i128 = 100_000;

/// The decimal mark that figures show which can be read in one way only: with two different marks, or with other than
/// three digits behind a single one. Without it, 1.234 may be little more than one, or a thousand.
pub(super) fn decimal_mark<'w>(figures: impl Iterator<Item = &'w str>) -> Option<char> {
    figures
        .map(|written| written.nfkc().collect::<String>())
        .find_map(|written| {
            let amount = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '_' | ' ');
            let number = written.trim_matches(|c: char| !c.is_ascii_digit());
            let (before, behind) = number.rsplit_once(['.', ','])?;
            let mark = number.get(before.len()..)?.chars().next()?;
            let other = if mark == '.' { ',' } else { '.' };
            let plain = number.chars().all(amount) && !before.contains(mark);
            (plain && (before.contains(other) || behind.trim().len() != 3)).then_some(mark)
        })
}

/// Reads an amount; `scale` is the power of ten that the column's head adds, `mark` the decimal mark of the other
/// figures.
pub(super) fn amount(written: &str, scale: u32, mark: Option<char>) -> Option<Amount> {
    let folded: String = written.nfkc().collect();
    let (rest, currency) = without_currency(folded.trim());
    // “Mio.”
    let mut rest = rest.trim_end_matches('.').to_lowercase();
    let mut total: i128 = 0;
    while !rest.trim().is_empty() {
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '_' | ' ');
        let end = rest.find(|c| !number(c)).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        let (value, decimals) = decimal(digits, mark)?;
        let (power, after) = match SCALES
            .iter()
            .find_map(|(word, power)| Some((*power, after.strip_prefix(word)?)))
        {
            Some(found) => found,
            None if after.is_empty() => (0, after),
            None => return None,
        };
        let part = value
            .checked_mul(FINE)?
            .checked_mul(10_i128.checked_pow(power + scale)?)?;
        total = total.checked_add(part / 10_i128.checked_pow(decimals)?)?;
        rest = after.to_owned();
    }
    let units = i64::try_from((total + FINE / 2) / FINE).ok()?;
    let some = folded.chars().any(|c| c.is_ascii_digit());
    some.then_some(Amount {
        units,
        currency,
        rounded: total % FINE != 0,
    })
}

/// The figure without the sign or code of its currency.
fn without_currency(written: &str) -> (&str, Option<Currency>) {
    let codes = CURRENCIES.iter().map(|code| (*code, *code));
    for (sign, code) in SIGNS.iter().copied().chain(codes) {
        if let Some(rest) = written
            .strip_prefix(sign)
            .or_else(|| written.strip_suffix(sign))
        {
            return (rest.trim(), code.parse().ok());
        }
    }
    (written, None)
}

/// Digits and how many of them stand behind the decimal mark. Of two different marks the last is the decimal
/// one; a single one before three digits is what the other figures make it, and else a comma parts thousands.
fn decimal(written: &str, mark: Option<char>) -> Option<(i128, u32)> {
    let marks: String = written.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let tail = written.rsplit(['.', ',']).next().unwrap_or_default().trim();
    let last = marks.chars().last();
    let repeated = last.is_some_and(|last| marks.chars().filter(|c| *c == last).count() > 1);
    let single = marks.len() == 1 && tail.len() == 3;
    let thousands = repeated || (single && last != Some(mark.unwrap_or('.')));
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let decimals = if last.is_none() || thousands {
        0
    } else {
        u32::try_from(tail.len()).ok()?
    };
    Some((digits.parse().ok()?, decimals))
}

/// The currency that a column's head names.
pub(super) fn currency_in(head: &str) -> Option<Currency> {
    let folded: String = head.nfkc().collect();
    let words = || folded.split(|c: char| !c.is_ascii_alphanumeric());
    let code = CURRENCIES
        .iter()
        .copied()
        .find(|code| words().any(|word| word == *code));
    let sign = || {
        SIGNS
            .iter()
            .find(|(sign, _)| folded.contains(sign))
            .map(|(_, code)| *code)
    };
    code.or_else(sign)?.parse().ok()
}

/// The power of ten that a column's head names: “in billions”, 億円.
pub(super) fn scale_in(head: &str) -> u32 {
    let folded = head.nfkc().collect::<String>().to_lowercase();
    let words: Vec<_> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    let named = |(word, _): &&(&str, u32)| {
        if word.is_ascii() {
            word.len() > 1 && words.contains(word)
        } else {
            folded.contains(word)
        }
    };
    SCALES.iter().find(named).map_or(0, |(_, power)| *power)
}

/// Reads a date: EDTF, or a day that can only be meant in one way.
pub(super) fn date(written: &str) -> Option<Date> {
    if let Ok(date) = written.parse() {
        return Some(date);
    }
    let folded: String = written.nfkc().collect();
    let plain = folded
        .trim()
        .trim_end_matches(['年', '月', '日', '.'])
        .replace(['年', '月', '.'], "/");
    let separator = if plain.contains('/') { '/' } else { '-' };
    let parts = plain
        .split(separator)
        .map(|part| part.trim().parse::<u32>().ok())
        .collect::<Option<Vec<_>>>()?;
    let text = match *parts.as_slice() {
        [year] if year > 999 => format!("{year}"),
        [year, month] if year > 999 && month <= 12 => format!("{year}-{month:02}"),
        [year, month, day] if year > 31 => format!("{year:04}-{month:02}-{day:02}"),
        [month, day, year] if year > 999 && (day > 12 || month == day) => {
            format!("{year}-{month:02}-{day:02}")
        }
        [day, month, year] if year > 999 && day > 12 => format!("{year}-{month:02}-{day:02}"),
        _ => return None,
    };
    text.parse().ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_written() {
        let units = |written: &str| amount(written, 0, None).map(|amount| amount.units);
        for written in [
            "1400000000",
            "1,400,000,000",
            "1.400.000.000",
            "$1.4 billion",
            "US$1.4bn",
            "1,4 Mrd €",
            "1,4 Mrd. €",
            "1,4 Milliarden €",
            "14億円",
            "１４億",
            "1 400 000 000",
        ] {
            assert_eq!(units(written), Some(1_400_000_000), "{written}");
        }
        assert_eq!(units("1億2,000万円"), Some(120_000_000));
        assert_eq!(units("500百万"), Some(500_000_000));
        assert_eq!(units("1,234.50"), Some(1235));
        assert!(amount("0.5", 0, None).unwrap().rounded);
        assert_eq!(amount("2.5", 9, None).unwrap().units, 2_500_000_000);
        assert_eq!(amount("¥5", 0, None).unwrap().currency, "JPY".parse().ok());
        for wrong in [
            "",
            "-5",
            "n/a",
            "billion",
            "5%",
            "$",
            "1e9",
            "99999999999999999999",
        ] {
            assert_eq!(units(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn one_mark_before_three_digits_is_what_the_others_make_it() {
        let mark = |figures: &[&str]| decimal_mark(figures.iter().copied());
        assert_eq!(
            mark(&["5", "1.234", "1,234", "1.234.567", "n/a", "3. 4. 1999"]),
            None
        );
        assert_eq!(mark(&["1.234", "€ 2,0"]), Some(','));
        assert_eq!(mark(&["1.234.567,891"]), Some(','));
        assert_eq!(mark(&["1,234", "2.5 bn"]), Some('.'));
        let units = |written: &str, mark| amount(written, 0, mark).map(|amount| amount.units);
        assert_eq!(
            (units("1.234", Some(',')), units("1,234", Some(','))),
            (Some(1234), Some(1))
        );
        assert_eq!(
            (units("1.234", Some('.')), units("1,234", Some('.'))),
            (Some(1), Some(1234))
        );
        assert_eq!(units("1,234", None), Some(1234));
    }

    #[test]
    fn heads_name_currency_and_scale() {
        assert_eq!(currency_in("Revenue (in billion USD)"), "USD".parse().ok());
        assert_eq!(currency_in("GDP growth"), None);
        assert_eq!(
            (
                scale_in("Revenue (in billion USD)"),
                scale_in("売上高（億円）"),
                scale_in("Number")
            ),
            (9, 8, 0)
        );
    }

    #[test]
    fn dates_are_read_if_they_mean_one_day() {
        let read = |written: &str| date(written).map(|date| date.to_string());
        for written in [
            "1872-10-14",
            "1872/10/14",
            "10/14/1872",
            "14.10.1872",
            "1872年10月14日",
            "1872-10-14 ",
        ] {
            assert_eq!(read(written).as_deref(), Some("1872-10-14"), "{written}");
        }
        assert_eq!(read("1872年10月").as_deref(), Some("1872-10"));
        assert_eq!(read("1872/1874").as_deref(), Some("1872/1874"));
        for wrong in ["", "3/4/1872", "32/10/1872", "soon", "1872-13"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
