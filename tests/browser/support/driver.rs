//! The three engines and their `WebDriver` programs. `cargo xtask test` passes their paths in the
//! environment.

use std::env;
use std::ffi::OsString;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// The engine of a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// Every engine.
pub(crate) const ALL: &[Engine] = &[Engine::Chromium, Engine::Firefox, Engine::WebKit];

/// The settings of a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    /// The default settings.
    Default,
    /// Pages run no script.
    NoScript,
    /// WebAssembly is not available.
    NoWasm,
    /// The reader prefers dark pages.
    Dark,
    /// The reader has set a text size twice the usual.
    LargeText,
    /// The reader prefers less motion. `WebKitGTK` reads this setting only from the desktop.
    ReducedMotion,
    /// The reader chooses all colours. `WebKitGTK` has no such setting.
    ForcedColours,
    /// Every text is set in Noto Sans, the system font of many Linux machines.
    NotoFont,
    /// Every text is set in `DejaVu` Sans, a fifth wider.
    DejaVuFont,
}

/// Every mode and engine, in the order in which they are tested.
pub(crate) fn kinds() -> impl Iterator<Item = (Mode, Engine)> {
    use Mode::{
        Dark, Default, DejaVuFont, ForcedColours, LargeText, NoScript, NoWasm, NotoFont,
        ReducedMotion,
    };
    let modes = [
        Default,
        NoScript,
        NoWasm,
        Dark,
        LargeText,
        ReducedMotion,
        ForcedColours,
        NotoFont,
        DejaVuFont,
    ];
    modes
        .into_iter()
        .flat_map(|mode| ALL.iter().map(move |engine| (mode, *engine)))
}

impl Engine {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    /// Returns the capabilities for a new session of the driver.
    pub(crate) fn capabilities(self, mode: Mode) -> Value {
        match self {
            Engine::Chromium => chromium(mode),
            Engine::Firefox => firefox(mode),
            Engine::WebKit => webkit(mode),
        }
    }
}

/// A running driver, which ends when this value is dropped.
pub(crate) struct Driver {
    program: Child,
    pub(crate) address: String,
}

impl Driver {
    pub(crate) fn start(engine: Engine, mode: Mode) -> Self {
        let variable = match engine {
            Engine::Chromium => "CHROMEDRIVER",
            Engine::Firefox => "GECKODRIVER",
            Engine::WebKit => "WEBKIT_DRIVER",
        };
        let port = free_port();
        let mut command = Command::new(told(variable));
        command.arg(format!("--port={port}"));
        if engine == Engine::Firefox {
            // Its console and its settings are accessible only in its privileged context.
            command
                .arg("--websocket-port=0")
                .arg("--allow-system-access");
        }
        if (engine, mode) == (Engine::WebKit, Mode::NoWasm) {
            command.env("JSC_useWasm", "0");
        }
        let fonts = match mode {
            Mode::NotoFont => Some("noto.conf"),
            Mode::DejaVuFont => Some("dejavu.conf"),
            _ => None,
        };
        if let Some(file) = fonts {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/fonts");
            command.env("FONTCONFIG_FILE", format!("{folder}/{file}"));
        }
        let program = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver starts");
        Driver {
            program,
            address: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // An error means that the driver has ended already.
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

/// Returns a variable that `cargo xtask test` sets in the environment.
pub(crate) fn told(variable: &str) -> OsString {
    env::var_os(variable).unwrap_or_else(|| panic!("{variable} is not set: run `cargo xtask test`"))
}

/// Returns a port that is free now. Drivers and servers cannot report a port that they choose
/// themselves.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port()
}

fn chromium(mode: Mode) -> Value {
    let mut arguments = vec![
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-sandbox",
    ];
    match mode {
        Mode::NoScript => arguments.push("--blink-settings=scriptEnabled=false"),
        Mode::NoWasm => arguments.push("--js-flags=--jitless"),
        Mode::Dark => arguments.push("--blink-settings=preferredColorScheme=0"),
        Mode::LargeText => arguments.push("--blink-settings=defaultFontSize=32"),
        Mode::ReducedMotion => arguments.push("--force-prefers-reduced-motion"),
        Mode::Default | Mode::ForcedColours | Mode::NotoFont | Mode::DejaVuFont => {}
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": arguments },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

fn firefox(mode: Mode) -> Value {
    let mut settings = json!({ "dom.events.testing.asyncClipboard": true });
    let (name, value) = match mode {
        Mode::Default | Mode::NotoFont | Mode::DejaVuFont => {
            ("layout.css.prefers-color-scheme.content-override", json!(1))
        }
        Mode::NoScript => ("javascript.enabled", json!(false)),
        Mode::NoWasm => ("javascript.options.wasm", json!(false)),
        Mode::Dark => ("layout.css.prefers-color-scheme.content-override", json!(0)),
        Mode::LargeText => ("font.size.variable.x-western", json!(32)),
        Mode::ReducedMotion => ("ui.prefersReducedMotion", json!(1)),
        Mode::ForcedColours => ("browser.display.document_color_use", json!(2)),
    };
    settings[name] = value;
    if mode == Mode::LargeText {
        // The size is also for pages in Japanese.
        settings["font.size.variable.ja"] = json!(32);
    }
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": { "args": ["-headless"], "prefs": settings },
    })
}

fn webkit(mode: Mode) -> Value {
    let mut arguments = vec!["--automation"];
    match mode {
        // This disables only scripts of the page; those of the driver run.
        Mode::NoScript => arguments.push("--enable-javascript-markup=false"),
        Mode::Dark => arguments.push("--dark-mode"),
        _ => {}
    }
    let browser = told("WEBKIT_BROWSER")
        .into_string()
        .expect("a path in UTF-8");
    json!({ "webkitgtk:browserOptions": { "binary": browser, "args": arguments } })
}
