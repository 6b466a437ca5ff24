//! The static page as a tree, for what takes parts of it elsewhere: fragments and pictures. It reads what the
//! views write, or a picture of ours: there every element is closed.

use html5gum::{HtmlString, Token, Tokenizer};

/// A piece of a page.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element; names are in small letters, as HTML's are.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

/// Elements that have no end.
pub(crate) const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

impl Element {
    /// The tree of a page's HTML, under an element without name.
    pub(crate) fn parse(html: &str) -> Element {
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

    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|(own, _)| own == name)
            .map_or("", |(_, value)| value)
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").split(' ').any(|own| own == class)
    }

    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All elements of a class in this one, in the order of the page.
    pub(crate) fn all(&self, class: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        for child in self.elements() {
            if child.has_class(class) {
                found.push(child);
            }
            found.extend(child.all(class));
        }
        found
    }

    /// The first element of a class.
    pub(crate) fn first(&self, class: &str) -> Option<&Element> {
        self.elements().find_map(|child| {
            if child.has_class(class) {
                Some(child)
            } else {
                child.first(class)
            }
        })
    }

    /// Its text, with a zero width space wherever a line may break.
    pub(crate) fn text(&self) -> String {
        let text = self.children.iter().map(|child| match child {
            Node::Element(element) if element.name == "wbr" => "\u{200b}".to_owned(),
            Node::Element(element) => element.text(),
            Node::Text(text) => text.clone(),
        });
        text.collect::<String>().trim().to_owned()
    }
}

/// Puts the innermost open element into the one around it.
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
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_a_tree() {
        let page = Element::parse(
            r#"<div class="a b"><p class="b">x &lt;i&gt;<wbr>y</p><svg><g class="b"></g></svg></div>"#,
        );
        assert_eq!(
            page.first("a").map(Element::text).as_deref(),
            Some("x <i>\u{200b}y")
        );
        let names: Vec<_> = page
            .all("b")
            .iter()
            .map(|found| found.name.as_str())
            .collect();
        assert_eq!(names, ["div", "p", "g"]);
    }
}
