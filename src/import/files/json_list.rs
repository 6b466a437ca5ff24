//! A JSON list of flat objects, read as a table: the names of the fields are the heads.

use serde_json::Value;

use crate::import::table::Table;

/// Returns the table in a JSON value, if it is a list of objects whose fields are words, numbers or
/// lists of such.
pub(in crate::import) fn table_of(value: &Value) -> Option<Result<Table, String>> {
    let entries = value.as_array().filter(|entries| !entries.is_empty())?;
    let mut heads: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for entry in entries {
        let fields = entry.as_object()?;
        let mut cells = vec![String::new(); heads.len()];
        for (name, value) in fields {
            let cell = cell(value)?;
            let at = heads
                .iter()
                .position(|head| head == name)
                .unwrap_or_else(|| {
                    heads.push(name.clone());
                    cells.push(String::new());
                    heads.len() - 1
                });
            if let Some(place) = cells.get_mut(at) {
                *place = cell;
            }
        }
        rows.push((rows.len() + 1, cells));
    }
    Some(Table::with_heads(heads, rows))
}

fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Array(parts) => {
            let parts: Option<Vec<_>> = parts
                .iter()
                .map(|part| cell(part).filter(|_| !part.is_array()))
                .collect();
            parts.map(|parts| {
                parts
                    .iter()
                    .map(|part| part.replace('\\', "\\\\").replace(';', "\\;"))
                    .collect::<Vec<_>>()
                    .join("; ")
            })
        }
        Value::Object(_) => None,
    }
}
