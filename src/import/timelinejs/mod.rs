//! TimelineJS: its JSON of today, its JSON of before 2015, and its spreadsheet. All three become slides,
//! and slides become a story: title, eras as chapters, groups as tags, events with their media as links.

mod slide;
mod unambiguous;
mod when;

use serde_json::{Map, Value};

use super::csv_file::{Row, Table};
use super::html::shortened;
use super::story_builder::StoryBuilder;
use slide::{Medium, Slide, add_eras, add_event, add_title};
use unambiguous::Unambiguous;
use when::{When, clock, written_date};

/// The JSON in a file: the file itself, or what old timelines assign to a variable.
pub(super) fn json_of(text: &str) -> Option<&str> {
    let start = text.find(['{', '['])?;
    let before = text.get(..start)?.trim_start_matches('\u{feff}');
    let name = |c: char| {
        c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '$' | '.' | '=' | '(')
    };
    if before.trim().is_empty() {
        return text.get(start..);
    }
    let assigned =
        before.trim_end().ends_with(['=', '(']) && before.len() < 100 && before.chars().all(name);
    let end = text.rfind(['}', ']'])?;
    text.get(start..=end).filter(|_| assigned)
}

/// Reads either JSON.
pub(super) fn read_json(builder: &mut StoryBuilder, file: &str, json: &str) -> Result<(), String> {
    let Unambiguous(value) =
        serde_json::from_str(json).map_err(|error| format!("this is no JSON: {error}"))?;
    let Value::Object(fields) = value else {
        return Err("this JSON is a list, not a timeline".to_owned());
    };
    let mut root = Object {
        place: String::new(),
        fields,
    };
    if root.fields.contains_key("format") && root.fields.contains_key("languages") {
        return Err(
            "this is a story already; `explainer check` tells what is wrong with it".to_owned(),
        );
    }
    if root.fields.contains_key("timeline") {
        let timeline = root.object(builder, "timeline");
        root.list_rest(builder);
        return old_timeline(builder, file, timeline);
    }
    if !root.fields.contains_key("events") {
        return Err("this JSON has no `events`, so it is no timeline".to_owned());
    }
    if root.fields.contains_key("title") {
        let title = root.object(builder, "title");
        let slide = json_slide(builder, title);
        add_title(builder, slide);
    }
    root.string(builder, "scale");
    let mut eras = Vec::new();
    for era in root.objects(builder, "eras") {
        eras.push(json_slide(builder, era));
    }
    add_eras(builder, eras);
    for event in root.objects(builder, "events") {
        let slide = json_slide(builder, event);
        add_event(builder, file, slide);
    }
    root.list_rest(builder);
    Ok(())
}

/// A JSON object from which each field is taken once; the rest is listed as lost.
struct Object {
    place: String,
    fields: Map<String, Value>,
}

impl Object {
    fn place_of(&self, name: &str) -> String {
        if self.place.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.place)
        }
    }

    /// A text or number as text; empty if it is missing, null or of another kind.
    fn string(&mut self, builder: &mut StoryBuilder, name: &str) -> String {
        match self.fields.shift_remove(name) {
            Some(Value::String(text)) => text,
            Some(Value::Number(number)) => number.to_string(),
            Some(other) => {
                list(builder, &self.place_of(name), &other);
                String::new()
            }
            None => String::new(),
        }
    }

    /// An object; an empty one if it is missing or of another kind.
    fn object(&mut self, builder: &mut StoryBuilder, name: &str) -> Object {
        let place = self.place_of(name);
        match self.fields.shift_remove(name) {
            Some(Value::Object(fields)) => Object { place, fields },
            Some(other) => {
                list(builder, &place, &other);
                Object {
                    place,
                    fields: Map::new(),
                }
            }
            None => Object {
                place,
                fields: Map::new(),
            },
        }
    }

    fn optional(&mut self, builder: &mut StoryBuilder, name: &str) -> Option<Object> {
        let there = self.fields.contains_key(name);
        Some(self.object(builder, name)).filter(|object| there && !object.fields.is_empty())
    }

    fn objects(&mut self, builder: &mut StoryBuilder, name: &str) -> Vec<Object> {
        let place = self.place_of(name);
        let entries = match self.fields.shift_remove(name) {
            Some(Value::Array(entries)) => entries,
            Some(one @ Value::Object(_)) => vec![one],
            Some(other) => {
                list(builder, &place, &other);
                Vec::new()
            }
            None => Vec::new(),
        };
        let mut objects = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            let place = format!("{place}[{index}]");
            match entry {
                Value::Object(fields) => objects.push(Object { place, fields }),
                other => list(builder, &place, &other),
            }
        }
        objects
    }

    fn list_rest(self, builder: &mut StoryBuilder) {
        for (name, value) in &self.fields {
            list(builder, &self.place_of(name), value);
        }
    }
}

/// Lists a value, part by part, as having no place. What is empty says nothing.
fn list(builder: &mut StoryBuilder, place: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) => builder.lost(place, format!("“{}”", shortened(text))),
        Value::Bool(_) | Value::Number(_) => builder.lost(place, value.to_string()),
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                list(builder, &format!("{place}[{index}]"), entry);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                list(builder, &format!("{place}.{name}"), field);
            }
        }
    }
}

fn json_slide(builder: &mut StoryBuilder, mut slide: Object) -> Slide {
    let start = slide
        .optional(builder, "start_date")
        .map(|date| json_date(builder, date));
    let end = slide
        .optional(builder, "end_date")
        .map(|date| json_date(builder, date));
    let start = start.filter(|(when, display)| !when.is_empty() || !display.is_empty());
    let mut text = slide.object(builder, "text");
    let mut media = slide.object(builder, "media");
    let own_display = slide.string(builder, "display_date");
    let display_date = [
        own_display,
        start
            .as_ref()
            .map(|(_, display)| display.clone())
            .unwrap_or_default(),
    ];
    let whole = Slide {
        place: slide.place.clone(),
        display_date: display_date
            .into_iter()
            .find(|display| !display.trim().is_empty())
            .unwrap_or_default(),
        edtf: slide.string(builder, "edtf"),
        start: start.map(|(when, _)| when),
        end: end.map(|(when, _)| when),
        headline: text.string(builder, "headline"),
        text: text.string(builder, "text"),
        media: Medium {
            url: media.string(builder, "url"),
            caption: media.string(builder, "caption"),
            credit: media.string(builder, "credit"),
            alt: media.string(builder, "alt"),
            title: media.string(builder, "title"),
            link: media.string(builder, "link"),
        },
        group: slide.string(builder, "group"),
        unique_id: slide.string(builder, "unique_id"),
    };
    text.list_rest(builder);
    media.list_rest(builder);
    // Making links of addresses in the text is what happens here anyway.
    if slide.fields.get("autolink") == Some(&Value::Bool(true)) {
        slide.fields.shift_remove("autolink");
    }
    slide.list_rest(builder);
    whole
}

/// The parts of a date, and the words that were shown for it.
fn json_date(builder: &mut StoryBuilder, mut date: Object) -> (When, String) {
    let when = When {
        year: date.string(builder, "year"),
        month: date.string(builder, "month"),
        day: date.string(builder, "day"),
        hour: date.string(builder, "hour"),
        minute: date.string(builder, "minute"),
        second: date.string(builder, "second"),
        millisecond: date.string(builder, "millisecond"),
    };
    let display = date.string(builder, "display_date");
    date.list_rest(builder);
    (when, display)
}

/// The JSON of before 2015: one `timeline` with a list named `date`.
fn old_timeline(
    builder: &mut StoryBuilder,
    file: &str,
    mut timeline: Object,
) -> Result<(), String> {
    if !timeline.fields.contains_key("date") {
        return Err("this timeline has no list `date`, so there are no events in it".to_owned());
    }
    let dates = timeline.objects(builder, "date");
    let eras = timeline.objects(builder, "era");
    // It says how the timeline opens, and there was only one way.
    if timeline.fields.get("type") == Some(&Value::String("default".to_owned())) {
        timeline.fields.shift_remove("type");
    }
    let title = old_slide(builder, timeline);
    add_title(builder, title);
    let eras = eras
        .into_iter()
        .map(|era| old_slide(builder, era))
        .collect();
    add_eras(builder, eras);
    for date in dates {
        let slide = old_slide(builder, date);
        add_event(builder, file, slide);
    }
    Ok(())
}

fn old_slide(builder: &mut StoryBuilder, mut slide: Object) -> Slide {
    let start = slide.string(builder, "startDate");
    let end = slide.string(builder, "endDate");
    let mut asset = slide.object(builder, "asset");
    let whole = Slide {
        place: slide.place.clone(),
        start: written_date(&start),
        end: written_date(&end),
        headline: slide.string(builder, "headline"),
        text: slide.string(builder, "text"),
        media: Medium {
            url: asset.string(builder, "media"),
            caption: asset.string(builder, "caption"),
            credit: asset.string(builder, "credit"),
            ..Medium::default()
        },
        group: slide.string(builder, "tag"),
        ..Slide::default()
    };
    asset.list_rest(builder);
    slide.list_rest(builder);
    whole
}

/// Returns true if a table is TimelineJS's spreadsheet.
pub(super) fn is_table(table: &Table) -> bool {
    table.has("headline") && (table.has("year") || table.has("start date"))
}

/// The spreadsheet, of today or of old.
pub(super) fn read_table(
    builder: &mut StoryBuilder,
    file: &str,
    table: &Table,
) -> Result<(), String> {
    if !is_table(table) {
        return Err(
            "this is no TimelineJS spreadsheet: it has no columns `Headline` and `Year`".to_owned(),
        );
    }
    let mut eras = Vec::new();
    for mut row in table.rows() {
        let kind = row.take("type").to_lowercase();
        let slide = Slide {
            place: row.place.clone(),
            start: row_date(builder, &mut row, ""),
            end: row_date(builder, &mut row, "end "),
            display_date: row.take("display date"),
            headline: row.take("headline"),
            text: row.take("text"),
            media: Medium {
                url: row.take("media"),
                caption: row.take("media caption"),
                credit: row.take("media credit"),
                alt: row.take("alt text"),
                ..Medium::default()
            },
            edtf: String::new(),
            group: [row.take("group"), row.take("tag")]
                .into_iter()
                .find(|group| !group.is_empty())
                .unwrap_or_default(),
            unique_id: String::new(),
        };
        for (column, cell) in row.rest() {
            builder.lost(
                format!("{}, {column}", slide.place),
                format!("“{}”", shortened(&cell)),
            );
        }
        match kind.as_str() {
            "title" | "start" => add_title(builder, slide),
            "era" => eras.push(slide),
            _ => add_event(builder, file, slide),
        }
    }
    add_eras(builder, eras);
    Ok(())
}

/// The date in a row's columns, whose names begin with `prefix`.
fn row_date(builder: &mut StoryBuilder, row: &mut Row<'_>, prefix: &str) -> Option<When> {
    let [year, month, day, time] =
        ["year", "month", "day", "time"].map(|part| row.take(&format!("{prefix}{part}")));
    let old = row.take(if prefix.is_empty() {
        "start date"
    } else {
        "end date"
    });
    if year.is_empty() {
        for (part, written) in [("month", month), ("day", day), ("time", time)] {
            if !written.is_empty() {
                builder.lost(
                    format!("{}, {prefix}{part}", row.place),
                    format!("“{}” without a year", shortened(&written)),
                );
            }
        }
        return written_date(&old);
    }
    let mut when = When {
        year,
        month,
        day,
        ..When::default()
    };
    clock(&time, &mut when);
    Some(when)
}
