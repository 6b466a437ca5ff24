//! Tables with an event in each row.

use crate::story::{Bound, Date, Event, LocalizedText, Media, Response, Speaker, Status};

use super::Context;
use super::cells::{
    Extras, address_in, first_words, found_date, lose, or_the_file, parts, sources, without_html,
    word,
};
use crate::import::message::Message;
use crate::import::story_builder::StoryBuilder;
use crate::import::table::Row;

const STATUSES: [(&str, Status); 4] = [
    ("established", Status::Established),
    ("reported", Status::Reported),
    ("alleged", Status::Alleged),
    ("opinion", Status::Opinion),
];

pub(super) fn add(
    builder: &mut StoryBuilder,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Option<()> {
    let place = row.place.clone();
    let own_id = row.take("id");
    let mut extras = Extras {
        plain: context.plain,
        ..Extras::default()
    };
    let titles = row.take_texts("title");
    let titles = without_html(builder, &place, titles, &mut extras);
    let titles: Vec<_> = titles
        .into_iter()
        .map(|(lang, title)| (lang, title.replace('\n', " ")))
        .collect();
    let shown = titles
        .first()
        .map(|(_, title)| title.clone())
        .unwrap_or_default();
    let date = date(builder, row, context);
    let title = builder.texts(&place, &titles);
    let (Some(date), Some(title)) = (date, title) else {
        builder.lost(&place, Message::EventIncomplete { title: shown });
        return None;
    };
    let cited = sources(builder, row, "source");
    let status = word(builder, row, "status", &STATUSES, Status::Reported);
    let said = row.take_texts("speaker");
    let speaker = builder
        .texts(&place, &said)
        .map(|name| Speaker { name, actor: None });
    let mut response = response(builder, row, context);
    let answered = match status {
        Status::Alleged => speaker.is_some() && response.is_some(),
        Status::Opinion => speaker.is_some(),
        _ => true,
    };
    if !answered {
        builder.lost(&place, Message::Unanswered { title: shown });
        let answer = response
            .and_then(|response| response.text)
            .map(|text| first_words(&text));
        for text in answer
            .into_iter()
            .chain(said.into_iter().map(|(_, text)| text))
        {
            lose(builder, &place, &text);
        }
        return None;
    }
    let sources = or_the_file(builder, cited, context.file);
    // An answer without sources of its own has those of the event.
    if let Some(response) = response
        .as_mut()
        .filter(|it| it.text.is_some() && it.sources.is_empty())
    {
        response.sources.clone_from(&sources);
    }
    let bodies = row.take_texts("body");
    let bodies = without_html(builder, &place, bodies, &mut extras);
    let body = builder.texts(&place, &bodies);
    let actors: Vec<_> = parts(&row.take("actors"))
        .iter()
        .filter_map(|name| builder.actor(&place, name))
        .collect();
    let tags = parts(&row.take("tags"))
        .iter()
        .filter_map(|label| builder.tag(&place, label))
        .collect();
    if let Some(media) = medium(builder, row, context, &mut extras, &title) {
        extras.media.insert(0, media);
    }
    let id = builder.event_id(&own_id, &shown, date);
    builder.event(Event {
        id,
        date,
        title,
        body,
        actors,
        tags,
        status,
        key: false,
        speaker,
        response,
        sources,
        links: extras.links,
        media: extras.media,
    });
    Some(())
}

/// Returns the date; its end may be in a column of its own.
fn date(builder: &mut StoryBuilder, row: &mut Row<'_>, context: &Context<'_>) -> Option<Date> {
    let date = found_date(builder, row, "date", context);
    let end = found_date(builder, row, "end date", context);
    let (Some(start), Some(end)) = (date, end) else {
        // An end alone cannot be the date of an event: the event began earlier.
        if let Some(end) = end {
            builder.lost(
                row.place_of("end date"),
                Message::EndAlone {
                    date: end.to_string(),
                },
            );
        }
        return date;
    };
    if start == end {
        return date;
    }
    let range = Date {
        start: start.start,
        end: Some(end.end.unwrap_or(end.start)),
    };
    let forward = range.to_string().parse::<Date>().is_ok();
    let open = matches!(range.start, Bound::Open | Bound::Unknown);
    if forward && !open {
        return Some(range);
    }
    builder.lost(
        row.place_of("end date"),
        Message::EndBefore {
            date: end.to_string(),
        },
    );
    date
}

/// A picture, film or sound with its caption and credit.
fn medium(
    builder: &mut StoryBuilder,
    row: &mut Row<'_>,
    context: &Context<'_>,
    extras: &mut Extras,
    title: &LocalizedText,
) -> Option<Media> {
    let place = row.place.clone();
    let written = row.take("media");
    let file = builder.image(&written);
    let address = match &file {
        Some(_) => None,
        None => address_in(builder, row, "media", context, written),
    };
    let captions = row.take_texts("media caption");
    let captions = without_html(builder, &place, captions, extras);
    let credits = row.take_texts("media credit");
    let credits = without_html(builder, &place, credits, extras);
    if let Some(file) = file {
        let caption = builder.texts(&place, &captions);
        let alt = caption.clone().or_else(|| Some(title.clone()));
        builder.image_taken(&place, &file);
        return Some(Media {
            alt,
            caption,
            credit: builder.texts(&place, &credits),
            ..Media::image(file)
        });
    }
    let Some(address) = address else {
        for (_, text) in captions.iter().chain(&credits) {
            lose(builder, &place, text);
        }
        return None;
    };
    Some(Media {
        caption: builder.texts(&place, &captions),
        credit: builder.texts(&place, &credits),
        ..Media::link(address)
    })
}

/// Returns the answer of the accused.
fn response(
    builder: &mut StoryBuilder,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Option<Response> {
    let place = row.place.clone();
    let [by, answer] = ["response by", "response"].map(|column| row.take_texts(column));
    let none_found = found_date(builder, row, "none found", context);
    let cited = sources(builder, row, "response sources");
    let text = builder.texts(&place, &answer);
    let whole = text.is_some() != none_found.is_some();
    match builder.texts(&place, &by) {
        Some(by) if whole => {
            let sources = if text.is_some() { cited } else { Vec::new() };
            Some(Response {
                by,
                text,
                none_found,
                sources,
            })
        }
        _ => {
            for (_, text) in by.into_iter().chain(answer) {
                builder.lost(&place, Message::ResponseIncomplete { text });
            }
            None
        }
    }
}
