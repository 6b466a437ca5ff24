//! Compares our addresses with the crate `url`, which reads them as browsers do.

use explainer::story::Address;
use proptest::prelude::*;
use url::Url;

use crate::strategies::address;

/// Checks that a browser reads an accepted address with the same host and scheme.
fn read_by_a_browser(address: &Address) -> Result<(), TestCaseError> {
    let text = address.as_str();
    let url = match Url::parse(text) {
        // An internationalised name that cannot be decoded leads nowhere, so it is harmless.
        Err(url::ParseError::IdnaError) if text.to_ascii_lowercase().contains("xn--") => {
            return Ok(());
        }
        outcome => outcome.map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?,
    };
    prop_assert!(
        matches!(url.scheme(), "http" | "https"),
        "{} leads by {}",
        text,
        url.scheme()
    );
    let host = text
        .split("://")
        .nth(1)
        .unwrap()
        .split(['/', '?', '#', ':'])
        .next()
        .unwrap();
    prop_assert_eq!(
        url.host_str().unwrap(),
        host.to_ascii_lowercase(),
        "{} leads elsewhere",
        text
    );
    prop_assert!(
        matches!(url.host(), Some(url::Host::Domain(_))),
        "{} is an address of numbers",
        text
    );
    prop_assert!(url.username().is_empty() && url.password().is_none());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn what_we_accept_a_browser_reads_alike(
        text in "https?://[-a-zA-Z0-9.:@%xn\\[\\]_]{1,24}[/?#\\\\]?[ -~]{0,12}",
    ) {
        if let Ok(address) = text.parse() {
            read_by_a_browser(&address)?;
        }
    }

    #[test]
    fn any_accepted_text_is_read_alike(text in "(https?:/{0,3})?\\PC{0,30}") {
        if let Ok(address) = text.parse() {
            read_by_a_browser(&address)?;
        }
    }

    #[test]
    fn plain_addresses_pass(address in address()) {
        read_by_a_browser(&address)?;
        prop_assert!(!address.site().is_empty());
    }
}

#[test]
fn tricks_are_refused() {
    let tricks = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
        "vbscript:msgbox(1)",
        "blob:https://example.org/1",
        "file:///etc/passwd",
        "ftp://example.org/",
        "//example.org/",
        "/relative",
        "https:example.org",
        "https:/example.org",
        "https:///example.org",
        "https:\\\\example.org",
        "HTTPS://example.org",
        "https://",
        "https://example",
        "https://localhost/",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org@evil.example/",
        "https://example.org\\@evil.example/",
        "https://evil.example\\.example.org/",
        "https://127.0.0.1/",
        "https://0x7f.1/",
        "https://127.0.0.0x1/",
        "https://1.2.3.0X4/",
        "https://[::1]/",
        "https://2130706433/",
        "https://example.org:99999/",
        "https://example.org:+80/",
        "https://example.org:/",
        "https://example..org/",
        "https://example.org./",
        "https://.example.org/",
        "https://ex ample.org/",
        "https://exa\u{200b}mple.org/",
        "https://еxample.org/",
        "https://example.org/\u{202e}gnp.exe",
        "https://example.org/a b",
        "https://example.org/\"onmouseover=alert(1)",
        "https://example.org/<script>",
        "https://example.org/`",
        "https://example.xn--80ak6aa92e_/",
    ];
    for trick in tricks {
        assert!(trick.parse::<Address>().is_err(), "{trick:?} passes");
    }
}

#[test]
fn usual_addresses_pass() {
    let usual = [
        "https://www.example.org",
        "https://example.org/",
        "http://example.org:8080/a/b.html?c=d&e=f#g",
        "https://en.wikipedia.org/wiki/Roman%E2%80%93Persian_Wars",
        "https://en.wikipedia.org/wiki/Ada_Lovelace#/media/File:Ada_Lovelace_portrait.jpg",
        "https://ja.wikipedia.org/wiki/東京",
        "https://xn--wgv71a119e.jp/",
        "https://example.org/it's(fine)",
    ];
    for address in usual {
        assert!(address.parse::<Address>().is_ok(), "{address} is refused");
    }
}
