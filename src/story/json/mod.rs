//! JSON text to typed values, with the location of every problem: [`tree`] parses the text,
//! [`read`] turns nodes into values.

pub(super) mod read;
pub(super) mod tree;
