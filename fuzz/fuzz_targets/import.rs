//! The import of any file in any format ends with a correct story or with a reason.
#![no_main]

use explainer::cli::pretty_json;
use explainer::import::{Format, Input, Options, import};
use explainer::story::{Severity, Story};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    attempt(Format::Auto, bytes, &Options::default());
    let options = Options {
        currency: "JPY".parse().ok(),
        date: "2020".parse().ok(),
        ..Options::default()
    };
    for format in [Format::TimelineJs, Format::Csv, Format::Datawrapper] {
        attempt(format, bytes, &options);
    }
});

fn attempt(format: Format, bytes: &[u8], options: &Options) {
    let input = Input {
        name: "fuzz".to_owned(),
        bytes: bytes.to_owned(),
    };
    let Ok(imported) = import(format, &[input], options) else {
        return;
    };
    let text = pretty_json::json(&imported.document);
    let reading = Story::read(text.as_bytes());
    let errors: Vec<_> = reading
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}
