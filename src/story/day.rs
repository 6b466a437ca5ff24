//! Days as numbers, for what is compared, measured and drawn: see [`Day`].

use std::cmp::Ordering;

/// A point in time: days since the beginning of 1970-01-01 in the proleptic Gregorian calendar,
/// with a fraction for the time of day.
///
/// ```
/// use explainer::story::{Date, Day};
///
/// let february: Date = "2018-02".parse().unwrap();
/// assert_eq!(february.first_day(), Day::new(17_563.0));
/// assert_eq!(february.end_exclusive(), Day::new(17_563.0 + 28.0));
/// assert_eq!(february.end_exclusive().previous().civil(), (2018, 2, 28));
///
/// let since: Date = "2018/..".parse().unwrap();
/// assert_eq!(since.end_exclusive(), Day::FOREVER);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day(f64);

impl Day {
    /// Before every other day: the beginning of a range whose beginning is open or unknown.
    pub const MIN: Day = Day(f64::NEG_INFINITY);

    /// After every other day: the end of a range whose end is open or unknown.
    pub const FOREVER: Day = Day(f64::INFINITY);

    /// Returns the day of a number.
    pub const fn new(days: f64) -> Self {
        Day(days)
    }

    /// Returns the number.
    pub const fn number(self) -> f64 {
        self.0
    }

    /// Returns false for [`Day::MIN`] and [`Day::FOREVER`].
    pub fn is_finite(self) -> bool {
        self.0.is_finite()
    }

    /// Returns the day before: the last day of what ended when this day began.
    #[must_use]
    pub fn previous(self) -> Self {
        Day(self.0 - 1.0)
    }

    /// Returns the number of days between two days; never negative.
    pub fn distance(self, other: Day) -> f64 {
        (self.0 - other.0).abs()
    }

    /// Returns year, month and day of the month.
    pub fn civil(self) -> (i64, u8, u8) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the cast saturates, and the farthest year of a story is far below the limit"
        )]
        civil(self.0.floor() as i64)
    }
}

impl Eq for Day {}

impl Ord for Day {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }

    fn max(self, other: Self) -> Self {
        Day(self.0.max(other.0))
    }

    fn min(self, other: Self) -> Self {
        Day(self.0.min(other.0))
    }
}

/// The four operators compare the numbers: that is less code than a call of [`Ord::cmp`].
impl PartialOrd for Day {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }

    fn lt(&self, other: &Self) -> bool {
        self.0 < other.0
    }

    fn le(&self, other: &Self) -> bool {
        self.0 <= other.0
    }

    fn gt(&self, other: &Self) -> bool {
        self.0 > other.0
    }

    fn ge(&self, other: &Self) -> bool {
        self.0 >= other.0
    }
}

/// Returns the number of days since 1970-01-01 in the proleptic Gregorian calendar (Howard
/// Hinnant's `days_from_civil`, counting from the first of March so that the leap day comes last).
pub fn day_number(year: i64, month: u8, day: u8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Returns year, month and day of a day number; the inverse of [`day_number`].
pub fn civil(day_number: i64) -> (i64, u8, u8) {
    let shifted = day_number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (
        year,
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_operators_agree_with_the_order(a in -4e13..4e13_f64, b in -4e13..4e13_f64) {
            let ends = [Day::MIN, Day::new(a), Day::new(b), Day::new(a), Day::FOREVER];
            for a in ends {
                for b in ends {
                    let order = a.cmp(&b);
                    proptest::prop_assert_eq!(a == b, order.is_eq());
                    proptest::prop_assert_eq!(a < b, order.is_lt());
                    proptest::prop_assert_eq!(a <= b, order.is_le());
                    proptest::prop_assert_eq!(a > b, order.is_gt());
                    proptest::prop_assert_eq!(a >= b, order.is_ge());
                    proptest::prop_assert_eq!(a.max(b), if order.is_lt() { b } else { a });
                    proptest::prop_assert_eq!(a.min(b), if order.is_lt() { a } else { b });
                }
            }
        }
    }
}
