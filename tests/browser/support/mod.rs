//! Tools of the journeys: browsers, a web server for them, and the actions of a reader.

mod browser;
mod driver;
mod page;
mod pool;
mod site;
mod story;

pub(crate) use browser::{Browser, Key};
pub(crate) use driver::{ALL, Engine, Mode, free_port, kinds, told};
pub(crate) use page::{Audit, article, narrow};
pub(crate) use pool::Pool;
pub(crate) use site::{Answer, Served, Site, dist};
pub(crate) use story::{bare, list, story, told_of};

/// An empty list, which a list of findings should equal.
pub(crate) const NONE: [&str; 0] = [];

/// A journey, with its engine and its conditions.
pub(crate) struct Journey {
    /// Module and function.
    pub(crate) name: &'static str,
    pub(crate) mode: Mode,
    pub(crate) engines: &'static [Engine],
    pub(crate) run: fn(&Browser),
}

/// Lists a module's journeys: under which conditions, in which engines, and their names.
macro_rules! journeys {
    ($($mode:ident in $engines:expr => $($name:ident),+;)+) => {
        pub(crate) const JOURNEYS: &[&$crate::support::Journey] = &[$($(&$crate::support::Journey {
            name: $crate::support::short_name(concat!(module_path!(), "::", stringify!($name))),
            mode: $crate::support::Mode::$mode,
            engines: $engines,
            run: $name,
        }),+),+];
    };
}

/// A path within this crate without the crate's own name.
pub(crate) const fn short_name(path: &'static str) -> &'static str {
    path.split_at("browser::".len()).1
}
