//! Text from the story: in its own language, with break marks as `<wbr>`, search hits marked, and quotes
//! in another script given that script's language. Always text nodes; nothing in a story is markup.

use yew::{AttrValue, Html, html};

use crate::locale::{Locale, Word};
use crate::story::{Lang, Text};

use super::search::Wanted;

/// A text in one paragraph or more: a line break in the story begins the next. `around` is the language of
/// what it stands in, `marked` the words to mark.
pub(super) fn paragraphs(text: &Text, around: Lang, marked: &str) -> Html {
    let Some((own, text)) = text.get(around) else { return Html::default() };
    let lang = other(own, around);
    let paragraph = |line: &str| html! { <p lang={lang.clone()}>{ line_of(line, own, marked) }</p> };
    text.split('\n').filter(|line| !line.trim().is_empty()).map(paragraph).collect()
}

/// A text within a line.
pub(super) fn inline(text: &Text, around: Lang, marked: &str) -> Html {
    let Some((own, text)) = text.get(around) else { return Html::default() };
    let content = line_of(text, own, marked);
    match other(own, around) {
        None => content,
        lang => html! { <span {lang}>{ content }</span> },
    }
}

/// A word of the widget's own, as text. Not drawn into its callers: there are many, and a call is short.
#[inline(never)]
pub(super) fn say(locale: &Locale, word: Word) -> Html {
    Html::from(locale.word(word).to_owned())
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

fn line_of(text: &str, lang: Lang, marked: &str) -> Html {
    if !lang.is_cjk() {
        return breaks(text, marked);
    }
    // “An English quote” within Japanese is read aloud in English, and set in Latin letters.
    let mut nodes = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('“') {
        let Some(end) =
            rest.get(start..).and_then(|tail| tail.find('”')).map(|end| start + end + '”'.len_utf8())
        else {
            break;
        };
        let (before, quote) =
            (rest.get(..start).unwrap_or_default(), rest.get(start..end).unwrap_or_default());
        nodes.push(breaks(before, marked));
        // Latin letters without accents; digits, signs and punctuation may be any.
        let english = quote.chars().all(|c| matches!(c, '\0'..='\u{bf}' | '\u{2000}'..='\u{2bff}'));
        nodes.push(if english {
            html! { <span lang="en">{ breaks(quote, marked) }</span> }
        } else {
            breaks(quote, marked)
        });
        rest = rest.get(end..).unwrap_or_default();
    }
    nodes.push(breaks(rest, marked));
    nodes.into_iter().collect()
}

/// Text with `<wbr>` where it may break.
fn breaks(text: &str, marked: &str) -> Html {
    let mut pieces = text.split('\u{200b}');
    let first = hits(pieces.next().unwrap_or_default(), marked);
    let rest = pieces.map(|piece| html! { <><wbr />{ hits(piece, marked) }</> });
    std::iter::once(first).chain(rest).collect()
}

/// Text with every hit of every word in `<mark>`.
fn hits(text: &str, marked: &str) -> Html {
    if marked.is_empty() {
        return Html::from(text.to_owned());
    }
    let words = Wanted::all(marked);
    let mut nodes = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let hit = words.iter().filter_map(|word| word.begins(rest)).max();
        if let Some(len) = hit {
            nodes.push(Html::from(text.get(plain..at).unwrap_or_default().to_owned()));
            nodes.push(html! { <mark>{ text.get(at..at + len).unwrap_or_default().to_owned() }</mark> });
            plain = at + len;
        }
        at += hit.or_else(|| rest.chars().next().map(char::len_utf8)).unwrap_or(1);
    }
    nodes.push(Html::from(text.get(plain..).unwrap_or_default().to_owned()));
    nodes.into_iter().collect()
}
