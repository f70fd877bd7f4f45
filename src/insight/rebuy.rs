//! When somebody needs a thing again: the median of their own intervals, else what the thing usually lasts. Knows no clock.

use chrono::{Days, NaiveDate};

use super::ledger::Ledger;

/// What somebody may need again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuy {
    pub item: String,
    pub last: NaiveDate,
    pub every_days: i64,
    pub due: NaiveDate,
}

/// By how many days foretold days were wrong: the median, and of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Miss {
    pub days: i64,
    pub n: usize,
}

/// Foretells every repeated purchase up to a day from what was known before it, and tells by how many days that was wrong. `usual` is what
/// an item usually lasts. `None` where nothing could be foretold.
#[must_use]
pub fn miss(
    ledger: &Ledger,
    as_of: NaiveDate,
    usual: impl Fn(&str) -> Option<i64>,
) -> Option<Miss> {
    let mut lines: Vec<(usize, u32, NaiveDate)> = ledger
        .lines
        .iter()
        .filter(|line| line.sale.cents >= 0 && line.sale.day <= as_of)
        .map(|line| (line.sale.buyer, line.item, line.sale.day))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let mut wrong: Vec<i64> = Vec::new();
    for same in lines.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let days: Vec<NaiveDate> = same.iter().map(|line| line.2).collect();
        let lasts = same.first().and_then(|line| usual(ledger.item(line.1)));
        for known in 1..days.len() {
            let foretold = interval(&days[..known], lasts);
            if let Some(every_days) = foretold {
                let came = (days[known] - days[known - 1]).num_days();
                wrong.push((came - every_days).abs());
            }
        }
    }
    wrong.sort_unstable();
    let n = wrong.len();
    let middle = n.checked_sub(1)? / 2;
    Some(Miss {
        days: wrong[middle],
        n,
    })
}

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
    use crate::domain::id::CustomerId;

    #[test]
    fn a_day_is_foretold_from_what_was_known_before_it() {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        let mut ledger = Ledger::default();
        // Gaps of 10, 10 and 16 days: the second is foretold by 10, the third by the median of 10 and 10.
        for (who, after, item, cents) in [
            (1, 0, "tea", 100),
            (1, 10, "tea", 100),
            (1, 15, "cup", 100),
            (1, 20, "tea", 100),
            (1, 25, "tea", -100),
            (1, 36, "tea", 100),
            (2, 0, "tea", 100),
            (2, 33, "tea", 100),
        ] {
            ledger.add(CustomerId(who), first + Days::new(after), item, cents);
        }
        let told = |until: u64, usual| miss(&ledger, first + Days::new(until), |_| usual);
        assert_eq!(told(100, None), Some(Miss { days: 0, n: 2 }));
        // With a usual duration the first gap of each is foretold, too: 20, 0, 6, and 3 of the other.
        assert_eq!(told(100, Some(30)), Some(Miss { days: 3, n: 4 }));
        assert_eq!(told(19, None), None, "what came later is not known yet");
        assert_eq!(miss(&Ledger::default(), first, |_| Some(1)), None);
    }

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
