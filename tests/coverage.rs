//! The bundled story, compared with what it must and must not state: every statement of both source
//! documents is carried or left out for a stated reason, cards stay short, no insult stands in a
//! heading, and the amounts end where the sources put them.

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
    Carried {
        carried_by: Vec<String>,
        /// A phrase in each language that one of the targets must contain.
        phrases: BTreeMap<String, String>,
        /// The part of the statement that is left out, and the reason.
        dropped: Option<String>,
        kind: Option<Kind>,
    },
    LeftOut {
        left_out: String,
        kind: Kind,
    },
}

/// Why a statement is not in the story.
#[derive(Deserialize, PartialEq, Debug)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// No page was found that confirms it.
    Unconfirmed,
    /// Better sources say otherwise.
    Contradicted,
    /// A quotation whose words differ from the original.
    AlteredQuote,
    /// The document's own judgement, guess about motives, or forecast.
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

/// Every row of the documents: S1 is the one on the feud (R its list of references), S2 the one on
/// Mozilla.
fn rows() -> BTreeSet<String> {
    let feud = (0..=40).map(|row| format!("S1.{row}"));
    let references = (1..=7).map(|row| format!("S1.R{row}"));
    let mozilla = (0..=45).map(|row| format!("S2.{row}"));
    feud.chain(references).chain(mozilla).collect()
}

/// Returns the texts of a target in a language, with the names of a source and the amount of an
/// observation.
fn text_of(target: &str, lang: &str) -> String {
    let story: Value = serde_json::from_str(STORY).unwrap();
    let (kind, id) = target.split_once(':').unwrap();
    let (list, id, row) = match (kind, id.split_once('/')) {
        ("table", Some((id, row))) => ("tables", id, row.parse().ok()),
        ("event", _) => ("events", id, None),
        ("note", _) => ("notes", id, None),
        ("actor", _) => ("actors", id, None),
        ("source", _) => ("sources", id, None),
        _ => ("observations", id, None),
    };
    let found = story[list]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["id"] == id);
    let found = found.unwrap_or_else(|| unreachable!("there is no {target}"));
    let found = row.map_or(found, |row: usize| &found["rows"][row - 1]);
    let mut text = String::new();
    for field in ["publisher", "title", "copy_of", "low", "measure"] {
        if !found[field].is_object() {
            text = format!("{text} {}", found[field]);
        }
    }
    wordings(found, "", &mut |_, own, wording| {
        if own == lang {
            text = format!("{text} {wording}");
        }
    });
    text
}

/// Returns every target that a row may name: `event:chatgpt`, `table:comparison/1`, counted from 1.
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
    // A map keeps only the last of two equal keys, so they are counted in the text.
    assert_eq!(
        COVERAGE.matches("\n  \"S").count(),
        coverage.len(),
        "a row is mapped twice"
    );
    let story = story();
    let targets = targets(story.document());
    for (row, fate) in &coverage {
        match fate {
            Fate::Carried {
                carried_by,
                phrases,
                dropped,
                kind,
            } => {
                assert!(!carried_by.is_empty(), "{row} is carried by nothing");
                assert!(!KEEP_OUT.contains(&row.as_str()), "{row} must be kept out");
                for target in carried_by {
                    assert!(targets.contains(target), "{row}: there is no {target}");
                }
                assert_eq!(phrases.keys().collect::<Vec<_>>(), ["en", "ja"], "{row}");
                for (lang, phrase) in phrases {
                    let carried = carried_by
                        .iter()
                        .any(|target| text_of(target, lang).contains(phrase));
                    assert!(carried, "{row}: no target says “{phrase}” ({lang})");
                }
                assert_eq!(dropped.is_some(), kind.is_some(), "{row}");
                assert!(
                    dropped.as_ref().is_none_or(|part| part.len() > 10),
                    "{row}: {kind:?} is no reason by itself"
                );
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

/// Calls `visit` with the path and each wording of every text a reader sees; titles of sources are
/// other people's words and are not among them.
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

/// Wrong translations, altered quotations, motives in our own voice, and other people’s slogans as
/// facts.
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

/// Returns the texts between “ and ”.
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

/// Returns the figures of a text that must be the same in every language: amounts of money,
/// percentages, years and other numbers of two digits and more, without days and times.
fn figures(text: &str, lang: &str) -> BTreeSet<u64> {
    let scales: &[(&str, f64)] = if lang == "ja" {
        &[("兆", 1e12), ("億", 1e8), ("万", 1e4)]
    } else {
        &[("billion", 1e9), ("million", 1e6)]
    };
    let mut found = BTreeSet::new();
    let mut rest = text;
    // 14億5,000万 is one figure: its parts are added up.
    let mut sum = 0.0;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let before = rest[..at].chars().next_back();
        let digits: String = rest[at..]
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
            .collect();
        let number = digits.trim_end_matches([',', '.']);
        rest = &rest[at + number.len()..];
        let Ok(value) = number.replace(',', "").parse::<f64>() else {
            continue;
        };
        // Part of a name: gpt-4, SB 1047.
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-') {
            continue;
        }
        let after = rest.trim_start();
        let is_day = if lang == "ja" {
            after.starts_with(['月', '日', '時'])
        } else {
            is_month(
                after
                    .split(|c: char| !c.is_alphabetic())
                    .next()
                    .unwrap_or_default(),
            )
        };
        if is_day {
            continue;
        }
        let scale = scales.iter().find(|(name, _)| after.starts_with(name));
        if let Some((name, factor)) = scale {
            sum += value * factor;
            rest = after.strip_prefix(name).unwrap_or(after);
            if lang == "ja" && rest.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
        } else if lang == "ja" && is_short_year(after) && value < 100.0 {
            sum += 2000.0 + value;
        } else {
            sum += value;
        }
        let figure = std::mem::take(&mut sum);
        // A dash makes the next figure one of its own: 790億〜1,340億.
        if figure >= 10.0 {
            found.insert(whole(figure * 100.0));
        }
    }
    found
}

/// 18年 is 2018; 7年前 and 20年以上 are spans.
fn is_short_year(after: &str) -> bool {
    after
        .strip_prefix('年')
        .is_some_and(|rest| !rest.starts_with(['前', '後', '間', '以', '余']))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures of the story are far below 2^53"
)]
fn whole(value: f64) -> u64 {
    value.round() as u64
}

fn is_month(word: &str) -> bool {
    let months =
        "January February March April May June July August September October November December";
    !word.is_empty() && months.split(' ').any(|month| month == word)
}

/// Names in both languages.
const NAMES: [(&str, &str); 26] = [
    ("マスク", "Musk"),
    ("アルトマン", "Altman"),
    ("ブロックマン", "Brockman"),
    ("サツケバー", "Sutskever"),
    ("サーマン", "Surman"),
    ("ムラティ", "Murati"),
    ("テイラー", "Taylor"),
    ("ナデラ", "Nadella"),
    ("サックス", "Sacks"),
    ("カールソン", "Carlson"),
    ("マイクロソフト", "Microsoft"),
    ("アップル", "Apple"),
    ("アマゾン", "Amazon"),
    ("グーグル", "Google"),
    ("エヌビディア", "Nvidia"),
    ("テスラ", "Tesla"),
    ("スペースX", "SpaceX"),
    ("ニューラリンク", "Neuralink"),
    ("セマフォー", "Semafor"),
    ("フォーブス", "Forbes"),
    ("OpenAI", "OpenAI"),
    ("Anthropic", "Anthropic"),
    ("Mozilla", "Mozilla"),
    ("xAI", "xAI"),
    ("ChatGPT", "ChatGPT"),
    ("CNBC", "CNBC"),
];

/// Returns both wordings of every text: path, Japanese, English.
fn pairs() -> Vec<(String, String, String)> {
    let mut by_path: BTreeMap<String, [String; 2]> = BTreeMap::new();
    each_wording(|path, lang, text| {
        let pair = by_path.entry(path.to_owned()).or_default();
        text.clone_into(&mut pair[usize::from(lang == "en")]);
    });
    by_path
        .into_iter()
        .map(|(path, [ja, en])| (path, ja, en))
        .collect()
}

#[test]
fn both_languages_have_the_same_figures() {
    let mut compared = 0;
    let mut different = Vec::new();
    for (path, ja, en) in pairs() {
        let (japanese, english) = (figures(&ja, "ja"), figures(&en, "en"));
        if japanese != english {
            different.push(format!("{path}: {japanese:?}, {english:?}"));
        }
        compared += usize::from(!english.is_empty());
    }
    assert_eq!(different, [""; 0], "in hundredths");
    assert!(compared > 60, "only {compared} texts have figures");
    assert_eq!(
        figures("97億4,000万ドル、18年、8月5日", "ja"),
        figures("$9.74 billion in 2018, 5 August", "en")
    );
    assert_ne!(figures("30億ドル", "ja"), figures("$3 million", "en"));
}

/// A name may be implied by a pronoun in one language, so a text may lack it only if the event or
/// note has it elsewhere in that language.
#[test]
fn both_languages_have_the_same_names() {
    let story: Value = serde_json::from_str(STORY).unwrap();
    let mut compared = 0;
    let mut different = Vec::new();
    for list in ["key_points", "events", "notes", "tables", "charts"] {
        for item in story[list].as_array().unwrap() {
            let (mut ja, mut en) = (String::new(), String::new());
            wordings(item, "", &mut |_, lang, text| {
                if lang == "ja" { &mut ja } else { &mut en }.push_str(text);
            });
            for (japanese, english) in NAMES {
                let both = (ja.contains(japanese), en.contains(english));
                if both.0 != both.1 {
                    let lacking = if both.0 { english } else { japanese };
                    different.push(format!("{list} {}: no {lacking}", item["id"]));
                }
                compared += usize::from(both.0);
            }
        }
    }
    assert_eq!(different, [""; 0]);
    assert!(compared > 150, "only {compared} names were compared");
}

#[test]
fn key_points_are_short_and_key_events_few() {
    let story = story();
    for point in &story.document().key_points {
        for (lang, text) in point.text.iter() {
            let (length, limit) = if lang.is_cjk() {
                (text.chars().count(), 100)
            } else {
                (text.split_whitespace().count(), 25)
            };
            assert!(length <= limit, "{length} in {lang}: {text}");
        }
    }
    let key = story.key_events();
    assert!((8..=10).contains(&key.len()), "{} key events", key.len());
    let accused = key
        .iter()
        .map(|index| &story.document().events[*index])
        .filter(|event| event.status == explainer::story::Status::Alleged);
    assert!(accused.into_iter().all(|event| event.response.is_some()));
}

/// Returns the amount of an actor in a measure at the end of the story.
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

/// Money raised in total never falls: a step down would mean that two counts were mixed.
#[test]
fn money_raised_only_grows() {
    let story = story();
    for actor in ["openai", "anthropic", "xai"] {
        let all = &story.document().observations;
        let mut raised: Vec<_> = all
            .iter()
            .filter(|it| it.actor.as_str() == actor && it.measure.as_str() == "raised")
            .collect();
        raised.sort_by_key(|it| it.date.end_exclusive());
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
