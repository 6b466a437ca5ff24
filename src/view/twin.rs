//! Parts of the live story that are copied from its static twin: a browser copies an element in one
//! step, where drawing needs calls for each of its nodes. A part is copied only if it has the text
//! and the number of elements that would be drawn; else it is drawn. Attributes are not compared:
//! a link that an extension has rewritten in the static story is the same in the live one.
//!
//! The static story stays whole: it is shown again if the live story ends.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};
use yew::virtual_dom::VNode;
use yew::{AttrValue, Html};

use super::dom::find_all;
use super::text::pieces;

/// The texts in which hits of a search are marked.
const MARKABLE: &str = ".ex-title, .ex-speaker, .ex-body > p, .ex-body > .ex-more > p, \
                        .ex-answer > p:not([class])";

/// A copy of a part of the static story.
pub(super) struct Copy {
    /// The copy without marks.
    plain: Element,
    /// The copy that is shown.
    element: Element,
    /// The words that are marked in it.
    marked: AttrValue,
}

impl Copy {
    /// Copies the part that `selector` finds in the static story, if it is what would be drawn.
    pub(super) fn of(twin: &Element, selector: &str, drawn: &Html) -> Option<Self> {
        let original = twin.query_selector(selector).ok()??;
        let mut text = String::new();
        let elements = measure(drawn, &mut text);
        // The part itself is one of the elements.
        if original.get_elements_by_tag_name("*").length() + 1 != elements
            || original.text_content()? != text
        {
            return None;
        }
        let plain = copied(&original)?;
        Some(Copy {
            element: plain.clone(),
            plain,
            marked: AttrValue::default(),
        })
    }

    pub(super) fn element(&self) -> &Element {
        &self.element
    }

    /// Returns the copy as a node of a view.
    pub(super) fn node(&self) -> Html {
        VNode::VRef(self.element.clone().into())
    }

    pub(super) fn set_class(&self, class: &str) {
        self.element.set_class_name(class);
    }

    /// Marks the hits of words, in a new copy.
    pub(super) fn mark(&mut self, marked: &AttrValue) {
        if self.marked == *marked {
            return;
        }
        self.marked = marked.clone();
        self.element = self.plain.clone();
        let Some(element) = copied(&self.plain).filter(|_| !marked.is_empty()) else {
            return;
        };
        self.element = element;
        for markable in find_all(&self.element, MARKABLE) {
            let mut texts = Vec::new();
            texts_in(&markable, &mut texts);
            for text in texts {
                // A text that cannot be marked stays as it is.
                let _ = mark_in(&text, marked);
            }
        }
    }
}

fn copied(original: &Element) -> Option<Element> {
    original.clone_node_with_deep(true).ok()?.dyn_into().ok()
}

/// Returns the number of elements of a drawn tree, and appends its text.
fn measure(node: &VNode, text: &mut String) -> u32 {
    match node {
        VNode::VText(own) => {
            text.push_str(&own.text);
            0
        }
        VNode::VTag(tag) => 1 + tag.children().map_or(0, |children| measure(children, text)),
        VNode::VList(list) => list.iter().map(|child| measure(child, text)).sum(),
        _ => 0,
    }
}

/// Collects the text nodes below a node.
fn texts_in(node: &Node, texts: &mut Vec<Node>) {
    let mut next = node.first_child();
    while let Some(child) = next {
        next = child.next_sibling();
        if child.node_type() == Node::TEXT_NODE {
            texts.push(child);
        } else {
            texts_in(&child, texts);
        }
    }
}

/// Replaces a text by its pieces, the hits in `<mark>`.
fn mark_in(text: &Node, marked: &str) -> Result<(), JsValue> {
    let content = text.node_value().unwrap_or_default();
    let pieces = pieces(&content, marked);
    let (Some(parent), Some(document)) = (text.parent_node(), text.owner_document()) else {
        return Ok(());
    };
    if pieces.len() == 1 {
        return Ok(());
    }
    for (is_hit, piece) in pieces {
        let node: Node = if is_hit {
            let mark = document.create_element("mark")?;
            mark.set_text_content(Some(piece));
            mark.into()
        } else {
            document.create_text_node(piece).into()
        };
        parent.insert_before(&node, Some(text))?;
    }
    parent.remove_child(text)?;
    Ok(())
}
