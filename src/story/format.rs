//! The story as it is written, version 1: every type here is an object of the JSON file, every field's
//! documentation is what an editor's program shows for it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::value::{Address, Id, Lang, Plain, Text};

/// The version of the format that this code reads and writes.
pub const FORMAT: u32 = 1;

macro_rules! objects {
    ($($(#[$meta:meta])* pub struct $name:ident { $($fields:tt)* })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($fields)* }
    )+};
}

macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($fields:tt)* })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($fields)* }
    )+};
}

objects! {
    /// One story: a timeline, the money in it, and the sources of both.
    pub struct Document {
        /// Where the format's schema stands, for the program you write with; the widget takes no notice.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        pub schema: Option<Plain>,
        /// Version of the format: 1.
        #[cfg_attr(feature = "cli", schemars(range(min = 1, max = 1)))]
        pub format: u32,
        /// Name of the story in addresses and file names.
        pub id: Id,
        /// The languages of the story; the first is shown when a reader's own is not among them.
        pub languages: Vec<Lang>,
        /// Headline.
        pub title: Text,
        /// Two sentences that say what the story is.
        pub summary: Text,
        /// What to know first, at most seven points, each with its sources.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub key_points: Vec<Point>,
        /// The last day of what the story tells; nothing in it is later.
        pub as_of: Date,
        /// What has happened after that day, in a few sentences.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub since_then: Option<Point>,
        /// For every language, how its text came to be.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub provenance: BTreeMap<Lang, Provenance>,
        /// Parts of the timeline, in order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub chapters: Vec<Chapter>,
        /// Subjects by which a reader may filter.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub tags: Vec<Tag>,
        /// The people and organisations of the story.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub actors: Vec<Actor>,
        /// What happened. The order in the file does not matter.
        pub events: Vec<Event>,
        /// What the amounts are amounts of.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub measures: Vec<Measure>,
        /// The charts, each of one or more measures.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub charts: Vec<Chart>,
        /// The amounts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub observations: Vec<Observation>,
        /// Tables that compare.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub tables: Vec<Table>,
        /// Background, shown after the timeline.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub notes: Vec<Note>,
        /// Where every statement comes from.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sources: Vec<Source>,
        /// What was put right after publication, the newest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub corrections: Vec<Correction>,
        /// Where a reader reports an error: an address of yours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub report_errors: Option<Address>,
        /// Who publishes the story and under which licence others may use it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub credit: Option<Credit>,
        /// The widget's own words, for a language that it does not bring: the names are in the documentation.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pub words: BTreeMap<Lang, BTreeMap<String, Plain>>,
    }

    /// A sentence or two with sources.
    pub struct Point {
        /// The text.
        pub text: Text,
        /// Ids of its sources.
        pub sources: Vec<Id>,
    }

    /// How the text of one language came to be.
    pub struct Provenance {
        /// Written in this language, or translated.
        pub origin: Origin,
        /// Whether a machine wrote or translated it.
        pub machine: bool,
        /// Whether a person has since read all of it against the sources.
        pub reviewed: bool,
    }

    /// A part of the timeline: from its first day until the next part begins.
    pub struct Chapter {
        /// Its permalink.
        pub id: Id,
        /// Its heading.
        pub title: Text,
        /// When it begins.
        pub from: Date,
    }

    /// A subject.
    pub struct Tag {
        /// Its name in events.
        pub id: Id,
        /// Its name for readers.
        pub label: Text,
    }

    /// A person or an organisation.
    pub struct Actor {
        /// Its name in events and observations.
        pub id: Id,
        /// Its name for readers.
        pub name: Text,
        /// Person or organisation.
        pub kind: ActorKind,
        /// Its colour; leave it away for ink.
        #[serde(default, skip_serializing_if = "is_default")]
        pub colour: Colour,
        /// Its mark, so that nobody needs to see the colour.
        #[serde(default, skip_serializing_if = "is_default")]
        pub mark: Mark,
        /// Who that is, in a sentence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub about: Option<Text>,
    }

    /// Something that happened, or that somebody says happened.
    pub struct Event {
        /// Its permalink: never change it after publication.
        pub id: Id,
        /// When, as precisely as it is known, in EDTF: `2018-02`, `2015-12-11`, `2025-08-11/2025-08-12`, `2015~`.
        pub date: Date,
        /// Headline of the card.
        pub title: Text,
        /// One idea in 25 to 70 words, or 60 to 160 characters of Japanese. A line break begins a paragraph.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub body: Option<Text>,
        /// Ids of those who take part.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub actors: Vec<Id>,
        /// Ids of its subjects.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub tags: Vec<Id>,
        /// How sure it is.
        pub status: Status,
        /// Who says so, and where: required for what is alleged or an opinion.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub speaker: Option<Speaker>,
        /// The answer of whoever is accused: required for what is alleged.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub response: Option<Response>,
        /// Ids of its sources.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sources: Vec<Id>,
        /// Further addresses worth a visit.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub links: Vec<Link>,
        /// Pictures, films and sounds elsewhere; shown as links, never loaded.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub media: Vec<Media>,
    }

    /// Who says something.
    pub struct Speaker {
        /// Name and occasion as readers see it: “Musk's complaint, San Francisco Superior Court”.
        pub name: Text,
        /// Id of the actor who speaks, if it is one of the story's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub actor: Option<Id>,
    }

    /// What the other side says; or, with `none_found`, that no answer was found.
    pub struct Response {
        /// Who answers.
        pub by: Text,
        /// What they say; leave it away together with `sources` if `none_found`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub text: Option<Text>,
        /// The day until which an answer was looked for and not found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub none_found: Option<Date>,
        /// Ids of the answer's sources.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sources: Vec<Id>,
    }

    /// An address with a name.
    pub struct Link {
        /// What the reader will find there.
        pub label: Text,
        /// Where.
        pub address: Address,
    }

    /// A picture, film or sound somewhere else.
    pub struct Media {
        /// Where.
        pub address: Address,
        /// What it shows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub caption: Option<Text>,
        /// Whose it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub credit: Option<Text>,
    }

    /// One kind of amount. Amounts of two measures never share a bar.
    pub struct Measure {
        /// Its name in charts and observations.
        pub id: Id,
        /// Its name for readers: “Money raised, cumulative”.
        pub name: Text,
        /// Currency as in ISO 4217: USD, JPY.
        pub currency: Currency,
        /// What is counted and what is not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<Text>,
        /// How its bars are filled; hatching tells another measure on the same scale apart.
        #[serde(default, skip_serializing_if = "is_default")]
        pub fill: Fill,
    }

    /// A chart: bars from zero, one block a measure.
    pub struct Chart {
        /// Its permalink.
        pub id: Id,
        /// Its headline.
        pub title: Text,
        /// Ids of its measures, in order. They share a scale and nothing else, so they share a currency.
        pub measures: Vec<Id>,
        /// What a reader must know to compare.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<Text>,
    }

    /// An amount on a date.
    pub struct Observation {
        /// Its name in sums.
        pub id: Id,
        /// Whose amount.
        pub actor: Id,
        /// Of what.
        pub measure: Id,
        /// Since when it is known.
        pub date: Date,
        /// The amount in whole units of the currency: 1400000000. The lower end of a range.
        pub low: i64,
        /// The upper end, where sources disagree.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub high: Option<i64>,
        /// How the figure is meant.
        pub qualifier: Qualifier,
        /// A part of the amount that is of another kind, such as debt.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub part: Option<Part>,
        /// Ids of the observations of which this is our own sum.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sum_of: Vec<Id>,
        /// What a reader must know about this figure.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<Text>,
        /// Ids of its sources.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sources: Vec<Id>,
    }

    /// A part of an amount.
    pub struct Part {
        /// What it is: “debt”.
        pub name: Text,
        /// How much of the amount, in whole units of the currency.
        pub amount: i64,
    }

    /// A table that compares.
    pub struct Table {
        /// Its permalink.
        pub id: Id,
        /// Its heading.
        pub title: Text,
        /// Whose view it is, if it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<Text>,
        /// Heads of the columns; the first is the rows' own.
        pub columns: Vec<Text>,
        /// The rows.
        pub rows: Vec<Row>,
    }

    /// A row of a table.
    pub struct Row {
        /// As many cells as there are columns.
        pub cells: Vec<Text>,
        /// Ids of its sources.
        pub sources: Vec<Id>,
    }

    /// A piece of background.
    pub struct Note {
        /// Its permalink.
        pub id: Id,
        /// Its heading.
        pub title: Text,
        /// Its text. A line break begins a paragraph.
        pub text: Text,
        /// Whose view it is, if it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub speaker: Option<Speaker>,
        /// Ids of its sources.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sources: Vec<Id>,
    }

    /// Where a statement comes from.
    pub struct Source {
        /// Its name in the story.
        pub id: Id,
        /// Who published it.
        pub publisher: Plain,
        /// Its title, in its own language.
        pub title: Plain,
        /// The language of the title.
        pub lang: Lang,
        /// Where it can be read. Books and files that are not online have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub address: Option<Address>,
        /// When it was published, if it says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub date: Option<Date>,
        /// How close it is to what it reports.
        pub tier: Tier,
        /// Whose article it copies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub copy_of: Option<Plain>,
    }

    /// Something put right.
    pub struct Correction {
        /// When.
        pub date: Date,
        /// What was wrong and how it reads now.
        pub text: Text,
        /// Id of the event, if it is in one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub event: Option<Id>,
    }

    /// Who publishes the story.
    pub struct Credit {
        /// Name of the publisher.
        pub name: Text,
        /// Name of the licence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub licence: Option<Plain>,
        /// Where the licence can be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub licence_address: Option<Address>,
    }
}

words! {
    /// How sure an event is.
    pub enum Status {
        /// On record, undisputed.
        Established,
        /// Told by reliable media, not confirmed by those concerned.
        Reported,
        /// Said by one side about another.
        Alleged,
        /// A judgement.
        Opinion,
    }

    /// How a figure is meant.
    pub enum Qualifier {
        /// As stated by those concerned.
        Exact,
        /// Rounded.
        About,
        /// A lower bound.
        AtLeast,
        /// An upper bound, such as a promise of up to so much.
        UpTo,
        /// Told by media, not confirmed by those concerned.
        Reported,
    }

    /// Person or organisation.
    pub enum ActorKind {
        /// A human being.
        Person,
        /// A company, a foundation, a court.
        Organisation,
    }

    /// Colours with a contrast of 4.5:1 and more on both papers.
    #[derive(Default)]
    pub enum Colour {
        /// The colour of the text.
        #[default]
        Ink,
        /// Blue.
        Blue,
        /// Orange.
        Orange,
        /// Green.
        Green,
        /// Purple.
        Purple,
        /// Red.
        Red,
        /// Turquoise.
        Teal,
        /// Brown.
        Brown,
        /// Pink.
        Pink,
    }

    /// Marks that tell actors apart without colour.
    #[derive(Default)]
    pub enum Mark {
        /// ○
        #[default]
        Ring,
        /// ●
        Circle,
        /// ■
        Square,
        /// ▲
        Triangle,
        /// ◆
        Diamond,
        /// ＋
        Plus,
        /// ✕
        Cross,
        /// ★
        Star,
    }

    /// How bars are filled.
    #[derive(Default)]
    pub enum Fill {
        /// With the actor's colour.
        #[default]
        Solid,
        /// With stripes of it.
        Hatched,
    }

    /// How close a source is to what it reports.
    pub enum Tier {
        /// The record itself: a filing, a company's own post.
        Primary,
        /// A well-known publisher at its own address.
        Major,
        /// A copy or close summary of such a publisher's article.
        Copy,
        /// Anything else.
        Weak,
    }

    /// How a text came into its language.
    pub enum Origin {
        /// Written in it.
        Written,
        /// Translated into it.
        Translated,
    }
}

/// Three capital letters of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(pub(super) [u8; 3]);

impl Currency {
    /// The code, such as `USD`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Observation {
    /// Lower and upper end in whole units; the same for a single figure.
    pub fn range(&self) -> (i64, i64) {
        (self.low, self.high.unwrap_or(self.low))
    }
}
