//! The JavaScript interface of the two browser programs. The widget shows packed stories. The
//! checker checks and packs any other story, and is loaded only for one. Both are called by
//! `static/element/`.

#[cfg(feature = "checker")]
mod checker;
#[cfg(feature = "web")]
mod widget;

#[cfg(feature = "checker")]
pub use checker::{Checked, check};
#[cfg(feature = "web")]
pub use widget::{OpenStory, Widget, open};

#[cfg(all(feature = "web", target_arch = "wasm32"))]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
