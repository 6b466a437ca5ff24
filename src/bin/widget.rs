//! The browser's build: nothing but what [`explainer::embed`] exports.

use explainer as _;

fn main() {}
