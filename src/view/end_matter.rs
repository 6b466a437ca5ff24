//! What stands behind the story: what happened since, comparisons, background, how the text came to be,
//! corrections, and every source in full.

use yew::{Html, html};

use crate::locale::Word;
use crate::story::{Note, Origin, Provenance, Source, Table, Tier};

use super::Scene;
use super::event_card::{citations, link};
use super::facts::plain;
use super::head::point;
use super::prose::{inline, other, paragraphs, say};
use super::take;

pub(super) fn end_matter(scene: &Scene) -> Html {
    let document = scene.story.document();
    let heading = |word: Word| scene.heading(1, "kicker", say(&scene.locale, word));
    html! {
        <footer class="end" part="end">
            if let Some(since) = &document.since_then {
                <section class="since">{ heading(Word::SinceThen) }{ point(scene, since) }</section>
            }
            { for document.tables.iter().map(|it| table(scene, it)) }
            { for document.notes.iter().map(|it| note(scene, it)) }
            { provenance(scene) }
            <section class="corrections">
                { heading(Word::Corrections) }
                { corrections(scene) }
            </section>
            if !document.sources.is_empty() {
                <section class="sources">
                    { heading(Word::Sources) }
                    <ol>{ for document.sources.iter().map(|it| source(scene, it)) }</ol>
                </section>
            }
            { credit(scene) }
        </footer>
    }
}

fn table(scene: &Scene, table: &Table) -> Html {
    let lang = scene.locale.lang();
    let heads = table.columns.iter().map(|text| {
        html! { <th scope="col">{ inline(text, lang, "") }</th> }
    });
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().enumerate().map(|(index, text)| {
            let head = table.columns.get(index).map(|head| plain(head, lang));
            match (index, index + 1 == row.cells.len()) {
                (0, _) => html! { <th scope="row">{ inline(text, lang, "") }</th> },
                (_, last) => html! {
                    <td data-head={head}>
                        { inline(text, lang, "") }
                        if last {
                            { " " }{ citations(scene, &row.sources) }
                        }
                    </td>
                },
            }
        });
        html! { <tr>{ for cells }</tr> }
    });
    html! {
        <section class="comparison" id={table.id.to_string()}>
            { scene.heading(1, "kicker", inline(&table.title, lang, "")) }
            if let Some(note) = &table.note {
                <div class="note">{ paragraphs(note, lang, "") }</div>
            }
            <table><thead><tr>{ for heads }</tr></thead><tbody>{ for rows }</tbody></table>
        </section>
    }
}

fn note(scene: &Scene, note: &Note) -> Html {
    let lang = scene.locale.lang();
    let speaker = note.speaker.as_ref().map(|speaker| {
        html! { <p class="who"><span class="speaker">{ inline(&speaker.name, lang, "") }</span></p> }
    });
    html! {
        <section class="background" id={note.id.to_string()}>
            { scene.heading(1, "kicker", inline(&note.title, lang, "")) }
            { speaker }
            { paragraphs(&note.text, lang, "") }
            if !note.sources.is_empty() {
                <p class="foot">{ citations(scene, &note.sources) }</p>
            }
        </section>
    }
}

/// How the text of the language that is read came to be.
fn provenance(scene: &Scene) -> Html {
    let locale = &scene.locale;
    let Some(provenance) = scene.story.document().provenance.get(locale.lang()) else {
        return Html::default();
    };
    let Provenance { origin, machine, reviewed } = provenance;
    let how = locale.word(match (origin, machine) {
        (Origin::Written, false) => Word::WrittenByPerson,
        (Origin::Written, true) => Word::WrittenByMachine,
        (Origin::Translated, false) => Word::TranslatedByPerson,
        (Origin::Translated, true) => Word::TranslatedByMachine,
    });
    let review = if *reviewed { Word::Reviewed } else { Word::NotReviewed };
    html! {
        <section class="provenance">
            { scene.heading(1, "kicker", say(locale, Word::Provenance)) }
            <p>{ locale.fill(review, &[("text", how)]) }</p>
        </section>
    }
}

fn corrections(scene: &Scene) -> Html {
    let (locale, document) = (&scene.locale, scene.story.document());
    let report = document.report_errors.as_ref().map(|address| {
        html! {
            <p>{ link(Html::from(locale.word(Word::ReportError).to_owned()), address) }</p>
        }
    });
    let items = document.corrections.iter().map(|correction| {
        html! {
            <li>
                <b>{ locale.date(&correction.date) }</b>{ " " }
                { inline(&correction.text, locale.lang(), "") }
            </li>
        }
    });
    html! {
        <>
            if document.corrections.is_empty() {
                <p>{ say(locale, Word::NoCorrections) }</p>
            } else {
                <ul>{ for items }</ul>
            }
            { report }
        </>
    }
}

fn source(scene: &Scene, source: &Source) -> Html {
    let locale = &scene.locale;
    let tier = locale.word(match source.tier {
        Tier::Primary => Word::TierPrimary,
        Tier::Major => Word::TierMajor,
        Tier::Copy => Word::TierCopy,
        Tier::Weak => Word::TierWeak,
    });
    let copy = source.copy_of.as_ref().map(|name| locale.fill(Word::CopyOf, &[("name", &name.0)]));
    let title = html! { <cite lang={other(source.lang, locale.lang())}>{ source.title.to_string() }</cite> };
    let title = match &source.address {
        Some(address) => link(title, address),
        None => title,
    };
    html! {
        <li>
            <b>{ source.publisher.to_string() }</b>{ " " }{ title }
            <small>
                if let Some(date) = &source.date {
                    <span>{ locale.date(date) }</span>
                }
                <span>{ copy.unwrap_or_else(|| tier.to_owned()) }</span>
            </small>
        </li>
    }
}

fn credit(scene: &Scene) -> Html {
    let (locale, document) = (&scene.locale, scene.story.document());
    let Some(credit) = &document.credit else { return Html::default() };
    let licence = credit.licence.as_ref().map(|name| locale.fill(Word::Licence, &[("name", &name.0)]));
    let licence = licence.map(|text| match &credit.licence_address {
        Some(address) => link(Html::from(text), address),
        None => Html::from(text),
    });
    html! {
        <section class="credit">
            { scene.heading(1, "kicker", say(locale, Word::CiteAs)) }
            <p>{ take::cite(&scene.story, locale) }</p>
            <p>{ licence }</p>
        </section>
    }
}
