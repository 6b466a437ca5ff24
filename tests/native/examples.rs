//! The example stories and the bundled story: correct, rendered, converted.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use explainer::cli::{pretty_json, schema};
use explainer::export::{Table, csv, jsonld, timelinejs};
use explainer::render::{Page, html};
use explainer::story::Story;
use serde_json::{Value, json};

/// Every story of the repository, by its path.
fn stories() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut stories = Vec::new();
    for folder in ["examples", "static/stories"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            if path.extension().is_some_and(|it| it == "json") && text.contains("\"format\"") {
                stories.push((path.display().to_string(), text));
            }
        }
    }
    assert!(stories.len() >= 3, "{stories:?}");
    stories
}

fn story(text: &str) -> Rc<Story> {
    Rc::new(Story::read(text.as_bytes()).story.unwrap())
}

#[test]
fn they_have_no_problem() {
    for (path, text) in stories() {
        let problems = Story::read(text.as_bytes()).problems;
        assert!(problems.is_empty(), "{path}: {problems:#?}");
    }
}

#[test]
fn the_schema_accepts_them() {
    let validator = jsonschema::validator_for(&schema::schema()).unwrap();
    for (path, text) in stories() {
        let value: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
    }
}

/// The image of an actor has a file, and nothing that a mark does not show.
#[test]
fn the_schema_knows_what_the_image_of_an_actor_has() {
    let validator = jsonschema::validator_for(&schema::schema()).unwrap();
    let text = include_str!("../../examples/lighthouse.json");
    let with = |image: Value| {
        let mut story: Value = serde_json::from_str(text).unwrap();
        story["actors"][0]["image"] = image;
        validator.is_valid(&story)
    };
    let credit = json!({ "en": "Us", "ja": "私たち" });
    assert!(with(
        json!({ "file": "a.png", "credit": credit, "focus": [0.5, 0] })
    ));
    assert!(!with(json!({ "credit": credit })));
    assert!(!with(json!({ "file": "https://example.org/a.png" })));
    assert!(!with(json!({ "file": "a.png", "nothing": 1 })));
    assert!(!with(json!([{ "file": "a.png" }])));
    for (field, value) in [
        ("address", json!("https://example.org/")),
        ("kind", json!("video")),
        ("length", json!("3:20")),
        ("caption", credit.clone()),
        ("card", json!(true)),
    ] {
        let mut image = json!({ "file": "a.png" });
        image[field] = value;
        assert!(!with(image), "{field}");
    }
}

/// A program that writes an example again gets the same file.
#[test]
fn the_examples_are_written_as_the_import_writes() {
    for (path, text) in stories()
        .iter()
        .filter(|(path, _)| path.contains("examples"))
    {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(&pretty_json::json(&value), text, "{path}");
    }
}

/// Every event and every amount is on the page, in every language.
#[test]
fn they_are_rendered_whole() {
    for (path, text) in stories() {
        let story = story(&text);
        for lang in story.document().languages.clone() {
            let page = Page::new(lang);
            let html = html(Rc::clone(&story), &page);
            for event in &story.document().events {
                assert!(
                    html.contains(&format!("id=\"{}\"", event.id)),
                    "{path} ({lang}) lacks {}",
                    event.id
                );
            }
            for source in story
                .document()
                .sources
                .iter()
                .filter_map(|source| source.address.as_ref())
            {
                let address = source.as_str().replace('&', "&amp;");
                assert!(
                    html.contains(&address),
                    "{path} ({lang}) does not link to {source}"
                );
            }
        }
    }
}

#[test]
fn they_are_exported_in_every_format() {
    for (path, text) in stories() {
        let story = story(&text);
        let lang = story.first_language();
        let count = story.document().events.len();
        let timeline: Value = serde_json::from_str(&timelinejs(&story, lang).text).unwrap();
        assert_eq!(
            timeline["events"].as_array().map(Vec::len),
            Some(count),
            "{path}"
        );
        let data: Value = serde_json::from_str(&jsonld(&story, lang, None, None)).unwrap();
        assert_eq!(
            data["@graph"][0]["numberOfItems"].as_u64(),
            u64::try_from(count).ok(),
            "{path}"
        );
        let rows = csv(&story, lang, Table::Events).text;
        assert_eq!(
            csv::Reader::from_reader(rows.as_bytes()).records().count(),
            count,
            "{path}"
        );
    }
}
