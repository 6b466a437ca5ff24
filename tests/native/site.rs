//! `explainer site`: a folder of stories becomes a release, and a second run makes only what has
//! changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const AT: &str = "https://www.example.org/e/";

/// A folder with stories, a widget and a release, which is removed at the end.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("site-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("stories/2025")).unwrap();
        fs::create_dir_all(folder.join("widget/v/1")).unwrap();
        let folder = Folder(folder);
        for (file, text) in [
            ("explainer.js", "import(\"./v/1/live.js\");"),
            ("explainer.css", ".explainer{}"),
            ("v/1/live.js", "1;"),
            ("v/1/widget.wasm", "wasm"),
            ("v/1/other.story.txt", "a story of another release"),
        ] {
            fs::write(folder.0.join("widget").join(file), text).unwrap();
        }
        folder
    }

    /// A folder with two stories, one of them in two languages.
    fn with_stories(name: &str) -> Self {
        let folder = Folder::new(name);
        folder.story("one", "one", "en", "2025-03-31");
        let two = fs::read_to_string("tests/fixtures/stories/journey.json").unwrap();
        fs::write(folder.0.join("stories/2025/journey.json"), two).unwrap();
        folder
    }

    /// Writes a story with a title that needs escapes.
    fn story(&self, file: &str, id: &str, lang: &str, as_of: &str) {
        let json = format!(
            r#"{{
                "format": 1, "id": "{id}", "languages": ["{lang}"], "as_of": "{as_of}",
                "title": {{ "{lang}": "Ships & <banks>" }}, "summary": {{ "{lang}": "In short." }},
                "sources": [{{
                    "id": "minutes", "publisher": "Museum", "title": "Minutes",
                    "lang": "en", "tier": "primary"
                }}],
                "events": [{{
                    "id": "founding", "date": "2015-12-11", "title": {{ "{lang}": "Founding" }},
                    "status": "established", "sources": ["minutes"]
                }}]
            }}"#
        );
        fs::write(self.0.join(format!("stories/{file}.json")), json).unwrap();
    }

    /// Runs the command; returns its exit code and both outputs.
    fn run(&self, options: &[&str]) -> (Option<i32>, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_explainer"))
            .args(["site", "stories", "--widget", "widget"])
            .args(options)
            .current_dir(&self.0)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (printed, said) = (text(output.stdout), text(output.stderr));
        (output.status.code(), printed, said)
    }

    #[track_caller]
    fn makes(&self, options: &[&str], summary: &str) {
        let (code, printed, said) = self.run(options);
        assert_eq!((code, &*printed), (Some(0), summary), "{said}");
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.join("public").join(file)
    }

    #[track_caller]
    fn read(&self, file: &str) -> String {
        let path = self.path(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Returns the files of the release with their content.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    collect(&path, found);
                } else {
                    found.insert(path.clone(), fs::read(&path).unwrap());
                }
            }
        }
        let mut found = BTreeMap::new();
        collect(&self.0.join("public"), &mut found);
        found
    }
}

#[test]
fn a_folder_becomes_a_release() {
    let folder = Folder::with_stories("whole");
    folder.makes(
        &["--at", AT],
        "public: 2 made, 0 unchanged, 0 with errors\n",
    );

    let page = folder.read("stories/one.en.html");
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    for part in [
        "<title>Ships &amp; &lt;banks&gt;</title>",
        "<script type=\"module\" src=\"../explainer.js\"></script>",
        "<explainer-widget lang=\"en\" packed=\"one.story.txt\"><div lang=\"en\"",
        "<link rel=\"canonical\" href=\"https://www.example.org/e/stories/one.en.html\">",
        "content=\"https://www.example.org/e/stories/one.en.png\"",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("hreflang"), "one language has no others");
    let japanese = folder.read("stories/journey.ja.html");
    assert!(japanese.contains("hreflang=\"en\" href=\"journey.en.html\""));
    let packed = fs::read(folder.path("stories/one.story.txt")).unwrap();
    assert!(packed.starts_with(b"story"));
    assert!(
        folder
            .read("stories/one.en.fragment.html")
            .starts_with("<div")
    );
    let card = fs::read(folder.path("stories/one.en.png")).unwrap();
    assert!(card.starts_with(b"\x89PNG"));

    assert_eq!(folder.read("v/1/widget.wasm"), "wasm");
    assert!(!folder.path("v/1/other.story.txt").exists());

    let list = folder.read("index.en.html");
    assert!(list.contains("<a href=\"stories/one.en.html\">Ships &amp; &lt;banks&gt;</a>"));
    assert!(list.contains("stories/journey.en.html") && list.contains("href=\"index.ja.html\""));
    assert!(!folder.read("index.ja.html").contains("stories/one."));
    assert_eq!(
        folder.read("index.html"),
        list,
        "most stories are in English"
    );

    let sitemap = folder.read("sitemap.xml");
    assert_eq!(sitemap.matches("<url>").count(), 3, "{sitemap}");
    assert!(sitemap.contains(
        "<loc>https://www.example.org/e/stories/one.en.html</loc><lastmod>2025-03-31</lastmod>"
    ));
    let feed = folder.read("feed.en.xml");
    assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");
    assert!(feed.contains("<title>Ships &amp; &lt;banks&gt;</title>"));
    assert!(feed.contains("<updated>2025-03-31T00:00:00Z</updated>"));
}

#[test]
fn a_second_run_makes_what_has_changed_and_removes_what_is_gone() {
    let folder = Folder::with_stories("again");
    let all = "public: 2 made, 0 unchanged, 0 with errors\n";
    folder.makes(&[], all);
    let first = folder.files();
    folder.makes(&[], "public: 0 made, 2 unchanged, 0 with errors\n");
    assert_eq!(folder.files(), first);

    let one_changed = "public: 1 made, 1 unchanged, 0 with errors\n";
    folder.story("one", "one", "en", "2026-01-31");
    folder.makes(&[], one_changed);
    assert!(
        folder
            .read("index.en.html")
            .contains("<time>2026-01-31</time>")
    );

    fs::remove_file(folder.path("stories/one.en.html")).unwrap();
    folder.makes(&[], one_changed);

    folder.story("one", "renamed", "de", "2026-01-31");
    folder.makes(&[], one_changed);
    assert!(folder.path("stories/renamed.de.html").exists());
    for file in folder.files().keys() {
        let name = file.file_name().unwrap().to_string_lossy();
        assert!(!name.starts_with("one."), "{name} stays");
    }

    fs::remove_file(folder.0.join("stories/one.json")).unwrap();
    folder.makes(&[], "public: 0 made, 1 unchanged, 0 with errors\n");
    assert!(!folder.path("stories/renamed.json").exists());
    assert!(!folder.path("index.de.html").exists());

    fs::write(folder.0.join("widget/explainer.js"), "2;").unwrap();
    folder.makes(&[], "public: 1 made, 0 unchanged, 0 with errors\n");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = Folder::with_stories("threads");
    for n in 0..20 {
        folder.story(&format!("s{n}"), &format!("s-{n}"), "en", "2025-03");
    }
    folder.makes(
        &["--jobs", "1"],
        "public: 22 made, 0 unchanged, 0 with errors\n",
    );
    let alone = folder.files();
    fs::remove_dir_all(folder.0.join("public")).unwrap();
    folder.makes(
        &["--jobs", "5"],
        "public: 22 made, 0 unchanged, 0 with errors\n",
    );
    assert_eq!(folder.files(), alone);
}

#[test]
fn a_long_list_has_pages_which_go_when_it_is_shorter() {
    let folder = Folder::new("long");
    for n in 0..101 {
        folder.story(&format!("s{n}"), &format!("s-{n}"), "en", "2025-03");
    }
    folder.makes(&[], "public: 101 made, 0 unchanged, 0 with errors\n");
    assert_eq!(
        folder.read("index.en.html").matches("<article>").count(),
        100
    );
    assert_eq!(
        folder.read("index.en.2.html").matches("<article>").count(),
        1
    );
    fs::remove_file(folder.0.join("stories/s0.json")).unwrap();
    folder.makes(&[], "public: 0 made, 100 unchanged, 0 with errors\n");
    assert!(!folder.path("index.en.2.html").exists());
}

#[test]
fn a_story_with_errors_keeps_its_last_edition() {
    let folder = Folder::with_stories("errors");
    folder.makes(&[], "public: 2 made, 0 unchanged, 0 with errors\n");
    let page = folder.read("stories/one.en.html");
    folder.story("one", "one", "en", "yesterday");
    let (code, printed, said) = folder.run(&[]);
    assert_eq!(code, Some(1));
    assert_eq!(printed, "public: 0 made, 1 unchanged, 1 with errors\n");
    assert!(
        said.contains("stories/one.json:2") && said.contains("bad-date"),
        "{said}"
    );
    assert_eq!(folder.read("stories/one.en.html"), page);
    assert!(folder.read("index.en.html").contains("stories/one.en.html"));
}

#[test]
fn failures_say_what_to_do() {
    let folder = Folder::with_stories("failures");
    let fails = |options: &[&str], sentence: &str| {
        let (code, printed, said) = folder.run(options);
        assert_eq!((code, &*printed), (Some(2), ""), "{said}");
        assert!(said.contains(sentence), "{said}");
    };
    fails(&["--at", "https://www.example.org/e"], "must end with /");
    folder.story("copy", "one", "en", "2025");
    fails(&[], "copy.json and one.json have the same id, `one`");
    fs::remove_file(folder.0.join("widget/explainer.js")).unwrap();
    fails(
        &[],
        "--widget names a folder that `explainer copy` has written",
    );
}

/// The images of a story are in the release, and a changed image makes the story again.
#[test]
fn a_release_has_the_images_of_its_stories() {
    let folder = Folder::new("images");
    folder.story("2025/one", "one", "en", "2025-03-31");
    let path = folder.0.join("stories/2025/one.json");
    let medium = r#""media": [{
        "file": "plans/a.svg", "alt": { "en": "A plan" }, "credit": { "en": "Us" }
    }], "status": "#;
    let story = fs::read_to_string(&path).unwrap();
    fs::write(&path, story.replace("\"status\": ", medium)).unwrap();
    let (code, _, said) = folder.run(&[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("missing-file") && said.contains("plans/a.svg"),
        "{said}"
    );

    let drawing = |colour: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"500\">\
             <script>alert(1)</script><rect width=\"9\" height=\"9\" fill=\"{colour}\"/></svg>"
        )
    };
    fs::create_dir_all(folder.0.join("stories/2025/plans")).unwrap();
    let plan = folder.0.join("stories/2025/plans/a.svg");
    fs::write(&plan, drawing("#f00")).unwrap();
    folder.makes(&[], "public: 1 made, 0 unchanged, 0 with errors\n");
    let images = || -> Vec<PathBuf> {
        let files = folder.files().into_keys();
        files
            .filter(|file| file.parent().unwrap().ends_with("stories/images"))
            .collect()
    };
    let first = images();
    assert_eq!(first.len(), 1, "{first:?}");
    assert!(!fs::read_to_string(&first[0]).unwrap().contains("alert"));
    let name = first[0].file_name().unwrap().to_str().unwrap().to_owned();
    let page = folder.read("stories/one.en.html");
    assert!(
        page.contains(&format!("srcset=\"images/{name}\"")),
        "{page}"
    );
    assert!(page.contains("width=\"800\"") && page.contains("height=\"500\""));
    let json = folder.read("stories/one.json");
    assert!(json.contains(&format!("images/{name}")), "{json}");

    folder.makes(&[], "public: 0 made, 1 unchanged, 0 with errors\n");
    fs::write(&plan, drawing("#00f")).unwrap();
    folder.makes(&[], "public: 1 made, 0 unchanged, 0 with errors\n");
    let second = images();
    assert_eq!(second.len(), 1, "{second:?}");
    assert_ne!(second, first, "another content has another name");
    fs::remove_file(&second[0]).unwrap();
    folder.makes(&[], "public: 1 made, 0 unchanged, 0 with errors\n");
    assert_eq!(images(), second);
}

/// So are the images of actors.
#[test]
fn a_release_has_the_images_of_actors() {
    let folder = Folder::new("faces");
    folder.story("one", "one", "en", "2025-03-31");
    let path = folder.0.join("stories/one.json");
    let actors = r#""actors": [{
        "id": "town", "name": { "en": "Town" }, "kind": "organisation", "colour": "blue",
        "image": { "file": "arms.svg", "credit": { "en": "Us" } }
    }], "events": "#;
    let story = fs::read_to_string(&path).unwrap();
    let story = story.replacen("\"events\": ", actors, 1);
    fs::write(
        &path,
        story.replace("\"status\": ", "\"actors\": [\"town\"], \"status\": "),
    )
    .unwrap();
    let (code, _, said) = folder.run(&[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("missing-file") && said.contains("arms.svg"),
        "{said}"
    );
    let arms = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"50\"/>";
    fs::write(folder.0.join("stories/arms.svg"), arms).unwrap();
    folder.makes(&[], "public: 1 made, 0 unchanged, 0 with errors\n");
    let files = folder.files().into_keys();
    let mut images = files.filter(|file| file.parent().unwrap().ends_with("stories/images"));
    let image = images.next().unwrap();
    let name = image.file_name().unwrap().to_str().unwrap();
    let page = folder.read("stories/one.en.html");
    assert!(page.contains(&format!("src=\"images/{name}\"")), "{page}");
    assert!(
        folder
            .read("stories/one.json")
            .contains(&format!("images/{name}"))
    );
    folder.makes(&[], "public: 0 made, 1 unchanged, 0 with errors\n");
    fs::remove_file(&image).unwrap();
    folder.makes(&[], "public: 1 made, 0 unchanged, 0 with errors\n");
    assert!(image.is_file());
}

/// Links to a story are shown with the image that its author has named, cut around its focus point.
#[test]
fn a_page_names_the_author_s_card() {
    let folder = Folder::new("card");
    folder.story("one", "one", "en", "2025-03-31");
    let path = folder.0.join("stories/one.json");
    let story = fs::read_to_string(&path).unwrap();
    let with = |fields: &str| {
        let medium = format!(
            "\"media\": [{{ \"file\": \"a.svg\", \"alt\": {{ \"en\": \"A \\\"plan\\\"\" }}, \
             \"credit\": {{ \"en\": \"Us\" }}{fields} }}], \"status\": "
        );
        fs::write(&path, story.replace("\"status\": ", &medium)).unwrap();
    };
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"1200\">\
        <rect width=\"1200\" height=\"600\" fill=\"#f00\"/></svg>";
    fs::write(folder.0.join("stories/a.svg"), drawing).unwrap();
    let made = "public: 1 made, 0 unchanged, 0 with errors\n";
    let images = || {
        let page = folder.read("stories/one.en.html");
        let mark = "<meta property=\"og:image\" content=\"https://www.example.org/e/";
        let found = page.split(mark).skip(1);
        let found: Vec<_> = found
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        (page, found)
    };
    with("");
    folder.makes(&["--at", AT], made);
    let (page, found) = images();
    assert_eq!(found, ["stories/one.en.png"]);
    assert!(!page.contains("og:image:alt"), "{page}");

    with(", \"card\": true, \"focus\": [0.5, 0]");
    folder.makes(&["--at", AT], made);
    let (page, found) = images();
    assert_eq!(found.len(), 1, "{found:?}");
    for part in [
        "<meta property=\"og:image:alt\" content=\"A &quot;plan&quot;\">",
        "<meta property=\"og:image:width\" content=\"1200\">",
        "<meta property=\"og:image:height\" content=\"630\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let card = image::open(folder.path(&found[0])).unwrap().into_rgb8();
    assert_eq!(card.dimensions(), (1200, 630));
    assert!(card.get_pixel(600, 500).0[0] > 200, "the upper part is red");
    folder.makes(
        &["--at", AT],
        "public: 0 made, 1 unchanged, 0 with errors\n",
    );

    // Another focus point is another card, and the former one is removed.
    with(", \"card\": true, \"focus\": [0.5, 1]");
    folder.makes(&["--at", AT], made);
    let (_, other) = images();
    assert!(folder.path(&other[0]).exists() && !folder.path(&found[0]).exists());
    with("");
    folder.makes(&["--at", AT], made);
    assert_eq!(images().1, ["stories/one.en.png"]);
    assert!(!folder.path(&other[0]).exists());
}
