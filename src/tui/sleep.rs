//! Whether the machine was asleep: the clock that goes on through sleep has then moved further than the one that stands still.

use std::time::Duration;

/// Less than this is no sleep but rounding.
#[cfg(target_os = "linux")]
const LEAST: Duration = Duration::from_secs(2);

/// How much sleep there had been when it was last looked at.
pub struct Sleep(Duration);

impl Sleep {
    #[must_use]
    pub fn watched() -> Self {
        Self(slept())
    }

    /// Whether the machine has slept since this was last asked.
    #[cfg(target_os = "linux")]
    pub fn is_over(&mut self) -> bool {
        let now = slept();
        let before = std::mem::replace(&mut self.0, now);
        now.saturating_sub(before) >= LEAST
    }

    /// Elsewhere the idle lock catches it: the wall clock goes on through sleep.
    #[cfg(not(target_os = "linux"))]
    pub fn is_over(&mut self) -> bool {
        !self.0.is_zero()
    }
}

#[cfg(target_os = "linux")]
fn slept() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let of = |clock| Duration::try_from(clock_gettime(clock)).unwrap_or_default();
    of(ClockId::Boottime).saturating_sub(of(ClockId::Monotonic))
}

#[cfg(not(target_os = "linux"))]
fn slept() -> Duration {
    Duration::ZERO
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_machine_that_stays_awake_has_not_slept_and_a_gap_is_seen() {
        let mut sleep = Sleep::watched();
        assert!(!sleep.is_over());
        sleep.0 = sleep.0.saturating_sub(Duration::from_secs(60));
        let is_seen = sleep.is_over();
        // A machine that was never asleep has no minute to take away.
        assert_eq!(is_seen, slept() >= LEAST);
    }
}
