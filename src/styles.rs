//! The style sheet of the widget as one text, for previews, and for pictures, which use its
//! colours.

/// The parts of `static/styles/explainer.css`, in its order.
pub const SHEET: &str = concat!(
    include_str!("../static/styles/tokens.css"),
    include_str!("../static/styles/reset.css"),
    include_str!("../static/styles/base.css"),
    include_str!("../static/styles/head.css"),
    include_str!("../static/styles/layout.css"),
    include_str!("../static/styles/chart.css"),
    include_str!("../static/styles/scrubber.css"),
    include_str!("../static/styles/key-points.css"),
    include_str!("../static/styles/toolbar.css"),
    include_str!("../static/styles/timeline.css"),
    include_str!("../static/styles/axis.css"),
    include_str!("../static/styles/tables.css"),
    include_str!("../static/styles/mini-chart.css"),
    include_str!("../static/styles/end.css"),
    include_str!("../static/styles/wide.css"),
    include_str!("../static/styles/fold.css"),
    include_str!("../static/styles/interaction.css"),
    include_str!("../static/styles/preferences.css"),
    include_str!("../static/styles/print.css"),
);

#[cfg(test)]
mod tests {
    use std::iter::zip;

    /// The parts that a style sheet imports.
    fn imports(sheet: &str) -> impl Iterator<Item = &str> + Clone {
        sheet
            .lines()
            .filter_map(|line| line.strip_prefix("@import \"./")?.strip_suffix("\";"))
    }

    const ALL: &str = include_str!("../static/styles/explainer.css");

    #[test]
    fn the_parts_are_those_that_the_sheet_imports() {
        let parts = include_str!("styles.rs").lines().filter_map(|line| {
            line.trim()
                .strip_prefix("include_str!(\"../static/styles/")?
                .strip_suffix("\"),")
        });
        assert!(parts.eq(imports(ALL)));
    }

    /// Otherwise the sheet would move what its beginning has painted.
    #[test]
    fn the_style_of_the_first_screen_is_the_beginning_of_the_sheet() {
        let first = imports(include_str!("../static/styles/first.css"));
        let count = first.clone().count();
        assert!(count > 4 && zip(first, imports(ALL)).all(|(first, all)| first == all));
    }
}
