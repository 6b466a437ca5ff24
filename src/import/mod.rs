//! Imports: timelines, spreadsheets and chart data of other tools become a story. Everything that has a
//! place in a story is carried over; everything else is listed for the author. The result passes every
//! check, although its author still has to add sources.

mod amount;
mod csv_file;
mod datawrapper;
mod html;
mod own_tables;
mod story_builder;
mod timelinejs;

pub use story_builder::{Note, NoteKind};

use crate::story::{Currency, Date, Document, Lang, MAX_BYTES, MAX_EVENTS};
use csv_file::Table;
use story_builder::StoryBuilder;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Detected from the content.
    Auto,
    /// TimelineJS: JSON of today or of old, or its spreadsheet as CSV.
    TimelineJs,
    /// Our own tables: events, amounts or sources as CSV.
    Csv,
    /// Data of a Datawrapper chart as CSV.
    Datawrapper,
}

/// Options for what the files do not state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The language of the texts.
    pub lang: Option<Lang>,
    /// The currency of amounts that name none.
    pub currency: Option<Currency>,
    /// The date of amounts that name none.
    pub date: Option<Date>,
}

/// A file to import.
#[derive(Debug)]
pub struct Input {
    /// Its name; the story takes its id from the first.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A story made of other people's files.
#[derive(Debug)]
pub struct Imported {
    /// The story.
    pub document: Document,
    /// Notes for the author.
    pub notes: Vec<Note>,
}

/// Makes one story of one or more files.
///
/// ```
/// use explainer::import::{Format, Input, Options, import};
///
/// let table = "date,title,source\n2015-12-11,The founding,https://www.example.org/a\n";
/// let input = Input {
///     name: "events.csv".to_owned(),
///     bytes: table.into(),
/// };
/// let imported = import(Format::Csv, &[input], &Options::default()).unwrap();
/// assert_eq!(imported.document.events[0].date.to_string(), "2015-12-11");
/// // The rest is for the author.
/// assert!(!imported.notes.is_empty());
/// ```
///
/// # Errors
/// A sentence that names the file and says why nothing can be made of it.
pub fn import(format: Format, inputs: &[Input], options: &Options) -> Result<Imported, String> {
    let texts = inputs.iter().map(text_of).collect::<Result<Vec<_>, _>>()?;
    let lang = options.lang.unwrap_or_else(|| language_of(&texts));
    let mut builder = StoryBuilder::new(lang);
    if options.lang.is_none() {
        builder.advise(format!(
            "the texts are taken to be `{lang}`; for another language, import with --lang"
        ));
    }
    let mut files = Vec::new();
    for (input, text) in inputs.iter().zip(&texts) {
        let content =
            Content::of(format, text).map_err(|error| format!("{}: {error}", input.name))?;
        files.push((input.name.as_str(), content));
    }
    // Sources first, so that the other tables can name them.
    files.sort_by_key(
        |(_, content)| !matches!(content, Content::Table(table) if own_tables::are_sources(table)),
    );
    for (name, content) in files {
        read(&mut builder, format, name, content, options)
            .map_err(|error| format!("{name}: {error}"))?;
    }
    let name = inputs.first().map_or("", |input| &input.name);
    let (document, notes) = builder
        .finish(name)
        .map_err(|error| format!("{name}: {error}"))?;
    if document.events.len() > MAX_EVENTS {
        return Err(format!(
            "{name}: {} events are too many; the limit is {MAX_EVENTS}",
            document.events.len()
        ));
    }
    Ok(Imported { document, notes })
}

/// A file taken apart as far as every importer needs it.
enum Content<'t> {
    Json(&'t str),
    Table(Table),
}

impl<'t> Content<'t> {
    fn of(format: Format, text: &'t str) -> Result<Self, String> {
        match timelinejs::json_of(text)
            .filter(|_| matches!(format, Format::Auto | Format::TimelineJs))
        {
            Some(json) => Ok(Content::Json(json)),
            None => Table::read(text).map(Content::Table),
        }
    }
}

fn read(
    builder: &mut StoryBuilder,
    format: Format,
    name: &str,
    content: Content<'_>,
    options: &Options,
) -> Result<(), String> {
    let table = match content {
        Content::Json(json) => return timelinejs::read_json(builder, name, json),
        Content::Table(table) => table,
    };
    match format {
        Format::TimelineJs => timelinejs::read_table(builder, name, &table),
        Format::Csv => own_tables::read(builder, name, &table, options),
        Format::Auto if timelinejs::is_table(&table) => timelinejs::read_table(builder, name, &table),
        Format::Auto if own_tables::is_table(&table) => own_tables::read(builder, name, &table, options),
        Format::Datawrapper => datawrapper::read(builder, name, &table, options),
        // Whatever it is, it ends here; so its author hears what it was not.
        Format::Auto => datawrapper::read(builder, name, &table, options).map_err(|error| {
            format!("its first line names no columns of TimelineJS, of events, amounts or sources; as the figures of a chart, {error}")
        }),
    }
}

/// The text of a file in one of the encodings that spreadsheets write and name.
fn text_of(input: &Input) -> Result<String, String> {
    let name = &input.name;
    if input.bytes.len() > MAX_BYTES {
        return Err(format!(
            "{name}: {} bytes are too many; the limit is {MAX_BYTES}",
            input.bytes.len()
        ));
    }
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<_> = bytes
            .chunks_exact(2)
            .filter_map(|pair| pair.try_into().ok().map(unit))
            .collect();
        String::from_utf16(&units)
            .map_err(|_| format!("{name}: this is not the UTF-16 that it says it is"))
    };
    match input.bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        bytes if bytes.contains(&0) => {
            Err(format!("{name}: this is no text, or UTF-16 that does not say so; save the file in UTF-8"))
        }
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => {
            std::str::from_utf8(rest).map(str::to_owned).map_err(|error| {
                let line = 1 + rest.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
                format!("{name}: line {line} is not UTF-8; save the file as “CSV UTF-8” or as JSON in UTF-8")
            })
        }
    }
}

/// Japanese where there is kana, Korean where there is hangul, else English.
fn language_of(texts: &[String]) -> Lang {
    let letters = || texts.iter().flat_map(|text| text.chars());
    let tag = if letters().any(|c| matches!(c, '\u{3041}'..='\u{30ff}')) {
        "ja"
    } else if letters().any(|c| matches!(c, '\u{ac00}'..='\u{d7a3}')) {
        "ko"
    } else {
        "en"
    };
    tag.parse().unwrap_or_else(|_| Lang::english())
}
