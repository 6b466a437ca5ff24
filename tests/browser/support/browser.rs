//! A browser and the actions of a reader. A `WebDriver` session is a few kinds of requests, one
//! after the other. With a blocking HTTP client they are simpler than with an asynchronous library,
//! including those that only one of the drivers has.
//!
//! Scripts run with a few names at hand: `root`, which contains the elements of the widget, live or
//! static; `one(selector)` and `all(selector)` in it; `seen(element)`, its text.

use std::cell::Cell;
use std::thread::sleep;
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};
use ureq::Agent;

use super::driver::{Driver, Engine, Mode};

/// The time that a busy machine may take to show what a reader waits for.
const PATIENCE: Duration = Duration::from_secs(60);

/// The window of a desktop, which is the default of a journey.
const WINDOW: (u32, u32) = (1280, 900);

/// Keys without a character.
pub(crate) struct Key;

impl Key {
    pub(crate) const BACKSPACE: &str = "\u{e003}";
    pub(crate) const TAB: &str = "\u{e004}";
    pub(crate) const ENTER: &str = "\u{e007}";
    pub(crate) const SHIFT: &str = "\u{e008}";
    pub(crate) const CONTROL: &str = "\u{e009}";

    pub(crate) const ESCAPE: &str = "\u{e00c}";
    pub(crate) const PAGE_DOWN: &str = "\u{e00f}";
    pub(crate) const END: &str = "\u{e010}";
    pub(crate) const HOME: &str = "\u{e011}";
    pub(crate) const LEFT: &str = "\u{e012}";
    pub(crate) const UP: &str = "\u{e013}";
    pub(crate) const RIGHT: &str = "\u{e014}";
    pub(crate) const DOWN: &str = "\u{e015}";
}

/// A browser, which ends when this value is dropped.
pub(crate) struct Browser {
    pub(crate) engine: Engine,
    pub(crate) mode: Mode,
    agent: Agent,
    session: String,
    /// The index of the widget in the page to which scripts refer.
    widget: Cell<usize>,
    _driver: Driver,
}

impl Browser {
    pub(crate) fn start(engine: Engine, mode: Mode) -> Self {
        let driver = Driver::start(engine, mode);
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(5 * PATIENCE))
            .build()
            .into();
        let wanted = json!({ "capabilities": { "alwaysMatch": engine.capabilities(mode) } });
        let begun = Instant::now();
        let told = loop {
            match send(
                &agent,
                "POST",
                &format!("{}/session", driver.address),
                Some(&wanted),
            ) {
                Ok(told) => break told,
                Err(error) if begun.elapsed() > PATIENCE => panic!("no session: {error}"),
                Err(_) => sleep(Duration::from_millis(50)),
            }
        };
        let session = format!(
            "{}/session/{}",
            driver.address,
            told["sessionId"].as_str().expect("a session")
        );
        let browser = Browser {
            engine,
            mode,
            agent,
            session,
            widget: Cell::new(0),
            _driver: driver,
        };
        browser.post("timeouts", json!({ "script": 120_000 }));
        if (engine, mode) == (Engine::Chromium, Mode::ForcedColours) {
            let features = json!([{ "name": "forced-colors", "value": "active" }]);
            browser.devtools(
                "Emulation.setEmulatedMedia",
                json!({ "features": features }),
            );
        }
        browser.reset();
        browser
    }

    /// Restores the state that the next journey expects.
    pub(crate) fn reset(&self) {
        self.outside();
        self.widget.set(0);
        self.go("about:blank");
        self.window(WINDOW.0, WINDOW.1);
        self.complaints_of_engine();
    }

    // ── The protocol ──

    fn try_call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        send(
            &self.agent,
            method,
            &format!("{}/{path}", self.session),
            body,
        )
    }

    fn post(&self, path: &str, body: Value) -> Value {
        self.try_call("POST", path, Some(&body))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.post(
            "goog/cdp/execute",
            json!({ "cmd": command, "params": parameters }),
        )
    }

    // ── The page ──

    pub(crate) fn go(&self, url: &str) {
        self.post("url", json!({ "url": url }));
    }

    pub(crate) fn url(&self) -> String {
        let url = self.try_call("GET", "url", None).expect("an address");
        url.as_str().expect("text").to_owned()
    }

    pub(crate) fn back(&self) {
        self.post("back", json!({}));
    }

    pub(crate) fn forward(&self) {
        self.post("forward", json!({}));
    }

    /// Sets the size of the window; Firefox and `WebKitGTK` have a smallest width (see
    /// [`Browser::narrow`]).
    pub(crate) fn window(&self, width: u32, height: u32) {
        self.post("window/rect", json!({ "width": width, "height": height }));
    }

    /// Selects another widget of the page.
    pub(crate) fn turn_to_widget(&self, number: usize) {
        self.widget.set(number);
    }

    /// Enters a frame.
    pub(crate) fn inside(&self, selector: &str) {
        let frame = self.element(selector);
        self.post("frame", json!({ "id": frame }));
    }

    /// Leaves all frames.
    pub(crate) fn outside(&self) {
        self.post("frame", json!({ "id": null }));
    }

    /// Returns the value that a script's body returns in the page.
    pub(crate) fn ask(&self, script: &str) -> Value {
        self.ask_about(script, &[])
    }

    /// The same, with values that the script calls `given`.
    pub(crate) fn ask_about(&self, script: &str, given: &[Value]) -> Value {
        self.try_ask(script, given)
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    fn try_ask(&self, script: &str, given: &[Value]) -> Result<Value, String> {
        let mut values = vec![json!(self.widget.get())];
        values.extend_from_slice(given);
        let script = format!("{NAMES}{script}");
        self.try_call(
            "POST",
            "execute/sync",
            Some(&json!({ "script": script, "args": values })),
        )
    }

    /// Returns the value with which a promise is fulfilled.
    pub(crate) fn await_answer(&self, script: &str) -> Value {
        let script = format!(
            "const tell = arguments[arguments.length - 1]; {NAMES}
             (async () => {{ {script} }})()\
                 .then(tell, (error) => tell({{ thrown: String(error?.stack ?? error) }}))"
        );
        let answer = self.post(
            "execute/async",
            json!({ "script": script, "args": [self.widget.get()] }),
        );
        assert_eq!(answer.get("thrown"), None, "{script}");
        answer
    }

    /// Waits until a promise is fulfilled with true; `what` names the condition.
    pub(crate) fn wait_for_answer(&self, what: &str, script: &str) {
        let begun = Instant::now();
        while self.await_answer(script) != true {
            assert!(begun.elapsed() < PATIENCE, "waited in vain: {what}");
            sleep(Duration::from_millis(40));
        }
    }

    pub(crate) fn text(&self, script: &str) -> String {
        let answer = self.ask(script);
        answer
            .as_str()
            .unwrap_or_else(|| panic!("{script}: no text but {answer}"))
            .to_owned()
    }

    pub(crate) fn texts(&self, script: &str) -> Vec<String> {
        serde_json::from_value(self.ask(script)).unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    pub(crate) fn number(&self, script: &str) -> f64 {
        let answer = self.ask(script);
        answer
            .as_f64()
            .unwrap_or_else(|| panic!("{script}: no number but {answer}"))
    }

    /// Returns true if an expression is true.
    pub(crate) fn holds(&self, expression: &str) -> bool {
        self.ask(&format!("return !!({expression})")) == true
    }

    /// Waits until an expression is true; `what` names the condition.
    pub(crate) fn wait(&self, what: &str, expression: &str) {
        let begun = Instant::now();
        let script = format!("return !!({expression})");
        loop {
            let answer = self.try_ask(&script, &[]);
            if answer == Ok(json!(true)) {
                return;
            }
            if begun.elapsed() > PATIENCE {
                let state = "return [window.complaints,
                    document.activeElement?.outerHTML.slice(0, 99),
                    document.body?.innerText.slice(0, 999)]";
                let state = self.try_ask(state, &[]);
                panic!(
                    "waited in vain: {what}; {expression} is {answer:?}; \
                     complaints, focus and text: {state:?}"
                );
            }
            sleep(Duration::from_millis(40));
        }
    }

    /// Waits until nothing moves: for twenty frames the page keeps its height and its scroll
    /// position, the widget the event that is read and the chart its day.
    pub(crate) fn settle(&self) {
        self.await_answer(concat!(include_str!("settle.js"), " await settle()"));
    }

    // ── Input ──

    fn element(&self, selector: &str) -> Value {
        self.ask_about("return one(given[0])", &[json!(selector)])
    }

    fn actions(&self, actions: Value) {
        self.post("actions", json!({ "actions": actions }));
    }

    /// Clicks where an element is, after bringing it into sight.
    pub(crate) fn click(&self, selector: &str) {
        let script =
            "const found = one(given[0]); found.scrollIntoView({ block: 'center' }); return found";
        let element = self.ask_about(script, &[json!(selector)]);
        let element = element
            .as_object()
            .and_then(|it| it.values().next())
            .and_then(Value::as_str);
        self.post(
            &format!("element/{}/click", element.expect("an element")),
            json!({}),
        );
    }

    /// Clicks at a place in the window.
    pub(crate) fn click_at(&self, x: f64, y: f64) {
        self.actions(json!([{ "type": "pointer", "id": "hand", "actions": [
            { "type": "pointerMove", "x": x.round(), "y": y.round(), "duration": 0 },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ] }]));
    }

    /// Presses keys, one after the other.
    pub(crate) fn press(&self, keys: &[&str]) {
        let strokes: Vec<Value> = keys
            .iter()
            .flat_map(|key| {
                ["keyDown", "keyUp"].map(|stroke| json!({ "type": stroke, "value": key }))
            })
            .collect();
        self.actions(json!([{ "type": "key", "id": "keys", "actions": strokes }]));
    }

    /// Presses a key while holding Shift.
    pub(crate) fn press_with_shift(&self, key: &str) {
        self.press_with(Key::SHIFT, key);
    }

    /// Presses a key while holding another.
    pub(crate) fn press_with(&self, held: &str, key: &str) {
        self.actions(json!([{ "type": "key", "id": "keys", "actions": [
            { "type": "keyDown", "value": held },
            { "type": "keyDown", "value": key },
            { "type": "keyUp", "value": key },
            { "type": "keyUp", "value": held },
        ] }]));
    }

    /// Presses Tab until the focus is on the wanted element.
    pub(crate) fn tab_to(&self, selector: &str) {
        self.walk_to(selector, &|| self.press(&[Key::TAB]));
    }

    /// Presses Tab with Shift until the focus is on the wanted element.
    pub(crate) fn tab_back_to(&self, selector: &str) {
        self.walk_to(selector, &|| self.press_with_shift(Key::TAB));
    }

    fn walk_to(&self, selector: &str, step: &dyn Fn()) {
        for _ in 0..400 {
            let there = "return document.activeElement?.matches(given[0]) ?? false";
            if self.ask_about(there, &[json!(selector)]) == true {
                return;
            }
            step();
        }
        panic!("no Tab leads to {selector}");
    }

    pub(crate) fn write(&self, text: &str) {
        let keys: Vec<String> = text.chars().map(String::from).collect();
        self.press(&keys.iter().map(String::as_str).collect::<Vec<_>>());
    }

    pub(crate) fn focus(&self, selector: &str) {
        self.ask_about("one(given[0]).focus()", &[json!(selector)]);
    }

    /// Chooses an entry of a list, by its value.
    pub(crate) fn choose(&self, selector: &str, value: &str) {
        // Each driver opens a list differently; the page gets this event in the end.
        let script = "const list = one(given[0]); list.value = given[1];
                      if (list.value !== given[1]) throw new Error('no such entry');
                      list.dispatchEvent(new Event('change', { bubbles: true }))";
        self.ask_about(script, &[json!(selector), json!(value)]);
    }

    // ── Results ──

    /// Returns the page as a PDF.
    pub(crate) fn print(&self) -> Vec<u8> {
        let paper = self.post("print", json!({ "shrinkToFit": false }));
        BASE64_STANDARD
            .decode(paper.as_str().expect("a PDF"))
            .expect("base64")
    }

    /// Returns a picture of the window, as a PNG.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let picture = self.try_call("GET", "screenshot", None).expect("a picture");
        BASE64_STANDARD
            .decode(picture.as_str().expect("a PNG"))
            .expect("base64")
    }

    /// Returns the errors and warnings of the page and its engine since the page was opened.
    pub(crate) fn complaints(&self) -> Vec<String> {
        // Some are reported only after the next turn of the page's event loop. Without scripts a
        // page has no timers.
        if self.mode != Mode::NoScript {
            self.await_answer("await new Promise((done) => setTimeout(() => setTimeout(done)))");
        }
        let mut complaints = self.texts("return window.complaints ?? []");
        complaints.extend(self.complaints_of_engine());
        complaints
    }

    /// Returns the complaints without those that contain some words.
    pub(crate) fn complaints_but(&self, expected: &str) -> Vec<String> {
        let mut complaints = self.complaints();
        complaints.retain(|it| !it.contains(expected));
        complaints
    }

    fn complaints_of_engine(&self) -> Vec<String> {
        match self.engine {
            Engine::Chromium => {
                let log = self.post("se/log", json!({ "type": "browser" }));
                let entries = log.as_array().expect("a log").iter();
                let bad = entries
                    .filter(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING");
                bad.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
                    .collect()
            }
            Engine::Firefox => self.complaints_of_firefox(),
            Engine::WebKit => Vec::new(),
        }
    }

    /// Returns errors and warnings of pages from Firefox's privileged context, and removes them
    /// from its list.
    /// Firefox ends a script that runs while its page is left, and calls that a timeout. A script
    /// that is too slow in a page that stays fails the journey by itself.
    fn complaints_of_firefox(&self) -> Vec<String> {
        let script = "const told = Services.console.getMessageArray()
                          .filter((it) => it instanceof Ci.nsIScriptError \
                              && /^https?:/.test(it.sourceName) \
                              && !it.errorMessage.startsWith('Script terminated by timeout'))
                          .map((it) => `${it.category}: ${it.errorMessage}`);
                      Services.console.reset();
                      return told";
        self.post("moz/context", json!({ "context": "chrome" }));
        let told = self.try_call(
            "POST",
            "execute/sync",
            Some(&json!({ "script": script, "args": [] })),
        );
        self.post("moz/context", json!({ "context": "content" }));
        serde_json::from_value(told.expect("the console")).expect("texts")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends with this value, even if the request fails.
        drop(self.try_call("DELETE", "", None));
    }
}

/// Sends a request to a driver. The error is the driver's message, or why there is none.
fn send(agent: &Agent, method: &str, url: &str, body: Option<&Value>) -> Result<Value, String> {
    let url = url.trim_end_matches('/');
    let sent = match (method, body) {
        ("POST", Some(body)) => agent.post(url).send_json(body),
        ("DELETE", _) => agent.delete(url).call(),
        _ => agent.get(url).call(),
    };
    let mut answer = sent.map_err(|error| error.to_string())?;
    // Pictures and PDFs are larger than the default limit of the client.
    let text = answer
        .body_mut()
        .with_config()
        .limit(200_000_000)
        .read_json::<Value>();
    let mut value = text.map_err(|error| error.to_string())?["value"].take();
    match value.get("error") {
        Some(Value::String(error)) => {
            let message = value["message"]
                .as_str()
                .unwrap_or_default()
                .lines()
                .next()
                .unwrap_or_default();
            Err(format!("{error}: {message}"))
        }
        _ => Ok(value.take()),
    }
}

/// The names that every script can use.
const NAMES: &str = include_str!("names.js");
