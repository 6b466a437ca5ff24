//! What changes only with the story, the language and the options: drawn once, and not again whenever the
//! reader moves.

use yew::{Html, Properties, component};

use super::Scene;

#[derive(Clone, Properties)]
pub(super) struct Props {
    pub(super) scene: Scene,
    /// What draws it.
    pub(super) draw: fn(&Scene) -> Html,
}

/// Two stills at one place have the same function; only the scene can differ.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.scene == other.scene
    }
}

#[component(Still)]
pub(super) fn still(props: &Props) -> Html {
    (props.draw)(&props.scene)
}
