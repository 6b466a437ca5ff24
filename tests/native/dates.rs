//! Compares our dates with `edtf-core`, an independent parser of all of EDTF.

use edtf_core::Edtf;
use explainer::story::{Bound, Date, Day, Precision, civil, day_number};
use proptest::prelude::*;

use crate::strategies::date;

/// Returns true if EDTF can express a date: its times have seconds, and its ranges have no times.
fn can_be_said(date: &Date) -> bool {
    let timed = |edge: Bound| {
        matches!(
            edge,
            Bound::At(moment) if matches!(moment.precision, Precision::Time(..))
        )
    };
    !timed(date.start) && !date.end.is_some_and(timed)
}

/// Returns the day of a bound as our day number; `None` if it is open.
fn day(bound: edtf_core::Bound) -> Option<i64> {
    match bound {
        edtf_core::Bound::Date(day) => Some(day_number(day.year, day.month, day.day)),
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a day's number is far below 2^53"
)]
fn whole(day: Day) -> Option<i64> {
    day.is_finite().then_some(day.number() as i64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_date_is_written_as_it_was_read(date in date()) {
        prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
    }

    #[test]
    fn what_we_write_is_edtf_and_spans_the_same_days(date in date()) {
        prop_assume!(can_be_said(&date));
        let text = date.to_string();
        let edtf = Edtf::parse(&text).map_err(|error| TestCaseError::fail(format!("{text}: \
            {error}")))?;
        let bounds = edtf.bounds();
        if date.start != Bound::Unknown {
            prop_assert_eq!(whole(date.first_day()), day(bounds.earliest), "beginning of {}", text);
        }
        if date.end != Some(Bound::Unknown) {
            prop_assert_eq!(
                whole(date.end_exclusive()),
                day(bounds.latest).map(|day| day + 1),
                "end of {}",
                text
            );
        }
    }

    /// Texts that are similar to dates: we accept nothing that EDTF refuses.
    #[test]
    fn we_accept_only_edtf(
        text in "-?[0-9X]{3,5}(-[0-9]{1,2}){0,2}[~?%]?\
                 (/(\\.\\.|-?[0-9X]{4}(-[0-9]{2}){0,2}[~?%]?)?)?",
    ) {
        if text.parse::<Date>().is_ok() {
            prop_assert!(Edtf::parse(&text).is_ok(), "{} is no EDTF", text);
        }
    }

    /// Plain days of the calendar: we accept all that EDTF accepts.
    #[test]
    fn we_accept_every_plain_day(text in "[0-9]{4}(-[0-1][0-9](-[0-3][0-9])?)?") {
        prop_assert_eq!(text.parse::<Date>().is_ok(), Edtf::parse(&text).is_ok(), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        if let Ok(date) = text.parse::<Date>() {
            prop_assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn days_and_numbers_are_one_to_one(number in -40_000_000_000_000..40_000_000_000_000_i64) {
        let (year, month, day) = civil(number);
        prop_assert_eq!(day_number(year, month, day), number);
    }
}

#[test]
fn a_whole_minute_is_written_without_seconds() {
    let written = |text: &str| text.parse::<Date>().map(|date| date.to_string());
    assert_eq!(
        written("2015-12-11T08:08:00").as_deref(),
        Ok("2015-12-11T08:08")
    );
    assert_eq!(
        written("2015-12-11T08:08:05").as_deref(),
        Ok("2015-12-11T08:08:05")
    );
}

#[test]
fn the_calendar_is_right_where_it_turns() {
    assert_eq!(day_number(1970, 1, 1), 0);
    assert_eq!(day_number(2000, 3, 1), 11_017);
    assert_eq!(day_number(1969, 12, 31), -1);
    assert_eq!(day_number(0, 3, 1), -719_468);
    assert!("1900-02-29".parse::<Date>().is_err());
    assert!("2000-02-29".parse::<Date>().is_ok());
    assert!("0000-02-29".parse::<Date>().is_ok());
}
