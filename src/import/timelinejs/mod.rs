//! TimelineJS: its current JSON, its JSON of before 2015, and its spreadsheet. All three become
//! slides, and slides become a story: title, eras as chapters, groups as tags, events with their
//! media as links.

mod slide;
mod unambiguous;
mod when;

use serde_json::{Map, Value};

use super::Options;
use super::dates::{Order, Style, style_of};
use super::message::{Message, Place};
use super::story_builder::StoryBuilder;
use super::table::{Row, Table};
use slide::{Medium, Slide, add_eras, add_event, add_title};
pub(super) use unambiguous::Unambiguous;
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

/// Returns true if a value is a list of slides of either kind.
pub(super) fn is_list_of_slides(value: &Value) -> bool {
    let slide =
        |entry: &Value| entry.get("start_date").is_some() || entry.get("startDate").is_some();
    value
        .as_array()
        .is_some_and(|entries| entries.iter().any(slide))
}

/// Reads either JSON, or a list of the slides alone.
pub(super) fn read_json(
    builder: &mut StoryBuilder,
    file: &str,
    value: Value,
    options: &Options,
) -> Result<(), String> {
    let fields = match value {
        Value::Object(fields) => fields,
        Value::Array(entries) if is_list_of_slides(&Value::Array(entries.clone())) => {
            let old = entries.iter().any(|entry| entry.get("startDate").is_some());
            let mut inner = Map::new();
            inner.insert(
                if old { "date" } else { "events" }.to_owned(),
                Value::Array(entries),
            );
            if old {
                let mut outer = Map::new();
                outer.insert("timeline".to_owned(), Value::Object(inner));
                outer
            } else {
                inner
            }
        }
        _ => return Err("this JSON is a list, not a timeline".to_owned()),
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
        return old_timeline(builder, file, timeline, options);
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
    for mut era in root.objects(builder, "eras") {
        // An era of one line has its name as its text.
        if let Some(Value::String(name)) = era.fields.get("text") {
            let mut text = Map::new();
            text.insert("headline".to_owned(), Value::String(name.clone()));
            era.fields.insert("text".to_owned(), Value::Object(text));
        }
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

/// A JSON object from which each field is taken once; the rest is listed as left out.
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
                list(builder, &self.place_of(name).into(), &other);
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
                list(builder, &place.clone().into(), &other);
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
                list(builder, &place.clone().into(), &other);
                Vec::new()
            }
            None => Vec::new(),
        };
        let mut objects = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            let place = format!("{place}[{index}]");
            match entry {
                Value::Object(fields) => objects.push(Object { place, fields }),
                other => list(builder, &place.into(), &other),
            }
        }
        objects
    }

    fn list_rest(self, builder: &mut StoryBuilder) {
        for (name, value) in &self.fields {
            list(builder, &self.place_of(name).into(), value);
        }
    }
}

/// A part of the value of a field.
fn within(place: &Place, part: &str) -> Place {
    Place {
        field: format!("{}{part}", place.field),
        ..place.clone()
    }
}

/// Lists a value, part by part, as left out. Empty values are not listed.
fn list(builder: &mut StoryBuilder, place: &Place, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) => builder.lost(place, Message::Cell { text: text.clone() }),
        Value::Bool(_) | Value::Number(_) => builder.lost(
            place,
            Message::Value {
                text: value.to_string(),
            },
        ),
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                list(builder, &within(place, &format!("[{index}]")), entry);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                list(builder, &within(place, &format!(".{name}")), field);
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
        place: slide.place.clone().into(),
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
    // Addresses in the text become links here anyway.
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
        ..When::default()
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
    options: &Options,
) -> Result<(), String> {
    if !timeline.fields.contains_key("date") {
        return Err("this timeline has no list `date`, so there are no events in it".to_owned());
    }
    let dates = timeline.objects(builder, "date");
    let eras = timeline.objects(builder, "era");
    let written: Vec<(String, String)> = dates
        .iter()
        .chain(&eras)
        .flat_map(|slide| {
            ["startDate", "endDate"].map(|name| {
                let text = slide.fields.get(name).and_then(Value::as_str);
                (slide.place_of(name), text.unwrap_or_default().to_owned())
            })
        })
        .collect();
    let style = style(builder, &written, options)?;
    // It sets how the timeline opens, and there was only one way.
    if timeline.fields.get("type") == Some(&Value::String("default".to_owned())) {
        timeline.fields.shift_remove("type");
    }
    let title = old_slide(builder, timeline, &style);
    add_title(builder, title);
    let eras = eras
        .into_iter()
        .map(|era| old_slide(builder, era, &style))
        .collect();
    add_eras(builder, eras);
    for date in dates {
        let slide = old_slide(builder, date, &style);
        add_event(builder, file, slide);
    }
    Ok(())
}

/// The style of the dates in one string. If nothing shows the order of day and month, it is the one
/// that TimelineJS itself reads, and a note says so.
fn style(
    builder: &mut StoryBuilder,
    written: &[(String, String)],
    options: &Options,
) -> Result<Style, String> {
    let cells = written
        .iter()
        .map(|(place, text)| (Place::from(place.as_str()), text.as_str()));
    match style_of(cells, options.date_style()).map_err(|message| *message) {
        Ok((style, notes)) => {
            for note in notes {
                builder.changed(Place::default(), note);
            }
            // Numbers alone are years here.
            let style = Style {
                serial: false,
                ..style
            };
            Ok(style)
        }
        Err(Message::OrderOpen {
            place,
            text,
            day_first,
            month_first,
        }) => {
            let message = Message::OrderAsTimelineJs {
                text,
                date: month_first,
                other: day_first,
            };
            builder.changed(place, message);
            Ok(Style {
                order: Some(Order::MonthFirst),
                ..options.date_style()
            })
        }
        Err(message) => Err(message.sentence(false)),
    }
}

fn old_slide(builder: &mut StoryBuilder, mut slide: Object, style: &Style) -> Slide {
    let start = slide.string(builder, "startDate");
    let end = slide.string(builder, "endDate");
    let mut asset = slide.object(builder, "asset");
    let whole = Slide {
        place: slide.place.clone().into(),
        start: written_date(&start, style),
        end: written_date(&end, style),
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

/// Reads the spreadsheet, current or old.
pub(super) fn read_table(
    builder: &mut StoryBuilder,
    file: &str,
    table: &Table,
    options: &Options,
) -> Result<(), String> {
    if !is_table(table) {
        return Err(
            "this is no TimelineJS spreadsheet: it has no columns `Headline` and `Year`".to_owned(),
        );
    }
    let written: Vec<(String, String)> = ["start date", "end date"]
        .into_iter()
        .flat_map(|column| table.cells(column))
        .map(|(row, cell)| (Place::row(row).to_string(), cell.to_owned()))
        .collect();
    let style = style(builder, &written, options)?;
    let mut eras = Vec::new();
    for mut row in table.rows() {
        let kind = row.take("type").to_lowercase();
        let slide = Slide {
            place: row.place.clone(),
            start: row_date(builder, &mut row, "", &style),
            end: row_date(builder, &mut row, "end ", &style),
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
            builder.lost(slide.place.at(&column), Message::Cell { text: cell });
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
fn row_date(
    builder: &mut StoryBuilder,
    row: &mut Row<'_>,
    prefix: &str,
    style: &Style,
) -> Option<When> {
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
                let place = row.place.at(&format!("{prefix}{part}"));
                builder.lost(place, Message::WithoutYear { text: written });
            }
        }
        return written_date(&old, style);
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
