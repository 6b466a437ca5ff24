//! The widget program: exports [`explainer::wasm`].

use explainer as _;

fn main() {}
