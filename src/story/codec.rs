//! The macros that declare the format's types. One declaration gives the Rust type, its JSON reader, its
//! packed form, its serde writer and its JSON schema, so that the five cannot disagree.
//!
//! `objects!` declares JSON objects; `as default` after a field's name makes the field optional in the
//! file. `words!` declares enumerations and how the file
//! writes each of their words. For example
//!
//! ```text
//! objects! {
//!     /// A subject.
//!     pub struct Tag {
//!         /// Its id.
//!         pub id: Id,
//!         /// Its name for readers.
//!         pub label as default: Option<LocalizedText>,
//!     }
//! }
//! ```
//!
//! becomes `pub struct Tag { pub id: Id, pub label: Option<LocalizedText> }` with implementations of
//! `Read` (an object with the fields `id` and `label`, of which only `id` must be present), `Pack`
//! (`id`, then `label`), `serde::Serialize` (without `label` where it is `None`) and
//! `schemars::JsonSchema`.

/// Objects of the file. `as default` marks a field that may be left away.
macro_rules! objects {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident $(as $default:ident)?: $type:ty,)+
        }
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[$field_meta])*
                $(#[serde($default, skip_serializing_if = "crate::story::codec::is_default")])?
                pub $field: $type,
            )+
        }

        impl $crate::story::json::read::Read for $name {
            fn read(node: &$crate::story::json::tree::Node<'_>, reader: &mut $crate::story::json::read::Reader<'_>) -> Option<Self> {
                let object = (node, reader.object(node, &[$($crate::story::codec::written(stringify!($field))),+])?);
                // All are read before one that is missing ends it: every mistake is to be told.
                $(let $field = reader.field(object, $crate::story::codec::written(stringify!($field)), $crate::story::codec::absent!($($default)?));)+
                Some($name { $($field: $field?),+ })
            }
        }

        impl $crate::story::packed::Pack for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                $($crate::story::packed::Pack::pack(&self.$field, out);)+
            }

            fn unpack(bytes: &mut $crate::story::packed::Packed<'_>) -> Self {
                $name { $($field: $crate::story::packed::Pack::unpack(bytes)),+ }
            }
        }
    )+};
}

macro_rules! absent {
    () => {
        None
    };
    (default) => {
        Some(Default::default)
    };
}

/// A field's name in the file: Rust has no `$`.
pub(super) fn written(field: &'static str) -> &'static str {
    if field == "schema" { "$schema" } else { field }
}

/// Words of the file, written in small letters with underscores.
macro_rules! words {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident { $($(#[$word_meta:meta])* $word:ident = $written:literal,)+ }
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        #[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$word_meta])* #[serde(rename = $written)] $word,)+ }

        impl $name {
            /// Every word, in the order of the format.
            pub const ALL: &'static [Self] = &[$($name::$word),+];

            /// The word as the file has it.
            pub fn name(self) -> &'static str {
                match self { $($name::$word => $written,)+ }
            }
        }

        impl $crate::story::json::read::Read for $name {
            fn read(
                node: &$crate::story::json::tree::Node<'_>,
                reader: &mut $crate::story::json::read::Reader<'_>,
            ) -> Option<Self> {
                let index = reader.word(node, &[$($written),+])?;
                Self::ALL.get(index).copied()
            }
        }

        impl $crate::story::packed::Pack for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                $crate::story::packed::Pack::pack(&(*self as u8), out);
            }

            fn unpack(bytes: &mut $crate::story::packed::Packed<'_>) -> Self {
                let [first, ..] = [$($name::$word),+];
                let index = <u8 as $crate::story::packed::Pack>::unpack(bytes);
                bytes.sound(Self::ALL.get(usize::from(index)).copied(), first)
            }
        }
    )+};
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

pub(super) use {absent, objects, words};
