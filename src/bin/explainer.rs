//! The command `explainer`. It parses the sub-command; the sub-commands are in `explainer::cli`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use explainer::cli::{check, convert, render, terminal, write};

/// Checks, renders and converts stories for the explainer.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 if all stories are correct, 1 if a story has errors, 2 if \
                          a file cannot be read or the command line is wrong.";

#[derive(Subcommand)]
enum Command {
    /// Reports every problem with its location, the reason for the rule, and a fix.
    Check(check::Check),
    /// Prints a story as static HTML, as a picture or as an oEmbed response.
    Render(render::Render),
    /// Prints the packed story, which the browser loads; it belongs to this version.
    Pack(render::Pack),
    /// Converts a timeline, a spreadsheet or a chart's data to a story, and lists what it left out.
    Import(Box<convert::Import>),
    /// Converts a story for other tools, and lists what it left out.
    Export(convert::Export),
    /// Serves a preview of a story with its problems, which reloads when you save.
    Serve(write::Serve),
    /// Prints a small correct story to start from.
    New(write::New),
    /// Prints the format of stories as JSON Schema, for your editor.
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
