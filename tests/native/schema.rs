//! The published schema agrees with the parser, as far as a schema can.

use explainer::cli::schema::schema;
use explainer::story::{Date, Story};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::strategies::{address, date, document};

fn validator() -> jsonschema::Validator {
    jsonschema::options()
        .build(&schema())
        .expect("the schema is a schema")
}

/// The part of the schema that describes one kind of value.
fn part(name: &str) -> jsonschema::Validator {
    let schema = schema();
    jsonschema::validator_for(&schema["$defs"][name]).expect("the part is a schema")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn it_accepts_every_correct_story(document in document()) {
        thread_local!(static VALIDATOR: jsonschema::Validator = validator());
        let story = serde_json::to_value(&document).unwrap();
        VALIDATOR.with(|validator| {
            let errors: Vec<_> = validator
                .iter_errors(&story)
                .map(|error| error.to_string())
                .collect();
            prop_assert!(errors.is_empty(), "{:?}", errors);
            Ok(())
        })?;
    }

    #[test]
    fn it_accepts_every_date(date in date()) {
        thread_local!(static VALIDATOR: jsonschema::Validator = part("Date"));
        let text = date.to_string();
        prop_assert!(VALIDATOR.with(|validator| validator.is_valid(&json!(text))), "{}", text);
    }

    #[test]
    fn it_accepts_every_address(address in address()) {
        thread_local!(static VALIDATOR: jsonschema::Validator = part("Address"));
        prop_assert!(
            VALIDATOR.with(|validator| validator.is_valid(&json!(address.as_str()))),
            "{}",
            address
        );
    }

    #[test]
    fn it_refuses_what_is_far_from_a_date(text in "[0-9X/~.YT:-]{1,12}") {
        thread_local!(static VALIDATOR: jsonschema::Validator = part("Date"));
        if text.parse::<Date>().is_ok() {
            prop_assert!(VALIDATOR.with(|validator| validator.is_valid(&json!(text))), "{}", text);
        }
    }
}

/// Returns the events of a story with an image and its focus point.
fn with_focus(focus: Value) -> Value {
    json!({ "events": [{
        "id": "a", "date": "1900", "title": { "en": "A" }, "status": "established",
        "media": [{ "file": "a.jpg", "decorative": true, "focus": focus }],
    }] })
}

#[test]
fn it_refuses_what_the_reader_refuses() {
    let validator = validator();
    let wrong = [
        json!({}),
        json!([]),
        json!({ "format": 2 }),
        json!({ "title": "plain" }),
        json!({ "title": {} }),
        json!({ "title": { "english": "T" } }),
        json!({ "title": { "en": "" } }),
        json!({ "title": { "en": 1 } }),
        json!({ "bogus": 1 }),
        json!({ "id": "Not an id" }),
        json!({ "as_of": "14 October 1872" }),
        json!({ "as_of": "1872-13" }),
        json!({ "as_of": "../.." }),
        json!({ "report_errors": "mailto:a@example.org" }),
        json!({ "report_errors": "javascript:alert(1)" }),
        json!({ "languages": "en" }),
        json!({ "events": [{}] }),
        json!({ "events": null }),
        json!({ "tags": [{ "id": "a", "label": { "en": "A" }, "colour": "red" }] }),
        json!({ "actors": [{ "id": "a", "name": { "en": "A" }, "kind": "robot" }] }),
        json!({ "measures": [{ "id": "a", "name": { "en": "A" }, "currency": "yen" }] }),
        with_focus(json!([0.5])),
        with_focus(json!([0.5, 1.5])),
        with_focus(json!([-0.5, 0.5])),
        with_focus(json!("centre")),
    ];
    let base = json!({
        "format": 1, "id": "a", "languages": ["en"],
        "title": { "en": "T" }, "summary": { "en": "S" }, "as_of": "1900", "events": [],
    });
    assert!(validator.is_valid(&base));
    for fields in wrong {
        let mut story = base.clone();
        match &fields {
            Value::Object(fields) if !fields.is_empty() => {
                story.as_object_mut().unwrap().extend(fields.clone());
            }
            other => story = other.clone(),
        }
        assert!(!validator.is_valid(&story), "the schema lets {fields} pass");
        let bytes = serde_json::to_vec(&story).unwrap();
        assert!(
            Story::read(&bytes).story.is_none(),
            "the reader lets {fields} pass"
        );
    }
}

/// Editors show these descriptions, so none may be missing.
#[test]
fn every_field_is_described() {
    fn look(schema: &Value, path: &str, missing: &mut Vec<String>) {
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            if !field["description"].is_string() {
                missing.push(path);
            }
        }
    }
    let schema = schema();
    let mut missing = Vec::new();
    look(&schema, "Document", &mut missing);
    for (name, part) in schema["$defs"].as_object().unwrap() {
        look(part, name, &mut missing);
        if !part["description"].is_string() {
            missing.push(name.clone());
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}
