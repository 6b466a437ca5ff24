//! The picture for an article: the chart with its title, its day, the facts in a sentence and the
//! legend; or the events, if there is no chart.

use super::bars::{self, Place};
use super::lines::{Type, balanced, lines};
use super::sheet::Sheet;
use super::{ChartContent, Scene, events};

const WIDTH: f64 = 720.0;
const MARGIN: f64 = 32.0;
const COLUMN: f64 = WIDTH - 2.0 * MARGIN;

/// The font size of the bars' labels, in pixels.
const EM: f64 = 18.0;

pub(super) fn draw(scene: &Scene) -> String {
    let mut sheet = Sheet::new(scene.lang(), WIDTH);
    sheet.rule(MARGIN, MARGIN, COLUMN, 3.0, "ink");
    let mut column = Column {
        sheet,
        y: MARGIN + 14.0,
        lead: scene.lead(),
    };
    match &scene.chart {
        Some(chart) => show(&mut column, chart),
        None => tell(&mut column, scene),
    }
    foot(&mut column, scene);
    let height = (column.y + MARGIN - 8.0).ceil();
    column.sheet.finish(height, scene.in_words())
}

/// A column that grows downwards.
struct Column {
    sheet: Sheet,
    y: f64,
    lead: f64,
}

impl Column {
    fn heading(&mut self, font: Type, text: &str) {
        self.y = self
            .sheet
            .lines(MARGIN, self.y, font, 1.35, &balanced(text, font, COLUMN));
    }

    fn paragraph(&mut self, font: Type, text: &str) {
        if !text.is_empty() {
            self.y = self
                .sheet
                .lines(MARGIN, self.y, font, self.lead, &lines(text, font, COLUMN));
        }
    }

    /// Draws a hairline with space around it.
    fn part(&mut self) {
        self.sheet
            .rule(MARGIN, self.y + 14.0, COLUMN, 1.0, "hairline");
        self.y += 24.0;
    }
}

fn show(column: &mut Column, chart: &ChartContent) {
    column.heading(Type::serif(28.0), &chart.title);
    column.paragraph(Type::sans(24.0, "ink"), &chart.day);
    column.paragraph(Type::sans(17.0, "ink"), &chart.sum);
    for block in chart.blocks.iter().chain(&chart.inset) {
        column.part();
        column.paragraph(Type::sans(15.0, "grey"), &block.label);
        let place = Place {
            left: MARGIN,
            top: column.y + 2.0,
            width: COLUMN,
            em: EM,
        };
        let count = block.bars.len();
        bars::draw(&mut column.sheet, block, count, place);
        column.y = place.top + bars::bottom(block, count) * EM + 4.0;
        column.paragraph(Type::sans(15.0, "grey"), &block.rest.1);
    }
    column.part();
    for paragraph in &chart.legend {
        column.paragraph(Type::sans(14.0, "grey"), paragraph);
        column.y += 4.0;
    }
}

fn tell(column: &mut Column, scene: &Scene) {
    column.heading(Type::serif(32.0), &scene.headline());
    column.y += 10.0;
    column.paragraph(Type::sans(18.0, "ink"), &scene.summary());
    column.part();
    let room = (MARGIN, column.y + 4.0, COLUMN);
    column.y = events::draw(&mut column.sheet, scene, room, events::Fit::Most(12, 22.0));
}

/// Draws the line by which the story is cited, or at least its day and the number of its sources.
fn foot(column: &mut Column, scene: &Scene) {
    column.part();
    let standing = scene.standing();
    let (cited, standing) = match scene.cited() {
        // The line of the citation contains the day.
        Some(cited) => (cited, standing.get(1..).unwrap_or_default()),
        None if scene.chart.is_some() => (scene.headline(), &*standing),
        None => (String::new(), &*standing),
    };
    column.paragraph(Type::sans(14.0, "ink"), &cited);
    column.paragraph(Type::sans(14.0, "grey"), &standing.join(" · "));
}
