//! Ways out: a story for TimelineJS, as tables, and as linked data for search engines. What leaves can come
//! back; what the other format cannot say is listed for the author.

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
    /// What had no place in it, a line each.
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
