//! The axis beside the timeline: years in true time, a dot for each event, a larger dot for the
//! event that is read. It is one slider for keyboard and screen reader; a tap anywhere goes to the
//! nearest event.

use yew::{AttrValue, KeyboardEvent, MouseEvent};

use crate::layout::{Axis, Dot, Spacing, Tick, hundredths, to_hundredths};
use crate::locale::Word;
use crate::story::{Event, Story};
use yew_builder::HtmlBuilder;

use super::dom::{VisibleEvents, nearest};
use super::text::localized_attr;
use super::{Dispatch, Scene};
use crate::model::state::Action;

pub(super) struct Props<'p> {
    pub(super) scene: &'p Scene,
    pub(super) shown: &'p VisibleEvents,
    pub(super) reading: Option<usize>,
    pub(super) spacing: Spacing,
    pub(super) zoom: u8,
    pub(super) dispatch: &'p Dispatch,
}

/// The largest number of labels on the axis.
const TICKS: usize = 14;

pub(super) fn axis_map(html: &mut HtmlBuilder, props: &Props<'_>) {
    let scene = props.scene;
    let story = &*scene.story;
    let events = || {
        props
            .shown
            .iter()
            .filter_map(|index| story.document().events.get(*index))
    };
    let whole = Axis::new(events(), &story.document().as_of, props.spacing);
    let place = props
        .reading
        .and_then(|reading| props.shown.iter().position(|index| *index == reading));
    let around = place
        .and_then(|place| nth(story, props.shown, place))
        .map(|event| event.date.anchor());
    let axis = whole.zoomed(
        around.unwrap_or_else(|| whole.scale().ends().1),
        f64::from(props.zoom),
    );
    let ticks = if props.spacing == Spacing::Time {
        axis.scale().ticks(TICKS)
    } else {
        Vec::new()
    };
    let here = place.and_then(|place| Some((place, nth(story, props.shown, place)?)));
    let drawing = |html: &mut HtmlBuilder| {
        html.element("svg")
            .attr("aria-hidden", "true")
            .class("ex-map")
            .children(|html| {
                let rail = html
                    .element("line")
                    .attr("x1", "70%")
                    .attr("x2", "70%")
                    .attr("y1", "0")
                    .attr("y2", "100%");
                rail.class("ex-rail");
                html.fragment(|html| ticks.iter().for_each(|it| tick(html, scene, it)));
                html.fragment(|html| {
                    axis.dots(events())
                        .iter()
                        .for_each(|dot| mark(html, scene, props.shown, dot));
                });
                html.fragment(|html| {
                    if let Some((place, event)) = here {
                        circle(html, "ex-here", percent(axis.place(place, event)), "6");
                    }
                });
            });
    };
    html.element("div")
        .attr("part", "axis")
        .class("ex-axis")
        .children(|html| {
            if scene.options.live {
                slider(html, props, axis.clone(), place, drawing);
                zoom(html, props);
            } else {
                drawing(html);
            }
        });
}

fn nth<'s>(story: &'s Story, shown: &VisibleEvents, place: usize) -> Option<&'s Event> {
    story.document().events.get(*shown.get(place)?)
}

/// The axis begins this far from the top of its drawing and ends as far from the bottom, as a share
/// of the height, so that the first and the last dot are whole.
const MARGIN: f64 = 0.02;

/// Returns a place on the axis as a percentage of the drawing's height.
fn percent(place: f64) -> String {
    let share = MARGIN + place * (1.0 - 2.0 * MARGIN);
    hundredths(to_hundredths(share * 100.0), "%")
}

/// Returns the place on the axis of a share of the drawing's height: the inverse of [`percent`].
fn place_at(share: f64) -> f64 {
    (share - MARGIN) / (1.0 - 2.0 * MARGIN)
}

fn circle(html: &mut HtmlBuilder, class: &'static str, y: String, radius: &'static str) {
    html.element("circle")
        .attr("cx", "70%")
        .attr("cy", y)
        .attr("r", radius)
        .class(class);
}

fn tick(html: &mut HtmlBuilder, scene: &Scene, tick: &Tick) {
    let y = AttrValue::from(percent(tick.place));
    let line = html.element("line").attr("x1", "62%").attr("x2", "70%");
    line.attr("y1", y.clone())
        .attr("y2", y.clone())
        .class("ex-tick");
    let text = html
        .element("text")
        .attr("x", "56%")
        .attr("y", y)
        .attr("dy", ".35em")
        .attr("text-anchor", "end");
    text.text(scene.locale.tick(&tick.moment));
}

/// Writes a dot, and the stretch that a wide date covers. On the static page a dot is a link for
/// the pointer; the keyboard has the headings.
fn mark(html: &mut HtmlBuilder, scene: &Scene, shown: &VisibleEvents, dot: &Dot) {
    let shape = |html: &mut HtmlBuilder| {
        if dot.span.0 < dot.span.1 {
            let line = html.element("line").attr("x1", "70%").attr("x2", "70%");
            line.attr("y1", percent(dot.span.0))
                .attr("y2", percent(dot.span.1))
                .class("ex-stretch");
        }
        circle(
            html,
            if dot.count > 1 {
                "ex-dot ex-many"
            } else {
                "ex-dot"
            },
            percent(dot.place),
            "3.5",
        );
    };
    match nth(&scene.story, shown, dot.first).filter(|_| !scene.options.live) {
        Some(event) => {
            let link = html
                .element("a")
                .attr("href", format!("#{}", event.id))
                .attr("tabindex", "-1");
            link.children(shape);
        }
        None => html.fragment(shape),
    }
}

fn slider(
    html: &mut HtmlBuilder,
    props: &Props<'_>,
    axis: Axis,
    place: Option<usize>,
    drawing: impl FnOnce(&mut HtmlBuilder),
) {
    let scene = props.scene;
    let count = props.shown.len();
    let now = place.map_or(0, |place| place + 1);
    let text = nth(&scene.story, props.shown, place.unwrap_or_default()).map(|event| {
        let (lang, date) = (scene.locale.lang(), scene.locale.date(&event.date));
        format!("{date} {}", event.title.plain(lang)).into()
    });
    let go = {
        let (dispatch, shown) = (props.dispatch.clone(), props.shown.clone());
        move |place: usize| {
            if let Some(index) = shown.get(place.min(count.saturating_sub(1))) {
                dispatch.emit(Action::ScrollTo(*index));
            }
        }
    };
    let onkeydown = {
        let go = go.clone();
        move |event: KeyboardEvent| {
            let current = place.unwrap_or_default();
            let target = match &*event.key() {
                "ArrowDown" | "ArrowRight" => place.map_or(0, |place| place + 1),
                "ArrowUp" | "ArrowLeft" => current.saturating_sub(1),
                "PageDown" => current + 10,
                "PageUp" => current.saturating_sub(10),
                "Home" => 0,
                "End" => count.saturating_sub(1),
                _ => return,
            };
            event.prevent_default();
            go(target);
        }
    };
    let onclick = {
        let (story, shown) = (scene.story.clone(), props.shown.clone());
        move |event: MouseEvent| {
            let Some(map) = nearest(&event, ".ex-slider") else {
                return;
            };
            let area = map.get_bounding_client_rect();
            let share = (f64::from(event.client_y()) - area.top()) / area.height().max(1.0);
            let events = shown
                .iter()
                .filter_map(|index| story.document().events.get(*index));
            if let Some(place) = axis.nearest(place_at(share), events) {
                go(place);
            }
        }
    };
    let slider = html
        .element("div")
        .attr("role", "slider")
        .attr("tabindex", "0");
    let slider = slider
        .attr("aria-label", localized_attr(&scene.locale, Word::Axis))
        .attr("aria-orientation", "vertical");
    let slider = slider.attr("aria-valuemin", if count == 0 { "0" } else { "1" });
    let slider = slider.attr("aria-valuemax", count.to_string());
    let slider = slider.attr("aria-valuenow", now.max(usize::from(count > 0)).to_string());
    let slider = slider.attr_opt("aria-valuetext", text).class("ex-slider");
    slider.on_key(onkeydown).on_click(onclick).children(drawing);
}

fn zoom(html: &mut HtmlBuilder, props: &Props<'_>) {
    html.element("div").class("ex-zooms").children(|html| {
        for (closer, sign, word) in [(true, "+", Word::AxisIn), (false, "−", Word::AxisOut)] {
            let (dispatch, label) = (
                props.dispatch.clone(),
                localized_attr(&props.scene.locale, word),
            );
            let button = html.button("ex-zoom", move |_| dispatch.emit(Action::Zoom(closer)));
            button
                .attr("title", label.clone())
                .attr("aria-label", label)
                .children(|html| html.static_text(sign));
        }
    });
}
