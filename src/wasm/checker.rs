//! The checker: a program that checks a story in the browser by the same rules as `explainer
//! check`.

use wasm_bindgen::prelude::*;

use crate::locale::with_known_words;
use crate::story::{Problem, Severity, Story};

/// The outcome of a check: a story or `None`, and all problems.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Checked {
    story: Option<Story>,
    problems: Vec<Problem>,
}

/// Checks the JSON of a story.
#[wasm_bindgen]
pub fn check(json: &[u8]) -> Checked {
    let crate::story::ReadResult { story, problems } = Story::read(json);
    let story = story.map(with_known_words);
    Checked { story, problems }
}

#[wasm_bindgen]
impl Checked {
    /// Returns the packed story for the widget's `open`; `None` if the story was refused.
    pub fn packed(&self) -> Option<Vec<u8>> {
        self.story.as_ref().map(Story::pack)
    }

    /// Returns every problem as a line of text; only errors if `errors` is true.
    pub fn problems(&self, errors: bool) -> Vec<String> {
        let wanted = self
            .problems
            .iter()
            .filter(|problem| !errors || problem.severity == Severity::Error);
        wanted.map(ToString::to_string).collect()
    }
}
