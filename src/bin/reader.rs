//! The browser's second program: nothing but the check of stories that [`explainer::embed`] exports.

use explainer::embed as _;

fn main() {}
