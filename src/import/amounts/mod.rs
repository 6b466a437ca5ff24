//! Amounts of money as people write them: `$1.4 billion`, `1.400.000,50 €`, `14億円`, `₹ 12.5 lakh`,
//! `~2 million`, `5–7 million`. A figure with two readings is not read, and a figure below zero is
//! recognised. Signs and words are data in `currencies` and `scales`.

mod currencies;
mod marks;
mod scales;

use unicode_normalization::UnicodeNormalization;

use crate::story::{Currency, Qualifier};

use currencies::{CODES, SIGNS};
pub use marks::Mark;
pub(super) use marks::mark_of;
use scales::{
    ABOUT, ABOUT_AFTER, AT_LEAST, AT_LEAST_AFTER, BETWEEN, GAPS, SCALES, UP_TO, UP_TO_AFTER,
};

/// The properties of the figures of a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    /// The decimal mark.
    pub(super) mark: Option<Mark>,
    /// The power of ten that the column's head adds.
    pub(super) scale: u32,
    /// The currency that the table names.
    pub(super) currency: Option<Currency>,
}

/// An amount of money in whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) low: i64,
    pub(super) high: Option<i64>,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) currency: Option<Named>,
    /// True if a fraction of a unit was rounded away.
    pub(super) rounded: bool,
}

/// The currency that is written beside a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) currency: Currency,
    /// True if other currencies have the same sign.
    pub(super) shared: bool,
}

/// The reason why a figure was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is no amount.
    NoAmount,
    /// It is below zero; the text has a minus sign.
    BelowZero(String),
    /// A sign or word beside the figure is no known currency or power of ten.
    UnknownWord(String),
    /// Several currencies have its sign, and the table does not say which one is meant.
    Which(String),
    /// Its mark before three digits may separate thousands or decimals.
    Mark,
    /// It is a share, not an amount.
    Percent,
}

/// Longer texts are no amounts.
const LONGEST: usize = 120;

/// The parts of a unit in which figures are added up: small enough for exact rounding.
const FINE: i128 = 100_000;

/// Returns true if a cell says that there is no figure.
pub(super) fn is_gap(written: &str) -> bool {
    GAPS.contains(&written.trim().to_lowercase().as_str())
}

/// Reads an amount.
pub(super) fn read(written: &str, style: &Style) -> Result<Amount, Unread> {
    let folded = folded(written);
    if folded.len() > LONGEST || !folded.contains(|c: char| c.is_ascii_digit()) {
        return Err(Unread::NoAmount);
    }
    if let Some(amount) = below_zero(&folded, style) {
        return Err(Unread::BelowZero(amount));
    }
    if folded.ends_with(['%', '‰']) || folded.ends_with("percent") {
        return Err(Unread::Percent);
    }
    let (rest, qualifier) = qualified(&folded);
    let plain = single(rest, style);
    match plain {
        Ok(one) => Ok(Amount { qualifier, ..one }),
        Err(Unread::Which(_) | Unread::Mark) => plain,
        Err(_) => match range(rest, style) {
            Some(found) => found,
            None => plain,
        },
    }
}

/// Returns the text with one form of every digit, dash and space, in lower case.
fn folded(written: &str) -> String {
    let digit = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10).unwrap_or(c),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(c) - 0x6f0, 10).unwrap_or(c),
        '\u{966}'..='\u{96f}' => char::from_digit(u32::from(c) - 0x966, 10).unwrap_or(c),
        '٫' | '·' => '.',
        '٬' => ',',
        '‐'..='―' | '−' => '-',
        '〜' | '∼' => '~',
        '’' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let visible = |c: &char| !crate::story::is_hidden(*c) && !matches!(c, '\u{200b}'..='\u{200f}');
    let folded: String = written
        .trim()
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(visible)
        .map(digit)
        .collect();
    folded
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns a figure below zero, in any spelling, with a minus sign; `None` if it is not below zero.
fn below_zero(folded: &str, style: &Style) -> Option<String> {
    let inner = folded
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .or_else(|| folded.strip_prefix(['-', '△', '▲', '▼']))
        .or_else(|| {
            folded
                .strip_suffix('-')
                .filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
        })
        .or_else(|| folded.strip_prefix("minus "));
    let amount = |text: &str| {
        let read = single(text.trim(), style);
        matches!(
            read,
            Ok(_) | Err(Unread::Which(_) | Unread::Mark | Unread::UnknownWord(_))
        )
    };
    if let Some(inner) = inner.filter(|inner| amount(inner)) {
        return Some(format!("-{}", inner.trim()));
    }
    // “$-500” and “us$ (500)”
    let at = folded.find(['-', '('])?;
    let (sign, rest) = (folded.get(..at)?, folded.get(at..)?);
    let bare = rest.trim_start_matches(['-', '(']).trim_end_matches(')');
    let known =
        currency(&format!("{sign}1"), style).is_some_and(|(number, _)| number.trim() == "1");
    (known && amount(bare)).then(|| format!("-{sign}{bare}"))
}

/// Returns the figure without the words that say how it is meant, and their qualifier.
fn qualified(folded: &str) -> (&str, Option<Qualifier>) {
    let kinds = [
        (UP_TO, UP_TO_AFTER, Qualifier::UpTo),
        (AT_LEAST, AT_LEAST_AFTER, Qualifier::AtLeast),
        (ABOUT, ABOUT_AFTER, Qualifier::About),
    ];
    for (before, after, qualifier) in kinds {
        let first = before
            .iter()
            .filter_map(|word| {
                let rest = folded.strip_prefix(word)?;
                let apart = !word.ends_with(|c: char| c.is_ascii_alphabetic())
                    || rest.starts_with([' ', '$', '€', '£', '¥', '₹']);
                apart.then_some(rest)
            })
            .min_by_key(|rest| rest.len());
        let last = || {
            after
                .iter()
                .filter_map(|word| folded.strip_suffix(word))
                .min_by_key(|rest| rest.len())
        };
        if let Some(rest) = first.or_else(last) {
            return (rest.trim(), Some(qualifier));
        }
    }
    (folded, None)
}

/// Reads two ends; the first takes the currency and the power of ten from the second where it has
/// none.
fn range(text: &str, style: &Style) -> Option<Result<Amount, Unread>> {
    let bare = text
        .strip_prefix("between ")
        .map(|rest| rest.replace(" and ", " - "));
    let bare = bare.as_deref().unwrap_or(text);
    for separator in BETWEEN {
        let Some((left, right)) = bare.split_once(separator) else {
            continue;
        };
        let (left, right) = (left.trim(), right.trim());
        let Ok(last) = single(right, style) else {
            continue;
        };
        let digits = |text: &str| text.find(|c: char| c.is_ascii_digit());
        let tail = right.trim_start_matches(|c: char| !c.is_ascii_digit());
        let unit =
            tail.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\''));
        let head = digits(right)
            .and_then(|at| right.get(..at))
            .unwrap_or_default();
        let scaled = left.ends_with(|c: char| c.is_alphabetic());
        let borrowed = match (scaled, digits(left)) {
            (true, _) => left.to_owned(),
            (false, Some(0)) => format!("{head}{left}{unit}"),
            (false, _) => format!("{left}{unit}"),
        };
        let Ok(first) = single(&borrowed, style).or_else(|_| single(left, style)) else {
            continue;
        };
        if first.low > last.low {
            continue;
        }
        let currency = last.currency.or(first.currency);
        if first
            .currency
            .is_some_and(|own| currency.is_some_and(|other| own.currency != other.currency))
        {
            continue;
        }
        return Some(Ok(Amount {
            low: first.low,
            high: Some(last.low).filter(|high| *high != first.low),
            qualifier: None,
            currency,
            rounded: first.rounded || last.rounded,
        }));
    }
    None
}

/// Reads one figure with its currency and powers of ten.
fn single(text: &str, style: &Style) -> Result<Amount, Unread> {
    let mut rest = text.trim();
    let mut named = None;
    // A sign before the figure and a code after it: “$5 USD”.
    for _ in 0..2 {
        if let Some((number, found)) = currency(rest, style) {
            rest = number;
            let better = match (named, found) {
                (Some(Found::One(Named { shared: false, .. })), _) => named,
                _ => Some(found),
            };
            named = better;
        }
    }
    let currency = match named {
        Some(Found::One(named)) => Some(named),
        Some(Found::Several) => return Err(Unread::Which(text.to_owned())),
        None => None,
    };
    // “5 millions d'euros”, “5 millones de euros”
    let linked = ["d'", " de", " of"]
        .iter()
        .find_map(|link| rest.strip_suffix(link));
    let (total, numbers) = figure(linked.unwrap_or(rest), style)?;
    let units = i64::try_from((total + FINE / 2) / FINE).map_err(|_| Unread::NoAmount)?;
    if numbers == 0 {
        return Err(Unread::NoAmount);
    }
    Ok(Amount {
        low: units,
        high: None,
        qualifier: None,
        currency,
        rounded: total % FINE != 0,
    })
}

/// Returns the sum of numbers with their powers of ten, as in `2億5千万`, and the count of numbers.
fn figure(text: &str, style: &Style) -> Result<(i128, usize), Unread> {
    let (mut total, mut group, mut count) = (0_i128, 0_i128, 0);
    let mut rest = text.trim().trim_end_matches(",-").trim_end_matches(".-");
    let mut last_power = u32::MAX;
    while !rest.is_empty() {
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '_' | ' ');
        let end = rest.find(|c| !number(c)).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        let after = after.trim_start();
        let word = SCALES
            .iter()
            .filter(|(word, _)| {
                after.strip_prefix(word).is_some_and(|rest| {
                    !word.is_ascii() || !rest.starts_with(|c: char| c.is_alphanumeric())
                })
            })
            .max_by_key(|(word, _)| word.len());
        let (power, behind) = match word {
            Some((word, power)) => (*power, after.get(word.len()..).unwrap_or_default()),
            None if after.is_empty() || after == "." => (0, ""),
            None => return Err(unknown(after)),
        };
        if digits.trim().is_empty() {
            return Err(unknown(after));
        }
        // Between signs for myriads, a comma separates thousands and a point decimals.
        let myriads = word.is_some_and(|(word, _)| word.chars().all(|c| c > '\u{3000}'));
        let mark = style.mark.or(myriads.then_some(Mark::Point));
        let (value, decimals) = marks::decimal(digits, mark, power > 0)?;
        let part = value
            .checked_mul(FINE)
            .and_then(|value| value.checked_mul(10_i128.checked_pow(power + style.scale)?))
            .and_then(|value| value.checked_div(10_i128.checked_pow(decimals)?))
            .ok_or(Unread::NoAmount)?;
        if power >= last_power {
            return Err(Unread::NoAmount);
        }
        last_power = power;
        group += part;
        count += 1;
        rest = behind.trim();
    }
    total = total.checked_add(group).ok_or(Unread::NoAmount)?;
    Ok((total, count))
}

fn unknown(after: &str) -> Unread {
    let word: String = after
        .split([' ', '.', ','])
        .next()
        .unwrap_or_default()
        .chars()
        .take(20)
        .collect();
    if word.chars().any(char::is_alphabetic) || word.chars().any(|c| "₿¤".contains(c)) {
        Unread::UnknownWord(word)
    } else {
        Unread::NoAmount
    }
}

#[derive(Clone, Copy)]
enum Found {
    One(Named),
    Several,
}

/// Returns the figure without the sign or code of its currency, which is before or after it.
fn currency<'t>(text: &'t str, style: &Style) -> Option<(&'t str, Found)> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'');
    if text.chars().all(plain) {
        return None;
    }
    // A code is the word of three letters at the beginning or at the end.
    let letters =
        |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let ends = [
        text.get(..3),
        text.len().checked_sub(3).and_then(|at| text.get(at..)),
    ];
    for word in ends.into_iter().flatten().filter(|word| letters(word)) {
        let code = word.to_ascii_uppercase();
        if CODES.contains(&code.as_str())
            && let Some(rest) = without(text, word)
            && let Ok(currency) = code.parse()
        {
            return Some((
                rest,
                Found::One(Named {
                    currency,
                    shared: false,
                }),
            ));
        }
    }
    let (rest, meanings) = SIGNS
        .iter()
        .filter_map(|(sign, meanings)| Some((without(text, sign)?, *meanings)))
        .min_by_key(|(rest, _)| rest.len())?;
    let own = style.currency.filter(|own| meanings.contains(&own.code()));
    let first = meanings.first().and_then(|code| code.parse().ok());
    let found = match (own, first) {
        (Some(currency), _) => Found::One(Named {
            currency,
            shared: false,
        }),
        (None, Some(currency)) => Found::One(Named {
            currency,
            shared: meanings.len() > 1,
        }),
        (None, None) => Found::Several,
    };
    Some((rest, found))
}

/// Returns the text without a sign at its beginning or end; a sign that consists of letters must
/// not touch other letters.
fn without<'t>(text: &'t str, sign: &str) -> Option<&'t str> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let before = text
        .strip_prefix(sign)
        .filter(|rest| !(letter(sign.chars().next_back()) && letter(rest.chars().next())));
    let behind = || {
        text.strip_suffix(sign)
            .filter(|rest| !(letter(sign.chars().next()) && letter(rest.chars().next_back())))
    };
    before
        .or_else(behind)
        .map(str::trim)
        .filter(|rest| !rest.is_empty())
}

/// Returns the currency that a column's head names by its code, sign or word.
pub(super) fn currency_in(head: &str) -> Option<Currency> {
    if head.is_empty() {
        return None;
    }
    let plain: String = head.nfkc().collect();
    let words = || plain.split(|c: char| !c.is_ascii_alphanumeric());
    let code = CODES
        .iter()
        .copied()
        .find(|code| words().any(|word| word == *code));
    let lower = plain.to_lowercase();
    let sign = || {
        let named = |(sign, meanings): &(&str, &'static [&'static str])| {
            let letters = sign.chars().all(|c| c.is_alphabetic() && c.is_ascii());
            let found = if letters {
                sign.len() > 2
                    && lower
                        .split(|c: char| !c.is_alphanumeric())
                        .any(|word| word == *sign)
            } else {
                lower.contains(sign) && !sign.starts_with(|c: char| c.is_ascii_alphabetic())
                    || lower.split([' ', '(', ')', ',']).any(|word| word == *sign)
            };
            found.then_some((sign.len(), *meanings))
        };
        SIGNS
            .iter()
            .filter_map(named)
            .max_by_key(|(length, _)| *length)?
            .1
            .first()
            .copied()
    };
    code.or_else(sign)?.parse().ok()
}

/// Returns the power of ten that a column's head names: “in billions”, 億円.
pub(super) fn scale_in(head: &str) -> u32 {
    let folded = head.nfkc().collect::<String>().to_lowercase();
    let words: Vec<_> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    let named = |(word, _): &&(&str, u32)| {
        if word.is_ascii() {
            word.len() > 1 && *word != "md" && *word != "mil" && words.contains(word)
        } else if word.chars().all(|c| {
            ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c)
        }) {
            folded.contains(word)
                && (word.chars().count() > 1
                    || folded.contains(&format!("{word}円"))
                    || folded.contains(&format!("{word}元"))
                    || folded.contains(&format!("{word}원"))
                    || folded.contains(&format!("{word}ドル"))
                    || folded.contains(&format!("{word}ユーロ")))
        } else {
            words.contains(word)
        }
    };
    SCALES
        .iter()
        .filter(named)
        .max_by_key(|(word, _)| word.len())
        .map_or(0, |(_, power)| *power)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
