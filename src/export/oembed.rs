//! The oEmbed response for a story: an iframe and a thumbnail. A static response cannot respect
//! `maxwidth`, so the frame fills its column.

use serde_json::{Value, json};

use crate::picture::Size;
use crate::render::escape;
use crate::story::{Address, Lang, Story};

/// The size of a frame whose parent does not adapt its height: high enough for reading; it scrolls.
const FRAME: (u32, u32) = (720, 800);

/// Returns the response for a story in the release at `release`, an address that ends with `/`.
pub fn oembed(story: &Story, lang: Lang, release: &Address) -> Value {
    let (width, height) = FRAME;
    let (thumbnail_width, thumbnail_height) = Size::CARD;
    let (id, title) = (&story.document().id, story.document().title.plain(lang));
    let html = format!(
        "<iframe src=\"{release}embed.html?story={id}&amp;lang={lang}\" title=\"{}\" \
         width=\"100%\" height=\"{height}\" loading=\"lazy\" frameborder=\"0\" \
         sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\"></iframe>",
        escape::html(&title),
        release = escape::html(release.as_str()),
    );
    let card = match story.card() {
        Some((_, file)) => file.to_string(),
        None => format!("{id}.{lang}.png"),
    };
    json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Explainer",
        "provider_url": release.as_str(),
        "html": html,
        "width": width,
        "height": height,
        "thumbnail_url": format!("{}stories/{card}", release.as_str()),
        "thumbnail_width": thumbnail_width,
        "thumbnail_height": thumbnail_height,
    })
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_text_where_text_is_due() {
        let json = br#"{"format":1,"id":"a","languages":["en"],"title":{"en":"A & \"B\" <i>"},
            "summary":{"en":"S"},"as_of":"2026","events":[]}"#;
        let story = Story::read(json).story.unwrap();
        let answer = oembed(
            &story,
            Lang::english(),
            &"https://example.org/e/".parse().unwrap(),
        );
        assert_eq!(answer["title"], "A & \"B\" <i>");
        let html = answer["html"].as_str().unwrap();
        assert!(
            html.contains("title=\"A &amp; &quot;B&quot; &lt;i&gt;\""),
            "{html}"
        );
        assert!(
            html.contains("src=\"https://example.org/e/embed.html?story=a&amp;lang=en\""),
            "{html}"
        );
    }
}
