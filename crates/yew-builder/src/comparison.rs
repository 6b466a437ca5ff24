//! The builder beside `html!`: ten pairs that render the same HTML. Every pair is a doctest.
//!
//! # Element
//!
//! An element with an attribute and a text.
//!
//! ```
//! # mod support { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/render.rs")); }
//! # use support::rendered;
//! # use yew::{AttrValue, html};
//! # use yew_builder::HtmlBuilder;
//! let macro_tree = html! { <p class="note">{ "Hello" }</p> };
//! let built_tree = HtmlBuilder::render(|html| {
//!     html.element("p").class("note").text("Hello".to_owned());
//! });
//! assert_eq!(rendered(built_tree), rendered(macro_tree));
//! ```
//!
//! # Text
//!
//! Text, known at compile time or not.
//!
//! ```
//! # mod support { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/render.rs")); }
//! # use support::rendered;
//! # use yew::{AttrValue, html};
//! # use yew_builder::HtmlBuilder;
//! let name = "Ada".to_owned();
//! let macro_tree = html! { <p>{ "by " }{ name.clone() }</p> };
//! let built_tree = HtmlBuilder::render(|html| {
//!     html.element("p").children(|html| {
//!         html.static_text("by ");
//!         html.text(name.clone());
//!     });
//! });
//! assert_eq!(rendered(built_tree), rendered(macro_tree));
//! ```
//!
//! # Condition
//!
//! A child that is there or not.
//!
//! ```
//! # mod support { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/render.rs")); }
//! # use support::rendered;
//! # use yew::{AttrValue, html};
//! # use yew_builder::HtmlBuilder;
//! let open = true;
//! let macro_tree = html! { <div>if open { <b>{ "open" }</b> }</div> };
//! let built_tree = HtmlBuilder::render(|html| {
//!     html.element("div").children(|html| {
//!         html.fragment(|html| {
//!             if open {
//!                 html.element("b").text("open".to_owned());
//!             }
//!         });
//!     });
//! });
//! assert_eq!(rendered(built_tree), rendered(macro_tree));
//! ```
//!
//! # Loop
//!
//! One child for each item.
//!
//! ```
//! # mod support { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/render.rs")); }
//! # use support::rendered;
//! # use yew::{AttrValue, html};
//! # use yew_builder::HtmlBuilder;
//! let names = ["Ada", "Grace"];
//! let macro_tree = html! {
//!     <ul>{ for names.iter().map(|name| html! { <li>{ *name }</li> }) }</ul>
//! };
//! let built_tree = HtmlBuilder::render(|html| {
//!     html.element("ul").children(|html| {
//!         for name in names {
//!             html.element("li").text(name.to_owned());
//!         }
//!     });
//! });
//! assert_eq!(rendered(built_tree), rendered(macro_tree));
//! ```
//!
//! # Key
//!
//! An identity that survives a change of order.
//!
//! ```
//! # mod support { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/render.rs")); }
//! # use support::rendered;
//! # use yew::{AttrValue, html};
//! # use yew_builder::HtmlBuilder;
//! let macro_tree = html! { <ul><li key=7>{ "seven" }</li></ul> };
//! let built_tree = HtmlBuilder::render(|html| {
//!     html.element("ul").children(|html| {
//!         html.element("li").key(7).text("seven".to_owned());
//!     });
//! });
//! assert_eq!(rendered(built_tree), rendered(macro_tree));
//! ```
//!
//! # Reference
//!
//! Access to the element once it is in the page.
//!
//! ```
//! # mod support { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/render.rs")); }
//! # use support::rendered;
//! # use yew::{AttrValue, html};
//! # use yew_builder::HtmlBuilder;
//! let reference = yew::NodeRef::default();
//! let macro_tree = html! { <p ref={reference.clone()}>{ "here" }</p> };
//! let built_tree = HtmlBuilder::render(|html| {
//!     html.element("p").node_ref(&reference).text("here".to_owned());
//! });
//! assert_eq!(rendered(built_tree), rendered(macro_tree));
//! ```
//!
//! # Listener
//!
//! A callback on an event.
//!
//! ```
//! # mod support { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/render.rs")); }
//! # use support::rendered;
//! # use yew::{AttrValue, html};
//! # use yew_builder::HtmlBuilder;
//! let macro_tree = html! { <button type="button" class="go" onclick={|_| ()}>{ "Go" }</button> };
//! let built_tree = HtmlBuilder::render(|html| {
//!     html.button("go", |_| ()).text("Go".to_owned());
//! });
//! assert_eq!(rendered(built_tree), rendered(macro_tree));
//! ```
//!
//! # Component
//!
//! A component with properties.
//!
//! ```
//! # mod support { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/render.rs")); }
//! # use support::rendered;
//! # use yew::{AttrValue, html};
//! # use yew_builder::HtmlBuilder;
//! # #[derive(yew::Properties, PartialEq)]
//! # struct HelloProps {
//! #     name: AttrValue,
//! # }
//! # struct Hello;
//! # impl yew::Component for Hello {
//! #     type Message = ();
//! #     type Properties = HelloProps;
//! #     fn create(_: &yew::Context<Self>) -> Self {
//! #         Hello
//! #     }
//! #     fn view(&self, ctx: &yew::Context<Self>) -> yew::Html {
//! #         html! { <p>{ &ctx.props().name }</p> }
//! #     }
//! # }
//! let macro_tree = html! { <main><Hello name="Ada" /></main> };
//! let built_tree = HtmlBuilder::render(|html| {
//!     html.element("main").children(|html| {
//!         html.component::<Hello>(HelloProps { name: "Ada".into() });
//!     });
//! });
//! assert_eq!(rendered(built_tree), rendered(macro_tree));
//! ```
//!
//! # Fragment
//!
//! Several nodes that count as one sibling.
//!
//! ```
//! # mod support { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/render.rs")); }
//! # use support::rendered;
//! # use yew::{AttrValue, html};
//! # use yew_builder::HtmlBuilder;
//! let macro_tree = html! { <div><><i>{ "a" }</i><i>{ "b" }</i></><hr /></div> };
//! let built_tree = HtmlBuilder::render(|html| {
//!     html.element("div").children(|html| {
//!         html.fragment(|html| {
//!             html.element("i").text("a".to_owned());
//!             html.element("i").text("b".to_owned());
//!         });
//!         html.element("hr");
//!     });
//! });
//! assert_eq!(rendered(built_tree), rendered(macro_tree));
//! ```
//!
//! # Optional attribute
//!
//! An attribute that may be absent.
//!
//! ```
//! # mod support { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/render.rs")); }
//! # use support::rendered;
//! # use yew::{AttrValue, html};
//! # use yew_builder::HtmlBuilder;
//! let address = Some(AttrValue::from("https://example.org/"));
//! let macro_tree = html! { <a href={address.clone()} lang={None::<AttrValue>}>{ "link" }</a> };
//! let built_tree = HtmlBuilder::render(|html| {
//!     html.element("a")
//!         .attr_opt("href", address.clone())
//!         .attr_opt("lang", None)
//!         .text("link".to_owned());
//! });
//! assert_eq!(rendered(built_tree), rendered(macro_tree));
//! ```
