//! An embeddable explainer: a story's timeline and its funding chart, moving together.
//!
//! Bytes become a checked [`story::Story`]; views derive everything from it and a small state. Arrows go
//! one way: a room imports only from rooms below it, in the order in which they stand here from the bottom.

#[cfg(feature = "cli")]
pub mod authors;
#[cfg(any(feature = "reader", feature = "web"))]
pub mod embed;
#[cfg(feature = "render")]
pub mod render;
pub mod view;

pub mod chart;
pub mod layout;
pub mod locale;
mod pen;
pub mod story;
