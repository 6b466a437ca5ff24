//! The card: headline and summary on one side, the chart or the events on the other.

use super::bars::{self, Place};
use super::lines::{Type, balanced, lines, shortened, within};
use super::palette::colour;
use super::sheet::Sheet;
use super::{BlockContent, ChartContent, Scene, Size, events};

const MARGIN: f64 = 56.0;

/// The left edge of the panel, and its padding.
const PANEL: f64 = 620.0;
const PADDING: f64 = 44.0;

const WIDTH: f64 = Size::CARD.0 as f64;
const HEIGHT: f64 = Size::CARD.1 as f64;

pub(super) fn draw(scene: &Scene) -> String {
    let mut sheet = Sheet::new(scene.lang(), WIDTH);
    let panel = scene.chart.is_some() || !scene.story.document().events.is_empty();
    tell(
        &mut sheet,
        scene,
        if panel {
            PANEL - 2.0 * MARGIN + 12.0
        } else {
            WIDTH - 2.0 * MARGIN
        },
    );
    if panel {
        let left = sheet.left(PANEL, WIDTH - PANEL);
        sheet.rect(
            (left, 0.0),
            (WIDTH - PANEL, HEIGHT),
            &format!("fill=\"{}\"", colour("tint")),
        );
    }
    match &scene.chart {
        Some(chart) => show(&mut sheet, chart),
        None if panel => {
            let room = (PANEL + PADDING, MARGIN, WIDTH - PANEL - PADDING - MARGIN);
            events::draw(&mut sheet, scene, room, events::Fit::Until(HEIGHT - MARGIN));
        }
        None => {}
    }
    sheet.finish(HEIGHT, scene.in_words())
}

/// Draws headline, summary and the facts of the edition, in a column.
fn tell(sheet: &mut Sheet, scene: &Scene, width: f64) {
    let foot = HEIGHT - MARGIN - foot(sheet, scene, width);
    sheet.rule(MARGIN, MARGIN, width, 4.0, "ink");
    let (headline, summary) = (scene.headline(), scene.summary());
    let lead = if scene.lang().is_cjk() { 1.4 } else { 1.2 };
    let top = MARGIN + 26.0;
    let ends = |font: Type| top + whole(balanced(&headline, font, width).len()) * font.size * lead;
    let room = |font: Type| foot - 20.0 - ends(font) - GAP;
    let count = |font: Type, text: Type| fitting(room(font), text.size * scene.lead());
    // Takes the largest headline that leaves room for all of the summary; if none does, for a part
    // of it.
    let fonts = [58.0, 54.0, 50.0, 46.0, 42.0, 38.0, 34.0].map(Type::serif);
    let texts = [28.0, 26.0, 24.0, 22.0].map(|size| Type::sans(size, "ink"));
    let pairs = fonts
        .into_iter()
        .flat_map(|font| texts.map(|text| (font, text)));
    let fits =
        |(font, text): &(Type, Type)| lines(&summary, *text, width).len() <= count(*font, *text);
    let some = |(font, text): &(Type, Type)| text.size < 23.0 && ends(*font) < 340.0;
    let (font, text) = pairs
        .clone()
        .find(fits)
        .or_else(|| pairs.clone().find(some))
        .unwrap_or(SMALLEST);
    let headline = shortened(balanced(&headline, font, width), font, width, 6);
    let top = sheet.lines(MARGIN, top, font, lead, &headline) + GAP;
    let summary = within(
        &summary,
        text,
        width,
        fitting(foot - 20.0 - top, text.size * scene.lead()),
    );
    sheet.lines(MARGIN, top, text, scene.lead(), &summary);
}

/// The type of a headline that leaves no room in any size.
const SMALLEST: (Type, Type) = (Type::serif(34.0), Type::sans(22.0, "ink"));

/// The space between headline and summary, in pixels.
const GAP: f64 = 20.0;

/// Draws the last lines of the column and returns their height.
fn foot(sheet: &mut Sheet, scene: &Scene, width: f64) -> f64 {
    let font = Type::sans(20.0, "grey");
    let standing = within(&scene.standing().join(" · "), font, width, 2);
    let standing: Vec<String> = standing
        .iter()
        .map(|line| line.trim_end_matches(" ·").to_owned())
        .collect();
    let publisher = scene
        .publisher()
        .map(|name| shortened(vec![name], font.bold(), width, 1))
        .unwrap_or_default();
    let publisher_font = Type {
        colour: "ink",
        ..font.bold()
    };
    let height = whole(standing.len() + publisher.len()) * font.size * 1.5;
    let mut top = HEIGHT - MARGIN - height;
    sheet.rule(MARGIN, top - 14.0, width, 1.0, "hairline");
    for (font, lines) in [(publisher_font, publisher), (font, standing)] {
        top = sheet.lines(MARGIN, top, font, 1.5, &lines);
    }
    height + 14.0
}

/// Draws the chart: its title, its day, and as many bars as can be read.
fn show(sheet: &mut Sheet, chart: &ChartContent) {
    let (start, width) = (PANEL + PADDING, WIDTH - PANEL - PADDING - MARGIN);
    let font = Type::serif(28.0);
    let title = shortened(balanced(&chart.title, font, width), font, width, 2);
    let mut top = sheet.lines(start, MARGIN - 8.0, font, 1.35, &title);
    let font = Type::sans(26.0, "ink");
    top = sheet.lines(start, top, font, 1.5, &within(&chart.day, font, width, 1));
    // A card is seen from too far away for the inset.
    let blocks = &chart.blocks;
    let ems: f64 = blocks
        .iter()
        .map(|block| bars::bottom(block, block.bars.len()))
        .sum();
    let room = LOWEST - top - whole(blocks.len()) * HEAD;
    let em = (room / ems.max(1.0)).clamp(15.0, width / 18.2);
    let (mut left_out, mut full) = (0, false);
    for block in blocks {
        let fits =
            |count: &usize| !full && top + HEAD + bars::bottom(block, *count) * em <= LOWEST + 2.0;
        let all = block.bars.len();
        let shown = (1..=all).take_while(fits).count();
        full |= shown < all;
        left_out += all - shown + block.rest.0;
        if shown > 0 {
            top = draw_block(sheet, block, shown, (start, top, width), em);
        }
    }
    if left_out > 0 {
        sheet.lines(
            start,
            top + 8.0,
            Type::sans(18.0, "grey"),
            1.2,
            &[format!("+ {left_out}")],
        );
        return;
    }
    explain(sheet, chart, (start, top + 14.0, width));
}

/// Draws the legend, as far as there is room.
fn explain(sheet: &mut Sheet, chart: &ChartContent, (start, mut top, width): (f64, f64, f64)) {
    let font = Type::sans(18.0, "grey");
    for paragraph in chart.legend.iter().filter(|text| !text.is_empty()) {
        let set = lines(paragraph, font, width);
        if top + whole(set.len()) * font.size * 1.45 > HEIGHT - MARGIN + 12.0 {
            return;
        }
        top = sheet.lines(start, top, font, 1.45, &set) + 6.0;
    }
}

/// The lowest end of the last bar.
const LOWEST: f64 = HEIGHT - 40.0;

/// The rule and the name above a block's bars.
const HEAD: f64 = 54.0;

fn draw_block(
    sheet: &mut Sheet,
    block: &BlockContent,
    count: usize,
    (start, top, width): (f64, f64, f64),
    em: f64,
) -> f64 {
    sheet.rule(start, top + 16.0, width, 1.0, "hairline");
    let font = Type::sans(18.0, "grey");
    sheet.lines(
        start,
        top + 22.0,
        font,
        1.6,
        &shortened(within(&block.label, font, width, 1), font, width, 1),
    );
    let place = Place {
        left: sheet.left(start, width),
        top: top + HEAD,
        width,
        em,
    };
    bars::draw(sheet, block, count, place);
    place.top + bars::bottom(block, count) * em
}

#[expect(clippy::cast_precision_loss, reason = "a few lines")]
fn whole(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded down, never negative"
)]
fn fitting(room: f64, line: f64) -> usize {
    (room / line).max(0.0) as usize
}
