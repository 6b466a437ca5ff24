//! Scripts find parts of the view by the names in `view::parts`, and only by them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use explainer::render::{self, Page};
use explainer::story::Story;
use explainer::view::parts;

/// The scripts that read the view: file name and text.
fn scripts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
    let mut scripts = Vec::new();
    for folder in ["element", "frame", "pages"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "js") {
                scripts.push((
                    path.display().to_string(),
                    fs::read_to_string(path).unwrap(),
                ));
            }
        }
    }
    scripts
}

/// The values of `data-part` that scripts select by.
fn selected() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, script) in scripts() {
        for (at, start) in script.match_indices("data-part=") {
            let rest = script.get(at + start.len()..).unwrap_or_default();
            names.insert(rest.split(']').next().unwrap_or_default().to_owned());
        }
    }
    names
}

#[test]
fn scripts_select_only_declared_parts() {
    let declared: BTreeSet<String> = parts::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(selected(), declared);
}

/// A static page has every part except the boxes for events that are not built and the buttons that
/// enlarge images.
#[test]
fn the_static_page_has_every_part() {
    let json = include_bytes!("../../static/stories/ai-rivalry.json");
    let story = Rc::new(Story::read(json).story.unwrap());
    let page = Page::new(story.first_language());
    let html = render::html(story, &page);
    let live = [parts::UNBUILT, parts::ENLARGE];
    for name in parts::ALL.iter().filter(|name| !live.contains(name)) {
        let attribute = format!("{}=\"{name}\"", parts::PART);
        assert!(html.contains(&attribute), "no {attribute}");
    }
    assert!(html.contains(&format!("{}=\"0\"", parts::INDEX)));
}

/// No string or template of a script names a class of the view.
#[test]
fn scripts_do_not_select_by_class() {
    for (name, script) in scripts() {
        for (number, line) in script.lines().enumerate() {
            let names_a_class = line.match_indices("ex-").any(|(at, _)| {
                let before = line.get(..at).unwrap_or_default();
                !before.ends_with(|c: char| c.is_ascii_alphanumeric())
            });
            let by_class = [
                "querySelector(",
                "querySelectorAll(",
                "closest(",
                "matches(",
            ]
            .iter()
            .any(|call| {
                line.split(call)
                    .skip(1)
                    .any(|rest| rest.starts_with(['"', '\'', '`']) && rest[1..].starts_with('.'))
            });
            assert!(
                !names_a_class && !by_class && !line.contains("getElementsByClassName"),
                "{name}:{}: {line}",
                number + 1
            );
        }
    }
}
