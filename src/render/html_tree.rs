//! The static page as a tree, for fragments, which keep a part of it. It parses only the output of
//! the views, where every element is closed.

use html5gum::{HtmlString, Token, Tokenizer};

/// A node of a page.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// An element; names are in lower case.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

/// Elements without an end tag.
pub(super) const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

impl Element {
    /// Parses HTML into a tree; its root is an element without a name.
    pub(super) fn parse(html: &str) -> Element {
        let mut open = vec![Element::default()];
        for token in Tokenizer::new(html) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let attributes = tag.attributes.iter();
                    let attributes =
                        attributes.map(|(name, value)| (text_of(name), text_of(&value.value)));
                    let attributes = attributes.collect();
                    open.push(Element {
                        name: text_of(&tag.name),
                        attributes,
                        children: Vec::new(),
                    });
                    if tag.self_closing || VOID.iter().any(|name| name.as_bytes() == &**tag.name) {
                        close(&mut open);
                    }
                }
                Token::EndTag(_) => close(&mut open),
                Token::String(text) => {
                    if let Some(around) = open.last_mut() {
                        around.children.push(Node::Text(text_of(&text.value)));
                    }
                }
                _ => {}
            }
        }
        while open.len() > 1 {
            close(&mut open);
        }
        open.pop().unwrap_or_default()
    }

    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|(own, _)| own == name)
            .map_or("", |(_, value)| value)
    }

    pub(super) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").split(' ').any(|own| own == class)
    }
}

/// Adds the innermost open element to its parent.
fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(closed) = open.pop()
        && let Some(around) = open.last_mut()
    {
        around.children.push(Node::Element(closed));
    }
}

fn text_of(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// Writes a tree with one pair of brackets for each element.
    fn brackets(element: &Element) -> String {
        let children = element.children.iter().map(|child| match child {
            Node::Element(element) => brackets(element),
            Node::Text(text) => text.clone(),
        });
        format!("{}[{}]", element.name, children.collect::<String>())
    }

    #[test]
    fn a_page_becomes_a_tree() {
        let page = Element::parse(r"<div><p>x &lt;i&gt;<wbr>y</p><svg><g></g></svg></div>z");
        assert_eq!(brackets(&page), "[div[p[x <i>wbr[]y]svg[g[]]]z]");
    }

    #[test]
    fn elements_that_are_not_closed_end_with_the_page() {
        assert_eq!(brackets(&Element::parse("</b><p>x<b>y")), "[p[xb[y]]]");
    }

    #[test]
    fn a_class_is_a_whole_word() {
        let page = Element::parse(r#"<p class="ex-a ex-bc"></p>"#);
        let Some(Node::Element(element)) = page.children.first() else {
            panic!("no element");
        };
        assert!(element.has_class("ex-a") && !element.has_class("ex-b"));
    }
}
