//! `explainer new` and `schema`: help an author to write a story.

use clap::Args;

use crate::story::Lang;

use super::terminal::{Outcome, print, refused};
use super::{schema, starter};

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
