//! The entry points of the two programs for the browser. The widget program shows packed stories; the
//! checker checks and packs any other story, and is loaded only when one comes. The scripts in
//! `static/element/` drive both.

#[cfg(feature = "checker")]
mod checker;
#[cfg(feature = "web")]
mod widget;

#[cfg(feature = "checker")]
pub use checker::{Checked, check};
#[cfg(feature = "web")]
pub use widget::{Reading, Widget, open};

#[cfg(all(feature = "web", target_arch = "wasm32"))]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
