//! How good the book is: what a complete record has and what each part weighs, and the eight things that are wrong with records. Both are
//! said as filters, so that a number on the board and the list behind it cannot differ. Pure.

use super::filter::field::{DayField, Facet};
use super::filter::when::{Cmp, Named, Span, Unit, When};
use super::filter::{Expr, Filter, Test};

/// After how many days without being verified a record is stale, where the shop has not said.
pub const STALE_DAYS: u16 = 180;

/// A part of a complete record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A phone that works.
    Phone,
    /// WeChat or an e-mail address: a second way to reach them.
    SecondWay,
    Source,
    Basis,
    Birthday,
    Place,
    Tag,
    NextStep,
    Fresh,
}

impl Part {
    pub const ALL: [Self; 9] = [
        Self::Phone,
        Self::SecondWay,
        Self::Source,
        Self::Basis,
        Self::Birthday,
        Self::Place,
        Self::Tag,
        Self::NextStep,
        Self::Fresh,
    ];

    /// What it weighs; all together make 100. What keeps a customer reachable weighs most, then what keeps the shop lawful and the record
    /// true, then what makes service personal.
    #[must_use]
    pub fn weight(self) -> i64 {
        match self {
            Self::Phone => 25,
            Self::Fresh => 15,
            Self::SecondWay | Self::Source | Self::Basis | Self::Place | Self::NextStep => 10,
            Self::Birthday | Self::Tag => 5,
        }
    }

    /// Who has it.
    #[must_use]
    pub fn filter(self, stale_days: u16) -> Filter {
        let has = |facet| Expr::Is(Test::Has(facet));
        Filter(match self {
            Self::Phone => Expr::all([
                has(Facet::Phone),
                Expr::not(has(Facet::BadPhone)),
                Expr::not(has(Facet::OddPhone)),
            ]),
            Self::SecondWay => Expr::any([has(Facet::WeChat), has(Facet::Email)]),
            Self::Source => Some(has(Facet::Source)),
            Self::Basis => Some(has(Facet::Basis)),
            Self::Birthday => Some(has(Facet::Birthday)),
            Self::Place => Expr::any([has(Facet::City), has(Facet::Address)]),
            Self::Tag => Some(has(Facet::Tag)),
            Self::NextStep => Some(has(Facet::Due)),
            Self::Fresh => Some(Expr::not(stale(stale_days))),
        })
    }
}

/// How complete a record is, 0 to 100.
#[must_use]
pub fn score(has: impl Fn(Part) -> bool) -> i64 {
    let parts = Part::ALL.into_iter().filter(|part| has(*part));
    parts.map(Part::weight).sum()
}

/// The average score of a shop in tenths of a point, from how many of its records have each part; a shop without records has none.
#[must_use]
pub fn average_tenths(records: i64, having: impl Fn(Part) -> i64) -> Option<i64> {
    let points: i64 = Part::ALL
        .into_iter()
        .map(|part| part.weight() * having(part))
        .sum();
    (records > 0).then(|| (points * 10 + records / 2) / records)
}

/// Something that is wrong with records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counter {
    /// The same phone stands at two customers.
    SamePhone,
    /// A number that is dead, or is none.
    InvalidPhone,
    NoSource,
    NoBasis,
    Stale,
    NoPhone,
    NoNextStep,
    /// Nothing hangs on the record.
    Lone,
}

impl Counter {
    pub const ALL: [Self; 8] = [
        Self::SamePhone,
        Self::InvalidPhone,
        Self::NoSource,
        Self::NoBasis,
        Self::Stale,
        Self::NoPhone,
        Self::NoNextStep,
        Self::Lone,
    ];

    /// The word the file and JSON keep.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SamePhone => "same_phone",
            Self::InvalidPhone => "invalid_phone",
            Self::NoSource => "no_source",
            Self::NoBasis => "no_legal_basis",
            Self::Stale => "stale",
            Self::NoPhone => "no_phone",
            Self::NoNextStep => "no_next_step",
            Self::Lone => "orphan",
        }
    }

    /// Whom it counts.
    #[must_use]
    pub fn filter(self, stale_days: u16) -> Filter {
        let has = |facet| Expr::Is(Test::Has(facet));
        let lacks = |facet| Expr::not(has(facet));
        Filter(match self {
            Self::SamePhone => Some(has(Facet::SamePhone)),
            Self::InvalidPhone => Expr::any([has(Facet::BadPhone), has(Facet::OddPhone)]),
            Self::NoSource => Some(lacks(Facet::Source)),
            Self::NoBasis => Some(lacks(Facet::Basis)),
            Self::Stale => Some(stale(stale_days)),
            Self::NoPhone => Some(lacks(Facet::Phone)),
            Self::NoNextStep => Some(lacks(Facet::Due)),
            Self::Lone => Some(has(Facet::Lone)),
        })
    }
}

/// Not verified for so many days, or never.
fn stale(days: u16) -> Expr {
    // Beyond a hundred years, which is the longest span, nothing is stale before it is.
    let when = Span::new(u32::from(days), Unit::Day).map_or(When::Named(Named::Today), When::Span);
    Expr::Is(Test::Day {
        field: DayField::Verified,
        cmp: Cmp::Gt,
        when,
    })
}

/// The board: how many records there are, their score, and how many records each counter counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Board {
    pub records: i64,
    /// Tenths of a point; `None` in an empty shop.
    pub score_tenths: Option<i64>,
    /// In the order of `Counter::ALL`.
    pub counts: [i64; Counter::ALL.len()],
    /// How many lack what the shop asks for; `None` where it asks for nothing.
    pub lacking: Option<i64>,
}

/// A month's last look at the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// `2026-03`.
    pub month: String,
    pub board: Board,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::name::Lang;

    #[test]
    fn a_complete_record_scores_a_hundred_and_an_empty_one_nothing() {
        assert_eq!(score(|_| true), 100);
        assert_eq!(score(|_| false), 0);
        assert_eq!(score(|part| part == Part::Phone), 25);
    }

    #[test]
    fn the_average_is_rounded_to_tenths() {
        let having = |part| if part == Part::Phone { 2 } else { 0 };
        assert_eq!(average_tenths(3, having), Some(167));
        assert_eq!(average_tenths(0, having), None);
    }

    #[test]
    fn every_counter_opens_a_list_that_can_be_typed() {
        for counter in Counter::ALL {
            let filter = counter.filter(STALE_DAYS);
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(Filter::parse(&filter.print(lang)).as_ref(), Ok(&filter));
            }
        }
        assert_eq!(Counter::Stale.filter(90).print(Lang::Zh), "核实>90天");
    }
}
