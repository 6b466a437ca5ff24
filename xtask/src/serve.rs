//! A web server for `dist/` on this machine alone: right media types, compressed files to whoever accepts them,
//! readable from pages of every origin.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, Request, Response, Server, StatusCode};

use crate::dist;
use crate::files::{descendants, with_suffix};
use crate::shell::root;
use crate::size;

/// A page, a script and two or three files are asked for at once.
const THREADS: usize = 4;

/// What the site is made of, and by what.
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
    // First of all, so that nobody waits for a build only to learn that the port is taken.
    let server = listen(port)?;
    let built = newest_source();
    if up_to_date(built) {
        println!("Nothing has changed since dist/ was built");
    } else {
        build()?;
    }
    let address = format!("http://{}/", server.server_addr());
    println!("\nThe explainer is at {address} (end with Ctrl-C)");
    let threads = answer_all(&server, &root().join("dist"));
    if watching {
        rebuild_on_change(&address, built);
    }
    for thread in threads {
        thread.join().map_err(|_| anyhow!("the server stopped"))?;
    }
    Ok(())
}

pub(crate) fn listen(port: u16) -> Result<Arc<Server>> {
    let server = Server::http((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        anyhow!("127.0.0.1:{port} cannot be listened on ({error}); choose another with --port N")
    })?;
    Ok(Arc::new(server))
}

pub(crate) fn answer_all(server: &Arc<Server>, folder: &Path) -> Vec<thread::JoinHandle<()>> {
    let serve = |_| {
        let (server, folder) = (Arc::clone(server), folder.to_owned());
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                answer(request, &folder);
            }
        })
    };
    (0..THREADS).map(serve).collect()
}

/// Answers one request; a browser that has gone away meanwhile is not an error.
fn answer(request: Request, folder: &Path) {
    let Some(path) = file_for(folder, request.url()) else {
        drop(
            request.respond(Response::from_string("Not found\n").with_status_code(StatusCode(404))),
        );
        return;
    };
    let accepted = request
        .headers()
        .iter()
        .find(|header| header.field.equiv("Accept-Encoding"));
    let accepted = accepted.map_or("", |header| header.value.as_str());
    let (file, encoding) = choose_encoding(&path, accepted);
    let Ok(file) = File::open(file) else {
        drop(request.respond(Response::empty(StatusCode(500))));
        return;
    };
    let unchanging = path
        .strip_prefix(folder)
        .is_ok_and(|path| path.starts_with("v"));
    let headers = [
        ("Content-Type", media_type(&path)),
        (
            "Cache-Control",
            if unchanging {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
        ),
        ("Access-Control-Allow-Origin", "*"),
        ("X-Content-Type-Options", "nosniff"),
        ("Vary", "Accept-Encoding"),
        ("Content-Encoding", encoding),
    ];
    let headers = headers.into_iter().filter(|(_, value)| !value.is_empty());
    let headers = headers.filter_map(|(name, value)| Header::from_bytes(name, value).ok());
    let response = Response::from_file(file).with_chunked_threshold(usize::MAX);
    drop(request.respond(headers.fold(response, Response::with_header)));
}

/// The file that an address means; none if there is none in the folder.
fn file_for(folder: &Path, address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?.strip_prefix('/')?;
    // The names in dist/ are plain; this also keeps everything outside of it out of reach.
    let plain = |part: &str| !part.starts_with('.') && !part.contains(['\\', '%']);
    if !path.split('/').all(plain) {
        return None;
    }
    let mut file = folder.to_owned();
    file.extend(path.split('/').filter(|part| !part.is_empty()));
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

/// The file to send and its encoding: the smallest that the browser accepts.
fn choose_encoding(path: &Path, accepted: &str) -> (PathBuf, &'static str) {
    let accepts = |name: &str| {
        accepted
            .split(',')
            .any(|one| one.split(';').next().is_some_and(|one| one.trim() == name))
    };
    for (encoding, suffix) in [("br", "br"), ("gzip", "gz")] {
        let file = with_suffix(path, suffix);
        if accepts(encoding) && file.is_file() {
            return (file, encoding);
        }
    }
    (path.to_owned(), "")
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Builds again whenever a source has changed; what was built last is served until the build has succeeded.
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

/// Builds; too heavy is worth a warning here, and an error in `cargo xtask dist`.
fn build() -> Result<()> {
    if let Err(excess) = size::report(&dist::build(None)?) {
        eprintln!("warning: {excess:#}");
    }
    Ok(())
}

/// Whether `dist/` was built after the newest change of its sources.
pub(crate) fn up_to_date(newest_source: Option<SystemTime>) -> bool {
    modified(&root().join(dist::BUILT)) > newest_source
}

/// When a source was last changed, added or removed.
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
    use super::*;

    #[test]
    fn addresses_stay_inside_the_folder() {
        let folder = root().join("xtask");
        assert_eq!(
            file_for(&folder, "/Cargo.toml?x#y"),
            Some(folder.join("Cargo.toml"))
        );
        for outside in [
            "/../Cargo.toml",
            "//etc/passwd",
            "/src/%2e%2e/Cargo.toml",
            "/src/..\\Cargo.toml",
            "/none",
            "*",
        ] {
            assert_eq!(file_for(&folder, outside), None, "{outside}");
        }
    }

    #[test]
    fn a_compressed_file_goes_only_to_who_accepts_it() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("xtask-serve-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let plain = folder.join("a.js");
        for name in ["a.js", "a.js.br", "a.js.gz"] {
            fs::write(folder.join(name), name)?;
        }
        let chosen = |accepted: &str| choose_encoding(&plain, accepted).1;
        assert_eq!(chosen("gzip, deflate, br;q=1.0"), "br");
        assert_eq!(chosen("gzip, deflate"), "gzip");
        assert_eq!(chosen("brotli"), "");
        assert_eq!(chosen(""), "");
        Ok(fs::remove_dir_all(folder)?)
    }
}
