//! The names by which scripts find parts of the view: the contract between the Rust views and
//! `static/`. Scripts select by these attributes and never by class; a test compares both sides.

/// The attribute that names a part.
pub const PART: &str = "data-part";

/// The attribute of an event's list item: the index of the event in the story.
pub const INDEX: &str = "data-index";

/// The root of the view.
pub const EXPLAINER: &str = "explainer";

/// The chart with everything that explains it.
pub const CHART: &str = "chart";

/// A line of text that a picture of the chart repeats.
pub const CHART_TEXT: &str = "chart-text";

/// The definitions of the hatchings of the bars.
pub const PATTERNS: &str = "patterns";

/// A drawing of bars.
pub const BARS: &str = "bars";

/// A section after the timeline.
pub const SECTION: &str = "section";

/// The list of sources.
pub const SOURCES: &str = "sources";

/// An empty box that has the height of events that are not built.
pub const UNBUILT: &str = "unbuilt";

/// The button around an image that shows it as large as the window.
pub const ENLARGE: &str = "enlarge";

/// The link to an event that a click copies.
pub const COPY: &str = "copy";

/// Every name that a part can have.
pub const ALL: [&str; 10] = [
    EXPLAINER, CHART, CHART_TEXT, PATTERNS, BARS, SECTION, SOURCES, UNBUILT, ENLARGE, COPY,
];
