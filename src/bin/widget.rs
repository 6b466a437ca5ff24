//! The browser's build: nothing but what [`explainer::embed`] exports.

use explainer::embed as _;

fn main() {}
