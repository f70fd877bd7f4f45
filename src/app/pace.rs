//! How far a long op is, readable and stoppable from another thread.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{Error, Result};

/// How far a long op is.
#[derive(Debug, Default)]
pub struct Pace {
    pub done: AtomicU64,
    pub total: AtomicU64,
    pub cancel: AtomicBool,
}

impl Pace {
    /// A pace over so many steps.
    #[must_use]
    pub fn over(total: usize) -> Self {
        Self {
            total: AtomicU64::new(u64::try_from(total).unwrap_or(u64::MAX)),
            ..Self::default()
        }
    }

    /// One step more, unless the user has stopped it.
    ///
    /// # Errors
    /// `Cancelled` when the user has.
    pub fn step(&self) -> Result<()> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        self.done.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// What is done, of how much.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (
            self.done.load(Ordering::Relaxed),
            self.total.load(Ordering::Relaxed),
        )
    }
}
