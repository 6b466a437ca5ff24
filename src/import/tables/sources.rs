//! Tables with a source in each row.

use crate::story::{Lang, Source, Tier};

use super::Context;
use super::cells::{found_address, found_date, word};
use crate::import::message::Message;
use crate::import::story_builder::StoryBuilder;
use crate::import::table::Row;

const TIERS: [(&str, Tier); 4] = [
    ("primary", Tier::Primary),
    ("major", Tier::Major),
    ("copy", Tier::Copy),
    ("weak", Tier::Weak),
];

pub(super) fn add(
    builder: &mut StoryBuilder,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Option<()> {
    let place = row.place.clone();
    let name = row.take("id");
    let [publisher, title, copy_of] =
        ["publisher", "title", "copy of"].map(|column| row.take(column));
    let mut plain = |text: &str| {
        builder
            .wording(&place, text)
            .and_then(|text| text.parse().ok())
    };
    let (publisher, title, copy_of) = (plain(&publisher), plain(&title), plain(&copy_of));
    let written = row.take("lang");
    let lang = written.parse().unwrap_or_else(|_| Lang::english());
    if !written.is_empty() && written != lang.as_str() {
        builder.changed(
            &place,
            Message::OtherLanguage {
                text: written,
                lang: lang.to_string(),
            },
        );
    }
    let address = found_address(builder, row, "address", context);
    let date = found_date(builder, row, "date", context);
    let tier = word(builder, row, "tier", &TIERS, Tier::Weak);
    let (Some(publisher), Some(title)) = (publisher, title) else {
        builder.lost(&place, Message::SourceIncomplete { id: name });
        return None;
    };
    let id = builder.source_id(&name);
    builder.source(Source {
        id,
        publisher,
        title,
        lang,
        address,
        date,
        tier,
        copy_of,
        described: false,
    });
    Some(())
}
