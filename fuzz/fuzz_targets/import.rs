//! Whatever the file is, an import ends with a correct story or with a reason. The first byte chooses what
//! the file is said to be.
#![no_main]

use explainer::authors::import::{Format, Input, Options, import};
use explainer::authors::write;
use explainer::story::{Severity, Story};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let format = match choice % 4 {
        0 => Format::Auto,
        1 => Format::TimelineJs,
        2 => Format::Csv,
        _ => Format::Datawrapper,
    };
    let options = match choice / 4 % 2 {
        0 => Options::default(),
        _ => Options { currency: "JPY".parse().ok(), date: "2020".parse().ok(), ..Options::default() },
    };
    let input = Input { name: "fuzz".to_owned(), bytes: rest.to_owned() };
    let Ok(imported) = import(format, &[input], &options) else { return };
    let text = write::json(&imported.document);
    let reading = Story::read(text.as_bytes());
    let errors: Vec<_> = reading.problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
});
