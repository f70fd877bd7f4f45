//! Rules over time: who first buys A buys B within N days. Whose window is not over yet is left out, not counted as a failure.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::interval::{Interval, Level, count, wilson};

/// A line of sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemSale<'a> {
    pub customer: &'a str,
    pub day: NaiveDate,
    pub item: &'a str,
}

/// What a rule must have been seen at least: `index` customers who bought A, `success` of them B in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub index: u64,
    pub success: u64,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            index: 8,
            success: 5,
        }
    }
}

/// Customers who bought A, their window over, and those of them who then bought B.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub n: u64,
    pub k: u64,
}

impl Tally {
    /// k/n; `None` if n = 0.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.n > 0).then(|| count(self.k) / count(self.n))
    }
}

/// "Who buys A buys B within the window."
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub a: String,
    pub b: String,
    pub all: Tally,
    /// Without those who owned B by the day they first bought A.
    pub new_only: Tally,
    pub interval: Interval,
    /// Everyone who ever bought anything, from their first purchase day: what B is bought by anyway.
    pub base: Tally,
    pub buyers_b: u64,
    pub customers: u64,
}

impl Rule {
    /// Successes over all customers.
    #[must_use]
    pub fn support(&self) -> f64 {
        count(self.all.k) / count(self.customers)
    }

    /// Confidence over the base share; `None` if nobody bought B within the window of a first purchase.
    #[must_use]
    pub fn lift_base(&self) -> Option<f64> {
        let base = self.base.share().filter(|&share| share > 0.0)?;
        Some(self.interval.point / base)
    }

    /// Confidence over the share of customers who ever bought B.
    #[must_use]
    pub fn lift_prevalence(&self) -> f64 {
        self.interval.point * count(self.customers) / count(self.buyers_b)
    }
}

/// The purchase days of each item, of one customer.
type Shelf<'a> = BTreeMap<&'a str, BTreeSet<NaiveDate>>;

/// The rules of a window of so many days, the surest first: by the lower end of the 95 % interval, successes, then text.
#[must_use]
pub fn rules(sales: &[ItemSale], window_days: u32, as_of: NaiveDate, seen: Seen) -> Vec<Rule> {
    let mut shelves: BTreeMap<&str, Shelf> = BTreeMap::new();
    for sale in sales
        .iter()
        .filter(|sale| sale.day <= as_of && !sale.item.is_empty())
    {
        let shelf = shelves.entry(sale.customer).or_default();
        shelf.entry(sale.item).or_default().insert(sale.day);
    }
    let window = Window { window_days, as_of };
    let mut counted = Counted::default();
    for shelf in shelves.values() {
        counted.follow(shelf, &window);
        counted.follow_first(shelf, &window);
    }
    let customers = shelves.len() as u64;
    let mut rules: Vec<Rule> = counted
        .pairs
        .iter()
        .filter_map(|(&(a, b), pair)| counted.rule(a, b, pair, customers, seen))
        .collect();
    rules.sort_by(surest);
    rules
}

/// Of those who bought A, their window over: who then bought B in time, who owned B by then, who did not own it and bought it.
#[derive(Default)]
struct Pair {
    successes: u64,
    owners: u64,
    fresh: u64,
}

/// What all customers did.
#[derive(Default)]
struct Counted<'a> {
    pairs: BTreeMap<(&'a str, &'a str), Pair>,
    /// By item: those who first bought it, their window over.
    indexed: Counts<'a>,
    /// By item: those who bought it within the window of their first purchase of anything.
    bases: Counts<'a>,
    base_n: u64,
    /// By item: those who ever bought it.
    buyers: Counts<'a>,
}

impl<'a> Counted<'a> {
    /// Follows a customer from the first purchase of each item.
    fn follow(&mut self, shelf: &Shelf<'a>, window: &Window) {
        for (&a, days) in shelf {
            *self.buyers.entry(a).or_insert(0) += 1;
            let Some((index, end)) = days.first().and_then(|&day| window.from(day)) else {
                continue;
            };
            *self.indexed.entry(a).or_insert(0) += 1;
            for (&b, days) in shelf.iter().filter(|(b, _)| **b != a) {
                let owned = days.first().is_some_and(|&day| day <= index);
                let success = is_bought_after(days, index, end);
                let pair = self.pairs.entry((a, b)).or_default();
                pair.successes += u64::from(success);
                pair.owners += u64::from(owned);
                pair.fresh += u64::from(success && !owned);
            }
        }
    }

    /// Follows a customer from the first purchase of anything.
    fn follow_first(&mut self, shelf: &Shelf<'a>, window: &Window) {
        let first = shelf.values().filter_map(BTreeSet::first).min();
        let Some((index, end)) = first.and_then(|&day| window.from(day)) else {
            return;
        };
        self.base_n += 1;
        for (&b, days) in shelf {
            *self.bases.entry(b).or_insert(0) += u64::from(is_bought_after(days, index, end));
        }
    }

    fn rule(&self, a: &str, b: &str, pair: &Pair, customers: u64, seen: Seen) -> Option<Rule> {
        let of = |counts: &Counts, item: &str| counts.get(item).copied().unwrap_or(0);
        let n = of(&self.indexed, a);
        if n < seen.index || pair.successes < seen.success.max(1) {
            return None;
        }
        Some(Rule {
            a: a.to_owned(),
            b: b.to_owned(),
            all: Tally {
                n,
                k: pair.successes,
            },
            new_only: Tally {
                n: n - pair.owners,
                k: pair.fresh,
            },
            interval: wilson(pair.successes, n, Level::USUAL)?,
            base: Tally {
                n: self.base_n,
                k: of(&self.bases, b),
            },
            buyers_b: of(&self.buyers, b),
            customers,
        })
    }
}

type Counts<'a> = BTreeMap<&'a str, u64>;

struct Window {
    window_days: u32,
    as_of: NaiveDate,
}

impl Window {
    /// The window after an index day, if it is over.
    fn from(&self, index: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let end = index.checked_add_days(Days::new(u64::from(self.window_days)))?;
        (end <= self.as_of).then_some((index, end))
    }
}

fn is_bought_after(days: &BTreeSet<NaiveDate>, index: NaiveDate, end: NaiveDate) -> bool {
    index < end
        && days
            .range((
                std::ops::Bound::Excluded(index),
                std::ops::Bound::Included(end),
            ))
            .next()
            .is_some()
}

fn surest(one: &Rule, other: &Rule) -> Ordering {
    other
        .interval
        .lo
        .total_cmp(&one.interval.lo)
        .then(other.all.k.cmp(&one.all.k))
        .then_with(|| one.a.cmp(&other.a))
        .then_with(|| one.b.cmp(&other.b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_rule() -> Seen {
        Seen {
            index: 1,
            success: 1,
        }
    }

    fn sale<'a>(customer: &'a str, day: &str, item: &'a str) -> ItemSale<'a> {
        ItemSale {
            customer,
            day: day.parse().expect("a day"),
            item,
        }
    }

    #[test]
    fn a_window_that_is_not_over_counts_neither_way() {
        let sales = [
            sale("1", "2026-01-01", "mat"),
            sale("1", "2026-01-31", "clothes"),
            sale("2", "2026-01-02", "mat"),
            sale("2", "2026-01-03", "clothes"),
        ];
        let at = |day: &str| rules(&sales, 30, day.parse().expect("a day"), any_rule());
        assert_eq!(
            at("2026-01-31")[0].all,
            Tally { n: 1, k: 1 },
            "the last day is in"
        );
        assert_eq!(at("2026-02-01")[0].all, Tally { n: 2, k: 2 });
        assert!(at("2026-01-30").is_empty());
    }

    #[test]
    fn rules_seen_too_seldom_are_left_out() {
        let names: Vec<String> = (0..8).map(|n| n.to_string()).collect();
        let mut sales = Vec::new();
        for (n, name) in names.iter().enumerate() {
            sales.push(sale(name, "2026-01-01", "mat"));
            if n < 5 {
                sales.push(sale(name, "2026-01-02", "clothes"));
            }
        }
        let as_of = "2026-06-01".parse().expect("a day");
        assert_eq!(rules(&sales, 30, as_of, Seen::default()).len(), 1);
        sales.pop();
        assert!(rules(&sales, 30, as_of, Seen::default()).is_empty());
    }

    #[test]
    fn a_window_of_no_days_finds_nothing() {
        let sales = [
            sale("1", "2026-01-01", "mat"),
            sale("1", "2026-01-01", "clothes"),
        ];
        assert!(rules(&sales, 0, "2026-06-01".parse().expect("a day"), any_rule()).is_empty());
    }

    proptest! {
        #[test]
        fn the_order_of_sales_does_not_matter(sales in prop::collection::vec((0_u32..6, 0_u64..90, 0_usize..4), 0..60)) {
            let start: NaiveDate = "2026-01-01".parse().expect("a day");
            let names: Vec<String> = (0..6).map(|n| format!("c{n}")).collect();
            let items = ["mat", "clothes", "bottle", "towel"];
            let mut sales: Vec<ItemSale> = sales.iter().map(|&(customer, day, item)| ItemSale {
                customer: &names[customer as usize], day: start + Days::new(day), item: items[item],
            }).collect();
            let as_of = start + Days::new(90);
            let straight = rules(&sales, 20, as_of, any_rule());
            sales.reverse();
            prop_assert_eq!(&straight, &rules(&sales, 20, as_of, any_rule()));
            for rule in straight {
                prop_assert!(rule.all.k <= rule.all.n && rule.new_only.k <= rule.new_only.n && rule.new_only.n <= rule.all.n);
                prop_assert!(rule.lift_prevalence().is_finite() && rule.lift_base().is_none_or(f64::is_finite));
            }
        }
    }
}
