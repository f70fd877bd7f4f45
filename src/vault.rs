//! Digests and randomness. The only place that knows cryptography; it never sees a row.

pub mod stream;

use sha2::{Digest as _, Sha256};

/// SHA-256 (FIPS 180-4).
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// 32 fresh random bytes from the operating system.
///
/// # Errors
/// When the system has no random source.
pub fn random() -> Result<[u8; 32], getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_sha_256() {
        // FIPS 180-4 example: SHA-256("abc").
        assert_eq!(digest(b"abc")[..4], [0xba, 0x78, 0x16, 0xbf]);
    }

    #[test]
    fn two_draws_differ() {
        assert_ne!(random().expect("a source"), random().expect("a source"));
    }
}
