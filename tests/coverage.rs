//! The bundled story against what it must tell and must not say: every statement of both source documents
//! is carried or left out for a stated reason, cards stay short, no insult stands in a heading, and the
//! amounts end where the sources put them.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

use std::collections::{BTreeMap, BTreeSet};

use explainer::story::{Document, Lang, LocalizedText, Observation, Qualifier, Story};
use serde::Deserialize;
use serde_json::Value;

const STORY: &str = include_str!("../static/stories/ai-rivalry.json");
const COVERAGE: &str = include_str!("../static/stories/ai-rivalry.coverage.json");

/// Where a statement of a source document ended up.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Fate {
    Carried { carried_by: Vec<String> },
    LeftOut { left_out: String, kind: Kind },
}

/// Why a statement is not in the story.
#[derive(Deserialize, PartialEq, Debug)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// No page was found that says so.
    Unconfirmed,
    /// A quotation whose words differ from the original.
    AlteredQuote,
    /// The document's own judgement, motive-guessing or forecast.
    Opinion,
    /// Advertising.
    Promotional,
    /// A reference whose page could not be opened.
    NotRead,
    /// A reference for which a better source is cited.
    Replaced,
}

/// Statements that could not be confirmed, or are quoted wrongly: they must not appear.
const KEEP_OUT: [&str; 6] = ["S1.10", "S1.34", "S2.6", "S2.14", "S2.37", "S2.40"];

fn story() -> Story {
    let reading = Story::read(STORY.as_bytes());
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    reading.story.unwrap()
}

/// Every row of the documents: S1 is the one on the feud (R its list of references), S2 the one on Mozilla.
fn rows() -> BTreeSet<String> {
    let feud = (0..=39).map(|row| format!("S1.{row}"));
    let references = (1..=7).map(|row| format!("S1.R{row}"));
    let mozilla = (0..=45).map(|row| format!("S2.{row}"));
    feud.chain(references).chain(mozilla).collect()
}

/// All that a row may point to: `event:chatgpt`, `table:comparison/1`, counted from 1.
fn targets(document: &Document) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    all.extend(document.events.iter().map(|it| format!("event:{}", it.id)));
    all.extend(
        document
            .observations
            .iter()
            .map(|it| format!("observation:{}", it.id)),
    );
    all.extend(document.actors.iter().map(|it| format!("actor:{}", it.id)));
    all.extend(document.notes.iter().map(|it| format!("note:{}", it.id)));
    all.extend(
        document
            .sources
            .iter()
            .map(|it| format!("source:{}", it.id)),
    );
    for table in &document.tables {
        all.extend((1..=table.rows.len()).map(|row| format!("table:{}/{row}", table.id)));
    }
    all
}

#[test]
fn every_statement_of_the_documents_is_accounted_for() {
    let coverage: BTreeMap<String, Fate> = serde_json::from_str(COVERAGE).unwrap();
    assert_eq!(coverage.keys().cloned().collect::<BTreeSet<_>>(), rows());
    // A map keeps the last of two equal keys; so count them as written.
    assert_eq!(
        COVERAGE.matches("\n  \"S").count(),
        coverage.len(),
        "a row is mapped twice"
    );
    let story = story();
    let targets = targets(story.document());
    for (row, fate) in &coverage {
        match fate {
            Fate::Carried { carried_by } => {
                assert!(!carried_by.is_empty(), "{row} is carried by nothing");
                assert!(!KEEP_OUT.contains(&row.as_str()), "{row} must be kept out");
                for target in carried_by {
                    assert!(targets.contains(target), "{row}: there is no {target}");
                }
            }
            Fate::LeftOut { left_out, kind } => {
                assert!(
                    left_out.len() > 10,
                    "{row}: {kind:?} is no reason by itself"
                );
            }
        }
    }
}

#[test]
fn cards_are_short() {
    let story = story();
    for event in &story.document().events {
        let id = &event.id;
        for (lang, title) in event.title.iter() {
            let limit = if lang.is_cjk() { 28 } else { 60 };
            assert!(
                title.chars().count() <= limit,
                "{id}: the {lang} title is long"
            );
        }
        for (lang, body) in event.body.iter().flat_map(LocalizedText::iter) {
            let (length, limits) = if lang.is_cjk() {
                (body.chars().count(), 60..=160)
            } else {
                (body.split_whitespace().count(), 25..=70)
            };
            assert!(
                limits.contains(&length),
                "{id}: the {lang} text has {length}, not {limits:?}"
            );
        }
        assert!(
            event.sources.len() <= 4,
            "{id}: more sources than a reader follows"
        );
    }
    assert_eq!(story.document().key_points.len(), 5);
}

/// Calls `visit` with the path and each wording of every text a reader sees; titles of sources are other
/// people's words and are not among them.
fn wordings(value: &Value, path: &str, visit: &mut impl FnMut(&str, &str, &str)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    _ if name == "sources" && path.is_empty() => {}
                    Value::String(text) if name == "ja" || name == "en" => visit(path, name, text),
                    _ => wordings(value, &format!("{path}/{name}"), visit),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let id = item
                    .get("id")
                    .and_then(Value::as_str)
                    .map_or(index.to_string(), str::to_owned);
                wordings(item, &format!("{path}/{id}"), visit);
            }
        }
        _ => {}
    }
}

fn each_wording(mut visit: impl FnMut(&str, &str, &str)) {
    wordings(&serde_json::from_str(STORY).unwrap(), "", &mut visit);
}

/// Wrong translations, altered quotations, motives in our own voice, and other people’s slogans as facts.
const FORBIDDEN: &str = "小指, 詐欺師, 数百万ドルを, 人工汎用知能, 足を引っ張, 全額, 分岐点, 独占的な提携, 軍資金, \
    業界の魂, 複占, 復讐, 報復, 嫉妬, 負け惜しみ, 憤慨, 恨み, 追い出, 追放, 盗んだ, ほとんど話, \
    守りに, 勝者総取り, 社長のマーク, サーマン社長, 営利企業になった, 裏切りが認め, \
    hardly talk, sour grapes, duopoly, god model, war chest, soul of, browser wars, winner take, \
    playing defen, on the defensive, entire reserve, revenge, jealous, resent, bitter, insecure, \
    ousted, forced out, pushed out, a coup, stole, eat you, became an ordinary, conspiracy, \
    countersuit";

#[test]
fn nothing_is_said_that_must_not_be_said() {
    let mut seen = 0;
    each_wording(|path, lang, text| {
        seen += 1;
        // English phrases count at the beginning of a word: “resent” is not in “presented”.
        let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
        let words: String = format!(" {}", text.to_lowercase())
            .chars()
            .map(letters)
            .collect();
        for phrase in FORBIDDEN.split(", ") {
            let found = if phrase.is_ascii() {
                words.contains(&format!(" {phrase}"))
            } else {
                text.contains(phrase)
            };
            assert!(!found, "{path} ({lang}) says “{phrase}”");
        }
    });
    assert!(seen > 500, "only {seen} texts were looked at");
}

#[test]
fn only_openai_has_countersued() {
    let story = story();
    for event in &story.document().events {
        let countersues = |text: &str| text.contains("反訴") || text.contains("counterclaim");
        let texts = event
            .title
            .iter()
            .chain(event.body.iter().flat_map(LocalizedText::iter));
        if texts.into_iter().any(|(_, text)| countersues(text)) {
            assert!(
                !event.actors.iter().any(|actor| actor.as_str() == "xai"),
                "{}",
                event.id
            );
            assert!(
                event.actors.iter().any(|actor| actor.as_str() == "openai"),
                "{}",
                event.id
            );
        }
    }
}

/// What stands between “ and ”.
fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split('“')
        .skip(1)
        .filter_map(|rest| rest.split('”').next())
}

#[test]
fn insults_are_quotations_in_running_text() {
    let insults = [
        "scam altman",
        "little finger",
        "insecurity",
        "incoherent",
        "frivolous",
        "sham bid",
    ];
    each_wording(|path, lang, text| {
        let lower = text.to_lowercase();
        for insult in insults {
            let quoted = quotations(&lower)
                .filter(|quotation| quotation.contains(insult))
                .count();
            assert_eq!(
                lower.matches(insult).count(),
                quoted,
                "{path} ({lang}): {insult} without marks"
            );
            let running = path.ends_with("/body") || path.ends_with("/text");
            assert!(
                quoted == 0 || running,
                "{path} ({lang}): {insult} outside running text"
            );
        }
    });
}

#[test]
fn a_quotation_is_the_same_in_both_languages() {
    let document: Value = serde_json::from_str(STORY).unwrap();
    let mut compared = 0;
    for event in document["events"].as_array().unwrap() {
        let (mut japanese, mut english) = (String::new(), String::new());
        wordings(event, "", &mut |_, lang, text| {
            if lang == "ja" {
                &mut japanese
            } else {
                &mut english
            }
            .push_str(&text.to_lowercase());
        });
        for quotation in quotations(&japanese) {
            let known = quotations(&english).any(|other| other.contains(quotation));
            assert!(
                known,
                "{}: “{quotation}” is not quoted in English",
                event["id"]
            );
            compared += 1;
        }
    }
    assert!(compared > 15, "only {compared} quotations were compared");
}

/// What is known of an actor's measure at the end of the story.
fn at_the_end<'s>(story: &'s Story, actor: &str, measure: &str) -> &'s Observation {
    let day = story.document().as_of.end_exclusive();
    story
        .known(&actor.parse().unwrap(), &measure.parse().unwrap(), day)
        .unwrap()
}

#[test]
fn the_amounts_end_where_the_sources_put_them() {
    let story = story();
    let ends = |actor, measure, billions, qualifier| {
        let last = at_the_end(&story, actor, measure);
        assert_eq!(
            (last.range().1, last.qualifier),
            (billions, qualifier),
            "{actor}, {measure}"
        );
    };
    ends("openai", "raised", 60_000_000_000, Qualifier::AtLeast);
    ends("anthropic", "raised", 30_000_000_000, Qualifier::AtLeast);
    ends("xai", "raised", 42_000_000_000, Qualifier::AtLeast);
    ends("mozilla", "reserves", 1_400_000_000, Qualifier::About);
    ends("openai", "valuation", 500_000_000_000, Qualifier::Reported);
    ends(
        "anthropic",
        "valuation",
        350_000_000_000,
        Qualifier::Reported,
    );
    ends("openai", "bid", 97_400_000_000, Qualifier::Exact);
    let debt = at_the_end(&story, "xai", "raised").part.as_ref().unwrap();
    assert_eq!(debt.amount, 5_000_000_000);
}

/// Money once raised stays raised: a step down would mean that two counts were mixed.
#[test]
fn money_raised_only_grows() {
    let story = story();
    for actor in ["openai", "anthropic", "xai"] {
        let all = &story.document().observations;
        let mut raised: Vec<_> = all
            .iter()
            .filter(|it| it.actor.as_str() == actor && it.measure.as_str() == "raised")
            .collect();
        raised.sort_by(|a, b| a.date.end_exclusive().total_cmp(&b.date.end_exclusive()));
        assert!(raised.len() >= 4, "{actor}");
        for step in raised.windows(2) {
            assert!(
                step[0].low <= step[1].low,
                "{} is less than {}",
                step[1].id,
                step[0].id
            );
            assert!(
                step[0].date.end_exclusive() < step[1].date.end_exclusive(),
                "{} has no day of its own",
                step[1].id
            );
        }
    }
}

#[test]
fn how_the_texts_came_to_be_is_said() {
    let story = story();
    let document = story.document();
    assert_eq!(document.as_of.to_string(), "2026-01-31");
    assert_eq!(
        document
            .languages
            .iter()
            .map(Lang::as_str)
            .collect::<Vec<_>>(),
        ["ja", "en"]
    );
    for lang in &document.languages {
        let provenance = document.provenance.get(*lang).unwrap();
        assert!(
            provenance.machine && !provenance.reviewed,
            "{lang}: no person has reviewed it"
        );
    }
    let made = document
        .notes
        .iter()
        .find(|note| note.id.as_str() == "how-made")
        .unwrap();
    for (lang, text) in made.text.iter() {
        assert!(
            text.contains("xAI") && text.contains("Creati.ai"),
            "the {lang} note hides who wrote what"
        );
    }
}
