//! The bar chart: plotters draws it, on a backend of ours that yields [`Shape`]s. Lengths are parts
//! of the width, so a drawing fits every column without measuring and is the same natively and in
//! the browser. Views and pictures choose the paint.

mod bars;
mod canvas;
mod shape;
mod text_width;

pub use bars::{Bar, Block, Drawing, draw};
pub use canvas::Canvas;
pub use shape::{Form, Ink, Shape};
pub use text_width::text_width;
