//! On a narrow screen, the chart as a strip of thin bars that stays at the top while the story scrolls;
//! one tap lays the whole chart over the timeline.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::{InputEvent, KeyboardEvent};

use crate::chart::{Block, draw};
use crate::locale::Word;
use crate::pen::{Pen, target};
use crate::story::Id;

use super::actor_mark::actor_mark;
use crate::model::facts::{Facts, Panel, Row, plain};
use super::text::{named, say};
use super::scrubber::whole;
use super::dom::{Shown, focus_near};
use crate::model::state::Action;
use super::{Act, Scene};

pub(super) struct Props<'p> {
    pub(super) scene: &'p Scene,
    pub(super) chart: usize,
    pub(super) day: f64,
    pub(super) marked: &'p [Id],
    /// Whether the whole chart lies open.
    pub(super) open: bool,
    /// Places in the story of the events that are shown.
    pub(super) shown: &'p Shown,
    pub(super) reading: Option<usize>,
    pub(super) act: &'p Act,
}

pub(super) fn strip(pen: &mut Pen, props: &Props<'_>, whole: impl FnOnce(&mut Pen)) {
    let scene = props.scene;
    let (locale, story) = (&scene.locale, &*scene.story);
    let Some(chart) = story.document().charts.get(props.chart) else { return };
    let facts = Facts { story, locale };
    let panels = facts.panels(chart, props.day);
    let scale = facts.scale(chart);
    let rows = panels.iter().flat_map(|panel| panel.rows.iter().map(move |row| (panel, row)));
    let open = props.open;
    let onkeydown = {
        let act = props.act.clone();
        move |event: KeyboardEvent| {
            if open && event.key() == "Escape" && !event.default_prevented() {
                focus_near(&event, ".strip", "button");
                act.emit(Action::ChartOpen(false));
            }
        }
    };
    pen.tag("div").attr("part", "strip").class("strip").on_key(onkeydown).holds(|pen| {
        let act = props.act.clone();
        let button = pen.button("thin", move |_| act.emit(Action::ChartOpen(!open)));
        button.put("aria-expanded", open.to_string()).holds(|pen| {
            pen.tag("span").class("head-row").holds(|pen| {
                pen.tag("b").text(plain(&chart.title, locale.lang()));
                pen.tag("span").text(locale.day(props.day - 1.0));
            });
            pen.group(|pen| rows.for_each(|(panel, row)| line(pen, facts, panel, row, scale, props.marked)));
            let word = if open { Word::ChartClose } else { Word::ChartOpen };
            pen.tag("span").class("more").holds(|pen| say(pen, locale, word));
        });
        pen.group(|pen| axis(pen, props));
        pen.group(|pen| {
            if open {
                pen.tag("div").class("whole").holds(whole);
            }
        });
    });
}

/// The axis of a narrow screen: a line in true time and the reader's place on it, to drag or to step along.
fn axis(pen: &mut Pen, props: &Props<'_>) {
    let (locale, story) = (&props.scene.locale, Rc::clone(&props.scene.story));
    let event = |index: usize| story.document().events.get(index);
    let day = |index: usize| event(index).map(|event| event.date.anchor()).filter(|day| day.is_finite());
    let days: Vec<(usize, f64)> =
        props.shown.iter().filter_map(|index| Some((*index, day(*index)?))).collect();
    let (Some((_, first)), Some((_, last))) = (days.first().copied(), days.last().copied()) else {
        return;
    };
    let place = props.reading.and_then(|reading| days.iter().position(|(index, _)| *index == reading));
    let here = place.and_then(|place| days.get(place)).map_or(first, |(_, day)| *day);
    let text = props
        .reading
        .and_then(event)
        .map(|event| format!("{} {}", locale.date(&event.date), plain(&event.title, locale.lang())).into());
    let oninput = {
        let (act, days) = (props.act.clone(), days.clone());
        move |event: InputEvent| {
            let input = target::<HtmlInputElement>(&event);
            let Some(wanted) = input.map(|input| input.value_as_number()) else { return };
            let near = days.iter().min_by(|a, b| (a.1 - wanted).abs().total_cmp(&(b.1 - wanted).abs()));
            if let Some((index, _)) = near {
                act.emit(Action::Go(*index));
            }
        }
    };
    let onkeydown = {
        let act = props.act.clone();
        move |event: KeyboardEvent| {
            let target = match &*event.key() {
                "ArrowRight" | "ArrowDown" => place.map_or(0, |place| place + 1),
                "ArrowLeft" | "ArrowUp" => place.map_or(0, |place| place.saturating_sub(1)),
                _ => return,
            };
            event.prevent_default();
            if let Some((index, _)) = days.get(target) {
                act.emit(Action::Go(*index));
            }
        }
    };
    let range = pen.tag("input").attr("type", "range").put("min", whole(first)).put("max", whole(last));
    let range = range.value(whole(here)).set("aria-label", named(locale, Word::Axis));
    range.maybe("aria-valuetext", text).on_input(oninput).on_key(onkeydown);
}

fn line(pen: &mut Pen, facts: Facts<'_>, panel: &Panel<'_>, row: &Row<'_>, max: i64, marked: &[Id]) {
    let bar = facts.bar(row, panel.measure, None, marked);
    pen.tag("span").class("line").holds(|pen| {
        let (name, amount, class) = (bar.name.clone(), bar.amount.clone(), format!("bar {}", bar.class));
        let drawing = draw(&Block { bars: vec![bar] }, max, false, facts.locale.lang().is_rtl());
        pen.tag("span").class("name").holds(|pen| {
            actor_mark(pen, row.actor);
            pen.text(name);
        });
        let svg = pen.tag("svg").attr("width", "100%").put("height", drawing.height);
        svg.attr("aria-hidden", "true").holds(|pen| {
            pen.tag("g")
                .put("class", class)
                .holds(|pen| drawing.bars.into_iter().for_each(|bar| pen.node(bar)));
        });
        pen.tag("span").class("amount").text(amount);
    });
}
