//! Explains to authors how their tables were understood, with a line for each column.

use std::fmt::Write;

use super::amounts::{self, Amount, mark_of};
use super::columns::{How, Kind};
use super::dates::{self, style_of};
use super::message::{Place, shortened};
use super::table::Table;
use super::tables::{unread, unread_date};
use super::{Content, Format, Input, Options, contents, timelinejs};
use crate::story::{Currency, Qualifier};

/// Describes how the tables of files are understood: each column's head, its meaning, the reason
/// for it, and three of its cells as they are read.
///
/// # Errors
/// A sentence that names the file and says why it cannot be read at all.
pub fn explain(format: Format, inputs: &[Input], options: &Options) -> Result<String, String> {
    let mut text = String::new();
    let files = contents(format, inputs, options).map_err(|refusal| refusal.to_string())?;
    for file in files {
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
                None if understood.kind == Kind::Figures && index == 0 => {
                    ("names or dates", "the first column of figures")
                }
                None if understood.kind == Kind::Figures => ("figures", "a column of a chart"),
                None => ("no meaning", "its cells are listed as left out"),
            };
            let _ = writeln!(text, "  `{head}`: {meaning} ({how})");
            let column = Column { table, index };
            for line in column.cells(meaning, options) {
                let _ = writeln!(text, "    {line}");
            }
        }
    }
    Ok(text)
}

/// A column to be explained.
struct Column<'t> {
    table: &'t Table,
    index: usize,
}

impl<'t> Column<'t> {
    /// Returns three cells as they are read, a line each, then the reason for their reading.
    fn cells(&self, meaning: &str, options: &Options) -> Vec<String> {
        match meaning {
            "date" | "end date" => self.dates(options),
            "amount" | "low" | "high" => self.amounts(options),
            _ => self.lines(|_, cell| shortened(cell)),
        }
    }

    fn places(&self) -> impl Iterator<Item = (Place, &'t str)> + Clone {
        let cells = self.table.cells_at(self.index);
        cells.map(|(row, cell)| (Place::row(row), cell))
    }

    /// Returns a line for each of the first three cells that are not empty.
    fn lines(&self, shown: impl Fn(usize, &'t str) -> String) -> Vec<String> {
        let filled = self.table.cells_at(self.index);
        let samples = filled.filter(|(_, cell)| !cell.is_empty()).take(3);
        samples
            .map(|(row, cell)| format!("{}: {}", Place::row(row), shown(row, cell)))
            .collect()
    }

    fn dates(&self, options: &Options) -> Vec<String> {
        let (style, notes) = match style_of(self.places(), options.date_style()) {
            Ok(found) => found,
            Err(message) => return vec![message.sentence(false)],
        };
        let mut lines = self.lines(|row, cell| {
            let cell_read = match dates::read(cell, &style) {
                Ok(read) if options.buddhist => dates::of_buddhist_years(read.date).to_string(),
                Ok(read) => read.date.to_string(),
                Err(reason) => {
                    let message = unread_date(reason, &Place::row(row), cell);
                    return format!("left out, {}", message.sentence(false));
                }
            };
            format!("{} → {cell_read}", shortened(cell))
        });
        lines.extend(notes.iter().map(|note| note.sentence(false)));
        lines
    }

    fn amounts(&self, options: &Options) -> Vec<String> {
        let head = self.table.columns.get(self.index);
        let head = head.map_or("", String::as_str);
        let of_head = amounts::currency_in(head).or(options.currency);
        let style = amounts::Style {
            mark: options.decimal,
            scale: amounts::scale_in(head),
            currency: of_head,
        };
        let cells = self.places().map(|(place, cell)| (place, cell, style));
        let (mark, note) = match mark_of(cells) {
            Ok(found) => found,
            Err(message) => return vec![message.sentence(false)],
        };
        let mark = options.decimal.or(mark);
        let of = |meaning: &str, row: usize| {
            let mut cells = self.table.cells(meaning);
            cells.find(|(own, _)| *own == row).map_or("", |(_, it)| it)
        };
        let mut lines = self.lines(|row, cell| {
            let written = of("currency", row);
            let code = written.to_uppercase().parse().ok();
            let currency = code.or_else(|| amounts::currency_in(written)).or(of_head);
            let style = amounts::Style {
                mark,
                currency,
                ..style
            };
            match amounts::read(cell, &style) {
                Ok(read) => {
                    let shown = as_read(&read, currency);
                    format!("{} → {shown}", shortened(cell))
                }
                Err(reason) => {
                    let message = unread(reason, cell, of("actor", row));
                    format!("left out, {}", message.sentence(false))
                }
            }
        });
        lines.extend(note.map(|note| note.sentence(false)));
        lines
    }
}

/// Returns an amount in digits, with its currency and qualifier.
fn as_read(amount: &Amount, column: Option<Currency>) -> String {
    let mut shown = amount.low.to_string();
    if let Some(high) = amount.high {
        let _ = write!(shown, " to {high}");
    }
    let currency = amount.currency.map(|named| named.currency).or(column);
    if let Some(currency) = currency {
        let _ = write!(shown, " {currency}");
    }
    let qualifier = match amount.qualifier {
        Some(Qualifier::About) => ", about",
        Some(Qualifier::AtLeast) => ", at least",
        Some(Qualifier::UpTo) => ", up to",
        _ => "",
    };
    shown + qualifier
}
