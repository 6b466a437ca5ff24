//! The text of a file in the encodings that programs write: UTF-8, UTF-16, and the older ones of
//! Windows and of Japan, which are found by their bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::import::message::Message;
use crate::story::MAX_BYTES;

/// The text of bytes, and the encoding where it was not one that names itself.
pub(in crate::import) fn text_of(
    bytes: &[u8],
    given: Option<&'static Encoding>,
) -> Result<(String, Option<Message>), String> {
    if bytes.len() > MAX_BYTES {
        return Err(format!(
            "{} bytes are too many; the limit is {MAX_BYTES}",
            bytes.len()
        ));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
        let broken = || format!("this is not the {} that it says it is", encoding.name());
        return text
            .map(|text| (text.into_owned(), None))
            .ok_or_else(broken);
    }
    if let Some(encoding) = given {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        let broken = || format!("this is not {}", encoding.name());
        return text
            .map(|text| (text.into_owned(), None))
            .ok_or_else(broken);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok((text.to_owned(), None));
    }
    let encoding =
        guessed(bytes).ok_or("this is no text: no encoding of the usual ones fits it")?;
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .filter(|text| !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')))
        .ok_or("this is no text: no encoding of the usual ones fits it")?;
    let sample: String = text
        .split_whitespace()
        .find(|word| !word.is_ascii())
        .unwrap_or_default()
        .chars()
        .take(40)
        .collect();
    let note = Message::Encoding {
        encoding: encoding.name().to_owned(),
        sample,
    };
    Ok((text.into_owned(), Some(note)))
}

/// Returns the most likely encoding of the bytes. In UTF-16 without its mark, zero bytes come
/// before or after the letters.
fn guessed(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| {
        bytes
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let half = bytes.len() / 2;
    if even + odd > 0 {
        let wide = if odd > even { UTF_16LE } else { UTF_16BE };
        return (2 * even.max(odd) > half && even.min(odd) * 10 < half).then_some(wide);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    Some(guess).filter(|guess| *guess != UTF_8)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn older_encodings_are_found_by_their_bytes() {
        let utf16: Vec<u8> = "date,title\n2015,One"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (bytes, word, encoding) in [
            (
                b"date,title\n2015,Le pont d'Orl\xe9ans ouvre \xe0 midi\n".to_vec(),
                "Orléans",
                Some("windows-1252"),
            ),
            (
                b"date,title\n2015,\x93\xfa\x96{\x82\xcc\x93S\x93\xb9\x82\xaa\x8aJ\x8b\xc6\n"
                    .to_vec(),
                "日本の鉄道",
                Some("Shift_JIS"),
            ),
            (utf16, "One", Some("UTF-16LE")),
            ("date,title\n2015,é".as_bytes().to_vec(), "é", None),
        ] {
            let (text, note) = text_of(&bytes, None).unwrap();
            assert!(text.contains(word), "{text}");
            let found = note.map(|note| {
                note.arguments()
                    .first()
                    .map_or(String::new(), |(_, value)| value.clone())
            });
            assert_eq!(found.as_deref(), encoding);
        }
        assert!(text_of(&[0x50, 0x4b, 3, 4, 0, 0, 1, 2, 255], None).is_err());
    }
}
