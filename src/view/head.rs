//! The head: headline, summary, the day of which it holds, and what to know first.

use crate::locale::Word;
use crate::pen::Pen;
use crate::story::Point;

use super::Scene;
use super::event_card::citations;
use super::text::{inline, paragraphs, say};

pub(super) fn head(pen: &mut Pen, scene: &Scene) {
    let (locale, lang, document) = (&scene.locale, scene.locale.lang(), scene.story.document());
    let counts = [
        locale.count(Word::EventCountOne, Word::EventCount, document.events.len()),
        locale.count(Word::SourceCountOne, Word::SourceCount, document.sources.len()),
        locale.count(Word::CorrectionCountOne, Word::CorrectionCount, document.corrections.len()),
    ];
    pen.tag("header").attr("part", "head").class("head").holds(|pen| {
        scene.heading(pen, 0, "headline", |pen| inline(pen, &document.title, lang, ""));
        pen.tag("div").class("summary").holds(|pen| paragraphs(pen, &document.summary, lang, ""));
        pen.tag("p").class("facts").holds(|pen| {
            let day = locale.date(&document.as_of);
            pen.tag("span").class("as-of").text(locale.fill(Word::AsOf, &[("date", &day)]));
            for count in counts {
                pen.tag("span").text(count);
            }
        });
        if !document.key_points.is_empty() {
            pen.tag("div").class("key-points").holds(|pen| {
                scene.heading(pen, 1, "kicker", |pen| say(pen, locale, Word::KeyPoints));
                pen.tag("ol").holds(|pen| {
                    for it in &document.key_points {
                        pen.tag("li").holds(|pen| point(pen, scene, it));
                    }
                });
            });
        }
    });
}

/// A sourced sentence.
pub(super) fn point(pen: &mut Pen, scene: &Scene, point: &Point) {
    paragraphs(pen, &point.text, scene.locale.lang(), "");
    pen.tag("p").class("foot").holds(|pen| citations(pen, scene, &point.sources));
}
