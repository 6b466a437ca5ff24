//! Tests without a browser: the parser accepts every correct story and no harmful one, and imports
//! and exports lose nothing silently.
#![cfg(feature = "cli")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod addresses;
mod checks;
mod command;
mod contract;
mod dates;
mod documentation;
mod examples;
mod exports;
mod hostile;
mod images;
mod imported_tables;
mod imports;
mod imports_one_way;
mod languages;
mod many_amounts;
mod markdown;
mod packed;
mod pages;
mod pictures;
mod reading;
mod report;
mod round_trip;
mod schema;
mod site;
mod snapshots;
mod source_text;
mod spellings;
mod spoken;
mod strategies;
mod studio;
mod styles;
