//! What a release has for content systems: every story as a fragment of plain HTML, and, once the release knows its
//! own address, an oEmbed answer that its page names.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use serde::Deserialize;
use serde_json::json;

use crate::files::{read, rewrite};

/// Elements of our pages that `WordPress` leaves in everybody's posts (`wp_kses`, "post"). The others are unwrapped.
const ELEMENTS: &str = "a abbr article aside b blockquote br caption cite code dd details div dl dt em figcaption \
                        figure footer h1 h2 h3 h4 h5 h6 header hr i li main mark nav ol p q rp rt ruby s section small \
                        span strong sub summary sup table tbody td tfoot th thead tr u ul";

/// Attributes that it leaves on them.
const ATTRIBUTES: &str = "aria-describedby aria-label aria-labelledby class colspan dir headers href id lang rel role \
                          rowspan scope start target title";

/// A size for a frame whose parent does not listen: high enough to read in, and it scrolls.
const FRAME: (u32, u32) = (720, 800);

#[derive(Deserialize)]
struct Story {
    id: String,
    languages: Vec<String>,
    title: std::collections::BTreeMap<String, String>,
}

/// Writes fragments for all stories in a site, and oEmbed answers if its address is known.
pub(crate) fn serve_guests(site: &Path, url: Option<&str>) -> Result<()> {
    if let Some(url) = url {
        ensure!(
            url.starts_with("https://") && url.ends_with('/'),
            "{url} is not an address of a release: it starts with https:// and ends with /"
        );
    }
    let stories: Vec<Story> = serde_json::from_str(&read(&site.join("stories/index.json"))?)?;
    for story in &stories {
        for lang in &story.languages {
            let name = format!("stories/{}.{lang}", story.id);
            let page = site.join(format!("{name}.html"));
            fs::write(site.join(format!("{name}.fragment.html")), fragment(&read(&page)?)?)?;
            let Some(url) = url else { continue };
            let title = story.title.get(lang).map_or_else(String::new, |title| title.replace('\u{200b}', ""));
            let thumbnail = site.join(format!("{name}.png")).exists();
            let answer = oembed(url, &story.id, lang, &title, thumbnail);
            fs::write(site.join(format!("{name}.oembed.json")), format!("{answer:#}\n"))?;
            rewrite(&page, |text| {
                let link = format!(
                    r#"<link rel="alternate" type="application/json+oembed" href="{url}{name}.oembed.json">"#
                );
                Ok(text.replacen("</head>", &format!("{link}</head>"), 1))
            })?;
        }
    }
    Ok(())
}

/// The story in a page, in elements and attributes that need no permission. Its pictures are its tables.
fn fragment(page: &str) -> Result<String> {
    let start = page.find("<main>").context("a story's page has a <main>")? + "<main>".len();
    let end = page.rfind("</main>").context("a story's page ends its <main>")?;
    let story = page.get(start..end).context("a <main> ends after its start")?;
    let clean = element!("*", |element| {
        let name = element.tag_name();
        let class = element.get_attribute("class").unwrap_or_default();
        // What only keeps a place for the living widget, and what leads to neighbours that are not there.
        let idle = class.split(' ').any(|class| matches!(class, "unseen" | "said" | "language"));
        if idle || matches!(&*name, "svg" | "button" | "select" | "input") {
            element.remove();
        } else if !ELEMENTS.split_ascii_whitespace().any(|allowed| allowed == name) {
            element.remove_and_keep_content();
        } else {
            let names: Vec<String> =
                element.attributes().iter().map(lol_html::html_content::Attribute::name).collect();
            for name in names
                .iter()
                .filter(|name| !ATTRIBUTES.split_ascii_whitespace().any(|allowed| allowed == *name))
            {
                element.remove_attribute(name);
            }
        }
        Ok(())
    });
    let settings = RewriteStrSettings { element_content_handlers: vec![clean], ..RewriteStrSettings::new() };
    rewrite_str(story, settings).map(|html| format!("{}\n", html.trim())).map_err(|error| anyhow!("{error}"))
}

/// What `stories/ID.LANG.html` is for whoever asks by oEmbed. A static answer knows no `maxwidth`: the frame fills
/// its column.
fn oembed(url: &str, id: &str, lang: &str, title: &str, thumbnail: bool) -> serde_json::Value {
    let (width, height) = FRAME;
    let escaped = title.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let html = format!(
        "<iframe src=\"{url}embed.html?story={id}&amp;lang={lang}\" title=\"{escaped}\" width=\"100%\" height=\"{height}\" \
         loading=\"lazy\" frameborder=\"0\" sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\"></iframe>"
    );
    let mut answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Explainer",
        "provider_url": url,
        "html": html,
        "width": width,
        "height": height,
    });
    if let Some(fields) = answer.as_object_mut().filter(|_| thumbnail) {
        fields.insert("thumbnail_url".to_owned(), json!(format!("{url}stories/{id}.{lang}.png")));
        fields.insert("thumbnail_width".to_owned(), json!(1200));
        fields.insert("thumbnail_height".to_owned(), json!(630));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_has_nothing_that_wordpress_takes_out() -> Result<()> {
        let page = "<body><main><div class=\"explainer\" part=\"explainer\" lang=\"ja\"><h2 onclick=\"x\">T</h2>\
                    <span class=\"pill unseen\">Search</span><p><time datetime=\"2015\">2015年</time></p>\
                    <svg><text>bar</text></svg><a href=\"#x\" data-y=\"1\">x</a></div></main></body>";
        let expected =
            "<div class=\"explainer\" lang=\"ja\"><h2>T</h2><p>2015年</p><a href=\"#x\">x</a></div>\n";
        assert_eq!(fragment(page)?, expected);
        Ok(())
    }

    #[test]
    fn an_answer_is_text_where_text_is_due() {
        let answer = oembed("https://example.org/e/", "a", "en", "“A” & \"B\" <i>", true);
        assert_eq!(answer["title"], "“A” & \"B\" <i>");
        assert_eq!(answer["type"], "rich");
        let html = answer["html"].as_str().unwrap_or_default();
        assert!(html.contains("title=\"“A” &amp; &quot;B&quot; &lt;i>\""), "{html}");
        assert!(html.contains("src=\"https://example.org/e/embed.html?story=a&amp;lang=en\""), "{html}");
        assert_eq!(answer["thumbnail_url"], "https://example.org/e/stories/a.en.png");
    }
}
