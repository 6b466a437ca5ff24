//! A bar group: a group of images, each with a sentence as its name; in the live widget, a group of
//! buttons with one tab stop and arrow keys between them.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, SvgElement};
use yew::{AttrValue, Callback, Component, Context, Html, KeyboardEvent, NodeRef, Properties};

use crate::chart::{Block, Drawing, draw};
use crate::layout::hundredths;
use crate::story::Id;
use yew_builder::HtmlBuilder;

use super::parts;
use super::shapes::{bar_class, shapes};
use super::{Dispatch, Scene};
use crate::model::state::Action;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) scene: Rc<Scene>,
    /// The name of the measure, for screen readers.
    pub(super) label: AttrValue,
    pub(super) block: Block,
    /// The actors of the bars, in the same order.
    pub(super) actors: Vec<Id>,
    /// The end of the scale.
    pub(super) max: i64,
    /// The actor by which the reader filters.
    pub(super) chosen: Option<Id>,
    pub(super) dispatch: Dispatch,
}

#[derive(Default)]
pub(super) struct Bars {
    group: NodeRef,
    /// The index of the bar that the tab key stops at.
    stop: usize,
}

impl Component for Bars {
    /// The index of the bar that has the focus now.
    type Message = usize;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Bars::default()
    }

    fn update(&mut self, _: &Context<Self>, place: usize) -> bool {
        self.stop = place;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (group, link) = (self.group.clone(), ctx.link().clone());
        let move_to = Callback::from(move |place: usize| {
            focus(&group, place);
            link.send_message(place);
        });
        HtmlBuilder::render(|html| bars(html, ctx.props(), &self.group, self.stop, &move_to))
    }
}

fn bars(
    html: &mut HtmlBuilder,
    props: &Props,
    group: &NodeRef,
    stop: usize,
    move_to: &Callback<usize>,
) {
    let mirrored = props.scene.locale.lang().is_rtl();
    let Drawing {
        height,
        baseline,
        bars,
    } = draw(&props.block, props.max, true, mirrored);
    let count = bars.len();
    let svg = html
        .element("svg")
        .attr("width", "100%")
        .attr("height", hundredths(height, "em"))
        .attr("role", "group");
    svg.attr("aria-label", props.label.clone())
        .attr(parts::PART, parts::BARS)
        .class("ex-bars")
        .node_ref(group)
        .children(|html| {
            html.fragment(|html| {
                for (place, (drawn, bar)) in bars.into_iter().zip(&props.block.bars).enumerate() {
                    let label = AttrValue::from(bar.sentence.clone());
                    let shape = html.element("g").attr("class", bar_class(bar));
                    if !props.scene.options.live {
                        shape
                            .attr("role", "img")
                            .attr("aria-label", label)
                            .children(|html| shapes(html, drawn));
                        continue;
                    }
                    let actor = props.actors.get(place).cloned();
                    let pressed = (props.chosen.is_some() && props.chosen == actor).to_string();
                    let choose = props
                        .dispatch
                        .reform(move |()| Action::FilterActor(actor.clone()));
                    let onkeydown = keys(place, count, move_to.clone(), choose.clone(), props);
                    let tabindex = if place == stop.min(count.saturating_sub(1)) {
                        "0"
                    } else {
                        "-1"
                    };
                    let button = shape
                        .attr("role", "button")
                        .attr("aria-label", label)
                        .attr("aria-pressed", pressed);
                    let button = button
                        .attr("tabindex", tabindex)
                        .on_click(move |_| choose.emit(()));
                    button.on_key(onkeydown).children(|html| {
                        // Each bar answers to a touch on its whole row.
                        let row = |share: usize| format!("{}%", share / count.max(1));
                        let touch = html
                            .element("rect")
                            .attr("x", "0")
                            .attr("y", row(place * 100));
                        touch
                            .attr("width", "100%")
                            .attr("height", row(100))
                            .class("ex-touch");
                        shapes(html, drawn);
                    });
                }
            });
            html.element("g")
                .attr("aria-hidden", "true")
                .children(|html| shapes(html, baseline));
        });
}

fn keys(
    place: usize,
    count: usize,
    move_to: Callback<usize>,
    choose: Callback<()>,
    props: &Props,
) -> impl Fn(KeyboardEvent) + 'static {
    let (dispatch, chosen) = (props.dispatch.clone(), props.chosen.clone());
    move |event: KeyboardEvent| {
        match &*event.key() {
            "ArrowDown" | "ArrowRight" => move_to.emit((place + 1).min(count.saturating_sub(1))),
            "ArrowUp" | "ArrowLeft" => move_to.emit(place.saturating_sub(1)),
            "Home" => move_to.emit(0),
            "End" => move_to.emit(count.saturating_sub(1)),
            "Enter" | " " => choose.emit(()),
            "Escape" if chosen.is_some() => dispatch.emit(Action::FilterActor(chosen.clone())),
            _ => return,
        }
        event.prevent_default();
    }
}

fn focus(group: &NodeRef, place: usize) {
    let bar = group
        .cast::<SvgElement>()
        .and_then(|group| group.query_selector_all(".ex-bar").ok());
    let bar = bar.and_then(|bars| bars.item(u32::try_from(place).ok()?));
    // SVG elements take focus by the same method as HTML ones.
    if let Some(bar) = bar {
        drop(bar.unchecked_into::<HtmlElement>().focus());
    }
}
