//! The files of images: the problems that the check reports, and the prepared files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use explainer::images::Images;
use explainer::story::{Actor, Code, Media, Problem, Ready, Severity, Story};
use image::{DynamicImage, GenericImageView, Rgb, RgbImage, Rgba, RgbaImage};
use serde_json::{Value, json};

/// A folder for one test, which is removed when this value is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("explainer-images-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    fn story(&self) -> PathBuf {
        self.0.join("own.json")
    }

    /// The problems of the files of a story with one image.
    fn problems(&self, file: &str) -> Vec<Problem> {
        let images = Images::beside(&self.story());
        let inspect = |media: &Media, actor: Option<&Actor>| images.inspect(media, actor);
        Story::read_and_inspect(story(file).to_string().as_bytes(), Some(&inspect)).problems
    }

    /// The one problem of an image.
    fn problem(&self, file: &str) -> Problem {
        let problems = self.problems(file);
        assert_eq!(problems.len(), 1, "{problems:?}");
        let problem = problems.into_iter().next().unwrap();
        assert_eq!(problem.path, "events[0].media[0].file");
        problem
    }

    /// The files made of an image, in a folder within this one.
    fn made(&self, file: &str) -> Ready {
        let story = Story::read(story(file).to_string().as_bytes())
            .story
            .unwrap();
        let images = Images::beside(&self.story());
        let (story, _) = images.prepare(story, &self.0.join("to")).unwrap();
        let media = &story.document().events[0].media[0];
        assert!(
            images_beside(&self.0.join("to"))
                .inspect(media, None)
                .is_empty()
        );
        media.ready.clone().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn images_beside(folder: &Path) -> Images {
    Images::beside(&folder.join("own.json"))
}

fn story(file: &str) -> Value {
    json!({
        "format": 1, "id": "own", "languages": ["en"], "as_of": "2024",
        "title": { "en": "A story" }, "summary": { "en": "With an image." },
        "events": [{
            "id": "one", "date": "2020", "title": { "en": "One" },
            "status": "established", "sources": ["s"],
            "media": [{ "file": file, "alt": { "en": "A hill" }, "credit": { "en": "Us" } }],
        }],
        "sources": [{ "id": "s", "publisher": "P", "title": "T", "lang": "en", "tier": "weak" }],
    })
}

/// A picture whose upper left quarter is red.
fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 2 && y < height / 2 {
            Rgb([200, 20, 20])
        } else {
            Rgb([20, 60, 160])
        }
    })
}

fn encoded(image: impl Into<DynamicImage>, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A photograph as a phone writes it: turned by 90 degrees, with the place where it was taken.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let jpeg = encoded(picture(width, height), image::ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    // Orientation 6 means: turn clockwise. Then comes the place, which is only text here.
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    exif.extend(b"\x01\x0e\0\x02\0\0\0\x10\0\0\0\x26\0\0\0\0secret place 15\0");
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend(b"\xff\xe1");
    bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

#[test]
fn a_missing_file_is_an_error_with_the_path_that_was_tried() {
    let folder = Folder::new();
    folder.write("Hill.JPEG", b"");
    let problem = folder.problem("hill.jpg");
    assert_eq!(
        (problem.code, problem.severity),
        (Code::MissingFile, Severity::Error)
    );
    let path = folder.0.join("hill.jpg");
    assert!(
        problem.message.contains(path.to_str().unwrap()),
        "{problem}"
    );
    assert_eq!(problem.help, "is it Hill.JPEG?");
}

#[test]
fn a_file_of_another_kind_is_an_error() {
    let folder = Folder::new();
    folder.write("a.jpg", encoded(picture(9, 9), image::ImageFormat::Png));
    folder.write("b.png", b"<html>404</html>");
    folder.write("c.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF");
    for (file, words) in [
        ("a.jpg", "its content is Png"),
        ("b.png", "no JPEG"),
        ("c.jpg", ""),
    ] {
        let problem = folder.problem(file);
        assert_eq!(problem.code, Code::UnreadableImage, "{problem}");
        assert_eq!(problem.severity, Severity::Error);
        assert!(problem.message.contains(words), "{problem}");
    }
}

#[test]
fn a_small_image_is_a_warning() {
    let folder = Folder::new();
    folder.write("a.png", encoded(picture(300, 200), image::ImageFormat::Png));
    let problem = folder.problem("a.png");
    assert_eq!(
        (problem.code, problem.severity),
        (Code::SmallImage, Severity::Warning)
    );
    folder.write("b.png", encoded(picture(640, 200), image::ImageFormat::Png));
    assert_eq!(folder.problems("b.png"), []);
}

#[test]
fn words_of_a_drawing_belong_in_its_description() {
    let folder = Folder::new();
    let svg = |text: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">\
             <text>{text}</text></svg>"
        )
    };
    folder.write("a.svg", svg("A <tspan>hill</tspan> 42"));
    assert_eq!(folder.problems("a.svg"), []);
    folder.write("b.svg", svg("A valley"));
    let problem = folder.problem("b.svg");
    assert_eq!(
        (problem.code, problem.severity),
        (Code::TextInImage, Severity::Warning)
    );
    assert!(problem.message.ends_with("valley"), "{problem}");
}

#[test]
fn a_heavy_drawing_is_a_warning() {
    let folder = Folder::new();
    let shapes = "<path d=\"M0 0\"/>".repeat(20_000);
    let svg =
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{shapes}</svg>"#);
    folder.write("a.svg", svg);
    assert_eq!(folder.problem("a.svg").code, Code::HeavyImage);
}

#[test]
fn a_photograph_is_turned_upright_and_its_hidden_data_removed() {
    let folder = Folder::new();
    let bytes = photograph(2000, 1000);
    assert!(bytes.windows(6).any(|part| part == b"secret"));
    folder.write("Hill of the day.jpg", &bytes);
    let ready = folder.made("Hill of the day.jpg");
    assert_eq!((ready.width, ready.height), (1000, 2000));
    for (files, ending) in [(&ready.modern, "webp"), (&ready.plain.get(), "jpg")] {
        let widths: Vec<_> = files.files().filter_map(|(_, width)| width).collect();
        assert_eq!(widths, [640, 1000]);
        for (path, width) in files.files() {
            let width = width.unwrap();
            assert!(path.starts_with("images/hill-of-the-day-"), "{path}");
            assert!(path.ends_with(ending), "{path}");
            let bytes = fs::read(folder.0.join("to").join(path)).unwrap();
            for hidden in [&b"Exif"[..], b"secret"] {
                assert!(!bytes.windows(hidden.len()).any(|part| part == hidden));
            }
            let image = image::load_from_memory(&bytes).unwrap();
            assert_eq!((image.width(), image.height()), (width, width * 2));
            // The red quarter has moved from the upper left to the upper right.
            let red = image.get_pixel(width * 3 / 4, width / 2).0;
            let blue = image.get_pixel(width / 4, width / 2).0;
            assert!(red[0] > 150 && blue[2] > 120, "{red:?} {blue:?}");
        }
    }
}

#[test]
fn transparency_stays() {
    let folder = Folder::new();
    let image = RgbaImage::from_fn(700, 80, |x, _| {
        Rgba([9, 99, 9, if x < 350 { 0 } else { 255 }])
    });
    folder.write("a.png", encoded(image, image::ImageFormat::Png));
    let ready = folder.made("a.png");
    assert!(ready.plain.get().to_string().ends_with("-700.png 700w"));
    for path in ready.paths() {
        let image = image::open(folder.0.join("to").join(path)).unwrap();
        assert_eq!(image.get_pixel(10, 10).0[3], 0);
        assert_eq!(image.get_pixel(690, 10).0[3], 255);
    }
}

#[test]
fn the_same_file_gets_the_same_name_and_another_one_another() {
    let folder = Folder::new();
    folder.write("a.png", encoded(picture(700, 80), image::ImageFormat::Png));
    let (first, second) = (folder.made("a.png"), folder.made("a.png"));
    assert_eq!(first, second);
    folder.write("a.png", encoded(picture(700, 81), image::ImageFormat::Png));
    assert_ne!(folder.made("a.png").modern, first.modern);
}

#[test]
fn an_avif_file_is_copied_with_its_size() {
    let folder = Folder::new();
    folder.write("a.avif", include_bytes!("../fixtures/images/small.avif"));
    let ready = folder.made("a.avif");
    assert_eq!((ready.width, ready.height), (64, 48));
    let path = ready.plain.get().to_string();
    assert!(path.contains("images/a-") && folder.0.join("to").join(path).is_file());
}

#[test]
fn damaged_images_are_refused_without_harm() {
    let folder = Folder::new();
    let sound = [
        ("jpg", photograph(700, 100)),
        ("png", encoded(picture(700, 100), image::ImageFormat::Png)),
        ("webp", encoded(picture(700, 100), image::ImageFormat::WebP)),
    ];
    for (ending, bytes) in sound {
        let file = format!("a.{ending}");
        for cut in [12, 40, bytes.len() / 2] {
            folder.write(&file, &bytes[..cut]);
            let story = Story::read(story(&file).to_string().as_bytes())
                .story
                .unwrap();
            let images = Images::beside(&folder.story());
            // Some decoders show the part that can be read.
            if let Err(error) = images.prepare(story, &folder.0.join("to")) {
                assert!(error.starts_with(&file), "{error}");
            }
        }
    }
}

/// The story with an image that is its card.
fn story_with_card(file: &str, focus: Value) -> Value {
    let mut story = story(file);
    let medium = &mut story["events"][0]["media"][0];
    medium["card"] = json!(true);
    medium["focus"] = focus;
    story
}

impl Folder {
    /// The pixels of a story's card, and the path of its file.
    fn card(&self, story: &Value) -> (RgbImage, String) {
        let story = Story::read(story.to_string().as_bytes()).story.unwrap();
        let images = Images::beside(&self.story());
        let (story, _) = images.prepare(story, &self.0.join("to")).unwrap();
        let (_, file) = story.card().unwrap();
        let bytes = fs::read(self.0.join("to").join(file.as_str())).unwrap();
        assert!(bytes.starts_with(b"\xff\xd8\xff"), "{file} is JPEG");
        assert!(!bytes.windows(6).any(|part| part == b"secret"));
        let image = image::load_from_memory(&bytes).unwrap().into_rgb8();
        assert_eq!(image.dimensions(), (1200, 630));
        (image, file.to_string())
    }
}

/// Fails unless a pixel has about this colour.
#[track_caller]
fn looks(image: &RgbImage, (x, y): (u32, u32), wanted: [u8; 3]) {
    let found = image.get_pixel(x, y).0;
    let near = found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 40);
    assert!(near, "{found:?} at {x}, {y}, not {wanted:?}");
}

const RED: [u8; 3] = [200, 20, 20];
const BLUE: [u8; 3] = [20, 60, 160];
const WHITE: [u8; 3] = [255, 255, 255];

/// The card is cut around the focus point of the upright photograph.
#[test]
fn a_card_shows_the_part_around_the_focus_point() {
    let folder = Folder::new();
    // Upright it is 1500 pixels wide and 3000 high; the red quarter is in the upper right.
    folder.write("a.jpg", photograph(3000, 1500));
    let (upper, first) = folder.card(&story_with_card("a.jpg", json!([0.5, 0])));
    looks(&upper, (1000, 10), RED);
    looks(&upper, (1000, 620), RED);
    looks(&upper, (200, 300), BLUE);
    let (centre, second) = folder.card(&story_with_card("a.jpg", json!([0.5, 0.5])));
    looks(&centre, (1000, 200), RED);
    looks(&centre, (1000, 430), BLUE);
    let (lower, third) = folder.card(&story_with_card("a.jpg", json!([0, 1])));
    looks(&lower, (1000, 10), BLUE);
    assert!(first.starts_with("images/a-"), "{first}");
    assert!(
        first != second && second != third,
        "another crop has another name"
    );
    // Without a focus point, the centre stays visible.
    let mut plain = story_with_card("a.jpg", json!([0, 0]));
    plain["events"][0]["media"][0]
        .as_object_mut()
        .unwrap()
        .remove("focus");
    assert_eq!(folder.card(&plain), (centre, second));
}

/// A focus point that is changed in the prepared story changes the card, without the original.
#[test]
fn a_card_is_renewed_after_a_change_of_the_focus_point() {
    let folder = Folder::new();
    folder.write("a.jpg", photograph(3000, 1500));
    let story = Story::read(
        story_with_card("a.jpg", json!([0.5, 0]))
            .to_string()
            .as_bytes(),
    );
    let images = Images::beside(&folder.story());
    let (prepared, _) = images
        .prepare(story.story.unwrap(), &folder.0.join("once"))
        .unwrap();
    let mut changed = serde_json::to_value(prepared.document()).unwrap();
    let medium = &mut changed["events"][0]["media"][0];
    let first = medium["ready"]["card"].as_str().unwrap().to_owned();
    medium["focus"] = json!([0.5, 1.0]);
    let story = Story::read(changed.to_string().as_bytes()).story.unwrap();
    let images = Images::beside(&folder.0.join("once/own.json"));
    let to = folder.0.join("twice");
    let (story, _) = images.prepare(story, &to).unwrap();
    let (_, card) = story.card().unwrap();
    assert_ne!(card.as_str(), first);
    let card = image::open(to.join(card.as_str())).unwrap().into_rgb8();
    assert_eq!(card.dimensions(), (1200, 630));
    looks(&card, (1000, 10), BLUE);
    looks(&card, (1000, 620), BLUE);
    // The other files are the same, and the old card is not among them.
    assert!(!to.join(first).exists());
    let (media, _) = story.card().unwrap();
    for path in media.ready.as_ref().unwrap().paths() {
        assert!(to.join(&path).is_file(), "{path}");
    }
}

#[test]
fn a_card_is_made_of_drawings_and_of_transparent_images() {
    let folder = Folder::new();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"400\">\
        <rect width=\"400\" height=\"200\" fill=\"#c81414\"/>\
        <rect y=\"200\" width=\"200\" height=\"200\" fill=\"#143ca0\"/></svg>";
    folder.write("a.svg", svg);
    let (upper, _) = folder.card(&story_with_card("a.svg", json!([0.5, 0])));
    looks(&upper, (600, 10), RED);
    let (lower, _) = folder.card(&story_with_card("a.svg", json!([0.5, 1])));
    looks(&lower, (200, 600), BLUE);
    looks(&lower, (1000, 600), WHITE);
    let image = RgbaImage::from_fn(1400, 700, |x, _| {
        Rgba([200, 20, 20, if x < 700 { 0 } else { 255 }])
    });
    folder.write("b.png", encoded(image, image::ImageFormat::Png));
    let (image, _) = folder.card(&story_with_card("b.png", json!([0.5, 0.5])));
    looks(&image, (100, 300), WHITE);
    looks(&image, (1100, 300), RED);
}

#[test]
fn a_card_with_few_pixels_is_a_warning() {
    let folder = Folder::new();
    folder.write("a.png", encoded(picture(900, 900), image::ImageFormat::Png));
    let images = Images::beside(&folder.story());
    let inspect = |media: &Media, actor: Option<&Actor>| images.inspect(media, actor);
    let text = story_with_card("a.png", json!([0.5, 0.5])).to_string();
    let problems = Story::read_and_inspect(text.as_bytes(), Some(&inspect)).problems;
    let [problem] = &*problems else {
        panic!("{problems:?}")
    };
    assert_eq!(
        (problem.code, problem.severity),
        (Code::SmallImage, Severity::Warning)
    );
    assert!(problem.message.contains("900 pixels"), "{problem}");
}

/// The same file as card and as another image: both are prepared, and one has the card.
#[test]
fn a_prepared_card_is_taken_along() {
    let folder = Folder::new();
    folder.write("a.jpg", photograph(1300, 1300));
    let mut text = story_with_card("a.jpg", json!([0.5, 0.5]));
    let medium = text["events"][0]["media"][0].clone();
    let media = text["events"][0]["media"].as_array_mut().unwrap();
    media.insert(0, medium);
    media[0].as_object_mut().unwrap().remove("card");
    folder.write("own.json", text.to_string());
    let (code, _, said) = explainer(&folder, "prepare own.json --to first");
    assert_eq!(code, Some(0), "{said}");
    let prepared = fs::read_to_string(folder.0.join("first/own.json")).unwrap();
    let story: Value = serde_json::from_str(&prepared).unwrap();
    let media = &story["events"][0]["media"];
    assert_eq!(media[1]["focus"], json!([0.5, 0.5]));
    assert!(media[0]["ready"].get("card").is_none(), "{media}");
    let card = media[1]["ready"]["card"].as_str().unwrap();
    assert!(folder.0.join("first").join(card).is_file());
    let (code, _, said) = explainer(&folder, "prepare first/own.json --to second");
    assert_eq!(code, Some(0), "{said}");
    assert!(folder.0.join("second").join(card).is_file());
    let second = fs::read_to_string(folder.0.join("second/own.json")).unwrap();
    assert_eq!(second, prepared);
    fs::remove_file(folder.0.join("second").join(card)).unwrap();
    let (code, _, said) = explainer(&folder, "check second/own.json");
    assert_eq!(code, Some(1), "{said}");
    // Links to the published story are shown with it.
    let oembed = "render first/own.json --format oembed --at https://www.example.org/e/";
    let (code, answer, said) = explainer(&folder, oembed);
    assert_eq!(code, Some(0), "{said}");
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let address = format!("https://www.example.org/e/stories/{card}");
    assert_eq!(answer["thumbnail_url"], address);
}

/// Runs the command in the folder.
fn explainer(folder: &Folder, arguments: &str) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_explainer"))
        .args(arguments.split(' '))
        .current_dir(&folder.0)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn a_prepared_story_is_rendered_with_its_sizes() {
    let folder = Folder::new();
    folder.write("own.json", story("a.jpg").to_string());
    let (code, _, said) = explainer(&folder, "render own.json");
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("missing-file") && said.contains("a.jpg"),
        "{said}"
    );

    folder.write("a.jpg", photograph(2000, 1000));
    let (code, _, said) = explainer(&folder, "render own.json");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("explainer prepare"), "{said}");

    let (code, _, said) = explainer(&folder, "prepare own.json --to site");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("a.jpg: images/a-"), "{said}");
    let (code, page, said) = explainer(&folder, "render site/own.json --images-at stories/");
    assert_eq!(code, Some(0), "{said}");
    let images: Vec<_> = page.split("<img ").skip(1).collect();
    assert_eq!(images.len(), 1);
    let image = images[0].split('>').next().unwrap();
    for words in [
        "alt=\"A hill\"",
        "loading=\"lazy\"",
        "decoding=\"async\"",
        "width=\"1000\"",
        "height=\"2000\"",
        "src=\"stories/images/a-",
        "-640.jpg 640w, stories/images/a-",
    ] {
        assert!(image.contains(words), "{words} is not in {image}");
    }
    assert!(page.contains("<source type=\"image/webp\""), "{page}");
    let (code, _, said) = explainer(&folder, "prepare own.json --to .");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("another folder"), "{said}");

    // In one step, without a prepared story.
    let (code, other, said) =
        explainer(&folder, "render own.json --images out --images-at stories/");
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(other, page);
    let (_, fragment, _) = explainer(&folder, "render site/own.json --format fragment");
    assert!(
        fragment.contains("<img alt=\"A hill\"") && !fragment.contains("srcset"),
        "{fragment}"
    );
}

/// Images beside an imported file become images of the story; others stay links.
#[test]
fn an_import_includes_images_beside_the_file() {
    let folder = Folder::new();
    let slide = |url: &str, more: Value| {
        let mut media = json!({ "url": url, "credit": "Archive" });
        media
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({ "start_date": { "year": "1900" }, "text": { "headline": "A day" }, "media": media })
    };
    let timeline = json!({ "events": [
        slide("pictures/a.jpg", json!({ "alt": "A hill", "caption": "The hill" })),
        slide("./b.png", json!({})),
        slide("https://www.example.org/c.jpg", json!({})),
    ] });
    fs::create_dir_all(folder.0.join("in/pictures")).unwrap();
    folder.write("in/timeline.json", timeline.to_string());
    folder.write("in/pictures/a.jpg", photograph(700, 700));
    folder.write(
        "in/b.png",
        encoded(picture(700, 70), image::ImageFormat::Png),
    );
    folder.write("events.csv", "date,title,media\n1900,A day,b.png\n");
    let import = |arguments: &str| {
        let (code, story, said) = explainer(&folder, arguments);
        assert_eq!(code, Some(0), "{said}");
        let story: Value = serde_json::from_str(&story).unwrap();
        let events = story["events"].as_array().unwrap().iter();
        let media: Vec<_> = events
            .flat_map(|event| event["media"].as_array().cloned().unwrap_or_default())
            .collect();
        (media, said)
    };
    let (media, said) = import("import timelinejs in/timeline.json --lang en");
    assert_eq!(media[0]["file"], "pictures/a.jpg", "{media:?}");
    assert_eq!(media[0]["alt"]["en"], "A hill");
    assert_eq!(media[0]["caption"]["en"], "The hill");
    assert_eq!(media[0]["credit"]["en"], "Archive");
    assert_eq!(
        (&media[1]["file"], &media[1]["alt"]["en"]),
        (&json!("b.png"), &json!("A day"))
    );
    assert_eq!(media[2]["address"], "https://www.example.org/c.jpg");
    assert_eq!(
        said.matches("is an image of the story now").count(),
        2,
        "{said}"
    );
    // A table in another folder, with the folder of its images as an option.
    let (media, _) = import("import csv events.csv --lang en --base in");
    assert_eq!(media[0]["file"], "b.png");
    let (media, said) = import("import csv events.csv --lang en");
    assert!(media.is_empty() && said.contains("--base"), "{said}");
}

/// The story with an image of its actor.
fn story_with_face(kind: &str, image: Value) -> Value {
    let mut story = story("none.png");
    let event = story["events"][0].as_object_mut().unwrap();
    event.remove("media");
    event.insert("actors".to_owned(), json!(["hill"]));
    story["actors"] = json!([{
        "id": "hill", "name": { "en": "Hill & Sons" }, "kind": kind, "image": image,
    }]);
    story
}

fn face(file: &str) -> Value {
    json!({ "file": file, "credit": { "en": "Us" } })
}

impl Folder {
    /// The problems of the file of an actor's image.
    fn problems_of_face(&self, kind: &str, file: &str) -> Vec<Problem> {
        let images = Images::beside(&self.story());
        let inspect = |media: &Media, actor: Option<&Actor>| images.inspect(media, actor);
        let text = story_with_face(kind, face(file)).to_string();
        Story::read_and_inspect(text.as_bytes(), Some(&inspect)).problems
    }

    /// The prepared image of an actor: its path and its bytes.
    fn made_face(&self, kind: &str, image: Value) -> (Ready, Vec<u8>) {
        let text = story_with_face(kind, image).to_string();
        let story = Story::read(text.as_bytes()).story.unwrap();
        let images = Images::beside(&self.story());
        let (story, made) = images.prepare(story, &self.0.join("to")).unwrap();
        assert_eq!(made.len(), 1);
        let written = serde_json::to_string(story.document()).unwrap();
        let inside = images_beside(&self.0.join("to"));
        let inspect = |media: &Media, actor: Option<&Actor>| inside.inspect(media, actor);
        let read = Story::read_and_inspect(written.as_bytes(), Some(&inspect));
        assert!(read.problems.is_empty(), "{:?}", read.problems);
        // What was prepared once is taken along.
        let (again, made) = inside
            .prepare(read.story.unwrap(), &self.0.join("2"))
            .unwrap();
        assert_eq!((&again, made.len()), (&story, 0));
        let actor = &story.document().actors[0];
        let ready = actor.image.as_ref().unwrap().ready.clone().unwrap();
        assert_eq!(ready.plain.get(), ready.modern);
        let paths: Vec<_> = ready.paths().into_iter().collect();
        assert_eq!(
            paths,
            [ready.modern.to_string()],
            "one file without a width"
        );
        let bytes = fs::read(self.0.join("2").join(&paths[0])).unwrap();
        assert!(!bytes.windows(6).any(|part| part == b"secret"));
        (ready, bytes)
    }
}

#[test]
fn a_missing_file_of_an_actor_is_an_error_with_the_path_that_was_tried() {
    let folder = Folder::new();
    folder.write("Hill.PNG", b"");
    let problems = folder.problems_of_face("person", "hill.png");
    let [problem] = &*problems else {
        panic!("{problems:?}")
    };
    assert_eq!(
        (problem.code, problem.severity, &*problem.path),
        (Code::MissingFile, Severity::Error, "actors[0].image.file")
    );
    let path = folder.0.join("hill.png");
    assert!(
        problem.message.contains(path.to_str().unwrap()),
        "{problem}"
    );
    assert_eq!(problem.help, "is it Hill.PNG?");
    folder.write(
        "own.json",
        story_with_face("person", face("hill.png")).to_string(),
    );
    for command in [
        "check own.json",
        "prepare own.json --to site",
        "render own.json",
    ] {
        let (code, out, said) = explainer(&folder, command);
        assert_eq!(code, Some(1), "{command}: {said}");
        assert!(
            (out + &said).contains("actors[0].image.file"),
            "{command}: {said}"
        );
    }
}

#[test]
fn the_file_of_an_actor_is_checked_like_others() {
    let folder = Folder::new();
    folder.write("a.jpg", encoded(picture(99, 99), image::ImageFormat::Png));
    folder.write("b.png", encoded(picture(300, 95), image::ImageFormat::Png));
    folder.write("c.png", encoded(picture(300, 96), image::ImageFormat::Png));
    let codes = |kind: &str, file: &str| -> Vec<_> {
        let problems = folder.problems_of_face(kind, file).into_iter();
        problems.map(|it| (it.code, it.severity)).collect()
    };
    let small = [(Code::SmallImage, Severity::Warning)];
    assert_eq!(
        codes("person", "a.jpg"),
        [(Code::UnreadableImage, Severity::Error)]
    );
    assert_eq!(codes("person", "b.png"), small);
    assert_eq!(codes("person", "c.png"), []);
    // A logo is not cut out, so its width counts as well.
    assert_eq!(codes("organisation", "b.png"), []);
    folder.write("d.png", encoded(picture(60, 60), image::ImageFormat::Png));
    assert_eq!(codes("organisation", "d.png"), small);
}

/// Words of a logo that are in the name beside it need no description.
#[test]
fn words_of_a_logo_may_be_in_the_name() {
    let folder = Folder::new();
    let svg = |text: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">\
             <text>{text}</text></svg>"
        )
    };
    folder.write("a.svg", svg("HILL"));
    folder.write("b.svg", svg("Hill since 1900, valley"));
    assert_eq!(folder.problems_of_face("organisation", "a.svg"), []);
    let problems = folder.problems_of_face("organisation", "b.svg");
    let [problem] = &*problems else {
        panic!("{problems:?}")
    };
    assert_eq!(problem.code, Code::TextInImage);
    assert!(problem.message.ends_with("since, valley"), "{problem}");
}

/// Of a person, the square around the focus point is shown, upright and without hidden data.
#[test]
fn a_portrait_is_the_square_around_the_focus_point() {
    let folder = Folder::new();
    // Upright it is 400 pixels wide and 800 high; the red quarter is in the upper right.
    folder.write("a.jpg", photograph(800, 400));
    let with = |focus: Value| {
        let mut image = face("a.jpg");
        image["focus"] = focus;
        let (ready, bytes) = folder.made_face("person", image);
        assert_eq!((ready.width, ready.height), (96, 96));
        let image = image::load_from_memory(&bytes).unwrap().into_rgb8();
        assert_eq!(image.dimensions(), (96, 96));
        (ready.modern.to_string(), image)
    };
    let (first, upper) = with(json!([0.5, 0.1]));
    looks(&upper, (80, 8), RED);
    looks(&upper, (80, 88), RED);
    looks(&upper, (16, 48), BLUE);
    let (second, lower) = with(json!([0.5, 1]));
    looks(&lower, (80, 8), BLUE);
    assert!(
        first.starts_with("images/a-") && first.ends_with("-mark-5000-1000.jpg"),
        "{first}"
    );
    assert_ne!(first, second, "another cut has another name");
    let (third, centre) = {
        let (ready, bytes) = folder.made_face("person", face("a.jpg"));
        let image = image::load_from_memory(&bytes).unwrap().into_rgb8();
        (ready.modern.to_string(), image)
    };
    looks(&centre, (80, 8), RED);
    looks(&centre, (80, 88), BLUE);
    assert!(third != first && third != second);
}

/// Of an organisation, the whole image is shown: no corner of it is outside of the circle.
#[test]
fn a_logo_is_whole_within_a_circle() {
    let folder = Folder::new();
    for (name, width, height) in [("a.png", 700, 80), ("b.png", 120, 400), ("c.png", 300, 300)] {
        folder.write(
            name,
            encoded(picture(width, height), image::ImageFormat::Png),
        );
        let (ready, bytes) = folder.made_face("organisation", face(name));
        assert!(ready.modern.to_string().ends_with("-mark.png"));
        let image = image::load_from_memory(&bytes).unwrap().into_rgba8();
        assert_eq!(image.dimensions(), (96, 96));
        let mut seen = 0_u32;
        for (x, y, pixel) in image.enumerate_pixels() {
            let far = |at: u32| (f64::from(at) + 0.5 - 48.0).abs();
            if far(x).hypot(far(y)) > 49.0 {
                assert_eq!(pixel.0[3], 0, "{name}: {x}, {y}");
            } else if pixel.0[3] == 255 {
                seen += 1;
            }
        }
        // The area of the whole image, whose diagonal is the width of the circle.
        let (width, height) = (f64::from(width), f64::from(height));
        let area = width * height * 96.0 * 96.0 / (width * width + height * height);
        assert!(
            (f64::from(seen) / area - 1.0).abs() < 0.2,
            "{name}: {seen} of {area}"
        );
    }
}

#[test]
fn a_logo_as_a_drawing_stays_one() {
    let folder = Folder::new();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"300\">\
        <script>alert(1)</script><rect width=\"400\" height=\"300\" fill=\"#c81414\"/></svg>";
    folder.write("a.svg", svg);
    let (ready, bytes) = folder.made_face("organisation", face("a.svg"));
    assert_eq!((ready.width, ready.height), (96, 96));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("viewBox=\"-50 -100 500 500\""), "{text}");
    assert!(
        text.contains("#c81414") && !text.contains("alert"),
        "{text}"
    );
    let (_, bytes) = folder.made_face("person", face("a.svg"));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("viewBox=\"50 0 300 300\""), "{text}");
}

#[test]
fn the_same_file_can_be_a_logo_and_an_image_of_an_event() {
    let folder = Folder::new();
    folder.write("a.png", encoded(picture(700, 700), image::ImageFormat::Png));
    let mut text = story("a.png");
    text["events"][0]["actors"] = json!(["one", "two"]);
    let actor = |id: &str, kind: &str| {
        json!({ "id": id, "name": { "en": id }, "kind": kind, "colour": "blue",
            "image": face("a.png") })
    };
    text["actors"] = json!([actor("one", "person"), actor("two", "organisation")]);
    let story = Story::read(text.to_string().as_bytes()).story.unwrap();
    let images = Images::beside(&folder.story());
    let (story, made) = images.prepare(story, &folder.0.join("to")).unwrap();
    assert_eq!(made.len(), 3);
    let ready: Vec<_> = story
        .media()
        .map(|it| it.ready.as_ref().unwrap().width)
        .collect();
    assert_eq!(ready, [700, 96, 96]);
    let paths: std::collections::BTreeSet<_> = story
        .media()
        .map(|it| it.ready.as_ref().unwrap().plain.get().to_string())
        .collect();
    assert_eq!(paths.len(), 3);
}

#[test]
fn an_avif_of_an_actor_is_copied_whole() {
    let folder = Folder::new();
    folder.write("a.avif", include_bytes!("../fixtures/images/small.avif"));
    let (ready, bytes) = folder.made_face("person", face("a.avif"));
    assert_eq!((ready.width, ready.height), (64, 48));
    assert_eq!(bytes, include_bytes!("../fixtures/images/small.avif"));
}

/// The image stands before the mark and the name, is read to nobody, and keeps its room. Its credit
/// is on the page. An actor without one looks as before.
#[test]
fn the_page_shows_the_image_of_an_actor_beside_the_name() {
    let folder = Folder::new();
    folder.write("a.png", encoded(picture(200, 200), image::ImageFormat::Png));
    let mut text = story_with_face("organisation", face("a.png"));
    text["actors"][0]["colour"] = json!("blue");
    text["actors"][0]["image"]["licence"] = json!("CC0");
    folder.write("own.json", text.to_string());
    let (code, _, said) = explainer(&folder, "prepare own.json --to site");
    assert_eq!(code, Some(0), "{said}");
    let (code, page, said) = explainer(&folder, "render site/own.json --images-at stories/");
    assert_eq!(code, Some(0), "{said}");
    let marks: Vec<_> = page.split("<img ").skip(1).collect();
    // In the row above the timeline, on the card, and with the credit.
    assert_eq!(marks.len(), 3, "{page}");
    let mark = marks[0].split('>').next().unwrap();
    let (attributes, path) = mark.split_once("src=\"").unwrap();
    assert_eq!(
        attributes,
        "alt=\"\" loading=\"lazy\" decoding=\"async\" class=\"ex-mark ex-face\" width=\"24\" \
         height=\"24\" "
    );
    assert!(
        path.starts_with("stories/images/a-") && path.ends_with("-mark.png\""),
        "{path}"
    );
    for one in &marks {
        assert_eq!(one.split('>').next().unwrap(), mark);
        let (_, rest) = one.split_once('>').unwrap();
        assert!(rest.starts_with("<svg "), "{rest}");
        let (_, name) = rest.split_once("</svg>").unwrap();
        assert!(name.starts_with("Hill &amp; Sons"), "{name}");
    }
    assert!(!page.contains("<picture"), "{page}");
    assert!(page.contains("<small>Us · CC0</small>"), "{page}");

    // Without the image, nothing else is different.
    text["actors"][0].as_object_mut().unwrap().remove("image");
    folder.write("bare.json", text.to_string());
    let (_, bare, _) = explainer(&folder, "render bare.json");
    let mut same = page.replace(&format!("<img {mark}>"), "");
    let credit = same.find("<p class=\"ex-foot\"><span><svg").unwrap();
    let end = same[credit..].find("</p>").unwrap() + credit + 4;
    same.replace_range(credit..end, "");
    assert_eq!(same, bare);

    // Without `ready`, as in a story of a stranger, the file itself is shown.
    let story = Story::read(
        story_with_face("person", face("a.png"))
            .to_string()
            .as_bytes(),
    );
    let shown = explainer::render::html(
        std::rc::Rc::new(story.story.unwrap()),
        &explainer::render::Page {
            images_at: "/own/",
            ..explainer::render::Page::new(explainer::story::Lang::english())
        },
    );
    assert!(
        shown.contains("height=\"24\" src=\"/own/a.png\">"),
        "{shown}"
    );
}
