//! Edits of a story's text: a change of one value replaces the bytes of that value and no others,
//! so that a file in version control shows one changed line.

use std::fmt::Write;

use super::json::tree::{Entry, MAX_DEPTH, Node, Value, parse};
use super::location::Span;

/// A replacement of a part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The bytes that are replaced; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl Splice {
    /// Returns the text after the edit.
    pub fn apply(&self, text: &str) -> String {
        let before = text.get(..self.span.start).unwrap_or_default();
        let after = text.get(self.span.end..).unwrap_or_default();
        [before, &self.text, after].concat()
    }
}

/// Returns the edit that sets the value at a path, such as `["events", "3", "title", "en"]`, to a
/// JSON text, or removes it for `None`. Missing objects on the way are made; an index behind the
/// last entry of a list appends. `None` if the text is not JSON, if a value on the way is of
/// another type, if there is nothing to remove, or if the path is deeper than a story may be.
pub fn set(text: &str, path: &[&str], value: Option<&str>) -> Option<Splice> {
    if path.len() > MAX_DEPTH {
        return None;
    }
    let tree = parse(text.as_bytes()).ok()?;
    place(text, &tree, path, value)
}

fn place(text: &str, node: &Node<'_>, path: &[&str], value: Option<&str>) -> Option<Splice> {
    let Some((key, rest)) = path.split_first() else {
        return value.map(|value| Splice {
            span: node.span.clone(),
            text: value.to_owned(),
        });
    };
    let spans: Vec<Span>;
    let (child, label, index) = match &node.value {
        Value::Object(entries) => {
            spans = entries.iter().map(whole).collect();
            let at = entries.iter().position(|entry| entry.key == *key);
            let child = at.and_then(|at| entries.get(at)).map(|it| &it.node);
            (child, format!("{}: ", quoted(key)), at)
        }
        Value::Array(nodes) => {
            spans = nodes.iter().map(|node| node.span.clone()).collect();
            let at: usize = key.parse().ok()?;
            if at > nodes.len() || at.to_string() != *key {
                return None;
            }
            (
                nodes.get(at),
                String::new(),
                (at < nodes.len()).then_some(at),
            )
        }
        _ => return None,
    };
    match (child, value) {
        (Some(_), None) if rest.is_empty() => Some(removal(node, &spans, index?)),
        (Some(child), value) => place(text, child, rest, value),
        (None, None) => None,
        (None, Some(value)) => {
            let nested = rest.iter().rev().fold(value.to_owned(), |inner, key| {
                format!("{{ {}: {inner} }}", quoted(key))
            });
            Some(insertion(text, node, &spans, &(label + &nested)))
        }
    }
}

/// The span of a key with its value.
fn whole(entry: &Entry<'_>) -> Span {
    entry.key_span.start..entry.node.span.end
}

/// Adds an entry after the last, written as its neighbours are: on a line of its own if they are.
fn insertion(text: &str, parent: &Node<'_>, entries: &[Span], entry: &str) -> Splice {
    let Some(last) = entries.last() else {
        let is_list = matches!(parent.value, Value::Array(_));
        let text = if is_list {
            format!("[{entry}]")
        } else {
            format!("{{ {entry} }}")
        };
        return Splice {
            span: parent.span.clone(),
            text,
        };
    };
    let before = text.get(parent.span.start..last.start).unwrap_or_default();
    let space = before
        .rfind(|c: char| !c.is_ascii_whitespace())
        .and_then(|at| before.get(at + 1..))
        .unwrap_or_default();
    let space = if space.contains('\n') { space } else { " " };
    Splice {
        span: last.end..last.end,
        text: format!(",{space}{entry}"),
    }
}

/// Takes an entry out with the comma and the space that belong to it.
fn removal(parent: &Node<'_>, entries: &[Span], index: usize) -> Splice {
    let end = |at: usize| entries.get(at).map(|span| span.end);
    let start = |at: usize| entries.get(at).map(|span| span.start);
    let inside = parent.span.start + 1..parent.span.end.saturating_sub(1);
    let span = match (index.checked_sub(1).and_then(end), start(index + 1)) {
        (Some(before), _) => before..end(index).unwrap_or(before),
        (None, Some(next)) => start(index).unwrap_or(next)..next,
        (None, None) => inside,
    };
    Splice {
        span,
        text: String::new(),
    }
}

/// Returns a text as a JSON string.
fn quoted(text: &str) -> String {
    let mut json = String::from('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            c if c < ' ' => {
                let _ = write!(json, "\\u{:04x}", u32::from(c));
            }
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "id": "s",
  "title": { "en": "T" },
  "events": [
    { "id": "a", "sources": ["x", "y"] },
    { "id": "b" }
  ],
  "notes": [],
  "empty": {}
}
"#;

    fn edited(path: &[&str], value: Option<&str>) -> String {
        set(TEXT, path, value).unwrap().apply(TEXT)
    }

    #[test]
    fn a_changed_value_changes_one_line() {
        let new = edited(&["events", "1", "id"], Some("\"c\""));
        assert_eq!(new, TEXT.replace("\"b\"", "\"c\""));
    }

    #[test]
    fn a_new_field_is_written_as_its_neighbours_are() {
        let new = edited(&["title", "ja"], Some("\"題\""));
        assert_eq!(new, TEXT.replace("\"T\" }", "\"T\", \"ja\": \"題\" }"));
        let new = edited(&["as_of"], Some("\"2026\""));
        assert_eq!(new, TEXT.replace("{}\n}", "{},\n  \"as_of\": \"2026\"\n}"));
        let new = edited(&["events", "2"], Some("{ \"id\": \"c\" }"));
        assert_eq!(
            new,
            TEXT.replace("\"b\" }", "\"b\" },\n    { \"id\": \"c\" }")
        );
    }

    #[test]
    fn what_is_missing_on_the_way_is_made() {
        let new = edited(&["summary", "en"], Some("\"S\""));
        assert!(new.contains("\"summary\": { \"en\": \"S\" }\n}"), "{new}");
        let new = edited(&["empty", "k\"", "x"], Some("1"));
        assert!(new.contains(r#""empty": { "k\"": { "x": 1 } }"#), "{new}");
        let new = edited(&["notes", "0"], Some("1"));
        assert!(new.contains("\"notes\": [1]"), "{new}");
    }

    #[test]
    fn an_entry_goes_with_its_comma() {
        let new = edited(&["events", "0", "sources", "0"], None);
        assert!(new.contains("[\"y\"]"), "{new}");
        let new = edited(&["events", "0", "sources", "1"], None);
        assert!(new.contains("[\"x\"]"), "{new}");
        let new = edited(&["title", "en"], None);
        assert!(new.contains("\"title\": {},"), "{new}");
        let new = edited(&["empty"], None);
        assert!(new.ends_with("\"notes\": []\n}\n"), "{new}");
    }

    #[test]
    fn what_is_not_there_is_not_edited() {
        assert_eq!(set("{", &["a"], Some("1")), None);
        assert_eq!(set(TEXT, &["nothing"], None), None);
        assert_eq!(set(TEXT, &["events", "9"], Some("1")), None);
        assert_eq!(set(TEXT, &["id", "x"], Some("1")), None);
        let mut deep = vec!["a"; MAX_DEPTH + 1];
        assert_eq!(set("{}", &deep, Some("1")), None);
        deep.pop();
        assert!(parse(set("{}", &deep, Some("1")).unwrap().text.as_bytes()).is_ok());
        // An index has one spelling.
        for index in ["+1", "01", "-0", ""] {
            assert_eq!(set(TEXT, &["events", index], None), None);
        }
    }
}
