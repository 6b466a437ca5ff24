//! Problems of a story: a [`Problem`] says where it is, what is wrong and how to correct it. Problems are
//! values; nothing here prints.

use std::fmt;

use super::location::Span;

/// The number of problems that one reading reports at most.
pub(super) const MAX_PROBLEMS: usize = 100;

/// True if a story may be shown in spite of the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The story is refused.
    Error,
    /// The story is shown; an editor should look.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident = $name:literal,)+) => {
        /// The stable name of each kind of problem, for filters and for looking it up in
        /// `docs/story-format.md`. Its documentation says why the rule exists.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $code,)+ }

        impl Code {
            /// Every kind of problem, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$code),+];

            /// The name as it is printed, such as `unknown-field`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => $name,)+ }
            }

            /// Why the rule exists, in a sentence.
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
    /// Nothing can be read from a file that is not JSON.
    NotJson = "not-json",
    /// A story beyond the stated limits would stall a reader's phone.
    TooMuch = "too-much",
    /// Only one of two fields with one name can be used, and it is unclear which.
    DuplicateField = "duplicate-field",
    /// A field that nothing reads is nearly always a typing error, and its content would be lost.
    UnknownField = "unknown-field",
    /// Without this field readers would see a gap.
    MissingField = "missing-field",
    /// The field has a value of the wrong type.
    WrongType = "wrong-type",
    /// Only the listed words are valid here.
    UnknownWord = "unknown-word",
    /// The same fields may have another meaning in a later format.
    UnknownFormat = "unknown-format",
    /// A date is drawn at its position, so it must exist and state its precision.
    BadDate = "bad-date",
    /// A range that ends before it begins cannot be drawn.
    ReversedRange = "reversed-range",
    /// Links leave the page to other people's sites, so only http and https addresses without tricks pass.
    BadAddress = "bad-address",
    /// An id is a permalink: readers' links break unless it stays plain and stable.
    BadId = "bad-id",
    /// A link to one of two things with the same id is ambiguous.
    DuplicateId = "duplicate-id",
    /// Every reference must resolve to something in the story.
    UnknownReference = "unknown-reference",
    /// Readers of that language would find a gap or a foreign text.
    MissingTranslation = "missing-translation",
    /// Empty text leaves a hole on the page.
    EmptyText = "empty-text",
    /// Characters that reverse or hide text can change the meaning of a page.
    HiddenCharacter = "hidden-character",
    /// A statement without a source cannot be checked by its reader.
    UnsourcedClaim = "unsourced-claim",
    /// An allegation or an opinion belongs to its speaker; the page must not state it as its own.
    MissingSpeaker = "missing-speaker",
    /// The answer of the accused stands beside the accusation, or the page says that none was found.
    MissingResponse = "missing-response",
    /// Money raised, a valuation and a reserve are different things; on one axis they would mislead.
    MixedMeasures = "mixed-measures",
    /// A length below zero cannot be drawn from a zero baseline.
    NegativeAmount = "negative-amount",
    /// Only a reported range has two ends; a plain figure with two values contradicts itself.
    ContradictoryAmount = "contradictory-amount",
    /// A page “as of” a date must not contain anything later.
    AfterAsOf = "after-as-of",
    /// A card is read at a glance; a longer text belongs in two events.
    LongText = "long-text",
    /// A reader who follows an http link can be watched and the page swapped on the way.
    NotHttps = "not-https",
    /// An entry that nothing refers to is not shown.
    Unused = "unused",
    /// Two actors with the same colour and mark cannot be distinguished in a chart.
    SameLooks = "same-looks",
}

/// One problem: its location, what is wrong, and how to correct it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// True if it stops the story.
    pub severity: Severity,
    /// Its kind.
    pub code: Code,
    /// The message, a sentence without a full stop.
    pub message: String,
    /// How to correct it; empty if `message` already says so.
    pub help: String,
    /// The bytes of the text to underline.
    pub span: Span,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Where in the data: `events[3].sources[0]`.
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

    /// Adds how to correct it.
    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// A text that is not a value of the expected type: the kind of problem, what is wrong, how to correct it.
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

/// Finds line and column of each problem in `bytes`. They come in the order of the text, so one pass does.
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
