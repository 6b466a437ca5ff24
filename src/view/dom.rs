//! The only access to the DOM: observers, timers, focus, measurements. Observers end when
//! they are dropped; without a browser, nothing here is ever called.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, FocusOptions, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, ShadowRoot,
};
use yew::Event;

/// The indexes of the events that are shown, in order.
pub(super) type VisibleEvents = Rc<Vec<usize>>;

/// Observes elements that come into sight or leave it.
pub(super) struct Observer {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Observer {
    /// Observes what scrolls (`None`: the window) less `margin`, which is written as `rootMargin`.
    /// `seen` receives each element that came (true) or left (false).
    pub(super) fn new(
        scroller: Option<&Element>,
        margin: &str,
        mut seen: impl FnMut(Vec<(Element, bool)>) + 'static,
    ) -> Option<Self> {
        let callback = Closure::new(move |entries: Array| {
            let entries = entries
                .iter()
                .filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
            seen(
                entries
                    .map(|entry| (entry.target(), entry.is_intersecting()))
                    .collect(),
            );
        });
        let options = IntersectionObserverInit::new();
        options.set_root(scroller);
        options.set_root_margin(margin);
        let function = callback.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(function, &options).ok()?;
        Some(Observer {
            observer,
            _callback: callback,
        })
    }

    pub(super) fn add(&self, element: &Element) {
        self.observer.observe(element);
    }

    pub(super) fn clear(&self) {
        self.observer.disconnect();
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Returns the elements below `root` that a selector finds.
pub(super) fn find_all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|index| list.item(index)?.dyn_into().ok())
        .collect()
}

/// Returns the nearest element around the target of an event that a selector fits. Yew listens at
/// its root, so `currentTarget` is not an element of a view.
pub(super) fn nearest(event: &Event, selector: &str) -> Option<Element> {
    let place = event.target()?.dyn_into::<Element>().ok()?;
    place.closest(selector).ok().flatten()
}

/// Moves the focus from a button that is about to be removed to the first element that `target`
/// finds in the nearest `around`.
pub(super) fn focus_near(event: &Event, around: &str, target: &str) {
    if let Some(around) = nearest(event, around) {
        focus_first(&around, target);
    }
}

/// Moves the focus to the first element that `target` finds.
fn focus_first(around: &Element, target: &str) {
    if let Some(found) = around.query_selector(target).ok().flatten() {
        focus(found);
    }
}

/// Moves the focus to an element. Nothing scrolls.
fn focus(element: Element) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An SVG element, such as a bar, has the same function. Should it fail, the focus is where it
    // would be without.
    drop(
        element
            .unchecked_into::<HtmlElement>()
            .focus_with_options(&options),
    );
}

/// Returns true if the browser has translated texts of the page: it puts elements in their place
/// that no view draws. Yew looks for its own texts and stops if it does not find them.
pub(super) fn is_translated(root: &Element) -> bool {
    root.query_selector("font").is_ok_and(|it| it.is_some())
}

/// Returns the element within `around` that has the focus.
pub(super) fn focused_in(around: &Element) -> Option<Element> {
    let root = around.get_root_node().dyn_into::<ShadowRoot>().ok()?;
    root.active_element()
        .filter(|focused| around.contains(Some(focused)))
}

/// Moves the focus from an element that is about to be removed, if it is in it, to the first
/// element that `target` finds in `to`.
pub(super) fn hand_focus_over(from: &Element, to: &Element, target: &str) {
    if focused_in(from).is_some() {
        focus_first(to, target);
    }
}

/// The place of the focus in an element that is about to be replaced.
pub(super) struct FocusPlace {
    parent: Element,
    /// The place of the replaced element among the children of its parent.
    child: u32,
    /// The place of the focus among what can have it; `None`: it is the replaced element.
    stop: Option<usize>,
}

/// The elements that can have the focus.
const STOPS: &str = "a, button, summary, input, select, [tabindex]";

impl FocusPlace {
    /// Returns the place of the focus, if it is in the element.
    pub(super) fn of(element: &Element) -> Option<Self> {
        let focused = focused_in(element)?;
        let parent = element.parent_element()?;
        let children = parent.children();
        let child = (0..children.length()).find(|at| children.item(*at).as_ref() == Some(element));
        let mut stops = find_all(element, STOPS).into_iter();
        Some(FocusPlace {
            parent,
            child: child?,
            stop: stops.position(|stop| stop == focused),
        })
    }

    /// Moves the focus to the same place in the element that has replaced the other.
    pub(super) fn restore(self) {
        let Some(element) = self.parent.children().item(self.child) else {
            return;
        };
        let stop = self
            .stop
            .and_then(|stop| find_all(&element, STOPS).into_iter().nth(stop));
        focus(stop.unwrap_or(element));
    }
}

/// Returns the field that an event comes from.
pub(super) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// Returns the number in a `data-…` attribute of an element.
pub(super) fn number(element: &Element, attribute: &str) -> Option<usize> {
    element.get_attribute(attribute)?.parse().ok()
}

/// Returns the element whose shadow root contains `element`.
pub(super) fn host_of(element: &Element) -> Option<Element> {
    Some(
        element
            .get_root_node()
            .dyn_into::<ShadowRoot>()
            .ok()?
            .host(),
    )
}

/// Returns top and height of what scrolls (`None`: the window), in pixels of the window.
pub(super) fn sight(scroller: Option<&Element>) -> (f64, f64) {
    if let Some(scroller) = scroller {
        let area = scroller.get_bounding_client_rect();
        return (area.top(), area.height());
    }
    let height = web_sys::window().and_then(|window| window.inner_height().ok());
    let height = height.and_then(|height| height.as_f64());
    (0.0, height.unwrap_or(800.0))
}

/// Returns true if the style sheet displays an element.
pub(super) fn is_displayed(element: &Element) -> bool {
    element.get_client_rects().length() > 0
}

/// Returns true if the keyboard's focus is in a chart of the view that `place` belongs to, or the
/// caret is in any chart: screen readers move it as they read. A pointer's focus does not count,
/// and its caret is removed (`static/element/anchor.js`): a reader who clicks there goes on reading
/// by scrolling. In a window that is not the active one `WebKit` does not match `:focus`: there,
/// every focus counts.
pub(super) fn is_in_chart(place: &Element) -> bool {
    let view = place.closest(".explainer").ok().flatten();
    let wanted = ".ex-chart :is(:focus-visible, :not(:focus))";
    let focused = view
        .and_then(|view| focused_in(&view))
        .filter(|focused| focused.matches(wanted).unwrap_or(true));
    focused.or_else(caret_chart).is_some()
}

/// Returns the chart that the caret is in.
fn caret_chart() -> Option<Element> {
    let caret = web_sys::window()?.get_selection().ok()??.anchor_node()?;
    caret.parent_element()?.closest(".ex-chart").ok()?
}

/// A listener of the window, which ends when it is dropped.
pub(super) struct WindowListener {
    event: &'static str,
    callback: Closure<dyn FnMut()>,
}

impl WindowListener {
    /// Listens for `event`; `None` without a window.
    pub(super) fn new(event: &'static str, call: impl FnMut() + 'static) -> Option<Self> {
        let callback = Closure::new(call);
        let function = callback.as_ref().unchecked_ref();
        let window = web_sys::window()?;
        window
            .add_event_listener_with_callback(event, function)
            .ok()?;
        Some(WindowListener { event, callback })
    }
}

impl Drop for WindowListener {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let function = self.callback.as_ref().unchecked_ref();
            // A listener that cannot be removed was not there.
            drop(window.remove_event_listener_with_callback(self.event, function));
        }
    }
}

/// A timer; dropping it cancels its call.
pub(super) struct Timer {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

/// Calls `what` after some milliseconds. Dropping the timer cancels the call.
pub(super) fn after(milliseconds: i32, what: impl FnOnce() + 'static) -> Option<Timer> {
    let callback = Closure::once(what);
    let function = callback.as_ref().unchecked_ref();
    let window = web_sys::window()?;
    let id = window
        .set_timeout_with_callback_and_timeout_and_arguments_0(function, milliseconds)
        .ok()?;
    Some(Timer {
        id,
        _callback: callback,
    })
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Calls `what` when the browser has painted its own reaction to the reader. A page in the
/// background is not painted, so there the call waits until the page is visible.
pub(super) fn after_paint(what: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let frames = window.clone();
    // A frame's callbacks come before its painting, and a task after it.
    let frame = Closure::once_into_js(move || {
        drop(window.set_timeout_with_callback(Closure::once_into_js(what).unchecked_ref()));
    });
    drop(frames.request_animation_frame(frame.unchecked_ref()));
}
