//! Builds Yew's virtual DOM by method calls instead of the `html!` macro.
//!
//! The nodes are the same as those of `html!`. The compiled code is about a third as large, because
//! the macro expands every element where it is written, and here an element is a call or two.
//!
//! ```
//! use yew::Html;
//! use yew_builder::HtmlBuilder;
//!
//! fn greeting(name: &str) -> Html {
//!     HtmlBuilder::render(|html| {
//!         html.element("p").class("greeting").children(|html| {
//!             html.static_text("Hello, ");
//!             html.element("b").text(name.to_owned());
//!         });
//!     })
//! }
//! ```

#![deny(missing_docs)]

#[cfg(any(doc, doctest))]
pub mod comparison;

use std::cell::RefCell;
use std::rc::Rc;

use yew::html::{onchange, onclick, oninput, onkeydown};
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Listener, VComp, VList, VNode, VTag, VText,
};
use yew::{
    AttrValue, BaseComponent, Callback, Event, Html, InputEvent, KeyboardEvent, MouseEvent, NodeRef,
};

/// Collects nodes in document order. Attribute names, attribute values and nodes of all open
/// elements are in one list each, those of the innermost element last.
#[derive(Debug, Default)]
pub struct HtmlBuilder {
    open: Vec<Open>,
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
    nodes: Vec<VNode>,
}

/// An open element, or an open fragment if `tag` is `None`; `attributes` and `nodes` are the
/// lengths of the builder's lists when it was opened.
#[derive(Debug)]
struct Open {
    tag: Option<VTag>,
    attributes: usize,
    nodes: usize,
}

impl HtmlBuilder {
    /// Calls `build` and returns the nodes it wrote.
    pub fn render(build: impl FnOnce(&mut HtmlBuilder)) -> Html {
        let mut html = HtmlBuilder::default();
        build(&mut html);
        html.finish()
    }

    /// Returns the nodes written so far.
    pub fn finish(self) -> Html {
        VList::with_children(self.nodes, None).into()
    }

    /// Opens an element. It closes when the returned [`Element`] is dropped.
    pub fn element(&mut self, name: &'static str) -> Element<'_> {
        self.begin(Some(VTag::new(name)));
        Element { html: self }
    }

    /// Opens a `<button type="button">` with a class and a click handler.
    pub fn button(
        &mut self,
        class: &'static str,
        on_click: impl Fn(MouseEvent) + 'static,
    ) -> Element<'_> {
        self.element("button")
            .attr("type", "button")
            .class(class)
            .on_click(on_click)
    }

    /// Writes a fragment: zero or more nodes that count as one sibling. Use it for optional or
    /// repeated children, because Yew compares unkeyed siblings by position.
    pub fn fragment(&mut self, build: impl FnOnce(&mut HtmlBuilder)) {
        self.begin(None);
        build(self);
        self.close();
    }

    /// Writes a text node.
    pub fn text(&mut self, text: String) {
        self.node(VText::new(text).into());
    }

    /// Writes a text node whose text is known at compile time; nothing is allocated.
    pub fn static_text(&mut self, text: &'static str) {
        self.node(VText::new(text).into());
    }

    /// Writes a component.
    pub fn component<C: BaseComponent>(&mut self, props: C::Properties) {
        self.node(VComp::new::<C>(Rc::new(props), None).into());
    }

    /// Writes a node that was built elsewhere.
    pub fn node(&mut self, node: Html) {
        self.nodes.push(node);
    }

    fn begin(&mut self, tag: Option<VTag>) {
        self.open.push(Open {
            tag,
            attributes: self.names.len(),
            nodes: self.nodes.len(),
        });
    }

    fn close(&mut self) {
        let Some(Open {
            tag,
            attributes,
            nodes,
        }) = self.open.pop()
        else {
            return;
        };
        let mut nodes = self.nodes.split_off(nodes);
        // A single text node needs no list.
        let children = match nodes.pop() {
            Some(text @ VNode::VText(_)) if nodes.is_empty() => Some(text),
            Some(last) => {
                nodes.push(last);
                Some(VList::with_children(nodes, None).into())
            }
            None => None,
        };
        let Some(mut tag) = tag else {
            return self.node(children.unwrap_or_default());
        };
        let keys = interned(self.names.get(attributes..).unwrap_or_default());
        self.names.truncate(attributes);
        tag.attributes = Attributes::Dynamic {
            keys,
            values: self.values.split_off(attributes).into(),
        };
        if let (Some(place), Some(children)) = (tag.children_mut(), children) {
            *place = children;
        }
        self.node(tag.into());
    }
}

thread_local! {
    static LISTS: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
}

/// Returns a list with the same names at an address that stays the same: Yew compares attribute
/// lists by address first, and only then value by value. One list is kept for every kind of
/// element.
fn interned(names: &[&'static str]) -> &'static [&'static str] {
    LISTS.with_borrow_mut(|lists| {
        let known = lists.iter().copied().find(|list| is_same(list, names));
        known.unwrap_or_else(|| {
            let list: &[_] = names.to_vec().leak();
            lists.push(list);
            list
        })
    })
}

/// Compares two lists of names: string literals mostly have one address each, so addresses come
/// first.
fn is_same(a: &[&'static str], b: &[&'static str]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| std::ptr::eq(*a, *b) || a == b)
}

/// An open element. It closes when it is dropped.
#[derive(Debug)]
pub struct Element<'b> {
    html: &'b mut HtmlBuilder,
}

impl Drop for Element<'_> {
    fn drop(&mut self) {
        self.html.close();
    }
}

#[expect(
    clippy::return_self_not_must_use,
    reason = "an element that is dropped is finished, so that the last call of a chain needs no use"
)]
impl Element<'_> {
    fn change(self, change: impl FnOnce(&mut VTag)) -> Self {
        if let Some(Open { tag: Some(tag), .. }) = self.html.open.last_mut() {
            change(tag);
        }
        self
    }

    /// Writes the element's children.
    pub fn children(self, build: impl FnOnce(&mut HtmlBuilder)) {
        build(self.html);
    }

    /// Writes one text node as the element's only child.
    pub fn text(self, text: String) {
        self.html.text(text);
    }

    /// Sets the `class` attribute.
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// Sets an attribute.
    #[inline]
    pub fn attr(self, name: &'static str, value: impl Into<AttrValue>) -> Self {
        self.attr_opt(name, Some(value.into()))
    }

    /// Sets an attribute, or leaves it out if `value` is `None`. The name is kept either way, as
    /// Yew documents it, so that an attribute that comes and goes is one comparison.
    pub fn attr_opt(self, name: &'static str, value: Option<AttrValue>) -> Self {
        self.html.names.push(name);
        self.html
            .values
            .push(value.map(AttributeOrProperty::Attribute));
        self
    }

    /// Sets an attribute that takes no value, such as `open`, if `present`.
    pub fn bool_attr(self, name: &'static str, present: bool) -> Self {
        self.attr_opt(name, present.then_some(name.into()))
    }

    /// Sets the `value` property of an `input`.
    pub fn value(self, value: String) -> Self {
        self.change(|tag| tag.set_value(Some(AttrValue::from(value))))
    }

    /// Sets the key by which Yew recognises the element when siblings change places.
    pub fn key(self, key: usize) -> Self {
        self.change(|tag| tag.key = Some(key.into()))
    }

    /// Connects a [`NodeRef`], through which the element can be reached once it is in the page.
    pub fn node_ref(self, node_ref: &NodeRef) -> Self {
        self.change(|tag| tag.node_ref = node_ref.clone())
    }

    /// Listens for `click`.
    pub fn on_click(self, handler: impl Fn(MouseEvent) + 'static) -> Self {
        self.listen(Callback::from(handler), |handler| {
            Rc::new(onclick::Wrapper::new(handler))
        })
    }

    /// Listens for `keydown`.
    pub fn on_key(self, handler: impl Fn(KeyboardEvent) + 'static) -> Self {
        self.listen(Callback::from(handler), |handler| {
            Rc::new(onkeydown::Wrapper::new(handler))
        })
    }

    /// Listens for `input`.
    pub fn on_input(self, handler: impl Fn(InputEvent) + 'static) -> Self {
        self.listen(Callback::from(handler), |handler| {
            Rc::new(oninput::Wrapper::new(handler))
        })
    }

    /// Listens for `change`.
    pub fn on_change(self, handler: impl Fn(Event) + 'static) -> Self {
        self.listen(Callback::from(handler), |handler| {
            Rc::new(onchange::Wrapper::new(handler))
        })
    }

    /// Never inlined, because it has many callers.
    #[inline(never)]
    fn listen<E>(
        self,
        handler: Callback<E>,
        listener: fn(Callback<E>) -> Rc<dyn Listener>,
    ) -> Self {
        self.change(|tag| {
            tag.add_listener(listener(handler));
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render() -> Html {
        HtmlBuilder::render(|html| {
            for _ in 0..100 {
                html.element("a").attr("href", "#").class("b");
                html.element("p").attr_opt("lang", None);
            }
        })
    }

    /// The lists are leaked, so their number must not grow with the number of elements.
    #[test]
    fn one_list_of_names_is_kept_for_each_kind_of_element() {
        for _ in 0..2 {
            drop(render());
            assert_eq!(LISTS.with_borrow(Vec::len), 2);
        }
    }

    /// Without a node in its place, Yew would compare the next sibling with it.
    #[test]
    fn an_empty_fragment_counts_as_a_node() {
        let VNode::VList(list) = HtmlBuilder::render(|html| html.fragment(|_| ())) else {
            unreachable!("a list of nodes");
        };
        assert_eq!(list.len(), 1);
    }
}
