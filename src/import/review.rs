//! An import before its author accepts it: the tables as they were read, the meaning of each
//! column, and the resulting story. The studio shows it, and asks again with other options.

use std::fmt;

use super::columns::How;
use super::{Content, Format, Imported, Input, Message, Options, contents, make, timelinejs};

/// The meanings that a column can have, as `Options::columns` names them; the last leaves it out.
pub const MEANINGS: &[&str] = &[
    "date",
    "end date",
    "title",
    "body",
    "source",
    "source title",
    "publisher",
    "tags",
    "actors",
    "speaker",
    "response",
    "response by",
    "none found",
    "media",
    "media caption",
    "media credit",
    "id",
    "month",
    "day",
    "actor",
    "amount",
    "low",
    "high",
    "currency",
    "measure",
    "qualifier",
    "note",
    super::columns::NOTHING,
];

/// Files as they were read, and the story that they become.
#[derive(Debug)]
pub struct Review {
    /// The tables, in the order of the files; none for JSON of a timeline.
    pub tables: Vec<ReviewedTable>,
    /// The story with its notes, or the reason why there is none.
    pub outcome: Result<Imported, Refusal>,
}

/// The reason why files do not become a story.
#[derive(Debug)]
pub struct Refusal {
    /// The name of the file; empty if the reason concerns all files.
    pub file: String,
    /// The reason as a sentence for the command line.
    pub text: String,
    /// The reason as a message with arguments, where it is one.
    pub message: Option<Box<Message>>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}: ", self.file)?;
        }
        f.write_str(&self.text)
    }
}

/// A table as it was read.
#[derive(Debug)]
pub struct ReviewedTable {
    /// The name of its file.
    pub file: String,
    /// The kind of the rows: `events`, `amounts`, `sources`, `figures` or `timelinejs`.
    pub kind: &'static str,
    /// The columns in their order.
    pub columns: Vec<Column>,
    /// The rows with their numbers, as a spreadsheet counts them.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// Its head; `column 3` if it has none.
    pub head: String,
    /// Its meaning; empty if it has none.
    pub meaning: String,
    /// The reason for the meaning: `named`, `said`, `word` or `contents`; empty without meaning.
    pub how: &'static str,
}

/// Reads files as an import does, and returns the tables beside the resulting story.
///
/// # Errors
/// The reason why the files cannot even be parsed.
pub fn review(format: Format, inputs: &[Input], options: &Options) -> Result<Review, Refusal> {
    let files = contents(format, inputs, options)?;
    let tables = files.iter().filter_map(|file| match &file.content {
        Content::Json(_) => None,
        Content::Table(table, understood) => {
            let columns = table.columns.iter().enumerate().map(|(index, head)| {
                let found = understood.columns.iter().find(|(own, ..)| *own == index);
                let head = if head.is_empty() {
                    format!("column {}", index + 1)
                } else {
                    head.clone()
                };
                Column {
                    head,
                    meaning: found.map_or_else(String::new, |(_, meaning, _)| meaning.clone()),
                    how: found.map_or("", |(_, _, how)| match how {
                        How::Named => "named",
                        How::Said => "said",
                        How::Word => "word",
                        How::Contents => "contents",
                    }),
                }
            });
            Some(ReviewedTable {
                file: file.name.to_owned(),
                kind: if timelinejs::is_table(table) {
                    "timelinejs"
                } else {
                    understood.kind.name()
                },
                columns: columns.collect(),
                rows: table.rows.clone(),
            })
        }
    });
    let tables = tables.collect();
    let outcome = make(format, inputs, files, options);
    Ok(Review { tables, outcome })
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
mod tests {
    use super::*;

    fn reviewed(table: &str, columns: &[(&str, &str)]) -> Review {
        let input = Input {
            name: "events.csv".to_owned(),
            bytes: table.into(),
        };
        let options = Options {
            columns: columns
                .iter()
                .map(|(meaning, head)| ((*meaning).to_owned(), (*head).to_owned()))
                .collect(),
            ..Options::default()
        };
        review(Format::Auto, &[input], &options).unwrap()
    }

    const TABLE: &str = "When\tEvent\tRemark\n2011-04-03\tIt opens\tno\n2012\tIt closes\tyes\n";

    #[test]
    fn columns_have_the_meanings_that_the_import_gives_them() {
        let review = reviewed(TABLE, &[]);
        let table = &review.tables[0];
        let meanings: Vec<_> = table
            .columns
            .iter()
            .map(|it| (it.meaning.as_str(), it.how))
            .collect();
        assert_eq!(
            meanings[..2],
            [("date", "word"), ("title", "word")],
            "{table:?}"
        );
        assert_eq!(table.kind, "events");
        assert_eq!(table.rows[1].0, 3);
        assert_eq!(review.outcome.unwrap().document.events.len(), 2);
    }

    #[test]
    fn an_author_changes_a_meaning_or_leaves_a_column_out() {
        let changed = reviewed(TABLE, &[("title", "Remark"), ("nothing", "Event")]);
        let imported = changed.outcome.unwrap();
        let title = imported.document.events[0]
            .title
            .plain("en".parse().unwrap());
        assert_eq!(title, "no");
        let lost = imported
            .notes
            .iter()
            .any(|note| note.message.code() == "no-place");
        assert!(lost, "{:?}", imported.notes);
    }

    #[test]
    fn a_column_without_a_head_has_a_number() {
        let review = reviewed(
            "When\t\tRemark\n2011\tIt opens\tno\n",
            &[("title", "column 2")],
        );
        assert_eq!(review.tables[0].columns[1].meaning, "title");
        assert_eq!(review.outcome.unwrap().document.events.len(), 1);
    }

    #[test]
    fn an_open_question_is_a_message_with_arguments() {
        let review = reviewed("Date,Title\n3/4/2011,It opens\n4/5/2011,It closes\n", &[]);
        let refusal = review.outcome.unwrap_err();
        assert_eq!(refusal.message.unwrap().code(), "order-open");
        assert_eq!(review.tables[0].rows.len(), 2);
    }

    #[test]
    fn every_meaning_can_be_said() {
        for meaning in MEANINGS {
            let review = reviewed(TABLE, &[(meaning, "Remark")]);
            assert_eq!(review.tables[0].columns[2].meaning, *meaning);
        }
    }
}
