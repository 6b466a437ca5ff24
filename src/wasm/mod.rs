//! Where the widget runs: two programs for the browser. The widget shows stories that were packed after
//! they were checked; the reader checks and packs any other story, and is loaded only when one comes.
//! Both are driven by `static/element/`.

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
