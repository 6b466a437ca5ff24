//! The parser returns a story or problems for any bytes, and every problem has a location.
#![no_main]

use explainer::story::{Severity, Story};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reading = Story::read(bytes);
    let refused = reading
        .problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    assert_eq!(reading.story.is_none(), refused);
    for problem in &reading.problems {
        assert!(
            problem.span.start <= problem.span.end && problem.span.end <= bytes.len(),
            "{problem:?}"
        );
    }
});
