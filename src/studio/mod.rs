//! The functions that the studio calls, without the browser. All results are texts, so that they
//! are the same natively and in a page. `src/wasm` exports them.

#[cfg(feature = "convert")]
pub mod converter;
#[cfg(any(feature = "cli", feature = "desk"))]
pub mod desk;
