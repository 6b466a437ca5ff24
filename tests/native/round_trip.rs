//! Random stories, written as tables in several spellings and file forms, are read back as they
//! were: dates of every precision, two languages, actors, tags, sources, qualified amounts.

use explainer::import::{Format, Imported, Input, Options, import};
use explainer::story::{Address, Document, Id, LocalizedText, Qualifier};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

/// A date as EDTF, and as people write it.
fn date() -> impl Strategy<Value = (String, String)> {
    let spelled = |numbers: (i64, i64, usize)| {
        let (year, length, spelling) = numbers;
        let later = year + length;
        // “1900s” may be ten years or a hundred, so the import asks.
        let decade = year / 10 + i64::from(year / 10 % 10 == 0);
        let century = year / 100;
        let bce = year - 1000;
        let all = [
            (format!("{year}"), format!("{year}")),
            (format!("{year}"), format!("{year}年")),
            (format!("{year}"), format!("{year}년")),
            (format!("{year}-03"), format!("March {year}")),
            (format!("{year}-03"), format!("März {year}")),
            (format!("{year}-03"), format!("mars {year}")),
            (format!("{year}-03"), format!("{year}年3月")),
            (format!("{year}-10-14"), format!("Oct 14, {year}")),
            (format!("{year}-10-14"), format!("14 de octubre de {year}")),
            (format!("{year}-10-14"), format!("{year}年10月14日")),
            (format!("{decade}X"), format!("{decade}0s")),
            (format!("{century}XX"), format!("{}th century", century + 1)),
            (format!("{century}XX"), format!("{}世紀", century + 1)),
            (format!("{year}~"), format!("c. {year}")),
            (format!("{year}?"), format!("{year}?")),
            (format!("-{:04}", bce - 1), format!("{bce} BC")),
            (format!("-{:04}", bce - 1), format!("{bce} v. Chr.")),
            (format!("-{:04}", bce - 1), format!("紀元前{bce}年")),
            (format!("{year}/{later}"), format!("{year}–{later}")),
            (format!("{year}/{later}"), format!("from {year} to {later}")),
            (format!("{year}/.."), format!("since {year}")),
            (format!("../{year}"), format!("until {year}")),
            (format!("{year}-07/{year}-09"), format!("Q3 {year}")),
            (format!("{year}-21"), format!("Spring {year}")),
            (
                format!("{year}-05-03/{year}-05-05"),
                format!("3–5 May {year}"),
            ),
        ];
        all[spelling % all.len()].clone()
    };
    // 1100 to 1999: centuries that are written with “th”, and years before our era with digits.
    (1110..1999_i64, 1..99_i64, any::<usize>()).prop_map(spelled)
}

#[derive(Clone, Debug)]
struct Told {
    date: (String, String),
    english: String,
    japanese: String,
    body: Option<String>,
    actors: Vec<&'static str>,
    tags: Vec<&'static str>,
    address: Option<String>,
}

fn told() -> impl Strategy<Value = Told> {
    let names = || {
        vec(
            select(vec!["Ada Quill", "Port Office", "青い会", "Müller & Co"]),
            0..3,
        )
    };
    let body = "[A-Z][a-z]{2,8}( [a-z,;\"]{1,6}){0,4}(\n[A-Z][a-z]{3,8}){0,2}";
    (
        date(),
        "[A-Z][a-z]{2,8}( [a-z]{1,6}){0,3}",
        "[あ-ん][あ-んア-ン]{2,8}",
        proptest::option::of(body),
        names(),
        vec(select(vec!["sea", "law"]), 0..2),
        proptest::option::of("https://www\\.example\\.org/[a-z]{1,6}"),
    )
        .prop_map(
            |(date, english, japanese, body, actors, tags, address)| Told {
                date,
                english,
                japanese,
                body,
                actors: once(actors),
                tags: once(tags),
                address,
            },
        )
}

/// Returns each name once, in the order of first occurrence.
fn once(names: Vec<&'static str>) -> Vec<&'static str> {
    let mut kept = Vec::new();
    for name in names {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

const HEADS: [[&str; 7]; 3] = [
    [
        "date", "title en", "title ja", "body en", "actors", "tags", "source",
    ],
    [
        "Date",
        "title (en)",
        "title (ja)",
        "body (en)",
        "Actors",
        "Tags",
        "Link",
    ],
    [
        "When", "title_en", "title_ja", "body_en", "actors", "tags", "Source",
    ],
];

/// The form of a file.
#[derive(Clone, Copy, Debug)]
enum Form {
    Separated(char),
    WideText,
    Json,
}

fn file(heads: &[&str], rows: &[Vec<String>], form: Form) -> Vec<u8> {
    if let Form::Json = form {
        let objects = rows.iter().map(|row| {
            let fields = heads.iter().zip(row);
            let fields = fields.filter(|(_, cell)| !cell.is_empty());
            let object: Map<_, _> = fields
                .map(|(head, cell)| ((*head).to_owned(), Value::from(cell.as_str())))
                .collect();
            Value::from(object)
        });
        return objects.collect::<Value>().to_string().into_bytes();
    }
    let separator = match form {
        Form::Separated(separator) => separator,
        _ => '\t',
    };
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |cells: Vec<String>| cells.join(&separator.to_string()) + "\r\n";
    let mut text = line(heads.iter().map(|head| quoted(head)).collect());
    for row in rows {
        text += &line(row.iter().map(|cell| quoted(cell)).collect());
    }
    match form {
        Form::WideText => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
        _ => text.into_bytes(),
    }
}

fn read(bytes: Vec<u8>, name: &str) -> Result<Imported, TestCaseError> {
    let input = Input {
        name: name.to_owned(),
        bytes,
    };
    import(Format::Auto, &[input], &Options::default()).map_err(TestCaseError::fail)
}

fn wording<'t>(text: &'t LocalizedText, lang: &str) -> &'t str {
    text.exact(lang.parse().unwrap()).map_or("", |it| it)
}

fn names<'d>(document: &'d Document, ids: &[Id]) -> Vec<&'d str> {
    let name = |id: &Id| {
        let actor = document.actors.iter().find(|actor| actor.id == *id);
        wording(&actor.unwrap().name, "en")
    };
    ids.iter().map(name).collect()
}

/// The text before and after a number, the power of ten, the lower end of a range, the qualifier.
type Qualified = (
    &'static str,
    &'static str,
    i64,
    Option<i64>,
    Option<Qualifier>,
);

const QUALIFIED: [Qualified; 9] = [
    ("", " million", 1_000_000, None, None),
    ("~", " million", 1_000_000, None, Some(Qualifier::About)),
    ("about ", "m", 1_000_000, None, Some(Qualifier::About)),
    ("約", "億", 100_000_000, None, Some(Qualifier::About)),
    (
        "at least ",
        "bn",
        1_000_000_000,
        None,
        Some(Qualifier::AtLeast),
    ),
    ("> ", " million", 1_000_000, None, Some(Qualifier::AtLeast)),
    ("", "万以上", 10_000, None, Some(Qualifier::AtLeast)),
    ("up to ", " lakh", 100_000, None, Some(Qualifier::UpTo)),
    ("1–", " crore", 10_000_000, Some(1), None),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_story_comes_back_from_its_table(
        events in vec(told(), 1..8),
        heads in select(HEADS.to_vec()),
        order in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(),
        form in select(vec![
            Form::Separated(','),
            Form::Separated(';'),
            Form::Separated('\t'),
            Form::WideText,
            Form::Json,
        ]),
    ) {
        let sorted = |row: Vec<String>| order.iter().map(|at| row[*at].clone()).collect::<Vec<_>>();
        let rows: Vec<_> = events.iter().map(|it| sorted(vec![
            it.date.1.clone(),
            it.english.clone(),
            it.japanese.clone(),
            it.body.clone().unwrap_or_default(),
            it.actors.join("; "),
            it.tags.join(";"),
            it.address.clone().unwrap_or_default(),
        ])).collect();
        let heads: Vec<_> = order.iter().map(|at| heads[*at]).collect();
        let imported = read(file(&heads, &rows, form), "table.csv")?;
        let document = &imported.document;
        prop_assert_eq!(document.events.len(), events.len(), "{:?}", imported.notes);
        for (event, it) in document.events.iter().zip(&events) {
            prop_assert_eq!(event.date.to_string(), it.date.0.as_str(), "{}", it.date.1);
            prop_assert_eq!(wording(&event.title, "en"), it.english.as_str());
            prop_assert_eq!(wording(&event.title, "ja"), it.japanese.as_str());
            let body = event.body.as_ref().map(|body| wording(body, "en"));
            prop_assert_eq!(body, it.body.as_deref());
            prop_assert_eq!(names(document, &event.actors), it.actors.clone());
            let tags: Vec<_> = event.tags.iter().map(Id::as_str).collect();
            prop_assert_eq!(tags, it.tags.clone());
            let source = document.sources.iter().find(|source| source.id == event.sources[0]);
            let address = source.unwrap().address.as_ref().map(Address::as_str);
            prop_assert_eq!(address, it.address.as_deref());
        }
    }

    #[test]
    fn qualified_amounts_come_back_from_a_table(
        figures in vec((2..99_i64, select(QUALIFIED.to_vec()), date()), 1..8),
        separator in select(vec![',', ';', '\t']),
    ) {
        let heads = ["Name", "Date", "Amount (EUR)"];
        let rows: Vec<_> = figures.iter().enumerate().map(|(index, (number, it, date))| {
            let figure = format!("{}{number}{}", it.0, it.1);
            vec![format!("Firm {index}"), date.1.clone(), figure]
        }).collect();
        let imported = read(file(&heads, &rows, Form::Separated(separator)), "table.csv")?;
        let document = &imported.document;
        prop_assert_eq!(document.observations.len(), figures.len(), "{:?}", imported.notes);
        for (amount, (number, (_, _, scale, low, qualifier), date)) in
            document.observations.iter().zip(&figures)
        {
            let (first, last) = match low {
                Some(low) => (low * scale, Some(number * scale)),
                None => (number * scale, None),
            };
            prop_assert_eq!((amount.low, amount.high), (first, last));
            prop_assert_eq!(amount.qualifier, qualifier.unwrap_or(Qualifier::Reported));
            prop_assert_eq!(amount.date.to_string(), date.0.as_str());
        }
    }
}
