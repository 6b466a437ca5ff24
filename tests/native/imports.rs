//! Imports: the result is always a correct story, and everything that it lacks is listed.

use std::fs;
use std::path::{Path, PathBuf};

use explainer::cli::pretty_json;
use explainer::import::{Format, Imported, Input, NoteKind, Options, import};
use explainer::story::{Document, Event, Severity, Story};
use proptest::prelude::*;
use serde_json::Value;

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/timelinejs")
        .join(name);
    fs::read(path).unwrap()
}

fn imported(name: &str, bytes: &[u8]) -> Imported {
    let input = Input {
        name: name.to_owned(),
        bytes: bytes.to_owned(),
    };
    let imported = import(Format::Auto, &[input], &Options::default()).unwrap();
    correct(&imported.document);
    imported
}

#[track_caller]
fn correct(document: &Document) {
    let text = pretty_json::json(document);
    let reading = Story::read(text.as_bytes());
    let errors: Vec<_> = reading
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn event<'d>(imported: &'d Imported, title: &str) -> &'d Event {
    let named = |event: &&Event| event.title.iter().any(|(_, own)| &**own == title);
    imported
        .document
        .events
        .iter()
        .find(named)
        .unwrap_or_else(|| panic!("no event “{title}”"))
}

fn words(text: Option<&explainer::story::LocalizedText>) -> String {
    text.into_iter()
        .flat_map(explainer::story::LocalizedText::iter)
        .map(|(_, words)| words.to_string())
        .collect()
}

fn notes(imported: &Imported) -> String {
    imported
        .notes
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_field_of_timelinejs_has_its_place_or_is_listed() {
    let imported = imported("every-field.json", &fixture("every-field.json"));
    let document = &imported.document;
    assert_eq!(words(Some(&document.title)), "Bridges & ferries");
    assert_eq!(
        words(Some(&document.summary)),
        "How the river was crossed.\nSee the river."
    );
    let chapters: Vec<_> = document
        .chapters
        .iter()
        .map(|chapter| (words(Some(&chapter.title)), chapter.from.to_string()))
        .collect();
    let expected = [("The age of iron", "1800"), ("The age of steel", "1900")];
    assert_eq!(
        chapters,
        expected.map(|(title, from)| (title.to_owned(), from.to_owned()))
    );

    let bridge = event(&imported, "The first bridge");
    assert_eq!(
        (bridge.id.as_str(), bridge.date.to_string().as_str()),
        ("first-bridge", "1885-05-03/1887-01")
    );
    assert_eq!(
        words(bridge.body.as_ref()),
        "Built of iron.\nRead the report by https://www.example.org/engineer."
    );
    let links: Vec<_> = bridge
        .links
        .iter()
        .map(|link| (words(Some(&link.label)), link.address.as_str()))
        .collect();
    for link in [
        ("the report", "https://www.example.org/iron"),
        ("A photographer", "https://www.example.org/photographer"),
        ("The bridge", "https://www.example.org/large"),
        (
            "https://www.example.org/engineer",
            "https://www.example.org/engineer",
        ),
    ] {
        assert!(
            links.contains(&(link.0.to_owned(), link.1)),
            "{link:?} is not among {links:?}"
        );
    }
    let picture = &bridge.media[0];
    assert_eq!(
        picture.address.as_ref().unwrap().as_str(),
        "https://www.example.org/a%20bridge.jpg"
    );
    assert_eq!(
        (
            words(picture.caption.as_ref()),
            words(picture.credit.as_ref())
        ),
        ("The bridge".to_owned(), "A photographer".to_owned())
    );
    assert_eq!(
        (
            bridge.tags[0].as_str(),
            words(Some(&document.tags[0].label))
        ),
        ("bridges", "Bridges".to_owned())
    );

    let notes = notes(&imported);
    for listed in [
        "title.background.color: “#fff”",
        "title, media.url: “https://www.example.org/title.jpg”",
        "the link “the river” to https://www.example.org/river",
        "eras[0]: the end of the era, 1950",
        "An era without a beginning",
        "events[0].media.thumbnail",
        "events[0].media.link_target",
        "A bridge of iron",
        "May 1885 until the winter of 1886",
        "events[1].autolink: false",
        "the month “13”, which does not exist",
        "250 milliseconds",
        "the end date 2018, which is before the beginning",
        "whose year “May 1950” is no number",
        "A year in words",
        "No date at all",
        "/local/picture.png",
        "Not to be reached",
        "a <script>",
        "javascript:alert(1)",
        "a picture or frame from `x`",
        "events[14].location.name: “Nowhere”",
        "events[14].location.lat: 1.5",
        "events[15]: “not a slide”",
        "unknown.deep[0]: “kept in the list”",
    ] {
        assert!(notes.contains(listed), "{listed} is not listed in\n{notes}");
    }
}

#[test]
fn dates_come_in_as_precise_as_they_were() {
    let imported = imported("every-field.json", &fixture("every-field.json"));
    for (title, date) in [
        ("An ancient ford", "-0043-03-15~"),
        ("A day that does not exist", "2021-02"),
        ("A month that does not exist", "2021"),
        ("Midnight is no time", "2020-01-01"),
        ("A moment", "2020-06-07T13:05:30"),
        ("Backwards", "2019"),
        ("The beginning", "Y-13799999999"),
        ("Without a headline, this sentence serves", "1990"),
    ] {
        assert_eq!(event(&imported, title).date.to_string(), date, "{title}");
    }
}

#[test]
fn embedded_html_becomes_links_and_words() {
    let imported = imported("every-field.json", &fixture("every-field.json"));
    assert_eq!(
        event(&imported, "A frame").media[0]
            .address
            .as_ref()
            .unwrap()
            .as_str(),
        "https://www.example.org/frame"
    );
    assert_eq!(
        words(event(&imported, "A quotation").body.as_ref()),
        "“Well said.”\n— A speaker"
    );
    let trap = event(&imported, "A trap");
    assert!(trap.links.is_empty() && trap.media.is_empty() && trap.body.is_none());
}

#[test]
fn the_old_format_comes_in_alike() {
    let imported = imported("old.jsonp", &fixture("old.jsonp"));
    assert_eq!(words(Some(&imported.document.title)), "Old times");
    assert_eq!(
        event(&imported, "By commas").date.to_string(),
        "1968-12-09/1968-12-11"
    );
    assert_eq!(
        event(&imported, "By slashes").date.to_string(),
        "1968-12-09T10:30"
    );
    assert_eq!(event(&imported, "By hyphens").date.to_string(), "1968-12");
    assert_eq!(event(&imported, "Long before").date.to_string(), "-0499");
    assert_eq!(imported.document.chapters.len(), 1);
    let notes = notes(&imported);
    for listed in ["1900 1 26", "classname", "thumbnail"] {
        assert!(notes.contains(listed), "{listed} is not listed in\n{notes}");
    }
}

#[test]
fn the_spreadsheet_comes_in_with_any_separator() {
    let bytes = fixture("semicolons.csv");
    let plain = imported("semicolons.csv", &bytes);
    let word = event(&plain, "Ein \"Wort\"; und eins");
    assert_eq!(word.date.to_string(), "1920-05-03T15:30");
    assert_eq!(words(Some(&plain.document.summary)), "Ein Anfang");
    let notes = notes(&plain);
    for listed in [
        "row 4, Background: “#fff”",
        "row 4, Remark: “Notiz”",
        "row 5, month: “5” without a year",
        "Ohne Jahr",
    ] {
        assert!(notes.contains(listed), "{listed} is not listed in\n{notes}");
    }
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            String::from_utf8(bytes)
                .unwrap()
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    assert_eq!(imported("semicolons.csv", &utf16).document, plain.document);
}

/// Every sample of TimelineJS itself, if it is installed: each word is in the story or in the list.
#[test]
fn nothing_of_real_timelines_vanishes_unseen() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/timelinejs");
    let mut files: Vec<PathBuf> = match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => Vec::new(),
    };
    files.push(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/timelinejs/every-field.json"),
    );
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let imported = imported(&file.display().to_string(), &bytes);
        let kept = pretty_json::json(&imported.document) + &notes(&imported);
        let source: Value = serde_json::from_slice(&bytes).unwrap();
        for (path, text) in leaves(&source, String::new()) {
            let is_date = path.contains("_date.") || path.contains("Date");
            let said = || words_of(&text).all(|word| kept.contains(&word));
            assert!(
                is_date
                    || path == ".scale"
                    || path.split('.').next_back() == Some("type")
                    || said(),
                "{}: {path}: {text}",
                file.display()
            );
        }
    }
}

fn leaves(value: &Value, path: String) -> Vec<(String, String)> {
    match value {
        Value::String(text) => vec![(path, text.clone())],
        Value::Array(entries) => entries
            .iter()
            .flat_map(|entry| leaves(entry, path.clone()))
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, field)| leaves(field, format!("{path}.{name}")))
            .collect(),
        _ => Vec::new(),
    }
}

/// Returns the words of HTML without its tags; for a long text the list has only the beginning.
fn words_of(html: &str) -> impl Iterator<Item = String> {
    let beginning: String = if html.starts_with(['/', '#']) || html.starts_with("http") {
        html.chars().take(70).collect()
    } else {
        html.to_owned()
    };
    let mut text = String::new();
    for part in beginning
        .replace("&amp;", "&")
        .replace("&#39;", "'")
        .replace("&mdash;", "—")
        .split('<')
    {
        let after = part
            .split_once('>')
            .map_or(if text.is_empty() { part } else { "" }, |(_, after)| after);
        text = text + " " + after;
    }
    let words: Vec<_> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

fn tables(files: &[(&str, &str)], options: &Options) -> Result<Imported, String> {
    let inputs: Vec<_> = files
        .iter()
        .map(|(name, text)| Input {
            name: (*name).to_owned(),
            bytes: text.as_bytes().to_owned(),
        })
        .collect();
    let imported = import(Format::Auto, &inputs, options)?;
    correct(&imported.document);
    Ok(imported)
}

#[test]
fn events_and_amounts_make_one_story() {
    let events = "Date,Title,Body,Status,Speaker,Response by,Response,None \
        found,Tags,Actors,Source,Publisher,Source title\n\
        1872-10-14,The line opens,Between two towns.,established,,,,,Rail; \
        Sea,East,https://www.example.org/line,The museum,The line\n\
        1873/10/1,Goods follow,,,,,,,Rail,,museum,,\n\
        1875,Somebody says it was late,,alleged,A merchant,The line,,1880,,,museum,,\n\
        1876,Nobody says it,,alleged,,,,,,,museum,,\n\
        soon,Never,,,,,,,,,,,\n";
    let amounts = "actor,measure,currency,date,low,high,qualifier,note,source\n\
        East,Cost,JPY,1872,\"1,200,000\",1300000,about,,museum\n\
        West,Cost,jpy,1872,50万円,,at least,In all,\n\
        West,Cost,,1872,5,,,,\n\
        West,Cost,JPY,1872,-5,,,,\n";
    let sources =
        "id,publisher,title,lang,address,date,tier\nmuseum,The museum,Its book,ja,,1930,primary\n";
    let files = [
        ("events.csv", events),
        ("amounts.csv", amounts),
        ("sources.csv", sources),
    ];
    let imported = tables(&files, &Options::default()).unwrap();
    let document = &imported.document;
    assert_eq!(document.events.len(), 3);
    assert_eq!(
        document.events[0].sources,
        ["www-example-org"
            .trim_start_matches("www-")
            .parse()
            .unwrap()]
    );
    assert_eq!(document.events[1].date.to_string(), "1873-10-01");
    assert_eq!(document.events[1].sources[0].as_str(), "museum");
    assert_eq!(document.observations.len(), 2);
    assert_eq!(
        (
            document.observations[0].range(),
            document.observations[1].low
        ),
        ((1_200_000, 1_300_000), 500_000)
    );
    assert_eq!(document.actors.len(), 2);
    assert_eq!(document.charts.len(), 1);
    let notes = notes(&imported);
    for listed in [
        "Nobody says it",
        "Never",
        "needs a date and a currency",
        "“-5” of West",
    ] {
        assert!(notes.contains(listed), "{listed} is not listed in\n{notes}");
    }
}

#[test]
fn datawrapper_tables_come_in_all_three_shapes() {
    let usd = Options {
        currency: "USD".parse().ok(),
        ..Options::default()
    };
    let years = tables(
        &[("raised.csv", "Company,2019,2020\nA,1,000\nB,2,–\n")],
        &usd,
    );
    assert!(years.is_ok());
    let years = tables(
        &[("raised.csv", "Company;2019;2020\nA;1,000;3.5\nB;2;–\n")],
        &usd,
    )
    .unwrap();
    let seen: Vec<_> = years
        .document
        .observations
        .iter()
        .map(|it| (it.date.to_string(), it.low))
        .collect();
    assert_eq!(
        seen,
        [
            ("2019".to_owned(), 1000),
            ("2020".to_owned(), 4),
            ("2019".to_owned(), 2)
        ]
    );
    let dates = tables(
        &[(
            "in_billion_euros.csv",
            "Date,A (€ billion),B (€ billion)\n2019-01,1.5,2\n2019-02,2,n/a\n",
        )],
        &Options::default(),
    )
    .unwrap();
    assert_eq!(dates.document.observations[0].low, 1_500_000_000);
    assert_eq!(dates.document.measures[0].currency.code(), "EUR");
    let measures = "Firm,Raised (USD million),Share\nA,5,10%\n";
    assert!(
        tables(&[("firms.csv", measures)], &Options::default())
            .unwrap_err()
            .contains("--date")
    );
    let with_date = Options {
        date: "2024".parse().ok(),
        ..usd
    };
    let measures = tables(&[("firms.csv", measures)], &with_date).unwrap();
    assert_eq!(measures.document.observations[0].low, 5_000_000);
    assert!(notes(&measures).contains("“10%”"));
}

#[test]
fn what_is_broken_is_refused_with_a_reason() {
    let fails = |name: &str, bytes: &[u8], reason: &str| {
        let input = Input {
            name: name.to_owned(),
            bytes: bytes.to_owned(),
        };
        let error = import(Format::Auto, &[input], &Options::default()).unwrap_err();
        assert!(
            error.starts_with(name) && error.contains(reason),
            "{name}: {error}"
        );
    };
    fails("empty", b"", "empty");
    fails("cut.json", b"{\"events\": [", "no JSON");
    fails("list.json", b"[]", "not a timeline");
    fails("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text");
    fails("other.json", b"{\"a\": 1}", "no `events`");
    fails("none.json", b"{\"events\": []}", "no dated event");
    fails("old.json", b"{\"timeline\": {}}", "no list `date`");
    fails("odd.json", b"{\"events\": 5}", "no dated event");
    fails(
        "story.json",
        b"{\"format\":1,\"languages\":[],\"events\":[]}",
        "story already",
    );
    fails("half.csv", &[0xff, 0xfe, 0x00, 0xd8], "UTF-16");
    fails(
        "deep.json",
        "[".repeat(100_000).replace("[[", "[{\"a\":[").as_bytes(),
        "no JSON",
    );
    fails(
        "words.csv",
        b"just,words\nand,more\n",
        "columns are not understood",
    );
    fails("words.csv", b"just,words\nand,more\n", "--date");
    fails(
        "sheet.json",
        b"<!doctype html><title>Sign in</title>",
        "columns are not understood",
    );
    fails("mute.csv", b"Y\0e\0a\0r\0", "not understood");
    fails("comma.json", b"{\"events\": [],}", "line 1 column 15");
    let twice = br#"{"events": [{"start_date": {"year": "1900"}}], "events": []}"#;
    fails("twice.json", twice, "of two fields `events`");
}

/// Dates as people write them, not as TimelineJS does.
#[test]
fn loosely_written_timelines_come_in() {
    let spaced = imported(
        "spaced.json",
        br#"{"timeline": {"date": {"startDate": "2011, 12, 10, 13, 30", "headline": "Only one"}}}"#,
    );
    assert_eq!(
        event(&spaced, "Only one").date.to_string(),
        "2011-12-10T13:30"
    );
    let slides = concat!(
        r#"{"events": [
        {"start_date": {"year": 1901.0, "month": " 3 ", "day": "05"}, "unique_id": "same",
         "text": {"headline": "A <i>list</i>",
                  "text": "<ul><li>one<ul>"#,
        "<li>in <a href='//www.example.org/a'>two</a></li></ul></li></ul>",
        "<script>alert(1)</script><p>after<br/>all</p>",
        r#"<table><tr><td>a</td><td>b</td></tr></table>"},
         "media": {"url": "<iframe src='//www.example.org/frame?a=1&amp;b=2'></iframe>"}},
        {"start_date": {"year": "-44"}, "unique_id": "same", "text": {"headline": "Before"},
         "media": {"caption": "Words without a picture"}},
        {"start_date": {"year": "1900.5"}, "text": {"headline": "Half"}},
        {"start_date": "1900", "text": {"headline": "A date in words"}},
        {"start_date": {"year": "1907"}, "text": "Words without a headline",
         "media": "https://www.example.org/b"},
        null, 5, []]}"#
    );
    let bom = format!("\u{feff}{}", slides.replace('\n', "\r\n"));
    let loose = imported("loose.json", bom.as_bytes());
    let first = event(&loose, "A list");
    assert_eq!(
        (first.id.as_str(), first.date.to_string().as_str()),
        ("same", "1901-03-05")
    );
    assert_eq!(
        words(first.body.as_ref()),
        "• one\n• in two\nafter\nall\na b"
    );
    assert_eq!(first.links[0].address.as_str(), "https://www.example.org/a");
    assert_eq!(
        first.media[0].address.as_ref().unwrap().as_str(),
        "https://www.example.org/frame?a=1&b=2"
    );
    assert_eq!(event(&loose, "Before").date.to_string(), "-0043");
    let notes = notes(&loose);
    for listed in [
        "a <script>",
        "its id “same” is now `same-2`",
        "Words without a picture",
        "Half",
        "events[3].start_date: “1900”",
        "A date in words",
        "events[4].text: “Words without a headline”",
        "events[4].media: “https://www.example.org/b”",
        "events[6]: 5",
    ] {
        assert!(notes.contains(listed), "{listed} is not listed in\n{notes}");
    }
}

/// The other figures of a table decide the meaning of a comma or point before three digits.
#[test]
fn figures_are_read_by_the_decimal_mark_of_their_table() {
    let german = "\u{feff}Actor;Amount;Currency;Date\r\n\
        A;1.234.567,89;EUR;2020\r\n\
        B;1.234;EUR;2020\r\n\
        C;3,5 Mio.;EUR;2020\r\n\
        D;1,4 Milliarden €;;2020\r\n\
        E;12%;EUR;2020\r\n";
    let german = tables(&[("beträge.csv", german)], &Options::default()).unwrap();
    let lows: Vec<_> = german
        .document
        .observations
        .iter()
        .map(|it| it.low)
        .collect();
    assert_eq!(lows, [1_234_568, 1_234, 3_500_000, 1_400_000_000]);
    assert!(notes(&german).contains("“12%” of E"));
    let eur = Options {
        currency: "EUR".parse().ok(),
        ..Options::default()
    };
    let figures = |text: &str| {
        let chart = tables(&[("chart.csv", text)], &eur).unwrap();
        chart
            .document
            .observations
            .iter()
            .map(|it| (it.date.to_string(), it.low))
            .collect::<Vec<_>>()
    };
    let expected = [("2019".to_owned(), 1234), ("2020".to_owned(), 3)];
    assert_eq!(figures("Firm;2019;2020\nA;1.234;2,5\n"), expected);
    assert_eq!(figures("Firm,2019,2020\nA,\"1,234\",2.5\n"), expected);
    // A column of sums beside the years has no date, and must not change those of the years.
    assert_eq!(
        figures("Firm;2019;2020;Sum\nA;1.234;2,5;1.236,5\n"),
        expected
    );
}

#[test]
fn the_language_is_seen_or_said() {
    let japanese = tables(
        &[("e.csv", "date,title\n1872,鉄道がひらく\n")],
        &Options::default(),
    )
    .unwrap();
    assert_eq!(japanese.document.languages[0].as_str(), "ja");
    let said = Options {
        lang: "fr".parse().ok(),
        ..Options::default()
    };
    let french = tables(&[("e.csv", "date,title\n1872,Le train\n")], &said).unwrap();
    assert_eq!(french.document.languages[0].as_str(), "fr");
    assert!(
        french
            .notes
            .iter()
            .all(|note| !note.to_string().contains("taken to be"))
    );
    assert!(
        japanese
            .notes
            .iter()
            .any(|note| note.kind == NoteKind::ToDo && note.to_string().contains("`ja`"))
    );
}

/// JSON that is similar to a timeline.
fn near_timeline() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-3000..3000_i64).prop_map(Value::from),
        "-?[0-9]{1,12}".prop_map(Value::from),
        "(<(p|a href=|a|img \
            src=|li|blockquote|cite|script|/p|/a)[^<]{0,8}>?|https?://\\PC{0,9}|\\PC){0,6}"
            .prop_map(Value::from),
    ];
    let names = proptest::sample::select(vec![
        "title",
        "events",
        "eras",
        "start_date",
        "end_date",
        "year",
        "month",
        "day",
        "hour",
        "text",
        "headline",
        "media",
        "url",
        "caption",
        "credit",
        "group",
        "unique_id",
        "display_date",
        "edtf",
        "timeline",
        "date",
        "startDate",
        "asset",
    ]);
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map(names.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_timeline_gives_a_correct_story_or_a_reason(
        events in proptest::collection::vec(near_timeline(), 0..4),
        title in near_timeline(),
    ) {
        let timeline = serde_json::json!({ "events": events, "title": title, "eras": events });
        let input = Input {
            name: "a.json".to_owned(),
            bytes: serde_json::to_vec(&timeline).unwrap(),
        };
        if let Ok(imported) = import(Format::Auto, &[input], &Options::default()) {
            correct(&imported.document);
        }
    }

    #[test]
    fn any_table_gives_a_correct_story_or_a_reason(
        head in "(date|title|actor|amount|low|high|year|headline|source|currency|text|id|tier\
                 |publisher)\
                 (,(date|title|actor|amount|low|high|year|headline|source|currency|text|id|tier\
                 |publisher|status|speaker|[0-9]{4})){0,6}",
        rows in proptest::collection::vec(
            "([-0-9/]{0,8}|\\PC{0,6})(,([-0-9/]{0,8}|https://\\PC{0,6}|\\PC{0,6})){0,6}",
            0..6,
        ),
    ) {
        let text = format!("{head}\n{}", rows.join("\n"));
        let options = Options {
            currency: "USD".parse().ok(),
            date: "2020".parse().ok(),
            ..Options::default()
        };
        let input = Input { name: "a.csv".to_owned(), bytes: text.into_bytes() };
        if let Ok(imported) = import(Format::Auto, &[input], &options) {
            correct(&imported.document);
        }
    }

    #[test]
    fn any_bytes_give_a_story_or_a_reason(bytes in any::<Vec<u8>>()) {
        for format in [Format::Auto, Format::TimelineJs, Format::Csv, Format::Datawrapper] {
            let input = Input { name: "a".to_owned(), bytes: bytes.clone() };
            let _ = import(format, &[input], &Options::default());
        }
    }
}
