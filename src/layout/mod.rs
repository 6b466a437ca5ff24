//! Pure geometry in fractions of a whole, without pixels and without the browser.

mod axis;
mod length;
mod scale;
mod windowing;

pub use axis::{Axis, Dot, Spacing};
pub use length::{hundredths, to_hundredths};
pub use scale::{Tick, TimeScale};
pub use windowing::Chunks;
