//! The command `explainer`: its sub-commands with their arguments, the report of a story's
//! problems, the JSON schema, the starter story and the preview server. None of it reaches the
//! browser.

pub mod check;
pub mod convert;
pub mod render;
pub mod write;

pub mod dev_server;
pub mod report;
pub mod terminal;

pub mod pretty_json;
pub mod schema;
pub mod starter;
