//! The row above the timeline: whose events to show, search, spacing, language. On the static page the
//! same row is a legend, and what cannot act yet keeps its place unseen.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{AttrValue, MouseEvent};

use crate::layout::Spacing;
use crate::locale::{Locale, Word, fill};
use crate::pen::{Pen, target};
use crate::story::{Actor, Colour, Id, Lang, Status};

use super::actor_mark::actor_mark;
use super::event_card::unseen;
use crate::model::facts::plain;
use super::text::{inline, named, say};
use super::dom::focus_near;
use crate::model::state::{Action, Filter};
use super::{Act, Scene};

pub(super) struct Props<'p> {
    pub(super) scene: &'p Scene,
    pub(super) filter: &'p Filter,
    pub(super) searching: bool,
    pub(super) spacing: Spacing,
    /// How many events are shown.
    pub(super) count: usize,
    pub(super) act: &'p Act,
}

pub(super) fn toolbar(pen: &mut Pen, props: &Props<'_>) {
    let scene = props.scene;
    let live = scene.options.live;
    let coloured = scene.story.document().actors.iter().filter(|actor| actor.colour != Colour::Ink);
    // Nothing stands for the language that is read, so that the button of a switch, and the focus on it, stays.
    let others = scene.story.document().languages.iter().filter(|lang| **lang != scene.locale.lang());
    pen.tag("div").attr("part", "toolbar").class("toolbar").holds(|pen| {
        let pills = pen.tag("div").attr("role", "group").set("aria-label", named(&scene.locale, Word::Show));
        pills.class("pills").holds(|pen| coloured.for_each(|actor| pill(pen, props, actor)));
        pen.tag("div").class("tools").holds(|pen| {
            if live {
                search_switch(pen, props);
                spacing_switch(pen, props);
            } else {
                unseen(pen, "pill unseen", |pen| say(pen, &scene.locale, Word::Search));
                unseen(pen, "pill unseen", |pen| say(pen, &scene.locale, Word::SpacingTime));
            }
            others.for_each(|lang| language(pen, props, *lang));
        });
        pen.group(|pen| {
            if live && props.searching {
                fields(pen, props);
            }
        });
        pen.group(|pen| {
            if live && !props.filter.is_empty() {
                result(pen, props);
            }
        });
    });
}

fn pill(pen: &mut Pen, props: &Props<'_>, actor: &Actor) {
    let name = |pen: &mut Pen| {
        actor_mark(pen, actor);
        inline(pen, &actor.name, props.scene.locale.lang(), "");
    };
    if !props.scene.options.live {
        return pen.tag("span").class("pill legend").holds(name);
    }
    let pressed = props.filter.actor.as_ref() == Some(&actor.id);
    let (act, id) = (props.act.clone(), actor.id.clone());
    let choose = move |_: MouseEvent| act.emit(Action::Actor(Some(id.clone())));
    pen.button("pill", choose).put("aria-pressed", pressed.to_string()).holds(name);
}

fn search_switch(pen: &mut Pen, props: &Props<'_>) {
    let (act, open) = (props.act.clone(), props.searching);
    let switch = pen.button("pill", move |_| act.emit(Action::Searching(!open)));
    switch.put("aria-expanded", open.to_string()).holds(|pen| say(pen, &props.scene.locale, Word::Search));
}

fn spacing_switch(pen: &mut Pen, props: &Props<'_>) {
    let (word, other) = match props.spacing {
        Spacing::Time => (Word::SpacingTime, Spacing::Equal),
        Spacing::Equal => (Word::SpacingEqual, Spacing::Time),
    };
    let act = props.act.clone();
    let switch = pen.button("pill spacing", move |_| act.emit(Action::Space(other)));
    switch.holds(|pen| say(pen, &props.scene.locale, word));
}

/// The way to another language: a button where the widget lives, a link on the static page.
fn language(pen: &mut Pen, props: &Props<'_>, lang: Lang) {
    let scene = props.scene;
    let name = Locale::new(lang, scene.story.clone()).word(Word::OwnName).to_owned();
    let tag = AttrValue::from(lang.to_string());
    if scene.options.live {
        let act = props.act.clone();
        let button = pen.button("pill language", move |_| act.emit(Action::Speak(lang)));
        return button.set("lang", tag).text(name);
    }
    match &scene.options.languages_at {
        Some(at) => {
            let link = pen.tag("a").set("lang", tag.clone()).set("hreflang", tag.clone());
            link.put("href", fill(at, &[("lang", &tag)])).class("pill language").text(name);
        }
        None => unseen(pen, "pill unseen", |pen| pen.text(name)),
    }
}

/// Search field and the rarer filters.
fn fields(pen: &mut Pen, props: &Props<'_>) {
    let (scene, locale) = (&props.scene, &props.scene.locale);
    let document = scene.story.document();
    let rarer = document.actors.iter().filter(|actor| actor.colour == Colour::Ink);
    let actors = rarer.map(|actor| (actor.id.to_string(), plain(&actor.name, locale.lang()))).collect();
    let tags = document.tags.iter().map(|tag| (tag.id.to_string(), plain(&tag.label, locale.lang())));
    let tags = tags.collect();
    let id = |value: String| value.parse::<Id>().ok();
    pen.tag("div").class("fields").holds(|pen| {
        let act = props.act.clone();
        let field = pen.tag("input").attr("type", "search").value(props.filter.words.clone());
        let label = named(locale, Word::SearchField);
        field.set("aria-label", label.clone()).set("placeholder", label).on_input(move |event| {
            if let Some(input) = target::<HtmlInputElement>(&event) {
                act.emit(Action::Words(input.value()));
            }
        });
        let chosen = props.filter.actor.as_ref().map(Id::as_str);
        choice(pen, props, Word::Actor, actors, chosen, move |value| Action::Actor(id(value)));
        let chosen = props.filter.tag.as_ref().map(Id::as_str);
        choice(pen, props, Word::Subjects, tags, chosen, move |value| Action::Tag(id(value)));
        certainty(pen, props);
    });
}

fn certainty(pen: &mut Pen, props: &Props<'_>) {
    let all = [
        (Status::Established, "established", Word::Established),
        (Status::Reported, "reported", Word::Reported),
        (Status::Alleged, "alleged", Word::Alleged),
        (Status::Opinion, "opinion", Word::Opinion),
    ];
    let options = all.map(|(_, name, word)| (name.to_owned(), props.scene.locale.word(word).to_owned()));
    let chosen =
        all.iter().find(|(status, ..)| props.filter.status == Some(*status)).map(|(_, name, _)| *name);
    choice(pen, props, Word::Certainty, options.to_vec(), chosen, move |value| {
        Action::Status(all.iter().find(|(_, name, _)| *name == value).map(|(status, ..)| *status))
    });
}

/// A native list to choose from; its first entry takes the choice back.
fn choice(
    pen: &mut Pen,
    props: &Props<'_>,
    label: Word,
    options: Vec<(String, String)>,
    chosen: Option<&str>,
    action: impl Fn(String) -> Action + 'static,
) {
    if options.is_empty() {
        return;
    }
    let act = props.act.clone();
    let label = named(&props.scene.locale, label);
    let list = pen.tag("select").set("aria-label", label.clone()).on_change(move |event| {
        if let Some(select) = target::<HtmlSelectElement>(&event) {
            act.emit(action(select.value()));
        }
    });
    list.holds(|pen| {
        option(pen, chosen.is_none(), String::new(), label.to_string());
        for (value, name) in options {
            option(pen, chosen == Some(&*value), value, name);
        }
    });
}

fn option(pen: &mut Pen, selected: bool, value: String, name: String) {
    pen.tag("option").flag("selected", selected).put("value", value).text(name);
}

/// How much is shown, in words.
pub(super) fn found(scene: &Scene, count: usize) -> String {
    let all = scene.story.document().events.len();
    let (n, all) = (crate::locale::grouped(count), crate::locale::grouped(all));
    let word = if count == 0 { Word::NothingFound } else { Word::Found };
    scene.locale.fill(word, &[("n", &n), ("all", &all)])
}

/// How much is shown, and the one tap back to everything.
fn result(pen: &mut Pen, props: &Props<'_>) {
    pen.tag("p").class("result").holds(|pen| {
        pen.tag("span").text(found(props.scene, props.count));
        let act = props.act.clone();
        let clear = pen.button("text", move |event: MouseEvent| {
            // The button goes away with the filter.
            focus_near(&event, ".toolbar", "button");
            act.emit(Action::Clear);
        });
        clear.holds(|pen| say(pen, &props.scene.locale, Word::Clear));
    });
}
