//! One sort for everything that is ordered: each kind of sorted list would otherwise bring four kilobytes
//! of its own sorting code to the browser.

use std::cmp::Ordering;

/// The places of `len` things in order; equal ones keep theirs.
pub(crate) fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// Things in order of a comparison; equal ones keep theirs.
pub(crate) fn ordered<T>(things: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = order(things.len(), &|a, b| match (things.get(a), things.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| things.get_mut(place)?.take()).collect()
}
