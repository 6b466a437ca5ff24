//! `explainer check`: reports the problems of stories.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::host;
use super::report::{self, Checked};
use super::terminal::{Failure, Outcome, ReportLanguage, name, print, read, width};

/// The arguments of `explainer check`.
#[derive(Args, Debug)]
pub struct Check {
    /// Story files; folders (every .json in them); - for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The language of the problems.
    #[arg(long, value_enum, default_value_t = ReportLanguage::En)]
    notes: ReportLanguage,
    /// Also exit with 1 if there are warnings.
    #[arg(long)]
    deny_warnings: bool,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people at a terminal.
    Text,
    /// For scripts.
    Json,
    /// For code hosts.
    Sarif,
}

impl Check {
    /// Prints the report. The outcome is false if a story has errors or, if wanted, warnings.
    pub fn run(&self) -> Outcome {
        let mut checked = Vec::new();
        for path in &self.files {
            for file in stories(path)? {
                let bytes = read(&file)?;
                checked.push(Checked::with_images(&file, name(&file), bytes));
            }
        }
        print(&match self.format {
            Format::Text if self.notes == ReportLanguage::Ja => {
                report::japanese_text(&checked, width())
            }
            Format::Text => report::text(&checked, width()),
            Format::Json => report::json(&checked),
            Format::Sarif => report::sarif(&checked),
        })?;
        Ok(checked
            .iter()
            .map(Checked::count)
            .all(|(errors, warnings)| errors + usize::from(self.deny_warnings) * warnings == 0))
    }
}

/// Returns the file itself, or every story below a folder, in the order of their names.
pub(super) fn stories(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = |folder: &Path| {
        host::entries(folder).map_err(|error| format!("{}: {error}", folder.display()))
    };
    let Some(mut entered) = entries(path)? else {
        return Ok(vec![path.to_owned()]);
    };
    let mut found = Vec::new();
    while let Some((path, is_folder)) = entered.pop() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if is_folder {
            entered.extend(entries(&path)?.unwrap_or_default());
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            found.push(path);
        }
    }
    found.sort();
    if found.is_empty() {
        Err(format!("{}: no .json file in this folder", path.display()))
    } else {
        Ok(found)
    }
}
