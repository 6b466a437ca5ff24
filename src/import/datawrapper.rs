//! Data of a Datawrapper chart, or another table of figures. The file does not say what it holds,
//! so the shape decides: rows of names with a column per year, rows of dates with a column per
//! name, or rows of names with a column per measure.

use crate::story::{Date, Id, Observation, Qualifier};

use super::Options;
use super::amounts::{self, Style, currency_in, is_gap, mark_of, scale_in};
use super::columns::{bare_as_written, is_month, is_number};
use super::dates::{self, date, style_of};
use super::message::{Message, Place};
use super::story_builder::StoryBuilder;
use super::table::Table;
use super::tables::{Found, is_total, own_currency, unread};

/// The arrangement of the figures of a table.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    NamesByDates,
    DatesByNames,
    NamesByMeasures,
}

/// The style of a column of figures.
struct Column {
    head: String,
    figures: Style,
    date: Option<Date>,
    skipped: bool,
}

/// A table of figures, as far as it is the same for every row.
struct Chart {
    shape: Shape,
    columns: Vec<Column>,
    /// The style of the dates in the first column.
    days: dates::Style,
    /// The name of the measure, where the heads are no measures.
    name: String,
    /// The date of figures without one.
    date: Option<Date>,
    source: Id,
}

/// Reads the figures of a chart.
pub(super) fn read(
    builder: &mut StoryBuilder,
    file: &str,
    table: &Table,
    options: &Options,
) -> Result<(), String> {
    let Some((first, heads)) = table
        .columns
        .split_first()
        .filter(|(_, heads)| !heads.is_empty())
    else {
        return Err("a table of figures needs at least two columns, names and figures".to_owned());
    };
    let shape = shape(table, heads);
    counts(table, shape)?;
    if shape == Shape::NamesByMeasures && options.date.is_none() {
        return Err(
            "it does not say when its figures were known; import with --date 2025-06, for example"
                .to_owned(),
        );
    }
    let stem = file
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(file)
        .split('.')
        .next()
        .unwrap_or(file);
    let mut whole = format!("{stem} {first} {}", heads.join(" "));
    for (_, line) in &table.beside {
        whole = whole + " " + line;
    }
    let source = builder.file_source(file);
    let columns = columns(builder, table, heads, &whole, shape, options)
        .map_err(|error| error.sentence(false))?;
    let days = days(builder, table, shape, options).map_err(|error| error.sentence(false))?;
    let chart = Chart {
        shape,
        columns,
        days,
        name: stem.replace('_', " "),
        date: options.date,
        source,
    };
    let mut found = 0;
    for (number, cells) in &table.rows {
        found += chart.row(builder, *number, cells)?;
    }
    if found == 0 {
        Err("there is no amount of money in it".to_owned())
    } else {
        Ok(())
    }
}

impl Chart {
    /// Reads a row; returns the number of amounts in it.
    fn row(
        &self,
        builder: &mut StoryBuilder,
        number: usize,
        cells: &[String],
    ) -> Result<usize, String> {
        let Some((name, figures)) = cells.split_first() else {
            return Ok(0);
        };
        let row = Place::row(number);
        if self.shape != Shape::DatesByNames && is_total(name) {
            let amount = figures.join(" ");
            let name = name.clone();
            builder.lost(&row, Message::Total { name, amount });
            return Ok(0);
        }
        let mut found = 0;
        let filled = |(_, written): &(usize, &String)| !is_gap(written);
        for (index, written) in figures.iter().enumerate().filter(filled) {
            let Some(column) = self.columns.get(index) else {
                let place = row.at("a column without a name");
                builder.lost(
                    place,
                    Message::Cell {
                        text: written.clone(),
                    },
                );
                continue;
            };
            let head = if column.head.is_empty() {
                "a column without a name"
            } else {
                &column.head
            };
            let place = row.at(head);
            found += usize::from(
                self.figure(builder, &place, column, name, written)?
                    .is_some(),
            );
        }
        Ok(found)
    }

    /// Reads a figure, if it is an amount.
    fn figure(
        &self,
        builder: &mut StoryBuilder,
        place: &Place,
        column: &Column,
        name: &str,
        written: &str,
    ) -> Result<Option<()>, String> {
        if column.skipped {
            builder.lost(
                place,
                Message::Cell {
                    text: written.to_owned(),
                },
            );
            return Ok(None);
        }
        let actor = if self.shape == Shape::DatesByNames {
            column.head.as_str()
        } else {
            name
        };
        let figure = match amounts::read(written, &column.figures) {
            Ok(figure) => figure,
            Err(reason) => {
                builder.lost(place, unread(reason, written, actor));
                return Ok(None);
            }
        };
        let table = column.figures.currency;
        let Some(currency) = own_currency(builder, place, &figure, table, written) else {
            let reason = "it does not say in which currency its figures are; if they are money, \
                          import with --currency USD, for example";
            return Err(reason.to_owned());
        };
        let day = match self.shape {
            Shape::NamesByDates => column.date,
            Shape::DatesByNames => dates::read(name, &self.days).ok().map(|read| read.date),
            Shape::NamesByMeasures => self.date,
        };
        let Some(date) = day else {
            builder.lost(
                place,
                Message::Undated {
                    amount: figure.low.to_string(),
                },
            );
            return Ok(None);
        };
        if figure.rounded {
            builder.changed(
                place,
                Message::Rounded {
                    text: written.to_owned(),
                    currency: currency.to_string(),
                },
            );
        }
        let measure = match self.shape {
            Shape::NamesByMeasures => bare_as_written(&column.head),
            _ => self.name.clone(),
        };
        let measure = if measure.trim().is_empty() {
            "Amount".to_owned()
        } else {
            measure
        };
        let amount = Found {
            actors: &[(None, actor.to_owned())],
            measures: &[(None, measure)],
            currency,
            date,
            low: figure.low,
            high: figure.high,
            qualifier: figure.qualifier.unwrap_or(Qualifier::Reported),
        };
        let Some(observation) = amount.observation(builder, place) else {
            return Ok(None);
        };
        builder.observation(
            place,
            Observation {
                sources: vec![self.source.clone()],
                ..observation
            },
        );
        Ok(Some(()))
    }
}

/// Returns the columns with what their heads and cells say about the figures.
fn columns(
    builder: &mut StoryBuilder,
    table: &Table,
    heads: &[String],
    whole: &str,
    shape: Shape,
    options: &Options,
) -> Result<Vec<Column>, Box<Message>> {
    let mut columns: Vec<Column> = heads
        .iter()
        .map(|head| {
            let own = scale_in(head);
            Column {
                head: head.clone(),
                figures: Style {
                    mark: options.decimal,
                    scale: if own > 0 { own } else { scale_in(whole) },
                    currency: currency_in(head)
                        .or_else(|| currency_in(whole))
                        .or(options.currency),
                },
                date: (shape == Shape::NamesByDates).then(|| date(head)).flatten(),
                skipped: is_number(head),
            }
        })
        .collect();
    if options.decimal.is_none() {
        let cells = table.rows.iter().flat_map(|(row, cells)| {
            let figures = cells
                .iter()
                .skip(1)
                .zip(&columns)
                .filter(|(cell, _)| !is_gap(cell));
            figures
                .map(|(cell, column)| {
                    let place = Place::row(*row).at(&column.head);
                    (place, cell.as_str(), column.figures)
                })
                .collect::<Vec<_>>()
        });
        let (mark, note) = mark_of(cells)?;
        if let Some(note) = note {
            builder.changed(Place::default(), note);
        }
        for column in &mut columns {
            column.figures.mark = mark;
        }
    }
    Ok(columns)
}

/// The style of the dates in the first column.
fn days(
    builder: &mut StoryBuilder,
    table: &Table,
    shape: Shape,
    options: &Options,
) -> Result<dates::Style, Box<Message>> {
    if shape != Shape::DatesByNames {
        return Ok(options.date_style());
    }
    let cells = table.cells_at(0).map(|(row, cell)| (Place::row(row), cell));
    let (style, notes) = style_of(cells, options.date_style())?;
    for note in notes {
        builder.changed(Place::default(), note);
    }
    Ok(style)
}

/// Refuses tables whose figures are no money but numbers of months, or years.
fn counts(table: &Table, shape: Shape) -> Result<(), String> {
    if let Some(head) = table.columns.iter().find(|head| is_month(head)) {
        return Err(format!(
            "`{head}` is a part of the date and no name, so these are counts by month and no \
             amounts of names"
        ));
    }
    if shape == Shape::NamesByDates {
        return Ok(());
    }
    let figures = || {
        table
            .rows
            .iter()
            .flat_map(|(_, cells)| cells.iter().skip(1))
            .filter(|cell| !is_gap(cell))
    };
    let year = |cell: &String| {
        cell.len() == 4
            && cell
                .parse::<u16>()
                .is_ok_and(|year| (1000..=2100).contains(&year))
    };
    if figures().count() > 0 && figures().all(year) {
        return Err("its figures are years and no amounts of money".to_owned());
    }
    Ok(())
}

fn shape(table: &Table, heads: &[String]) -> Shape {
    // Most of them, because there may be a total or a country among the years.
    let dates = |words: &mut dyn Iterator<Item = &String>| {
        let (dates, all) = words.fold((0, 0), |(dates, all), word| {
            let is_date = !matches!(
                dates::read(word, &dates::Style::default()),
                Err(dates::Unread::NoDate)
            );
            (dates + usize::from(is_date), all + 1)
        });
        2 * dates > all
    };
    if dates(&mut heads.iter()) {
        Shape::NamesByDates
    } else if table.rows.len() > 1
        && dates(&mut table.rows.iter().filter_map(|(_, cells)| cells.first()))
    {
        Shape::DatesByNames
    } else {
        Shape::NamesByMeasures
    }
}
