//! Exports: content that both formats can express comes back unchanged, and no exported file runs
//! anything.

use std::rc::Rc;

use explainer::export::{Table, csv, jsonld, timelinejs};
use explainer::import::{Format, Imported, Input, Options, import};
use explainer::story::{Document, Event, Id, Lang, LocalizedText, Status, Story};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::strategies::document;

fn story(document: &Document) -> Rc<Story> {
    let bytes = serde_json::to_vec(document).unwrap();
    Rc::new(Story::read(&bytes).story.unwrap())
}

fn back(files: &[(&str, String)], lang: Lang) -> Imported {
    let options = Options {
        lang: Some(lang),
        ..Options::default()
    };
    let inputs: Vec<_> = files
        .iter()
        .map(|(name, text)| Input {
            name: (*name).to_owned(),
            bytes: text.as_bytes().to_owned(),
        })
        .collect();
    import(Format::Auto, &inputs, &options).unwrap()
}

/// Returns the words of a text as HTML and cells keep them: single spaces, no marks for breaks.
fn said(text: Option<&LocalizedText>, lang: Lang) -> String {
    let words = text
        .and_then(|text| text.get(lang))
        .map(|(_, words)| words.to_string())
        .unwrap_or_default();
    let lines = words.replace('\u{200b}', "");
    let lines = lines.split('\n').map(|line| {
        line.split([' ', '\t'])
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    lines
        .filter(|line| !line.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_owned()
}

fn line(text: Option<&LocalizedText>, lang: Lang) -> String {
    said(text, lang).replace('\n', " ")
}

/// Events of one story are in order of time, those of an import in the order of the file.
fn same_event<'e>(events: &'e [Event], id: &Id) -> &'e Event {
    events
        .iter()
        .find(|event| event.id == *id)
        .unwrap_or_else(|| panic!("{id} did not come back"))
}

fn eras(timeline: &str) -> Vec<Value> {
    let timeline: Value = serde_json::from_str(timeline).unwrap();
    timeline["eras"].as_array().unwrap().clone()
}

/// By TimelineJS's own rule (`_processDates`): an end that has every field of the start counts as
/// none, and then it shows nothing but “All eras must have start and end dates.”
fn is_kept(era: &Value) -> bool {
    let (start, end) = (&era["start_date"], &era["end_date"]);
    start
        .as_object()
        .unwrap()
        .iter()
        .any(|(name, value)| end[name] != *value)
}

/// The last chapter begins in the year of the last event.
#[test]
fn timelinejs_can_show_the_chapters_of_the_bundled_story() {
    let story = Rc::new(
        Story::read(include_bytes!("../../static/stories/ai-rivalry.json"))
            .story
            .unwrap(),
    );
    let eras = eras(&timelinejs(&story, story.first_language()).text);
    assert_eq!(eras.len(), story.document().chapters.len());
    assert!(eras.iter().all(is_kept), "{eras:#?}");
}

/// Search engines learn whose an image is, and where its largest file is if it was prepared.
/// Nothing of another site is an image of the story.
#[test]
fn linked_data_has_the_images_of_the_story() {
    let mut document: Value =
        serde_json::from_str(include_str!("../../examples/lighthouse.json")).unwrap();
    document["events"][0]["media"][0]["ready"] = json!({
        "width": 1600, "height": 1067,
        "modern": "images/coast-1-640.webp 640w, images/coast-1-1600.webp 1600w",
        "plain": "images/coast-1-640.jpg 640w, images/coast-1-1600.jpg 1600w",
    });
    let film = json!({ "address": "https://www.example.org/film", "kind": "video" });
    document["events"][0]["media"]
        .as_array_mut()
        .unwrap()
        .push(film);
    let story = Story::read(document.to_string().as_bytes()).story.unwrap();
    let images = |at: Option<&str>, images_at: Option<&str>| {
        let at = at.map(|at| at.parse().unwrap());
        let images_at = images_at.map(|at| at.parse().unwrap());
        let text = jsonld(&story, Lang::english(), at.as_ref(), images_at.as_ref());
        let data: Value = serde_json::from_str(&text).unwrap();
        let items = data["@graph"][0]["itemListElement"].clone();
        [0, 1].map(|event| items[event]["item"]["image"].clone())
    };
    let url = "https://www.example.org/news/images/coast-1-1600.jpg";
    let coast = json!({
        "@type": "ImageObject",
        "caption": "The rock before the building",
        "description": "A bare rock in a calm sea under a pale sky.",
        "creditText": "Drawn for this example",
        "license": { "@type": "CreativeWork", "name": "CC0" },
        "width": 1600,
        "height": 1067,
        "url": url,
        "contentUrl": url,
    });
    let [first, second] = images(Some("https://www.example.org/news/light.html#top"), None);
    assert_eq!(first, json!([coast]));
    // These were not prepared, so their addresses are not known.
    assert_eq!(second.as_array().unwrap().len(), 2);
    assert_eq!(second[0]["creditText"], "Drawn for this example");
    assert!(second[0].get("url").is_none() && second[0].get("width").is_none());
    let [elsewhere, _] = images(
        Some("https://www.example.org/news/light.html"),
        Some("https://img.example.org/a/"),
    );
    assert_eq!(
        elsewhere[0]["contentUrl"],
        "https://img.example.org/a/images/coast-1-1600.jpg"
    );
    let [nowhere, _] = images(None, None);
    assert_eq!(
        (&nowhere[0]["width"], nowhere[0].get("url")),
        (&json!(1600), None)
    );
}

/// The image of an actor is one of the person or organisation; formats without a place for it say
/// that it is left out.
#[test]
fn the_images_of_actors_are_exported_or_named() {
    let mut document: Value =
        serde_json::from_str(include_str!("../../examples/lighthouse.json")).unwrap();
    document["actors"][0]["image"]["ready"] = json!({
        "width": 96, "height": 96,
        "modern": "images/board-1.svg", "plain": "images/board-1.svg",
    });
    let story = Rc::new(Story::read(document.to_string().as_bytes()).story.unwrap());
    let at = "https://www.example.org/news/light.html".parse().unwrap();
    let text = jsonld(&story, Lang::english(), Some(&at), None);
    let data: Value = serde_json::from_str(&text).unwrap();
    let about = &data["@graph"][0]["itemListElement"][3]["item"]["about"];
    let url = "https://www.example.org/news/images/board-1.svg";
    assert_eq!(
        about[0],
        json!({
            "@type": "Organization",
            "name": "Harbour board",
            "image": {
                "@type": "ImageObject",
                "creditText": "Drawn for this example",
                "license": { "@type": "CreativeWork", "name": "CC0" },
                "width": 96,
                "height": 96,
                "url": url,
                "contentUrl": url,
            },
        })
    );
    assert_eq!(about[1]["@type"], "Person");
    assert_eq!(about[1]["image"]["creditText"], "Drawn for this example");
    let builders = &data["@graph"][0]["itemListElement"][2]["item"]["about"][0];
    assert_eq!(
        *builders,
        json!({ "@type": "Organization", "name": "Builders" })
    );
    for left_out in [
        timelinejs(&story, Lang::english()).left_out,
        csv(&story, Lang::english(), Table::Events).left_out,
    ] {
        assert!(
            left_out.contains(&"2 portraits or logos".to_owned()),
            "{left_out:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_story_comes_back_from_timelinejs(document in document()) {
        let lang = document.languages[0];
        let exported = timelinejs(&story(&document), lang);
        for era in eras(&exported.text) {
            prop_assert!(is_kept(&era), "{era}");
        }
        let imported = back(&[("story.json", exported.text)], lang);
        let came = &imported.document;
        prop_assert_eq!(line(Some(&came.title), lang), line(Some(&document.title), lang));
        prop_assert_eq!(said(Some(&came.summary), lang), said(Some(&document.summary), lang));
        for event in &document.events {
            let other = same_event(&came.events, &event.id);
            prop_assert_eq!(other.date, event.date);
            prop_assert_eq!(line(Some(&other.title), lang), line(Some(&event.title), lang));
            prop_assert!(
                said(other.body.as_ref(), lang).starts_with(&said(event.body.as_ref(), lang))
            );
            // An image comes back only if its file is beside the imported file.
            if let Some(media) = event.media.first().filter(|it| it.address.is_some()) {
                prop_assert_eq!(&other.media[0].address, &media.address);
                prop_assert_eq!(
                    line(other.media[0].caption.as_ref(), lang),
                    line(media.caption.as_ref(), lang)
                );
                prop_assert_eq!(
                    line(other.media[0].credit.as_ref(), lang),
                    line(media.credit.as_ref(), lang)
                );
            }
            for link in &event.links {
                let known = other.links.iter().any(|own| {
                    own.address == link.address
                        && line(Some(&own.label), lang) == line(Some(&link.label), lang)
                });
                prop_assert!(known, "{:?} is not among {:?}", link, other.links);
            }
            if let Some(tag) = event.tags.first() {
                let label = |document: &Document, id: &Id| {
                    let tag = document.tags.iter().find(|tag| tag.id == *id);
                    line(tag.map(|tag| &tag.label), lang)
                };
                prop_assert_eq!(label(came, &other.tags[0]), label(&document, tag));
            }
            if let Some(speaker) = &event.speaker {
                prop_assert!(
                    said(other.body.as_ref(), lang)
                        .contains(line(Some(&speaker.name), lang).split(' ').next().unwrap())
                );
            }
        }
    }

    #[test]
    fn a_story_comes_back_from_its_tables(document in document()) {
        let lang = document.languages[0];
        let story = story(&document);
        let table = |table| csv(&story, lang, table).text;
        let files = [
            ("events.csv", table(Table::Events)),
            ("amounts.csv", table(Table::Amounts)),
            ("sources.csv", table(Table::Sources)),
        ];
        let imported = back(&files, lang);
        let came = &imported.document;
        for source in &document.sources {
            let other = came.sources.iter().find(|other| other.id == source.id).unwrap();
            prop_assert_eq!(
                (&other.address, other.date, other.tier, other.lang),
                (&source.address, source.date, source.tier, source.lang)
            );
        }
        for event in &document.events {
            let other = same_event(&came.events, &event.id);
            prop_assert_eq!(
                (other.date, other.status, &other.sources),
                (event.date, event.status, &event.sources)
            );
            prop_assert_eq!(line(Some(&other.title), lang), line(Some(&event.title), lang));
            prop_assert_eq!(said(other.body.as_ref(), lang), said(event.body.as_ref(), lang));
            prop_assert_eq!(other.speaker.is_some(), event.speaker.is_some());
            let answers = |event: &Event| {
                event.response.as_ref().map(|it| {
                    (
                        said(Some(&it.by), lang),
                        said(it.text.as_ref(), lang),
                        it.none_found,
                        it.sources.clone(),
                    )
                })
            };
            prop_assert_eq!(answers(other), answers(event));
        }
        prop_assert_eq!(
            came.observations.len(),
            document.observations.len(),
            "{:?}",
            imported
                .notes
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        );
        for (other, amount) in came.observations.iter().zip(&document.observations) {
            let high = amount.high.filter(|high| *high != amount.low);
            prop_assert_eq!(
                (other.date, other.low, other.high, other.qualifier),
                (amount.date, amount.low, high, amount.qualifier)
            );
            prop_assert_eq!(said(other.note.as_ref(), lang), said(amount.note.as_ref(), lang));
        }
    }

    /// No cell begins like a formula, for any text of the story.
    #[test]
    fn no_cell_is_a_formula(document in document()) {
        let story = story(&document);
        for table in [Table::Events, Table::Amounts, Table::Sources] {
            let text = csv(&story, document.languages[0], table).text;
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            for record in reader.records() {
                for cell in &record.unwrap() {
                    prop_assert!(
                        !cell
                            .trim_start()
                            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']),
                        "{:?}",
                        cell
                    );
                }
            }
        }
    }

    #[test]
    fn linked_data_cannot_leave_its_script(document in document()) {
        let at = "https://www.example.org/story#top".parse().unwrap();
        let text = jsonld(&story(&document), document.languages[0], Some(&at), None);
        prop_assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{}", text);
        let data: Value = serde_json::from_str(&text).unwrap();
        let list = &data["@graph"][0];
        prop_assert_eq!(list["numberOfItems"].as_u64(), Some(document.events.len() as u64));
        for entry in list["itemListElement"].as_array().unwrap() {
            let item = &entry["item"];
            let id = item["@id"]
                .as_str()
                .unwrap()
                .strip_prefix("https://www.example.org/story#")
                .unwrap();
            let event = same_event(&document.events, &id.parse().unwrap());
            let claimed = matches!(event.status, Status::Alleged | Status::Opinion);
            prop_assert_eq!(item["@type"].as_str(), Some(if claimed { "Claim" } else { "Event" }));
            prop_assert_eq!(item["author"]["name"].is_string(), claimed);
            prop_assert_eq!(item["comment"].is_object(), event.status == Status::Alleged);
            let own = event.media.iter().filter(|it| it.file.is_some()).count();
            prop_assert_eq!(item["image"].as_array().map_or(0, Vec::len), own);
        }
        prop_assert_eq!(data["@graph"].as_array().unwrap().len(), 1 + document.charts.len());
    }
}
