//! The small values of a story: ids, languages, texts, addresses, currencies. Each can be made only
//! from checked input, so later code need not check it again.

use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::date::Date;
use super::finding::Finding;

/// The id and permalink of an entry: lower-case letters, digits, `-`, `_` and `.`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Rc<str>);

impl Id {
    /// Returns an id from text that was checked before.
    pub(super) fn trusted(text: &str) -> Self {
        Id(text.into())
    }

    /// Returns the id as it is written after `#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = Finding;

    fn from_str(text: &str) -> Result<Self, Finding> {
        let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.');
        if text.is_empty() || text.len() > 80 || !text.bytes().all(plain) {
            let id = text.to_owned();
            return Err(Finding::BadId { id });
        }
        Ok(Id(text.into()))
    }
}

/// A language tag such as `ja`, `en` or `zh-Hant`, as in HTML's `lang`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang {
    bytes: [u8; 15],
    len: u8,
}

impl Lang {
    /// Returns a tag from text that was checked before; `None` if it is longer than 15 bytes.
    pub(crate) fn trusted(text: &str) -> Option<Self> {
        let mut bytes = [0; 15];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        Some(Lang {
            bytes,
            len: u8::try_from(text.len()).ok()?,
        })
    }

    /// Returns English, the language of the interface if no other is available.
    pub fn english() -> Self {
        let mut bytes = [0; 15];
        (bytes[0], bytes[1]) = (b'e', b'n');
        Lang { bytes, len: 2 }
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        self.bytes
            .get(..usize::from(self.len))
            .and_then(|tag| std::str::from_utf8(tag).ok())
            .unwrap_or_default()
    }

    /// Returns the tag without region and script: `ja` for `ja-JP`.
    pub fn primary(&self) -> &str {
        self.as_str().split('-').next().unwrap_or_default()
    }

    /// Returns true if the language is written from right to left.
    pub fn is_rtl(&self) -> bool {
        matches!(
            self.primary(),
            "ar" | "dv" | "fa" | "he" | "ps" | "ug" | "ur" | "yi"
        )
    }

    /// Returns true if the language is written in kanji, hanzi or kana, without spaces between
    /// words.
    pub fn is_cjk(&self) -> bool {
        matches!(self.primary(), "ja" | "zh")
    }
}

impl FromStr for Lang {
    type Err = Finding;

    fn from_str(text: &str) -> Result<Self, Finding> {
        let invalid = || Finding::BadLanguage {
            lang: text.to_owned(),
        };
        let lang = Lang::trusted(text).ok_or_else(invalid)?;
        let mut parts = text.split('-');
        let primary = parts.next().unwrap_or_default();
        let first =
            matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
        let rest = parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        if first && rest {
            Ok(lang)
        } else {
            Err(invalid())
        }
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text for readers in one or more languages: `{ "ja": "…", "en": "…" }`. Plain text, never
/// markup. A zero width space (U+200B) marks where a line may break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalizedText(pub(super) Vec<(Lang, Rc<str>)>);

impl LocalizedText {
    /// Returns the text in `lang`, or else in its first language, together with its language;
    /// `None` if there is no text.
    pub fn get(&self, lang: Lang) -> Option<(Lang, &Rc<str>)> {
        let exact = self.0.iter().find(|(own, _)| *own == lang);
        exact
            .or_else(|| self.0.first())
            .map(|(lang, text)| (*lang, text))
    }

    /// Returns the text in exactly this language, if there is one.
    pub fn exact(&self, lang: Lang) -> Option<&Rc<str>> {
        self.0
            .iter()
            .find(|(own, _)| *own == lang)
            .map(|(_, text)| text)
    }

    /// Returns the text as [`LocalizedText::get`] finds it, without the marks where a line may
    /// break; empty if there is no text in any language.
    pub fn plain(&self, lang: Lang) -> String {
        self.get(lang)
            .map_or_else(String::new, |(_, text)| text.replace('\u{200b}', ""))
    }

    pub(super) fn reword(&mut self, reword: &dyn Fn(Lang, &str) -> Option<String>) {
        for (lang, text) in &mut self.0 {
            if let Some(wording) = reword(*lang, text) {
                *text = wording.into();
            }
        }
    }

    /// Returns all languages and wordings.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &Rc<str>)> {
        self.0.iter().map(|(lang, text)| (*lang, text))
    }
}

impl FromIterator<(Lang, Rc<str>)> for LocalizedText {
    fn from_iter<I: IntoIterator<Item = (Lang, Rc<str>)>>(texts: I) -> Self {
        LocalizedText(texts.into_iter().collect())
    }
}

/// A value for each language: `{ "ja": …, "en": … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByLang<T>(pub(super) Vec<(Lang, T)>);

/// Words of the interface in one language, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub(super) Vec<(Rc<str>, PlainText)>);

impl Words {
    /// Returns the word of a name, if there is one.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(own, _)| **own == *name)
            .map(|(_, word)| &*word.0)
    }
}

impl FromIterator<(Rc<str>, PlainText)> for Words {
    fn from_iter<I: IntoIterator<Item = (Rc<str>, PlainText)>>(words: I) -> Self {
        Words(words.into_iter().collect())
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, word)| (name, word)))
    }
}

impl<T> ByLang<T> {
    /// Returns the value for a language, if there is one.
    pub fn get(&self, lang: Lang) -> Option<&T> {
        self.0
            .iter()
            .find(|(own, _)| *own == lang)
            .map(|(_, value)| value)
    }

    /// Returns every language with its value.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.0.iter().map(|(lang, value)| (*lang, value))
    }

    /// Returns true if no language has a value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Default for ByLang<T> {
    fn default() -> Self {
        ByLang(Vec::new())
    }
}

impl<T> FromIterator<(Lang, T)> for ByLang<T> {
    fn from_iter<I: IntoIterator<Item = (Lang, T)>>(values: I) -> Self {
        ByLang(values.into_iter().collect())
    }
}

impl<T> IntoIterator for ByLang<T> {
    type Item = (Lang, T);
    type IntoIter = std::vec::IntoIter<(Lang, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T: Serialize> Serialize for ByLang<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(lang, value)| (lang, value)))
    }
}

/// An address that is safe to link to: `http` or `https`, a plain host name, and nothing that a
/// browser would read differently from a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address(Rc<str>);

impl Address {
    /// Returns an address from text that was checked before; `None` if it is not `http` or `https`.
    pub(super) fn trusted(text: &str) -> Option<Self> {
        let leads = text.starts_with("https://") || text.starts_with("http://");
        leads.then(|| Address(text.into()))
    }

    /// Returns an empty address, for damaged bytes of a story that will be discarded.
    pub(super) fn nowhere() -> Self {
        Address("".into())
    }

    /// Returns the address for `href`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address, shared.
    pub fn shared(&self) -> Rc<str> {
        Rc::clone(&self.0)
    }

    /// Returns the host without `www.`
    pub fn site(&self) -> &str {
        let authority = self.0.split('/').nth(2).unwrap_or_default();
        let host = authority.split(['?', '#', ':']).next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// Returns true for `https`.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for Address {
    type Err = Finding;

    fn from_str(text: &str) -> Result<Self, Finding> {
        Self::safe(text).map_err(|finding| {
            finding(text.chars().take(60).flat_map(char::escape_debug).collect())
        })
    }
}

impl Address {
    /// Returns the address if it is safe, or else the broken rule.
    fn safe(text: &str) -> Result<Self, fn(String) -> Finding> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let Some(rest) = rest else {
            return Err(|address| Finding::AddressScheme { address });
        };
        if text.len() > 2000 {
            return Err(|address| Finding::AddressTooLong { address });
        }
        let odd = |c: char| {
            c.is_whitespace()
                || c.is_control()
                || is_hidden(c)
                || matches!(
                    c,
                    '\\' | '"' | '<' | '>' | '`' | '^' | '\u{200b}'..='\u{200f}'
                )
        };
        if text.contains(odd) {
            return Err(|address| Finding::AddressCharacters { address });
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
        let label = |label: &str| {
            !label.is_empty()
                && label.len() < 64
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        // Browsers read a host that ends in a number, even in 0x1, as an IPv4 address.
        let last = host.rsplit('.').next().unwrap_or_default();
        let number = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
        let number = number.map_or(last.bytes().all(|byte| byte.is_ascii_digit()), |hex| {
            hex.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        let dotted = host.contains('.') && !number && host.len() <= 253;
        let port = port
            .parse::<u16>()
            .ok()
            .filter(|_| port.bytes().all(|byte| byte.is_ascii_digit()));
        if !dotted || !host.split('.').all(label) || port.is_none() {
            return Err(|address| Finding::AddressHost { address });
        }
        Ok(Address(text.into()))
    }
}

/// The path of a file that travels with the story, from the story's own file: `images/plan.jpg`. It
/// cannot lead to another site or out of the story's folder.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileName(Rc<str>);

impl FileName {
    /// Returns a path from text that was checked before.
    pub(super) fn trusted(text: &str) -> Self {
        FileName(text.into())
    }

    /// Returns the path, with `/` between folders.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FileName {
    type Err = Finding;

    fn from_str(text: &str) -> Result<Self, Finding> {
        // None of these has the same meaning in an address and in a path of every system.
        let odd = |c: char| {
            c.is_control()
                || is_hidden(c)
                || matches!(
                    c,
                    '\\' | ':' | '?' | '#' | '%' | '*' | '"' | '<' | '>' | '|' | '\u{200b}'
                        ..='\u{200f}'
                )
        };
        let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && part.trim() == part;
        if text.len() > 200 || text.contains(odd) || !text.split('/').all(plain) {
            let file = text.chars().take(60).flat_map(char::escape_debug).collect();
            return Err(Finding::NotBesideStory { file });
        }
        Ok(FileName(text.into()))
    }
}

/// The kinds of image files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names of the formats say all")]
pub enum FileKind {
    Jpeg,
    Png,
    Webp,
    Avif,
    Svg,
}

impl FileName {
    /// Returns the kind of image that the ending names, if it is one of an image.
    pub fn kind(&self) -> Option<FileKind> {
        let (_, ending) = self.0.rsplit_once('.')?;
        Some(match &*ending.to_ascii_lowercase() {
            "jpg" | "jpeg" => FileKind::Jpeg,
            "png" => FileKind::Png,
            "webp" => FileKind::Webp,
            "avif" => FileKind::Avif,
            "svg" => FileKind::Svg,
            _ => return None,
        })
    }
}

/// Files of one image for screens of several widths, such as `images/plan-640.webp 640w,
/// images/plan-1080.webp 1080w`; without a width if there is one file. A zero width space marks in
/// each path where the address of its folder belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSet(pub(super) Rc<str>);

impl FileSet {
    /// Returns the files below a folder, as HTML's `srcset` takes them.
    pub fn below(&self, folder: &str) -> String {
        self.0.replace(MARK, folder)
    }

    /// Returns the paths of the files, with their widths if they have some.
    pub fn files(&self) -> impl Iterator<Item = (&str, Option<u32>)> {
        self.0.split(", ").map(|file| {
            let file = file.trim_start_matches(MARK);
            let (path, width) = file.rsplit_once(' ').unwrap_or((file, ""));
            (path, width.trim_end_matches('w').parse().ok())
        })
    }
}

/// The place of a folder's address in a [`FileSet`].
const MARK: char = '\u{200b}';

impl FromStr for FileSet {
    type Err = Finding;

    fn from_str(text: &str) -> Result<Self, Finding> {
        let files: Vec<&str> = text.split(", ").collect();
        let sound = |file: &&str| {
            let (path, width) = file.split_once(' ').unwrap_or((file, "1w"));
            let name = path.parse::<FileName>().is_ok() && !path.contains([' ', ',']);
            let width = width.strip_suffix('w').map(str::parse::<u16>);
            name && matches!(width, Some(Ok(1..)))
        };
        if files.len() > 8 || !files.iter().all(sound) {
            return Err(Finding::BadReady {});
        }
        let files = files.iter().map(|file| format!("{MARK}{file}"));
        Ok(FileSet(files.collect::<Vec<_>>().join(", ").into()))
    }
}

impl fmt::Display for FileSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.below(""))
    }
}

/// The point of an image that stays visible where the image is cropped: its distances from the left
/// and the upper edge, in ten-thousandths of the width and the height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus(pub [u16; 2]);

impl Focus {
    /// The right or lower edge.
    pub(super) const WHOLE: u16 = 10_000;

    /// Returns the distances as shares of the width and the height, from 0 to 1.
    pub fn shares(self) -> [f64; 2] {
        self.0
            .map(|share| f64::from(share) / f64::from(Self::WHOLE))
    }

    /// Returns the ten-thousandths of a number from 0 to 1 that is written with a point; `None` for
    /// every other number. The standard library's parser for fractions is large.
    pub(super) fn share(written: &str) -> Option<u16> {
        let (whole, digits) = written.split_once('.')?;
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let four = digits.bytes().chain([b'0'; 4]).take(4);
        let part = four.fold(0, |part, digit| part * 10 + u16::from(digit - b'0'));
        let more = digits.bytes().any(|digit| digit != b'0');
        match whole {
            "0" => Some(part),
            "1" if !more => Some(Self::WHOLE),
            _ => None,
        }
    }
}

impl Default for Focus {
    fn default() -> Self {
        Focus([Self::WHOLE / 2; 2])
    }
}

impl Serialize for Focus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.shares())
    }
}

/// Returns true for characters that can change the apparent meaning of a text: direction overrides,
/// invisible joiners, control characters.
pub fn is_hidden(c: char) -> bool {
    let is_format = matches!(
        c,
        '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    );
    is_format || (c.is_control() && c != '\n')
}

/// Implements serde's `Serialize` for values that are written as one string.
macro_rules! string_value {
    ($($type:ty, $expecting:literal;)+) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )+};
}

string_value! {
    Id, "an id in quotes";
    Lang, "a language tag in quotes";
    Address, "an address in quotes";
    Date, "a date in quotes";
    FileName, "a path in quotes";
    FileSet, "paths in quotes";
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for LocalizedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (lang, text) in &self.0 {
            map.serialize_entry(lang, text)?;
        }
        map.end()
    }
}

/// Text in one language: not empty, without hidden characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainText(pub Rc<str>);

impl FromStr for PlainText {
    type Err = Finding;

    fn from_str(text: &str) -> Result<Self, Finding> {
        if text.trim().is_empty() {
            return Err(Finding::EmptyText {});
        }
        if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
            let character = format!("U+{:04X}", u32::from(hidden));
            return Err(Finding::HiddenCharacter { character });
        }
        if text.len() > 20_000 {
            return Err(Finding::TextTooLong {});
        }
        Ok(PlainText(text.into()))
    }
}

impl fmt::Display for PlainText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

string_value! {
    PlainText, "text in quotes";
    Currency, "a currency in quotes";
}

/// A currency code of ISO 4217: three capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(pub(super) [u8; 3]);

impl Currency {
    /// Returns the code, such as `USD`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Currency {
    type Err = Finding;

    fn from_str(text: &str) -> Result<Self, Finding> {
        let code = <[u8; 3]>::try_from(text.as_bytes()).ok();
        code.filter(|code| code.iter().all(u8::is_ascii_uppercase))
            .map(Currency)
            .ok_or_else(|| Finding::BadCurrency {
                currency: text.to_owned(),
            })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
