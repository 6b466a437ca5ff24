//! One stable sort for all lists. Each type of sorted list would otherwise bring four kilobytes of sorting
//! code to the browser, and the standard library's sort, which is made for speed, more than a merge of runs.

use std::cmp::Ordering;

/// The places of `len` things in order; equal ones keep theirs.
pub(crate) fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    // Runs of one are in order, then of two, of four and so on.
    let mut run = 1;
    while run < len {
        let mut merged = Vec::with_capacity(len);
        for two in places.chunks(2 * run) {
            let (mut left, mut right) = two.split_at_checked(run).unwrap_or((two, &[]));
            if let (Some(end), Some(start)) = (left.last(), right.first())
                && compare(*end, *start).is_gt()
            {
                while let ([a, a_rest @ ..], [b, b_rest @ ..]) = (left, right) {
                    if compare(*a, *b).is_le() {
                        merged.push(*a);
                        left = a_rest;
                    } else {
                        merged.push(*b);
                        right = b_rest;
                    }
                }
            }
            merged.extend(left);
            merged.extend(right);
        }
        places = merged;
        run *= 2;
    }
    places
}

/// Things in order of a comparison; equal ones keep theirs.
pub(crate) fn stable_sort_by<T>(things: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = order(things.len(), &|a, b| match (things.get(a), things.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    places
        .into_iter()
        .filter_map(|place| things.get_mut(place)?.take())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_keeps_its_order() {
        // Every list of up to seven of three kinds.
        for len in 0..8_u32 {
            for kinds in 0..3_usize.pow(len) {
                let things: Vec<(usize, u32)> = (0..len)
                    .map(|place| (kinds / 3_usize.pow(place) % 3, place))
                    .collect();
                let mut wanted = things.clone();
                wanted.sort_by_key(|thing| thing.0);
                assert_eq!(stable_sort_by(things, |a, b| a.0.cmp(&b.0)), wanted);
            }
        }
    }
}
