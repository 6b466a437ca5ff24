//! The desk: the studio's program that checks a story at every change and edits its text.

use wasm_bindgen::prelude::*;

use crate::studio::desk;

/// The outcome of a check.
#[wasm_bindgen]
#[derive(Debug)]
pub struct DeskCheck(desk::Checked);

/// Checks a story's text.
#[wasm_bindgen(js_name = checkText)]
pub fn check_text(text: &str) -> DeskCheck {
    DeskCheck(desk::check(text))
}

#[wasm_bindgen]
impl DeskCheck {
    /// Returns the packed story; `None` if it has errors.
    pub fn packed(&mut self) -> Option<Vec<u8>> {
        self.0.packed.take()
    }

    /// Returns the problems, thirteen texts for each.
    pub fn problems(&mut self) -> Vec<String> {
        std::mem::take(&mut self.0.problems)
    }
}

/// Returns an edit as beginning, end and text; empty if there is none.
#[wasm_bindgen]
pub fn edit(text: &str, path: Vec<String>, value: Option<String>) -> Vec<String> {
    desk::edit(text, &path, value.as_deref()).map_or_else(Vec::new, Vec::from)
}

/// Returns a date in words.
#[wasm_bindgen(js_name = dateInWords)]
pub fn date_in_words(text: &str, lang: &str) -> Option<String> {
    desk::date_in_words(text, lang)
}

/// Returns the words of the interface, three texts for each: name, English, and what readers of a
/// language see.
#[wasm_bindgen]
pub fn words(lang: &str) -> Vec<String> {
    desk::words(lang)
}
