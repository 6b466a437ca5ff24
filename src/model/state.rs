//! The reader's state: language, reading place, filters, the chart's day. It is a value with pure
//! transitions, so that it can be tested without a browser.

use crate::layout::Spacing;
use crate::story::{Day, Event, Id, Lang, LocalizedText, Status, Story};

use super::search::SearchTerm;

/// Everything that a reader's actions have changed.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own; none excludes another"
)]
pub struct State {
    /// The language that is read.
    pub lang: Lang,
    /// The index in the story of the event that was opened.
    pub opened: Option<usize>,
    /// Counts moves, so that opening the same event again moves there again.
    pub moves: u32,
    /// True if the keyboard's focus moves to the event, too.
    pub focus: bool,
    /// The index in the story of the event at the reading line.
    pub reading: Option<usize>,
    /// The index in the story of the event that the chart follows: the one that is read, except
    /// while the reader is in the chart.
    pub charted: Option<usize>,
    /// The filter.
    pub filter: Filter,
    /// True if the search and filter fields are open.
    pub searching: bool,
    /// The spacing of events on the axis.
    pub spacing: Spacing,
    /// The factor by which the axis is stretched.
    pub zoom: u8,
    /// Index of the chart that is shown.
    pub chart: usize,
    /// The chart's day, if the reader set it; else it follows the timeline.
    pub day: Option<Day>,
    /// True if the days run by themselves.
    pub playing: bool,
    /// True if the whole chart lies over the timeline of a narrow screen.
    pub chart_open: bool,
    /// True if only the key events are shown, and a button shows all.
    pub folded: bool,
    /// The text for screen readers, in a live region.
    pub announcement: String,
}

/// The filter: an event is shown if it meets every condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Shows events with this actor.
    pub actor: Option<Id>,
    /// Shows events of this subject.
    pub tag: Option<Id>,
    /// Shows events of this status.
    pub status: Option<Status>,
    /// Shows events with all of these words, in any language of the story.
    pub words: String,
}

/// An action of the reader.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Changes the language.
    SetLanguage(Lang),
    /// Opens an event and moves to it.
    Open(usize),
    /// Moves to an event and leaves the focus where it is.
    ScrollTo(usize),
    /// Moves the reading place to this event.
    ReadingMoved(Option<usize>),
    /// Moves the reading place to this event, and lets the chart follow it.
    ChartMoved(Option<usize>),
    /// Shows only events with this actor, or all again.
    FilterActor(Option<Id>),
    /// Shows only events of this subject, or all again.
    FilterTag(Option<Id>),
    /// Shows only events of this status, or all again.
    FilterStatus(Option<Status>),
    /// Searches for words.
    SetQuery(String),
    /// Opens or closes the search field.
    ShowSearch(bool),
    /// Removes every filter.
    ClearFilters,
    /// Spaces the axis by time or equally.
    SetSpacing(Spacing),
    /// Stretches the axis by a step, or back.
    Zoom(bool),
    /// Shows another chart.
    ShowChart(usize),
    /// Sets the chart's day, or lets it follow the timeline.
    SetDay(Option<Day>),
    /// Starts (true) or stops playing the days.
    Play(bool),
    /// Opens or closes the whole chart on a narrow screen.
    ShowWholeChart(bool),
    /// Shows only the key events (true), or all.
    Fold(bool),
    /// Announces a text to screen readers.
    Announce(String),
}

impl Action {
    /// Returns true if the action draws so much that the typed letter or the pressed button should
    /// be painted first.
    pub fn is_long(&self) -> bool {
        use Action::{
            ClearFilters, FilterActor, FilterStatus, FilterTag, SetLanguage, SetQuery, SetSpacing,
            ShowSearch,
        };
        // Opening an empty search field draws little.
        matches!(
            self,
            SetLanguage(_)
                | FilterActor(_)
                | FilterTag(_)
                | FilterStatus(_)
                | SetQuery(_)
                | ShowSearch(false)
                | ClearFilters
                | SetSpacing(_)
        )
    }
}

/// The largest factor by which the axis is stretched.
const MAX_ZOOM: u8 = 32;

impl State {
    /// Returns the initial state. `asked_for` is true if the reader asked for the event that is
    /// opened.
    pub fn new(lang: Lang, opened: Option<usize>, asked_for: bool) -> Self {
        let reading = opened.filter(|_| asked_for);
        State {
            lang,
            opened,
            moves: u32::from(reading.is_some()),
            focus: asked_for,
            reading,
            charted: reading,
            filter: Filter::default(),
            searching: false,
            spacing: Spacing::default(),
            zoom: 1,
            chart: 0,
            day: None,
            playing: false,
            chart_open: false,
            folded: false,
            announcement: String::new(),
        }
    }

    /// Returns the state after an action.
    #[must_use]
    pub fn after(mut self, action: Action) -> Self {
        match action {
            Action::SetLanguage(lang) => self.lang = lang,
            Action::Open(index) | Action::ScrollTo(index) => {
                self.focus = matches!(action, Action::Open(_));
                self.moves = self.moves.wrapping_add(1);
                (self.opened, self.reading, self.charted) = (Some(index), Some(index), Some(index));
                (self.day, self.playing, self.chart_open) = (None, false, false);
            }
            Action::ReadingMoved(index) => self.reading = index,
            Action::ChartMoved(index) => self.charted = index,
            Action::FilterActor(actor) => self.filter.actor = toggled(self.filter.actor, actor),
            Action::FilterTag(tag) => self.filter.tag = toggled(self.filter.tag, tag),
            Action::FilterStatus(status) => {
                self.filter.status = toggled(self.filter.status, status);
            }
            Action::SetQuery(words) => self.filter.words = words,
            Action::ShowSearch(open) => {
                self.searching = open;
                if !open {
                    self.filter = Filter {
                        actor: self.filter.actor,
                        ..Filter::default()
                    };
                }
            }
            Action::ClearFilters => self.filter = Filter::default(),
            Action::SetSpacing(spacing) => self.spacing = spacing,
            Action::Zoom(closer) => {
                self.zoom = if closer {
                    (self.zoom * 2).min(MAX_ZOOM)
                } else {
                    (self.zoom / 2).max(1)
                };
            }
            Action::ShowChart(chart) => self.chart = chart,
            Action::SetDay(day) => {
                self.day = day;
                if day.is_none() {
                    self.charted = self.reading;
                }
            }
            Action::Play(playing) => self.playing = playing,
            Action::ShowWholeChart(open) => self.chart_open = open,
            Action::Fold(folded) => self.folded = folded,
            Action::Announce(text) => self.announcement = text,
        }
        // A filter shows every event that it finds. The story stays unfolded when the filter ends,
        // so that the control that ended it does not disappear with the focus.
        self.folded &= self.filter.is_empty();
        self
    }

    /// Returns the day whose knowledge the chart shows: the one that the reader set, else that of
    /// the event that it follows, else the story's last.
    pub fn chart_day(&self, story: &Story) -> Day {
        let document = story.document();
        let event = self.charted.and_then(|index| document.events.get(index));
        let read = event
            .map(|event| event.date.end_exclusive())
            .filter(|day| day.is_finite());
        self.day
            .or(read)
            .unwrap_or_else(|| document.as_of.end_exclusive())
    }
}

/// Returns the new choice; `None` if the reader chose the same again, which removes it.
fn toggled<T: PartialEq>(old: Option<T>, new: Option<T>) -> Option<T> {
    if old == new { None } else { new }
}

impl Filter {
    /// Returns true if everything is shown.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Returns the indices in the story of the events that are shown.
    pub fn shown(&self, story: &Story) -> Vec<usize> {
        let words = SearchTerm::all(&self.words);
        let events = story.document().events.iter().enumerate();
        events
            .filter(|(_, event)| self.shows(event, &words))
            .map(|(index, _)| index)
            .collect()
    }

    fn shows(&self, event: &Event, words: &[SearchTerm]) -> bool {
        let actor = |id: &Id| {
            event.actors.contains(id)
                || event
                    .speaker
                    .as_ref()
                    .is_some_and(|it| it.actor.as_ref() == Some(id))
        };
        self.actor.as_ref().is_none_or(actor)
            && self.tag.as_ref().is_none_or(|tag| event.tags.contains(tag))
            && self.status.is_none_or(|status| event.status == status)
            && words.iter().all(|word| says(event, word))
    }
}

/// Returns true if an event has a word in any of its texts and languages.
fn says(event: &Event, word: &SearchTerm) -> bool {
    let speaker = event.speaker.as_ref().map(|speaker| &speaker.name);
    let response = event.response.as_ref();
    let texts = [
        Some(&event.title),
        event.body.as_ref(),
        speaker,
        response.map(|it| &it.by),
    ];
    let texts = texts
        .into_iter()
        .chain([response.and_then(|it| it.text.as_ref())])
        .flatten();
    texts
        .flat_map(LocalizedText::iter)
        .any(|(_, text)| word.is_in(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// While the reader is in the chart, scrolling moves only the reading place; an action on an
    /// event moves both.
    #[test]
    fn a_filter_unfolds_for_good() {
        let mut state = State::new(Lang::english(), None, false);
        let mut folded_after = |action: Action| {
            state = state.clone().after(action);
            state.folded
        };
        assert!(folded_after(Action::Fold(true)));
        assert!(folded_after(Action::SetQuery(String::new())));
        assert!(!folded_after(Action::SetQuery("lamp".to_owned())));
        assert!(!folded_after(Action::Fold(true)));
        assert!(!folded_after(Action::ClearFilters));
        assert!(folded_after(Action::Fold(true)));
    }

    #[test]
    fn the_chart_stays_until_the_reader_leaves_it_or_asks() {
        let mut state = State::new(Lang::english(), None, false);
        let mut after = |action: Action| {
            state = state.clone().after(action);
            (state.reading, state.charted)
        };
        assert_eq!(after(Action::ReadingMoved(Some(3))), (Some(3), None));
        assert_eq!(after(Action::ChartMoved(Some(3))), (Some(3), Some(3)));
        assert_eq!(after(Action::ReadingMoved(Some(5))), (Some(5), Some(3)));
        assert_eq!(after(Action::SetDay(None)), (Some(5), Some(5)));
        assert_eq!(after(Action::Open(7)), (Some(7), Some(7)));
    }
}
