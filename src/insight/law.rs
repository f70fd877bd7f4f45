//! The shop's own laws: "who buys A often buys B within 30 days", told only where it is more than chance, and who has not bought B yet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::interval::{Interval, Level, count, wilson};
use super::ledger::Ledger;
use super::sequence::{ItemSale, Rule, Seen, rules};

/// The window of a law, in days.
pub const WINDOW_DAYS: u32 = 30;
/// How sure all laws together are: one of twenty shops without laws is told one.
const DOUBT: f64 = 0.05;
/// The newest lines looked at.
const LINES_MOST: usize = 200_000;

/// One law.
#[derive(Debug, Clone, PartialEq)]
pub struct Law {
    /// Bought first.
    pub a: String,
    /// Bought then.
    pub b: String,
    /// Of `n` whose window is over, `k` bought B in it.
    pub k: u64,
    pub n: u64,
    pub interval: Interval,
    /// What B is bought anyway, within as long of a first purchase.
    pub base_k: u64,
    pub base_n: u64,
    /// Places of those who bought A and never B, the newest A first.
    pub not_yet: Vec<usize>,
    /// Of them, those whose window is open still.
    pub in_time: usize,
}

/// The laws of a shop, the surest first. Those that chance could have made are left out: with many pairs looked at, each must be the surer.
#[must_use]
pub fn laws(ledger: &Ledger, as_of: NaiveDate) -> Vec<Law> {
    let names: Vec<String> = (0..ledger.who.len()).map(|n| n.to_string()).collect();
    let mut lines: Vec<_> = ledger
        .lines
        .iter()
        .filter(|line| line.sale.cents >= 0 && line.sale.day <= as_of)
        .collect();
    if lines.len() > LINES_MOST {
        lines.sort_unstable_by_key(|line| std::cmp::Reverse(line.sale.day));
        lines.truncate(LINES_MOST);
    }
    let sales: Vec<ItemSale> = lines
        .iter()
        .map(|line| ItemSale {
            customer: names[line.sale.buyer].as_str(),
            day: line.sale.day,
            item: ledger.item(line.item),
        })
        .collect();
    let found = rules(&sales, WINDOW_DAYS, as_of, Seen::default());
    let level = Level::new(1.0 - DOUBT / count(pairs(ledger)).max(1.0)).unwrap_or(Level::USUAL);
    let sure = found.into_iter().filter(|rule| is_sure(rule, level));
    let mut laws: Vec<Law> = sure.map(law).collect();
    add_not_yet(&mut laws, ledger, as_of);
    laws
}

/// How many pairs of items could have been a law.
fn pairs(ledger: &Ledger) -> u64 {
    let items = ledger.items.len() as u64;
    items.saturating_mul(items.saturating_sub(1))
}

fn is_sure(rule: &Rule, level: Level) -> bool {
    let lo = wilson(rule.all.k, rule.all.n, level).map_or(0.0, |interval| interval.lo);
    rule.base.share().is_some_and(|base| lo > base)
}

fn law(rule: Rule) -> Law {
    Law {
        k: rule.all.k,
        n: rule.all.n,
        interval: rule.interval,
        base_k: rule.base.k,
        base_n: rule.base.n,
        a: rule.a,
        b: rule.b,
        not_yet: Vec::new(),
        in_time: 0,
    }
}

fn add_not_yet(laws: &mut [Law], ledger: &Ledger, as_of: NaiveDate) {
    let wanted: BTreeSet<&str> = laws
        .iter()
        .flat_map(|law| [law.a.as_str(), law.b.as_str()])
        .collect();
    // By item and buyer, the first day it was bought.
    let mut firsts: BTreeMap<&str, BTreeMap<usize, NaiveDate>> = BTreeMap::new();
    for line in ledger
        .lines
        .iter()
        .filter(|l| l.sale.cents >= 0 && l.sale.day <= as_of)
    {
        if let Some(name) = wanted.get(ledger.item(line.item)) {
            let day = firsts.entry(ledger.item(line.item)).or_default();
            let first = day.entry(line.sale.buyer).or_insert(line.sale.day);
            *first = (*first).min(line.sale.day);
            debug_assert!(!name.is_empty());
        }
    }
    let none = BTreeMap::new();
    let mut lists = Vec::new();
    for law in laws.iter() {
        let of = |item: &str| firsts.get(item).unwrap_or(&none);
        let owners = of(&law.b);
        let mut open: Vec<(usize, NaiveDate)> = of(&law.a)
            .iter()
            .filter(|(buyer, _)| !owners.contains_key(buyer))
            .map(|(buyer, day)| (*buyer, *day))
            .collect();
        open.sort_by_key(|(buyer, day)| (std::cmp::Reverse(*day), *buyer));
        let in_time = open.iter().filter(|(_, day)| is_open(*day, as_of)).count();
        lists.push((open.into_iter().map(|(buyer, _)| buyer).collect(), in_time));
    }
    for (law, (not_yet, in_time)) in laws.iter_mut().zip(lists) {
        law.not_yet = not_yet;
        law.in_time = in_time;
    }
}

fn is_open(day: NaiveDate, as_of: NaiveDate) -> bool {
    let end = day.checked_add_days(Days::new(u64::from(WINDOW_DAYS)));
    end.is_none_or(|end| end >= as_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::CustomerId;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day") + Days::new(n)
    }

    /// SplitMix64: a number that has nothing to do with its neighbours.
    fn mixed(n: u64) -> u64 {
        let z = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Sixty customers who buy something every ten days, and a mat on day 20; `follows` says who buys clothes on day 30.
    fn shop(follows: impl Fn(u64) -> bool) -> Ledger {
        let mut ledger = Ledger::default();
        let things = ["tea", "cup", "soap", "towel"];
        for who in 0..60_u64 {
            let id = CustomerId(who as i64 + 1);
            for visit in 0..8 {
                let thing = things[(mixed(who * 8 + visit) % 4) as usize];
                ledger.add(id, day(visit * 10), thing, 500);
            }
            if who % 3 == 0 {
                ledger.add(id, day(20), "mat", 900);
                if follows(who) {
                    ledger.add(id, day(30), "clothes", 5_000);
                }
            }
        }
        ledger
    }

    #[test]
    fn a_law_is_found_with_its_counts_and_whoever_has_not_bought_yet() {
        let ledger = shop(|who| who % 15 != 0);
        let laws = laws(&ledger, day(100));
        let law = laws.iter().find(|law| law.a == "mat").expect("a law");
        assert_eq!((law.b.as_str(), law.k, law.n), ("clothes", 16, 20));
        assert_eq!(law.not_yet.len(), 4);
        assert!(law.not_yet.iter().all(|buyer| buyer % 15 == 0));
        assert_eq!(law.in_time, 0);
    }

    #[test]
    fn items_bought_whatever_came_before_make_no_law() {
        let laws = laws(&shop(|_| false), day(100));
        assert_eq!(laws, []);
    }

    #[test]
    fn an_empty_shop_has_no_law() {
        assert_eq!(laws(&Ledger::default(), day(0)), []);
    }
}
