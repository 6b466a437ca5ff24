//! Dates in words, with their precision: a month stays a month, a year a year.

use crate::story::{Bound, Date, Day, Moment, Precision};

use super::{Locale, Word};

impl Locale {
    /// Returns a date or range in words.
    pub fn date(&self, date: &Date) -> String {
        let moment = |edge: Bound| match edge {
            Bound::At(moment) => self.moment(&moment),
            _ => String::new(),
        };
        let (a, b) = (moment(date.start), date.end.map(moment).unwrap_or_default());
        let word = match (date.start, date.end) {
            (_, None) => return a,
            (Bound::At(_), Some(Bound::At(_))) => Word::DateRange,
            (Bound::At(_), Some(Bound::Open)) => Word::Since,
            (Bound::At(_), Some(Bound::Unknown)) => Word::UnknownEnd,
            (Bound::Open, _) => Word::Until,
            (Bound::Unknown, _) => Word::UnknownStart,
        };
        self.fill(word, &[("a", &a), ("b", &b)])
    }

    /// Returns a day in words, for the chart.
    pub fn day(&self, day: Day) -> String {
        let (year, month, day) = day.civil();
        self.moment(&Moment::new(year, Precision::Day(month, day)))
    }

    /// Returns a moment in words.
    pub fn moment(&self, moment: &Moment) -> String {
        let mut text = self.plain_moment(moment);
        if moment.approximate {
            text = self.fill(Word::DateAbout, &[("date", &text)]);
        }
        if moment.uncertain {
            text = self.fill(Word::DateUncertain, &[("date", &text)]);
        }
        text
    }

    fn plain_moment(&self, moment: &Moment) -> String {
        let year = self.year(moment.year);

        match moment.precision {
            Precision::Year => year,
            Precision::Century => self.fill(Word::CenturyOf, &[("n", &moment.year.to_string())]),
            Precision::Decade => self.fill(Word::Decade, &[("n", &moment.year.to_string())]),
            Precision::Season(season) => {
                let season = self.nth(Word::Seasons, usize::from(season));
                self.fill_part(Word::Seasons, season, &[("y", &year)])
            }
            Precision::Month(month) => {
                self.fill(Word::MonthOf, &[("m", &self.month(month)), ("y", &year)])
            }
            Precision::Day(month, day) => self.day_of(month, day, &year),
            Precision::Time(month, day, second) => {
                let date = self.day_of(month, day, &year);
                let (hour, minute) = (second / 3600, second / 60 % 60);
                let values = [
                    ("date", &*date),
                    ("h", &hour.to_string()),
                    ("min", &format!("{minute:02}")),
                ];
                self.fill(Word::TimeOf, &values)
            }
        }
    }

    fn month(&self, month: u8) -> String {
        let name = self.nth(Word::Months, usize::from(month).saturating_sub(1));
        self.part(Word::Months, name)
    }

    fn day_of(&self, month: u8, day: u8, year: &str) -> String {
        let month = self.month(month);
        self.fill(
            Word::DayOf,
            &[("d", &day.to_string()), ("m", &month), ("y", year)],
        )
    }

    /// Returns the label of a tick of the axis: short, years without 年.
    pub fn tick(&self, moment: &Moment) -> String {
        match moment.precision {
            Precision::Month(month) if month > 1 => self
                .nth(Word::ShortMonths, usize::from(month) - 1)
                .to_owned(),
            _ if moment.year > 0 => self.plain_or_grouped(moment.year),
            _ => self.year(moment.year),
        }
    }

    /// Returns a year in words: BCE up to year 0, and in millions or billions of years ago from a
    /// million years.
    pub fn year(&self, year: i64) -> String {
        let ago = year.saturating_neg();
        if ago >= 1_000_000 {
            let (unit, word) = if ago >= 1_000_000_000 {
                (1_000_000_000, Word::BillionYearsAgo)
            } else {
                (1_000_000, Word::MillionYearsAgo)
            };
            return self.ago(ago, unit, word);
        }
        if year <= 0 {
            return self.fill(Word::YearBce, &[("y", &self.plain_or_grouped(1 - year))]);
        }
        self.fill(Word::YearPlain, &[("y", &self.plain_or_grouped(year))])
    }

    /// Returns years ago in a unit. Japanese counts in 万 and 億, so its patterns end in `00万` and
    /// `0億`; a `0` in the pattern takes the digit after the point: 138億年 is 13.8 billion years.
    fn ago(&self, ago: i64, unit: i64, word: Word) -> String {
        let pattern = self.word(word);
        let tenths = (ago * 10 + unit / 2) / unit;
        let (whole, tenth) = (tenths / 10, tenths % 10);
        let (head, place) = pattern.split_once('{').unwrap_or((pattern, ""));
        let zeros = place.strip_prefix("n}").unwrap_or_default();
        let (number, tail) = match zeros.strip_prefix('0') {
            Some(rest) => ((whole * 10 + tenth).to_string(), rest),
            None => (self.tenths(tenths), zeros),
        };
        self.part(word, &format!("{head}{number}{tail}"))
    }

    /// Returns one of the parts of a word between `|`.
    fn nth(&self, word: Word, index: usize) -> &str {
        let part = self.word(word).split('|').nth(index);
        part.unwrap_or_default()
    }

    fn plain_or_grouped(&self, year: i64) -> String {
        if year > 9999 {
            self.number(year)
        } else {
            year.to_string()
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use crate::locale::tests::locale;

    #[test]
    fn dates_say_what_is_known_and_no_more() {
        let cases = [
            ("2018", "2018", "2018年"),
            ("2018-02", "February 2018", "2018年2月"),
            ("2015-12-11", "11 December 2015", "2015年12月11日"),
            ("2015~", "about 2015", "2015年ごろ"),
            ("2015-06?", "June 2015 (uncertain)", "2015年6月（不確か）"),
            (
                "2025-08-11/2025-08-12",
                "11 August 2025 to 12 August 2025",
                "2025年8月11日から2025年8月12日まで",
            ),
            ("2018/..", "since 2018", "2018年から"),
            ("../2018", "until 2018", "2018年まで"),
            ("201X", "the 2010s", "2010年代"),
            ("2015-22", "summer 2015", "2015年夏"),
            ("-0043-03-15", "15 March 44 BCE", "紀元前44年3月15日"),
            ("Y-13800000000", "13.8 billion years ago", "138億年前"),
            ("Y-66000000", "66 million years ago", "6600万年前"),
            (
                "1969-07-20T20:17",
                "20 July 1969, 20:17",
                "1969年7月20日20時17分",
            ),
        ];
        for (edtf, english, japanese) in cases {
            let date = edtf.parse().unwrap();
            assert_eq!(locale("en").date(&date), english);
            assert_eq!(locale("ja").date(&date), japanese);
        }
    }
}
