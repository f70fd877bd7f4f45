//! Every figure that the dashboard and the reports tell of one period, as plain values. No words, and nothing that is not counted.

use std::collections::BTreeMap;

use super::buyer::Sale;
use super::call::{Call, Reason};
use super::churn::Band;
use super::cohort::Cell;
use super::period::Span;
use super::rfm::class::Class;
use super::rfm::segment::Segment;
use super::shop::{Group, MonthSum, Rhythm, Share, Shop};
use crate::domain::customer::Stage;
use crate::domain::listing::ListRow;

/// What the shop knows apart from its sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    pub customers: usize,
    /// Follow-ups due today or before, and of them those late.
    pub due: Share,
}

/// A line of the list of whom to call.
#[derive(Debug, Clone, PartialEq)]
pub struct Caller {
    pub row: ListRow,
    pub call: Call,
    /// The revenue of the next twelve months to expect; `None` where data are not enough.
    pub value_cents: Option<i64>,
}

/// Somebody behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub row: ListRow,
    pub net_cents: i64,
    pub visits: usize,
    pub reasons: Vec<Reason>,
}

/// Those behind a figure: how many, and the first of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Members {
    pub n: usize,
    pub rows: Vec<Member>,
}

/// What one of the shop's people did in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Empty where nobody is named.
    pub name: String,
    /// Conversations written down, and of them those with an outcome.
    pub said: usize,
    pub with_outcome: usize,
    /// Follow-ups done, and of them those done by the day they were due.
    pub done: usize,
    pub in_time: usize,
}

/// How many, and what they have spent net.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    pub n: usize,
    pub net_cents: i64,
}

/// The figures of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    pub span: Span,
    pub known: Known,
    pub rhythm: Rhythm,
    pub net_cents: i64,
    /// Purchase days of all customers together.
    pub visits: usize,
    pub newcomers: usize,
    pub returned: Share,
    /// From those who never bought to those who are lost.
    pub stages: [(Stage, usize); 5],
    pub bands: [(Band, usize); 3],
    /// Whoever has bought up to the last day of the period.
    pub buyers: usize,
    pub grid: Option<[[usize; 5]; 5]>,
    pub segments: BTreeMap<Segment, Sum>,
    pub classes: BTreeMap<Class, Sum>,
    pub cohorts: Vec<Cell>,
    pub months: Vec<MonthSum>,
    pub calls: Vec<Caller>,
    /// How many there would be to call.
    pub calls_n: usize,
    pub workers: Vec<Worker>,
}

impl Figures {
    /// Counts them; whom to call and the shop's people are added by who knows their names.
    #[must_use]
    pub fn of(shop: &Shop, sales: &[Sale], known: Known, months: usize) -> Self {
        let buyers = shop.standing().count();
        let stage = |stage| match stage {
            Stage::Potential => (stage, known.customers.saturating_sub(buyers)),
            _ => (stage, shop.count(&Group::Stage(stage))),
        };
        let stages = [
            Stage::Potential,
            Stage::New,
            Stage::Active,
            Stage::Silent,
            Stage::Lost,
        ];
        let sum = |(n, net_cents)| Sum { n, net_cents };
        Self {
            span: shop.span,
            known,
            rhythm: shop.rhythm,
            net_cents: shop.net_cents(sales),
            visits: shop.visits(),
            newcomers: shop.count(&Group::Newcomers),
            returned: shop.returned(),
            stages: stages.map(stage),
            bands: [Band::Normal, Band::Warning, Band::High]
                .map(|band| (band, shop.count(&Group::Band(band)))),
            buyers,
            grid: shop.grid(),
            segments: shop
                .by(|one| one.scores.map(Segment::of))
                .into_iter()
                .map(|(key, pair)| (key, sum(pair)))
                .collect(),
            classes: shop
                .by(|one| Some(one.class))
                .into_iter()
                .map(|(key, pair)| (key, sum(pair)))
                .collect(),
            cohorts: shop.cohorts(sales, months),
            months: shop.months(sales, months),
            calls: Vec::new(),
            calls_n: 0,
            workers: Vec::new(),
        }
    }
}
