//! The studio: the features of its programs do not reach the widget, its forms agree with the
//! format, and no word is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use explainer::story::{ActorKind, Colour, Fill, Mark, MediaKind, Qualifier, Status, Tier};
use serde_json::Value;

fn script(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/studio");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The features of Yew in the program that is built with some features.
fn yew_features(features: &str) -> String {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--edges=features", "--invert=yew"])
        .args(["--target=wasm32-unknown-unknown", "--features", features])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(tree.stdout).unwrap();
    assert!(text.contains("yew v"), "{text}");
    text
}

/// With this feature Yew draws inside the call that changes something: the widget would freeze
/// pages.
#[test]
fn the_reader_s_programs_have_no_feature_of_the_studio() {
    const FEATURE: &str = "not_browser_env";
    assert!(yew_features("converter").contains(FEATURE));
    for readers in ["web", "checker", "desk"] {
        assert!(!yew_features(readers).contains(FEATURE), "{readers}");
    }
}

/// The fields that no form has. Provenance and words are in the view of languages, a button writes
/// `ready`, and the focus point is for pictures that are cropped, which the studio does not do.
const WITHOUT_FORM: [&str; 6] = [
    "Document.$schema",
    "Document.format",
    "Document.provenance",
    "Document.words",
    "Media.focus",
    "Media.ready",
];

/// The types whose fields the forms have, with the name of the list or object that holds them.
const TYPES: [(&str, &str); 20] = [
    ("events", "Event"),
    ("actors", "Actor"),
    ("sources", "Source"),
    ("chapters", "Chapter"),
    ("tags", "Tag"),
    ("measures", "Measure"),
    ("observations", "Observation"),
    ("charts", "Chart"),
    ("notes", "Note"),
    ("tables", "Table"),
    ("corrections", "Correction"),
    ("about", "Document"),
    ("key_points", "Point"),
    ("media", "Media"),
    ("links", "Link"),
    ("since_then", "Point"),
    ("credit", "Credit"),
    ("speaker", "Speaker"),
    ("response", "Response"),
    ("part", "Part"),
];

/// A field in `FIELDS` of forms.js.
struct FormField {
    list: String,
    name: String,
    /// The source after the name.
    rest: String,
}

fn form_fields() -> Vec<FormField> {
    let text = script("forms.js");
    let (_, text) = text.split_once("export const FIELDS = {").unwrap();
    let (text, _) = text.split_once("\n};").unwrap();
    let mut found = Vec::new();
    for block in text.split("\n  ],") {
        let Some((list, fields)) = block.split_once(": [") else {
            continue;
        };
        for field in fields.split("name: \"").skip(1) {
            let (name, rest) = field.split_once('"').unwrap();
            found.push(FormField {
                list: list.trim().to_owned(),
                name: name.to_owned(),
                rest: rest.to_owned(),
            });
        }
    }
    found
}

#[test]
fn every_field_of_the_format_has_a_form_or_is_known_to_have_none() {
    let schema: Value = explainer::cli::schema::schema();
    let properties = |name: &str| -> BTreeSet<String> {
        let of = if name == "Document" {
            &schema["properties"]
        } else {
            &schema["$defs"][name]["properties"]
        };
        let object = of.as_object().unwrap_or_else(|| panic!("no {name}"));
        object.keys().cloned().collect()
    };
    let mut fields: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for FormField { list, name, rest } in form_fields() {
        let path = rest
            .split_once("path: [\"")
            .map_or(&*name, |(_, path)| path);
        let (path, _) = path.split_once("\"]").unwrap_or((path, ""));
        let mut outer = &*list;
        for step in path.split("\", \"") {
            let known = fields.entry(outer.to_owned()).or_default();
            known.insert(step.to_owned());
            outer = step;
        }
    }
    let mut without = BTreeSet::new();
    for (list, name) in TYPES {
        let known = properties(name);
        let own = &fields[list];
        let unknown: Vec<_> = own.difference(&known).collect();
        assert!(
            unknown.is_empty(),
            "{list} has {unknown:?}, which {name} has not"
        );
        let lists: BTreeSet<_> = TYPES.iter().map(|(list, _)| (*list).to_owned()).collect();
        for field in known.difference(own) {
            if name != "Document" || !lists.contains(field) {
                without.insert(format!("{name}.{field}"));
            }
        }
    }
    let expected = WITHOUT_FORM.map(str::to_owned).into();
    assert_eq!(without, expected);
}

#[test]
fn every_word_that_the_studio_asks_for_is_there() {
    let words = script("words.js");
    let known: BTreeSet<&str> = words
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once(": ["))
        .map(|(key, _)| key.trim_matches('"'))
        .chain(words.lines().filter_map(|line| {
            let key = line.strip_prefix("  ")?.strip_suffix(": [")?;
            Some(key.trim_matches('"'))
        }))
        .collect();
    assert!(known.len() > 100, "{}", known.len());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/studio");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "js") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for asked in text.split("t(\"").skip(1) {
            let (key, rest) = asked.split_once('"').unwrap();
            let is_call = rest.starts_with([')', ',']);
            let is_word =
                text.contains(&format!(" t(\"{key}\"")) || text.contains(&format!("(t(\"{key}\""));
            assert!(
                !is_call || !is_word || known.contains(key),
                "{key} in {}",
                path.display()
            );
        }
    }
    let options = [
        ("status", Status::ALL.iter().map(|it| it.name()).collect()),
        ("kind", ActorKind::ALL.iter().map(|it| it.name()).collect()),
        ("kind", MediaKind::ALL.iter().map(|it| it.name()).collect()),
        ("fill", Fill::ALL.iter().map(|it| it.name()).collect()),
        ("tier", Tier::ALL.iter().map(|it| it.name()).collect()),
        (
            "qualifier",
            Qualifier::ALL.iter().map(|it| it.name()).collect(),
        ),
        ("colour", Colour::ALL.iter().map(|it| it.name()).collect()),
        (
            "mark",
            Mark::ALL.iter().map(|it| it.name()).collect::<Vec<_>>(),
        ),
    ];
    for (field, names) in options {
        for name in names {
            let key = format!("o_{field}_{name}");
            assert!(known.contains(&*key), "{key}");
        }
    }
    for FormField { name, rest, .. } in form_fields() {
        let label = rest.split_once("label: \"").map(|(_, label)| label);
        let label = label.map_or(format!("f_{name}"), |label| {
            label.split('"').next().unwrap().to_owned()
        });
        assert!(known.contains(&*label), "{label}");
        if rest.contains("kind: \"list\"") {
            for key in [format!("one_{name}"), format!("add_{name}")] {
                assert!(known.contains(&*key), "{key}");
            }
        }
    }
    for meaning in explainer::import::MEANINGS {
        assert!(known.contains(&*format!("m_{meaning}")), "{meaning}");
    }
}
