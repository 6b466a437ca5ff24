//! The checker: exports the check of stories in [`explainer::wasm`].

use explainer as _;

fn main() {}
