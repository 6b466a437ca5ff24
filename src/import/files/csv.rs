//! Tables as text: separated by commas, semicolons, tabs or bars. Lines above the heads and notes
//! below the table are kept apart, and quotes that are not closed or not doubled are read as they
//! were probably meant.

use std::borrow::Cow;

use crate::import::message::Message;
use crate::import::table::Table;

/// Reads a table.
pub(in crate::import) fn read(text: &str) -> Result<Table, String> {
    let (text, named) = named_separator(text);
    let separator = named.unwrap_or_else(|| separator(text));
    let (text, broken) = mended(text, separator)?;
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader
        .delimiter(separator)
        .has_headers(false)
        .flexible(true);
    let skipped = usize::from(named.is_some());
    let mut rows = Vec::new();
    for (index, record) in reader.from_reader(text.as_bytes()).records().enumerate() {
        let record = record.map_err(|error| format!("this is no CSV: {error}"))?;
        let cells = record.iter().map(|cell| unguarded(cell.trim()).to_owned());
        rows.push((index + 1 + skipped, cells.collect::<Vec<_>>()));
    }
    let mut table = Table::of(rows)?;
    for line in broken {
        table.news.push((
            None,
            Message::BrokenQuotes {
                line: line.to_string(),
            },
        ));
    }
    Ok(table)
}

/// Returns the text after a first line such as `sep=;`, which spreadsheet programs write, and the
/// separator that it names.
fn named_separator(text: &str) -> (&str, Option<u8>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim().trim_matches('"').to_lowercase();
    match first.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[byte]) => (rest, Some(byte)),
        Some(&[]) => (rest, Some(b'\t')),
        _ => (text, None),
    }
}

/// Returns the separator that divides the most lines into equally many cells; the comma if several
/// do.
fn separator(text: &str) -> u8 {
    const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
    let mut lines = vec![[0_usize; 4]];
    let mut quoted = false;
    for byte in text.trim_start().bytes().take(200_000) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                if lines.len() == 30 {
                    break;
                }
                lines.push([0; 4]);
            }
            _ if !quoted => {
                if let Some(line) = lines.last_mut() {
                    for (count, separator) in line.iter_mut().zip(SEPARATORS) {
                        *count += usize::from(byte == separator);
                    }
                }
            }
            _ => {}
        }
    }
    let score = |index: usize| {
        let counts = || {
            lines
                .iter()
                .filter_map(|line| line.get(index))
                .filter(|count| **count > 0)
        };
        let same = |count: usize| counts().filter(|other| **other == count).count();
        counts()
            .map(|count| (same(*count), *count))
            .max()
            .unwrap_or_default()
    };
    let best = (0..SEPARATORS.len())
        .rev()
        .max_by_key(|index| score(*index));
    best.and_then(|best| SEPARATORS.get(best))
        .copied()
        .unwrap_or(b',')
}

/// Returns the text with every quote inside a quoted cell doubled, and the lines where one was not.
/// A quote closes its cell only before a separator or the end of the line.
fn mended(text: &str, separator: u8) -> Result<(Cow<'_, str>, Vec<usize>), String> {
    let bytes = text.as_bytes();
    let (mut broken, mut literal, mut dropped) = (Vec::new(), Vec::new(), Vec::new());
    let (mut line, mut opened, mut at) = (1, None, 0);
    // `fresh`: a cell begins here. `waits`: a quote within the cell has no partner yet.
    let (mut fresh, mut waits) = (true, false);
    while let Some(byte) = bytes.get(at) {
        match (opened, byte) {
            (_, b'\n') => {
                line += 1;
                fresh = opened.is_none();
            }
            (Some(_), b'"') => {
                let rest = bytes.get(at..).unwrap_or_default();
                let run = rest.iter().take_while(|byte| **byte == b'"').count();
                let ends = ends_cell(rest.get(run..).unwrap_or_default(), separator);
                let doubled = run % 2 == 0;
                let closes = ends && (!doubled || waits);
                // One of the quotes within the cell is not doubled.
                if closes == doubled {
                    literal.push(at);
                    broken.push(line);
                    waits = !waits;
                }
                if closes {
                    opened = None;
                    fresh = false;
                }
                at += run - 1;
            }
            (None, b'"') if fresh => {
                opened = Some(line);
                (fresh, waits) = (false, false);
            }
            (None, b' ') if fresh => {
                let rest = bytes.get(at..).unwrap_or_default();
                if rest.iter().find(|byte| **byte != b' ') == Some(&b'"') {
                    dropped.push(at);
                }
            }
            (None, byte) => fresh = *byte == separator,
            _ => {}
        }
        at += 1;
    }
    if let Some(line) = opened {
        return Err(format!(
            "a quotation mark that opens on line {line} is never closed, so that everything below \
             would be one cell"
        ));
    }
    if literal.is_empty() && dropped.is_empty() {
        return Ok((Cow::Borrowed(text), broken));
    }
    let mut whole = String::with_capacity(text.len() + literal.len());
    let mut literal = literal.into_iter().peekable();
    let mut dropped = dropped.into_iter().peekable();
    for (at, letter) in text.char_indices() {
        if dropped.next_if_eq(&at).is_some() {
            continue;
        }
        whole.push(letter);
        if literal.next_if_eq(&at).is_some() {
            whole.push(letter);
        }
    }
    broken.dedup();
    Ok((Cow::Owned(whole), broken))
}

/// Returns true if only spaces come before the end of the cell.
fn ends_cell(rest: &[u8], separator: u8) -> bool {
    let next = rest.iter().find(|byte| **byte != b' ');
    next.is_none_or(|next| *next == separator || matches!(next, b'\n' | b'\r'))
}

/// Returns a cell without the apostrophe that the export writes before a cell that begins like a
/// formula, so that no spreadsheet runs it.
fn unguarded(cell: &str) -> &str {
    let runs = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\'');
    cell.strip_prefix('\'')
        .filter(|rest| rest.trim_start().starts_with(runs))
        .unwrap_or(cell)
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_found_out() {
        for text in [
            "a,b;c\n1,2",
            "a;b\n1;2",
            "a\tb\n1\t2",
            "a|b\n1|2",
            "\"a;;;\",b\n1,2",
            "a , b\r\n1 , 2\r\n",
            "sep=;\na;b\n1;2",
            "Title,\n,\na,b\n1,2",
        ] {
            let table = read(text).unwrap();
            assert_eq!(table.columns.len(), 2, "{text}");
            assert_eq!(table.rows[0].1, ["1", "2"], "{text}");
        }
        let table = read("date;title\n2015;One, two, three, four\n").unwrap();
        assert_eq!(table.rows[0].1, ["2015", "One, two, three, four"]);
    }

    #[test]
    fn quotes_are_read_as_they_are_meant() {
        let cell = |text: &str| read(&format!("a,b\n{text},x\n")).unwrap().rows[0].1[0].clone();
        assert_eq!(cell(r#""Second "quoted" word""#), r#"Second "quoted" word"#);
        assert_eq!(
            cell(r#""Second ""quoted"" word""#),
            r#"Second "quoted" word"#
        );
        assert_eq!(cell(r#""He said ""yes"", then""#), r#"He said "yes", then"#);
        assert_eq!(cell(r#""He said "yes"""#), r#"He said "yes""#);
        assert_eq!(cell(r#"a 5" pipe"#), r#"a 5" pipe"#);
        assert_eq!(cell(r#" "spaced""#), "spaced");
        assert_eq!(cell("\"two\nlines\""), "two\nlines");
        assert_eq!(cell("\"\""), "");
        assert!(read("a,b\n\"open,x\ny,z\n").unwrap_err().contains("line 2"));
        let broken = read("a,b\n\"x \"y\" z\",1\n").unwrap();
        assert_eq!(broken.news.len(), 1);
    }

    #[test]
    fn formulas_come_back_as_they_were() {
        let table = read("a,b\n'=1+1,x\n'tis,x").unwrap();
        assert_eq!(
            (table.rows[0].1[0].as_str(), table.rows[1].1[0].as_str()),
            ("=1+1", "'tis")
        );
    }
}
