//! The warning that a customer may not come back: bands of P(active), when to warn, in which order, and how much the shop's data can say.

use std::cmp::Ordering;

use super::btyd::Habit;
use super::btyd::sample::Life;
use super::buyer::{Buyer, Recency};
use super::lifecycle::Cuts;
use crate::domain::customer::Risk;

/// The shortest horizon, in days.
const HORIZON_DAYS_MIN: i64 = 30;
/// Repeat customers from which model numbers are shown, and from which they are shown without a label.
const REPEATERS_MIN: usize = 10;
const REPEATERS_ENOUGH: usize = 50;
/// The history must be so many mean gaps long.
const HISTORY_GAPS_MIN: f64 = 3.0;
/// Weight of the shop's mean gap beside a customer's own gaps.
const SHOP_WEIGHT: f64 = 2.0;

/// What may be shown of the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Days since the last purchase and the hiatus class only.
    NotEnough,
    /// Numbers with a label that says so.
    Indicative,
    Enough,
}

/// How likely a customer is to be lost, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    Normal,
    Warning,
    High,
}

/// Below so many percent of probability of buying within the horizon a customer is to be watched, and at high risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bands {
    pub watch: u8,
    pub high: u8,
}

impl Default for Bands {
    fn default() -> Self {
        Self {
            watch: 50,
            high: 25,
        }
    }
}

impl Bands {
    /// Reads `50,25`: the second is no larger than the first, neither is beyond 100.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (watch, high) = text.split_once([',', '，'])?;
        let percent = |text: &str| {
            let text = text.trim();
            let text = text.strip_suffix(['%', '％']).unwrap_or(text);
            text.trim()
                .parse::<u8>()
                .ok()
                .filter(|n| (1..=100).contains(n))
        };
        let (watch, high) = (percent(watch)?, percent(high)?);
        (high <= watch).then_some(Self { watch, high })
    }

    /// The band of the probability of buying within the horizon.
    #[must_use]
    pub fn band(self, active: f64) -> Band {
        if active < f64::from(self.high) / 100.0 {
            Band::High
        } else if active < f64::from(self.watch) / 100.0 {
            Band::Warning
        } else {
            Band::Normal
        }
    }
}

impl Band {
    /// Whether to warn: once, when the band gets worse.
    #[must_use]
    pub fn warns_after(self, before: Self) -> bool {
        self > before
    }
}

impl From<Band> for Risk {
    fn from(band: Band) -> Self {
        match band {
            Band::Normal => Self::Normal,
            Band::Warning => Self::Warning,
            Band::High => Self::High,
        }
    }
}

/// H: the horizon of a shop in days.
#[must_use]
pub fn horizon_days(cuts: Cuts) -> i64 {
    cuts.silent_days.max(HORIZON_DAYS_MIN)
}

/// What a shop's history can carry; `mean_gap_days` is m.
#[must_use]
pub fn evidence(recencies: &[Recency], mean_gap_days: f64) -> Evidence {
    let repeaters = recencies.iter().filter(|one| one.repeats > 0).count();
    let history = recencies.iter().map(|one| one.age_days).max().unwrap_or(0);
    if repeaters < REPEATERS_MIN || f64::from(history) < HISTORY_GAPS_MIN * mean_gap_days {
        Evidence::NotEnough
    } else if repeaters < REPEATERS_ENOUGH {
        Evidence::Indicative
    } else {
        Evidence::Enough
    }
}

/// G: how many days usually pass between two purchases of this customer, the shop's mean counted twice.
#[must_use]
pub fn usual_gap_days(buyer: &Buyer, mean_gap_days: f64) -> f64 {
    let (count, days) = buyer.gaps().fold((0_u32, 0.0), |(count, days), gap| {
        (count + 1, days + gap as f64)
    });
    (SHOP_WEIGHT * mean_gap_days + days) / (SHOP_WEIGHT + f64::from(count))
}

/// How many of their usual gaps a customer has been silent.
#[must_use]
pub fn overdue(days_since: i64, usual_gap_days: f64) -> f64 {
    days_since as f64 / usual_gap_days.max(1.0)
}

/// What the shop stands to lose within the horizon: the purchases that a customer who has dropped out will not make, in money.
#[must_use]
pub fn at_stake(habit: &Habit, life: &Life, horizon: f64, spend: f64) -> f64 {
    (1.0 - habit.alive(life)) * habit.expected_if_alive(life, horizon) * spend
}

/// The order of warnings: most at stake first.
#[must_use]
pub fn most_at_stake(a: f64, b: f64) -> Ordering {
    b.total_cmp(&a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_begin_where_they_are_said_to() {
        for (active, band) in [
            (0.5, Band::Normal),
            (0.4999, Band::Warning),
            (0.25, Band::Warning),
            (0.2499, Band::High),
        ] {
            assert_eq!(Bands::default().band(active), band, "{active}");
        }
        assert!(Band::High.warns_after(Band::Warning));
        assert!(!Band::High.warns_after(Band::High));
        assert!(!Band::Normal.warns_after(Band::High));
    }

    #[test]
    fn few_repeaters_or_a_short_history_say_nothing() {
        let shop = |repeaters: usize, age_days| {
            let one = Recency {
                repeats: 1,
                last_days: 10,
                age_days,
            };
            evidence(&vec![one; repeaters], 30.0)
        };
        assert_eq!(shop(9, 400), Evidence::NotEnough);
        assert_eq!(shop(10, 89), Evidence::NotEnough);
        assert_eq!(shop(10, 90), Evidence::Indicative);
        assert_eq!(shop(49, 90), Evidence::Indicative);
        assert_eq!(shop(50, 90), Evidence::Enough);
    }

    #[test]
    fn the_horizon_is_a_month_or_the_silent_cut() {
        let cuts = |silent_days| Cuts {
            silent_days,
            lost_days: 180,
        };
        assert_eq!(horizon_days(cuts(21)), 30);
        assert_eq!(horizon_days(cuts(77)), 77);
    }

    #[test]
    fn own_gaps_outweigh_the_shop_in_time() {
        assert!((usual_gap_days(&Buyer::default(), 45.0) - 45.0).abs() < 1e-12);
        assert!((overdue(63, 24.0) - 2.625).abs() < 1e-12);
    }
}
