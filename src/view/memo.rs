//! Memoized parts of the view: each is drawn again only when its properties have changed.

use std::rc::Rc;

use yew::{Component, Context, Html, Properties};

use yew_builder::HtmlBuilder;

use super::end_matter::end_matter;
use super::event_card::{self, event_card};
use super::head::{head, key_points};
use super::{Dispatch, Scene};

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    pub(super) scene: Rc<Scene>,
    pub(super) piece: MemoView,
}

#[derive(PartialEq)]
pub(super) enum MemoView {
    Head(Dispatch),
    KeyPoints,
    Event(event_card::Props),
    End,
}

pub(super) struct Memo;

pub(super) fn memo(html: &mut HtmlBuilder, scene: &Rc<Scene>, piece: MemoView) {
    html.component::<Memo>(Props {
        scene: scene.clone(),
        piece,
    });
}

impl Component for Memo {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Memo
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { scene, piece } = ctx.props();
        HtmlBuilder::render(|html| match piece {
            MemoView::Head(dispatch) => head(html, scene, dispatch),
            MemoView::KeyPoints => key_points(html, scene),
            MemoView::Event(event) => event_card(html, scene, event),
            MemoView::End => end_matter(html, scene),
        })
    }
}
