//! From bytes to a [`Document`], collecting every mistake on the way. serde stops at the first; so the
//! reader takes what was wrong out of the tree, notes it, and reads again until nothing is wrong.

use std::fmt;

use serde::Deserialize;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};

use super::format::Document;
use super::json::{Entry, Node, Span, Value};
use super::problem::{Code, Problem, path_text};
use super::value::Refusal;

/// So many mistakes are enough to mend at once.
pub(super) const MAX_PROBLEMS: usize = 100;

/// Each mistake costs another reading; so many bytes are read in all, but at least ten mistakes are found.
const MAX_READ: usize = 40_000_000;

/// Reads the document; what was wrong goes into `problems`, and there is a document only if, with the
/// wrong parts left away, enough remained.
pub(super) fn document(tree: &mut Node<'_>, problems: &mut Vec<Problem>) -> Option<Document> {
    let rounds = MAX_READ / tree.span.len().max(1);
    for _ in 0..rounds.clamp(10, MAX_PROBLEMS) {
        let mistake = match Document::deserialize(&*tree) {
            Ok(document) => return Some(document),
            Err(mistake) => mistake,
        };
        let span = mistake.span.unwrap_or_else(|| tree.opening());
        let path = tree.path_to(span.start);
        let follows =
            mistake.missing.is_some_and(|field| tree.get(&path).is_some_and(|object| object.lost(field)));
        if !follows {
            let mut problem = Problem::error(mistake.code, span, mistake.what).mend(mistake.how);
            problem.path = path_text(&path);
            problems.push(problem);
        }
        if path.is_empty() || !tree.remove(&path) {
            return None;
        }
    }
    None
}

/// A mistake that serde met, with the place that the innermost reader knew.
#[derive(Debug)]
pub(super) struct Mistake {
    code: Code,
    what: String,
    how: String,
    span: Option<Span>,
    missing: Option<&'static str>,
}

impl Mistake {
    #[cold]
    fn new(code: Code, what: String, how: String) -> Self {
        Mistake { code, what, how, span: None, missing: None }
    }

    #[cold]
    fn at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Mistake {}

impl de::Error for Mistake {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        let (code, what, how) =
            Refusal::unpack(&message).unwrap_or_else(|| (Code::WrongType, message, String::new()));
        Mistake::new(code, what, how)
    }

    #[cold]
    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_) => "true or false",
            Unexpected::Signed(_) => "a number",
            Unexpected::Float(_) => "a number with a fraction, an exponent or too many digits",
            Unexpected::Str(_) => "text",
            Unexpected::Seq => "a list",
            Unexpected::Map => "an object",
            _ => "null",
        };
        let how = if found == "null" { "leave the field away instead" } else { "" };
        Mistake::new(Code::WrongType, format!("{expected} is expected here, not {found}"), how.to_owned())
    }

    #[cold]
    fn invalid_value(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Mistake::new(
            Code::WrongType,
            format!("this number does not fit; {expected} is expected"),
            String::new(),
        )
    }

    #[cold]
    fn unknown_variant(word: &str, expected: &'static [&'static str]) -> Self {
        let how = suggestion(word, expected);
        Mistake::new(Code::UnknownWord, format!("`{word}` has no meaning here"), how)
    }

    #[cold]
    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let how = suggestion(field, expected);
        Mistake::new(Code::UnknownField, format!("there is no field `{field}` here"), how)
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        let mut mistake =
            Mistake::new(Code::MissingField, format!("`{field}` is missing"), format!("add \"{field}\": …"));
        mistake.missing = Some(field);
        mistake
    }
}

/// “did you mean `sources`?”, or all that would be right.
fn suggestion(word: &str, known: &[&str]) -> String {
    let nearest = known.iter().map(|name| (distance(word, name), *name)).min();
    match nearest {
        Some((steps, name)) if steps <= 1 + name.len() / 4 => format!("did you mean `{name}`?"),
        _ => format!("known are {}", known.join(", ")),
    }
}

/// How many letters must be changed, added or taken away (Levenshtein).
pub(super) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().take(40).enumerate() {
        let mut diagonal = i;
        let mut before = i + 1;
        for (right, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(left != *right);
            diagonal = *cell;
            before = replaced.min(diagonal + 1).min(before + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

impl<'de> Deserializer<'de> for &Node<'_> {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let result = match &self.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Integer(value) => visitor.visit_i64(*value),
            Value::Fraction => Err(de::Error::invalid_type(Unexpected::Float(0.0), &visitor)),
            Value::String(text) => visitor.visit_str(text),
            Value::Array(nodes) => visitor.visit_seq(Items(nodes.iter())),
            Value::Object(entries) => visitor.visit_map(Fields(entries.iter(), None)),
            Value::Null | Value::Removed => Err(de::Error::invalid_type(Unexpected::Unit, &visitor)),
        };
        result.map_err(|mistake| mistake.at(self.opening()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        let result = match &self.value {
            Value::String(word) => visitor.visit_enum(Word(word)),
            _ => return self.deserialize_any(visitor),
        };
        result.map_err(|mistake| mistake.at(self.opening()))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct Items<'t, 'a>(std::slice::Iter<'t, Node<'a>>);

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Mistake;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mistake> {
        let next = self.0.by_ref().find(|node| !matches!(node.value, Value::Removed));
        next.map(|node| seed.deserialize(node)).transpose()
    }
}

struct Fields<'t, 'a>(std::slice::Iter<'t, Entry<'a>>, Option<&'t Node<'a>>);

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Mistake;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mistake> {
        let Some(entry) = self.0.by_ref().find(|entry| !matches!(entry.node.value, Value::Removed)) else {
            return Ok(None);
        };
        self.1 = Some(&entry.node);
        let key = seed.deserialize(Key(&entry.key)).map_err(|mistake| mistake.at(entry.key_span.clone()))?;
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mistake> {
        match self.1.take() {
            Some(node) => seed.deserialize(node),
            None => Err(de::Error::custom("a value was asked for before its key")),
        }
    }
}

/// A key of an object: text and nothing else.
struct Key<'t>(&'t str);

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_str(self.0)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// One of a list of words.
struct Word<'t>(&'t str);

impl<'de> EnumAccess<'de> for Word<'_> {
    type Error = Mistake;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Mistake> {
        seed.deserialize(Key(self.0)).map(|value| (value, self))
    }
}

impl<'de> VariantAccess<'de> for Word<'_> {
    type Error = Mistake;

    fn unit_variant(self) -> Result<(), Mistake> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Mistake> {
        Err(de::Error::custom("a plain word is expected here"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Mistake> {
        Err(de::Error::custom("a plain word is expected here"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Mistake> {
        Err(de::Error::custom("a plain word is expected here"))
    }
}

/// A path for checks that look at a finished document: `at!["events", 3, "sources", 0]`.
macro_rules! at {
    ($($step:expr),* $(,)?) => { [$(Step::from($step)),*] };
}
pub(super) use at;
