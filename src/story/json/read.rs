//! Reads a tree of JSON nodes into the types of the format and collects all problems: it drops a
//! wrong value and continues. serde's deserializers stop at the first mistake and are about three
//! times as large (`docs/decisions.md`).

use std::str::FromStr;

use super::tree::{Entry, Node, Refused, Value};
use crate::story::date::Date;
use crate::story::finding::Finding;
use crate::story::location::{PathSegment, Span, path_text};
use crate::story::problem::{MAX_PROBLEMS, Problem, Severity};
use crate::story::suggest::{Suggestion, suggestion};
use crate::story::unpacked::Unpacked;
use crate::story::value::{
    Address, ByLang, Currency, FileName, FileSet, Focus, Id, Lang, LocalizedText, PlainText, Words,
};

/// The maximum number of languages of a story. Every text is checked in each of them.
pub(in crate::story) const MAX_LANGUAGES: usize = 50;

/// Reads the root value and returns it with the values that were refused; `None` if too little is
/// left. Problems go to `problems`. Texts in a language that `languages` does not list are checked
/// and left out: readers are not shown a language under translation.
pub(in crate::story) fn root<T: Read>(
    tree: &Node<'_>,
    problems: &mut Vec<Problem>,
) -> Option<(T, Refused)> {
    let mut decoder = Decoder {
        problems,
        path: Vec::new(),
        refused: Refused::default(),
        languages: languages(tree),
        drafts: Vec::new(),
    };
    let value = T::read(tree, &mut decoder)?;
    Some((value, decoder.refused))
}

/// Returns the languages that a story lists; none if the list is wrong.
fn languages(tree: &Node<'_>) -> Vec<Lang> {
    let Value::Object(entries) = &tree.value else {
        return Vec::new();
    };
    let list = entries.iter().find(|entry| entry.key == "languages");
    let Some(Value::Array(nodes)) = list.map(|entry| &entry.node.value) else {
        return Vec::new();
    };
    let lang = |node: &Node<'_>| match &node.value {
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let listed = nodes.iter().filter_map(lang);
    listed.take(MAX_LANGUAGES).collect()
}

/// A type of the format.
pub(in crate::story) trait Read: Sized {
    /// Reads a value; returns `None` after reporting a problem.
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self>;
}

/// The state of reading: the current path, and the problems so far.
pub(in crate::story) struct Decoder<'p> {
    problems: &'p mut Vec<Problem>,
    path: Vec<PathSegment>,
    refused: Refused,
    languages: Vec<Lang>,
    drafts: Vec<Lang>,
}

impl Decoder<'_> {
    #[cold]
    fn refuse(&mut self, span: Span, finding: Finding) {
        if self.problems.len() < MAX_PROBLEMS {
            let mut problem = Problem::error(span, finding);
            problem.path = path_text(&self.path);
            self.problems.push(problem);
        }
    }

    /// Returns true if readers are shown a language; reports one that they are not shown once.
    fn is_shown(&mut self, span: &Span, lang: Lang) -> bool {
        if self.languages.is_empty() || self.languages.contains(&lang) {
            return true;
        }
        if self.drafts.len() < MAX_LANGUAGES && !self.drafts.contains(&lang) {
            self.drafts.push(lang);
            let lang = lang.to_string();
            let finding = Finding::DraftLanguage { lang };
            let mut problem = Problem::new(Severity::Warning, span.clone(), finding);
            problem.path = path_text(&self.path);
            self.problems.push(problem);
        }
        false
    }

    #[cold]
    fn expected(&mut self, node: &Node<'_>, expected: &str) {
        let found = match node.value {
            Value::Bool(_) => "true or false",
            Value::Number(written) if written.parse::<i64>().is_ok() => "a number",
            Value::Number(_) => "a number with a fraction, an exponent or too many digits",
            Value::String(_) => "text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
            Value::Null => "null",
        };
        let (expected, found) = (expected.to_owned(), found.to_owned());
        let finding = match node.value {
            Value::Null => Finding::Null { expected },
            _ => Finding::OtherType { expected, found },
        };
        self.refuse(node.opening(), finding);
    }

    /// Returns the fields of an object, and reports unknown ones; `None` if the node is no object.
    pub(in crate::story) fn object<'n, 'a>(
        &mut self,
        node: &'n Node<'a>,
        names: &[&'static str],
    ) -> Option<&'n [Entry<'a>]> {
        let Value::Object(entries) = &node.value else {
            self.expected(node, "an object with fields");
            return None;
        };
        for entry in entries {
            if !names.contains(&&*entry.key) {
                let field = entry.key.to_string();
                let step = PathSegment::Field(field.clone());
                let finding = match suggestion(&field, names) {
                    Suggestion::Near(near) => Finding::UnknownFieldNear { field, near },
                    Suggestion::Allowed(allowed) => Finding::UnknownField { field, allowed },
                };
                self.within(step, &entry.node, |decoder| {
                    decoder.refuse(entry.key_span.clone(), finding);
                    None::<()>
                });
            }
        }
        Some(entries)
    }

    /// Reads a field of an object. An optional field has a default value in `absent`, which also
    /// replaces a wrong value.
    pub(in crate::story) fn field<T: Read>(
        &mut self,
        (node, entries): (&Node<'_>, &[Entry<'_>]),
        name: &'static str,
        absent: Option<fn() -> T>,
    ) -> Option<T> {
        let value = match entries.iter().find(|entry| entry.key == name) {
            Some(entry) => self.within(PathSegment::from(name), &entry.node, |decoder| {
                T::read(&entry.node, decoder)
            }),
            None if absent.is_none() => {
                self.missing(node, name);
                None
            }
            None => None,
        };
        value.or_else(|| absent.map(|absent| absent()))
    }

    #[cold]
    fn missing(&mut self, node: &Node<'_>, name: &str) {
        let field = name.to_owned();
        self.refuse(node.opening(), Finding::NoField { field });
    }

    /// Reads one of some words; returns its index in the list.
    pub(in crate::story) fn word(&mut self, node: &Node<'_>, names: &[&str]) -> Option<usize> {
        let Value::String(word) = &node.value else {
            self.expected(node, "a word in quotes");
            return None;
        };
        let index = names.iter().position(|name| name == word);
        if index.is_none() {
            let suggested = suggestion(word, names);
            let word = word.to_string();
            let finding = match suggested {
                Suggestion::Near(near) => Finding::UnknownWordNear { word, near },
                Suggestion::Allowed(allowed) => Finding::UnknownWord { word, allowed },
            };
            self.refuse(node.opening(), finding);
        }
        index
    }

    /// Reads `node`, which is one path segment further in, and remembers it if it was refused.
    fn within<T>(
        &mut self,
        step: PathSegment,
        node: &Node<'_>,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        self.path.push(step);
        let value = read(self);
        if value.is_none() {
            self.refused.add(node);
        }
        self.path.pop();
        value
    }

    /// Reads a value that is written as one string.
    fn parse<T: FromStr<Err: Into<Finding>>>(
        &mut self,
        node: &Node<'_>,
        expected: &str,
    ) -> Option<T> {
        let Value::String(text) = &node.value else {
            self.expected(node, expected);
            return None;
        };
        text.parse()
            .map_err(|error: T::Err| self.refuse(node.opening(), error.into()))
            .ok()
    }
}

macro_rules! read_strings {
    ($($type:ty, $expected:literal;)+) => {$(
        impl Read for $type {
            fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
                decoder.parse(node, $expected)
            }
        }
    )+};
}

read_strings! {
    Id, "an id in quotes";
    Lang, "a language tag in quotes";
    Address, "an address in quotes";
    FileName, "a path in quotes";
    FileSet, "paths in quotes";
    Date, "a date in quotes";
    PlainText, "text in quotes";
    Currency, "a currency in quotes";
}

impl Read for bool {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Value::Bool(value) = node.value else {
            decoder.expected(node, "true or false");
            return None;
        };
        Some(value)
    }
}

impl Read for i64 {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = match node.value {
            Value::Number(written) => written.parse().ok(),
            _ => None,
        };
        if value.is_none() {
            decoder.expected(node, "a whole number");
        }
        value
    }
}

impl Read for u32 {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let number = u32::try_from(i64::read(node, decoder)?).ok();
        if number.is_none() {
            decoder.expected(node, "a small whole number");
        }
        number
    }
}

/// One number of a focus point, in ten-thousandths.
struct Share(u16);

impl Read for Share {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Value::Number(written) = node.value else {
            decoder.expected(node, "a number from 0 to 1");
            return None;
        };
        let value = match written.parse::<i64>() {
            Ok(0) => return Some(Share(0)),
            Ok(1) => return Some(Share(Focus::WHOLE)),
            Ok(number) => number.to_string(),
            Err(_) => match Focus::share(written) {
                Some(share) => return Some(Share(share)),
                None => written.chars().take(20).collect(),
            },
        };
        decoder.refuse(node.opening(), Finding::BadShare { value });
        None
    }
}

impl Read for Focus {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Value::Array(numbers) = &node.value else {
            decoder.expected(node, "a list of two numbers");
            return None;
        };
        let shares = Vec::<Share>::read(node, decoder)?;
        if numbers.len() != 2 {
            let count = numbers.len().to_string();
            decoder.refuse(node.opening(), Finding::BadFocus { count });
        }
        match *shares {
            [Share(x), Share(y)] if numbers.len() == 2 => Some(Focus([x, y])),
            _ => None,
        }
    }
}

impl<T: Read + Clone + Default> Read for Unpacked<T> {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::read(node, decoder).map(Unpacked::new)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::read(node, decoder).map(Some)
    }
}

/// Reads a list without its wrong entries.
impl<T: Read> Read for Vec<T> {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Value::Array(nodes) = &node.value else {
            decoder.expected(node, "a list");
            return None;
        };
        let mut values = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            let step = PathSegment::Index(index);
            values.extend(decoder.within(step, node, |decoder| T::read(node, decoder)));
        }
        Some(values)
    }
}

impl<T: Read> Read for ByLang<T> {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Value::Object(entries) = &node.value else {
            decoder.expected(node, "an object of languages");
            return None;
        };
        let read = |entry: &Entry<'_>| {
            let step = PathSegment::Field(entry.key.to_string());
            decoder.within(step, &entry.node, |decoder| {
                let lang = entry.key.parse().map_err(|finding| {
                    decoder.refuse(entry.key_span.clone(), finding);
                });
                let (lang, value) = (lang.ok()?, T::read(&entry.node, decoder)?);
                let is_shown = decoder.is_shown(&entry.key_span, lang);
                Some(is_shown.then_some((lang, value)))
            })
        };
        let mut values = Vec::with_capacity(entries.len());
        values.extend(entries.iter().filter_map(read).flatten());
        Some(ByLang(values))
    }
}

impl Read for LocalizedText {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let texts = ByLang::<PlainText>::read(node, decoder)?;
        Some(
            texts
                .into_iter()
                .map(|(lang, PlainText(text))| (lang, text))
                .collect(),
        )
    }
}

impl Read for Words {
    fn read(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Value::Object(entries) = &node.value else {
            decoder.expected(node, "an object of words");
            return None;
        };
        let read = |entry: &Entry<'_>| {
            let step = PathSegment::Field(entry.key.to_string());
            let word = decoder.within(step, &entry.node, |decoder| {
                PlainText::read(&entry.node, decoder)
            })?;
            Some((entry.key.as_ref().into(), word))
        };
        Some(entries.iter().filter_map(read).collect())
    }
}
