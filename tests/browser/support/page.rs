//! Checks for every page: axe-core's rules, nothing that extends beyond the page, nothing cut off.

use std::fs;

use serde_json::Value;

use super::{Browser, Site};

/// The checks that run in the page, as functions.
const AUDITS: &str = include_str!("audits.js");

/// Checks the page that a browser shows.
pub(crate) struct Audit;

impl Audit {
    /// Returns every violation that axe-core finds, with the elements.
    pub(crate) fn axe(browser: &Browser) -> Vec<String> {
        if !browser.holds("window.axe") {
            let path = concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/node_modules/axe-core/axe.min.js"
            );
            let axe = fs::read_to_string(path).expect("axe-core, from npm");
            // It runs as a script of the driver, because a page may forbid the evaluation of text.
            browser.ask(&axe);
        }
        let tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
        let found = browser.await_answer(&format!(
            "const {{ violations, passes }} = await axe.run(document, {{ runOnly: {tags} }});
             return [violations.flatMap((rule) => rule.nodes.map((node) =>
                 `${{rule.id}}: ${{node.target.flat().join(' ')}}: ${{node.failureSummary}}`)), \
                     passes.length]"
        ));
        assert!(
            found[1].as_u64() > Some(10),
            "axe-core has checked next to nothing"
        );
        texts(&found[0])
    }

    /// Returns elements that extend beyond the left or right edge of the window, or make the page
    /// scroll sideways.
    pub(crate) fn sideways(browser: &Browser) -> Vec<String> {
        texts(&browser.ask(&format!("{AUDITS} return sideways(all, seen)")))
    }

    /// Returns text that its box cuts off, that leaves its drawing, or that touches other text
    /// there.
    pub(crate) fn cut(browser: &Browser) -> Vec<String> {
        texts(&browser.ask(&format!("{AUDITS} return cut(all, seen)")))
    }
}

fn texts(value: &Value) -> Vec<String> {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

/// Returns a page of a host with the given body; it links the loader.
pub(crate) fn article(body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>An article</title>\
         <script type=\"module\" src=\"/explainer.js\"></script></head><body><main>\
         <h1>Article</h1>{body}</main></body></html>"
    )
}

/// Returns a page with a frame of 320 pixels: windows of two engines cannot be that narrow.
pub(crate) fn narrow(site: Site, path: &str) -> Site {
    let page = format!(
        "<!doctype html><html lang=en><head><title>Narrow</title></head><body style=margin:0>
         <iframe title=page src={path} width=320 height=700 style=border:0></iframe></body></html>"
    );
    site.file("/narrow/page.htm", page)
        .on("page.htm", |answer| {
            answer.header("Content-Type", "text/html")
        })
}

impl Browser {
    /// Opens a page and waits until it shows the live story.
    pub(crate) fn visit(&self, url: &str) {
        self.go(url);
        self.alive();
    }

    /// Waits until the page shows the live story, to its end.
    pub(crate) fn alive(&self) {
        self.wait(
            "the live story",
            "host.shadowRoot.querySelector('.explainer .ex-end')",
        );
        self.wait(
            "all of it is laid out",
            "!host.shadowRoot.querySelector('[style*=visibility]')",
        );
    }

    /// The ids of the events that are shown.
    pub(crate) fn events(&self) -> Vec<String> {
        self.texts("return all('article.ex-event').map((event) => event.id)")
    }

    /// The id of the event that is open.
    pub(crate) fn waits_for_event(&self, id: &str) {
        self.wait(
            &format!("{id} is open"),
            &format!("one('.ex-event.ex-opened').id === '{id}'"),
        );
        self.wait(
            &format!("{id} is in sight"),
            &format!(
                "(({{ top, bottom }}) => bottom > 0 \
                     && top < innerHeight - 20)(one('#{id} .ex-when').getBoundingClientRect())"
            ),
        );
    }
}
