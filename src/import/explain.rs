//! The tables as they were understood, a column a line: for authors who ask why.

use std::fmt::Write;

use super::amounts::{self, Mark, mark_of};
use super::columns::How;
use super::dates::{self, style_of};
use super::message::Place;
use super::table::Table;
use super::{Content, Format, Input, Options, contents, timelinejs};

/// Describes how the tables of files are understood: each column's head, its meaning, the reason for it, and
/// three of its cells as they are read.
///
/// # Errors
/// A sentence that names the file and says why it cannot be read at all.
pub fn explain(format: Format, inputs: &[Input], options: &Options) -> Result<String, String> {
    let mut text = String::new();
    for file in contents(format, inputs, options)? {
        let name = file.name;
        for note in &file.notes {
            let _ = writeln!(text, "{name}: {}", note.sentence(false));
        }
        let Content::Table(table, understood) = &file.content else {
            let _ = writeln!(text, "{name}: JSON of TimelineJS");
            continue;
        };
        let kind = if timelinejs::is_table(table) {
            "the spreadsheet of TimelineJS".to_owned()
        } else {
            format!(
                "a table of {}",
                format!("{:?}", understood.kind).to_lowercase()
            )
        };
        let _ = writeln!(text, "{name}: {kind}, {} rows", table.rows.len());
        for (row, line) in &table.beside {
            let _ = writeln!(text, "  row {row}: beside the table: {line}");
        }
        for index in 0..table.columns.len() {
            let head = table.columns.get(index).map_or("", String::as_str);
            let found = understood.columns.iter().find(|(own, ..)| *own == index);
            let (meaning, how) = match found {
                Some((_, meaning, How::Named)) => (meaning.as_str(), "by its name"),
                Some((_, meaning, How::Said)) => (meaning.as_str(), "as you say"),
                Some((_, meaning, How::Word)) => (meaning.as_str(), "by another word for it"),
                Some((_, meaning, How::Contents)) => (meaning.as_str(), "a guess by its cells"),
                None => ("no meaning", "listed as left out, or figures"),
            };
            let _ = writeln!(text, "  `{head}`: {meaning} ({how})");
            cells(&mut text, table, index, meaning, options);
        }
    }
    Ok(text)
}

/// Three cells of a column as they are read, with what settles their reading.
fn cells(text: &mut String, table: &Table, index: usize, meaning: &str, options: &Options) {
    let filled = table.cells_at(index).filter(|(_, cell)| !cell.is_empty());
    let samples = || filled.clone().take(3);
    let place = |row: usize| Place::row(row).to_string();
    match meaning {
        "date" | "end date" => {
            let found = style_of(
                table.cells_at(index).map(|(row, cell)| (place(row), cell)),
                options.date_style(),
            );
            match found {
                Ok((style, notes)) => {
                    for (row, cell) in samples() {
                        let read = dates::read(cell, &style);
                        let shown =
                            read.map_or("not read".to_owned(), |read| read.date.to_string());
                        let _ = writeln!(text, "    row {row}: {cell} → {shown}");
                    }
                    for note in notes {
                        let _ = writeln!(text, "    {}", note.sentence(false));
                    }
                }
                Err(message) => {
                    let _ = writeln!(text, "    {}", message.sentence(false));
                }
            }
        }
        "amount" | "low" | "high" => {
            let head = table.columns.get(index).map_or("", String::as_str);
            let style = amounts::Style {
                mark: options.decimal,
                scale: amounts::scale_in(head),
                currency: amounts::currency_in(head).or(options.currency),
            };
            let cells = table
                .cells_at(index)
                .map(|(row, cell)| (place(row), cell, style));
            match mark_of(cells) {
                Ok((mark, note)) => {
                    let mark: Option<Mark> = options.decimal.or(mark);
                    for (row, cell) in samples() {
                        let shown = match amounts::read(cell, &amounts::Style { mark, ..style }) {
                            Ok(amount) => amount.high.map_or(amount.low.to_string(), |high| {
                                format!("{} to {high}", amount.low)
                            }),
                            Err(_) => "not read".to_owned(),
                        };
                        let _ = writeln!(text, "    row {row}: {cell} → {shown}");
                    }
                    if let Some(note) = note {
                        let _ = writeln!(text, "    {}", note.sentence(false));
                    }
                }
                Err(message) => {
                    let _ = writeln!(text, "    {}", message.sentence(false));
                }
            }
        }
        _ => {
            for (row, cell) in samples() {
                let _ = writeln!(text, "    row {row}: {}", super::message::shortened(cell));
            }
        }
    }
}
