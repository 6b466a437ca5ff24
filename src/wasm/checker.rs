//! The program that checks a story at run time, with the same rules as the authors' command.

use wasm_bindgen::prelude::*;

use crate::story::{Problem, Severity, Story};

/// The result of a check: the packed story, or the problems that prevent it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Checked {
    story: Option<Story>,
    problems: Vec<Problem>,
}

/// Checks a story's JSON.
#[wasm_bindgen]
pub fn check(json: &[u8]) -> Checked {
    let crate::story::Reading { story, problems } = Story::read(json);
    Checked { story, problems }
}

#[wasm_bindgen]
impl Checked {
    /// The story for the widget's `open`; nothing if it was refused.
    pub fn packed(&self) -> Option<Vec<u8>> {
        self.story.as_ref().map(Story::pack)
    }

    /// Every problem as a line of text; errors only if `errors`.
    pub fn problems(&self, errors: bool) -> Vec<String> {
        let told = self
            .problems
            .iter()
            .filter(|problem| !errors || problem.severity == Severity::Error);
        told.map(ToString::to_string).collect()
    }
}
