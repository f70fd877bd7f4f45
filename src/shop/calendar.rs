//! The shop's days, counted from today. Reads no clock.

use chrono::{Days, FixedOffset, NaiveDate, NaiveTime, TimeZone};

use crate::domain::birthday::Birthday;
use crate::domain::time::{Millis, Now};

/// Today and the place the shop is in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    pub(super) today: NaiveDate,
    offset: FixedOffset,
}

impl Calendar {
    pub(super) fn of(now: Now) -> Self {
        Self {
            today: now.today(),
            offset: now.offset,
        }
    }

    /// The day so many days from today; earlier ones are negative.
    pub(super) fn day(self, days: i64) -> NaiveDate {
        let step = Days::new(days.unsigned_abs());
        let day = if days < 0 {
            self.today.checked_sub_days(step)
        } else {
            self.today.checked_add_days(step)
        };
        day.unwrap_or(self.today)
    }

    /// An instant on the shop's wall.
    pub(super) fn at(self, days: i64, hour: u32, minute: u32) -> Millis {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        self.offset
            .from_local_datetime(&self.day(days).and_time(time))
            .single()
            .map_or(Millis(0), Millis::from)
    }

    /// Days from today to the day of an instant.
    pub(super) fn days_to(self, at: Millis) -> i64 {
        -at.days_before(self.today, self.offset)
    }

    /// The birthday by the lunar calendar that is kept on that day.
    pub(super) fn lunar_birthday(self, days: i64, year: i32) -> Option<Birthday> {
        let day = self.day(days);
        (1..=12)
            .flat_map(|month| (1..=30).map(move |day| (month, day)))
            .filter_map(|(month, day)| Birthday::lunar(Some(year), month, false, day))
            .find(|birthday| birthday.next_on_or_after(day) == Some(day))
    }
}
