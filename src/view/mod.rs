//! The views, one component a file, the same natively and in the browser. A view derives everything
//! from the story, the reader's [`State`](crate::model::state::State) and the language; it stores
//! nothing that can be derived.

mod actor_mark;
mod axis;
mod bar_group;
mod chart_panel;
mod dom;
mod end_matter;
mod event_card;
mod explainer;
mod figure;
mod head;
mod memo;
mod mini_chart;
pub mod parts;
mod scrubber;
mod shapes;
mod text;
mod timeline;
mod toolbar;
mod twin;

use std::rc::Rc;

use yew::{AttrValue, Callback};

use crate::locale::Locale;
use crate::model::state::Action;
use crate::story::{Id, Lang, Story};
use yew_builder::{Element, HtmlBuilder};

pub use explainer::{Explainer, ExplainerProps};

/// The options of the widget: everything that a host may set, and nothing that a reader does.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an attribute of the element or says where it is shown"
)]
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The language, one of the story's.
    pub lang: Lang,
    /// Timeline, chart or both.
    pub part: Part,
    /// The level of the headline, 1 to 6; headings below it have the next levels.
    pub heading_level: u8,
    /// The event to open.
    pub event: Option<Id>,
    /// True if the reader asked for that event, by the page's address, so that page and focus go to
    /// it.
    pub asked_for: bool,
    /// The address of the story in another language, for static pages: `ai-rivalry.{lang}.html`.
    pub languages_at: Option<AttrValue>,
    /// The folder of the story's images, with `/` at its end; empty for that of the page.
    pub images_at: AttrValue,
    /// True if the story begins with its key events alone, and a control shows all.
    pub fold: bool,
    /// True if the story scrolls inside its element, not with the page.
    pub boxed: bool,
    /// True if a reader can act: false for the static page.
    pub live: bool,
    /// The static story in the page, if it has the same language and level of headings: parts of
    /// it are copied instead of drawn.
    pub twin: Option<web_sys::Element>,
}

/// The part of the story that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Timeline and chart.
    #[default]
    All,
    /// The timeline alone.
    Timeline,
    /// The chart alone.
    Chart,
}

/// Reports to the host.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// The reader opened an event.
    Selected(Id),
    /// The program has drawn the last change.
    Drawn,
    /// The reader chose a language. The story awaits its texts, or is shown in it now.
    Language(Lang),
    /// The reader shares an event's address.
    Share(Id),
    /// The reader downloads the chart as a file.
    Download {
        /// `csv`, `json`, `svg` or `png`; for pictures the host makes the file from what is shown.
        kind: &'static str,
        /// The content of the file; for pictures, the text below them.
        text: String,
    },
}

/// Everything that all views need: the story, the reader's locale, the options.
#[derive(Clone, Debug)]
pub struct Scene {
    story: Rc<Story>,
    locale: Locale,
    options: Rc<Options>,
    report: Callback<Report>,
}

impl Scene {
    /// Returns true if cards and end matter look the same in both scenes.
    fn shows_like(&self, other: &Scene) -> bool {
        let (mine, others) = (&*self.options, &*other.options);
        self.locale == other.locale
            && (mine.heading_level, mine.fold, &mine.images_at)
                == (others.heading_level, others.fold, &others.images_at)
    }

    /// Writes a heading `below` levels under the headline: an `h3`.
    fn heading(
        &self,
        html: &mut HtmlBuilder,
        below: u8,
        class: &'static str,
        write: impl FnOnce(&mut HtmlBuilder),
    ) {
        self.heading_tag(html, below, class).children(write);
    }

    /// Opens the element of a heading.
    fn heading_tag<'h>(
        &self,
        html: &'h mut HtmlBuilder,
        below: u8,
        class: &'static str,
    ) -> Element<'h> {
        let tag = match self.options.heading_level + below {
            0 | 1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        };
        let part = (below == 0).then_some("headline".into());
        html.element(tag).attr_opt("part", part).class(class)
    }
}

/// Views are drawn again if the language, the story or the options change. The locale compares the
/// story, by its address; the callback is the same for as long as the widget exists.
impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        self.locale == other.locale && self.options == other.options
    }
}

/// Dispatches an action of the reader.
type Dispatch = Callback<Action>;
