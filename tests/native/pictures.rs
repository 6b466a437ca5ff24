//! Stories as pictures: nothing is cut off, nothing overlaps, no text of a story becomes markup.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use explainer::chart::text_width;
use explainer::picture::{Size, png, svg};
use explainer::story::{Lang, Story};
use proptest::prelude::*;
use resvg::usvg::roxmltree::{Document, Node};
use serde_json::{Value, json};

use crate::strategies::document;

const SIZES: [Size; 2] = [Size::Card, Size::Article];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> Rc<Story> {
    Rc::new(
        Story::read(&fs::read(root().join(path)).unwrap())
            .story
            .unwrap(),
    )
}

/// Stories with amounts and without, in three scripts.
fn stories() -> Vec<Rc<Story>> {
    let files = [
        "static/stories/ai-rivalry.json",
        "examples/women-in-computing.json",
        "examples/yen-and-banks.json",
        "tests/fixtures/stories/arabic.json",
    ];
    files.map(read).into()
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name)
        .unwrap_or_else(|| panic!("{node:?} has no {name}"))
        .parse()
        .unwrap()
}

/// A text of a picture, and its estimated box: left, top, right, bottom.
struct Placed {
    text: String,
    edges: [f64; 4],
}

/// Returns all texts of a picture, which must be well-formed and have only elements that draw.
fn texts(svg: &str) -> ((f64, f64), Vec<Placed>) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let picture = document.root_element();
    let mut texts = Vec::new();
    for node in picture.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let known = [
            "svg", "title", "desc", "defs", "pattern", "rect", "line", "path", "circle", "text",
        ];
        assert!(known.contains(&name), "<{name}> in {svg}");
        for attribute in node.attributes() {
            assert!(
                !attribute.name().starts_with("on") && attribute.name() != "href",
                "{attribute:?}"
            );
        }
        if name == "text" {
            let text = node
                .text()
                .unwrap_or_default()
                .replace(['\u{2067}', '\u{2069}'], "");
            let (x, y, size) = (
                number(node, "x"),
                number(node, "y"),
                number(node, "font-size"),
            );
            let width = text_width(&text, size);
            let left = if node.attribute("text-anchor") == Some("end") {
                x - width
            } else {
                x
            };
            texts.push(Placed {
                text,
                edges: [left, y - 0.8 * size, left + width, y + 0.2 * size],
            });
        }
    }
    ((number(picture, "width"), number(picture, "height")), texts)
}

/// Returns the texts of a picture that are cut off or overlap.
fn faults(svg: &str) -> Vec<String> {
    let ((width, height), texts) = texts(svg);
    let mut faults = Vec::new();
    for (
        index,
        Placed {
            text,
            edges: [left, top, right, bottom],
        },
    ) in texts.iter().enumerate()
    {
        if *left < 0.0 || *top < 0.0 || *right > width || *bottom > height {
            faults.push(format!(
                "`{text}` leaves the canvas of {width} × {height}: {left} {top} {right} {bottom}"
            ));
        }
        for other in &texts[..index] {
            let [l, t, r, b] = other.edges;
            if *left < r && l < *right && *top < b && t < *bottom {
                faults.push(format!("`{text}` lies on `{}`", other.text));
            }
        }
    }
    faults
}

#[test]
fn nothing_is_cut_and_nothing_covered() {
    for story in stories() {
        for lang in story.document().languages.clone() {
            for size in SIZES {
                let faults = faults(&svg(&story, lang, size));
                assert!(
                    faults.is_empty(),
                    "{} ({lang}, {size:?}): {faults:#?}",
                    story.document().id
                );
            }
        }
    }
}

/// A card has the headline, the day, the numbers of events and sources, and every amount of its
/// chart.
#[test]
fn a_card_says_what_must_be_said() {
    let story = read("static/stories/ai-rivalry.json");
    let (size, texts) = texts(&svg(&story, Lang::english(), Size::Card));
    assert_eq!(size, (1200.0, 630.0));
    let all: Vec<&str> = texts.iter().map(|placed| &*placed.text).collect();
    let all = all.join(" ").replace('\u{a0}', " ");
    for words in [
        "Who should own AI? Musk, Altman and Mozilla’s “rebel alliance”",
        "backed by reserves of about $1.4 billion.",
        "Explainer widget As of 31 January 2026 · 47 events · 127 sources",
        "Who has the money 31 January 2026",
        "OpenAI at least $60 billion xAI at least $42 billion Anthropic at least $30 billion",
        "Reserves · same scale Mozilla about $1.4 billion",
    ] {
        assert!(all.contains(words), "`{words}` is not in {all}");
    }
}

/// Each bar is as long as on the page: a share of the scale, whose end is the largest amount.
#[test]
fn bars_are_as_long_as_their_amounts() {
    let svg = svg(
        &read("examples/yen-and-banks.json"),
        Lang::english(),
        Size::Article,
    );
    let document = Document::parse(&svg).unwrap();
    let colours = ["#0a7350", "#b9480f", "#0f63a8"];
    let widths = colours.map(|colour| {
        let bar = document
            .descendants()
            .find(|node| node.attribute("fill") == Some(colour))
            .unwrap();
        number(bar, "width")
    });
    // Ten millions, three, and 2,440,800 yen.
    for (width, amount) in widths.iter().zip([10_000_000.0, 3_000_000.0, 2_440_800.0]) {
        assert!(
            (width / widths[0] - amount / 10_000_000.0).abs() < 0.003,
            "{amount}: {widths:?}"
        );
    }
}

#[test]
fn without_amounts_the_first_and_last_events_stand_there() {
    let story = read("examples/women-in-computing.json");
    let events = &story.document().events;
    for size in SIZES {
        let (_, texts) = texts(&svg(&story, Lang::english(), size));
        let all: String = texts
            .iter()
            .map(|placed| placed.text.clone() + " ")
            .collect();
        for event in [&events[0], &events[events.len() - 1]] {
            let (_, title) = event.title.get(Lang::english()).unwrap();
            assert!(all.contains(&**title), "`{title}` is not in {all}");
        }
    }
}

/// More bars than a card can hold, and headlines that are too long.
#[test]
fn a_crowded_card_says_how_much_it_leaves_out() {
    let text = fs::read_to_string(root().join("examples/yen-and-banks.json")).unwrap();
    let mut story: Value = serde_json::from_str(&text).unwrap();
    let long = "A headline that somebody has pasted from a whole paragraph, ".repeat(9);
    story["title"]["en"] = long.trim_end().into();
    for count in 1..=17 {
        let actor = format!("bank-{count}");
        let name = json!({
            "en": format!("Bank number {count} of very many"),
            "ja": format!("第{count}銀行"),
        });
        let observed = json!({
            "id": actor,
            "actor": actor,
            "measure": "founding-capital",
            "date": "1890",
            "low": 100_000 * count,
            "qualifier": "up_to",
            "sources": [story["sources"][0]["id"]],
        });
        story["actors"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "id": actor, "name": name, "kind": "organisation" }));
        story["observations"].as_array_mut().unwrap().push(observed);
    }
    let story = Rc::new(Story::read(story.to_string().as_bytes()).story.unwrap());
    for lang in ["en", "ja"] {
        let card = svg(&story, lang.parse().unwrap(), Size::Card);
        assert!(faults(&card).is_empty(), "{lang}: {:#?}", faults(&card));
        let (_, texts) = texts(&card);
        let left_out = texts
            .iter()
            .find_map(|placed| placed.text.strip_prefix("+ "))
            .unwrap();
        // In the panel, only the bars have amounts in yen.
        let bars = texts
            .iter()
            .filter(|placed| placed.text.contains(['¥', '円']) && placed.edges[0] > 620.0);
        assert_eq!(left_out.parse::<usize>().unwrap() + bars.count(), 20);
        let article = svg(&story, lang.parse().unwrap(), Size::Article);
        assert!(
            faults(&article).is_empty(),
            "{lang}: {:#?}",
            faults(&article)
        );
    }
}

/// Markup, entities, characters that XML does not allow, and marks that change the direction become
/// text or are left out.
#[test]
fn hostile_words_are_only_words() {
    let text = fs::read_to_string(root().join("examples/yen-and-banks.json")).unwrap();
    let attack = "</text></svg><script>alert(1)</script>\"'><image href='//x' \
        onload='y'/>&lol;<!--]]>\u{fffe}";
    let mut story: Value = serde_json::from_str(&text).unwrap();
    for place in [
        "/title/en",
        "/summary/en",
        "/actors/0/name/en",
        "/charts/0/title/en",
        "/measures/0/name/en",
    ] {
        *story.pointer_mut(place).unwrap() = attack.into();
    }
    let story = Rc::new(Story::read(story.to_string().as_bytes()).story.unwrap());
    for size in SIZES {
        let drawn = svg(&story, Lang::english(), size);
        assert!(faults(&drawn).is_empty(), "{:#?}", faults(&drawn));
        let document = Document::parse(&drawn).unwrap();
        let title = document
            .descendants()
            .find(|node| node.has_tag_name("title"))
            .and_then(|node| node.text());
        assert_eq!(title, Some(attack.trim_end_matches('\u{fffe}')));
    }
}

/// Look at each change of this picture. To store it, run
/// `explainer render … --lang en --format svg`.
#[test]
fn a_card_is_drawn_as_before() {
    let drawn = svg(
        &read("tests/fixtures/stories/arabic.json"),
        Lang::english(),
        Size::Card,
    );
    let before = fs::read_to_string(root().join("tests/fixtures/pictures/arabic.en.svg")).unwrap();
    assert!(drawn == before, "it is now\n{drawn}");
}

#[test]
fn a_picture_in_pixels_has_the_size_it_should() {
    let story = read("examples/yen-and-banks.json");
    for (size, scale) in [(Size::Card, 1), (Size::Article, 2)] {
        let svg = svg(&story, Lang::english(), size);
        let ((width, height), _) = texts(&svg);
        let png = png(&svg, Lang::english(), scale).unwrap();
        let pixels = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
        let scale = f64::from(scale);
        assert_eq!(
            (f64::from(pixels.width()), f64::from(pixels.height())),
            (width * scale, height * scale)
        );
        // The colours of paper, ink and each bank.
        let has = |r: u8, g: u8, b: u8| {
            pixels
                .pixels()
                .iter()
                .any(|it| (it.red(), it.green(), it.blue()) == (r, g, b))
        };
        assert!(
            has(0xfe, 0xfd, 0xfa)
                && has(0x17, 0x18, 0x1b)
                && has(0x0a, 0x73, 0x50)
                && has(0xb9, 0x48, 0x0f)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_story_becomes_a_picture_that_only_draws(document in document()) {
        let bytes = serde_json::to_vec(&document).unwrap();
        let story = Rc::new(Story::read(&bytes).story.unwrap());
        for lang in document.languages {
            for size in SIZES {
                let svg = svg(&story, lang, size);
                let ((width, height), texts) = texts(&svg);
                for Placed { text, edges: [left, top, right, bottom] } in texts {
                    let inside = left >= 0.0 && top >= 0.0 && right <= width && bottom <= height;
                    prop_assert!(inside, "`{}` leaves {width} × {height}: \
                        {left} {top} {right} {bottom}", text);
                }
            }
        }
    }
}
