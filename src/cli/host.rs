//! The system around the command: files, terminal and fonts. Node.js has a twin of this file.

use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// Returns the bytes of a file, or of standard input for `-`.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    }
}

/// Returns the paths in a folder, each with true if it is a folder; `None` if `path` is no folder.
pub(super) fn entries(path: &Path) -> io::Result<Option<Vec<(PathBuf, bool)>>> {
    if !path.is_dir() {
        return Ok(None);
    }
    let entries = path.read_dir()?.map(|entry| {
        let entry = entry?;
        Ok((entry.path(), entry.file_type()?.is_dir()))
    });
    entries.collect::<io::Result<_>>().map(Some)
}

/// Prints text to standard output, in colour where a terminal shows it.
pub(super) fn print(text: &str) -> io::Result<()> {
    anstream::stdout().lock().write_all(text.as_bytes())
}

/// Prints bytes to standard output.
pub(super) fn print_bytes(bytes: &[u8]) -> io::Result<()> {
    io::stdout().write_all(bytes)
}

/// Prints text to standard error. A closed standard error is ignored.
pub(super) fn say(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Returns the number of columns to print in; `None` if there is no terminal.
pub(super) fn width() -> Option<usize> {
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    columns.filter(|_| io::stdout().is_terminal())
}

/// Returns the number of columns for help; `None` leaves the choice to the parser.
pub(super) fn help_width() -> Option<usize> {
    None
}

/// Returns a picture as PNG, drawn with the fonts of this machine.
pub(super) use crate::picture::noted_png as png;
