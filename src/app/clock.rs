//! Where the desk's time comes from. The only place that reads the system's clock.

use chrono::Local;

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
                let now = Local::now().fixed_offset();
                Now {
                    at: Millis::from(now),
                    offset: *now.offset(),
                }
            }
            Self::Fixed(now) => *now,
        }
    }
}
