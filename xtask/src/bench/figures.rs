//! The measured figures and their medians.

use serde::{Deserialize, Serialize};

/// One figure of one round; or, in [`Figures`], the median of all rounds.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figure {
    /// The circumstances: “article, slow phone”.
    pub(super) suite: String,
    /// The subject: “ours, bare element”.
    pub(super) subject: String,
    /// The measure: “readable”.
    pub(super) measure: String,
    /// The unit, such as “ms”; may be empty.
    pub(super) unit: String,
    pub(super) value: f64,
}

impl Figure {
    fn is(&self, suite: &str, subject: &str, measure: &str) -> bool {
        (&*self.suite, &*self.subject, &*self.measure) == (suite, subject, measure)
    }
}

/// The medians, in the order in which the figures were first measured.
pub(super) struct Figures(pub(super) Vec<Figure>);

impl Figures {
    pub(super) fn medians(taken: Vec<Figure>) -> Self {
        let mut groups: Vec<(Figure, Vec<f64>)> = Vec::new();
        for figure in taken {
            let same = groups
                .iter_mut()
                .find(|(first, _)| first.is(&figure.suite, &figure.subject, &figure.measure));
            match same {
                Some((_, values)) => values.push(figure.value),
                None => groups.push((figure.clone(), vec![figure.value])),
            }
        }
        Self(
            groups
                .into_iter()
                .map(|(first, values)| Figure {
                    value: median(values),
                    ..first
                })
                .collect(),
        )
    }

    pub(super) fn get(&self, suite: &str, subject: &str, measure: &str) -> Option<f64> {
        self.0
            .iter()
            .find(|figure| figure.is(suite, subject, measure))
            .map(|figure| figure.value)
    }
}

/// Returns the middle value; for an even number of values, the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = |from: usize| values.get(from).copied().unwrap_or(f64::NAN);
    let half = values.len() / 2;
    if values.len() % 2 == 1 {
        middle(half)
    } else {
        f64::midpoint(middle(half.wrapping_sub(1)), middle(half))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        let is = |values: &[f64], expected: f64| {
            assert!((median(values.to_vec()) - expected).abs() < 1e-9);
        };
        is(&[3.0, 1.0, 100.0], 3.0);
        is(&[4.0, 1.0, 3.0, 2.0], 2.5);
        is(&[7.0], 7.0);
        assert!(median(Vec::new()).is_nan());
    }
}
