//! Memoized parts of the view: each is drawn again only when its properties have changed. Events
//! and end matter that the static story already has are copied from there, not drawn.

use std::rc::Rc;

use web_sys::Element;
use yew::{AttrValue, Component, Context, Html, Properties};

use yew_builder::HtmlBuilder;

use super::dom::FocusPlace;
use super::end_matter::end_matter;
use super::event_card::{self, event_card};
use super::head::{head, key_points};
use super::twin::Copy;
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

pub(super) struct Memo {
    /// The copy from the static story, which replaces what would be drawn.
    copy: Option<Copy>,
    /// The place of the focus in a copy that is about to be replaced.
    focus: Option<FocusPlace>,
}

pub(super) fn memo(html: &mut HtmlBuilder, scene: &Rc<Scene>, piece: MemoView) {
    html.component::<Memo>(Props {
        scene: scene.clone(),
        piece,
    });
}

impl Component for Memo {
    type Message = ();
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let Props { scene, piece } = ctx.props();
        let mut memo = Memo {
            copy: copy_from_static(scene, piece),
            focus: None,
        };
        memo.update_copy(piece);
        memo
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let Props { scene, piece } = ctx.props();
        let before = self.element();
        if scene.shows_like(&old.scene) {
            self.update_copy(piece);
        } else {
            self.copy = None;
        }
        if before != self.element() {
            self.focus = before.and_then(|element| FocusPlace::of(&element));
        }
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(focus) = self.focus.take() {
            focus.restore();
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { scene, piece } = ctx.props();
        match &self.copy {
            Some(copy) => copy.node(),
            None => drawn(scene, piece),
        }
    }
}

impl Memo {
    fn element(&self) -> Option<Element> {
        self.copy.as_ref().map(|copy| copy.element().clone())
    }

    fn update_copy(&mut self, piece: &MemoView) {
        if let (Some(copy), MemoView::Event(event)) = (&mut self.copy, piece) {
            copy.mark(&event.marked);
            copy.set_class(event_card::class(event.opened));
        }
    }
}

/// Returns a copy of a card or of the end matter, if the static story has it.
fn copy_from_static(scene: &Scene, piece: &MemoView) -> Option<Copy> {
    let twin = scene.options.twin.as_ref()?;
    if scene.locale.lang() != scene.options.lang {
        return None;
    }
    match piece {
        MemoView::Event(event) => {
            let plain = MemoView::Event(event_card::Props {
                index: event.index,
                opened: false,
                marked: AttrValue::default(),
            });
            let card = format!("[data-index=\"{}\"] > article", event.index);
            let copy = Copy::of(twin, &card, &drawn(scene, &plain))?;
            event_card::make_live(copy.element(), scene, event.index).ok()?;
            Some(copy)
        }
        MemoView::End => Copy::of(twin, ".ex-end", &drawn(scene, piece)),
        MemoView::Head(_) | MemoView::KeyPoints => None,
    }
}

fn drawn(scene: &Scene, piece: &MemoView) -> Html {
    HtmlBuilder::render(|html| match piece {
        MemoView::Head(dispatch) => head(html, scene, dispatch),
        MemoView::KeyPoints => key_points(html, scene),
        MemoView::Event(event) => event_card(html, scene, event),
        MemoView::End => end_matter(html, scene),
    })
}
