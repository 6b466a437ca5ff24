//! Spreadsheets exported as text: separated by commas, semicolons or tabs, with a line of column names.

use std::collections::BTreeMap;

/// A table with named columns.
#[derive(Debug)]
pub(super) struct Table {
    /// The columns as they are named, with capitals and spaces as written.
    pub(super) columns: Vec<String>,
    /// For every row, its number in the spreadsheet and its cells.
    pub(super) rows: Vec<(usize, Vec<String>)>,
    by_name: BTreeMap<String, usize>,
}

/// One row, from which each cell is taken once; the rest can be listed.
pub(super) struct Row<'t> {
    /// How messages name it: `row 3`.
    pub(super) place: String,
    table: &'t Table,
    cells: Vec<Option<&'t str>>,
}

impl Table {
    /// Reads a table.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let delimiter = delimiter(text);
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true);
        let mut columns = Vec::new();
        let mut rows = Vec::new();
        for (index, record) in reader.from_reader(text.as_bytes()).records().enumerate() {
            let record = record.map_err(|error| format!("this is no CSV: {error}"))?;
            let cells: Vec<_> = record
                .iter()
                .map(|cell| unguarded(cell.trim()).to_owned())
                .collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if columns.is_empty() {
                columns = cells;
            } else {
                rows.push((index + 1, cells));
            }
        }
        if columns.is_empty() {
            return Err("the file is empty".to_owned());
        }
        let mut by_name = BTreeMap::new();
        for (index, column) in columns.iter().enumerate() {
            by_name.entry(plain_name(column)).or_insert(index);
        }
        Ok(Table {
            columns,
            rows,
            by_name,
        })
    }

    /// Returns true if there is a column of that name, in small letters.
    pub(super) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// The cells of a column, by its name in small letters.
    pub(super) fn cells(&self, name: &str) -> impl Iterator<Item = &str> {
        let index = self.by_name.get(name);
        self.rows
            .iter()
            .filter_map(move |(_, cells)| cells.get(*index?).map(String::as_str))
    }

    /// The rows, each to be taken apart.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(number, cells)| Row {
            place: format!("row {number}"),
            table: self,
            cells: cells
                .iter()
                .map(|cell| Some(cell.as_str()).filter(|cell| !cell.is_empty()))
                .collect(),
        })
    }
}

impl Row<'_> {
    /// The cell of a column, by its name in small letters; empty if there is none.
    pub(super) fn take(&mut self, name: &str) -> String {
        let index = self.table.by_name.get(name);
        let cell = index.and_then(|index| self.cells.get_mut(*index));
        cell.and_then(Option::take).unwrap_or_default().to_owned()
    }

    /// Returns the cells that were not taken, with the names of their columns.
    pub(super) fn rest(self) -> impl Iterator<Item = (String, String)> {
        let cells = self.cells.into_iter().enumerate();
        cells.filter_map(move |(index, cell)| {
            let column = self
                .table
                .columns
                .get(index)
                .filter(|column| !column.is_empty());
            let column = column
                .cloned()
                .unwrap_or_else(|| format!("column {}", index + 1));
            cell.map(|cell| (column, cell.to_owned()))
        })
    }
}

/// How columns are compared: `End Year`, `end_year` and `END YEAR` are one.
fn plain_name(column: &str) -> String {
    let words: Vec<_> = column
        .split(|c: char| c.is_whitespace() || c == '_')
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").to_lowercase()
}

/// The separator that is most frequent in the first line, outside quotes.
fn delimiter(text: &str) -> u8 {
    let (mut counts, mut quoted) = ([(0, b','), (0, b';'), (0, b'\t')], false);
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                counts
                    .iter_mut()
                    .filter(|(_, of)| *of == byte)
                    .for_each(|(count, _)| *count += 1);
            }
            _ => {}
        }
    }
    // Of equals, the first: a comma.
    counts
        .iter()
        .rev()
        .max_by_key(|(count, _)| *count)
        .map_or(b',', |(_, byte)| *byte)
}

/// A cell that begins like a formula is written with an apostrophe before it, so that no spreadsheet runs
/// it; here that apostrophe is taken away again.
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
            "\"a;;;\",b\n1,2",
            "a , b\r\n1 , 2\r\n",
        ] {
            let table = Table::read(text).unwrap();
            assert_eq!(table.columns.len(), 2, "{text}");
            assert_eq!(table.rows[0].1, ["1", "2"]);
        }
    }

    #[test]
    fn what_nobody_takes_is_left_over() {
        let table = Table::read("End Year,Note\n1,2,3\n\n,4").unwrap();
        let mut rows = table.rows();
        let mut row = rows.next().unwrap();
        assert_eq!(row.take("end year"), "1");
        assert_eq!(row.take("end year"), "");
        let rest: Vec<_> = row.rest().collect();
        assert_eq!(
            rest,
            [
                ("Note".to_owned(), "2".to_owned()),
                ("column 3".to_owned(), "3".to_owned())
            ]
        );
        assert_eq!(rows.next().unwrap().place, "row 3");
    }

    #[test]
    fn formulas_come_back_as_they_were() {
        let table = Table::read("a\n'=1+1\n'tis").unwrap();
        assert_eq!(
            (table.rows[0].1[0].as_str(), table.rows[1].1[0].as_str()),
            ("=1+1", "'tis")
        );
    }
}
