//! An embeddable explainer: a story's timeline and its bar chart, which move together.
//!
//! Bytes become a checked [`story::Story`]; the views derive everything from it and from a small
//! [`model::state::State`]. Imports go one way: a module imports only modules listed below it here.
//! `tests/native/imports_one_way.rs` checks this.

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(any(
    feature = "checker",
    feature = "converter",
    feature = "desk",
    feature = "web"
))]
pub mod wasm;

#[cfg(any(feature = "convert", feature = "desk"))]
pub mod studio;

#[cfg(feature = "convert")]
pub mod export;
#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
pub mod images;
#[cfg(feature = "convert")]
pub mod import;
#[cfg(feature = "convert")]
pub mod picture;

#[cfg(feature = "render")]
pub mod render;
pub mod view;

pub mod model;

pub mod chart;
pub mod layout;
pub mod locale;
pub mod story;
#[cfg(feature = "convert")]
pub mod styles;

mod sort;
