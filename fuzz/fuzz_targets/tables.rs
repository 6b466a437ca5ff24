//! Tables with options chosen by the last byte: an import ends with a correct story or a reason,
//! every note is about a row that exists, and what `--explain` prints has the same rows.
#![no_main]

use explainer::cli::pretty_json;
use explainer::import::{Format, Input, Mark, Options, Order, explain, import};
use explainer::story::{Severity, Story};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, table)) = bytes.split_last() else {
        return;
    };
    let chosen = |bit: u8| choice & (1 << bit) != 0;
    let options = Options {
        lang: chosen(0).then(|| "ja".parse().ok()).flatten(),
        currency: chosen(1).then(|| "JPY".parse().ok()).flatten(),
        date: chosen(1).then(|| "2020".parse().ok()).flatten(),
        dates: chosen(2).then_some(if chosen(3) {
            Order::DayFirst
        } else {
            Order::MonthFirst
        }),
        decimal: chosen(4).then_some(if chosen(3) { Mark::Comma } else { Mark::Point }),
        first_year: chosen(5).then_some(1930),
        add_up: chosen(6),
        buddhist: chosen(7),
        ..Options::default()
    };
    let inputs = [Input {
        name: "table.csv".to_owned(),
        bytes: table.to_owned(),
    }];
    let explained = explain(Format::Auto, &inputs, &options);
    let Ok(imported) = import(Format::Auto, &inputs, &options) else {
        return;
    };
    assert!(
        explained.is_ok(),
        "imported, but not explained: {explained:?}"
    );
    // A row of a JSON list is an object, and may share its line.
    let lines = table
        .iter()
        .filter(|byte| matches!(byte, b'\n' | b'\r' | b'{'))
        .count()
        + 1;
    for note in &imported.notes {
        let row = note.place.row.unwrap_or(1);
        // In UTF-16 and in workbooks, the ends of lines are other bytes.
        let is_text = std::str::from_utf8(table).is_ok();
        assert!(!is_text || (1..=lines).contains(&row), "{note}");
        assert!(!note.sentence(false).is_empty() && !note.sentence(true).is_empty());
    }
    let text = pretty_json::json(&imported.document);
    let reading = Story::read(text.as_bytes());
    let errors: Vec<_> = reading
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
});
