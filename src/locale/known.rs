//! Words of numbers, amounts and dates in languages that the interface is not written in, from the
//! Unicode CLDR. They are put into a story where it is checked or drawn, not where it is read, so
//! that readers of other stories load none of them.

use std::rc::Rc;

use crate::story::{Lang, PlainText, Story};

/// Returns the story with the words that are known in its languages; its own words stay.
#[must_use]
pub fn with_known_words(story: Story) -> Story {
    story.with_words(&known_words)
}

/// Returns the known words of a language: those of the tag, then those of the language.
fn known_words(lang: Lang) -> Vec<(Rc<str>, PlainText)> {
    let of = |tag: &str| {
        let found = KNOWN.iter().find(|(own, _)| *own == tag);
        found.map_or(&[][..], |(_, words)| *words)
    };
    let words = of(lang.as_str()).iter().chain(of(lang.primary()));
    words
        .map(|(name, word)| (Rc::from(*name), PlainText(Rc::from(*word))))
        .collect()
}

/// The words of languages and of regions that differ from their language.
const KNOWN: &[(&str, &[(&str, &str)])] = &[
    (
        "de-AT",
        &[
            ("number", "1\u{202f}234\u{202f}567,8"),
            ("usd", "$ {a}"),
            ("jpy", "¥ {a}"),
            ("eur", "€ {a}"),
            ("gbp", "£ {a}"),
            ("other_currency", "{code} {a}"),
            (
                "months",
                "Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|\
                 Dezember",
            ),
            (
                "short_months",
                "Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez",
            ),
        ],
    ),
    (
        "de-CH",
        &[
            ("number", "1'234'567.8"),
            ("usd", "$ {a}"),
            ("jpy", "¥ {a}"),
            ("eur", "EUR {a}"),
            ("gbp", "£ {a}"),
            ("other_currency", "{code} {a}"),
        ],
    ),
    (
        "es-419",
        &[
            ("number", "1,234,567.8"),
            ("usd", "USD {a}"),
            ("jpy", "JPY {a}"),
            ("eur", "EUR {a}"),
            ("gbp", "GBP {a}"),
            ("other_currency", "{code} {a}"),
        ],
    ),
    (
        "es-MX",
        &[
            ("number", "1,234,567.8"),
            ("usd", "USD {a}"),
            ("jpy", "JPY {a}"),
            ("eur", "EUR {a}"),
            ("gbp", "GBP {a}"),
            ("other_currency", "{code} {a}"),
            (
                "short_months",
                "ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic",
            ),
        ],
    ),
    (
        "es-US",
        &[
            ("number", "1,234,567.8"),
            ("usd", "${a}"),
            ("jpy", "¥{a}"),
            ("eur", "EUR {a}"),
            ("gbp", "GBP {a}"),
            ("other_currency", "{code} {a}"),
        ],
    ),
    (
        "pt-PT",
        &[
            ("number", "1\u{202f}234\u{202f}567,8"),
            ("scales", "1000000000000= Bi|1000000000= mM|1000000= M"),
            ("usd", "{a} US$"),
            ("jpy", "{a} JP¥"),
            ("eur", "{a} €"),
            ("gbp", "{a} £"),
            ("other_currency", "{a} {code}"),
        ],
    ),
    (
        "zh-HK",
        &[
            ("scales", "1000000000000=T|100000000=M|10000=K"),
            ("jpy", "¥{a}"),
        ],
    ),
    (
        "zh-Hant",
        &[
            ("scales", "1000000000000=兆|100000000=億|10000=萬"),
            ("jpy", "¥{a}"),
        ],
    ),
    (
        "zh-TW",
        &[
            ("scales", "1000000000000=兆|100000000=億|10000=萬"),
            ("jpy", "¥{a}"),
        ],
    ),
    (
        "ar",
        &[
            ("number", "1,234,567.8"),
            (
                "scales",
                "1000000000000= ترليون|1000000000= مليار|1000000= مليون",
            ),
            ("usd", "{a} US$"),
            ("jpy", "{a} JP¥"),
            ("eur", "{a} €"),
            ("gbp", "{a} UK£"),
            ("other_currency", "{a} {code}"),
            (
                "months",
                "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
            ),
            (
                "short_months",
                "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
            ),
            ("month_of", "{m} {y}"),
            ("day_of", "{d} {m} {y}"),
        ],
    ),
    (
        "de",
        &[
            ("number", "1.234.567,8"),
            (
                "scales",
                "1000000000000= Bio.|1000000000= Mrd.|1000000= Mio.",
            ),
            ("usd", "{a} $"),
            ("jpy", "{a} ¥"),
            ("eur", "{a} €"),
            ("gbp", "{a} £"),
            ("other_currency", "{a} {code}"),
            (
                "months",
                "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|\
                 Dezember",
            ),
            (
                "short_months",
                "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez",
            ),
            ("month_of", "{m} {y}"),
            ("day_of", "{d}. {m} {y}"),
        ],
    ),
    (
        "es",
        &[
            ("number", "1.234.567,8"),
            ("scales", "1000000000000= B|1000000= M"),
            ("usd", "{a} US$"),
            ("jpy", "{a} JPY"),
            ("eur", "{a} €"),
            ("gbp", "{a} GBP"),
            ("other_currency", "{a} {code}"),
            (
                "months",
                "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|\
                 diciembre",
            ),
            (
                "short_months",
                "ene|feb|mar|abr|may|jun|jul|ago|sept|oct|nov|dic",
            ),
            ("month_of", "{m} de {y}"),
            ("day_of", "{d} de {m} de {y}"),
        ],
    ),
    (
        "fr",
        &[
            ("number", "1\u{202f}234\u{202f}567,8"),
            ("scales", "1000000000000= Bn|1000000000= Md|1000000= M"),
            ("usd", "{a} $US"),
            ("jpy", "{a} JPY"),
            ("eur", "{a} €"),
            ("gbp", "{a} £GB"),
            ("other_currency", "{a} {code}"),
            (
                "months",
                "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|\
                 décembre",
            ),
            (
                "short_months",
                "janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc.",
            ),
            ("month_of", "{m} {y}"),
            ("day_of", "{d} {m} {y}"),
        ],
    ),
    (
        "hi",
        &[
            ("number", "12,34,567.8"),
            ("scales", "10000000= करोड़|100000= लाख"),
            ("usd", "${a}"),
            ("jpy", "JP¥{a}"),
            ("eur", "€{a}"),
            ("gbp", "£{a}"),
            ("other_currency", "{code} {a}"),
            (
                "months",
                "जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर",
            ),
            (
                "short_months",
                "जन॰|फ़र॰|मार्च|अप्रैल|मई|जून|जुल॰|अग॰|सित॰|अक्टू॰|नव॰|दिस॰",
            ),
            ("month_of", "{m} {y}"),
            ("day_of", "{d} {m} {y}"),
        ],
    ),
    (
        "id",
        &[
            ("number", "1.234.567,8"),
            ("scales", "1000000000000= T|1000000000= M|1000000= jt"),
            ("usd", "US${a}"),
            ("jpy", "JP¥{a}"),
            ("eur", "€{a}"),
            ("gbp", "£{a}"),
            ("other_currency", "{code} {a}"),
            (
                "months",
                "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|\
                 Desember",
            ),
            (
                "short_months",
                "Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des",
            ),
            ("month_of", "{m} {y}"),
            ("day_of", "{d} {m} {y}"),
        ],
    ),
    (
        "it",
        &[
            ("number", "1.234.567,8"),
            ("scales", "1000000000000= Bln|1000000000= Mld|1000000= Mln"),
            ("usd", "{a} USD"),
            ("jpy", "{a} JPY"),
            ("eur", "{a} €"),
            ("gbp", "{a} £"),
            ("other_currency", "{a} {code}"),
            (
                "months",
                "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|\
                 novembre|dicembre",
            ),
            (
                "short_months",
                "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic",
            ),
            ("month_of", "{m} {y}"),
            ("day_of", "{d} {m} {y}"),
        ],
    ),
    (
        "ko",
        &[
            ("number", "1,234,567.8"),
            ("scales", "1000000000000=조|100000000=억|10000=만"),
            ("usd", "US${a}"),
            ("jpy", "JP¥{a}"),
            ("eur", "€{a}"),
            ("gbp", "£{a}"),
            ("other_currency", "{code} {a}"),
            (
                "months",
                "1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월",
            ),
            (
                "short_months",
                "1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월",
            ),
            ("month_of", "{y}년 {m}"),
            ("day_of", "{y}년 {m} {d}일"),
        ],
    ),
    (
        "nl",
        &[
            ("number", "1.234.567,8"),
            (
                "scales",
                "1000000000000= bln.|1000000000= mld.|1000000= mln.",
            ),
            ("usd", "US$ {a}"),
            ("jpy", "JP¥ {a}"),
            ("eur", "€ {a}"),
            ("gbp", "£ {a}"),
            ("other_currency", "{code} {a}"),
            (
                "months",
                "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|\
                 december",
            ),
            (
                "short_months",
                "jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec",
            ),
            ("month_of", "{m} {y}"),
            ("day_of", "{d} {m} {y}"),
        ],
    ),
    (
        "pl",
        &[
            ("number", "1\u{202f}234\u{202f}567,8"),
            ("scales", "1000000000000= bln|1000000000= mld|1000000= mln"),
            ("usd", "{a} USD"),
            ("jpy", "{a} JPY"),
            ("eur", "{a} €"),
            ("gbp", "{a} GBP"),
            ("other_currency", "{a} {code}"),
        ],
    ),
    (
        "pt",
        &[
            ("number", "1.234.567,8"),
            ("scales", "1000000000000= tri|1000000000= bi|1000000= mi"),
            ("usd", "US$ {a}"),
            ("jpy", "JP¥ {a}"),
            ("eur", "€ {a}"),
            ("gbp", "£ {a}"),
            ("other_currency", "{code} {a}"),
            (
                "months",
                "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|\
                 dezembro",
            ),
            (
                "short_months",
                "jan.|fev.|mar.|abr.|mai.|jun.|jul.|ago.|set.|out.|nov.|dez.",
            ),
            ("month_of", "{m} de {y}"),
            ("day_of", "{d} de {m} de {y}"),
        ],
    ),
    (
        "ru",
        &[
            ("number", "1\u{202f}234\u{202f}567,8"),
            (
                "scales",
                "1000000000000= трлн|1000000000= млрд|1000000= млн",
            ),
            ("usd", "{a} $"),
            ("jpy", "{a} ¥"),
            ("eur", "{a} €"),
            ("gbp", "{a} £"),
            ("other_currency", "{a} {code}"),
        ],
    ),
    (
        "sv",
        &[
            ("number", "1\u{202f}234\u{202f}567,8"),
            ("scales", "1000000000000= bn|1000000000= md|1000000= mn"),
            ("usd", "{a} US$"),
            ("jpy", "{a} JPY"),
            ("eur", "{a} €"),
            ("gbp", "{a} GBP"),
            ("other_currency", "{a} {code}"),
            (
                "months",
                "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|\
                 december",
            ),
            (
                "short_months",
                "jan.|feb.|mars|apr.|maj|juni|juli|aug.|sep.|okt.|nov.|dec.",
            ),
            ("month_of", "{m} {y}"),
            ("day_of", "{d} {m} {y}"),
        ],
    ),
    (
        "tr",
        &[
            ("number", "1.234.567,8"),
            ("scales", "1000000000000= Tn|1000000000= Mr|1000000= Mn"),
            ("usd", "${a}"),
            ("jpy", "¥{a}"),
            ("eur", "€{a}"),
            ("gbp", "£{a}"),
            ("other_currency", "{code} {a}"),
            (
                "months",
                "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
            ),
            (
                "short_months",
                "Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara",
            ),
            ("month_of", "{m} {y}"),
            ("day_of", "{d} {m} {y}"),
        ],
    ),
    (
        "uk",
        &[
            ("number", "1\u{202f}234\u{202f}567,8"),
            (
                "scales",
                "1000000000000= трлн|1000000000= млрд|1000000= млн",
            ),
            ("usd", "{a} USD"),
            ("jpy", "{a} ¥"),
            ("eur", "{a} EUR"),
            ("gbp", "{a} GBP"),
            ("other_currency", "{a} {code}"),
        ],
    ),
    (
        "zh",
        &[
            ("number", "1,234,567.8"),
            ("scales", "1000000000000=万亿|100000000=亿|10000=万"),
            ("usd", "US${a}"),
            ("jpy", "JP¥{a}"),
            ("eur", "€{a}"),
            ("gbp", "£{a}"),
            ("other_currency", "{code} {a}"),
            ("months", "1|2|3|4|5|6|7|8|9|10|11|12"),
            (
                "short_months",
                "1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
            ),
            ("month_of", "{y}年{m}月"),
            ("day_of", "{y}年{m}月{d}日"),
        ],
    ),
];

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;
    use crate::locale::tests::locale_of;
    use crate::locale::{Locale, Word};
    use crate::story::Currency;

    fn known(lang: &str) -> Locale {
        locale_of(lang, with_known_words)
    }

    #[test]
    fn amounts_and_dates_are_written_as_in_the_language() {
        let euros: Currency = "EUR".parse().unwrap();
        let cases = [
            ("ar", "1.4 مليون €", "9 ديسمبر 2023"),
            ("de", "1,4 Mio. €", "9. Dezember 2023"),
            ("de-CH", "EUR 1.4 Mio.", "9. Dezember 2023"),
            ("es", "1,4 M €", "9 de diciembre de 2023"),
            ("es-MX", "EUR 1.4 M", "9 de diciembre de 2023"),
            ("fr", "1,4 M €", "9 décembre 2023"),
            ("hi", "€14 लाख", "9 दिसंबर 2023"),
            ("it", "1,4 Mln €", "9 dicembre 2023"),
            ("ko", "€140만", "2023년 12월 9일"),
            ("pt", "€ 1,4 mi", "9 de dezembro de 2023"),
            ("ru", "1,4 млн €", "\u{2066}9 December 2023\u{2069}"),
            ("zh", "€140万", "2023年12月9日"),
            ("zh-TW", "€140萬", "2023年12月9日"),
            ("ja", "140万ユーロ", "2023年12月9日"),
            ("en", "€1.4 million", "9 December 2023"),
        ];
        for (lang, amount, date) in cases {
            let locale = known(lang);
            assert_eq!(locale.amount(1_400_000, euros), amount, "{lang}");
            assert_eq!(locale.date(&"2023-12-09".parse().unwrap()), date, "{lang}");
        }
    }

    #[test]
    fn every_known_word_is_a_word_with_the_same_places() {
        let places = |text: &str| {
            let parts = text.split('{').skip(1);
            let mut names: Vec<_> = parts.filter_map(|part| part.split('}').next()).collect();
            names.sort_unstable();
            names.join(" ")
        };
        for (lang, words) in KNOWN {
            for (name, word) in *words {
                let named = Word::ALL.iter().find(|it| it.name() == *name).unwrap();
                assert_eq!(places(named.english()), places(word), "{lang} {name}");
                let count = |text: &str| text.split('|').count();
                if name.contains("months") {
                    assert_eq!(count(word), 12, "{lang} {name}");
                }
            }
        }
    }
}
