//! A packed story that was damaged on its way is refused, or gives a story that can be packed
//! again as one file, and whose events can be looked up; never a panic. An input is a list of
//! damages: two bytes for the place, one for its new value; a place behind the end cuts the story
//! off.
#![no_main]

use std::sync::LazyLock;

use explainer::story::{Lang, Story};
use libfuzzer_sys::fuzz_target;

/// A packed story and its texts, one file for each language.
static PACKED: LazyLock<(Vec<u8>, Vec<(Lang, Vec<u8>)>)> = LazyLock::new(|| {
    let json = include_bytes!("../../examples/women-in-computing.json");
    let story = Story::read(json).story.expect("a correct example");
    story.pack_apart(&|lang| Some(format!("s.{lang}.texts.txt")))
});

fuzz_target!(|damages: &[u8]| {
    let (mut packed, mut texts) = PACKED.clone();
    let count = texts.len();
    for damage in damages.chunks_exact(3) {
        let place = usize::from(damage[0]) << 8 | usize::from(damage[1]);
        // The whole is the story and then its texts.
        let part = place % (count + 1);
        let bytes = match part.checked_sub(1) {
            None => &mut packed,
            Some(text) => &mut texts[text].1,
        };
        let place = place / (count + 1);
        match bytes.get_mut(place) {
            Some(byte) => *byte = damage[2],
            None => bytes.truncate(usize::from(damage[2]) * bytes.len() / 256),
        }
    }
    if let Some(story) = Story::unpack(&packed, &texts) {
        assert!(Story::unpack(&story.pack(), &[]).is_some());
        let chapters = story.document().chapters.len();
        for event in story.key_events() {
            assert!(story.document().events.get(event).is_some());
            assert!(
                story
                    .chapter_of(event)
                    .is_none_or(|chapter| chapter < chapters)
            );
        }
    }
});
