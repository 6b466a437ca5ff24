//! One event: when, what, how sure, who says so, the answer of whoever is accused, and the sources.

use yew::{AttrValue, Callback, Html, MouseEvent, html};

use crate::locale::Word;
use crate::story::{Address, Event, Id, Link, Media, Response, Status};

use super::actor_mark::actor_mark;
use super::facts::plain;
use super::prose::{inline, paragraphs, say};
use super::state::Action;
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

pub(super) fn event_card(scene: &Scene, props: &Props) -> Html {
    let (locale, lang) = (&scene.locale, scene.locale.lang());
    let Some(event) = scene.story.document().events.get(props.index) else { return Html::default() };
    let marked = &props.marked;
    // Under a chapter's heading, or under the story's where there are no chapters.
    let level = if scene.story.document().chapters.is_empty() { 1 } else { 2 };
    let index = props.index;
    let open = props.act.reform(move |_: MouseEvent| Action::Open(index));
    let datetime = machine_date(event);
    let date = locale.date(&event.date);
    html! {
        <article
            id={event.id.to_string()}
            class={if props.opened { "event opened" } else { "event" }}
            tabindex={scene.options.live.then_some("-1")}
        >
            <p class="when">
                <a href={format!("#{}", event.id)} onclick={open}><time {datetime}>{ date }</time></a>
            </p>
            { scene.heading(level, "title", inline(&event.title, lang, marked)) }
            <p class="who">{ status(scene, event, marked) }{ actors(scene, event) }</p>
            if let Some(body) = &event.body {
                <div class="body">{ paragraphs(body, lang, marked) }</div>
            }
            if let Some(response) = &event.response {
                { answer(scene, response, marked) }
            }
            { elsewhere(scene, &event.links, &event.media) }
            <p class="foot">
                { citations(scene, &event.sources) }
                if scene.options.live {
                    { copy_button(scene, props, event) }
                } else {
                    <span class="text unseen" aria-hidden="true">{ say(locale, Word::CopyLink) }</span>
                }
            </p>
        </article>
    }
}

/// `datetime` for what HTML can say: years, months, days and minutes since the year 1.
fn machine_date(event: &Event) -> Option<String> {
    let moment =
        event.date.moment().filter(|moment| event.date.end.is_none() && (1..=9999).contains(&moment.year));
    let text = moment?.to_string();
    let text = text.trim_end_matches(['~', '?', '%']);
    (!text.contains('X') && !matches!(text.get(5..6), Some("2"))).then(|| text.to_owned())
}

fn status(scene: &Scene, event: &Event, marked: &AttrValue) -> Html {
    let (class, word) = match event.status {
        Status::Established => ("status established", Word::Established),
        Status::Reported => ("status reported", Word::Reported),
        Status::Alleged => ("status alleged", Word::Alleged),
        Status::Opinion => ("status opinion", Word::Opinion),
    };
    let speaker = event.speaker.as_ref().map(|speaker| {
        html! { <span class="speaker">{ inline(&speaker.name, scene.locale.lang(), marked) }</span> }
    });
    html! { <><span {class}>{ say(&scene.locale, word) }</span>{ speaker }</> }
}

fn actors(scene: &Scene, event: &Event) -> Html {
    let lang = scene.locale.lang();
    let actors = event.actors.iter().filter_map(|id| scene.story.actor(id));
    actors
        .map(|actor| {
            html! {
                <span class="actor">
                    { actor_mark(actor) }
                    { inline(&actor.name, lang, "") }
                </span>
            }
        })
        .collect()
}

fn answer(scene: &Scene, response: &Response, marked: &AttrValue) -> Html {
    let (locale, lang) = (&scene.locale, scene.locale.lang());
    let by = locale.fill(Word::Responds, &[("name", &plain(&response.by, lang))]);
    let none = response.none_found.map(|day| locale.fill(Word::NoneFound, &[("date", &locale.date(&day))]));
    html! {
        <div class="answer">
            <p class="by">{ by }</p>
            if let Some(text) = &response.text {
                { paragraphs(text, lang, marked) }
            }
            if let Some(none) = none {
                <p>{ none }</p>
            }
            if !response.sources.is_empty() {
                <p class="foot">{ citations(scene, &response.sources) }</p>
            }
        </div>
    }
}

/// The numbers of sources, each a link that says whose page it leads to.
pub(super) fn citations(scene: &Scene, ids: &[Id]) -> Html {
    let sources = ids.iter().filter_map(|id| scene.story.source(id));
    let links = sources.map(|(number, source)| match &source.address {
        Some(address) => link(html! { <b>{ number }</b> }, address),
        None => html! { <span><b>{ number }</b>{ " " }{ source.publisher.to_string() }</span> },
    });
    html! {
        <span class="cited">
            <span class="label">{ say(&scene.locale, Word::Sources) }</span>
            { for links }
        </span>
    }
}

/// A way out of the page, which always says where it goes.
pub(super) fn link(label: Html, address: &Address) -> Html {
    html! {
        <a href={address.shared()} target="_blank" rel="noreferrer">{ label }{ format!(" {}", address.site()) }</a>
    }
}

fn elsewhere(scene: &Scene, links: &[Link], media: &[Media]) -> Html {
    if links.is_empty() && media.is_empty() {
        return Html::default();
    }
    let lang = scene.locale.lang();
    let links = links.iter().map(|it| {
        html! { <li>{ link(html! { { inline(&it.label, lang, "") } }, &it.address) }</li> }
    });
    let media = media.iter().map(|it| {
        let caption = it.caption.as_ref().map_or_else(
            || Html::from(scene.locale.word(Word::Picture).to_owned()),
            |text| inline(text, lang, ""),
        );
        let credit =
            it.credit.as_ref().map(|text| html! { <>{ " " }<small>{ inline(text, lang, "") }</small></> });
        html! { <li>{ link(caption, &it.address) }{ credit }</li> }
    });
    html! { <ul class="elsewhere">{ for links }{ for media }</ul> }
}

/// Gives the event's address along; how, the host knows.
fn copy_button(scene: &Scene, props: &Props, event: &Event) -> Html {
    let locale = &scene.locale;
    let label = locale.fill(Word::CopyLinkTo, &[("name", &plain(&event.title, locale.lang()))]);
    let (report, id) = (scene.report.clone(), event.id.clone());
    let (act, done) = (props.act.clone(), locale.word(Word::Copied).to_owned());
    let onclick = Callback::from(move |_: MouseEvent| {
        report.emit(Report::Share(id.clone()));
        act.emit(Action::Say(done.clone()));
    });
    html! {
        <button type="button" class="text" aria-label={label} {onclick}>
            { say(locale, Word::CopyLink) }
        </button>
    }
}
