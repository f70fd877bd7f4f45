//! Lifecycle stages from the shop's own rhythm: silent and lost are cut at quantiles of everyone's completed gaps.

use crate::domain::customer::Stage;

/// Fewer completed gaps than this say nothing about a rhythm.
const GAPS_MIN: usize = 20;

/// Days without a purchase after which a customer is silent, and after which they are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cuts {
    pub silent_days: i64,
    pub lost_days: i64,
}

impl Default for Cuts {
    fn default() -> Self {
        Self {
            silent_days: 90,
            lost_days: 180,
        }
    }
}

/// The cuts of a shop: the 80 % and 95 % quantiles of its completed gaps in days, in whole days; 90 and 180 where gaps are few.
#[must_use]
pub fn cuts(gaps: &mut [i64]) -> Cuts {
    if gaps.len() < GAPS_MIN {
        return Cuts::default();
    }
    gaps.sort_unstable();
    Cuts {
        silent_days: quantile_floor(gaps, 80),
        lost_days: quantile_floor(gaps, 95),
    }
}

/// The quantile of type 7 (Hyndman & Fan 1996) of sorted values, rounded down: a whole number of days exceeds it exactly when
/// it exceeds the unrounded one.
fn quantile_floor(sorted: &[i64], percent: usize) -> i64 {
    let hundredths = (sorted.len() - 1) * percent;
    let (low, part) = (
        hundredths / 100,
        i64::try_from(hundredths % 100).unwrap_or(0),
    );
    let above = sorted.get(low + 1).copied().unwrap_or(sorted[low]);
    (sorted[low] * 100 + part * (above - sorted[low])).div_euclid(100)
}

/// The stage of a customer with `purchase_days` distinct days of buying, the last of them `gap` days ago.
#[must_use]
pub fn stage(purchase_days: i64, gap: Option<i64>, cuts: Cuts) -> Stage {
    match gap {
        None => Stage::Potential,
        Some(_) if purchase_days == 0 => Stage::Potential,
        Some(gap) if gap > cuts.lost_days => Stage::Lost,
        Some(gap) if gap > cuts.silent_days => Stage::Silent,
        Some(_) if purchase_days == 1 => Stage::New,
        Some(_) => Stage::Active,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_gaps_fall_back_to_a_quarter_and_half_a_year() {
        assert_eq!(
            cuts(&mut [10; 19]),
            Cuts {
                silent_days: 90,
                lost_days: 180
            }
        );
    }

    #[test]
    fn cuts_are_type_7_quantiles() {
        // 1..=21: 20 steps; 80 % lies at step 16, 95 % at step 19.
        let mut gaps: Vec<i64> = (1..=21).rev().collect();
        assert_eq!(
            cuts(&mut gaps),
            Cuts {
                silent_days: 17,
                lost_days: 20
            }
        );
    }

    #[test]
    fn a_stage_follows_from_days_and_gap() {
        let cuts = Cuts {
            silent_days: 41,
            lost_days: 120,
        };
        for (days, gap, expected) in [
            (0, None, Stage::Potential),
            (1, Some(41), Stage::New),
            (2, Some(41), Stage::Active),
            (2, Some(42), Stage::Silent),
            (1, Some(121), Stage::Lost),
        ] {
            assert_eq!(stage(days, gap, cuts), expected, "{days} {gap:?}");
        }
    }
}
