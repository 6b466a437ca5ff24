//! The command `explainer`: the report of a story's problems, the JSON schema, the starter story and
//! the preview server. None of it reaches the browser.

pub mod dev_server;
pub mod pretty_json;
pub mod report;
pub mod schema;
pub mod starter;
