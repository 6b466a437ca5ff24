//! Escapes text for HTML, and paths for addresses.

use std::fmt::Write;

/// Returns the text with all characters escaped that could begin markup.
pub(crate) fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}

/// Returns a path as an address writes it. Its parts are separated by `/`.
pub(crate) fn path(path: &str) -> String {
    let mut written = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            written.push(char::from(byte));
        } else {
            let _ = write!(written, "%{byte:02X}");
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_for_an_address() {
        assert_eq!(path("images/a b_1.jpg"), "images/a%20b_1.jpg");
        assert_eq!(path("図/1.png"), "%E5%9B%B3/1.png");
    }
}
