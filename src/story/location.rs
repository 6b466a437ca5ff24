//! Locations: a span of bytes in the text, and a path in the data such as `events[3].sources[0]`.

use std::ops::Range;

/// A range of bytes of the text.
pub type Span = Range<usize>;

/// One segment of the path from the whole story to one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// A field of an object.
    Field(String),
    /// An entry of a list, counted from 0.
    Index(usize),
}

impl From<&str> for PathSegment {
    fn from(name: &str) -> Self {
        PathSegment::Field(name.to_owned())
    }
}

impl From<usize> for PathSegment {
    fn from(index: usize) -> Self {
        PathSegment::Index(index)
    }
}

/// Returns a path as problems print it: `events[3].sources[0]`.
pub(super) fn path_text(path: &[PathSegment]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            PathSegment::Field(name) if text.is_empty() => text.push_str(name),
            PathSegment::Field(name) => text = text + "." + name,
            PathSegment::Index(index) => text = text + "[" + &index.to_string() + "]",
        }
    }
    text
}

/// Makes a path: `at!["events", 3, "sources", 0]`.
macro_rules! at {
    ($($step:expr),* $(,)?) => { [$(PathSegment::from($step)),*] };
}
pub(super) use at;
