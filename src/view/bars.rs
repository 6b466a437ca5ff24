//! The bars as a reader meets them: a group of images each of which is a sentence, or, where they can
//! act, of buttons with one tab stop and the arrow keys between them.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, SvgElement};
use yew::{
    AttrValue, Callback, Component, Context, Html, KeyboardEvent, MouseEvent, NodeRef, Properties, html,
};

use crate::chart::{Block, Drawing, draw};
use crate::story::Id;

use super::state::Action;
use super::{Act, Scene};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) scene: Scene,
    /// What the bars are of.
    pub(super) label: AttrValue,
    pub(super) block: Block,
    /// Whose bars they are, in the same order.
    pub(super) actors: Vec<Id>,
    /// The end of the scale.
    pub(super) max: i64,
    /// The actor to whom the reader has narrowed the story.
    pub(super) chosen: Option<Id>,
    pub(super) act: Act,
}

#[derive(Default)]
pub(super) struct Bars {
    group: NodeRef,
    /// The place of the one bar that the tab key stops at.
    stop: usize,
}

impl Component for Bars {
    /// The place of the bar that has the focus now.
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
        bars(ctx.props(), &self.group, self.stop, &move_to)
    }
}

fn bars(props: &Props, group: &NodeRef, stop: usize, move_to: &Callback<usize>) -> Html {
    let mirrored = props.scene.locale.lang().is_rtl();
    let Drawing { height, baseline, bars } = draw(&props.block, props.max, true, mirrored);
    let count = bars.len();
    let bars = bars.into_iter().enumerate().map(|(place, drawn)| {
        let Some(bar) = props.block.bars.get(place) else { return Html::default() };
        let (label, class) = (bar.sentence.clone(), format!("bar {}", bar.class));
        let actor = props.actors.get(place).cloned();
        if !props.scene.options.live {
            return html! { <g {class} role="img" aria-label={label}>{ drawn }</g> };
        }
        let pressed = (props.chosen.is_some() && props.chosen == actor).to_string();
        let choose = props.act.reform(move |()| Action::Actor(actor.clone()));
        let onclick = choose.reform(|_: MouseEvent| ());
        let onkeydown = keys(place, count, move_to.clone(), choose, props);
        let tabindex = if place == stop.min(count.saturating_sub(1)) { "0" } else { "-1" };
        html! {
            <g {class} role="button" aria-label={label} aria-pressed={pressed} {tabindex} {onclick} {onkeydown}>
                <rect class="touch" x="0" y={touch_top(place, count)} width="100%" height={touch_height(count)} />
                { drawn }
            </g>
        }
    });
    html! {
        <svg class="bars" width="100%" {height} role="group" aria-label={props.label.clone()} ref={group.clone()}>
            { for bars }
            <g aria-hidden="true">{ baseline }</g>
        </svg>
    }
}

/// Each bar answers to a touch on its whole row.
fn touch_top(place: usize, count: usize) -> String {
    format!("{}%", place * 100 / count.max(1))
}

fn touch_height(count: usize) -> String {
    format!("{}%", 100 / count.max(1))
}

fn keys(
    place: usize,
    count: usize,
    move_to: Callback<usize>,
    choose: Callback<()>,
    props: &Props,
) -> Callback<KeyboardEvent> {
    let (act, chosen) = (props.act.clone(), props.chosen.clone());
    Callback::from(move |event: KeyboardEvent| {
        match &*event.key() {
            "ArrowDown" | "ArrowRight" => move_to.emit((place + 1).min(count.saturating_sub(1))),
            "ArrowUp" | "ArrowLeft" => move_to.emit(place.saturating_sub(1)),
            "Home" => move_to.emit(0),
            "End" => move_to.emit(count.saturating_sub(1)),
            "Enter" | " " => choose.emit(()),
            "Escape" if chosen.is_some() => act.emit(Action::Actor(chosen.clone())),
            _ => return,
        }
        event.prevent_default();
    })
}

fn focus(group: &NodeRef, place: usize) {
    let bar = group.cast::<SvgElement>().and_then(|group| group.query_selector_all(".bar").ok());
    let bar = bar.and_then(|bars| bars.item(u32::try_from(place).ok()?));
    // SVG elements take focus by the same method as HTML ones.
    if let Some(bar) = bar {
        drop(bar.unchecked_into::<HtmlElement>().focus());
    }
}
