//! Imports: timelines, spreadsheets and chart data of other tools become a story. Everything that
//! has a place in a story is carried over; everything else is listed for the author, so that
//! nothing is lost silently. The imported story passes every check, though its author still has to
//! name sources.

mod amounts;
mod columns;
mod datawrapper;
mod dates;
mod explain;
mod files;
mod html;
mod language;
mod message;
mod review;
pub mod starter;
mod story_builder;
mod table;
mod tables;
mod timelinejs;

pub use amounts::Mark;
pub use dates::Order;
pub use explain::explain;
pub use message::{Message, Note, NoteKind, Place};
pub use review::{Column, MEANINGS, Refusal, Review, ReviewedTable, review};

use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use serde_json::Value;

use crate::story::{Address, Currency, Date, Document, Lang, MAX_EVENTS};
use columns::{Kind, Understood};
use story_builder::StoryBuilder;
use table::Table;

/// The kind of an imported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The format is detected.
    Auto,
    /// TimelineJS: current or old JSON, or its spreadsheet as CSV.
    TimelineJs,
    /// Our own tables: events, amounts or sources as CSV.
    Csv,
    /// Data of a Datawrapper chart as CSV.
    Datawrapper,
}

/// Options for what the files do not state themselves.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The language of the texts.
    pub lang: Option<Lang>,
    /// The currency of amounts without one.
    pub currency: Option<Currency>,
    /// The date of amounts without one.
    pub date: Option<Date>,
    /// The order of day, month and year.
    pub dates: Option<Order>,
    /// The mark before decimals.
    pub decimal: Option<Mark>,
    /// The first of the hundred years that years of two digits mean.
    pub first_year: Option<i64>,
    /// True if years are of the Buddhist calendar of Thailand.
    pub buddhist: bool,
    /// Meanings of columns with their heads, such as `title` and `Event`.
    pub columns: Vec<(String, String)>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The base of relative addresses.
    pub base: Option<Address>,
    /// The folders in which the images are that the files name.
    pub folders: Vec<PathBuf>,
    /// A function that returns true if there is a file; without it, images that the files name stay
    /// links.
    pub exists: Option<fn(&Path) -> bool>,
    /// True if amounts of one actor, measure and date are added up.
    pub add_up: bool,
    /// The encoding of text that is not Unicode.
    pub encoding: Option<String>,
}

impl Options {
    fn date_style(&self) -> dates::Style {
        dates::Style {
            order: self.dates,
            serial: false,
            first_year: self.first_year,
        }
    }
}

/// A file to import.
#[derive(Debug)]
pub struct Input {
    /// Its name; the story takes its id from the first.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A story made of other people's files.
#[derive(Debug)]
pub struct Imported {
    /// The story.
    pub document: Document,
    /// The notes for its author.
    pub notes: Vec<Note>,
}

/// Makes one story of one or more files.
///
/// ```
/// use explainer::import::{Format, Input, Options, import};
///
/// let input = Input {
///     name: "events.csv".to_owned(),
///     bytes: b"Date,Event,Link\n1 Oct 2019,The doors open,https://www.example.org/\n".to_vec(),
/// };
/// let imported = import(Format::Auto, &[input], &Options::default())?;
///
/// assert_eq!(imported.document.events[0].date.to_string(), "2019-10-01");
/// // The notes say what was guessed, and what the author should add.
/// assert!(imported.notes.iter().any(|note| note.message.code() == "no-summary"));
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
/// A sentence that names the file and says why nothing can be made of it.
pub fn import(format: Format, inputs: &[Input], options: &Options) -> Result<Imported, String> {
    let files = contents(format, inputs, options).map_err(|refusal| refusal.to_string())?;
    make(format, inputs, files, options).map_err(|refusal| refusal.to_string())
}

/// Makes one story of files that were parsed.
fn make(
    format: Format,
    inputs: &[Input],
    mut files: Vec<File<'_>>,
    options: &Options,
) -> Result<Imported, Refusal> {
    let lang = match options.lang {
        Some(lang) => lang,
        None => language(&files)?,
    };
    let mut builder = StoryBuilder::new(lang);
    builder.set_base(options.base.clone());
    builder.set_folders(options.folders.clone(), options.exists);
    for file in &files {
        if let Content::Table(table, _) = &file.content {
            builder.add_languages(table.languages());
        }
    }
    if options.lang.is_none() {
        builder.advise(Message::LanguageTaken {
            lang: lang.to_string(),
        });
    }
    // Sources first, so that the other tables can name them.
    files.sort_by_key(|file| {
        !matches!(
            &file.content,
            Content::Table(
                _,
                Understood {
                    kind: Kind::Sources,
                    ..
                }
            )
        )
    });
    for File {
        name,
        content,
        notes,
    } in files
    {
        for note in notes {
            builder.changed(Place::default(), note);
        }
        read(&mut builder, format, name, content, options).map_err(|why| why.of(name))?;
    }
    let name = inputs.first().map_or("", |input| &input.name);
    builder
        .settle_amounts(options.add_up)
        .map_err(|error| Why::from(error).of(name))?;
    let (document, notes) = builder
        .finish(name)
        .map_err(|error| Why::from(error).of(name))?;
    if document.events.len() > MAX_EVENTS {
        let count = document.events.len();
        let text = format!("{count} events are too many; the limit is {MAX_EVENTS}");
        return Err(Why::from(text).of(name));
    }
    Ok(Imported { document, notes })
}

/// The reason why nothing is imported: a sentence, or a message with arguments.
enum Why {
    Text(String),
    Message(Box<Message>),
}

impl From<String> for Why {
    fn from(text: String) -> Self {
        Why::Text(text)
    }
}

impl From<Box<Message>> for Why {
    fn from(message: Box<Message>) -> Self {
        Why::Message(message)
    }
}

impl Why {
    fn of(self, file: &str) -> Refusal {
        let file = file.to_owned();
        match self {
            Why::Text(text) => Refusal {
                file,
                text,
                message: None,
            },
            Why::Message(message) => Refusal {
                file,
                text: message.sentence(false),
                message: Some(message),
            },
        }
    }
}

/// A file, parsed as far as every importer needs it.
struct File<'i> {
    name: &'i str,
    content: Content,
    notes: Vec<Message>,
}

enum Content {
    Json(Value),
    Table(Table, Understood),
}

fn contents<'i>(
    format: Format,
    inputs: &'i [Input],
    options: &Options,
) -> Result<Vec<File<'i>>, Refusal> {
    inputs
        .iter()
        .map(|input| {
            let name = input.name.as_str();
            content(format, input, options)
                .map(|(content, notes)| File {
                    name,
                    content,
                    notes,
                })
                .map_err(|why| why.of(name))
        })
        .collect()
}

fn content(
    format: Format,
    input: &Input,
    options: &Options,
) -> Result<(Content, Vec<Message>), Why> {
    let mut notes = Vec::new();
    let mut table = if files::workbook::is_workbook(&input.bytes) {
        files::workbook::read(&input.bytes, options.sheet.as_deref())?
    } else {
        let encoding = options.encoding.as_deref().map(|name| {
            let known = Encoding::for_label(name.as_bytes());
            known.ok_or_else(|| {
                format!("`{name}` is no encoding; use windows-1252 or shift_jis, for example")
            })
        });
        let (text, note) = files::text::text_of(&input.bytes, encoding.transpose()?)?;
        notes.extend(note);
        match timelinejs::json_of(&text).filter(|_| format != Format::Datawrapper) {
            Some(json) => {
                let timelinejs::Unambiguous(value) = serde_json::from_str(json)
                    .map_err(|error| format!("this is no JSON: {error}"))?;
                let slides = timelinejs::is_list_of_slides(&value);
                match files::json_list::table_of(&value).filter(|_| !slides) {
                    Some(table) => table?,
                    None => return Ok((Content::Json(value), notes)),
                }
            }
            None => files::csv::read(&text)?,
        }
    };
    notes.extend(table.news.drain(..).map(|(_, message)| message));
    let understood = columns::understand(&mut table, &options.columns, options.currency.is_some())?;
    Ok((Content::Table(table, understood), notes))
}

/// Returns the language of the texts; an error names the option that sets it.
fn language(files: &[File<'_>]) -> Result<Lang, Refusal> {
    // The languages that the columns name begin with the first.
    let named = files.iter().find_map(|file| match &file.content {
        Content::Table(table, _) => table.languages().first().copied(),
        Content::Json(_) => None,
    });
    if let Some(lang) = named {
        return Ok(lang);
    }
    let json: Vec<String> = files
        .iter()
        .filter_map(|file| match &file.content {
            Content::Json(value) => Some(value.to_string()),
            Content::Table(..) => None,
        })
        .collect();
    let mut texts: Vec<&str> = json.iter().map(String::as_str).collect();
    for file in files {
        match &file.content {
            Content::Json(_) => {}
            Content::Table(table, understood) => {
                let wordy = |meaning: &str| {
                    matches!(
                        meaning,
                        "title" | "body" | "actor" | "measure" | "note" | "headline" | "text"
                    )
                };
                let columns: Vec<_> = understood
                    .columns
                    .iter()
                    .filter(|(_, meaning, _)| wordy(meaning))
                    .map(|(index, ..)| *index)
                    .chain(
                        ["headline", "text"]
                            .iter()
                            .filter_map(|name| table.index_of(name)),
                    )
                    .collect();
                for (_, cells) in &table.rows {
                    if columns.is_empty() {
                        texts.extend(cells.iter().map(String::as_str));
                    } else {
                        texts.extend(
                            columns
                                .iter()
                                .filter_map(|index| cells.get(*index).map(String::as_str)),
                        );
                    }
                }
            }
        }
    }
    language::language_of(texts.iter().copied()).map_err(|[one, other]| {
        let text = format!(
            "the script of the texts is that of several languages; say which it is with --lang \
             {one} or --lang {other}"
        );
        Why::from(text).of("")
    })
}

fn read(
    builder: &mut StoryBuilder,
    format: Format,
    name: &str,
    content: Content,
    options: &Options,
) -> Result<(), Why> {
    let (table, understood) = match content {
        Content::Json(value) if matches!(format, Format::Auto | Format::TimelineJs) => {
            return Ok(timelinejs::read_json(builder, name, value, options)?);
        }
        Content::Json(_) => {
            return Err("this JSON is no list of objects, and so no table"
                .to_owned()
                .into());
        }
        Content::Table(table, understood) => (table, understood),
    };
    let slides = timelinejs::is_table(&table);
    for (row, line) in &table.beside {
        builder.lost(Place::row(*row), Message::Beside { text: line.clone() });
    }
    if format == Format::TimelineJs || format == Format::Auto && slides {
        return Ok(timelinejs::read_table(builder, name, &table, options)?);
    }
    if format == Format::Datawrapper {
        return Ok(datawrapper::read(builder, name, &table, options)?);
    }
    if understood.kind != Kind::Figures {
        for (place, note) in understood.notes {
            builder.changed(place, note);
        }
        return Ok(tables::read(
            builder,
            name,
            &table,
            understood.kind,
            options,
        )?);
    }
    let missing = |reason: &str| {
        let (columns, _) = columns::described(&table);
        format!(
            "its columns are not understood: {columns}. Events need a date and a title, amounts an \
             actor, a date, a currency and an amount: say which column is which, for example with \
             --column title={}{reason}",
            columns::example(&table),
        )
    };
    if format == Format::Csv {
        return Err(missing("").into());
    }
    datawrapper::read(builder, name, &table, options)
        .map_err(|error| missing(&format!(". As the figures of a chart, {error}")).into())
}
