//! `explainer new`, `serve` and `schema`: help an author to write a story.

use std::path::PathBuf;

use clap::Args;

use crate::story::Lang;

use super::terminal::{Outcome, print, refused, say};
use super::{dev_server, schema, starter};

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

/// The arguments of `explainer new`.
#[derive(Args, Debug)]
pub struct New {
    /// The id of the story: lower-case letters, digits and hyphens.
    #[arg(default_value = "my-story")]
    id: String,
    /// The language you write in.
    #[arg(long, value_name = "TAG", default_value = "en")]
    lang: Lang,
}

impl New {
    /// Prints the story.
    pub fn run(&self) -> Outcome {
        let id = self.id.parse().map_err(refused)?;
        print(&starter::story(&id, self.lang)).map(|()| true)
    }
}

/// Prints the schema.
pub fn print_schema() -> Outcome {
    print(&format!("{:#}\n", schema::schema())).map(|()| true)
}
