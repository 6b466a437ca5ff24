//! The element's Rust side: options in, events out, mount, update. The element itself is JavaScript, so
//! that it exists before this code arrives; see `static/explainer.js`.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::{AppHandle, Callback, Renderer};

use crate::story::{Problem, Severity, Story};
use crate::view::{Explainer, ExplainerProps, Options, Part, Report};

/// A living explainer inside one element.
#[wasm_bindgen]
pub struct Widget {
    app: Option<AppHandle<Explainer>>,
    props: ExplainerProps,
}

impl std::fmt::Debug for Widget {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Widget").finish_non_exhaustive()
    }
}

/// A story that was read: whole, or refused with the reasons.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Reading {
    story: Option<Rc<Story>>,
    problems: Vec<Problem>,
}

/// Reads and checks a story.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> Reading {
    let crate::story::Reading { story, problems } = Story::read(bytes);
    Reading { story: story.map(Rc::new), problems }
}

#[wasm_bindgen]
impl Reading {
    /// Whether the story can be shown.
    #[wasm_bindgen(getter)]
    pub fn ok(&self) -> bool {
        self.story.is_some()
    }

    /// Every problem as a line of text; errors only if `errors`.
    pub fn problems(&self, errors: bool) -> Vec<String> {
        let told = self.problems.iter().filter(|problem| !errors || problem.severity == Severity::Error);
        told.map(ToString::to_string).collect()
    }

    /// The story's language that suits the first of the wanted ones, the first language otherwise.
    pub fn language(&self, wanted: Vec<String>) -> Option<String> {
        let story = self.story.as_ref()?;
        let suited = wanted.iter().find_map(|wanted| story.language_for(wanted));
        Some(suited.unwrap_or_else(|| story.first_language()).to_string())
    }
}

#[wasm_bindgen]
impl Widget {
    /// Draws a story into an element. `notify` hears `(kind, value, …)` of what the reader does.
    ///
    /// Nothing is drawn and nothing returned for a refused story.
    pub fn mount(
        root: Element,
        reading: &Reading,
        lang: &str,
        part: &str,
        heading_level: u8,
        event: Option<String>,
        notify: js_sys::Function,
    ) -> Option<Widget> {
        let story = Rc::clone(reading.story.as_ref()?);
        let options = options(&story, lang, part, heading_level, event);
        let report = Callback::from(move |report| tell(&notify, report));
        let props = ExplainerProps { story, options: Rc::new(options), report };
        let app = Renderer::<Explainer>::with_root_and_props(root, props.clone()).render();
        Some(Widget { app: Some(app), props })
    }

    /// Shows the same or another story with other options; what the reader did stays as far as it fits.
    pub fn update(
        &mut self,
        reading: Option<Reading>,
        lang: &str,
        part: &str,
        heading_level: u8,
        event: Option<String>,
    ) {
        if let Some(story) = reading.and_then(|reading| reading.story) {
            self.props.story = story;
        }
        self.props.options = Rc::new(options(&self.props.story, lang, part, heading_level, event));
        if let Some(app) = &mut self.app {
            app.update(self.props.clone());
        }
    }

    /// Takes the widget out of its element, for good.
    pub fn destroy(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }
}

fn options(story: &Story, lang: &str, part: &str, heading_level: u8, event: Option<String>) -> Options {
    Options {
        lang: story.language_for(lang).unwrap_or_else(|| story.first_language()),
        part: match part {
            "timeline" => Part::Timeline,
            "chart" => Part::Chart,
            _ => Part::All,
        },
        heading_level: heading_level.clamp(1, 6),
        event: event.and_then(|id| id.parse().ok()),
        languages_at: None,
        live: true,
    }
}

fn tell(notify: &js_sys::Function, report: Report) {
    let (kind, value) = match report {
        Report::Selected(id) => ("select", id.to_string()),
        Report::Language(lang) => ("language", lang.to_string()),
        Report::Share(id) => ("share", id.to_string()),
        Report::Take { kind, .. } => ("take", kind.to_owned()),
    };
    // A host whose listener throws hears of it in its own console; the widget goes on.
    drop(notify.call2(&JsValue::NULL, &kind.into(), &value.into()));
}
