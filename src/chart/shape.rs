//! The shapes of a drawn chart. Lengths are hundredths: of a percent of the width from left to
//! right, of an em from top to bottom. Views make SVG nodes of them, pictures make SVG text.

/// The purpose of a shape, from which views and pictures choose its paint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The zero line.
    Baseline,
    /// The certain length of a bar.
    Bar,
    /// A part of another kind within it.
    Part,
    /// From the lower to the upper end of a range.
    Range,
    /// The point that means “at least”.
    Point,
    /// The first of the three fading strips that mean “about”.
    Soft1,
    /// The second.
    Soft2,
    /// The third.
    Soft3,
    /// The frame that means “up to”.
    Frame,
    /// The name of the actor.
    Name,
    /// The amount in words.
    Amount,
}

impl Ink {
    pub(super) const ALL: [Ink; 11] = [
        Ink::Baseline,
        Ink::Bar,
        Ink::Part,
        Ink::Range,
        Ink::Point,
        Ink::Soft1,
        Ink::Soft2,
        Ink::Soft3,
        Ink::Frame,
        Ink::Name,
        Ink::Amount,
    ];
}

/// A shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its purpose.
    pub ink: Ink,
    /// Left edge, in hundredths of a percent; of a text, the edge that `Form::Text` names.
    pub x: i32,
    /// Top edge, in hundredths of an em; of a text, the baseline, in ems of its own size.
    pub y: i32,
    /// Its form.
    pub form: Form,
}

/// The form of a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A vertical or horizontal line to another point.
    Line {
        /// The other point.
        to: (i32, i32),
    },
    /// A rectangle.
    Rect {
        /// In hundredths of a percent.
        width: i32,
        /// In hundredths of an em.
        height: i32,
    },
    /// A shape that does not stretch with the width: both of its directions are in hundredths of an
    /// em.
    Path {
        /// The path, in SVG's words, from the point `(x, y)`.
        path: String,
    },
    /// A line of text.
    Text {
        /// True if the text begins at `x`; false if it ends there.
        begins: bool,
        /// The text.
        text: String,
    },
}
