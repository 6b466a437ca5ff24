//! The chart with its explanations: headline, date, the same facts in a sentence, bars by measure,
//! legend, scrubber and table.

use std::rc::Rc;

use yew::{AttrValue, MouseEvent};

use crate::chart::Block;
use crate::locale::Word;
use crate::sort::stable_sort_by;
use crate::story::{Day, Id, Observation};
use yew_builder::HtmlBuilder;

use super::actor_mark::named;
use super::bar_group::{self, Bars};
use super::event_card::citations;
use super::parts;
use super::scrubber::{self, Scrubber};
use super::shapes::{colour_class, hatching};
use super::text::{Wording, localized, localized_attr, plain, plain_paragraphs};
use super::{Dispatch, Report, Scene};
use crate::model::download;
use crate::model::facts::{Facts, LabelledBlock, Legend, Panel, Row};
use crate::model::state::Action;

/// Where a chart is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the page: it has the ids, the hatchings and the control of the day.
    Page,
    /// Over the timeline; the chart in the page is there, too.
    Over,
    /// In the static page, below the first chart.
    Further,
}

pub(super) struct Props<'p> {
    pub(super) scene: &'p Rc<Scene>,
    /// Index of the chart that is shown.
    pub(super) chart: usize,
    /// The day whose knowledge is shown.
    pub(super) day: Day,
    /// The day before the event that is read, to find what the event changed.
    pub(super) before: Option<Day>,
    /// True if the reader set the day.
    pub(super) held: bool,
    pub(super) playing: bool,
    pub(super) chosen: Option<&'p Id>,
    /// The actors of the event that is read.
    pub(super) marked: &'p [Id],
    pub(super) place: Place,
    pub(super) dispatch: &'p Dispatch,
}

pub(super) fn chart_panel(html: &mut HtmlBuilder, props: &Props<'_>) {
    let scene = props.scene;
    let (locale, story) = (&scene.locale, &*scene.story);
    let Some(chart) = story.document().charts.get(props.chart) else {
        return;
    };
    let facts = Facts { story, locale };
    let panels = facts.panels(chart, props.day);
    let scale = facts.scale(chart);
    let change = props
        .before
        .map(|before| facts.change(chart, before, props.day))
        .unwrap_or_default();
    let id = (props.place != Place::Over).then(|| AttrValue::from(chart.id.to_string()));
    let section = html
        .element("section")
        .attr("part", "chart")
        .attr(parts::PART, parts::CHART)
        .attr_opt("id", id);
    // Without a name it is no landmark; its heading leads to it.
    section.class("ex-chart").children(|html| {
        if props.place == Place::Page {
            patterns(html, facts, props.day);
        }
        html.element("div").class("ex-chart-head").children(|html| {
            scene.heading(html, 1, "ex-title", |html| {
                html.element("span")
                    .attr(parts::PART, parts::CHART_TEXT)
                    .children(|html| plain(html, scene, &chart.title));
            });
            html.element("p")
                .attr(parts::PART, parts::CHART_TEXT)
                .class("ex-day")
                .words(locale.day(props.day.previous()));
        });
        html.fragment(|html| {
            for it in facts.blocks(&panels, scale, props.chosen, props.marked) {
                block(html, props, false, it);
            }
        });
        html.fragment(|html| {
            if let Some(it) = facts.inset(&panels, scale) {
                block(html, props, true, it);
            }
        });
        html.fragment(|html| {
            if props.place != Place::Further {
                html.component::<Scrubber>(scrubber::Props {
                    scene: scene.clone(),
                    chart: props.chart,
                    day: props.day,
                    held: props.held,
                    playing: props.playing,
                    dispatch: props.dispatch.clone(),
                });
            }
        });
        html.element("details")
            .bool_attr("open", props.chosen.is_some())
            .class("ex-help")
            .children(|html| {
                html.element("summary")
                    .children(|html| localized(html, locale, Word::HowToRead));
                html.element("p")
                    .attr(parts::PART, parts::CHART_TEXT)
                    .class("ex-sum")
                    .children(|html| {
                        html.words(facts.summary(&panels));
                        html.static_text(" ");
                        html.element("span").class("ex-change").words(change);
                    });
                legend(html, scene, facts.legend(&panels, chart));
                table(html, props, facts, &panels);
                tools(html, props);
            });
    });
}

/// Writes the controls for the other charts: a button in the live story, and the chart itself,
/// behind its title, in the static one.
pub(super) fn other_charts(html: &mut HtmlBuilder, props: &Props<'_>) {
    let scene = props.scene;
    for (chart, other) in scene.story.document().charts.iter().enumerate() {
        if chart == props.chart {
            continue;
        }
        let title = other.title.plain(scene.locale.lang());
        let label = scene.locale.fill(Word::OtherChart, &[("name", &title)]);
        if scene.options.live {
            let dispatch = props.dispatch.clone();
            html.element("p").class("ex-other-chart").children(|html| {
                html.button("ex-text", move |_| dispatch.emit(Action::ShowChart(chart)))
                    .words(label);
            });
        } else {
            html.element("details")
                .class("ex-other-chart")
                .children(|html| {
                    html.element("summary").words(title);
                    chart_panel(
                        html,
                        &Props {
                            chart,
                            place: Place::Further,
                            ..*props
                        },
                    );
                });
        }
    }
}

/// Writes the stripes for every colour that a hatched bar has.
fn patterns(html: &mut HtmlBuilder, facts: Facts<'_>, day: Day) {
    let charts = facts.story.document().charts.iter();
    let panels: Vec<_> = charts.flat_map(|chart| facts.panels(chart, day)).collect();
    let rows = panels.iter().flat_map(|panel| panel.rows.iter());
    let mut colours: Vec<&str> = Vec::new();
    for colour in rows.map(|row| colour_class(row.actor.colour)) {
        if !colours.contains(&colour) {
            colours.push(colour);
        }
    }
    let svg = html
        .element("svg")
        .attr("width", "0")
        .attr("height", "0")
        .attr("aria-hidden", "true")
        .attr(parts::PART, parts::PATTERNS);
    svg.class("ex-patterns").children(|html| {
        html.element("defs").children(|html| {
            for colour in colours {
                hatching(html, format!("{colour}-hatch"), colour);
            }
        });
    });
}

fn block(html: &mut HtmlBuilder, props: &Props<'_>, inset: bool, it: LabelledBlock) {
    let div = html.element("div").class(if inset {
        "ex-block ex-inset"
    } else {
        "ex-block"
    });
    // An inset repeats bars for the eye; a screen reader should say them once.
    div.attr_opt("aria-hidden", inset.then(|| "true".into()))
        .children(|html| {
            let locale = &props.scene.locale;
            let mut label = it.label.clone();
            // The name of the group has the same words; a screen reader should say them once.
            html.element("p")
                .attr(parts::PART, parts::CHART_TEXT)
                .attr("aria-hidden", "true")
                .class("ex-measure")
                .children(|html| {
                    html.words(it.label);
                    if let Some(remark) = it.remark {
                        label = format!(
                            "{label}{}{}",
                            locale.word(Word::ListJoin),
                            locale.word(remark)
                        );
                        html.static_text(" ");
                        html.element("small")
                            .children(|html| localized(html, locale, remark));
                    }
                });
            bars(html, props, inset, label, it.block, it.actors, it.max);
            html.fragment(|html| {
                if let Some(rest) = it.rest {
                    html.element("details").class("ex-rest").children(|html| {
                        html.element("summary").words(rest.label.clone());
                        bars(
                            html,
                            props,
                            inset,
                            rest.label,
                            rest.block,
                            rest.actors,
                            rest.max,
                        );
                    });
                }
            });
        });
}

fn bars(
    html: &mut HtmlBuilder,
    props: &Props<'_>,
    inset: bool,
    label: String,
    block: Block,
    actors: Vec<Id>,
    max: i64,
) {
    html.component::<Bars>(bar_group::Props {
        scene: props.scene.clone(),
        inset,
        label: label.into(),
        block,
        actors,
        max,
        chosen: props.chosen.cloned(),
        dispatch: props.dispatch.clone(),
    });
}

fn legend(html: &mut HtmlBuilder, scene: &Scene, legend: Legend<'_>) {
    html.element("div").class("ex-legend").children(|html| {
        html.element("p").words(legend.marks);
        for note in legend.notes {
            plain_paragraphs(html, scene, note);
        }
    });
}

/// Writes the same facts as a table: those of the chart, or all amounts of the actor that the
/// reader chose.
fn table(html: &mut HtmlBuilder, props: &Props<'_>, facts: Facts<'_>, panels: &[Panel<'_>]) {
    let locale = facts.locale;
    let has_amounts = |id: &&Id| {
        facts
            .story
            .document()
            .observations
            .iter()
            .any(|seen| seen.actor == **id)
    };
    let actor = props
        .chosen
        .filter(has_amounts)
        .and_then(|id| facts.story.actor(id));
    let caption = actor.map_or_else(
        || locale.text(Word::Table),
        |actor| locale.fill(Word::Amounts, &[("name", &actor.name.plain(locale.lang()))]),
    );
    let rows = match actor {
        Some(actor) => {
            let seen = facts
                .story
                .document()
                .observations
                .iter()
                .filter(|seen| seen.actor == actor.id);
            let seen = stable_sort_by(seen.collect(), |a: &&Observation, b| a.date.cmp(&b.date));
            seen.into_iter()
                .map(|seen| Row {
                    actor,
                    seen: Some(seen),
                })
                .collect()
        }
        None => panels
            .iter()
            .flat_map(|panel| &panel.rows)
            .copied()
            .collect::<Vec<_>>(),
    };
    html.element("div").class("ex-amounts").children(|html| {
        html.element("table").children(|html| {
            html.element("caption").words(caption);
            html.element("thead").children(|html| {
                html.element("tr").children(|html| {
                    for word in [Word::Actor, Word::Measure, Word::Amount, Word::Date] {
                        html.element("th")
                            .attr("scope", "col")
                            .children(|html| localized(html, locale, word));
                    }
                });
            });
            html.element("tbody").children(|html| {
                for row in rows {
                    html.fragment(|html| line(html, props, facts, row));
                }
            });
        });
    });
}

fn line(html: &mut HtmlBuilder, props: &Props<'_>, facts: Facts<'_>, row: Row<'_>) {
    let locale = facts.locale;
    let Some((seen, measure)) = row
        .seen
        .and_then(|seen| Some((seen, facts.story.measure(&seen.measure)?)))
    else {
        return;
    };
    let remark = facts.remark(seen, measure);
    html.element("tr").children(|html| {
        html.element("th")
            .attr("scope", "row")
            .children(|html| named(html, props.scene, row.actor));
        let cell = |html: &mut HtmlBuilder, head: Word, write: &dyn Fn(&mut HtmlBuilder)| {
            html.element("td")
                .attr("data-head", localized_attr(locale, head))
                .children(write);
        };
        cell(html, Word::Measure, &|html| {
            plain(html, props.scene, &measure.name);
        });
        cell(html, Word::Amount, &|html| {
            html.words(facts.amount(seen, measure));
            html.static_text(" ");
            html.element("small")
                .words(format!("({})", locale.exactly(seen, measure.currency)));
            if !remark.is_empty() {
                html.static_text(" ");
                html.element("small").words(remark.clone());
            }
        });
        cell(html, Word::Date, &|html| {
            html.words(locale.date(&seen.date));
            html.static_text(" ");
            citations(html, props.scene, Word::Sources, &facts.sources(seen));
        });
    });
}

/// Writes the downloads; on the static page, placeholders for them.
fn tools(html: &mut HtmlBuilder, props: &Props<'_>) {
    let scene = props.scene;
    let live = scene.options.live;
    let foot = html
        .element("p")
        .attr_opt("aria-hidden", (!live).then_some("true".into()));
    foot.class(if live {
        "ex-foot ex-tools"
    } else {
        "ex-foot ex-tools ex-placeholder"
    })
    .children(|html| {
        for (word, kind) in [
            (Word::Csv, "csv"),
            (Word::Json, "json"),
            (Word::Svg, "svg"),
            (Word::Png, "png"),
        ] {
            let (from, chart, day) = (scene.clone(), props.chart, props.day);
            tool(html, scene, word, move |_| {
                if let Some(text) = file(&from, chart, day, kind) {
                    from.report.emit(Report::Download { kind, text });
                }
            });
        }
    });
}

fn tool(
    html: &mut HtmlBuilder,
    scene: &Scene,
    word: Word,
    dispatch: impl Fn(MouseEvent) + 'static,
) {
    let label = scene.locale.text(word);
    if scene.options.live {
        let purpose = scene.locale.fill(Word::Download, &[("kind", &label)]);
        html.button("ex-text", dispatch)
            .attr("aria-label", purpose)
            .words(label);
    } else {
        html.element("span").class("ex-text").words(label);
    }
}

/// Returns the content of a file of the chart; for a picture, the text below it. `None` if there is
/// no chart.
fn file(scene: &Scene, chart: usize, day: Day, kind: &str) -> Option<String> {
    let (story, locale) = (&*scene.story, &scene.locale);
    let chart = story.document().charts.get(chart)?;
    let facts = Facts { story, locale };
    let panels = facts.panels(chart, day);
    Some(match kind {
        "csv" => download::csv(facts, &panels),
        "json" => download::json(
            facts,
            &panels,
            &chart.title.plain(locale.lang()),
            &locale.day(day.previous()),
        ),
        _ => download::cite(story, locale),
    })
}
