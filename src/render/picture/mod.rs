//! A story as a picture that stands by itself: for social cards, newsletters and print. What it says of the chart it
//! takes from the static page, so both say the same: title, day, bars, legend. Where a story has no chart, its first
//! and last events stand instead.

mod article;
mod bars;
mod card;
mod events;
mod lines;
mod palette;
mod png;
mod sheet;

use std::rc::Rc;

use crate::locale::Locale;
use crate::story::{Lang, Story, Text};
use crate::view::Part;

use super::tree::Element;
use super::{Page, html};

pub use png::png;

/// How large a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 1200 by 630, as links are shown on social sites.
    Card,
    /// 720 wide and as high as needed: the chart with all that must be known to read it.
    Article,
}

impl Size {
    /// Width and height of a card.
    pub const CARD: (u32, u32) = (1200, 630);
}

/// The picture of a story in one of its languages, as SVG.
pub fn svg(story: &Rc<Story>, lang: Lang, size: Size) -> String {
    let scene = Scene::new(story, lang);
    match size {
        Size::Card => card::draw(&scene),
        Size::Article => article::draw(&scene),
    }
}

/// A text in one language as a string without break marks.
pub(super) fn plain(text: &Text, lang: Lang) -> String {
    marked(text, lang).replace('\u{200b}', "")
}

/// A text in one language with its break marks.
fn marked(text: &Text, lang: Lang) -> &str {
    text.get(lang).map_or("", |(_, text)| &**text)
}

/// What pictures show of a story.
struct Scene {
    locale: Locale,
    story: Rc<Story>,
    /// The static page, without the timeline.
    page: Element,
}

impl Scene {
    fn new(story: &Rc<Story>, lang: Lang) -> Self {
        let page = Page { lang, part: Part::Chart, heading_level: 2, languages_at: None };
        let page = Element::parse(&html(Rc::clone(story), &page));
        Scene { locale: Locale::new(lang, Rc::clone(story)), story: Rc::clone(story), page }
    }

    fn lang(&self) -> Lang {
        self.locale.lang()
    }

    fn headline(&self) -> &str {
        marked(&self.story.document().title, self.lang())
    }

    fn summary(&self) -> &str {
        marked(&self.story.document().summary, self.lang())
    }

    fn chart(&self) -> Option<&Element> {
        self.page.first("chart")
    }

    /// What stands in the first element of a class, in the chart.
    fn of_chart(&self, class: &str) -> String {
        self.chart().and_then(|chart| chart.first(class)).map(Element::text).unwrap_or_default()
    }

    /// Of which day it is, and on how much it rests: the first words of the page's own line.
    fn standing(&self) -> Vec<String> {
        let facts = self.page.first("facts");
        facts.into_iter().flat_map(Element::elements).take(3).map(Element::text).collect()
    }

    /// Who publishes it.
    fn publisher(&self) -> Option<String> {
        self.story.document().credit.as_ref().map(|credit| plain(&credit.name, self.lang()))
    }

    /// Lines of Japanese stand further apart.
    fn lead(&self) -> f64 {
        if self.lang().is_cjk() { 1.6 } else { 1.45 }
    }

    /// What the picture shows, for whoever does not see it.
    fn description(&self) -> String {
        let sum = self.of_chart("sum");
        if sum.is_empty() { self.summary().replace('\u{200b}', "") } else { sum }
    }
}
