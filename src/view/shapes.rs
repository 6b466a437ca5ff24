//! The shapes of a chart as SVG nodes, with the classes by which the style sheet paints them.

use yew_builder::HtmlBuilder;

use crate::chart::{Bar, Form, Ink, Shape};
use crate::layout::hundredths;
use crate::story::{Colour, Fill};

/// Writes shapes.
pub(super) fn shapes(html: &mut HtmlBuilder, shapes: Vec<Shape>) {
    for Shape { ink, x, y, form } in shapes {
        let (class, x, y) = (ink_class(ink), hundredths(x, "%"), hundredths(y, "em"));
        match form {
            Form::Line { to } => {
                html.element("line")
                    .class(class)
                    .attr("x1", x)
                    .attr("y1", y)
                    .attr("x2", hundredths(to.0, "%"))
                    .attr("y2", hundredths(to.1, "em"));
            }
            Form::Rect { width, height } => {
                html.element("rect")
                    .class(class)
                    .attr("x", x)
                    .attr("y", y)
                    .attr("width", hundredths(width, "%"))
                    .attr("height", hundredths(height, "em"));
            }
            Form::Path { path } => {
                html.element("svg")
                    .attr("x", x)
                    .attr("y", y)
                    .attr("width", "1em")
                    .attr("height", "1em")
                    .attr("viewBox", "0 0 100 100")
                    .attr("overflow", "visible")
                    .children(|html| {
                        html.element("path").class(class).attr("d", path);
                    });
            }
            Form::Text { begins, text } => {
                html.element("text")
                    .class(class)
                    .attr("x", x)
                    .attr("y", y)
                    .attr("text-anchor", if begins { "start" } else { "end" })
                    .text(text);
                // The space separates the text from the next one where both are read as one; some
                // browsers would draw a space within the node.
                html.static_text(" ");
            }
        }
    }
}

fn ink_class(ink: Ink) -> &'static str {
    match ink {
        Ink::Baseline => "ex-baseline",
        Ink::Bar | Ink::Point => "ex-length",
        Ink::Part => "ex-part",
        Ink::Range => "ex-range",
        Ink::Soft1 => "ex-length ex-soft-1",
        Ink::Soft2 => "ex-length ex-soft-2",
        Ink::Soft3 => "ex-length ex-soft-3",
        Ink::Frame => "ex-frame",
        Ink::Name => "ex-name",
        Ink::Amount => "ex-amount",
    }
}

/// Returns the classes of a bar's group.
pub(super) fn bar_class(bar: &Bar) -> String {
    let mut class = format!("ex-bar {}", colour_class(bar.colour));
    let hatched = bar.fill == Fill::Hatched;
    for (is, name) in [
        (hatched, " ex-hatched"),
        (bar.chosen, " ex-chosen"),
        (bar.marked, " ex-marked"),
    ] {
        if is {
            class += name;
        }
    }
    class
}

/// Returns the class that gives an actor its colour.
pub(super) fn colour_class(colour: Colour) -> &'static str {
    match colour {
        Colour::Ink => "ex-ink",
        Colour::Blue => "ex-blue",
        Colour::Orange => "ex-orange",
        Colour::Green => "ex-green",
        Colour::Purple => "ex-purple",
        Colour::Red => "ex-red",
        Colour::Teal => "ex-teal",
        Colour::Brown => "ex-brown",
        Colour::Pink => "ex-pink",
    }
}

/// Writes stripes in an actor's colour, to which hatched bars of that colour refer.
pub(super) fn hatching(html: &mut HtmlBuilder, id: String, class: &'static str) {
    html.element("pattern")
        .attr("id", id)
        .attr("width", "6")
        .attr("height", "6")
        .attr("patternUnits", "userSpaceOnUse")
        .attr("patternTransform", "rotate(45)")
        .class(class)
        .children(|html| {
            html.element("rect")
                .attr("width", "3")
                .attr("height", "6")
                .class("ex-stripe");
        });
}
