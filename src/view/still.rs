//! What stays as it is while the reader moves: a piece of the whole that is drawn again only when what it shows has
//! changed.

use yew::{Component, Context, Html, Properties};

use super::Scene;
use super::end_matter::end_matter;
use super::event_card::{self, event_card};
use super::head::head;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    pub(super) scene: Scene,
    pub(super) piece: Piece,
}

#[derive(PartialEq)]
pub(super) enum Piece {
    Head,
    Event(event_card::Props),
    End,
}

pub(super) struct Still;

impl Component for Still {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Still
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { scene, piece } = ctx.props();
        match piece {
            Piece::Head => head(scene),
            Piece::Event(event) => event_card(scene, event),
            Piece::End => end_matter(scene),
        }
    }
}
