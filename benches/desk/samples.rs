//! Durations of one thing done many times, and what is told of them.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use super::table::told;

/// The durations, in the order they were taken.
#[derive(Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Works so many times.
    pub fn of(times: usize, mut work: impl FnMut()) -> Self {
        let mut samples = Self::default();
        for _ in 0..times {
            samples.work(&mut work);
        }
        samples
    }

    /// Does something once, and keeps how long this thread worked on it: whoever else is busy on the machine does not count.
    pub fn work<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = processor_time();
        let done = work();
        self.0.push(processor_time() - start);
        done
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

    pub fn sum(&self) -> Duration {
        self.0.iter().sum()
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

/// What this thread has used of a processor.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let (seconds, nanos) = (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec));
    Duration::new(seconds.unwrap_or(0), nanos.unwrap_or(0))
}
