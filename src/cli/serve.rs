//! `explainer serve`: a preview while an author writes.

use std::path::PathBuf;

use clap::Args;

use super::dev_server;
use super::terminal::{Outcome, say};

/// The arguments of `explainer serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// The story file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The port of the page.
    #[arg(long, default_value_t = 8081)]
    port: u16,
}

impl Serve {
    /// Serves the story until the process ends.
    pub fn run(self) -> Outcome {
        let announce = |address: &str| say(&format!("{address} (end with Ctrl+C)\n"));
        dev_server::serve(self.file, self.port, announce).map(|()| true)
    }
}
