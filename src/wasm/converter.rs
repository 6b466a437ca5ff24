//! The converter: the studio's program for import, export and rendering, loaded when it is needed.

use wasm_bindgen::prelude::*;

use crate::import::Input;
use crate::studio::converter;

/// Files for an import.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Files(Vec<Input>);

#[wasm_bindgen]
impl Files {
    /// Makes an empty list.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Files {
        Files::default()
    }

    /// Adds a file.
    pub fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.0.push(Input { name, bytes });
    }

    /// Reads the files for review; choices and answer are JSON.
    pub fn review(&self, choices: &str) -> String {
        converter::reviewed(&self.0, choices)
    }
}

/// Returns a small correct story to begin with.
#[wasm_bindgen]
pub fn start(id: &str, lang: &str) -> Option<String> {
    converter::started(id, lang)
}

/// Returns what an author saves, as JSON; `None` if the story has errors.
#[wasm_bindgen]
pub async fn make(
    text: String,
    kind: String,
    lang: String,
    languages_at: Option<String>,
    images_at: String,
) -> Option<String> {
    converter::made(&text, &kind, &lang, languages_at.as_deref(), &images_at).await
}

/// Returns the packed story as a release has it; `None` if it has errors.
#[wasm_bindgen]
pub fn pack(text: &str) -> Option<Vec<u8>> {
    converter::packed(text)
}
