//! Digests and randomness. The only place that knows cryptography; it never sees a row.

use sha2::{Digest as _, Sha256};

/// SHA-256 (FIPS 180-4).
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 of everything a reader has, and how many bytes that were.
///
/// # Errors
/// When it cannot be read to its end.
pub fn digest_of(mut from: impl std::io::Read) -> std::io::Result<(u64, [u8; 32])> {
    let mut digest = Sha256::new();
    let mut bytes = vec![0; 1 << 16];
    let mut length = 0;
    loop {
        match from.read(&mut bytes) {
            Ok(0) => return Ok((length, digest.finalize().into())),
            Ok(read) => {
                digest.update(&bytes[..read]);
                length += read as u64;
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
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
    fn a_stream_has_the_digest_of_its_bytes() {
        let bytes = vec![7; 200_000];
        let (length, streamed) = digest_of(bytes.as_slice()).expect("reads");
        assert_eq!((length, streamed), (200_000, digest(&bytes)));
    }

    #[test]
    fn two_draws_differ() {
        assert_ne!(random().expect("a source"), random().expect("a source"));
    }
}
