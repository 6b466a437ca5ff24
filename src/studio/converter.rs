//! Imports for review, and everything that an author can save, as texts.

use std::rc::Rc;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::export::{self, Exported, Table, pretty_json};
use crate::import::{
    Format, Imported, Input, MEANINGS, Mark, Message, Options, Order, Refusal, ReviewedTable,
    review, starter,
};
use crate::locale::with_known_words;
use crate::picture;
use crate::render::{Page, drawn, drawn_fragment, line_breaks};
use crate::story::{Id, Lang, Story};

/// The choices of the author of an import; all may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choices {
    format: String,
    lang: String,
    currency: String,
    date: String,
    dates: String,
    decimal: String,
    two_digit_years_from: Option<i64>,
    buddhist: bool,
    columns: Vec<(String, String)>,
    sheet: String,
    base: String,
    sum: bool,
    encoding: String,
}

impl Choices {
    fn format(&self) -> Format {
        match self.format.as_str() {
            "timelinejs" => Format::TimelineJs,
            "csv" => Format::Csv,
            "datawrapper" => Format::Datawrapper,
            _ => Format::Auto,
        }
    }

    fn options(self) -> Options {
        Options {
            lang: self.lang.parse().ok(),
            currency: self.currency.parse().ok(),
            date: self.date.parse().ok(),
            dates: match self.dates.as_str() {
                "dmy" => Some(Order::DayFirst),
                "mdy" => Some(Order::MonthFirst),
                "ymd" => Some(Order::YearFirst),
                _ => None,
            },
            decimal: match self.decimal.as_str() {
                "point" => Some(Mark::Point),
                "comma" => Some(Mark::Comma),
                _ => None,
            },
            first_year: self.two_digit_years_from,
            buddhist: self.buddhist,
            columns: self.columns,
            sheet: Some(self.sheet).filter(|name| !name.is_empty()),
            base: self.base.parse().ok(),
            // A browser has no folders: images that a file names stay links.
            folders: Vec::new(),
            exists: None,
            add_up: self.sum,
            encoding: Some(self.encoding).filter(|name| !name.is_empty()),
        }
    }
}

/// Reads files for review. `choices` is JSON; the answer is, too: `tables`, `meanings`, and either
/// `story` with `notes` and counts, or `refused`.
pub fn reviewed(inputs: &[Input], choices: &str) -> String {
    let choices: Choices = serde_json::from_str(choices).unwrap_or_default();
    let format = choices.format();
    let mut answer = Map::new();
    match review(format, inputs, &choices.options()) {
        Err(refusal) => {
            answer.insert("tables".to_owned(), json!([]));
            answer.insert("refused".to_owned(), refused(&refusal));
        }
        Ok(review) => {
            let tables: Vec<_> = review.tables.iter().map(table).collect();
            answer.insert("tables".to_owned(), json!(tables));
            match review.outcome {
                Ok(imported) => answer.extend(found(&imported)),
                Err(refusal) => drop(answer.insert("refused".to_owned(), refused(&refusal))),
            }
        }
    }
    answer.insert("meanings".to_owned(), json!(MEANINGS));
    Value::Object(answer).to_string()
}

fn table(table: &ReviewedTable) -> Value {
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|it| json!({ "head": it.head, "meaning": it.meaning, "how": it.how }))
        .collect();
    json!({
        "file": table.file,
        "kind": table.kind,
        "columns": columns,
        "rows": table.rows,
    })
}

fn found(Imported { document, notes }: &Imported) -> Map<String, Value> {
    let notes = notes.iter().map(|note| {
        json!({
            "kind": note.kind.code(),
            "row": note.place.row,
            "column": note.place.column,
            "place": { "en": note.place.in_words(false), "ja": note.place.in_words(true) },
            "message": said(&note.message),
        })
    });
    [
        ("story", json!(pretty_json::json(document))),
        ("events", json!(document.events.len())),
        ("amounts", json!(document.observations.len())),
        ("sources", json!(document.sources.len())),
        ("chapters", json!(document.chapters.len())),
        ("notes", notes.collect()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect()
}

fn refused(refusal: &Refusal) -> Value {
    let said = match &refusal.message {
        Some(message) => said(message),
        None => json!({ "code": "", "en": without_options(&refusal.text), "ja": "" }),
    };
    json!({ "file": refusal.file, "reason": said })
}

/// A message in both languages, with its code and arguments. Beside the controls of a page, advice
/// about options of the command is left out.
fn said(message: &Message) -> Value {
    let arguments: serde_json::Map<_, _> = message
        .arguments()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    json!({
        "code": message.code(),
        "arguments": arguments,
        "en": without_options(&message.sentence(false)),
        "ja": without_options(&message.sentence(true)),
    })
}

/// The options of the command that sentences name.
const OPTIONS: [&str; 12] = [
    "--base ",
    "--calendar ",
    "--column ",
    "--currency",
    "--date ",
    "--dates ",
    "--decimal",
    "--encoding",
    "--lang",
    "--sheet",
    "--sum",
    "--two-digit-years-from",
];

/// Returns a sentence up to the clause that names an option of the command.
fn without_options(sentence: &str) -> String {
    let Some(at) = OPTIONS
        .iter()
        .filter_map(|option| sentence.find(option))
        .min()
    else {
        return sentence.to_owned();
    };
    let before = sentence.get(..at).unwrap_or_default();
    let cut = ["; ", "。", ", or "]
        .iter()
        .filter_map(|end| before.rfind(end))
        .max();
    // A sentence of one clause keeps the part before the advice.
    let cut = cut.or_else(|| before.rfind([',', '、', ':', ':']));
    cut.and_then(|cut| sentence.get(..cut))
        .unwrap_or(sentence)
        .to_owned()
}

/// Returns a small correct story to begin with; `None` if the id or the language is none.
pub fn started(id: &str, lang: &str) -> Option<String> {
    let (id, lang): (Id, Lang) = (id.parse().ok()?, lang.parse().ok()?);
    Some(starter::story(&id, lang))
}

/// Returns what an author saves, as JSON with `text` and `leftOut`; `None` if the story has errors,
/// or if nothing has that name. `languages_at` and `images_at` are for pages, see [`Page`].
pub async fn made(
    text: &str,
    kind: &str,
    lang: &str,
    languages_at: Option<&str>,
    images_at: &str,
) -> Option<String> {
    let story = with_known_words(Story::read(text.as_bytes()).story?);
    let lang = story.language_for(lang)?;
    let plain = |text: String| Exported {
        text,
        left_out: Vec::new(),
    };
    let marked = |story: Story| Rc::new(line_breaks::marked(story));
    let page = Page {
        fold: kind.ends_with("folded"),
        languages_at,
        images_at,
        ..Page::new(lang)
    };
    let exported = match kind {
        "html" | "html-folded" => plain(drawn(marked(story), &page).await),
        "fragment" => plain(drawn_fragment(marked(story), &page).await),
        "svg" => plain(picture::svg(&marked(story), lang, picture::Size::Card)),
        "chart-svg" => plain(picture::svg(&marked(story), lang, picture::Size::Article)),
        "events" => export::csv(&story, lang, Table::Events),
        "amounts" => export::csv(&story, lang, Table::Amounts),
        "sources" => export::csv(&story, lang, Table::Sources),
        "timelinejs" => export::timelinejs(&Rc::new(story), lang),
        "jsonld" => plain(export::jsonld(&story, lang, None, None)),
        _ => return None,
    };
    Some(json!({ "text": exported.text, "leftOut": exported.left_out }).to_string())
}

/// Returns the packed story as a release has it, with marks for line breaks; `None` if it has
/// errors.
pub fn packed(text: &str) -> Option<Vec<u8>> {
    let story = with_known_words(Story::read(text.as_bytes()).story?);
    Some(line_breaks::marked(story).pack())
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
mod tests {
    use super::*;
    use crate::render;

    fn input(name: &str, text: &str) -> Input {
        Input {
            name: name.to_owned(),
            bytes: text.into(),
        }
    }

    fn answer(text: &str, choices: &str) -> Value {
        serde_json::from_str(&reviewed(&[input("events.csv", text)], choices)).unwrap()
    }

    #[test]
    fn a_table_is_reviewed_and_its_story_is_correct() {
        let answer = answer("When\tWhat\n2011-04-03\tIt opens\n", "{}");
        assert_eq!(answer["events"], 1);
        assert_eq!(answer["tables"][0]["rows"][0][0], 2);
        let story = answer["story"].as_str().unwrap();
        assert!(Story::read(story.as_bytes()).story.is_some());
        let notes = answer["notes"].as_array().unwrap();
        assert!(!notes.is_empty());
        for note in notes {
            let words = note["message"]["en"].as_str().unwrap();
            assert!(!words.contains("--"), "{words}");
        }
    }

    #[test]
    fn a_question_is_answered_by_a_choice() {
        let table = "Date,Title\n3/4/2011,It opens\n";
        let open = answer(table, "{}");
        assert_eq!(open["refused"]["reason"]["code"], "order-open");
        assert_eq!(
            open["refused"]["reason"]["arguments"]["day_first"],
            "2011-04-03"
        );
        for lang in ["en", "ja"] {
            let words = open["refused"]["reason"][lang].as_str().unwrap();
            assert!(
                words.contains("3/4/2011") && !words.contains("--"),
                "{words}"
            );
        }
        let japanese = open["refused"]["reason"]["ja"].as_str().unwrap();
        assert!(
            japanese.contains("(2行目)") && !japanese.contains("row"),
            "{japanese}"
        );
        let settled = answer(table, r#"{"dates":"mdy"}"#);
        assert!(settled["story"].as_str().unwrap().contains("2011-03-04"));
    }

    #[test]
    fn no_sentence_names_an_option() {
        let sentence = "the texts are taken to be `en`; for another language, import with --lang";
        assert_eq!(without_options(sentence), "the texts are taken to be `en`");
        assert_eq!(without_options("two -- dashes"), "two -- dashes");
    }

    #[test]
    fn what_is_taken_away_is_what_the_command_makes() {
        let text = started("first-try", "en").unwrap();
        let story = Rc::new(line_breaks::marked(
            Story::read(text.as_bytes()).story.unwrap(),
        ));
        let lang = Lang::english();
        let page = Page {
            fold: true,
            ..Page::new(lang)
        };
        let take = |kind: &str| {
            let made = futures_executor::block_on(made(&text, kind, "en", None, "")).unwrap();
            let made: Value = serde_json::from_str(&made).unwrap();
            made["text"].as_str().unwrap().to_owned()
        };
        assert_eq!(take("html-folded"), render::html(Rc::clone(&story), &page));
        let page = Page {
            fold: false,
            ..page
        };
        assert_eq!(take("html"), render::html(Rc::clone(&story), &page));
        assert_eq!(take("fragment"), render::fragment(Rc::clone(&story), &page));
        assert_eq!(take("svg"), picture::svg(&story, lang, picture::Size::Card));
        assert_eq!(
            take("events"),
            export::csv(&story, lang, Table::Events).text
        );
        assert_eq!(take("timelinejs"), export::timelinejs(&story, lang).text);
        assert_eq!(packed(&text), Some(story.pack()));
    }

    #[test]
    fn a_story_with_errors_leaves_only_as_json() {
        assert_eq!(
            futures_executor::block_on(made("{}", "html", "en", None, "")),
            None
        );
        assert_eq!(packed("{}"), None);
    }
}
