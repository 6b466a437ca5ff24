//! Data of a Datawrapper chart. Its tables do not say what they hold, so the shape decides: rows of names
//! with a column per year, rows of dates with a column per name, or rows of names with a column per measure.

use crate::story::{Date, Observation, Qualifier};

use super::Options;
use super::amount::{amount, currency_in, date, decimal_mark, scale_in};
use super::csv_file::Table;
use super::html::shortened;
use super::own_tables::Found;
use super::story_builder::StoryBuilder;

/// How the figures of a table are arranged.
#[derive(Clone, Copy)]
enum Shape {
    NamesByDates,
    DatesByNames,
    NamesByMeasures,
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
    if matches!(shape, Shape::NamesByMeasures) && options.date.is_none() {
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
    let whole = format!("{stem} {first} {}", heads.join(" "));
    let source = builder.file_source(file);
    let mark = decimal_mark(
        table
            .rows
            .iter()
            .flat_map(|(_, cells)| cells.iter().skip(1).map(String::as_str)),
    );
    let mut found = 0;
    for (number, cells) in &table.rows {
        let Some((name, figures)) = cells.split_first() else {
            continue;
        };
        for (index, written) in figures
            .iter()
            .enumerate()
            .filter(|(_, written)| !is_gap(written))
        {
            let head = heads.get(index).map_or("", String::as_str);
            let place = format!(
                "row {number}, {}",
                if head.is_empty() {
                    "a column without a name"
                } else {
                    head
                }
            );
            let scale = if scale_in(head) > 0 {
                scale_in(head)
            } else {
                scale_in(&whole)
            };
            let Some(figure) = amount(written, scale, mark) else {
                builder.lost(
                    place,
                    format!("“{}”, which is no amount from zero up", shortened(written)),
                );
                continue;
            };
            let currency = figure
                .currency
                .or_else(|| currency_in(head))
                .or_else(|| currency_in(&whole));
            let Some(currency) = currency.or(options.currency) else {
                return Err("it does not say in which currency its figures are; import with --currency USD, for example".to_owned());
            };
            let measure = stem.replace('_', " ");
            let (actor, measure, day) = match shape {
                Shape::NamesByDates => (name.as_str(), measure.as_str(), date(head)),
                Shape::DatesByNames => (head, measure.as_str(), date(name)),
                Shape::NamesByMeasures => (name.as_str(), head, options.date),
            };
            if figure.rounded {
                builder.changed(
                    &place,
                    format!("“{}” was rounded to whole {currency}", shortened(written)),
                );
            }
            found += usize::from(
                add(
                    builder,
                    &place,
                    (actor, measure, day),
                    figure.units,
                    currency,
                )
                .is_some_and(|observation| {
                    builder.observation(Observation {
                        sources: vec![source.clone()],
                        ..observation
                    });
                    true
                }),
            );
        }
    }
    if found == 0 {
        Err("there is no amount of money in it".to_owned())
    } else {
        Ok(())
    }
}

fn add(
    builder: &mut StoryBuilder,
    place: &str,
    (actor, measure, day): (&str, &str, Option<Date>),
    low: i64,
    currency: crate::story::Currency,
) -> Option<Observation> {
    let measure = if measure.trim().is_empty() {
        "Amount"
    } else {
        measure
    };
    let Some(date) = day else {
        builder.lost(place, format!("the amount {low}, which has no date"));
        return None;
    };
    let found = Found {
        actor,
        measure,
        currency,
        date,
        low,
        high: None,
        qualifier: Qualifier::Reported,
    };
    found.observation(builder, place)
}

fn shape(table: &Table, heads: &[String]) -> Shape {
    // Most of them: a total or a country may stand among the years.
    let dates = |words: &mut dyn Iterator<Item = &String>| {
        let (dates, all) = words.fold((0, 0), |(dates, all), word| {
            (dates + usize::from(date(word).is_some()), all + 1)
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

/// Cells that stand for a missing figure.
fn is_gap(written: &str) -> bool {
    matches!(
        written.trim().to_lowercase().as_str(),
        "" | "-" | "–" | "—" | "…" | "..." | "n/a" | "na" | "null" | "nan"
    )
}
