//! Browsers that one journey after the other is made in: starting one takes longer than most journeys.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Browser, Engine, Mode};

/// The browsers that wait for their next journey.
#[derive(Default)]
pub(crate) struct Pool {
    idle: Mutex<Vec<Browser>>,
}

impl Pool {
    pub(crate) fn shared() -> Arc<Self> {
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
        // Whatever happened to the browser of a failed journey, the next one is not to suffer from it.
        let browser = made.map_err(|panic| message(panic.as_ref()))?;
        self.idle().push(browser);
        Ok(())
    }

    /// One that waits, or a new one. Journeys are sorted by kind, so others that wait are not needed again.
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

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}
