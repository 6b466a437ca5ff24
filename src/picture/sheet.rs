//! An SVG file under construction. Colours are attributes, lengths are numbers, and each text
//! states its anchor and direction, so that every viewer of SVG places it alike.

use std::fmt::Write;

use crate::layout::{hundredths, to_hundredths};
use crate::render::escape;
use crate::story::Lang;

use super::lines::Type;
use super::palette::{colour, fonts};

/// A picture that is being drawn. Its content begins at the left, in Arabic at the right.
pub(super) struct Sheet {
    lang: Lang,
    width: f64,
    body: String,
    /// The colours in which something is striped, each with the width of an em there.
    striped: Vec<(String, f64)>,
}

/// A side of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Sheet {
    pub(super) fn new(lang: Lang, width: f64) -> Self {
        Sheet {
            lang,
            width,
            body: String::new(),
            striped: Vec::new(),
        }
    }

    /// Returns the left edge of a box that begins `start` from the side where lines begin and is
    /// `width` wide.
    pub(super) fn left(&self, start: f64, width: f64) -> f64 {
        if self.lang.is_rtl() {
            self.width - start - width
        } else {
            start
        }
    }

    /// Returns the side on which lines begin.
    pub(super) fn beginning(&self) -> Side {
        if self.lang.is_rtl() {
            Side::Right
        } else {
            Side::Left
        }
    }

    /// Writes a shape with its attributes, which never contain text of a story.
    pub(super) fn shape(&mut self, name: &str, attributes: &str) {
        let _ = writeln!(self.body, "<{name} {attributes}/>");
    }

    pub(super) fn rect(
        &mut self,
        (left, top): (f64, f64),
        (width, height): (f64, f64),
        paint: &str,
    ) {
        let [left, top, width, height] = [left, top, width, height].map(number);
        self.shape(
            "rect",
            &format!("x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" {paint}"),
        );
    }

    /// Writes a horizontal rule that begins at `start`.
    pub(super) fn rule(&mut self, start: f64, y: f64, width: f64, thick: f64, ink: &str) {
        let left = self.left(start, width);
        self.rect(
            (left, y.round()),
            (width, thick),
            &format!("fill=\"{}\"", colour(ink)),
        );
    }

    /// Writes a line of text that touches `x` with its `side`, on `baseline`.
    pub(super) fn text(&mut self, (x, baseline): (f64, f64), side: Side, font: Type, text: &str) {
        let anchor = if side == Side::Right {
            " text-anchor=\"end\""
        } else {
            ""
        };
        let serif = if font.serif {
            format!(" font-family=\"{}\"", fonts("serif", self.lang))
        } else {
            String::new()
        };
        let bold = match (font.bold, font.serif) {
            (true, true) => " font-weight=\"700\"",
            (true, false) => " font-weight=\"600\"",
            _ => "",
        };
        // Isolated from right to left: many viewers do not know the `direction` property.
        let (open, close) = if self.lang.is_rtl() {
            ("\u{2067}", "\u{2069}")
        } else {
            ("", "")
        };
        let _ = writeln!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{serif}{bold} fill=\"{}\">\
             {open}{}{close}</text>",
            number(x),
            number(baseline),
            number(font.size),
            colour(font.colour),
            plain(text),
        );
    }

    /// Writes lines of text that begin at `start`, the first below `top`. Returns their bottom.
    pub(super) fn lines(
        &mut self,
        start: f64,
        top: f64,
        font: Type,
        lead: f64,
        lines: &[String],
    ) -> f64 {
        let x = self.left(start, 0.0);
        let mut y = top;
        for line in lines {
            // Letters look centred if the baseline is a third of an em below the middle of the
            // line.
            self.text(
                (x, y + font.size * (lead / 2.0 + 0.35)),
                self.beginning(),
                font,
                line,
            );
            y += font.size * lead;
        }
        y
    }

    /// Returns the paint of stripes in an actor's colour, for a drawing in which an em is `em`
    /// pixels.
    pub(super) fn stripes(&mut self, name: &str, em: f64) -> String {
        if !self.striped.iter().any(|(own, _)| own == name) {
            self.striped.push((name.to_owned(), em));
        }
        format!("url(#explainer-stripes-{name})")
    }

    /// Returns the picture with its text alternative.
    pub(super) fn finish(self, height: f64, (title, description): (String, String)) -> String {
        let (width, height) = (number(self.width), number(height));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" xml:lang=\"{lang}\" role=\"img\" \
             font-family=\"{fonts}\">\n\
             <title>{title}</title>\n\
             <desc>{description}</desc>\n",
            lang = self.lang,
            fonts = fonts("sans", self.lang),
            title = plain(&title),
            description = plain(&description),
        );
        if !self.striped.is_empty() {
            svg.push_str("<defs>\n");
            for (name, em) in &self.striped {
                let (period, stripe) = (number(em * 0.375), number(em * 0.1875));
                let _ = writeln!(
                    svg,
                    "<pattern id=\"explainer-stripes-{name}\" \
                     width=\"{period}\" height=\"{period}\" \
                     patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
                     <rect width=\"{stripe}\" height=\"{period}\" fill=\"{}\"/></pattern>",
                    colour(name),
                );
            }
            svg.push_str("</defs>\n");
        }
        let _ = writeln!(
            svg,
            "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
            colour("paper")
        );
        svg + &self.body + "</svg>\n"
    }
}

/// Returns escaped text, without the two characters that XML does not allow.
fn plain(text: &str) -> String {
    escape::html(&text.replace(['\u{fffe}', '\u{ffff}'], ""))
}

/// Returns a length with at most two decimals.
pub(super) fn number(length: f64) -> String {
    hundredths(to_hundredths(length), "")
}
