//! Where the desk's time comes from. The only place that reads the system's clock.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Local, Offset, TimeZone};

use crate::domain::time::{Millis, Now};

/// The system's clock, or one that stands still.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    System,
    Fixed(Now),
}

impl Clock {
    /// The moment.
    #[must_use]
    pub fn now(&self) -> Now {
        match self {
            Self::System => {
                // A clock that was set to before 1970 must not stop the program, as chrono's own would.
                let since = SystemTime::now().duration_since(UNIX_EPOCH);
                let at = since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0));
                let utc = DateTime::from_timestamp_millis(at).unwrap_or_default();
                Now {
                    at: Millis(at),
                    offset: Local.offset_from_utc_datetime(&utc.naive_utc()).fix(),
                }
            }
            Self::Fixed(now) => *now,
        }
    }
}
