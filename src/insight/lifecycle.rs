//! Lifecycle stages from the shop's own rhythm: silent and lost are cut at quantiles of everyone's completed gaps.

use chrono::NaiveDate;

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

/// A day on which a customer came into a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    pub day: NaiveDate,
    pub stage: Stage,
    /// Days since the purchase before; none on the first.
    pub gap: Option<i64>,
    /// The cuts it was told by.
    pub cuts: Cuts,
}

/// Every day on which a customer came into another stage, oldest first, as today's cuts tell it. `days` are their purchase days in order
/// of time, each once.
#[must_use]
pub fn turns(days: &[NaiveDate], cuts: Cuts, as_of: NaiveDate) -> Vec<Turn> {
    let mut found: Vec<Turn> = Vec::new();
    let mut note = |day, stage, gap| {
        if found.last().is_none_or(|last| last.stage != stage) {
            found.push(Turn {
                day,
                stage,
                gap,
                cuts,
            });
        }
    };
    let known = days.iter().take_while(|day| **day <= as_of);
    let mut before: Option<NaiveDate> = None;
    for day in known.copied().map(Some).chain([None]) {
        if let Some(last) = before {
            // What came over them in the days between: silence, then loss.
            for (stage, cut) in [
                (Stage::Silent, cuts.silent_days),
                (Stage::Lost, cuts.lost_days),
            ] {
                let gap = cut.saturating_add(1);
                let over = chrono::TimeDelta::try_days(gap)
                    .and_then(|gap| last.checked_add_signed(gap))
                    .filter(|over| *over <= as_of && day.is_none_or(|day| *over <= day));
                let is_empty = stage == Stage::Silent && cuts.lost_days <= cuts.silent_days;
                if let Some(over) = over.filter(|over| !is_empty && day != Some(*over)) {
                    note(over, stage, Some(gap));
                }
            }
        }
        match (day, before) {
            (Some(day), None) => note(day, Stage::New, None),
            (Some(day), Some(last)) => note(day, Stage::Active, Some((day - last).num_days())),
            (None, _) => {}
        }
        before = day.or(before);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_of_stages_ends_where_the_customer_stands_on_every_day() {
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day");
        let on = |n: u64| first + chrono::Days::new(n);
        let cuts = Cuts {
            silent_days: 41,
            lost_days: 120,
        };
        let days: Vec<NaiveDate> = [0, 30, 90, 300].map(on).to_vec();
        for n in 0..500 {
            let known: Vec<NaiveDate> = days.iter().copied().filter(|d| *d <= on(n)).collect();
            let gap = known.last().map(|last| (on(n) - *last).num_days());
            let now = stage(i64::try_from(known.len()).expect("few"), gap, cuts);
            let told = turns(&days, cuts, on(n)).last().map(|turn| turn.stage);
            assert_eq!(told, Some(now), "day {n}");
        }
        let told: Vec<(u64, Stage)> = turns(&days, cuts, on(500))
            .iter()
            .map(|turn| ((turn.day - first).num_days().unsigned_abs(), turn.stage))
            .collect();
        let expected = [
            (0, Stage::New),
            (30, Stage::Active),
            (72, Stage::Silent),
            (90, Stage::Active),
            (132, Stage::Silent),
            (211, Stage::Lost),
            (300, Stage::Active),
            (342, Stage::Silent),
            (421, Stage::Lost),
        ];
        assert_eq!(told, expected);
    }

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
