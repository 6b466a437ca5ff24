//! Years that are counted from another beginning: the eras of Japan, the Republic of China, the
//! Buddhist calendar of Thailand.

use crate::story::{Day, Moment, Precision};

/// An era: its year 1 is the year after `before`.
pub(super) struct Era {
    /// Its names and abbreviations in small letters, longer ones first.
    pub(super) names: &'static [&'static str],
    /// The common year before its first.
    pub(super) before: i64,
    /// Its first and last day as year, month and day, where it ended.
    pub(super) first: (i64, u8, u8),
    pub(super) last: Option<(i64, u8, u8)>,
}

/// The eras that are read.
pub(super) const ERAS: &[Era] = &[
    Era {
        names: &["明治", "㍾", "明", "m"],
        before: 1867,
        first: (1868, 1, 25),
        last: Some((1912, 7, 30)),
    },
    Era {
        names: &["大正", "㍽", "大", "t"],
        before: 1911,
        first: (1912, 7, 30),
        last: Some((1926, 12, 25)),
    },
    Era {
        names: &["昭和", "㍼", "昭", "s"],
        before: 1925,
        first: (1926, 12, 25),
        last: Some((1989, 1, 7)),
    },
    Era {
        names: &["平成", "㍻", "平", "h"],
        before: 1988,
        first: (1989, 1, 8),
        last: Some((2019, 4, 30)),
    },
    Era {
        names: &["令和", "㋿", "令", "r"],
        before: 2018,
        first: (2019, 5, 1),
        last: None,
    },
    Era {
        names: &["中華民國", "中华民国", "民國", "民国"],
        before: 1911,
        first: (1912, 1, 1),
        last: None,
    },
    Era {
        names: &["พ.ศ.", "พ.ศ", "พศ", "b.e.", "be"],
        before: -543,
        first: (-542, 1, 1),
        last: None,
    },
];

impl Era {
    /// Returns true if a range of days, each as year, month and day, is at least partly in the era.
    pub(super) fn holds(&self, (first, last): (Day, Day)) -> bool {
        let day = |(year, month, day): (i64, u8, u8)| {
            let (first, past) = Moment::new(year, Precision::Day(month, day)).days();
            (first, past)
        };
        last > day(self.first).0 && self.last.is_none_or(|end| first < day(end).1)
    }
}

/// The first year in which Japan's eras use the Gregorian calendar.
pub(super) const JAPAN_SOLAR_SINCE: i64 = 1873;
