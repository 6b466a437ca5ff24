//! Reduces HTML, in which other tools store their texts, to what a story can hold: plain
//! paragraphs, links and media. Visible content is kept; scripts and styles are not.

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};
use url::Url;

use crate::story::Address;

use super::message::{Message, shortened};

/// The result of reducing a piece of HTML.
#[derive(Debug, Default)]
pub(super) struct Reduced {
    /// Its text; a line break begins a paragraph.
    pub(super) text: String,
    /// Its links with their labels.
    pub(super) links: Vec<(String, Address)>,
    /// Its pictures, films and frames with their descriptions.
    pub(super) media: Vec<(Address, String)>,
    /// Notes about content that a story cannot hold.
    pub(super) lost: Vec<Message>,
}

impl Reduced {
    /// Returns the text on one line.
    pub(super) fn line(&self) -> String {
        self.text.replace('\n', " ")
    }
}

/// Reduces HTML; text without any tag is plain text with blank lines between its paragraphs.
pub(super) fn reduce(html: &str) -> Reduced {
    reduced(html, false)
}

/// Reduces the HTML of a long text, where a paragraph that is one link and nothing else is no text.
pub(super) fn reduce_body(html: &str) -> Reduced {
    reduced(html, true)
}

/// Reduces a cell of a spreadsheet that has tags or entities of HTML in it; `None` for plain text,
/// whose line breaks stay.
pub(super) fn of_cell(cell: &str) -> Option<Reduced> {
    if has_tags(cell) {
        return Some(reduce(cell));
    }
    if !has_entities(cell) {
        return None;
    }
    let lines: Vec<_> = cell.lines().map(|line| reduce(line).text).collect();
    Some(Reduced {
        text: lines.join("\n"),
        ..Reduced::default()
    })
}

/// Returns true if a text has a tag of an element that occurs in texts.
fn has_tags(text: &str) -> bool {
    const NAMES: [&str; 21] = [
        "a", "b", "i", "u", "s", "em", "strong", "span", "small", "sub", "sup", "font", "cite",
        "q", "mark", "code", "img", "iframe", "script", "style", "td",
    ];
    text.split('<').skip(1).any(|rest| {
        let inner = rest.strip_prefix('/').unwrap_or(rest);
        let end = inner
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(inner.len());
        let name = inner.get(..end).unwrap_or_default().to_ascii_lowercase();
        let closes = rest.contains('>');
        closes && (NAMES.contains(&name.as_str()) || is_block(name.as_bytes()))
    })
}

fn has_entities(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        rest.find(';').is_some_and(|end| {
            let name = rest.get(..end).unwrap_or_default();
            let number = name.strip_prefix('#').is_some_and(|digits| {
                let digits = digits.trim_start_matches(['x', 'X']);
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            });
            number
                || ((2..9).contains(&name.len())
                    && name.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        })
    })
}

fn reduced(html: &str, links_apart: bool) -> Reduced {
    let mut reading = Reducer {
        links_apart,
        ..Reducer::default()
    };
    if html.contains('<') {
        reading.read(html);
    } else {
        let mut paragraph = String::new();
        for line in html.lines() {
            if line.trim().is_empty() {
                reading.read(&std::mem::take(&mut paragraph));
            } else {
                paragraph = paragraph + line + "\n";
            }
        }
        reading.read(&paragraph);
    }
    let mut reduced = reading.reduced;
    find_bare_addresses(&mut reduced);
    reduced
}

/// Returns an address as a browser would correct it: spaces encoded, `//host` completed; `None` if
/// it is not one of the web.
pub(super) fn address(written: &str) -> Option<Address> {
    let written = written.trim();
    if let Ok(address) = written.parse() {
        return Some(address);
    }
    let url = match written.strip_prefix("//") {
        Some(rest) => Url::parse(&format!("https://{rest}")),
        None => Url::parse(written),
    };
    let url = url
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.as_str()
        .replace('^', "%5E")
        .replace('`', "%60")
        .parse()
        .ok()
}

/// Marks with which a paragraph may begin.
const BULLET: &str = "•";
const DASH: &str = "—";

#[derive(Default)]
struct Reducer {
    reduced: Reduced,
    links_apart: bool,
    paragraph: String,
    space: bool,
    link: Option<Link>,
    /// The label of a link with which the paragraph began.
    leading_link: Option<String>,
    quoted: bool,
    /// The name of the current element, if its content is no text.
    skipped: Option<Vec<u8>>,
}

struct Link {
    href: String,
    label: String,
    leading: bool,
}

impl Reducer {
    fn read(&mut self, html: &str) {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::String(text) if self.skipped.is_none() => self.text(&text_of(&text.value)),
                Token::StartTag(tag) if self.skipped.is_none() => self.open(&tag),
                Token::EndTag(tag) => self.close(&tag.name),
                _ => {}
            }
        }
        self.end_link();
        self.end_quote();
        self.end_paragraph();
        self.paragraph.clear();
        self.skipped = None;
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{c}') {
                self.space = true;
                continue;
            }
            if std::mem::take(&mut self.space) {
                self.write(' ');
            }
            self.write(c);
        }
    }

    fn write(&mut self, c: char) {
        let labels = self.link.as_mut().map(|link| &mut link.label);
        for text in labels.into_iter().chain([&mut self.paragraph]) {
            if c != ' ' || !text.is_empty() {
                text.push(c);
            }
        }
    }

    fn open(&mut self, tag: &StartTag<()>) {
        let attribute = |name: &[u8]| tag.attributes.get(name).map(|value| text_of(&value.value));
        match &**tag.name {
            b"script" | b"style" | b"template" | b"noscript" | b"title" | b"svg" | b"math"
            | b"textarea" | b"select" => {
                self.reduced.lost.push(Message::Element {
                    name: text_of(&tag.name),
                });
                self.skipped = (!tag.self_closing).then(|| tag.name.to_vec());
            }
            b"a" => {
                self.end_link();
                if let Some(href) = attribute(b"href") {
                    let leading = matches!(self.paragraph.as_str(), "" | BULLET);
                    self.link = Some(Link {
                        href,
                        label: String::new(),
                        leading,
                    });
                }
            }
            b"img" | b"iframe" | b"video" | b"audio" | b"source" | b"embed" => {
                let described = attribute(b"alt")
                    .or_else(|| attribute(b"title"))
                    .unwrap_or_default();
                if let Some(src) = attribute(b"src") {
                    self.medium(&src, described);
                }
            }
            b"blockquote" => {
                self.begin("“");
                self.quoted = true;
            }
            b"cite" if self.quoted => {
                self.end_quote();
                self.begin(DASH);
            }
            b"li" => self.begin(BULLET),
            b"td" | b"th" => self.space = true,
            name if is_block(name) => self.end_paragraph(),
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
        if let Some(skipped) = &self.skipped {
            if skipped == name {
                self.skipped = None;
            }
            return;
        }
        match name {
            b"a" => self.end_link(),
            b"blockquote" => {
                self.end_quote();
                self.end_paragraph();
            }
            name if is_block(name) => self.end_paragraph(),
            _ => {}
        }
    }

    fn medium(&mut self, src: &str, described: String) {
        match address(src) {
            Some(address) => self.reduced.media.push((address, described)),
            None => self.reduced.lost.push(Message::MediaAddress {
                address: src.to_owned(),
            }),
        }
    }

    /// Begins a paragraph with a mark, once.
    fn begin(&mut self, mark: &str) {
        self.end_paragraph();
        if self.paragraph.is_empty() {
            self.text(mark);
            self.space = mark != "“";
        }
    }

    fn end_quote(&mut self) {
        if std::mem::take(&mut self.quoted) {
            self.space = false;
            if self.paragraph.is_empty() && !self.reduced.text.is_empty() {
                self.reduced.text.push('”');
            } else {
                self.write('”');
            }
        }
    }

    fn end_link(&mut self) {
        let Some(mut link) = self.link.take() else {
            return;
        };
        link.label.truncate(link.label.trim_end().len());
        match address(&link.href) {
            Some(address) => {
                if link.leading {
                    self.leading_link = Some(link.label.clone());
                }
                let label = if link.label.is_empty() {
                    address.site().to_owned()
                } else {
                    link.label
                };
                self.reduced.links.push((label, address));
            }
            // A place within the page of the other tool is no loss; anything else is.
            None if link.href.trim().is_empty() || link.href.starts_with('#') => {}
            None => self.reduced.lost.push(Message::LinkAddress {
                address: link.href.clone(),
            }),
        }
    }

    fn end_paragraph(&mut self) {
        self.space = false;
        if let Some(link) = &mut self.link {
            link.label.push(' ');
        }
        match self.paragraph.as_str() {
            "" | "“" => return,
            BULLET | DASH => {
                self.space = true;
                return;
            }
            _ => {}
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        let bare = paragraph
            .strip_prefix(BULLET)
            .map_or(paragraph.as_str(), str::trim_start);
        let leading_link = self.leading_link.take().filter(|_| self.links_apart);
        let only_link = leading_link.is_some_and(|label| label == bare);
        if !only_link && paragraph != "“”" {
            let text = &mut self.reduced.text;
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&paragraph);
        }
    }
}

fn text_of(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"br"
            | b"center"
            | b"dd"
            | b"div"
            | b"dl"
            | b"dt"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"header"
            | b"hr"
            | b"li"
            | b"main"
            | b"nav"
            | b"ol"
            | b"p"
            | b"pre"
            | b"section"
            | b"table"
            | b"tbody"
            | b"tfoot"
            | b"thead"
            | b"tr"
            | b"ul"
    )
}

/// Adds a link for each address in the text, because the other tool made links of them.
fn find_bare_addresses(reduced: &mut Reduced) {
    let mut known: std::collections::BTreeSet<String> = reduced
        .links
        .iter()
        .map(|(_, address)| address.as_str().to_owned())
        .collect();
    for word in reduced.text.split_whitespace() {
        let Some(at) = word.find("https://").or_else(|| word.find("http://")) else {
            continue;
        };
        let ends = |c: char| matches!(c, '<' | '>' | '"' | '、' | '。' | '」' | '）' | '”');
        let bare = word
            .get(at..)
            .unwrap_or_default()
            .split(ends)
            .next()
            .unwrap_or_default();
        let bare = bare.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
        if let Some(address) = address(bare)
            && known.insert(address.as_str().to_owned())
        {
            reduced.links.push((shortened(bare), address));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        reduce(html).text
    }

    fn links(html: &str) -> Vec<(String, String)> {
        reduce(html)
            .links
            .into_iter()
            .map(|(label, address)| (label, address.to_string()))
            .collect()
    }

    #[test]
    fn paragraphs_and_entities_become_plain_text() {
        assert_eq!(
            text("<p>One &amp;\n two</p>\n<p class=x>three<br>four</p>"),
            "One & two\nthree\nfour"
        );
        assert_eq!(text("a <b>bold</b><i> move</i>"), "a bold move");
        assert_eq!(text("<ul><li>x</li><li>y</ul>z"), "• x\n• y\nz");
        assert_eq!(text("1 < 2 &lt;b&gt;"), "1 < 2 <b>");
        assert_eq!(
            text("first\nline\n\nsecond &amp; last"),
            "first line\nsecond & last"
        );
    }

    #[test]
    fn a_quotation_stays_one() {
        assert_eq!(
            text("<blockquote>There is no demand. <cite>Edith Clarke</cite></blockquote>"),
            "“There is no demand.”\n— Edith Clarke"
        );
        assert_eq!(
            text("<blockquote><p>One.</p><p>Two.</p></blockquote>Three"),
            "“One.\nTwo.”\nThree"
        );
        assert_eq!(
            text("<blockquote></blockquote><ul><li><li><p>x</p></ul>"),
            "• x"
        );
    }

    #[test]
    fn links_are_kept_apart() {
        let html = "See <a href='https://example.org/a'>the <b>report</b></a>.\
                    <p><a href=//example.org/b>More</a></p>";
        assert_eq!(reduce_body(html).text, "See the report.");
        assert_eq!(text(html), "See the report.\nMore");
        let expected = [
            ("the report", "https://example.org/a"),
            ("More", "https://example.org/b"),
        ];
        assert_eq!(
            links(html),
            expected.map(|(label, address)| (label.to_owned(), address.to_owned()))
        );
        assert_eq!(
            links("by https://example.org/c (https://example.org/d).").len(),
            2
        );
    }

    #[test]
    fn nothing_that_acts_comes_through() {
        let reduced = reduce(
            "<script>alert(1)</script><style>p{}</style><a href=\"javascript:alert(1)\">x</a>\
             <img src=data:x onerror=alert(1)><svg><a href=https://example.org>y</a></svg>z",
        );
        assert_eq!(reduced.text, "xz");
        assert!(reduced.links.is_empty() && reduced.media.is_empty());
        assert_eq!(reduced.lost.len(), 5, "{:?}", reduced.lost);
    }

    #[test]
    fn addresses_are_mended_or_refused() {
        let mended = |written| address(written).map(|address| address.to_string());
        assert_eq!(
            mended(" https://example.org/a b "),
            Some("https://example.org/a%20b".to_owned())
        );
        assert_eq!(
            mended("HTTPS://Example.org"),
            Some("https://example.org/".to_owned())
        );
        assert_eq!(
            mended("https://東京.jp/駅"),
            Some("https://xn--1lqs71d.jp/%E9%A7%85".to_owned())
        );
        assert_eq!(mended("/static/img.png"), None);
        assert_eq!(mended("mailto:a@example.org"), None);
        assert_eq!(mended("https://user@example.org/"), None);
    }
}
