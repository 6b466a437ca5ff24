//! The bars of a picture: the shapes that `chart` drew, with pixels for their hundredths and
//! attributes for their paint.

use crate::chart::{Bar, Form, Ink, Shape};
use crate::story::Fill;

use super::BlockContent;
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

/// Returns how far below the top of its block the last of the first `count` bars ends, in em.
pub(super) fn bottom(block: &BlockContent, count: usize) -> f64 {
    let last = count
        .checked_sub(1)
        .and_then(|last| block.drawing.bars.get(last));
    let ends = last.into_iter().flatten().filter_map(|shape| {
        let Form::Rect { height, .. } = shape.form else {
            return None;
        };
        Some(whole(shape.y) + whole(height))
    });
    ends.fold(0.0, f64::max)
}

/// Draws the first `count` bars of a block.
pub(super) fn draw(sheet: &mut Sheet, block: &BlockContent, count: usize, place: Place) {
    let drawing = &block.drawing;
    for (bar, shapes) in block.bars.iter().zip(&drawing.bars).take(count) {
        let painter = Painter::new(bar, place);
        for shape in shapes {
            painter.shape(sheet, shape);
        }
    }
    for line in drawing.baseline.iter().take(count) {
        baseline(sheet, line, place);
    }
}

fn baseline(sheet: &mut Sheet, line: &Shape, place: Place) {
    let Form::Line { to } = line.form else {
        return;
    };
    let x = number(place.x(line.x) + 0.5);
    let [top, bottom] = [line.y, to.1].map(|end| number(place.y(end)));
    sheet.shape(
        "line",
        &format!(
            "x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"{}\"",
            colour("ink")
        ),
    );
}

/// Returns a number of hundredths in whole units.
fn whole(hundredths: i32) -> f64 {
    f64::from(hundredths) / 100.0
}

impl Place {
    /// Returns the pixels of a share of the width.
    fn share(&self, hundredths: i32) -> f64 {
        whole(hundredths) * (self.width / 100.0)
    }

    /// Returns a whole pixel, so that edges are sharp and a bar meets its tip.
    fn x(&self, hundredths: i32) -> f64 {
        (self.left + self.share(hundredths)).round()
    }

    /// Returns a whole pixel.
    fn y(&self, hundredths: i32) -> f64 {
        (self.top + whole(hundredths) * self.em).round()
    }
}

/// Returns the thickness of a bar, in whole pixels.
fn thickness(em: f64) -> f64 {
    (0.9 * em).round()
}

/// The paint that the shapes of one bar have in common.
struct Painter {
    place: Place,
    /// Name of the bar's colour.
    name: &'static str,
    hatched: bool,
}

impl Painter {
    fn new(bar: &Bar, place: Place) -> Self {
        Painter {
            place,
            name: bar.colour.name(),
            hatched: bar.fill == Fill::Hatched,
        }
    }

    fn shape(&self, sheet: &mut Sheet, shape: &Shape) {
        match &shape.form {
            Form::Rect { width, .. } => self.rect(sheet, shape, *width),
            Form::Path { path } => self.tip(sheet, shape, path),
            Form::Text { begins, text } => self.text(sheet, shape, *begins, text),
            Form::Line { .. } => {}
        }
    }

    fn rect(&self, sheet: &mut Sheet, rect: &Shape, width: i32) {
        let place = self.place;
        let (left, top) = (place.x(rect.x), place.y(rect.y));
        let end = place.share(rect.x) + place.share(width);
        let size = ((place.left + end).round() - left, thickness(place.em));
        if width == 0 {
            return;
        }
        let edge = if self.hatched && rect.ink == Ink::Bar {
            format!(" stroke=\"{}\"", colour(self.name))
        } else {
            String::new()
        };
        let paint = self.paint(sheet, rect.ink) + &edge;
        // The smallest amount is still visible.
        sheet.rect((left, top), (size.0.max(1.0), size.1), &paint);
    }

    /// Draws the end of a bar: a shape of its own size beside the corner that it is anchored to.
    fn tip(&self, sheet: &mut Sheet, anchor: &Shape, path: &str) {
        let paint = self.paint(sheet, anchor.ink);
        let (x, y) = (self.place.x(anchor.x), self.place.y(anchor.y));
        let (x, y) = (number(x), number(y));
        // As high as the bar, which ends on whole pixels.
        let scale = format!("{:.4}", thickness(self.place.em) / 90.0);
        sheet.shape(
            "path",
            &format!("d=\"{path}\" transform=\"translate({x} {y}) scale({scale})\" {paint}"),
        );
    }

    fn paint(&self, sheet: &mut Sheet, ink: Ink) -> String {
        let own = colour(self.name);
        if ink == Ink::Frame {
            let [wide, dash, gap] =
                [1.5, 4.0, 2.0].map(|length| number(length * self.place.em / 16.0));
            return format!(
                "fill=\"none\" stroke=\"{own}\" stroke-width=\"{wide}\" \
                 stroke-dasharray=\"{dash} {gap}\""
            );
        }
        let (long, faint) = match ink {
            Ink::Bar | Ink::Point => (true, None),
            Ink::Soft1 => (true, Some("ex-soft-1")),
            Ink::Soft2 => (true, Some("ex-soft-2")),
            Ink::Soft3 => (true, Some("ex-soft-3")),
            Ink::Range => (false, Some("ex-range")),
            _ => (false, None),
        };
        let fill = if ink == Ink::Part || (self.hatched && long) {
            sheet.stripes(self.name, self.place.em)
        } else {
            own.to_owned()
        };
        let seen = faint
            .map(|class| format!(" fill-opacity=\"{}\"", opacity(class)))
            .unwrap_or_default();
        format!("fill=\"{fill}\"{seen}")
    }

    fn text(&self, sheet: &mut Sheet, label: &Shape, begins: bool, text: &str) {
        let name = label.ink == Ink::Name;
        let font = Type::sans(self.place.em * if name { 0.875 } else { 0.8125 }, "ink");
        let font = if name { font.bold() } else { font };
        let side = match (begins, sheet.beginning()) {
            (true, side) => side,
            (false, Side::Left) => Side::Right,
            (false, Side::Right) => Side::Left,
        };
        // Its ems are those of its own font size.
        let baseline = self.place.top + whole(label.y) * font.size;
        let words = shortened(vec![text.trim().to_owned()], font, self.place.width, 1).concat();
        sheet.text((self.place.x(label.x), baseline), side, font, &words);
    }
}
