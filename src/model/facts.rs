//! The facts of a chart on a day: its bars, the same facts as a sentence, and the changes. Bars,
//! sentences, table and downloads all come from here, so that they agree.

use crate::chart::{Bar, Block};
use crate::locale::{Locale, Word};
use crate::sort::stable_sort_by;
use crate::story::{
    Actor, Chart, Day, Fill, Id, LocalizedText, Measure, Observation, Qualifier, Story,
};

/// A measure's actors on a day, each with the amount known by then.
pub(crate) struct Panel<'s> {
    pub(crate) measure: &'s Measure,
    pub(crate) rows: Vec<Row<'s>>,
}

/// An actor and its latest known amount.
#[derive(Clone, Copy)]
pub(crate) struct Row<'s> {
    pub(crate) actor: &'s Actor,
    pub(crate) seen: Option<&'s Observation>,
}

/// A block of bars with its heading, as the page and pictures show it.
pub(crate) struct LabelledBlock {
    /// The name of the measure, or by how much the block is magnified.
    pub(crate) label: String,
    /// A remark after the name.
    pub(crate) remark: Option<Word>,
    /// The bars.
    pub(crate) block: Block,
    /// The actors of the bars, in the same order.
    pub(crate) actors: Vec<Id>,
    /// The end of the scale.
    pub(crate) max: i64,
    /// The smaller bars of a long block, under a label that says how many they are.
    pub(crate) rest: Option<Box<LabelledBlock>>,
}

/// An explanation of the chart.
pub(crate) struct Legend<'s> {
    /// The meaning of the ends of bars, as far as they occur; may be empty.
    pub(crate) marks: String,
    /// The notes of the measures and of the chart.
    pub(crate) notes: Vec<&'s LocalizedText>,
}

/// Amounts below this share of the scale are drawn once more, larger.
const SMALL: i64 = 20;

/// A block shows this many of its largest bars; the others fold behind a line.
const LARGEST: usize = 12;

/// Returns how many of a number of bars are shown: one more bar takes less room than the line that
/// would hide it.
fn largest(count: usize) -> usize {
    if count > LARGEST + 1 { LARGEST } else { count }
}

/// A story's facts in one language.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'s> {
    pub(crate) story: &'s Story,
    pub(crate) locale: &'s Locale,
}

impl<'s> Facts<'s> {
    /// Returns the panels of a chart on a day, with every actor that ever has an amount, in the
    /// order of the amounts at the end of the story, the largest first.
    pub(crate) fn panels(&self, chart: &Chart, day: Day) -> Vec<Panel<'s>> {
        let measures = chart
            .measures
            .iter()
            .filter_map(|id| self.story.measure(id));
        measures
            .map(|measure| Panel {
                measure,
                rows: self.rows(measure, day),
            })
            .collect()
    }

    fn rows(&self, measure: &'s Measure, day: Day) -> Vec<Row<'s>> {
        let last = |actor: &Actor| {
            self.story
                .known(&actor.id, &measure.id, Day::FOREVER)
                .map(|seen| seen.range().1)
        };
        let actors = self.story.document().actors.iter();
        let ranked = actors
            .filter_map(|actor| Some((last(actor)?, actor)))
            .collect();
        let ranked = stable_sort_by(ranked, |a: &(i64, &Actor), b| b.0.cmp(&a.0));
        let row = |(_, actor): (i64, &'s Actor)| Row {
            actor,
            seen: self.story.known(&actor.id, &measure.id, day),
        };
        ranked.into_iter().map(row).collect()
    }

    /// Returns the end of the chart's scale: the largest amount on any day.
    pub(crate) fn scale(&self, chart: &Chart) -> i64 {
        let shown = self.story.document().observations.iter();
        shown
            .filter(|seen| chart.measures.contains(&seen.measure))
            .map(|seen| seen.range().1)
            .max()
            .unwrap_or(1)
    }

    /// Returns the panels' blocks of bars. An actor without an amount keeps its place, without a
    /// bar.
    pub(crate) fn blocks(
        &self,
        panels: &[Panel<'_>],
        max: i64,
        chosen: Option<&Id>,
        marked: &[Id],
    ) -> Vec<LabelledBlock> {
        let block = |panel: &Panel<'_>| {
            let same_scale = panels.len() > 1 && panel.measure.fill == Fill::Hatched;
            let (shown, rest) = panel.rows.split_at(largest(panel.rows.len()));
            let labelled = |label: String, rows: &[Row<'_>]| {
                let bars = rows
                    .iter()
                    .map(|row| self.bar(row, panel.measure, chosen, marked));
                LabelledBlock {
                    label,
                    remark: None,
                    block: Block {
                        bars: bars.collect(),
                    },
                    actors: rows.iter().map(|row| row.actor.id.clone()).collect(),
                    max,
                    rest: None,
                }
            };
            LabelledBlock {
                remark: same_scale.then_some(Word::SameScale),
                rest: (!rest.is_empty()).then(|| Box::new(labelled(self.more(rest.len()), rest))),
                ..labelled(self.text(&panel.measure.name), shown)
            }
        };
        panels.iter().map(block).collect()
    }

    /// Returns the words for a number of things that are left out.
    fn more(&self, count: usize) -> String {
        let count = self.locale.number(count);
        self.locale.fill(Word::More, &[("n", &count)])
    }

    /// Returns the largest of the amounts that are too small to compare, on a scale of their own;
    /// `None` if there are none.
    pub(crate) fn inset(&self, panels: &[Panel<'_>], max: i64) -> Option<LabelledBlock> {
        let (times, rows) = magnified(panels, max)?;
        let bars = rows
            .iter()
            .map(|(panel, row)| self.bar(row, panel.measure, None, &[]));
        Some(LabelledBlock {
            label: self
                .locale
                .fill(Word::Magnified, &[("n", &self.locale.number(times))]),
            remark: None,
            block: Block {
                bars: bars.collect(),
            },
            actors: rows.iter().map(|(_, row)| row.actor.id.clone()).collect(),
            max: max / times,
            rest: None,
        })
    }

    /// Returns the meaning of the marks that bars of these figures have.
    fn marks(&self, seen: &[&Observation]) -> String {
        let locale = self.locale;
        let is = |qualifier: Qualifier| seen.iter().any(|seen| seen.qualifier == qualifier);
        let range = seen.iter().any(|seen| seen.range().0 < seen.range().1);
        let words = [
            (is(Qualifier::AtLeast), Word::LegendAtLeast),
            (is(Qualifier::About), Word::LegendAbout),
            (is(Qualifier::UpTo), Word::LegendUpTo),
            (range, Word::LegendRange),
        ];
        let marks = words
            .into_iter()
            .filter(|(used, _)| *used)
            .map(|(_, word)| locale.text(word));
        let part = seen
            .iter()
            .find_map(|seen| seen.part.as_ref())
            .map(|part| locale.fill(Word::LegendPart, &[("name", &self.text(&part.name))]));
        marks.chain(part).collect::<Vec<_>>().join(self.space())
    }

    /// Returns the space between two sentences.
    fn space(&self) -> &'static str {
        if self.locale.lang().is_cjk() { "" } else { " " }
    }

    /// Returns the explanation of what the panels show.
    pub(crate) fn legend(&self, panels: &[Panel<'s>], chart: &'s Chart) -> Legend<'s> {
        let seen: Vec<&Observation> = panels
            .iter()
            .flat_map(|panel| panel.rows.iter().filter_map(|row| row.seen))
            .collect();
        let notes = panels
            .iter()
            .filter_map(|panel| panel.measure.note.as_ref());
        Legend {
            marks: self.marks(&seen),
            notes: notes.chain(&chart.note).collect(),
        }
    }

    /// Returns the day of the story's last edition in words, and the numbers of its events, sources
    /// and corrections.
    pub(crate) fn edition(&self) -> [String; 4] {
        let (locale, document) = (self.locale, self.story.document());
        let day = locale.date(&document.as_of);
        [
            locale.fill(Word::AsOf, &[("date", &day)]),
            locale.count(Word::EventCountOne, Word::EventCount, document.events.len()),
            locale.count(
                Word::SourceCountOne,
                Word::SourceCount,
                document.sources.len(),
            ),
            locale.count(
                Word::CorrectionCountOne,
                Word::CorrectionCount,
                document.corrections.len(),
            ),
        ]
    }

    /// Returns the bar of an actor.
    pub(crate) fn bar(
        &self,
        row: &Row<'_>,
        measure: &Measure,
        chosen: Option<&Id>,
        marked: &[Id],
    ) -> Bar {
        let name = self.text(&row.actor.name);
        let nothing = || {
            let nothing = self.locale.text(Word::NothingKnown);
            let sentence = format!("{name}: {nothing}");
            ("–".to_owned(), sentence, String::new())
        };
        let (amount, sentence, remark) = row.seen.map_or_else(nothing, |seen| {
            let sentence = self.sentence(row.actor, seen, measure);
            let remark = self.remark(seen, measure);
            (self.amount(seen, measure), sentence, remark)
        });
        let part = row.seen.and_then(|seen| seen.part.as_ref());
        let marks = self.marks(row.seen.as_slice());
        Bar {
            name,
            amount,
            sentence,
            tooltip: [marks, remark.clone()].join(self.space()).trim().to_owned(),
            remark,
            range: row.seen.map_or((0, 0), Observation::range),
            part: part.map_or(0, |part| part.amount),
            qualifier: row.seen.map_or(Qualifier::Exact, |seen| seen.qualifier),
            colour: row.actor.colour,
            fill: measure.fill,
            chosen: chosen == Some(&row.actor.id),
            marked: marked.contains(&row.actor.id),
        }
    }

    /// Returns the amount in the words that its bar has.
    pub(crate) fn amount(&self, seen: &Observation, measure: &Measure) -> String {
        self.locale.observation(seen, measure.currency)
    }

    /// Returns the sources of a figure: its own, or those of the terms of a sum.
    pub(crate) fn sources(&self, seen: &Observation) -> Vec<Id> {
        let mut sources = seen.sources.clone();
        let terms = self
            .story
            .document()
            .observations
            .iter()
            .filter(|term| seen.sum_of.contains(&term.id));
        for source in terms.flat_map(|term| &term.sources) {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
        sources
    }

    /// Returns the remark on a figure: its part, its origin if it is our sum, its note.
    pub(crate) fn remark(&self, seen: &Observation, measure: &Measure) -> String {
        let mut remarks = Vec::new();
        if let Some(part) = &seen.part {
            let amount = self.locale.amount(part.amount, measure.currency);
            let values = [("amount", &*amount), ("name", &*self.text(&part.name))];
            remarks.push(self.locale.fill(Word::OfWhich, &values));
        }
        if !seen.sum_of.is_empty() {
            remarks.push(self.locale.text(Word::OurSum));
        }
        remarks.extend(seen.note.as_ref().map(|note| self.text(note)));
        remarks.join(self.locale.word(Word::RemarkJoin))
    }

    fn sentence(&self, actor: &Actor, seen: &Observation, measure: &Measure) -> String {
        let values = [
            ("actor", &*self.text(&actor.name)),
            ("measure", &*self.text(&measure.name)),
            ("amount", &*self.amount(seen, measure)),
            ("date", &*self.locale.date(&seen.date)),
        ];
        self.locale.fill(Word::BarSentence, &values)
    }

    /// Returns all amounts of the day in one sentence.
    pub(crate) fn summary(&self, panels: &[Panel<'_>]) -> String {
        let known = panels
            .iter()
            .flat_map(|panel| panel.rows.iter().map(move |row| (panel, row)));
        let mut parts: Vec<String> = known
            .filter_map(|(panel, row)| {
                let amount = self.amount(row.seen?, panel.measure);
                let values = [
                    ("actor", &*self.text(&row.actor.name)),
                    ("amount", &*amount),
                ];
                let fact = self.locale.fill(Word::Fact, &values);
                let plain = panel.measure.fill == Fill::Solid;
                let measure = self.text(&panel.measure.name);
                let aside = [("fact", &*fact), ("measure", &*measure)];
                Some(if plain {
                    fact
                } else {
                    self.locale.fill(Word::FactAside, &aside)
                })
            })
            .collect();
        if parts.is_empty() {
            return self.locale.text(Word::NothingKnown);
        }
        let rest = parts.len() - largest(parts.len());
        if rest > 0 {
            parts.truncate(LARGEST);
            parts.push(self.more(rest));
        }
        self.locale.fill(
            Word::ByThisDay,
            &[("list", &parts.join(self.locale.word(Word::ListJoin)))],
        )
    }

    /// Returns what became known between two days, in words; empty if nothing did.
    pub(crate) fn change(&self, chart: &Chart, before: Day, day: Day) -> String {
        let (old, new) = (self.panels(chart, before), self.panels(chart, day));
        let rows = |panels: &[Panel<'s>]| -> Vec<(&'s Measure, Row<'s>)> {
            panels
                .iter()
                .flat_map(|panel| panel.rows.iter().map(|row| (panel.measure, *row)))
                .collect()
        };
        let pairs = rows(&old).into_iter().zip(rows(&new));
        let parts: Vec<String> = pairs
            .filter(|((_, old), (_, new))| {
                old.seen.map(|seen| &seen.id) != new.seen.map(|seen| &seen.id)
            })
            .filter_map(|((measure, old), (_, new))| {
                let name = self.text(&new.actor.name);
                let b = self.amount(new.seen?, measure);
                let a = old.seen.map(|seen| self.amount(seen, measure));
                let word = if a.is_some() {
                    Word::FromTo
                } else {
                    Word::NewAmount
                };
                let values = [
                    ("actor", &*name),
                    ("a", a.as_deref().unwrap_or_default()),
                    ("b", &*b),
                ];
                Some(self.locale.fill(word, &values))
            })
            .collect();
        if parts.is_empty() {
            return String::new();
        }
        self.locale.fill(
            Word::Changed,
            &[("list", &parts.join(self.locale.word(Word::ListJoin)))],
        )
    }

    /// Returns the days on which the chart changes, and the story's last.
    pub(crate) fn days(&self, chart: &Chart) -> Vec<Day> {
        let document = self.story.document();
        let shown = document
            .observations
            .iter()
            .filter(|seen| chart.measures.contains(&seen.measure));
        let mut days: Vec<Day> = shown.map(|seen| seen.date.end_exclusive()).collect();
        days.push(document.as_of.end_exclusive());
        days.retain(|day| day.is_finite());
        let mut days = stable_sort_by(days, Day::cmp);
        days.dedup();
        days
    }

    fn text(&self, text: &LocalizedText) -> String {
        text.plain(self.locale.lang())
    }
}

/// Returns the amounts too small to compare on a scale, and how many times larger they are drawn.
fn magnified<'p, 's>(
    panels: &'p [Panel<'s>],
    scale: i64,
) -> Option<(i64, Vec<(&'p Panel<'s>, Row<'s>)>)> {
    let small = |row: &Row<'_>| {
        row.seen
            .is_some_and(|seen| (1..scale / SMALL).contains(&seen.range().1))
    };
    let mut rows: Vec<_> = panels
        .iter()
        .flat_map(|panel| {
            panel
                .rows
                .iter()
                .filter(|row| small(row))
                .map(move |row| (panel, *row))
        })
        .collect();
    let largest = rows
        .iter()
        .filter_map(|(_, row)| row.seen)
        .map(|seen| seen.range().1)
        .max()?;
    // The largest round factor at which the largest of them still fits: 20, 50, 100, 200 …
    let factors = (1..17).flat_map(|zeros| [2, 5, 10].map(|digit| digit * 10_i64.pow(zeros)));
    let times = factors
        .take_while(|times| largest <= scale / times)
        .last()?;
    rows.truncate(LARGEST);
    Some((times, rows))
}
