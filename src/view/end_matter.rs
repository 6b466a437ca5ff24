//! What stands behind the story: what happened since, comparisons, background, how the text came to be,
//! corrections, and every source in full.

use crate::locale::Word;
use crate::pen::Pen;
use crate::story::{Note, Origin, Provenance, Row, Source, Table, Tier};

use super::Scene;
use super::event_card::{citations, link};
use crate::model::facts::plain;
use super::head::point;
use super::text::{inline, other, paragraphs, say};
use crate::model::download;

pub(super) fn end_matter(pen: &mut Pen, scene: &Scene) {
    let document = scene.story.document();
    pen.tag("footer").attr("part", "end").class("end").holds(|pen| {
        if let Some(since) = &document.since_then {
            pen.tag("section").class("since").holds(|pen| {
                heading(pen, scene, Word::SinceThen);
                point(pen, scene, since);
            });
        }
        for it in &document.tables {
            table(pen, scene, it);
        }
        for it in &document.notes {
            note(pen, scene, it);
        }
        pen.group(|pen| provenance(pen, scene));
        pen.tag("section").class("corrections").holds(|pen| {
            heading(pen, scene, Word::Corrections);
            corrections(pen, scene);
        });
        if !document.sources.is_empty() {
            pen.tag("section").class("sources").holds(|pen| {
                heading(pen, scene, Word::Sources);
                pen.tag("ol").holds(|pen| {
                    for it in &document.sources {
                        source(pen, scene, it);
                    }
                });
            });
        }
        credit(pen, scene);
    });
}

fn heading(pen: &mut Pen, scene: &Scene, word: Word) {
    scene.heading(pen, 1, "kicker", |pen| say(pen, &scene.locale, word));
}

fn table(pen: &mut Pen, scene: &Scene, table: &Table) {
    let lang = scene.locale.lang();
    pen.tag("section").put("id", table.id.to_string()).class("comparison").holds(|pen| {
        scene.heading(pen, 1, "kicker", |pen| inline(pen, &table.title, lang, ""));
        if let Some(note) = &table.note {
            pen.tag("div").class("note").holds(|pen| paragraphs(pen, note, lang, ""));
        }
        pen.tag("table").holds(|pen| {
            pen.tag("thead").holds(|pen| {
                pen.tag("tr").holds(|pen| {
                    for text in &table.columns {
                        pen.tag("th").attr("scope", "col").holds(|pen| inline(pen, text, lang, ""));
                    }
                });
            });
            pen.tag("tbody").holds(|pen| {
                for row in &table.rows {
                    pen.tag("tr").holds(|pen| cells(pen, scene, table, row));
                }
            });
        });
    });
}

fn cells(pen: &mut Pen, scene: &Scene, table: &Table, row: &Row) {
    let lang = scene.locale.lang();
    for (index, text) in row.cells.iter().enumerate() {
        if index == 0 {
            pen.tag("th").attr("scope", "row").holds(|pen| inline(pen, text, lang, ""));
            continue;
        }
        let head = table.columns.get(index).map(|head| plain(head, lang).into());
        pen.tag("td").maybe("data-head", head).holds(|pen| {
            inline(pen, text, lang, "");
            if index + 1 == row.cells.len() {
                pen.sign(" ");
                citations(pen, scene, &row.sources);
            }
        });
    }
}

fn note(pen: &mut Pen, scene: &Scene, note: &Note) {
    let lang = scene.locale.lang();
    pen.tag("section").put("id", note.id.to_string()).class("background").holds(|pen| {
        scene.heading(pen, 1, "kicker", |pen| inline(pen, &note.title, lang, ""));
        if let Some(speaker) = &note.speaker {
            pen.tag("p").class("who").holds(|pen| {
                pen.tag("span").class("speaker").holds(|pen| inline(pen, &speaker.name, lang, ""));
            });
        }
        paragraphs(pen, &note.text, lang, "");
        if !note.sources.is_empty() {
            pen.tag("p").class("foot").holds(|pen| citations(pen, scene, &note.sources));
        }
    });
}

/// How the text of the language that is read came to be.
fn provenance(pen: &mut Pen, scene: &Scene) {
    let locale = &scene.locale;
    let Some(provenance) = scene.story.document().provenance.get(locale.lang()) else { return };
    let Provenance { origin, machine, reviewed } = provenance;
    let how = locale.word(match (origin, machine) {
        (Origin::Written, false) => Word::WrittenByPerson,
        (Origin::Written, true) => Word::WrittenByMachine,
        (Origin::Translated, false) => Word::TranslatedByPerson,
        (Origin::Translated, true) => Word::TranslatedByMachine,
    });
    let review = if *reviewed { Word::Reviewed } else { Word::NotReviewed };
    pen.tag("section").class("provenance").holds(|pen| {
        heading(pen, scene, Word::Provenance);
        pen.tag("p").text(locale.fill(review, &[("text", how)]));
    });
}

fn corrections(pen: &mut Pen, scene: &Scene) {
    let (locale, document) = (&scene.locale, scene.story.document());
    if document.corrections.is_empty() {
        pen.tag("p").holds(|pen| say(pen, locale, Word::NoCorrections));
    } else {
        pen.tag("ul").holds(|pen| {
            for correction in &document.corrections {
                pen.tag("li").holds(|pen| {
                    pen.tag("b").text(locale.date(&correction.date));
                    pen.sign(" ");
                    inline(pen, &correction.text, locale.lang(), "");
                });
            }
        });
    }
    if let Some(address) = &document.report_errors {
        pen.tag("p").holds(|pen| link(pen, address, |pen| say(pen, locale, Word::ReportError)));
    }
}

fn source(pen: &mut Pen, scene: &Scene, source: &Source) {
    let locale = &scene.locale;
    let tier = locale.word(match source.tier {
        Tier::Primary => Word::TierPrimary,
        Tier::Major => Word::TierMajor,
        Tier::Copy => Word::TierCopy,
        Tier::Weak => Word::TierWeak,
    });
    let copy = source.copy_of.as_ref().map(|name| locale.fill(Word::CopyOf, &[("name", &name.0)]));
    pen.tag("li").holds(|pen| {
        pen.tag("b").text(source.publisher.to_string());
        pen.sign(" ");
        let title = |pen: &mut Pen| {
            let lang = other(source.lang, locale.lang());
            pen.tag("cite").maybe("lang", lang).text(source.title.to_string());
        };
        match &source.address {
            Some(address) => link(pen, address, title),
            None => title(pen),
        }
        pen.tag("small").holds(|pen| {
            if let Some(date) = &source.date {
                pen.tag("span").text(locale.date(date));
            }
            pen.tag("span").text(copy.unwrap_or_else(|| tier.to_owned()));
        });
    });
}

fn credit(pen: &mut Pen, scene: &Scene) {
    let (locale, document) = (&scene.locale, scene.story.document());
    let Some(credit) = &document.credit else { return };
    pen.tag("section").class("credit").holds(|pen| {
        heading(pen, scene, Word::CiteAs);
        pen.tag("p").text(download::cite(&scene.story, locale));
        pen.tag("p").holds(|pen| {
            let Some(name) = &credit.licence else { return };
            let text = locale.fill(Word::Licence, &[("name", &name.0)]);
            match &credit.licence_address {
                Some(address) => link(pen, address, |pen| pen.text(text)),
                None => pen.text(text),
            }
        });
    });
}
