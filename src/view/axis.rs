//! The map beside the timeline: years in true time, a dot an event, the reader's place a larger dot. One
//! slider for keyboard and screen reader; a tap anywhere goes to the nearest event.

use yew::{Html, KeyboardEvent, MouseEvent, html};

use crate::layout::{Axis, Dot, Spacing, Tick};
use crate::locale::Word;
use crate::story::{Event, Story};

use super::facts::plain;
use super::prose::named;
use super::sight::{Shown, nearest};
use super::state::Action;
use super::{Act, Scene};

pub(super) struct Props {
    pub(super) scene: Scene,
    pub(super) shown: Shown,
    pub(super) reading: Option<usize>,
    pub(super) spacing: Spacing,
    pub(super) zoom: u8,
    pub(super) act: Act,
}

/// Labels on the axis at most.
const TICKS: usize = 14;

pub(super) fn axis_map(props: &Props) -> Html {
    let scene = &props.scene;
    let story = &*scene.story;
    let events = || props.shown.iter().filter_map(|index| story.document().events.get(*index));
    let whole = Axis::new(events(), &story.document().as_of, props.spacing);
    let place = props.reading.and_then(|reading| props.shown.iter().position(|index| *index == reading));
    let around = place.and_then(|place| nth(story, &props.shown, place)).map(|event| event.date.anchor());
    let axis = whole.zoomed(around.unwrap_or_else(|| whole.scale().ends().1), f64::from(props.zoom));
    let ticks = if props.spacing == Spacing::Time { axis.scale().ticks(TICKS) } else { Vec::new() };
    let here = place.and_then(|place| Some((place, nth(story, &props.shown, place)?)));
    let drawing = html! {
        <svg class="map" aria-hidden="true">
            <line class="rail" x1="70%" x2="70%" y1="0" y2="100%" />
            { for ticks.iter().map(|it| tick(scene, it)) }
            { for axis.dots(events()).iter().map(|dot| mark(scene, &props.shown, dot)) }
            if let Some((place, event)) = here {
                <circle class="here" cx="70%" cy={percent(axis.place(place, event))} r="6" />
            }
        </svg>
    };
    if !scene.options.live {
        return html! { <div class="axis" part="axis">{ drawing }</div> };
    }
    html! {
        <div class="axis" part="axis">
            { slider(props, axis, place, drawing) }
            { zoom(props) }
        </div>
    }
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

fn tick(scene: &Scene, tick: &Tick) -> Html {
    let y = percent(tick.place);
    html! {
        <>
            <line class="tick" x1="62%" x2="70%" y1={y.clone()} y2={y.clone()} />
            <text x="56%" {y} dy=".35em" text-anchor="end">{ scene.locale.tick(&tick.moment) }</text>
        </>
    }
}

/// A dot, or the stretch that a wide date covers. On the static page a dot is a link for the pointer; the
/// keyboard has the headings.
fn mark(scene: &Scene, shown: &Shown, dot: &Dot) -> Html {
    let y = percent(dot.place);
    let class = if dot.count > 1 { "dot many" } else { "dot" };
    let shape = html! {
        <>
            if dot.span.0 < dot.span.1 {
                <line class="stretch" x1="70%" x2="70%" y1={percent(dot.span.0)} y2={percent(dot.span.1)} />
            }
            <circle {class} cx="70%" cy={y} r="3.5" />
        </>
    };
    let event = nth(&scene.story, shown, dot.first).filter(|_| !scene.options.live);
    match event {
        Some(event) => html! { <a href={format!("#{}", event.id)} tabindex="-1">{ shape }</a> },
        None => shape,
    }
}

fn slider(props: &Props, axis: Axis, place: Option<usize>, drawing: Html) -> Html {
    let scene = &props.scene;
    let count = props.shown.len();
    let now = place.map_or(0, |place| place + 1);
    let text = place.and_then(|place| nth(&scene.story, &props.shown, place)).map(|event| {
        let (lang, date) = (scene.locale.lang(), scene.locale.date(&event.date));
        format!("{date} {}", plain(&event.title, lang))
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
    html! {
        <div
            class="slider"
            role="slider"
            tabindex="0"
            aria-label={named(&scene.locale, Word::Axis)}
            aria-orientation="vertical"
            aria-valuemin={if count == 0 { "0" } else { "1" }}
            aria-valuemax={count.to_string()}
            aria-valuenow={now.max(usize::from(count > 0)).to_string()}
            aria-valuetext={text}
            {onkeydown}
            {onclick}
        >
            { drawing }
        </div>
    }
}

fn zoom(props: &Props) -> Html {
    let button = |closer: bool, sign: &'static str, word: Word| {
        let onclick = props.act.reform(move |_: MouseEvent| Action::Zoom(closer));
        let label = props.scene.locale.word(word).to_owned();
        html! { <button type="button" class="zoom" title={label.clone()} aria-label={label} {onclick}>{ sign }</button> }
    };
    html! {
        <div class="zooms">
            { button(true, "+", Word::AxisIn) }
            { button(false, "−", Word::AxisOut) }
        </div>
    }
}
