//! The map beside the timeline: years in true time, a dot an event, the reader's place a larger dot. One
//! slider for keyboard and screen reader; a tap anywhere goes to the nearest event.

use yew::{AttrValue, KeyboardEvent, MouseEvent};

use crate::layout::{Axis, Dot, Spacing, Tick};
use crate::locale::Word;
use crate::pen::Pen;
use crate::story::{Event, Story};

use crate::model::facts::plain;
use super::text::named;
use super::dom::{Shown, nearest};
use crate::model::state::Action;
use super::{Act, Scene};

pub(super) struct Props<'p> {
    pub(super) scene: &'p Scene,
    pub(super) shown: &'p Shown,
    pub(super) reading: Option<usize>,
    pub(super) spacing: Spacing,
    pub(super) zoom: u8,
    pub(super) act: &'p Act,
}

/// Labels on the axis at most.
const TICKS: usize = 14;

pub(super) fn axis_map(pen: &mut Pen, props: &Props<'_>) {
    let scene = props.scene;
    let story = &*scene.story;
    let events = || props.shown.iter().filter_map(|index| story.document().events.get(*index));
    let whole = Axis::new(events(), &story.document().as_of, props.spacing);
    let place = props.reading.and_then(|reading| props.shown.iter().position(|index| *index == reading));
    let around = place.and_then(|place| nth(story, props.shown, place)).map(|event| event.date.anchor());
    let axis = whole.zoomed(around.unwrap_or_else(|| whole.scale().ends().1), f64::from(props.zoom));
    let ticks = if props.spacing == Spacing::Time { axis.scale().ticks(TICKS) } else { Vec::new() };
    let here = place.and_then(|place| Some((place, nth(story, props.shown, place)?)));
    let drawing = |pen: &mut Pen| {
        pen.tag("svg").attr("aria-hidden", "true").class("map").holds(|pen| {
            let rail = pen.tag("line").attr("x1", "70%").attr("x2", "70%").attr("y1", "0").attr("y2", "100%");
            rail.class("rail");
            pen.group(|pen| ticks.iter().for_each(|it| tick(pen, scene, it)));
            pen.group(|pen| axis.dots(events()).iter().for_each(|dot| mark(pen, scene, props.shown, dot)));
            pen.group(|pen| {
                if let Some((place, event)) = here {
                    circle(pen, "here", percent(axis.place(place, event)), "6");
                }
            });
        });
    };
    pen.tag("div").attr("part", "axis").class("axis").holds(|pen| {
        if scene.options.live {
            slider(pen, props, axis.clone(), place, drawing);
            zoom(pen, props);
        } else {
            drawing(pen);
        }
    });
}

fn nth<'s>(story: &'s Story, shown: &Shown, place: usize) -> Option<&'s Event> {
    story.document().events.get(*shown.get(place)?)
}

fn percent(place: f64) -> String {
    // Two decimals by hand: printing floats costs kilobytes.
    #[expect(clippy::cast_possible_truncation, reason = "a percentage fits")]
    let hundredths = ((2.0 + place * 96.0) * 100.0 + 0.5) as i32;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn circle(pen: &mut Pen, class: &'static str, y: String, radius: &'static str) {
    pen.tag("circle").attr("cx", "70%").put("cy", y).attr("r", radius).class(class);
}

fn tick(pen: &mut Pen, scene: &Scene, tick: &Tick) {
    let y = AttrValue::from(percent(tick.place));
    let line = pen.tag("line").attr("x1", "62%").attr("x2", "70%");
    line.set("y1", y.clone()).set("y2", y.clone()).class("tick");
    let text = pen.tag("text").attr("x", "56%").set("y", y).attr("dy", ".35em").attr("text-anchor", "end");
    text.text(scene.locale.tick(&tick.moment));
}

/// A dot, or the stretch that a wide date covers. On the static page a dot is a link for the pointer; the
/// keyboard has the headings.
fn mark(pen: &mut Pen, scene: &Scene, shown: &Shown, dot: &Dot) {
    let shape = |pen: &mut Pen| {
        if dot.span.0 < dot.span.1 {
            let line = pen.tag("line").attr("x1", "70%").attr("x2", "70%");
            line.put("y1", percent(dot.span.0)).put("y2", percent(dot.span.1)).class("stretch");
        }
        circle(pen, if dot.count > 1 { "dot many" } else { "dot" }, percent(dot.place), "3.5");
    };
    match nth(&scene.story, shown, dot.first).filter(|_| !scene.options.live) {
        Some(event) => {
            let link = pen.tag("a").put("href", format!("#{}", event.id)).attr("tabindex", "-1");
            link.holds(shape);
        }
        None => pen.group(shape),
    }
}

fn slider(
    pen: &mut Pen,
    props: &Props<'_>,
    axis: Axis,
    place: Option<usize>,
    drawing: impl FnOnce(&mut Pen),
) {
    let scene = props.scene;
    let count = props.shown.len();
    let now = place.map_or(0, |place| place + 1);
    let text = place.and_then(|place| nth(&scene.story, props.shown, place)).map(|event| {
        let (lang, date) = (scene.locale.lang(), scene.locale.date(&event.date));
        format!("{date} {}", plain(&event.title, lang)).into()
    });
    let go = {
        let (act, shown) = (props.act.clone(), props.shown.clone());
        move |place: usize| {
            if let Some(index) = shown.get(place.min(count.saturating_sub(1))) {
                act.emit(Action::Go(*index));
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
            let Some(map) = nearest(&event, ".slider") else { return };
            let area = map.get_bounding_client_rect();
            let share = (f64::from(event.client_y()) - area.top()) / area.height().max(1.0);
            let events = shown.iter().filter_map(|index| story.document().events.get(*index));
            if let Some(place) = axis.nearest((share - 0.02) / 0.96, events) {
                go(place);
            }
        }
    };
    let slider = pen.tag("div").attr("role", "slider").attr("tabindex", "0");
    let slider =
        slider.set("aria-label", named(&scene.locale, Word::Axis)).attr("aria-orientation", "vertical");
    let slider = slider.attr("aria-valuemin", if count == 0 { "0" } else { "1" });
    let slider = slider.put("aria-valuemax", count.to_string());
    let slider = slider.put("aria-valuenow", now.max(usize::from(count > 0)).to_string());
    let slider = slider.maybe("aria-valuetext", text).class("slider");
    slider.on_key(onkeydown).on_click(onclick).holds(drawing);
}

fn zoom(pen: &mut Pen, props: &Props<'_>) {
    pen.tag("div").class("zooms").holds(|pen| {
        for (closer, sign, word) in [(true, "+", Word::AxisIn), (false, "−", Word::AxisOut)] {
            let (act, label) = (props.act.clone(), named(&props.scene.locale, word));
            let button = pen.button("zoom", move |_| act.emit(Action::Zoom(closer)));
            button.set("title", label.clone()).set("aria-label", label).holds(|pen| pen.sign(sign));
        }
    });
}
