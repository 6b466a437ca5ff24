//! The preview server: a page on this machine with the problems of a story and its static form,
//! which reloads when the file is saved. If the story has errors, the last correct version stays on
//! the page.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::rc::Rc;

use tiny_http::{Header, Method, Request, Response, Server};

use super::report::{Checked, plural};
use crate::images::Images;
use crate::locale::with_known_words;
use crate::render::{self, Page, escape};
use crate::story::{Lang, Media, Problem, Ready, Severity, Story};
use crate::styles::SHEET;
use crate::view::Part;

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
    let mut preview = Preview {
        prepared: std::env::temp_dir().join(format!(
            "explainer-preview-{}",
            stamp(
                std::path::absolute(&file)
                    .unwrap_or_default()
                    .as_os_str()
                    .as_encoded_bytes()
            )
        )),
        file,
        good: None,
    };
    preview.read()?;
    let server =
        Server::http(("127.0.0.1", port)).map_err(|error| format!("port {port}: {error}"))?;
    let address = server
        .server_addr()
        .to_ip()
        .map(|address| address.to_string())
        .unwrap_or_default();
    say(&format!("http://{address}/"));
    for request in server.incoming_requests() {
        let response = preview.answer(&request, &address);
        // A client that has disconnected needs no response.
        let _ = request.respond(response);
    }
    Ok(())
}

/// The previewed file, and the last version of it without errors.
struct Preview {
    file: PathBuf,
    /// The folder of the prepared images, which are made when the page is asked for.
    prepared: PathBuf,
    good: Option<Rc<Story>>,
}

type Answer = Response<std::io::Cursor<Vec<u8>>>;

impl Preview {
    fn read(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.file).map_err(|error| format!("{}: {error}", self.file.display()))
    }

    fn answer(&mut self, request: &Request, address: &str) -> Answer {
        let named = request
            .headers()
            .iter()
            .find(|header| header.field.equiv("Host"));
        let here = named.is_some_and(|host| {
            let host = host.value.as_str();
            host == address
                || host
                    .strip_prefix("localhost:")
                    .is_some_and(|port| address.ends_with(&format!(":{port}")))
        });
        if !here || *request.method() != Method::Get {
            // Refuses websites whose host name resolves to this machine (DNS rebinding).
            return answer(
                "text/plain",
                "This address answers browsers on this machine only.",
            )
            .with_status_code(403);
        }
        let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
        match path {
            "/" => self.page(
                query
                    .strip_prefix("lang=")
                    .and_then(|lang| lang.parse().ok()),
            ),
            "/style.css" => answer("text/css", &[SHEET, STYLE].concat()),
            "/script.js" => answer("text/javascript", SCRIPT),
            "/stamp" => answer(
                "text/plain",
                &self.read().map_or(String::new(), |bytes| stamp(&bytes)),
            ),
            _ => self.image(path),
        }
    }

    /// Answers with a file of an image of the story on the page, and no other file.
    fn image(&self, path: &str) -> Answer {
        let named = |media: &Media| {
            let paths = media.ready.as_ref().map(Ready::paths).unwrap_or_default();
            paths
                .into_iter()
                .find(|own| path.strip_prefix('/') == Some(own))
        };
        let events = self.good.iter().flat_map(|story| &story.document().events);
        let found = events.flat_map(|event| &event.media).find_map(named);
        let bytes = found
            .as_ref()
            .and_then(|own| std::fs::read(self.prepared.join(own)).ok());
        let kind = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "svg" => "image/svg+xml",
            "jpg" => "image/jpeg",
            "png" => "image/png",
            "avif" => "image/avif",
            _ => "image/webp",
        };
        match bytes {
            Some(bytes) => with_headers(Response::from_data(bytes), kind),
            None => answer("text/plain", "There is nothing here.").with_status_code(404),
        }
    }

    fn page(&mut self, lang: Option<Lang>) -> Answer {
        let bytes = match self.read() {
            Ok(bytes) => bytes,
            Err(failure) => return answer("text/plain", &failure).with_status_code(500),
        };
        let stamp = stamp(&bytes);
        let images = Images::beside(&self.file);
        let inspect = |media: &Media| images.inspect(media);
        let reading = Story::read_and_inspect(&bytes, Some(&inspect));
        let current = reading.story.is_some();
        let prepared = reading
            .story
            .map(with_known_words)
            .map(|story| images.prepare(story, &self.prepared));
        match prepared.transpose() {
            Ok(story) => self.good = story.map(|(story, _)| Rc::new(story)).or(self.good.take()),
            Err(failure) => return answer("text/plain", &failure).with_status_code(500),
        }
        let checked = Checked {
            name: self.file.display().to_string(),
            bytes,
            problems: reading.problems,
        };
        answer(
            "text/html",
            &page(&checked, self.good.as_ref(), current, lang, &stamp),
        )
    }
}

fn answer(kind: &str, body: &str) -> Answer {
    with_headers(
        Response::from_string(body),
        &format!("{kind}; charset=utf-8"),
    )
}

fn with_headers(response: Answer, kind: &str) -> Answer {
    let headers = [
        ("Content-Type", kind.to_owned()),
        ("Content-Security-Policy", POLICY.to_owned()),
        ("Cache-Control", "no-store".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ];
    let headers = headers
        .iter()
        .filter_map(|(name, value)| Header::from_bytes(*name, value.as_bytes()).ok());
    headers.fold(response, Response::with_header)
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
            lang,
            part: Part::All,
            fold: false,
            heading_level: 1,
            languages_at: Some("/?lang={lang}"),
            images_at: "",
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
    use super::*;
    use crate::cli::starter;

    fn starter() -> String {
        starter::story(&"first".parse().unwrap(), Lang::english())
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
