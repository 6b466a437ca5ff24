//! Text from the story: in its own language, with break marks as `<wbr>`, search hits marked, and quotes
//! in another script given that script's language. Always text nodes; nothing in a story is markup.

use yew::AttrValue;

use crate::locale::{Locale, Word};
use crate::pen::Pen;
use crate::story::{Lang, Text};

use crate::model::search::Wanted;

/// A text in one paragraph or more: a line break in the story begins the next. `around` is the language of
/// what it stands in, `marked` the words to mark.
pub(super) fn paragraphs(pen: &mut Pen, text: &Text, around: Lang, marked: &str) {
    let Some((own, text)) = text.get(around) else { return };
    for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
        pen.tag("p").maybe("lang", other(own, around)).holds(|pen| line_of(pen, line, own, marked));
    }
}

/// A text within a line.
pub(super) fn inline(pen: &mut Pen, text: &Text, around: Lang, marked: &str) {
    let Some((own, text)) = text.get(around) else { return };
    match other(own, around) {
        None => line_of(pen, text, own, marked),
        lang => pen.tag("span").maybe("lang", lang).holds(|pen| line_of(pen, text, own, marked)),
    }
}

/// A word of the widget's own, as text.
#[inline(never)]
pub(super) fn say(pen: &mut Pen, locale: &Locale, word: Word) {
    pen.text(locale.word(word).to_owned());
}

/// The same as an attribute.
#[inline(never)]
pub(super) fn named(locale: &Locale, word: Word) -> AttrValue {
    locale.word(word).to_owned().into()
}

/// `lang` where it differs from what is around it.
pub(super) fn other(own: Lang, around: Lang) -> Option<AttrValue> {
    (own != around).then(|| own.to_string().into())
}

fn line_of(pen: &mut Pen, text: &str, lang: Lang, marked: &str) {
    let mut rest = text;
    // “An English quote” within Japanese is read aloud in English, and set in Latin letters.
    while let Some(start) = rest.find('“').filter(|_| lang.is_cjk()) {
        let Some(end) =
            rest.get(start..).and_then(|tail| tail.find('”')).map(|end| start + end + '”'.len_utf8())
        else {
            break;
        };
        let (before, quote) =
            (rest.get(..start).unwrap_or_default(), rest.get(start..end).unwrap_or_default());
        breaks(pen, before, marked);
        // Latin letters without accents; digits, signs and punctuation may be any.
        if quote.chars().all(|c| matches!(c, '\0'..='\u{bf}' | '\u{2000}'..='\u{2bff}')) {
            pen.tag("span").attr("lang", "en").holds(|pen| breaks(pen, quote, marked));
        } else {
            breaks(pen, quote, marked);
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    breaks(pen, rest, marked);
}

/// Text with `<wbr>` where it may break.
fn breaks(pen: &mut Pen, text: &str, marked: &str) {
    for (place, piece) in text.split('\u{200b}').enumerate() {
        if place > 0 {
            pen.tag("wbr");
        }
        hits(pen, piece, marked);
    }
}

/// Text with every hit of every word in `<mark>`.
fn hits(pen: &mut Pen, text: &str, marked: &str) {
    if marked.is_empty() {
        return pen.text(text.to_owned());
    }
    let words = Wanted::all(marked);
    let (mut plain, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let hit = words.iter().filter_map(|word| word.begins(rest)).max();
        if let Some(len) = hit {
            pen.text(text.get(plain..at).unwrap_or_default().to_owned());
            pen.tag("mark").text(text.get(at..at + len).unwrap_or_default().to_owned());
            plain = at + len;
        }
        at += hit.or_else(|| rest.chars().next().map(char::len_utf8)).unwrap_or(1);
    }
    pen.text(text.get(plain..).unwrap_or_default().to_owned());
}
