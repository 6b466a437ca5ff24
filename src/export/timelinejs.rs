//! Export to TimelineJS's JSON. Texts become escaped HTML. Speaker, response and sources of a
//! statement are added to its text, because without them the statement would have another meaning.

use std::iter::successors;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use crate::locale::{Locale, Word};
use crate::story::{
    Address, Bound, Date, Document, Event, Lang, LocalizedText, Media, Moment, Precision, Source,
    Status, Story,
};

use crate::render::escape;

use super::{Exported, cited, counted, portraits};

/// Exports a story in one of its languages.
pub fn timelinejs(story: &Rc<Story>, lang: Lang) -> Exported {
    let document = story.document();
    let export = Export {
        story,
        document,
        lang,
        locale: Locale::new(lang, Rc::clone(story)),
    };
    let events: Vec<_> = document
        .events
        .iter()
        .map(|event| export.slide(event))
        .collect();
    let eras = export.eras();
    let headline = escaped(&export.words(&document.title));
    let summary = paragraphs(&export.words(&document.summary));
    let timeline = json!({
        "title": { "text": { "headline": headline, "text": summary } },
        "events": events,
        "eras": eras,
    });
    Exported {
        text: format!("{timeline:#}\n"),
        left_out: export.left_out(),
    }
}

struct Export<'s> {
    story: &'s Rc<Story>,
    document: &'s Document,
    lang: Lang,
    locale: Locale,
}

impl Export<'_> {
    fn words(&self, text: &LocalizedText) -> String {
        text.plain(self.lang)
    }

    fn slide(&self, event: &Event) -> Value {
        let mut slide = Map::new();
        self.dates(&event.date, &mut slide);
        slide.insert("unique_id".to_owned(), event.id.as_str().into());
        slide.insert(
            "text".to_owned(),
            json!({ "headline": escaped(&self.words(&event.title)), "text": self.text(event) }),
        );
        if let Some(media) = event.media.first() {
            let line = |text: Option<&LocalizedText>| {
                text.map(|text| escaped(&self.words(text)))
                    .unwrap_or_default()
            };
            let (caption, credit) = (line(media.caption.as_ref()), line(media.credit.as_ref()));
            let mut fields = json!({ "url": url(media), "caption": caption, "credit": credit });
            // Only for images: the import has no other place for it.
            let alt = media.alt.as_ref().filter(|_| is_image(media));
            if let (Some(alt), Some(fields)) = (alt, fields.as_object_mut()) {
                fields.insert("alt".to_owned(), line(Some(alt)).into());
            }
            slide.insert("media".to_owned(), fields);
        }
        let tag = event
            .tags
            .first()
            .and_then(|id| self.document.tags.iter().find(|tag| tag.id == *id));
        if let Some(tag) = tag {
            slide.insert("group".to_owned(), escaped(&self.words(&tag.label)).into());
        }
        Value::Object(slide)
    }

    /// Writes start and end, and, if TimelineJS cannot express the date, the date in words and in
    /// EDTF. TimelineJS ignores unknown fields; our import reads the EDTF.
    fn dates(&self, date: &Date, slide: &mut Map<String, Value>) {
        let plain = date.simplified();
        for (name, edge) in [
            ("start_date", plain.map(|plain| plain.start)),
            ("end_date", plain.and_then(|plain| plain.end)),
        ] {
            if let Some(Bound::At(moment)) = edge {
                slide.insert(name.to_owned(), fields(moment));
            }
        }
        if plain != Some(*date) {
            slide.insert("display_date".to_owned(), self.locale.date(date).into());
            slide.insert("edtf".to_owned(), date.to_string().into());
        }
    }

    fn text(&self, event: &Event) -> String {
        let mut html = event
            .body
            .as_ref()
            .map(|body| paragraphs(&self.words(body)))
            .unwrap_or_default();
        let status = match event.status {
            Status::Established => None,
            Status::Reported => Some(Word::Reported),
            Status::Alleged => Some(Word::Alleged),
            Status::Opinion => Some(Word::Opinion),
        };
        let speaker = event
            .speaker
            .as_ref()
            .map(|speaker| self.words(&speaker.name))
            .unwrap_or_default();
        if let Some(status) = status.filter(|_| !speaker.is_empty()) {
            html += &paragraphs(&format!("{} — {speaker}", self.locale.word(status)));
        }
        if let Some(response) = &event.response {
            let by = self.words(&response.by);
            let answer = response.text.as_ref().map(|text| self.words(text));
            let none = || {
                response.none_found.map(|day| {
                    self.locale
                        .fill(Word::NoneFound, &[("date", &self.locale.date(&day))])
                })
            };
            let answer = answer.or_else(none).unwrap_or_default();
            html += &paragraphs(&format!(
                "{}: {answer}",
                self.locale.fill(Word::Responds, &[("name", &by)])
            ));
            html += &self.sources(cited(self.story, &response.sources));
        }
        for own in &event.links {
            html += &link(&self.words(&own.label), &own.address);
        }
        for media in event.media.iter().skip(1) {
            // A slide has one medium, so further images of the story are left out.
            let Some(address) = &media.address else {
                continue;
            };
            let caption = media.caption.as_ref().map(|caption| self.words(caption));
            html += &link(
                &caption.unwrap_or_else(|| address.site().to_owned()),
                address,
            );
        }
        html + &self.sources(cited(self.story, &event.sources))
    }

    fn sources<'s>(&self, sources: impl Iterator<Item = &'s Source>) -> String {
        sources
            .map(|source| {
                let label = format!(
                    "{}: {}: {}",
                    self.locale.word(Word::Sources),
                    source.publisher,
                    source.title
                );
                source
                    .address
                    .as_ref()
                    .map_or_else(|| paragraphs(&label), |address| link(&label, address))
            })
            .collect()
    }

    /// Returns the chapters as eras. Each ends where the next begins, the last at the last event.
    fn eras(&self) -> Vec<Value> {
        let chapters = &self.document.chapters;
        let last = self
            .document
            .events
            .iter()
            .filter_map(|event| last_moment(event.date));
        let last = last.max_by(|a, b| a.days().1.cmp(&b.days().1));
        let era = |(index, chapter): (usize, &crate::story::Chapter)| {
            let Some(Bound::At(start)) = chapter.from.simplified().map(|plain| plain.start) else {
                return None;
            };
            let next = chapters
                .get(index + 1)
                .and_then(|next| next.from.simplified())
                .map(|plain| plain.start);
            let Some(Bound::At(end)) = next.or(last.map(Bound::At)) else {
                return None;
            };
            let end = fields(end);
            let start = successors(Some(start), closer)
                .map(fields)
                .find(|start| !contains(&end, start))?;
            let headline = escaped(&self.words(&chapter.title));
            Some(json!({ "start_date": start, "end_date": end, "text": { "headline": headline } }))
        };
        chapters.iter().enumerate().filter_map(era).collect()
    }

    fn left_out(&self) -> Vec<String> {
        let document = self.document;
        let others = document.languages.iter().filter(|lang| **lang != self.lang);
        let others: Vec<_> = others
            .map(|lang| format!("the story in `{lang}`; export it with --lang {lang}"))
            .collect();
        let tags = document
            .events
            .iter()
            .map(|event| event.tags.len().saturating_sub(1))
            .sum();
        let further = |event: &Event| event.media.iter().skip(1).filter(|it| is_image(it)).count();
        let images = document.events.iter().map(further).sum();
        let actors = document
            .events
            .iter()
            .filter(|event| !event.actors.is_empty())
            .count();
        let counts = [
            counted(
                document.key_points.len() + usize::from(document.since_then.is_some()),
                "key point",
                "key points",
            ),
            counted(
                tags,
                "further subject of an event",
                "further subjects of events",
            ),
            counted(
                actors,
                "event's list of who takes part",
                "events' lists of who takes part",
            ),
            counted(
                document.observations.len(),
                "amount; it leaves as CSV",
                "amounts; they leave as CSV",
            ),
            counted(document.tables.len(), "table", "tables"),
            counted(
                document.notes.len(),
                "piece of background",
                "pieces of background",
            ),
            counted(document.corrections.len(), "correction", "corrections"),
            counted(
                images,
                "further image of an event",
                "further images of events",
            ),
            portraits(document),
        ];
        others
            .into_iter()
            .chain(counts.into_iter().flatten())
            .collect()
    }
}

fn last_moment(date: Date) -> Option<Moment> {
    match date.simplified() {
        Some(
            Date {
                end: Some(Bound::At(moment)),
                ..
            }
            | Date {
                start: Bound::At(moment),
                end: None,
            },
        ) => Some(moment),
        _ => None,
    }
}

/// Returns true if `end` has every field of `start`. TimelineJS drops such an end, and it refuses a
/// timeline with an era that has no end.
fn contains(end: &Value, start: &Value) -> bool {
    start.as_object().is_some_and(|start| {
        start
            .iter()
            .all(|(name, value)| end.get(name) == Some(value))
    })
}

/// Returns the same beginning with a finer precision.
fn closer(moment: &Moment) -> Option<Moment> {
    let precision = match moment.precision {
        Precision::Month(month) => Precision::Day(month, 1),
        Precision::Day(month, day) => Precision::Time(month, day, 0),
        Precision::Time(..) => return None,
        _ => Precision::Day(1, 1),
    };
    Some(Moment::new(moment.year, precision))
}

/// Returns a moment in TimelineJS's fields. It has no year 0: the year before 1 is -1.
fn fields(moment: Moment) -> Value {
    let year = if moment.year <= 0 {
        moment.year - 1
    } else {
        moment.year
    };
    let mut fields = Map::from_iter([("year".to_owned(), Value::from(year))]);
    let (month, day, time) = match moment.precision {
        Precision::Month(month) => (Some(month), None, None),
        Precision::Day(month, day) => (Some(month), Some(day), None),
        Precision::Time(month, day, time) => (Some(month), Some(day), Some(time)),
        _ => (None, None, None),
    };
    let second = time.map(|time| time % 60).filter(|second| *second > 0);
    let parts = [
        ("month", month.map(u32::from)),
        ("day", day.map(u32::from)),
        ("hour", time.map(|time| time / 3600)),
        ("minute", time.map(|time| time / 60 % 60)),
        ("second", second),
    ];
    for (name, number) in parts {
        if let Some(number) = number {
            fields.insert(name.to_owned(), number.into());
        }
    }
    Value::Object(fields)
}

/// Returns text as HTML with its line breaks.
/// Returns true for an image that leads to no other site.
fn is_image(media: &Media) -> bool {
    media.address.is_none()
}

/// Returns the address of a medium, or else the path of its image.
fn url(media: &Media) -> String {
    let address = media.address.as_ref().map(ToString::to_string);
    let file = media.file.as_ref().map(ToString::to_string);
    address.or(file).unwrap_or_default()
}

fn escaped(text: &str) -> String {
    escape::html(text).replace('\n', "<br>")
}

fn paragraphs(text: &str) -> String {
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    lines
        .flat_map(|line| ["<p>".to_owned(), escaped(line), "</p>".to_owned()])
        .collect()
}

/// Returns a paragraph with one link.
fn link(label: &str, address: &Address) -> String {
    format!(
        "<p><a href=\"{}\">{}</a></p>",
        escaped(address.as_str()),
        escaped(&label.replace('\n', " "))
    )
}
