//! Suggestions for misspelt names: the nearest known name by edit distance.

/// A suggestion for a word that has no meaning.
pub(super) enum Suggestion {
    /// The nearest known word.
    Near(String),
    /// All known words, because none is near.
    Allowed(String),
}

/// Returns the nearest known word, or the list of all if none is near.
pub(super) fn suggestion(word: &str, known: &[&str]) -> Suggestion {
    let nearest = known.iter().map(|name| (distance(word, name), *name)).min();
    match nearest {
        Some((steps, name)) if steps <= 1 + name.len() / 4 => Suggestion::Near(name.to_owned()),
        _ => Suggestion::Allowed(known.join(", ")),
    }
}

/// Returns the number of letters to change, add or remove (Levenshtein distance). Only the first 40
/// letters count.
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
