//! The Rust side of the element: options in, reports out. The element itself is JavaScript, so that it
//! exists before this code arrives; see `static/element/explainer.js`.
//!
//! A [`Widget`] is a root of Yew's that shows one story at a time or none. Yew never removes the listeners of
//! a root, so a widget that is no longer needed is used for the next story.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::{AppHandle, Callback, Component, Context, Html, Properties, Renderer};

use crate::story::Story;
use crate::view::{Explainer, ExplainerProps, Options, Part, Report};
use yew_builder::HtmlBuilder;

/// A story that can be shown.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Reading {
    story: Rc<Story>,
}

/// Opens a packed story; nothing if the bytes are damaged or of another version.
#[wasm_bindgen]
pub fn open(packed: &[u8]) -> Option<Reading> {
    Story::unpack(packed).map(|story| Reading {
        story: Rc::new(story),
    })
}

#[wasm_bindgen]
impl Reading {
    /// The story's language that suits the first of the wanted ones, the first language otherwise.
    pub fn language(&self, wanted: Vec<String>) -> String {
        let suited = wanted
            .iter()
            .find_map(|wanted| self.story.language_for(wanted));
        suited
            .unwrap_or_else(|| self.story.first_language())
            .to_string()
    }

    /// Returns true if the story has an event of this id.
    pub fn has(&self, event: &str) -> bool {
        self.story.event_index(event).is_some()
    }
}

/// A place in the page where a story can live.
#[wasm_bindgen]
pub struct Widget {
    app: AppHandle<Stage>,
    report: Callback<Report>,
    shown: Option<ExplainerProps>,
    render_limit: Option<usize>,
}

impl std::fmt::Debug for Widget {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Widget").finish_non_exhaustive()
    }
}

#[wasm_bindgen]
impl Widget {
    /// Takes an element, for good; nothing is shown in it yet. `notify` hears `(kind, value, …)` of what the
    /// reader does.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Element, notify: js_sys::Function) -> Widget {
        let app = Renderer::<Stage>::with_root(root).render();
        let report = Callback::from(move |report| tell(&notify, report));
        Widget {
            app,
            report,
            shown: None,
            render_limit: None,
        }
    }

    /// Shows a story, or the same with other options: then what the reader did stays as far as it fits.
    pub fn show(
        &mut self,
        reading: &Reading,
        lang: &str,
        part: &str,
        heading_level: u8,
        event: Option<String>,
        asked_for: bool,
    ) {
        let story = Rc::clone(&reading.story);
        let options = Rc::new(Options {
            lang: story
                .language_for(lang)
                .unwrap_or_else(|| story.first_language()),
            part: part_named(part),
            heading_level: heading_level.clamp(1, 6),
            event: event.and_then(|id| id.parse().ok()),
            asked_for,
            languages_at: None,
            live: true,
        });
        self.shown = Some(ExplainerProps {
            story,
            options,
            report: self.report.clone(),
            render_limit: self.render_limit,
        });
        self.update();
    }

    /// Draws so many of a story's events, and no more until told; nothing: all of them, and the widget is in the
    /// page. True if that is the whole story.
    #[wasm_bindgen(js_name = renderLimit)]
    pub fn render_limit(&mut self, events: Option<usize>) -> bool {
        self.render_limit = events;
        let Some(shown) = &mut self.shown else {
            return false;
        };
        shown.render_limit = events;
        let whole = shown.is_whole();
        self.update();
        whole
    }

    /// Ends what is shown, with all its timers and observers.
    pub fn clear(&mut self) {
        self.shown = None;
        self.update();
    }

    fn update(&mut self) {
        self.app.update(StageProps {
            shown: self.shown.clone(),
        });
    }
}

/// The root component: an explainer, or nothing.
struct Stage;

#[derive(Clone, Default, PartialEq, Properties)]
struct StageProps {
    shown: Option<ExplainerProps>,
}

impl Component for Stage {
    type Message = ();
    type Properties = StageProps;

    fn create(_: &Context<Self>) -> Self {
        Stage
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        HtmlBuilder::render(|html| {
            if let Some(props) = ctx.props().shown.clone() {
                html.component::<Explainer>(props);
            }
        })
    }
}

fn part_named(name: &str) -> Part {
    match name {
        "timeline" => Part::Timeline,
        "chart" => Part::Chart,
        _ => Part::All,
    }
}

fn tell(notify: &js_sys::Function, report: Report) {
    let (kind, value, text) = match report {
        Report::Selected(id) => ("select", id.to_string(), String::new()),
        Report::Drawn => ("drawn", String::new(), String::new()),
        Report::Language(lang) => ("language", lang.to_string(), String::new()),
        Report::Share(id) => ("share", id.to_string(), String::new()),
        Report::Download { kind, text } => ("download", kind.to_owned(), text),
    };
    // A host whose listener throws hears of it in its own console; the widget goes on.
    drop(notify.call3(&JsValue::NULL, &kind.into(), &value.into(), &text.into()));
}
