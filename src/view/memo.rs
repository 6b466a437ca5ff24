//! What stays as it is while the reader moves: a piece of the whole that is drawn again only when what it shows has
//! changed.

use std::rc::Rc;

use yew::{Component, Context, Html, Properties};

use crate::pen::Pen;

use super::Scene;
use super::end_matter::end_matter;
use super::event_card::{self, event_card};
use super::head::head;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    pub(super) scene: Rc<Scene>,
    pub(super) piece: Piece,
}

#[derive(PartialEq)]
pub(super) enum Piece {
    Head,
    Event(event_card::Props),
    End,
}

pub(super) struct Still;

pub(super) fn still(pen: &mut Pen, scene: &Rc<Scene>, piece: Piece) {
    pen.component::<Still>(Props { scene: scene.clone(), piece });
}

impl Component for Still {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Still
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { scene, piece } = ctx.props();
        Pen::draw(|pen| match piece {
            Piece::Head => head(pen, scene),
            Piece::Event(event) => event_card(pen, scene, event),
            Piece::End => end_matter(pen, scene),
        })
    }
}
