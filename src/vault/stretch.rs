//! From a passphrase to a key, slowly: Argon2id (RFC 9106), its cost measured on the machine and bounded when read from a file.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use super::Fault;
use super::secret::{Key, Passphrase};

/// How much work one guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    pub memory_kib: u32,
    pub passes: u32,
}

/// The most memory a slot file may ask for: 1 GiB, so that a hostile one cannot exhaust the machine.
const MEMORY_MOST: u32 = 1024 * 1024;
const PASSES_MOST: u32 = 64;
/// What calibration aims at; never under 0.3 s, seldom over 0.8.
const WANTED: Duration = Duration::from_millis(450);

impl Cost {
    /// The least a new slot may cost: 64 MiB, three passes (RFC 9106, the second of its recommendations).
    pub const LEAST: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
    };

    /// For a slot that is never written, such as a rehearsal, and for tests.
    pub const LEAST_WORK: Self = Self {
        memory_kib: 8,
        passes: 1,
    };

    /// Whether numbers read from a file may be tried at all.
    #[must_use]
    pub fn is_bearable(self) -> bool {
        (8..=MEMORY_MOST).contains(&self.memory_kib) && (1..=PASSES_MOST).contains(&self.passes)
    }

    /// What takes about 0.45 s on this machine, never under 64 MiB and three passes. The processor's own time counts: what else the
    /// machine is doing at the moment must not make the slot cheaper for good.
    ///
    /// # Errors
    /// When the memory is not to be had.
    pub fn measured() -> Result<Self, Fault> {
        let start = busy();
        let once = Self {
            passes: 1,
            ..Self::LEAST
        };
        stretch(&Passphrase::new("measure".to_owned()), &[7; 16], once)?;
        Ok(Self::for_speed(busy().saturating_sub(start)))
    }

    /// How many passes fit the wanted time, from the time of one.
    fn for_speed(one: Duration) -> Self {
        let passes = WANTED.as_micros() / one.as_micros().max(1);
        Self {
            passes: u32::try_from(passes)
                .unwrap_or(PASSES_MOST)
                .clamp(Self::LEAST.passes, 16),
            ..Self::LEAST
        }
    }
}

/// How long the processor has worked for this thread.
#[cfg(unix)]
fn busy() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(spent).unwrap_or_default()
}

#[cfg(not(unix))]
fn busy() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

/// The key a passphrase stands for.
///
/// # Errors
/// When the cost is out of bounds, or its memory is not to be had.
pub fn stretch(passphrase: &Passphrase, salt: &[u8; 16], cost: Cost) -> Result<Key, Fault> {
    if !cost.is_bearable() {
        return Err(Fault::Damaged);
    }
    let params =
        Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|_| Fault::Damaged)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.text().as_bytes(), salt, key.as_mut_slice())
        .map_err(|_| Fault::Memory)?;
    Ok(Key::taken(&mut key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_cost_is_refused_before_memory_is_asked_for() {
        for (memory_kib, passes) in [(u32::MAX, 1), (0, 1), (64, 0), (64, u32::MAX)] {
            let cost = Cost { memory_kib, passes };
            let tried = stretch(&Passphrase::new("x".into()), &[0; 16], cost);
            assert!(matches!(tried, Err(Fault::Damaged)), "{cost:?}");
        }
    }

    #[test]
    fn a_faster_machine_makes_more_passes_and_no_machine_less_memory() {
        for (millis, passes) in [(1, 16), (90, 5), (150, 3), (2_000, 3)] {
            let cost = Cost::for_speed(Duration::from_millis(millis));
            assert_eq!((cost.passes, cost.memory_kib), (passes, 65_536), "{millis}");
        }
    }

    #[test]
    fn passphrase_and_salt_both_count() {
        let key = |text: &str, salt: u8| {
            let key = stretch(&Passphrase::new(text.into()), &[salt; 16], Cost::LEAST_WORK);
            *key.expect("a key").bytes()
        };
        assert_eq!(key("a", 1), key("a", 1));
        assert_ne!(key("a", 1), key("b", 1));
        assert_ne!(key("a", 1), key("a", 2));
    }
}
