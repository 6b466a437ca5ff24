//! Breaks every rule of the format once: the problem has its code and its location.

use std::collections::BTreeSet;

use explainer::story::{Code, Focus, Problem, Severity, Story};
use serde_json::{Value, json};

fn story() -> Value {
    let text = |text: &str| json!({ "en": text });
    json!({
        "format": 1,
        "id": "lines",
        "languages": ["en"],
        "title": text("The first lines"),
        "summary": text("How it began."),
        "as_of": "1900",
        "key_points": [{ "text": text("It began early."), "sources": ["archive"] }],
        "provenance": { "en": { "origin": "written", "machine": false, "reviewed": true } },
        "chapters": [
            { "id": "early", "title": text("Early"), "from": "1870" },
            { "id": "late", "title": text("Late"), "from": "1890" },
        ],
        "tags": [{ "id": "rail", "label": text("Railways") }],
        "actors": [
            {
                "id": "east", "name": text("East"), "kind": "organisation",
                "mark": "star", "colour": "red",
            },
            {
                "id": "west", "name": text("West"), "kind": "organisation",
                "mark": "circle", "colour": "blue",
            },
        ],
        "events": [
            {
                "id": "opening", "date": "1872-10-14", "title": text("The line opens"),
                "status": "established",
                "actors": ["east", "west"], "tags": ["rail"], "sources": ["archive"],
                "links": [{ "label": text("More"), "address": "https://www.example.org/" }],
                "media": [
                    { "file": "images/line.jpg", "alt": text("A line"), "credit": text("Archive") },
                    {
                        "address": "https://www.example.org/film",
                        "kind": "video",
                        "length": "1:30",
                    },
                ],
            },
            {
                "id": "dispute", "date": "1890", "title": text("A dispute"), "status": "alleged",
                "sources": ["archive"],
                "speaker": { "name": text("West"), "actor": "west" },
                "response": {
                    "by": text("East"),
                    "text": text("We did not."),
                    "sources": ["archive"],
                },
            },
        ],
        "measures": [
            { "id": "cost", "name": text("Cost"), "currency": "JPY" },
            { "id": "gift", "name": text("Gift"), "currency": "JPY" },
        ],
        "charts": [{ "id": "money", "title": text("Money"), "measures": ["cost", "gift"] }],
        "observations": [
            {
                "id": "one", "actor": "east", "measure": "cost", "date": "1872",
                "low": 10, "high": 20, "qualifier": "about", "sources": ["archive"],
            },
            {
                "id": "two", "actor": "east", "measure": "cost", "date": "1873",
                "low": 5, "qualifier": "exact", "sources": ["archive"],
            },
            {
                "id": "sum", "actor": "east", "measure": "gift", "date": "1874",
                "low": 15, "qualifier": "about", "sum_of": ["one", "two"],
            },
        ],
        "sources": [{
            "id": "archive", "publisher": "Archive", "title": "Report", "lang": "en",
            "address": "https://www.example.org/r", "tier": "primary",
        }],
    })
}

fn problems(story: &Value) -> Vec<Problem> {
    Story::read(serde_json::to_string_pretty(story).unwrap().as_bytes()).problems
}

/// The story with the value at `pointer` replaced, or with a field added there.
fn with(pointer: &str, value: Value) -> Value {
    let mut story = story();
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    match story.pointer_mut(parent).unwrap() {
        Value::Object(fields) => {
            fields.insert(last.to_owned(), value);
        }
        Value::Array(entries) if last == "-" => entries.push(value),
        Value::Array(entries) => entries[last.parse::<usize>().unwrap()] = value,
        other => panic!("{other} has no fields"),
    }
    story
}

fn without(pointer: &str) -> Value {
    let mut story = story();
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    story
        .pointer_mut(parent)
        .unwrap()
        .as_object_mut()
        .unwrap()
        .shift_remove(last)
        .unwrap();
    story
}

#[test]
fn the_story_of_these_tests_is_correct() {
    assert_eq!(problems(&story()), []);
}

/// Returns a story that breaks each rule, with the code, the location and the severity of its
/// problem.
#[expect(clippy::too_many_lines, reason = "a list of rules")]
fn broken() -> Vec<(Value, Code, &'static str, Severity)> {
    use Severity::{Error, Warning};
    let long = "A long sentence follows another. ".repeat(30);
    let looks = json!({
        "id": "west",
        "name": { "en": "W" },
        "kind": "person",
        "mark": "star",
        "colour": "red",
    });
    vec![
        (
            with("/colour", json!("red")),
            Code::UnknownField,
            "colour",
            Error,
        ),
        (
            with("/events/0/datum", json!("1872")),
            Code::UnknownField,
            "events[0].datum",
            Error,
        ),
        (
            without("/events/0/status"),
            Code::MissingField,
            "events[0]",
            Error,
        ),
        (
            with("/languages", json!([])),
            Code::MissingField,
            "languages",
            Error,
        ),
        (
            with("/charts/0/measures", json!([])),
            Code::MissingField,
            "charts[0].measures",
            Error,
        ),
        (
            with("/events/0/tags", json!("rail")),
            Code::WrongType,
            "events[0].tags",
            Error,
        ),
        (
            with("/events/0/tags", json!(null)),
            Code::WrongType,
            "events[0].tags",
            Error,
        ),
        (
            with("/observations/0/low", json!(1.5)),
            Code::WrongType,
            "observations[0].low",
            Error,
        ),
        (
            with("/title", json!("Plain")),
            Code::WrongType,
            "title",
            Error,
        ),
        (
            with("/events/0/status", json!("sure")),
            Code::UnknownWord,
            "events[0].status",
            Error,
        ),
        (
            with("/languages/0", json!("English")),
            Code::UnknownWord,
            "languages[0]",
            Error,
        ),
        (
            with("/measures/0/currency", json!("yen")),
            Code::UnknownWord,
            "measures[0].currency",
            Error,
        ),
        (
            with("/format", json!(2)),
            Code::UnknownFormat,
            "format",
            Error,
        ),
        (
            with("/events/0/date", json!("1872-02-30")),
            Code::BadDate,
            "events[0].date",
            Error,
        ),
        (
            with("/as_of", json!("1900/..")),
            Code::BadDate,
            "as_of",
            Error,
        ),
        (
            with("/events/0/date", json!("14.10.1872")),
            Code::BadDate,
            "events[0].date",
            Error,
        ),
        (
            with("/events/0/date", json!("1873/1872")),
            Code::ReversedRange,
            "events[0].date",
            Error,
        ),
        (
            with("/observations/0/high", json!(9)),
            Code::ReversedRange,
            "observations[0].high",
            Error,
        ),
        (
            with("/chapters/1/from", json!("1869")),
            Code::ReversedRange,
            "chapters[1].from",
            Error,
        ),
        (
            with("/events/0/links/0/address", json!("javascript:alert(1)")),
            Code::BadAddress,
            "events[0].links[0].address",
            Error,
        ),
        (
            with("/events/0/id", json!("The opening")),
            Code::BadId,
            "events[0].id",
            Error,
        ),
        (
            with("/events/1/id", json!("opening")),
            Code::DuplicateId,
            "events[1].id",
            Error,
        ),
        (
            with("/events/1/id", json!("early")),
            Code::DuplicateId,
            "events[1].id",
            Error,
        ),
        (
            with("/languages/-", json!("en")),
            Code::DuplicateId,
            "languages[1]",
            Error,
        ),
        (
            with("/events/0/sources/-", json!("archive")),
            Code::DuplicateId,
            "events[0].sources[1]",
            Warning,
        ),
        (
            with("/events/0/sources/0", json!("archiv")),
            Code::UnknownReference,
            "events[0].sources[0]",
            Error,
        ),
        (
            with("/events/0/actors/0", json!("est")),
            Code::UnknownReference,
            "events[0].actors[0]",
            Error,
        ),
        (
            with("/events/0/tags/0", json!("sea")),
            Code::UnknownReference,
            "events[0].tags[0]",
            Error,
        ),
        (
            with("/charts/0/measures/0", json!("costs")),
            Code::UnknownReference,
            "charts[0].measures[0]",
            Error,
        ),
        (
            with("/observations/0/measure", json!("costs")),
            Code::UnknownReference,
            "observations[0].measure",
            Error,
        ),
        (
            with("/observations/2/sum_of/0", json!("three")),
            Code::UnknownReference,
            "observations[2].sum_of[0]",
            Error,
        ),
        (
            with(
                "/corrections",
                json!([{ "date": "1901", "text": { "en": "C" }, "event": "x" }]),
            ),
            Code::UnknownReference,
            "corrections[0].event",
            Error,
        ),
        (
            with("/title/ja", json!("最初の路線")),
            Code::DraftLanguage,
            "title.ja",
            Warning,
        ),
        (
            with("/words", json!({ "en": { "number": "1.234,5" } })),
            Code::UnknownWord,
            "words.en.number",
            Error,
        ),
        (
            with("/words", json!({ "ja": {} })),
            Code::DraftLanguage,
            "words.ja",
            Warning,
        ),
        (
            with(
                "/provenance/ja",
                json!({ "origin": "written", "machine": false, "reviewed": true }),
            ),
            Code::DraftLanguage,
            "provenance.ja",
            Warning,
        ),
        (
            with("/languages/-", json!("ja")),
            Code::MissingTranslation,
            "title",
            Error,
        ),
        (
            with("/events/0/title", json!({})),
            Code::MissingTranslation,
            "events[0].title",
            Error,
        ),
        (
            with("/title/en", json!(" ")),
            Code::EmptyText,
            "title.en",
            Error,
        ),
        (
            with("/title/en", json!("a\u{202e}b")),
            Code::HiddenCharacter,
            "title.en",
            Error,
        ),
        (
            with("/title/en", json!("x".repeat(20_001))),
            Code::TooMuch,
            "title.en",
            Error,
        ),
        (
            with("/events/0/sources", json!([])),
            Code::UnsourcedClaim,
            "events[0]",
            Error,
        ),
        (
            with("/key_points/0/sources", json!([])),
            Code::UnsourcedClaim,
            "key_points[0]",
            Error,
        ),
        (
            with("/observations/0/sources", json!([])),
            Code::UnsourcedClaim,
            "observations[0]",
            Error,
        ),
        (
            with("/events/1/response/sources", json!([])),
            Code::UnsourcedClaim,
            "events[1].response",
            Error,
        ),
        (
            without("/events/1/speaker"),
            Code::MissingSpeaker,
            "events[1].status",
            Error,
        ),
        (
            without("/events/1/response"),
            Code::MissingResponse,
            "events[1].status",
            Error,
        ),
        (
            without("/events/1/response/text"),
            Code::MissingResponse,
            "events[1].response",
            Error,
        ),
        (
            with("/events/1/response/none_found", json!("1899")),
            Code::MissingResponse,
            "events[1].response",
            Error,
        ),
        (
            with("/measures/1/currency", json!("USD")),
            Code::MixedMeasures,
            "charts[0].measures[1]",
            Error,
        ),
        (
            with("/observations/1/actor", json!("west")),
            Code::MixedMeasures,
            "observations[2].sum_of[1]",
            Error,
        ),
        (
            with("/observations/1/low", json!(-5)),
            Code::NegativeAmount,
            "observations[1].low",
            Error,
        ),
        (
            with("/observations/0/qualifier", json!("exact")),
            Code::ContradictoryAmount,
            "observations[0].qualifier",
            Error,
        ),
        (
            with("/observations/2/low", json!(16)),
            Code::ContradictoryAmount,
            "observations[2].low",
            Error,
        ),
        (
            with(
                "/observations/1/part",
                json!({ "name": { "en": "debt" }, "amount": 6 }),
            ),
            Code::ContradictoryAmount,
            "observations[1].part",
            Error,
        ),
        (
            with("/observations/1/date", json!("1872")),
            Code::SeveralAmounts,
            "observations[1].date",
            Error,
        ),
        (
            with("/events/0/date", json!("1901")),
            Code::AfterAsOf,
            "events[0].date",
            Warning,
        ),
        (
            with("/observations/0/date", json!("1901")),
            Code::AfterAsOf,
            "observations[0].date",
            Warning,
        ),
        (
            with("/events/0/title/en", json!(&long[..100])),
            Code::LongText,
            "events[0].title.en",
            Warning,
        ),
        (
            with("/events/0/body", json!({ "en": long })),
            Code::LongText,
            "events[0].body.en",
            Warning,
        ),
        (
            with("/sources/0/address", json!("http://www.example.org/")),
            Code::NotHttps,
            "sources[0].address",
            Warning,
        ),
        (
            with(
                "/events/0/links/0/address",
                json!("http://www.example.org/"),
            ),
            Code::NotHttps,
            "events[0].links[0].address",
            Warning,
        ),
        (
            with("/tags/-", json!({ "id": "sea", "label": { "en": "Sea" } })),
            Code::Unused,
            "tags[1].id",
            Warning,
        ),
        (
            with(
                "/measures/-",
                json!({ "id": "loan", "name": { "en": "Loan" }, "currency": "JPY" }),
            ),
            Code::Unused,
            "measures[2].id",
            Warning,
        ),
        (
            with(
                "/events/0/media/0",
                json!({ "caption": { "en": "Nothing" } }),
            ),
            Code::MissingField,
            "events[0].media[0]",
            Error,
        ),
        (
            with(
                "/events/0/media/0/file",
                json!("https://www.example.org/a.jpg"),
            ),
            Code::BadFile,
            "events[0].media[0].file",
            Error,
        ),
        (
            with("/events/0/media/0/file", json!("../a.jpg")),
            Code::BadFile,
            "events[0].media[0].file",
            Error,
        ),
        (
            with("/events/0/media/0/file", json!("a.gif")),
            Code::BadFile,
            "events[0].media[0].file",
            Error,
        ),
        (
            without("/events/0/media/0/alt"),
            Code::MissingAlt,
            "events[0].media[0]",
            Error,
        ),
        (
            with("/events/0/media/0/alt", json!({ "en": "" })),
            Code::EmptyText,
            "events[0].media[0].alt.en",
            Error,
        ),
        (
            with("/events/0/media/0/decorative", json!(true)),
            Code::Unused,
            "events[0].media[0].alt",
            Warning,
        ),
        (
            with("/events/0/media/0/kind", json!("video")),
            Code::Unused,
            "events[0].media[0].kind",
            Warning,
        ),
        (
            with("/events/0/media/1/decorative", json!(true)),
            Code::Unused,
            "events[0].media[1].decorative",
            Warning,
        ),
        (
            without("/events/0/media/0/credit"),
            Code::MissingCredit,
            "events[0].media[0]",
            Warning,
        ),
        (
            with(
                "/events/0/media/0/ready",
                json!({ "width": 0, "height": 5, "modern": "a.webp", "plain": "a.jpg" }),
            ),
            Code::UnreadableImage,
            "events[0].media[0].ready",
            Error,
        ),
        (
            with(
                "/events/0/media/0/ready",
                json!({
                    "width": 5,
                    "height": 5,
                    "modern": "https://a.example/b 1w",
                    "plain": "a.jpg",
                }),
            ),
            Code::BadFile,
            "events[0].media[0].ready.modern",
            Error,
        ),
        (
            with("/events/0/media/0/focus", json!([0.5, 1.5])),
            Code::BadFocus,
            "events[0].media[0].focus[1]",
            Error,
        ),
        (
            with("/events/0/media/0/focus", json!([0.5])),
            Code::BadFocus,
            "events[0].media[0].focus",
            Error,
        ),
        (
            with("/events/0/media/0/focus", json!({ "x": 0.5, "y": 0.5 })),
            Code::WrongType,
            "events[0].media[0].focus",
            Error,
        ),
        (
            with("/events/0/media/1/focus", json!([0, 0.25])),
            Code::Unused,
            "events[0].media[1].focus",
            Warning,
        ),
        (
            with("/events/0/media/1/card", json!(true)),
            Code::Unused,
            "events[0].media[1].card",
            Warning,
        ),
        (
            with("/events/0/media", json!([card("a.jpg"), card("b.jpg")])),
            Code::BadCard,
            "events[0].media[1].card",
            Error,
        ),
        (
            with("/events/0/media", json!([card("a.avif")])),
            Code::BadCard,
            "events[0].media[0].card",
            Error,
        ),
        (
            with("/events/0/media", {
                let mut medium = card("a.jpg");
                medium["ready"] =
                    json!({ "width": 5, "height": 5, "modern": "a.webp", "plain": "a.jpg" });
                json!([medium])
            }),
            Code::BadCard,
            "events[0].media[0].card",
            Warning,
        ),
        (
            with("/actors/0/image", face("caption", json!({ "en": "East" }))),
            Code::UnknownField,
            "actors[0].image.caption",
            Error,
        ),
        (
            with("/actors/0/image", face("card", json!(true))),
            Code::UnknownField,
            "actors[0].image.card",
            Error,
        ),
        (
            with(
                "/actors/0/image",
                face("address", json!("https://a.example/")),
            ),
            Code::UnknownField,
            "actors[0].image.address",
            Error,
        ),
        (
            with("/actors/0/image", json!({ "credit": { "en": "Us" } })),
            Code::MissingField,
            "actors[0].image",
            Error,
        ),
        (
            with("/actors/0/image", json!([{ "file": "a.png" }])),
            Code::WrongType,
            "actors[0].image",
            Error,
        ),
        (
            with("/actors/0/image", face("file", json!("a.gif"))),
            Code::BadFile,
            "actors[0].image.file",
            Error,
        ),
        (
            with(
                "/actors/0/image",
                face("file", json!("https://a.example/a.png")),
            ),
            Code::BadFile,
            "actors[0].image.file",
            Error,
        ),
        (
            with("/actors/0/image", json!({ "file": "a.png" })),
            Code::MissingCredit,
            "actors[0].image",
            Warning,
        ),
        (
            with(
                "/actors/0/image",
                face("alt", json!({ "en": "Logo of east" })),
            ),
            Code::Unused,
            "actors[0].image.alt",
            Warning,
        ),
        (
            with("/actors/0/image", face("alt", json!({ "ja": "赤い星" }))),
            Code::MissingTranslation,
            "actors[0].image.alt",
            Error,
        ),
        (
            with("/actors/0/image", face("focus", json!([0.5, 2]))),
            Code::BadFocus,
            "actors[0].image.focus[1]",
            Error,
        ),
        (
            with(
                "/actors/0/image",
                face(
                    "ready",
                    json!({ "width": 9, "height": 9, "modern": "a.png 640w", "plain": "a.png" }),
                ),
            ),
            Code::BadFile,
            "actors[0].image.ready",
            Error,
        ),
        (
            with("/actors/1", looks),
            Code::SameLooks,
            "actors[1]",
            Warning,
        ),
    ]
}

/// Returns the image of an actor, with one more field.
fn face(field: &str, value: Value) -> Value {
    let mut face = json!({ "file": "images/east.png", "credit": { "en": "Archive" } });
    face[field] = value;
    face
}

/// The name is beside the image, so it needs no description; one that says more is allowed.
#[test]
fn the_image_of_an_actor_is_decorative_by_itself() {
    for (field, value) in [
        ("licence", json!("CC0")),
        ("decorative", json!(true)),
        ("focus", json!([0.5, 0.25])),
        ("alt", json!({ "en": "A red star" })),
    ] {
        let text = with("/actors/0/image", face(field, value)).to_string();
        let problems = Story::read(text.as_bytes()).problems;
        assert!(problems.is_empty(), "{field}: {problems:?}");
    }
}

/// Returns an image that is the card of its story.
fn card(file: &str) -> Value {
    let text = json!({ "en": "A line", "ja": "線" });
    json!({ "file": file, "alt": text, "credit": text, "card": true })
}

/// A focus point is read in every way of writing its numbers, and written as it was read.
#[test]
fn a_focus_point_has_two_numbers_from_0_to_1() {
    let read = |written: &str| {
        let text = with("/events/0/media/0/focus", json!("HERE")).to_string();
        Story::read(text.replace("\"HERE\"", written).as_bytes())
    };
    for (written, shares) in [
        ("[0, 1]", [0, 10_000]),
        ("[0.0, 1.000]", [0, 10_000]),
        ("[0.5,0.25]", [5000, 2500]),
        ("[0.00019, 0.9999]", [1, 9999]),
        ("[0.0000, 0.3]", [0, 3000]),
    ] {
        let reading = read(written);
        assert_eq!(reading.problems, [], "{written}");
        let story = reading.story.unwrap();
        let media = &story.document().events[0].media[0];
        assert_eq!(media.focus.get(), Some(Focus(shares)), "{written}");
        let again = serde_json::to_vec(story.document()).unwrap();
        assert_eq!(
            Story::read(&again).story.as_ref(),
            Some(&story),
            "{written}"
        );
    }
    for (written, value) in [
        ("[2, 0]", "2"),
        ("[-1, 0]", "-1"),
        ("[-0.5, 0]", "-0.5"),
        ("[1.0001, 0]", "1.0001"),
        ("[5e-1, 0]", "5e-1"),
        ("[0.5e1, 0]", "0.5e1"),
        ("[0.5.5, 0]", "0.5.5"),
        ("[0., 0]", "0."),
    ] {
        let reading = read(written);
        assert!(reading.story.is_none(), "{written}");
        let [problem] = &*reading.problems else {
            panic!("{written}: {:?}", reading.problems)
        };
        assert_eq!(problem.path, "events[0].media[0].focus[0]", "{written}");
        assert!(
            problem.message.starts_with(&format!("`{value}` is not")),
            "{problem}"
        );
        assert!(problem.help.contains("[0.5, 0.25]"), "{problem}");
    }
    for written in ["[]", "[0.5]", "[0.1, 0.2, 0.3]"] {
        let reading = read(written);
        assert_eq!(reading.problems.len(), 1, "{written}");
        assert_eq!(reading.problems[0].code, Code::BadFocus);
    }
}

/// Readers' programs do not need the focus point and the card, so the packed story has neither.
#[test]
fn what_only_tools_need_is_not_packed() {
    let pack = |story: &Value| {
        let text = story.to_string();
        Story::read(text.as_bytes()).story.unwrap().pack()
    };
    let mut with_both = with("/events/0/media/0/focus", json!([0.1, 0.2]));
    with_both["events"][0]["media"][0]["card"] = json!(true);
    let (plain, with_both) = (pack(&story()), pack(&with_both));
    assert_eq!(plain, with_both);
    let media = Story::unpack(&plain, &[]).unwrap().document().events[0].media[0].clone();
    assert_eq!((media.focus.get(), media.card.get()), (None, false));
}

#[test]
fn every_broken_rule_is_reported_at_its_place() {
    for (story, code, path, severity) in broken() {
        let problems = problems(&story);
        let told = problems
            .iter()
            .find(|problem| problem.code == code && problem.path == path);
        let told = told
            .unwrap_or_else(|| panic!("{} at {path} is not told, but {problems:?}", code.name()));
        assert_eq!(told.severity, severity, "{told}");
        assert!(
            !told.message.is_empty() && !told.message.ends_with('.'),
            "{told}"
        );
        assert!(
            !told.help.is_empty() || code == Code::WrongType,
            "{told} does not say how to mend it"
        );
    }
}

/// One broken rule gives one problem: its consequences are not reported.
#[test]
fn one_mistake_is_one_problem() {
    for (story, code, path, severity) in broken() {
        let errors = problems(&story)
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .count();
        let several =
            code == Code::MissingTranslation && path == "title" || code == Code::NegativeAmount;
        assert!(
            errors <= 1 || several,
            "{} at {path}: {:?}",
            code.name(),
            problems(&story)
        );
        assert_eq!(
            errors == 0,
            severity == Severity::Warning,
            "{} at {path}",
            code.name()
        );
    }
}

#[test]
fn every_kind_of_problem_can_happen() {
    let mut seen: BTreeSet<_> = broken().iter().map(|(_, code, ..)| code.name()).collect();
    for bytes in [&b"{"[..], b"\xff", b"{\"a\":1,\"a\":2}"] {
        seen.extend(
            Story::read(bytes)
                .problems
                .iter()
                .map(|problem| problem.code.name()),
        );
    }
    // The codes of files are tested in `images.rs`.
    let files = [
        "missing-file",
        "heavy-image",
        "small-image",
        "text-in-image",
    ];
    seen.extend(files);
    let all: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(seen, all);
}
