//! What is asked of every page: axe-core's rules, nothing that sticks out sideways, nothing cut off.

use std::fs;

use serde_json::Value;

use super::Browser;

/// Looks at the page that a browser shows.
pub(crate) struct Audit;

impl Audit {
    /// Every violation that axe-core finds, with the elements.
    pub(crate) fn axe(browser: &Browser) -> Vec<String> {
        if !browser.holds("window.axe") {
            let path = concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/node_modules/axe-core/axe.min.js"
            );
            let axe = fs::read_to_string(path).expect("axe-core, from npm");
            // As a script of the driver's: a page may forbid to evaluate texts.
            browser.ask(&axe);
        }
        let tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
        let found = browser.await_answer(&format!(
            "const {{ violations, passes }} = await axe.run(document, {{ runOnly: {tags} }});
             return [violations.flatMap((rule) => rule.nodes.map((node) =>
                 `${{rule.id}}: ${{node.target.flat().join(' ')}}: ${{node.failureSummary}}`)), passes.length]"
        ));
        assert!(
            found[1].as_u64() > Some(10),
            "axe-core has checked next to nothing"
        );
        texts(&found[0])
    }

    /// What reaches over the left or right edge of the window, or makes the page scroll sideways.
    pub(crate) fn sideways(browser: &Browser) -> Vec<String> {
        texts(&browser.ask(
            "const width = document.documentElement.clientWidth;
             const found = [];
             if (document.documentElement.scrollWidth > width) found.push(`the page: ${document.documentElement.scrollWidth} of ${width}`);
             for (const element of all('*')) {
                 // Groups are as wide as what they hold; Firefox counts what overflows twice.
                 if (element.tagName === 'g') continue;
                 // What is moved out of sight on purpose is still read aloud.
                 const box = element.getBoundingClientRect();
                 const unseen = box.width <= 1 || box.height <= 1 || element.closest('svg .ex-touch, [aria-hidden=true]');
                 if (!unseen && (box.left < -1 || box.right > width + 1))
                     found.push(`${element.tagName} ${element.getAttribute('class')}: ${box.left} to ${box.right}: ${seen(element).slice(0, 40)}`);
             }
             return found.slice(0, 10)",
        ))
    }

    /// Text that its box cuts off, that leaves its drawing, or that touches other text there.
    pub(crate) fn cut(browser: &Browser) -> Vec<String> {
        texts(&browser.ask(
            "const found = [];
             for (const element of all('*')) {
                 if (element.closest('svg') || !seen(element) || !element.getClientRects().length) continue;
                 const style = getComputedStyle(element);
                 const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
                 const small = element.clientWidth <= 1 || element.clientHeight <= 1;
                 if (!small && (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1
                     || hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1))
                     found.push(`${element.tagName} ${element.className}: ${seen(element).slice(0, 40)}`);
             }
             for (const text of all('svg.ex-bars text, .ex-mini-chart svg text')) {
                 const [inner, outer] = [text, text.ownerSVGElement].map((it) => it.getBoundingClientRect());
                 // Letters reach a little out of their own boxes, the more the larger they are.
                 const most = Math.max(2, parseFloat(getComputedStyle(text).fontSize) / 8);
                 if (inner.width && (inner.left < outer.left - most || inner.right > outer.right + most))
                     found.push(`text of a bar: ${seen(text)}: ${inner.left} to ${inner.right} in ${outer.left} to ${outer.right}`);
             }
             for (const bar of all('svg.ex-bars .ex-bar')) {
                 const [name, amount] = [...bar.querySelectorAll('text')].map((it) => it.getBoundingClientRect());
                 const beside = amount?.width && name.bottom > amount.top + 2 && amount.bottom > name.top + 2;
                 if (beside && Math.max(name.left, amount.left) < Math.min(name.right, amount.right) + 2)
                     found.push(`name and amount touch: ${seen(bar)}: ${name.right}, ${amount.left}`);
             }
             return found.slice(0, 10)",
        ))
    }
}

fn texts(value: &Value) -> Vec<String> {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

/// A page of a host, with what stands in its body; it links the loader.
pub(crate) fn article(body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>An article</title>\
         <script type=\"module\" src=\"/explainer.js\"></script></head><body><main><h1>Article</h1>{body}</main></body></html>"
    )
}

impl Browser {
    /// Opens a page and waits until its explainer lives.
    pub(crate) fn visit(&self, url: &str) {
        self.go(url);
        self.alive();
    }

    /// Waits until the explainer lives.
    pub(crate) fn alive(&self) {
        self.wait(
            "the explainer comes to life",
            "host.shadowRoot.querySelector('.explainer')",
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
            &format!("(({{ top, bottom }}) => bottom > 0 && top < innerHeight - 20)(one('#{id} .ex-when').getBoundingClientRect())"),
        );
    }
}
