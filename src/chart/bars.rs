//! Horizontal bars from zero, a block for each measure, all on one scale. The bar end shows the
//! qualifier: square for exact, an arrow for “at least”, soft for “about”, a frame for “up to”, a
//! paler part for a range.

use plotters::coord::Shift;
use plotters::coord::types::{RangedCoordi32, RangedCoordi64};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::story::{Colour, Fill, Qualifier};

use super::canvas::{Canvas, WIDTH};
use super::shape::{Ink, Shape};
use super::text_width;

/// The bar of one amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The name of the actor.
    pub name: String,
    /// The amount in words, for the label.
    pub amount: String,
    /// The fact as a phrase, for screen readers.
    pub sentence: String,
    /// A remark on the fact, for screen readers; may be empty.
    pub remark: String,
    /// The meaning of its marks and the remark, for a reader who points at it; may be empty.
    pub tooltip: String,
    /// The lower and upper end, in whole units of the currency.
    pub range: (i64, i64),
    /// The part of another kind, such as debt, in whole units of the currency; 0 if there is none.
    pub part: i64,
    /// How exact the figure is.
    pub qualifier: Qualifier,
    /// The colour of the actor.
    pub colour: Colour,
    /// The fill of the bar.
    pub fill: Fill,
    /// True if the reader shows only this actor.
    pub chosen: bool,
    /// True if the actor takes part in the event that is read.
    pub marked: bool,
}

/// The bars of one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The bars from the top.
    pub bars: Vec<Bar>,
}

/// A drawing of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The total height, in hundredths of an em.
    pub height: i32,
    /// The zero line, behind the bars: one line beside each bar.
    pub baseline: Vec<Shape>,
    /// The shapes of each bar, in order.
    pub bars: Vec<Vec<Shape>>,
}

/// The narrowest column of a chart, in em; the style sheet limits the type size to fit.
const NARROWEST: f64 = 16.5;

/// Everything below is in hundredths of an em.
const NAME: f64 = 87.5;
const AMOUNT: f64 = 81.25;
const LABEL: i32 = 150;
const THICK: i32 = 90;
const GAP: i32 = 85;
const TIP: i32 = 45;

/// The minimum length of a bar above zero, as a part of the scale: a hairline, so that it differs
/// from zero.
const HAIR: i64 = 120;

/// The length of the longest bar, so that an arrow's point stays on the canvas.
const FULL: i32 = WIDTH - 350;

/// Draws one block on a scale from zero to `max` units. With `labels`, names are above the bars. A
/// `mirrored` chart grows from the right.
///
/// ```
/// use explainer::chart::{Bar, Block, Form, Ink, draw};
/// use explainer::story::{Colour, Fill, Qualifier};
///
/// let bar = |amount: i64, qualifier| Bar {
///     name: "A bank".to_owned(),
///     amount: format!("¥{amount}"),
///     sentence: format!("A bank: ¥{amount}"),
///     remark: String::new(),
///     tooltip: String::new(),
///     range: (amount, amount),
///     part: 0,
///     qualifier,
///     colour: Colour::Blue,
///     fill: Fill::Solid,
///     chosen: false,
///     marked: false,
/// };
/// let block = Block {
///     bars: vec![bar(100, Qualifier::Exact), bar(50, Qualifier::AtLeast)],
/// };
/// let drawing = draw(&block, 100, false, false);
///
/// let length = |bar: usize| {
///     let shapes = &drawing.bars[bar];
///     shapes.iter().find_map(|shape| match shape.form {
///         Form::Rect { width, .. } if shape.ink == Ink::Bar => Some(width),
///         _ => None,
///     })
/// };
/// assert_eq!(length(0), length(1).map(|half| 2 * half));
/// // The end of the second bar says “at least”.
/// assert!(drawing.bars[1].iter().any(|shape| shape.ink == Ink::Point));
/// ```
pub fn draw(block: &Block, max: i64, labels: bool, mirrored: bool) -> Drawing {
    let rows = block
        .bars
        .iter()
        .map(|bar| if labels { label_height(bar) } else { 0 });
    let tops: Vec<i32> = rows
        .scan(0, |y, label| {
            let top = *y + label;
            *y = top + THICK + if labels { GAP } else { 0 };
            Some(top)
        })
        .collect();
    let bottom = tops.last().map_or(0, |top| top + THICK) + if labels { 20 } else { 0 };
    let canvas = Canvas::new(bottom.unsigned_abs(), mirrored);
    let area = canvas.clone().into_drawing_area();
    // The scale of money: from zero, linear, in whole units of the currency.
    let money = Cartesian2d::<RangedCoordi64, RangedCoordi32>::new(
        0..max.max(1),
        0..bottom.max(1),
        (0..FULL, 0..bottom.max(1)),
    );
    let scaled = area.clone().apply_coord_spec(money);
    let least = (max / HAIR).max(1);
    let bars = block.bars.iter().zip(&tops).map(|(bar, top)| {
        // Yew matches nodes from the end, so shapes that every bar has come last: name, amount and
        // length.
        length(&scaled, &area, bar, *top, least);
        if labels {
            label(&area, bar, *top - label_height(bar));
        }
        canvas.take()
    });
    let bars = bars.collect();
    // The zero line is only beside the bars: a continuous line would cross the names.
    let over = if labels { 12 } else { 0 };
    for top in &tops {
        put(area.draw(&PathElement::new(
            [(0, top - over), (0, top + THICK + over)],
            Ink::Baseline,
        )));
    }
    Drawing {
        height: bottom,
        baseline: canvas.take(),
        bars,
    }
}

/// Ignores the result of drawing, which cannot fail on this canvas.
fn put<E>(drawn: Result<(), E>) {
    drop(drawn);
}

/// Returns the height of a label: one line if name and amount fit side by side in the narrowest
/// column, otherwise two. The factors are for wide fonts: bold and normal letters of `DejaVu` Sans
/// are that much wider than the estimate.
fn label_height(bar: &Bar) -> i32 {
    let wide =
        room(&bar.name, NAME, 1.18) + room(&bar.amount, AMOUNT, 1.05) + 50.0 > NARROWEST * 100.0;
    if wide { 2 * LABEL - 20 } else { LABEL }
}

/// Returns the width of a text with the letter and word spacing that readers may set (WCAG 2.2,
/// 1.4.12).
fn room(text: &str, size: f64, face: f64) -> f64 {
    let spacing = text
        .chars()
        .map(|c| if c == ' ' { 0.28 } else { 0.12 })
        .sum::<f64>();
    face * text_width(text, size) + spacing * size
}

fn label(area: &DrawingArea<Canvas, Shift>, bar: &Bar, top: i32) {
    let style = |size: f64, ink: &'static Ink, side| {
        TextStyle::from((FontFamily::SansSerif, size))
            .color(ink)
            .pos(Pos::new(side, VPos::Top))
    };
    let beside = label_height(bar) == LABEL;
    let (x, y, side) = if beside {
        (WIDTH, top + 25, HPos::Right)
    } else {
        (0, top + LABEL, HPos::Left)
    };
    put(area.draw(&Text::new(
        bar.name.clone(),
        (0, top + 20),
        style(NAME, &Ink::Name, HPos::Left),
    )));
    put(area.draw(&Text::new(
        bar.amount.clone(),
        (x, y),
        style(AMOUNT, &Ink::Amount, side),
    )));
}

fn length(
    scaled: &DrawingArea<Canvas, Cartesian2d<RangedCoordi64, RangedCoordi32>>,
    area: &DrawingArea<Canvas, Shift>,
    bar: &Bar,
    top: i32,
    least: i64,
) {
    let (low, high) = bar.range;
    let high = if high > 0 { high.max(least) } else { high };
    let bottom = top + THICK;
    let piece = |from: i64, to: i64, ink: Ink| {
        put(scaled.draw(&Rectangle::new([(from, top), (to, bottom)], ink.filled())));
    };
    if bar.qualifier == Qualifier::UpTo {
        piece(0, high, Ink::Frame);
        return;
    }
    let (end, _) = scaled.map_coordinate(&(high, top));
    match bar.qualifier {
        Qualifier::AtLeast => {
            let point = [(end, top), (end + TIP, top + THICK / 2), (end, bottom)];
            put(area.draw(&Polygon::new(point, Ink::Point)));
        }
        Qualifier::About => {
            for (index, ink) in [Ink::Soft1, Ink::Soft2, Ink::Soft3].into_iter().enumerate() {
                soft(
                    area,
                    end,
                    i32::try_from(index).unwrap_or_default(),
                    ink,
                    (top, bottom),
                );
            }
        }
        _ => {}
    }
    if high > low {
        piece(low, high, Ink::Range);
    }
    if bar.part > 0 {
        piece(low - bar.part, low, Ink::Part);
    }
    piece(0, low - bar.part, Ink::Bar);
}

/// Draws one of the three steps of a soft end, a third as wide as an arrow's point.
fn soft(
    area: &DrawingArea<Canvas, Shift>,
    end: i32,
    nth: i32,
    ink: Ink,
    (top, bottom): (i32, i32),
) {
    let strip = TIP / 3;
    let (left, right) = (end + nth * strip, end + (nth + 1) * strip);
    // The first corner is at the bar's end, where the shape is anchored.
    put(area.draw(&Polygon::new(
        [
            (end, top),
            (left, top),
            (right, top),
            (right, bottom),
            (left, bottom),
            (left, top),
        ],
        ink,
    )));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(name: &str, amount: &str) -> Bar {
        let [name, amount] = [name, amount].map(str::to_owned);
        Bar {
            name,
            amount,
            sentence: String::new(),
            remark: String::new(),
            tooltip: String::new(),
            range: (1, 1),
            part: 0,
            qualifier: Qualifier::Exact,
            colour: Colour::Ink,
            fill: Fill::Solid,
            chosen: false,
            marked: false,
        }
    }

    /// Their widths in `DejaVu` Sans with the spacing of WCAG 2.2, in Chromium: 14.1, 15.7, 12 and
    /// 19 em.
    #[test]
    fn labels_that_a_reader_s_spacing_would_push_together_have_two_lines() {
        assert_eq!(label_height(&bar("OpenAI", "at least $60 billion")), LABEL);
        assert_eq!(
            label_height(&bar("Anthropic", "at least $30 billion")),
            LABEL
        );
        assert_eq!(label_height(&bar("Anthropic", "300億ドル以上")), LABEL);
        assert!(label_height(&bar("Anthropic", "$20 billion to $25 billion")) > LABEL);
    }
}
