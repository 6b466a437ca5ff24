//! `explainer import` and `explainer export`: convert from and to the files of other tools.

use std::path::PathBuf;
use std::rc::Rc;

use clap::{Args, ValueEnum};

use crate::export::{self, Exported};
use crate::import::{self, Imported, Input, Options};
use crate::story::{Currency, Date, Lang};

use super::terminal::{Outcome, name, print, read, refused, say, story};
use super::{pretty_json, report};

/// The arguments of `explainer import`.
#[derive(Args, Debug)]
pub struct Import {
    /// The format of the files.
    #[arg(value_enum)]
    from: From,
    /// Files of one story, such as events and amounts; - for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The language of the texts, such as ja.
    #[arg(long, value_name = "TAG")]
    lang: Option<Lang>,
    /// The currency of amounts without one, such as JPY.
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
    /// The date of amounts without one, such as 2025-06.
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
}

/// The formats of imported files.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum From {
    /// Detect the format.
    Auto,
    /// TimelineJS: current or old JSON, or its spreadsheet as CSV.
    Timelinejs,
    /// Events, amounts or sources as CSV with the documented columns.
    Csv,
    /// The data of a Datawrapper chart as CSV.
    Datawrapper,
}

impl Import {
    /// Prints the story to standard output, and what its author should know to standard error.
    pub fn run(&self) -> Outcome {
        let format = match self.from {
            From::Auto => import::Format::Auto,
            From::Timelinejs => import::Format::TimelineJs,
            From::Csv => import::Format::Csv,
            From::Datawrapper => import::Format::Datawrapper,
        };
        let mut inputs = Vec::new();
        for path in &self.files {
            inputs.push(Input {
                name: name(path),
                bytes: read(path)?,
            });
        }
        let options = Options {
            lang: self.lang,
            currency: self.currency,
            date: self.date,
        };
        let Imported { document, notes } = import::import(format, &inputs, &options)?;
        print(&pretty_json::json(&document))?;
        say(&report::import(&document, &notes));
        Ok(true)
    }
}

/// The arguments of `explainer export`.
#[derive(Args, Debug)]
pub struct Export {
    /// The output format.
    #[arg(value_enum)]
    to: To,
    /// The story file; - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The language; the story's first if omitted.
    #[arg(long, value_name = "TAG")]
    lang: Option<Lang>,
    /// The table, for csv.
    #[arg(long, value_enum, default_value_t = Table::Events)]
    table: Table,
    /// The address of the published story, for jsonld.
    #[arg(long, value_name = "ADDRESS")]
    at: Option<String>,
}

/// The formats of exported stories.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum To {
    /// TimelineJS: its JSON.
    Timelinejs,
    /// A table for a spreadsheet.
    Csv,
    /// schema.org as JSON-LD, for search engines.
    Jsonld,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Table {
    /// The events.
    Events,
    /// The amounts.
    Amounts,
    /// The sources.
    Sources,
}

impl Export {
    /// Prints the converted story to standard output, and what was left out to standard error.
    pub fn run(&self) -> Outcome {
        let at = self.at.as_deref().map(str::parse).transpose();
        let at = at.map_err(refused)?;
        let Some((story, lang)) = story(&self.file, self.lang)? else {
            return Ok(false);
        };
        let story = Rc::new(story);
        let table = match self.table {
            Table::Events => export::Table::Events,
            Table::Amounts => export::Table::Amounts,
            Table::Sources => export::Table::Sources,
        };
        let Exported { text, left_out } = match self.to {
            To::Timelinejs => export::timelinejs(&story, lang),
            To::Csv => export::csv(&story, lang, table),
            To::Jsonld => Exported {
                text: export::jsonld(&story, lang, at.as_ref()),
                left_out: Vec::new(),
            },
        };
        print(&text)?;
        for line in left_out {
            say(&format!("left out: {}\n", report::printable(&line)));
        }
        Ok(true)
    }
}
