//! RFM: how lately, how often and for how much customers bought; five scores, ten segments, eight classes. Whole numbers throughout.

pub mod class;
pub mod segment;

use chrono::NaiveDate;

use super::buyer::Buyer;
use crate::domain::money::{Cents, DecimalSign};

/// Fewer purchasers than this are not scored: their raw values say more.
const SCORED_MIN: usize = 5;
/// Scores run from 1 to this.
const SCORES: usize = 5;
/// The preset 高价值: bought within so many days, so many purchases per 30 days, more than so much per purchase.
const PRIME_RECENCY_DAYS: i64 = 30;
const PRIME_PER_MONTH: i64 = 3;
const MONTH_DAYS: i64 = 30;
const PRIME_BASKET_CENTS: i64 = 50_000;

/// One purchaser's raw values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rfm {
    pub recency_days: i64,
    /// Purchase days.
    pub frequency: i64,
    /// Net spend.
    pub monetary_cents: i64,
}

/// Scores from 1, worst, to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scores {
    pub r: u8,
    pub f: u8,
    pub m: u8,
}

impl Rfm {
    /// The values of a buyer as of a day; `None` for who has not bought.
    #[must_use]
    pub fn of(buyer: &Buyer, as_of: NaiveDate) -> Option<Self> {
        let last = buyer.days.last()?.day;
        Some(Self {
            recency_days: (as_of - last).num_days(),
            frequency: i64::try_from(buyer.days.len()).ok()?,
            monetary_cents: buyer.net_cents,
        })
    }

    /// 高价值: bought within 30 days, at least three times a month since the first purchase, above 500 a time.
    #[must_use]
    pub fn is_prime(&self, days_since_first: i64) -> bool {
        let months_days = days_since_first.max(MONTH_DAYS);
        self.recency_days <= PRIME_RECENCY_DAYS
            && self.frequency * MONTH_DAYS >= PRIME_PER_MONTH * months_days
            && self.monetary_cents > PRIME_BASKET_CENTS.saturating_mul(self.frequency)
    }
}

impl Scores {
    /// 潜力: comes often, spends little.
    #[must_use]
    pub fn has_potential(&self) -> bool {
        self.f >= 4 && self.m <= 2
    }
}

/// The scores of all purchasers, in order: 1 + ⌊5w/n⌋ with w the purchasers strictly worse, so that ties share and scores may skip.
/// `None` where there are fewer than five.
#[must_use]
pub fn scores(purchasers: &[Rfm]) -> Option<Vec<Scores>> {
    if purchasers.len() < SCORED_MIN {
        return None;
    }
    let ranked = |value: fn(&Rfm) -> i64| {
        let mut sorted: Vec<i64> = purchasers.iter().map(value).collect();
        sorted.sort_unstable();
        move |one: &Rfm| {
            let worse = sorted.partition_point(|&other| other < value(one));
            u8::try_from(1 + SCORES * worse / sorted.len()).unwrap_or(u8::MAX)
        }
    };
    // More days since the last purchase are worse.
    let (r, f, m) = (
        ranked(|one| -one.recency_days),
        ranked(|one| one.frequency),
        ranked(|one| one.monetary_cents),
    );
    let scored = purchasers.iter().map(|one| Scores {
        r: r(one),
        f: f(one),
        m: m(one),
    });
    Some(scored.collect())
}

/// What divides the five scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Steps {
    /// Fifths of the purchasers.
    #[default]
    Fifths,
    /// Four rising bounds of each: days since, purchase days, net spend in minor units.
    Fixed {
        r: [i64; 4],
        f: [i64; 4],
        m: [i64; 4],
    },
}

impl Steps {
    /// Reads `fifths`, or four bounds of each: `7,30,60,120 / 2,3,5,8 / 100,300,800,2000`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if ["fifths", "quantiles"].contains(&text.trim()) {
            return Some(Self::Fifths);
        }
        let mut parts = text.split(['/', '／']);
        let mut bounds = |read: fn(&str) -> Option<i64>| -> Option<[i64; 4]> {
            let all: Option<Vec<i64>> = parts.next()?.split([',', '，']).map(read).collect();
            let four: [i64; 4] = all?.try_into().ok()?;
            four.is_sorted_by(|a, b| a < b).then_some(four)
        };
        let count = |text: &str| {
            text.trim()
                .parse::<i64>()
                .ok()
                .filter(|n| (0..1_000_000).contains(n))
        };
        let cents = |text: &str| Cents::parse(text.trim(), DecimalSign::Point).map(|cents| cents.0);
        let (r, f, m) = (bounds(count)?, bounds(count)?, bounds(cents)?);
        parts.next().is_none().then_some(Self::Fixed { r, f, m })
    }

    /// The scores of all purchasers, in order. `None` where fifths are of fewer than five.
    #[must_use]
    pub fn scores(&self, purchasers: &[Rfm]) -> Option<Vec<Scores>> {
        let Self::Fixed { r, f, m } = self else {
            return scores(purchasers);
        };
        // So many bounds are reached.
        let reached = |bounds: &[i64; 4], value: i64| {
            1 + u8::try_from(bounds.partition_point(|bound| *bound <= value)).unwrap_or(0)
        };
        // So many bounds are not passed: fewer days are better.
        let within = |bounds: &[i64; 4], value: i64| {
            1 + u8::try_from(4 - bounds.partition_point(|bound| *bound < value)).unwrap_or(0)
        };
        let scored = purchasers.iter().map(|one| Scores {
            r: within(r, one.recency_days),
            f: reached(f, one.frequency),
            m: reached(m, one.monetary_cents),
        });
        Some(scored.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rfm() -> impl Strategy<Value = Rfm> {
        (0_i64..400, 1_i64..9, -5_000_i64..900_000).prop_map(
            |(recency_days, frequency, monetary_cents)| Rfm {
                recency_days,
                frequency,
                monetary_cents,
            },
        )
    }

    #[test]
    fn four_purchasers_are_too_few_to_score() {
        let one = Rfm {
            recency_days: 1,
            frequency: 1,
            monetary_cents: 1,
        };
        assert_eq!(scores(&[one; 4]), None);
        let worst = Scores { r: 1, f: 1, m: 1 };
        assert_eq!(scores(&[one; 5]), Some(vec![worst; 5]), "nobody is worse");
    }

    #[test]
    fn the_preset_needs_all_three() {
        let prime = Rfm {
            recency_days: 30,
            frequency: 6,
            monetary_cents: 300_001,
        };
        for (one, since_first, want) in [
            (prime, 60, true),
            (prime, 61, false),
            (
                Rfm {
                    recency_days: 31,
                    ..prime
                },
                60,
                false,
            ),
            (
                Rfm {
                    monetary_cents: 300_000,
                    ..prime
                },
                60,
                false,
            ),
            (
                Rfm {
                    frequency: 3,
                    ..prime
                },
                5,
                true,
            ),
        ] {
            assert_eq!(one.is_prime(since_first), want, "{one:?} {since_first}");
        }
    }

    #[test]
    fn fixed_steps_score_by_bounds_alone() {
        let steps = Steps::parse("7,30,60,120 / 2,3,5,8／100,300,800,2000").expect("steps");
        let score = |recency_days, frequency, monetary_cents| {
            let one = Rfm {
                recency_days,
                frequency,
                monetary_cents,
            };
            let all = steps.scores(&[one]).expect("scores");
            (all[0].r, all[0].f, all[0].m)
        };
        assert_eq!(score(7, 8, 200_000), (5, 5, 5));
        assert_eq!(score(8, 7, 199_999), (4, 4, 4));
        assert_eq!(score(120, 2, 10_000), (2, 2, 2));
        assert_eq!(score(121, 1, -5), (1, 1, 1));
        assert_eq!(Steps::parse("fifths"), Some(Steps::Fifths));
        for bad in [
            "",
            "1,2,3/1,2,3,4/1,2,3,4",
            "4,3,2,1/1,2,3,4/1,2,3,4",
            "1,2,3,4/1,2,3,4",
            "1,2,3,4/1,2,3,4/1,2,3,4/5",
        ] {
            assert_eq!(Steps::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn scores_do_not_depend_on_the_order(purchasers in prop::collection::vec(rfm(), 5..40)) {
            let mut turned = purchasers.clone();
            turned.reverse();
            let mut again = scores(&turned).expect("enough");
            again.reverse();
            prop_assert_eq!(scores(&purchasers).expect("enough"), again);
        }

        #[test]
        fn who_is_better_never_scores_lower(purchasers in prop::collection::vec(rfm(), 5..40)) {
            let scored = scores(&purchasers).expect("enough");
            for (a, one) in purchasers.iter().zip(&scored) {
                prop_assert!((1..=5).contains(&one.r) && (1..=5).contains(&one.f) && (1..=5).contains(&one.m));
                for (b, other) in purchasers.iter().zip(&scored) {
                    prop_assert!(a.recency_days > b.recency_days || one.r >= other.r);
                    prop_assert!(a.monetary_cents < b.monetary_cents || one.m >= other.m);
                }
            }
        }
    }
}
