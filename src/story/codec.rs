//! The macros that declare the format's types. One declaration gives the Rust type, its JSON
//! reader, its packed form, its serde writer and its JSON schema, so that the five cannot disagree.
//!
//! `objects!` declares JSON objects; `as default` after a field's name makes the field optional in
//! the file. `words!` declares enumerations and the word for each value in the file. For example
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
//! becomes `pub struct Tag { pub id: Id, pub label: Option<LocalizedText> }` with implementations
//! of `Read` (an object with the fields `id` and `label`, of which only `id` must be present),
//! `Pack` (`id`, then `label`), `serde::Serialize` (without `label` where it is `None`) and
//! `schemars::JsonSchema`.

/// Declares objects of the file. `as default` marks an optional field.
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
            fn read(
                node: &$crate::story::json::tree::Node<'_>,
                decoder: &mut $crate::story::json::read::Decoder<'_>,
            ) -> Option<Self> {
                use $crate::story::codec::{absent, written};
                let names = &[$(written(stringify!($field))),+];
                let object = (node, decoder.object(node, names)?);
                // All fields are read before a missing one returns `None`, so that every problem is
                // reported.
                $(
                    let name = written(stringify!($field));
                    let $field = decoder.field(object, name, absent!($($default)?));
                )+
                Some($name { $($field: $field?),+ })
            }
        }

        impl $crate::story::packed::Pack for $name {
            fn pack(&self, out: &mut $crate::story::packed::Packing) {
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

/// Returns a field's name in the file: Rust has no `$`.
pub(super) fn written(field: &'static str) -> &'static str {
    if field == "schema" { "$schema" } else { field }
}

/// Declares enumerations with the word of each value in the file.
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
            /// Every value, in the order of the format.
            pub const ALL: &'static [Self] = &[$($name::$word),+];

            /// Returns the word in the file.
            pub fn name(self) -> &'static str {
                match self { $($name::$word => $written,)+ }
            }
        }

        impl $crate::story::json::read::Read for $name {
            fn read(
                node: &$crate::story::json::tree::Node<'_>,
                decoder: &mut $crate::story::json::read::Decoder<'_>,
            ) -> Option<Self> {
                let index = decoder.word(node, &[$($written),+])?;
                Self::ALL.get(index).copied()
            }
        }

        impl $crate::story::packed::Pack for $name {
            fn pack(&self, out: &mut $crate::story::packed::Packing) {
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
