//! Business minutes: how long a shop was open between two moments, and when so many open minutes are over. Local time by the minute; knows
//! no time zones.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

const DAY_MINUTES: u32 = 24 * 60;
/// A due time is looked for within so many days: no shop is closed for ten years.
const SEARCH_DAYS: u64 = 3653;

/// Opening hours within a day, in minutes from its midnight; 26:00 is 2:00 of the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    start: u32,
    end: u32,
}

impl Window {
    /// `None` unless it starts on the day, before its end, and ends by 48:00.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Option<Self> {
        (start < end && start < DAY_MINUTES && end <= 2 * DAY_MINUTES)
            .then_some(Self { start, end })
    }
}

/// When a shop is open.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// From Monday.
    pub week: [Vec<Window>; 7],
    /// Days without the windows that would start on them.
    pub closed: BTreeSet<NaiveDate>,
    /// Days with hours of their own (调休); they win over closures and the week.
    pub extra: BTreeSet<NaiveDate>,
    pub extra_hours: Vec<Window>,
}

impl Calendar {
    fn on(&self, day: NaiveDate) -> &[Window] {
        if self.extra.contains(&day) {
            &self.extra_hours
        } else if self.closed.contains(&day) {
            &[]
        } else {
            &self.week[day.weekday().num_days_from_monday() as usize]
        }
    }

    /// The open stretches from the day before `from` on, in order of their start, for so many days.
    fn stretches(
        &self,
        from: NaiveDate,
        days: u64,
    ) -> impl Iterator<Item = (NaiveDateTime, NaiveDateTime)> {
        // Hours that reach into `from` started at most two days earlier.
        let first = from.checked_sub_days(Days::new(2)).unwrap_or(from);
        first
            .iter_days()
            .zip(0..days.saturating_add(3))
            .flat_map(move |(day, _)| {
                let midnight = day.and_time(NaiveTime::MIN);
                let mut windows = self.on(day).to_vec();
                windows.sort_unstable();
                windows.into_iter().filter_map(move |window| {
                    let at = |minutes: u32| {
                        midnight.checked_add_signed(TimeDelta::minutes(minutes.into()))
                    };
                    Some((at(window.start)?, at(window.end)?))
                })
            })
    }

    /// The open minutes m with start ≤ m < end; 0 if end ≤ start. Overlapping hours count once.
    #[must_use]
    pub fn minutes(&self, start: NaiveDateTime, end: NaiveDateTime) -> i64 {
        if end <= start {
            return 0;
        }
        let days = u64::try_from((end.date() - start.date()).num_days()).unwrap_or(0);
        let (mut open, mut counted_to) = (0, start);
        for (from, to) in self.stretches(start.date(), days) {
            let (from, to) = (from.max(counted_to), to.min(end));
            if from < to {
                open += (to - from).num_minutes();
                counted_to = to;
            }
        }
        open
    }

    /// The earliest moment t ≥ start with `minutes(start, t)` = `open`: closing time, where the minutes run out just then. `None` for a
    /// shop that never opens for so long.
    #[must_use]
    pub fn due(&self, start: NaiveDateTime, open: i64) -> Option<NaiveDateTime> {
        if open <= 0 {
            return Some(start);
        }
        let (mut left, mut counted_to) = (TimeDelta::minutes(open), start);
        for (from, to) in self.stretches(start.date(), SEARCH_DAYS) {
            let from = from.max(counted_to);
            if from >= to {
                continue;
            }
            if to - from >= left {
                return from.checked_add_signed(left);
            }
            left -= to - from;
            counted_to = to;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
    }

    /// 18:00 to 26:00 every day, and from 1:00 to 3:00: the nights overlap.
    fn night() -> Calendar {
        let hours = [(18 * 60, 26 * 60), (60, 180)];
        let windows: Vec<Window> = hours
            .into_iter()
            .filter_map(|(s, e)| Window::new(s, e))
            .collect();
        Calendar {
            week: std::array::from_fn(|_| windows.clone()),
            ..Calendar::default()
        }
    }

    #[test]
    fn overlapping_hours_count_once() {
        let night = night();
        assert_eq!(
            night.minutes(at("2025-02-05 12:00"), at("2025-02-06 12:00")),
            9 * 60
        );
        assert_eq!(
            night.due(at("2025-02-05 23:00"), 4 * 60),
            Some(at("2025-02-06 03:00"))
        );
    }

    #[test]
    fn a_shop_that_never_opens_has_no_due_time() {
        let never = Calendar::default();
        assert_eq!(never.due(at("2025-02-05 12:00"), 1), None);
        assert_eq!(
            never.due(at("2025-02-05 12:00"), 0),
            Some(at("2025-02-05 12:00"))
        );
        assert_eq!(Window::new(10, 10), None);
    }

    proptest! {
        #[test]
        fn a_due_time_is_when_the_minutes_are_over(start in 0_i64..20_000, open in 1_i64..5_000) {
            let start = at("2025-01-01 00:00") + TimeDelta::minutes(start);
            let night = night();
            let due = night.due(start, open).expect("opens");
            prop_assert_eq!(night.minutes(start, due), open);
            prop_assert_eq!(night.minutes(start, due - TimeDelta::minutes(1)), open - 1);
        }
    }
}
