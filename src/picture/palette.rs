//! Colours, opacities and fonts, read from the style sheet of the page.

use crate::story::Lang;

use crate::styles::SHEET;

/// Returns the light colour of a name: `ink`, `hairline`, `blue` …
pub(super) fn colour(name: &str) -> &'static str {
    let hex = value(SHEET, &format!("--_{name}: ")).and_then(|value| value.get(value.find('#')?..));
    hex.and_then(|hex| hex.get(..7)).unwrap_or("#000000")
}

/// Returns the opacity of a class: `ex-range`, `ex-soft-1` …
pub(super) fn opacity(class: &str) -> &'static str {
    let rule = SHEET
        .split_once(&format!("\n.explainer .{class} {{"))
        .map_or("", |(_, rest)| rest);
    value(rule, "opacity: ").unwrap_or("1")
}

/// Returns the fonts of `sans` or `serif` in a language, as the value of an attribute.
pub(super) fn fonts(kind: &str, lang: Lang) -> String {
    let own = SHEET
        .split_once(&format!("\n.explainer:lang({}) {{", lang.primary()))
        .map_or(SHEET, |(_, rest)| rest);
    let stack = value(own, &format!("--_{kind}: var("))
        .and_then(|value| {
            value
                .trim_start()
                .strip_prefix(&format!("--explainer-{kind},"))
        })
        .unwrap_or(kind);
    let words: Vec<&str> = stack.trim_end_matches(')').split_whitespace().collect();
    words.join(" ").replace('"', "'")
}

/// Returns the text after the first `name`, until the declaration ends.
fn value(sheet: &'static str, name: &str) -> Option<&'static str> {
    sheet
        .split_once(name)
        .and_then(|(_, rest)| rest.split([';', '}']).next())
        .map(str::trim)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    /// A change in the form of the style sheet must not go unnoticed.
    #[test]
    fn the_sheet_has_what_pictures_need() {
        for name in [
            "paper", "tint", "ink", "grey", "hairline", "blue", "orange", "green", "purple", "red",
            "teal", "brown", "pink",
        ] {
            let written = [
                format!("--_{name}: {};", colour(name)),
                format!("--_{name}: var(--explainer-{name}, {});", colour(name)),
            ];
            let light = SHEET.split("prefers-color-scheme: dark").next().unwrap();
            assert!(
                written.iter().any(|written| light.contains(written)),
                "{name} is not {}",
                colour(name)
            );
        }
        for class in ["ex-range", "ex-soft-1", "ex-soft-2", "ex-soft-3"] {
            let share: f64 = opacity(class).parse().unwrap();
            assert!(share > 0.0 && share < 1.0, "{class}: {share}");
        }
        assert!(fonts("serif", "ja".parse().unwrap()).contains("Mincho"));
        assert!(fonts("sans", "ja".parse().unwrap()).ends_with("sans-serif"));
        assert!(fonts("serif", Lang::english()).contains("Georgia"));
    }
}
