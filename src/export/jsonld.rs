//! Export to JSON-LD with schema.org, for search engines: the timeline is an `ItemList` of
//! `Event`s, an allegation or opinion a `Claim` of its speaker, a chart a `Dataset`, an image of
//! the story an `ImageObject`, and sources are citations.

use serde_json::{Map, Value, json};

use crate::story::{
    Actor, ActorKind, Address, Bound, Chart, Date, Document, Event, Lang, Media, Moment, Source,
    Status, Story,
};

use crate::render::escape;

use super::cited;

/// Exports a story in one of its languages, for a script element of the page at the address `at`.
/// The prepared images are in the folder at `images_at`, or else in that of the page. Every `<` is
/// written as `\u003c`, so nothing in it can end that element.
pub fn jsonld(
    story: &Story,
    lang: Lang,
    at: Option<&Address>,
    images_at: Option<&Address>,
) -> String {
    let export = Export {
        story,
        document: story.document(),
        lang,
        at,
        images_at: images_at.or(at).map(folder),
    };
    let mut graph = vec![export.list()];
    graph.extend(
        export
            .document
            .charts
            .iter()
            .map(|chart| export.dataset(chart)),
    );
    let data = json!({ "@context": "https://schema.org", "@graph": graph });
    let mut text = String::new();
    for c in data.to_string().chars() {
        match c {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            _ => text.push(c),
        }
    }
    text + "\n"
}

struct Export<'s> {
    story: &'s Story,
    document: &'s Document,
    lang: Lang,
    at: Option<&'s Address>,
    /// The address of the folder of the images, with `/` at its end.
    images_at: Option<String>,
}

impl Export<'_> {
    fn list(&self) -> Value {
        let document = self.document;
        let item = |(index, event): (usize, &Event)| {
            json!({
                "@type": "ListItem",
                "position": index + 1,
                "item": self.event(event),
            })
        };
        let items: Vec<_> = document.events.iter().enumerate().map(item).collect();
        let mut list = self.work(&["CreativeWork", "ItemList"], None);
        list.extend([
            ("name".to_owned(), document.title.plain(self.lang).into()),
            (
                "description".to_owned(),
                document.summary.plain(self.lang).into(),
            ),
            (
                "itemListOrder".to_owned(),
                "https://schema.org/ItemListOrderAscending".into(),
            ),
            ("numberOfItems".to_owned(), items.len().into()),
            ("itemListElement".to_owned(), items.into()),
            (
                "citation".to_owned(),
                document.sources.iter().map(citation).collect(),
            ),
        ]);
        Value::Object(list)
    }

    /// Returns the properties that every published part has.
    fn work(&self, kinds: &[&str], anchor: Option<&str>) -> Map<String, Value> {
        let mut work = Map::new();
        let kind = if let [kind] = kinds {
            (*kind).into()
        } else {
            kinds.into()
        };
        work.insert("@type".to_owned(), kind);
        self.address(&mut work, anchor);
        work.insert("inLanguage".to_owned(), self.lang.as_str().into());
        work.insert("isAccessibleForFree".to_owned(), true.into());
        if let Some(credit) = &self.document.credit {
            let name = credit.name.plain(self.lang);
            work.insert(
                "publisher".to_owned(),
                json!({ "@type": "Organization", "name": name }),
            );
            let licence = credit.licence_address.as_ref().map(ToString::to_string);
            if let Some(licence) =
                licence.or_else(|| credit.licence.as_ref().map(ToString::to_string))
            {
                work.insert("license".to_owned(), licence.into());
            }
        }
        work
    }

    fn address(&self, thing: &mut Map<String, Value>, anchor: Option<&str>) {
        let Some(at) = self.at else { return };
        let page = at.as_str().split('#').next().unwrap_or_default();
        let url = anchor.map_or_else(|| page.to_owned(), |anchor| format!("{page}#{anchor}"));
        thing.insert("@id".to_owned(), url.as_str().into());
        thing.insert("url".to_owned(), url.into());
    }

    fn event(&self, event: &Event) -> Value {
        let mut item = Map::new();
        let claimed = matches!(event.status, Status::Alleged | Status::Opinion);
        item.insert(
            "@type".to_owned(),
            if claimed { "Claim" } else { "Event" }.into(),
        );
        self.address(&mut item, Some(event.id.as_str()));
        item.insert("name".to_owned(), event.title.plain(self.lang).into());
        if let Some(body) = &event.body {
            item.insert("description".to_owned(), body.plain(self.lang).into());
        }
        let images: Vec<_> = event.media.iter().filter_map(|it| self.image(it)).collect();
        if !images.is_empty() {
            item.insert("image".to_owned(), images.into());
        }
        let sources: Value = cited(self.story, &event.sources).map(citation).collect();
        let actors = self
            .document
            .actors
            .iter()
            .filter(|actor| event.actors.contains(&actor.id));
        let actors: Vec<_> = actors.map(|actor| self.actor(actor)).collect();
        if !actors.is_empty() {
            item.insert("about".to_owned(), actors.into());
        }
        if claimed {
            let name = event
                .speaker
                .as_ref()
                .map(|speaker| speaker.name.plain(self.lang));
            item.insert(
                "author".to_owned(),
                json!({ "@type": "Thing", "name": name }),
            );
            item.insert("temporal".to_owned(), event.date.to_string().into());
            item.insert("citation".to_owned(), sources);
            self.response(event, &mut item);
        } else {
            for (name, day) in ["startDate", "endDate"].into_iter().zip(days(&event.date)) {
                if let Some(day) = day {
                    item.insert(name.to_owned(), day.into());
                }
            }
            item.insert("subjectOf".to_owned(), sources);
        }
        Value::Object(item)
    }

    /// Returns an image of the story; `None` for a medium of another site without one.
    fn image(&self, media: &Media) -> Option<Value> {
        media.file.as_ref()?;
        let mut image = Map::new();
        image.insert("@type".to_owned(), "ImageObject".into());
        let texts = [
            ("caption", &media.caption),
            ("description", &media.alt),
            ("creditText", &media.credit),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                image.insert(name.to_owned(), text.plain(self.lang).into());
            }
        }
        if let Some(licence) = &media.licence {
            // A text alone would be read as an address.
            let licence = json!({ "@type": "CreativeWork", "name": licence.to_string() });
            image.insert("license".to_owned(), licence);
        }
        // The author's own file is not published: its prepared files are.
        if let Some(ready) = &media.ready {
            image.insert("width".to_owned(), ready.width.into());
            image.insert("height".to_owned(), ready.height.into());
            let plain = ready.plain.get();
            let largest = plain.files().last();
            if let (Some(folder), Some((path, _))) = (&self.images_at, largest) {
                let url = format!("{folder}{}", escape::path(path));
                image.insert("contentUrl".to_owned(), url.as_str().into());
                image.insert("url".to_owned(), url.into());
            }
        }
        Some(Value::Object(image))
    }

    /// Adds the response of the accused to the claim.
    fn response(&self, event: &Event, item: &mut Map<String, Value>) {
        let Some(response) = &event.response else {
            return;
        };
        let by = response.by.plain(self.lang);
        let text = response.text.as_ref().map(|text| text.plain(self.lang));
        let text = text.unwrap_or_else(|| {
            format!(
                "— ({})",
                response
                    .none_found
                    .map(|day| day.to_string())
                    .unwrap_or_default()
            )
        });
        let sources: Value = cited(self.story, &response.sources).map(citation).collect();
        let comment = json!({
            "@type": "Comment",
            "author": { "@type": "Thing", "name": by },
            "text": text,
            "citation": sources,
        });
        item.insert("comment".to_owned(), comment);
    }

    fn actor(&self, actor: &Actor) -> Value {
        let kind = match actor.kind {
            ActorKind::Person => "Person",
            ActorKind::Organisation => "Organization",
        };
        let mut known = json!({ "@type": kind, "name": actor.name.plain(self.lang) });
        let image = actor.image.as_ref().and_then(|image| self.image(image));
        if let (Some(image), Some(known)) = (image, known.as_object_mut()) {
            known.insert("image".to_owned(), image);
        }
        known
    }

    fn dataset(&self, chart: &Chart) -> Value {
        let document = self.document;
        let amounts = || {
            document
                .observations
                .iter()
                .filter(|amount| chart.measures.contains(&amount.measure))
        };
        let first = amounts().map(|amount| amount.date).min();
        let last = amounts()
            .map(|amount| amount.date)
            .max_by(|a, b| a.end_exclusive().cmp(&b.end_exclusive()));
        let measures = document
            .measures
            .iter()
            .filter(|measure| chart.measures.contains(&measure.id));
        let properties: Vec<_> = measures
            .map(|measure| {
                let note = measure.note.as_ref().map(|note| note.plain(self.lang));
                let name = measure.name.plain(self.lang);
                json!({
                    "@type": "PropertyValue",
                    "name": name,
                    "unitText": measure.currency.code(),
                    "description": note,
                })
            })
            .collect();
        let mut sources: Vec<_> = amounts().flat_map(|amount| &amount.sources).collect();
        sources.sort();
        sources.dedup();
        let citations: Value = sources
            .iter()
            .filter_map(|id| self.story.source(id))
            .map(|(_, source)| citation(source))
            .collect();
        let note = chart.note.as_ref().map(|note| note.plain(self.lang));
        let summary = document.summary.plain(self.lang);
        let mut dataset = self.work(&["Dataset"], Some(chart.id.as_str()));
        dataset.extend([
            ("name".to_owned(), chart.title.plain(self.lang).into()),
            (
                "description".to_owned(),
                note.map_or_else(|| summary.clone(), |note| format!("{note} {summary}"))
                    .into(),
            ),
            ("variableMeasured".to_owned(), properties.into()),
            ("citation".to_owned(), citations),
        ]);
        if let (Some(first), Some(last)) = (first.and_then(|date| days(&date)[0].clone()), last) {
            let [start, end] = days(&last);
            let last = end.or(start).unwrap_or_else(|| "..".to_owned());
            dataset.insert(
                "temporalCoverage".to_owned(),
                format!("{first}/{last}").into(),
            );
        }
        Value::Object(dataset)
    }
}

/// Returns the address of the folder in which a page is.
fn folder(page: &Address) -> String {
    let page = page.as_str().split(['?', '#']).next().unwrap_or_default();
    let host = page.find("://").map_or(0, |at| at + 3);
    match page.rfind('/').filter(|at| *at >= host) {
        Some(last) => page.get(..=last).unwrap_or_default().to_owned(),
        None => format!("{page}/"),
    }
}

/// Returns a source as a work that can be cited.
fn citation(source: &Source) -> Value {
    let mut work = Map::new();
    work.insert("@type".to_owned(), "CreativeWork".into());
    work.insert("name".to_owned(), source.title.to_string().into());
    let publisher = json!({ "@type": "Organization", "name": source.publisher.to_string() });
    work.insert("publisher".to_owned(), publisher);
    work.insert("inLanguage".to_owned(), source.lang.as_str().into());
    if let Some(address) = &source.address {
        work.insert("url".to_owned(), address.as_str().into());
    }
    if let Some([Some(published), _]) = source.date.as_ref().map(days) {
        work.insert("datePublished".to_owned(), published.into());
    }
    Value::Object(work)
}

/// Returns beginning and end in ISO 8601, `None` for years of five digits, which it allows only by
/// agreement.
fn days(date: &Date) -> [Option<String>; 2] {
    let day = |edge: Option<Bound>| match edge {
        Some(Bound::At(Moment {
            year: -9999..=9999, ..
        })) => edge.map(|edge| edge.to_string()),
        _ => None,
    };
    let plain = date.simplified();
    [
        day(plain.map(|plain| plain.start)),
        day(plain.and_then(|plain| plain.end)),
    ]
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_page_ends_with_a_slash() {
        for (page, wanted) in [
            ("https://example.org", "https://example.org/"),
            ("https://example.org/", "https://example.org/"),
            ("https://example.org/a?b=/c#/d", "https://example.org/"),
            (
                "https://example.org/news/a.html",
                "https://example.org/news/",
            ),
            ("https://example.org/news/", "https://example.org/news/"),
        ] {
            assert_eq!(folder(&page.parse().unwrap()), wanted);
        }
    }
}
