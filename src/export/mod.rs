//! Export of stories: to TimelineJS, tables, JSON-LD and oEmbed. The import reads what the export
//! writes; everything that another format cannot hold is listed for the author.

mod csv;
mod jsonld;
mod oembed;
pub mod pretty_json;
mod timelinejs;

use crate::story::{Document, Id, Source, Story};

pub use csv::{Table, csv};
pub use jsonld::jsonld;
pub use oembed::oembed;
pub use timelinejs::timelinejs;

/// A story in another format.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// The contents that were left out, one line each.
    pub left_out: Vec<String>,
}

/// Returns a count with its noun, such as `2 tables`; `None` for 0.
fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    }
}

/// Returns the number of images of actors with its noun.
fn portraits(document: &Document) -> Option<String> {
    let images = document.actors.iter().filter(|it| it.image.is_some());
    counted(images.count(), "portrait or logo", "portraits or logos")
}

/// Returns the sources of some ids.
fn cited<'s>(story: &'s Story, ids: &'s [Id]) -> impl Iterator<Item = &'s Source> {
    ids.iter()
        .filter_map(|id| story.source(id))
        .map(|(_, source)| source)
}
