//! A date is refused, or written as it was read, and it begins before it ends. The only exception
//! is a time whose seconds are zero: they are not written.
#![no_main]

use explainer::story::Date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(date) = text.parse::<Date>() {
        let written = date.to_string();
        assert!(
            written == text || text.contains(":00"),
            "{text} became {written}"
        );
        assert_eq!(written.parse(), Ok(date));
        assert!(date.first_day() < date.end_exclusive());
    }
});
