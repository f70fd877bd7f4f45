//! When somebody needs a thing again: the median of their own intervals, else what the thing usually lasts. Knows no clock.

use chrono::{Days, NaiveDate};

/// Days between purchases of one thing by one customer, in whole days; `None` where nothing says. `days` in order of time, each once.
#[must_use]
pub fn interval(days: &[NaiveDate], usual: Option<i64>) -> Option<i64> {
    let mut gaps: Vec<i64> = days
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).num_days())
        .collect();
    gaps.sort_unstable();
    let middle = gaps.len() / 2;
    match gaps.len() {
        0 => usual.filter(|days| *days > 0),
        n if n % 2 == 1 => Some(gaps[middle]),
        _ => Some(i64::midpoint(gaps[middle - 1], gaps[middle])),
    }
}

/// The day after so many.
#[must_use]
pub fn due(last: NaiveDate, interval: i64) -> Option<NaiveDate> {
    last.checked_add_days(Days::new(u64::try_from(interval).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_rhythm_goes_before_the_usual_one() {
        let day = |text: &&str| text.parse::<NaiveDate>().expect("a day");
        for (days, usual, want) in [
            (&["2026-01-01"][..], None, None),
            (&["2026-01-01"], Some(30), Some(30)),
            (&["2026-01-01", "2026-01-21"], Some(30), Some(20)),
            (&["2026-01-01", "2026-01-21", "2026-01-31"], None, Some(15)),
            (
                &["2026-01-01", "2026-01-11", "2026-01-31", "2026-06-01"],
                None,
                Some(20),
            ),
            (&[], Some(0), None),
        ] {
            let days: Vec<NaiveDate> = days.iter().map(day).collect();
            assert_eq!(interval(&days, usual), want, "{days:?}");
        }
        assert_eq!(due(day(&"2026-01-31"), 15), Some(day(&"2026-02-15")));
    }
}
