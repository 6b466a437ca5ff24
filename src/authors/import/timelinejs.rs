//! TimelineJS: its JSON of today, its JSON of before 2015, and its spreadsheet. All three become slides,
//! and slides become a story: title, eras as chapters, groups as tags, events with their media as links.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::story::{Address, Date, Detail, Edge, Event, Id, Link, Media, Moment, Status, Text};

use super::builder::Builder;
use super::html::{Reduced, address, reduce, reduce_body, shortened};
use super::table::Table;

/// One slide as TimelineJS knows it, whatever file it was in.
#[derive(Default)]
struct Slide {
    /// How messages name it: `events[3]` or `row 4`.
    place: String,
    start: Option<When>,
    end: Option<When>,
    display_date: String,
    /// The date as our own export adds it.
    edtf: String,
    headline: String,
    text: String,
    media: Medium,
    group: String,
    unique_id: String,
}

#[derive(Default)]
struct Medium {
    url: String,
    caption: String,
    credit: String,
    alt: String,
    title: String,
    link: String,
}

/// A date in parts, each as it was written.
#[derive(Default)]
struct When {
    year: String,
    month: String,
    day: String,
    hour: String,
    minute: String,
    second: String,
    millisecond: String,
}

/// The JSON in a file: the file itself, or what old timelines assign to a variable.
pub(super) fn json_of(text: &str) -> Option<&str> {
    let start = text.find(['{', '['])?;
    let before = text.get(..start)?.trim_start_matches('\u{feff}');
    let name = |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '$' | '.' | '=' | '(');
    if before.trim().is_empty() {
        return text.get(start..);
    }
    let assigned = before.trim_end().ends_with(['=', '(']) && before.len() < 100 && before.chars().all(name);
    let end = text.rfind(['}', ']'])?;
    text.get(start..=end).filter(|_| assigned)
}

/// Reads either JSON.
pub(super) fn read_json(builder: &mut Builder, file: &str, json: &str) -> Result<(), String> {
    let value: Value = serde_json::from_str(json).map_err(|error| format!("this is no JSON: {error}"))?;
    let Value::Object(fields) = value else { return Err("this JSON is a list, not a timeline".to_owned()) };
    let mut root = Object { place: String::new(), fields };
    if root.fields.contains_key("format") && root.fields.contains_key("languages") {
        return Err("this is a story already; `explainer check` tells what is wrong with it".to_owned());
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

/// A JSON object from which each field is taken once; what nobody took is listed as lost.
struct Object {
    place: String,
    fields: Map<String, Value>,
}

impl Object {
    fn place_of(&self, name: &str) -> String {
        if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) }
    }

    /// A text or number as text; empty if it is missing, null or of another kind.
    fn string(&mut self, builder: &mut Builder, name: &str) -> String {
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
    fn object(&mut self, builder: &mut Builder, name: &str) -> Object {
        let place = self.place_of(name);
        match self.fields.shift_remove(name) {
            Some(Value::Object(fields)) => Object { place, fields },
            Some(other) => {
                list(builder, &place, &other);
                Object { place, fields: Map::new() }
            }
            None => Object { place, fields: Map::new() },
        }
    }

    fn optional(&mut self, builder: &mut Builder, name: &str) -> Option<Object> {
        let there = self.fields.contains_key(name);
        Some(self.object(builder, name)).filter(|object| there && !object.fields.is_empty())
    }

    fn objects(&mut self, builder: &mut Builder, name: &str) -> Vec<Object> {
        let place = self.place_of(name);
        let entries = match self.fields.shift_remove(name) {
            Some(Value::Array(entries)) => entries,
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

    fn list_rest(self, builder: &mut Builder) {
        for (name, value) in &self.fields {
            list(builder, &self.place_of(name), value);
        }
    }
}

/// Lists a value, part by part, as having no place. What is empty says nothing.
fn list(builder: &mut Builder, place: &str, value: &Value) {
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

fn json_slide(builder: &mut Builder, mut slide: Object) -> Slide {
    let start = slide.optional(builder, "start_date").map(|date| json_date(builder, date));
    let end = slide.optional(builder, "end_date").map(|date| json_date(builder, date));
    let start = start.filter(|(when, display)| !when.is_empty() || !display.is_empty());
    let mut text = slide.object(builder, "text");
    let mut media = slide.object(builder, "media");
    let own_display = slide.string(builder, "display_date");
    let display_date = [own_display, start.as_ref().map(|(_, display)| display.clone()).unwrap_or_default()];
    let whole = Slide {
        place: slide.place.clone(),
        display_date: display_date.into_iter().find(|display| !display.trim().is_empty()).unwrap_or_default(),
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
fn json_date(builder: &mut Builder, mut date: Object) -> (When, String) {
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
fn old_timeline(builder: &mut Builder, file: &str, mut timeline: Object) -> Result<(), String> {
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
    let eras = eras.into_iter().map(|era| old_slide(builder, era)).collect();
    add_eras(builder, eras);
    for date in dates {
        let slide = old_slide(builder, date);
        add_event(builder, file, slide);
    }
    Ok(())
}

fn old_slide(builder: &mut Builder, mut slide: Object) -> Slide {
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

/// A date in one string: `1968,12,9`, `1968-12-09T10:00`, `12/9/1968 10:00` or a year.
fn written_date(written: &str) -> Option<When> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    let (sign, rest) = written.strip_prefix('-').map_or(("", written), |rest| ("-", rest));
    let mut parts: Vec<&str> = rest.split([',', '/', '-', ' ', 'T', ':']).map(str::trim).collect();
    if rest.contains('/') && parts.len() >= 2 {
        // As Americans write it: month, day, year, or month and year.
        let days = parts.iter().position(|part| part.len() > 2).unwrap_or(2).min(parts.len() - 1);
        let year = parts.remove(days);
        parts.insert(0, year);
    }
    let part = |index: usize| parts.get(index).map(|part| (*part).to_owned()).unwrap_or_default();
    Some(When {
        year: format!("{sign}{}", part(0)),
        month: part(1),
        day: part(2),
        hour: part(3),
        minute: part(4),
        second: part(5),
        millisecond: String::new(),
    })
}

/// Whether a table is TimelineJS's spreadsheet.
pub(super) fn is_table(table: &Table) -> bool {
    table.has("headline") && (table.has("year") || table.has("start date"))
}

/// The spreadsheet, of today or of old.
pub(super) fn read_table(builder: &mut Builder, file: &str, table: &Table) -> Result<(), String> {
    if !is_table(table) {
        return Err("this is no TimelineJS spreadsheet: it has no columns `Headline` and `Year`".to_owned());
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
            builder.lost(format!("{}, {column}", slide.place), format!("“{}”", shortened(&cell)));
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
fn row_date(builder: &mut Builder, row: &mut super::table::Row<'_>, prefix: &str) -> Option<When> {
    let [year, month, day, time] =
        ["year", "month", "day", "time"].map(|part| row.take(&format!("{prefix}{part}")));
    let old = row.take(if prefix.is_empty() { "start date" } else { "end date" });
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
    let mut when = When { year, month, day, ..When::default() };
    clock(&time, &mut when);
    Some(when)
}

/// `15:30`, `15:30:20` or `3:30 PM`.
fn clock(time: &str, when: &mut When) {
    let time = time.trim().to_lowercase();
    let (digits, noon) = match (time.strip_suffix("pm"), time.strip_suffix("am")) {
        (Some(digits), _) => (digits, Some(12)),
        (_, Some(digits)) => (digits, Some(0)),
        _ => (time.as_str(), None),
    };
    let mut parts = digits.split(':').map(|part| part.trim().to_owned());
    when.hour = parts.next().unwrap_or_default();
    when.minute = parts.next().unwrap_or_default();
    when.second = parts.next().unwrap_or_default();
    if let (Some(noon), Ok(hour)) = (noon, when.hour.parse::<u8>()) {
        when.hour = (hour % 12 + noon).to_string();
    }
}

fn add_title(builder: &mut Builder, slide: Slide) {
    let headline = reduce(&slide.headline);
    let text = reduce(&slide.text);
    let line = headline.line();
    if line.is_empty() && text.text.is_empty() {
        let alone = if slide.media.url.is_empty() { "" } else { "a title slide without words" };
        if !alone.is_empty() {
            builder.lost(&slide.place, alone);
        }
    }
    builder.title(&slide.place, &line);
    builder.summary(&slide.place, &text.text);
    for (label, address) in headline.links.iter().chain(&text.links) {
        builder.lost(&slide.place, format!("the link “{}” to {address}", shortened(label)));
    }
    for lost in headline.lost.iter().chain(&text.lost) {
        builder.lost(&slide.place, lost);
    }
    list_beside_words(builder, &slide);
    for (name, when) in [("the date", slide.start), ("the end date", slide.end)] {
        if let Some(when) = when {
            builder.lost(&slide.place, format!("{name} of the title, {}", when.shown()));
        }
    }
}

/// Lists whatever a slide holds beside headline, text and dates.
fn list_beside_words(builder: &mut Builder, slide: &Slide) {
    let fields = [
        ("media.url", &slide.media.url),
        ("media.caption", &slide.media.caption),
        ("media.credit", &slide.media.credit),
        ("media.alt", &slide.media.alt),
        ("media.title", &slide.media.title),
        ("media.link", &slide.media.link),
        ("group", &slide.group),
        ("display_date", &slide.display_date),
    ];
    for (name, value) in fields {
        list(builder, &format!("{}, {name}", slide.place), &Value::String(value.clone()));
    }
}

/// Lists a slide that has no place as a whole.
fn list_whole(builder: &mut Builder, slide: &Slide, reason: &str) {
    let named =
        [&slide.headline, &slide.text, &slide.media.url].into_iter().find(|text| !text.trim().is_empty());
    let named = named.map_or("an empty slide".to_owned(), |text| format!("“{}”", shortened(text.trim())));
    builder.lost(&slide.place, format!("{named}: {reason}"));
    if !slide.headline.trim().is_empty() {
        list(builder, &format!("{}, text", slide.place), &Value::String(slide.text.clone()));
    }
    list_beside_words(builder, slide);
}

/// A chapter lasts until the next begins, so an era's end only has a place where that is so.
fn add_eras(builder: &mut Builder, slides: Vec<Slide>) {
    let mut eras = Vec::new();
    for slide in slides {
        let headline = reduce(&slide.headline);
        let start = slide.start.as_ref().and_then(|when| moment(builder, &slide.place, when));
        let title = builder.text(&slide.place, &headline.line());
        let (Some(start), Some(title)) = (start, title) else {
            list_whole(builder, &slide, "an era needs a name and a date to begin");
            continue;
        };
        let end = slide.end.as_ref().and_then(|when| moment(builder, &slide.place, when));
        list(builder, &format!("{}, text", slide.place), &Value::String(slide.text.clone()));
        list_beside_words(builder, &slide);
        eras.push((slide.place, title, start, end));
    }
    eras.sort_by(|a, b| a.2.days().0.total_cmp(&b.2.days().0));
    let starts: Vec<_> = eras.iter().map(|(_, _, start, _)| *start).collect();
    for (index, (place, title, start, end)) in eras.into_iter().enumerate() {
        if let Some(end) = end.filter(|end| starts.get(index + 1) != Some(end)) {
            builder.lost(place, format!("the end of the era, {end}; a chapter lasts until the next begins"));
        }
        builder.chapter(title, start);
    }
}

/// What an event's texts bring along beside their words.
#[derive(Default)]
struct Extras {
    links: Vec<(String, Address)>,
    media: Vec<(Address, String)>,
}

impl Extras {
    /// Takes everything but the text out of a reduced piece of HTML.
    fn keep(&mut self, builder: &mut Builder, place: &str, reduced: Reduced) -> String {
        self.links.extend(reduced.links);
        self.media.extend(reduced.media);
        for lost in reduced.lost {
            builder.lost(place, lost);
        }
        reduced.text
    }
}

fn add_event(builder: &mut Builder, file: &str, slide: Slide) {
    let place = slide.place.clone();
    let mut extras = Extras::default();
    let headline = extras.keep(builder, &place, reduce(&slide.headline)).replace('\n', " ");
    let mut body = extras.keep(builder, &place, reduce_body(&slide.text));
    let Some(date) = date(builder, &slide) else {
        list_whole(builder, &slide, "a story tells only what has a date");
        return;
    };
    let medium = medium(builder, &place, slide.media, &mut extras, &mut body);
    let caption = medium.as_ref().and_then(|medium| medium.caption.as_ref()).map(shown).unwrap_or_default();
    let title = title_of(builder, &place, &headline, &body, &caption, date);
    let title_words = shown(&title);
    let body = builder.text(&place, &body);
    let tags: Vec<Id> = builder.tag(&place, &reduce(&slide.group).line()).into_iter().collect();
    let more = extras.media.into_iter().map(|(address, described)| {
        let caption = builder.text(&place, &described);
        Media { address, caption, credit: None }
    });
    let media = medium.into_iter().chain(more.collect::<Vec<_>>()).collect();
    let (mut links, mut known) = (Vec::new(), BTreeSet::new());
    for (label, address) in extras.links {
        if let Some(text) = builder.text(&place, &label.replace('\n', " "))
            && known.insert((label, address.shared()))
        {
            links.push(Link { label: text, address });
        }
    }
    let source = builder.file_source(file);
    let old = slide.unique_id.trim();
    let id = builder.event_id(if old.is_empty() { &title_words } else { old });
    if !old.is_empty() && old != id.as_str() {
        builder.changed(&place, format!("its id “{}” is now `{id}`", shortened(old)));
    }
    builder.event(Event {
        id,
        date,
        title,
        body,
        actors: Vec::new(),
        tags,
        status: Status::Reported,
        speaker: None,
        response: None,
        sources: vec![source],
        links,
        media,
    });
}

/// The words of a text in the one language of an import.
fn shown(text: &Text) -> String {
    text.iter().next().map(|(_, words)| words.to_string()).unwrap_or_default()
}

/// The headline, or what comes nearest to one.
fn title_of(
    builder: &mut Builder,
    place: &str,
    headline: &str,
    body: &str,
    caption: &str,
    date: Date,
) -> Text {
    if let Some(title) = builder.text(place, headline) {
        return title;
    }
    let words = [body, caption].into_iter().find(|text| !text.trim().is_empty()).map(beginning);
    let words = words.unwrap_or_else(|| date.to_string());
    builder.changed(place, format!("it has no headline; the title is now “{words}”"));
    builder.text(place, &words).unwrap_or_default()
}

/// The first sentence, or as much of it as a title holds.
fn beginning(text: &str) -> String {
    let sentence = text.split_inclusive(['。', '\n']).next().unwrap_or_default();
    let sentence =
        sentence.split_inclusive(". ").next().unwrap_or_default().trim().trim_end_matches(['.', '。']);
    if sentence.chars().count() <= 70 {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(70).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{words}…")
}

/// The medium as a link with caption and credit. A quotation in its place joins the text.
fn medium(
    builder: &mut Builder,
    place: &str,
    medium: Medium,
    extras: &mut Extras,
    body: &mut String,
) -> Option<Media> {
    let mut line = |builder: &mut Builder, name: &str, html: &str| {
        let line = extras.keep(builder, place, reduce(html)).replace('\n', " ");
        builder.text(&format!("{place}, {name}"), &line)
    };
    let mut caption = line(builder, "media caption", &medium.caption);
    let credit = line(builder, "media credit", &medium.credit);
    for (name, html) in [("media title", &medium.title), ("media alt", &medium.alt)] {
        let Some(text) = line(builder, name, html) else { continue };
        if caption.is_none() {
            caption = Some(text);
        } else if caption.as_ref() != Some(&text) {
            builder.lost(format!("{place}, {name}"), format!("“{}”", shortened(&shown(&text))));
        }
    }
    if let Some(address) = address(&medium.link) {
        let label = caption.as_ref().map_or_else(|| address.site().to_owned(), shown);
        extras.links.push((label, address));
    } else {
        list(builder, &format!("{place}, media link"), &Value::String(medium.link));
    }
    let mut found = address(&medium.url);
    if found.is_none() && medium.url.contains('<') {
        let embedded = extras.media.len();
        let words = extras.keep(builder, place, reduce_body(&medium.url));
        if extras.media.len() > embedded {
            let (address, described) = extras.media.remove(embedded);
            found = Some(address);
            caption = caption.or_else(|| builder.text(place, &described));
        }
        if !words.is_empty() {
            *body = if body.is_empty() { words } else { format!("{body}\n{words}") };
        }
    } else if found.is_none() {
        list(builder, &format!("{place}, media"), &Value::String(medium.url));
    }
    if let Some(address) = found {
        return Some(Media { address, caption, credit });
    }
    for (name, text) in [("media caption", caption), ("media credit", credit)] {
        if let Some(text) = text {
            builder.lost(format!("{place}, {name}"), format!("“{}”", shortened(&shown(&text))));
        }
    }
    None
}

/// The date of an event, if it has one.
fn date(builder: &mut Builder, slide: &Slide) -> Option<Date> {
    let place = &slide.place;
    let mut start = moment(builder, place, slide.start.as_ref()?)?;
    let mut end =
        slide.end.as_ref().and_then(|when| moment(builder, place, when)).filter(|end| *end != start);
    let plain = Date { start: Edge::At(start), end: end.map(Edge::At) };
    if let Some(date) = said_in_edtf(&slide.edtf, plain) {
        return Some(date);
    }
    list(builder, &format!("{place}, edtf"), &Value::String(slide.edtf.clone()));
    let words = reduce(&slide.display_date).line();
    if is_about(&words) {
        start.approximate = true;
        end = end.map(|end| Moment { approximate: true, ..end });
        builder.changed(place, format!("the date shown as “{}” is kept as about {start}", shortened(&words)));
    } else if !words.is_empty() {
        builder
            .lost(place, format!("the words for the date, “{}”; it is shown as {plain}", shortened(&words)));
    }
    let single = Date { start: Edge::At(start), end: None };
    let Some(end) = end else { return Some(single) };
    let range = Date { start: Edge::At(start), end: Some(Edge::At(end)) };
    if range.to_string().parse::<Date>().is_ok() {
        return Some(range);
    }
    builder.lost(place, format!("the end date {end}, which is before the beginning"));
    Some(single)
}

/// What our own export adds to a date where TimelineJS cannot say it, unless the date was changed since.
fn said_in_edtf(edtf: &str, plain: Date) -> Option<Date> {
    let date = edtf.parse::<Date>().ok()?;
    (crate::authors::export::plain_dates(&date) == Some(plain)).then_some(date)
}

fn is_about(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["c. ", "ca. ", "c.", "circa", "about ", "around ", "approx", "~"]
        .iter()
        .any(|about| lower.starts_with(about))
        || ["頃", "ごろ", "約"].iter().any(|about| words.contains(about))
}

impl When {
    fn is_empty(&self) -> bool {
        let parts =
            [&self.year, &self.month, &self.day, &self.hour, &self.minute, &self.second, &self.millisecond];
        parts.iter().all(|part| part.trim().is_empty())
    }

    fn shown(&self) -> String {
        let parts = [&self.year, &self.month, &self.day, &self.hour, &self.minute, &self.second];
        shortened(&parts.map(String::as_str).join(" ").trim().replace("  ", " "))
    }
}

/// The most precise moment that the parts of a date name. TimelineJS writes 44 BCE as -44; EDTF counts a
/// year 0 between, so that it is -43 there.
fn moment(builder: &mut Builder, place: &str, when: &When) -> Option<Moment> {
    let written = when.year.trim().trim_start_matches('+');
    let Ok(year) = whole(written).parse::<i64>() else {
        if !written.is_empty() {
            builder.lost(place, format!("the date, whose year “{}” is no number", shortened(written)));
        }
        return None;
    };
    if year.abs() > 99_999_999_999 {
        builder.lost(place, format!("the date, whose year {year} is too far away"));
        return None;
    }
    let year = if year < 0 { year + 1 } else { year };
    let mut number = |name: &str, written: &str, range: std::ops::RangeInclusive<u32>| {
        let written = whole(written.trim());
        if written.is_empty() {
            return None;
        }
        let number = written.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            builder.lost(place, format!("the {name} “{}”, which does not exist", shortened(written)));
        }
        number
    };
    let month = number("month", &when.month, 1..=12);
    let day = number("day", &when.day, 1..=31);
    let hour = number("hour", &when.hour, 0..=23);
    let minute = number("minute", &when.minute, 0..=59);
    let second = number("second", &when.second, 0..=59);
    let split_second = number("millisecond", &when.millisecond, 0..=999).filter(|number| *number > 0);
    let time = hour.map(|hour| hour * 3600 + minute.unwrap_or_default() * 60 + second.unwrap_or_default());
    // Midnight is what spreadsheets write for no time at all; TimelineJS shows it as none.
    let time = time.filter(|time| *time > 0);
    let lost = |builder: &mut Builder, what: String| builder.lost(place, what);
    if let Some(number) = split_second {
        lost(builder, format!("{number} milliseconds"));
    }
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let (detail, left) = match (month, day, time) {
        (Some(month), Some(day), Some(time)) => (Detail::Time(small(month), small(day), time), None),
        (Some(month), Some(day), None) => (Detail::Day(small(month), small(day)), None),
        (Some(month), None, time) => {
            (Detail::Month(small(month)), time.map(|_| "the time, for want of a day"))
        }
        (None, None, None) => (Detail::Year, None),
        (None, ..) => (Detail::Year, Some("the day or time, for want of a month")),
    };
    if let Some(left) = left {
        lost(builder, left.to_owned());
    }
    settled(builder, place, Moment::new(year, detail))
}

/// `1948.0`, as some spreadsheets write whole numbers, is 1948.
fn whole(written: &str) -> &str {
    written.strip_suffix(".0").unwrap_or(written)
}

/// The moment, or as much of it as the calendar has.
fn settled(builder: &mut Builder, place: &str, moment: Moment) -> Option<Moment> {
    let coarser = match moment.detail {
        _ if moment.to_string().parse() == Ok(moment) => return Some(moment),
        Detail::Time(month, day, _) if moment.year.abs() < 10_000 => Detail::Day(month, day),
        Detail::Day(month, _) if moment.year.abs() < 10_000 => Detail::Month(month),
        Detail::Year => return None,
        _ => Detail::Year,
    };
    let coarser = Moment::new(moment.year, coarser);
    builder.changed(place, format!("{moment} does not exist in the calendar; it is now {coarser}"));
    settled(builder, place, coarser)
}
