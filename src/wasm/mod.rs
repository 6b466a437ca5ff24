//! The JavaScript interface of the browser's programs. The widget shows packed stories. The checker
//! checks and packs any other story, and is loaded only for one. Both are called by
//! `static/element/`. Desk and converter are the studio's, and are called by `static/studio/`.

#[cfg(feature = "checker")]
mod checker;
#[cfg(feature = "converter")]
mod converter;
#[cfg(feature = "desk")]
mod desk;
#[cfg(feature = "web")]
mod widget;

#[cfg(feature = "checker")]
pub use checker::{Checked, check};
#[cfg(feature = "converter")]
pub use converter::{Files, make, pack, start};
#[cfg(feature = "desk")]
pub use desk::{DeskCheck, check_text, date_in_words, edit, words};
#[cfg(feature = "web")]
pub use widget::{OpenStory, Widget, open};

#[cfg(all(feature = "web", target_arch = "wasm32"))]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
