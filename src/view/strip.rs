//! On a narrow screen, the chart as a strip of thin bars that stays at the top while the story scrolls;
//! one tap lays the whole chart over the timeline.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::{Html, InputEvent, KeyboardEvent, MouseEvent, html};

use crate::chart::{Block, draw};
use crate::locale::Word;
use crate::story::Id;

use super::actor_mark::actor_mark;
use super::facts::{Facts, Panel, Row, plain};
use super::prose::named;
use super::scrubber::whole;
use super::sight::{Shown, focus_near};
use super::state::Action;
use super::{Act, Scene};

pub(super) struct Props {
    pub(super) scene: Scene,
    pub(super) chart: usize,
    pub(super) day: f64,
    pub(super) marked: Vec<Id>,
    /// Whether the whole chart lies open.
    pub(super) open: bool,
    /// The whole chart, when it does.
    pub(super) whole: Html,
    /// Places in the story of the events that are shown.
    pub(super) shown: Shown,
    pub(super) reading: Option<usize>,
    pub(super) act: Act,
}

pub(super) fn strip(props: &Props) -> Html {
    let scene = &props.scene;
    let (locale, story) = (&scene.locale, &*scene.story);
    let Some(chart) = story.document().charts.get(props.chart) else { return Html::default() };
    let facts = Facts { story, locale };
    let panels = facts.panels(chart, props.day);
    let scale = facts.scale(chart);
    let rows = panels.iter().flat_map(|panel| panel.rows.iter().map(move |row| (panel, row)));
    let open = props.open;
    let onclick = props.act.reform(move |_: MouseEvent| Action::ChartOpen(!open));
    let onkeydown = {
        let act = props.act.clone();
        move |event: KeyboardEvent| {
            if open && event.key() == "Escape" && !event.default_prevented() {
                focus_near(&event, ".strip", "button");
                act.emit(Action::ChartOpen(false));
            }
        }
    };
    let label = locale.word(if open { Word::ChartClose } else { Word::ChartOpen }).to_owned();
    html! {
        <div class="strip" part="strip" {onkeydown}>
            <button type="button" class="thin" aria-expanded={open.to_string()} {onclick}>
                <span class="head-row">
                    <b>{ plain(&chart.title, locale.lang()) }</b>
                    <span>{ locale.day(props.day - 1.0) }</span>
                </span>
                { for rows.map(|(panel, row)| line(facts, panel, row, scale, &props.marked)) }
                <span class="more">{ label }</span>
            </button>
            { axis(props) }
            if open {
                <div class="whole">{ props.whole.clone() }</div>
            }
        </div>
    }
}

/// The axis of a narrow screen: a line in true time and the reader's place on it, to drag or to step along.
fn axis(props: &Props) -> Html {
    let (locale, story) = (&props.scene.locale, Rc::clone(&props.scene.story));
    let event = |index: usize| story.document().events.get(index);
    let day = |index: usize| event(index).map(|event| event.date.anchor()).filter(|day| day.is_finite());
    let days: Vec<(usize, f64)> =
        props.shown.iter().filter_map(|index| Some((*index, day(*index)?))).collect();
    let (Some((_, first)), Some((_, last))) = (days.first().copied(), days.last().copied()) else {
        return Html::default();
    };
    let place = props.reading.and_then(|reading| days.iter().position(|(index, _)| *index == reading));
    let here = place.and_then(|place| days.get(place)).map_or(first, |(_, day)| *day);
    let text = props
        .reading
        .and_then(event)
        .map(|event| format!("{} {}", locale.date(&event.date), plain(&event.title, locale.lang())));
    let oninput = {
        let (act, days) = (props.act.clone(), days.clone());
        move |event: InputEvent| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
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
    html! {
        <input
            type="range"
            min={whole(first)}
            max={whole(last)}
            value={whole(here)}
            aria-label={named(locale, Word::Axis)}
            aria-valuetext={text}
            {oninput}
            {onkeydown}
        />
    }
}

fn line(facts: Facts<'_>, panel: &Panel<'_>, row: &Row<'_>, max: i64, marked: &[Id]) -> Html {
    let bar = facts.bar(row, panel.measure, None, marked);
    let (name, amount, class) = (bar.name.clone(), bar.amount.clone(), format!("bar {}", bar.class));
    let drawing = draw(&Block { bars: vec![bar] }, max, false, facts.locale.lang().is_rtl());
    html! {
        <span class="line">
            <span class="name">{ actor_mark(row.actor) }{ name }</span>
            <svg width="100%" height={drawing.height} aria-hidden="true"><g {class}>{ for drawing.bars }</g></svg>
            <span class="amount">{ amount }</span>
        </span>
    }
}
