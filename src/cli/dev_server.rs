//! The preview server: a page on this machine with the problems of a story and its static form,
//! which reloads when the file is saved. If the story has errors, the last correct version stays on
//! the page.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::runtime;
use tokio::task::spawn_blocking;

use super::report::{Checked, plural};
use crate::images::Images;
use crate::locale::with_known_words;
use crate::render::{self, Page, escape};
use crate::story::{Actor, Lang, Media, Problem, Ready, Severity, Story};
use crate::styles::SHEET;

/// The page loads nothing from other sites and runs only the reloading script.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      img-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE: &str = include_str!("dev_server.css");
const SCRIPT: &str = include_str!("dev_server.js");

/// Serves a preview of a file until the program ends. Calls `say` with the address.
///
/// # Errors
/// A sentence if the port is not available or the file cannot be read.
pub fn serve(file: PathBuf, port: u16, say: impl FnOnce(&str)) -> Result<(), String> {
    let preview = Preview::new(file);
    preview.read()?;
    let failed = |error: std::io::Error| format!("port {port}: {error}");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?.to_string();
    say(&format!("http://{address}/"));
    answer_all(listener, preview, address.into()).map_err(failed)
}

/// Answers every connection until the program ends.
fn answer_all(listener: TcpListener, preview: Preview, address: Arc<str>) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let preview = Arc::new(Mutex::new(preview));
    let app = Router::new().fallback(move |request: Request| {
        let (preview, address) = (Arc::clone(&preview), Arc::clone(&address));
        // The renderer of Yew blocks its thread, which must not be that of the connections.
        let work = spawn_blocking(move || {
            let mut preview = preview.lock().unwrap_or_else(PoisonError::into_inner);
            preview.answer(&request, &address)
        });
        async {
            work.await.unwrap_or_else(|_| {
                let sentence = "The story could not be drawn; the terminal says why.";
                answer(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", sentence)
            })
        }
    });
    let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, app).await
    })
}

/// The previewed file, and the bytes of its last version without errors.
struct Preview {
    file: PathBuf,
    good: Option<Vec<u8>>,
    /// The folder of the prepared images, which are made when the page is asked for.
    prepared: PathBuf,
    /// The paths of the images of the story on the page, below that folder.
    images: BTreeSet<String>,
}

impl Preview {
    fn new(file: PathBuf) -> Self {
        let path = std::path::absolute(&file).unwrap_or_default();
        let stamp = stamp(path.as_os_str().as_encoded_bytes());
        Preview {
            file,
            good: None,
            prepared: std::env::temp_dir().join(format!("explainer-preview-{stamp}")),
            images: BTreeSet::new(),
        }
    }

    fn read(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.file).map_err(|error| format!("{}: {error}", self.file.display()))
    }

    fn answer(&mut self, request: &Request, address: &str) -> Response {
        let named = request.headers().get(header::HOST);
        let here = named
            .and_then(|host| host.to_str().ok())
            .is_some_and(|host| {
                host == address
                    || host
                        .strip_prefix("localhost:")
                        .is_some_and(|port| address.ends_with(&format!(":{port}")))
            });
        if !here || *request.method() != Method::GET {
            // Refuses websites whose host name resolves to this machine (DNS rebinding).
            return answer(
                StatusCode::FORBIDDEN,
                "text/plain",
                "This address answers browsers on this machine only.",
            );
        }
        let query = request.uri().query().unwrap_or_default();
        match request.uri().path() {
            "/" => self.page(
                query
                    .strip_prefix("lang=")
                    .and_then(|lang| lang.parse().ok()),
            ),
            "/style.css" => answer(StatusCode::OK, "text/css", &[SHEET, STYLE].concat()),
            "/script.js" => answer(StatusCode::OK, "text/javascript", SCRIPT),
            "/stamp" => {
                let stamp = self.read().map_or(String::new(), |bytes| stamp(&bytes));
                answer(StatusCode::OK, "text/plain", &stamp)
            }
            path => self.image(path),
        }
    }

    /// Answers with a file of an image of the story on the page, and no other file.
    fn image(&self, path: &str) -> Response {
        let own = path
            .strip_prefix('/')
            .and_then(|path| self.images.get(path));
        let Some(bytes) = own.and_then(|own| std::fs::read(self.prepared.join(own)).ok()) else {
            return answer(
                StatusCode::NOT_FOUND,
                "text/plain",
                "There is nothing here.",
            );
        };
        let kind = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "svg" => "image/svg+xml",
            "jpg" => "image/jpeg",
            "png" => "image/png",
            "avif" => "image/avif",
            _ => "image/webp",
        };
        with_headers(StatusCode::OK, kind, bytes)
    }

    fn page(&mut self, lang: Option<Lang>) -> Response {
        let bytes = match self.read() {
            Ok(bytes) => bytes,
            Err(failure) => {
                return answer(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", &failure);
            }
        };
        let stamp = stamp(&bytes);
        let images = Images::beside(&self.file);
        let inspect = |media: &Media, actor: Option<&Actor>| images.inspect(media, actor);
        let reading = Story::read_and_inspect(&bytes, Some(&inspect));
        let current = reading.story.is_some();
        if current {
            self.good = Some(bytes.clone());
        }
        let good = || Story::read(self.good.as_ref()?).story;
        let story = reading
            .story
            .or_else(good)
            .map(with_known_words)
            .map(|story| images.prepare(story, &self.prepared))
            .transpose();
        let story = match story {
            Ok(story) => story.map(|(story, _)| Rc::new(story)),
            Err(failure) if current => {
                return answer(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", &failure);
            }
            // A file of the last version is gone; the problems are shown alone.
            Err(_) => None,
        };
        let media = story.iter().flat_map(|story| story.media());
        let ready = media.filter_map(|media| media.ready.as_ref());
        self.images = ready.flat_map(Ready::paths).collect();
        let checked = Checked {
            name: self.file.display().to_string(),
            bytes,
            problems: reading.problems,
        };
        answer(
            StatusCode::OK,
            "text/html",
            &page(&checked, story.as_ref(), current, lang, &stamp),
        )
    }
}

fn answer(status: StatusCode, kind: &str, body: &str) -> Response {
    let kind = format!("{kind}; charset=utf-8");
    with_headers(status, &kind, body.as_bytes().to_vec())
}

fn with_headers(status: StatusCode, kind: &str, body: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (status, headers, body).into_response()
}

/// Returns a hash of the file's content, by which the page notices that it was saved.
fn stamp(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Returns the page: problems first, then the story or its last correct version.
fn page(
    checked: &Checked,
    story: Option<&Rc<Story>>,
    current: bool,
    lang: Option<Lang>,
    stamp: &str,
) -> String {
    let lang = lang.filter(|lang| story.is_some_and(|story| story.has_language(*lang)));
    let lang = lang
        .or(story.map(|story| story.first_language()))
        .unwrap_or_else(Lang::english);
    let shown = story.map(|story| {
        let page = Page {
            heading_level: 1,
            languages_at: Some("/?lang={lang}"),
            ..Page::new(lang)
        };
        render::html(Rc::clone(story), &page)
    });
    format!(
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/style.css\">\
         <script defer src=\"/script.js\" data-stamp=\"{stamp}\"></script>\
         </head><body>{problems}{shown}</body></html>\n",
        title = escape::html(&checked.name),
        problems = problems(checked, story.is_some() && !current),
        shown = shown.unwrap_or_default(),
    )
}

fn problems(checked: &Checked, older: bool) -> String {
    let (errors, warnings) = checked.count();
    if errors + warnings == 0 {
        return String::new();
    }
    let (errors, warnings) = (plural(errors, "error"), plural(warnings, "warning"));
    let mut html = format!("<section class=\"problems\" lang=\"en\"><h2>{errors}, {warnings}</h2>");
    if older {
        html.push_str("<p>The story below is the last version without errors.</p>");
    }
    html.push_str("<ol>");
    for problem in &checked.problems {
        html.push_str(&item(problem));
    }
    html + "</ol></section>"
}

fn item(problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut html = String::new();
    let _ = write!(
        html,
        "<li class=\"{severity}\"><b>{severity}: {message}</b> <code>{path}</code>, \
         line {line}, column {column}",
        message = escape::html(&problem.message),
        path = escape::html(&problem.path),
        line = problem.line,
        column = problem.column,
    );
    if !problem.help.is_empty() {
        let _ = write!(html, "<p>{}</p>", escape::html(&problem.help));
    }
    let _ = write!(
        html,
        "<p class=\"why\">{}</p></li>",
        escape::html(problem.code.why())
    );
    html
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::thread;

    use super::*;
    use crate::cli::starter;

    fn starter() -> String {
        starter::story(&"first".parse().unwrap(), Lang::english())
    }

    /// Sends a request to the server and returns the whole response.
    fn ask(address: &str, host: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn an_image_of_the_story_is_served_and_no_other_file() {
        let folder = std::env::temp_dir().join(format!("explainer-image-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("own")).unwrap();
        let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"5\"/>";
        std::fs::write(folder.join("own/a.svg"), drawing).unwrap();
        let medium = "\"media\": [{ \"file\": \"own/a.svg\", \"decorative\": true }], \"status\":";
        // The logo of an actor is a drawing, too.
        let logo = drawing.replace("/>", "><circle r=\"2\"/></svg>");
        std::fs::write(folder.join("own/logo.svg"), logo).unwrap();
        let image = "\"image\": { \"file\": \"own/logo.svg\" }, \"kind\":";
        let file = folder.join("first.json");
        let story = starter().replacen("\"status\":", medium, 1);
        std::fs::write(&file, story.replacen("\"kind\":", image, 1)).unwrap();
        let mut preview = Preview::new(file);
        let page = preview.page(None);
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(preview.images.len(), 2, "{:?}", preview.images);
        for own in &preview.images {
            let served = preview.image(&format!("/{own}"));
            assert_eq!(served.status(), StatusCode::OK);
            assert_eq!(served.headers()[header::CONTENT_TYPE], "image/svg+xml");
        }
        for other in ["/own/a.svg", "/first.json", "/../first.json", "/images/"] {
            assert_eq!(preview.image(other).status(), StatusCode::NOT_FOUND);
        }
        // The image is gone: its problem is shown, and not a failure.
        std::fs::remove_file(folder.join("own/a.svg")).unwrap();
        assert_eq!(preview.page(None).status(), StatusCode::OK);
        drop(std::fs::remove_dir_all(&preview.prepared));
        drop(std::fs::remove_dir_all(folder));
    }

    #[test]
    fn ten_thousand_connections_are_all_answered() {
        let folder = std::env::temp_dir().join(format!("explainer-soak-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("first.json");
        std::fs::write(&file, starter()).unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (preview, host) = (Preview::new(file), address.clone().into());
        // The thread ends with the tests.
        drop(thread::spawn(|| answer_all(listener, preview, host)));
        assert!(ask(&address, &address, "/").contains("id=\"vote\""));
        assert!(ask(&address, "example.org", "/").starts_with("HTTP/1.1 403"));
        assert!(ask(&address, &address, "/none").starts_with("HTTP/1.1 404"));
        let clients: Vec<_> = (0..8)
            .map(|_| {
                let address = address.clone();
                thread::spawn(move || {
                    let answered =
                        |_: &usize| ask(&address, &address, "/stamp").starts_with("HTTP/1.1 200");
                    (0..1250).filter(answered).count()
                })
            })
            .collect();
        let answered: usize = clients.into_iter().map(|it| it.join().unwrap()).sum();
        assert_eq!(answered, 10_000);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_good_story_is_shown_without_a_word_of_problems() {
        let checked = Checked::new("first.json", starter().into_bytes());
        let story = Story::read(&checked.bytes).story.map(Rc::new);
        let html = page(&checked, story.as_ref(), true, None, "0");
        assert!(
            html.contains("id=\"vote\"") && !html.contains("problems"),
            "{html}"
        );
    }

    #[test]
    fn a_refused_story_leaves_the_last_good_one() {
        let good = Story::read(starter().as_bytes()).story.map(Rc::new);
        let bad = starter().replace("\"alleged\"", "\"<script>alert(1)</script>\"");
        let checked = Checked::new("first.json", bad.into_bytes());
        let html = page(&checked, good.as_ref(), false, None, "0");
        assert!(
            html.contains("id=\"vote\"") && html.contains("last version without errors"),
            "{html}"
        );
        assert!(
            html.contains("`&lt;script&gt;alert(1)&lt;/script&gt;` has no meaning here"),
            "{html}"
        );
        assert!(!html.contains("<script>alert"), "{html}");
    }

    #[test]
    fn a_story_that_was_never_good_shows_its_problems() {
        let html = page(
            &Checked::new("x.json", b"{".to_vec()),
            None,
            false,
            None,
            "0",
        );
        assert!(
            html.contains("1 error, 0 warnings") && html.contains("line 1, column 2"),
            "{html}"
        );
    }
}
