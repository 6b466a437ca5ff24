//! Static stories: the views rendered natively to HTML, for readers before any script has run and
//! for those without scripts. The command also makes fragments from them.

#[cfg(feature = "convert")]
pub(crate) mod escape;
#[cfg(feature = "convert")]
mod fragment;
#[cfg(feature = "convert")]
mod html_tree;
#[cfg(feature = "convert")]
pub mod line_breaks;

use std::rc::Rc;

use yew::LocalServerRenderer;

use crate::story::{Lang, Story};
use crate::view::{Explainer, ExplainerProps, Options, Part};

#[cfg(feature = "convert")]
pub use fragment::{drawn_fragment, fragment};

/// The options of a static story.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The language.
    pub lang: Lang,
    /// Timeline, chart or both.
    pub part: Part,
    /// True if the story begins with its key events alone, and a control shows all.
    pub fold: bool,
    /// The level of the headline, 1 to 6.
    pub heading_level: u8,
    /// The address of the story in another language, with a placeholder: `ai-rivalry.{lang}.html`.
    pub languages_at: Option<&'a str>,
    /// The folder of the story's images, with `/` at its end; empty for that of the page.
    pub images_at: &'a str,
}

impl Page<'_> {
    /// Returns the options of the whole story in a language, below a headline of the page, with
    /// the images in the page's folder.
    pub fn new(lang: Lang) -> Self {
        Page {
            lang,
            part: Part::All,
            fold: false,
            heading_level: 2,
            languages_at: None,
            images_at: "",
        }
    }
}

/// Renders a story as one HTML element, complete, without scripts and inline styles.
///
/// ```
/// use std::rc::Rc;
/// use explainer::render::{Page, html};
/// use explainer::story::{Lang, Story};
///
/// let json = r#"{
///     "format": 1, "id": "first", "languages": ["en"], "as_of": "2026-01-31",
///     "title": { "en": "A beginning" }, "summary": { "en": "Two sentences." },
///     "sources": [{
///         "id": "minutes", "publisher": "Museum", "title": "Minutes",
///         "lang": "en", "tier": "primary"
///     }],
///     "events": [{
///         "id": "founding", "date": "2015-12-11", "title": { "en": "The founding" },
///         "status": "established", "sources": ["minutes"]
///     }]
/// }"#;
/// let story = Rc::new(Story::read(json.as_bytes()).story.unwrap());
/// let html = html(story, &Page::new(Lang::english()));
/// assert!(html.starts_with("<div lang=\"en\"") && html.contains("The founding"));
/// ```
pub fn html(story: Rc<Story>, page: &Page<'_>) -> String {
    // The views do not wait for anything, so the future is ready at its first poll.
    futures_executor::block_on(drawn(story, page))
}

/// Renders a story as [`html`] does, for callers that must not block: the programs of a browser.
pub async fn drawn(story: Rc<Story>, page: &Page<'_>) -> String {
    let options = Rc::new(Options {
        lang: page.lang,
        part: page.part,
        fold: page.fold,
        boxed: false,
        heading_level: page.heading_level,
        event: None,
        asked_for: false,
        languages_at: page.languages_at.map(|at| at.to_owned().into()),
        images_at: page.images_at.to_owned().into(),
        live: false,
        twin: None,
    });
    let props = ExplainerProps {
        story,
        options,
        report: yew::Callback::noop(),
        render_limit: None,
    };
    let renderer = LocalServerRenderer::<Explainer>::with_props(props).hydratable(false);
    renderer.render().await
}
