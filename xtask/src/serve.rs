//! A web server for the site or the release on this machine alone: right media types, compressed
//! files to clients that accept them, readable from pages of every origin.

use std::collections::BTreeSet;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow, bail};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use tokio::runtime;
use tower_http::services::ServeDir;

use crate::dist;
use crate::files::descendants;
use crate::shell::root;
use crate::site::{self, Purpose};
use crate::tools;

/// The folder of files that change during development.
const DEVELOPMENT_PATH: &str = "/v/dev/";

/// The sources of the site and of the tools that build it.
const SOURCES: [&str; 9] = [
    "src",
    "static",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "Trunk.toml",
    "package-lock.json",
    "xtask/src",
];

/// `cargo xtask serve [--port N] [--watch]`
pub(crate) fn command(options: &[&str]) -> Result<()> {
    let (mut port, mut watching) = (8080, false);
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match *option {
            "--port" => {
                let number = options.next().context("--port needs a number")?;
                port = number
                    .parse()
                    .with_context(|| format!("{number} is not a port"))?;
            }
            "--watch" => watching = true,
            other => bail!("serve knows --port N and --watch, not {other}"),
        }
    }
    // The port is bound before the build, so that nobody waits for a build if it is taken.
    let listener = listen(port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    let folder = site::folder()?;
    let built = newest_source();
    if modified(&folder.join("index.html")) > built {
        println!("Nothing has changed since the site was built");
    } else {
        build()?;
    }
    println!("\nThe explainer is at {address} (end with Ctrl-C)");
    let server = answer_all(listener, &folder);
    if watching {
        rebuild_on_change(&address, built);
    }
    server.join().map_err(|_| anyhow!("the server stopped"))?
}

/// Binds a port of this machine; 0 means any free port.
pub(crate) fn listen(port: u16) -> Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!("127.0.0.1:{port} cannot be listened on; choose another with --port N")
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves a folder from a thread of its own, as long as this program runs.
pub(crate) fn answer_all(listener: TcpListener, folder: &Path) -> thread::JoinHandle<Result<()>> {
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip();
    let app = Router::new()
        .fallback_service(files)
        .layer(middleware::from_fn(with_headers));
    thread::spawn(|| {
        let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            Ok(axum::serve(listener, app).await?)
        })
    })
}

/// Adds the headers that the settings in `static/hosting` send, as far as they matter on this
/// machine.
async fn with_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let keep = if path.starts_with("/v/") && !path.starts_with(DEVELOPMENT_PATH) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CACHE_CONTROL, keep),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::VARY, "Accept-Encoding"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Builds again whenever a source has changed; the last build is served until the new one has
/// succeeded.
fn rebuild_on_change(address: &str, mut built: Option<SystemTime>) -> ! {
    loop {
        thread::sleep(Duration::from_millis(500));
        let newest = newest_source();
        if newest > built {
            built = newest;
            match build() {
                Ok(()) => println!("\nBuilt again: {address}"),
                Err(error) => eprintln!("\nNot built: {error:#}"),
            }
        }
    }
}

/// Builds the site for development; `cargo xtask dist` makes the release.
fn build() -> Result<()> {
    tools::for_building()?;
    site::build(Purpose::Development).map(drop)
}

/// Returns true if `dist/` was built after the newest change of its sources.
pub(crate) fn up_to_date(newest_source: Option<SystemTime>) -> bool {
    modified(&root().join(dist::BUILT)) > newest_source
}

/// Returns the time when a source was last changed, added or removed.
pub(crate) fn newest_source() -> Option<SystemTime> {
    let all = |source: &&str| {
        let path = root().join(source);
        let mut within = descendants(&path).unwrap_or_default();
        within.extend(
            within
                .iter()
                .filter_map(|file| Some(file.parent()?.to_owned()))
                .collect::<BTreeSet<_>>(),
        );
        within.push(path);
        within
    };
    SOURCES
        .iter()
        .flat_map(all)
        .filter_map(|path| modified(&path))
        .max()
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::path::PathBuf;

    use super::*;

    /// Sends a request and returns the whole response.
    fn ask(address: SocketAddr, path: &str, headers: &str) -> Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).to_lowercase())
    }

    /// Serves a folder with a few files.
    fn served(name: &str) -> Result<(SocketAddr, PathBuf)> {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("v/1"))?;
        for file in ["index.html", "a.js", "a.js.br", "a.js.gz", "v/1/b.wasm"] {
            fs::write(folder.join(file), file)?;
        }
        let listener = listen(0)?;
        let address = listener.local_addr()?;
        drop(answer_all(listener, &folder));
        Ok((address, folder))
    }

    #[test]
    fn files_are_sent_as_a_host_should_send_them() -> Result<()> {
        let (address, folder) = served("files")?;
        let page = ask(address, "/", "")?;
        assert!(
            page.starts_with("http/1.1 200") && page.contains("content-type: text/html"),
            "{page}"
        );
        assert!(page.contains("cache-control: no-cache"), "{page}");
        let program = ask(address, "/v/1/b.wasm", "")?;
        assert!(
            program.contains("content-type: application/wasm") && program.contains("immutable"),
            "{program}"
        );
        let packed = ask(
            address,
            "/a.js",
            "Accept-Encoding: gzip, deflate, br;q=1.0\r\n",
        )?;
        assert!(
            packed.contains("content-encoding: br") && packed.contains("text/javascript"),
            "{packed}"
        );
        let plain = ask(address, "/a.js", "")?;
        assert!(
            !plain.contains("content-encoding") && plain.ends_with("a.js"),
            "{plain}"
        );
        for outside in ["/../Cargo.toml", "//etc/passwd", "/%2e%2e/a", "/none"] {
            let refused = ask(address, outside, "")?;
            assert!(refused.starts_with("http/1.1 404"), "{outside}: {refused}");
        }
        Ok(fs::remove_dir_all(folder)?)
    }

    #[test]
    fn ten_thousand_connections_are_all_answered() -> Result<()> {
        let (address, folder) = served("soak")?;
        let eight = (0..8).map(|_| {
            thread::spawn(move || -> Result<usize> {
                let mut answered = 0;
                for _ in 0..1250 {
                    let answer = ask(address, "/a.js", "")?;
                    answered += usize::from(answer.ends_with("a.js"));
                }
                Ok(answered)
            })
        });
        let mut answered = 0;
        for thread in eight.collect::<Vec<_>>() {
            answered += thread.join().map_err(|_| anyhow!("a client stopped"))??;
        }
        assert_eq!(answered, 10_000);
        Ok(fs::remove_dir_all(folder)?)
    }
}
