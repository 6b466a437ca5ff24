//! Windowing: which part of a long list is built. A list is cut into chunks. Chunks near the reader are
//! built; the others are represented by their height, measured if they were ever built, else estimated.

use std::ops::Range;

/// Events on a sheet.
pub(super) const SHEET: usize = 8;

/// Up to so many events everything is built, and the browser's own search finds all of it.
pub(super) const WHOLE: usize = 120;

/// Heights of a list's sheets, in pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chunks {
    heights: Vec<Option<f64>>,
}

impl Chunks {
    /// The sheets of a list.
    pub fn new(events: usize) -> Self {
        Chunks {
            heights: vec![
                None;
                if events <= WHOLE {
                    1
                } else {
                    events.div_ceil(SHEET)
                }
            ],
        }
    }

    /// How many events of a list are built before anyone has scrolled.
    pub fn at_first(events: usize) -> usize {
        let sheets = Chunks::new(events);
        sheets
            .events(sheets.in_sight(0.0, 0.0).end.saturating_sub(1), events)
            .end
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.heights.len()
    }

    /// Remembers the height of a sheet that is there.
    pub fn measure(&mut self, sheet: usize, height: f64) {
        if let Some(known) = self.heights.get_mut(sheet) {
            *known = Some(height);
        }
    }

    /// Places in the list of a sheet's events.
    pub fn events(&self, sheet: usize, events: usize) -> Range<usize> {
        if self.heights.len() == 1 {
            0..events
        } else {
            sheet * SHEET..events.min((sheet + 1) * SHEET)
        }
    }

    /// The sheet of a place in the list.
    pub fn sheet(&self, place: usize) -> usize {
        if self.heights.len() == 1 {
            0
        } else {
            (place / SHEET).min(self.heights.len() - 1)
        }
    }

    /// Height of some sheets together.
    pub fn height(&self, sheets: Range<usize>) -> f64 {
        let usual = self.usual();
        self.heights
            .get(sheets)
            .unwrap_or_default()
            .iter()
            .map(|height| height.unwrap_or(usual))
            .sum()
    }

    /// The sheets that a view of `length` pixels needs when it begins `from` pixels below the list's top:
    /// those in sight and one beyond on either side.
    pub fn in_sight(&self, from: f64, length: f64) -> Range<usize> {
        let usual = self.usual();
        let (mut top, mut first, mut last) = (0.0, self.heights.len().saturating_sub(1), 0);
        for (sheet, height) in self.heights.iter().enumerate() {
            let bottom = top + height.unwrap_or(usual);
            if bottom > from && top <= from + length {
                first = first.min(sheet);
                last = sheet;
            }
            top = bottom;
        }
        let first = first.saturating_sub(1);
        first..(last.max(first) + 2).min(self.heights.len())
    }

    /// The mean of what was measured.
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
            200.0 * SHEET as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_are_whole() {
        let sheets = Chunks::new(WHOLE);
        assert_eq!(sheets.count(), 1);
        assert_eq!(sheets.events(0, WHOLE), 0..WHOLE);
        assert_eq!(sheets.in_sight(0.0, 800.0), 0..1);
        assert_eq!(Chunks::new(0).in_sight(0.0, 800.0), 0..1);
        assert_eq!(Chunks::at_first(WHOLE), WHOLE);
        assert_eq!(Chunks::at_first(WHOLE + 1), 2 * SHEET);
    }

    proptest::proptest! {
        #[test]
        fn what_is_in_sight_is_built(
            events in 121_usize..5_000,
            measured in proptest::collection::vec((0_usize..400, 10.0..9_000.0_f64), 0..50),
            place in 0.0..1.0_f64,
            length in 100.0..2_000.0_f64,
        ) {
            let mut sheets = Chunks::new(events);
            for (sheet, height) in measured {
                sheets.measure(sheet, height);
            }
            let all = sheets.height(0..sheets.count());
            let from = place * all;
            let built = sheets.in_sight(from, length);
            proptest::prop_assert!(!built.is_empty() && built.end <= sheets.count());
            let (top, bottom) = (sheets.height(0..built.start), sheets.height(0..built.end));
            proptest::prop_assert!(top <= from + 1e-6 && bottom >= (from + length).min(all) - 1e-6);
        }
    }
}
