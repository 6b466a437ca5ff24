//! A stable sort for all types. The standard library's sort is compiled again for each type, four
//! kilobytes each, and is larger because it is built for speed.

use std::cmp::Ordering;

/// Returns the indices of `len` items in order; equal items keep their order.
pub(crate) fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..len).collect();
    // Merge sort from the bottom: runs of one are in order, then of two, of four and so on.
    let mut run = 1;
    while run < len {
        let mut merged = Vec::with_capacity(len);
        for two in indices.chunks(2 * run) {
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
        indices = merged;
        run *= 2;
    }
    indices
}

/// Returns items in order of a comparison; equal items keep their order.
pub(crate) fn stable_sort_by<T>(mut items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut sources = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    // Long lists are not in the memory twice: each place gets its item from the place that had it,
    // around one cycle of the permutation after the other.
    for start in 0..items.len() {
        let mut place = start;
        while let Some(source) = sources.get_mut(place) {
            let source = std::mem::replace(source, place);
            if source == start {
                break;
            }
            items.swap(place, source);
            place = source;
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        // Every list of up to seven items of three kinds.
        for len in 0..8_u32 {
            for kinds in 0..3_usize.pow(len) {
                let items: Vec<(usize, u32)> = (0..len)
                    .map(|index| (kinds / 3_usize.pow(index) % 3, index))
                    .collect();
                let mut wanted = items.clone();
                wanted.sort_by_key(|item| item.0);
                assert_eq!(stable_sort_by(items, |a, b| a.0.cmp(&b.0)), wanted);
            }
        }
    }
}
