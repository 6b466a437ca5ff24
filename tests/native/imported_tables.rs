//! Tables as people write them: every folder of `tests/fixtures/tables` has files and, in
//! `expected.txt`, the story made from each, with the options and the codes of the notes.
//! `--explain` before the file shows how its columns are understood.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use explainer::cli::pretty_json;
use explainer::import::{Format, Input, Mark, NoteKind, Options, Order, explain, import};
use explainer::story::{LocalizedText, Severity, Story};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tables")
}

fn words(text: &LocalizedText) -> String {
    let wordings: Vec<_> = text
        .iter()
        .map(|(_, words)| words.replace('\n', " / "))
        .collect();
    wordings.join(" = ")
}

/// The options in a line such as `events.csv --lang ja`.
fn options(line: &str) -> Options {
    let mut options = Options::default();
    let mut words = line.split(' ');
    while let Some(word) = words.next() {
        let mut next = || words.next().unwrap_or_default();
        match word {
            "--lang" => options.lang = next().parse().ok(),
            "--currency" => options.currency = next().parse().ok(),
            "--sheet" => options.sheet = Some(next().to_owned()),
            "--base" => options.base = next().parse().ok(),
            "--two-digit-years-from" => options.first_year = next().parse().ok(),
            "--calendar" => options.buddhist = next() == "buddhist",
            "--sum" => options.add_up = true,
            "--encoding" => options.encoding = Some(next().to_owned()),
            "--dates" => {
                options.dates = match next() {
                    "dmy" => Some(Order::DayFirst),
                    "mdy" => Some(Order::MonthFirst),
                    _ => Some(Order::YearFirst),
                }
            }
            "--decimal" => {
                options.decimal = Some(if next() == "comma" {
                    Mark::Comma
                } else {
                    Mark::Point
                });
            }
            "--column" => {
                let (meaning, head) = next().split_once('=').unwrap();
                options.columns.push((meaning.to_owned(), head.to_owned()));
            }
            _ => panic!("no option {word}"),
        }
    }
    options
}

/// Reads a file of a folder.
fn input(file: &Path) -> Input {
    Input {
        name: file.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: fs::read(file).unwrap(),
    }
}

/// Returns how the columns of a file are understood.
fn explained(file: &Path, options: &Options) -> String {
    explain(Format::Auto, &[input(file)], options)
        .unwrap_or_else(|reason| format!("refused: {reason}\n"))
}

/// Returns the result of a file: a line for each event and amount, then the codes of the notes.
fn story(file: &Path, options: &Options) -> String {
    let imported = match import(Format::Auto, &[input(file)], options) {
        Ok(imported) => imported,
        Err(reason) => return format!("refused: {reason}\n"),
    };
    let document = &imported.document;
    let checked = Story::read(pretty_json::json(document).as_bytes());
    let errors: Vec<_> = checked
        .problems
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{}: {errors:#?}", file.display());
    let mut text = String::new();
    let languages: Vec<_> = document.languages.iter().map(ToString::to_string).collect();
    writeln!(text, "languages {}", languages.join(" ")).unwrap();
    for chapter in &document.chapters {
        writeln!(text, "chapter {} {}", chapter.from, words(&chapter.title)).unwrap();
    }
    for event in &document.events {
        write!(
            text,
            "event {} {} #{}",
            event.date,
            words(&event.title),
            event.id
        )
        .unwrap();
        if let Some(body) = &event.body {
            write!(text, " | {}", words(body)).unwrap();
        }
        for media in &event.media {
            match (&media.address, &media.file) {
                (Some(address), _) => write!(text, " | media {address}").unwrap(),
                (_, Some(file)) => write!(text, " | image {file}").unwrap(),
                _ => {}
            }
            for caption in media.caption.iter().chain(&media.credit) {
                write!(text, " {}", words(caption)).unwrap();
            }
        }
        for actor in &event.actors {
            write!(text, " | actor {actor}").unwrap();
        }
        for tag in &event.tags {
            write!(text, " | tag {tag}").unwrap();
        }
        for source in &event.sources {
            let source = document.sources.iter().find(|it| it.id == *source).unwrap();
            let address = source.address.as_ref().map(ToString::to_string);
            write!(
                text,
                " | from {}",
                address.unwrap_or_else(|| source.title.to_string())
            )
            .unwrap();
        }
        text.push('\n');
    }
    for amount in &document.observations {
        let actor = document
            .actors
            .iter()
            .find(|it| it.id == amount.actor)
            .unwrap();
        let measure = document
            .measures
            .iter()
            .find(|it| it.id == amount.measure)
            .unwrap();
        let high = amount
            .high
            .map(|high| format!(" to {high}"))
            .unwrap_or_default();
        let (actor, name) = (words(&actor.name), words(&measure.name));
        writeln!(
            text,
            "amount {} {} {} | {name} | {}{high} {} {:?}",
            amount.date, actor, amount.actor, amount.low, measure.currency, amount.qualifier
        )
        .unwrap();
    }
    for note in &imported.notes {
        let usual = [
            "language",
            "no-title",
            "no-summary",
            "as-of",
            "file-as-source",
            "keep-ids",
        ];
        if note.kind == NoteKind::ToDo && usual.contains(&note.message.code()) {
            continue;
        }
        let place = note.place.to_string();
        let space = if place.is_empty() { "" } else { " " };
        writeln!(
            text,
            "{} {}{space}{place}",
            note.kind.code(),
            note.message.code()
        )
        .unwrap();
    }
    text
}

#[test]
fn the_tables_are_imported_as_expected() {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(folders.len() > 40);
    let mut wrong = Vec::new();
    for folder in folders {
        let path = folder.join("expected.txt");
        let expected = fs::read_to_string(&path).unwrap();
        let mut found = String::new();
        for line in expected.lines().filter_map(|line| line.strip_prefix("$ ")) {
            let explains = line.strip_prefix("--explain ");
            let command = explains.unwrap_or(line);
            let (file, rest) = command.split_once(' ').unwrap_or((command, ""));
            let options = if rest.is_empty() {
                Options::default()
            } else {
                options(rest)
            };
            let file = folder.join(file);
            let result = match explains {
                Some(_) => explained(&file, &options),
                None => story(&file, &options),
            };
            writeln!(found, "$ {line}\n{result}").unwrap();
        }
        if found != expected {
            if std::env::var_os("UPDATE_EXPECTED").is_some() {
                fs::write(&path, &found).unwrap();
            }
            wrong.push(format!("{}\n{found}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
