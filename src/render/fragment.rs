//! Fragments: static stories for content systems that allow only plain HTML. They contain only
//! elements and attributes that `WordPress` keeps in posts of authors without the right to post any
//! HTML. Tables replace charts.

use std::fmt::Write;
use std::rc::Rc;

use crate::story::Story;

use super::html_tree::{Element, Node, VOID};
use super::{Page, drawn, escape, html};

/// Elements of our pages that `WordPress` keeps in all posts (`wp_kses`, "post"). Other elements
/// are replaced by their content.
const ELEMENTS: &str = "a abbr article aside b blockquote br caption cite code dd details div dl \
                        dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img li main \
                        mark nav ol p q rp rt ruby s section small span strong sub summary \
                        sup table tbody td tfoot th thead tr u ul";

/// Attributes that it keeps.
const ATTRIBUTES: &str = "alt aria-describedby aria-label aria-labelledby class colspan dir \
                          headers height href id lang loading rel role rowspan scope src start \
                          target title width";

/// Elements and classes that are dropped with their content: fields, drawings, placeholders for
/// controls, and links to languages that are not there.
const IDLE: (&str, &str) = (
    "button input select svg",
    "ex-language ex-visually-hidden ex-placeholder ex-copy ex-all",
);

/// Renders a story as a fragment.
pub fn fragment(story: Rc<Story>, page: &Page<'_>) -> String {
    filtered(&html(story, page))
}

/// Renders a fragment as [`fragment`] does, for callers that must not block: the programs of a
/// browser.
pub async fn drawn_fragment(story: Rc<Story>, page: &Page<'_>) -> String {
    filtered(&drawn(story, page).await)
}

fn filtered(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    keep(&Element::parse(html), &mut text);
    text + "\n"
}

/// Writes the allowed part of an element's content.
fn keep(element: &Element, text: &mut String) {
    for child in &element.children {
        match child {
            Node::Text(plain) => text.push_str(&escape::html(plain)),
            Node::Element(child) if is_idle(child) => {}
            Node::Element(child) if !lists(ELEMENTS, &child.name) => keep(child, text),
            Node::Element(child) => {
                let _ = write!(text, "<{}", child.name);
                for (name, value) in child
                    .attributes
                    .iter()
                    .filter(|(name, _)| lists(ATTRIBUTES, name))
                {
                    let _ = write!(text, " {name}=\"{}\"", escape::html(value));
                }
                text.push('>');
                keep(child, text);
                if !VOID.contains(&&*child.name) {
                    let _ = write!(text, "</{}>", child.name);
                }
            }
        }
    }
}

fn is_idle(element: &Element) -> bool {
    lists(IDLE.0, &element.name) || IDLE.1.split(' ').any(|class| element.has_class(class))
}

fn lists(names: &str, name: &str) -> bool {
    names.split_ascii_whitespace().any(|own| own == name)
}

#[cfg(test)]
mod tests {
    use super::filtered;

    #[test]
    fn it_has_nothing_that_wordpress_takes_out() {
        let page = "<div class=\"explainer\" part=\"explainer\" lang=\"ja\">\
                    <h2 onclick=\"x\">T<wbr>U</h2>\
                    <span class=\"ex-pill ex-placeholder\">Search</span>\
                    <p><time datetime=\"2015\">2015年</time></p>\
                    <svg><text>bar</text></svg><input type=\"range\">\
                    <a href=\"#x\" data-y=\"1\">x &lt;b&gt;</a></div>";
        let expected = "<div class=\"explainer\" lang=\"ja\"><h2>TU</h2><p>2015年</p>\
                        <a href=\"#x\">x &lt;b&gt;</a></div>\n";
        assert_eq!(filtered(page), expected);
    }
}
