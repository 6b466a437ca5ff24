//! Browsers that one journey after the other is made in: starting one takes longer than most
//! journeys.

use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Browser, Engine, Mode};

/// The browsers that wait for their next journey.
#[derive(Default)]
pub(crate) struct Pool {
    idle: Mutex<Vec<Browser>>,
}

thread_local! {
    /// What this thread's journey failed with, and where.
    static FAILURE: RefCell<String> = const { RefCell::new(String::new()) };
}

impl Pool {
    /// The only one: it also sees to it that failures are told once, with their test.
    pub(crate) fn shared() -> Arc<Self> {
        set_hook(Box::new(|panic| {
            let message = panic.payload_as_str().unwrap_or_default();
            FAILURE.set(format!("{}: {message}", place_in_journey()));
        }));
        Arc::default()
    }

    /// Makes a journey; the error says how it failed.
    pub(crate) fn lend(&self, engine: Engine, mode: Mode, run: fn(&Browser)) -> Result<(), String> {
        let made = catch_unwind(AssertUnwindSafe(|| {
            let browser = self.take(engine, mode);
            run(&browser);
            browser.reset();
            browser
        }));
        // Whatever happened to the browser of a failed journey, the next one is not to suffer from
        // it.
        let browser = made.map_err(|_| FAILURE.take())?;
        self.idle().push(browser);
        Ok(())
    }

    /// One that waits, or a new one. Journeys are sorted by kind, so others that wait are not
    /// needed again.
    fn take(&self, engine: Engine, mode: Mode) -> Browser {
        let (mut unneeded, mut fitting) = (Vec::new(), None);
        for browser in std::mem::take(&mut *self.idle()) {
            if fitting.is_none() && (browser.engine, browser.mode) == (engine, mode) {
                fitting = Some(browser);
            } else {
                unneeded.push(browser);
            }
        }
        if fitting.is_some() {
            self.idle().extend(unneeded);
        }
        fitting.unwrap_or_else(|| Browser::start(engine, mode))
    }

    /// Ends every browser.
    pub(crate) fn end(&self) {
        self.idle().clear();
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Browser>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The line of the journey that is being made, however deep in its helpers it has failed.
fn place_in_journey() -> String {
    let frames = Backtrace::force_capture().to_string();
    let places = frames
        .lines()
        .filter_map(|line| line.trim().strip_prefix("at "));
    let mut journey =
        places.filter(|place| place.contains("tests/browser/") && !place.contains("/support/"));
    journey.next().unwrap_or_default().to_owned()
}
