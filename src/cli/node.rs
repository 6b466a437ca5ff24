//! The command for Node.js: `static/package/author.js` calls [`run`] with the words of a command
//! line and with functions for files and terminal.

use std::ffi::OsString;

use wasm_bindgen::prelude::*;

use super::host::{self, Host};
use super::{command, terminal};

/// Runs a command line, without the program's name. Returns the exit code.
#[wasm_bindgen]
pub fn run(words: Vec<String>, host: Host) -> u8 {
    host::set(host);
    std::panic::set_hook(Box::new(|panic| {
        terminal::say(&format!("explainer: an error of the program: {panic}\n"));
    }));
    let name = std::iter::once("explainer".to_owned());
    command::run(name.chain(words).map(OsString::from))
}
