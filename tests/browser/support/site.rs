//! A web server for one journey: the release under any path, pages of the journey's own, and every
//! fault that a server can have. It records the requests.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The release that is tested.
pub(crate) fn dist() -> PathBuf {
    env::var_os("DIST")
        .expect("DIST is not set: run `cargo xtask test`")
        .into()
}

/// The release as it is published, with the bundled story.
fn bundled_dist() -> PathBuf {
    super::told("BUNDLED_DIST").into()
}

/// The answer of the server; a rule may change it.
#[derive(Clone)]
pub(crate) struct Answer {
    /// The requested path.
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Time until the answer comes.
    pub(crate) delay: Duration,
    /// True if the connection ends without an answer.
    pub(crate) broken: bool,
}

impl Answer {
    /// Sets a header; it replaces another value for the same name.
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        self.headers.retain(|(old, _)| old != name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// Changes the text; it must differ afterwards.
    pub(crate) fn edit(&mut self, change: impl FnOnce(String) -> String) {
        let old = String::from_utf8(self.body.clone()).expect("text");
        let new = change(old.clone());
        assert_ne!(old, new, "nothing to edit");
        self.body = new.into_bytes();
    }

    fn of(path: &str, body: Vec<u8>) -> Self {
        let kind = match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "html" => "text/html; charset=utf-8",
            "js" | "mjs" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "json" => "application/json",
            "wasm" => "application/wasm",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "jpg" => "image/jpeg",
            "webp" => "image/webp",
            _ => "application/octet-stream",
        };
        let headers = vec![("Content-Type".to_owned(), kind.to_owned())];
        Answer {
            path: path.to_owned(),
            status: 200,
            headers,
            body,
            delay: Duration::ZERO,
            broken: false,
        }
    }

    fn not_found() -> Self {
        let mut answer = Self::of(
            "404.html",
            b"<!doctype html><title>404</title>Not here.".to_vec(),
        );
        answer.status = 404;
        answer
    }
}

type Change = Box<dyn Fn(&mut Answer) + Send + Sync>;

/// The settings of a server that is not started yet.
pub(crate) struct Site {
    release: PathBuf,
    prefix: &'static str,
    pages: BTreeMap<String, Vec<u8>>,
    rules: Vec<(&'static str, Change)>,
}

impl Site {
    /// The release at the root.
    pub(crate) fn new() -> Self {
        Site {
            release: dist(),
            prefix: "/",
            pages: BTreeMap::new(),
            rules: Vec::new(),
        }
    }

    /// A site that has only files of the journey.
    pub(crate) fn empty() -> Self {
        Site {
            release: PathBuf::from("/nowhere"),
            ..Self::new()
        }
    }

    /// The release with the bundled story at the root.
    pub(crate) fn bundled() -> Self {
        Site {
            release: bundled_dist(),
            ..Self::new()
        }
    }

    /// The release below this path, which begins and ends with a slash.
    pub(crate) fn at(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Adds a file of the journey, at a path from the root.
    pub(crate) fn file(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.pages.insert(path.to_owned(), content.into());
        self
    }

    /// Changes every answer to a path with this ending.
    pub(crate) fn on(
        mut self,
        ending: &'static str,
        change: impl Fn(&mut Answer) + Send + Sync + 'static,
    ) -> Self {
        self.rules.push((ending, Box::new(change)));
        self
    }

    /// The page to visit, as it is before any script has run: its loader is taken out.
    pub(crate) fn still() -> Self {
        Site::new().on("/", take_scripts).on(".html", take_scripts)
    }

    /// Starts the server.
    pub(crate) fn serve(self) -> Served {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let place = listener.local_addr().expect("an address");
        let site = Arc::new(self);
        let (asked, ended): (Arc<Mutex<Vec<String>>>, Arc<AtomicBool>) = Default::default();
        let listening = {
            let (asked, ended) = (Arc::clone(&asked), Arc::clone(&ended));
            move || {
                for stream in listener
                    .incoming()
                    .take_while(|_| !ended.load(Ordering::Relaxed))
                    .flatten()
                {
                    let (site, asked) = (Arc::clone(&site), Arc::clone(&asked));
                    // A browser that goes away before the answer is no failure of the journey.
                    thread::spawn(move || drop(site.hear(stream, &asked)));
                }
            }
        };
        thread::spawn(listening);
        Served {
            place,
            address: format!("http://{place}"),
            asked,
            ended,
        }
    }

    /// Reads one request and answers it. There is one request for each connection, so a changed
    /// answer does not affect others.
    fn hear(&self, stream: TcpStream, asked: &Mutex<Vec<String>>) -> io::Result<()> {
        let mut lines = BufReader::new(&stream).lines();
        let Some(first) = lines.next().transpose()? else {
            return Ok(());
        };
        // A script that fetches a page gets the released page.
        let mut visits = false;
        while let Some(line) = lines.next().transpose()?.filter(|line| !line.is_empty()) {
            let line = line.to_ascii_lowercase();
            visits |= line.starts_with("accept:") && line.contains("text/html");
        }
        let path = first
            .split(' ')
            .nth(1)
            .and_then(|target| target.split('?').next())
            .unwrap_or_default();
        asked.lock().unwrap().push(path.to_owned());
        let answer = self.answer(path, visits);
        thread::sleep(answer.delay);
        if answer.broken {
            return stream.shutdown(Shutdown::Both);
        }
        let Answer {
            status,
            headers,
            body,
            ..
        } = answer;
        let mut head = format!(
            "HTTP/1.1 {status} \r\nConnection: close\r\nContent-Length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            head.extend([&name, ": ", &value, "\r\n"]);
        }
        let mut writer = &stream;
        writer.write_all(head.as_bytes())?;
        writer.write_all(b"\r\n")?;
        writer.write_all(&body)
    }

    fn answer(&self, path: &str, visits: bool) -> Answer {
        let mut answer = self.found(path);
        let mut headers = answer.headers.iter();
        if visits && headers.any(|(_, value)| value.starts_with("text/html")) {
            let page = String::from_utf8_lossy(&answer.body);
            answer.body = page
                .replacen("<head>", "<head><script src=\"/recorder.js\"></script>", 1)
                .into();
        }
        for (_, change) in self
            .rules
            .iter()
            .filter(|(ending, _)| path.ends_with(ending))
        {
            change(&mut answer);
        }
        answer
    }

    fn found(&self, path: &str) -> Answer {
        match path {
            "/recorder.js" => return Answer::of(path, include_bytes!("recorder.js").to_vec()),
            "/favicon.ico" => {
                return Answer {
                    status: 204,
                    ..Answer::of(path, Vec::new())
                };
            }
            _ => {}
        }
        let full = if path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        if let Some(body) = self.pages.get(&full) {
            return Answer::of(&full, body.clone());
        }
        let Some(inside) = full
            .strip_prefix(self.prefix)
            .filter(|inside| !inside.contains(".."))
        else {
            return Answer::not_found();
        };
        fs::read(self.release.join(Path::new(inside)))
            .map_or_else(|_| Answer::not_found(), |body| Answer::of(&full, body))
    }
}

fn take_scripts(answer: &mut Answer) {
    answer.edit(|page| {
        let mut rest = page.as_str();
        let mut kept = String::new();
        while let Some((before, tail)) = rest.split_once("<script") {
            kept += before;
            rest = tail.split_once("</script>").expect("a script ends").1;
        }
        kept + rest
    });
}

/// A server, which ends when this value is dropped.
pub(crate) struct Served {
    place: SocketAddr,
    pub(crate) address: String,
    asked: Arc<Mutex<Vec<String>>>,
    ended: Arc<AtomicBool>,
}

impl Served {
    /// Returns the address of a path that begins with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Returns the requested paths, in order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // One last request wakes the server, so that it sees that it should end.
        drop(TcpStream::connect(self.place));
    }
}
