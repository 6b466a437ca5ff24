//! The head: headline, summary, as-of date, and the points to know first.

use crate::locale::Word;
use crate::model::facts::Facts;
use crate::story::Point;
use yew_builder::HtmlBuilder;

use super::Scene;
use super::event_card::citations;
use super::text::{inline, localized, paragraphs};

pub(super) fn head(html: &mut HtmlBuilder, scene: &Scene) {
    let (locale, lang, document) = (&scene.locale, scene.locale.lang(), scene.story.document());
    let facts = Facts {
        story: &scene.story,
        locale,
    };
    html.element("header")
        .attr("part", "head")
        .class("ex-head")
        .children(|html| {
            scene.heading(html, 0, "ex-headline", |html| {
                inline(html, &document.title, lang, "");
            });
            html.element("div")
                .class("ex-summary")
                .children(|html| paragraphs(html, &document.summary, lang, ""));
            html.element("p").class("ex-facts").children(|html| {
                let [as_of, counts @ ..] = facts.edition();
                html.element("span").class("ex-as-of").text(as_of);
                for count in counts {
                    html.element("span").text(count);
                }
            });
            if !document.key_points.is_empty() {
                html.element("div").class("ex-key-points").children(|html| {
                    scene.heading(html, 1, "ex-kicker", |html| {
                        localized(html, locale, Word::KeyPoints);
                    });
                    html.element("ol").children(|html| {
                        for it in &document.key_points {
                            html.element("li").children(|html| point(html, scene, it));
                        }
                    });
                });
            }
        });
}

/// A sourced sentence.
pub(super) fn point(html: &mut HtmlBuilder, scene: &Scene, point: &Point) {
    paragraphs(html, &point.text, scene.locale.lang(), "");
    html.element("p")
        .class("ex-foot")
        .children(|html| citations(html, scene, &point.sources));
}
