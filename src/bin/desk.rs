//! The studio's first program: checks a story and edits its text; exports `explainer::wasm`.

use explainer as _;

fn main() {}
