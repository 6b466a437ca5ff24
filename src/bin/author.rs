//! The command `explainer` for Node.js: exports `run` of `explainer::cli`.

use explainer as _;

fn main() {}
