//! Hostile stories: each must give errors, and in a short time.

use std::fmt::Write;
use std::time::{Duration, Instant};

use explainer::story::{Code, MAX_BYTES, ReadResult, Severity, Story};

/// The time limit: enough for unoptimised code on a busy machine; a check in quadratic time would
/// take hours.
const SOON: Duration = Duration::from_secs(30);

fn read(text: &[u8]) -> ReadResult {
    let start = Instant::now();
    let reading = Story::read(text);
    assert!(
        start.elapsed() < SOON,
        "{:?} for {} bytes",
        start.elapsed(),
        text.len()
    );
    reading
}

#[track_caller]
fn refused(text: impl AsRef<[u8]>, code: Code) {
    let reading = read(text.as_ref());
    assert!(reading.story.is_none());
    let codes: Vec<_> = reading
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert!(codes.contains(&code), "{code:?} is not among {codes:?}");
}

/// A correct story with `fields` added to its object.
fn story_with(fields: &str) -> String {
    format!(
        "{{\"format\":1,\"id\":\"s\",\"languages\":[\"en\"],\
         \"title\":{{\"en\":\"T\"}},\"summary\":{{\"en\":\"S\"}},\"as_of\":\"2020\",\
         \"sources\":[{{\"id\":\"a\",\"publisher\":\"P\",\"title\":\"T\",\
         \"lang\":\"en\",\"tier\":\"weak\"}}],\
         {fields}}}"
    )
}

const EVENT: &str = "\"id\":\"e\",\"date\":\"2020\",\"status\":\"reported\",\"sources\":[\"a\"]";

#[test]
fn the_frame_of_these_tests_is_correct() {
    let story = story_with(&format!(
        "\"events\":[{{{EVENT},\"title\":{{\"en\":\"T\"}}}}]"
    ));
    assert!(read(story.as_bytes()).problems.is_empty());
}

#[test]
fn ten_megabytes_of_brackets() {
    refused("[".repeat(10_000_000), Code::NotJson);
    refused("{\"a\":".repeat(2_000_000), Code::NotJson);
    refused("[".repeat(MAX_BYTES + 1), Code::TooMuch);
}

#[test]
fn deep_nesting_inside_a_field() {
    let deep = format!("\"events\":{}{}", "[".repeat(100_000), "]".repeat(100_000));
    refused(story_with(&deep), Code::NotJson);
}

#[test]
fn half_characters() {
    for half in [
        "\\ud800",
        "\\udc00",
        "\\ud800\\ud800",
        "\\ud800x",
        "\\uD83D\\u0041",
        "\\u12",
        "\\uzzzz",
    ] {
        refused(
            story_with(&format!(
                "\"events\":[{{{EVENT},\"title\":{{\"en\":\"{half}\"}}}}]"
            )),
            Code::NotJson,
        );
    }
    refused(b"{\"format\":\xff}", Code::NotUtf8);
    refused(b"{\"title\":\"\xed\xa0\x80\"}", Code::NotUtf8);
    refused(b"\xff\xfe{\0}\0", Code::NotUtf8);
}

#[test]
fn names_that_mean_something_to_a_script() {
    for name in [
        "__proto__",
        "constructor",
        "toString",
        "$schema ",
        "",
        "\\u0000",
    ] {
        refused(
            story_with(&format!("\"events\":[],\"{name}\":{{}}")),
            Code::UnknownField,
        );
    }
    refused(
        story_with("\"events\":[],\"words\":{\"__proto__\":{}}"),
        Code::UnknownWord,
    );
    let title = format!("\"events\":[{{{EVENT},\"title\":{{\"__proto__\":\"x\"}}}}]");
    refused(story_with(&title), Code::UnknownWord);
}

#[test]
fn numbers_beyond_measure() {
    for number in [
        "1e999",
        "-1",
        "99999999999999999999999999",
        "1.0",
        "0.1",
        "9223372036854775808",
        "-0.0",
        "4294967297",
    ] {
        refused(
            story_with("\"events\":[]").replace("\"format\":1", &format!("\"format\":{number}")),
            Code::WrongType,
        );
    }
    for number in ["01", "+1", "NaN", "Infinity", "0x10", ".5", "--1"] {
        refused(
            story_with("\"events\":[]").replace("\"format\":1", &format!("\"format\":{number}")),
            Code::NotJson,
        );
    }
    refused(
        story_with("\"events\":[]").replace(
            "\"format\":1",
            &format!("\"format\":{}", "9".repeat(1_000_000)),
        ),
        Code::WrongType,
    );
}

#[test]
fn hidden_characters() {
    for hidden in [
        '\u{202e}',
        '\u{2066}',
        '\u{2069}',
        '\u{2060}',
        '\u{feff}',
        '\u{e0041}',
        '\u{7}',
        '\u{85}',
        '\r',
        '\t',
    ] {
        let title = serde_json::to_string(&format!("a{hidden}b")).unwrap();
        refused(
            story_with(&format!(
                "\"events\":[{{{EVENT},\"title\":{{\"en\":{title}}}}}]"
            )),
            Code::HiddenCharacter,
        );
    }
}

#[test]
fn many_keys_in_one_object() {
    let mut keys = String::new();
    for key in 0..200_000 {
        let _ = write!(keys, "\"k{key}\":0,");
    }
    refused(story_with(&format!("{keys}\"events\":[]")), Code::TooMuch);
    refused(
        story_with("\"events\":[],\"events\":[]"),
        Code::DuplicateField,
    );
    refused(
        story_with("\"events\":[],\"\\u0065vents\":[]"),
        Code::DuplicateField,
    );
}

/// Lists that would take hours if each entry were compared with every other.
#[test]
fn long_lists_that_refer_to_each_other() {
    let ids = |prefix: &str, count: usize| {
        (0..count)
            .map(|index| format!("\"{prefix}{index}\""))
            .collect::<Vec<_>>()
            .join(",")
    };
    let event =
        |fields: &str| format!("\"events\":[{{{EVENT},\"title\":{{\"en\":\"T\"}},{fields}}}]");
    refused(
        story_with(&event(&format!("\"actors\":[{}]", ids("x", 200_000)))),
        Code::UnknownReference,
    );
    refused(
        story_with(&event(&format!("\"tags\":[{}]", ids("x", 200_000)))),
        Code::UnknownReference,
    );
    let cited =
        story_with(&event("\"links\":[]")).replace("[\"a\"]", &format!("[{}]", ids("x", 200_000)));
    refused(cited, Code::UnknownReference);
    let twice = vec!["\"a\""; 200_000].join(",");
    let reading = read(
        story_with(&event("\"links\":[]"))
            .replace("[\"a\"]", &format!("[{twice}]"))
            .as_bytes(),
    );
    assert!(
        reading
            .problems
            .iter()
            .all(|problem| problem.severity == Severity::Warning)
    );
    let languages = story_with("\"events\":[]").replace(
        "[\"en\"]",
        &format!("[{}]", vec!["\"en\""; 1_000_000].join(",")),
    );
    refused(languages, Code::TooMuch);
}

#[test]
fn many_actors_who_look_alike_and_are_named_everywhere() {
    let mut actors = String::new();
    for index in 0..30_000 {
        let looks = if index % 2 == 0 {
            ""
        } else {
            ",\"mark\":\"star\",\"colour\":\"red\""
        };
        let _ = write!(
            actors,
            "{{\"id\":\"a{index}\",\"name\":{{\"en\":\"N\"}},\"kind\":\"person\"{looks}}},"
        );
    }
    actors.pop();
    let unknown = (0..30_000)
        .map(|index| format!("\"b{index}\""))
        .collect::<Vec<_>>()
        .join(",");
    let event = format!(
        "\"actors\":[{actors}],\
         \"events\":[{{{EVENT},\"title\":{{\"en\":\"T\"}},\"actors\":[{unknown}]}}]"
    );
    refused(story_with(&event), Code::UnknownReference);
}

/// Each problem costs another pass over the file, so a large file gets fewer at once.
#[test]
fn a_large_file_full_of_mistakes() {
    let sound = format!("{{{EVENT},\"title\":{{\"en\":\"T\"}}}},").repeat(20_000);
    let events =
        sound + &vec![format!("{{{EVENT},\"title\":{{\"en\":\"T\"}},\"bogus\":1}}"); 200].join(",");
    let reading = read(story_with(&format!("\"events\":[{events}]")).as_bytes());
    assert!(reading.story.is_none());
    assert!(reading.problems.len() >= 10, "{}", reading.problems.len());
}

#[test]
fn more_events_than_can_be_shown() {
    let mut events = String::new();
    for index in 0..=100_000 {
        let _ = write!(
            events,
            "{{{},\"title\":{{\"en\":\"T\"}}}},",
            EVENT.replace("\"e\"", &format!("\"e{index}\""))
        );
    }
    events.pop();
    refused(story_with(&format!("\"events\":[{events}]")), Code::TooMuch);
}
