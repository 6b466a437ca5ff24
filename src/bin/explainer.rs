//! The authors' command: `explainer check story.json` and its siblings. It parses arguments; the commands
//! are in `explainer::cli`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use explainer::cli::{check, convert, render, terminal, write};

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
    /// Tells everything that is wrong with stories, where, why it matters and how to mend it.
    Check(check::Check),
    /// Prints a story as static HTML, complete without script, or as a picture.
    Render(render::Render),
    /// Prints a story as the browser loads it once it has been checked; belongs to this version.
    Pack(render::Pack),
    /// Makes a story of a timeline, a spreadsheet or a chart's data, and lists what had no place in it.
    Import(convert::Import),
    /// Converts a story for other tools, and lists what has no place there.
    Export(convert::Export),
    /// Shows a story on this machine while you write it, with its problems, and anew whenever you save it.
    Serve(write::Serve),
    /// Prints a small correct story to start from.
    New(write::New),
    /// Prints the format of stories as JSON Schema, for the program you write with.
    Schema,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(it) => it.run(),
        Command::Render(it) => it.run(),
        Command::Pack(it) => it.run(),
        Command::Import(it) => it.run(),
        Command::Export(it) => it.run(),
        Command::Serve(it) => it.run(),
        Command::New(it) => it.run(),
        Command::Schema => write::print_schema(),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(failure) => {
            terminal::fail(&failure);
            ExitCode::from(2)
        }
    }
}
