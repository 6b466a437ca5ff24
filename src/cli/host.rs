//! The system around the command: files, terminal and fonts. Node.js has a twin of this file.

use std::io::{self, IsTerminal, Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::picture::Png;
use crate::story::Lang;

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

/// Writes a file, and its folder if there is none. A file with these bytes is left as it is.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let same_size = |found: std::fs::Metadata| found.len() == bytes.len() as u64;
    if std::fs::metadata(path).is_ok_and(same_size) && std::fs::read(path)? == bytes {
        return Ok(());
    }
    match std::fs::write(path, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(path, bytes)
        }
        written => written,
    }
}

/// Returns true if there is a file.
pub(super) fn exists(path: &Path) -> bool {
    path.exists()
}

/// Removes a file.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    std::fs::remove_file(path)
}

/// Does the work for every item on several threads, `jobs` of them or one for each processor.
/// Returns the results in the order of the items.
pub(super) fn spread<T: Sync, R: Send>(
    items: &[T],
    jobs: Option<u16>,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let processors = || std::thread::available_parallelism().map_or(1, NonZero::get);
    let threads = jobs.map_or_else(processors, usize::from);
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        while let index = next.fetch_add(1, Ordering::Relaxed)
            && let Some(item) = items.get(index)
        {
            done.push((index, work(item)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        // Long stories take more stack than a thread has by default.
        let thread = || std::thread::Builder::new().stack_size(STACK);
        let started = (1..threads).map_while(|_| thread().spawn_scoped(scope, take).ok());
        let started: Vec<_> = started.collect();
        let mut done = take();
        for thread in started {
            match thread.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The stack of the main thread on most systems.
const STACK: usize = 8 << 20;

pub(super) use crate::images::Images;
pub(super) use crate::picture::Fonts;

/// Returns the fonts with which pictures are drawn; `None` if this system reaches none.
#[expect(clippy::unnecessary_wraps, reason = "in Node.js there are none")]
pub(super) fn fonts() -> Option<Fonts> {
    Some(Fonts::of_machine())
}

/// Returns a picture as PNG, drawn with the fonts of this machine.
pub(super) fn png(svg: &str, lang: Lang, scale: u8) -> Result<Png, String> {
    Fonts::of_machine().draw(svg, lang, scale)
}
