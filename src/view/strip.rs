//! On a narrow screen, the chart as a strip of thin bars that stays at the top while the story scrolls;
//! one tap lays the whole chart over the timeline.

use yew::{Html, MouseEvent, html};

use crate::chart::{Block, draw};
use crate::locale::Word;
use crate::story::Id;

use super::actor_mark::actor_mark;
use super::facts::{Facts, Panel, Row, plain};
use super::state::Action;
use super::{Act, Scene};

pub(super) struct Props {
    pub(super) scene: Scene,
    pub(super) chart: usize,
    pub(super) day: f64,
    pub(super) marked: Vec<Id>,
    /// Whether the whole chart lies open.
    pub(super) open: bool,
    /// The whole chart, when it does.
    pub(super) whole: Html,
    pub(super) act: Act,
}

pub(super) fn strip(props: &Props) -> Html {
    let scene = &props.scene;
    let (locale, story) = (&scene.locale, &*scene.story);
    let Some(chart) = story.document().charts.get(props.chart) else { return Html::default() };
    let facts = Facts { story, locale };
    let panels = facts.panels(chart, props.day);
    let scale = facts.scale(chart);
    let rows = panels.iter().flat_map(|panel| panel.rows.iter().map(move |row| (panel, row)));
    let open = props.open;
    let onclick = props.act.reform(move |_: MouseEvent| Action::ChartOpen(!open));
    let label = locale.word(if open { Word::ChartClose } else { Word::ChartOpen }).to_owned();
    html! {
        <div class="strip" part="strip">
            <button type="button" class="thin" aria-expanded={open.to_string()} {onclick}>
                <span class="head-row">
                    <b>{ plain(&chart.title, locale.lang()) }</b>
                    <span>{ locale.day(props.day - 1.0) }</span>
                </span>
                { for rows.map(|(panel, row)| line(facts, panel, row, scale, &props.marked)) }
                <span class="more">{ label }</span>
            </button>
            if open {
                <div class="whole">{ props.whole.clone() }</div>
            }
        </div>
    }
}

fn line(facts: Facts<'_>, panel: &Panel<'_>, row: &Row<'_>, max: i64, marked: &[Id]) -> Html {
    let bar = facts.bar(row, panel.measure, None, marked);
    let (name, amount, class) = (bar.name.clone(), bar.amount.clone(), format!("bar {}", bar.class));
    let drawing = draw(&Block { bars: vec![bar] }, max, false, facts.locale.lang().is_rtl());
    html! {
        <span class="line">
            <span class="name">{ actor_mark(row.actor) }{ name }</span>
            <svg width="100%" height={drawing.height} aria-hidden="true"><g {class}>{ for drawing.bars }</g></svg>
            <span class="amount">{ amount }</span>
        </span>
    }
}
