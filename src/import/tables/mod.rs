//! Tables with an event, an amount or a source in each row. The meanings of their columns are
//! known; this module reads the cells.

mod amounts;
mod cells;
mod events;
mod sources;

use crate::story::Currency;

use super::Options;
use super::amounts::{Mark, Style as Figures, currency_in, mark_of, scale_in};
use super::columns::{Kind, heads::TOTALS};
use super::dates::{self, style_of};
use super::message::{Message, Place};
use super::story_builder::StoryBuilder;
use super::table::Table;

pub(super) use amounts::Found;
pub(super) use amounts::{own_currency, unread};
pub(super) use cells::{complete_address, is_relative, unread_date};

/// Information that all rows of a table share.
pub(super) struct Context<'c> {
    pub(super) file: &'c str,
    pub(super) options: &'c Options,
    pub(super) dates: dates::Style,
    pub(super) mark: Option<Mark>,
    /// The power of ten and the currency in the head of the column of amounts.
    pub(super) scale: u32,
    pub(super) currency: Option<Currency>,
    /// True if the table has the columns that the export writes; its texts are plain then.
    pub(super) plain: bool,
    /// The name of the column of amounts, as a name for the measure.
    pub(super) measure: String,
}

/// Reads a table of one of the three kinds.
pub(super) fn read(
    builder: &mut StoryBuilder,
    file: &str,
    table: &Table,
    kind: Kind,
    options: &Options,
) -> Result<(), Box<Message>> {
    let context = context(builder, file, table, options)?;
    for mut row in table.rows() {
        match kind {
            Kind::Sources => sources::add(builder, &mut row, &context),
            Kind::Amounts => amounts::add(builder, &mut row, &context),
            Kind::Events | Kind::Figures => events::add(builder, &mut row, &context),
        };
        let place = row.place.clone();
        for (column, cell) in row.rest() {
            builder.lost(place.at(&column), Message::Cell { text: cell });
        }
    }
    Ok(())
}

fn context<'c>(
    builder: &mut StoryBuilder,
    file: &'c str,
    table: &Table,
    options: &'c Options,
) -> Result<Context<'c>, Box<Message>> {
    let dates = date_style(builder, table, &["date", "end date"], options)?;
    let heads = ["amount", "low"].map(|meaning| table.head_of(meaning).unwrap_or_default());
    let head = heads
        .into_iter()
        .find(|head| !head.is_empty())
        .unwrap_or_default();
    let mut whole = head.to_owned();
    for (_, line) in &table.beside {
        whole = whole + " " + line;
    }
    let (scale, currency) = (
        scale_in(head),
        currency_in(head).or_else(|| currency_in(&whole)),
    );
    let mark = if let Some(mark) = options.decimal {
        Some(mark)
    } else {
        let style = Figures {
            mark: None,
            scale,
            currency,
        };
        let cells = ["amount", "low", "high"].into_iter().flat_map(|meaning| {
            table
                .cells(meaning)
                .filter(|(row, _)| is_read(table, *row, &dates))
                .map(move |(row, cell)| (Place::row(row), cell, style))
                .collect::<Vec<_>>()
        });
        let (mark, note) = mark_of(cells)?;
        if let Some(note) = note {
            builder.changed(Place::column(head), note);
        }
        mark
    };
    let measure = super::columns::bare_as_written(head);
    Ok(Context {
        file,
        options,
        dates,
        mark,
        scale,
        currency,
        measure,
        plain: ["id", "status", "response sources", "none found"]
            .iter()
            .all(|meaning| table.has(meaning)),
    })
}

/// Returns false if the date of an amount's row cannot be read. Such a row is left out, so it shows
/// nothing about the others.
fn is_read(table: &Table, number: usize, style: &dates::Style) -> bool {
    let Some(index) = table.index_of("date") else {
        return true;
    };
    let at = table.rows.binary_search_by_key(&number, |(row, _)| *row);
    let cell = at.ok().and_then(|at| table.rows.get(at)?.1.get(index));
    cell.is_none_or(|cell| cell.is_empty() || dates::read(cell, style).is_ok())
}

/// Returns the style of all columns of dates together, because beginnings and ends are written
/// alike.
pub(super) fn date_style(
    builder: &mut StoryBuilder,
    table: &Table,
    meanings: &[&str],
    options: &Options,
) -> Result<dates::Style, Box<Message>> {
    let cells = meanings.iter().flat_map(|meaning| {
        table
            .cells(meaning)
            .map(|(row, cell)| (Place::row(row), cell))
    });
    let (style, notes) = style_of(cells, options.date_style())?;
    let column = meanings.iter().find_map(|meaning| table.head_of(meaning));
    for note in notes {
        builder.changed(Place::column(column.unwrap_or_default()), note);
    }
    Ok(style)
}

/// Returns true if a name is that of a sum.
pub(super) fn is_total(name: &str) -> bool {
    let plain = name.trim().trim_end_matches([':', '：']).to_lowercase();
    TOTALS.contains(&plain.as_str())
}
