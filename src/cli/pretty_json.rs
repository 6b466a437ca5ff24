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
    let line = one_line(value);
    let (open, close) = if value.is_array() {
        ('[', ']')
    } else {
        ('{', '}')
    };
    let width = before + line.chars().count();
    if width <= WIDTH || !(value.is_array() || value.is_object()) {
        text.push_str(&line);
        return;
    }
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
                child(&format!("{}: ", Value::from(name.as_str())), field);
            }
        }
        _ => {}
    }
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
    text.push(close);
}

/// Returns the value on one line, with spaces between its parts.
fn one_line(value: &Value) -> String {
    match value {
        Value::Array(entries) => {
            let entries: Vec<_> = entries.iter().map(one_line).collect();
            format!("[{}]", entries.join(", "))
        }
        Value::Object(fields) if !fields.is_empty() => {
            let field = |(name, field): (&String, &Value)| {
                format!("{}: {}", Value::from(name.as_str()), one_line(field))
            };
            format!(
                "{{ {} }}",
                fields.iter().map(field).collect::<Vec<_>>().join(", ")
            )
        }
        value => value.to_string(),
    }
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
