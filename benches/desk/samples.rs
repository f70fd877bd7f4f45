//! Durations of one thing done many times, and what is told of them.

use std::time::{Duration, Instant};

use super::table::told;

/// The durations, in the order they were taken.
#[derive(Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Does something so many times.
    pub fn of(times: usize, mut work: impl FnMut()) -> Self {
        let mut samples = Self::default();
        for _ in 0..times {
            samples.time(&mut work);
        }
        samples
    }

    /// Does something once, and keeps how long it took.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.0.push(start.elapsed());
        done
    }

    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The duration that so many of a hundred do not exceed.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        sorted.get(at).copied().unwrap_or_default()
    }

    pub fn p50(&self) -> Duration {
        self.percentile(50)
    }

    pub fn least(&self) -> Duration {
        self.percentile(0)
    }

    pub fn most(&self) -> Duration {
        self.percentile(100)
    }

    /// The middle and the 95th of a hundred.
    pub fn told(&self) -> String {
        format!(
            "p50 {}, p95 {}",
            told(self.p50()),
            told(self.percentile(95))
        )
    }
}
