//! The browser's second program: nothing but the check of stories that [`explainer::embed`] exports.

use explainer as _;

fn main() {}
