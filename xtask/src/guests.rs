//! What a release has for places where the widget cannot live: every story as a fragment of plain HTML and as
//! pictures, and, once the release knows its own address, an oEmbed answer and the picture that links to its pages
//! are shown with. The authors' command makes all of it.

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

/// Writes what is for guests for all stories in a site; what names an address only if its own is known.
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
            let answer = format!(
                r#"<link rel="alternate" type="application/json+oembed" href="{url}{name}.oembed.json">"#
            );
            let homes = HOMES.iter().filter(|(own, _)| index == 0 && own == lang);
            let homes = homes.map(|(_, home)| if *home == "./" { "index.html" } else { home });
            for page in homes.chain([&*format!("{name}.html")]) {
                let links = picture(url, &name) + if page.starts_with(&name) { &answer } else { "" };
                rewrite(&site.join(page), |text| {
                    Ok(text.replacen("</head>", &format!("{links}</head>"), 1))
                })?;
            }
        }
    }
    Ok(())
}

/// The picture with which links to a page are shown.
fn picture(url: &str, name: &str) -> String {
    let image = format!(r#"<meta property="og:image" content="{url}{name}.png">"#);
    let size =
        r#"<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">"#;
    image + size + r#"<meta name="twitter:card" content="summary_large_image">"#
}
