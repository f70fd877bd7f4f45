//! What the desk whispers while somebody's record is open: that they are late, and what they have not bought yet. Two hints at most.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::btyd::Habit;
use super::btyd::sample::Life;
use super::buyer::Buyer;
use super::call::Reason;
use super::churn::{Band, Bands, overdue, usual_gap_days};
use crate::domain::chance::Chance;
use crate::domain::customer::Loss;

/// Whoever is so many usual gaps late is told of, whatever the chances.
const LATE_GAPS: f64 = 1.5;

/// How the shop's customers come back, as last learned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Model {
    pub mean_gap_days: f64,
    pub horizon_days: i64,
    pub repeaters: usize,
    /// `None` where the data are not enough.
    pub habit: Option<Habit>,
    /// Where chances are cut into bands.
    pub bands: Bands,
}

impl Model {
    /// How likely a buyer is to be lost; `None` for who has not bought, and where data are not enough.
    #[must_use]
    pub fn band(&self, buyer: &Buyer, as_of: NaiveDate) -> Option<Band> {
        self.active(buyer, as_of)
            .map(|active| self.bands.band(active))
    }

    /// The same, with the chance beside it: of not buying within the horizon.
    #[must_use]
    pub fn loss(&self, buyer: &Buyer, as_of: NaiveDate) -> Option<Loss> {
        let active = self.active(buyer, as_of)?;
        Some(Loss {
            risk: self.bands.band(active).into(),
            chance: Chance::nearest(1.0 - active),
        })
    }

    fn active(&self, buyer: &Buyer, as_of: NaiveDate) -> Option<f64> {
        let life = Life::of(buyer.recency(as_of)?, 1.0);
        Some(self.habit?.active(&life, self.horizon_days as f64))
    }
}

/// A law as last learned: `k` of `n` who bought the one bought the other within its window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLaw {
    pub bought: String,
    pub not_yet: String,
    pub k: usize,
    pub n: usize,
}

/// The hints about one customer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Advice {
    /// Empty unless they are late.
    pub late: Vec<Reason>,
    pub offer: Option<KnownLaw>,
}

impl Advice {
    /// What is to be said of a buyer with these items, the surest law first.
    #[must_use]
    pub fn of(
        buyer: &Buyer,
        items: &BTreeSet<String>,
        model: &Model,
        laws: &[KnownLaw],
        as_of: NaiveDate,
    ) -> Self {
        let offer = laws
            .iter()
            .find(|law| items.contains(&law.bought) && !items.contains(&law.not_yet));
        Self {
            late: late(buyer, model, as_of).unwrap_or_default(),
            offer: offer.cloned(),
        }
    }
}

fn late(buyer: &Buyer, model: &Model, as_of: NaiveDate) -> Option<Vec<Reason>> {
    let recency = buyer.recency(as_of)?;
    let days = i64::from(recency.age_days.checked_sub(recency.last_days)?);
    let usual_days = usual_gap_days(buyer, model.mean_gap_days);
    let times = overdue(days, usual_days);
    let horizon = model.horizon_days as f64;
    let life = Life::of(recency, 1.0);
    let active = model.habit.map(|habit| habit.active(&life, horizon));
    let is_unlikely = active.is_some_and(|p| model.bands.band(p) != Band::Normal);
    if times < LATE_GAPS && !(is_unlikely && times >= 1.0) {
        return None;
    }
    let rhythm = if recency.repeats > 0 {
        Reason::Overdue {
            days,
            usual_days,
            times,
        }
    } else {
        Reason::Once { days }
    };
    let unlikely = active.map(|active| Reason::Unlikely {
        active,
        within_days: model.horizon_days,
    });
    Some([Some(rhythm), unlikely].into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::buyer::PurchaseDay;

    const MODEL: Model = Model {
        mean_gap_days: 20.0,
        horizon_days: 30,
        repeaters: 0,
        habit: None,
        bands: Bands {
            watch: 50,
            high: 25,
        },
    };

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day") + chrono::Days::new(n)
    }

    fn buyer(days: &[u64]) -> Buyer {
        let on = |n: &u64| PurchaseDay {
            day: day(*n),
            cents: 100,
        };
        Buyer {
            days: days.iter().map(on).collect(),
            net_cents: 100,
        }
    }

    fn law(bought: &str, not_yet: &str) -> KnownLaw {
        KnownLaw {
            bought: bought.to_owned(),
            not_yet: not_yet.to_owned(),
            k: 16,
            n: 20,
        }
    }

    #[test]
    fn only_the_late_are_told_of() {
        let none = BTreeSet::new();
        let cases = [
            (&[0, 20, 40][..], 60, 0),
            (&[0, 20, 40], 71, 1),
            (&[0], 29, 0),
            (&[0], 31, 1),
            (&[], 99, 0),
        ];
        for (days, today, told) in cases {
            let advice = Advice::of(&buyer(days), &none, &MODEL, &[], day(today));
            assert_eq!(advice.late.len(), told, "{days:?} on {today}");
        }
    }

    #[test]
    fn what_is_owned_is_not_offered() {
        let laws = [law("mat", "clothes"), law("tea", "cup")];
        let offer = |items: &[&str]| {
            let items = items.iter().map(|&item| item.to_owned()).collect();
            let advice = Advice::of(&buyer(&[0]), &items, &MODEL, &laws, day(1));
            advice.offer.map(|law| law.not_yet)
        };
        assert_eq!(offer(&["mat", "tea"]).as_deref(), Some("clothes"));
        assert_eq!(offer(&["mat", "clothes", "tea"]).as_deref(), Some("cup"));
        assert_eq!(offer(&["cup"]), None);
    }
}
