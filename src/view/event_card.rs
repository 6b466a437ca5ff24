//! One event: when, what, how sure, who says so, the answer of whoever is accused, and the sources.

use yew::{AttrValue, MouseEvent};

use crate::locale::Word;
use crate::pen::Pen;
use crate::story::{Address, Event, Id, Link, Media, Response, Status};

use super::actor_mark::actor_mark;
use crate::model::facts::plain;
use super::text::{inline, paragraphs, say};
use crate::model::state::Action;
use super::{Act, Report, Scene};

#[derive(PartialEq)]
pub(super) struct Props {
    /// Place of the event in the story.
    pub(super) index: usize,
    /// Whether this is the event that was opened.
    pub(super) opened: bool,
    /// Words to mark.
    pub(super) marked: AttrValue,
    pub(super) act: Act,
}

pub(super) fn event_card(pen: &mut Pen, scene: &Scene, props: &Props) {
    let (locale, lang) = (&scene.locale, scene.locale.lang());
    let Some(event) = scene.story.document().events.get(props.index) else { return };
    let marked = &props.marked;
    // Under a chapter's heading, or under the story's where there are no chapters.
    let level = if scene.story.document().chapters.is_empty() { 1 } else { 2 };
    let card = pen.tag("article").put("id", event.id.to_string());
    let card = card.maybe("tabindex", scene.options.live.then_some("-1".into()));
    card.class(if props.opened { "event opened" } else { "event" }).holds(|pen| {
        pen.tag("p").class("when").holds(|pen| {
            let (act, index) = (props.act.clone(), props.index);
            let open = move |_: MouseEvent| act.emit(Action::Open(index));
            pen.tag("a").put("href", format!("#{}", event.id)).on_click(open).holds(|pen| {
                pen.tag("time").maybe("datetime", machine_date(event)).text(locale.date(&event.date));
            });
        });
        scene.heading(pen, level, "title", |pen| inline(pen, &event.title, lang, marked));
        pen.tag("p").class("who").holds(|pen| {
            status(pen, scene, event, marked);
            actors(pen, scene, event);
        });
        if let Some(body) = &event.body {
            pen.tag("div").class("body").holds(|pen| paragraphs(pen, body, lang, marked));
        }
        if let Some(response) = &event.response {
            answer(pen, scene, response, marked);
        }
        elsewhere(pen, scene, &event.links, &event.media);
        pen.tag("p").class("foot").holds(|pen| {
            citations(pen, scene, &event.sources);
            if scene.options.live {
                copy_button(pen, scene, props, event);
            } else {
                unseen(pen, "text unseen", |pen| say(pen, locale, Word::CopyLink));
            }
        });
    });
}

/// Keeps the place of what the static page does not have, so that nothing moves later.
pub(super) fn unseen(pen: &mut Pen, class: &'static str, write: impl FnOnce(&mut Pen)) {
    pen.tag("span").attr("aria-hidden", "true").class(class).holds(write);
}

/// `datetime` for what HTML can say: years, months, days and minutes since the year 1.
fn machine_date(event: &Event) -> Option<AttrValue> {
    let moment =
        event.date.moment().filter(|moment| event.date.end.is_none() && (1..=9999).contains(&moment.year));
    let text = moment?.to_string();
    let text = text.trim_end_matches(['~', '?', '%']);
    (!text.contains('X') && !matches!(text.get(5..6), Some("2"))).then(|| text.to_owned().into())
}

fn status(pen: &mut Pen, scene: &Scene, event: &Event, marked: &str) {
    let (class, word) = match event.status {
        Status::Established => ("status established", Word::Established),
        Status::Reported => ("status reported", Word::Reported),
        Status::Alleged => ("status alleged", Word::Alleged),
        Status::Opinion => ("status opinion", Word::Opinion),
    };
    pen.tag("span").class(class).holds(|pen| say(pen, &scene.locale, word));
    if let Some(speaker) = &event.speaker {
        let lang = scene.locale.lang();
        pen.tag("span").class("speaker").holds(|pen| inline(pen, &speaker.name, lang, marked));
    }
}

fn actors(pen: &mut Pen, scene: &Scene, event: &Event) {
    for actor in event.actors.iter().filter_map(|id| scene.story.actor(id)) {
        pen.tag("span").class("actor").holds(|pen| {
            actor_mark(pen, actor);
            inline(pen, &actor.name, scene.locale.lang(), "");
        });
    }
}

fn answer(pen: &mut Pen, scene: &Scene, response: &Response, marked: &str) {
    let (locale, lang) = (&scene.locale, scene.locale.lang());
    pen.tag("div").class("answer").holds(|pen| {
        let name = plain(&response.by, lang);
        pen.tag("p").class("by").text(locale.fill(Word::Responds, &[("name", &name)]));
        if let Some(text) = &response.text {
            paragraphs(pen, text, lang, marked);
        }
        if let Some(day) = &response.none_found {
            pen.tag("p").text(locale.fill(Word::NoneFound, &[("date", &locale.date(day))]));
        }
        if !response.sources.is_empty() {
            pen.tag("p").class("foot").holds(|pen| citations(pen, scene, &response.sources));
        }
    });
}

/// The numbers of sources, each a link that says whose page it leads to.
pub(super) fn citations(pen: &mut Pen, scene: &Scene, ids: &[Id]) {
    pen.tag("span").class("cited").holds(|pen| {
        pen.tag("span").class("label").holds(|pen| say(pen, &scene.locale, Word::Sources));
        for (number, source) in ids.iter().filter_map(|id| scene.story.source(id)) {
            let number = |pen: &mut Pen| pen.tag("b").text(number.to_string());
            match &source.address {
                Some(address) => link(pen, address, number),
                None => pen.tag("span").holds(|pen| {
                    number(pen);
                    pen.text(format!(" {}", source.publisher));
                }),
            }
        }
    });
}

/// A way out of the page, which always says where it goes.
pub(super) fn link(pen: &mut Pen, address: &Address, label: impl FnOnce(&mut Pen)) {
    let out = pen.tag("a").set("href", address.shared().into());
    out.attr("target", "_blank").attr("rel", "noreferrer").holds(|pen| {
        label(pen);
        pen.text(format!(" {}", address.site()));
    });
}

fn elsewhere(pen: &mut Pen, scene: &Scene, links: &[Link], media: &[Media]) {
    if links.is_empty() && media.is_empty() {
        return;
    }
    let lang = scene.locale.lang();
    pen.tag("ul").class("elsewhere").holds(|pen| {
        for it in links {
            pen.tag("li").holds(|pen| link(pen, &it.address, |pen| inline(pen, &it.label, lang, "")));
        }
        for it in media {
            pen.tag("li").holds(|pen| {
                link(pen, &it.address, |pen| match &it.caption {
                    Some(text) => inline(pen, text, lang, ""),
                    None => say(pen, &scene.locale, Word::Picture),
                });
                if let Some(text) = &it.credit {
                    pen.sign(" ");
                    pen.tag("small").holds(|pen| inline(pen, text, lang, ""));
                }
            });
        }
    });
}

/// Gives the event's address along; how, the host knows.
fn copy_button(pen: &mut Pen, scene: &Scene, props: &Props, event: &Event) {
    let locale = &scene.locale;
    let label = locale.fill(Word::CopyLinkTo, &[("name", &plain(&event.title, locale.lang()))]);
    let (report, id) = (scene.report.clone(), event.id.clone());
    let (act, done) = (props.act.clone(), locale.word(Word::Copied).to_owned());
    let copy = move |_: MouseEvent| {
        report.emit(Report::Share(id.clone()));
        act.emit(Action::Say(done.clone()));
    };
    pen.button("text", copy).put("aria-label", label).holds(|pen| say(pen, locale, Word::CopyLink));
}
