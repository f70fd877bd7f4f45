//! Wrong tries: how long the next one waits, and which are still to be written into the history. Whoever has a copy of the files is
//! not held up by this, only by what each guess costs.

use super::Fault;
use super::bytes::Reader;

/// So many wrong tries cost no waiting.
const FREE: u32 = 5;
/// The longest wait, in seconds.
const LONGEST: u64 = 900;
/// So many tries are kept until somebody gets in; the count goes on.
const KEPT: usize = 64;

/// One wrong try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// UTC milliseconds.
    pub at: i64,
    /// The agent whose slot was tried; 0 when no user of that name is known.
    pub agent: i64,
}

/// The wrong tries since somebody last got in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attempts {
    pub count: u32,
    pub last: i64,
    pub told: Vec<Attempt>,
}

impl Attempts {
    /// Seconds to wait at `now`: 2ⁿ after the free tries, at most 15 minutes. A clock set back does not shorten the wait.
    #[must_use]
    pub fn wait(&self, now: i64) -> u64 {
        let Some(over) = self.count.checked_sub(FREE) else {
            return 0;
        };
        let wait = 1_u64.checked_shl(over).unwrap_or(LONGEST).min(LONGEST);
        let passed = u64::try_from(now.saturating_sub(self.last)).unwrap_or(0) / 1000;
        wait.saturating_sub(passed)
    }

    /// Notes one more.
    pub fn failed(&mut self, attempt: Attempt) {
        self.count = self.count.saturating_add(1);
        self.last = attempt.at;
        if self.told.len() < KEPT {
            self.told.push(attempt);
        }
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend(self.count.to_be_bytes());
        out.extend(self.last.to_be_bytes());
        let told: Vec<_> = self.told.iter().take(KEPT).collect();
        out.push(u8::try_from(told.len()).unwrap_or(0));
        for attempt in told {
            out.extend(attempt.at.to_be_bytes());
            out.extend(attempt.agent.to_be_bytes());
        }
        let sum = super::digest(&out);
        out.extend(sum);
        out
    }

    /// What cannot be read counts as no tries: the count is no secret and guards nothing but a keyboard.
    pub(super) fn read(bytes: &[u8]) -> Self {
        Self::parsed(bytes).unwrap_or_default()
    }

    fn parsed(bytes: &[u8]) -> Result<Self, Fault> {
        let (body, sum) = bytes.split_last_chunk::<32>().ok_or(Fault::Damaged)?;
        if super::digest(body) != *sum {
            return Err(Fault::Damaged);
        }
        let mut reader = Reader(body);
        let (count, last) = (reader.u32()?, reader.i64()?);
        let told = (0..reader.u8()?)
            .map(|_| {
                Ok(Attempt {
                    at: reader.i64()?,
                    agent: reader.i64()?,
                })
            })
            .collect::<Result<_, Fault>>()?;
        Ok(Self { count, last, told })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_tries_are_free_and_then_each_waits_twice_as_long() {
        for (count, passed, want) in [
            (0, 0, 0),
            (4, 0, 0),
            (5, 0, 1),
            (6, 0, 2),
            (9, 0, 16),
            (9, 10_000, 6),
            (9, 60_000, 0),
            (15, 0, 900),
            (400, 0, 900),
            (9, -3_600_000, 16),
        ] {
            let attempts = Attempts {
                count,
                last: 1_000_000_000,
                told: Vec::new(),
            };
            assert_eq!(
                attempts.wait(1_000_000_000 + passed),
                want,
                "{count} {passed}"
            );
        }
    }

    #[test]
    fn tries_are_read_back_and_rubbish_is_none() {
        let mut attempts = Attempts::default();
        for n in 0..100 {
            attempts.failed(Attempt {
                at: n,
                agent: n % 3,
            });
        }
        let bytes = attempts.write();
        assert_eq!(Attempts::read(&bytes), attempts);
        assert_eq!((attempts.count, attempts.told.len()), (100, KEPT));
        assert_eq!(Attempts::read(&bytes[1..]), Attempts::default());
        assert_eq!(Attempts::read(b""), Attempts::default());
    }
}
