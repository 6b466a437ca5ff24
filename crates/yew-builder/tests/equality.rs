//! The builder's trees render and change like those of `html!`.

#![expect(clippy::panic, reason = "a test that panics has failed")]

use yew::virtual_dom::{Attributes, VNode};
use yew::{AttrValue, Html, html};
use yew_builder::HtmlBuilder;

mod support {
    include!("support/render.rs");
}

use support::rendered;

/// A dozen trees, each by the macro and by the builder, for `n` items.
fn pairs(n: usize) -> Vec<(Html, Html)> {
    let lang: Option<AttrValue> = n.is_multiple_of(2).then(|| "en".into());
    vec![
        (
            html! { <p /> },
            HtmlBuilder::render(|html| {
                html.element("p");
            }),
        ),
        (
            html! { <p>{ "1 < 2 & 3" }</p> },
            HtmlBuilder::render(|html| html.element("p").text("1 < 2 & 3".to_owned())),
        ),
        (
            html! { <p class="a" title="b \"c\"">{ "x" }</p> },
            HtmlBuilder::render(|html| {
                html.element("p")
                    .attr("title", "b \"c\"")
                    .class("a")
                    .text("x".to_owned());
            }),
        ),
        (
            html! { <p lang={lang.clone()}>{ "x" }</p> },
            HtmlBuilder::render(|html| {
                html.element("p")
                    .attr_opt("lang", lang.clone())
                    .text("x".to_owned());
            }),
        ),
        (
            html! { <details open={n > 1}><summary>{ n }</summary></details> },
            HtmlBuilder::render(|html| {
                html.element("details")
                    .bool_attr("open", n > 1)
                    .children(|html| html.element("summary").text(n.to_string()));
            }),
        ),
        (
            html! { <ul>{ for (0..n).map(|i| html! { <li key={i}>{ i }</li> }) }</ul> },
            HtmlBuilder::render(|html| {
                html.element("ul").children(|html| {
                    for i in 0..n {
                        html.element("li").key(i).text(i.to_string());
                    }
                });
            }),
        ),
        (
            html! { <div>if n > 1 { <b>{ "many" }</b> }<i>{ "end" }</i></div> },
            HtmlBuilder::render(|html| {
                html.element("div").children(|html| {
                    html.fragment(|html| {
                        if n > 1 {
                            html.element("b").text("many".to_owned());
                        }
                    });
                    html.element("i").text("end".to_owned());
                });
            }),
        ),
        (
            html! { <><p>{ "a" }</p><p>{ "b" }</p></> },
            HtmlBuilder::render(|html| {
                html.element("p").text("a".to_owned());
                html.element("p").text("b".to_owned());
            }),
        ),
        (
            html! { <svg width="1"><g role="img"><rect x="0" /></g></svg> },
            HtmlBuilder::render(|html| {
                html.element("svg").attr("width", "1").children(|html| {
                    html.element("g").attr("role", "img").children(|html| {
                        html.element("rect").attr("x", "0");
                    });
                });
            }),
        ),
        (
            html! { <button type="button" class="go" onclick={|_| ()}>{ "Go" }</button> },
            HtmlBuilder::render(|html| html.button("go", |_| ()).text("Go".to_owned())),
        ),
        (
            html! { <input type="search" value={n.to_string()} /> },
            HtmlBuilder::render(|html| {
                html.element("input")
                    .attr("type", "search")
                    .value(n.to_string());
            }),
        ),
        (
            html! { <p>{ "a" }<wbr />{ "b" }<br /></p> },
            HtmlBuilder::render(|html| {
                html.element("p").children(|html| {
                    html.static_text("a");
                    html.element("wbr");
                    html.text("b".to_owned());
                    html.element("br");
                });
            }),
        ),
    ]
}

#[test]
fn a_dozen_trees_render_as_those_of_the_macro() {
    for n in 0..4 {
        for (index, (by_macro, built)) in pairs(n).into_iter().enumerate() {
            assert_eq!(rendered(built), rendered(by_macro), "tree {index}, n = {n}");
        }
    }
}

/// The attribute names of the first element of a tree.
fn names(tree: &Html) -> &'static [&'static str] {
    match tree {
        VNode::VTag(tag) => match tag.attributes {
            Attributes::Dynamic { keys, .. } => keys,
            _ => panic!("not built: {tree:?}"),
        },
        VNode::VList(list) => names(list.first().unwrap_or_else(|| panic!("an empty list"))),
        _ => panic!("no element: {tree:?}"),
    }
}

/// Yew then compares values one by one, whether an attribute was there before or not.
#[test]
fn a_render_keeps_the_list_of_names_also_of_absent_attributes() {
    let (first, second) = (pairs(0), pairs(1));
    for ((_, first), (_, second)) in first.iter().zip(&second) {
        assert!(std::ptr::eq(names(first), names(second)), "{first:?}");
    }
}

/// A tree that is built again equals itself, and differs from another as the macro's trees do: Yew
/// then makes the same changes to the page.
#[test]
fn trees_differ_where_those_of_the_macro_differ() {
    for (a, b) in [(0, 0), (1, 1), (0, 1), (1, 2), (2, 3)] {
        for ((macro_a, built_a), (macro_b, built_b)) in pairs(a).into_iter().zip(pairs(b)) {
            let changed = rendered(macro_a) != rendered(macro_b);
            assert_eq!(rendered(built_a) != rendered(built_b), changed);
        }
    }
}
