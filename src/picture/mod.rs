//! A story as a picture that needs nothing else: for social cards, newsletters and print. The chart
//! comes from the same facts and the same shapes as the chart on the page, so both say the same. A
//! story without a chart shows its first and last events instead.

mod article;
mod bars;
mod card;
mod events;
mod lines;
mod palette;
#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
mod png;
mod sheet;

use std::rc::Rc;

use crate::chart::{Bar, Drawing, draw};
use crate::locale::Locale;
use crate::model::download::cite;
use crate::model::facts::{Facts, LabelledBlock};
use crate::render::line_breaks::Phrases;
use crate::story::{Chart, Lang, LocalizedText, Story};

#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
pub use png::{Fonts, png};

/// A picture as PNG.
#[derive(Debug)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// A sentence about emoji and symbols that are left out; `None` if there are none.
    pub left_out: Option<String>,
}

/// The size of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 1200 by 630 pixels, for links on social sites.
    Card,
    /// 720 pixels wide and as high as needed: the chart with everything that explains it.
    Article,
}

impl Size {
    /// Width and height of a card.
    pub const CARD: (u32, u32) = (1200, 630);
}

/// Returns the picture of a story in one of its languages, as SVG.
///
/// ```
/// use std::rc::Rc;
/// use explainer::picture::{Size, svg};
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
/// let svg = svg(&story, Lang::english(), Size::Card);
/// assert!(svg.starts_with("<svg") && svg.contains("A beginning"));
/// ```
pub fn svg(story: &Rc<Story>, lang: Lang, size: Size) -> String {
    chart_svg(story, lang, size, story.document().charts.first())
}

/// Returns a picture like [`svg`], with this chart of the story instead of its first; with the
/// events for `None`.
pub fn chart_svg(story: &Rc<Story>, lang: Lang, size: Size, chart: Option<&Chart>) -> String {
    let scene = Scene::new(story, lang, chart);
    match size {
        Size::Card => card::draw(&scene),
        Size::Article => article::draw(&scene),
    }
}

/// The content of a picture, in one language.
struct Scene {
    locale: Locale,
    story: Rc<Story>,
    chart: Option<ChartContent>,
    phrases: Phrases,
}

/// A chart of the story, on the story's last day.
struct ChartContent {
    title: String,
    day: String,
    /// The amounts in a sentence.
    sum: String,
    blocks: Vec<BlockContent>,
    /// The magnified block; not for cards.
    inset: Option<BlockContent>,
    /// Paragraphs; the first may be empty.
    legend: Vec<String>,
}

/// A block of bars.
struct BlockContent {
    label: String,
    bars: Vec<Bar>,
    drawing: Drawing,
    /// The number of smaller bars that are left out, and the words for it; may be 0 and empty.
    rest: (usize, String),
}

impl Scene {
    fn new(story: &Rc<Story>, lang: Lang, chart: Option<&Chart>) -> Self {
        let mut scene = Scene {
            locale: Locale::new(lang, Rc::clone(story)),
            story: Rc::clone(story),
            chart: None,
            phrases: Phrases::new(),
        };
        scene.chart = chart.map(|it| scene.content(it));
        scene
    }

    fn content(&self, chart: &Chart) -> ChartContent {
        let facts = self.facts();
        let day = self.story.document().as_of.end_exclusive();
        let panels = facts.panels(chart, day);
        let scale = facts.scale(chart);
        let blocks = facts.blocks(&panels, scale, None, &[]);
        let inset = facts.inset(&panels, scale);
        let legend = facts.legend(&panels, chart);
        let notes = legend
            .notes
            .into_iter()
            .flat_map(|note| self.paragraphs(note));
        ChartContent {
            title: self.text(&chart.title),
            day: self.marked(self.lang(), &self.locale.day(day.previous())),
            sum: self.marked(self.lang(), &facts.summary(&panels)),
            blocks: blocks.into_iter().map(|it| self.block(it)).collect(),
            inset: inset.map(|it| self.block(it)),
            legend: std::iter::once(self.marked(self.lang(), &legend.marks))
                .chain(notes)
                .collect(),
        }
    }

    fn block(&self, it: LabelledBlock) -> BlockContent {
        let name = self.marked(self.lang(), &it.label);
        let label = match it.remark {
            Some(remark) => format!("{name} · {}", self.locale.text(remark)),
            None => name,
        };
        let rest = it.rest.map(|rest| (rest.actors.len(), rest.label));
        BlockContent {
            label,
            rest: rest.unwrap_or_default(),
            drawing: draw(&it.block, it.max, true, self.lang().is_rtl()),
            bars: it.block.bars,
        }
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            story: &self.story,
            locale: &self.locale,
        }
    }

    fn lang(&self) -> Lang {
        self.locale.lang()
    }

    /// Returns a text of the story, with marks where its lines should break.
    fn text(&self, text: &LocalizedText) -> String {
        text.get(self.lang())
            .map_or_else(String::new, |(lang, text)| self.marked(lang, text.trim()))
    }

    /// Returns the paragraphs of a text, with the same marks.
    fn paragraphs(&self, text: &LocalizedText) -> Vec<String> {
        let Some((lang, text)) = text.get(self.lang()) else {
            return Vec::new();
        };
        let lines = text.split('\n').map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(|line| self.marked(lang, line))
            .collect()
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

    /// Returns the day of the edition and the numbers of events and sources. Each stays on one
    /// line.
    fn standing(&self) -> Vec<String> {
        let [as_of, events, sources, _] = self.facts().edition();
        [as_of, events, sources]
            .map(|fact| fact.replace(' ', "\u{a0}"))
            .into()
    }

    /// Returns the line by which the story is cited; `None` if the story names no publisher.
    fn cited(&self) -> Option<String> {
        self.story.document().credit.as_ref()?;
        Some(self.marked(self.lang(), &cite(&self.story, &self.locale)))
    }

    /// Returns the name of the publisher.
    fn publisher(&self) -> Option<String> {
        self.story
            .document()
            .credit
            .as_ref()
            .map(|credit| credit.name.plain(self.lang()))
    }

    /// Returns the distance between lines, in ems; more in Japanese and Chinese.
    fn lead(&self) -> f64 {
        if self.lang().is_cjk() { 1.6 } else { 1.45 }
    }

    /// Returns the title and the description of the picture, for readers who cannot see it.
    fn in_words(&self) -> (String, String) {
        let document = self.story.document();
        let description = match document.charts.first() {
            Some(chart) => {
                let facts = self.facts();
                facts.summary(&facts.panels(chart, document.as_of.end_exclusive()))
            }
            None => document.summary.plain(self.lang()),
        };
        (document.title.plain(self.lang()), description)
    }
}
