//! The looks of the static page: axe-core's rules, narrow windows, wide spacing, the dark theme,
//! and the reader's own colours.

use crate::support::{ALL, Audit, Browser, Engine, NONE, Site, narrow};
use crate::without_script::PAGES;

journeys! {
    Default in ALL => static_page_has_no_axe_violations, static_page_fits_320_pixels,
        fits_with_wcag_text_spacing, colours_have_enough_contrast, keeps_headings_in_order;
    Dark in ALL => static_page_has_no_axe_violations_in_dark_mode,
        colours_have_enough_contrast_in_dark_mode;
    // WebKitGTK's `MiniBrowser` has no setting for the size of text.
    LargeText in &[Engine::Chromium, Engine::Firefox] => fits_with_text_twice_as_large;
    ForcedColours in &[Engine::Chromium, Engine::Firefox] => uses_forced_colours;
}

fn static_page_has_no_axe_violations(browser: &Browser) {
    let site = Site::still().serve();
    for (page, _) in PAGES {
        browser.go(&site.url(page));
        assert_eq!(Audit::axe(browser), NONE, "{page}");
        assert_eq!(browser.complaints(), NONE);
    }
}

fn static_page_has_no_axe_violations_in_dark_mode(browser: &Browser) {
    let site = Site::still().serve();
    browser.go(&site.url("/"));
    assert!(browser.holds("matchMedia('(prefers-color-scheme: dark)').matches"));
    let paper = browser.ask(&format!(
        "{COLOURS} return luminance(ground(one('.explainer')))"
    ));
    assert!(paper.as_f64() < Some(0.1), "the page is not dark: {paper}");
    assert_eq!(Audit::axe(browser), NONE);
}

fn static_page_fits_320_pixels(browser: &Browser) {
    for (page, _) in PAGES {
        let site = narrow(Site::still(), page).serve();
        browser.go(&site.url("/narrow/page.htm"));
        browser.inside("iframe");
        browser.wait(
            "the page in the frame",
            "document.readyState === 'complete' && one('.explainer')",
        );
        assert_eq!(browser.number("return innerWidth"), 320.0);
        assert_eq!(Audit::sideways(browser), NONE, "{page}");
        assert_eq!(Audit::cut(browser), NONE, "{page}");
        browser.outside();
    }
}

/// The page in both languages, wide and narrow, for a look at each.
fn at_both_widths(browser: &Browser, look: impl Fn()) {
    for ((page, _), narrow_page) in PAGES
        .into_iter()
        .flat_map(|page| [(page, false), (page, true)])
    {
        let site = narrow(Site::still(), page).serve();
        browser.go(&site.url(if narrow_page {
            "/narrow/page.htm"
        } else {
            page
        }));
        if narrow_page {
            browser.inside("iframe");
        }
        browser.wait(
            "the page",
            "document.readyState === 'complete' && one('.explainer')",
        );
        look();
        assert_eq!(
            Audit::sideways(browser),
            NONE,
            "{page}, narrow: {narrow_page}"
        );
        assert_eq!(Audit::cut(browser), NONE, "{page}, narrow: {narrow_page}");
        browser.outside();
    }
}

/// The spacing that WCAG 2.2 names (1.4.12), in a wide face where the machine has it.
const SPACED: &str = "
    .explainer { font-family: 'DejaVu Sans', sans-serif !important }
    * {
        line-height: 1.5 !important;
        letter-spacing: .12em !important;
        word-spacing: .16em !important
    }
    p { margin-bottom: 2em !important }";

fn fits_with_wcag_text_spacing(browser: &Browser) {
    at_both_widths(browser, || {
        let height = "return one('.explainer').offsetHeight";
        let before = browser.number(height);
        browser.ask_about(
            "const sheet = new CSSStyleSheet(); sheet.replaceSync(given[0]); \
                 document.adoptedStyleSheets = [sheet]",
            &[SPACED.into()],
        );
        let after = browser.number(height);
        assert!(
            after > before * 1.05,
            "the style has no effect: {before} to {after}"
        );
    });
}

fn fits_with_text_twice_as_large(browser: &Browser) {
    at_both_widths(browser, || {
        assert_eq!(
            browser.text("return getComputedStyle(one('.ex-event .ex-body p')).fontSize"),
            "32px"
        );
    });
}

/// Relative luminance and contrast as WCAG 2.2 defines them, and the colours that lack it.
const COLOURS: &str = include_str!("support/colours.js");

fn colours_have_enough_contrast(browser: &Browser) {
    let site = Site::still().serve();
    browser.go(&site.url("/"));
    let weak = browser.texts(&format!("{COLOURS} return weak(all, seen)"));
    assert_eq!(weak, NONE);
}

fn colours_have_enough_contrast_in_dark_mode(browser: &Browser) {
    colours_have_enough_contrast(browser);
}

fn keeps_headings_in_order(browser: &Browser) {
    let site = Site::still().serve();
    browser.go(&site.url("/"));
    let levels = browser.ask(
        "return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]\
             .map((it) => Number(it.tagName[1]))",
    );
    let levels: Vec<i64> = levels
        .as_array()
        .unwrap()
        .iter()
        .map(|level| level.as_i64().unwrap())
        .collect();
    assert_eq!(levels.first(), Some(&1));
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "a level is left out: {levels:?}"
    );
    assert!(
        browser.holds("all('article').every((it) => it.querySelector('h4'))"),
        "an event has no heading"
    );
}

fn uses_forced_colours(browser: &Browser) {
    let site = Site::still().serve();
    browser.go(&site.url("/index.en.html"));
    assert!(browser.holds("matchMedia('(forced-colors: active)').matches"));
    // Browsers do not change the colours of drawings such as the bars; the style sheet must choose
    // the reader's colours.
    let told = browser.texts(
        "const probe = document.body.appendChild(document.createElement('p'));
         const system = ['CanvasText', 'LinkText', 'ButtonText', 'Highlight', 'GrayText', \
             'Canvas', 'ButtonBorder'].map((name) => {
             probe.style.color = name;
             return getComputedStyle(probe).color;
         });
         probe.remove();
         const found = [];
         for (const shape of all('.ex-bars .ex-bar path, .ex-bars .ex-bar rect:not(.ex-touch), \
             .ex-bars text, .ex-map circle, .ex-map text, svg.ex-mark path')) {
             const { fill, stroke } = getComputedStyle(shape);
             for (const colour of [fill, stroke]) {
                 if (colour.startsWith('rgb') && !colour.endsWith(', 0)') \
                     && !system.includes(colour))
                     found.push(`${shape.parentElement.getAttribute('class')} ${shape.tagName} \
                         ${shape.getAttribute('class')}: ${colour}`);
             }
         }
         return [...new Set(found)].slice(0, 10)",
    );
    assert_eq!(told, NONE);
    let status = browser.text("return getComputedStyle(one('.ex-status')).borderTopStyle");
    assert_ne!(
        status, "none",
        "a status is told from its surroundings by its ground alone"
    );
}
