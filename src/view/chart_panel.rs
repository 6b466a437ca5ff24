//! The chart with all that makes it readable: headline, large date, the same facts in a sentence, bars by
//! measure, what the marks mean, the way through time, and the table.

use yew::{Html, MouseEvent, html};

use crate::chart::hatching;
use crate::locale::Word;
use crate::story::{Chart, Fill, Id, Observation, Qualifier, ordered};

use super::actor_mark::actor_mark;
use super::bars::Bars;
use super::event_card::citations;
use super::facts::{self, Facts, Panel, Row, colour_class, plain};
use super::prose::{inline, paragraphs, say};
use super::scrubber::Scrubber;
use super::state::Action;
use super::take;
use super::{Act, Report, Scene};

pub(super) struct Props {
    pub(super) scene: Scene,
    /// Which of the story's charts.
    pub(super) chart: usize,
    /// The day whose knowledge is shown.
    pub(super) day: f64,
    /// The day before the event that is read, to tell what the event changed.
    pub(super) before: Option<f64>,
    /// Whether the reader set the day.
    pub(super) held: bool,
    pub(super) playing: bool,
    pub(super) chosen: Option<Id>,
    /// Who takes part in the event that is read.
    pub(super) marked: Vec<Id>,
    /// Whether it lies over the timeline, while the page's own, with what it is known by, is still there.
    pub(super) over: bool,
    pub(super) act: Act,
}

pub(super) fn chart_panel(props: &Props) -> Html {
    let scene = &props.scene;
    let (locale, lang, story) = (&scene.locale, scene.locale.lang(), &*scene.story);
    let Some(chart) = story.document().charts.get(props.chart) else { return Html::default() };
    let facts = Facts { story, locale };
    let panels = facts.panels(chart, props.day);
    let scale = facts.scale(chart);
    let change = props.before.map(|before| facts.change(chart, before, props.day)).unwrap_or_default();
    html! {
        <section class="chart" part="chart" id={(!props.over).then(|| chart.id.to_string())} aria-label={(!props.over).then(|| plain(&chart.title, lang))}>
            if !props.over {
                { patterns(&panels) }
            }
            { scene.heading(1, "title", inline(&chart.title, lang, "")) }
            <p class="day">{ locale.day(props.day - 1.0) }</p>
            <p class="sum">{ facts.summary(&panels) }{ " " }<span class="change">{ change }</span></p>
            { for panels.iter().map(|panel| block(props, facts, panel, scale, panels.len() > 1)) }
            { inset(props, facts, &panels, scale) }
            <Scrubber
                scene={scene.clone()}
                chart={props.chart}
                day={props.day}
                held={props.held}
                playing={props.playing}
                act={props.act.clone()}
            />
            { legend(facts, &panels, chart) }
            { table(props, facts, &panels) }
            { tools(props, facts) }
        </section>
    }
}

/// Stripes for every colour that a hatched bar has.
fn patterns(panels: &[Panel<'_>]) -> Html {
    let rows = panels.iter().flat_map(|panel| panel.rows.iter());
    let mut colours: Vec<&str> = Vec::new();
    for colour in rows.map(|row| colour_class(row.actor.colour)) {
        if !colours.contains(&colour) {
            colours.push(colour);
        }
    }
    let patterns =
        colours.into_iter().map(|colour| hatching(format!("explainer-hatch-{colour}"), colour.to_owned()));
    html! { <svg class="patterns" width="0" height="0" aria-hidden="true"><defs>{ for patterns }</defs></svg> }
}

fn block(props: &Props, facts: Facts<'_>, panel: &Panel<'_>, max: i64, several: bool) -> Html {
    let locale = facts.locale;
    let name = plain(&panel.measure.name, locale.lang());
    let hatched = panel.measure.fill == Fill::Hatched;
    html! {
        <div class="block">
            <p class="measure">
                { name.clone() }
                if several && hatched {
                    { " " }<small>{ say(locale, Word::SameScale) }</small>
                }
            </p>
            <Bars
                scene={props.scene.clone()}
                label={name}
                block={facts.block(panel, props.chosen.as_ref(), &props.marked)}
                actors={panel.rows.iter().map(|row| row.actor.id.clone()).collect::<Vec<_>>()}
                {max}
                chosen={props.chosen.clone()}
                act={props.act.clone()}
            />
        </div>
    }
}

/// What is too small to compare, on a scale of its own that says how much larger it is.
fn inset(props: &Props, facts: Facts<'_>, panels: &[Panel<'_>], max: i64) -> Html {
    let Some((times, rows)) = facts::inset(panels, max) else { return Html::default() };
    let label = facts.locale.fill(Word::Magnified, &[("n", &times.to_string())]);
    let bars = rows.iter().map(|(panel, row)| facts.bar(row, panel.measure, None, &[])).collect();
    html! {
        <div class="block inset">
            <p class="measure">{ label.clone() }</p>
            <Bars
                scene={props.scene.clone()}
                {label}
                block={crate::chart::Block { bars }}
                actors={rows.iter().map(|(_, row)| row.actor.id.clone()).collect::<Vec<_>>()}
                max={max / times}
                chosen={props.chosen.clone()}
                act={props.act.clone()}
            />
        </div>
    }
}

/// What the ends of bars mean, as far as they occur, and what must be known to compare.
fn legend(facts: Facts<'_>, panels: &[Panel<'_>], chart: &Chart) -> Html {
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
    let notes = notes.map(|note| paragraphs(note, locale.lang(), ""));
    let space = if locale.lang().is_cjk() { "" } else { " " };
    html! {
        <div class="legend">
            <p>{ marks.chain(part).collect::<Vec<_>>().join(space) }</p>
            { for notes }
        </div>
    }
}

/// The same facts as a table: the chart's, or all amounts of the actor that the reader chose.
fn table(props: &Props, facts: Facts<'_>, panels: &[Panel<'_>]) -> Html {
    let locale = facts.locale;
    let has_amounts = |id: &&Id| facts.story.document().observations.iter().any(|seen| seen.actor == **id);
    let actor = props.chosen.as_ref().filter(has_amounts).and_then(|id| facts.story.actor(id));
    let caption = actor.map_or_else(
        || locale.word(Word::Table).to_owned(),
        |actor| locale.fill(Word::Amounts, &[("name", &plain(&actor.name, locale.lang()))]),
    );
    let rows: Vec<Html> = match actor {
        Some(actor) => {
            let seen: Vec<&Observation> =
                facts.story.document().observations.iter().filter(|seen| seen.actor == actor.id).collect();
            ordered(seen, |a, b| a.date.cmp(&b.date))
                .into_iter()
                .map(|seen| line(props, facts, Row { actor, seen: Some(seen) }))
                .collect()
        }
        None => panels.iter().flat_map(|panel| &panel.rows).map(|row| line(props, facts, *row)).collect(),
    };
    let heads = [Word::Actor, Word::Measure, Word::Amount, Word::Date];
    let heads = heads.map(|word| html! { <th scope="col">{ say(locale, word) }</th> });
    html! {
        <details class="amounts" open={actor.is_some()}>
            <summary>{ caption }</summary>
            <table><thead><tr>{ for heads }</tr></thead><tbody>{ for rows }</tbody></table>
        </details>
    }
}

fn line(props: &Props, facts: Facts<'_>, row: Row<'_>) -> Html {
    let (locale, lang) = (facts.locale, facts.locale.lang());
    let Some((seen, measure)) = row.seen.and_then(|seen| Some((seen, facts.story.measure(&seen.measure)?)))
    else {
        return Html::default();
    };
    let remark = facts.remark(seen, measure);
    let head = |word: Word| locale.word(word).to_owned();
    html! {
        <tr>
            <th scope="row">
                { actor_mark(row.actor) }
                { inline(&row.actor.name, lang, "") }
            </th>
            <td data-head={head(Word::Measure)}>{ inline(&measure.name, lang, "") }</td>
            <td data-head={head(Word::Amount)}>
                { facts.amount(seen, measure) }
                { " " }<small>{ format!("({})", locale.exactly(seen, measure.currency)) }</small>
                if !remark.is_empty() {
                    { " " }<small>{ remark }</small>
                }
            </td>
            <td data-head={head(Word::Date)}>
                { locale.date(&seen.date) }{ " " }{ citations(&props.scene, &facts.sources(seen)) }
            </td>
        </tr>
    }
}

/// The other charts, and what can be taken along; on the static page, their place.
fn tools(props: &Props, facts: Facts<'_>) -> Html {
    let scene = &props.scene;
    let others =
        (0..facts.story.document().charts.len()).filter(|chart| *chart != props.chart).filter_map(|chart| {
            let title = plain(&scene.story.document().charts.get(chart)?.title, scene.locale.lang());
            let act = props.act.clone();
            let onclick = move |_: MouseEvent| act.emit(Action::Chart(chart));
            let label = scene.locale.fill(Word::OtherChart, &[("name", &title)]);
            Some(tool(scene, label, onclick))
        });
    let files = [(Word::Csv, "csv"), (Word::Json, "json"), (Word::Svg, "svg"), (Word::Png, "png")];
    let take = files.map(|(word, kind)| {
        let (scene, chart, day) = (scene.clone(), props.chart, props.day);
        let onclick = move |_: MouseEvent| {
            if let Some(text) = file(&scene, chart, day, kind) {
                scene.report.emit(Report::Take { kind, text });
            }
        };
        tool(&props.scene, props.scene.locale.word(word).to_owned(), onclick)
    });
    let class = if scene.options.live { "foot tools" } else { "foot tools unseen" };
    html! { <p {class} aria-hidden={(!scene.options.live).then_some("true")}>{ for others }{ for take }</p> }
}

/// What a file of the chart holds; of a picture, what to write below it.
fn file(scene: &Scene, chart: usize, day: f64, kind: &str) -> Option<String> {
    let (story, locale) = (&*scene.story, &scene.locale);
    let chart = story.document().charts.get(chart)?;
    let facts = Facts { story, locale };
    let panels = facts.panels(chart, day);
    Some(match kind {
        "csv" => take::csv(facts, &panels),
        "json" => take::json(facts, &panels, &plain(&chart.title, locale.lang()), &locale.day(day - 1.0)),
        _ => take::cite(story, locale),
    })
}

fn tool(scene: &Scene, label: String, onclick: impl Fn(MouseEvent) + 'static) -> Html {
    if !scene.options.live {
        return html! { <span class="text">{ label }</span> };
    }
    html! { <button type="button" class="text" {onclick}>{ label }</button> }
}
