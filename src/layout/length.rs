//! Lengths as SVG takes them. Formatting floats would cost the browser 15 KB, so lengths are whole
//! numbers of hundredths.

/// Returns a length of `value` hundredths with its unit, without zeros at the end: `63.25%`,
/// `1.5em`.
pub fn hundredths(value: i32, unit: &str) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.unsigned_abs() / 100, value.unsigned_abs() % 100);
    let whole = format!("{sign}{whole}");
    match (rest / 10, rest % 10) {
        (0, 0) => whole + unit,
        (tenth, 0) => format!("{whole}.{tenth}{unit}"),
        _ => format!("{whole}.{rest:02}{unit}"),
    }
}

/// Returns the nearest number of hundredths.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and no length of a page comes near the limit"
)]
pub fn to_hundredths(length: f64) -> i32 {
    (length * 100.0).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_no_zeros_at_the_end() {
        let cases = [
            (0, "0%"),
            (5, "0.05%"),
            (-5, "-0.05%"),
            (-50, "-0.5%"),
            (100, "1%"),
            (150, "1.5%"),
            (-1_234, "-12.34%"),
            (i32::MIN, "-21474836.48%"),
        ];
        for (value, text) in cases {
            assert_eq!(hundredths(value, "%"), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn a_length_is_read_back_as_it_was(value: i32) {
            let length: f64 = hundredths(value, "").parse().unwrap_or(f64::NAN);
            proptest::prop_assert_eq!(to_hundredths(length), value);
        }
    }
}
