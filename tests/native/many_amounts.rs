//! Stories with more amounts than one chart shows well: several charts, tiny amounts beside huge
//! ones, and more actors than a phone has room for.

use std::rc::Rc;

use explainer::picture::{Size, svg};
use explainer::render::{Page, html};
use explainer::story::{Lang, Story};
use serde_json::{Value, json};

/// A story with a chart for each list of amounts, in dollars.
fn story(charts: &[&[i64]]) -> Rc<Story> {
    let text = |words: &str| json!({ "en": words });
    let marks = [
        "circle", "ring", "square", "diamond", "triangle", "star", "cross",
    ];
    let actors = charts.iter().map(|it| it.len()).max().unwrap_or_default();
    let actors: Vec<Value> = (0..actors)
        .map(|index| {
            json!({ "id": format!("a{index}"), "name": text(&format!("Town number {index}")),
                "kind": "organisation", "mark": marks[index % marks.len()] })
        })
        .collect();
    let (mut measures, mut drawn, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    for (chart, lows) in charts.iter().enumerate() {
        let measure = format!("m{chart}");
        let name = text(&format!("Measure {chart}"));
        measures.push(json!({ "id": measure, "name": name, "currency": "USD" }));
        drawn.push(json!({ "id": format!("c{chart}"), "title": name, "measures": [measure] }));
        for (index, low) in lows.iter().enumerate() {
            amounts.push(
                json!({ "id": format!("{measure}-{index}"), "measure": measure,
                "actor": format!("a{index}"), "date": "2020", "low": low,
                "qualifier": "exact", "sources": ["s"] }),
            );
        }
    }
    let story = json!({
        "format": 1, "id": "towns", "languages": ["en"], "title": text("Towns"),
        "summary": text("What towns paid."), "as_of": "2024-12-31",
        "events": [{ "id": "e", "date": "2020", "title": text("They pay"),
            "status": "established", "sources": ["s"] }],
        "actors": actors, "measures": measures, "charts": drawn, "observations": amounts,
        "sources": [{ "id": "s", "publisher": "Archive", "title": "Record", "lang": "en",
            "tier": "primary" }],
    });
    let reading = Story::read(story.to_string().as_bytes());
    Rc::new(
        reading
            .story
            .unwrap_or_else(|| panic!("{:#?}", reading.problems)),
    )
}

fn page(story: &Rc<Story>) -> String {
    let page = Page::new(Lang::english());
    html(Rc::clone(story), &page)
}

/// The value of an attribute of the first element in a text that has it.
fn attribute<'t>(text: &'t str, name: &str) -> &'t str {
    let (_, rest) = text.split_once(&format!(" {name}=\"")).unwrap();
    rest.split_once('"').unwrap().0
}

#[test]
fn the_static_page_has_the_amounts_of_every_chart() {
    let story = story(&[&[40_000_000, 30_000_000], &[90_000_000, 75_000_000]]);
    let html = page(&story);
    let (first, second) = html.split_once("ex-other-chart").unwrap();
    for (part, amounts) in [
        (first, ["$40 million", "$30 million"]),
        (second, ["$90 million", "$75 million"]),
    ] {
        for amount in amounts {
            assert!(part.contains(amount), "no {amount}");
        }
    }
}

#[test]
fn tiny_amounts_beside_huge_ones_are_seen_and_differ_from_zero() {
    let story = story(&[&[250_000_000_000, 1_200_000, 250_000, 5, 0]]);
    let html = page(&story);
    let (_, inset) = html.split_once("ex-inset").unwrap();
    let (_, inset) = inset.split_once("<svg").unwrap();
    let (inset, _) = inset.split_once("</svg>").unwrap();
    assert!(html.contains("Small amounts, 200,000 times larger"));
    let widths: Vec<f64> = inset
        .split("role=\"img\"")
        .skip(1)
        .map(|bar| {
            attribute(bar, "width")
                .trim_end_matches('%')
                .parse()
                .unwrap()
        })
        .collect();
    assert_eq!(widths.len(), 3, "{inset}");
    assert!(widths[0] > 50.0 && widths[1] > 10.0, "{widths:?}");
    assert!(widths[2] > 0.0, "$5 looks like $0: {inset}");
}

#[test]
fn many_actors_leave_room_for_the_story() {
    let amounts: Vec<i64> = (0..60).map(|index| 100_000_000 * (index + 1)).collect();
    let story = story(&[&amounts]);
    let html = page(&story);
    let (_, sentence) = html.split_once("Known on this day: ").unwrap();
    let (sentence, _) = sentence.split_once(".<").unwrap_or((sentence, ""));
    let sentence = sentence.split_once('"').map_or(sentence, |(text, _)| text);
    assert!(sentence.matches("Town number").count() <= 13, "{sentence}");
    assert!(sentence.contains("48 more"), "{sentence}");
    assert!(
        html.contains("<summary>48 more"),
        "the other bars are not folded"
    );
    let article = svg(&story, Lang::english(), Size::Article);
    let height: u32 = attribute(&article, "height").parse().unwrap();
    assert!(height < 3000, "the picture is {height} pixels high");
    assert!(article.contains("48 more"));
}
