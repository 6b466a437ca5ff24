//! A plotters backend whose canvas is a list of SVG nodes. Its units are hundredths: of a percent of the
//! width from left to right, of an em from top to bottom. SVG takes both as they are, so the drawing
//! stretches with its column and grows with the reader's type, and a script never measures anything.
//!
//! plotters knows colours, not classes; so an [`Ink`] travels as a colour and comes out as a class.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use yew::Html;

use crate::layout::{hundredths, to_hundredths};
use yew_builder::HtmlBuilder;

use super::text_width;

/// The canvas is this wide: hundredths of a percent.
pub(super) const WIDTH: i32 = 10_000;

/// An ink: a class of the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// The zero line.
    Baseline,
    /// The certain length of a bar.
    Bar,
    /// A part of another kind within it.
    Part,
    /// From the lower to the upper end of a range.
    Range,
    /// The point that says “at least”.
    Point,
    /// The three fading strips that say “about”.
    Soft1,
    Soft2,
    Soft3,
    /// The frame that says “up to”.
    Frame,
    /// The name at a bar.
    Name,
    /// How long it is, in words.
    Amount,
}

impl Ink {
    const ALL: [(Ink, &'static str); 11] = [
        (Ink::Baseline, "ex-baseline"),
        (Ink::Bar, "ex-length"),
        (Ink::Part, "ex-part"),
        (Ink::Range, "ex-range"),
        (Ink::Point, "ex-length"),
        (Ink::Soft1, "ex-length ex-soft-1"),
        (Ink::Soft2, "ex-length ex-soft-2"),
        (Ink::Soft3, "ex-length ex-soft-3"),
        (Ink::Frame, "ex-frame"),
        (Ink::Name, "ex-name"),
        (Ink::Amount, "ex-amount"),
    ];

    fn class(color: BackendColor) -> &'static str {
        Self::ALL
            .get(usize::from(color.rgb.0))
            .map_or("", |(_, class)| class)
    }
}

impl Color for Ink {
    fn to_backend_color(&self) -> BackendColor {
        let number = Self::ALL
            .iter()
            .position(|(ink, _)| ink == self)
            .unwrap_or_default();
        BackendColor {
            alpha: 1.0,
            rgb: (u8::try_from(number).unwrap_or_default(), 0, 0),
        }
    }
}

/// The canvas. Clones draw on the same one, as plotters' areas take their backend by value.
#[derive(Clone)]
pub struct Canvas {
    html: Rc<RefCell<HtmlBuilder>>,
    height: u32,
    mirrored: bool,
}

impl Canvas {
    /// A canvas as high as `height` hundredths of an em. `mirrored` lets bars grow from the right.
    pub(super) fn new(height: u32, mirrored: bool) -> Self {
        Canvas {
            html: Rc::default(),
            height,
            mirrored,
        }
    }

    /// Returns the nodes drawn since the last call.
    pub(super) fn take(&self) -> Html {
        self.html.take().finish()
    }

    /// The left edge of something from `left` to `right`, which a mirrored canvas turns round.
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
        let mut html = self.html.borrow_mut();
        let line = html.element("line").class(Ink::class(style.color()));
        let line = line
            .attr("x1", hundredths(self.edge(from.0, from.0), "%"))
            .attr("y1", hundredths(from.1, "em"));
        line.attr("x2", hundredths(self.edge(to.0, to.0), "%"))
            .attr("y2", hundredths(to.1, "em"));
        Ok(())
    }

    /// Line by line; the usual way would bring what makes shapes of wide ones.
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
        let mut html = self.html.borrow_mut();
        let rect = html.element("rect").class(Ink::class(style.color()));
        let rect = rect
            .attr("x", hundredths(self.edge(left, right), "%"))
            .attr("y", hundredths(top, "em"));
        rect.attr("width", hundredths(right - left, "%"))
            .attr("height", hundredths(bottom - top, "em"));
        Ok(())
    }

    /// A shape of fixed size beside its first corner: its width is in hundredths of an em as well, for an
    /// arrow must not stretch with its column.
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
        let mut html = self.html.borrow_mut();
        let anchor = html
            .element("svg")
            .attr("x", hundredths(self.edge(left, left), "%"))
            .attr("y", hundredths(top, "em"));
        let anchor = anchor
            .attr("width", "1em")
            .attr("height", "1em")
            .attr("viewBox", "0 0 100 100");
        anchor.attr("overflow", "visible").children(|html| {
            html.element("path")
                .class(Ink::class(style.color()))
                .attr("d", path + "Z");
        });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let anchor = style.anchor();
        let end = match anchor.h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // An em of the text is an em of its own size; the baseline lies three quarters down.
        let size = style.size();
        let down = match anchor.v_pos {
            VPos::Top => 0.75,
            VPos::Center => 0.25,
            VPos::Bottom => 0.0,
        };
        let baseline = to_hundredths(f64::from(y) / size + down);
        let mut html = self.html.borrow_mut();
        let node = html
            .element("text")
            .class(Ink::class(style.color()))
            .attr("x", hundredths(self.edge(x, x), "%"));
        node.attr("y", hundredths(baseline, "em"))
            .attr("text-anchor", end)
            .text(text.to_owned());
        // Parts it from the next text where both are read as one; within the node some browsers would draw it.
        html.static_text(" ");
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
