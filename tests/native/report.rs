//! Reports of problems.

use explainer::cli::report::{Checked, japanese_text, json, sarif, text};
use serde_json::Value;

fn checked() -> Vec<Checked> {
    let bytes =
        "{\n  \"format\": 1,\n  \"título\": \"\\u001b[31m赤\",\n  \"as_of\": \"2020-02-30\"\n}"
            .as_bytes();
    vec![
        Checked::new("stories/my story.json", bytes.to_owned()),
        Checked::new("-", vec![0xff, b'x']),
    ]
}

/// The text without its colours.
fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn a_person_sees_the_place_the_reason_and_the_remedy() {
    let text = plain(&text(&checked(), 100));
    let excerpt = "error[bad-date]: `2020-02-30` does not exist: that month has 29 days
 --> stories/my story.json:4:12
  |
4 |   \"as_of\": \"2020-02-30\"
  |            ^^^^^^^^^^^^ as_of
  |
  = help: if only the month is known, omit the day
  = note: A date is drawn on the axis, so it must exist and state its precision.
";
    assert!(text.contains(excerpt), "{text}");
    assert!(text.contains("there is no field `título` here"), "{text}");
    assert!(text.contains("error[not-utf8]"), "{text}");
    assert!(text.ends_with("-: 1 error\n"), "{text}");
}

#[test]
fn the_same_is_said_in_japanese() {
    let text = plain(&japanese_text(&checked(), 100));
    let excerpt = "エラー[bad-date]: 「2020-02-30」は暦にありません。その月は29日までです
 --> stories/my story.json:4:12
  |
4 |   \"as_of\": \"2020-02-30\"
  |            ^^^^^^^^^^^^ as_of
  |
  = 直し方: 月しか分からないなら、日を省いてください
  = 理由: 日付は軸に描かれるので、実在し、どこまで正確か分からなければなりません。
";
    assert!(text.contains(excerpt), "{text}");
    assert!(text.ends_with("-: エラー1件、警告0件\n"), "{text}");
}

#[test]
fn a_script_gets_the_arguments_and_both_languages() {
    let report: Value = serde_json::from_str(&json(&checked())).unwrap();
    let problems = report["files"][0]["problems"].as_array().unwrap();
    let date = problems.iter().find(|it| it["code"] == "bad-date").unwrap();
    assert_eq!(
        date["arguments"],
        serde_json::json!({ "date": "2020-02-30", "days": "29" })
    );
    assert_eq!(
        date["ja"]["message"],
        "「2020-02-30」は暦にありません。その月は29日までです"
    );
    for problem in problems {
        for part in ["message", "why"] {
            let (english, japanese) = (problem[part].as_str(), problem["ja"][part].as_str());
            assert!(japanese.is_some_and(|it| !it.is_ascii()), "{problem}");
            assert_ne!(english, japanese);
        }
    }
}

#[test]
fn a_long_line_is_shown_around_the_problem() {
    let story = format!("{{\"format\":1,{}\"bogus\":1}}", " ".repeat(1_000_000));
    let text = plain(&text(&[Checked::new("long.json", story.into_bytes())], 100));
    let line = text
        .lines()
        .find(|line| line.contains("\"bogus\":1"))
        .unwrap();
    assert!(line.len() < 200, "{}", line.len());
    assert!(text.contains("long.json:1:1000013"), "{text}");
}

#[test]
fn nothing_in_a_story_steers_the_terminal() {
    let story = "{\"\u{1b}]0;gotcha\u{7}\u{202e}\":1,\n\"\\u001b[2J\": \"\u{9b}2J\"}";
    let text = plain(&text(&[Checked::new("\u{1b}[2J.json", story.into())], 100));
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'),
        "{text:?}"
    );
}

#[test]
fn a_script_gets_every_problem() {
    let files = checked();
    let report: Value = serde_json::from_str(&json(&files)).unwrap();
    let first = &report["files"][0];
    assert_eq!(first["file"], "stories/my story.json");
    assert_eq!(
        first["problems"].as_array().unwrap().len(),
        files[0].problems.len()
    );
    let date = first["problems"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["code"] == "bad-date")
        .unwrap();
    assert_eq!(
        (&date["line"], &date["column"], &date["path"]),
        (&4.into(), &12.into(), &"as_of".into())
    );
    assert!(date["why"].as_str().unwrap().starts_with("A date is drawn"));
}

#[test]
fn a_code_host_gets_places_it_can_show() {
    let files = checked();
    let log: Value = serde_json::from_str(&sarif(&files)).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(
        results.len(),
        files.iter().map(|file| file.problems.len()).sum::<usize>()
    );
    let rules: Vec<_> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| &rule["id"])
        .collect();
    for result in results {
        assert!(rules.contains(&&result["ruleId"]), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        let region = &place["region"];
        assert!(
            region["endColumn"].as_u64() > region["startColumn"].as_u64(),
            "{result}"
        );
        assert!(
            !place["artifactLocation"]["uri"]
                .as_str()
                .unwrap()
                .contains(' '),
            "{result}"
        );
    }
}
