//! The mark of an actor. Its shape identifies the actor where its colour cannot be seen.

use crate::story::{Actor, Mark};
use yew_builder::HtmlBuilder;

use super::Scene;
use super::figure::face;
use super::shapes::colour_class;
use super::text::plain;

/// Writes the image of an actor, if it has one, the mark and the name.
pub(super) fn named(html: &mut HtmlBuilder, scene: &Scene, actor: &Actor) {
    if let Some(image) = &actor.image {
        face(html, scene, image);
    }
    actor_mark(html, actor);
    plain(html, scene, &actor.name);
}

pub(super) fn actor_mark(html: &mut HtmlBuilder, actor: &Actor) {
    let shape = match actor.mark {
        Mark::Ring => "M5 1.2a3.8 3.8 0 1 0 .01 0M5 2.9a2.1 2.1 0 1 1-.01 0",
        Mark::Circle => "M5 .8a4.2 4.2 0 1 0 .01 0",
        Mark::Square => "M1.2 1.2h7.6v7.6H1.2",
        Mark::Triangle => "M5 .7l4.6 8.3H.4",
        Mark::Diamond => "M5 .2L9.6 5 5 9.8.4 5",
        Mark::Plus => "M3.8 1h2.4v2.8H9v2.4H6.2V9H3.8V6.2H1V3.8h2.8",
        Mark::Cross => "M2.6 1L5 3.4 7.4 1 9 2.6 6.6 5 9 7.4 7.4 9 5 6.6 2.6 9 1 7.4 3.4 5 1 2.6",
        Mark::Star => "M5 .3l1.4 3.2 3.4.3-2.6 2.3.8 3.4-3-1.8-3 1.8.8-3.4L.2 3.8l3.4-.3",
    };
    let face = html
        .element("svg")
        .attr("viewBox", "0 0 10 10")
        .attr("aria-hidden", "true");
    let face = face.attr("class", format!("ex-mark {}", colour_class(actor.colour)));
    face.children(|html| {
        html.element("path").attr("d", format!("{shape}z"));
    });
}
