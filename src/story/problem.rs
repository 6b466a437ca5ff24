//! Problems of stories. A [`Problem`] has the location, the message and a fix. Nothing here prints.

use std::fmt;

use super::code::Code;
use super::finding::Finding;
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

/// A problem of a story, with its location and a fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The severity.
    pub severity: Severity,
    /// The kind of problem.
    pub code: Code,
    /// The broken rule with its arguments, for programs and other languages.
    pub finding: Finding,
    /// The message in English, as a sentence without a full stop.
    pub message: String,
    /// The fix in English; empty if the message includes it.
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
    pub(super) fn new(severity: Severity, span: Span, finding: Finding) -> Self {
        Problem {
            severity,
            code: finding.code(),
            message: finding.message(),
            help: finding.help(),
            finding,
            span,
            line: 0,
            column: 0,
            path: String::new(),
        }
    }

    pub(super) fn error(span: Span, finding: Finding) -> Self {
        Self::new(Severity::Error, span, finding)
    }
}

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
