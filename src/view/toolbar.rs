//! The row above the timeline: actors, search, spacing. On the static page the same row is a
//! legend, with placeholders for the controls.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{KeyboardEvent, MouseEvent, NodeRef};

use crate::layout::Spacing;
use crate::locale::Word;
use crate::story::{Actor, Colour, Id, Status};
use yew_builder::HtmlBuilder;

use super::actor_mark::named;
use super::dom::{focus_near, target};
use super::event_card::placeholder;
use super::text::{Wording, localized, localized_attr};
use super::{Dispatch, Scene};
use crate::model::state::{Action, Filter};

pub(super) struct Props<'p> {
    pub(super) scene: &'p Scene,
    pub(super) filter: &'p Filter,
    pub(super) searching: bool,
    /// A reference to the search field, while it is open.
    pub(super) search: &'p NodeRef,
    pub(super) spacing: Spacing,
    /// The number of events that are shown.
    pub(super) count: usize,
    pub(super) dispatch: &'p Dispatch,
}

pub(super) fn toolbar(html: &mut HtmlBuilder, props: &Props<'_>) {
    let scene = props.scene;
    let live = scene.options.live;
    let coloured = scene
        .story
        .document()
        .actors
        .iter()
        .filter(|actor| actor.colour != Colour::Ink);
    html.element("div")
        .attr("part", "toolbar")
        .class("ex-toolbar")
        .children(|html| {
            let pills = html
                .element("div")
                .attr("role", "group")
                .attr("aria-label", localized_attr(&scene.locale, Word::Show))
                // On the static page the line has no buttons, so it needs the focus to scroll by
                // keys. In the live story Firefox would make it one more stop.
                .attr("tabindex", if live { "-1" } else { "0" });
            pills
                .class("ex-pills")
                .children(|html| coloured.for_each(|actor| pill(html, props, actor)));
            html.element("div").class("ex-tools").children(|html| {
                if live {
                    search_switch(html, props);
                    spacing_switch(html, props);
                } else {
                    placeholder(html, "ex-pill ex-placeholder", |html| {
                        localized(html, &scene.locale, Word::Search);
                    });
                    placeholder(html, "ex-pill ex-placeholder", |html| {
                        localized(html, &scene.locale, Word::SpacingTime);
                    });
                }
            });
            html.fragment(|html| {
                if live && props.searching {
                    fields(html, props);
                }
            });
            html.fragment(|html| {
                if live && !props.filter.is_empty() {
                    result(html, props);
                }
            });
        });
}

fn pill(html: &mut HtmlBuilder, props: &Props<'_>, actor: &Actor) {
    let name = |html: &mut HtmlBuilder| named(html, props.scene, actor);
    if !props.scene.options.live {
        return html
            .element("span")
            .class("ex-pill ex-legend")
            .children(name);
    }
    let pressed = props.filter.actor.as_ref() == Some(&actor.id);
    let (dispatch, id) = (props.dispatch.clone(), actor.id.clone());
    let choose = move |_: MouseEvent| dispatch.emit(Action::FilterActor(Some(id.clone())));
    html.button("ex-pill", choose)
        .attr("aria-pressed", pressed.to_string())
        .children(name);
}

fn search_switch(html: &mut HtmlBuilder, props: &Props<'_>) {
    let (dispatch, open) = (props.dispatch.clone(), props.searching);
    let switch = html.button("ex-pill", move |_| dispatch.emit(Action::ShowSearch(!open)));
    switch
        .attr("aria-expanded", open.to_string())
        .children(|html| localized(html, &props.scene.locale, Word::Search));
}

fn spacing_switch(html: &mut HtmlBuilder, props: &Props<'_>) {
    let (word, other) = match props.spacing {
        Spacing::Time => (Word::SpacingTime, Spacing::Equal),
        Spacing::Equal => (Word::SpacingEqual, Spacing::Time),
    };
    let dispatch = props.dispatch.clone();
    let switch = html.button("ex-pill ex-spacing", move |_| {
        dispatch.emit(Action::SetSpacing(other));
    });
    switch.children(|html| localized(html, &props.scene.locale, word));
}

/// Search field and the rarer filters.
fn fields(html: &mut HtmlBuilder, props: &Props<'_>) {
    let (scene, locale) = (&props.scene, &props.scene.locale);
    let document = scene.story.document();
    let rarer = document
        .actors
        .iter()
        .filter(|actor| actor.colour == Colour::Ink);
    let actors = rarer
        .map(|actor| (actor.id.to_string(), actor.name.plain(locale.lang())))
        .collect();
    let tags = document
        .tags
        .iter()
        .map(|tag| (tag.id.to_string(), tag.label.plain(locale.lang())));
    let tags = tags.collect();
    let id = |value: String| value.parse::<Id>().ok();
    let dispatch = props.dispatch.clone();
    let close = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            focus_near(&event, ".ex-toolbar", "button[aria-expanded]");
            dispatch.emit(Action::ShowSearch(false));
        }
    };
    let fields = html.element("div").class("ex-fields").on_key(close);
    fields.children(|html| {
        let dispatch = props.dispatch.clone();
        let field = html
            .element("input")
            .attr("type", "search")
            .node_ref(props.search)
            .value(props.filter.words.clone());
        let label = localized_attr(locale, Word::SearchField);
        field
            .attr("aria-label", label.clone())
            .attr("placeholder", label)
            .on_input(move |event| {
                if let Some(input) = target::<HtmlInputElement>(&event) {
                    dispatch.emit(Action::SetQuery(input.value()));
                }
            });
        let chosen = props.filter.actor.as_ref().map(Id::as_str);
        choice(html, props, Word::Actor, actors, chosen, move |value| {
            Action::FilterActor(id(value))
        });
        let chosen = props.filter.tag.as_ref().map(Id::as_str);
        choice(html, props, Word::Subjects, tags, chosen, move |value| {
            Action::FilterTag(id(value))
        });
        certainty(html, props);
    });
}

fn certainty(html: &mut HtmlBuilder, props: &Props<'_>) {
    let word = |status: Status| match status {
        Status::Established => Word::Established,
        Status::Reported => Word::Reported,
        Status::Alleged => Word::Alleged,
        Status::Opinion => Word::Opinion,
    };
    let options = Status::ALL.iter().map(|status| {
        let label = props.scene.locale.word(word(*status));
        (status.name().to_owned(), label.to_owned())
    });
    let chosen = props.filter.status.map(Status::name);
    choice(
        html,
        props,
        Word::Certainty,
        options.collect(),
        chosen,
        move |value| {
            let status = Status::ALL.iter().find(|status| status.name() == value);
            Action::FilterStatus(status.copied())
        },
    );
}

/// Writes a native list to choose from; its first entry removes the choice.
fn choice(
    html: &mut HtmlBuilder,
    props: &Props<'_>,
    label: Word,
    options: Vec<(String, String)>,
    chosen: Option<&str>,
    action: impl Fn(String) -> Action + 'static,
) {
    if options.is_empty() {
        return;
    }
    let dispatch = props.dispatch.clone();
    let label = localized_attr(&props.scene.locale, label);
    let list = html
        .element("select")
        .attr("aria-label", label.clone())
        .on_change(move |event| {
            if let Some(select) = target::<HtmlSelectElement>(&event) {
                dispatch.emit(action(select.value()));
            }
        });
    list.children(|html| {
        option(html, chosen.is_none(), String::new(), label.to_string());
        for (value, name) in options {
            option(html, chosen == Some(&*value), value, name);
        }
    });
}

fn option(html: &mut HtmlBuilder, selected: bool, value: String, name: String) {
    html.element("option")
        .bool_attr("selected", selected)
        .attr("value", value)
        .text(name);
}

/// Returns in words how many events are shown.
pub(super) fn found(scene: &Scene, count: usize) -> String {
    let all = scene.story.document().events.len();
    let locale = &scene.locale;
    let (n, all) = (locale.number(count), locale.number(all));
    let word = if count == 0 {
        Word::NothingFound
    } else {
        Word::Found
    };
    locale.fill(word, &[("n", &n), ("all", &all)])
}

/// Writes how many events are shown, and the button that shows all again.
fn result(html: &mut HtmlBuilder, props: &Props<'_>) {
    html.element("p").class("ex-result").children(|html| {
        html.element("span").words(found(props.scene, props.count));
        let dispatch = props.dispatch.clone();
        let clear = html.button("ex-text", move |event: MouseEvent| {
            // The button goes away with the filter.
            focus_near(&event, ".ex-toolbar", "button");
            dispatch.emit(Action::ClearFilters);
        });
        clear.children(|html| localized(html, &props.scene.locale, Word::Clear));
    });
}
