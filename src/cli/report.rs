//! Reports of problems in three forms: for a person at a terminal, in the style of Rust's compiler;
//! for scripts, as JSON; for code hosts, as SARIF.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};
use url::Url;

use crate::import::Note;
use crate::render::escape;
use crate::story::{Actor, Code, Document, Media, Problem, Severity, Span, Story};

use super::host::Images;

/// A file that was read and checked.
#[derive(Debug)]
pub struct Checked {
    /// The name as the author gave it.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// The problems, in the order of the text.
    pub problems: Vec<Problem>,
}

impl Checked {
    /// Checks a file's bytes.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let problems = Story::read(&bytes).problems;
        Checked {
            name: name.into(),
            bytes,
            problems,
        }
    }

    /// Checks the bytes of a file, and the files of the images beside it.
    pub fn with_images(path: &Path, name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let images = Images::beside(path);
        let inspect = |media: &Media, actor: Option<&Actor>| images.inspect(media, actor);
        let problems = Story::read_and_inspect(&bytes, Some(&inspect)).problems;
        Checked {
            name: name.into(),
            bytes,
            problems,
        }
    }

    /// Returns the numbers of errors and warnings.
    pub fn count(&self) -> (usize, usize) {
        let errors = self
            .problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .count();
        (errors, self.problems.len() - errors)
    }
}

/// Returns the report for a person: each problem with its source line, the reason for the rule and
/// the fix, and at the end a line for each file. `width` is that of the terminal, in columns.
pub fn text(files: &[Checked], width: usize) -> String {
    text_in(files, width, false)
}

/// Returns the same report in Japanese.
pub fn japanese_text(files: &[Checked], width: usize) -> String {
    text_in(files, width, true)
}

fn text_in(files: &[Checked], width: usize, japanese: bool) -> String {
    let renderer = Renderer::styled().term_width(width.clamp(40, 140));
    let mut text = String::new();
    for file in files {
        for problem in &file.problems {
            text = text + &excerpt(&renderer, file, problem, japanese) + "\n\n";
        }
    }
    for file in files {
        let (errors, warnings) = file.count();
        let verdict = match (errors, warnings) {
            (0, 0) if japanese => "問題はありません".to_owned(),
            _ if japanese => format!("エラー{errors}件、警告{warnings}件"),
            (0, 0) => "no problem".to_owned(),
            (0, warnings) => plural(warnings, "warning"),
            (errors, 0) => plural(errors, "error"),
            (errors, warnings) => format!(
                "{}, {}",
                plural(errors, "error"),
                plural(warnings, "warning")
            ),
        };
        let _ = writeln!(text, "{}: {verdict}", printable(&file.name));
    }
    text
}

pub(super) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn excerpt(renderer: &Renderer, file: &Checked, problem: &Problem, japanese: bool) -> String {
    let mut level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let (mut fix, mut reason) = (Level::HELP, Level::NOTE);
    if japanese {
        let is_error = problem.severity == Severity::Error;
        level = level.with_name(if is_error { "エラー" } else { "警告" });
        (fix, reason) = (fix.with_name("直し方"), reason.with_name("理由"));
    }

    let (message, help) = if japanese {
        problem.finding.japanese()
    } else {
        (problem.message.clone(), problem.help.clone())
    };
    let (line, span) = line_around(&file.bytes, &problem.span);
    let (name, place) = (printable(&file.name), printable(&problem.path));
    let whole = problem.column == 1 + line.get(..span.start).unwrap_or_default().chars().count();
    let mark = AnnotationKind::Primary
        .span(span)
        .label((!place.is_empty()).then_some(place.as_ref()));
    let snippet = Snippet::source(line)
        .line_start(problem.line)
        .annotation(mark);
    let mut group = Group::with_title(
        level
            .primary_title(printable(&message))
            .id(problem.code.name()),
    );
    group = if whole {
        group.element(snippet.path(name))
    } else {
        let origin = Origin::path(name)
            .line(problem.line)
            .char_column(problem.column);
        group.element(origin).element(snippet)
    };
    if !help.is_empty() {
        group = group.element(fix.message(printable(&help)));
    }
    let why = if japanese {
        problem.code.why_in_japanese()
    } else {
        problem.code.why()
    };
    group = group.element(reason.message(why));
    renderer.render(&[group])
}

/// Returns the line in which `span` begins, and the span within it; only the part around the span
/// if the line is very long.
fn line_around<'b>(bytes: &'b [u8], span: &Span) -> (Cow<'b, str>, Span) {
    const ENOUGH: usize = 1000;
    let start = span.start.min(bytes.len());
    let (before, after) = bytes.split_at(start);
    let line_start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let line_end = start
        + after
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(after.len());
    let boundary = |at: usize| bytes.get(at).is_none_or(|byte| byte & 0xc0 != 0x80);
    let (mut from, mut to) = (
        line_start.max(start.saturating_sub(ENOUGH)),
        line_end.min(start.saturating_add(ENOUGH)),
    );
    while !boundary(from) && from < start {
        from += 1;
    }
    while !boundary(to) && to < line_end {
        to += 1;
    }
    let line = String::from_utf8_lossy(bytes.get(from..to).unwrap_or_default());
    let mut end = span.end.clamp(start, to) - from;
    while !line.is_char_boundary(end) {
        end += 1;
    }
    (line, start - from..end)
}

/// Returns the notes of an import for a program: code, arguments and place, with the sentences in
/// both languages.
pub fn import_json(document: &Document, notes: &[Note]) -> String {
    let notes: Vec<_> = notes
        .iter()
        .map(|note| {
            json!({
                "kind": note.kind.code(),
                "code": note.message.code(),
                                "arguments": arguments(note.message.arguments()),
                "row": note.place.row,
                "column": note.place.column,
                "field": Some(&note.place.field).filter(|field| !field.is_empty()),
                "message": {
                    "en": note.message.sentence(false),
                    "ja": note.message.sentence(true),
                },
            })
        })
        .collect();
    let report = json!({
        "events": document.events.len(),
        "chapters": document.chapters.len(),
        "amounts": document.observations.len(),
        "sources": document.sources.len(),
        "notes": notes,
    });
    format!("{report:#}\n")
}

/// Returns the report of an import: the contents of the story, then a line for each note.
pub fn import(document: &Document, notes: &[Note], japanese: bool) -> String {
    let counts = [
        (document.events.len(), "event"),
        (document.chapters.len(), "chapter"),
        (document.observations.len(), "amount"),
        (document.sources.len(), "source"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, noun)| plural(count, noun)).collect();
    let mut text = if japanese {
        let counts = [
            (document.events.len(), "出来事", "件"),
            (document.chapters.len(), "章", "件"),
            (document.observations.len(), "金額", "件"),
            (document.sources.len(), "出典", "件"),
        ];
        let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
        let counts: Vec<_> = counts
            .map(|(count, noun, unit)| format!("{noun}{count}{unit}"))
            .collect();
        format!("取り込みました: {}\n", counts.join("、"))
    } else {
        format!("imported {}\n", counts.join(", "))
    };
    let mut notes: Vec<_> = notes.iter().collect();
    notes.sort_by_key(|note| note.kind);
    for note in notes {
        let _ = writeln!(text, "{}", printable(&note.sentence(japanese)));
    }
    text
}

/// Returns text of a story with all characters escaped that could control the terminal.
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(
                c,
                '\u{200b}'..='\u{200f}'
                    | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}'
                    | '\u{feff}'
            )
    };
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_control(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Returns the report for scripts: an object with a list of `files`, each with its list of
/// `problems`.
pub fn json(files: &[Checked]) -> String {
    let file = |file: &Checked| {
        let (errors, warnings) = file.count();
        let problems: Vec<_> = file.problems.iter().map(problem_json).collect();
        json!({ "file": file.name, "errors": errors, "warnings": warnings, "problems": problems })
    };
    format!(
        "{:#}\n",
        json!({ "files": files.iter().map(file).collect::<Vec<_>>() })
    )
}

/// Returns the arguments of a note or problem as an object.
fn arguments<T: Into<Value>>(arguments: Vec<(&'static str, T)>) -> Value {
    let named = arguments.into_iter();
    named
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect()
}

fn problem_json(problem: &Problem) -> Value {
    let (message, help) = problem.finding.japanese();
    json!({
        "severity": level(problem),
        "code": problem.code.name(),
        "line": problem.line,
        "column": problem.column,
        "start": problem.span.start,
        "end": problem.span.end,
        "path": problem.path,
        "message": problem.message,
        "help": problem.help,
                "why": problem.code.why(),
        "arguments": arguments(problem.finding.arguments()),
        "ja": { "message": message, "help": help, "why": problem.code.why_in_japanese() },
    })
}

fn level(problem: &Problem) -> &'static str {
    match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

const SARIF_SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/\
                            sarif-schema-2.1.0.json";

/// Returns the report as SARIF 2.1.0, which code hosts show beside the changed lines.
pub fn sarif(files: &[Checked]) -> String {
    let rules: Vec<_> = Code::ALL
        .iter()
        .map(|code| json!({ "id": code.name(), "shortDescription": { "text": code.why() } }))
        .collect();
    let results: Vec<_> = files
        .iter()
        .flat_map(|file| file.problems.iter().map(|problem| result(file, problem)))
        .collect();
    let log = json!({
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "explainer",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn result(file: &Checked, problem: &Problem) -> Value {
    let help = if problem.help.is_empty() {
        String::new()
    } else {
        format!("; {}", problem.help)
    };
    let marked = file.bytes.get(problem.span.clone()).unwrap_or_default();
    let columns = String::from_utf8_lossy(marked).chars().count().max(1);
    json!({
        "ruleId": problem.code.name(),
        "level": level(problem),
        "message": { "text": format!("{}{help}", problem.message) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": file_uri(&file.name) },
                "region": {
                    "startLine": problem.line,
                    "startColumn": problem.column,
                    "endColumn": problem.column + columns,
                    "byteOffset": problem.span.start,
                    "byteLength": problem.span.len(),
                },
            },
            "logicalLocations": [{ "fullyQualifiedName": problem.path }],
        }],
    })
}

/// Returns the name of a file as a URI for SARIF; relative names stay relative.
fn file_uri(name: &str) -> String {
    if let Some(url) = file_url(name) {
        return url.into();
    }
    escape::path(&name.replace('\\', "/"))
}

/// Returns the address of an absolute path; `None` for a relative one.
#[cfg(not(target_arch = "wasm32"))]
fn file_url(name: &str) -> Option<Url> {
    Url::from_file_path(Path::new(name)).ok()
}

/// Returns the address of an absolute path; `None` for a relative one. The library has no paths
/// where there is no file system.
#[cfg(target_arch = "wasm32")]
fn file_url(name: &str) -> Option<Url> {
    let mut url = Url::parse("file:///").ok()?;
    url.path_segments_mut()
        .ok()?
        .clear()
        .extend(name.strip_prefix('/')?.split('/'));
    Some(url)
}
