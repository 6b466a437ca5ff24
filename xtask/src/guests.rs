//! What a release has for places where the widget cannot live: every story as a fragment of plain HTML and as
//! pictures, and, once the release knows its own address, an oEmbed answer and the picture that links to its pages
//! are shown with. The authors' command makes all of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use serde::Deserialize;

use crate::dist::{HOMES, explainer, plain};
use crate::files::{read, rewrite};

#[derive(Deserialize)]
struct Story {
    id: String,
    languages: Vec<String>,
    title: BTreeMap<String, String>,
    summary: BTreeMap<String, String>,
}

/// Writes what is for guests for all stories in a site; what names an address only if its own is known.
pub(crate) fn serve_guests(site: &Path, url: Option<&str>) -> Result<()> {
    if let Some(url) = url {
        ensure!(
            url.starts_with("https://") && url.ends_with('/'),
            "{url} is not an address of a release: it starts with https:// and ends with /"
        );
    }
    let stories: Vec<Story> = serde_json::from_str(&read(&site.join("stories/index.json"))?)?;
    for (index, story) in stories.iter().enumerate() {
        let file = site.join(format!("stories/{}.json", story.id));
        for lang in &story.languages {
            let name = format!("stories/{}.{lang}", story.id);
            let render = |suffix: &str, options: &str| -> Result<()> {
                let made = explainer(&format!("render --lang {lang} --format {options}"), &file)?;
                Ok(fs::write(site.join(format!("{name}.{suffix}")), made)?)
            };
            render("fragment.html", "fragment")?;
            render("svg", "svg")?;
            render("chart.svg", "svg --size article")?;
            let drawn = render("png", "png").and_then(|()| render("chart.png", "png --size article"));
            let Some(url) = url else {
                // Whoever tries things out may lack fonts; the command has said which.
                if drawn.is_err() {
                    eprintln!("{name}.png was not drawn");
                }
                continue;
            };
            drawn?;
            render("oembed.json", &format!("oembed --at {url}"))?;
            let named = story.named(lang, url, &name);
            let homes = HOMES.iter().filter(|(own, _)| index == 0 && own == lang);
            let homes = homes.map(|(_, home)| if *home == "./" { "index.html" } else { home });
            for page in homes.map(str::to_owned).chain([format!("{name}.html")]) {
                rewrite(&site.join(page), |text| {
                    Ok(text.replacen("</head>", &format!("{named}</head>"), 1))
                })?;
            }
        }
    }
    Ok(())
}

impl Story {
    /// What the head of a story's page says to whoever shows a link to it.
    fn named(&self, lang: &str, url: &str, name: &str) -> String {
        let text =
            |texts: &BTreeMap<String, String>| texts.get(lang).map_or_else(String::new, |text| plain(text));
        let (title, summary) = (text(&self.title), text(&self.summary));
        format!(
            r#"<link rel="alternate" type="application/json+oembed" href="{url}{name}.oembed.json"><meta property="og:type" content="article"><meta property="og:title" content="{title}"><meta property="og:description" content="{summary}"><meta property="og:image" content="{url}{name}.png"><meta property="og:image:width" content="1200"><meta property="og:image:height" content="630"><meta name="twitter:card" content="summary_large_image">"#
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_page_has_its_picture() {
        let texts = BTreeMap::from([("en".to_owned(), "“A” & \"B\" <i>".to_owned())]);
        let (id, languages) = ("a".to_owned(), vec!["en".to_owned()]);
        let story = Story { id, languages, title: texts.clone(), summary: texts };
        let named = story.named("en", "https://example.org/e/", "stories/a.en");
        assert!(named.contains(r#"property="og:title" content="“A” &amp; &quot;B&quot; &lt;i>""#), "{named}");
        assert!(
            named.contains(r#"property="og:image" content="https://example.org/e/stories/a.en.png""#),
            "{named}"
        );
        assert!(named.contains(r#"href="https://example.org/e/stories/a.en.oembed.json""#), "{named}");
    }
}
