//! The bar chart: plotters draws it, on a backend that writes SVG nodes of Yew. Lengths are shares of the
//! width, so that one drawing fits every column without being measured, natively and in the browser.
//! Colours are classes of the style sheet.

mod bars;
mod canvas;
mod text_width;

pub(crate) use bars::hatching;
pub use bars::{Bar, Block, Drawing, draw};
pub use canvas::Canvas;
pub use text_width::text_width;
