//! Problems of stories. A [`Problem`] has the location, the message and a fix. Nothing here prints.

use std::fmt;

use super::location::Span;

/// The maximum number of problems reported for one story.
pub(super) const MAX_PROBLEMS: usize = 100;

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The story is refused.
    Error,
    /// The story is shown; its author should have a look.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident = $name:literal,)+) => {
        /// The kinds of problems. Each has a stable name, for filters and for
        /// `docs/story-format.md`. Its documentation is the reason for the rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $code,)+ }

        impl Code {
            /// Every kind of problem, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$code),+];

            /// Returns the printed name, such as `unknown-field`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => $name,)+ }
            }

            /// Returns the reason for the rule, in one sentence.
            #[cfg(not(target_arch = "wasm32"))]
            pub fn why(self) -> &'static str {
                match self { $(Code::$code => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// Only UTF-8 is read the same way on all machines.
    NotUtf8 = "not-utf8",
    /// A story is a JSON file; nothing can be read from any other file.
    NotJson = "not-json",
    /// A story beyond the limits would make a reader's phone hang.
    TooMuch = "too-much",
    /// Only one of two fields with the same name could be shown, and nobody could tell which.
    DuplicateField = "duplicate-field",
    /// An unknown field is nearly always a typing error, and its content would be lost.
    UnknownField = "unknown-field",
    /// Without this field readers would see a gap.
    MissingField = "missing-field",
    /// The field needs a value of another type.
    WrongType = "wrong-type",
    /// Only the listed words are valid here.
    UnknownWord = "unknown-word",
    /// A later format may use the same fields with another meaning.
    UnknownFormat = "unknown-format",
    /// A date is drawn on the axis, so it must exist and state its precision.
    BadDate = "bad-date",
    /// A range that ends before it begins cannot be drawn.
    ReversedRange = "reversed-range",
    /// Links lead to other sites, so only plain http and https addresses are accepted.
    BadAddress = "bad-address",
    /// An id is a permalink: readers' links break unless it stays plain and stable.
    BadId = "bad-id",
    /// A link to an id must have one target.
    DuplicateId = "duplicate-id",
    /// Every id that a story refers to must exist in it.
    UnknownReference = "unknown-reference",
    /// A reader of that language would see a gap or a text in another language.
    MissingTranslation = "missing-translation",
    /// Empty text leaves a gap on the page.
    EmptyText = "empty-text",
    /// Characters that reverse or hide text can change the meaning of a page.
    HiddenCharacter = "hidden-character",
    /// A reader cannot check a statement without a source.
    UnsourcedClaim = "unsourced-claim",
    /// An allegation or an opinion belongs to its speaker; the page must not seem to state it.
    MissingSpeaker = "missing-speaker",
    /// The accused answer beside the accusation, or the page says that no answer was found.
    MissingResponse = "missing-response",
    /// Money raised, a valuation and a reserve differ; on one axis they would mislead.
    MixedMeasures = "mixed-measures",
    /// A bar below zero cannot be drawn from a zero baseline.
    NegativeAmount = "negative-amount",
    /// An exact figure has one value, and a part or a sum must agree with its amount.
    ContradictoryAmount = "contradictory-amount",
    /// The page states its facts as of a date, so later events do not belong to it.
    AfterAsOf = "after-as-of",
    /// A card should be readable at a glance; a longer text belongs in two events.
    LongText = "long-text",
    /// On an http link, others can watch the reader and change the page.
    NotHttps = "not-https",
    /// An entry that nothing refers to is not shown.
    Unused = "unused",
    /// Readers cannot tell two actors apart that look alike in a chart.
    SameLooks = "same-looks",
}

/// A problem of a story, with its location and a fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The severity.
    pub severity: Severity,
    /// The kind of problem.
    pub code: Code,
    /// The message, as a sentence without a full stop.
    pub message: String,
    /// The fix; empty if the message includes it.
    pub help: String,
    /// The byte range of the text to underline.
    pub span: Span,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The path in the data: `events[3].sources[0]`.
    pub path: String,
}

impl Problem {
    pub(super) fn new(
        severity: Severity,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        let (message, help, path) = (message.into(), String::new(), String::new());
        Problem {
            severity,
            code,
            message,
            help,
            span,
            line: 0,
            column: 0,
            path,
        }
    }

    pub(super) fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// Sets the fix.
    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// A text that is not a value of the expected type: kind of problem, message, fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValue {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl InvalidValue {
    pub(super) fn new(code: Code, message: String, help: &'static str) -> Self {
        InvalidValue {
            code,
            message,
            help,
        }
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}

impl std::error::Error for InvalidValue {}

/// Sets line and column of each problem in `bytes`. The problems are in the order of the text, so
/// one pass is enough.
pub(super) fn locate(problems: &mut [Problem], bytes: &[u8]) {
    let (mut line, mut column, mut seen) = (1, 1, 0);
    for problem in problems {
        let start = problem.span.start.clamp(seen, bytes.len());
        let mut between = bytes.get(seen..start).unwrap_or_default();
        if let Some(last) = between.iter().rposition(|byte| *byte == b'\n') {
            line += between.split(|byte| *byte == b'\n').count() - 1;
            (column, between) = (1, between.get(last + 1..).unwrap_or_default());
        }
        column += String::from_utf8_lossy(between).chars().count();
        seen = start;
        (problem.line, problem.column) = (line, column);
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, ", {}", self.path)?;
        }
        write!(f, ": {} ({})", self.message, self.code.name())?;
        if !self.help.is_empty() {
            write!(f, "; {}", self.help)?;
        }
        Ok(())
    }
}
