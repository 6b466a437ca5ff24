//! The head: headline, summary, the day of which it holds, and what to know first.

use yew::{Html, html};

use crate::locale::Word;
use crate::story::Point;

use super::Scene;
use super::event_card::citations;
use super::prose::{inline, paragraphs, say};

pub(super) fn head(scene: &Scene) -> Html {
    let (locale, lang, document) = (&scene.locale, scene.locale.lang(), scene.story.document());
    let counts = [
        locale.count(Word::EventCountOne, Word::EventCount, document.events.len()),
        locale.count(Word::SourceCountOne, Word::SourceCount, document.sources.len()),
        locale.count(Word::CorrectionCountOne, Word::CorrectionCount, document.corrections.len()),
    ];
    html! {
        <header class="head" part="head">
            { scene.heading(0, "headline", inline(&document.title, lang, "")) }
            <div class="summary">{ paragraphs(&document.summary, lang, "") }</div>
            <p class="facts">
                <span class="as-of">{ locale.fill(Word::AsOf, &[("date", &locale.date(&document.as_of))]) }</span>
                { for counts.into_iter().map(|count| html! { <span>{ count }</span> }) }
            </p>
            if !document.key_points.is_empty() {
                <div class="key-points">
                    { scene.heading(1, "kicker", say(locale, Word::KeyPoints)) }
                    <ol>{ for document.key_points.iter().map(|it| html! { <li>{ point(scene, it) }</li> }) }</ol>
                </div>
            }
        </header>
    }
}

/// A sourced sentence.
pub(super) fn point(scene: &Scene, point: &Point) -> Html {
    html! {
        <>
            { paragraphs(&point.text, scene.locale.lang(), "") }
            <p class="foot">{ citations(scene, &point.sources) }</p>
        </>
    }
}
