//! The command `explainer`: it parses arguments, reads files and prints; the library does the rest.

use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;

use clap::{Parser, Subcommand, ValueEnum};
use explainer::cli::report::{self, Checked};
use explainer::cli::{dev_server, pretty_json, schema, starter};
use explainer::export::{self, Exported};
use explainer::import::{self, Imported, Input, Options};
use explainer::picture;
use explainer::render::{self, Page, line_breaks};
use explainer::story::{Address, Currency, Date, InvalidValue, Lang, Reading, Story};
use explainer::view::Part;

/// Makes, checks and converts stories for the explainer.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Ends with 0 if all is well, 1 if a story has errors, 2 if a file cannot be read or \
                          the command is misspelt.";

#[derive(Subcommand)]
enum Command {
    /// Reports every problem of stories: where it is, why the rule exists and how to correct it.
    Check {
        /// Stories; folders of stories (every .json in them); - for standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// For whom the report is.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Ends with 1 on warnings, too.
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Prints a story as static HTML, complete without script, or as a picture.
    Render {
        /// The story; - for standard input.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The language; by default the story's first.
        #[arg(long, value_name = "TAG")]
        lang: Option<Lang>,
        /// The format of the output
        #[arg(long, value_enum, default_value_t = Form::Html)]
        format: Form,
        /// The size of a picture, for svg and png.
        #[arg(long, value_enum, default_value_t = Size::Card)]
        size: Size,
        /// Level of the headline, 1 to 6, for html and fragment.
        #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=6))]
        heading_level: u8,
        /// Address of the story in its other languages, with {lang} for the language, for html.
        #[arg(long, value_name = "ADDRESS")]
        languages_at: Option<String>,
        /// Address of the release that has the story; it ends with /; for oembed.
        #[arg(long, value_name = "ADDRESS", required_if_eq("format", "oembed"))]
        at: Option<String>,
    },
    /// Prints a story as the browser loads it once it has been checked; belongs to this version.
    Pack {
        /// The story; - for standard input.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Makes a story of a timeline, a spreadsheet or a chart's data, and lists what had no place in it.
    Import {
        /// The format of the files
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
    },
    /// Converts a story for other tools, and lists what has no place there.
    Export {
        /// The format of the output
        #[arg(value_enum)]
        to: To,
        /// The story; - for standard input.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The language; by default the story's first.
        #[arg(long, value_name = "TAG")]
        lang: Option<Lang>,
        /// The table to export, for csv
        #[arg(long, value_enum, default_value_t = Table::Events)]
        table: Table,
        /// Where the story is published, for jsonld.
        #[arg(long, value_name = "ADDRESS")]
        at: Option<String>,
    },
    /// Shows a preview on this machine, with its problems, that reloads when you save the file.
    Serve {
        /// The story.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The port of the page.
        #[arg(long, default_value_t = 8081)]
        port: u16,
    },
    /// Prints a small correct story to start from.
    New {
        /// The id of the story: small letters, digits and hyphens.
        #[arg(default_value = "my-story")]
        id: String,
        /// The language you write in.
        #[arg(long, value_name = "TAG", default_value = "en")]
        lang: Lang,
    },
    /// Prints the story format as JSON Schema, for editors that complete and check.
    Schema,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For a person at a terminal.
    Text,
    /// For a script.
    Json,
    /// For a code host.
    Sarif,
}

/// The formats of `render`.
#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// An element of HTML for a page with the widget's style sheet.
    Html,
    /// HTML for content systems that let only plain elements through.
    Fragment,
    /// A vector picture (SVG).
    Svg,
    /// A bitmap picture (PNG), with the fonts of this machine.
    Png,
    /// The oEmbed response.
    Oembed,
}

#[derive(Clone, Copy, ValueEnum)]
enum Size {
    /// 1200 by 630 pixels, for social sites.
    Card,
    /// 720 wide and as high as needed, for articles, newsletters and print; twice the pixels in png.
    Article,
}

/// The formats of `import`.
#[derive(Clone, Copy, ValueEnum)]
enum From {
    /// Find out from the file.
    Auto,
    /// TimelineJS: JSON of today or of old, or its spreadsheet as CSV.
    Timelinejs,
    /// Events, amounts or sources as CSV with the columns of the documentation.
    Csv,
    /// The data of a Datawrapper chart as CSV.
    Datawrapper,
}

/// The formats of `export`.
#[derive(Clone, Copy, ValueEnum)]
enum To {
    /// TimelineJS: its JSON.
    Timelinejs,
    /// A table for a spreadsheet.
    Csv,
    /// schema.org as JSON-LD, for search engines.
    Jsonld,
}

#[derive(Clone, Copy, ValueEnum)]
enum Table {
    /// The events
    Events,
    /// The amounts.
    Amounts,
    /// The sources that the other two name.
    Sources,
}

/// The failure of a command, as a sentence.
type Failure = String;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check {
            files,
            format,
            deny_warnings,
        } => check(&files, format, deny_warnings),
        Command::Render {
            file,
            lang,
            format,
            size,
            heading_level,
            languages_at,
            at,
        } => {
            let form = Rendered {
                format,
                size,
                heading_level,
                languages_at,
                at,
            };
            render(&file, lang, &form)
        }
        Command::Pack { file } => pack(&file),
        Command::Import {
            from,
            files,
            lang,
            currency,
            date,
        } => import(
            from,
            &files,
            Options {
                lang,
                currency,
                date,
            },
        ),
        Command::Export {
            to,
            file,
            lang,
            table,
            at,
        } => export(to, &file, lang, table, at.as_deref()),
        Command::Serve { file, port } => dev_server::serve(file, port, |address| {
            say(&format!("{address} (end with Ctrl+C)\n"));
        })
        .map(|()| true),
        Command::New { id, lang } => id
            .parse()
            .map_err(said)
            .and_then(|id| print(&starter::story(&id, lang)).map(|()| true)),
        Command::Schema => print(&format!("{:#}\n", schema::schema())).map(|()| true),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(failure) => {
            say(&format!("explainer: {}\n", report::printable(&failure)));
            ExitCode::from(2)
        }
    }
}

/// How a story is to be rendered.
struct Rendered {
    format: Form,
    size: Size,
    heading_level: u8,
    languages_at: Option<String>,
    at: Option<String>,
}

/// Prints what is made of a story's static page.
fn render(path: &Path, lang: Option<Lang>, form: &Rendered) -> Result<bool, Failure> {
    let at = form.at.as_deref().map(release).transpose()?;
    let Some((story, lang)) = story(path, lang)? else {
        return Ok(false);
    };
    let story = Rc::new(line_breaks::marked(story));
    let page = Page {
        lang,
        part: Part::All,
        heading_level: form.heading_level,
        languages_at: form.languages_at.as_deref(),
    };
    let (size, scale) = match form.size {
        Size::Card => (picture::Size::Card, 1),
        Size::Article => (picture::Size::Article, 2),
    };
    match (form.format, at) {
        (Form::Html, _) => print(&render::html(story, &page)),
        (Form::Fragment, _) => print(&render::fragment(story, &page)),
        (Form::Svg, _) => print(&picture::svg(&story, lang, size)),
        (Form::Png, _) => write_out(&picture::png(
            &picture::svg(&story, lang, size),
            lang,
            scale,
        )?),
        (Form::Oembed, Some(at)) => print(&format!(
            "{:#}\n",
            explainer::export::oembed(&story, lang, &at)
        )),
        (Form::Oembed, None) => Err("oembed needs --at".to_owned()),
    }
    .map(|()| true)
}

/// The address of a release, below which its files are.
fn release(text: &str) -> Result<Address, Failure> {
    let address: Address = text.parse().map_err(said)?;
    if text.ends_with('/') && !text.contains(['?', '#']) {
        Ok(address)
    } else {
        Err(format!(
            "`{text}` is no address of a release: it ends with /"
        ))
    }
}

/// A correct story and one of its languages; of a refused one, the problems are printed instead.
fn story(path: &Path, lang: Option<Lang>) -> Result<Option<(Story, Lang)>, Failure> {
    let bytes = read(path)?;
    let Reading { story, problems } = Story::read(&bytes);
    let Some(story) = story else {
        let name = name(path);
        let refused = Checked {
            name,
            bytes,
            problems,
        };
        say(&report::text(&[refused], width()));
        return Ok(None);
    };
    let lang = lang.unwrap_or_else(|| story.first_language());
    if story.speaks(lang) {
        Ok(Some((story, lang)))
    } else {
        Err(format!("{} is not written in `{lang}`", name(path)))
    }
}

/// The converted story goes to standard output, what was left out to standard error.
fn export(
    to: To,
    path: &Path,
    lang: Option<Lang>,
    table: Table,
    at: Option<&str>,
) -> Result<bool, Failure> {
    let at = at.map(str::parse).transpose().map_err(said)?;
    let Some((story, lang)) = story(path, lang)? else {
        return Ok(false);
    };
    let story = Rc::new(story);
    let table = match table {
        Table::Events => export::Table::Events,
        Table::Amounts => export::Table::Amounts,
        Table::Sources => export::Table::Sources,
    };
    let Exported { text, left_out } = match to {
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

/// Writes a story's packed form.
fn pack(path: &Path) -> Result<bool, Failure> {
    let Some((story, _)) = story(path, None)? else {
        return Ok(false);
    };
    write_out(&line_breaks::marked(story).pack()).map(|()| true)
}

/// Returns true if the stories may be published.
fn check(paths: &[PathBuf], format: Format, deny_warnings: bool) -> Result<bool, Failure> {
    let mut checked = Vec::new();
    for path in paths {
        for file in stories(path)? {
            let bytes = read(&file)?;
            checked.push(Checked::new(name(&file), bytes));
        }
    }
    print(&match format {
        Format::Text => report::text(&checked, width()),
        Format::Json => report::json(&checked),
        Format::Sarif => report::sarif(&checked),
    })?;
    Ok(checked
        .iter()
        .map(Checked::count)
        .all(|(errors, warnings)| errors + usize::from(deny_warnings) * warnings == 0))
}

/// The story goes to standard output, what its author should know to standard error.
fn import(from: From, paths: &[PathBuf], options: Options) -> Result<bool, Failure> {
    let format = match from {
        From::Auto => import::Format::Auto,
        From::Timelinejs => import::Format::TimelineJs,
        From::Csv => import::Format::Csv,
        From::Datawrapper => import::Format::Datawrapper,
    };
    let mut inputs = Vec::new();
    for path in paths {
        inputs.push(Input {
            name: name(path),
            bytes: read(path)?,
        });
    }
    let Imported { document, notes } = import::import(format, &inputs, &options)?;
    print(&pretty_json::json(&document))?;
    say(&report::import(&document, &notes));
    Ok(true)
}

/// The file itself, or every story below a folder, in the order of their names.
fn stories(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let (mut found, mut folders) = (Vec::new(), vec![path.to_owned()]);
    while let Some(folder) = folders.pop() {
        let fail = |error: io::Error| format!("{}: {error}", folder.display());
        for entry in folder.read_dir().map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let kind = entry.file_type().map_err(fail)?;
            if kind.is_dir() && !hidden {
                folders.push(entry.path());
            } else if !hidden
                && entry
                    .path()
                    .extension()
                    .is_some_and(|extension| extension == "json")
            {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    if found.is_empty() {
        Err(format!("{}: no .json file in this folder", path.display()))
    } else {
        Ok(found)
    }
}

/// The bytes of a file, or of standard input for `-`.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    bytes.map_err(|error| format!("{}: {error}", path.display()))
}

fn name(path: &Path) -> String {
    if path == Path::new("-") {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

/// Writes what is no text.
fn write_out(bytes: &[u8]) -> Result<(), Failure> {
    io::stdout()
        .write_all(bytes)
        .map_err(|error| format!("standard output: {error}"))
}

/// Prints, in colour where a terminal shows it; a reader who stops listening is no failure.
fn print(text: &str) -> Result<(), Failure> {
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("standard output: {error}"))
        }
        _ => Ok(()),
    }
}

fn said(invalid: InvalidValue) -> Failure {
    invalid.to_string()
}

/// Tells the author something beside the output.
fn say(text: &str) {
    // Who closed standard error does not want to hear that it is closed.
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Columns to print in.
fn width() -> usize {
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    columns
        .filter(|_| io::stdout().is_terminal())
        .unwrap_or(120)
}
