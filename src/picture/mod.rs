//! A story as a picture: for social cards, newsletters and print. Title, day, bars and legend come from the
//! static page, so that both agree. A story without a chart shows its first and last events.

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
use crate::story::{Lang, LocalizedText, Story};
use crate::view::Part;

use crate::render::html_tree::Element;
use crate::render::line_breaks::Phrases;
use crate::render::{Page, html};

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

/// The content of a picture.
struct Scene {
    locale: Locale,
    story: Rc<Story>,
    /// The static page, without the timeline.
    page: Element,
    phrases: Phrases,
}

impl Scene {
    fn new(story: &Rc<Story>, lang: Lang) -> Self {
        let page = Page {
            lang,
            part: Part::Chart,
            heading_level: 2,
            languages_at: None,
        };
        let page = Element::parse(&html(Rc::clone(story), &page));
        let locale = Locale::new(lang, Rc::clone(story));
        Scene {
            locale,
            story: Rc::clone(story),
            page,
            phrases: Phrases::new(),
        }
    }

    fn lang(&self) -> Lang {
        self.locale.lang()
    }

    /// A text of the story, with marks where its lines should break.
    fn text(&self, text: &LocalizedText) -> String {
        text.get(self.lang())
            .map_or_else(String::new, |(lang, text)| self.marked(lang, text))
    }

    /// Returns the text of an element of the page.
    fn said(&self, element: &Element) -> String {
        self.marked(self.lang(), &element.text())
    }

    fn marked(&self, lang: Lang, text: &str) -> String {
        self.phrases
            .mark(lang, text)
            .unwrap_or_else(|| text.to_owned())
    }

    fn headline(&self) -> String {
        self.text(&self.story.document().title)
    }

    fn summary(&self) -> String {
        self.text(&self.story.document().summary)
    }

    fn chart(&self) -> Option<&Element> {
        self.page.first("ex-chart")
    }

    /// Returns the text of the first element of a class in the chart.
    fn of_chart(&self, class: &str) -> String {
        self.chart()
            .and_then(|chart| chart.first(class))
            .map(|found| self.said(found))
            .unwrap_or_default()
    }

    /// The name of a block of bars, and that it shares the scale of the others.
    fn measure(&self, block: &Element) -> String {
        let Some(measure) = block.first("ex-measure") else {
            return String::new();
        };
        let aside = measure
            .elements()
            .map(Element::text)
            .find(|text| !text.is_empty());
        let all = measure.text();
        let name = all
            .strip_suffix(aside.as_deref().unwrap_or_default())
            .unwrap_or(&all)
            .trim_end();
        let name = self.marked(self.lang(), name);
        aside.map_or(name.clone(), |aside| format!("{name} · {aside}"))
    }

    /// The as-of date and the counts of events and sources, from the page's facts line.
    fn standing(&self) -> Vec<String> {
        let facts = self.page.first("ex-facts");
        let facts = facts.into_iter().flat_map(Element::elements).take(3);
        // Each stays whole.
        facts
            .map(|fact| fact.text().replace(' ', "\u{a0}"))
            .collect()
    }

    /// The publisher.
    fn publisher(&self) -> Option<String> {
        self.story
            .document()
            .credit
            .as_ref()
            .map(|credit| credit.name.plain(self.lang()))
    }

    /// Lines of Japanese stand further apart.
    fn lead(&self) -> f64 {
        if self.lang().is_cjk() { 1.6 } else { 1.45 }
    }

    /// The text alternative of the picture.
    fn in_words(&self) -> (String, String) {
        let document = self.story.document();
        let sum = self
            .chart()
            .and_then(|chart| chart.first("ex-sum"))
            .map(Element::text);
        (
            document.title.plain(self.lang()),
            sum.unwrap_or_else(|| document.summary.plain(self.lang())),
        )
    }
}
