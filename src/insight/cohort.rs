//! Cohorts: customers by the month of their first purchase, and how many of them bought in each later calendar month.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::buyer::{Sale, buyers};

/// A calendar month, counted from the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() * 12 + day.month0() as i32)
    }

    /// How many months this is after another; `None` if it is earlier.
    #[must_use]
    pub fn after(self, other: Self) -> Option<usize> {
        usize::try_from(self.0 - other.0).ok()
    }

    /// The months from this one to another, both included.
    pub fn to(self, last: Self) -> impl Iterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }

    /// `1997-03`.
    #[must_use]
    pub fn code(self) -> String {
        format!(
            "{:04}-{:02}",
            self.0.div_euclid(12),
            self.0.rem_euclid(12) + 1
        )
    }
}

/// One cell: the `later`-th month after the first purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub cohort: Month,
    pub size: usize,
    pub later: usize,
    /// Distinct customers who bought in that month.
    pub active: usize,
    /// Purchases less refunds in that month.
    pub net_cents: i64,
    /// The month is not over.
    pub is_partial: bool,
}

impl Cell {
    /// The share of the cohort that bought.
    #[must_use]
    pub fn retention(&self) -> f64 {
        self.active as f64 / self.size as f64
    }
}

/// The cells of all cohorts up to `as_of`, by cohort and month; months after `as_of` have none. A cohort without sales in a month has a 0.
#[must_use]
pub fn cells(sales: &[Sale], as_of: NaiveDate) -> Vec<Cell> {
    let buyers = buyers(sales, as_of);
    let first: Vec<Option<Month>> = buyers
        .iter()
        .map(|buyer| Some(Month::of(buyer.days.first()?.day)))
        .collect();
    let mut sizes: BTreeMap<Month, usize> = BTreeMap::new();
    for cohort in first.iter().flatten() {
        *sizes.entry(*cohort).or_insert(0) += 1;
    }
    let mut active: BTreeMap<(Month, Month), usize> = BTreeMap::new();
    for (buyer, cohort) in buyers.iter().zip(&first) {
        let Some(cohort) = *cohort else { continue };
        let months: BTreeSet<Month> = buyer.days.iter().map(|day| Month::of(day.day)).collect();
        for month in months {
            *active.entry((cohort, month)).or_insert(0) += 1;
        }
    }
    let mut net: BTreeMap<(Month, Month), i64> = BTreeMap::new();
    for sale in sales.iter().filter(|sale| sale.day <= as_of) {
        if let Some(cohort) = first[sale.buyer] {
            let sum = net.entry((cohort, Month::of(sale.day))).or_insert(0);
            *sum = sum.saturating_add(sale.cents);
        }
    }
    let now = Month::of(as_of);
    let is_over = as_of.succ_opt().is_none_or(|next| Month::of(next) != now);
    let mut cells = Vec::new();
    for (&cohort, &size) in &sizes {
        for (later, month) in (cohort.0..=now.0).map(Month).enumerate() {
            cells.push(Cell {
                cohort,
                size,
                later,
                active: active.get(&(cohort, month)).copied().unwrap_or(0),
                net_cents: net.get(&(cohort, month)).copied().unwrap_or(0),
                is_partial: month == now && !is_over,
            });
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sale(buyer: usize, day: &str, cents: i64) -> Sale {
        Sale {
            buyer,
            day: day.parse().expect("a day"),
            cents,
        }
    }

    #[test]
    fn cells_stop_at_the_day_and_the_running_month_is_partial() {
        let sales = [
            sale(0, "2025-12-31", 500),
            sale(1, "2025-12-01", 100),
            sale(0, "2026-02-01", 300),
            sale(0, "2026-02-02", -100),
            sale(1, "2026-03-09", 900),
        ];
        let cells = |day: &str| cells(&sales, day.parse().expect("a day"));
        let seen: Vec<_> = cells("2026-02-27")
            .iter()
            .map(|c| {
                (
                    c.cohort.code(),
                    c.later,
                    c.active,
                    c.net_cents,
                    c.is_partial,
                )
            })
            .collect();
        let december = || "2025-12".to_owned();
        assert_eq!(
            seen,
            [
                (december(), 0, 2, 600, false),
                (december(), 1, 0, 0, false),
                (december(), 2, 1, 200, true),
            ]
        );
        assert!(cells("2026-02-28").iter().all(|cell| !cell.is_partial));
        assert!(cells("2025-11-30").is_empty());
    }
}
