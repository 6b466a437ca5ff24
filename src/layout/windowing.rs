//! Windowing of a long list. A list is divided into chunks. Chunks near the reader are built; an
//! empty box replaces each other one, with the height that was last measured, or an estimate.

use std::ops::Range;

/// The number of events in a chunk.
pub(super) const CHUNK: usize = 8;

/// Up to this number of events everything is built, and the browser's own search finds all of it.
pub(super) const WHOLE: usize = 120;

/// The chunks of a list with their heights, in pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chunks {
    heights: Vec<Option<f64>>,
}

impl Chunks {
    /// Divides a list of `events` events.
    pub fn new(events: usize) -> Self {
        Chunks {
            heights: vec![
                None;
                if events <= WHOLE {
                    1
                } else {
                    events.div_ceil(CHUNK)
                }
            ],
        }
    }

    /// Returns the number of events that are built before the reader scrolls.
    pub fn at_first(events: usize) -> usize {
        let chunks = Chunks::new(events);
        chunks
            .events(chunks.in_sight(0.0, 0.0).end.saturating_sub(1), events)
            .end
    }

    /// Returns the number of chunks.
    pub fn count(&self) -> usize {
        self.heights.len()
    }

    /// Stores the measured height of a chunk, in pixels.
    pub fn measure(&mut self, chunk: usize, height: f64) {
        if let Some(known) = self.heights.get_mut(chunk) {
            *known = Some(height);
        }
    }

    /// Returns the positions in the list of a chunk's events; `events` is the length of the list.
    pub fn events(&self, chunk: usize, events: usize) -> Range<usize> {
        if self.heights.len() == 1 {
            0..events
        } else {
            chunk * CHUNK..events.min((chunk + 1) * CHUNK)
        }
    }

    /// Returns the chunk of a position in the list.
    pub fn chunk(&self, position: usize) -> usize {
        if self.heights.len() == 1 {
            0
        } else {
            (position / CHUNK).min(self.heights.len() - 1)
        }
    }

    /// Returns the total height of some chunks, in pixels.
    pub fn height(&self, chunks: Range<usize>) -> f64 {
        let usual = self.usual();
        self.heights
            .get(chunks)
            .unwrap_or_default()
            .iter()
            .map(|height| height.unwrap_or(usual))
            .sum()
    }

    /// Returns the chunks to build for a window of `length` pixels that begins `from` pixels below
    /// the list's top: those in sight and one more on each side.
    pub fn in_sight(&self, from: f64, length: f64) -> Range<usize> {
        let usual = self.usual();
        let (mut top, mut first, mut last) = (0.0, self.heights.len().saturating_sub(1), 0);
        for (chunk, height) in self.heights.iter().enumerate() {
            let bottom = top + height.unwrap_or(usual);
            if bottom > from && top <= from + length {
                first = first.min(chunk);
                last = chunk;
            }
            top = bottom;
        }
        let first = first.saturating_sub(1);
        first..(last.max(first) + 2).min(self.heights.len())
    }

    /// Returns the mean of the measured heights; an estimate if there are none.
    fn usual(&self) -> f64 {
        let (sum, count) = self
            .heights
            .iter()
            .flatten()
            .fold((0.0, 0.0), |(sum, count), height| {
                (sum + height, count + 1.0)
            });
        #[expect(clippy::cast_precision_loss, reason = "eight")]
        if count > 0.0 {
            sum / count
        } else {
            200.0 * CHUNK as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_are_whole() {
        let chunks = Chunks::new(WHOLE);
        assert_eq!(chunks.count(), 1);
        assert_eq!(chunks.events(0, WHOLE), 0..WHOLE);
        assert_eq!(chunks.in_sight(0.0, 800.0), 0..1);
        assert_eq!(Chunks::new(0).in_sight(0.0, 800.0), 0..1);
        assert_eq!(Chunks::at_first(WHOLE), WHOLE);
        assert_eq!(Chunks::at_first(WHOLE + 1), 2 * CHUNK);
    }

    proptest::proptest! {
        #[test]
        fn what_is_in_sight_is_built(
            events in 121_usize..5_000,
            measured in proptest::collection::vec((0_usize..400, 10.0..9_000.0_f64), 0..50),
            place in 0.0..1.0_f64,
            length in 100.0..2_000.0_f64,
        ) {
            let mut chunks = Chunks::new(events);
            for (chunk, height) in measured {
                chunks.measure(chunk, height);
            }
            let all = chunks.height(0..chunks.count());
            let from = place * all;
            let built = chunks.in_sight(from, length);
            proptest::prop_assert!(!built.is_empty() && built.end <= chunks.count());
            let (top, bottom) = (chunks.height(0..built.start), chunks.height(0..built.end));
            proptest::prop_assert!(top <= from + 1e-6 && bottom >= (from + length).min(all) - 1e-6);
        }
    }
}
