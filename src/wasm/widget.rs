//! The widget program: it receives options and sends reports. The element itself is JavaScript, so
//! that it exists before this code has loaded; see `static/element/explainer.js`.
//!
//! A [`Widget`] is a Yew root that shows one story or none. Yew never removes the listeners of a
//! root, so scripts keep an unused widget for the next element.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::{AppHandle, Callback, Component, Context, Html, Properties, Renderer};

use crate::story::{Lang, Story};
use crate::view::{Explainer, ExplainerProps, Options, Part, Report};
use yew_builder::HtmlBuilder;

/// A story, ready to be shown.
#[wasm_bindgen]
#[derive(Debug)]
pub struct OpenStory {
    story: Rc<Story>,
    /// The packed story, if texts are to come.
    packed: Vec<u8>,
    /// The texts that came in files of their own.
    texts: Vec<(Lang, Vec<u8>)>,
}

/// Opens a packed story; `None` if the bytes are damaged or of another version.
#[wasm_bindgen]
pub fn open(packed: Vec<u8>) -> Option<OpenStory> {
    let story = Story::unpack(&packed, &[])?;
    Some(OpenStory {
        // A long story is not in the memory twice.
        packed: if story.is_whole() { Vec::new() } else { packed },
        story: Rc::new(story),
        texts: Vec::new(),
    })
}

#[wasm_bindgen]
impl OpenStory {
    /// Adds the texts of a language. Returns false if they are damaged or of another version; the
    /// story is as before then.
    pub fn add(&mut self, lang: &str, texts: Vec<u8>) -> bool {
        self.texts
            .extend(Lang::trusted(lang).map(|lang| (lang, texts)));
        let Some(story) = Story::unpack(&self.packed, &self.texts) else {
            self.texts.pop();
            return false;
        };
        self.story = Rc::new(story.completing(&self.story));
        true
    }

    /// Returns true if the texts of this language have not come yet.
    pub fn awaits(&self, lang: &str) -> bool {
        Lang::trusted(lang).is_some_and(|lang| self.story.awaits(lang))
    }

    /// Returns the story's language for the first of the wanted ones that it has; its first
    /// language if it has none.
    pub fn language(&self, wanted: Vec<String>) -> String {
        let suited = wanted
            .iter()
            .find_map(|wanted| self.story.language_for(wanted));
        suited
            .unwrap_or_else(|| self.story.first_language())
            .to_string()
    }

    /// Returns true if the story has an event with this id.
    pub fn has(&self, event: &str) -> bool {
        self.story.event_index(event).is_some()
    }
}

/// A Yew root in the page that shows a story or none.
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
    /// Makes a widget in an element, which it keeps. Calls `notify` with `(kind, value, text)` of
    /// each report.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Element, notify: js_sys::Function) -> Widget {
        let app = Renderer::<Stage>::with_root(root).render();
        let report = Callback::from(move |report| send(&notify, report));
        Widget {
            app,
            report,
            shown: None,
            render_limit: None,
        }
    }

    /// Shows a story, or the same story with other options, which keeps the reader's state as far
    /// as possible. `twin` is the static story in the page, if it has the same language and level
    /// of headings.
    #[expect(
        clippy::too_many_arguments,
        reason = "an object would cost more bytes on both sides"
    )]
    pub fn show(
        &mut self,
        story: &OpenStory,
        lang: &str,
        part: &str,
        heading_level: u8,
        event: Option<String>,
        asked_for: bool,
        fold: bool,
        boxed: bool,
        images_at: String,
        twin: Option<Element>,
    ) {
        let story = Rc::clone(&story.story);
        let options = Rc::new(Options {
            lang: story
                .language_for(lang)
                .unwrap_or_else(|| story.first_language()),
            part: part_named(part),
            heading_level: heading_level.clamp(1, 6),
            event: event.and_then(|id| id.parse().ok()),
            asked_for,
            fold,
            boxed,
            languages_at: None,
            images_at: images_at.into(),
            live: true,
            twin,
        });
        self.shown = Some(ExplainerProps {
            story,
            options,
            report: self.report.clone(),
            render_limit: self.render_limit,
        });
        self.update();
    }

    /// Limits the number of events that are drawn; `None` draws all, and means that the widget is
    /// in the page. Returns true if the whole story is drawn.
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

    /// Removes the story, with all its timers and observers.
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

/// The root component: an explainer or nothing.
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

fn send(notify: &js_sys::Function, report: Report) {
    let (kind, value, text) = match report {
        Report::Selected(id) => ("select", id.to_string(), String::new()),
        Report::Drawn => ("drawn", String::new(), String::new()),
        Report::Language(lang) => ("language", lang.to_string(), String::new()),
        Report::Share(id) => ("share", id.to_string(), String::new()),
        Report::Download { kind, text } => ("download", kind.to_owned(), text),
    };
    // An exception of a host's listener is in the console; the widget continues.
    drop(notify.call3(&JsValue::NULL, &kind.into(), &value.into(), &text.into()));
}
