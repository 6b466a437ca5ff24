//! A bar group: a group of images, each with a phrase as its name; in the live widget, a group of
//! buttons. Each is a stop of the tab key: arrow keys within a group would not reach a page that is
//! read by a screen reader, which keeps them for itself.

use std::rc::Rc;

use yew::{AttrValue, Callback, Component, Context, Html, KeyboardEvent, Properties};

use crate::chart::{Bar, Block, Drawing, draw};
use crate::layout::hundredths;
use crate::locale::{Locale, Word};
use crate::story::Id;
use yew_builder::HtmlBuilder;

use super::parts;
use super::shapes::{bar_class, shapes};
use super::{Dispatch, Scene};
use crate::model::state::Action;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) scene: Rc<Scene>,
    /// True if the bars repeat others, larger: then they are no stops of the tab key.
    pub(super) inset: bool,
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

pub(super) struct Bars;

impl Component for Bars {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Bars
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        HtmlBuilder::render(|html| bars(html, ctx.props()))
    }
}

fn bars(html: &mut HtmlBuilder, props: &Props) {
    let (locale, live) = (&props.scene.locale, props.scene.options.live);
    let mirrored = locale.lang().is_rtl();
    let Drawing {
        height,
        baseline,
        bars,
    } = draw(&props.block, props.max, true, mirrored);
    let count = bars.len();
    let all = &props.scene.story.document().actors;
    let svg = html
        .element("svg")
        .attr("width", "100%")
        .attr("height", hundredths(height, "em"))
        .attr("role", "group");
    svg.attr("aria-label", props.label.clone())
        .attr(parts::PART, parts::BARS)
        .class("ex-bars")
        .children(|html| {
            html.fragment(|html| {
                for (place, (drawn, bar)) in bars.into_iter().zip(&props.block.bars).enumerate() {
                    let actor = props.actors.get(place).cloned();
                    let more = more(locale, bar, live);
                    let shape = html
                        .element("g")
                        .attr("class", bar_class(bar))
                        .attr("role", if live { "button" } else { "img" })
                        .attr("aria-label", bar.sentence.clone())
                        .attr_opt("aria-description", (!more.is_empty()).then(|| more.into()));
                    // What is drawn repeats the name. Firefox exposes the text within an image.
                    let drawing = |html: &mut HtmlBuilder| {
                        let group = html.element("g").attr("aria-hidden", "true");
                        group.children(|html| {
                            tooltip(html, bar);
                            if live {
                                touch(html, place, count);
                            }
                            shapes(html, drawn);
                        });
                    };
                    if !live {
                        shape.children(drawing);
                        continue;
                    }
                    // The key keeps a bar with the focus the same element when another bar comes or
                    // goes. An actor has two bars in a block of more than one measure.
                    let who = all.iter().position(|it| Some(&it.id) == actor.as_ref());
                    let before = props.actors.iter().take(place);
                    let before = before.filter(|it| Some(*it) == actor.as_ref()).count();
                    let key = who.unwrap_or_default() + before * all.len();
                    let pressed = (props.chosen.is_some() && props.chosen == actor).to_string();
                    let choose = props
                        .dispatch
                        .reform(move |()| Action::FilterActor(actor.clone()));
                    let onkeydown = keys(choose.clone(), props);
                    let button = shape.key(key);
                    let button = button
                        .attr("aria-pressed", pressed)
                        .attr_opt("tabindex", (!props.inset).then(|| "0".into()))
                        .on_click(move |_| choose.emit(()));
                    button.on_key(onkeydown).children(drawing);
                }
            });
            html.element("g")
                .attr("aria-hidden", "true")
                .children(|html| shapes(html, baseline));
        });
}

/// Writes the row of a bar, which can be tapped anywhere.
fn touch(html: &mut HtmlBuilder, place: usize, count: usize) {
    let row = |share: usize| format!("{}%", share / count.max(1));
    html.element("rect")
        .attr("x", "0")
        .attr("y", row(place * 100))
        .attr("width", "100%")
        .attr("height", row(100))
        .class("ex-touch");
}

/// Writes the meaning of a bar's marks, which browsers show at the pointer.
fn tooltip(html: &mut HtmlBuilder, bar: &Bar) {
    if !bar.tooltip.is_empty() {
        html.element("title").text(bar.tooltip.clone());
    }
}

/// Returns what a screen reader says after a bar's name: the remark on the fact, and what a press
/// does.
fn more(locale: &Locale, bar: &Bar, live: bool) -> String {
    let remark = &bar.remark;
    if !live {
        return remark.clone();
    }
    let press = locale.fill(Word::BarPress, &[("actor", &bar.name)]);
    let join = match remark.chars().last() {
        None => "",
        Some('.' | '。') => " ",
        Some(_) => locale.word(Word::RemarkJoin),
    };
    [remark, join, &*press].concat()
}

fn keys(choose: Callback<()>, props: &Props) -> impl Fn(KeyboardEvent) + 'static {
    let (dispatch, chosen) = (props.dispatch.clone(), props.chosen.clone());
    move |event: KeyboardEvent| {
        match &*event.key() {
            "Enter" | " " => choose.emit(()),
            "Escape" if chosen.is_some() => dispatch.emit(Action::FilterActor(chosen.clone())),
            _ => return,
        }
        event.prevent_default();
    }
}
