//! The types of the story format, version 1. Each type is an object of the JSON file. The
//! documentation of a field goes into the JSON schema, so that editors show it.

use super::codec::{objects, words};
use super::date::Date;
use super::unpacked::Unpacked;
use super::value::{
    Address, ByLang, Currency, FileName, FileSet, Focus, Id, Lang, LocalizedText, PlainText, Words,
};

/// The version of the format that this code reads and writes.
pub const FORMAT: u32 = 1;

objects! {
    /// One story: a timeline, the money in it, and the sources of both.
    pub struct Document {
        /// The address of the JSON schema, for editors; the widget ignores it.
        #[serde(rename = "$schema")]
        pub schema as default: Option<PlainText>,
        /// The version of the format: 1.
        #[cfg_attr(feature = "cli", schemars(range(min = 1, max = 1)))]
        pub format: u32,
        /// The name of the story in addresses and file names.
        pub id: Id,
        /// The languages of the story. Readers of other languages get the first.
        pub languages: Vec<Lang>,
        /// The headline.
        pub title: LocalizedText,
        /// Two sentences that say what the story is about.
        pub summary: LocalizedText,
        /// The most important facts, at most seven, each with its sources.
        pub key_points as default: Vec<Point>,
        /// The last day that the story covers.
        pub as_of: Date,
        /// Events after that day, in a few sentences.
        pub since_then as default: Option<Point>,
        /// For each language, how its text was made.
        pub provenance as default: ByLang<Provenance>,
        /// The chapters of the timeline, in order.
        pub chapters as default: Vec<Chapter>,
        /// Subjects by which readers can filter.
        pub tags as default: Vec<Tag>,
        /// The people and organisations of the story.
        pub actors as default: Vec<Actor>,
        /// The events. Their order in the file does not matter.
        pub events: Vec<Event>,
        /// The kinds of amounts.
        pub measures as default: Vec<Measure>,
        /// The charts, each with one or more measures.
        pub charts as default: Vec<Chart>,
        /// The amounts.
        pub observations as default: Vec<Observation>,
        /// Data tables, shown after the timeline.
        pub tables as default: Vec<Table>,
        /// Background notes, shown after the timeline.
        pub notes as default: Vec<Note>,
        /// The sources of all statements.
        pub sources as default: Vec<Source>,
        /// Corrections after publication, the newest first.
        pub corrections as default: Vec<Correction>,
        /// Your address for reports of errors.
        pub report_errors as default: Option<Address>,
        /// The publisher and the licence for reuse.
        pub credit as default: Option<Credit>,
        /// Words of the interface for a language that is not built in; the documentation lists
        /// their names.
        pub words as default: ByLang<Words>,
    }

    /// A sentence or two with sources.
    pub struct Point {
        /// The text.
        pub text: LocalizedText,
        /// The ids of its sources.
        pub sources: Vec<Id>,
    }

    /// How the text in one language was made.
    pub struct Provenance {
        /// Written in this language or translated.
        pub origin: Origin,
        /// True if a machine wrote or translated it.
        pub machine: bool,
        /// True if a person has compared all of it with the sources.
        pub reviewed: bool,
    }

    /// A chapter of the timeline, until the next chapter begins.
    pub struct Chapter {
        /// The id and permalink.
        pub id: Id,
        /// The heading.
        pub title: LocalizedText,
        /// The date on which it begins.
        pub from: Date,
    }

    /// A subject.
    pub struct Tag {
        /// The id by which events refer to it.
        pub id: Id,
        /// The name for readers.
        pub label: LocalizedText,
    }

    /// A person or an organisation.
    pub struct Actor {
        /// The id by which events and observations refer to it.
        pub id: Id,
        /// The name for readers.
        pub name: LocalizedText,
        /// Person or organisation.
        pub kind: ActorKind,
        /// The colour; ink if absent.
        pub colour as default: Colour,
        /// The mark, which identifies the actor without colour.
        pub mark as default: Mark,
        /// A description in one sentence.
        pub about as default: Option<LocalizedText>,
        /// A portrait or logo that travels with the story, shown as small as a mark beside the
        /// name. It needs no `alt`: without one, it is decorative.
        #[cfg_attr(feature = "cli", schemars(extend(
            "required" = ["file"],
            "properties" = {
                "address": false,
                "kind": false,
                "length": false,
                "caption": false,
                "card": false,
            },
        )))]
        pub image as default: Option<Media>,
    }

    /// An event, or a statement that it happened.
    pub struct Event {
        /// The id and permalink. Never change it after publication.
        pub id: Id,
        /// The date in EDTF, as precise as it is known: `2018-02`, `2015-12-11`,
        /// `2025-08-11/2025-08-12`, `2015~`.
        pub date: Date,
        /// The headline of the card.
        pub title: LocalizedText,
        /// One idea in 25 to 70 words, or 60 to 160 characters of Japanese. A line break begins a
        /// paragraph.
        pub body as default: Option<LocalizedText>,
        /// True for the few events that tell the whole story: a folded story shows only them.
        /// Without any, it shows the first event of each chapter.
        pub key as default: bool,
        /// The ids of the actors who take part.
        pub actors as default: Vec<Id>,
        /// The ids of its subjects.
        pub tags as default: Vec<Id>,
        /// How certain the event is.
        pub status: Status,
        /// The person who says so, and the occasion: required for an alleged event or an opinion.
        pub speaker as default: Option<Speaker>,
        /// The answer of the accused: required for an alleged event.
        pub response as default: Option<Response>,
        /// The ids of its sources.
        pub sources as default: Vec<Id>,
        /// Links to further pages.
        pub links as default: Vec<Link>,
        /// Images that travel with the story, and links to media of other sites.
        pub media as default: Vec<Media>,
    }

    /// The speaker of a statement.
    pub struct Speaker {
        /// Name and occasion for readers: “Musk's complaint, San Francisco Superior Court”.
        pub name: LocalizedText,
        /// The id of the actor who speaks, if it is in the story.
        pub actor as default: Option<Id>,
    }

    /// The answer of the other side; or, with `none_found`, the statement that none was found.
    pub struct Response {
        /// The person or organisation that answers.
        pub by: LocalizedText,
        /// The answer; omit it and `sources` if there is `none_found`.
        pub text as default: Option<LocalizedText>,
        /// The day until which no answer was found.
        pub none_found as default: Option<Date>,
        /// The ids of the answer's sources.
        pub sources as default: Vec<Id>,
    }

    /// A link with a label.
    pub struct Link {
        /// A description of the target.
        pub label: LocalizedText,
        /// The address.
        pub address: Address,
    }

    /// An image of the story (`file`), a link to a medium of another site (`address`), or such a
    /// link with an image to show for it (both).
    pub struct Media {
        /// The address on another site; it is linked and never loaded.
        pub address as default: Option<Address>,
        /// The kind of medium at the address.
        pub kind as default: Option<MediaKind>,
        /// The length of the medium at the address, such as `3:20`.
        pub length as default: Option<PlainText>,
        /// The image's file, as a path from the story's file: JPEG, PNG, WebP, AVIF or SVG.
        pub file as default: Option<FileName>,
        /// A description for readers who do not see the image; words in the image belong to it.
        pub alt as default: Option<LocalizedText>,
        /// True if the image says nothing that the text does not say; it needs no `alt` then.
        pub decorative as default: Unpacked<bool>,
        /// The caption.
        pub caption as default: Option<LocalizedText>,
        /// The author or owner.
        pub credit as default: Option<LocalizedText>,
        /// The name of the licence.
        pub licence as default: Option<PlainText>,
        /// The point that stays visible where the image is cropped, as shares of its width and
        /// height from the upper left corner; the centre if absent.
        pub focus as default: Unpacked<Option<Focus>>,
        /// True if links to the story are shown with this image on social sites; for one image of
        /// the story.
        pub card as default: Unpacked<bool>,
        /// The prepared files of the image. `explainer prepare` writes this.
        pub ready as default: Option<Ready>,
    }

    /// The prepared files of an image.
    pub struct Ready {
        /// The width of the image, in pixels.
        pub width: u32,
        /// The height of the image, in pixels.
        pub height: u32,
        /// The files for browsers of today, each with its width.
        pub modern: FileSet,
        /// The files that every browser shows.
        pub plain: Unpacked<FileSet>,
        /// The file for links on social sites, of 1200 by 630 pixels, if the image is the card.
        pub card as default: Unpacked<Option<FileName>>,
    }

    /// A kind of amount. Amounts of two measures never share a bar.
    pub struct Measure {
        /// The id by which charts and observations refer to it.
        pub id: Id,
        /// The name for readers: “Money raised, cumulative”.
        pub name: LocalizedText,
        /// The currency code of ISO 4217: USD, JPY.
        pub currency: Currency,
        /// A note on what it includes and excludes.
        pub note as default: Option<LocalizedText>,
        /// The fill of its bars; hatching distinguishes a second measure on the same scale.
        pub fill as default: Fill,
    }

    /// A chart: bars from zero, one block for each measure.
    pub struct Chart {
        /// The id and permalink.
        pub id: Id,
        /// The headline.
        pub title: LocalizedText,
        /// The ids of its measures, in order. They share a scale and must have the same currency.
        pub measures: Vec<Id>,
        /// A note that readers need for the comparison.
        pub note as default: Option<LocalizedText>,
    }

    /// The amount of an actor in a measure on a date.
    pub struct Observation {
        /// The id by which sums refer to it.
        pub id: Id,
        /// The id of the actor.
        pub actor: Id,
        /// The id of the measure.
        pub measure: Id,
        /// The date of the amount; it is known from the end of this date.
        pub date: Date,
        /// The amount in whole units of the currency, such as 1400000000, or the lower end of a
        /// range.
        pub low: i64,
        /// The upper end of a range, if sources disagree.
        pub high as default: Option<i64>,
        /// How exact the figure is.
        pub qualifier: Qualifier,
        /// A part of the amount of another kind, such as debt.
        pub part as default: Option<Part>,
        /// The ids of the observations that this amount is your own sum of.
        pub sum_of as default: Vec<Id>,
        /// A note on this figure for readers.
        pub note as default: Option<LocalizedText>,
        /// The ids of its sources.
        pub sources as default: Vec<Id>,
    }

    /// A part of an amount.
    pub struct Part {
        /// The name: “debt”.
        pub name: LocalizedText,
        /// The size of the part, in whole units of the currency.
        pub amount: i64,
    }

    /// A data table.
    pub struct Table {
        /// The id and permalink.
        pub id: Id,
        /// The heading.
        pub title: LocalizedText,
        /// A note, such as whose view the table shows.
        pub note as default: Option<LocalizedText>,
        /// The column headers; the first is for the row headers.
        pub columns: Vec<LocalizedText>,
        /// The rows.
        pub rows: Vec<Row>,
    }

    /// A row of a data table.
    pub struct Row {
        /// The cells, one for each column.
        pub cells: Vec<LocalizedText>,
        /// The ids of its sources.
        pub sources: Vec<Id>,
    }

    /// A background note.
    pub struct Note {
        /// The id and permalink.
        pub id: Id,
        /// The heading.
        pub title: LocalizedText,
        /// The text. A line break begins a paragraph.
        pub text: LocalizedText,
        /// The speaker, if the note states an opinion.
        pub speaker as default: Option<Speaker>,
        /// The ids of its sources.
        pub sources as default: Vec<Id>,
    }

    /// A source of statements.
    pub struct Source {
        /// The id by which statements refer to it.
        pub id: Id,
        /// The publisher.
        pub publisher: PlainText,
        /// The title, in its own language.
        pub title: PlainText,
        /// True if `title` is your own description, because the source has no title or it is not
        /// known.
        pub described as default: bool,
        /// The language of the title.
        pub lang: Lang,
        /// The address. Books and files that are not online have none.
        pub address as default: Option<Address>,
        /// The date of publication, if known.
        pub date as default: Option<Date>,
        /// How close the source is to the facts that it reports.
        pub tier: Tier,
        /// The publisher of the copied article.
        pub copy_of as default: Option<PlainText>,
    }

    /// A correction.
    pub struct Correction {
        /// The date of the correction.
        pub date: Date,
        /// The error and the correction.
        pub text: LocalizedText,
        /// The id of the corrected event, if it is one.
        pub event as default: Option<Id>,
    }

    /// The publisher of the story.
    pub struct Credit {
        /// The name of the publisher.
        pub name: LocalizedText,
        /// The name of the licence.
        pub licence as default: Option<PlainText>,
        /// The address of the licence.
        pub licence_address as default: Option<Address>,
    }
}

words! {
    /// How certain an event is.
    pub enum Status {
        /// On record and undisputed.
        Established = "established",
        /// Reported by reliable media, not confirmed by those concerned.
        Reported = "reported",
        /// Said by one side about another.
        Alleged = "alleged",
        /// A judgement.
        Opinion = "opinion",
    }

    /// How a figure is meant.
    pub enum Qualifier {
        /// Exact, as stated by those concerned.
        Exact = "exact",
        /// Rounded.
        About = "about",
        /// A lower bound.
        AtLeast = "at_least",
        /// An upper bound, such as a promise of “up to” an amount.
        UpTo = "up_to",
        /// Reported by media, not confirmed by those concerned.
        Reported = "reported",
    }

    /// Person or organisation.
    pub enum ActorKind {
        /// A human being.
        Person = "person",
        /// A company, a foundation, a court.
        Organisation = "organisation",
    }

    /// Colours with a contrast of at least 4.5:1 on light and dark paper.
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

    /// Marks that identify actors without colour.
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

    /// The kinds of media on other sites.
    pub enum MediaKind {
        /// A picture.
        Picture = "picture",
        /// A video.
        Video = "video",
        /// A recording of sound.
        Sound = "sound",
        /// A post on a social network.
        Post = "post",
        /// A map.
        Map = "map",
    }

    /// The fill of bars.
    #[derive(Default)]
    pub enum Fill {
        /// The actor's colour.
        #[default]
        Solid = "solid",
        /// Stripes in the actor's colour.
        Hatched = "hatched",
    }

    /// How close a source is to the facts that it reports.
    pub enum Tier {
        /// The original record: a filing, a company's own post.
        Primary = "primary",
        /// A well-known publisher at its own address.
        Major = "major",
        /// A copy or close summary of such a publisher's article.
        Copy = "copy",
        /// Any other source.
        Weak = "weak",
    }

    /// The origin of a text in its language.
    pub enum Origin {
        /// Written in this language.
        Written = "written",
        /// Translated into this language.
        Translated = "translated",
    }
}

impl Observation {
    /// Returns the lower and upper end in whole units of the currency; both are equal for a single
    /// figure.
    pub fn range(&self) -> (i64, i64) {
        (self.low, self.high.unwrap_or(self.low))
    }
}

impl Ready {
    /// Returns the paths of the files.
    #[cfg(any(feature = "cli", not(target_arch = "wasm32")))]
    pub fn paths(&self) -> std::collections::BTreeSet<String> {
        let plain = self.plain.get();
        let files = self.modern.files().chain(plain.files());
        let card = self.card.get().map(|file| file.to_string());
        let files = files.map(|(path, _)| path.to_owned());
        files.chain(card).collect()
    }
}

impl Media {
    /// Returns true if the image is the card, and its prepared file shows the part around another
    /// focus point, or does not exist.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn needs_card(&self) -> bool {
        let Focus([x, y]) = self.focus.get().unwrap_or_default();
        let end = format!("-card-{x}-{y}.jpg");
        let ready = self.ready.as_ref().filter(|_| self.card.get());
        ready.is_some_and(|ready| {
            let card = ready.card.get();
            !card.is_some_and(|card| card.as_str().ends_with(&end))
        })
    }

    /// Returns a link to a medium of another site.
    pub fn link(address: Address) -> Self {
        Media {
            address: Some(address),
            ..Self::nothing()
        }
    }

    /// Returns an image of the story, without its description.
    pub fn image(file: FileName) -> Self {
        Media {
            file: Some(file),
            ..Self::nothing()
        }
    }

    fn nothing() -> Self {
        Media {
            address: None,
            kind: None,
            length: None,
            file: None,
            alt: None,
            decorative: Unpacked::default(),
            caption: None,
            credit: None,
            licence: None,
            focus: Unpacked::default(),
            card: Unpacked::default(),
            ready: None,
        }
    }
}
