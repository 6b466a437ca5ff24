//! What authors use, from the command line and never in a browser: the report of a story's problems, the
//! format's schema, ways in from other tools and ways out to them.

pub mod export;
pub mod import;
pub mod report;
pub mod schema;
pub mod serve;
pub mod starter;
pub mod write;
