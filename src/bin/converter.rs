//! The studio's second program: imports, exports and renders; exports `explainer::wasm`.

use explainer as _;

fn main() {}
