//! A date is refused or written again as it was read, and it begins before it ends.
#![no_main]

use explainer::story::Date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(date) = text.parse::<Date>() {
        assert_eq!(date.to_string(), text);
        assert!(date.first_day() < date.past_day());
    }
});
