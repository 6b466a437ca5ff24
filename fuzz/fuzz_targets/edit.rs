//! An edit of the studio sets the value at its path, or removes it, and leaves a text that is JSON.
//! The first line of an input is the path, with `/` between its steps; the rest is the text.
#![no_main]

use explainer::story::edit;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|input: &str| {
    let Some((path, text)) = input.split_once('\n') else {
        return;
    };
    let Ok(before) = serde_json::from_str::<Value>(text) else {
        return;
    };
    let path: Vec<&str> = path.split('/').collect();
    if let Some(splice) = edit::set(text, &path, Some("\"new\"")) {
        let after = read(&splice, text);
        let set = after.pointer(&pointer(&path));
        assert!(
            set.is_some_and(|it| it == "new") || has_twins(text),
            "{text:?}"
        );
    }
    if let Some(splice) = edit::set(text, &path, None) {
        let after = read(&splice, text);
        assert!(
            after != before || has_twins(text),
            "nothing was removed from {text:?}"
        );
    }
});

/// Reads the text after an edit.
fn read(splice: &edit::Splice, text: &str) -> Value {
    let after = splice.apply(text);
    serde_json::from_str(&after)
        .unwrap_or_else(|error| panic!("{error} in {after:?}, which was {text:?}"))
}

fn pointer(path: &[&str]) -> String {
    path.iter()
        .map(|step| format!("/{}", step.replace('~', "~0")))
        .collect()
}

/// True if an object has two fields of one name: serde reads the last, and the studio edits the
/// first.
fn has_twins(text: &str) -> bool {
    let reading = explainer::story::Story::read(text.as_bytes());
    reading
        .problems
        .iter()
        .any(|problem| problem.code.name() == "duplicate-field")
}
