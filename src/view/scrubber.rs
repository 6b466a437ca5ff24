//! The way through time: a line and a dot, and a button that lets the days run.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::{Callback, Component, Context, Html, InputEvent, KeyboardEvent, MouseEvent, Properties, html};

use crate::locale::Word;

use super::facts::Facts;
use super::prose::{named, say};
use super::sight::{Timer, after, focus_near};
use super::state::Action;
use super::{Act, Scene};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) scene: Scene,
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
        scrubber(ctx.props())
    }
}

/// The days on which the chart changes.
fn days(props: &Props) -> Vec<f64> {
    let (locale, story) = (&props.scene.locale, &*props.scene.story);
    let chart = story.document().charts.get(props.chart);
    chart.map(|chart| Facts { story, locale }.days(chart)).unwrap_or_default()
}

fn scrubber(props: &Props) -> Html {
    let scene = &props.scene;
    let (locale, story) = (&scene.locale, &*scene.story);
    let facts = Facts { story, locale };
    let Some(chart) = story.document().charts.get(props.chart) else { return Html::default() };
    let days = days(props);
    let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
        return Html::default();
    };
    let ends = [first, last].map(|day| locale.day(day - 1.0));
    let value = props.day.max(first).min(last);
    // What the bars show to others.
    let text = format!("{} {}", locale.day(value - 1.0), facts.summary(&facts.panels(chart, value)));
    html! {
        <div class="scrubber">
            { play_button(props, first, props.day >= last) }
            <input
                type="range"
                min={whole(first)}
                max={whole(last)}
                value={whole(value)}
                disabled={!scene.options.live}
                aria-label={named(locale, Word::Through)}
                aria-valuetext={text}
                oninput={input(props, days.clone())}
                onkeydown={keys(props, days)}
            />
            <p class="ends" aria-hidden="true">
                { for ends.map(|end| html! { <span>{ end }</span> }) }
            </p>
            if scene.options.live {
                <button
                    type="button"
                    class={if props.held { "text follow" } else { "text follow unseen" }}
                    onclick={follow(props)}
                >
                    { say(locale, Word::Follow) }
                </button>
            } else {
                <span class="text follow unseen" aria-hidden="true">{ say(locale, Word::Follow) }</span>
            }
        </div>
    }
}

fn follow(props: &Props) -> Callback<MouseEvent> {
    let act = props.act.clone();
    Callback::from(move |event: MouseEvent| {
        // The button goes out of sight with what it undoes.
        focus_near(&event, ".scrubber", "input");
        act.emit(Action::Day(None));
    })
}

fn play_button(props: &Props, first: f64, at_end: bool) -> Html {
    let (word, sign) =
        if props.playing { (Word::Pause, "M2 1h2v8H2zM6 1h2v8H6z") } else { (Word::Play, "M2.5 1l6 4-6 4z") };
    let (act, playing) = (props.act.clone(), props.playing);
    let onclick = move |_: MouseEvent| {
        if !playing && at_end {
            act.emit(Action::Day(Some(first)));
        }
        act.emit(Action::Play(!playing));
    };
    let face = html! {
        <>
            <svg viewBox="0 0 10 10" aria-hidden="true"><path d={sign} /></svg>
            <span>{ say(&props.scene.locale, word) }</span>
        </>
    };
    if !props.scene.options.live {
        return html! { <span class="play unseen" aria-hidden="true">{ face }</span> };
    }
    html! { <button type="button" class="play" {onclick}>{ face }</button> }
}

/// Dragging stops on the days on which something changes.
fn input(props: &Props, days: Vec<f64>) -> Callback<InputEvent> {
    let act = props.act.clone();
    Callback::from(move |event: InputEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(wanted) = input.map(|input| input.value_as_number()) else { return };
        let near = days.iter().copied().min_by(|a, b| (a - wanted).abs().total_cmp(&(b - wanted).abs()));
        act.emit(Action::Play(false));
        act.emit(Action::Day(near));
    })
}

/// An arrow key goes to the next change, not to the next day.
fn keys(props: &Props, days: Vec<f64>) -> Callback<KeyboardEvent> {
    let (act, now) = (props.act.clone(), props.day);
    Callback::from(move |event: KeyboardEvent| {
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
    })
}

#[expect(clippy::cast_possible_truncation, reason = "days of a chart")]
pub(super) fn whole(day: f64) -> String {
    (day as i64).to_string()
}
