//! No rule of the style sheet affects the host's page: every selector selects the widget's root, or
//! an element inside it.

use cssparser::{
    AtRuleParser, BasicParseErrorKind, CowRcStr, ParseError, Parser, ParserInput, ParserState,
    QualifiedRuleParser, StyleSheetParser, Token,
};
use explainer::styles::SHEET;

/// Collects the selectors of a sheet, also those in `@media` and `@container`.
#[derive(Default)]
struct Selectors {
    found: Vec<String>,
}

impl<'i> QualifiedRuleParser<'i> for Selectors {
    type Prelude = Vec<String>;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude<'t>(
        &mut self,
        input: &mut Parser<'i, 't>,
    ) -> Result<Vec<String>, ParseError<'i, ()>> {
        input.parse_comma_separated(|input| {
            let start = input.position();
            while input.next().is_ok() {}
            Ok(input.slice_from(start).trim().to_owned())
        })
    }

    fn parse_block<'t>(
        &mut self,
        selectors: Vec<String>,
        _: &ParserState,
        input: &mut Parser<'i, 't>,
    ) -> Result<(), ParseError<'i, ()>> {
        self.found.extend(selectors);
        while let Ok(token) = input.next() {
            // This test does not see the selectors of nested rules.
            assert_ne!(*token, Token::CurlyBracketBlock, "nested rules");
        }
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for Selectors {
    type Prelude = String;
    type AtRule = ();
    type Error = ();

    fn parse_prelude<'t>(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i, 't>,
    ) -> Result<String, ParseError<'i, ()>> {
        while input.next().is_ok() {}
        match &*name {
            "media" | "container" | "supports" => Ok(name.to_string()),
            _ => Err(input.new_error(BasicParseErrorKind::AtRuleInvalid(name))),
        }
    }

    fn parse_block<'t>(
        &mut self,
        _: String,
        _: &ParserState,
        input: &mut Parser<'i, 't>,
    ) -> Result<(), ParseError<'i, ()>> {
        for rule in StyleSheetParser::new(input, self) {
            assert!(rule.is_ok(), "{rule:?}");
        }
        Ok(())
    }
}

fn selectors(sheet: &str) -> Vec<String> {
    let mut input = ParserInput::new(sheet);
    let mut parser = Parser::new(&mut input);
    let mut selectors = Selectors::default();
    for rule in StyleSheetParser::new(&mut parser, &mut selectors) {
        assert!(rule.is_ok(), "{rule:?}");
    }
    selectors.found
}

/// Returns true if a selector selects the element itself, the root or a descendant of it. The root
/// may depend on its parent: `[theme="dark"] > .explainer`.
fn is_scoped(selector: &str) -> bool {
    if selector.starts_with(":host") || selector == "explainer-widget[height]" {
        return true;
    }
    let from_root = match selector.split_once(" > ") {
        Some((parent, rest)) if !parent.contains([' ', '.']) => rest,
        _ => selector,
    };
    let Some(rest) = from_root.strip_prefix(".explainer") else {
        return false;
    };
    // The rest of the selector belongs to the root or to its descendants; never to a sibling or to
    // another class.
    let of_root = rest
        .split(|c: char| c.is_whitespace() || c == '>')
        .next()
        .unwrap_or_default();
    let after = rest.get(of_root.len()..).unwrap_or_default().trim_start();
    (of_root.is_empty() || of_root.starts_with([':', '[', '.'])) && !after.starts_with(['+', '~'])
}

/// Every class in a selector, without the root's own.
fn classes(selector: &str) -> Vec<String> {
    let mut input = ParserInput::new(selector);
    let mut found = Vec::new();
    collect(&mut Parser::new(&mut input), &mut found);
    found.retain(|class| class != "explainer");
    found
}

fn collect(parser: &mut Parser<'_, '_>, found: &mut Vec<String>) {
    let mut after_dot = false;
    while let Ok(token) = parser.next_including_whitespace().cloned() {
        let is_dot = token == Token::Delim('.');
        match token {
            Token::Ident(name) if after_dot => found.push(name.to_string()),
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock => {
                let nested: Result<(), ParseError<'_, ()>> = parser.parse_nested_block(|parser| {
                    collect(parser, found);
                    Ok(())
                });
                assert!(nested.is_ok());
            }
            _ => {}
        }
        after_dot = is_dot;
    }
}

#[test]
fn every_selector_stays_in_the_widget() {
    let all = selectors(SHEET);
    assert!(all.len() > 200, "{} selectors", all.len());
    let leaks: Vec<_> = all.iter().filter(|selector| !is_scoped(selector)).collect();
    assert_eq!(leaks, [""; 0]);
}

#[test]
fn every_class_has_the_prefix() {
    let bare: Vec<String> = selectors(SHEET)
        .iter()
        .flat_map(|selector| classes(selector))
        .filter(|class| !class.starts_with("ex-"))
        .collect();
    assert_eq!(bare, [""; 0]);
}

#[test]
fn a_rule_that_leaves_the_widget_is_found() {
    let sheet = "@media print { .explainer .ex-a, .both > .columns { display: block } }";
    let all = selectors(sheet);
    assert_eq!(all, [".explainer .ex-a", ".both > .columns"]);
    assert!(is_scoped(&all[0]) && !is_scoped(&all[1]));
    for leak in [
        ".explainer-not p",
        ".explainer + p",
        ".explainer ~ p",
        "p",
        ".both > .explained",
    ] {
        assert!(!is_scoped(leak), "{leak}");
    }
    assert_eq!(classes(&all[1]), ["both", "columns"]);
    assert_eq!(
        classes(".explainer :is(.a, .b:not(.c)) > p"),
        ["a", "b", "c"]
    );
}

/// `--explainer-…` belongs to hosts, who set it; `--_…` is the widget's own, and only those are
/// set.
#[test]
fn custom_properties_are_public_or_private() {
    let mut found = 0;
    for (at, _) in SHEET.match_indices("--") {
        let name: &str = SHEET[at..]
            .split(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c))
            .next()
            .unwrap();
        let rest = &SHEET[at + name.len()..];
        let is_set = rest.starts_with(':');
        found += usize::from(is_set);
        // A comment names both kinds as `--explainer-…` and `--_…`.
        if !rest.starts_with('…') {
            assert!(
                name.starts_with("--_") || !is_set && name.starts_with("--explainer-"),
                "{name}"
            );
        }
    }
    assert!(found > 20, "{found} properties");
}
