//! Tables with an amount in each row, and amounts in general.

use crate::story::{Currency, Date, Lang, Observation, Qualifier};

use super::cells::{found_date, or_the_file, sources, word};
use super::{Context, is_total};
use crate::import::amounts::{self, Amount, Named, Style, Unread};
use crate::import::message::{Message, Place};
use crate::import::story_builder::StoryBuilder;
use crate::import::table::Row;

const QUALIFIERS: [(&str, Qualifier); 5] = [
    ("exact", Qualifier::Exact),
    ("about", Qualifier::About),
    ("at least", Qualifier::AtLeast),
    ("up to", Qualifier::UpTo),
    ("reported", Qualifier::Reported),
];

pub(super) fn add(
    builder: &mut StoryBuilder,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Option<()> {
    let place = row.place.clone();
    let actors = row.take_texts("actor");
    let measures = row.take_texts("measure");
    let written_currency = row.take("currency");
    let actor = actors
        .first()
        .map(|(_, actor)| actor.clone())
        .unwrap_or_default();
    let low = [row.take("amount"), row.take("low")]
        .into_iter()
        .find(|low| !low.is_empty())
        .unwrap_or_default();
    let high = row.take("high");
    let named: Option<Currency> = written_currency.to_uppercase().parse().ok();
    let named = named.or_else(|| amounts::currency_in(&written_currency));
    let column = named.or(context.currency).or(context.options.currency);
    if is_total(&actor) {
        // The other cells of the row belong to the sum, too.
        for meaning in [
            "date",
            "qualifier",
            "note",
            "source",
            "publisher",
            "source title",
        ] {
            row.take(meaning);
        }
        builder.lost(
            &place,
            Message::Total {
                name: actor,
                amount: low,
            },
        );
        return None;
    }
    let style = Style {
        mark: context.mark,
        scale: context.scale,
        currency: column,
    };
    let figure = match amounts::read(&low, &style) {
        Ok(figure) => figure,
        Err(reason) => {
            // The date goes with the amount.
            row.take("date");
            builder.lost(&place, unread(reason, &low, &actor));
            return None;
        }
    };
    let high = match amounts::read(&high, &style) {
        Ok(high) => Some(high),
        Err(reason) => {
            if !high.is_empty() {
                builder.lost(row.place_of("high"), unread(reason, &high, &actor));
            }
            None
        }
    };
    let date = found_date(builder, row, "date", context).or(context.options.date);
    let currency = own_currency(builder, &place, &figure, column, &low);
    let (Some(date), Some(currency)) = (date, currency) else {
        builder.lost(&place, Message::AmountIncomplete { amount: low, actor });
        return None;
    };
    let qualifier = word(
        builder,
        row,
        "qualifier",
        &QUALIFIERS,
        figure.qualifier.unwrap_or(Qualifier::Reported),
    );
    let notes = row.take_texts("note");
    let note = builder.texts(&place, &notes);
    let cited = sources(builder, row, "source");
    let sources = or_the_file(builder, cited, context.file);
    let measures = if measures.is_empty() {
        vec![(
            None,
            if context.measure.is_empty() {
                "Amount".to_owned()
            } else {
                context.measure.clone()
            },
        )]
    } else {
        measures
    };
    let found = Found {
        actors: &actors,
        measures: &measures,
        currency,
        date,
        low: figure.low,
        high: high
            .map(|high| high.high.unwrap_or(high.low))
            .or(figure.high),
        qualifier,
    };
    let rounded = figure.rounded || high.is_some_and(|high| high.rounded);
    if rounded {
        builder.changed(
            &place,
            Message::Rounded {
                text: low,
                currency: currency.to_string(),
            },
        );
    }
    let observation = found.observation(builder, &place)?;
    builder.observation(
        &place,
        Observation {
            note,
            sources,
            ..observation
        },
    );
    Some(())
}

/// Returns the currency of a figure: its own, or else that of the table. Notes a difference between
/// them.
pub(in crate::import) fn own_currency(
    builder: &mut StoryBuilder,
    place: &Place,
    figure: &Amount,
    table: Option<Currency>,
    written: &str,
) -> Option<Currency> {
    let Some(Named { currency, shared }) = figure.currency else {
        return table;
    };
    match table {
        Some(other) if other != currency => builder.changed(
            place,
            Message::OtherCurrency {
                text: written.to_owned(),
                currency: currency.to_string(),
                other: other.to_string(),
            },
        ),
        None if shared => builder.sign_taken(written, currency),
        _ => {}
    }
    Some(currency)
}

/// Returns the reason why a figure is left out.
pub(in crate::import) fn unread(reason: Unread, written: &str, actor: &str) -> Message {
    let (text, actor) = (written.to_owned(), actor.to_owned());
    match reason {
        Unread::NoAmount => Message::NoAmount { text, actor },
        Unread::BelowZero(_) => Message::BelowZero { text, actor },
        Unread::UnknownWord(word) => Message::UnknownUnit { text, actor, word },
        Unread::Which(_) => Message::WhichCurrency { text, actor },
        Unread::Mark => Message::MarkUnread { text, actor },
        Unread::Percent => Message::Share { text, actor },
    }
}

/// An amount found in a table.
pub(in crate::import) struct Found<'r> {
    pub(in crate::import) actors: &'r [(Option<Lang>, String)],
    pub(in crate::import) measures: &'r [(Option<Lang>, String)],
    pub(in crate::import) currency: Currency,
    pub(in crate::import) date: Date,
    pub(in crate::import) low: i64,
    pub(in crate::import) high: Option<i64>,
    pub(in crate::import) qualifier: Qualifier,
}

impl Found<'_> {
    /// Returns the amount as an observation without sources.
    pub(in crate::import) fn observation(
        self,
        builder: &mut StoryBuilder,
        place: &Place,
    ) -> Option<Observation> {
        let Some(actor) = builder.actor_in(place, self.actors) else {
            builder.lost(
                place,
                Message::Nobodys {
                    amount: self.low.to_string(),
                },
            );
            return None;
        };
        let measure = builder.measure(place, self.measures, self.currency)?;
        let high = self.high.filter(|high| *high != self.low);
        let low = high.map_or(self.low, |high| high.min(self.low));
        let high = high.map(|high| high.max(self.low));
        let qualifier = match self.qualifier {
            Qualifier::Exact if high.is_some() => {
                builder.changed(place, Message::RangeExact {});
                Qualifier::Reported
            }
            qualifier => qualifier,
        };
        let id = builder.observation_id(&format!("{actor} {measure} {}", self.date));
        let (date, sum_of, sources) = (self.date, Vec::new(), Vec::new());
        Some(Observation {
            id,
            actor,
            measure,
            date,
            low,
            high,
            qualifier,
            part: None,
            sum_of,
            note: None,
            sources,
        })
    }
}
