//! Prints the figures as tables with ratios, beside their targets; on the terminal, as JSON, and in
//! `docs/benchmark.md`, where everything between two marks is replaced and the rest is written by
//! hand.

use std::fs;

use anyhow::{Context, Result};
use serde::Serialize;

use super::figures::{Figure, Figures};
use crate::files::{read, rewrite};
use crate::release::VERSION;
use crate::shell::{command, root, text};
use crate::tools;

const JSON: &str = "target/bench.json";
const PAGE: &str = "docs/benchmark.md";
const MARKS: [&str; 2] = ["<!-- figures -->", "<!-- end of figures -->"];

/// The references with which the others are compared, in order of preference.
const REFERENCES: [&str; 3] = ["TimelineJS3 + Chart.js", "Chart.js", "vis-timeline"];

/// The notation of a table.
pub(super) struct Style {
    markdown: bool,
}

impl Style {
    pub(super) const TERMINAL: Self = Self { markdown: false };
    const PAGE: Self = Self { markdown: true };

    fn heading(&self, text: &str) -> String {
        if self.markdown {
            format!("### {text}\n\n")
        } else {
            format!("── {text} ──\n")
        }
    }

    /// Returns rows of cells as a table; the first row has the heads.
    fn table(&self, rows: &[Vec<String>]) -> String {
        let width = |column: usize| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        };
        let columns = rows.first().map_or(0, Vec::len);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).enumerate();
            let cells: Vec<String> = cells
                .map(|(nth, (cell, width))| {
                    if nth == 0 {
                        format!("{cell:width$}")
                    } else {
                        format!("{cell:>width$}")
                    }
                })
                .collect();
            if self.markdown {
                format!("| {} |\n", cells.join(" | "))
            } else {
                format!("{}\n", cells.join("  ").trim_end())
            }
        };
        let mut lines: Vec<String> = rows.iter().map(line).collect();
        if self.markdown {
            lines.insert(
                1,
                format!("|---{}|\n", "|--:".repeat(columns.saturating_sub(1))),
            );
        }
        lines.concat()
    }
}

/// Returns one table for each circumstance: subjects in rows, measures in columns, and after each
/// value its ratio to the reference.
pub(super) fn tables(figures: &Figures, style: &Style) -> String {
    let suites = distinct(&figures.0, |figure| &figure.suite);
    let table = |suite: &&str| {
        let mine: Vec<Figure> = figures
            .0
            .iter()
            .filter(|figure| figure.suite == **suite)
            .cloned()
            .collect();
        let (subjects, measures) = (
            distinct(&mine, |it| &it.subject),
            distinct(&mine, |it| &it.measure),
        );
        let reference = REFERENCES.iter().find(|name| subjects.contains(*name));
        let unit = |measure: &str| {
            mine.iter()
                .find(|it| it.measure == measure)
                .map_or("", |it| &*it.unit)
        };
        let head = |measure: &&str| [*measure, unit(measure)].join(" ").trim_end().to_owned();
        let heads = std::iter::once(String::new())
            .chain(measures.iter().map(head))
            .collect();
        let cell = |subject: &str, measure: &str| {
            let Some(value) = figures.get(suite, subject, measure) else {
                return "–".to_owned();
            };
            let other = reference.filter(|name| **name != subject);
            let other = other
                .and_then(|name| figures.get(suite, name, measure))
                .filter(|other| *other > 0.0);
            let ratio = other
                .map(|other| format!(" ({}×)", short(value / other)))
                .unwrap_or_default();
            format!("{}{ratio}", short(value))
        };
        let row = |subject: &&str| {
            let cells = measures.iter().map(|measure| cell(subject, measure));
            std::iter::once((*subject).to_owned())
                .chain(cells)
                .collect()
        };
        let rows: Vec<Vec<String>> = std::iter::once(heads)
            .chain(subjects.iter().map(row))
            .collect();
        format!("{}{}", style.heading(suite), style.table(&rows))
    };
    suites.iter().map(table).collect::<Vec<_>>().join("\n")
}

fn distinct<'f>(figures: &'f [Figure], name: impl Fn(&'f Figure) -> &'f String) -> Vec<&'f str> {
    let mut found = Vec::new();
    for figure in figures {
        let name = name(figure).as_str();
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// A median of a few rounds is not exact enough for more than three digits.
fn short(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.01 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

/// A target.
struct Target {
    what: &'static str,
    ours: Place,
    /// The limit: a multiple of the other figure, or an absolute value if there is none.
    limit: f64,
    of: Option<Place>,
}

/// The key of a figure: suite, subject, measure.
type Place = (&'static str, &'static str, &'static str);

const PHONE: &str = "article, slow phone";
const IMAGES: &str = "story with images, slow phone";
const PAIR: &str = "TimelineJS3 + Chart.js";
const PLAIN: &str = "plain HTML";
const WHOLE: &str = "ours, static-first";
const FOLDED: &str = "ours, static-first, folded";
const BARE: &str = "ours, bare element";
const LARGE: &str = "scale, 3,000 events";
const ACTIONS: &str = "interaction, 4× slower";

const TARGETS: [Target; 22] = [
    Target {
        what: "readable, static page with images, times plain HTML with the same images",
        ours: (IMAGES, WHOLE, "readable"),
        limit: 1.1,
        of: Some((IMAGES, PLAIN, "readable")),
    },
    Target {
        what: "readable, static-first embed, times plain HTML",
        ours: (PHONE, WHOLE, "readable"),
        limit: 1.1,
        of: Some((PHONE, PLAIN, "readable")),
    },
    Target {
        what: "first paint, static-first folded, times plain HTML whole",
        ours: (PHONE, FOLDED, "first paint"),
        limit: 1.15,
        of: Some((PHONE, PLAIN, "first paint")),
    },
    Target {
        what: "blocking, static-first whole, times plain HTML whole",
        ours: (PHONE, WHOLE, "blocking"),
        limit: 1.25,
        of: Some((PHONE, PLAIN, "blocking")),
    },
    Target {
        what: "blocking, static-first folded (ms)",
        ours: (PHONE, FOLDED, "blocking"),
        limit: 60.0,
        of: None,
    },
    Target {
        what: "answers a tap, bare element, times the pair",
        ours: (PHONE, BARE, "answers a tap"),
        limit: 0.55,
        of: Some((PHONE, PAIR, "answers a tap")),
    },
    Target {
        what: "answers a tap, static-first, times the pair",
        ours: (PHONE, WHOLE, "answers a tap"),
        limit: 0.6,
        of: Some((PHONE, PAIR, "answers a tap")),
    },
    Target {
        what: "answers a tap, bare element, times vis-timeline",
        ours: (PHONE, BARE, "answers a tap"),
        limit: 1.0,
        of: Some((PHONE, "vis-timeline", "answers a tap")),
    },
    Target {
        what: "bytes to interactive, bare element (KB)",
        ours: (PHONE, BARE, "bytes"),
        limit: 105.0,
        of: None,
    },
    Target {
        what: "bytes after the page itself, static-first (KB)",
        ours: (PHONE, WHOLE, "bytes after the page"),
        limit: 100.0,
        of: None,
    },
    Target {
        what: "layout shift, static-first embed",
        ours: (PHONE, WHOLE, "layout shift"),
        limit: 0.0,
        of: None,
    },
    Target {
        what: "layout shift, static-first folded",
        ours: (PHONE, FOLDED, "layout shift"),
        limit: 0.0,
        of: None,
    },
    Target {
        what: "layout shift, bare element",
        ours: (PHONE, BARE, "layout shift"),
        limit: 0.0,
        of: None,
    },
    Target {
        what: "3,000 events ready, times vis-timeline",
        ours: (LARGE, "ours", "ready"),
        limit: 0.5,
        of: Some((LARGE, "vis-timeline", "ready")),
    },
    Target {
        what: "3,000 events, nodes",
        ours: (LARGE, "ours", "nodes"),
        limit: 1_500.0,
        of: None,
    },
    Target {
        what: "10,000 events ready, times our 1,000",
        ours: ("scale, 10,000 events", "ours", "ready"),
        limit: 2.0,
        of: Some(("scale, 1,000 events", "ours", "ready")),
    },
    Target {
        what: "100,000 events ready, times our 1,000",
        ours: ("scale, 100,000 events", "ours", "ready"),
        limit: 6.0,
        of: Some(("scale, 1,000 events", "ours", "ready")),
    },
    Target {
        what: "100,000 events, nodes, times our 1,000",
        ours: ("scale, 100,000 events", "ours", "nodes"),
        limit: 1.1,
        of: Some(("scale, 1,000 events", "ours", "nodes")),
    },
    // A frame at 60 Hz, and the error of a clock that counts tenths of milliseconds.
    Target {
        what: "scrolling 3,000 events, p95 frame at 4× (ms)",
        ours: (LARGE, "ours", "frame p95, 4× slower"),
        limit: 16.8,
        of: None,
    },
    Target {
        what: "slowest interaction, 3,000 events at 4× (ms)",
        ours: (ACTIONS, "3,000 events", "slowest"),
        limit: 100.0,
        of: None,
    },
    Target {
        what: "slowest interaction, bundled story at 4× (ms)",
        ours: (ACTIONS, "47 events (bundled)", "slowest"),
        limit: 100.0,
        of: None,
    },
    Target {
        what: "memory at ready, bare element, times the pair",
        ours: (PHONE, BARE, "memory"),
        limit: 0.7,
        of: Some((PHONE, PAIR, "memory")),
    },
];

/// Returns every target for which there are figures.
pub(super) fn verdicts(figures: &Figures, style: &Style) -> String {
    let heads = ["what", "ours", "target", ""].map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> = TARGETS
        .iter()
        .filter_map(|target| verdict(figures, target))
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let rows: Vec<_> = std::iter::once(heads).chain(rows).collect();
    format!("{}{}", style.heading("Targets"), style.table(&rows))
}

fn verdict(figures: &Figures, target: &Target) -> Option<Vec<String>> {
    let find = |(suite, subject, measure): Place| figures.get(suite, subject, measure);
    let ours = find(target.ours)? / target.of.map_or(Some(1.0), find)?;
    let word = if ours <= target.limit {
        "reached"
    } else {
        "MISSED"
    };
    let sign = if target.of.is_some() { "×" } else { "" };
    let (value, limit) = (
        format!("{}{sign}", short(ours)),
        format!("≤ {}{sign}", short(target.limit)),
    );
    Some(vec![target.what.to_owned(), value, limit, word.to_owned()])
}

/// The measured version, the machine and the day.
#[derive(Serialize)]
pub(super) struct Machine {
    date: String,
    processor: String,
    cores: usize,
    /// Processes that were computing or waiting for it when the run began, on average over a
    /// minute.
    load_before: String,
    chromium: String,
    system: String,
    /// The version of the explainer, with the commit.
    explainer: String,
    /// The versions of the other widgets, as `bench/package.json` names them.
    peers: serde_json::Value,
}

impl Machine {
    /// Reads these before anything is measured, because measuring is a load.
    pub(super) fn before() -> Result<Self> {
        let line = |words: &str| anyhow::Ok(text(&mut command(words))?.trim().to_owned());
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = processors
            .lines()
            .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let package: serde_json::Value =
            serde_json::from_str(&read(&root().join("bench/package.json"))?)?;
        let commit = line("git rev-parse --short HEAD").unwrap_or_default();
        Ok(Self {
            date: line("date -u +%F")?,
            processor: model.map_or("unknown", |(_, name)| name).to_owned(),
            cores: std::thread::available_parallelism()?.get(),
            load_before: load.split(' ').next().unwrap_or_default().to_owned(),
            chromium: line(&format!(
                "{} --version",
                tools::chromium().context("Chromium is missing")?
            ))?,
            system: line("uname -sm")?,
            explainer: format!("{VERSION} {commit}").trim_end().to_owned(),
            peers: package.get("devDependencies").cloned().unwrap_or_default(),
        })
    }
}

pub(super) fn write_json(figures: &Figures, machine: &Machine, rounds: usize) -> Result<()> {
    let all = serde_json::json!({ "machine": machine, "rounds": rounds, "figures": figures.0 });
    fs::write(root().join(JSON), format!("{all:#}\n"))?;
    println!("All figures are in {JSON}");
    Ok(())
}

pub(super) fn write_page(figures: &Figures, machine: &Machine, rounds: usize) -> Result<()> {
    let Machine {
        date,
        processor,
        cores,
        load_before,
        chromium,
        system,
        explainer,
        peers,
    } = machine;
    let peers: Vec<String> = peers
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, version)| format!("{name} {}", version.as_str().unwrap_or_default()))
        .collect();
    let measured = match rounds {
        1 => "one round".to_owned(),
        _ => format!("medians of {rounds} rounds"),
    };
    let run = format!(
        "Measured on {date}: explainer {explainer}, {chromium}, {system}, \
         {cores} cores of {processor}, load {load_before} when it began; \
         {measured}. Beside it: {}.",
        peers.join(", ")
    );
    let filled = format!(
        "{run}\n\n{}\n{}",
        verdicts(figures, &Style::PAGE),
        tables(figures, &Style::PAGE)
    );
    rewrite(&root().join(PAGE), |page| {
        let [first, last] = MARKS;
        let (before, rest) = page
            .split_once(first)
            .with_context(|| format!("{PAGE} lacks {first}"))?;
        let (_, after) = rest
            .split_once(last)
            .with_context(|| format!("{PAGE} lacks {last}"))?;
        Ok(format!("{before}{first}\n{filled}{last}{after}"))
    })?;
    println!("and in {PAGE}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(subject: &str, measure: &str, value: f64) -> Figure {
        Figure {
            suite: PHONE.to_owned(),
            subject: subject.to_owned(),
            measure: measure.to_owned(),
            unit: "ms".to_owned(),
            value,
        }
    }

    #[test]
    fn a_target_is_reached_or_missed() {
        let word = |ours: f64| {
            let taken = vec![
                figure("ours, static-first", "readable", ours),
                figure("plain HTML", "readable", 100.0),
            ];
            verdicts(&Figures::medians(taken), &Style::TERMINAL)
        };
        assert!(word(110.0).contains("reached"));
        assert!(word(111.0).contains("MISSED"));
    }

    #[test]
    fn ratios_are_to_the_peer() {
        let taken = vec![
            figure(PAIR, "readable", 200.0),
            figure("plain HTML", "readable", 50.0),
        ];
        let table = tables(&Figures::medians(taken), &Style::PAGE);
        assert!(table.contains("| 50.0 (0.25×) |"), "{table}");
    }
}
