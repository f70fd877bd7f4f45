//! Stretches of time that figures are about, and the calendar's months. Knows no sales.

use chrono::{Days, NaiveDate};

/// A choice of period, as the desk offers it: so many days up to today, or everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Period {
    Week,
    #[default]
    Month,
    Quarter,
    Year,
    All,
}

impl Period {
    pub const ALL: [Self; 5] = [
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::All,
    ];

    /// Its days; `None` for everything.
    #[must_use]
    pub fn days(self) -> Option<u64> {
        match self {
            Self::Week => Some(7),
            Self::Month => Some(30),
            Self::Quarter => Some(90),
            Self::Year => Some(365),
            Self::All => None,
        }
    }

    /// The period that ends on a day, that day included.
    #[must_use]
    pub fn until(self, today: NaiveDate) -> Span {
        Span {
            from: self
                .days()
                .and_then(|days| today.checked_sub_days(Days::new(days - 1))),
            to: today,
        }
    }

    /// The period so many steps longer or shorter; the ends stay where they are.
    #[must_use]
    pub fn stepped(self, longer: bool) -> Self {
        let at = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        let next = if longer {
            (at + 1).min(Self::ALL.len() - 1)
        } else {
            at.saturating_sub(1)
        };
        Self::ALL[next]
    }
}

/// Days from one to another, both included. What a model says is said as of `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// `None` for everything up to `to`.
    pub from: Option<NaiveDate>,
    pub to: NaiveDate,
}

impl Span {
    #[must_use]
    pub fn has(self, day: NaiveDate) -> bool {
        day <= self.to && self.from.is_none_or(|from| from <= day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_of_seven_days_has_seven_days_and_ends_today() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let span = Period::Week.until(today);
        let days = (0..60).filter(|n| span.has(today - Days::new(*n)));
        assert_eq!(days.count(), 7);
        assert!(!span.has(today + Days::new(1)));
        assert!(Period::All.until(today).has(NaiveDate::MIN));
    }

    #[test]
    fn stepping_stops_at_both_ends() {
        assert_eq!(Period::Week.stepped(false), Period::Week);
        assert_eq!(Period::Week.stepped(true), Period::Month);
        assert_eq!(Period::All.stepped(true), Period::All);
    }
}
