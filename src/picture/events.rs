//! Events on a line of time, for a story without a chart: all of them if there is room, else the
//! first and the last.

use crate::story::Event;

use super::Scene;
use super::lines::{Type, lines, shortened};
use super::palette::colour;
use super::sheet::{Sheet, number};

/// The number of events that are drawn.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Fit {
    /// As many as end above this.
    Until(f64),
    /// At most this many, in type of this size.
    Most(usize, f64),
}

/// The distance from the line of time to the text, in ems.
const INDENT: f64 = 1.4;

/// An event, broken into lines.
struct Entry {
    date: Vec<String>,
    title: Vec<String>,
}

/// Draws events in a column that begins `start` from the side where lines begin. Returns the bottom
/// of the last.
pub(super) fn draw(
    sheet: &mut Sheet,
    scene: &Scene,
    (start, top, width): (f64, f64, f64),
    fit: Fit,
) -> f64 {
    let events = &scene.story.document().events;
    let chosen = |size: f64, count: usize| {
        let (first, last) = ends(events, count);
        let entries = |events: &[Event]| {
            events
                .iter()
                .map(|event| entry(scene, event, size, width))
                .collect()
        };
        let entries: [Vec<Entry>; 2] = [entries(first), entries(last)];
        (entries, first.len() + last.len() < events.len())
    };
    let (size, (parts, gap)) = match fit {
        Fit::Most(count, size) => (size, chosen(size, count)),
        Fit::Until(bottom) => {
            let sizes = [26.0, 24.0, 22.0].into_iter();
            let tries = (3..=events.len().clamp(3, 5))
                .rev()
                .flat_map(|count| sizes.clone().map(move |size| (size, count)));
            let fits = |(size, count): &(f64, usize)| {
                let (parts, gap) = chosen(*size, *count);
                top + parts
                    .iter()
                    .flatten()
                    .map(|entry| height(entry, *size))
                    .sum::<f64>()
                    + f64::from(u8::from(gap)) * size
                    <= bottom
            };
            let (size, count) = tries.into_iter().find(fits).unwrap_or((22.0, 2));
            (size, chosen(size, count))
        }
    };
    let mut y = top;
    let [first, last] = parts;
    for entry in &first {
        y = draw_entry(sheet, entry, size, (start, y), false);
    }
    if gap {
        rail(sheet, start, (y, y + size), size, true);
        y += size;
    }
    let end = last.len();
    for (index, entry) in last.iter().enumerate() {
        y = draw_entry(sheet, entry, size, (start, y), index + 1 == end);
    }
    y
}

/// Returns the first and the last of the events, `count` in all.
fn ends(events: &[Event], count: usize) -> (&[Event], &[Event]) {
    let count = count.min(events.len());
    let (first, rest) = events
        .split_at_checked(count - count / 2)
        .unwrap_or((events, &[]));
    let last = rest.len().saturating_sub(count / 2);
    (first, rest.get(last..).unwrap_or_default())
}

fn entry(scene: &Scene, event: &Event, size: f64, width: f64) -> Entry {
    let (font, width) = (title_font(size), width - INDENT * size);
    let title = lines(&scene.text(&event.title), font, width);
    let date = shortened(
        vec![scene.locale.date(&event.date)],
        date_font(size),
        width,
        1,
    );
    Entry {
        date,
        title: shortened(title, font, width, 3),
    }
}

fn title_font(size: f64) -> Type {
    Type::serif(size)
}

fn date_font(size: f64) -> Type {
    Type::sans(size * 0.75, "grey")
}

/// The heights of the date's line, of the title's lines and of the space below, in ems.
const LEADS: (f64, f64, f64) = (1.1, 1.35, 0.75);

#[expect(clippy::cast_precision_loss, reason = "three lines")]
fn height(entry: &Entry, size: f64) -> f64 {
    size * (LEADS.0 + LEADS.1 * entry.title.len() as f64 + LEADS.2)
}

fn draw_entry(
    sheet: &mut Sheet,
    entry: &Entry,
    size: f64,
    (start, top): (f64, f64),
    last: bool,
) -> f64 {
    let bottom = top + height(entry, size);
    let middle = top + size * LEADS.0 / 2.0;
    if !last {
        rail(
            sheet,
            start,
            (middle, bottom + size * LEADS.0 / 2.0),
            size,
            false,
        );
    }
    let x = sheet.left(start + size * 0.3, 0.0);
    let attributes = format!(
        "cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"",
        number(x),
        number(middle),
        number(size * 0.24),
        colour("ink")
    );
    sheet.shape("circle", &attributes);
    let text = start + INDENT * size;
    let font = date_font(size);
    let below = sheet.lines(text, top, font, LEADS.0 / 0.75, &entry.date);
    sheet.lines(text, below, title_font(size), LEADS.1, &entry.title);
    bottom
}

/// Draws the line of time, dotted where events are left out.
fn rail(sheet: &mut Sheet, start: f64, (top, bottom): (f64, f64), size: f64, dotted: bool) {
    let x = number(sheet.left(start + size * 0.3, 0.0));
    let dash = if dotted {
        " stroke-dasharray=\"2 5\""
    } else {
        ""
    };
    let ink = colour(if dotted { "grey" } else { "hairline" });
    let (top, bottom) = (number(top), number(bottom));
    sheet.shape(
        "line",
        &format!(
            "x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{bottom}\" \
             stroke=\"{ink}\" stroke-width=\"2\"{dash}"
        ),
    );
}
