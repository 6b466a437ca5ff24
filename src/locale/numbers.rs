//! Numbers in a language. The word `number` shows how: it is 1234567.8 as the language writes it.

use super::{Locale, Word};

impl Locale {
    /// Returns a whole number in groups of digits: `1,400,000`, `1.400.000`, `14,00,000`.
    pub fn number(&self, number: impl ToString) -> String {
        self.grouped(&number.to_string())
    }

    fn grouped(&self, number: &str) -> String {
        let group = self.mark('4', '5');
        // `12,34,567.8`: in India only the last group has three digits.
        let size = if self.word(Word::Number).starts_with("12") {
            2
        } else {
            3
        };
        let digits = number.trim_start_matches('-');
        let sign = number.len() - digits.len();
        let mut text = String::new();
        for (index, digit) in number.chars().enumerate() {
            let rest = number.len() - index;
            if index > sign && rest >= 3 && (rest - 3).is_multiple_of(size) {
                text.push_str(group);
            }
            text.push(digit);
        }
        text
    }

    /// Returns a number with one decimal, or without it if that is zero.
    pub(super) fn tenths(&self, tenths: i64) -> String {
        let mut text = self.number(tenths / 10);
        if tenths % 10 != 0 {
            text.push_str(self.mark('7', '8'));
            text.push_str(&(tenths % 10).to_string());
        }
        text
    }

    /// Returns the mark between two digits of the sample: between groups, or before decimals.
    fn mark(&self, before: char, after: char) -> &str {
        let rest = self.word(Word::Number).split_once(before);
        let mark = rest.and_then(|(_, rest)| rest.split_once(after));
        mark.map_or("", |(mark, _)| mark)
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::tests::{locale, locale_with};

    #[test]
    fn a_number_is_written_as_the_sample_shows() {
        let cases = [
            ("1,234,567.8", "1,234,567", "-123", "2,500.4"),
            ("1.234.567,8", "1.234.567", "-123", "2.500,4"),
            (
                "1\u{202f}234\u{202f}567,8",
                "1\u{202f}234\u{202f}567",
                "-123",
                "2\u{202f}500,4",
            ),
            ("12,34,567.8", "12,34,567", "-123", "2,500.4"),
            ("1234567,8", "1234567", "-123", "2500,4"),
        ];
        for (sample, long, short, decimal) in cases {
            let locale = locale_with("de", &[("number", sample)]);
            assert_eq!(locale.number(1_234_567), long);
            assert_eq!(locale.number(-123), short);
            assert_eq!(locale.tenths(25_004), decimal);
        }
        assert_eq!(locale("ja").number(i64::MIN), "-9,223,372,036,854,775,808");
        assert_eq!(locale("en").tenths(20), "2");
    }
}
