//! The views as static HTML, rendered natively: readers get it before any script has run, and where none
//! ever runs. With the feature `cli` also the forms made from it: a fragment and line breaks.

#[cfg(feature = "cli")]
pub(crate) mod escape;
#[cfg(feature = "cli")]
mod fragment;
#[cfg(feature = "cli")]
mod html_tree;
#[cfg(feature = "cli")]
pub mod line_breaks;

use std::rc::Rc;

use yew::LocalServerRenderer;

use crate::story::{Lang, Story};
use crate::view::{Explainer, ExplainerProps, Options, Part};

#[cfg(feature = "cli")]
pub use fragment::fragment;

/// The options of a rendering.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The language.
    pub lang: Lang,
    /// Timeline, chart or both.
    pub part: Part,
    /// Level of the headline.
    pub heading_level: u8,
    /// Where the other languages are: `ai-rivalry.{lang}.html`.
    pub languages_at: Option<&'a str>,
}

/// The story as one HTML element, complete, without script or inline style.
///
/// ```
/// use std::rc::Rc;
/// use explainer::render::{Page, html};
/// use explainer::story::{Lang, Story};
/// use explainer::view::Part;
///
/// let json = r#"{
///     "format": 1, "id": "first", "languages": ["en"], "as_of": "2026-01-31",
///     "title": { "en": "A beginning" }, "summary": { "en": "Two sentences." },
///     "sources": [{
///         "id": "minutes", "publisher": "Museum", "title": "Minutes", "lang": "en", "tier": "primary"
///     }],
///     "events": [{
///         "id": "founding", "date": "2015-12-11", "title": { "en": "The founding" },
///         "status": "established", "sources": ["minutes"]
///     }]
/// }"#;
/// let story = Rc::new(Story::read(json.as_bytes()).story.unwrap());
/// let page = Page {
///     lang: Lang::english(),
///     part: Part::All,
///     heading_level: 2,
///     languages_at: None,
/// };
/// let html = html(story, &page);
/// assert!(html.starts_with("<div lang=\"en\"") && html.contains("The founding"));
/// ```
pub fn html(story: Rc<Story>, page: &Page<'_>) -> String {
    let options = Rc::new(Options {
        lang: page.lang,
        part: page.part,
        heading_level: page.heading_level,
        event: None,
        asked_for: false,
        languages_at: page.languages_at.map(|at| at.to_owned().into()),
        live: false,
    });
    let props = ExplainerProps {
        story,
        options,
        report: yew::Callback::noop(),
        render_limit: None,
    };
    let renderer = LocalServerRenderer::<Explainer>::with_props(props).hydratable(false);
    // Nothing in the views waits, so the future is ready when it is first asked.
    futures_executor::block_on(renderer.render())
}
