//! Files of a release for places where the widget cannot run: every story as a fragment of plain
//! HTML and as pictures and, if the address of the release is given, an oEmbed answer and the
//! picture for links to its pages. The authors' command makes all of them.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use serde::Deserialize;

use crate::dist::{HOMES, Story, explainer};
use crate::files::{read, rewrite};

#[derive(Deserialize)]
struct Listed {
    id: String,
}

/// Writes these files for all stories in a site; those that contain an address only if the address
/// of the release is given.
pub(crate) fn serve_guests(site: &Path, url: Option<&str>) -> Result<()> {
    if let Some(url) = url {
        ensure!(
            url.starts_with("https://") && url.ends_with('/'),
            "{url} is not an address of a release: it starts with https:// and ends with /"
        );
    }
    let listed: Vec<Listed> = serde_json::from_str(&read(&site.join("stories/index.json"))?)?;
    for (index, Listed { id }) in listed.iter().enumerate() {
        let file = site.join(format!("stories/{id}.json"));
        let story: Story = serde_json::from_str(&read(&file)?)?;
        for lang in &story.languages {
            let name = format!("stories/{id}.{lang}");
            let render = |suffix: &str, options: &str| -> Result<()> {
                let made = explainer(&format!("render --lang {lang} --format {options}"), &file)?;
                Ok(fs::write(site.join(format!("{name}.{suffix}")), made)?)
            };
            render("fragment.html", "fragment")?;
            render("svg", "svg")?;
            render("chart.svg", "svg --size article")?;
            let drawn =
                render("png", "png").and_then(|()| render("chart.png", "png --size article"));
            let Some(url) = url else {
                // A development machine may lack fonts; the command has named them.
                if drawn.is_err() {
                    eprintln!("{name}.png was not drawn");
                }
                continue;
            };
            drawn?;
            render("oembed.json", &format!("oembed --at {url}"))?;
            let answer = format!(
                "<link rel=\"alternate\" type=\"application/json+oembed\" \
                 href=\"{url}{name}.oembed.json\">"
            );
            let card = story.card().map(|card| format!("stories/{card}"));
            let card = card.unwrap_or_else(|| format!("{name}.png"));
            let homes = HOMES.iter().filter(|(own, _)| index == 0 && own == lang);
            let homes = homes.map(|(_, home)| if *home == "./" { "index.html" } else { home });
            for page in homes.chain([&*format!("{name}.html")]) {
                let answer = if page.starts_with(&name) { &answer } else { "" };
                let links = picture(url, &card) + answer;
                rewrite(&site.join(page), |text| {
                    Ok(text.replacen("</head>", &format!("{links}</head>"), 1))
                })?;
            }
        }
    }
    Ok(())
}

/// Returns the tags for the picture with which links to a page are shown.
fn picture(url: &str, card: &str) -> String {
    let image = format!(r#"<meta property="og:image" content="{url}{card}">"#);
    let size = concat!(
        r#"<meta property="og:image:width" content="1200">"#,
        r#"<meta property="og:image:height" content="630">"#
    );
    image + size + r#"<meta name="twitter:card" content="summary_large_image">"#
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use anyhow::Context;
    use serde_json::{Value, json};

    use super::*;
    use crate::shell::{command, root, run};
    use crate::site::EXPLAINER;

    const URL: &str = "https://www.example.org/explainer/";

    /// The part of a built site that these tests need.
    struct Site(PathBuf);

    impl Site {
        fn new(name: &str) -> Result<Self> {
            run(command(EXPLAINER).arg("--quiet"))?;
            let site = Site(
                std::env::temp_dir().join(format!("xtask-guests-{name}-{}", std::process::id())),
            );
            let story = json!({
                "format": 1,
                "id": "small",
                "languages": ["en"],
                "title": { "en": "A small & quiet story" },
                "summary": { "en": "What it is about." },
                "as_of": "2024-12-31",
                "events": [{
                    "id": "only",
                    "date": "2024-05-01",
                    "title": { "en": "The only event" },
                    "body": { "en": "What happened." },
                    "status": "established",
                    "sources": ["s"],
                }],
                "sources": [{
                    "id": "s",
                    "publisher": "Publisher",
                    "title": "Title",
                    "lang": "en",
                    "tier": "weak",
                }],
            });
            let page =
                "<!doctype html><html><head><title>A page</title></head><body></body></html>";
            fs::create_dir_all(site.0.join("stories"))?;
            fs::write(
                site.0.join("stories/index.json"),
                json!([{ "id": "small" }]).to_string(),
            )?;
            fs::write(site.0.join("stories/small.json"), story.to_string())?;
            for file in [
                "index.html",
                "index.en.html",
                "embed.html",
                "stories/small.en.html",
            ] {
                fs::write(site.0.join(file), page)?;
            }
            Ok(site)
        }

        /// Returns the file of the site at this address.
        fn at(&self, address: &str) -> Result<PathBuf> {
            let path = address
                .strip_prefix(URL)
                .with_context(|| format!("{address} is not in the release"))?;
            let file = self.0.join(path.split('?').next().unwrap_or_default());
            ensure!(file.is_file(), "{address} leads nowhere");
            Ok(file)
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            drop(fs::remove_dir_all(&self.0));
        }
    }

    /// Returns the text between two marks, each of which must occur once.
    fn between<'t>(text: &'t str, start: &str, end: &str) -> Result<&'t str> {
        ensure!(
            text.matches(start).count() == 1,
            "not once: {start} in {text}"
        );
        let (_, rest) = text.split_once(start).context("no start")?;
        Ok(rest.split_once(end).context("no end")?.0)
    }

    /// Goes from a page's address to the frame, as an oEmbed client does.
    #[test]
    fn a_page_s_address_leads_to_a_frame_and_a_picture() -> Result<()> {
        let site = Site::new("with-address")?;
        serve_guests(&site.0, Some(URL))?;

        let page = read(&site.at(&format!("{URL}stories/small.en.html"))?)?;
        let link = r#"<link rel="alternate" type="application/json+oembed" href=""#;
        let answer: Value = serde_json::from_str(&read(&site.at(between(&page, link, "\"")?)?)?)?;
        let text = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
        assert_eq!((text("version"), text("type")), ("1.0", "rich"));
        assert_eq!(text("title"), "A small & quiet story");

        let address = between(text("html"), "src=\"", "\"")?.replace("&amp;", "&");
        site.at(&address)?;
        assert!(
            root().join("static/frame/embed.html").is_file(),
            "a release has no page for frames"
        );
        let (_, query) = address.split_once('?').context("no query")?;
        assert_eq!(query, "story=small&lang=en");

        let drawn = fs::read(site.at(text("thumbnail_url"))?)?;
        let size = |from: usize| {
            drawn
                .get(from..from + 4)
                .and_then(|bytes| Some(u32::from_be_bytes(bytes.try_into().ok()?)))
        };
        let told = |name: &str| answer.get(name).and_then(Value::as_u64);
        assert_eq!(
            size(16).map(u64::from),
            told("thumbnail_width"),
            "the PNG's width"
        );
        assert_eq!(
            size(20).map(u64::from),
            told("thumbnail_height"),
            "the PNG's height"
        );

        let image = r#"<meta property="og:image" content=""#;
        site.at(between(&page, image, "\"")?)?;
        let home = read(&site.0.join("index.en.html"))?;
        site.at(between(&home, image, "\"")?)?;
        assert!(
            !home.contains("oembed"),
            "the visit page is not the story's address"
        );
        Ok(())
    }

    #[test]
    fn a_page_names_the_card_of_the_author() -> Result<()> {
        let site = Site::new("with-card")?;
        let file = site.0.join("stories/small.json");
        let mut story: Value = serde_json::from_str(&read(&file)?)?;
        let card = "images/a-card.jpg";
        let event = story
            .pointer_mut("/events/0")
            .and_then(Value::as_object_mut)
            .context("an event")?;
        let ready = json!({
            "width": 9, "height": 9, "modern": "images/a.svg", "plain": "images/a.svg",
            "card": card,
        });
        let medium = json!({
            "file": "a.svg", "decorative": true, "credit": { "en": "Us" }, "card": true,
            "ready": ready,
        });
        event.insert("media".to_owned(), json!([medium]));
        fs::write(&file, story.to_string())?;
        fs::create_dir_all(site.0.join("stories/images"))?;
        for name in ["images/a.svg", card] {
            fs::write(site.0.join("stories").join(name), "an image")?;
        }
        serve_guests(&site.0, Some(URL))?;
        let page = read(&site.0.join("stories/small.en.html"))?;
        let image = r#"<meta property="og:image" content=""#;
        let named = between(&page, image, "\"")?;
        assert_eq!(named, format!("{URL}stories/{card}"));
        site.at(named)?;
        Ok(())
    }

    #[test]
    fn a_release_without_an_address_names_none() -> Result<()> {
        let site = Site::new("without-address")?;
        serve_guests(&site.0, None)?;
        assert!(!site.0.join("stories/small.en.oembed.json").exists());
        assert!(!read(&site.0.join("stories/small.en.html"))?.contains("oembed"));
        assert!(site.0.join("stories/small.en.fragment.html").is_file());
        for bad in [
            "http://www.example.org/",
            "https://www.example.org",
            "javascript:alert(1)/",
        ] {
            assert!(serve_guests(&site.0, Some(bad)).is_err(), "{bad}");
        }
        Ok(())
    }
}
