//! How long records are kept, and from when that counts. The times proposed are a start for the owner, not legal advice.

use super::id::CustomerId;
use super::time::Millis;

/// A jump of the clock by more than this, in milliseconds (30 days), and nothing is destroyed on its word.
pub const JUMP_MS: i64 = 30 * DAY_MS;
/// One day, in milliseconds.
pub const DAY_MS: i64 = 86_400_000;
/// The longest time that can be set, in days: a hundred years.
pub const DAYS_MAX: i64 = 36_500;

/// A kind of record with a time of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// Never bought anything: from the last contact.
    Prospect,
    /// Bought something: from the last purchase or contact.
    Trade,
    /// Lies in the bin: from the day it was put there.
    Binned,
    /// A consent to marketing: from the last contact. It lapses; nothing is destroyed.
    Marketing,
}

impl Category {
    pub const ALL: [Self; 4] = [Self::Prospect, Self::Trade, Self::Binned, Self::Marketing];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Prospect => "prospect",
            Self::Trade => "trade",
            Self::Binned => "binned",
            Self::Marketing => "marketing",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.code() == code)
    }

    /// The days proposed.
    #[must_use]
    pub fn proposed_days(self) -> i64 {
        match self {
            Self::Prospect => 365,
            Self::Trade => 3 * 365,
            Self::Binned => 30,
            Self::Marketing => 2 * 365,
        }
    }
}

/// Somebody whose time is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub customer: CustomerId,
    pub name: String,
    pub category: Category,
    /// From when the time counts.
    pub since: Millis,
}

/// Whether the clock may be believed, when the file was last written then.
#[must_use]
pub fn is_clock_steady(last_write: Option<Millis>, now: Millis) -> bool {
    last_write.is_none_or(|last| (0..=JUMP_MS).contains(&(now.0 - last.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_jumped_more_than_thirty_days_is_not_believed() {
        let last = Millis(1_700_000_000_000);
        for (days, steady) in [
            (0, true),
            (30, true),
            (31, false),
            (-1, false),
            (4000, false),
        ] {
            let now = Millis(last.0 + days * DAY_MS);
            assert_eq!(is_clock_steady(Some(last), now), steady, "{days}");
        }
        assert!(is_clock_steady(None, last));
    }
}
