/// Returns a tree as HTML, by Yew's own server-side renderer.
pub(crate) fn rendered(tree: yew::Html) -> String {
    #[derive(yew::Properties, PartialEq)]
    struct Props {
        tree: yew::Html,
    }

    struct Root;

    impl yew::Component for Root {
        type Message = ();
        type Properties = Props;

        fn create(_: &yew::Context<Self>) -> Self {
            Root
        }

        fn view(&self, ctx: &yew::Context<Self>) -> yew::Html {
            ctx.props().tree.clone()
        }
    }

    let renderer = yew::LocalServerRenderer::<Root>::with_props(Props { tree }).hydratable(false);
    futures_executor::block_on(renderer.render())
}
