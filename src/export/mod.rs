//! Exports: a story for TimelineJS, as tables, as linked data for search engines, as an oEmbed response.
//! Parts that the other format cannot hold are listed for the author.

mod csv;
mod jsonld;
mod oembed;
mod timelinejs;

use crate::story::{Id, Source, Story};

pub use csv::{Table, csv};
pub use jsonld::jsonld;
pub use oembed::oembed;
pub use timelinejs::timelinejs;

/// A story in another format.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// The parts that were left out, one a line.
    pub left_out: Vec<String>,
}

/// `2 tables`, or nothing of nothing.
fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    }
}

/// The sources of these ids.
fn cited<'s>(story: &'s Story, ids: &'s [Id]) -> impl Iterator<Item = &'s Source> {
    ids.iter()
        .filter_map(|id| story.source(id))
        .map(|(_, source)| source)
}
