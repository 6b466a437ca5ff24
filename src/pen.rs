//! The pen that views write with: one element after the other, as a reader meets them, each with what it holds.
//! What comes out are nodes of Yew, the same as from its `html!`, in a third of the bytes: that macro writes each
//! element out where it stands, and here it is a call or two. DESIGN.md has the figures.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use yew::html::{onchange, onclick, oninput, onkeydown};
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, VComp, VList, VNode, VTag, VText};
use yew::{AttrValue, BaseComponent, Callback, Event, Html, InputEvent, KeyboardEvent, MouseEvent, NodeRef};

/// Where the next node goes. Names, values and nodes of all that is open lie in one list each, the innermost last.
#[derive(Default)]
pub(crate) struct Pen {
    open: Vec<Open>,
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
    nodes: Vec<VNode>,
}

/// An element that is being written, or a group, which has no tag; and where its attributes and its nodes begin.
struct Open {
    tag: Option<VTag>,
    attributes: usize,
    nodes: usize,
}

impl Pen {
    /// What is written, as nodes.
    pub(crate) fn draw(write: impl FnOnce(&mut Pen)) -> Html {
        let mut pen = Pen::default();
        write(&mut pen);
        pen.drawn()
    }

    /// What has been written, as nodes.
    pub(crate) fn drawn(self) -> Html {
        VList::with_children(self.nodes, None).into()
    }

    /// An element. What is not given anything to hold stays empty.
    pub(crate) fn tag(&mut self, name: &'static str) -> Tag<'_> {
        self.begin(Some(VTag::new(name)));
        Tag { pen: self }
    }

    /// A button, and what it does.
    pub(crate) fn button(&mut self, class: &'static str, act: impl Fn(MouseEvent) + 'static) -> Tag<'_> {
        self.tag("button").attr("type", "button").class(class).on_click(act)
    }

    /// What counts as one among its neighbours, however much it is. Yew compares neighbours by their place: what may
    /// be there or not, or more or less of, would make it take one for another.
    pub(crate) fn group(&mut self, write: impl FnOnce(&mut Pen)) {
        self.begin(None);
        write(self);
        self.close();
    }

    /// A text.
    pub(crate) fn text(&mut self, text: String) {
        self.node(VText::new(text).into());
    }

    /// A text that is the same in every language.
    pub(crate) fn sign(&mut self, text: &'static str) {
        self.node(VText::new(text).into());
    }

    /// A component, which draws itself.
    pub(crate) fn component<C: BaseComponent>(&mut self, props: C::Properties) {
        self.node(VComp::new::<C>(Rc::new(props), None).into());
    }

    /// Nodes that were drawn before.
    pub(crate) fn node(&mut self, node: Html) {
        self.nodes.push(node);
    }

    fn begin(&mut self, tag: Option<VTag>) {
        self.open.push(Open { tag, attributes: self.names.len(), nodes: self.nodes.len() });
    }

    fn close(&mut self) {
        let Some(Open { tag, attributes, nodes }) = self.open.pop() else { return };
        let mut nodes = self.nodes.split_off(nodes);
        // A text alone needs no list.
        let children = match nodes.pop() {
            Some(text @ VNode::VText(_)) if nodes.is_empty() => Some(text),
            Some(last) => {
                nodes.push(last);
                Some(VList::with_children(nodes, None).into())
            }
            None => None,
        };
        let Some(mut tag) = tag else { return self.node(children.unwrap_or_default()) };
        let keys = kept(self.names.get(attributes..).unwrap_or_default());
        self.names.truncate(attributes);
        tag.attributes = Attributes::Dynamic { keys, values: self.values.split_off(attributes).into() };
        if let (Some(place), Some(children)) = (tag.children_mut(), children) {
            *place = children;
        }
        self.node(tag.into());
    }
}

/// The same names at the same address: that is how Yew knows that an element has the attributes that it had. As many
/// lists are kept as views write kinds of elements, some dozens.
fn kept(names: &[&'static str]) -> &'static [&'static str] {
    thread_local! {
        static KEPT: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
    }
    KEPT.with_borrow_mut(|kept| {
        let known = kept.iter().copied().find(|list| *list == names);
        known.unwrap_or_else(|| {
            let list: &[_] = names.to_vec().leak();
            kept.push(list);
            list
        })
    })
}

/// An element that is being written. It ends with this.
pub(crate) struct Tag<'p> {
    pen: &'p mut Pen,
}

impl Drop for Tag<'_> {
    fn drop(&mut self) {
        self.pen.close();
    }
}

impl Tag<'_> {
    fn change(self, change: impl FnOnce(&mut VTag)) -> Self {
        if let Some(Open { tag: Some(tag), .. }) = self.pen.open.last_mut() {
            change(tag);
        }
        self
    }

    /// What it holds.
    pub(crate) fn holds(self, write: impl FnOnce(&mut Pen)) {
        write(self.pen);
    }

    /// The text that it holds.
    pub(crate) fn text(self, text: String) {
        self.pen.text(text);
    }

    pub(crate) fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// An attribute that is the same in every story.
    pub(crate) fn attr(self, name: &'static str, value: &'static str) -> Self {
        self.set(name, value.into())
    }

    /// An attribute whose value comes from the story.
    pub(crate) fn put(self, name: &'static str, value: String) -> Self {
        self.set(name, value.into())
    }

    /// The same; the value may be shared.
    pub(crate) fn set(self, name: &'static str, value: AttrValue) -> Self {
        self.pen.names.push(name);
        self.pen.values.push(Some(AttributeOrProperty::Attribute(value)));
        self
    }

    /// An attribute that may be missing.
    pub(crate) fn maybe(self, name: &'static str, value: Option<AttrValue>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// An attribute that says something by being there.
    pub(crate) fn flag(self, name: &'static str, there: bool) -> Self {
        self.maybe(name, there.then_some(name.into()))
    }

    /// What stands in a field.
    pub(crate) fn value(self, value: String) -> Self {
        self.change(|tag| tag.set_value(Some(AttrValue::from(value))))
    }

    /// What tells it from its neighbours when they change places.
    pub(crate) fn key(self, key: usize) -> Self {
        self.change(|tag| tag.key = Some(key.into()))
    }

    /// Where the element can be found once it is in the page.
    pub(crate) fn at(self, place: &NodeRef) -> Self {
        self.change(|tag| tag.node_ref = place.clone())
    }

    pub(crate) fn on_click(self, act: impl Fn(MouseEvent) + 'static) -> Self {
        self.listen(Callback::from(act), |act| Rc::new(onclick::Wrapper::new(act)))
    }

    pub(crate) fn on_key(self, act: impl Fn(KeyboardEvent) + 'static) -> Self {
        self.listen(Callback::from(act), |act| Rc::new(onkeydown::Wrapper::new(act)))
    }

    pub(crate) fn on_input(self, act: impl Fn(InputEvent) + 'static) -> Self {
        self.listen(Callback::from(act), |act| Rc::new(oninput::Wrapper::new(act)))
    }

    pub(crate) fn on_change(self, act: impl Fn(Event) + 'static) -> Self {
        self.listen(Callback::from(act), |act| Rc::new(onchange::Wrapper::new(act)))
    }

    /// Not drawn into its callers: there are many.
    #[inline(never)]
    fn listen<E>(self, act: Callback<E>, listener: fn(Callback<E>) -> Rc<dyn Listener>) -> Self {
        self.change(|tag| {
            tag.add_listener(listener(act));
        })
    }
}

/// The field in which something happened.
pub(crate) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target().and_then(|target| target.dyn_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(write: impl FnOnce(&mut Pen)) -> Vec<VNode> {
        let VNode::VList(list) = Pen::draw(write) else { unreachable!("a list of nodes") };
        list.iter().cloned().collect()
    }

    #[test]
    fn an_element_holds_what_is_written_within_it() {
        let nodes = drawn(|pen| {
            pen.tag("p").class("a").holds(|pen| {
                pen.tag("b").text("1".to_owned());
                pen.tag("wbr");
            });
            pen.sign(" ");
        });
        let [VNode::VTag(p), VNode::VText(_)] = &*nodes else { unreachable!("{nodes:?}") };
        let Some(VNode::VList(held)) = p.children() else { unreachable!("{p:?}") };
        let tags: Vec<_> =
            held.iter().map(|node| if let VNode::VTag(tag) = node { tag.tag() } else { "" }).collect();
        assert_eq!((p.tag(), tags), ("p", vec!["b", "wbr"]));
    }

    /// Or else what follows would be taken for it.
    #[test]
    fn a_group_is_there_even_if_nothing_is_in_it() {
        let write = |pen: &mut Pen, there: bool| {
            if there {
                pen.sign("1");
            }
        };
        let count = |there: bool| drawn(|pen| pen.group(|pen| write(pen, there))).len();
        assert_eq!((count(true), count(false)), (1, 1));
    }

    /// Only then does Yew compare the values one by one, instead of sorting names into maps.
    #[test]
    fn elements_of_a_kind_share_the_names_of_their_attributes() {
        let keys = |value: &'static str| {
            let nodes = drawn(|pen| {
                pen.tag("a").attr("href", value).class("b");
            });
            let Some(VNode::VTag(tag)) = nodes.first() else { unreachable!("{nodes:?}") };
            let Attributes::Dynamic { keys, .. } = tag.attributes else { unreachable!("{tag:?}") };
            keys
        };
        assert_eq!(keys("1"), ["href", "class"]);
        assert!(std::ptr::eq(keys("1"), keys("2")));
    }
}
