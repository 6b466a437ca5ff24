//! A table with heads: its rows with their numbers, its columns with their names and meanings.
//! Lines above the heads and below the rows are kept apart.

use std::collections::BTreeMap;

use crate::story::Lang;

use super::message::{Message, Place};

/// A table with named columns.
#[derive(Debug)]
pub(super) struct Table {
    /// The heads, with capitals and spaces as written.
    pub(super) columns: Vec<String>,
    /// For every row, its number in the spreadsheet and its cells.
    pub(super) rows: Vec<(usize, Vec<String>)>,
    /// The lines above the heads and below the rows.
    pub(super) beside: Vec<(usize, String)>,
    /// Notes of the parser, with the row.
    pub(super) news: Vec<(Option<usize>, Message)>,
    /// The columns by their meanings.
    by_meaning: BTreeMap<String, Vec<(usize, Option<Lang>)>>,
}

/// One row, from which each cell is taken once; cells that are not taken are listed.
pub(super) struct Row<'t> {
    /// The place, as messages name it: `row 3`.
    pub(super) place: Place,
    table: &'t Table,
    cells: Vec<Option<&'t str>>,
}

/// The maximum number of lines above the heads.
const LINES_ABOVE: usize = 15;

impl Table {
    /// Returns the table in the rows of a sheet. Its heads are the first line that is as wide as
    /// most lines.
    pub(super) fn of(rows: Vec<(usize, Vec<String>)>) -> Result<Self, String> {
        let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
        let mut widths = BTreeMap::new();
        for (_, cells) in rows.iter().filter(|(_, cells)| filled(cells) > 0) {
            *widths.entry(filled(cells)).or_insert(0_usize) += 1;
        }
        let widest = widths.keys().next_back().copied().unwrap_or_default();
        // Rows have gaps; so every line of at least two filled cells may be the heads.
        let enough = if widest > 1 { 2 } else { 1 };
        let is_heads = |cells: &Vec<String>| filled(cells) >= enough;
        let head = rows
            .iter()
            .take(LINES_ABOVE)
            .position(|(_, cells)| is_heads(cells))
            .ok_or("the file is empty")?;
        let mut beside = Vec::new();
        let line = |cells: &[String]| {
            let words: Vec<_> = cells
                .iter()
                .filter(|cell| !cell.is_empty())
                .cloned()
                .collect();
            words.join(" ")
        };
        let mut heads = Vec::new();
        let mut body = Vec::new();
        let mut gap_before = false;
        for (index, (number, cells)) in rows.into_iter().enumerate() {
            let count = filled(&cells);
            if index == head {
                heads = cells;
            } else if count == 0 {
                gap_before |= !body.is_empty();
            } else if index < head {
                beside.push((number, line(&cells)));
            } else {
                body.push((number, cells, gap_before));
                gap_before = false;
            }
        }
        // Below a gap, a line of one cell at the very end is a remark.
        while enough > 1
            && let Some((number, cells, gap)) = body.last()
            && filled(cells) == 1
            && (*gap || is_remark(&line(cells)))
        {
            beside.push((*number, line(cells)));
            body.pop();
        }
        let rows = body
            .into_iter()
            .map(|(number, cells, _)| (number, cells))
            .collect();
        let mut table = Table::with_heads(heads, rows)?;
        table.beside = beside;
        Ok(table)
    }

    /// Returns a table whose heads are known.
    pub(super) fn with_heads(
        columns: Vec<String>,
        rows: Vec<(usize, Vec<String>)>,
    ) -> Result<Self, String> {
        if columns.is_empty() {
            return Err("the file is empty".to_owned());
        }
        let mut table = Table {
            columns,
            rows,
            beside: Vec::new(),
            news: Vec::new(),
            by_meaning: BTreeMap::new(),
        };
        for index in 0..table.columns.len() {
            let name = table
                .columns
                .get(index)
                .map(|head| plain_name(head))
                .unwrap_or_default();
            if !name.is_empty() && !table.has(&name) {
                table.understand(index, &name, None);
            }
        }
        Ok(table)
    }

    /// Gives a column a meaning, in one language where it holds texts of one.
    pub(super) fn understand(&mut self, index: usize, meaning: &str, lang: Option<Lang>) {
        self.by_meaning
            .entry(meaning.to_owned())
            .or_default()
            .push((index, lang));
    }

    /// Gives a column one meaning, and takes it from every other column.
    pub(super) fn reassign(&mut self, index: usize, meaning: &str) {
        for columns in self.by_meaning.values_mut() {
            columns.retain(|(own, _)| *own != index);
        }
        self.by_meaning.retain(|_, columns| !columns.is_empty());
        self.by_meaning
            .insert(meaning.to_owned(), vec![(index, None)]);
    }

    /// Removes a meaning from its columns.
    pub(super) fn forget(&mut self, meaning: &str) {
        self.by_meaning.remove(meaning);
    }

    /// Returns true if a column has that meaning.
    pub(super) fn has(&self, meaning: &str) -> bool {
        self.by_meaning.contains_key(meaning)
    }

    /// Returns the index of the column of that meaning.
    pub(super) fn index_of(&self, meaning: &str) -> Option<usize> {
        Some(self.by_meaning.get(meaning)?.first()?.0)
    }

    /// Returns the head of the column of that meaning.
    pub(super) fn head_of(&self, meaning: &str) -> Option<&str> {
        self.columns
            .get(self.index_of(meaning)?)
            .map(String::as_str)
    }

    /// Returns the languages that its columns name, in their order.
    pub(super) fn languages(&self) -> Vec<Lang> {
        let mut named: Vec<_> = self.by_meaning.values().flatten().collect();
        named.sort_by_key(|(index, _)| *index);
        let mut languages = Vec::new();
        for lang in named.into_iter().filter_map(|(_, lang)| *lang) {
            if !languages.contains(&lang) {
                languages.push(lang);
            }
        }
        languages
    }

    /// Returns the cells of a column, by its index, with the numbers of their rows.
    pub(super) fn cells_at(&self, index: usize) -> impl Iterator<Item = (usize, &str)> + Clone {
        self.rows
            .iter()
            .filter_map(move |(number, cells)| Some((*number, cells.get(index)?.as_str())))
    }

    /// Returns the cells of a column, by its meaning, with the numbers of their rows.
    pub(super) fn cells(&self, meaning: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
        let index = self.index_of(meaning).unwrap_or(usize::MAX);
        self.cells_at(index)
    }

    /// Returns the rows, from which cells are taken.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(number, cells)| Row {
            place: Place::row(*number),
            table: self,
            cells: cells
                .iter()
                .map(|cell| Some(cell.as_str()).filter(|cell| !cell.is_empty()))
                .collect(),
        })
    }
}

impl Row<'_> {
    /// Takes the cell of a column, by its meaning; empty if there is none.
    pub(super) fn take(&mut self, meaning: &str) -> String {
        let index = self.table.index_of(meaning);
        let cell = index.and_then(|index| self.cells.get_mut(index));
        cell.and_then(Option::take).unwrap_or_default().to_owned()
    }

    /// Takes the cells of the columns of one meaning, with the language that each column names.
    pub(super) fn take_texts(&mut self, meaning: &str) -> Vec<(Option<Lang>, String)> {
        let columns = self.table.by_meaning.get(meaning).into_iter().flatten();
        let mut texts = Vec::new();
        for (index, lang) in columns {
            if let Some(cell) = self.cells.get_mut(*index).and_then(Option::take) {
                texts.push((*lang, cell.to_owned()));
            }
        }
        texts
    }

    /// Returns the place of a cell, by the meaning of its column.
    pub(super) fn place_of(&self, meaning: &str) -> Place {
        self.place
            .at(self.table.head_of(meaning).unwrap_or(meaning))
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

/// Returns true if a line of one cell names the origin of a table.
fn is_remark(line: &str) -> bool {
    const WORDS: [&str; 14] = [
        "source",
        "sources",
        "note",
        "notes",
        "quelle",
        "quellen",
        "anmerkung",
        "fuente",
        "nota",
        "出典",
        "資料",
        "注",
        "来源",
        "المصدر",
    ];
    let lower = line.to_lowercase();
    let marked = lower.starts_with(['*', '※', '†']);
    marked
        || WORDS.iter().any(|word| {
            lower
                .strip_prefix(word)
                .is_some_and(|rest| rest.trim_start().starts_with([':', '：', '）', ')']))
        })
}

/// Returns the form in which heads are compared: `End Year`, `end_year` and `endYear` are one.
pub(super) fn plain_name(head: &str) -> String {
    let mut apart = String::new();
    let mut small = false;
    for letter in head.chars() {
        if small && letter.is_uppercase() {
            apart.push(' ');
        }
        small = letter.is_lowercase();
        apart.push(if matches!(letter, '_' | '-' | '.' | ':' | '：') {
            ' '
        } else {
            letter
        });
    }
    let words: Vec<_> = apart.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::files::csv::read;
    use super::*;

    #[test]
    fn what_nobody_takes_is_left_over() {
        let table = read("End Year,Note\n1,2,3\n\n,4").unwrap();
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
        assert_eq!(rows.next().unwrap().place, Place::row(3));
    }

    #[test]
    fn lines_above_and_below_a_table_are_kept_apart() {
        let table =
            read("Spending in USD,,\n,2019,2020\nParks,1,2\n,,\nSource: the council,,\n").unwrap();
        assert_eq!(table.columns, ["", "2019", "2020"]);
        assert_eq!(table.rows.len(), 1);
        let beside: Vec<_> = table.beside.iter().map(|(row, _)| *row).collect();
        assert_eq!(beside, [1, 5]);
    }

    #[test]
    fn heads_are_compared_by_their_words() {
        assert_eq!(plain_name("End Year"), plain_name("end_year"));
        assert_eq!(plain_name("endYear"), "end year");
        assert_eq!(plain_name("numWithinYear"), "num within year");
    }
}
