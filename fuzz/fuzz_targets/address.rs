//! A browser reads an accepted address with the same host.
#![no_main]

use explainer::story::Address;
use libfuzzer_sys::fuzz_target;
use url::{Host, Url};

fuzz_target!(|text: &str| {
    let Ok(address) = text.parse::<Address>() else {
        return;
    };
    let Ok(url) = Url::parse(text) else {
        // The only exception is an internationalised name that cannot be decoded, which leads
        // nowhere.
        assert!(text.to_ascii_lowercase().contains("xn--"), "{text}");
        return;
    };
    assert!(matches!(url.scheme(), "http" | "https"));
    let Some(Host::Domain(host)) = url.host() else {
        panic!("{text} is an address of numbers")
    };
    assert!(
        host.ends_with(&address.site().to_ascii_lowercase()),
        "{text} leads to {host}"
    );
    assert!(url.username().is_empty() && url.password().is_none());
});
