//! One event: date, headline, status, speaker, text, the answer of the accused, and the sources.

use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::{AttrValue, MouseEvent};

use crate::locale::Word;
use crate::story::{Event, Id, Link, Media, Response, Status};
use yew_builder::HtmlBuilder;

use super::actor_mark::named;
use super::dom::{nearest, number};
use super::figure::{credit, figure, image, label};
use super::text::{
    Wording, inline, link, localized, paragraph_count, paragraphs, plain, some_paragraphs,
};
use super::{Dispatch, Report, Scene, parts};
use crate::model::state::Action;

#[derive(PartialEq)]
pub(super) struct Props {
    /// The index of the event in the story.
    pub(super) index: usize,
    /// True if this is the event that was opened.
    pub(super) opened: bool,
    /// Words to mark.
    pub(super) marked: AttrValue,
}

/// Returns the classes of a card. Reading views of browsers leave out elements whose id contains a
/// word such as `comment`, `remark` or `social`, unless a class says that it is `content`.
pub(super) fn class(opened: bool) -> &'static str {
    if opened {
        "ex-event ex-content ex-opened"
    } else {
        "ex-event ex-content"
    }
}

pub(super) fn event_card(html: &mut HtmlBuilder, scene: &Scene, props: &Props) {
    let (locale, lang) = (&scene.locale, scene.locale.lang());
    let Some(event) = scene.story.document().events.get(props.index) else {
        return;
    };
    let marked = &props.marked;
    // Under a chapter's heading, or under the story's where there are no chapters.
    let level = if scene.story.document().chapters.is_empty() {
        1
    } else {
        2
    };
    let card = html.element("article").attr("id", event.id.to_string());
    // The ids of events have no full stop, so the heading's id is none of them.
    let title = AttrValue::from(format!("{}.title", event.id));
    // The static story leaves out what only the live one needs: a name for the focus.
    let live = |value: AttrValue| scene.options.live.then_some(value);
    let card = card.attr_opt("aria-labelledby", live(title.clone()));
    let card = card.attr_opt("tabindex", live("-1".into()));
    card.class(class(props.opened)).children(|html| {
        html.element("p").class("ex-when").children(|html| {
            let date = locale.date(&event.date);
            let label = locale.fill(Word::EventLink, &[("date", &date)]);
            html.element("a")
                .attr("href", format!("#{}", event.id))
                .attr("aria-label", label)
                .children(|html| {
                    html.element("time")
                        .attr_opt("datetime", machine_date(event))
                        .words(date);
                });
        });
        let heading = scene.heading_tag(html, level, "ex-title");
        heading
            .attr_opt("id", live(title))
            .children(|html| inline(html, &event.title, lang, marked));
        let brief = scene.options.fold;
        // A short card names the status only where it is not the usual one.
        if !brief || event.status != Status::Established || event.speaker.is_some() {
            html.element("p").class("ex-who").children(|html| {
                status(html, scene, event, marked);
                if !brief {
                    actors(html, scene, event);
                }
            });
        }
        if brief {
            brief_body(html, scene, event, marked);
        } else if let Some(body) = &event.body {
            html.element("div")
                .class("ex-body")
                .children(|html| paragraphs(html, body, lang, marked));
        }
        if let Some(response) = &event.response {
            answer(html, scene, response, marked);
        }
        html.fragment(|html| {
            for media in &event.media {
                figure(html, scene, media);
            }
        });
        elsewhere(html, scene, &event.links, &event.media);
        if brief {
            return;
        }
        html.element("p").class("ex-foot").children(|html| {
            citations(html, scene, Word::Sources, &event.sources);
            copy_link(html, scene, event);
        });
    });
}

/// Writes the text of a short card: the first paragraph and the sources, and the rest where the
/// fold hides it.
fn brief_body(html: &mut HtmlBuilder, scene: &Scene, event: &Event, marked: &str) {
    let lang = scene.locale.lang();
    html.element("div").class("ex-body").children(|html| {
        let Some(body) = &event.body else {
            return references(html, scene, &event.sources);
        };
        some_paragraphs(html, body, lang, marked, 0..1);
        references(html, scene, &event.sources);
        if paragraph_count(body, lang) > 1 {
            html.element("details").class("ex-more").children(|html| {
                html.element("summary")
                    .children(|html| localized(html, &scene.locale, Word::ReadOn));
                some_paragraphs(html, body, lang, marked, 1..usize::MAX);
            });
        }
    });
}

/// Writes an invisible copy of what the static page does not have, so that nothing moves later.
pub(super) fn placeholder(
    html: &mut HtmlBuilder,
    class: &'static str,
    write: impl FnOnce(&mut HtmlBuilder),
) {
    html.element("span")
        .attr("aria-hidden", "true")
        .class(class)
        .children(write);
}

/// Returns the value of `datetime`; `None` if HTML cannot express the date. It knows years, months,
/// days and minutes since the year 1.
fn machine_date(event: &Event) -> Option<AttrValue> {
    let moment = event
        .date
        .moment()
        .filter(|moment| event.date.end.is_none() && (1..=9999).contains(&moment.year));
    let text = moment?.to_string();
    let text = text.trim_end_matches(['~', '?', '%']);
    (!text.contains('X') && !matches!(text.get(5..6), Some("2"))).then(|| text.to_owned().into())
}

fn status(html: &mut HtmlBuilder, scene: &Scene, event: &Event, marked: &str) {
    let (class, word) = match event.status {
        Status::Established => ("ex-status ex-established", Word::Established),
        Status::Reported => ("ex-status ex-reported", Word::Reported),
        Status::Alleged => ("ex-status ex-alleged", Word::Alleged),
        Status::Opinion => ("ex-status ex-opinion", Word::Opinion),
    };
    html.element("span")
        .class(class)
        .children(|html| localized(html, &scene.locale, word));
    if let Some(speaker) = &event.speaker {
        let lang = scene.locale.lang();
        unseen(html, scene, Word::SaidBy);
        html.element("span")
            .class("ex-speaker")
            .children(|html| inline(html, &speaker.name, lang, marked));
    }
}

/// Writes a word for screen readers that says how its neighbours belong together.
fn unseen(html: &mut HtmlBuilder, scene: &Scene, word: Word) {
    html.element("span")
        .class("ex-visually-hidden")
        .children(|html| localized(html, &scene.locale, word));
}

fn actors(html: &mut HtmlBuilder, scene: &Scene, event: &Event) {
    if !event.actors.is_empty() {
        unseen(html, scene, Word::AboutWhom);
    }
    for actor in event.actors.iter().filter_map(|id| scene.story.actor(id)) {
        html.element("span")
            .class("ex-actor")
            .children(|html| named(html, scene, actor));
    }
}

fn answer(html: &mut HtmlBuilder, scene: &Scene, response: &Response, marked: &str) {
    let (locale, lang) = (&scene.locale, scene.locale.lang());
    html.element("div").class("ex-answer").children(|html| {
        let name = response.by.plain(lang);
        html.element("p")
            .class("ex-by")
            .words(locale.fill(Word::Responds, &[("name", &name)]));
        if let Some(text) = &response.text {
            paragraphs(html, text, lang, marked);
        }
        if let Some(day) = &response.none_found {
            html.element("p")
                .class("ex-none")
                .words(locale.fill(Word::NoneFound, &[("date", &locale.date(day))]));
        }
        if scene.options.fold {
            references(html, scene, &response.sources);
        } else if !response.sources.is_empty() {
            html.element("p").class("ex-foot").children(|html| {
                citations(html, scene, Word::SourcesOfResponse, &response.sources);
            });
        }
    });
}

/// Writes the numbers of sources, each a link that names the site to which it leads.
pub(super) fn citations(html: &mut HtmlBuilder, scene: &Scene, label: Word, ids: &[Id]) {
    html.element("span").class("ex-cited").children(|html| {
        html.element("span")
            .class("ex-label")
            .children(|html| localized(html, &scene.locale, label));
        for (number, source) in ids.iter().filter_map(|id| scene.story.source(id)) {
            let number = |html: &mut HtmlBuilder| html.element("b").text(number.to_string());
            match &source.address {
                Some(address) => link(html, address, number),
                None => html.element("span").children(|html| {
                    number(html);
                    html.text(format!(" {}", source.publisher));
                }),
            }
        }
    });
}

/// Writes the numbers of sources as small links at the end of a sentence; their names say to which
/// site each leads.
pub(super) fn references(html: &mut HtmlBuilder, scene: &Scene, ids: &[Id]) {
    html.element("sup").class("ex-refs").children(|html| {
        for (number, source) in ids.iter().filter_map(|id| scene.story.source(id)) {
            html.static_text(" ");
            let n = number.to_string();
            let values = [("n", &*n), ("name", &*source.publisher.0)];
            let name = scene.locale.fill(Word::SourceLink, &values);
            let Some(address) = &source.address else {
                html.element("span").attr("title", name).text(n);
                continue;
            };
            let out = html.element("a").attr("href", address.shared());
            out.attr("target", "_blank")
                .attr("rel", "noreferrer")
                .attr("aria-label", name)
                .children(|html| {
                    // On the link itself, a screen reader would say the site a second time.
                    html.element("span")
                        .attr("title", source.publisher.to_string())
                        .text(n);
                });
        }
    });
}

fn elsewhere(html: &mut HtmlBuilder, scene: &Scene, links: &[Link], media: &[Media]) {
    if links.is_empty() && media.iter().all(|it| it.address.is_none()) {
        return;
    }
    html.element("ul").class("ex-elsewhere").children(|html| {
        for it in links {
            html.element("li")
                .children(|html| link(html, &it.address, |html| plain(html, scene, &it.label)));
        }
        for it in media {
            let Some(address) = &it.address else {
                continue;
            };
            html.element("li").children(|html| {
                link(html, address, |html| {
                    html.fragment(|html| image(html, scene, it));
                    if let Some(text) = &it.caption {
                        plain(html, scene, text);
                        html.static_text(" ");
                    }
                    if it.caption.is_none() || it.kind.is_some() {
                        html.text(label(scene, it));
                    }
                });
                credit(html, scene, it);
            });
        }
    });
}

/// Writes the event's own address. Where the story is live, a click copies it.
fn copy_link(html: &mut HtmlBuilder, scene: &Scene, event: &Event) {
    let name = || copying(Word::CopyLinkTo, scene, event).into();
    html.element("a")
        .attr("href", format!("#{}", event.id))
        .attr(parts::PART, parts::COPY)
        .attr_opt("aria-label", scene.options.live.then(name))
        .class("ex-text ex-copy")
        .children(|html| localized(html, &scene.locale, Word::CopyLink));
}

/// Adds to a card of the static story what only the live one has.
pub(super) fn make_live(card: &Element, scene: &Scene, index: usize) -> Result<(), JsValue> {
    let Some(event) = scene.story.document().events.get(index) else {
        return Ok(());
    };
    let title = format!("{}.title", event.id);
    card.set_attribute("aria-labelledby", &title)?;
    card.set_attribute("tabindex", "-1")?;
    if let Some(heading) = card.query_selector(".ex-title")? {
        heading.set_id(&title);
    }
    if let Some(link) = card.query_selector(".ex-copy")? {
        link.set_attribute("aria-label", &copying(Word::CopyLinkTo, scene, event))?;
    }
    Ok(())
}

/// Returns a sentence about the link to an event.
fn copying(sentence: Word, scene: &Scene, event: &Event) -> String {
    let title = event.title.plain(scene.locale.lang());
    scene.locale.fill(sentence, &[("name", &*title)])
}

/// Carries out a click on a link to an event. The list listens for all cards, because those that
/// are copied from the static story have no listeners.
pub(super) fn on_click(click: &MouseEvent, scene: &Scene, dispatch: &Dispatch) {
    let index = nearest(click, "[data-index]").and_then(|item| number(&item, parts::INDEX));
    let event = index.and_then(|index| Some((index, scene.story.document().events.get(index)?)));
    let Some((index, event)) = event else { return };
    if nearest(click, ".ex-when a").is_some() {
        dispatch.emit(Action::Open(index));
    } else if nearest(click, ".ex-copy").is_some()
        && !(click.ctrl_key() || click.meta_key() || click.shift_key())
    {
        click.prevent_default();
        scene.report.emit(Report::Share(event.id.clone()));
        dispatch.emit(Action::Announce(copying(Word::Copied, scene, event)));
    }
}
