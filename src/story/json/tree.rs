//! A JSON parser that keeps locations: every key and value has the span of bytes it was read from,
//! so that any later check can report a line and column.
//!
//! The parser is our own, because serde's JSON parser keeps no locations, stops at the first
//! mistake and takes three times the bytes, mostly for fractions. A story has only those of focus
//! points, which are kept as they are written.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::story::finding::Finding;
use crate::story::location::{PathSegment, Span};

/// The maximum nesting of arrays and objects. A story needs six levels.
pub const MAX_DEPTH: usize = 32;

/// The maximum number of fields of an object. The words of a language are the most, about two
/// hundred.
pub(in crate::story) const MAX_FIELDS: usize = 512;

/// The place at which a text is not JSON, and why.
pub(in crate::story) type Wrong = (Span, Finding);

/// A value with its location.
#[derive(Debug)]
pub(in crate::story) struct Node<'a> {
    pub(in crate::story) span: Span,
    pub(in crate::story) value: Value<'a>,
}

/// A JSON value. Strings without escapes borrow from the text. A long story has a million values,
/// so they are small: 12 bytes in WebAssembly.
#[derive(Debug)]
pub(in crate::story) enum Value<'a> {
    Null,
    Bool(bool),
    /// A number as it is written: it may have a fraction, an exponent or more than 64 bits.
    Number(&'a str),
    String(Cow<'a, str>),
    Array(Box<[Node<'a>]>),
    Object(Box<[Entry<'a>]>),
}

/// One `"key": value` of an object.
#[derive(Debug)]
pub(in crate::story) struct Entry<'a> {
    pub(in crate::story) key: Cow<'a, str>,
    pub(in crate::story) key_span: Span,
    pub(in crate::story) node: Node<'a>,
}

/// The values of a tree that were refused and are not in the document. A value is known by where it
/// begins: no two values begin at the same byte.
#[derive(Debug, Default)]
pub(in crate::story) struct Refused(BTreeSet<usize>);

impl Refused {
    pub(in crate::story) fn add(&mut self, node: &Node<'_>) {
        self.0.insert(node.span.start);
    }

    fn has(&self, node: &Node<'_>) -> bool {
        self.0.contains(&node.span.start)
    }

    /// Returns true if anything directly in this list or object was refused.
    pub(in crate::story) fn has_any_in(&self, node: &Node<'_>) -> bool {
        match &node.value {
            Value::Array(nodes) => nodes.iter().any(|node| self.has(node)),
            Value::Object(entries) => entries.iter().any(|entry| self.has(&entry.node)),
            _ => false,
        }
    }
}

/// Parses a JSON text.
///
/// # Errors
/// The first location at which the text is not JSON, is not UTF-8, nests deeper than [`MAX_DEPTH`]
/// or repeats a key.
pub(in crate::story) fn parse(bytes: &[u8]) -> Result<Node<'_>, Wrong> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        (at..at + 1, Finding::BytesNotUtf8 {})
    })?;
    let mut parser = Parser {
        text,
        at: if text.starts_with('\u{feff}') { 3 } else { 0 },
        depth: 0,
    };
    parser.skip_space();
    let node = parser.value()?;
    parser.skip_space();
    if parser.at < text.len() {
        return Err(parser.syntax(Finding::TextAfterEnd {}));
    }
    Ok(node)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn slice(&self, range: Span) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn syntax(&self, finding: Finding) -> Wrong {
        let end = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        (self.at..self.at + end, finding)
    }

    fn value(&mut self) -> Result<Node<'a>, Wrong> {
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            Some(_) => {
                return Err(self.syntax(Finding::NoValue {}));
            }
            None => {
                return Err(self.syntax(Finding::EndsTooEarly {}));
            }
        };
        Ok(Node {
            span: start..self.at,
            value,
        })
    }

    fn nested(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Value<'a>, Wrong>,
    ) -> Result<Value<'a>, Wrong> {
        if self.depth == MAX_DEPTH {
            return Err(self.syntax(Finding::NestedTooDeeply {}));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn object(&mut self) -> Result<Value<'a>, Wrong> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        self.skip_space();
        if self.eat(b'}') {
            return Ok(Value::Object(entries.into()));
        }
        loop {
            self.skip_space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.syntax(Finding::NoFieldName {}));
            }
            let key = self.string()?;
            let key_span = start..self.at;
            if entries.len() == MAX_FIELDS {
                return Err((key_span, Finding::TooManyFields {}));
            }
            if entries.iter().any(|entry| entry.key == key) {
                let field = key.into_owned();
                return Err((key_span, Finding::FieldTwice { field }));
            }
            self.skip_space();
            if !self.eat(b':') {
                return Err(self.syntax(Finding::NoColon {}));
            }
            self.skip_space();
            let node = self.value()?;
            entries.push(Entry {
                key,
                key_span,
                node,
            });
            self.skip_space();
            if self.eat(b'}') {
                return Ok(Value::Object(entries.into()));
            }
            if !self.eat(b',') {
                return Err(self.syntax(Finding::NoCommaInObject {}));
            }
        }
    }

    fn array(&mut self) -> Result<Value<'a>, Wrong> {
        let mut nodes = Vec::new();
        self.skip_space();
        if self.eat(b']') {
            return Ok(Value::Array(nodes.into()));
        }
        loop {
            self.skip_space();
            nodes.push(self.value()?);
            self.skip_space();
            if self.eat(b']') {
                return Ok(Value::Array(nodes.into()));
            }
            if !self.eat(b',') {
                return Err(self.syntax(Finding::NoCommaInList {}));
            }
        }
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>, Wrong> {
        if self.slice(self.at..self.at + word.len()) == word {
            self.at += word.len();
            return Ok(value);
        }
        Err(self.syntax(Finding::NoValue {}))
    }

    fn number(&mut self) -> Result<Value<'a>, Wrong> {
        let start = self.at;
        self.eat(b'-');
        let digits = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        let whole = self.slice(digits..self.at);
        if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
            self.at = start;
            return Err(self.syntax(Finding::NotNumber {}));
        }
        while matches!(
            self.peek(),
            Some(b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')
        ) {
            self.at += 1;
        }
        Ok(Value::Number(self.slice(start..self.at)))
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Wrong> {
        self.at += 1;
        let mut start = self.at;
        let mut built = String::new();
        loop {
            match self.peek() {
                Some(b'"') => {
                    let tail = self.slice(start..self.at);
                    self.at += 1;
                    if built.is_empty() {
                        return Ok(Cow::Borrowed(tail));
                    }
                    built.push_str(tail);
                    return Ok(Cow::Owned(built));
                }
                Some(b'\\') => {
                    built.push_str(self.slice(start..self.at));
                    built.push(self.escape()?);
                    start = self.at;
                }
                Some(0..=31) => {
                    return Err(self.syntax(Finding::LineBreakInQuotes {}));
                }
                Some(_) => self.at += 1,
                None => {
                    return Err(self.syntax(Finding::NoClosingQuote {}));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Wrong> {
        let start = self.at;
        self.at += 1;
        let letter = self.peek();
        self.at += 1;
        let plain = match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'u') => return self.unicode(start),
            _ => {
                self.at = start;
                return Err(self.syntax(Finding::UnknownEscape {}));
            }
        };
        Ok(plain)
    }

    /// Parses `\uXXXX`, or a surrogate pair of two such escapes.
    fn unicode(&mut self, start: usize) -> Result<char, Wrong> {
        let high = self.hex();
        let code = match high {
            Some(high @ 0xd800..=0xdbff) if self.slice(self.at..self.at + 2) == "\\u" => {
                self.at += 2;
                self.hex()
                    .filter(|low| (0xdc00..0xe000).contains(low))
                    .map(|low| 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
            }
            other => other,
        };
        code.and_then(char::from_u32).ok_or_else(|| {
            self.at = start;
            self.syntax(Finding::HalfPair {})
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.slice(self.at..self.at + 4);
        let hex = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.at += 4 * usize::from(hex);
        u32::from_str_radix(digits, 16).ok().filter(|_| hex)
    }
}

impl Node<'_> {
    /// Returns the value at `path` of the document, or the nearest value around a missing one. A
    /// document counts without what was refused, the text with it: `written` takes the path in the
    /// text.
    pub(in crate::story) fn nearest(
        &self,
        refused: &Refused,
        path: &[PathSegment],
        written: &mut Vec<PathSegment>,
    ) -> &Node<'_> {
        let Some((step, rest)) = path.split_first() else {
            return self;
        };
        let child = match (step, &self.value) {
            (PathSegment::Field(name), Value::Object(entries)) => entries
                .iter()
                .find(|entry| entry.key == *name)
                .map(|entry| (step.clone(), &entry.node)),
            (PathSegment::Index(index), Value::Array(nodes)) => {
                let mut left = nodes
                    .iter()
                    .enumerate()
                    .filter(|(_, node)| !refused.has(node));
                left.nth(*index)
                    .map(|(index, node)| (PathSegment::Index(index), node))
            }
            _ => None,
        };
        let Some((step, node)) = child else {
            written.push(step.clone());
            return self;
        };
        written.push(step);
        node.nearest(refused, rest, written)
    }

    /// Returns the span to underline: the opening bracket of an array or object, else the whole
    /// value.
    pub(in crate::story) fn opening(&self) -> Span {
        match self.value {
            Value::Array(_) | Value::Object(_) => self.span.start..self.span.start + 1,
            _ => self.span.clone(),
        }
    }
}
