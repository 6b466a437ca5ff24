//! Writes the manual of the command `explainer` into the folder given as argument: `man/` with a
//! page for each sub-command, and `completions/` with a script for each shell.

use std::fs;
use std::io::Result;
use std::path::PathBuf;
use std::process::ExitCode;

use clap_complete::Shell;
use explainer::cli::command::definition;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("Usage: manual FOLDER");
        return ExitCode::from(2);
    };
    match write(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("manual: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &std::path::Path) -> Result<()> {
    let (pages, scripts) = (folder.join("man"), folder.join("completions"));
    fs::create_dir_all(&pages)?;
    fs::create_dir_all(&scripts)?;
    clap_mangen::generate_to(definition(), &pages)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
        clap_complete::generate_to(shell, &mut definition(), "explainer", &scripts)?;
    }
    Ok(())
}
