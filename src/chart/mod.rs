//! The bar chart: plotters draws it, on a backend of ours that yields SVG nodes of Yew. Lengths are
//! shares of the width, so one drawing fits every column without being measured, and looks the same
//! rendered natively and in the browser. Colours are classes; the style sheet paints.

mod bars;
mod canvas;
mod text_width;

pub(crate) use bars::hatching;
pub use bars::{Bar, Block, Drawing, draw};
pub use canvas::Canvas;
pub use text_width::text_width;
