//! The axis beside the timeline: a dot for each event, in true time or at equal distances. Dots
//! that would cover each other are merged, so ten thousand events cost no more to draw than two
//! hundred.

use crate::story::{Date, Day, Event};

use super::scale::TimeScale;

/// The spacing of events on the axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spacing {
    /// True time: all years have the same length.
    #[default]
    Time,
    /// Equal distances between neighbouring events.
    Equal,
}

/// A dot: one event, or several that are too close to each other to draw separately.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// The position of its middle, from 0 to 1.
    pub place: f64,
    /// The positions of beginning and end for dates longer than a dot; otherwise both are `place`.
    pub span: (f64, f64),
    /// The index of its first event in the given events.
    pub first: usize,
    /// The number of its events.
    pub count: usize,
}

/// Dots closer than this are merged.
const MERGE: f64 = 1.0 / 240.0;

/// Dates longer than this are drawn as lines.
const WIDE: f64 = 1.0 / 60.0;

/// The axis of a list of events in order of time.
///
/// ```
/// use explainer::layout::{Axis, Spacing};
/// use explainer::story::{Event, Status};
///
/// let event = |id: &str, date: &str| Event {
///     id: id.parse().unwrap(),
///     date: date.parse().unwrap(),
///     title: [("en".parse().unwrap(), id.into())].into_iter().collect(),
///     body: None,
///     actors: Vec::new(),
///     tags: Vec::new(),
///     status: Status::Established,
///     speaker: None,
///     response: None,
///     sources: Vec::new(),
///     links: Vec::new(),
///     media: Vec::new(),
///     key: false,
/// };
/// let events = [event("a", "2010"), event("b", "2011"), event("c", "2020")];
/// let places = |spacing| {
///     let axis = Axis::new(events.iter(), &"2020".parse().unwrap(), spacing);
///     axis.dots(events.iter()).iter().map(|dot| dot.place).collect::<Vec<_>>()
/// };
/// // In true time, the second event is near the first; at equal distances, in the middle.
/// assert!(places(Spacing::Time)[1] < 0.2);
/// assert_eq!(places(Spacing::Equal)[1], 0.5);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    scale: TimeScale,
    spacing: Spacing,
    count: usize,
}

impl Axis {
    /// Makes the axis of events in order of time; without events it begins at `until`.
    pub fn new<'e>(
        events: impl Iterator<Item = &'e Event> + Clone,
        until: &Date,
        spacing: Spacing,
    ) -> Self {
        let finite = |day: &Day| day.is_finite();
        let first = events.clone().map(|event| event.date.anchor()).find(finite);
        let last = events
            .clone()
            .flat_map(|event| [event.date.anchor(), event.date.end_exclusive()])
            .filter(finite);
        let from = first.unwrap_or_else(|| until.anchor());
        let to = last.fold(from, Day::max);
        Axis {
            scale: TimeScale::new(from, to),
            spacing,
            count: events.count(),
        }
    }

    /// Returns the scale of true time.
    pub fn scale(&self) -> TimeScale {
        self.scale
    }

    /// Returns an axis with a part of the scale: `times` shorter, around a day.
    #[must_use]
    pub fn zoomed(&self, around: Day, times: f64) -> Self {
        Axis {
            scale: self.scale.zoomed(around, times),
            ..self.clone()
        }
    }

    /// Returns the position of an event, from 0 to 1. `index` is its index in the events of the
    /// axis.
    pub fn place(&self, index: usize, event: &Event) -> f64 {
        match self.spacing {
            Spacing::Time => self.scale.place(middle(&event.date)),
            Spacing::Equal => fraction(index, self.count),
        }
    }

    /// Returns the dots of the events, which must be those of the axis.
    pub fn dots<'e>(&self, events: impl Iterator<Item = &'e Event>) -> Vec<Dot> {
        let mut dots: Vec<Dot> = Vec::new();
        let (from, to) = self.scale.ends();
        for (index, event) in events.enumerate() {
            let anchor = event.date.anchor();
            if self.spacing == Spacing::Time && (anchor < from || anchor > to) {
                continue;
            }
            let place = self.place(index, event);
            match dots.last_mut() {
                Some(dot) if (place - dot.place).abs() < MERGE => dot.count += 1,
                _ => dots.push(Dot {
                    place,
                    span: self.span(place, event),
                    first: index,
                    count: 1,
                }),
            }
        }
        dots
    }

    fn span(&self, place: f64, event: &Event) -> (f64, f64) {
        let span = (
            self.scale.place(event.date.first_day()),
            self.scale.place(event.date.end_exclusive()),
        );
        let wide = self.spacing == Spacing::Time && span.1 - span.0 > WIDE;
        if wide { span } else { (place, place) }
    }

    /// Returns the index of the event nearest to a position, among the events of the axis.
    pub fn nearest<'e>(
        &self,
        place: f64,
        events: impl Iterator<Item = &'e Event>,
    ) -> Option<usize> {
        let distance =
            |(index, event): (usize, &Event)| ((self.place(index, event) - place).abs(), index);
        events
            .enumerate()
            .map(distance)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, index)| index)
    }
}

/// Returns the middle of a single date, and the known beginning or end of a range.
fn middle(date: &Date) -> Day {
    let (first, past) = (date.first_day(), date.end_exclusive());
    if date.end.is_none() && first.is_finite() {
        Day::new(f64::midpoint(first.number(), past.number()))
    } else {
        date.anchor()
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of events stay far below 2^52"
)]
fn fraction(index: usize, count: usize) -> f64 {
    (index as f64 + 0.5) / count.max(1) as f64
}
