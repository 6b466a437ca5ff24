//! The scrubber: a slider that sets the chart's day, and a button that plays the days.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::{Component, Context, Html, InputEvent, MouseEvent, Properties};

use crate::locale::{Locale, Word};
use crate::story::Day;
use yew_builder::HtmlBuilder;

use super::dom::{Timer, after, focus_near, target};
use super::event_card::placeholder;
use super::text::{Wording, localized, localized_attr};
use super::{Dispatch, Scene};
use crate::model::facts::Facts;
use crate::model::state::Action;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) scene: Rc<Scene>,
    pub(super) chart: usize,
    pub(super) day: Day,
    /// True if the reader set the day.
    pub(super) held: bool,
    pub(super) playing: bool,
    pub(super) dispatch: Dispatch,
}

/// A step while playing, in milliseconds: long enough to read four amounts.
const STEP: i32 = 1_200;

#[derive(Default)]
pub(super) struct Scrubber {
    /// While playing, the day of the next step; none will come after the last.
    step: Option<Day>,
    /// The timer until the next step; dropped when playing stops or the scrubber is removed.
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
        let next = || {
            days(props)
                .into_iter()
                .find(|day| *day > props.day)
                .unwrap_or(Day::FOREVER)
        };
        let step = props.playing.then(next);
        if self.step != step {
            self.step = step;
            let dispatch = props.dispatch.clone();
            self.timer = step.and_then(|day| {
                let end = (!day.is_finite()).then(|| said(props));
                after(STEP, move || match end {
                    None => dispatch.emit(Action::SetDay(Some(day))),
                    Some(said) => stop(&dispatch, said),
                })
            });
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        HtmlBuilder::render(|html| scrubber(html, ctx.props()))
    }
}

/// Stops playing. The day is announced only now: the steps are faster than a screen reader speaks.
fn stop(dispatch: &Dispatch, said: String) {
    dispatch.emit(Action::Play(false));
    dispatch.emit(Action::Announce(said));
}

/// Returns the days on which the chart changes.
fn days(props: &Props) -> Vec<Day> {
    let (locale, story) = (&props.scene.locale, &*props.scene.story);
    let chart = story.document().charts.get(props.chart);
    chart
        .map(|chart| Facts { story, locale }.days(chart))
        .unwrap_or_default()
}

/// Returns the words for what the bars show: the day, and the facts that were known on it.
fn said(props: &Props) -> String {
    let (locale, story) = (&props.scene.locale, &*props.scene.story);
    let facts = Facts { story, locale };
    let chart = story.document().charts.get(props.chart);
    let known = chart.map(|chart| facts.summary(&facts.panels(chart, props.day)));
    format!(
        "{} {}",
        locale.day(props.day.previous()),
        known.unwrap_or_default()
    )
}

fn scrubber(html: &mut HtmlBuilder, props: &Props) {
    let scene = &props.scene;
    let locale = &scene.locale;
    let days = days(props);
    let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
        return;
    };
    let step = days.iter().filter(|day| **day <= props.day).count();
    html.element("div").class("ex-scrubber").children(|html| {
        play_button(html, props, first, props.day >= last);
        let range = html
            .element("input")
            .attr("type", "range")
            .attr("min", "0")
            .attr("max", days.len().to_string());
        let range = range
            .value(step.to_string())
            .bool_attr("disabled", !scene.options.live);
        let range = range
            .attr("aria-label", localized_attr(locale, Word::Through))
            .attr("aria-valuetext", said(props));
        range.on_input(input(props, days));
        html.element("div").class("ex-ends").children(|html| {
            let [from, to] = ends(locale, first.previous(), last.previous());
            html.element("span").attr("aria-hidden", "true").words(from);
            let word = |html: &mut HtmlBuilder| localized(html, locale, Word::Follow);
            if scene.options.live {
                let class = if props.held {
                    "ex-text ex-follow"
                } else {
                    "ex-text ex-follow ex-placeholder"
                };
                let dispatch = props.dispatch.clone();
                let follow = html.button(class, move |event| {
                    // The button goes out of sight with what it undoes.
                    focus_near(&event, ".ex-scrubber", "input");
                    dispatch.emit(Action::SetDay(None));
                });
                follow.children(word);
            } else {
                placeholder(html, "ex-text ex-follow ex-placeholder", word);
            }
            html.element("span").attr("aria-hidden", "true").words(to);
        });
    });
}

/// Returns the labels at the ends of the line: years, or days if all is within a year.
fn ends(locale: &Locale, first: Day, last: Day) -> [String; 2] {
    let years = [first, last].map(|day| day.civil().0);
    if years[0] == years[1] {
        [first, last].map(|day| locale.day(day))
    } else {
        years.map(|year| locale.year(year))
    }
}

fn play_button(html: &mut HtmlBuilder, props: &Props, first: Day, at_end: bool) {
    let (word, sign) = if props.playing {
        (Word::Pause, "M2 1h2v8H2zM6 1h2v8H6z")
    } else {
        (Word::Play, "M2.5 1l6 4-6 4z")
    };
    let dispatch = props.dispatch.clone();
    // The text that is announced when playing stops.
    let shown = props.playing.then(|| said(props));
    let playing = props.scene.locale.text(Word::Playing);
    let play = move |_: MouseEvent| {
        if let Some(shown) = &shown {
            return stop(&dispatch, shown.clone());
        }
        if at_end {
            dispatch.emit(Action::SetDay(Some(first)));
        }
        dispatch.emit(Action::Play(true));
        dispatch.emit(Action::Announce(playing.clone()));
    };
    let face = |html: &mut HtmlBuilder| {
        let svg = html
            .element("svg")
            .attr("viewBox", "0 0 10 10")
            .attr("aria-hidden", "true");
        svg.children(|html| {
            html.element("path").attr("d", sign);
        });
        html.element("span")
            .children(|html| localized(html, &props.scene.locale, word));
    };
    if props.scene.options.live {
        html.button("ex-play", play).children(face);
    } else {
        placeholder(html, "ex-play ex-placeholder", face);
    }
}

/// Returns the slider's listener. Each step is a day on which something changes; the step before
/// them is the day before the first. Arrow keys and the gestures of screen readers go by steps.
fn input(props: &Props, days: Vec<Day>) -> impl Fn(InputEvent) + 'static {
    let dispatch = props.dispatch.clone();
    move |event: InputEvent| {
        let input = target::<HtmlInputElement>(&event);
        let Some(step) = input.and_then(|input| input.value().parse::<usize>().ok()) else {
            return;
        };
        let day = match step.checked_sub(1) {
            Some(step) => days.get(step).copied(),
            None => days.first().map(|day| day.previous()),
        };
        dispatch.emit(Action::Play(false));
        dispatch.emit(Action::SetDay(day));
    }
}
