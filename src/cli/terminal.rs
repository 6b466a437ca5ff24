//! The terminal and the files of the command: reads what it is given, prints results to standard
//! output and remarks to standard error.

use std::io;
use std::path::Path;

use clap::ValueEnum;

use crate::locale::with_known_words;
use crate::story::{Actor, Finding, Lang, Media, ReadResult, Story};

use super::host::{self, Images};
use super::report::{self, Checked};

/// The reason why a command could not do its work, as a sentence.
pub type Failure = String;

/// The outcome of a command: true if all is well, false if a story has errors.
pub type Outcome = Result<bool, Failure>;

/// Returns the bytes of a file, or of standard input for `-`.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    host::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Returns the name of a file for messages.
pub(super) fn name(path: &Path) -> String {
    if path == Path::new("-") {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

/// Returns a correct story and one of its languages, its first if `lang` is `None`. Prints the
/// problems of a refused story and returns `None`.
pub(super) fn story(path: &Path, lang: Option<Lang>) -> Result<Option<(Story, Lang)>, Failure> {
    let bytes = read(path)?;
    let images = Images::beside(path);
    let inspect = |media: &Media, actor: Option<&Actor>| images.inspect(media, actor);
    let ReadResult { story, problems } = Story::read_and_inspect(&bytes, Some(&inspect));
    let Some(story) = story.map(with_known_words) else {
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
    if story.has_language(lang) {
        Ok(Some((story, lang)))
    } else {
        Err(format!("{} is not written in `{lang}`", name(path)))
    }
}

/// Prints text, in colour where a terminal shows it. A reader that has closed the pipe is no
/// failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    match host::print(text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("standard output: {error}"))
        }
        _ => Ok(()),
    }
}

/// Prints bytes that are not text.
pub(super) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    host::print_bytes(bytes).map_err(|error| format!("standard output: {error}"))
}

/// Prints a remark to standard error. A closed standard error is ignored.
pub(super) fn say(text: &str) {
    host::say(text);
}

/// Prints a failure to standard error.
pub fn fail(failure: &str) {
    say(&format!("explainer: {}\n", report::printable(failure)));
}

/// The language of notes and problems.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(super) enum ReportLanguage {
    /// English.
    En,
    /// Japanese.
    Ja,
}

/// Returns the failure of an argument that is not a value of its type.
pub(super) fn refused(invalid: Finding) -> Failure {
    invalid.to_string()
}

/// Returns the number of columns to print in.
pub(super) fn width() -> usize {
    host::width().unwrap_or(120)
}
