//! Sales folded into one buyer each: purchase days, gaps, spend. Knows neither names nor what was bought.

use chrono::NaiveDate;

/// Fewer completed gaps than this say nothing about a mean.
const GAPS_MIN: usize = 5;
/// The mean gap of a shop that has hardly any, in days.
const GAP_USUAL_DAYS: f64 = 30.0;

/// One line of sales; a negative amount is a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sale {
    /// The buyer's place in the caller's list.
    pub buyer: usize,
    pub day: NaiveDate,
    pub cents: i64,
}

/// A day with at least one purchase, its orders merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurchaseDay {
    pub day: NaiveDate,
    pub cents: i64,
}

/// What one customer bought up to a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Buyer {
    /// In order of time.
    pub days: Vec<PurchaseDay>,
    /// Purchases less refunds.
    pub net_cents: i64,
}

/// Repeats, days from the first purchase to the last, and days from the first to the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Recency {
    pub repeats: u32,
    pub last_days: u32,
    pub age_days: u32,
}

/// The buyers of sales up to and including `as_of`, in the caller's order; one whose sales all lie later has no purchase day.
#[must_use]
pub fn buyers(sales: &[Sale], as_of: NaiveDate) -> Vec<Buyer> {
    let most = sales.iter().map(|sale| sale.buyer + 1).max().unwrap_or(0);
    let mut buyers = vec![Buyer::default(); most];
    let mut sales: Vec<&Sale> = sales.iter().filter(|sale| sale.day <= as_of).collect();
    sales.sort_by_key(|sale| sale.day);
    for sale in sales {
        let buyer = &mut buyers[sale.buyer];
        buyer.net_cents = buyer.net_cents.saturating_add(sale.cents);
        // A refund is no reason to think that somebody came back to buy.
        if sale.cents < 0 {
            continue;
        }
        match buyer.days.last_mut() {
            Some(last) if last.day == sale.day => {
                last.cents = last.cents.saturating_add(sale.cents);
            }
            _ => buyer.days.push(PurchaseDay {
                day: sale.day,
                cents: sale.cents,
            }),
        }
    }
    buyers
}

impl Buyer {
    /// Repeats and ages as of a day; `None` for who has not bought.
    #[must_use]
    pub fn recency(&self, as_of: NaiveDate) -> Option<Recency> {
        let (first, last) = (self.days.first()?.day, self.days.last()?.day);
        let days = |until: NaiveDate| u32::try_from((until - first).num_days()).ok();
        Some(Recency {
            repeats: u32::try_from(self.days.len() - 1).ok()?,
            last_days: days(last)?,
            age_days: days(as_of)?,
        })
    }

    /// The days between purchases.
    pub fn gaps(&self) -> impl Iterator<Item = i64> {
        self.days
            .windows(2)
            .map(|pair| (pair[1].day - pair[0].day).num_days())
    }

    /// What was spent on the days after the first.
    #[must_use]
    pub fn repeat_cents(&self) -> i64 {
        self.days
            .iter()
            .skip(1)
            .fold(0, |sum, day| sum.saturating_add(day.cents))
    }
}

/// m: the mean completed gap of all buyers in days; 30 where there are fewer than five gaps.
#[must_use]
pub fn mean_gap_days(buyers: &[Buyer]) -> f64 {
    let (count, days) = buyers
        .iter()
        .flat_map(Buyer::gaps)
        .fold((0_usize, 0_i64), |(count, days), gap| {
            (count + 1, days + gap)
        });
    if count < GAPS_MIN {
        return GAP_USUAL_DAYS;
    }
    days as f64 / count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sale(day: &str, cents: i64) -> Sale {
        Sale {
            buyer: 0,
            day: day.parse().expect("a day"),
            cents,
        }
    }

    #[test]
    fn same_day_orders_are_one_purchase_and_refunds_are_none() {
        let sales = [
            sale("2026-01-20", 300),
            sale("2026-01-01", 100),
            sale("2026-01-01", 200),
            sale("2026-01-22", -300),
            sale("2026-03-01", 900),
        ];
        let as_of = "2026-02-01".parse().expect("a day");
        let buyer = &buyers(&sales, as_of)[0];
        assert_eq!(buyer.days.len(), 2);
        assert_eq!(buyer.net_cents, 300);
        assert_eq!(buyer.repeat_cents(), 300);
        assert_eq!(
            buyer.recency(as_of),
            Some(Recency {
                repeats: 1,
                last_days: 19,
                age_days: 31
            })
        );
        assert!((mean_gap_days(std::slice::from_ref(buyer)) - 30.0).abs() < f64::EPSILON);
    }

    #[test]
    fn who_buys_only_later_has_not_bought() {
        let before = "2025-12-31".parse().expect("a day");
        let buyers = buyers(&[sale("2026-01-01", 1)], before);
        assert_eq!(buyers, [Buyer::default()]);
        assert_eq!(buyers[0].recency(before), None);
    }
}
