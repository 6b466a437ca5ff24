//! A plotters backend whose canvas is a list of [`Shape`]s. Its units are hundredths: of a percent
//! of the width from left to right, of an em from top to bottom. SVG accepts both units, so the
//! drawing stretches with its column and grows with the reader's type, without measuring.
//!
//! plotters knows colours, not purposes; so an [`Ink`] is passed as a colour and read from it
//! again.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use crate::layout::to_hundredths;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::shape::{Form, Ink, Shape};
use super::text_width;

/// The width of the canvas, in hundredths of a percent.
pub(super) const WIDTH: i32 = 10_000;

impl Color for Ink {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor {
            alpha: 1.0,
            rgb: (*self as u8, 0, 0),
        }
    }
}

/// Returns the ink that was passed as a colour.
fn ink(color: BackendColor) -> Ink {
    let ink = Ink::ALL.get(usize::from(color.rgb.0)).copied();
    ink.unwrap_or(Ink::Baseline)
}

/// The canvas. Clones share their shapes, because plotters takes backends by value.
#[derive(Clone)]
pub struct Canvas {
    shapes: Rc<RefCell<Vec<Shape>>>,
    height: u32,
    mirrored: bool,
}

impl Canvas {
    /// Makes a canvas with a height in hundredths of an em. On a `mirrored` one, bars grow from the
    /// right.
    pub(super) fn new(height: u32, mirrored: bool) -> Self {
        Canvas {
            shapes: Rc::default(),
            height,
            mirrored,
        }
    }

    /// Returns the shapes that were drawn since the last call.
    pub(super) fn take(&self) -> Vec<Shape> {
        self.shapes.take()
    }

    fn add(&self, color: BackendColor, x: i32, y: i32, form: Form) {
        let ink = ink(color);
        self.shapes.borrow_mut().push(Shape { ink, x, y, form });
    }

    /// Returns the left edge of a shape from `left` to `right`, mirrored if necessary.
    fn edge(&self, left: i32, right: i32) -> i32 {
        if self.mirrored { WIDTH - right } else { left }
    }
}

impl DrawingBackend for Canvas {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (WIDTH.unsigned_abs(), self.height)
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    /// A single point has no size on a canvas without pixels.
    fn draw_pixel(
        &mut self,
        _: BackendCoord,
        _: BackendColor,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let to = (self.edge(to.0, to.0), to.1);
        let x = self.edge(from.0, from.0);
        self.add(style.color(), x, from.1, Form::Line { to });
        Ok(())
    }

    /// Draws a path line by line; the default implementation adds code for wide lines.
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let mut points = path.into_iter();
        let Some(mut from) = points.next() else {
            return Ok(());
        };
        for to in points {
            self.draw_line(from, to, style)?;
            from = to;
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        _: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let form = Form::Rect {
            width: right - left,
            height: bottom - top,
        };
        self.add(style.color(), self.edge(left, right), top, form);
        Ok(())
    }

    /// Draws a shape of fixed size at its first corner: its width is also in hundredths of an em,
    /// because an arrow must not stretch with its column.
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let mut corners = corners.into_iter();
        let Some((left, top)) = corners.next() else {
            return Ok(());
        };
        let sign = if self.mirrored { -1 } else { 1 };
        let mut path = String::from("M0,0");
        for (x, y) in corners {
            for (letter, number) in [("L", sign * (x - left)), (",", y - top)] {
                path += letter;
                path += &number.to_string();
            }
        }
        path.push('Z');
        let x = self.edge(left, left);
        self.add(style.color(), x, top, Form::Path { path });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let anchor = style.anchor();
        // Positions of a text are in ems of its own size; the baseline is three quarters down.
        let size = style.size();
        let down = match anchor.v_pos {
            VPos::Top => 0.75,
            VPos::Center => 0.25,
            VPos::Bottom => 0.0,
        };
        let baseline = to_hundredths(f64::from(y) / size + down);
        let form = Form::Text {
            begins: matches!(anchor.h_pos, HPos::Left),
            text: text.to_owned(),
        };
        self.add(style.color(), self.edge(x, x), baseline, form);
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rounded up, never negative"
        )]
        let ceil = |size: f64| size.ceil() as u32;
        Ok((ceil(text_width(text, style.size())), ceil(style.size())))
    }
}
