//! Geometry, pure: where things stand, in fractions of a whole. Knows no pixels and no browser.

mod axis;
mod scale;
mod windowing;

pub use axis::{Axis, Dot, Spacing};
pub use scale::{Tick, TimeScale};
pub use windowing::Chunks;
