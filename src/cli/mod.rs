//! The command `explainer`: its sub-commands with their arguments, the report of a story's
//! problems, the JSON schema, the starter story and the preview server. None of it reaches the
//! browser. In the npm package it runs as WebAssembly in Node.js.

pub mod command;

pub mod check;
pub mod convert;
pub mod render;
#[cfg(not(target_arch = "wasm32"))]
pub mod serve;
pub mod site;
pub mod write;

#[cfg(not(target_arch = "wasm32"))]
pub mod dev_server;
#[cfg(target_arch = "wasm32")]
pub mod node;
pub mod report;
pub mod terminal;

#[cfg(not(target_arch = "wasm32"))]
mod host;
#[cfg(target_arch = "wasm32")]
#[path = "host_node.rs"]
mod host;

pub use crate::export::pretty_json;
pub mod schema;
pub use crate::import::starter;
