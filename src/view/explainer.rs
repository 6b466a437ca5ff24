//! The root component: holds the reader's [`State`], derives everything else, and reports to the
//! host.

use std::rc::Rc;

use web_sys::{Element, HtmlElement};
use yew::{Callback, Component, Context, Html, NodeRef, Properties};

use crate::layout::Chunks;
use crate::locale::{Locale, Word};
use crate::story::{Day, Event, Id, Lang, Story};
use yew_builder::HtmlBuilder;

use super::axis::{self, axis_map};
use super::chart_panel::{self, Place, chart_panel, other_charts};
use super::dom::{
    FocusPlace, Observer, Timer, VisibleEvents, after, after_paint, hand_focus_over, is_displayed,
    is_in_chart, is_translated,
};
use super::memo::{MemoView, memo};
use super::mini_chart::{self, mini_chart};
use super::parts;
use super::text::Wording;
use super::timeline::{self, Timeline};
use super::toolbar::{self, toolbar};
use super::{Dispatch, Options, Part, Report, Scene};
use crate::model::state::{Action, State};

/// The properties of the root component.
#[derive(Clone, Debug, Properties)]
pub struct ExplainerProps {
    /// The story. The host may replace it.
    pub story: Rc<Story>,
    /// How to show it.
    pub options: Rc<Options>,
    /// Receives what the reader does and what was drawn.
    #[prop_or_default]
    pub report: Callback<Report>,
    /// The number of events that are drawn for now, while the story is not complete in the page;
    /// `None`: all, and it is complete.
    #[prop_or_default]
    pub render_limit: Option<usize>,
}

impl ExplainerProps {
    /// Returns true if everything is drawn, so that the rest can follow the last event.
    pub fn is_whole(&self) -> bool {
        let events = self.story.document().events.len();
        self.render_limit
            .is_none_or(|render_limit| render_limit > Chunks::at_first(events))
    }
}

impl PartialEq for ExplainerProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.story, &other.story)
            && self.options == other.options
            && self.report == other.report
            && self.render_limit == other.render_limit
    }
}

/// The root component.
pub struct Explainer {
    state: State,
    shown: VisibleEvents,
    /// Created once: a new callback would make every memoised child render again.
    dispatch: Dispatch,
    root: NodeRef,
    /// Increases when everything is drawn as new elements.
    generation: usize,
    /// The place of the focus in elements that are about to be replaced.
    focus: Option<FocusPlace>,
    /// The chart in the flow of a narrow page.
    panel: NodeRef,
    mini_chart: NodeRef,
    watch: Option<Observer>,
    in_page: bool,
    /// True if the chart in the flow is out of sight and the mini chart replaces it.
    strip_shown: bool,
    /// The search field, while it is open.
    search: NodeRef,
    /// True until the search field that the reader opened has got the focus.
    focus_search: bool,
    /// Actions that wait until the browser has painted.
    waiting: Vec<Action>,
    /// The timer until the next announcement is written, or the last one removed.
    saying: Option<Timer>,
    /// The last announcement.
    said: String,
    /// The language that the reader chose while its texts had not come.
    awaited: Option<Lang>,
}

/// The milliseconds from a change to its announcement: a screen reader passes over it within a
/// burst of other changes, and typing needs one announcement for all letters.
const PAUSE: i32 = 500;

/// The same after a change of language: a screen reader still goes through hundreds of changed
/// texts after half a second.
const PAUSE_OF_LANGUAGE: i32 = 1_500;

/// The milliseconds after which an announcement is removed, so that nobody finds it on the page
/// later.
const LINGER: i32 = 5_000;

/// Messages of the root component.
#[derive(Debug)]
pub enum Msg {
    /// An action of the reader.
    Dispatch(Action),
    /// The browser has painted its own reaction to the reader's last action.
    Painted,
    /// The chart in the flow came into sight (true) or left it.
    Panel(bool),
    /// It is time to write an announcement, or to remove it.
    Say(String),
}

impl Component for Explainer {
    type Message = Msg;
    type Properties = ExplainerProps;

    fn create(ctx: &Context<Self>) -> Self {
        let ExplainerProps { story, options, .. } = ctx.props();
        let opened = options
            .event
            .as_ref()
            .and_then(|id| story.event_index(id.as_str()));
        let mut state = State::new(options.lang, opened, options.asked_for);
        let hidden = opened.is_some_and(|index| !story.key_events().contains(&index));
        state.folded = options.fold && !hidden;
        let shown = Rc::new(shown(&state, story, options));
        let (panel, mini_chart) = (NodeRef::default(), NodeRef::default());
        let dispatch = ctx.link().callback(Msg::Dispatch);
        Explainer {
            state,
            shown,
            dispatch,
            root: NodeRef::default(),
            generation: 0,
            focus: None,
            panel,
            mini_chart,
            watch: None,
            in_page: false,
            strip_shown: false,
            search: NodeRef::default(),
            focus_search: false,
            waiting: Vec::new(),
            saying: None,
            said: String::new(),
            awaited: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &ExplainerProps) -> bool {
        let ExplainerProps {
            story,
            options,
            render_limit,
            ..
        } = ctx.props();
        let more_texts = !Rc::ptr_eq(story, &old.story) && story.is_edition_of(&old.story);
        let found_more = more_texts && self.search_again(ctx);
        if more_texts && *options == old.options && *render_limit == old.render_limit {
            return found_more;
        }
        self.leave_translation();
        if !story.is_edition_of(&old.story) {
            let (root, generation, focus) = (self.root.clone(), self.generation, self.focus.take());
            *self = Self::create(ctx);
            (self.root, self.generation, self.focus) = (root, generation, focus);
        }
        self.catch_up(ctx);
        if options.lang != old.options.lang {
            let language = Action::SetLanguage(options.lang);
            if self.awaited.take() == Some(options.lang) {
                self.dispatch(ctx, language);
            } else {
                self.apply(language);
            }
        }
        if options.fold != old.options.fold {
            self.dispatch(ctx, Action::Fold(options.fold));
        }
        let event = options
            .event
            .as_ref()
            .filter(|_| options.event != old.options.event);
        if let Some(index) = event.and_then(|id| story.event_index(id.as_str())) {
            let asked_for = options.asked_for;
            self.dispatch(
                ctx,
                if asked_for {
                    Action::Open(index)
                } else {
                    Action::ScrollTo(index)
                },
            );
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Dispatch(action) if self.defers(&action) => {
                if self.waiting.is_empty() {
                    let link = ctx.link().clone();
                    after_paint(move || link.send_message(Msg::Painted));
                }
                self.waiting.push(action);
                false
            }
            Msg::Dispatch(action) => {
                let changed = self.catch_up(ctx);
                self.dispatch(ctx, action) || changed
            }
            Msg::Painted => self.catch_up(ctx),
            Msg::Say(text) => {
                self.saying = (!text.is_empty())
                    .then(|| say_after(ctx, LINGER, String::new()))
                    .flatten();
                self.apply(Action::Announce(text));
                true
            }
            Msg::Panel(in_sight) => {
                let changed = self.catch_up(ctx);
                let strip = self.mini_chart.cast::<Element>();
                let shown = !in_sight && strip.as_ref().is_some_and(is_displayed);
                if let (false, Some(strip), Some(panel)) =
                    (shown, strip, self.panel.cast::<Element>())
                {
                    // The chart that the mini chart replaces is in sight.
                    hand_focus_over(&strip, &panel, ".ex-play, summary");
                }
                std::mem::replace(&mut self.strip_shown, shown) != shown || changed
            }
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if let Some(focus) = self.focus.take() {
            focus.restore();
        }
        let ExplainerProps {
            options,
            report,
            render_limit,
            ..
        } = ctx.props();
        if std::mem::take(&mut self.focus_search)
            && let Some(field) = self.search.cast::<HtmlElement>()
        {
            // A field that cannot take the focus is still there for a tap.
            drop(field.focus());
        }
        if self.in_page || !options.live {
            return;
        }
        self.in_page = render_limit.is_none();
        report.emit(Report::Drawn);
        // Before it is in the page, everything counts as out of sight.
        let Some(panel) = self.panel.cast::<Element>().filter(|_| self.in_page) else {
            return;
        };
        let link = ctx.link().clone();
        self.watch = Observer::new(None, "0px", move |seen| {
            for (_, in_sight) in seen {
                link.send_message(Msg::Panel(in_sight));
            }
        });
        if let Some(watch) = &self.watch {
            watch.add(&panel);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let scene = Rc::new(self.scene(ctx));
        let part = scene.options.part;
        let charts = !scene.story.document().charts.is_empty();
        let (timeline, chart) = (part != Part::Chart, part != Part::Timeline && charts);
        let lang = self.state.lang;
        let parts_class = match (timeline, chart) {
            (true, true) => "explainer ex-both",
            (true, false) => "explainer ex-only-timeline",
            _ => "explainer ex-only-chart",
        };
        // On the static page the style sheet reads the state of its `<details>`.
        let fold_class = if !scene.options.live || !scene.options.fold {
            ""
        } else if self.state.folded {
            " ex-folded"
        } else {
            " ex-unfolded"
        };
        // Classes, because WebKit misses changes inside `:has()` in a shadow root.
        let strip_class = if self.strip_shown {
            " ex-has-strip"
        } else {
            ""
        };
        let class = format!("{parts_class}{fold_class}{strip_class}");
        HtmlBuilder::render(|html| {
            let root = html
                .element("div")
                .attr("lang", lang.to_string())
                .attr("dir", if lang.is_rtl() { "rtl" } else { "ltr" });
            root.attr("part", "explainer")
                .attr(parts::PART, parts::EXPLAINER)
                .attr("class", class)
                .key(self.generation)
                .node_ref(&self.root)
                .children(|html| {
                    html.element("div").class("ex-columns").children(|html| {
                        memo(html, &scene, MemoView::Head(self.dispatch.clone()));
                        // In Firefox, an element that scrolls is a stop of the tab key, and this
                        // one would have no name.
                        let side = html.element("div").attr("tabindex", "-1");
                        side.class("ex-side").children(|html| {
                            html.fragment(|html| {
                                if chart {
                                    let place =
                                        html.element("div").class("ex-panel").node_ref(&self.panel);
                                    place.children(|html| self.panel(html, ctx, &scene, false));
                                }
                            });
                            memo(html, &scene, MemoView::KeyPoints);
                        });
                        html.fragment(|html| {
                            if timeline {
                                self.toolbar(html, &scene);
                                self.timeline(html, ctx, &scene, chart);
                            }
                        });
                    });
                    html.fragment(|html| {
                        if ctx.props().is_whole() {
                            memo(html, &scene, MemoView::End);
                        }
                    });
                    html.element("p")
                        .attr("role", "status")
                        .class("ex-visually-hidden")
                        .words(self.state.announcement.clone());
                });
        })
    }
}

impl Explainer {
    fn scene(&self, ctx: &Context<Self>) -> Scene {
        let ExplainerProps {
            story,
            options,
            report,
            ..
        } = ctx.props().clone();
        Scene {
            locale: Locale::new(self.state.lang, Rc::clone(&story)),
            story,
            options,
            report,
        }
    }

    /// Announces a text to screen readers after a pause. The old text is removed at once, because
    /// writing the same text again is no change.
    fn say(&mut self, ctx: &Context<Self>, pause: i32, mut text: String) {
        // Orca ignores an announcement with the same words as the last one, even if it was removed
        // in between.
        if self.said == text {
            text.push('\u{a0}');
        }
        self.said.clone_from(&text);
        self.saying = say_after(ctx, pause, text);
        self.apply(Action::Announce(String::new()));
    }

    /// Draws everything as new elements if the browser has translated the page.
    fn leave_translation(&mut self) {
        if let Some(root) = self.root.cast::<Element>().filter(is_translated) {
            self.focus = FocusPlace::of(&root);
            self.generation += 1;
            // The new chart is to be watched.
            self.in_page = false;
        }
    }

    /// Changes the state by an action; nothing else changes it.
    fn apply(&mut self, action: Action) {
        let state = self.state.clone().after(action);
        if self.state.chart_open
            && !state.chart_open
            && let Some(strip) = self.mini_chart.cast::<Element>()
            && let Ok(Some(whole)) = strip.query_selector(".ex-whole")
        {
            hand_focus_over(&whole, &strip, "button");
        }
        self.state = state;
    }

    /// Returns true if an action waits until the browser has painted: long actions do, so that fast
    /// typing draws once, and a move of the reading place does while others wait, because drawing
    /// it first would put the old query back into the search field.
    fn defers(&self, action: &Action) -> bool {
        action.is_long() || !self.waiting.is_empty() && matches!(action, Action::ReadingMoved(_))
    }

    /// Carries out the actions that waited. Returns true if something is to be drawn again.
    fn catch_up(&mut self, ctx: &Context<Self>) -> bool {
        let mut changed = false;
        for action in std::mem::take(&mut self.waiting) {
            changed |= self.dispatch(ctx, action);
        }
        changed
    }

    /// Changes the state, and reports to the host. Returns true if something is to be drawn again.
    fn dispatch(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let ExplainerProps { story, report, .. } = ctx.props();
        let old = self.state.clone();
        if let Action::Announce(text) = action {
            self.say(ctx, PAUSE, text);
            return self.state != old;
        }
        if let Action::SetLanguage(lang) = action
            && story.awaits(lang)
        {
            // The host gets the texts, and then sets the language.
            self.awaited = Some(lang);
            report.emit(Report::Language(lang));
            return false;
        }
        // What is moved to must be there.
        if let Action::Open(index) | Action::ScrollTo(index) = action {
            if !self.state.filter.is_empty() && !self.shown.contains(&index) {
                self.apply(Action::ClearFilters);
            }
            if self.state.folded && !story.key_events().contains(&index) {
                self.apply(Action::Fold(false));
            }
        }
        self.focus_search |= action == Action::ShowSearch(true);
        if let Action::ReadingMoved(index) = action
            && !self
                .panel
                .cast::<Element>()
                .is_some_and(|panel| is_in_chart(&panel))
        {
            self.apply(Action::ChartMoved(index));
        }
        self.apply(action);
        if self.state.filter != old.filter || self.state.folded != old.folded {
            self.shown = Rc::new(shown(&self.state, story, &ctx.props().options));
        }
        if self.state.filter != old.filter {
            self.say_found(ctx);
        }
        if self.state.moves != old.moves {
            let opened = self
                .state
                .opened
                .and_then(|index| story.document().events.get(index));
            if let Some(event) = opened {
                report.emit(Report::Selected(event.id.clone()));
            }
        }
        if self.state.lang != old.lang {
            self.leave_translation();
            report.emit(Report::Language(self.state.lang));
            let locale = self.scene(ctx).locale;
            let name = locale.word(Word::OwnName);
            let said = locale.fill(Word::Language, &[("name", name)]);
            self.say(ctx, PAUSE_OF_LANGUAGE, said);
        }
        if self.state.chart != old.chart
            && let Some(chart) = story.document().charts.get(self.state.chart)
        {
            self.say(ctx, PAUSE, chart.title.plain(self.state.lang));
        }
        self.state != old
    }

    /// Searches once more, because texts in another language have come. Returns true if other
    /// events are shown.
    fn search_again(&mut self, ctx: &Context<Self>) -> bool {
        let ExplainerProps { story, options, .. } = ctx.props();
        let shown = shown(&self.state, story, options);
        if shown == *self.shown {
            return false;
        }
        self.shown = Rc::new(shown);
        self.say_found(ctx);
        true
    }

    fn say_found(&mut self, ctx: &Context<Self>) {
        let found = toolbar::found(&self.scene(ctx), self.shown.len());
        self.say(ctx, PAUSE, found);
    }

    fn toolbar(&self, html: &mut HtmlBuilder, scene: &Rc<Scene>) {
        let props = toolbar::Props {
            scene,
            filter: &self.state.filter,
            searching: self.state.searching,
            search: &self.search,
            spacing: self.state.spacing,
            count: self.shown.len(),
            dispatch: &self.dispatch,
        };
        toolbar(html, &props);
    }

    fn timeline(
        &self,
        html: &mut HtmlBuilder,
        ctx: &Context<Self>,
        scene: &Rc<Scene>,
        chart: bool,
    ) {
        let state = &self.state;
        let map = axis::Props {
            scene,
            shown: &self.shown,
            reading: state.reading,
            spacing: state.spacing,
            zoom: state.zoom,
            dispatch: &self.dispatch,
        };
        axis_map(html, &map);
        html.element("div")
            .class("ex-reading-column")
            .children(|html| {
                if chart && scene.options.live {
                    let class = if self.strip_shown {
                        "ex-mini-chart-place ex-shown"
                    } else {
                        "ex-mini-chart-place"
                    };
                    html.element("div")
                        .class(class)
                        .node_ref(&self.mini_chart)
                        .children(|html| {
                            if self.strip_shown {
                                self.mini_chart(html, ctx, scene);
                            }
                        });
                }
                html.component::<Timeline>(timeline::Props {
                    scene: scene.clone(),
                    shown: Rc::clone(&self.shown),
                    folded: state.folded,
                    render_limit: ctx.props().render_limit,
                    opened: state.opened,
                    reading: state.reading,
                    moves: state.moves,
                    focus: state.focus,
                    marked: state.filter.words.clone().into(),
                    dispatch: self.dispatch.clone(),
                });
            });
    }

    fn mini_chart(&self, html: &mut HtmlBuilder, ctx: &Context<Self>, scene: &Rc<Scene>) {
        let state = &self.state;
        let props = mini_chart::Props {
            scene,
            chart: state.chart,
            day: state.chart_day(&scene.story),
            marked: self.marked(&scene.story),
            open: state.chart_open,
            shown: &self.shown,
            reading: state.reading,
            dispatch: &self.dispatch,
        };
        mini_chart(html, &props, |html| self.panel(html, ctx, scene, true));
    }

    /// Writes the chart. In the flow of a narrow page it stays at the story's last day while the
    /// mini chart changes, so that nothing above the reader grows or shrinks.
    fn panel(&self, html: &mut HtmlBuilder, ctx: &Context<Self>, scene: &Rc<Scene>, over: bool) {
        let state = &self.state;
        let story = &scene.story;
        let resting = self.strip_shown && !over;
        let day = if resting {
            story.document().as_of.end_exclusive()
        } else {
            state.chart_day(story)
        };
        let reading = state.charted.filter(|_| !resting && state.day.is_none());
        let before = reading.map(|index| {
            index
                .checked_sub(1)
                .and_then(|index| Self::event(ctx, index))
        });
        let before = before.map(|event| event.map_or(Day::MIN, |event| event.date.end_exclusive()));
        let props = chart_panel::Props {
            scene,
            chart: state.chart,
            day,
            before,
            held: state.day.is_some(),
            playing: state.playing,
            chosen: state.filter.actor.as_ref(),
            marked: self.marked(story),
            place: if over { Place::Over } else { Place::Page },
            dispatch: &self.dispatch,
        };
        chart_panel(html, &props);
        html.fragment(|html| {
            if !over {
                other_charts(html, &props);
            }
        });
    }

    fn event(ctx: &Context<Self>, index: usize) -> Option<&Event> {
        ctx.props().story.document().events.get(index)
    }

    /// Returns the actors of the event that the chart follows.
    fn marked<'s>(&self, story: &'s Story) -> &'s [Id] {
        let event = self
            .state
            .charted
            .and_then(|index| story.document().events.get(index));
        event.map(|event| &*event.actors).unwrap_or_default()
    }
}

/// Sends an announcement to be written after some time.
fn say_after(ctx: &Context<Explainer>, milliseconds: i32, text: String) -> Option<Timer> {
    let link = ctx.link().clone();
    after(milliseconds, move || link.send_message(Msg::Say(text)))
}

/// Returns the indices of the events in the list. The events that a fold hides are in a short list
/// too, so that the browser's own search finds them; a long list has only the key events then.
#[inline(never)]
fn shown(state: &State, story: &Story, options: &Options) -> Vec<usize> {
    let all = state.filter.shown(story);
    if options.live && state.folded && Chunks::new(all.len()).count() > 1 {
        story.key_events()
    } else {
        all
    }
}
