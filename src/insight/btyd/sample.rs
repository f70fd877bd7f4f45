//! The lives of a shop's customers, equal ones counted once: all that a likelihood needs to know.

use std::collections::BTreeMap;

use crate::insight::buyer::Recency;

/// One customer, in some unit of time: repeats (x), time from the first purchase to the last (t_x, 0 without repeats) and to the present (T).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Life {
    pub repeats: u32,
    pub last: f64,
    pub age: f64,
}

impl Life {
    /// In units of so many days: 1 or 7.
    #[must_use]
    pub fn of(recency: Recency, unit_days: f64) -> Self {
        Self {
            repeats: recency.repeats,
            last: f64::from(recency.last_days) / unit_days,
            age: f64::from(recency.age_days) / unit_days,
        }
    }
}

/// Customers with the same life. Times are places in [`Sample::times`], so that a function of a time is worked out once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub repeats: u32,
    pub last: usize,
    pub age: usize,
    pub weight: f64,
}

/// The lives of a shop, grouped.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    pub(super) groups: Vec<Group>,
    pub(super) times: Vec<f64>,
    pub(super) most_repeats: u32,
}

impl Sample {
    /// Groups lives; their order does not matter. Times that are negative or no numbers count as 0.
    #[must_use]
    pub fn of(lives: &[Life]) -> Self {
        // The bits of doubles that are not negative are ordered as the doubles are.
        let bits = |time: f64| if time > 0.0 { time.to_bits() } else { 0 };
        let mut counts: BTreeMap<(u32, u64, u64), f64> = BTreeMap::new();
        for life in lives {
            *counts
                .entry((life.repeats, bits(life.last), bits(life.age)))
                .or_insert(0.0) += 1.0;
        }
        let mut times: Vec<u64> = counts.keys().flat_map(|key| [key.1, key.2]).collect();
        times.sort_unstable();
        times.dedup();
        let place = |bits: u64| times.partition_point(|&time| time < bits);
        Self {
            groups: counts
                .iter()
                .map(|(&(repeats, last, age), &weight)| Group {
                    repeats,
                    last: place(last),
                    age: place(age),
                    weight,
                })
                .collect(),
            most_repeats: counts.keys().map(|key| key.0).max().unwrap_or(0),
            times: times.into_iter().map(f64::from_bits).collect(),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lives_are_counted_once() {
        let life = |repeats, last, age| Life { repeats, last, age };
        let sample = Sample::of(&[
            life(1, 3.0, 9.0),
            life(0, 0.0, 9.0),
            life(1, 3.0, 9.0),
            life(0, 0.0, 4.5),
        ]);
        assert_eq!(sample.groups.len(), 3);
        assert_eq!(sample.times, [0.0, 3.0, 4.5, 9.0]);
        assert!((sample.groups.iter().map(|g| g.weight).sum::<f64>() - 4.0).abs() < 1e-12);
    }
}
