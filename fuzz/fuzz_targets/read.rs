//! Whatever the bytes are, the reader ends with a story or with a reason, and every reason has its
//! place.
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
