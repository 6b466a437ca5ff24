//! Browsers that journeys use one after the other: starting one takes longer than most journeys.

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
    /// The message and the place of this thread's failed journey.
    static FAILURE: RefCell<String> = const { RefCell::new(String::new()) };
}

impl Pool {
    /// The only pool. It also makes sure that each failure is printed once, with its test.
    pub(crate) fn shared() -> Arc<Self> {
        set_hook(Box::new(|panic| {
            let message = panic.payload_as_str().unwrap_or_default();
            FAILURE.set(format!("{}: {message}", place_in_journey()));
        }));
        Arc::default()
    }

    /// Runs a journey; the error says how it failed.
    pub(crate) fn lend(&self, engine: Engine, mode: Mode, run: fn(&Browser)) -> Result<(), String> {
        let made = catch_unwind(AssertUnwindSafe(|| {
            let browser = self.take(engine, mode);
            run(&browser);
            browser.reset();
            browser
        }));
        // The browser of a failed journey is not used again, because it may be in any state.
        let browser = made.map_err(|_| FAILURE.take())?;
        self.idle().push(browser);
        Ok(())
    }

    /// Returns a waiting browser, or a new one. Journeys are sorted by kind, so other waiting ones
    /// are not needed again.
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

/// Returns the line of the running journey, even if it failed inside a helper.
fn place_in_journey() -> String {
    let frames = Backtrace::force_capture().to_string();
    let places = frames
        .lines()
        .filter_map(|line| line.trim().strip_prefix("at "));
    let mut journey =
        places.filter(|place| place.contains("tests/browser/") && !place.contains("/support/"));
    journey.next().unwrap_or_default().to_owned()
}
