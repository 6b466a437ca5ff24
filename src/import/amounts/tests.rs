use super::*;
use crate::import::message::Place;

fn amount(written: &str, style: Style) -> String {
    match read(written, &style) {
        Ok(amount) => {
            let mut text = amount.low.to_string();
            if let Some(high) = amount.high {
                text = format!("{text}-{high}");
            }
            if let Some(named) = amount.currency {
                text = format!("{text} {}", named.currency);
            }
            match amount.qualifier {
                Some(qualifier) => format!("{text} {qualifier:?}"),
                None => text,
            }
        }
        Err(reason) => format!("{reason:?}"),
    }
}

fn alone(written: &str) -> String {
    amount(written, Style::default())
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (written, expected) in [
        ("1400000000", "1400000000"),
        ("1,400,000,000", "1400000000"),
        ("1.400.000.000", "1400000000"),
        ("1 400 000 000", "1400000000"),
        ("1'400'000'000", "1400000000"),
        ("$1.4 billion", "1400000000 USD"),
        ("US$1.4bn", "1400000000 USD"),
        ("$1.4B", "1400000000 USD"),
        ("1,4 Mrd €", "1400000000 EUR"),
        ("1,4 Mrd. €", "1400000000 EUR"),
        ("1,4 Milliarden €", "1400000000 EUR"),
        ("2,5 Mio. EUR", "2500000 EUR"),
        ("5 millions d'euros", "5000000 EUR"),
        ("14億円", "1400000000 JPY"),
        ("１４億", "1400000000"),
        ("２億５千万円", "250000000 JPY"),
        ("1億2,000万円", "120000000 JPY"),
        ("500百万", "500000000"),
        ("3.5万元", "35000 CNY"),
        ("3조원", "3000000000000 KRW"),
        ("٥ مليون ريال", "Which(\"5 مليون ريال\")"),
        ("1,234.50", "1235"),
        ("2.5k", "2500"),
        ("30,000 USD", "30000 USD"),
        ("1,50,000", "150000"),
        ("₹ 12.5 lakh", "1250000 INR"),
        ("Rs. 5 Cr", "50000000 INR"),
        ("2.5 lakhs INR", "250000 INR"),
        ("₹1,00,00,000", "10000000 INR"),
        ("R$ 1.234.567,89", "1234568 BRL"),
        ("1 200 000,00 zł", "1200000 PLN"),
        ("C$2.5m", "2500000 CAD"),
        ("₺5.000.000", "5000000 TRY"),
        ("₴500", "500 UAH"),
        ("A$2m", "2000000 AUD"),
        ("kr 3 500 000", "Which(\"kr 3 500 000\")"),
        ("500,-", "500"),
        ("CHF 500.-", "500 CHF"),
        ("$5 USD", "5 USD"),
        ("5 CAD$", "5 CAD"),
        ("~2 million", "2000000 About"),
        ("ca. 2 Mio. €", "2000000 EUR About"),
        ("約500万円", "5000000 JPY About"),
        ("5-7 million", "5000000-7000000"),
        ("$5m–$7m", "5000000-7000000 USD"),
        ("$5-7m", "5000000-7000000 USD"),
        ("5～7億円", "500000000-700000000 JPY"),
        ("between 5 and 7 million", "5000000-7000000"),
        ("up to $3bn", "3000000000 USD UpTo"),
        (">5 million", "5000000 AtLeast"),
        ("≥ €5m", "5000000 EUR AtLeast"),
        ("5 million+", "5000000 AtLeast"),
        ("100万円以上", "1000000 JPY AtLeast"),
        ("100万円未満", "1000000 JPY UpTo"),
        ("0", "0"),
    ] {
        assert_eq!(alone(written), expected, "{written}");
    }
    assert!(read("0.5", &Style::default()).unwrap().rounded);
    let billions = Style {
        scale: 9,
        ..Style::default()
    };
    assert_eq!(amount("2.5", billions), "2500000000");
}

#[test]
fn what_is_no_amount_is_refused_for_its_reason() {
    for wrong in [
        "",
        "n/a",
        "billion",
        "$",
        "1e9",
        "99999999999999999999",
        "2019-05-01",
    ] {
        let reason = alone(wrong);
        assert!(
            reason == "NoAmount" || reason.starts_with("UnknownWord"),
            "{wrong}: {reason}"
        );
    }
    assert_eq!(alone("5%"), "Percent");
    for below in [
        "-500",
        "−500",
        "(1,234)",
        "△500",
        "▲ 500",
        "-$500",
        "$-500",
        "($5 million)",
        "-５億円",
    ] {
        assert!(
            alone(below).starts_with("BelowZero"),
            "{below}: {}",
            alone(below)
        );
    }
    assert_eq!(alone("1,5 BTC"), "UnknownWord(\"btc\")");
    assert_eq!(alone("1.234"), "Mark");
    assert_eq!(alone("1,234 million"), "Mark");
}

#[test]
fn a_sign_of_many_currencies_is_the_one_that_the_table_names() {
    let in_currency = |written: &str, code: &str| {
        amount(
            written,
            Style {
                currency: code.parse().ok(),
                ..Style::default()
            },
        )
    };
    assert_eq!(in_currency("$5", "CAD"), "5 CAD");
    assert_eq!(in_currency("kr 5", "NOK"), "5 NOK");
    assert_eq!(in_currency("¥5", "CNY"), "5 CNY");
    assert_eq!(in_currency("¥5", "USD"), "5 JPY");
}

fn mark(figures: &[&'static str]) -> Result<Option<Mark>, &'static str> {
    let cells = figures
        .iter()
        .map(|text| (Place::row(1), *text, Style::default()));
    mark_of(cells)
        .map(|(mark, _)| mark)
        .map_err(|message| message.code())
}

#[test]
fn a_column_settles_its_decimal_mark() {
    assert_eq!(mark(&["5", "1,234", "n/a", "3. 4. 1999"]), Ok(None));
    assert_eq!(mark(&["1.234", "€ 2,0"]), Ok(Some(Mark::Comma)));
    assert_eq!(mark(&["1.234.567,891"]), Ok(Some(Mark::Comma)));
    assert_eq!(mark(&["1,234", "2.5 bn"]), Ok(Some(Mark::Point)));
    assert_eq!(mark(&["1.234", "0,500"]), Ok(Some(Mark::Comma)));
    // A cell that is no amount proves nothing.
    assert_eq!(mark(&["30,000 USD", "1,5 BTC"]), Ok(None));
    assert!(matches!(mark(&["1.234"]), Err("mark-open")));
    assert!(matches!(mark(&["1.234", "1,234"]), Err("mark-open")));
    assert!(matches!(
        mark(&["1.5", "2,5", "3,456"]),
        Err("mark-contradicts")
    ));
    assert_eq!(mark(&["1.5", "2,5"]), Ok(None));
    let with = |written: &str, mark| {
        amount(
            written,
            Style {
                mark: Some(mark),
                ..Style::default()
            },
        )
    };
    assert_eq!(
        (with("1.234", Mark::Comma), with("1,234", Mark::Comma)),
        ("1234".to_owned(), "1".to_owned())
    );
    assert_eq!(
        (with("1.234", Mark::Point), with("1,234", Mark::Point)),
        ("1".to_owned(), "1234".to_owned())
    );
}

#[test]
fn heads_name_currency_and_scale() {
    let code = |head: &str| currency_in(head).map(|currency| currency.code().to_owned());
    assert_eq!(code("Revenue (in billion USD)").as_deref(), Some("USD"));
    assert_eq!(code("Budget in €").as_deref(), Some("EUR"));
    assert_eq!(code("金額（円）").as_deref(), Some("JPY"));
    for none in [
        "GDP growth",
        "Left",
        "Gift",
        "Frontier",
        "Team",
        "ALL",
        "Monument",
    ] {
        assert_eq!(code(none).filter(|_| none != "ALL"), None, "{none}");
    }
    for (head, scale) in [
        ("Revenue (in billion USD)", 9),
        ("売上高（億円）", 8),
        ("単位：百万円", 6),
        ("Number", 0),
        ("Umsatz in Mio. €", 6),
        ("千葉県", 0),
    ] {
        assert_eq!(scale_in(head), scale, "{head}");
    }
}
