//! The head: headline, summary, as-of date, and the points to know first.

use yew::AttrValue;

use crate::locale::{Locale, Word, fill};
use crate::model::facts::Facts;
use crate::model::state::Action;
use crate::story::{Lang, Point};
use yew_builder::HtmlBuilder;

use super::event_card::{citations, placeholder, references};
use super::text::{Wording, localized, plain, plain_paragraphs};
use super::{Dispatch, Scene};

pub(super) fn head(html: &mut HtmlBuilder, scene: &Scene, dispatch: &Dispatch) {
    let (locale, lang, document) = (&scene.locale, scene.locale.lang(), scene.story.document());
    let facts = Facts {
        story: &scene.story,
        locale,
    };
    // No `header`: it would be a banner of the host's page.
    html.element("div")
        .attr("part", "head")
        .class("ex-head")
        .children(|html| {
            html.element("p").class("ex-facts").children(|html| {
                let [as_of, events, sources, corrections] = facts.edition();
                html.element("span").class("ex-as-of").words(as_of);
                html.element("span").words(events);
                html.element("span").words(sources);
                if !document.corrections.is_empty() {
                    html.element("span").words(corrections);
                }
                // There is no button for the current language. So after a change, Yew keeps the
                // same button, and the focus stays on it.
                let others = document.languages.iter().filter(|other| **other != lang);
                others.for_each(|other| language(html, scene, dispatch, *other));
            });
            scene.heading(html, 0, "ex-headline", |html| {
                plain(html, scene, &document.title);
            });
            html.element("div")
                .class("ex-summary")
                .children(|html| plain_paragraphs(html, scene, &document.summary));
        });
}

/// Writes the control for another language: a button in the live story, a link on the static page.
fn language(html: &mut HtmlBuilder, scene: &Scene, dispatch: &Dispatch, lang: Lang) {
    let name = Locale::new(lang, scene.story.clone())
        .word(Word::OwnName)
        .to_owned();
    let tag = AttrValue::from(lang.to_string());
    let label = scene.locale.fill(Word::Language, &[("name", &name)]);
    let own = |html: &mut HtmlBuilder| {
        html.element("span").attr("lang", tag.clone()).text(name);
    };
    if scene.options.live {
        let dispatch = dispatch.clone();
        let button = html.button("ex-text ex-language", move |_| {
            dispatch.emit(Action::SetLanguage(lang));
        });
        return button.attr("aria-label", label).children(own);
    }
    match &scene.options.languages_at {
        Some(at) => {
            let link = html.element("a").attr("hreflang", tag.clone());
            link.attr("aria-label", label)
                .attr("href", fill(at, &|_| tag.to_string()))
                .class("ex-text ex-language")
                .children(own);
        }
        None => placeholder(html, "ex-text ex-language ex-placeholder", own),
    }
}

/// Writes the key points: a line each, with the numbers of its sources.
pub(super) fn key_points(html: &mut HtmlBuilder, scene: &Scene) {
    let points = &scene.story.document().key_points;
    if points.is_empty() {
        return;
    }
    let heading = |html: &mut HtmlBuilder| {
        scene.heading(html, 1, "ex-kicker", |html| {
            localized(html, &scene.locale, Word::KeyPoints);
        });
    };
    let list = |html: &mut HtmlBuilder| {
        html.element("ol").children(|html| {
            for point in points {
                html.element("li").children(|html| {
                    plain_paragraphs(html, scene, &point.text);
                    references(html, scene, &point.sources);
                });
            }
        });
    };
    // The key events of a folded story say the same at more length.
    if scene.options.fold {
        html.element("details")
            .class("ex-key-points")
            .children(|html| {
                html.element("summary").children(heading);
                list(html);
            });
    } else {
        html.element("div").class("ex-key-points").children(|html| {
            heading(html);
            list(html);
        });
    }
}

/// Writes a sentence with its sources.
pub(super) fn point(html: &mut HtmlBuilder, scene: &Scene, point: &Point) {
    plain_paragraphs(html, scene, &point.text);
    if scene.options.fold {
        return references(html, scene, &point.sources);
    }
    html.element("p")
        .class("ex-foot")
        .children(|html| citations(html, scene, Word::Sources, &point.sources));
}
