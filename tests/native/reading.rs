//! The parser: every correct story is read back unchanged, and no bytes make it panic.

use explainer::story::{Code, Document, Severity, Story};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::strategies::document;

/// A story's bytes with a few of them changed.
fn damaged(document: &Document, changes: &[(Index, u8)]) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(document).unwrap();
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn every_correct_story_is_read_as_it_was_meant(document in document()) {
        let text = serde_json::to_string_pretty(&document).unwrap();
        let reading = Story::read(text.as_bytes());
        let errors: Vec<_> = reading
            .problems
            .iter()
            .filter(|it| it.severity == Severity::Error)
            .collect();
        prop_assert!(errors.is_empty(), "{:?}", errors);
        let mut meant = document;
        meant.events.sort_by_key(|event| event.date);
        let story = reading.story.unwrap();
        prop_assert_eq!(story.document(), &meant);
    }

    #[test]
    fn bytes_never_make_the_reader_panic(bytes in any::<Vec<u8>>()) {
        let reading = Story::read(&bytes);
        prop_assert!(reading.story.is_none());
        prop_assert!(!reading.problems.is_empty());
    }

    #[test]
    fn damage_is_found_or_harmless(
        document in document(),
        changes in proptest::collection::vec(any::<(Index, u8)>(), 1..6),
    ) {
        let bytes = damaged(&document, &changes);
        let reading = Story::read(&bytes);
        let refused = reading.problems.iter().any(|problem| problem.severity == Severity::Error);
        prop_assert_eq!(reading.story.is_none(), refused);
        for problem in &reading.problems {
            prop_assert!(
                problem.span.start <= problem.span.end && problem.span.end <= bytes.len(),
                "{:?}",
                problem
            );
            prop_assert!(problem.line >= 1 && problem.column >= 1, "{:?}", problem);
        }
    }

    /// A story cut off anywhere is refused with one error, at its end.
    #[test]
    fn a_story_cut_short_is_refused(document in document(), at in any::<Index>()) {
        let bytes = serde_json::to_vec(&document).unwrap();
        let cut = &bytes[..at.index(bytes.len())];
        let reading = Story::read(cut);
        prop_assert_eq!(reading.problems.len(), 1);
        prop_assert!(matches!(reading.problems[0].code, Code::NotJson | Code::NotUtf8));
    }
}
