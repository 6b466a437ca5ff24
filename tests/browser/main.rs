//! Journeys through the released pages (`DIST`) in Chromium, Firefox and `WebKitGTK`.
//!
//! A journey is a function whose argument is a browser. [`journeys!`] lists those of a module, with
//! the engines and the conditions of each. Every journey in every engine is a test of its own,
//! called `module::journey::engine`. Tests are sorted so that those that can share a browser follow
//! one another; browsers, drivers and servers end with this program.
#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::duration_suboptimal_units,
    clippy::float_cmp,
    clippy::semicolon_if_nothing_returned,
    reason = "journeys compare what a page says of itself"
)]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

use libtest_mimic::{Arguments, Trial};

#[macro_use]
mod support;

mod alignment;
mod appearance;
mod article;
mod boxed;
mod bundled;
mod chart;
mod failures;
mod filtering;
mod fold;
mod frames;
mod frameworks;
mod host_styles;
mod hosting;
mod images;
mod markdown;
mod packages;
mod paper;
mod place;
mod random;
mod reading;
mod releases;
mod servers;
mod stories;
mod studio;
mod styles;
mod surroundings;
mod texts;
mod twin;
mod without_script;

use support::{Journey, Pool};

fn main() {
    let arguments = Arguments::from_args();
    let mut journeys: Vec<&Journey> = [
        alignment::JOURNEYS,
        appearance::JOURNEYS,
        article::JOURNEYS,
        boxed::JOURNEYS,
        bundled::JOURNEYS,
        chart::JOURNEYS,
        failures::JOURNEYS,
        filtering::JOURNEYS,
        fold::JOURNEYS,
        frames::JOURNEYS,
        frameworks::JOURNEYS,
        host_styles::JOURNEYS,
        hosting::JOURNEYS,
        images::JOURNEYS,
        markdown::JOURNEYS,
        packages::JOURNEYS,
        paper::JOURNEYS,
        place::JOURNEYS,
        random::JOURNEYS,
        reading::JOURNEYS,
        releases::JOURNEYS,
        servers::JOURNEYS,
        stories::JOURNEYS,
        studio::JOURNEYS,
        styles::JOURNEYS,
        surroundings::JOURNEYS,
        texts::JOURNEYS,
        twin::JOURNEYS,
        without_script::JOURNEYS,
    ]
    .concat();
    journeys.sort_by_key(|journey| journey.mode);
    let pool = Pool::shared();
    let mut trials = Vec::new();
    for (mode, engine) in support::kinds() {
        for journey in journeys
            .iter()
            .filter(|it| it.mode == mode && it.engines.contains(&engine))
        {
            let (run, pool) = (journey.run, pool.clone());
            let name = format!("{}::{}", journey.name, engine.name());
            let trial = Trial::test(name, move || {
                pool.lend(engine, mode, run).map_err(Into::into)
            });
            trials.push(trial.with_ignored_flag(true));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    pool.end();
    conclusion.exit();
}
