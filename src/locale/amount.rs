//! Amounts in the style of newsrooms: 600億ドル以上, at least $60 billion. Calculated in whole numbers,
//! rounded to at most one decimal; the exact figure is available too.

use crate::story::{Currency, Observation, Qualifier};

use super::{Locale, Word};

impl Locale {
    /// Returns an observation with its qualifier: “at least $60 billion”, 「280億〜290億ドル（報道）」.
    pub fn observation(&self, seen: &Observation, currency: Currency) -> String {
        let (low, high) = seen.range();
        let amount = if low == high {
            self.amount(low, currency)
        } else {
            let (a, b) = self.pair(low, high);
            self.currency(
                &self.fill(Word::AmountRange, &[("a", &a), ("b", &b)]),
                currency,
            )
        };
        self.qualified(&amount, seen.qualifier)
    }

    /// Returns the exact amount in digits, with its currency.
    pub fn exactly(&self, seen: &Observation, currency: Currency) -> String {
        let (low, high) = seen.range();
        let (a, b) = (self.number(low), self.number(high));
        let digits = if low == high {
            a
        } else {
            self.fill(Word::AmountRange, &[("a", &a), ("b", &b)])
        };
        self.currency(&digits, currency)
    }

    /// Returns a rounded amount with its currency.
    pub fn amount(&self, amount: i64, currency: Currency) -> String {
        let scale = self.scale(amount);
        self.currency(&self.rounded(amount, &scale), currency)
    }

    /// Returns two rounded amounts. If both have the same scale, only the second names it outside
    /// Japanese: `$27–29 billion`.
    fn pair(&self, low: i64, high: i64) -> (String, String) {
        let (small, large) = (self.scale(low), self.scale(high));
        let end = self.rounded(high, &large);
        let start = if small == large && self.lang.primary() != "ja" {
            self.rounded(low, &(small.0, String::new()))
        } else {
            self.rounded(low, &small)
        };
        (start, end)
    }

    fn qualified(&self, amount: &str, qualifier: Qualifier) -> String {
        let word = match qualifier {
            Qualifier::Exact => return amount.to_owned(),
            Qualifier::About => Word::About,
            Qualifier::AtLeast => Word::AtLeast,
            Qualifier::UpTo => Word::UpTo,
            Qualifier::Reported => Word::ReportedAmount,
        };
        self.fill(word, &[("a", amount)])
    }

    fn currency(&self, amount: &str, currency: Currency) -> String {
        let word = match currency.code() {
            "USD" => Word::Usd,
            "JPY" => Word::Jpy,
            "EUR" => Word::Eur,
            "GBP" => Word::Gbp,
            code => return self.fill(Word::OtherCurrency, &[("a", amount), ("code", code)]),
        };
        self.fill(word, &[("a", amount)])
    }

    /// Returns the largest scale that an amount reaches, with its name; 1 without a name otherwise.
    fn scale(&self, amount: i64) -> (i64, String) {
        let scales = self.word(Word::Scales);
        let scales = scales.split('|').filter_map(|scale| scale.split_once('='));
        let mut scales =
            scales.filter_map(|(value, name)| Some((value.parse::<i64>().ok()?, name)));
        let reached = scales.find(|(value, _)| *value > 0 && amount >= *value);
        reached.map_or((1, String::new()), |(value, name)| {
            (value, self.part(Word::Scales, name))
        })
    }

    /// Returns the amount in units of the scale, rounded to one decimal.
    fn rounded(&self, amount: i64, (value, name): &(i64, String)) -> String {
        if *value < 10 {
            return self.number(amount) + name;
        }
        // Adds half a tenth and truncates: a multiplication would overflow for the largest
        // amounts.
        self.tenths(amount.saturating_add(value / 20) / (value / 10)) + name
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use crate::locale::tests::locale;
    use crate::story::Currency;

    #[test]
    fn amounts_read_as_a_newsroom_writes_them() {
        let dollars: Currency = "USD".parse().unwrap();
        let cases = [
            (60_000_000_000, "$60 billion", "600億ドル"),
            (1_400_000_000, "$1.4 billion", "14億ドル"),
            (124_000_000, "$124 million", "1.2億ドル"),
            (97_400_000_000, "$97.4 billion", "974億ドル"),
            (845_000_000, "$845 million", "8.5億ドル"),
            (35_000_000, "$35 million", "3,500万ドル"),
            (1_500, "$1,500", "1,500ドル"),
            (2_000_000_000_000, "$2 trillion", "2兆ドル"),
            (0, "$0", "0ドル"),
        ];
        for (amount, english, japanese) in cases {
            assert_eq!(locale("en").amount(amount, dollars), english);
            assert_eq!(locale("ja").amount(amount, dollars), japanese);
        }
    }
}
