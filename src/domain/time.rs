//! Instants and the shop's calendar day. Nothing here reads a clock.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// The instant on the wall of a place `offset` away from UTC; instants outside chrono's range become 1970.
    #[must_use]
    pub fn at(self, offset: FixedOffset) -> DateTime<FixedOffset> {
        DateTime::<Utc>::from_timestamp_millis(self.0)
            .unwrap_or_default()
            .with_timezone(&offset)
    }

    /// The calendar day of the instant in a place `offset` away from UTC.
    #[must_use]
    pub fn day(self, offset: FixedOffset) -> NaiveDate {
        self.at(offset).date_naive()
    }

    /// Whole calendar days from this instant to `today`; negative when it lies ahead.
    #[must_use]
    pub fn days_before(self, today: NaiveDate, offset: FixedOffset) -> i64 {
        (today - self.day(offset)).num_days()
    }
}

impl From<DateTime<FixedOffset>> for Millis {
    fn from(at: DateTime<FixedOffset>) -> Self {
        Self(at.timestamp_millis())
    }
}

/// One moment as the desk sees it: the instant and the shop's offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    pub at: Millis,
    pub offset: FixedOffset,
}

impl Now {
    /// The shop's calendar day.
    #[must_use]
    pub fn today(self) -> NaiveDate {
        self.at.day(self.offset)
    }

    /// 10:00 in Shanghai on a given day; `None` for a text that is no `YYYY-MM-DD` day. Tests and generated shops start here.
    #[must_use]
    pub fn morning_of(day: &str) -> Option<Self> {
        let offset = FixedOffset::east_opt(8 * 3600)?;
        let day: NaiveDate = day.parse().ok()?;
        let at = offset
            .from_local_datetime(&day.and_hms_opt(10, 0, 0)?)
            .single()?;
        Some(Self {
            at: at.into(),
            offset,
        })
    }
}
