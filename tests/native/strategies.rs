//! Random stories with every value that a correct story may have, for tests of properties.

use std::collections::BTreeSet;
use std::rc::Rc;

use explainer::story::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

pub(crate) fn id(text: &str) -> Id {
    text.parse().unwrap()
}

/// Any line that a story may have, including texts that break markup, spreadsheets and scripts.
pub(crate) fn wording() -> impl Strategy<Value = String> {
    let awkward = select(vec![
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "=HYPERLINK(\"https://example.org\")",
        "-1+2",
        "@SUM(A1)",
        "\"quoted\", and; more",
        "first\nsecond",
        "約\u{200b}束の\u{200b}日",
        "' leading",
        "&amp; &lt;",
        "👩‍🔬 ひと",
        "مرحبا",
    ]);
    prop_oneof![
        4 => "[\\PC\\n]{1,40}"
            .prop_filter("a text is not empty", |text| text.parse::<PlainText>().is_ok()),
        1 => awkward.prop_map(str::to_owned),
    ]
}

pub(crate) fn plain() -> impl Strategy<Value = PlainText> {
    wording().prop_map(|text| text.parse().unwrap())
}

/// A text in all of `languages`.
pub(crate) fn text(languages: &[Lang]) -> impl Strategy<Value = LocalizedText> + use<> {
    let languages = languages.to_vec();
    vec(wording(), languages.len()).prop_map(move |texts| {
        languages
            .iter()
            .copied()
            .zip(texts.into_iter().map(Rc::from))
            .collect()
    })
}

pub(crate) fn address() -> impl Strategy<Value = Address> {
    "https?://(www\\.)?[a-z0-9]{1,8}(-[a-z0-9]{1,4})?\\.(org|com|co\\.jp)(:[1-9][0-9]{0,3})?\
     (/[a-zA-Z0-9._~%!$&'()*+,;=:@/-]{0,20})?(\\?[a-z=&']{0,9})?(#[a-z0-9]{0,6})?"
        .prop_filter_map("an address", |text| text.parse().ok())
}

pub(crate) fn moment() -> impl Strategy<Value = Moment> {
    let near = (0..=9999_i64, 1..=12_u8, 1..=31_u8, 0..1440_u32, 0..7_u8).prop_map(
        |(year, month, day, minute, kind)| {
            let day = day.min(if month == 2 { 28 } else { 30 });
            match kind {
                0 => Moment::new(year / 100 * 100, Precision::Century),
                1 => Moment::new(year / 10 * 10, Precision::Decade),
                2 => Moment::new(year, Precision::Year),
                3 => Moment::new(year, Precision::Season(month % 4)),
                4 => Moment::new(year, Precision::Month(month)),
                5 => Moment::new(year, Precision::Day(month, day)),
                _ => Moment::new(year, Precision::Time(month, day, minute * 60)),
            }
        },
    );
    let ancient = (-9999..0_i64, 1..=12_u8, 1..=28_u8, 0..4_u8).prop_map(
        |(year, month, day, kind)| match kind {
            0 => Moment::new(year, Precision::Year),
            1 => Moment::new(year, Precision::Season(month % 4)),
            2 => Moment::new(year, Precision::Month(month)),
            _ => Moment::new(year, Precision::Day(month, day)),
        },
    );
    let cosmic = prop_oneof![-100_000_000_000..=-10_000_i64, 10_000..=100_000_000_000_i64]
        .prop_map(|year| Moment::new(year, Precision::Year));
    (
        prop_oneof![6 => near, 1 => ancient, 1 => cosmic],
        any::<(bool, bool)>(),
    )
        .prop_map(|(moment, (approximate, uncertain))| Moment {
            approximate,
            uncertain,
            ..moment
        })
}

pub(crate) fn date() -> impl Strategy<Value = Date> {
    let single = moment().prop_map(|moment| Date {
        start: Bound::At(moment),
        end: None,
    });
    let edge = || {
        prop_oneof![
            4 => moment().prop_map(Bound::At),
            1 => Just(Bound::Open),
            1 => Just(Bound::Unknown),
        ]
    };
    let range = (edge(), edge())
        .prop_map(|(start, end)| Date {
            start,
            end: Some(end),
        })
        .prop_filter("a range begins before it ends", |date| {
            date.to_string().parse::<Date>().is_ok()
        });
    prop_oneof![3 => single, 1 => range]
}

/// Indexes into a list of `count`, without repetition.
fn some_of(prefix: &'static str, count: usize) -> impl Strategy<Value = Vec<Id>> {
    let all: Vec<_> = (0..count)
        .map(|index| id(&format!("{prefix}{index}")))
        .collect();
    subsequence(all, 0..=count)
}

fn cited(count: usize) -> impl Strategy<Value = Vec<Id>> {
    some_of("source", count).prop_map(|ids| {
        if ids.is_empty() {
            vec![id("source0")]
        } else {
            ids
        }
    })
}

/// A link, an image, or a link with an image.
fn media(languages: &[Lang]) -> impl Strategy<Value = Media> + use<> {
    let link = (address(), select(MediaKind::ALL), "[0-9]{1,2}:[0-5][0-9]");
    let image = (
        file_name(),
        option::of(text(languages)),
        option::of(ready()),
    );
    let texts = (
        option::of(text(languages)),
        option::of(text(languages)),
        option::of(Just(PlainText("CC BY 4.0".into()))),
    );
    let focus = option::of([0..=10_000_u16, 0..=10_000_u16]);
    let media = (option::of(link), option::of(image), texts, address(), focus);
    media.prop_map(
        |(link, image, (caption, credit, licence), address, focus)| {
            let (address, kind, length) = match link {
                Some((address, kind, length)) => {
                    (Some(address), Some(kind), Some(PlainText(length.into())))
                }
                None => (image.is_none().then_some(address), None, None),
            };
            let (file, alt, ready) = match image {
                Some((file, alt, ready)) => (Some(file), alt, ready),
                None => (None, None, None),
            };
            Media {
                address,
                kind,
                length,
                decorative: Unpacked::new(file.is_some() && alt.is_none()),
                file,
                alt,
                caption,
                credit,
                licence,
                focus: Unpacked::new(focus.map(Focus)),
                card: Unpacked::default(),
                ready,
            }
        },
    )
}

/// The image of an actor.
fn face(languages: &[Lang]) -> impl Strategy<Value = Media> + use<> {
    let alt = option::of(text(languages));
    let texts = (alt, option::of(text(languages)));
    let focus = option::of([0..=10_000_u16, 0..=10_000_u16]);
    let ready = option::of("images/[a-z0-9-]{1,9}\\.png");
    let face = (file_name(), texts, focus, ready);
    face.prop_map(|(file, (alt, credit), focus, ready)| {
        let ready = ready.map(|path| {
            let files: FileSet = path.parse().unwrap();
            Ready {
                width: 96,
                height: 96,
                modern: files.clone(),
                plain: Unpacked::new(files),
                card: Unpacked::default(),
            }
        });
        Media {
            alt,
            credit,
            licence: Some(PlainText("CC0".into())),
            focus: Unpacked::new(focus.map(Focus)),
            ready,
            ..Media::image(file)
        }
    })
}

/// The path of an image.
pub(crate) fn file_name() -> impl Strategy<Value = FileName> {
    "[a-zあ-う0-9_][a-z é0-9._,-]{0,8}[a-z0-9]/[a-zA-Z0-9_-]{1,9}\\.(jpg|jpeg|png|webp|avif|svg|JPG)"
        .prop_map(|path| path.parse().unwrap())
}

fn ready() -> impl Strategy<Value = Ready> {
    let files = |ending: &'static str| {
        let widths = proptest::collection::btree_set(1..5_000_u16, 1..4);
        ("[a-z0-9-]{1,9}", widths).prop_map(move |(name, widths)| {
            let files = widths
                .iter()
                .map(|width| format!("images/{name}-{width}.{ending} {width}w"));
            files.collect::<Vec<_>>().join(", ").parse().unwrap()
        })
    };
    (1..5_000_u32, 1..5_000_u32, files("webp"), files("jpg")).prop_map(
        |(width, height, modern, plain)| Ready {
            width,
            height,
            modern,
            plain: Unpacked::new(plain),
            card: Unpacked::default(),
        },
    )
}

fn event(languages: &[Lang], count: usize) -> impl Strategy<Value = Event> + use<> {
    let languages = languages.to_vec();
    let said = (
        select(vec![
            Status::Established,
            Status::Reported,
            Status::Alleged,
            Status::Opinion,
        ]),
        text(&languages),
        option::of(Just(id("actor0"))),
        (
            text(&languages),
            option::of(text(&languages)),
            date(),
            cited(count),
        ),
    )
        .prop_map(|(status, name, actor, (by, text, date, sources))| {
            let speaker = (status >= Status::Alleged).then_some(Speaker { name, actor });
            let none_found = text.is_none().then_some(date);
            let sources = if text.is_some() { sources } else { Vec::new() };
            let response = (status == Status::Alleged).then_some(Response {
                by,
                text,
                none_found,
                sources,
            });
            (status, speaker, response)
        });
    let link = (text(&languages), address()).prop_map(|(label, address)| Link { label, address });
    let media = media(&languages);
    (
        (date(), text(&languages), option::of(text(&languages))),
        (some_of("actor", count), some_of("tag", count), cited(count)),
        said,
        (vec(link, 0..3), vec(media, 0..3)),
    )
        .prop_map(
            |(
                (date, title, body),
                (actors, tags, sources),
                (status, speaker, response),
                (links, media),
            )| {
                let id = id("event");
                Event {
                    key: id.as_str().ends_with('3'),
                    id,
                    date,
                    title,
                    body,
                    actors,
                    tags,
                    status,
                    speaker,
                    response,
                    sources,
                    links,
                    media,
                }
            },
        )
}

fn observation(languages: &[Lang], count: usize) -> impl Strategy<Value = Observation> + use<> {
    let part = (text(languages), any::<Index>());
    let amounts = (
        0..=i64::MAX,
        option::of(0..=i64::MAX),
        option::of(part),
        0..4_u8,
    )
        .prop_map(|(low, high, part, kind)| {
            let high = high.map(|high| high.max(low));
            let qualifier = match kind {
                0 if high.is_none() => Qualifier::Exact,
                1 => Qualifier::AtLeast,
                2 => Qualifier::UpTo,
                3 => Qualifier::Reported,
                _ => Qualifier::About,
            };
            let part = part.map(|(name, share)| {
                let most = usize::try_from(low).unwrap().saturating_add(1);
                Part {
                    name,
                    amount: i64::try_from(share.index(most)).unwrap(),
                }
            });
            (low, high, qualifier, part)
        });
    let names = (0..count, 0..count).prop_map(|(actor, measure)| {
        (
            id(&format!("actor{actor}")),
            id(&format!("measure{measure}")),
        )
    });
    (
        names,
        date(),
        amounts,
        option::of(text(languages)),
        cited(count),
    )
        .prop_map(
            |((actor, measure), date, (low, high, qualifier, part), note, sources)| Observation {
                id: id("observation"),
                actor,
                measure,
                date,
                low,
                high,
                qualifier,
                part,
                sum_of: Vec::new(),
                note,
                sources,
            },
        )
}

fn source() -> impl Strategy<Value = Source> {
    let tier = select(vec![Tier::Primary, Tier::Major, Tier::Copy, Tier::Weak]);
    (
        (plain(), plain()),
        option::of(address()),
        option::of(date()),
        tier,
        option::of(plain()),
    )
        .prop_map(
            |((publisher, title), address, date, tier, copy_of)| Source {
                described: copy_of.is_some(),
                id: id("source"),
                publisher,
                title,
                lang: "en".parse().unwrap(),
                address,
                date,
                tier,
                copy_of,
            },
        )
}

/// Gives every entry of a list its own id: `prefix0`, `prefix1` …
fn number<T>(things: &mut [T], prefix: &str, id_of: impl Fn(&mut T) -> &mut Id) {
    for (index, thing) in things.iter_mut().enumerate() {
        *id_of(thing) = id(&format!("{prefix}{index}"));
    }
}

/// A correct story in one to three languages.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let languages = ["en", "ja", "pt-BR"]
        .map(|tag| tag.parse::<Lang>().unwrap())
        .to_vec();
    (subsequence(languages, 1..=3), 1..4_usize).prop_flat_map(|(languages, count)| {
        let point =
            || (text(&languages), cited(count)).prop_map(|(text, sources)| Point { text, sources });
        let as_of = date().prop_filter("an as-of date has an end", |date| {
            date.end_exclusive().is_finite()
        });
        let head = (
            text(&languages),
            text(&languages),
            vec(point(), 0..3),
            as_of,
            option::of(point()),
        );
        let chapter = (text(&languages), date()).prop_map(|(title, from)| Chapter {
            id: id("x"),
            title,
            from,
        });
        let actor = (
            text(&languages),
            any::<bool>(),
            option::of(text(&languages)),
            any::<Index>(),
            option::of(face(&languages)),
        )
            .prop_map(|(name, person, about, looks, image)| Actor {
                id: id("x"),
                name,
                kind: if person {
                    ActorKind::Person
                } else {
                    ActorKind::Organisation
                },
                colour: [Colour::Ink, Colour::Blue, Colour::Teal][looks.index(3)],
                mark: [Mark::Ring, Mark::Star, Mark::Cross][looks.index(3)],
                about,
                image,
            });
        let tag = text(&languages).prop_map(|label| Tag { id: id("x"), label });
        let measure = (
            text(&languages),
            option::of(text(&languages)),
            any::<bool>(),
        )
            .prop_map(|(name, note, solid)| Measure {
                id: id("x"),
                name,
                currency: "JPY".parse().unwrap(),
                note,
                fill: if solid { Fill::Solid } else { Fill::Hatched },
            });
        let chart =
            (text(&languages), option::of(text(&languages))).prop_map(move |(title, note)| Chart {
                id: id("x"),
                title,
                measures: (0..count)
                    .map(|index| id(&format!("measure{index}")))
                    .collect(),
                note,
            });
        let row = (vec(text(&languages), count), cited(count))
            .prop_map(|(cells, sources)| Row { cells, sources });
        let table = (
            text(&languages),
            vec(text(&languages), count),
            vec(row, 0..3),
        )
            .prop_map(|(title, columns, rows)| Table {
                id: id("x"),
                title,
                note: None,
                columns,
                rows,
            });
        let note = (text(&languages), text(&languages), cited(count)).prop_map(
            |(title, text, sources)| Note {
                id: id("x"),
                title,
                text,
                speaker: None,
                sources,
            },
        );
        let correction = (date(), text(&languages)).prop_map(|(date, text)| Correction {
            date,
            text,
            event: Some(id("event0")),
        });
        let credit = (text(&languages), option::of(plain()), option::of(address())).prop_map(
            |(name, licence, licence_address)| Credit {
                name,
                licence,
                licence_address,
            },
        );
        let people = (vec(actor, count), vec(tag, count), vec(source(), count));
        let time = (
            vec(chapter, 0..3),
            vec(event(&languages, count), 1..5),
            vec(correction, 0..2),
        );
        let money = (
            vec(measure, count),
            vec(chart, 0..3),
            vec(observation(&languages, count), 0..5),
        );
        let rest = (
            vec(table, 0..2),
            vec(note, 0..2),
            option::of(credit),
            option::of(address()),
            option::of(plain()),
        );
        (Just(languages), head, people, time, money, rest).prop_map(assemble)
    })
}

type Head = (
    LocalizedText,
    LocalizedText,
    Vec<Point>,
    Date,
    Option<Point>,
);
type People = (Vec<Actor>, Vec<Tag>, Vec<Source>);
type Time = (Vec<Chapter>, Vec<Event>, Vec<Correction>);
type Money = (Vec<Measure>, Vec<Chart>, Vec<Observation>);
type Rest = (
    Vec<Table>,
    Vec<Note>,
    Option<Credit>,
    Option<Address>,
    Option<PlainText>,
);

fn assemble(
    (languages, head, people, time, money, rest): (Vec<Lang>, Head, People, Time, Money, Rest),
) -> Document {
    let (title, summary, key_points, as_of, since_then) = head;
    let (mut actors, mut tags, mut sources) = people;
    let (mut chapters, mut events, corrections) = time;
    let (mut measures, mut charts, mut observations) = money;
    let (mut tables, mut notes, credit, report_errors, word) = rest;
    let mut seen = BTreeSet::new();
    observations.retain(|it| seen.insert((it.actor.clone(), it.measure.clone(), it.date)));
    chapters.sort_by_key(|it| it.from.first_day());
    number(&mut actors, "actor", |it| &mut it.id);
    number(&mut tags, "tag", |it| &mut it.id);
    number(&mut sources, "source", |it| &mut it.id);
    number(&mut chapters, "chapter", |it| &mut it.id);
    number(&mut events, "event", |it| &mut it.id);
    number(&mut measures, "measure", |it| &mut it.id);
    number(&mut charts, "chart", |it| &mut it.id);
    number(&mut observations, "observation", |it| &mut it.id);
    number(&mut tables, "table", |it| &mut it.id);
    number(&mut notes, "note", |it| &mut it.id);
    let provenance = Provenance {
        origin: Origin::Translated,
        machine: true,
        reviewed: false,
    };
    let words = word.map(|word| (languages[0], Words::from_iter([("open".into(), word)])));
    Document {
        schema: None,
        format: FORMAT,
        id: id("chance"),
        provenance: languages
            .iter()
            .map(|lang| (*lang, provenance.clone()))
            .collect(),
        words: words.into_iter().collect(),
        languages,
        title,
        summary,
        key_points,
        as_of,
        since_then,
        chapters,
        tags,
        actors,
        events,
        measures,
        charts,
        observations,
        tables,
        notes,
        sources,
        corrections,
        report_errors,
        credit,
    }
}
