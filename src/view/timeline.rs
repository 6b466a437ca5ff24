//! The events, in order, as a list of articles under the headings of their chapters. The list
//! scrolls with the page or, in a box, with its element. Of a long list only the part near the
//! reader is built; empty boxes of the right height replace the rest.

use std::ops::Range;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::{AttrValue, Component, Context, Html, NodeRef, Properties};

use crate::layout::Chunks;
use crate::locale::Word;
use yew_builder::HtmlBuilder;

use super::dom::{
    Observer, Timer, VisibleEvents, WindowListener, after, find_all, focused_in, host_of, number,
    sight,
};
use super::event_card;
use super::memo::{MemoView, memo};
use super::parts;
use super::text::{Wording, localized, localized_attr, plain};
use super::{Dispatch, Scene};
use crate::model::state::Action;

#[derive(Clone, Properties, PartialEq)]
pub(super) struct Props {
    pub(super) scene: Rc<Scene>,
    pub(super) shown: VisibleEvents,
    /// True if only the key events are shown.
    pub(super) folded: bool,
    /// The number of them that are drawn for now, while the story is not complete in the page;
    /// `None`: all, and it is complete.
    pub(super) render_limit: Option<usize>,
    pub(super) opened: Option<usize>,
    pub(super) reading: Option<usize>,
    /// Changes with every move to the opened event.
    pub(super) moves: u32,
    /// True if the keyboard's focus moves to the opened event, too.
    pub(super) focus: bool,
    pub(super) marked: AttrValue,
    pub(super) dispatch: Dispatch,
}

pub(super) struct Timeline {
    list: NodeRef,
    /// The element in which the story scrolls; `None`: it scrolls with the page.
    scroller: Option<Element>,
    chunks: Chunks,
    built: Range<usize>,
    /// The chunk that has the focus: it stays in the page wherever the reader scrolls.
    focused: Option<usize>,
    /// The observer of events on the reading line.
    lines: Option<Observer>,
    /// The observer of empty boxes, which reports them a window's height before they would be seen.
    boxes: Option<Observer>,
    at_eyes: Vec<usize>,
    /// The timer until the events on the reading line count as read.
    dwelling: Option<Timer>,
    /// The event that was moved to, until the reader scrolls it out of sight.
    pinned: Option<usize>,
    /// True if the page is being printed, so that every event must be there.
    printing: bool,
    /// Listeners for the beginning and the end of printing, if the list is long.
    print: [Option<WindowListener>; 2],
    /// Work to be done when the list has been built.
    due: Pending,
}

#[derive(Clone, Copy, Default)]
struct Pending {
    watch: bool,
    go: bool,
}

pub(super) enum Msg {
    /// Events came to the reading line or left it.
    Eyes(Vec<(usize, bool)>),
    /// They stayed there long enough to count as read.
    Dwelt,
    /// An empty box comes near.
    Near,
    /// Printing begins (true) or has ended.
    Print(bool),
}

/// The reading line: a fifth of the window, or of the box, from the top.
const LINE: &str = "-20% 0px -79% 0px";

/// The milliseconds that an event stays on the line before it counts as read: nobody reads events
/// that scroll past quickly, and drawing axis and chart for each would make scrolling stutter.
const DWELL: i32 = 150;

impl Component for Timeline {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        // A static page is one chunk.
        let chunks = if props.scene.options.live {
            Chunks::new(props.shown.len())
        } else {
            Chunks::new(0)
        };
        let mut timeline = Timeline {
            list: NodeRef::default(),
            scroller: None,
            built: chunks.in_sight(0.0, 0.0),
            focused: None,
            chunks,
            lines: None,
            boxes: None,
            at_eyes: Vec::new(),
            dwelling: None,
            pinned: None,
            printing: false,
            print: [None, None],
            due: Pending {
                watch: true,
                go: props.moves > 0,
            },
        };
        timeline.turn_to(props);
        timeline
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let props = ctx.props();
        if props.shown != old.shown {
            self.chunks = Chunks::new(props.shown.len());
            self.built = self.chunks.in_sight(0.0, 0.0);
            self.focused = None;
            self.at_eyes.clear();
            self.due.watch = true;
        }
        self.due.watch |= props.scene.options.boxed != old.scene.options.boxed;
        if props.moves != old.moves {
            self.due.go = true;
            self.turn_to(props);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Eyes(seen) => {
                for (index, there) in seen {
                    self.at_eyes.retain(|other| *other != index);
                    if there {
                        let place = self
                            .at_eyes
                            .iter()
                            .take_while(|other| **other < index)
                            .count();
                        self.at_eyes.insert(place, index);
                    }
                }
                let link = ctx.link().clone();
                self.dwelling = after(DWELL, move || link.send_message(Msg::Dwelt));
                false
            }
            Msg::Dwelt => {
                self.read(ctx);
                false
            }
            Msg::Near => {
                let built = self.in_sight();
                let changed = built != self.built;
                self.due.watch |= changed;
                self.built = built;
                self.focused = self.focused_chunk();
                changed
            }
            Msg::Print(printing) => {
                self.printing = printing;
                let props = ctx.props();
                if printing && props.folded {
                    props.dispatch.emit(Action::Fold(false));
                }
                true
            }
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let props = ctx.props();
        if !props.scene.options.live || props.render_limit.is_some() {
            return;
        }
        let due = std::mem::take(&mut self.due);
        if due.watch {
            self.watch(ctx);
        }
        if due.go {
            self.go(props);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { scene, shown, .. } = ctx.props();
        let last = self.chunks.count();
        let empty = |html: &mut HtmlBuilder, chunks: Range<usize>| {
            if !chunks.is_empty() {
                // With keys in the order of the list no element is moved, which would take the
                // focus.
                let key = last + chunks.start;
                // The height is an attribute: a strict host allows no inline style.
                let height = whole(self.chunks.height(chunks));
                let svg = html
                    .element("svg")
                    .attr("width", "1")
                    .attr("height", height);
                svg.attr("aria-hidden", "true")
                    .attr(parts::PART, parts::UNBUILT)
                    .class("ex-unbuilt")
                    .key(key);
            }
        };
        HtmlBuilder::render(|html| {
            let list = html.element("section").attr("part", "timeline");
            let list = list
                .attr("aria-label", localized_attr(&scene.locale, Word::Timeline))
                .class(if scene.options.fold {
                    "ex-timeline ex-brief"
                } else {
                    "ex-timeline"
                });
            let (clicked, dispatch) = (scene.clone(), ctx.props().dispatch.clone());
            let list =
                list.on_click(move |click| event_card::on_click(&click, &clicked, &dispatch));
            list.node_ref(&self.list).children(|html| {
                html.fragment(|html| {
                    if shown.is_empty() {
                        nothing(html, scene);
                    }
                });
                html.fragment(|html| {
                    if scene.options.fold {
                        scene.heading(html, 1, "ex-kicker", |html| {
                            localized(html, &scene.locale, Word::KeyEvents);
                        });
                    }
                });
                html.fragment(|html| {
                    let mut end = 0;
                    for run in self.runs() {
                        empty(html, end..run.start);
                        end = run.end;
                        for chunk in run {
                            self.chunk(html, ctx.props(), chunk);
                        }
                    }
                    empty(html, end..last);
                });
                html.fragment(|html| fold_control(html, ctx.props()));
            });
        })
    }
}

/// Writes events that are hidden while the story is folded. Without a script, the line that says
/// how many they are opens them.
fn fold(
    html: &mut HtmlBuilder,
    props: &Props,
    key: usize,
    count: usize,
    write: impl FnOnce(&mut HtmlBuilder),
) {
    let locale = &props.scene.locale;
    html.element("details")
        .bool_attr("open", !props.folded)
        .class("ex-more")
        .key(key)
        .children(|html| {
            html.element("summary").words(locale.count(
                Word::MoreEventsOne,
                Word::MoreEvents,
                count,
            ));
            write(html);
        });
}

/// Writes the control of a folded story: it shows all events, or only the key events again. On the
/// static page it is a `<details>` whose state the style sheet reads.
fn fold_control(html: &mut HtmlBuilder, props: &Props) {
    let Scene {
        options,
        story,
        locale,
        ..
    } = &*props.scene;
    let all = story.document().events.len();
    if !options.fold || story.key_events().len() == all || props.shown.is_empty() {
        return;
    }
    let n = locale.number(all);
    let show_all = locale.fill(Word::ShowAllEvents, &[("n", &n)]);
    let show_key = locale.text(Word::ShowKeyEvents);
    if options.live {
        let (dispatch, folded) = (props.dispatch.clone(), props.folded);
        let label = if folded { show_all } else { show_key };
        html.element("p").class("ex-fold").children(|html| {
            html.button("ex-unfold", move |_| dispatch.emit(Action::Fold(!folded)))
                .attr("aria-expanded", (!folded).to_string())
                .words(label);
        });
        return;
    }
    html.element("details")
        .class("ex-fold ex-all")
        .children(|html| {
            html.element("summary").class("ex-unfold").children(|html| {
                html.element("span").words(show_all);
                html.element("span").words(show_key);
            });
        });
}

fn nothing(html: &mut HtmlBuilder, scene: &Scene) {
    let none = scene.story.document().events.is_empty();
    let word = if none {
        Word::NoEvents
    } else {
        Word::NothingFound
    };
    html.element("p")
        .class("ex-nothing")
        .children(|html| localized(html, &scene.locale, word));
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "rounded; a page is not that high"
)]
fn whole(pixels: f64) -> String {
    (pixels.round() as i64).to_string()
}

impl Timeline {
    /// Returns the chunks that are built, as two ranges in the order of the list.
    fn runs(&self) -> [Range<usize>; 2] {
        if self.printing {
            return [0..0, 0..self.chunks.count()];
        }
        let built = self.built.clone();
        match self.focused {
            Some(chunk) if chunk < built.start => [chunk..chunk + 1, built],
            Some(chunk) if chunk >= built.end => [built, chunk..chunk + 1],
            _ => [0..0, built],
        }
    }

    fn focused_chunk(&self) -> Option<usize> {
        let list = self.list.cast::<Element>()?;
        let chunk = focused_in(&list)?.closest(".ex-chunk").ok()??;
        number(&chunk, "data-chunk")
    }

    fn chunk(&self, html: &mut HtmlBuilder, props: &Props, chunk: usize) {
        let story = &*props.scene.story;
        let mut range = self.chunks.events(chunk, props.shown.len());
        range.end = range
            .end
            .min(props.render_limit.unwrap_or(usize::MAX).max(range.start));
        let indices = props.shown.get(range.clone()).unwrap_or_default();
        let mut rest = indices;
        let mut place = range.start;
        let block = html
            .element("div")
            .attr("data-chunk", chunk.to_string())
            .class("ex-chunk")
            .key(chunk);
        block.children(|html| {
            // Sections and runs have keys, because Yew compares lists without keys from the end: in
            // a list that grows it would replace every event by another one.
            while let Some(first) = rest.first() {
                let chapter = story.chapter_of(*first);
                let count = rest
                    .iter()
                    .take_while(|index| story.chapter_of(**index) == chapter)
                    .count();
                let before = place
                    .checked_sub(1)
                    .and_then(|place| props.shown.get(place));
                let begins = before.is_none_or(|index| story.chapter_of(*index) != chapter);
                let (mine, later) = rest.split_at(count);
                self.section(html, props, chapter, begins, mine, place);
                place += count;
                rest = later;
            }
        });
    }

    fn section(
        &self,
        html: &mut HtmlBuilder,
        props: &Props,
        chapter: Option<usize>,
        begins: bool,
        indices: &[usize],
        place: usize,
    ) {
        let key = chapter.map_or(0, |chapter| chapter + 1);
        let chapters = &props.scene.story.document().chapters;
        let chapter = chapter.and_then(|chapter| chapters.get(chapter));
        let chapter = chapter.filter(|_| begins);
        let id = chapter.map(|chapter| chapter.id.to_string().into());
        let heading = |html: &mut HtmlBuilder| {
            html.fragment(|html| {
                if let Some(chapter) = chapter {
                    props.scene.heading(html, 1, "ex-kicker", |html| {
                        plain(html, &props.scene, &chapter.title);
                    });
                }
            });
        };
        html.element("section")
            .attr_opt("id", id)
            .class("ex-chapter")
            .key(key)
            .children(|html| {
                if !props.scene.options.fold {
                    heading(html);
                    self.list(html, props, 0, indices, place);
                    return;
                }
                let keys = props.scene.story.key_events();
                let is_key = |index: &usize| keys.binary_search(index).is_ok();
                // A chapter without a key event folds with its heading.
                if !indices.iter().any(is_key) {
                    return fold(html, props, 0, indices.len(), |html| {
                        heading(html);
                        self.list(html, props, 0, indices, place);
                    });
                }
                heading(html);
                html.fragment(|html| {
                    let mut place = place;
                    for run in indices.chunk_by(|a, b| is_key(a) == is_key(b)) {
                        let first = run.first().copied().unwrap_or_default();
                        if run.iter().any(is_key) {
                            self.list(html, props, first, run, place);
                        } else {
                            fold(html, props, first, run.len(), |html| {
                                self.list(html, props, 0, run, place);
                            });
                        }
                        place += run.len();
                    }
                });
            });
    }

    fn list(
        &self,
        html: &mut HtmlBuilder,
        props: &Props,
        key: usize,
        indices: &[usize],
        place: usize,
    ) {
        html.element("ol")
            .attr("start", (place + 1).to_string())
            .key(key)
            .children(|html| {
                for (nth, index) in indices.iter().enumerate() {
                    self.item(html, props, *index, place + nth + 1);
                }
            });
    }

    fn item(&self, html: &mut HtmlBuilder, props: &Props, index: usize, number: usize) {
        let item = html
            .element("li")
            .attr(parts::INDEX, index.to_string())
            .key(index);
        let item = if self.chunks.count() > 1 {
            let all = props.shown.len();
            item.attr("aria-setsize", all.to_string())
                .attr("aria-posinset", number.to_string())
        } else {
            item
        };
        let class = (props.reading == Some(index)).then_some("ex-reading".into());
        item.attr_opt("class", class).children(|html| {
            let opened = props.opened == Some(index);
            let piece = MemoView::Event(event_card::Props {
                index,
                opened,
                marked: props.marked.clone(),
            });
            memo(html, &props.scene, piece);
        });
    }

    /// Builds the chunks around the opened event.
    fn turn_to(&mut self, props: &Props) {
        let place = props
            .opened
            .and_then(|opened| props.shown.iter().position(|index| *index == opened));
        let Some(chunk) = place.map(|place| self.chunks.chunk(place)) else {
            return;
        };
        if !self.built.contains(&chunk) {
            self.built = chunk.saturating_sub(1)..(chunk + 2).min(self.chunks.count());
            self.focused = self.focused_chunk();
            self.due.watch = true;
        }
    }

    /// Moves the page to the opened event.
    fn go(&mut self, props: &Props) {
        self.pinned = props.opened;
        let Some(element) = self.event_element(props.opened) else {
            return;
        };
        element.scroll_into_view();
        if props.focus {
            let article = element.query_selector("article").ok().flatten();
            if let Some(article) =
                article.and_then(|article| article.dyn_into::<HtmlElement>().ok())
            {
                // Focus may fail on something hidden; the page has moved there all the same.
                drop(article.focus());
            }
        }
    }

    fn event_element(&self, index: Option<usize>) -> Option<Element> {
        let list = self.list.cast::<Element>()?;
        list.query_selector(&format!("li[data-index=\"{}\"]", index?))
            .ok()
            .flatten()
    }

    /// Watches what is built, and measures it.
    fn watch(&mut self, ctx: &Context<Self>) {
        let Some(list) = self.list.cast::<Element>() else {
            return;
        };
        let boxed = ctx.props().scene.options.boxed;
        let scroller = boxed.then(|| host_of(&list)).flatten();
        if scroller != self.scroller {
            (self.lines, self.boxes) = (None, None);
            self.scroller = scroller;
        }
        let scroller = self.scroller.as_ref();
        // Where every event is built, no height is needed, and measuring would lay out the page.
        let is_long = self.chunks.count() > 1;
        for chunk in find_all(&list, ".ex-chunk").iter().filter(|_| is_long) {
            if let Some(number) = number(chunk, "data-chunk") {
                self.chunks
                    .measure(number, chunk.get_bounding_client_rect().height());
            }
        }
        if self.lines.is_none() {
            let link = ctx.link().clone();
            self.lines = Observer::new(scroller, LINE, move |seen| {
                let seen = seen
                    .iter()
                    .filter_map(|(item, there)| Some((number(item, "data-index")?, *there)));
                link.send_message(Msg::Eyes(seen.collect()));
            });
        }
        if self.boxes.is_none() && is_long {
            let link = ctx.link().clone();
            self.boxes = Observer::new(scroller, "100% 0px", move |seen| {
                if seen.iter().any(|(_, there)| *there) {
                    link.send_message(Msg::Near);
                }
            });
        }
        if self.print[0].is_none() && is_long {
            let listen = |event, printing| {
                let link = ctx.link().clone();
                WindowListener::new(event, move || link.send_message(Msg::Print(printing)))
            };
            self.print = [listen("beforeprint", true), listen("afterprint", false)];
        }
        for (watch, selector) in [
            (&self.lines, "li[data-index]"),
            (&self.boxes, ".ex-unbuilt"),
        ] {
            let Some(watch) = watch else { continue };
            watch.clear();
            for element in find_all(&list, selector) {
                watch.add(&element);
            }
        }
        self.at_eyes.clear();
    }

    fn in_sight(&self) -> Range<usize> {
        let Some(list) = self.list.cast::<Element>() else {
            return self.built.clone();
        };
        let (top, height) = sight(self.scroller.as_ref());
        // A quarter more than the observer of the empty boxes: heights are partly estimates, and a
        // box that it reports must be built, because it does not report it a second time.
        let from = top - list.get_bounding_client_rect().top() - 1.25 * height;
        self.chunks.in_sight(from, 3.5 * height)
    }

    /// Reports the event that is read: the one on the line; the one moved to, as long as it is in
    /// sight; and where a frame hides the line and everything counts as seen, one near the top.
    fn read(&mut self, ctx: &Context<Self>) {
        let (top, height) = sight(self.scroller.as_ref());
        let in_sight = self.event_element(self.pinned).is_some_and(|element| {
            let area = element.get_bounding_client_rect();
            area.bottom() > top && area.top() < top + height * 0.7
        });
        if !in_sight {
            self.pinned = None;
        }
        // Reported even if it was reported before: an event that was on the line before the move
        // may have been reported after it.
        let reading = self
            .pinned
            .or_else(|| self.at_eyes.get(self.at_eyes.len() / 4).copied());
        let above = self
            .list
            .cast::<Element>()
            .is_some_and(|list| list.get_bounding_client_rect().top() > top);
        if reading != ctx.props().reading && (reading.is_some() || above) {
            ctx.props().dispatch.emit(Action::ReadingMoved(reading));
        }
    }
}
