//! The row above the timeline: whose events to show, search, spacing, language. On the static page the
//! same row is a legend, and what cannot act yet keeps its place unseen.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Callback, Event, Html, InputEvent, MouseEvent, html};

use crate::layout::Spacing;
use crate::locale::{Locale, Word, fill};
use crate::story::{Actor, Colour, Id, Lang, Status};

use super::actor_mark::actor_mark;
use super::prose::{inline, named, say};
use super::sight::focus_near;
use super::state::{Action, Filter};
use super::{Act, Scene};

pub(super) struct Props {
    pub(super) scene: Scene,
    pub(super) filter: Filter,
    pub(super) searching: bool,
    pub(super) spacing: Spacing,
    /// How many events are shown.
    pub(super) count: usize,
    pub(super) act: Act,
}

pub(super) fn toolbar(props: &Props) -> Html {
    let scene = &props.scene;
    let live = scene.options.live;
    let coloured = scene.story.document().actors.iter().filter(|actor| actor.colour != Colour::Ink);
    // Nothing stands for the language that is read, so that the button of a switch, and the focus on it, stays.
    let others = scene.story.document().languages.iter().filter(|lang| **lang != scene.locale.lang());
    html! {
        <div class="toolbar" part="toolbar">
            <div class="pills" role="group" aria-label={named(&scene.locale, Word::Show)}>
                { for coloured.map(|actor| pill(props, actor)) }
            </div>
            <div class="tools">
                if live {
                    { search_switch(props) }
                    { spacing_switch(props) }
                } else {
                    { place_of(scene.locale.word(Word::Search)) }
                    { place_of(scene.locale.word(Word::SpacingTime)) }
                }
                { for others.map(|lang| language(props, *lang)) }
            </div>
            if live && props.searching {
                { fields(props) }
            }
            if live && !props.filter.is_empty() {
                { result(props) }
            }
        </div>
    }
}

/// Keeps the place of a button that the static page does not have, so that nothing moves later.
fn place_of(label: &str) -> Html {
    html! { <span class="pill unseen" aria-hidden="true">{ label.to_owned() }</span> }
}

fn pill(props: &Props, actor: &Actor) -> Html {
    let name = html! {
        <>
            { actor_mark(actor) }
            { inline(&actor.name, props.scene.locale.lang(), "") }
        </>
    };
    if !props.scene.options.live {
        return html! { <span class="pill legend">{ name }</span> };
    }
    let pressed = props.filter.actor.as_ref() == Some(&actor.id);
    let id = actor.id.clone();
    let onclick = props.act.reform(move |_: MouseEvent| Action::Actor(Some(id.clone())));
    html! {
        <button type="button" class="pill" aria-pressed={pressed.to_string()} {onclick}>{ name }</button>
    }
}

fn search_switch(props: &Props) -> Html {
    let open = props.searching;
    let onclick = props.act.reform(move |_: MouseEvent| Action::Searching(!open));
    html! {
        <button type="button" class="pill" aria-expanded={open.to_string()} {onclick}>
            { say(&props.scene.locale, Word::Search) }
        </button>
    }
}

fn spacing_switch(props: &Props) -> Html {
    let (word, other) = match props.spacing {
        Spacing::Time => (Word::SpacingTime, Spacing::Equal),
        Spacing::Equal => (Word::SpacingEqual, Spacing::Time),
    };
    let onclick = props.act.reform(move |_: MouseEvent| Action::Space(other));
    html! { <button type="button" class="pill spacing" {onclick}>{ say(&props.scene.locale, word) }</button> }
}

/// The way to another language: a button where the widget lives, a link on the static page.
fn language(props: &Props, lang: Lang) -> Html {
    let scene = &props.scene;
    let name = Locale::new(lang, scene.story.clone()).word(Word::OwnName).to_owned();
    let tag = lang.to_string();
    if scene.options.live {
        let onclick = props.act.reform(move |_: MouseEvent| Action::Speak(lang));
        return html! { <button type="button" class="pill language" lang={tag} {onclick}>{ name }</button> };
    }
    match &scene.options.languages_at {
        Some(at) => html! {
            <a class="pill language" lang={tag.clone()} hreflang={tag.clone()} href={fill(at, &[("lang", &tag)])}>
                { name }
            </a>
        },
        None => place_of(&name),
    }
}

/// Search field and the rarer filters.
fn fields(props: &Props) -> Html {
    let (scene, locale) = (&props.scene, &props.scene.locale);
    let words = Callback::from({
        let act = props.act.clone();
        move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            {
                act.emit(Action::Words(input.value()));
            }
        }
    });
    let label = locale.word(Word::SearchField).to_owned();
    let document = scene.story.document();
    let rarer = document.actors.iter().filter(|actor| actor.colour == Colour::Ink);
    let actors: Vec<_> = rarer.map(|actor| (actor.id.to_string(), actor.name.clone())).collect();
    let tags: Vec<_> = document.tags.iter().map(|tag| (tag.id.to_string(), tag.label.clone())).collect();
    let text = |(id, text): (String, crate::story::Text)| (id, super::facts::plain(&text, locale.lang()));
    let id = |value: String| value.parse::<Id>().ok();
    html! {
        <div class="fields">
            <input type="search" aria-label={label.clone()} placeholder={label} value={props.filter.words.clone()} oninput={words} />
            { choice(props, Word::Actor, actors.into_iter().map(text).collect(), props.filter.actor.as_ref().map(Id::as_str), move |value| Action::Actor(id(value))) }
            { choice(props, Word::Subjects, tags.into_iter().map(text).collect(), props.filter.tag.as_ref().map(Id::as_str), move |value| Action::Tag(id(value))) }
            { certainty(props) }
        </div>
    }
}

fn certainty(props: &Props) -> Html {
    let all = [
        (Status::Established, "established", Word::Established),
        (Status::Reported, "reported", Word::Reported),
        (Status::Alleged, "alleged", Word::Alleged),
        (Status::Opinion, "opinion", Word::Opinion),
    ];
    let options = all.map(|(_, name, word)| (name.to_owned(), props.scene.locale.word(word).to_owned()));
    let chosen =
        all.iter().find(|(status, ..)| props.filter.status == Some(*status)).map(|(_, name, _)| *name);
    choice(props, Word::Certainty, options.to_vec(), chosen, move |value| {
        Action::Status(all.iter().find(|(_, name, _)| *name == value).map(|(status, ..)| *status))
    })
}

/// A native list to choose from; its first entry takes the choice back.
fn choice(
    props: &Props,
    label: Word,
    options: Vec<(String, String)>,
    chosen: Option<&str>,
    action: impl Fn(String) -> Action + 'static,
) -> Html {
    if options.is_empty() {
        return Html::default();
    }
    let act = props.act.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
            act.emit(action(select.value()));
        }
    });
    let label = props.scene.locale.word(label).to_owned();
    let options = options.into_iter().map(|(value, name)| {
        let selected = chosen == Some(&*value);
        html! { <option {selected} {value}>{ name }</option> }
    });
    html! {
        <select aria-label={label.clone()} {onchange}>
            <option value="" selected={chosen.is_none()}>{ label }</option>
            { for options }
        </select>
    }
}

/// How much is shown, in words.
pub(super) fn found(scene: &Scene, count: usize) -> String {
    let all = scene.story.document().events.len();
    let (n, all) = (crate::locale::grouped(count), crate::locale::grouped(all));
    let word = if count == 0 { Word::NothingFound } else { Word::Found };
    scene.locale.fill(word, &[("n", &n), ("all", &all)])
}

/// How much is shown, and the one tap back to everything.
fn result(props: &Props) -> Html {
    let locale = &props.scene.locale;
    let act = props.act.clone();
    let onclick = move |event: MouseEvent| {
        // The button goes away with the filter.
        focus_near(&event, ".toolbar", "button");
        act.emit(Action::Clear);
    };
    html! {
        <p class="result">
            <span>{ found(&props.scene, props.count) }</span>
            <button type="button" class="text" {onclick}>{ say(locale, Word::Clear) }</button>
        </p>
    }
}
