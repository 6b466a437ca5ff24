//! A checked story in the fewest bytes and with the least code to read it: what the browser loads for a
//! story that was checked when it was built. Field follows field in the order of the types; lengths and
//! numbers are LEB128. Not a format for keeping: it belongs to one version of the widget.

use std::rc::Rc;

use super::format::Currency;
use super::value::{Address, Id, Lang, Map, Plain, Text, Words};
use super::{Date, Detail, Edge, Moment};

/// The first bytes of every packed story; the last of them counts changes of the packing.
pub(super) const MAGIC: &[u8] = b"story\x01";

/// Something that can be packed.
pub(super) trait Pack: Sized {
    fn pack(&self, out: &mut Vec<u8>);

    /// The thing at the beginning of the bytes, which then begin behind it; nothing if they are damaged.
    fn unpack(bytes: &mut &[u8]) -> Option<Self>;
}

fn pack_number(mut number: u64, out: &mut Vec<u8>) {
    while number > 127 {
        out.push(number.to_le_bytes()[0] | 128);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

fn unpack_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(bytes, 1)?.first().copied()?;
        number |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(number);
        }
    }
    None
}

fn take<'b>(bytes: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

fn unpack_len(bytes: &mut &[u8]) -> Option<usize> {
    // No list is longer than the bytes that follow, so that damaged ones ask for no memory.
    usize::try_from(unpack_number(bytes)?).ok().filter(|len| *len <= bytes.len())
}

fn pack_text(text: &str, out: &mut Vec<u8>) {
    pack_number(text.len() as u64, out);
    out.extend_from_slice(text.as_bytes());
}

fn unpack_text<'b>(bytes: &mut &'b [u8]) -> Option<&'b str> {
    let len = unpack_len(bytes)?;
    std::str::from_utf8(take(bytes, len)?).ok()
}

impl Pack for u8 {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        take(bytes, 1)?.first().copied()
    }
}

impl Pack for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        u8::from(*self).pack(out);
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        u8::unpack(bytes).map(|byte| byte == 1)
    }
}

impl Pack for u32 {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(u64::from(*self), out);
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        u32::try_from(unpack_number(bytes)?).ok()
    }
}

impl Pack for i64 {
    fn pack(&self, out: &mut Vec<u8>) {
        // Zigzag: small numbers of either sign stay short.
        pack_number(((self << 1) ^ (self >> 63)).cast_unsigned(), out);
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        let number = unpack_number(bytes)?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }
}

impl Pack for Rc<str> {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_text(self, out);
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        unpack_text(bytes).map(Rc::from)
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        if bool::unpack(bytes)? { T::unpack(bytes).map(Some) } else { Some(None) }
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(self.len() as u64, out);
        for value in self {
            value.pack(out);
        }
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        let mut values = Vec::new();
        for _ in 0..unpack_len(bytes)? {
            values.push(T::unpack(bytes)?);
        }
        Some(values)
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        Some((A::unpack(bytes)?, B::unpack(bytes)?))
    }
}

/// What is held in one other packable value.
macro_rules! pack_as {
    ($($type:ty: $pack:expr, $unpack:expr;)+) => {$(
        impl Pack for $type {
            fn pack(&self, out: &mut Vec<u8>) {
                let pack: fn(&Self, &mut Vec<u8>) = $pack;
                pack(self, out);
            }

            fn unpack(bytes: &mut &[u8]) -> Option<Self> {
                let unpack: fn(&mut &[u8]) -> Option<Self> = $unpack;
                unpack(bytes)
            }
        }
    )+};
}

pack_as! {
    Id: |id, out| pack_text(id.as_str(), out), |bytes| Some(Id::trusted(unpack_text(bytes)?));
    Plain: |text, out| text.0.pack(out), |bytes| Rc::unpack(bytes).map(Plain);
    Lang: |lang, out| pack_text(lang.as_str(), out), |bytes| unpack_text(bytes)?.parse().ok();
    // An address leads out of the page, so it is looked at again.
    Address: |address, out| pack_text(address.as_str(), out), |bytes| Address::safe(unpack_text(bytes)?).ok();
    Currency: |currency, out| out.extend(currency.0), |bytes| take(bytes, 3)?.try_into().ok().map(Currency);
    Text: |text, out| text.0.pack(out), |bytes| Vec::unpack(bytes).map(Text);
    Words: |words, out| words.0.pack(out), |bytes| Vec::unpack(bytes).map(Words);
    Date: |date, out| { date.start.pack(out); date.end.pack(out); },
        |bytes| Some(Date { start: Edge::unpack(bytes)?, end: Option::unpack(bytes)? });
}

impl<T: Pack> Pack for Map<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        Vec::unpack(bytes).map(Map)
    }
}

/// One byte says which edge and which detail; what the detail needs follows.
impl Pack for Edge {
    fn pack(&self, out: &mut Vec<u8>) {
        let Edge::At(moment) = self else {
            return (if *self == Edge::Open { 64_u8 } else { 65 }).pack(out);
        };
        let (kind, month, day, second) = match moment.detail {
            Detail::Century => (0, 0, 0, 0),
            Detail::Decade => (1, 0, 0, 0),
            Detail::Year => (2, 0, 0, 0),
            Detail::Season(season) => (3, season, 0, 0),
            Detail::Month(month) => (4, month, 0, 0),
            Detail::Day(month, day) => (5, month, day, 0),
            Detail::Time(month, day, second) => (6, month, day, second),
        };
        (kind | u8::from(moment.approximate) << 3 | u8::from(moment.uncertain) << 4).pack(out);
        moment.year.pack(out);
        (month, day).pack(out);
        second.pack(out);
    }

    fn unpack(bytes: &mut &[u8]) -> Option<Self> {
        let kind = u8::unpack(bytes)?;
        if kind >= 64 {
            return Some(if kind == 64 { Edge::Open } else { Edge::Unknown });
        }
        let year = i64::unpack(bytes)?;
        let (month, day) = <(u8, u8)>::unpack(bytes)?;
        let second = u32::unpack(bytes)?;
        let detail = match kind & 7 {
            0 => Detail::Century,
            1 => Detail::Decade,
            2 => Detail::Year,
            3 => Detail::Season(month),
            4 => Detail::Month(month),
            5 => Detail::Day(month, day),
            _ => Detail::Time(month, day, second),
        };
        Some(Edge::At(Moment { year, detail, approximate: kind & 8 != 0, uncertain: kind & 16 != 0 }))
    }
}
