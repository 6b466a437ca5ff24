//! The story format as JSON Schema, with which editors complete fields and underline errors while
//! an author types. It is derived from the types of the format; only values that are written as one
//! string are described here.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::story::{
    Address, ByLang, Currency, Date, Document, FileName, FileSet, Focus, Id, Lang, LocalizedText,
    PlainText, Unpacked, Words,
};

/// Returns the schema of a story, in the dialect 2020-12.
pub fn schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Document>();
    schema.insert(
        "title".to_owned(),
        "Story of the explainer, format 1".into(),
    );
    schema.to_value()
}

/// Implements `JsonSchema` for values that are written as one string. A pattern cannot express
/// every rule; the checks are stricter.
macro_rules! written_as_string {
    ($($value:ty, $name:literal, { $($schema:tt)+ };)+) => {$(
        impl JsonSchema for $value {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", $($schema)+ })
            }
        }
    )+};
}

/// The pattern of a moment in EDTF: year, decade, century, season, month, day or minute, with `~`,
/// `?` or `%`.
macro_rules! moment {
    () => {
        "(Y-?[1-9][0-9]{4,11}|[0-9]{2}XX|[0-9]{3}X|(-(?!0000))?[0-9]{4}(-(0[1-9]|1[0-2]|2[1-4])|\
         -(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3])(:[0-5][0-9]){1,2})?)?)[~?%]?"
    };
}

written_as_string! {
    Id, "Id", {
        "description": "Id and permalink: lower-case letters, digits, - _ and .",
        "pattern": "^[a-z0-9._-]{1,80}$",
        "examples": ["first-line-opens"],
    };
    Lang, "Lang", {
        "description": "Language tag as HTML's lang attribute takes it",
        "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        "maxLength": 15,
        "examples": ["en", "ja", "pt-BR"],
    };
    Address, "Address", {
        "description": "Address that is safe to link to: http or https, a plain host, no spaces",
        "pattern": concat!(
            r"^https?://([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(:[0-9]{1,5})?",
            r#"([/?#][^\s\\"<>`^]*)?$"#
        ),
        "maxLength": 2000,
        "examples": ["https://www.example.org/report.html"],
    };
    Date, "Date", {
        "description": "Date as precise as it is known, in EDTF: 2018-02 is a month, 2015~ about \
                        2015, 2018/2020 a range, 2018/.. with an open end, 201X a decade, \
                        18XX a century, -0043 is 44 BCE",
        "pattern": concat!(
            "^(", moment!(), "|", moment!(), "/(\\.\\.|", moment!(), ")?|(\\.\\.)?/",
            moment!(), ")$"
        ),
        "examples": ["2018-02", "2015-12-11", "2025-08-11/2025-08-12", "2015~"],
    };
    FileName, "File", {
        "description": "Path of a file that travels with the story, from the story's file",
        "pattern": r#"^[^\s.\\:?#%*"<>|/][^\\:?#%*"<>|/]*(/[^\s.\\:?#%*"<>|/][^\\:?#%*"<>|/]*)*$"#,
        "maxLength": 200,
        "examples": ["images/plan.jpg"],
    };
    FileSet, "Files", {
        "description": "Files of one image for several widths, as `explainer prepare` writes them",
        "pattern": concat!(
            r#"^[^\s.,\\:?#%*"<>|/][^\s,\\:?#%*"<>|]*( [0-9]+w)?"#,
            r#"(, [^\s.,\\:?#%*"<>|/][^\s,\\:?#%*"<>|]* [0-9]+w)*$"#
        ),
        "examples": ["images/plan-640.webp 640w, images/plan-1080.webp 1080w"],
    };
    PlainText, "Plain", {
        "description": "Text in one language: not empty, no markup, no hidden characters",
        "pattern": "\\S",
        "maxLength": 20_000,
    };
    Currency, "Currency", {
        "description": "Currency as in ISO 4217",
        "pattern": "^[A-Z]{3}$",
        "examples": ["USD", "JPY"],
    };
}

impl<T: JsonSchema> JsonSchema for ByLang<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}ByLanguage", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = BTreeMap::<Lang, T>::json_schema(generator);
        schema.insert(
            "description".to_owned(),
            "A value for each of the story's languages".into(),
        );
        schema
    }
}

impl<T: JsonSchema> JsonSchema for Unpacked<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

impl JsonSchema for Focus {
    fn schema_name() -> Cow<'static, str> {
        "Focus".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Point of an image, as shares of its width and height from the upper \
                            left corner",
            "type": "array",
            "items": { "type": "number", "minimum": 0, "maximum": 1 },
            "minItems": 2,
            "maxItems": 2,
            "examples": [[0.5, 0.25]],
        })
    }
}

impl JsonSchema for Words {
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = BTreeMap::<String, PlainText>::json_schema(generator);
        schema.insert(
            "description".to_owned(),
            "Words of the interface by their names".into(),
        );
        schema
    }
}

impl JsonSchema for LocalizedText {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Text for readers in each of the story's languages",
            "type": "object",
            "propertyNames": generator.subschema_for::<Lang>(),
            "additionalProperties": generator.subschema_for::<PlainText>(),
            "minProperties": 1,
            "examples": [{ "en": "The first line opens", "ja": "最初の路線が開業" }],
        })
    }
}
