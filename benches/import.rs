//! Measures how long the import of large tables takes, and how much memory it needs:
//! `cargo bench --features cli --bench import`. Fails if one is above its limit.

use std::fmt::Write;
use std::fs;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use explainer::cli::pretty_json;
use explainer::import::{Format, Input, Options, import};

const ROWS: usize = 100_000;
const LONGEST: Duration = Duration::from_secs(2);
const MOST_MEGABYTES: u64 = 300;

fn main() -> ExitCode {
    let mut fits = true;
    for (name, table) in [("events.csv", events()), ("amounts.csv", amounts())] {
        match timed(name, table) {
            Ok(taken) => {
                println!("{name}: {ROWS} rows in {:.2} s", taken.as_secs_f64());
                fits &= taken <= LONGEST;
            }
            Err(reason) => {
                println!("{reason}");
                fits = false;
            }
        }
    }
    match most_memory() {
        Some(megabytes) => {
            println!("at most {megabytes} MB of memory");
            fits &= megabytes <= MOST_MEGABYTES;
        }
        None => println!("this system does not tell how much memory was used"),
    }
    if fits {
        ExitCode::SUCCESS
    } else {
        println!("the limits are {LONGEST:?} and {MOST_MEGABYTES} MB");
        ExitCode::FAILURE
    }
}

/// Imports a table and writes the story, as `explainer import` does.
fn timed(name: &str, table: String) -> Result<Duration, String> {
    let input = Input {
        name: name.to_owned(),
        bytes: table.into_bytes(),
    };
    let begun = Instant::now();
    let imported = import(Format::Auto, &[input], &Options::default())?;
    black_box(pretty_json::json(&imported.document));
    Ok(begun.elapsed())
}

fn day(row: usize) -> (usize, usize, usize) {
    (1700 + row / 336, row / 28 % 12 + 1, row % 28 + 1)
}

fn events() -> String {
    let mut table = "Date;Event;Link\n".to_owned();
    for row in 0..ROWS {
        let (year, month, day) = day(row);
        let _ = writeln!(
            table,
            "{day}/{month}/{year};Event number {row};https://www.example.org/{}",
            row % 1000
        );
    }
    table
}

fn amounts() -> String {
    let mut table = "Name,Date,Amount\n".to_owned();
    for row in 0..ROWS {
        let (year, month, day) = day(row);
        let actor = row % 50;
        let _ = writeln!(
            table,
            "Ministry {actor},{year}-{month:02}-{day:02},\"EUR {},{:03}\"",
            row % 900 + 1,
            row % 1000
        );
    }
    table
}

/// Returns the largest amount of memory that this process has had, in megabytes; `None` if the
/// system does not report it.
fn most_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_ascii_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1000)
}
