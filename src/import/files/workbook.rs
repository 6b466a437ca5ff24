//! Workbooks of spreadsheet programs: XLSX, XLS and ODS. Dates are read as dates, in whichever
//! format the program shows them.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, open_workbook_auto_from_rs};

use crate::import::message::Message;
use crate::import::table::Table;

/// Returns true if bytes are a workbook.
pub(in crate::import) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// Reads a sheet: the one that is named, or the first that is not empty.
pub(in crate::import) fn read(bytes: &[u8], named: Option<&str>) -> Result<Table, String> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|error| format!("this workbook cannot be read: {error}"))?;
    let names = book.sheet_names();
    let known = || {
        names
            .iter()
            .map(|name| format!("“{name}”"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    if let Some(name) = named
        && !names.iter().any(|own| own == name)
    {
        return Err(format!(
            "the workbook has no sheet “{name}”; its sheets are {}",
            known()
        ));
    }
    let mut others = Vec::new();
    let mut found: Option<Table> = None;
    for name in &names {
        if named.is_some_and(|named| named != name) {
            continue;
        }
        let range = book
            .worksheet_range(name)
            .map_err(|error| format!("the sheet “{name}” cannot be read: {error}"))?;
        let (first, left) = range.start().unwrap_or_default();
        let rows: Vec<_> = range
            .rows()
            .enumerate()
            .map(|(index, cells)| {
                let before = usize::try_from(left).unwrap_or_default().min(200);
                let gap = std::iter::repeat_n(String::new(), before);
                let number = usize::try_from(first).unwrap_or_default() + index + 1;
                (
                    number,
                    gap.chain(cells.iter().map(text)).collect::<Vec<_>>(),
                )
            })
            .collect();
        if rows
            .iter()
            .all(|(_, cells)| cells.iter().all(String::is_empty))
        {
            continue;
        }
        if found.is_some() {
            others.push(name.clone());
        } else {
            found = Some(Table::of(without_left(rows))?);
        }
    }
    let mut table = found.ok_or("every sheet of the workbook is empty")?;
    if !others.is_empty() {
        table.news.push((
            None,
            Message::OtherSheets {
                names: others.join(", "),
            },
        ));
    }
    Ok(table)
}

/// Returns the rows without those columns at the left that are empty in all rows.
fn without_left(mut rows: Vec<(usize, Vec<String>)>) -> Vec<(usize, Vec<String>)> {
    let empty = rows
        .iter()
        .filter_map(|(_, cells)| cells.iter().position(|cell| !cell.is_empty()))
        .min()
        .unwrap_or_default();
    for (_, cells) in &mut rows {
        cells.drain(..empty.min(cells.len()));
    }
    rows
}

/// Returns a cell as text.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.trim().to_owned()
        }
        Data::Bool(yes) => yes.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(when) => date(when),
    }
}

fn date(when: &ExcelDateTime) -> String {
    if !when.is_datetime() {
        return when.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    }
}
