//! Writes text of the story: with the `lang` of its language, break marks as `<wbr>`, search hits
//! marked, and English quotes in Japanese marked as English. Text is always text nodes, never
//! markup.

use std::ops::Range;

use yew::AttrValue;

use crate::locale::{END, ENGLISH, Locale, Word};
use crate::story::{Address, Lang, LocalizedText};
use yew_builder::{Element, HtmlBuilder};

use super::Scene;
use crate::model::search::SearchTerm;

/// Writes a text in paragraphs: a line break in the story begins the next one. `around` is the
/// language of the parent element, `marked` are the words to mark.
pub(super) fn paragraphs(html: &mut HtmlBuilder, text: &LocalizedText, around: Lang, marked: &str) {
    some_paragraphs(html, text, around, marked, 0..usize::MAX);
}

/// Returns the number of paragraphs of a text.
pub(super) fn paragraph_count(text: &LocalizedText, around: Lang) -> usize {
    text.get(around)
        .map_or(0, |(_, text)| paragraphs_in(text).count())
}

/// Writes some of the paragraphs of a text.
pub(super) fn some_paragraphs(
    html: &mut HtmlBuilder,
    text: &LocalizedText,
    around: Lang,
    marked: &str,
    which: Range<usize>,
) {
    let Some((own, text)) = text.get(around) else {
        return;
    };
    for line in paragraphs_in(text).skip(which.start).take(which.len()) {
        html.element("p")
            .attr_opt("lang", other(own, around))
            .children(|html| line_of(html, line, own, marked));
    }
}

fn paragraphs_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|line| !line.trim().is_empty())
}

/// Writes a text within a line.
pub(super) fn inline(html: &mut HtmlBuilder, text: &LocalizedText, around: Lang, marked: &str) {
    let Some((own, text)) = text.get(around) else {
        return;
    };
    match other(own, around) {
        None => line_of(html, text, own, marked),
        lang => html
            .element("span")
            .attr_opt("lang", lang)
            .children(|html| line_of(html, text, own, marked)),
    }
}

/// Writes a text within a line, without marks.
#[inline(never)]
pub(super) fn plain(html: &mut HtmlBuilder, scene: &Scene, text: &LocalizedText) {
    inline(html, text, scene.locale.lang(), "");
}

/// Writes a text in paragraphs, without marks.
#[inline(never)]
pub(super) fn plain_paragraphs(html: &mut HtmlBuilder, scene: &Scene, text: &LocalizedText) {
    paragraphs(html, text, scene.locale.lang(), "");
}

/// Writes words of the interface. English ones in another language are marked as English.
pub(super) trait Wording {
    /// Writes `text`, which may contain English words between [`ENGLISH`] and [`END`].
    fn words(self, text: String);
}

impl Wording for &mut HtmlBuilder {
    #[inline(never)]
    fn words(self, text: String) {
        for piece in text.split(ENGLISH) {
            let (english, rest) = piece.split_once(END).unwrap_or(("", piece));
            if !english.is_empty() {
                self.element("span")
                    .attr("lang", "en")
                    .attr("dir", "ltr")
                    .text(english.to_owned());
            }
            self.text(rest.to_owned());
        }
    }
}

impl Wording for Element<'_> {
    #[inline(never)]
    fn words(self, text: String) {
        self.children(|html| html.words(text));
    }
}

/// Writes a word of the interface as text.
#[inline(never)]
pub(super) fn localized(html: &mut HtmlBuilder, locale: &Locale, word: Word) {
    html.words(locale.text(word));
}

/// Returns a word of the interface as an attribute.
#[inline(never)]
pub(super) fn localized_attr(locale: &Locale, word: Word) -> AttrValue {
    locale.word(word).to_owned().into()
}

/// Writes a link to another site, with the name of the site.
pub(super) fn link(
    html: &mut HtmlBuilder,
    address: &Address,
    label: impl FnOnce(&mut HtmlBuilder),
) {
    let out = html.element("a").attr("href", address.shared());
    out.attr("target", "_blank")
        .attr("rel", "noreferrer")
        .children(|html| {
            label(html);
            html.text(format!(" {}", address.site()));
        });
}

/// Returns the `lang` attribute if the language differs from that of the parent element.
pub(super) fn other(own: Lang, around: Lang) -> Option<AttrValue> {
    (own != around).then(|| own.to_string().into())
}

fn line_of(html: &mut HtmlBuilder, text: &str, lang: Lang, marked: &str) {
    let mut rest = text;
    // “An English quote” within Japanese is read aloud in English, and set in Latin letters.
    while let Some(start) = rest.find('“').filter(|_| lang.is_cjk()) {
        let Some(end) = rest
            .get(start..)
            .and_then(|tail| tail.find('”'))
            .map(|end| start + end + '”'.len_utf8())
        else {
            break;
        };
        let (before, quote) = (
            rest.get(..start).unwrap_or_default(),
            rest.get(start..end).unwrap_or_default(),
        );
        breaks(html, before, marked);
        // Latin letters without accents; digits, signs and punctuation may be any.
        if quote
            .chars()
            .all(|c| matches!(c, '\0'..='\u{bf}' | '\u{2000}'..='\u{2bff}'))
        {
            html.element("span")
                .attr("lang", "en")
                .children(|html| breaks(html, quote, marked));
        } else {
            breaks(html, quote, marked);
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    breaks(html, rest, marked);
}

/// Writes text with `<wbr>` where it may break.
fn breaks(html: &mut HtmlBuilder, text: &str, marked: &str) {
    for (place, piece) in text.split('\u{200b}').enumerate() {
        if place > 0 {
            html.element("wbr");
        }
        hits(html, piece, marked);
    }
}

/// Writes text with every hit of every word in `<mark>`.
fn hits(html: &mut HtmlBuilder, text: &str, marked: &str) {
    for (is_hit, piece) in pieces(text, marked) {
        if is_hit {
            html.element("mark").text(piece.to_owned());
        } else {
            html.text(piece.to_owned());
        }
    }
}

/// Divides text at the hits of words: for each piece, true if it is a hit. A text that is no hit
/// follows each hit, and precedes the first, even if it is empty.
pub(super) fn pieces<'t>(text: &'t str, marked: &str) -> Vec<(bool, &'t str)> {
    let words = SearchTerm::all(marked);
    let mut pieces = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while let Some(rest) = text
        .get(at..)
        .filter(|rest| !rest.is_empty() && !words.is_empty())
    {
        let hit = words.iter().filter_map(|word| word.begins(rest)).max();
        if let Some(len) = hit {
            pieces.push((false, text.get(plain..at).unwrap_or_default()));
            pieces.push((true, text.get(at..at + len).unwrap_or_default()));
            plain = at + len;
        }
        at += hit
            .or_else(|| rest.chars().next().map(char::len_utf8))
            .unwrap_or(1);
    }
    pieces.push((false, text.get(plain..).unwrap_or_default()));
    pieces
}
