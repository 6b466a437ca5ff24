//! Tables of random stories in the spellings of several languages are read as they were meant.

use explainer::import::{Format, Imported, Input, Options, import};
use proptest::prelude::*;
use proptest::sample::select;

/// A day that exists in every calendar and every spelling below.
fn day() -> impl Strategy<Value = (i64, u8, u8)> {
    (1880..2100_i64, 1..=12_u8, 1..=28_u8)
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const ARABIC: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];

type Spelled = fn(i64, u8, u8) -> String;

fn name(names: [&'static str; 12], month: u8) -> &'static str {
    names[usize::from(month) - 1]
}

fn wide(text: &str) -> String {
    let digit = |c: char| {
        c.to_digit(10)
            .and_then(|digit| char::from_u32(0xff10 + digit))
    };
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

fn arabic(text: &str) -> String {
    let digit = |c: char| {
        c.to_digit(10)
            .and_then(|digit| char::from_u32(0x660 + digit))
    };
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

const SPELLINGS: &[Spelled] = &[
    |y, m, d| format!("{y}-{m:02}-{d:02}"),
    |y, m, d| format!("{y}/{m}/{d}"),
    |y, m, d| format!("{d}.{m}.{y}"),
    |y, m, d| format!("{d}/{m}/{y}"),
    |y, m, d| format!("{m}/{d}/{y}"),
    |y, m, d| format!("{y}{m:02}{d:02}"),
    |y, m, d| format!("{} {d}, {y}", name(ENGLISH, m)),
    |y, m, d| format!("{d} {} {y}", &name(ENGLISH, m)[..3]),
    |y, m, d| format!("{d}. {} {y}", name(GERMAN, m)),
    |y, m, d| format!("le {d} {} {y}", name(FRENCH, m)),
    |y, m, d| format!("{d} de {} de {y}", name(SPANISH, m)),
    |y, m, d| arabic(&format!("{d} {} {y}", name(ARABIC, m))),
    |y, m, d| format!("{y}年{m}月{d}日"),
    |y, m, d| wide(&format!("{y}年{m}月{d}日")),
    |y, m, d| format!("{y}년 {m}월 {d}일"),
    |y, m, d| format!("{y}-{m:02}-{d:02} 00:00:00"),
    |y, m, d| {
        if y > 2019 {
            format!("令和{}年{m}月{d}日", y - 2018)
        } else {
            format!("{y}年{m}月{d}日")
        }
    },
];

const HEADS: &[[&str; 3]] = &[
    ["date", "title", "source"],
    ["Date", "Event", "Link"],
    ["年月日", "出来事", "出典"],
    ["Datum", "Ereignis", "Quelle"],
    ["Fecha", "Evento", "Fuente"],
    ["date", "titre", "lien"],
    ["日期", "事件", "来源"],
    ["날짜", "사건", "출처"],
    ["التاريخ", "الحدث", "المصدر"],
];

fn table(rows: &[Vec<String>], separator: char) -> String {
    let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| {
        row.iter()
            .map(cell)
            .collect::<Vec<_>>()
            .join(&separator.to_string())
    };
    rows.iter().map(|row| line(row) + "\r\n").collect()
}

fn read(text: &str, utf16: bool) -> Result<Imported, String> {
    let bytes = if utf16 {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    } else {
        text.as_bytes().to_owned()
    };
    let input = Input {
        name: "table.csv".to_owned(),
        bytes,
    };
    let lang = "en".parse().ok();
    import(
        Format::Auto,
        &[input],
        &Options {
            lang,
            ..Options::default()
        },
    )
}

/// A figure with its units and the currency of its sign.
fn figure() -> impl Strategy<Value = (i64, &'static str, usize)> {
    let units = prop_oneof![
        1..10_000_i64,
        1_000_000..9_999_999_i64,
        1_000_000_000..9_000_000_000_i64
    ];
    (
        units,
        select(vec!["USD", "EUR", "JPY", "GBP", "INR"]),
        0..8_usize,
    )
}

fn grouped(units: i64, mark: char) -> String {
    let digits = units.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A figure in one of its spellings, each of which has only one meaning.
fn spelled(units: i64, code: &str, spelling: usize) -> String {
    let sign = match code {
        "USD" => "US$",
        "EUR" => "€",
        "JPY" => "円",
        "GBP" => "£",
        _ => "₹",
    };
    match spelling {
        0 => format!("{units} {code}"),
        1 => format!("{code} {}.00", grouped(units, ',')),
        2 => format!("{} {code}", grouped(units, ' ')),
        3 => format!("{}{sign}", grouped(units, '\'')),
        4 => format!("{sign}{units}"),
        5 if units >= 100_000_000 => {
            format!(
                "{}億{}万{} {code}",
                units / 100_000_000,
                units / 10_000 % 10_000,
                units % 10_000
            )
        }
        6 => format!("{code} {}", wide(&units.to_string())),
        _ => format!("{code} {}", arabic(&units.to_string())),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn events_come_back_from_every_spelling(
        days in proptest::collection::vec((day(), "[A-Z][a-z]{2,8}( \
            [\"<;,]?[a-z]{1,6}){0,3}"), 1..8),
        spelling in select(SPELLINGS),
        heads in select(HEADS),
        separator in select(vec![',', ';', '\t']),
        utf16 in any::<bool>(),
        above in any::<bool>(),
    ) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        if above {
            rows.push(vec!["A title of the table".to_owned(), String::new(), String::new()]);
        }
        rows.push(heads.iter().map(|head| (*head).to_owned()).collect());
        // The last row settles the order of day and month.
        let all: Vec<_> = days
            .iter()
            .cloned()
            .chain([((1999, 1, 25), "Last".to_owned())])
            .collect();
        for ((year, month, day), title) in &all {
            let address = format!("https://www.example.org/{year}");
            rows.push(vec![spelling(*year, *month, *day), title.clone(), address]);
        }
        let imported = read(&table(&rows, separator), utf16).map_err(TestCaseError::fail)?;
        prop_assert_eq!(imported.document.events.len(), all.len());
        for (event, ((year, month, day), title)) in imported.document.events.iter().zip(&all) {
            prop_assert_eq!(event.date.to_string(), format!("{year}-{month:02}-{day:02}"));
            let (_, words) = event.title.iter().next().unwrap();
            prop_assert_eq!(&**words, title.as_str());
        }
    }

    #[test]
    fn amounts_come_back_from_every_spelling(
        figures in proptest::collection::vec(figure(), 1..8),
        separator in select(vec![',', ';', '\t']),
    ) {
        let mut rows = vec![["Name", "Year", "Amount"].map(str::to_owned).to_vec()];
        for (index, (units, code, spelling)) in figures.iter().enumerate() {
            rows.push(vec![
                format!("Firm {index}"),
                "2019".to_owned(),
                spelled(*units, code, *spelling),
            ]);
        }
        let imported = read(&table(&rows, separator), false).map_err(TestCaseError::fail)?;
        let document = &imported.document;
        prop_assert_eq!(document.observations.len(), figures.len());
        for (amount, (units, code, _)) in document.observations.iter().zip(&figures) {
            let measure = document
                .measures
                .iter()
                .find(|measure| measure.id == amount.measure)
                .unwrap();
            prop_assert_eq!((amount.low, measure.currency.code()), (*units, *code));
        }
    }

    /// A date with two readings never becomes a date of the story.
    #[test]
    fn a_date_with_two_readings_stops_the_import(
        year in 1000..2100_i64,
        day in 1..=12_u8,
        month in 1..=12_u8,
    ) {
        prop_assume!(day != month);
        let rows = [
            ["date", "title"].map(str::to_owned).to_vec(),
            vec![format!("{day}/{month}/{year}"), "One".to_owned()],
        ];
        let refused = read(&table(&rows, ','), false).unwrap_err();
        prop_assert!(refused.contains("--dates dmy"), "{}", refused);
    }
}
