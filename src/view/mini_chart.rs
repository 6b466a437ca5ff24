//! The mini chart of a narrow screen: thin bars that stay at the top while the story scrolls. One
//! tap opens the whole chart over the timeline.

use web_sys::HtmlInputElement;
use yew::{InputEvent, KeyboardEvent};

use crate::chart::{Block, draw};
use crate::layout::hundredths;
use crate::locale::Word;
use crate::story::{Day, Id};
use yew_builder::HtmlBuilder;

use super::actor_mark::actor_mark;
use super::dom::{VisibleEvents, target};
use super::shapes::{bar_class, shapes};
use super::text::{Wording, localized, localized_attr};
use super::{Dispatch, Scene};
use crate::model::facts::{Facts, Panel, Row};
use crate::model::state::Action;

pub(super) struct Props<'p> {
    pub(super) scene: &'p Scene,
    pub(super) chart: usize,
    pub(super) day: Day,
    pub(super) marked: &'p [Id],
    /// True if the whole chart is open.
    pub(super) open: bool,
    /// The indexes of the events that are shown.
    pub(super) shown: &'p VisibleEvents,
    pub(super) reading: Option<usize>,
    pub(super) dispatch: &'p Dispatch,
}

pub(super) fn mini_chart(
    html: &mut HtmlBuilder,
    props: &Props<'_>,
    whole: impl FnOnce(&mut HtmlBuilder),
) {
    let scene = props.scene;
    let (locale, story) = (&scene.locale, &*scene.story);
    let Some(chart) = story.document().charts.get(props.chart) else {
        return;
    };
    let facts = Facts { story, locale };
    let panels = facts.panels(chart, props.day);
    let scale = facts.scale(chart);
    let rows = panels
        .iter()
        .flat_map(|panel| panel.rows.iter().map(move |row| (panel, row)));
    let open = props.open;
    let onkeydown = {
        let dispatch = props.dispatch.clone();
        move |event: KeyboardEvent| {
            if open && event.key() == "Escape" && !event.default_prevented() {
                dispatch.emit(Action::ShowWholeChart(false));
            }
        }
    };
    html.element("div")
        .attr("part", "mini-chart")
        .class("ex-mini-chart")
        .on_key(onkeydown)
        .children(|html| {
            let dispatch = props.dispatch.clone();
            let button = html.button("ex-thin", move |_| {
                dispatch.emit(Action::ShowWholeChart(!open));
            });
            button
                .attr("aria-expanded", open.to_string())
                .children(|html| {
                    html.element("span").class("ex-head-row").children(|html| {
                        html.element("b").text(chart.title.plain(locale.lang()));
                        html.element("span").words(locale.day(props.day.previous()));
                    });
                    html.fragment(|html| {
                        rows.for_each(|(panel, row)| {
                            line(html, facts, panel, row, scale, props.marked);
                        });
                    });
                    let word = if open {
                        Word::ChartClose
                    } else {
                        Word::ChartOpen
                    };
                    html.element("span")
                        .class("ex-more")
                        .children(|html| localized(html, locale, word));
                });
            html.fragment(|html| axis(html, props));
            html.fragment(|html| {
                if open {
                    // In Firefox, an element that scrolls is a stop of the tab key, and this one
                    // would have no name.
                    let over = html.element("div").attr("tabindex", "-1");
                    over.class("ex-whole").children(whole);
                }
            });
        });
}

/// Writes the axis of a narrow screen: a slider with a step for each event.
fn axis(html: &mut HtmlBuilder, props: &Props<'_>) {
    let (locale, story) = (&props.scene.locale, &*props.scene.story);
    let Some(last) = props.shown.len().checked_sub(1) else {
        return;
    };
    let place = props
        .reading
        .and_then(|reading| props.shown.iter().position(|index| *index == reading))
        .unwrap_or_default();
    let index = props.shown.get(place);
    let event = index.and_then(|index| story.document().events.get(*index));
    let text = event.map(|event| {
        format!(
            "{} {}",
            locale.date(&event.date),
            event.title.plain(locale.lang())
        )
        .into()
    });
    let oninput = {
        let (dispatch, shown) = (props.dispatch.clone(), props.shown.clone());
        move |event: InputEvent| {
            let input = target::<HtmlInputElement>(&event);
            let place = input.and_then(|input| input.value().parse::<usize>().ok());
            if let Some(index) = place.and_then(|place| shown.get(place)) {
                dispatch.emit(Action::ScrollTo(*index));
            }
        }
    };
    let range = html
        .element("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", last.to_string());
    let range = range
        .value(place.to_string())
        .attr("aria-label", localized_attr(locale, Word::Axis));
    range.attr_opt("aria-valuetext", text).on_input(oninput);
}

fn line(
    html: &mut HtmlBuilder,
    facts: Facts<'_>,
    panel: &Panel<'_>,
    row: &Row<'_>,
    max: i64,
    marked: &[Id],
) {
    let bar = facts.bar(row, panel.measure, None, marked);
    html.element("span").class("ex-line").children(|html| {
        let (name, amount, class) = (bar.name.clone(), bar.amount.clone(), bar_class(&bar));
        let drawing = draw(
            &Block { bars: vec![bar] },
            max,
            false,
            facts.locale.lang().is_rtl(),
        );
        html.element("span").class("ex-name").children(|html| {
            actor_mark(html, row.actor);
            html.text(name);
        });
        let svg = html
            .element("svg")
            .attr("width", "100%")
            .attr("height", hundredths(drawing.height, "em"));
        svg.attr("aria-hidden", "true").children(|html| {
            html.element("g")
                .attr("class", class)
                .children(|html| drawing.bars.into_iter().for_each(|bar| shapes(html, bar)));
        });
        html.element("span").class("ex-amount").words(amount);
    });
}
