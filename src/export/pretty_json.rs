//! JSON for people: short values stay on one line.

use serde::Serialize;
use serde_json::Value;

/// The maximum length of a line, in columns.
const WIDTH: usize = 110;

/// Returns a value as JSON text.
pub fn json(thing: &impl Serialize) -> String {
    let mut text = String::new();
    // Every story can be written as JSON: its keys are texts, and it has no fractions.
    let value = serde_json::to_value(thing).unwrap_or_default();
    write(&value, 0, 0, &mut text);
    text.push('\n');
    text
}

/// Writes a value that begins at column `before` of its line; further lines are indented by `depth`
/// steps.
fn write(value: &Value, depth: usize, before: usize, text: &mut String) {
    let (open, close) = match value {
        Value::Array(_) => ('[', ']'),
        Value::Object(_) => ('{', '}'),
        _ => return scalar(value, text),
    };
    let (start, mut room) = (text.len(), WIDTH.saturating_sub(before));
    if one_line(value, text, &mut room).is_some() {
        return;
    }
    text.truncate(start);
    text.push(open);
    let mut comma = "";
    let mut child = |key: &str, value: &Value| {
        text.push_str(comma);
        comma = ",";
        text.push('\n');
        text.push_str(&"  ".repeat(depth + 1));
        text.push_str(key);
        write(
            value,
            depth + 1,
            2 * (depth + 1) + key.chars().count() + 1,
            text,
        );
    };
    match value {
        Value::Array(entries) => entries.iter().for_each(|entry| child("", entry)),
        Value::Object(fields) => {
            for (name, field) in fields {
                child(&format!("{}: ", quoted(name)), field);
            }
        }
        _ => {}
    }
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
    text.push(close);
}

/// Writes the value on one line, with spaces between its parts, and takes its columns from `room`.
/// Stops with `None` as soon as it does not fit: a story's lists are long.
fn one_line(value: &Value, text: &mut String, room: &mut usize) -> Option<()> {
    let (open, close) = match value {
        Value::Array(_) => ("[", "]"),
        Value::Object(fields) if fields.is_empty() => ("{", "}"),
        Value::Object(_) => ("{ ", " }"),
        _ => {
            let start = text.len();
            scalar(value, text);
            return take(room, text.get(start..).unwrap_or_default());
        }
    };
    let put = |text: &mut String, room: &mut usize, part: &str| {
        text.push_str(part);
        take(room, part)
    };
    put(text, room, open)?;
    let mut comma = "";
    let mut child = |key: &str, value: &Value| {
        put(text, room, comma)?;
        comma = ", ";
        put(text, room, key)?;
        one_line(value, text, room)
    };
    match value {
        Value::Array(entries) => entries.iter().try_for_each(|entry| child("", entry))?,
        Value::Object(fields) => fields
            .iter()
            .try_for_each(|(name, field)| child(&format!("{}: ", quoted(name)), field))?,
        _ => {}
    }
    put(text, room, close)
}

/// Takes the columns of a part of a line; `None` if there are not as many.
fn take(room: &mut usize, part: &str) -> Option<()> {
    *room = room.checked_sub(part.chars().count())?;
    Some(())
}

fn scalar(value: &Value, text: &mut String) {
    match value {
        Value::String(string) => text.push_str(&quoted(string)),
        value => text.push_str(&value.to_string()),
    }
}

fn quoted(text: &str) -> String {
    // Writing a text cannot fail.
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn short_things_stay_on_one_line() {
        let value = json!({
            "title": { "en": "A \"short\" one" },
            "long": ["x".repeat(60), "y".repeat(60)],
            "none": [],
        });
        let text = json(&value);
        let expected = format!(
            "{{\n  \"title\": {{ \"en\": \"A \\\"short\\\" one\" }},\n  \"long\": [\n    \"{}\",\n\
             \x20   \"{}\"\n  ],\n  \"none\": []\n}}\n",
            "x".repeat(60),
            "y".repeat(60)
        );
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
