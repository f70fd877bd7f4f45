//! A whole shop as of a day: its rhythm, everyone's stage, scores and chances, and who stands behind each figure. Pure; finite for every
//! shop, an empty one too.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::btyd::sample::{Life, Sample};
use super::btyd::{self, Habit, Method, Model};
use super::buyer::{Buyer, Sale, buyers, mean_gap_days};
use super::churn::{self, Band, Bands, Evidence};
use super::cohort::{self, Cell, Month};
use super::lifecycle::{self, Cuts};
use super::period::Span;
use super::pins::Pins;
use super::rfm::class::Class;
use super::rfm::segment::Segment;
use super::rfm::{Rfm, Scores};
use super::spend::{Repeats, Spend, lifetime_value, units};
use crate::domain::customer::Stage;

/// Whom a figure counts: what stands behind it can be listed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Group {
    /// Bought in the period.
    Bought,
    /// Bought for the first time in the period.
    Newcomers,
    /// Bought in the period, and on another day before or in it.
    Returned,
    Stage(Stage),
    Band(Band),
    Segment(Segment),
    Class(Class),
    /// A field of the grid of recency and frequency scores.
    Field {
        r: u8,
        f: u8,
    },
    /// Of those who first bought in a month, who bought so many months later.
    Cohort {
        first: Month,
        later: usize,
    },
    /// Bought in a calendar month.
    Month(Month),
    /// Bought one item, and so far not the other that often follows.
    NotYet {
        bought: String,
        not_yet: String,
    },
    /// Something was promised them, and it is due.
    Due,
}

/// Parts of a whole, so that no share is ever told without its n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    pub k: usize,
    pub n: usize,
}

/// A calendar month of sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthSum {
    pub month: Month,
    pub net_cents: i64,
    pub buyers: usize,
    pub newcomers: usize,
    pub is_partial: bool,
}

/// What a customer is likely to do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// The probability of at least one purchase within the horizon.
    pub active: f64,
    /// Revenue that the shop stands to lose within the horizon, in currency.
    pub at_stake: f64,
}

/// Where one buyer stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    pub rfm: Rfm,
    pub scores: Option<Scores>,
    pub class: Class,
    pub stage: Stage,
    pub usual_gap_days: f64,
    /// `None` where the data are not enough.
    pub outlook: Option<Outlook>,
}

/// What the shop's own history says about those who buy again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rhythm {
    pub cuts: Cuts,
    pub mean_gap_days: f64,
    pub evidence: Evidence,
    pub horizon_days: i64,
    pub repeaters: usize,
    pub bands: Bands,
    habit: Option<Habit>,
    spend: Spend,
}

impl Rhythm {
    /// Measures it and fits the models.
    #[must_use]
    pub fn of(buyers: &[Buyer], as_of: NaiveDate) -> Self {
        Self::under(buyers, as_of, &Pins::default())
    }

    /// The same where some cuts are set by hand.
    #[must_use]
    pub fn under(buyers: &[Buyer], as_of: NaiveDate, pins: &Pins) -> Self {
        let recencies: Vec<_> = buyers.iter().filter_map(|b| b.recency(as_of)).collect();
        let mut gaps: Vec<i64> = buyers.iter().flat_map(Buyer::gaps).collect();
        let cuts = pins.stages(lifecycle::cuts(&mut gaps));
        let mean_gap_days = mean_gap_days(buyers);
        let evidence = churn::evidence(&recencies, mean_gap_days);
        let lives: Vec<Life> = recencies.iter().map(|one| Life::of(*one, 1.0)).collect();
        let habit = match evidence {
            Evidence::NotEnough => None,
            _ => btyd::fit(Model::Mbg, Method::Map, &Sample::of(&lives), mean_gap_days)
                .ok()
                .map(|fit| fit.habit),
        };
        Self {
            cuts,
            mean_gap_days,
            evidence,
            horizon_days: churn::horizon_days(cuts),
            repeaters: recencies.iter().filter(|one| one.repeats > 0).count(),
            bands: pins.bands,
            habit,
            spend: Spend::of(buyers),
        }
    }

    /// The fitted model; `None` where the data are not enough.
    #[must_use]
    pub fn habit(&self) -> Option<Habit> {
        self.habit
    }

    /// What a buyer is likely to do; `None` for who has not bought and where data are not enough.
    #[must_use]
    pub fn outlook(&self, buyer: &Buyer, as_of: NaiveDate) -> Option<Outlook> {
        let habit = self.habit.as_ref()?;
        let life = Life::of(buyer.recency(as_of)?, 1.0);
        let spend = self.spend.expected(Repeats::of(buyer));
        let horizon = self.horizon_days as f64;
        Some(Outlook {
            active: habit.active(&life, horizon),
            at_stake: churn::at_stake(habit, &life, horizon, spend),
        })
    }

    /// The revenue of the next twelve months to expect of a buyer, in currency.
    #[must_use]
    pub fn value(&self, buyer: &Buyer, as_of: NaiveDate) -> Option<f64> {
        let habit = self.habit.as_ref()?;
        let life = Life::of(buyer.recency(as_of)?, 1.0);
        let spend = self.spend.expected(Repeats::of(buyer));
        Some(lifetime_value(habit, &life, 1.0, spend))
    }
}

/// A shop as of the last day of a span.
#[derive(Debug, Clone, PartialEq)]
pub struct Shop {
    pub span: Span,
    pub buyers: Vec<Buyer>,
    pub rhythm: Rhythm,
    /// By buyer; `None` for who has not bought up to that day.
    pub standings: Vec<Option<Standing>>,
}

impl Shop {
    /// Looks at all sales up to the end of the span.
    #[must_use]
    pub fn of(sales: &[Sale], span: Span) -> Self {
        Self::under(sales, span, &Pins::default())
    }

    /// The same where some cuts are set by hand.
    #[must_use]
    pub fn under(sales: &[Sale], span: Span, pins: &Pins) -> Self {
        let buyers = buyers(sales, span.to);
        let rhythm = Rhythm::under(&buyers, span.to, pins);
        let standings = standings(&buyers, &rhythm, span.to, pins);
        Self {
            span,
            buyers,
            rhythm,
            standings,
        }
    }

    /// Puts buyers into the stages that people set for them.
    pub fn set_stages(&mut self, by_hand: impl IntoIterator<Item = (usize, Stage)>) {
        for (place, stage) in by_hand {
            if let Some(Some(standing)) = self.standings.get_mut(place) {
                standing.stage = stage;
            }
        }
    }

    /// Everyone who has bought, with their place and standing.
    pub fn standing(&self) -> impl Iterator<Item = (usize, &Standing)> {
        let all = self.standings.iter().enumerate();
        all.filter_map(|(n, one)| Some((n, one.as_ref()?)))
    }

    /// The places of those a group means, without those of [`Group::NotYet`] and [`Group::Due`], of which a shop's sums know nothing.
    #[must_use]
    pub fn members(&self, group: &Group) -> Vec<usize> {
        let is_one = |buyer: &Buyer, standing: &Standing| match group {
            Group::Bought => self.days_in(buyer) > 0,
            Group::Newcomers => buyer.days.first().is_some_and(|d| self.span.has(d.day)),
            Group::Returned => self.days_in(buyer) > 0 && buyer.days.len() > 1,
            Group::Stage(stage) => standing.stage == *stage,
            Group::Band(band) => standing
                .outlook
                .is_some_and(|outlook| self.rhythm.bands.band(outlook.active) == *band),
            Group::Segment(segment) => standing.scores.map(Segment::of) == Some(*segment),
            Group::Class(class) => standing.class == *class,
            Group::Field { r, f } => standing.scores.is_some_and(|s| s.r == *r && s.f == *f),
            Group::Cohort { first, later } => {
                let begun = buyer.days.first().map(|day| Month::of(day.day));
                begun == Some(*first)
                    && buyer
                        .days
                        .iter()
                        .any(|day| Month::of(day.day).after(*first) == Some(*later))
            }
            Group::Month(month) => buyer.days.iter().any(|day| Month::of(day.day) == *month),
            Group::NotYet { .. } | Group::Due => false,
        };
        self.standing()
            .filter(|(n, standing)| is_one(&self.buyers[*n], standing))
            .map(|(n, _)| n)
            .collect()
    }

    fn days_in(&self, buyer: &Buyer) -> usize {
        let days = buyer.days.iter().filter(|day| self.span.has(day.day));
        days.count()
    }

    /// How many a group has.
    #[must_use]
    pub fn count(&self, group: &Group) -> usize {
        self.members(group).len()
    }

    /// Purchases less refunds in the span.
    #[must_use]
    pub fn net_cents(&self, sales: &[Sale]) -> i64 {
        let inside = sales.iter().filter(|sale| self.span.has(sale.day));
        inside.fold(0, |sum, sale| sum.saturating_add(sale.cents))
    }

    /// Purchase days in the span, all buyers together.
    #[must_use]
    pub fn visits(&self) -> usize {
        self.buyers.iter().map(|buyer| self.days_in(buyer)).sum()
    }

    /// Of those who bought in the span, those for whom it was not the only purchase day so far.
    #[must_use]
    pub fn returned(&self) -> Share {
        Share {
            k: self.count(&Group::Returned),
            n: self.count(&Group::Bought),
        }
    }

    /// How many stand in each field, by recency score 5 to 1 and frequency score 1 to 5; `None` where nobody is scored.
    #[must_use]
    pub fn grid(&self) -> Option<[[usize; 5]; 5]> {
        let mut grid = [[0; 5]; 5];
        let mut any = false;
        for scores in self.standing().filter_map(|(_, one)| one.scores) {
            let at = |score: u8| usize::from(score.clamp(1, 5)) - 1;
            grid[4 - at(scores.r)][at(scores.f)] += 1;
            any = true;
        }
        any.then_some(grid)
    }

    /// How many, and what they have spent net, by any way of telling them apart.
    #[must_use]
    pub fn by<K: Ord>(&self, key: impl Fn(&Standing) -> Option<K>) -> BTreeMap<K, (usize, i64)> {
        let mut sums = BTreeMap::new();
        for (_, one) in self.standing() {
            if let Some(key) = key(one) {
                let sum: &mut (usize, i64) = sums.entry(key).or_default();
                sum.0 += 1;
                sum.1 = sum.1.saturating_add(one.rfm.monetary_cents);
            }
        }
        sums
    }

    /// The last months up to the end of the span, oldest first; months before the first sale are left out.
    #[must_use]
    pub fn months(&self, sales: &[Sale], most: usize) -> Vec<MonthSum> {
        let mut sums: BTreeMap<Month, MonthSum> = BTreeMap::new();
        let last = Month::of(self.span.to);
        let Some(first) = sales.iter().map(|sale| Month::of(sale.day)).min() else {
            return Vec::new();
        };
        let is_over = self
            .span
            .to
            .succ_opt()
            .is_none_or(|next| Month::of(next) != last);
        for month in first.to(last) {
            sums.insert(
                month,
                MonthSum {
                    month,
                    net_cents: 0,
                    buyers: 0,
                    newcomers: 0,
                    is_partial: month == last && !is_over,
                },
            );
        }
        for sale in sales.iter().filter(|sale| sale.day <= self.span.to) {
            if let Some(sum) = sums.get_mut(&Month::of(sale.day)) {
                sum.net_cents = sum.net_cents.saturating_add(sale.cents);
            }
        }
        for buyer in &self.buyers {
            let mut months: Vec<Month> = buyer.days.iter().map(|d| Month::of(d.day)).collect();
            months.dedup();
            for (n, month) in months.into_iter().enumerate() {
                if let Some(sum) = sums.get_mut(&month) {
                    sum.buyers += 1;
                    sum.newcomers += usize::from(n == 0);
                }
            }
        }
        let skip = sums.len().saturating_sub(most);
        sums.into_values().skip(skip).collect()
    }

    /// The cohort triangle of the last so many months of first purchase.
    #[must_use]
    pub fn cohorts(&self, sales: &[Sale], most: usize) -> Vec<Cell> {
        let mut cells = cohort::cells(sales, self.span.to);
        let mut months: Vec<Month> = cells.iter().map(|cell| cell.cohort).collect();
        months.dedup();
        if let Some(oldest) = months.len().checked_sub(most).and_then(|n| months.get(n)) {
            cells.retain(|cell| cell.cohort >= *oldest);
        }
        cells
    }

    /// The revenue of the next twelve months to expect of one buyer, in cents.
    #[must_use]
    pub fn value_cents(&self, place: usize) -> Option<i64> {
        let value = self.rhythm.value(self.buyers.get(place)?, self.span.to)?;
        cents(value)
    }
}

/// Currency as cents; `None` for what is no number.
#[must_use]
pub fn cents(amount: f64) -> Option<i64> {
    amount
        .is_finite()
        .then(|| (amount * 100.0).round() as i64)
        .filter(|cents| units(*cents).is_finite())
}

fn standings(
    buyers: &[Buyer],
    rhythm: &Rhythm,
    as_of: NaiveDate,
    pins: &Pins,
) -> Vec<Option<Standing>> {
    let raw: Vec<Option<Rfm>> = buyers.iter().map(|buyer| Rfm::of(buyer, as_of)).collect();
    let purchasers: Vec<Rfm> = raw.iter().copied().flatten().collect();
    let cut = pins.division(&purchasers);
    let scores = pins.steps.scores(&purchasers);
    let mut scores = scores.into_iter().flatten();
    let mut standings = Vec::with_capacity(buyers.len());
    for (buyer, rfm) in buyers.iter().zip(raw) {
        standings.push(rfm.map(|rfm| Standing {
            rfm,
            scores: scores.next(),
            class: cut.class(&rfm),
            stage: lifecycle::stage(rfm.frequency, Some(rfm.recency_days), rhythm.cuts),
            usual_gap_days: churn::usual_gap_days(buyer, rhythm.mean_gap_days),
            outlook: rhythm.outlook(buyer, as_of),
        }));
    }
    standings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::period::Period;
    use chrono::Days;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day") + Days::new(n)
    }

    fn sale(buyer: usize, on: u64, cents: i64) -> Sale {
        Sale {
            buyer,
            day: day(on),
            cents,
        }
    }

    fn regulars() -> Vec<Sale> {
        let mut sales = Vec::new();
        for buyer in 0..40 {
            let every = 10 + buyer as u64 % 7;
            for visit in 0..8 {
                sales.push(sale(
                    buyer,
                    buyer as u64 + every * visit,
                    1_000 + 100 * buyer as i64,
                ));
            }
        }
        sales
    }

    #[test]
    fn every_shop_gives_finite_figures() {
        let zero_spend: Vec<Sale> = (0..30).map(|n| sale(n, n as u64, 0)).collect();
        let refunds: Vec<Sale> = (0..30)
            .map(|n| sale(n, 5, if n % 2 == 0 { -500 } else { 100 }))
            .collect();
        for sales in [
            Vec::new(),
            vec![sale(0, 0, 100)],
            vec![sale(0, 0, -100)],
            zero_spend,
            refunds,
            regulars(),
        ] {
            for to in [0, 1, 200] {
                let shop = Shop::of(&sales, Period::Month.until(day(to)));
                for (place, one) in shop.standing() {
                    assert!(one.usual_gap_days.is_finite());
                    assert!(
                        one.outlook
                            .is_none_or(|o| o.active.is_finite() && o.at_stake.is_finite())
                    );
                    assert!(shop.value_cents(place).is_none_or(|cents| cents >= 0));
                }
                assert!(shop.returned().k <= shop.returned().n);
                assert!(
                    shop.cohorts(&sales, 12)
                        .iter()
                        .all(|cell| cell.retention().is_finite())
                );
            }
        }
    }

    #[test]
    fn stages_fields_segments_and_classes_each_hold_every_buyer_once() {
        let shop = Shop::of(&regulars(), Period::All.until(day(150)));
        let all = shop.standing().count();
        assert_eq!(all, 40);
        assert_eq!(
            shop.by(|one| Some(one.stage.code()))
                .values()
                .map(|sum| sum.0)
                .sum::<usize>(),
            all
        );
        assert_eq!(
            shop.by(|one| Some(one.class))
                .values()
                .map(|sum| sum.0)
                .sum::<usize>(),
            all
        );
        assert_eq!(
            shop.by(|one| one.scores.map(Segment::of))
                .values()
                .map(|sum| sum.0)
                .sum::<usize>(),
            all
        );
        assert_eq!(
            shop.grid().expect("scored").iter().flatten().sum::<usize>(),
            all
        );
        for (r, row) in (1..=5).rev().zip(shop.grid().expect("scored")) {
            for (f, n) in (1..=5).zip(row) {
                assert_eq!(shop.count(&Group::Field { r, f }), n);
            }
        }
    }

    #[test]
    fn a_cell_of_the_triangle_lists_whom_it_counts() {
        let sales = regulars();
        let shop = Shop::of(&sales, Period::All.until(day(150)));
        for cell in shop.cohorts(&sales, 12) {
            let group = Group::Cohort {
                first: cell.cohort,
                later: cell.later,
            };
            assert_eq!(shop.count(&group), cell.active);
        }
        for month in shop.months(&sales, 12) {
            assert_eq!(shop.count(&Group::Month(month.month)), month.buyers);
        }
    }

    #[test]
    fn what_is_sold_after_the_last_day_changes_nothing() {
        let sales = regulars();
        let before: Vec<Sale> = sales.iter().copied().filter(|s| s.day <= day(90)).collect();
        let span = Period::Quarter.until(day(90));
        let (known, less) = (Shop::of(&sales, span), Shop::of(&before, span));
        assert_eq!(known.standings, less.standings);
    }
}
