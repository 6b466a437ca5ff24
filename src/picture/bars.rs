//! The page's bars in a picture: the very nodes that `chart` drew, with numbers for their percents and ems, and
//! attributes for their classes.

use crate::render::html_tree::Element;

use super::lines::{Type, shortened};
use super::palette::{colour, opacity};
use super::sheet::{Sheet, Side, number};

/// Where bars are drawn: their left edge, their top, their width, and the size of an em.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) em: f64,
}

/// The bars of a chart's block, each a group of the page's nodes.
pub(super) fn bars(block: &Element) -> Vec<&Element> {
    block.all("ex-bar")
}

/// How far below the top of its block a bar ends, in em.
pub(super) fn bottom(bar: &Element) -> f64 {
    let rects = bar.elements().filter(|child| child.name == "rect");
    rects
        .map(|rect| {
            length(rect.attribute("y"), 0.0, 1.0) + length(rect.attribute("height"), 0.0, 1.0)
        })
        .fold(0.0, f64::max)
}

/// Draws the first `count` bars of a block.
pub(super) fn draw(sheet: &mut Sheet, block: &Element, count: usize, place: Place) {
    for bar in bars(block).into_iter().take(count) {
        let painter = Painter::new(bar, place);
        for child in bar.elements() {
            match &*child.name {
                "rect" => painter.rect(sheet, child),
                "svg" => painter.tip(sheet, child),
                "text" => painter.text(sheet, child),
                _ => {}
            }
        }
    }
    for line in block.all("ex-baseline").into_iter().take(count) {
        baseline(sheet, line, place);
    }
}

fn baseline(sheet: &mut Sheet, line: &Element, place: Place) {
    let x = number(place.x(line.attribute("x1")) + 0.5);
    let [top, bottom] = ["y1", "y2"].map(|end| number(place.y(line.attribute(end))));
    sheet.shape(
        "line",
        &format!(
            "x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"{}\"",
            colour("ink")
        ),
    );
}

impl Place {
    /// On a whole pixel, so that edges are sharp and a bar meets its tip.
    fn x(&self, value: &str) -> f64 {
        (self.left + length(value, self.width, self.em)).round()
    }

    fn y(&self, value: &str) -> f64 {
        (self.top + length(value, 0.0, self.em)).round()
    }
}

/// A length of the page: a share of `width`, or in em.
fn length(value: &str, width: f64, em: f64) -> f64 {
    let share = value.strip_suffix('%').map(|share| (share, width / 100.0));
    let (digits, unit) = share
        .or(value.strip_suffix("em").map(|ems| (ems, em)))
        .unwrap_or((value, 1.0));
    digits.parse::<f64>().unwrap_or_default() * unit
}

/// How thick a bar is: whole pixels.
fn thickness(em: f64) -> f64 {
    (0.9 * em).round()
}

/// Shared by the nodes of one bar.
struct Painter<'t> {
    place: Place,
    /// Name of its colour.
    name: &'t str,
    hatched: bool,
}

impl<'t> Painter<'t> {
    fn new(bar: &'t Element, place: Place) -> Self {
        let ours =
            |class: &&str| !matches!(*class, "ex-bar" | "ex-hatched" | "ex-chosen" | "ex-marked");
        let name = bar
            .attribute("class")
            .split(' ')
            .find(ours)
            .and_then(|class| class.strip_prefix("ex-"))
            .unwrap_or("ink");
        Painter {
            place,
            name,
            hatched: bar.has_class("ex-hatched"),
        }
    }

    fn rect(&self, sheet: &mut Sheet, rect: &Element) {
        let place = self.place;
        let (left, top) = (place.x(rect.attribute("x")), place.y(rect.attribute("y")));
        let end = length(rect.attribute("x"), place.width, 0.0)
            + length(rect.attribute("width"), place.width, 0.0);
        let size = ((place.left + end).round() - left, thickness(place.em));
        if rect.attribute("width") == "0%" {
            return;
        }
        let framed = self.hatched && rect.has_class("ex-length");
        let edge = if framed {
            format!(" stroke=\"{}\"", colour(self.name))
        } else {
            String::new()
        };
        let paint = self.paint(sheet, rect) + &edge;
        // The smallest amount is not nothing.
        sheet.rect((left, top), (size.0.max(1.0), size.1), &paint);
    }

    /// The end of a bar: a shape of its own size beside the corner that it is anchored to.
    fn tip(&self, sheet: &mut Sheet, anchor: &Element) {
        let place = self.place;
        for path in anchor.elements() {
            let paint = self.paint(sheet, path);
            let (x, y) = (
                number(place.x(anchor.attribute("x"))),
                number(place.y(anchor.attribute("y"))),
            );
            // As high as the bar, which ends on whole pixels.
            let scale = format!("{:.4}", thickness(place.em) / 90.0);
            // The page's own drawing, so only letters of paths and digits.
            let shape = path.attribute("d").replace('"', "");
            sheet.shape(
                "path",
                &format!("d=\"{shape}\" transform=\"translate({x} {y}) scale({scale})\" {paint}"),
            );
        }
    }

    fn paint(&self, sheet: &mut Sheet, node: &Element) -> String {
        let own = colour(self.name);
        if node.has_class("ex-frame") {
            let [wide, dash, gap] =
                [1.5, 4.0, 2.0].map(|length| number(length * self.place.em / 16.0));
            return format!(
                "fill=\"none\" stroke=\"{own}\" stroke-width=\"{wide}\" stroke-dasharray=\"{dash} {gap}\""
            );
        }
        let striped = node.has_class("ex-part") || (self.hatched && node.has_class("ex-length"));
        let fill = if striped {
            sheet.stripes(self.name, self.place.em)
        } else {
            own.to_owned()
        };
        let faint = ["ex-range", "ex-soft-1", "ex-soft-2", "ex-soft-3"]
            .into_iter()
            .find(|class| node.has_class(class));
        let seen = faint
            .map(|class| format!(" fill-opacity=\"{}\"", opacity(class)))
            .unwrap_or_default();
        format!("fill=\"{fill}\"{seen}")
    }

    fn text(&self, sheet: &mut Sheet, text: &Element) {
        let name = text.has_class("ex-name");
        let font = Type::sans(self.place.em * if name { 0.875 } else { 0.8125 }, "ink");
        let font = if name { font.bold() } else { font };
        let begins = text.attribute("text-anchor") == "start";
        let side = match (begins, sheet.beginning()) {
            (true, side) => side,
            (false, Side::Left) => Side::Right,
            (false, Side::Right) => Side::Left,
        };
        // Its ems are those of its own type.
        let baseline = self.place.top + length(text.attribute("y"), 0.0, font.size);
        let words = shortened(vec![text.text()], font, self.place.width, 1).concat();
        sheet.text(
            (self.place.x(text.attribute("x")), baseline),
            side,
            font,
            &words,
        );
    }
}
