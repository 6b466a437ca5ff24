//! The benchmark: the same story as plain HTML, in our widget and in the widgets that a newsroom
//! would use instead, measured in one run.
//!
//! `bench/` has the pages and the driver of the browser, which writes a line of JSON for every
//! figure it takes. This module prepares everything for it and sums up the figures ([`figures`],
//! [`report`]). [`contents`] lists the contents of the WebAssembly.

mod contents;
mod figures;
mod report;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};

use crate::dist::explainer;
use crate::shell::{command as program, root, run, which};
use crate::{dist, native, serve, tools};
use figures::{Figure, Figures};

/// The suites; all but the last two run in a browser.
const SUITES: [&str; 7] = [
    "article",
    "visits",
    "chart",
    "scale",
    "interaction",
    "size",
    "native",
];

/// The folder in which the pages are made.
const SITE: &str = "target/bench/site";

struct Options<'a> {
    rounds: usize,
    only: Option<&'a str>,
    write: bool,
}

/// `cargo xtask bench [--rounds N] [--only NAME] [--write]`
pub(crate) fn command(options: &[&str]) -> Result<()> {
    let options = read(options)?;
    let wanted = |suite: &str| options.only.is_none_or(|only| only == suite);
    tools::for_benching()?;
    if !serve::up_to_date(serve::newest_source()) {
        dist::build(None)?;
    }
    let machine = report::Machine::before()?;
    let mut taken = Vec::new();
    if wanted("size") {
        taken.extend(contents::released()?);
        taken.extend(contents::history()?);
        taken.extend(contents::by_crate("release", "widget")?);
        taken.extend(contents::by_crate("checker", "checker")?);
    }
    if wanted("native") {
        taken.extend(natively()?);
    }
    if SUITES.iter().take(5).any(|suite| wanted(suite)) {
        make_pages()?;
        taken.extend(measure(&options)?);
    }
    let figures = Figures::medians(taken);
    println!("\n{}", report::tables(&figures, &report::Style::TERMINAL));
    println!("{}", report::verdicts(&figures, &report::Style::TERMINAL));
    report::write_json(&figures, &machine, options.rounds)?;
    if options.write {
        ensure!(options.only.is_none(), "--write is for a whole run");
        report::write_page(&figures, &machine, options.rounds)?;
    }
    Ok(())
}

fn read<'a>(options: &[&'a str]) -> Result<Options<'a>> {
    let mut read = Options {
        rounds: 2,
        only: None,
        write: false,
    };
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match *option {
            "--rounds" => {
                let number = options.next().context("--rounds needs a number")?;
                read.rounds = number
                    .parse()
                    .with_context(|| format!("{number} is not a number of rounds"))?;
            }
            "--only" => {
                let suite = *options.next().context("--only needs a name")?;
                ensure!(
                    SUITES.contains(&suite),
                    "--only knows {}, not {suite}",
                    SUITES.join(", ")
                );
                read.only = Some(suite);
            }
            "--write" => read.write = true,
            other => bail!("bench knows --rounds N, --only NAME and --write, not {other}"),
        }
    }
    Ok(read)
}

/// Writes our story and the large ones in a form that peers can read, and pages with all of them.
fn make_pages() -> Result<()> {
    let folder = root().join("target/bench");
    let (stories, exports) = (folder.join("stories"), folder.join("exports"));
    fs::create_dir_all(&exports)?;
    run(program("node bench/stories.mjs").arg(&stories))?;
    let bundled = root().join("dist/stories/ai-rivalry.json");
    for file in crate::files::children(&stories)?.iter().chain([&bundled]) {
        let name = file
            .file_stem()
            .context("a story without a name")?
            .to_string_lossy();
        let exported = explainer("export timelinejs --lang en", file)?;
        fs::write(exports.join(format!("{name}.timelinejs.json")), exported)?;
    }
    let images = story_with_images()?;
    run(program("node bench/pages.mjs")
        .arg(root().join(SITE))
        .arg(root().join("dist"))
        .arg(&exports)
        .arg(&images))
}

/// Prepares the example with images and renders it. Returns the folder.
fn story_with_images() -> Result<PathBuf> {
    let folder = root().join("target/bench/lighthouse");
    let example = root().join("examples/lighthouse.json");
    explainer("prepare --to target/bench/lighthouse", &example)?;
    let render = "render --lang en --images-at lighthouse/";
    let html = explainer(render, &folder.join("lighthouse.json"))?;
    fs::write(folder.join("lighthouse.html"), html)?;
    Ok(folder)
}

/// Serves the pages and has the browser measure them.
fn measure(options: &Options<'_>) -> Result<Vec<Figure>> {
    let server = serve::listen(0)?;
    let address = format!("http://{}/", server.local_addr()?);
    // The thread ends with this process.
    drop(serve::answer_all(server, &root().join(SITE)));
    let chromium = tools::chromium()
        .and_then(which)
        .context("Chromium is missing")?;
    let mut driver = program("node bench/run.mjs");
    driver
        .arg(chromium)
        .arg(address)
        .arg(root().join("dist/stories/ai-rivalry.json"))
        .arg(root().join("examples/lighthouse.json"))
        .arg(options.rounds.to_string())
        .args(options.only);
    let mut child = driver
        .stdout(Stdio::piped())
        .spawn()
        .context("node cannot be started")?;
    let lines = BufReader::new(child.stdout.take().context("no output")?).lines();
    let figures = lines
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect::<Result<_>>()?;
    ensure!(
        child.wait()?.success(),
        "the measurement in the browser failed"
    );
    Ok(figures)
}

fn natively() -> Result<Vec<Figure>> {
    let figure = |measure: &str, unit: &str, subject: &str, value| Figure {
        suite: "native, bundled story".to_owned(),
        subject: subject.to_owned(),
        measure: measure.to_owned(),
        unit: unit.to_owned(),
        value,
    };
    let speed = native::speed()?;
    let mut figures: Vec<_> = speed
        .iter()
        .map(|(work, value)| figure("stories per second", "", work, *value))
        .collect();
    if which("valgrind").is_some() {
        #[expect(clippy::cast_precision_loss, reason = "millions")]
        let millions = |count: u64| count as f64 / 1e6;
        let counts = native::count()?;
        figures.extend(
            counts
                .iter()
                .map(|(work, count)| figure("million instructions", "", work, millions(*count))),
        );
    }
    Ok(figures)
}
