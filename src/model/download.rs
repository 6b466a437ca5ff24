//! Downloads: the amounts of the chart as shown, as CSV or JSON. Every amount has its qualifier,
//! its date, its sources, and the credit that others should give.

use std::borrow::Cow;

use crate::locale::{Locale, Word};
use crate::story::{Address, Observation, Story};

use super::facts::{Facts, Panel};

/// The columns of both files, the same in every language.
const COLUMNS: [&str; 11] = [
    "actor",
    "measure",
    "currency",
    "low",
    "high",
    "qualifier",
    "date",
    "of_which",
    "words",
    "note",
    "sources",
];

type Line = [String; COLUMNS.len()];

/// Returns the rows of the panels, one for each amount.
fn lines(facts: Facts<'_>, panels: &[Panel<'_>]) -> Vec<Line> {
    let rows = panels
        .iter()
        .flat_map(|panel| panel.rows.iter().map(move |row| (panel.measure, row)));
    rows.filter_map(|(measure, row)| {
        let seen = row.seen?;
        let (low, high) = seen.range();
        Some([
            row.actor.name.plain(facts.locale.lang()),
            measure.name.plain(facts.locale.lang()),
            measure.currency.to_string(),
            low.to_string(),
            high.to_string(),
            seen.qualifier.name().to_owned(),
            seen.date.to_string(),
            seen.part
                .as_ref()
                .map(|part| part.amount.to_string())
                .unwrap_or_default(),
            facts.amount(seen, measure),
            facts.remark(seen, measure),
            sources(facts.story, seen),
        ])
    })
    .collect()
}

fn sources(story: &Story, seen: &Observation) -> String {
    let sources = seen.sources.iter().filter_map(|id| story.source(id));
    let addresses = sources.filter_map(|(_, source)| source.address.as_ref());
    addresses.map(Address::as_str).collect::<Vec<_>>().join(" ")
}

/// Returns the amounts as CSV, with a byte order mark so that spreadsheets read kanji correctly.
pub(crate) fn csv(facts: Facts<'_>, panels: &[Panel<'_>]) -> String {
    let mut text = String::from('\u{feff}');
    let heads = COLUMNS.map(str::to_owned);
    for line in std::iter::once(heads).chain(lines(facts, panels)) {
        text += &line.map(|cell| csv_cell(&cell)).join(",");
        text += "\r\n";
    }
    text
}

/// Returns a cell in quotes, guarded against spreadsheets that would run it.
fn csv_cell(cell: &str) -> String {
    format!("\"{}\"", guarded(cell).replace('"', "\"\""))
}

/// Returns a cell that no spreadsheet takes for a formula: an apostrophe before the first character
/// makes it text. The import removes the apostrophe again.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let is_formula = |c: char| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\'' | '\t' | '\r'
        )
    };
    if cell.trim_start().starts_with(is_formula) || cell.starts_with(is_formula) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// Returns the amounts as JSON, with title, day and credit.
pub(crate) fn json(facts: Facts<'_>, panels: &[Panel<'_>], title: &str, day: &str) -> String {
    let rows = lines(facts, panels).into_iter().map(|line| {
        let fields = COLUMNS
            .iter()
            .zip(&line)
            .map(|(name, cell)| format!("{}:{}", quoted(name), quoted(cell)));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    });
    format!(
        "{{\"title\":{},\"known_on\":{},\"cite_as\":{},\"amounts\":[{}]}}\n",
        quoted(title),
        quoted(day),
        quoted(&cite(facts.story, facts.locale)),
        rows.collect::<Vec<_>>().join(",")
    )
}

/// Returns a JSON string. Every text of a story was read without control characters other than the
/// line break, so no other needs an escape. Own code, because the browser's `JSON.stringify` cannot
/// be tested natively, and serde's writer is larger.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            '\n' => out += "\\n",
            // A `</script>` in a story must not end the script that a page may paste this into.
            '<' => out += "\\u003c",
            _ => out.push(c),
        }
    }
    out + "\""
}

/// Returns the line by which the story is cited: publisher, title, day and licence.
pub(crate) fn cite(story: &Story, locale: &Locale) -> String {
    let document = story.document();
    let lang = locale.lang();
    let as_of = locale.fill(Word::AsOf, &[("date", &locale.date(&document.as_of))]);
    let title = format!("{} ({as_of})", document.title.plain(lang));
    let Some(credit) = &document.credit else {
        return title;
    };
    let licence = credit
        .licence
        .as_ref()
        .map(|name| format!(", {name}"))
        .unwrap_or_default();
    format!("{} – {title}{licence}", credit.name.plain(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_becomes_a_formula_or_ends_a_script() {
        assert_eq!(csv_cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(csv_cell("-1"), "\"'-1\"");
        assert_eq!(csv_cell(" ＝1"), "\"' ＝1\"");
        assert_eq!(csv_cell("＠x"), "\"'＠x\"");
        assert_eq!(csv_cell("約14億ドル"), "\"約14億ドル\"");
        assert_eq!(quoted("</script>\n\"\\"), "\"\\u003c/script>\\n\\\"\\\\\"");
    }

    proptest::proptest! {
        /// A spreadsheet looks at the first character, some after white space, some also in full
        /// width.
        #[test]
        fn no_cell_begins_like_a_formula(
            space in "[ \t\r\n\u{3000}\u{a0}]{0,3}",
            first in "[-=+@＝＋－＠'\"a]?",
            rest in "\\PC*",
        ) {
            let cell = format!("{space}{first}{rest}");
            let written = csv_cell(&cell);
            let inner = written
                .strip_prefix('"')
                .and_then(|cell| cell.strip_suffix('"'))
                .unwrap_or_default()
                .replace("\"\"", "\"");
            let runs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];
            proptest::prop_assert!(!inner.starts_with(runs), "{written}");
            proptest::prop_assert!(!inner.trim_start().starts_with(runs), "{written}");
        }

        #[test]
        fn a_json_string_is_read_back_as_it_was(text in "[\\PC\n]*") {
            let read: Result<String, _> = serde_json::from_str(&quoted(&text));
            proptest::prop_assert_eq!(read.ok(), Some(text));
        }
    }
}
