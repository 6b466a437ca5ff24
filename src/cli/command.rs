//! The command line as a whole: parses the sub-command and runs it.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

#[cfg(not(target_arch = "wasm32"))]
use super::serve;
use super::{check, convert, host, render, site, terminal, write};

/// Checks, renders and converts stories for the explainer.
#[derive(Parser)]
#[command(
    name = "explainer", bin_name = "explainer", version, arg_required_else_help = true,
    after_help = EXIT_CODES
)]
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
    /// Writes a story with its images in the sizes and forms that browsers need.
    #[cfg(not(target_arch = "wasm32"))]
    Prepare(render::Prepare),
    /// Prints the packed story, which the browser loads; it belongs to this version.
    Pack(render::Pack),
    /// Converts a timeline, a spreadsheet or a chart's data to a story, and lists what it left out.
    Import(Box<convert::Import>),
    /// Converts a story for other tools, and lists what it left out.
    Export(convert::Export),
    /// Serves a preview of a story with its problems, which reloads when you save.
    #[cfg(not(target_arch = "wasm32"))]
    Serve(serve::Serve),
    /// Makes a folder of stories a website for any static host, and later only what has changed.
    Site(site::Site),
    /// Prints a small correct story to start from.
    New(write::New),
    /// Prints the format of stories as JSON Schema, for your editor.
    Schema,
}

/// Returns the command line as clap knows it, for its manual.
pub fn definition() -> clap::Command {
    Arguments::command()
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    run(std::env::args_os()).into()
}

/// Runs a command line, whose first word is the program's name. Returns the exit code.
pub fn run(words: impl Iterator<Item = OsString>) -> u8 {
    let mut parser = definition();
    if let Some(width) = host::help_width() {
        parser = parser.term_width(width);
    }
    let parsed = parser.try_get_matches_from(words);
    let arguments = match parsed.and_then(|found| Arguments::from_arg_matches(&found)) {
        Ok(arguments) => arguments,
        Err(error) => {
            let text = error.render().ansi().to_string();
            if error.use_stderr() {
                terminal::say(&text);
                return 2;
            }
            // Nothing is left to do if help or version cannot be printed.
            drop(terminal::print(&text));
            return 0;
        }
    };
    let outcome = match arguments.command {
        Command::Check(it) => it.run(),
        Command::Render(it) => it.run(),
        #[cfg(not(target_arch = "wasm32"))]
        Command::Prepare(it) => it.run(),
        Command::Pack(it) => it.run(),
        Command::Import(it) => it.run(),
        Command::Export(it) => it.run(),
        #[cfg(not(target_arch = "wasm32"))]
        Command::Serve(it) => it.run(),
        Command::Site(it) => it.run(),
        Command::New(it) => it.run(),
        Command::Schema => write::print_schema(),
    };
    match outcome {
        Ok(true) => 0,
        Ok(false) => 1,
        Err(failure) => {
            terminal::fail(&failure);
            2
        }
    }
}
