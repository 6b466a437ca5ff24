//! The chart with all that makes it readable: headline, large date, the same facts in a sentence, bars by
//! measure, what the marks mean, the way through time, and the table.

use std::rc::Rc;

use yew::{AttrValue, MouseEvent};

use crate::chart::{Block, hatching};
use crate::locale::Word;
use crate::pen::Pen;
use crate::sort::ordered;
use crate::story::{Chart, Fill, Id, Observation, Qualifier};

use super::actor_mark::actor_mark;
use super::bar_group::{self, Bars};
use super::event_card::citations;
use crate::model::facts::{self, Facts, Panel, Row, colour_class, plain};
use super::text::{inline, named, paragraphs, say};
use super::scrubber::{self, Scrubber};
use crate::model::state::Action;
use crate::model::download;
use super::{Act, Report, Scene};

pub(super) struct Props<'p> {
    pub(super) scene: &'p Rc<Scene>,
    /// Which of the story's charts.
    pub(super) chart: usize,
    /// The day whose knowledge is shown.
    pub(super) day: f64,
    /// The day before the event that is read, to tell what the event changed.
    pub(super) before: Option<f64>,
    /// Whether the reader set the day.
    pub(super) held: bool,
    pub(super) playing: bool,
    pub(super) chosen: Option<&'p Id>,
    /// Who takes part in the event that is read.
    pub(super) marked: &'p [Id],
    /// Whether it lies over the timeline, while the page's own, with what it is known by, is still there.
    pub(super) over: bool,
    pub(super) act: &'p Act,
}

pub(super) fn chart_panel(pen: &mut Pen, props: &Props<'_>) {
    let scene = props.scene;
    let (locale, lang, story) = (&scene.locale, scene.locale.lang(), &*scene.story);
    let Some(chart) = story.document().charts.get(props.chart) else { return };
    let facts = Facts { story, locale };
    let panels = facts.panels(chart, props.day);
    let scale = facts.scale(chart);
    let change = props.before.map(|before| facts.change(chart, before, props.day)).unwrap_or_default();
    let own = |text: String| (!props.over).then(|| AttrValue::from(text));
    let section = pen.tag("section").attr("part", "chart").maybe("id", own(chart.id.to_string()));
    section.maybe("aria-label", own(plain(&chart.title, lang))).class("chart").holds(|pen| {
        if !props.over {
            patterns(pen, &panels);
        }
        scene.heading(pen, 1, "title", |pen| inline(pen, &chart.title, lang, ""));
        pen.tag("p").class("day").text(locale.day(props.day - 1.0));
        pen.tag("p").class("sum").holds(|pen| {
            pen.text(facts.summary(&panels));
            pen.sign(" ");
            pen.tag("span").class("change").text(change);
        });
        pen.group(|pen| {
            for panel in &panels {
                block(pen, props, facts, panel, scale, panels.len() > 1);
            }
        });
        pen.group(|pen| inset(pen, props, facts, &panels, scale));
        pen.component::<Scrubber>(scrubber::Props {
            scene: scene.clone(),
            chart: props.chart,
            day: props.day,
            held: props.held,
            playing: props.playing,
            act: props.act.clone(),
        });
        legend(pen, facts, &panels, chart);
        table(pen, props, facts, &panels);
        tools(pen, props, facts);
    });
}

/// Stripes for every colour that a hatched bar has.
fn patterns(pen: &mut Pen, panels: &[Panel<'_>]) {
    let rows = panels.iter().flat_map(|panel| panel.rows.iter());
    let mut colours: Vec<&str> = Vec::new();
    for colour in rows.map(|row| colour_class(row.actor.colour)) {
        if !colours.contains(&colour) {
            colours.push(colour);
        }
    }
    let svg = pen.tag("svg").attr("width", "0").attr("height", "0").attr("aria-hidden", "true");
    svg.class("patterns").holds(|pen| {
        pen.tag("defs").holds(|pen| {
            for colour in colours {
                hatching(pen, format!("explainer-hatch-{colour}"), colour);
            }
        });
    });
}

fn block(pen: &mut Pen, props: &Props<'_>, facts: Facts<'_>, panel: &Panel<'_>, max: i64, several: bool) {
    let locale = facts.locale;
    let name = plain(&panel.measure.name, locale.lang());
    pen.tag("div").class("block").holds(|pen| {
        pen.tag("p").class("measure").holds(|pen| {
            pen.text(name.clone());
            if several && panel.measure.fill == Fill::Hatched {
                pen.sign(" ");
                pen.tag("small").holds(|pen| say(pen, locale, Word::SameScale));
            }
        });
        let bars = facts.block(panel, props.chosen, props.marked);
        let actors = panel.rows.iter().map(|row| row.actor.id.clone()).collect();
        bars_of(pen, props, name, bars, actors, max);
    });
}

/// What is too small to compare, on a scale of its own that says how much larger it is.
fn inset(pen: &mut Pen, props: &Props<'_>, facts: Facts<'_>, panels: &[Panel<'_>], max: i64) {
    let Some((times, rows)) = facts::inset(panels, max) else { return };
    let label = facts.locale.fill(Word::Magnified, &[("n", &times.to_string())]);
    let bars = rows.iter().map(|(panel, row)| facts.bar(row, panel.measure, None, &[])).collect();
    let actors = rows.iter().map(|(_, row)| row.actor.id.clone()).collect();
    pen.tag("div").class("block inset").holds(|pen| {
        pen.tag("p").class("measure").text(label.clone());
        bars_of(pen, props, label, Block { bars }, actors, max / times);
    });
}

fn bars_of(pen: &mut Pen, props: &Props<'_>, label: String, block: Block, actors: Vec<Id>, max: i64) {
    let (scene, chosen, act) = (props.scene.clone(), props.chosen.cloned(), props.act.clone());
    pen.component::<Bars>(bar_group::Props { scene, label: label.into(), block, actors, max, chosen, act });
}

/// What the ends of bars mean, as far as they occur, and what must be known to compare.
fn legend(pen: &mut Pen, facts: Facts<'_>, panels: &[Panel<'_>], chart: &Chart) {
    let locale = facts.locale;
    let seen: Vec<&Observation> =
        panels.iter().flat_map(|panel| panel.rows.iter().filter_map(|row| row.seen)).collect();
    let is = |qualifier: Qualifier| seen.iter().any(|seen| seen.qualifier == qualifier);
    let range = seen.iter().any(|seen| seen.range().0 < seen.range().1);
    let words = [
        (is(Qualifier::AtLeast), Word::LegendAtLeast),
        (is(Qualifier::About), Word::LegendAbout),
        (is(Qualifier::UpTo), Word::LegendUpTo),
        (range, Word::LegendRange),
    ];
    let marks = words.into_iter().filter(|(used, _)| *used).map(|(_, word)| locale.word(word).to_owned());
    let part = seen
        .iter()
        .find_map(|seen| seen.part.as_ref())
        .map(|part| locale.fill(Word::LegendPart, &[("name", &plain(&part.name, locale.lang()))]));
    let notes = panels.iter().filter_map(|panel| panel.measure.note.as_ref()).chain(&chart.note);
    let space = if locale.lang().is_cjk() { "" } else { " " };
    pen.tag("div").class("legend").holds(|pen| {
        pen.tag("p").text(marks.chain(part).collect::<Vec<_>>().join(space));
        notes.for_each(|note| paragraphs(pen, note, locale.lang(), ""));
    });
}

/// The same facts as a table: the chart's, or all amounts of the actor that the reader chose.
fn table(pen: &mut Pen, props: &Props<'_>, facts: Facts<'_>, panels: &[Panel<'_>]) {
    let locale = facts.locale;
    let has_amounts = |id: &&Id| facts.story.document().observations.iter().any(|seen| seen.actor == **id);
    let actor = props.chosen.filter(has_amounts).and_then(|id| facts.story.actor(id));
    let caption = actor.map_or_else(
        || locale.word(Word::Table).to_owned(),
        |actor| locale.fill(Word::Amounts, &[("name", &plain(&actor.name, locale.lang()))]),
    );
    let rows = match actor {
        Some(actor) => {
            let seen = facts.story.document().observations.iter().filter(|seen| seen.actor == actor.id);
            let seen = ordered(seen.collect(), |a: &&Observation, b| a.date.cmp(&b.date));
            seen.into_iter().map(|seen| Row { actor, seen: Some(seen) }).collect()
        }
        None => panels.iter().flat_map(|panel| &panel.rows).copied().collect::<Vec<_>>(),
    };
    pen.tag("details").flag("open", actor.is_some()).class("amounts").holds(|pen| {
        pen.tag("summary").text(caption);
        pen.tag("table").holds(|pen| {
            pen.tag("thead").holds(|pen| {
                pen.tag("tr").holds(|pen| {
                    for word in [Word::Actor, Word::Measure, Word::Amount, Word::Date] {
                        pen.tag("th").attr("scope", "col").holds(|pen| say(pen, locale, word));
                    }
                });
            });
            pen.tag("tbody")
                .holds(|pen| rows.into_iter().for_each(|row| pen.group(|pen| line(pen, props, facts, row))));
        });
    });
}

fn line(pen: &mut Pen, props: &Props<'_>, facts: Facts<'_>, row: Row<'_>) {
    let (locale, lang) = (facts.locale, facts.locale.lang());
    let Some((seen, measure)) = row.seen.and_then(|seen| Some((seen, facts.story.measure(&seen.measure)?)))
    else {
        return;
    };
    let remark = facts.remark(seen, measure);
    pen.tag("tr").holds(|pen| {
        pen.tag("th").attr("scope", "row").holds(|pen| {
            actor_mark(pen, row.actor);
            inline(pen, &row.actor.name, lang, "");
        });
        let cell = |pen: &mut Pen, head: Word, write: &dyn Fn(&mut Pen)| {
            pen.tag("td").set("data-head", named(locale, head)).holds(write);
        };
        cell(pen, Word::Measure, &|pen| inline(pen, &measure.name, lang, ""));
        cell(pen, Word::Amount, &|pen| {
            pen.text(facts.amount(seen, measure));
            pen.sign(" ");
            pen.tag("small").text(format!("({})", locale.exactly(seen, measure.currency)));
            if !remark.is_empty() {
                pen.sign(" ");
                pen.tag("small").text(remark.clone());
            }
        });
        cell(pen, Word::Date, &|pen| {
            pen.text(locale.date(&seen.date));
            pen.sign(" ");
            citations(pen, props.scene, &facts.sources(seen));
        });
    });
}

/// The other charts, and what can be taken along; on the static page, their place.
fn tools(pen: &mut Pen, props: &Props<'_>, facts: Facts<'_>) {
    let scene = props.scene;
    let live = scene.options.live;
    let foot = pen.tag("p").maybe("aria-hidden", (!live).then_some("true".into()));
    foot.class(if live { "foot tools" } else { "foot tools unseen" }).holds(|pen| {
        for (chart, other) in facts.story.document().charts.iter().enumerate() {
            if chart != props.chart {
                let title = plain(&other.title, scene.locale.lang());
                let act = props.act.clone();
                let label = scene.locale.fill(Word::OtherChart, &[("name", &title)]);
                tool(pen, live, label, move |_| act.emit(Action::Chart(chart)));
            }
        }
        for (word, kind) in [(Word::Csv, "csv"), (Word::Json, "json"), (Word::Svg, "svg"), (Word::Png, "png")]
        {
            let (from, chart, day) = (scene.clone(), props.chart, props.day);
            tool(pen, live, scene.locale.word(word).to_owned(), move |_| {
                if let Some(text) = file(&from, chart, day, kind) {
                    from.report.emit(Report::Take { kind, text });
                }
            });
        }
    });
}

fn tool(pen: &mut Pen, live: bool, label: String, act: impl Fn(MouseEvent) + 'static) {
    if live {
        pen.button("text", act).text(label);
    } else {
        pen.tag("span").class("text").text(label);
    }
}

/// What a file of the chart holds; of a picture, what to write below it.
fn file(scene: &Scene, chart: usize, day: f64, kind: &str) -> Option<String> {
    let (story, locale) = (&*scene.story, &scene.locale);
    let chart = story.document().charts.get(chart)?;
    let facts = Facts { story, locale };
    let panels = facts.panels(chart, day);
    Some(match kind {
        "csv" => download::csv(facts, &panels),
        "json" => download::json(facts, &panels, &plain(&chart.title, locale.lang()), &locale.day(day - 1.0)),
        _ => download::cite(story, locale),
    })
}
