//! The story as it is written, version 1: every type here is an object of the JSON file, every field's
//! documentation is what an editor's program shows for it.

use super::codec::{objects, words};
use super::date::Date;
use super::value::{Address, ByLang, Currency, Id, Lang, LocalizedText, PlainText, Words};

/// The version of the format that this code reads and writes.
pub const FORMAT: u32 = 1;

objects! {
    /// One story: a timeline, the money in it, and the sources of both.
    pub struct Document {
        /// Where the format's schema stands, for the program you write with; the widget takes no notice.
        #[serde(rename = "$schema")]
        pub schema as default: Option<PlainText>,
        /// Version of the format: 1.
        #[cfg_attr(feature = "cli", schemars(range(min = 1, max = 1)))]
        pub format: u32,
        /// Name of the story in addresses and file names.
        pub id: Id,
        /// The languages of the story; the first is shown when a reader's own is not among them.
        pub languages: Vec<Lang>,
        /// Headline.
        pub title: LocalizedText,
        /// Two sentences that say what the story is.
        pub summary: LocalizedText,
        /// Points to know first, at most seven, each with its sources.
        pub key_points as default: Vec<Point>,
        /// The last day of the story; nothing in it is later.
        pub as_of: Date,
        /// Events after that day, in a few sentences.
        pub since_then as default: Option<Point>,
        /// For every language, how its text came to be.
        pub provenance as default: ByLang<Provenance>,
        /// Parts of the timeline, in order.
        pub chapters as default: Vec<Chapter>,
        /// Subjects by which a reader may filter.
        pub tags as default: Vec<Tag>,
        /// The people and organisations of the story.
        pub actors as default: Vec<Actor>,
        /// The events. Their order in the file does not matter.
        pub events: Vec<Event>,
        /// The kinds of amounts.
        pub measures as default: Vec<Measure>,
        /// The charts, each of one or more measures.
        pub charts as default: Vec<Chart>,
        /// The amounts.
        pub observations as default: Vec<Observation>,
        /// Tables that compare.
        pub tables as default: Vec<Table>,
        /// Background, shown after the timeline.
        pub notes as default: Vec<Note>,
        /// Where every statement comes from.
        pub sources as default: Vec<Source>,
        /// Corrections after publication, the newest first.
        pub corrections as default: Vec<Correction>,
        /// Where a reader reports an error: an address of yours.
        pub report_errors as default: Option<Address>,
        /// The publisher of the story and the licence for its use by others.
        pub credit as default: Option<Credit>,
        /// The widget's own words, for a language that it does not bring: the names are in the documentation.
        pub words as default: ByLang<Words>,
    }

    /// A sentence or two with sources.
    pub struct Point {
        /// The text.
        pub text: LocalizedText,
        /// Ids of its sources.
        pub sources: Vec<Id>,
    }

    /// How the text of one language came to be.
    pub struct Provenance {
        /// Written in this language, or translated.
        pub origin: Origin,
        /// True if a machine wrote or translated it.
        pub machine: bool,
        /// True if a person has since read all of it against the sources.
        pub reviewed: bool,
    }

    /// A part of the timeline: from its first day until the next part begins.
    pub struct Chapter {
        /// Its permalink.
        pub id: Id,
        /// Its heading.
        pub title: LocalizedText,
        /// When it begins.
        pub from: Date,
    }

    /// A subject.
    pub struct Tag {
        /// Its name in events.
        pub id: Id,
        /// Its name for readers.
        pub label: LocalizedText,
    }

    /// A person or an organisation.
    pub struct Actor {
        /// Its name in events and observations.
        pub id: Id,
        /// Its name for readers.
        pub name: LocalizedText,
        /// Person or organisation.
        pub kind: ActorKind,
        /// Its colour; leave it away for ink.
        pub colour as default: Colour,
        /// Its mark, which identifies it without colour.
        pub mark as default: Mark,
        /// A description in a sentence.
        pub about as default: Option<LocalizedText>,
    }

    /// Something that happened, or that somebody says happened.
    pub struct Event {
        /// Its permalink: never change it after publication.
        pub id: Id,
        /// When, as precisely as it is known, in EDTF: `2018-02`, `2015-12-11`, `2025-08-11/2025-08-12`, `2015~`.
        pub date: Date,
        /// Headline of the card.
        pub title: LocalizedText,
        /// One idea in 25 to 70 words, or 60 to 160 characters of Japanese. A line break begins a paragraph.
        pub body as default: Option<LocalizedText>,
        /// True for the few events that tell the whole story: a folded story shows them alone. Without any,
        /// it shows the first event of each chapter.
        pub key as default: bool,
        /// Ids of those who take part.
        pub actors as default: Vec<Id>,
        /// Ids of its subjects.
        pub tags as default: Vec<Id>,
        /// How sure it is.
        pub status: Status,
        /// The speaker, and where they spoke: required for an allegation or an opinion.
        pub speaker as default: Option<Speaker>,
        /// The answer of the accused: required for an allegation.
        pub response as default: Option<Response>,
        /// Ids of its sources.
        pub sources as default: Vec<Id>,
        /// Further addresses worth a visit.
        pub links as default: Vec<Link>,
        /// Pictures, films and sounds elsewhere; shown as links, never loaded.
        pub media as default: Vec<Media>,
    }

    /// A speaker.
    pub struct Speaker {
        /// Name and occasion as readers see it: “Musk's complaint, San Francisco Superior Court”.
        pub name: LocalizedText,
        /// Id of the actor who speaks, if it is one of the story's.
        pub actor as default: Option<Id>,
    }

    /// The answer of the other side; or, with `none_found`, the statement that none was found.
    pub struct Response {
        /// The person or organisation that answers.
        pub by: LocalizedText,
        /// The answer; omit it together with `sources` if `none_found` is set.
        pub text as default: Option<LocalizedText>,
        /// The day until which an answer was looked for and not found.
        pub none_found as default: Option<Date>,
        /// Ids of the answer's sources.
        pub sources as default: Vec<Id>,
    }

    /// An address with a name.
    pub struct Link {
        /// The content behind the link.
        pub label: LocalizedText,
        /// Where.
        pub address: Address,
    }

    /// A picture, film or sound somewhere else.
    pub struct Media {
        /// Where.
        pub address: Address,
        /// A description of its content.
        pub caption as default: Option<LocalizedText>,
        /// The owner of the rights.
        pub credit as default: Option<LocalizedText>,
    }

    /// One kind of amount. Amounts of two measures never share a bar.
    pub struct Measure {
        /// Its name in charts and observations.
        pub id: Id,
        /// Its name for readers: “Money raised, cumulative”.
        pub name: LocalizedText,
        /// Currency as in ISO 4217: USD, JPY.
        pub currency: Currency,
        /// A note on what is counted and what is not.
        pub note as default: Option<LocalizedText>,
        /// The fill of its bars; hatching distinguishes another measure on the same scale.
        pub fill as default: Fill,
    }

    /// A chart: bars from zero, one block a measure.
    pub struct Chart {
        /// Its permalink.
        pub id: Id,
        /// Its headline.
        pub title: LocalizedText,
        /// Ids of its measures, in order. They share a scale and nothing else, so they share a currency.
        pub measures: Vec<Id>,
        /// A note that readers need to compare.
        pub note as default: Option<LocalizedText>,
    }

    /// An amount on a date.
    pub struct Observation {
        /// Its name in sums.
        pub id: Id,
        /// Id of the actor whose amount it is.
        pub actor: Id,
        /// Id of the measure.
        pub measure: Id,
        /// Since when it is known.
        pub date: Date,
        /// The amount in whole units of the currency: 1400000000. The lower end of a range.
        pub low: i64,
        /// The upper end, where sources disagree.
        pub high as default: Option<i64>,
        /// How the figure is meant.
        pub qualifier: Qualifier,
        /// A part of the amount that is of another kind, such as debt.
        pub part as default: Option<Part>,
        /// Ids of the observations of which this is our own sum.
        pub sum_of as default: Vec<Id>,
        /// A note that readers need to understand the figure.
        pub note as default: Option<LocalizedText>,
        /// Ids of its sources.
        pub sources as default: Vec<Id>,
    }

    /// A part of an amount.
    pub struct Part {
        /// Its name: “debt”.
        pub name: LocalizedText,
        /// How much of the amount, in whole units of the currency.
        pub amount: i64,
    }

    /// A table that compares.
    pub struct Table {
        /// Its permalink.
        pub id: Id,
        /// Its heading.
        pub title: LocalizedText,
        /// The origin of the view, if it is one.
        pub note as default: Option<LocalizedText>,
        /// Heads of the columns; the first is the rows' own.
        pub columns: Vec<LocalizedText>,
        /// The rows.
        pub rows: Vec<Row>,
    }

    /// A row of a table.
    pub struct Row {
        /// As many cells as there are columns.
        pub cells: Vec<LocalizedText>,
        /// Ids of its sources.
        pub sources: Vec<Id>,
    }

    /// A piece of background.
    pub struct Note {
        /// Its permalink.
        pub id: Id,
        /// Its heading.
        pub title: LocalizedText,
        /// Its text. A line break begins a paragraph.
        pub text: LocalizedText,
        /// The origin of the view, if it is one.
        pub speaker as default: Option<Speaker>,
        /// Ids of its sources.
        pub sources as default: Vec<Id>,
    }

    /// Where a statement comes from.
    pub struct Source {
        /// Its name in the story.
        pub id: Id,
        /// The publisher.
        pub publisher: PlainText,
        /// Its title, in its own language.
        pub title: PlainText,
        /// True if `title` is your own description, because the source has no title or it is not known.
        pub described as default: bool,
        /// The language of the title.
        pub lang: Lang,
        /// Where it can be read. Books and files that are not online have none.
        pub address as default: Option<Address>,
        /// When it was published, if it says.
        pub date as default: Option<Date>,
        /// How close it is to what it reports.
        pub tier: Tier,
        /// The publisher of the original.
        pub copy_of as default: Option<PlainText>,
    }

    /// Something put right.
    pub struct Correction {
        /// When.
        pub date: Date,
        /// The error, and the text as it reads now.
        pub text: LocalizedText,
        /// Id of the event, if it is in one.
        pub event as default: Option<Id>,
    }

    /// The publisher.
    pub struct Credit {
        /// Name of the publisher.
        pub name: LocalizedText,
        /// Name of the licence.
        pub licence as default: Option<PlainText>,
        /// Where the licence can be read.
        pub licence_address as default: Option<Address>,
    }
}

words! {
    /// How sure an event is.
    pub enum Status {
        /// On record, undisputed.
        Established = "established",
        /// Told by reliable media, not confirmed by those concerned.
        Reported = "reported",
        /// Said by one side about another.
        Alleged = "alleged",
        /// A judgement.
        Opinion = "opinion",
    }

    /// How a figure is meant.
    pub enum Qualifier {
        /// As stated by those concerned.
        Exact = "exact",
        /// Rounded.
        About = "about",
        /// A lower bound.
        AtLeast = "at_least",
        /// An upper bound, such as a promise of up to so much.
        UpTo = "up_to",
        /// Told by media, not confirmed by those concerned.
        Reported = "reported",
    }

    /// Person or organisation.
    pub enum ActorKind {
        /// A human being.
        Person = "person",
        /// A company, a foundation, a court.
        Organisation = "organisation",
    }

    /// Colours with a contrast of 4.5:1 and more on both papers.
    #[derive(Default)]
    pub enum Colour {
        /// The colour of the text.
        #[default]
        Ink = "ink",
        /// Blue.
        Blue = "blue",
        /// Orange.
        Orange = "orange",
        /// Green.
        Green = "green",
        /// Purple.
        Purple = "purple",
        /// Red.
        Red = "red",
        /// Turquoise.
        Teal = "teal",
        /// Brown.
        Brown = "brown",
        /// Pink.
        Pink = "pink",
    }

    /// Marks that tell actors apart without colour.
    #[derive(Default)]
    pub enum Mark {
        /// ○
        #[default]
        Ring = "ring",
        /// ●
        Circle = "circle",
        /// ■
        Square = "square",
        /// ▲
        Triangle = "triangle",
        /// ◆
        Diamond = "diamond",
        /// ＋
        Plus = "plus",
        /// ✕
        Cross = "cross",
        /// ★
        Star = "star",
    }

    /// How bars are filled.
    #[derive(Default)]
    pub enum Fill {
        /// With the actor's colour.
        #[default]
        Solid = "solid",
        /// With stripes of it.
        Hatched = "hatched",
    }

    /// How close a source is to what it reports.
    pub enum Tier {
        /// The record itself: a filing, a company's own post.
        Primary = "primary",
        /// A well-known publisher at its own address.
        Major = "major",
        /// A copy or close summary of such a publisher's article.
        Copy = "copy",
        /// Anything else.
        Weak = "weak",
    }

    /// How a text came into its language.
    pub enum Origin {
        /// Written in it.
        Written = "written",
        /// Translated into it.
        Translated = "translated",
    }
}

impl Observation {
    /// Lower and upper end in whole units; the same for a single figure.
    pub fn range(&self) -> (i64, i64) {
        (self.low, self.high.unwrap_or(self.low))
    }
}
