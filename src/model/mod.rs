//! The pure model behind the views: the reader's state, the facts of the chart on a day, search,
//! and the files that a reader can download. It knows no browser and draws nothing.

pub mod download;
pub mod facts;
pub mod search;
pub mod state;
