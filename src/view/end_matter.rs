//! The end matter: later events, comparisons, background, provenance,
//! corrections, and every source in full.

use crate::locale::Word;
use crate::story::{Id, Note, Origin, Provenance, Row, Source, Table, Tier};
use yew_builder::HtmlBuilder;

use super::Scene;
use super::actor_mark::named;
use super::event_card::citations;
use super::figure;
use super::head::point;
use super::parts;
use super::text::{Wording, link, localized, other, plain, plain_paragraphs};
use crate::model::download;

pub(super) fn end_matter(html: &mut HtmlBuilder, scene: &Scene) {
    let document = scene.story.document();
    // No `footer`: it would be one of the host's page.
    html.element("div")
        .attr("part", "end")
        .class("ex-end")
        .children(|html| {
            if let Some(since) = &document.since_then {
                // Later events may change what the rest means, so they never fold.
                html.element("section")
                    .attr(parts::PART, parts::SECTION)
                    .class("ex-since")
                    .children(|html| {
                        heading(html, scene, Word::SinceThen);
                        point(html, scene, since);
                    });
            }
            for it in &document.tables {
                table(html, scene, it);
            }
            for it in &document.notes {
                note(html, scene, it);
            }
            html.fragment(|html| provenance(html, scene));
            section(
                html,
                scene,
                "ex-corrections",
                None,
                |html| localized(html, &scene.locale, Word::Corrections),
                |html| corrections(html, scene),
            );
            if !document.sources.is_empty() {
                section(
                    html,
                    scene,
                    "ex-sources",
                    None,
                    |html| localized(html, &scene.locale, Word::Sources),
                    |html| {
                        html.element("ol")
                            .attr(parts::PART, parts::SOURCES)
                            .children(|html| {
                                for it in &document.sources {
                                    source(html, scene, it);
                                }
                            });
                        for actor in &document.actors {
                            if let Some(image) = &actor.image
                                && image.credit.is_some()
                            {
                                html.element("p").class("ex-foot").children(|html| {
                                    html.element("span")
                                        .children(|html| named(html, scene, actor));
                                    figure::credit(html, scene, image);
                                });
                            }
                        }
                    },
                );
            }
            credit(html, scene);
        });
}

/// Writes a section under its heading; in a folded story, the heading opens it.
fn section(
    html: &mut HtmlBuilder,
    scene: &Scene,
    class: &'static str,
    id: Option<&Id>,
    title: impl FnOnce(&mut HtmlBuilder),
    content: impl FnOnce(&mut HtmlBuilder),
) {
    html.element("section")
        .attr(parts::PART, parts::SECTION)
        .attr_opt("id", id.map(|id| id.to_string().into()))
        .class(class)
        .children(|html| {
            if !scene.options.fold {
                scene.heading(html, 1, "ex-kicker", title);
                return content(html);
            }
            html.element("details").children(|html| {
                html.element("summary")
                    .children(|html| scene.heading(html, 1, "ex-kicker", title));
                content(html);
            });
        });
}

fn heading(html: &mut HtmlBuilder, scene: &Scene, word: Word) {
    scene.heading(html, 1, "ex-kicker", |html| {
        localized(html, &scene.locale, word);
    });
}

fn table(html: &mut HtmlBuilder, scene: &Scene, table: &Table) {
    let lang = scene.locale.lang();
    section(
        html,
        scene,
        "ex-comparison",
        Some(&table.id),
        |html| plain(html, scene, &table.title),
        |html| {
            if let Some(note) = &table.note {
                html.element("div")
                    .class("ex-note")
                    .children(|html| plain_paragraphs(html, scene, note));
            }
            let named = html.element("table");
            let named = named.attr("aria-label", table.title.plain(lang));
            named.children(|html| {
                html.element("thead").children(|html| {
                    html.element("tr").children(|html| {
                        for text in &table.columns {
                            html.element("th")
                                .attr("scope", "col")
                                .children(|html| plain(html, scene, text));
                        }
                    });
                });
                html.element("tbody").children(|html| {
                    for row in &table.rows {
                        html.element("tr")
                            .children(|html| cells(html, scene, table, row));
                    }
                });
            });
        },
    );
}

fn cells(html: &mut HtmlBuilder, scene: &Scene, table: &Table, row: &Row) {
    let lang = scene.locale.lang();
    for (index, text) in row.cells.iter().enumerate() {
        if index == 0 {
            html.element("th")
                .attr("scope", "row")
                .children(|html| plain(html, scene, text));
            continue;
        }
        let head = table.columns.get(index).map(|head| head.plain(lang).into());
        html.element("td")
            .attr_opt("data-head", head)
            .children(|html| {
                plain(html, scene, text);
                if index + 1 == row.cells.len() {
                    html.static_text(" ");
                    citations(html, scene, Word::Sources, &row.sources);
                }
            });
    }
}

fn note(html: &mut HtmlBuilder, scene: &Scene, note: &Note) {
    section(
        html,
        scene,
        "ex-background",
        Some(&note.id),
        |html| plain(html, scene, &note.title),
        |html| {
            if let Some(speaker) = &note.speaker {
                html.element("p").class("ex-who").children(|html| {
                    html.element("span")
                        .class("ex-speaker")
                        .children(|html| plain(html, scene, &speaker.name));
                });
            }
            plain_paragraphs(html, scene, &note.text);
            if !note.sources.is_empty() {
                html.element("p")
                    .class("ex-foot")
                    .children(|html| citations(html, scene, Word::Sources, &note.sources));
            }
        },
    );
}

/// Writes how the text in the current language was made.
fn provenance(html: &mut HtmlBuilder, scene: &Scene) {
    let locale = &scene.locale;
    let Some(provenance) = scene.story.document().provenance.get(locale.lang()) else {
        return;
    };
    let Provenance {
        origin,
        machine,
        reviewed,
    } = provenance;
    let how = locale.text(match (origin, machine) {
        (Origin::Written, false) => Word::WrittenByPerson,
        (Origin::Written, true) => Word::WrittenByMachine,
        (Origin::Translated, false) => Word::TranslatedByPerson,
        (Origin::Translated, true) => Word::TranslatedByMachine,
    });
    let review = if *reviewed {
        Word::Reviewed
    } else {
        Word::NotReviewed
    };
    section(
        html,
        scene,
        "ex-provenance",
        None,
        |html| localized(html, locale, Word::Provenance),
        |html| {
            html.element("p")
                .words(locale.fill(review, &[("text", &how)]));
        },
    );
}

fn corrections(html: &mut HtmlBuilder, scene: &Scene) {
    let (locale, document) = (&scene.locale, scene.story.document());
    if document.corrections.is_empty() {
        html.element("p")
            .children(|html| localized(html, locale, Word::NoCorrections));
    } else {
        html.element("ul").children(|html| {
            for correction in &document.corrections {
                html.element("li").children(|html| {
                    html.element("b").words(locale.date(&correction.date));
                    html.static_text(" ");
                    plain(html, scene, &correction.text);
                });
            }
        });
    }
    if let Some(address) = &document.report_errors {
        html.element("p").children(|html| {
            link(html, address, |html| {
                localized(html, locale, Word::ReportError);
            });
        });
    }
}

fn source(html: &mut HtmlBuilder, scene: &Scene, source: &Source) {
    let locale = &scene.locale;
    let tier = locale.text(match source.tier {
        Tier::Primary => Word::TierPrimary,
        Tier::Major => Word::TierMajor,
        Tier::Copy => Word::TierCopy,
        Tier::Weak => Word::TierWeak,
    });
    let copy = source
        .copy_of
        .as_ref()
        .map(|name| locale.fill(Word::CopyOf, &[("name", &name.0)]));
    html.element("li").children(|html| {
        html.element("b").text(source.publisher.to_string());
        html.static_text(" ");
        let title = |html: &mut HtmlBuilder| {
            let lang = other(source.lang, locale.lang());
            // A description by the author is no title of a work.
            html.element(if source.described { "span" } else { "cite" })
                .attr_opt("lang", lang)
                .text(source.title.to_string());
        };
        match &source.address {
            Some(address) => link(html, address, title),
            None => title(html),
        }
        html.element("small").children(|html| {
            if let Some(date) = &source.date {
                html.element("span").words(locale.date(date));
            }
            html.element("span").words(copy.unwrap_or(tier));
        });
    });
}

fn credit(html: &mut HtmlBuilder, scene: &Scene) {
    let (locale, document) = (&scene.locale, scene.story.document());
    let Some(credit) = &document.credit else {
        return;
    };
    section(
        html,
        scene,
        "ex-credit",
        None,
        |html| localized(html, locale, Word::CiteAs),
        |html| {
            html.element("p")
                .words(download::cite(&scene.story, locale));
            html.element("p").children(|html| {
                let Some(name) = &credit.licence else { return };
                let text = locale.fill(Word::Licence, &[("name", &name.0)]);
                match &credit.licence_address {
                    Some(address) => link(html, address, |html| html.words(text)),
                    None => html.words(text),
                }
            });
        },
    );
}
