//! Follow-ups: what was promised and when it is due. Decides buckets and order; knows no clock.

use chrono::{Days, NaiveDate};

use crate::domain::customer::Tier;
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::time::Millis;

/// Days after today that still count as "soon".
pub const SOON_DAYS: u64 = 7;

/// Where a follow-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Progress {
    Open,
    Done,
    Cancelled,
}

impl Progress {
    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Done, Self::Cancelled]
            .into_iter()
            .find(|progress| progress.code() == code)
    }
}

/// One promise to one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    pub id: FollowUpId,
    pub customer: CustomerId,
    pub due: NaiveDate,
    pub note: String,
    pub owner: String,
    pub progress: Progress,
    pub closed_at: Option<Millis>,
    /// Why it was closed without a next step.
    pub reason: String,
}

/// The parts of the queue, in the order they are worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bucket {
    Overdue,
    Today,
    Soon,
    Later,
}

impl Bucket {
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Today, Self::Soon, Self::Later];

    /// The part of the queue in which a due day stands today.
    #[must_use]
    pub fn of(due: NaiveDate, today: NaiveDate) -> Self {
        if due < today {
            Self::Overdue
        } else if due == today {
            Self::Today
        } else if due
            <= today
                .checked_add_days(Days::new(SOON_DAYS))
                .unwrap_or(NaiveDate::MAX)
        {
            Self::Soon
        } else {
            Self::Later
        }
    }
}

/// How urgent an open follow-up is inside its bucket: the customer's value times the days it is late (F56).
#[must_use]
pub fn urgency(tier: Tier, due: NaiveDate, today: NaiveDate) -> i64 {
    let late = (today - due).num_days().clamp(0, 365);
    tier.weight() * (late + 1)
}

/// The days offered by one key after a log: a week, a month, and the tier's own cadence (F45).
#[must_use]
pub fn cadence_days(tier: Tier) -> u64 {
    match tier {
        Tier::Vip => 14,
        Tier::Regular => 30,
        Tier::Potential => 60,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_day_falls_into_one_bucket() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        for (due, bucket) in [
            ("2026-03-01", Bucket::Overdue),
            ("2026-03-02", Bucket::Today),
            ("2026-03-03", Bucket::Soon),
            ("2026-03-09", Bucket::Soon),
            ("2026-03-10", Bucket::Later),
        ] {
            assert_eq!(
                Bucket::of(due.parse().expect("a day"), today),
                bucket,
                "{due}"
            );
        }
    }

    #[test]
    fn a_vip_one_day_late_goes_before_a_prospect_two_days_late() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 10).expect("a day");
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert!(
            urgency(Tier::Vip, day("2026-03-09"), today)
                > urgency(Tier::Potential, day("2026-03-08"), today)
        );
        assert!(
            urgency(Tier::Regular, day("2026-03-01"), today)
                > urgency(Tier::Regular, day("2026-03-08"), today)
        );
    }
}
