//! `explainer import` and `explainer export`: convert from and to the files of other tools.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::{Args, ValueEnum};

use crate::export::{self, Exported};
use crate::import::{self, Imported, Input, Options};
use crate::story::{Address, Currency, Date, Lang};

use super::host;
use super::render::release;
use super::terminal::{Failure, Outcome, ReportLanguage, name, print, read, refused, say, story};
use super::{pretty_json, report};

/// The arguments of `explainer import`.
#[derive(Args, Debug)]
pub struct Import {
    /// The format of the files.
    #[arg(value_enum)]
    from: From,
    /// Files that make one story together, such as events and amounts; - for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The language of the texts, such as ja.
    #[arg(long, value_name = "TAG")]
    lang: Option<Lang>,
    /// The currency of amounts that name none, such as JPY.
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
    /// The date of amounts that name none, such as 2025-06.
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// The order of day, month and year in dates such as 3/4/2011.
    #[arg(long, value_enum)]
    dates: Option<Order>,
    /// The mark before decimals in figures such as 1.234.
    #[arg(long, value_enum)]
    decimal: Option<Decimal>,
    /// Reads years of two digits as the hundred years from this one, such as 1930.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i64).range(1..=9900))]
    two_digit_years_from: Option<i64>,
    /// The calendar of the years.
    #[arg(long, value_enum, default_value_t = Calendar::Common)]
    calendar: Calendar,
    /// The meaning of a column, such as title=Event; may be given several times.
    #[arg(long, value_name = "MEANING=HEAD", value_parser = meaning)]
    column: Vec<(String, String)>,
    /// The sheet of a workbook; its first if none is named.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The address of the folder in which the file was, for addresses beside it; or a folder of
    /// this machine with its images, if they do not lie beside the file.
    #[arg(long, value_name = "ADDRESS")]
    base: Option<String>,
    /// Adds up the amounts of one actor, measure and date.
    #[arg(long)]
    sum: bool,
    /// The encoding of a file that is not Unicode, such as windows-1252 or `shift_jis`.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Prints how each column is understood, and makes no story.
    #[arg(long)]
    explain: bool,
    /// The form of the notes on standard error.
    #[arg(long, value_enum, default_value_t = NoteFormat::Text)]
    format: NoteFormat,
    /// The language of the notes.
    #[arg(long, value_enum, default_value_t = ReportLanguage::En)]
    notes: ReportLanguage,
}

/// A meaning and a head around `=`.
fn meaning(written: &str) -> Result<(String, String), String> {
    let (meaning, head) = written
        .split_once('=')
        .ok_or("write the meaning, = and the head, such as title=Event")?;
    Ok((meaning.trim().to_owned(), head.trim().to_owned()))
}

/// The order of the parts of dates.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Order {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

/// The mark before decimals.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Decimal {
    /// As in 1,234.50.
    Point,
    /// As in 1.234,50.
    Comma,
}

/// The calendar by which years are counted.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Calendar {
    /// The common one.
    Common,
    /// That of Thailand, 543 years ahead.
    Buddhist,
}

/// The form of the notes of an import.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum NoteFormat {
    /// For a person at a terminal.
    Text,
    /// For a program: codes with arguments.
    Json,
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
    /// Prints the story to standard output, and the notes for its author to standard error.
    pub fn run(self) -> Outcome {
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
        let here = self.base.as_deref().map(Path::new).filter(|it| it.is_dir());
        let beside = self.files.iter().filter_map(|file| file.parent());
        let folders = here.into_iter().chain(beside).map(Path::to_owned);
        let folders = folders.collect();
        let base = self.base.as_deref().filter(|_| here.is_none());
        let options = Options {
            folders,
            exists: Some(host::exists),
            lang: self.lang,
            currency: self.currency,
            date: self.date,
            dates: self.dates.map(|order| match order {
                Order::Dmy => import::Order::DayFirst,
                Order::Mdy => import::Order::MonthFirst,
                Order::Ymd => import::Order::YearFirst,
            }),
            decimal: self.decimal.map(|mark| match mark {
                Decimal::Point => import::Mark::Point,
                Decimal::Comma => import::Mark::Comma,
            }),
            first_year: self.two_digit_years_from,
            buddhist: self.calendar == Calendar::Buddhist,
            columns: self.column,
            sheet: self.sheet,
            base: base.map(release).transpose()?,
            add_up: self.sum,
            encoding: self.encoding,
        };
        if self.explain {
            let explained = import::explain(format, &inputs, &options)?;
            return print(&report::printable(&explained)).map(|()| true);
        }
        let Imported { document, notes } = import::import(format, &inputs, &options)?;
        print(&pretty_json::json(&document))?;
        let japanese = self.notes == ReportLanguage::Ja;
        say(&match self.format {
            NoteFormat::Text => report::import(&document, &notes, japanese),
            NoteFormat::Json => report::import_json(&document, &notes),
        });
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
    /// The address of the folder of the prepared images, which ends with /, for jsonld; the folder
    /// of the published story if omitted.
    #[arg(long, value_name = "ADDRESS")]
    images_at: Option<String>,
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
        let images_at = self.images_at.as_deref().map(images_folder).transpose()?;
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
                text: export::jsonld(&story, lang, at.as_ref(), images_at.as_ref()),
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

/// Returns the address of a folder of images.
fn images_folder(text: &str) -> Result<Address, Failure> {
    let address: Address = text.parse().map_err(refused)?;
    if text.ends_with('/') && !text.contains(['?', '#']) {
        Ok(address)
    } else {
        Err(format!(
            "--images-at {text}: the address of a folder ends with /"
        ))
    }
}
