//! A linear time scale: from days to positions between 0 and 1 and back, with ticks at round years
//! or months.

use crate::story::{Day, Moment, Precision, day_number};

/// A period of time, mapped to positions from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    from: Day,
    to: Day,
}

/// A labelled position on the scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// The position, from 0 to 1.
    pub place: f64,
    /// The year or month that begins there.
    pub moment: Moment,
}

/// The mean number of days in a year of the Gregorian calendar.
const YEAR: f64 = 365.2425;

impl TimeScale {
    /// Makes a scale from one day to another. It is at least one day long, so that every position
    /// has a day.
    pub fn new(from: Day, to: Day) -> Self {
        TimeScale {
            from,
            to: to.max(Day::new(from.number() + 1.0)),
        }
    }

    /// Returns the position of a day, from 0 to 1; days beyond the scale are at its ends.
    pub fn place(&self, day: Day) -> f64 {
        share((day.number() - self.from.number()) / self.length())
    }

    /// Returns the day at a position.
    pub fn day(&self, place: f64) -> Day {
        Day::new(self.from.number() + share(place) * self.length())
    }

    /// Returns the days at both ends.
    pub fn ends(&self) -> (Day, Day) {
        (self.from, self.to)
    }

    /// Returns about `count` ticks at round years, or at months on a short scale; at most one more.
    pub fn ticks(&self, count: usize) -> Vec<Tick> {
        let count = i64::try_from(count.max(1)).unwrap_or(i64::MAX);
        let (from, to) = (month_of(self.from), month_of(self.to));
        // Steps in months: 1, 3, 6 months, or 1, 2, 5 … years.
        let months = [1, 3, 6]
            .into_iter()
            .chain((0..12).flat_map(|power| [1, 2, 5].map(|step| 12 * step * 10_i64.pow(power))));
        let fits = |step: &i64| (to - from) / step < count;
        let step = months.into_iter().find(fits).unwrap_or(i64::MAX);
        let first = from.div_euclid(step) + i64::from(from.rem_euclid(step) != 0);
        (first..=to.div_euclid(step))
            .map(|nth| self.tick(nth * step, step))
            .collect()
    }

    fn tick(&self, month: i64, step: i64) -> Tick {
        let (year, zero_based) = (month.div_euclid(12), month.rem_euclid(12));
        let number = u8::try_from(zero_based + 1).unwrap_or(1);
        let precision = if step % 12 == 0 {
            Precision::Year
        } else {
            Precision::Month(number)
        };
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let day = Day::new(day_number(year, number, 1) as f64);
        Tick {
            place: self.place(day),
            moment: Moment::new(year, precision),
        }
    }

    /// Returns a part of the scale, `times` shorter, around a day.
    #[must_use]
    pub fn zoomed(&self, around: Day, times: f64) -> TimeScale {
        let length = self.length() / times.max(1.0);
        let last = self.to.number() - length;
        let from = (around.number() - length / 2.0).min(last);
        let from = from.max(self.from.number());
        TimeScale::new(Day::new(from), Day::new(from + length))
    }

    /// Returns the length in years.
    pub fn years(&self) -> f64 {
        self.length() / YEAR
    }

    /// Returns the length in days.
    fn length(&self) -> f64 {
        self.to.number() - self.from.number()
    }
}

/// The position, from 0 to 1.
#[expect(
    clippy::manual_clamp,
    reason = "f64::clamp's message prints floats, which costs the browser 15 KB"
)]
fn share(place: f64) -> f64 {
    place.max(0.0).min(1.0)
}

/// Returns the number of months since the beginning of year 0.
fn month_of(day: Day) -> i64 {
    let (year, month, _) = day.civil();
    year * 12 + i64::from(month) - 1
}

#[cfg(test)]
#[expect(
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "small known numbers"
)]
mod tests {
    use super::*;

    fn days(year: i64) -> Day {
        Day::new(year as f64 * YEAR - 719_528.0)
    }

    fn scale(from: f64, to: f64) -> TimeScale {
        TimeScale::new(Day::new(from), Day::new(to))
    }

    #[test]
    fn ticks_are_few_and_round() {
        for (from, to, count) in [
            (2015, 2026, 8),
            (1600, 2020, 6),
            (-13_800_000, 2020, 5),
            (2020, 2021, 12),
        ] {
            let scale = TimeScale::new(days(from), days(to));
            let ticks = scale.ticks(count);
            assert!(
                !ticks.is_empty() && ticks.len() <= count + 1,
                "{from} {to}: {}",
                ticks.len()
            );
            assert!(ticks.windows(2).all(|pair| pair[0].place < pair[1].place));
        }
    }

    #[test]
    fn a_zoom_stays_inside() {
        let scale = scale(0.0, 1000.0);
        let ends = |around: f64, times: f64| {
            let (from, to) = scale.zoomed(Day::new(around), times).ends();
            (from.number(), to.number())
        };
        assert_eq!(ends(990.0, 4.0), (750.0, 1000.0));
        assert_eq!(ends(500.0, 4.0), (375.0, 625.0));
        assert_eq!(ends(500.0, 0.5), (0.0, 1000.0));
    }

    proptest::proptest! {
        #[test]
        fn places_keep_the_order_of_days(
            a in -5e12..5e12_f64,
            b in -5e12..5e12_f64,
            day in -5e12..5e12_f64,
        ) {
            let scale = scale(a.min(b), a.max(b));
            let (low, high) = (Day::new(a.min(day)), Day::new(a.max(day)));
            proptest::prop_assert!(scale.place(low) <= scale.place(high));
            proptest::prop_assert!((0.0..=1.0).contains(&scale.place(Day::new(day))));
        }

        #[test]
        fn a_place_leads_back_to_its_day(
            from in -1e6..1e6_f64,
            length in 1.0..1e6_f64,
            place in 0.0..1.0_f64,
        ) {
            let scale = scale(from, from + length);
            proptest::prop_assert!((scale.place(scale.day(place)) - place).abs() < 1e-6);
        }
    }
}
