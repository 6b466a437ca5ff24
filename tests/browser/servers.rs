//! The settings that docs/hosting.md offers for web servers, each in its server: the promised
//! types, compression, caching and access from other origins, and a host's page that depends on
//! them.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use ureq::Agent;

use crate::support::{Browser, Engine, NONE, Site, article, dist, free_port, told};

journeys! {
    Default in &[Engine::Chromium] => nginx_serves_as_documented, caddy_serves_as_documented,
        hosts_with_a_headers_file_serve_as_documented;
}

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ALWAYS_CHECKED: &str = "no-cache";

fn nginx_serves_as_documented(browser: &Browser) {
    let server = Server::nginx();
    answers_as_promised(&server.release);
    compresses(&server.release);
    gives_a_guest_all_it_needs(browser, &server.release);
}

fn caddy_serves_as_documented(browser: &Browser) {
    let server = Server::caddy();
    answers_as_promised(&server.release);
    compresses(&server.release);
    gives_a_guest_all_it_needs(browser, &server.release);
}

/// Netlify and Cloudflare Pages read the headers from a file of the release; here, a server of the
/// test reads it.
fn hosts_with_a_headers_file_serve_as_documented(browser: &Browser) {
    let text = fs::read_to_string(dist().join("_headers")).expect("the headers");
    let (mut pattern, mut rules) = ("", Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line
            .strip_prefix("  ")
            .map(|rule| rule.split_once(": ").expect("a header"))
        {
            Some((name, value)) => rules.push([pattern, name, value].map(str::to_owned)),
            None => pattern = line,
        }
    }
    let fits = |pattern: &str, path: &str| {
        pattern
            .split_once('*')
            .map_or(pattern == path, |(start, end)| {
                path.starts_with(start) && path.ends_with(end)
            })
    };
    let host = Site::new()
        .on("", move |answer| {
            for [pattern, name, value] in &rules {
                if fits(pattern, &answer.path.clone()) {
                    answer.header(name, value);
                }
            }
        })
        .serve();
    for path in ["/explainer.js", "/stories/index.json", "/embed.html"] {
        let answer = ask(&host.url(path), &[]);
        answer.is_for_everyone(path);
        // These hosts revalidate every file without a header.
        assert_eq!(answer.header("cache-control"), "", "{path}");
    }
    let wasm = ask(
        &host.url(&format!("/{}", versioned("widget_bg-", "wasm"))),
        &[],
    );
    assert_eq!(
        (wasm.header("cache-control"), wasm.header("content-type")),
        (FOR_EVER, "application/wasm")
    );
    gives_a_guest_all_it_needs(browser, &host.url("/"));
}

// ── Promises ──

/// Types, origins and caches of every kind of file.
fn answers_as_promised(release: &str) {
    let live = versioned("live-", "js");
    let wasm = versioned("widget_bg-", "wasm");
    let story = versioned("journey.story-", "txt");
    let files = [
        ("", "text/html", ALWAYS_CHECKED),
        ("index.en.html", "text/html", ALWAYS_CHECKED),
        ("explainer.js", "text/javascript", ALWAYS_CHECKED),
        ("explainer.css", "text/css", ALWAYS_CHECKED),
        ("embed.html", "text/html", ALWAYS_CHECKED),
        ("stories/index.json", "application/json", ALWAYS_CHECKED),
        ("stories/journey.en.svg", "image/svg+xml", ALWAYS_CHECKED),
        ("stories/journey.en.png", "image/png", ALWAYS_CHECKED),
        (&*live, "text/javascript", FOR_EVER),
        (&*wasm, "application/wasm", FOR_EVER),
        (&*story, "text/plain", FOR_EVER),
    ];
    for (path, kind, cache) in files {
        let address = format!("{release}{path}");
        let answer = ask(&address, &[]);
        assert_eq!(answer.status, 200, "{address}");
        let found = answer.header("content-type");
        assert!(
            found == kind || found.starts_with(&format!("{kind};")),
            "{address} is sent as {found}"
        );
        assert_eq!(answer.header("cache-control"), cache, "{address}");
        answer.is_for_everyone(&address);
        let embedder = if path == "embed.html" {
            "require-corp"
        } else {
            ""
        };
        assert_eq!(
            answer.header("cross-origin-embedder-policy"),
            embedder,
            "{address}"
        );
        // A later visit transfers only headers.
        let tag = answer.header("etag");
        assert_ne!(tag, "", "{address}");
        let later = ask(&address, &[("If-None-Match", tag)]);
        assert_eq!((later.status, later.body.len()), (304, 0), "{address}");
    }
    for path in ["nothing.html", "v/nothing.js", "stories/nothing.json"] {
        let answer = ask(&format!("{release}{path}"), &[]);
        assert_eq!(answer.status, 404, "{path}");
        // A missing file may only be missing until the upload has ended, so the answer must not be
        // cached.
        assert_eq!(answer.header("cache-control"), ALWAYS_CHECKED, "{path}");
        answer.is_for_everyone(path);
    }
}

/// Every file is sent in the best compression that the browser accepts, as it was compressed by the
/// build.
fn compresses(release: &str) {
    for path in [
        "index.html",
        "explainer.js",
        &versioned("widget_bg-", "wasm"),
        "stories/journey.json",
    ] {
        for (coding, suffix) in [("br", ".br"), ("gzip", ".gz"), ("identity", "")] {
            let answer = ask(&format!("{release}{path}"), &[("Accept-Encoding", coding)]);
            let sent = if coding == "identity" { "" } else { coding };
            assert_eq!(answer.header("content-encoding"), sent, "{path}");
            let file =
                fs::read(dist().join(format!("{path}{suffix}"))).expect("a file of the release");
            assert!(
                answer.body == file,
                "{path}: what is sent as {coding} is not {path}{suffix}"
            );
            if coding != "identity" {
                assert!(
                    answer
                        .header("vary")
                        .to_lowercase()
                        .contains("accept-encoding"),
                    "{path}"
                );
            }
        }
    }
}

/// The element and the frame, in a cross-origin isolated page of another origin.
fn gives_a_guest_all_it_needs(browser: &Browser, release: &str) {
    let page = article(&format!(
        "<explainer-widget lang=en loading=eager></explainer-widget>
         <iframe id=frame title=Explainer width=700 height=800 sandbox=allow-scripts \
         src='{release}embed.html?story=journey&lang=ja'></iframe>"
    ))
    .replace("/explainer.js", &format!("{release}explainer.js"));
    let near = Site::new()
        .file("/article.html", page)
        .on(".html", |answer| {
            answer.header("Cross-Origin-Embedder-Policy", "require-corp");
            answer.header("Cross-Origin-Opener-Policy", "same-origin");
        })
        .serve();
    browser.visit(&near.url("/article.html"));
    assert!(
        browser.holds("crossOriginIsolated"),
        "the page is not isolated"
    );
    browser.click("#spectrograph .ex-when a");
    browser.waits_for_event("spectrograph");
    assert_eq!(browser.complaints(), NONE);
    // A frame that is out of sight gets no animation frames, so it would not finish.
    browser.ask(
        "document.querySelector('#frame').scrollIntoView({ block: 'center', behavior: 'instant' })",
    );
    browser.inside("#frame");
    browser.alive();
    assert_eq!(browser.text("return one('.explainer').lang"), "ja");
    browser.outside();
}

/// The path of a file that has its hash in its name.
fn versioned(start: &str, extension: &str) -> String {
    let mut folders = fs::read_dir(dist().join("v")).expect("versions");
    let folder = folders
        .next()
        .expect("a version")
        .expect("its folder")
        .path();
    let mut names = fs::read_dir(&folder)
        .expect("its files")
        .map(|file| file.expect("a file").file_name());
    let fits = |name: &str| {
        name.starts_with(start)
            && Path::new(name)
                .extension()
                .is_some_and(|it| it == extension)
    };
    let name = names.find_map(|name| name.into_string().ok().filter(|name| fits(name)));
    let version = folder
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    format!(
        "v/{version}/{}",
        name.unwrap_or_else(|| panic!("no {start}….{extension}"))
    )
}

// ── Requests ──

/// The response of a server, not decompressed.
struct Told {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Told {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// Every page may use it, and no browser guesses its type.
    fn is_for_everyone(&self, address: &str) {
        assert_eq!(self.header("access-control-allow-origin"), "*", "{address}");
        assert_eq!(
            self.header("cross-origin-resource-policy"),
            "cross-origin",
            "{address}"
        );
        assert_eq!(
            self.header("x-content-type-options"),
            "nosniff",
            "{address}"
        );
    }
}

fn ask(address: &str, headers: &[(&str, &str)]) -> Told {
    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let request = agent
        .get(address)
        .header("Origin", "https://an.article.example");
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    let mut answer = request
        .call()
        .unwrap_or_else(|error| panic!("{address}: {error}"));
    let headers = answer.headers().iter();
    let headers =
        headers.map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap().to_owned()));
    Told {
        status: answer.status().as_u16(),
        headers: headers.collect(),
        body: answer
            .body_mut()
            .with_config()
            .limit(1 << 24)
            .read_to_vec()
            .unwrap(),
    }
}

// ── The servers ──

/// A web server with the settings that are offered for it; it ends when this value is dropped.
struct Server {
    program: Child,
    folder: PathBuf,
    /// The address of the release; ends with a slash.
    release: String,
}

impl Server {
    fn nginx() -> Self {
        let port = free_port();
        let (http, server) = (setting("nginx-http.conf"), setting("nginx.conf"));
        let server = exchange(
            &server,
            "/srv/explainer/",
            &format!("\"{}/\"", dist().display()),
        );
        // The rest is usual in a machine's own settings; the path of the module is Debian's.
        let settings = format!(
            "daemon off; master_process off; pid nginx.pid; error_log stderr;
             load_module {}; events {{}}
             http {{
                 access_log off;
                 client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; \
                     uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                 {http}
                 brotli_static on;
                 server {{ listen 127.0.0.1:{port};
                 {server}
                 }}
             }}",
            told("NGINX_BROTLI").display(),
        );
        Self::start(
            "nginx",
            port,
            "explainer/",
            &settings,
            |command, folder, file| {
                command
                    .arg("-p")
                    .arg(folder)
                    .arg("-c")
                    .arg(file)
                    .args(["-e", "stderr"]);
            },
        )
    }

    fn caddy() -> Self {
        let port = free_port();
        let settings = exchange(
            &setting("Caddyfile"),
            "/srv/explainer",
            &format!("\"{}\"", dist().display()),
        );
        let settings = exchange(
            &settings,
            "example.org",
            &format!("http://127.0.0.1:{port}"),
        );
        let settings = format!("{{\n\tadmin off\n\tauto_https off\n}}\n{settings}");
        Self::start("caddy", port, "", &settings, |command, folder, file| {
            command
                .args(["run", "--adapter", "caddyfile", "--config"])
                .arg(file);
            for home in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
                command.env(home, folder);
            }
        })
    }

    /// Starts a server in a folder of its own and waits until it listens.
    fn start(
        name: &str,
        port: u16,
        path: &str,
        settings: &str,
        prepare: impl FnOnce(&mut Command, &Path, &Path),
    ) -> Self {
        let folder = std::env::temp_dir().join(format!("explainer-{name}-{port}"));
        fs::create_dir_all(&folder).expect("a folder");
        let (file, log) = (folder.join("settings"), folder.join("log"));
        fs::write(&file, settings).expect("settings");
        let mut command = Command::new(told(&name.to_uppercase()));
        prepare(&mut command, &folder, &file);
        let output = fs::File::create(&log).expect("a log");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(output)
            .current_dir(&folder);
        let program = command
            .spawn()
            .unwrap_or_else(|error| panic!("{name} does not start: {error}"));
        let mut server = Server {
            program,
            folder,
            release: format!("http://127.0.0.1:{port}/{path}"),
        };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = server.program.try_wait().expect("a state");
            let said = || fs::read_to_string(&log).unwrap_or_default();
            assert!(
                ended.is_none(),
                "{name} does not take its settings: {}",
                said()
            );
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "{name} does not listen: {}",
                said()
            );
            sleep(Duration::from_millis(20));
        }
        let warned = fs::read_to_string(&log).unwrap_or_default();
        assert!(
            !warned.contains("[warn]"),
            "{name} warns of its settings: {warned}"
        );
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An error means that the server has ended already.
        drop(self.program.kill());
        drop(self.program.wait());
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// Returns one of the offered settings.
fn setting(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("static/hosting")
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Replaces an example in the settings, which must occur, as a user of the settings does.
fn exchange(settings: &str, example: &str, own: &str) -> String {
    assert!(settings.contains(example), "no {example} in {settings}");
    settings.replace(example, own)
}
