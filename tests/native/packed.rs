//! The packed form: nothing is lost, texts may come language by language, and no damage makes the
//! program that opens it panic.

use explainer::story::{Document, Lang, LocalizedText, Story};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::strategies::document;

fn story(document: &Document) -> Story {
    let text = serde_json::to_string(document).unwrap();
    Story::read(text.as_bytes()).story.unwrap()
}

/// The packed story, and the texts of each of its languages.
fn apart(story: &Story) -> (Vec<u8>, Vec<(Lang, Vec<u8>)>) {
    story.pack_apart(&|lang| Some(format!("chance.{lang}.texts.txt")))
}

/// Texts of several places in a story.
fn texts(story: &Story) -> Vec<&LocalizedText> {
    let document = story.document();
    let events = document.events.iter();
    let titles = events.clone().map(|event| &event.title);
    let bodies = events.filter_map(|event| event.body.as_ref());
    let names = document.actors.iter().map(|actor| &actor.name);
    let own = [&document.title, &document.summary];
    own.into_iter()
        .chain(titles)
        .chain(bodies)
        .chain(names)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn a_packed_story_is_whole(document in document()) {
        let story = story(&document);
        let packed = story.pack();
        let again = Story::unpack(&packed, &[]).unwrap();
        prop_assert_eq!(texts(&again), texts(&story));
        prop_assert_eq!(again.pack(), packed);
    }

    #[test]
    fn texts_may_come_language_by_language(document in document()) {
        let story = story(&document);
        let (packed, texts_apart) = apart(&story);
        let languages = &story.document().languages;
        for count in 0..=languages.len() {
            let come = &texts_apart[..count];
            let some = Story::unpack(&packed, come).unwrap();
            for (index, lang) in languages.iter().enumerate() {
                prop_assert_eq!(some.awaits(*lang), index >= count);
            }
            for (mine, whole) in texts(&some).into_iter().zip(texts(&story)) {
                for lang in languages.iter().take(count) {
                    prop_assert_eq!(mine.get(*lang), whole.get(*lang));
                }
            }
        }
        let whole = Story::unpack(&packed, &texts_apart).unwrap();
        prop_assert_eq!(whole.pack(), story.pack());
    }

    #[test]
    fn what_is_cut_short_is_refused(
        document in document(),
        at in any::<Index>(),
        of_texts in any::<Index>(),
    ) {
        let (packed, mut texts) = apart(&story(&document));
        let cut = &packed[..at.index(packed.len())];
        prop_assert!(Story::unpack(cut, &texts).is_none());
        let count = texts.len();
        let (_, text) = &mut texts[of_texts.index(count)];
        text.truncate(at.index(text.len()));
        prop_assert!(Story::unpack(&packed, &texts).is_none());
    }

    #[test]
    fn damage_never_makes_it_panic(
        document in document(),
        changes in vec(any::<(Index, u8)>(), 1..6),
    ) {
        let (mut packed, mut texts) = apart(&story(&document));
        for (at, byte) in changes {
            let at_byte = at.index(packed.len());
            packed[at_byte] = byte;
            for (_, text) in &mut texts {
                let at_byte = at.index(text.len());
                text[at_byte] = byte;
            }
        }
        if let Some(story) = Story::unpack(&packed, &texts) {
            story.pack();
        }
    }
}

/// Authors write the languages of a text in any order.
#[test]
fn all_texts_of_a_language_are_apart() {
    let json = r#"{"format":1,"id":"s","languages":["ja","en"],"as_of":"2026-01-31",
        "title":{"ja":"題","en":"A title"},"summary":{"en":"A summary","ja":"要約"},
        "sources":[{"id":"a","publisher":"P","title":"T","lang":"en","tier":"primary"}],
        "events":[{"id":"e","date":"2020","title":{"en":"An event","ja":"出来事"},
            "status":"established","sources":["a"]}]}"#;
    let story = Story::read(json.as_bytes()).story.unwrap();
    let (packed, texts) = apart(&story);
    let has = |bytes: &[u8], word: &str| {
        let word = word.as_bytes();
        bytes.windows(word.len()).any(|part| part == word)
    };
    for word in ["A title", "A summary", "An event", "題", "要約", "出来事"] {
        assert!(!has(&packed, word), "{word}");
    }
    let [japanese, english] = ["ja", "en"].map(|tag| tag.parse::<Lang>().unwrap());
    let some = Story::unpack(&packed, &texts[..1]).unwrap();
    assert_eq!(some.document().title.exact(english), None);
    assert_eq!(some.document().summary.plain(japanese), "要約");
    assert!(some.awaits(english) && !some.awaits(japanese));

    let whole = Story::unpack(&packed, &texts).unwrap().completing(&some);
    assert!(whole.is_edition_of(&some) && !whole.is_edition_of(&story));
    assert_eq!(whole.document().events[0].title.plain(english), "An event");
}
