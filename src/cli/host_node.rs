//! The system around the command in Node.js: functions of the JavaScript that started it.

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};

use wasm_bindgen::prelude::*;

use crate::picture::Png;
use crate::story::{Actor, Finding, Lang, Media, Severity};

#[wasm_bindgen]
extern "C" {
    /// The functions of `static/package/author.js`.
    #[derive(Clone)]
    pub type Host;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Host, path: &str) -> Result<Vec<u8>, JsValue>;

    /// Returns the paths in a folder, those of folders with a `/` at the end.
    #[wasm_bindgen(method, catch)]
    fn entries(this: &Host, path: &str) -> Result<Option<Vec<String>>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn write(this: &Host, path: &str, bytes: &[u8]) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    fn exists(this: &Host, path: &str) -> bool;

    #[wasm_bindgen(method, catch)]
    fn remove(this: &Host, path: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn print(this: &Host, bytes: &[u8]) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    fn say(this: &Host, bytes: &[u8]);

    #[wasm_bindgen(method, getter)]
    fn width(this: &Host) -> Option<usize>;

    #[wasm_bindgen(method, getter, js_name = helpWidth)]
    fn help_width(this: &Host) -> usize;

    #[wasm_bindgen(method, getter, js_name = printsColour)]
    fn prints_colour(this: &Host) -> bool;

    #[wasm_bindgen(method, getter, js_name = saysColour)]
    fn says_colour(this: &Host) -> bool;
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Sets the functions of JavaScript to call.
pub(super) fn set(host: Host) {
    HOST.set(Some(host));
}

fn with<T>(call: impl FnOnce(&Host) -> io::Result<T>) -> io::Result<T> {
    let host = HOST.with_borrow(Clone::clone);
    call(&host.ok_or_else(|| io::Error::other("there is no host"))?)
}

/// Returns a failure of JavaScript, whose message is that of the system.
fn failure(error: JsValue) -> io::Error {
    let message = js_sys::Reflect::get(&error, &"message".into())
        .ok()
        .and_then(|message| message.as_string())
        .unwrap_or_else(|| format!("{error:?}"));
    io::Error::other(message)
}

/// Returns the bytes of a file, or of standard input for `-`.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    with(|host| host.read(&path.to_string_lossy()).map_err(failure))
}

/// Returns the paths in a folder, each with true if it is a folder; `None` if `path` is no folder.
pub(super) fn entries(path: &Path) -> io::Result<Option<Vec<(PathBuf, bool)>>> {
    let paths = with(|host| host.entries(&path.to_string_lossy()).map_err(failure))?;
    Ok(paths.map(|paths| {
        let entry = |path: String| match path.strip_suffix('/') {
            Some(folder) => (PathBuf::from(folder), true),
            None => (PathBuf::from(path), false),
        };
        paths.into_iter().map(entry).collect()
    }))
}

/// Prints text to standard output, in colour where a terminal shows it.
pub(super) fn print(text: &str) -> io::Result<()> {
    with(|host| {
        let text = coloured(text, host.prints_colour());
        host.print(text.as_bytes()).map_err(failure)
    })
}

/// Prints bytes to standard output.
pub(super) fn print_bytes(bytes: &[u8]) -> io::Result<()> {
    with(|host| host.print(bytes).map_err(failure))
}

/// Prints text to standard error.
pub(super) fn say(text: &str) {
    let said = with(|host| {
        host.say(coloured(text, host.says_colour()).as_bytes());
        Ok(())
    });
    // Without a host there is nowhere to print.
    drop(said);
}

fn coloured(text: &str, colour: bool) -> String {
    if colour {
        text.to_owned()
    } else {
        anstream::adapter::strip_str(text).to_string()
    }
}

/// Returns the number of columns to print in; `None` if there is no terminal.
pub(super) fn width() -> Option<usize> {
    with(|host| Ok(host.width())).ok().flatten()
}

/// Returns the number of columns for help.
pub(super) fn help_width() -> Option<usize> {
    with(|host| Ok(host.help_width())).ok()
}

/// The files of images beside a story. Node.js can look for them; only the native command reads
/// and prepares them.
pub(super) struct Images(PathBuf);

impl Images {
    /// Returns the images of the story in a file.
    pub(super) fn beside(story: &Path) -> Self {
        Images(story.parent().unwrap_or(Path::new("")).to_owned())
    }

    /// Returns an error if the file of a medium is missing.
    pub(super) fn inspect(&self, media: &Media, _: Option<&Actor>) -> Vec<(Severity, Finding)> {
        let files = match (&media.ready, &media.file) {
            (Some(ready), _) => ready.paths().into_iter().collect(),
            (None, Some(file)) => vec![file.to_string()],
            (None, None) => Vec::new(),
        };
        let paths = files.iter().map(|file| self.0.join(file));
        let missing = paths.filter(|path| !exists(path)).take(1);
        let finding = |path: PathBuf| {
            let path = path.display().to_string();
            (Severity::Error, Finding::NoFile { path })
        };
        missing.map(finding).collect()
    }
}

/// Writes a file, and its folder if there is none.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    with(|host| host.write(&path.to_string_lossy(), bytes).map_err(failure))
}

/// Returns true if there is a file.
pub(super) fn exists(path: &Path) -> bool {
    with(|host| Ok(host.exists(&path.to_string_lossy()))).unwrap_or(false)
}

/// Removes a file.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    with(|host| host.remove(&path.to_string_lossy()).map_err(failure))
}

/// Does the work for every item, one after the other: WebAssembly has one thread here.
pub(super) fn spread<T, R>(items: &[T], _: Option<u16>, work: impl Fn(&T) -> R) -> Vec<R> {
    items.iter().map(work).collect()
}

/// The fonts of the machine, which WebAssembly does not reach: it has no value.
pub(super) enum Fonts {}

impl Fonts {
    /// Draws nothing.
    pub(super) fn draw(&self, _: &str, _: Lang, _: u8) -> Result<Png, String> {
        match *self {}
    }
}

/// Returns `None`: WebAssembly does not reach the fonts of the machine.
pub(super) fn fonts() -> Option<Fonts> {
    None
}

/// Draws nothing: WebAssembly does not reach the fonts of the machine.
///
/// # Errors
/// A sentence that names the other ways.
pub(super) fn png(_: &str, _: Lang, _: u8) -> Result<Png, String> {
    let sentence = "png is drawn with the fonts of the machine, which the npm package does not \
                    reach: take the picture as svg, or use the native command";
    Err(sentence.to_owned())
}
