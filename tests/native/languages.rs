//! Stories in languages that the interface is not written in: numbers, units and dates are in that
//! language, and English words that replace missing ones are marked and keep their order.

use std::rc::Rc;

use explainer::locale::with_known_words;
use explainer::picture::{Size, svg};
use explainer::render::{Page, html};
use explainer::story::{Lang, Story};
use serde_json::{Value, json};

fn story(lang: &str, title: &str, words: Value) -> (Rc<Story>, Lang) {
    let text = |words: &str| json!({ lang: words });
    let amount = |id: &str, actor: &str, low: i64| {
        json!({ "id": id, "actor": actor, "measure": "m", "date": "2023-12-09", "low": low,
            "qualifier": "exact", "sources": ["s"] })
    };
    let story = json!({
        "format": 1, "id": "toll", "languages": [lang], "title": text(title),
        "summary": text(title), "as_of": "2024-12-31",
        "events": [{ "id": "e", "date": "2023-12-09", "title": text(title),
            "status": "established", "sources": ["s"] }],
        "actors": [
            { "id": "a", "name": text(title), "kind": "organisation" },
            { "id": "b", "name": text(title), "kind": "organisation", "colour": "blue",
                "mark": "circle" },
        ],
        "measures": [{ "id": "m", "name": text(title), "currency": "EUR" }],
        "charts": [{ "id": "c", "title": text(title), "measures": ["m"] }],
        "observations": [amount("o", "a", 1_400_000), amount("p", "b", 2_500)],
        "sources": [{ "id": "s", "publisher": "Archiv", "title": "Akte", "lang": "de",
            "tier": "primary" }],
        "words": { lang: words },
    });
    let reading = Story::read(story.to_string().as_bytes());
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let story = with_known_words(reading.story.unwrap());
    (Rc::new(story), lang.parse().unwrap())
}

fn page(story: &Rc<Story>, lang: Lang) -> String {
    let page = Page::new(lang);
    html(Rc::clone(story), &page)
}

/// The text of a page between its tags, a space for each.
fn text_of(html: &str) -> String {
    let pieces = html.split('<').filter_map(|piece| piece.split_once('>'));
    let pieces: Vec<_> = pieces.map(|(_, text)| text).collect();
    pieces.join(" ")
}

#[test]
fn numbers_are_written_as_in_the_language() {
    let (story, lang) = story("de", "Eine Brücke", json!({ "as_of": "Stand: {date}" }));
    let html = page(&story, lang);
    let drawn = svg(&story, lang, Size::Article);
    for place in [&html, &drawn] {
        for right in ["1,4 Mio. €", "2.500 €"] {
            assert!(place.contains(right), "no {right} in {place}");
        }
        for wrong in ["1.4 Mio.", "2,500", "million"] {
            assert!(!place.contains(wrong), "{wrong} in {place}");
        }
    }
    assert!(html.contains("Stand: 31. Dezember 2024"), "{html}");
}

#[test]
fn a_storys_own_number_comes_before_the_known_one() {
    let words = json!({ "number": "1 234 567.8", "eur": "EUR {a}" });
    let (story, lang) = story("de", "Eine Brücke", words);
    let html = page(&story, lang);
    assert!(
        html.contains("EUR 1.4 Mio.") && html.contains("EUR 2 500"),
        "{html}"
    );
}

#[test]
fn english_words_are_marked_on_a_page_from_right_to_left() {
    let (story, lang) = story("ar", "جسر", json!({ "day_of": "{d} {m} {y}" }));
    let html = page(&story, lang);
    let english = |text: &str| format!("<span lang=\"en\" dir=\"ltr\">{text}</span>");
    for text in ["1 event", "1 source", "Sources", "As of "] {
        assert!(html.contains(&english(text)), "{text} in {html}");
    }
    // The known name of the month is Arabic, so only the words around the date are English.
    assert!(
        html.contains(&(english("As of ") + "31 ديسمبر 2024")),
        "{html}"
    );
    // The two characters are not in the text of elements.
    assert!(!text_of(&html).contains(['\u{2066}', '\u{2069}']));
}

#[test]
fn an_english_date_is_one_piece() {
    let (story, lang) = story("he", "גשר", json!({}));
    let html = page(&story, lang);
    assert!(
        html.contains("<span lang=\"en\" dir=\"ltr\">As of 31 December 2024</span>"),
        "{html}"
    );
}

#[test]
fn built_in_languages_have_nothing_to_mark() {
    for (lang, title) in [("en", "A bridge"), ("ja", "橋")] {
        let (story, lang) = story(lang, title, json!({}));
        let html = page(&story, lang);
        assert!(!html.contains("dir=\"ltr\">"), "{html}");
        assert!(!html.contains('\u{2066}'), "{html}");
    }
}

#[test]
fn a_language_under_translation_is_accepted_and_reaches_no_reader() {
    let story = |languages: Value| {
        json!({
            "format": 1, "id": "toll", "languages": languages, "as_of": "2024",
            "title": { "en": "The toll", "de": "Die Maut" },
            "summary": { "en": "It rises.", "de": "Sie steigt." },
            "events": [{ "id": "e", "date": "2023", "status": "established",
                "title": { "en": "A vote", "de": "Eine Abstimmung" }, "sources": ["s"] }],
            "sources": [{ "id": "s", "publisher": "Archive", "title": "File", "lang": "en",
                "tier": "primary" }],
            "words": { "de": { "search": "Suche" } },
            "provenance": {
                "en": { "origin": "written", "machine": false, "reviewed": true },
                "de": { "origin": "translated", "machine": true, "reviewed": false },
            },
        })
    };
    let reading = Story::read(story(json!(["en"])).to_string().as_bytes());
    let [problem] = &reading.problems[..] else {
        panic!("{:?}", reading.problems);
    };
    assert_eq!(
        (problem.code.name(), problem.path.as_str()),
        ("draft-language", "title.de")
    );
    let draft = reading.story.unwrap();
    let written = serde_json::to_string(draft.document()).unwrap();
    for word in ["Maut", "steigt", "Abstimmung", "Suche", "\"de\""] {
        assert!(!written.contains(word), "{word} in {written}");
    }

    // When `languages` lists it, it is shown.
    let reading = Story::read(story(json!(["en", "de"])).to_string().as_bytes());
    assert_eq!(reading.problems, []);
    let written = serde_json::to_string(reading.story.unwrap().document()).unwrap();
    assert!(written.contains("Die Maut"), "{written}");
}
