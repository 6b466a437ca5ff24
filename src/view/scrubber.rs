//! The way through time: a line and a dot, and a button that lets the days run.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::{Component, Context, Html, InputEvent, KeyboardEvent, MouseEvent, Properties};

use crate::locale::Word;
use crate::pen::{Pen, target};

use super::event_card::unseen;
use crate::model::facts::Facts;
use super::text::{named, say};
use super::dom::{Timer, after, focus_near};
use crate::model::state::Action;
use super::{Act, Scene};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) scene: Rc<Scene>,
    pub(super) chart: usize,
    pub(super) day: f64,
    /// Whether the reader set the day.
    pub(super) held: bool,
    pub(super) playing: bool,
    pub(super) act: Act,
}

/// A step while playing, in milliseconds: long enough to read four amounts.
const STEP: i32 = 1_200;

#[derive(Default)]
pub(super) struct Scrubber {
    /// While playing, the day of the next step; none will come after the last.
    step: Option<f64>,
    /// Until then; stopping or leaving drops it.
    timer: Option<Timer>,
}

impl Component for Scrubber {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Scrubber::default()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let props = ctx.props();
        let next = || days(props).into_iter().find(|day| *day > props.day).unwrap_or(f64::INFINITY);
        let step = props.playing.then(next);
        if self.step != step {
            self.step = step;
            let act = props.act.clone();
            self.timer = step.and_then(|day| {
                let action = if day.is_finite() { Action::Day(Some(day)) } else { Action::Play(false) };
                after(STEP, move || act.emit(action))
            });
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        Pen::draw(|pen| scrubber(pen, ctx.props()))
    }
}

/// The days on which the chart changes.
fn days(props: &Props) -> Vec<f64> {
    let (locale, story) = (&props.scene.locale, &*props.scene.story);
    let chart = story.document().charts.get(props.chart);
    chart.map(|chart| Facts { story, locale }.days(chart)).unwrap_or_default()
}

fn scrubber(pen: &mut Pen, props: &Props) {
    let scene = &props.scene;
    let (locale, story) = (&scene.locale, &*scene.story);
    let facts = Facts { story, locale };
    let Some(chart) = story.document().charts.get(props.chart) else { return };
    let days = days(props);
    let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { return };
    let value = props.day.max(first).min(last);
    // What the bars show to others.
    let text = format!("{} {}", locale.day(value - 1.0), facts.summary(&facts.panels(chart, value)));
    pen.tag("div").class("scrubber").holds(|pen| {
        play_button(pen, props, first, props.day >= last);
        let range = pen.tag("input").attr("type", "range").put("min", whole(first)).put("max", whole(last));
        let range = range.value(whole(value)).flag("disabled", !scene.options.live);
        let range = range.set("aria-label", named(locale, Word::Through)).put("aria-valuetext", text);
        range.on_input(input(props, days.clone())).on_key(keys(props, days));
        pen.tag("p").attr("aria-hidden", "true").class("ends").holds(|pen| {
            for day in [first, last] {
                pen.tag("span").text(locale.day(day - 1.0));
            }
        });
        let word = |pen: &mut Pen| say(pen, locale, Word::Follow);
        if scene.options.live {
            let class = if props.held { "text follow" } else { "text follow unseen" };
            let act = props.act.clone();
            let follow = pen.button(class, move |event| {
                // The button goes out of sight with what it undoes.
                focus_near(&event, ".scrubber", "input");
                act.emit(Action::Day(None));
            });
            follow.holds(word);
        } else {
            unseen(pen, "text follow unseen", word);
        }
    });
}

fn play_button(pen: &mut Pen, props: &Props, first: f64, at_end: bool) {
    let (word, sign) =
        if props.playing { (Word::Pause, "M2 1h2v8H2zM6 1h2v8H6z") } else { (Word::Play, "M2.5 1l6 4-6 4z") };
    let (act, playing) = (props.act.clone(), props.playing);
    let play = move |_: MouseEvent| {
        if !playing && at_end {
            act.emit(Action::Day(Some(first)));
        }
        act.emit(Action::Play(!playing));
    };
    let face = |pen: &mut Pen| {
        let svg = pen.tag("svg").attr("viewBox", "0 0 10 10").attr("aria-hidden", "true");
        svg.holds(|pen| {
            pen.tag("path").attr("d", sign);
        });
        pen.tag("span").holds(|pen| say(pen, &props.scene.locale, word));
    };
    if props.scene.options.live {
        pen.button("play", play).holds(face);
    } else {
        unseen(pen, "play unseen", face);
    }
}

/// Dragging stops on the days on which something changes.
fn input(props: &Props, days: Vec<f64>) -> impl Fn(InputEvent) + 'static {
    let act = props.act.clone();
    move |event: InputEvent| {
        let input = target::<HtmlInputElement>(&event);
        let Some(wanted) = input.map(|input| input.value_as_number()) else { return };
        let near = days.iter().copied().min_by(|a, b| (a - wanted).abs().total_cmp(&(b - wanted).abs()));
        act.emit(Action::Play(false));
        act.emit(Action::Day(near));
    }
}

/// An arrow key goes to the next change, not to the next day.
fn keys(props: &Props, days: Vec<f64>) -> impl Fn(KeyboardEvent) + 'static {
    let (act, now) = (props.act.clone(), props.day);
    move |event: KeyboardEvent| {
        let target = match &*event.key() {
            "ArrowRight" | "ArrowUp" => days.iter().copied().find(|day| *day > now),
            "ArrowLeft" | "ArrowDown" => days.iter().rev().copied().find(|day| *day < now),
            "Home" => days.first().copied(),
            "End" => days.last().copied(),
            _ => return,
        };
        event.prevent_default();
        if let Some(day) = target {
            act.emit(Action::Day(Some(day)));
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "days of a chart")]
pub(super) fn whole(day: f64) -> String {
    (day as i64).to_string()
}
