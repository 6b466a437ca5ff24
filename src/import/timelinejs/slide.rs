//! Slides become a story: the title slide its title and summary, eras chapters, groups subjects,
//! and every dated slide an event with its media as links.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::story::{Address, Bound, Date, Event, Id, Link, LocalizedText, Media, Moment, Status};

use super::list;
use super::when::{When, moment};
use crate::import::html::{Reduced, reduce, reduce_body};
use crate::import::message::{Message, Place};
use crate::import::story_builder::StoryBuilder;
use crate::import::tables::{complete_address, is_relative};

/// One slide of TimelineJS, from any of its files.
#[derive(Default)]
pub(super) struct Slide {
    /// Its name in messages: `events[3]` or `row 4`.
    pub(super) place: Place,
    pub(super) start: Option<When>,
    pub(super) end: Option<When>,
    pub(super) display_date: String,
    /// The date as our own export adds it.
    pub(super) edtf: String,
    pub(super) headline: String,
    pub(super) text: String,
    pub(super) media: Medium,
    pub(super) group: String,
    pub(super) unique_id: String,
}

#[derive(Default)]
pub(super) struct Medium {
    pub(super) url: String,
    pub(super) caption: String,
    pub(super) credit: String,
    pub(super) alt: String,
    pub(super) title: String,
    pub(super) link: String,
}

pub(super) fn add_title(builder: &mut StoryBuilder, slide: Slide) {
    let headline = reduce(&slide.headline);
    let text = reduce(&slide.text);
    let line = headline.line();
    if line.is_empty() && text.text.is_empty() && !slide.media.url.is_empty() {
        builder.lost(&slide.place, Message::TitleWithoutWords {});
    }
    builder.title(&slide.place, &line);
    builder.summary(&slide.place, &text.text);
    for (label, address) in headline.links.iter().chain(&text.links) {
        builder.lost(
            &slide.place,
            Message::LinkOfTitle {
                label: label.clone(),
                address: address.to_string(),
            },
        );
    }
    for lost in headline.lost.into_iter().chain(text.lost) {
        builder.lost(&slide.place, lost);
    }
    list_beside_words(builder, &slide);
    if let Some(when) = slide.start {
        builder.lost(&slide.place, Message::DateOfTitle { text: when.shown() });
    }
    if let Some(when) = slide.end {
        builder.lost(&slide.place, Message::EndOfTitle { text: when.shown() });
    }
}

/// Lists what a slide holds besides headline, text and dates.
fn list_beside_words(builder: &mut StoryBuilder, slide: &Slide) {
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
        list(
            builder,
            &slide.place.at(name),
            &Value::String(value.clone()),
        );
    }
}

/// Lists a slide that is left out as a whole.
fn list_whole(builder: &mut StoryBuilder, slide: &Slide, reason: fn(String) -> Message) {
    let named = [&slide.headline, &slide.text, &slide.media.url]
        .into_iter()
        .find(|text| !text.trim().is_empty());
    let named = named.map_or_else(String::new, |text| text.trim().to_owned());
    builder.lost(&slide.place, reason(named));
    if !slide.headline.trim().is_empty() {
        list(
            builder,
            &slide.place.at("text"),
            &Value::String(slide.text.clone()),
        );
    }
    list_beside_words(builder, slide);
}

/// A chapter lasts until the next begins, so an era's end only has a place where that is so.
pub(super) fn add_eras(builder: &mut StoryBuilder, slides: Vec<Slide>) {
    let mut eras = Vec::new();
    for slide in slides {
        let headline = reduce(&slide.headline);
        let start = slide
            .start
            .as_ref()
            .and_then(|when| moment(builder, &slide.place, when));
        let title = builder.text(&slide.place, &headline.line());
        let (Some(start), Some(title)) = (start, title) else {
            list_whole(builder, &slide, |text| Message::EraIncomplete { text });
            continue;
        };
        let end = slide
            .end
            .as_ref()
            .and_then(|when| moment(builder, &slide.place, when));
        list(
            builder,
            &slide.place.at("text"),
            &Value::String(slide.text.clone()),
        );
        list_beside_words(builder, &slide);
        eras.push((slide.place, title, start, end));
    }
    eras.sort_by_key(|era| era.2.days().0);
    let starts: Vec<_> = eras.iter().map(|(_, _, start, _)| *start).collect();
    for (index, (place, title, start, end)) in eras.into_iter().enumerate() {
        if let Some(end) = end.filter(|end| starts.get(index + 1) != Some(end)) {
            builder.lost(
                place,
                Message::EraEnd {
                    date: end.to_string(),
                },
            );
        }
        builder.chapter(title, start);
    }
}

/// Parts of an event's texts besides the words.
#[derive(Default)]
struct Extras {
    links: Vec<(String, Address)>,
    media: Vec<(Address, String)>,
}

impl Extras {
    /// Takes everything but the text out of a reduced piece of HTML.
    fn keep(&mut self, builder: &mut StoryBuilder, place: &Place, reduced: Reduced) -> String {
        self.links.extend(reduced.links);
        self.media.extend(reduced.media);
        for lost in reduced.lost {
            builder.lost(place, lost);
        }
        reduced.text
    }
}

pub(super) fn add_event(builder: &mut StoryBuilder, file: &str, slide: Slide) {
    let place = slide.place.clone();
    let mut extras = Extras::default();
    let headline = extras
        .keep(builder, &place, reduce(&slide.headline))
        .replace('\n', " ");
    let mut body = extras.keep(builder, &place, reduce_body(&slide.text));
    let Some(date) = date(builder, &slide) else {
        list_whole(builder, &slide, |text| Message::SlideUndated { text });
        return;
    };
    let medium = medium(builder, &place, slide.media, &mut extras, &mut body);
    let caption = medium
        .as_ref()
        .and_then(|medium| medium.caption.as_ref())
        .map(shown)
        .unwrap_or_default();
    let title = title_of(builder, &place, &headline, &body, &caption, date);
    let medium = medium.map(|mut medium| {
        if medium.file.is_some() && medium.alt.is_none() {
            medium.alt = Some(title.clone());
        }
        medium
    });
    let title_words = shown(&title);
    let body = builder.text(&place, &body);
    let tags: Vec<Id> = builder
        .tag(&place, &reduce(&slide.group).line())
        .into_iter()
        .collect();
    let more = extras.media.into_iter().map(|(address, described)| {
        let caption = builder.text(&place, &described);
        Media {
            caption,
            ..Media::link(address)
        }
    });
    let media = medium.into_iter().chain(more.collect::<Vec<_>>()).collect();
    let (mut links, mut known) = (Vec::new(), BTreeSet::new());
    for (label, address) in extras.links {
        if let Some(text) = builder.text(&place, &label.replace('\n', " "))
            && known.insert((label, address.shared()))
        {
            links.push(Link {
                label: text,
                address,
            });
        }
    }
    let source = builder.file_source(file);
    let old = slide.unique_id.trim();
    let id = builder.event_id(old, &title_words, date);
    if !old.is_empty() && old != id.as_str() {
        builder.changed(
            &place,
            Message::OtherId {
                text: old.to_owned(),
                id: id.to_string(),
            },
        );
    }
    builder.event(Event {
        key: false,
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
fn shown(text: &LocalizedText) -> String {
    text.iter()
        .next()
        .map(|(_, words)| words.to_string())
        .unwrap_or_default()
}

/// Returns the headline, or the text that is most like one.
fn title_of(
    builder: &mut StoryBuilder,
    place: &Place,
    headline: &str,
    body: &str,
    caption: &str,
    date: Date,
) -> LocalizedText {
    if let Some(title) = builder.text(place, headline) {
        return title;
    }
    let words = [body, caption]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .map(beginning);
    let words = words.unwrap_or_else(|| date.to_string());
    builder.changed(
        place,
        Message::NoHeadline {
            title: words.clone(),
        },
    );
    builder.text(place, &words).unwrap_or_default()
}

/// The first sentence, or as much of it as a title holds.
fn beginning(text: &str) -> String {
    let sentence = text
        .split_inclusive(['。', '\n'])
        .next()
        .unwrap_or_default();
    let sentence = sentence
        .split_inclusive(". ")
        .next()
        .unwrap_or_default()
        .trim()
        .trim_end_matches(['.', '。']);
    if sentence.chars().count() <= 70 {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(70).collect();
    let words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{words}…")
}

/// The medium as a link with caption and credit. A quotation in its place joins the text.
fn medium(
    builder: &mut StoryBuilder,
    place: &Place,
    medium: Medium,
    extras: &mut Extras,
    body: &mut String,
) -> Option<Media> {
    let mut line = |builder: &mut StoryBuilder, name: &str, html: &str| {
        let line = extras.keep(builder, place, reduce(html)).replace('\n', " ");
        builder.text(&place.at(name), &line)
    };
    let mut caption = line(builder, "media caption", &medium.caption);
    let credit = line(builder, "media credit", &medium.credit);
    let image = builder.image(&medium.url);
    let mut alt = None;
    for (name, html) in [("media title", &medium.title), ("media alt", &medium.alt)] {
        if image.is_some() && name == "media alt" {
            alt = line(builder, name, html);
            continue;
        }
        let Some(text) = line(builder, name, html) else {
            continue;
        };
        if caption.is_none() {
            caption = Some(text);
        } else if caption.as_ref() != Some(&text) {
            builder.lost(place.at(name), Message::Cell { text: shown(&text) });
        }
    }
    let base = builder.base().cloned();
    let address = |written: &str| complete_address(written, base.as_ref());
    if let Some(address) = address(&medium.link) {
        let label = caption
            .as_ref()
            .map_or_else(|| address.site().to_owned(), shown);
        extras.links.push((label, address));
    } else {
        list(
            builder,
            &place.at("media link"),
            &Value::String(medium.link),
        );
    }
    if let Some(file) = image {
        builder.image_taken(place, &file);
        return Some(Media {
            alt: alt.or_else(|| caption.clone()),
            caption,
            credit,
            ..Media::image(file)
        });
    }
    let mut found = Some(&medium.url)
        .filter(|url| !url.contains('<'))
        .and_then(|url| address(url));
    if found.is_none() && medium.url.contains('<') {
        let embedded = extras.media.len();
        let words = extras.keep(builder, place, reduce_body(&medium.url));
        if extras.media.len() > embedded {
            let (address, described) = extras.media.remove(embedded);
            found = Some(address);
            caption = caption.or_else(|| builder.text(place, &described));
        }
        if !words.is_empty() {
            *body = if body.is_empty() {
                words
            } else {
                format!("{body}\n{words}")
            };
        }
    } else if found.is_none() {
        let url = medium.url.trim();
        if is_relative(url) {
            let message = Message::Relative {
                text: url.to_owned(),
            };
            builder.lost(place.at("media"), message);
        } else {
            list(builder, &place.at("media"), &Value::String(medium.url));
        }
    }
    if let Some(address) = found {
        return Some(Media {
            caption,
            credit,
            ..Media::link(address)
        });
    }
    for (name, text) in [("media caption", caption), ("media credit", credit)] {
        if let Some(text) = text {
            builder.lost(place.at(name), Message::Cell { text: shown(&text) });
        }
    }
    None
}

/// The date of an event, if it has one.
fn date(builder: &mut StoryBuilder, slide: &Slide) -> Option<Date> {
    let place = &slide.place;
    let when = slide.start.as_ref()?;
    let mut start = moment(builder, place, when)?;
    if slide.end.is_none()
        && let Some(range) = when.known.filter(|date| date.end.is_some())
    {
        return Some(range);
    }
    let mut end = slide
        .end
        .as_ref()
        .and_then(|when| moment(builder, place, when))
        .filter(|end| *end != start);
    let plain = Date {
        start: Bound::At(start),
        end: end.map(Bound::At),
    };
    if let Some(date) = said_in_edtf(&slide.edtf, plain) {
        return Some(date);
    }
    list(
        builder,
        &place.at("edtf"),
        &Value::String(slide.edtf.clone()),
    );
    let words = reduce(&slide.display_date).line();
    if is_about(&words) {
        start.approximate = true;
        end = end.map(|end| Moment {
            approximate: true,
            ..end
        });
        let date = start.to_string();
        builder.changed(place, Message::AboutDate { text: words, date });
    } else if !words.is_empty() {
        let date = plain.to_string();
        builder.lost(place, Message::DateInWords { text: words, date });
    }
    let single = Date {
        start: Bound::At(start),
        end: None,
    };
    let Some(end) = end else { return Some(single) };
    let range = Date {
        start: Bound::At(start),
        end: Some(Bound::At(end)),
    };
    if range.to_string().parse::<Date>().is_ok() {
        return Some(range);
    }
    builder.lost(
        place,
        Message::EndBefore {
            date: end.to_string(),
        },
    );
    Some(single)
}

/// Returns the date that our own export added where TimelineJS has none, unless the date was
/// changed since.
fn said_in_edtf(edtf: &str, plain: Date) -> Option<Date> {
    let date = edtf.parse::<Date>().ok()?;
    (date.simplified() == Some(plain)).then_some(date)
}

fn is_about(words: &str) -> bool {
    let lower = words.to_lowercase();
    [
        "c. ", "ca. ", "c.", "circa", "about ", "around ", "approx", "~",
    ]
    .iter()
    .any(|about| lower.starts_with(about))
        || ["頃", "ごろ", "約"]
            .iter()
            .any(|about| words.contains(about))
}
