//! Values for the tools of authors and for static pages. The packed story leaves them out, and in
//! the readers' program they take neither space nor code.

use serde::{Serialize, Serializer};

/// A value that is not packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpacked<T>(kept::Kept<T>);

impl<T: Clone + Default> Unpacked<T> {
    /// Returns a value that is not packed.
    pub fn new(value: T) -> Self {
        Unpacked(kept::keep(value))
    }

    /// Returns the value; in the readers' program, the default.
    pub fn get(&self) -> T {
        kept::value(&self.0)
    }
}

impl<T: Clone + Default + Serialize> Serialize for Unpacked<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

#[cfg(any(
    not(target_arch = "wasm32"),
    feature = "checker",
    feature = "convert",
    feature = "desk"
))]
mod kept {
    pub(super) type Kept<T> = T;

    pub(super) fn keep<T>(value: T) -> Kept<T> {
        value
    }

    pub(super) fn value<T: Clone>(kept: &Kept<T>) -> T {
        kept.clone()
    }
}

#[cfg(not(any(
    not(target_arch = "wasm32"),
    feature = "checker",
    feature = "convert",
    feature = "desk"
)))]
mod kept {
    use std::marker::PhantomData;

    pub(super) type Kept<T> = PhantomData<T>;

    pub(super) fn keep<T>(_: T) -> Kept<T> {
        PhantomData
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "as in the other programs, where it is a value"
    )]
    pub(super) fn value<T: Default>(_: &Kept<T>) -> T {
        T::default()
    }
}
