//! The packed form of a checked story, small and read by little code: the browser loads it for
//! stories that were checked at build time. Fields follow in the order of the types; lengths and
//! numbers are LEB128. It belongs to one version of the widget and is no format for storage.
//!
//! The texts of each language stand together, either in the packed story or in a file of their own,
//! which a page loads when a reader needs the language. The packed story begins with
//!
//! 1. [`MAGIC`],
//! 2. a line of JSON with the files, by language: `{"ja":["story.ja.texts.txt"]}`; a release adds
//!    the integrity of each. The loader reads this line, the program passes over it,
//! 3. the number of languages, and for each its tag and its texts, or that they are in a file.

use std::rc::Rc;

use super::date::{Bound, Date, Moment, Precision};
use super::unpacked::Unpacked;
use super::value::{
    Address, ByLang, Currency, FileName, FileSet, Id, Lang, LocalizedText, PlainText, Words,
};

/// The first bytes of every packed story; the last one is the version of the packed form.
const MAGIC: &[u8] = b"story\x05";

/// The texts of a language, one after the other.
pub(super) type Texts = (Lang, Vec<u8>);

/// A value that can be packed.
pub(super) trait Pack: Sized {
    fn pack(&self, out: &mut Packing);

    /// Reads the next value; returns an arbitrary value after damage.
    fn unpack(bytes: &mut Packed<'_>) -> Self;
}

/// A story that is being packed.
pub(super) struct Packing {
    /// Everything but the texts.
    bytes: Vec<u8>,
    /// The texts of each language of the story, in the story's order.
    texts: Vec<Texts>,
}

impl Packing {
    /// Packs a value whose texts are in these languages. Returns the packed story and the texts
    /// that are not in it: those of each language for which `file` returns a name.
    pub(super) fn pack<T: Pack>(
        value: &T,
        languages: &[Lang],
        file: &dyn Fn(Lang) -> Option<String>,
    ) -> (Vec<u8>, Vec<Texts>) {
        let mut packing = Packing {
            bytes: Vec::new(),
            texts: languages.iter().map(|lang| (*lang, Vec::new())).collect(),
        };
        value.pack(&mut packing);
        let Packing { bytes, texts } = packing;
        let (mut files, mut head, mut apart) = (Vec::new(), Vec::new(), Vec::new());
        pack_number(texts.len() as u64, &mut head);
        for (lang, text) in texts {
            pack_text(lang.as_str(), &mut head);
            if let Some(name) = file(lang) {
                files.push(format!("\"{lang}\":[\"{name}\"]"));
                apart.push((lang, text));
                head.push(0);
            } else {
                head.push(1);
                pack_number(text.len() as u64, &mut head);
                head.extend(text);
            }
        }
        let line = format!("{{{}}}\n", files.join(","));
        let story = [MAGIC, line.as_bytes(), &head, &bytes].concat();
        (story, apart)
    }
}

/// The rest of some packed bytes. Damage is remembered and checked once at the end instead of after
/// every field, which takes half the code.
pub(super) struct Packed<'b> {
    rest: &'b [u8],
    damaged: bool,
    /// The rest of the texts of each language; `None` while they are in a file that is not there.
    texts: Vec<(Lang, Option<&'b [u8]>)>,
}

impl<'b> Packed<'b> {
    /// Reads a value from all of the bytes, and from texts that came in files. Returns it with the
    /// languages whose texts are missing; `None` if something is damaged or of another version.
    pub(super) fn whole<T: Pack>(bytes: &'b [u8], files: &'b [Texts]) -> Option<(T, Vec<Lang>)> {
        let bytes = bytes.strip_prefix(MAGIC)?;
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let mut packed = Packed {
            rest: bytes.get(end + 1..)?,
            damaged: false,
            texts: Vec::new(),
        };
        for _ in 0..packed.len() {
            let lang = Lang::unpack(&mut packed);
            let here = bool::unpack(&mut packed);
            let mut file = files.iter().filter(|(own, _)| *own == lang);
            let texts = if here {
                let len = packed.len();
                Some(packed.take(len))
            } else {
                file.next().map(|(_, texts)| &**texts)
            };
            packed.texts.push((lang, texts));
        }
        let thing = T::unpack(&mut packed);
        let mut missing = Vec::new();
        for (lang, texts) in packed.texts {
            match texts {
                Some(rest) => packed.damaged |= !rest.is_empty(),
                None => missing.push(lang),
            }
        }
        (packed.rest.is_empty() && !packed.damaged).then_some((thing, missing))
    }

    /// Reads the next text of each language whose texts are there.
    #[inline(never)]
    fn texts(&mut self) -> Vec<(Lang, Rc<str>)> {
        let (mut read, here) = (Vec::with_capacity(self.texts.len()), self.rest);
        for (lang, texts) in std::mem::take(&mut self.texts) {
            let rest = texts.map(|texts| {
                self.rest = texts;
                read.push((lang, Rc::unpack(self)));
                self.rest
            });
            self.texts.push((lang, rest));
        }
        self.rest = if self.damaged { &[] } else { here };
        read
    }

    /// Returns `part`, or marks the input as damaged and returns `other`. Drops the remaining
    /// input, so that pending lists end.
    pub(super) fn sound<T>(&mut self, part: Option<T>, other: T) -> T {
        part.unwrap_or_else(|| {
            (self.rest, self.damaged) = (&[], true);
            other
        })
    }

    #[inline(never)]
    fn take(&mut self, count: usize) -> &'b [u8] {
        let split = self.rest.split_at_checked(count);
        let (taken, rest) = self.sound(split, (&[], &[]));
        self.rest = rest;
        taken
    }

    #[inline(never)]
    fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    #[inline(never)]
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return number;
            }
        }
        self.sound(None, 0)
    }

    #[inline(never)]
    fn len(&mut self) -> usize {
        // No list is longer than the bytes that follow, so damaged lengths allocate no memory.
        let len = usize::try_from(self.number())
            .ok()
            .filter(|len| *len <= self.rest.len());
        self.sound(len, 0)
    }

    #[inline(never)]
    fn text(&mut self) -> &'b str {
        let len = self.len();
        let text = std::str::from_utf8(self.take(len)).ok();
        self.sound(text, "")
    }
}

fn pack_number(mut number: u64, out: &mut Vec<u8>) {
    while number > 127 {
        out.push(number.to_le_bytes()[0] | 128);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

fn pack_text(text: &str, out: &mut Vec<u8>) {
    pack_number(text.len() as u64, out);
    out.extend_from_slice(text.as_bytes());
}

impl Pack for u8 {
    fn pack(&self, out: &mut Packing) {
        out.bytes.push(*self);
    }

    fn unpack(bytes: &mut Packed<'_>) -> Self {
        bytes.byte()
    }
}

impl Pack for bool {
    fn pack(&self, out: &mut Packing) {
        u8::from(*self).pack(out);
    }

    fn unpack(bytes: &mut Packed<'_>) -> Self {
        bytes.byte() == 1
    }
}

impl Pack for u32 {
    fn pack(&self, out: &mut Packing) {
        pack_number(u64::from(*self), &mut out.bytes);
    }

    fn unpack(bytes: &mut Packed<'_>) -> Self {
        let number = u32::try_from(bytes.number()).ok();
        bytes.sound(number, 0)
    }
}

impl Pack for i64 {
    fn pack(&self, out: &mut Packing) {
        // Zigzag encoding: small numbers of both signs stay short.
        pack_number(((self << 1) ^ (self >> 63)).cast_unsigned(), &mut out.bytes);
    }

    fn unpack(bytes: &mut Packed<'_>) -> Self {
        let number = bytes.number();
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }
}

impl Pack for Rc<str> {
    fn pack(&self, out: &mut Packing) {
        pack_text(self, &mut out.bytes);
    }

    #[inline(never)]
    fn unpack(bytes: &mut Packed<'_>) -> Self {
        Rc::from(bytes.text())
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Packing) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(bytes: &mut Packed<'_>) -> Self {
        bool::unpack(bytes).then(|| T::unpack(bytes))
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Packing) {
        pack_number(self.len() as u64, &mut out.bytes);
        for value in self {
            value.pack(out);
        }
    }

    fn unpack(bytes: &mut Packed<'_>) -> Self {
        let len = bytes.len();
        // No room is wasted, nor much reserved for a damaged length.
        let mut values = Vec::with_capacity(len.min(bytes.rest.len() / 16));
        for _ in 0..len {
            if bytes.damaged {
                break;
            }
            values.push(T::unpack(bytes));
        }
        values
    }
}

impl<T: Clone + Default> Pack for Unpacked<T> {
    fn pack(&self, _: &mut Packing) {}

    fn unpack(_: &mut Packed<'_>) -> Self {
        Unpacked::default()
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn pack(&self, out: &mut Packing) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(bytes: &mut Packed<'_>) -> Self {
        (A::unpack(bytes), B::unpack(bytes))
    }
}

/// Implements `Pack` for types that wrap one other packable value.
macro_rules! pack_as {
    ($($type:ty: $pack:expr, $unpack:expr;)+) => {$(
        impl Pack for $type {
            fn pack(&self, out: &mut Packing) {
                let pack: fn(&Self, &mut Packing) = $pack;
                pack(self, out);
            }

            fn unpack(bytes: &mut Packed<'_>) -> Self {
                let unpack: fn(&mut Packed<'_>) -> Self = $unpack;
                unpack(bytes)
            }
        }
    )+};
}

pack_as! {
    Id: |id, out| pack_text(id.as_str(), &mut out.bytes), |bytes| Id::trusted(bytes.text());
    FileName: |name, out| pack_text(name.as_str(), &mut out.bytes),
        |bytes| FileName::trusted(bytes.text());
    FileSet: |files, out| files.0.pack(out), |bytes| FileSet(Rc::unpack(bytes));
    PlainText: |text, out| text.0.pack(out), |bytes| PlainText(Rc::unpack(bytes));
    Lang: |lang, out| pack_text(lang.as_str(), &mut out.bytes), |bytes| {
        let lang = Lang::trusted(bytes.text());
        bytes.sound(lang, Lang::english())
    };
    // Addresses are links of the page, so their scheme is checked again.
    Address: |address, out| pack_text(address.as_str(), &mut out.bytes), |bytes| {
        let address = Address::trusted(bytes.text());
        bytes.sound(address, Address::nowhere())
    };
    Currency: |currency, out| out.bytes.extend(currency.0),
        |bytes| Currency([(); 3].map(|()| bytes.byte()));
    Words: |words, out| words.0.pack(out), |bytes| Words(Vec::unpack(bytes));
    Date: |date, out| { date.start.pack(out); date.end.pack(out); },
        |bytes| Date { start: Bound::unpack(bytes), end: Option::unpack(bytes) };
}

/// A checked text has a wording in each of the story's languages; they come back in the story's
/// order.
impl Pack for LocalizedText {
    fn pack(&self, out: &mut Packing) {
        for (lang, texts) in &mut out.texts {
            pack_text(self.exact(*lang).map_or("", |text| text), texts);
        }
    }

    fn unpack(bytes: &mut Packed<'_>) -> Self {
        LocalizedText(bytes.texts())
    }
}

impl<T: Pack> Pack for ByLang<T> {
    fn pack(&self, out: &mut Packing) {
        self.0.pack(out);
    }

    fn unpack(bytes: &mut Packed<'_>) -> Self {
        ByLang(Vec::unpack(bytes))
    }
}

/// The first byte has the kind of bound and the precision; the fields of the precision follow.
impl Pack for Bound {
    fn pack(&self, out: &mut Packing) {
        let Bound::At(moment) = self else {
            return (if *self == Bound::Open { 64_u8 } else { 65 }).pack(out);
        };
        let (kind, month, day, second) = match moment.precision {
            Precision::Century => (0, 0, 0, 0),
            Precision::Decade => (1, 0, 0, 0),
            Precision::Year => (2, 0, 0, 0),
            Precision::Season(season) => (3, season, 0, 0),
            Precision::Month(month) => (4, month, 0, 0),
            Precision::Day(month, day) => (5, month, day, 0),
            Precision::Time(month, day, second) => (6, month, day, second),
        };
        (kind | u8::from(moment.approximate) << 3 | u8::from(moment.uncertain) << 4).pack(out);
        moment.year.pack(out);
        (month, day).pack(out);
        second.pack(out);
    }

    #[inline(never)]
    fn unpack(bytes: &mut Packed<'_>) -> Self {
        let kind = bytes.byte();
        if kind >= 64 {
            return if kind == 64 {
                Bound::Open
            } else {
                Bound::Unknown
            };
        }
        let year = i64::unpack(bytes);
        let (month, day) = (bytes.byte(), bytes.byte());
        let second = u32::unpack(bytes);
        let precision = match kind & 7 {
            0 => Precision::Century,
            1 => Precision::Decade,
            2 => Precision::Year,
            3 => Precision::Season(month),
            4 => Precision::Month(month),
            5 => Precision::Day(month, day),
            _ => Precision::Time(month, day, second),
        };
        Bound::At(Moment {
            year,
            precision,
            approximate: kind & 8 != 0,
            uncertain: kind & 16 != 0,
        })
    }
}
