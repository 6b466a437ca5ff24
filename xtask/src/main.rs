//! The only place that calls other tools: `cargo xtask serve | test | dist | bench | fuzz`.
//!
//! Every command first makes sure that its tools are installed ([`tools`]), then runs them
//! ([`shell`]). The module of its name describes each command.

mod bench;
mod dist;
mod files;
mod fuzz;
mod guests;
mod integrations;
mod native;
mod package;
mod release;
mod serve;
mod shell;
mod site;
mod size;
mod sizes;
mod studio;
mod test;
mod tools;
mod trunk;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
cargo xtask setup                        installs all that the other commands need, and says \
                                         what and why
cargo xtask serve [--port N] [--watch]   builds the explainer and serves it on 127.0.0.1 (port 8080)
cargo xtask test [--quick] [FILTER]      runs every check and test; --quick leaves the browsers out
cargo xtask test voice [FILTER]          what a screen reader says, beside its transcripts
cargo xtask test --integrations [NAME]...
                                         tests integrations/ with the tools of each, or those that \
                                         are named
cargo xtask dist [--url URL]             builds the release in dist/; with its address, also \
                                         oEmbed answers
cargo xtask dist --write-sizes           the same, and writes docs/sizes.md
cargo xtask package npm [--from-dist]    writes the npm package to target/; --from-dist takes \
                                         the release in dist/
cargo xtask package archive              writes the native command to target/archives/, as \
                                         .tar.gz and .deb
cargo xtask package wheel                writes the Python wheel to target/wheels/, after \
                                         package npm
cargo xtask bench [--rounds N] [--only NAME] [--write]
                                         measures the explainer beside its peers; --write puts \
                                         the figures into docs/benchmark.md
                                         NAME: article, visits, chart, scale, interaction, size \
                                         or native
cargo xtask fuzz [TARGET] [--seconds N]  tries random input on each target, ten minutes each
cargo xtask monkey [--minutes N] [--seed S] [ENGINE]
                                         random readers in each engine, a minute each; prints \
                                         the shortest run that fails

Each installs what it needs and is missing.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Builds the release, prints its sizes, and compares them with the budgets and with the documents.
fn dist_command(url: Option<&str>) -> Result<bool> {
    let weights = dist::build(url)?;
    size::report(&weights)?;
    sizes::check(&weights)?;
    Ok(true)
}

/// Runs one command; returns false if it ran to its end but found a fault.
fn run(arguments: &[&str]) -> Result<bool> {
    match arguments {
        ["serve", options @ ..] => serve::command(options).map(|()| true),
        ["test", "--integrations", names @ ..] => integrations::command_of(names),
        ["test", options @ ..] => test::command(options),
        ["dist"] => dist_command(None),
        ["dist", "--url", url] => dist_command(Some(url)),
        // A step of `test`: the same, and a release with the story of the browser tests in
        // target/journeys.
        ["dist", "--with-journeys"] => dist::build_with_journeys().map(|()| true),
        // For work on the studio: puts it into the existing releases, with or without its programs.
        ["studio"] => dist::renew_studio(true).map(|()| true),
        ["studio", "--pages"] => dist::renew_studio(false).map(|()| true),
        ["dist", "--write-sizes"] => sizes::write(&dist::build(None)?).map(|()| true),
        ["package", "npm"] => package::npm_command(false).map(|()| true),
        ["package", "npm", "--from-dist"] => package::npm_command(true).map(|()| true),
        ["package", "archive"] => package::archive_command("archive").map(|()| true),
        ["package", "archive", "--profile", profile] => {
            package::archive_command(profile).map(|()| true)
        }
        ["package", "wheel"] => package::wheel_command("archive").map(|()| true),
        ["package", "wheel", "--profile", profile] => {
            package::wheel_command(profile).map(|()| true)
        }
        // A step of `test`; with --write, writes docs/supply-chain.md.
        ["supply"] => package::supply_command(false).map(|()| true),
        ["supply", "--write"] => package::supply_command(true).map(|()| true),
        ["bench", options @ ..] => bench::command(options).map(|()| true),
        ["fuzz", options @ ..] => fuzz::command(options),
        ["monkey", options @ ..] => test::monkey(options),
        // A step of `test`; with --write, records the counts.
        ["instructions"] => native::command(false),
        ["instructions", "--write"] => native::command(true),
        // A step of `test`: Trunk and `serve` build the same files.
        ["trunk"] => trunk::compare().map(|()| true),
        ["setup"] => tools::for_everything().map(|()| true),
        // Not for people: Trunk calls this when it has built the site (see Trunk.toml).
        ["stories"] => {
            let site =
                std::env::var_os("TRUNK_STAGING_DIR").context("only Trunk runs this command")?;
            dist::stories(Path::new(&site), &dist::bundled()?).map(|()| true)
        }
        [] | ["help" | "-h" | "--help", ..] => {
            println!("{USAGE}");
            Ok(true)
        }
        [other, ..] => bail!("there is no `cargo xtask {other}`\n\n{USAGE}"),
    }
}
