//! Digests, randomness, keys and who holds them. The only place that knows cryptography; it never sees a row of the desk.
// What is read here comes from disks and strangers: nothing in it may stop the program.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod attempt;
mod bytes;
pub mod copies;
pub mod passphrase;
pub mod recovery;
pub mod seal;
pub mod secret;
pub mod slot;
pub mod stretch;
pub mod table;

pub mod stream;

use sha2::{Digest as _, Sha256};

/// Why a lock stayed shut. None of them says whether a user is known.
#[derive(Debug)]
pub enum Fault {
    /// No slot opens with this passphrase, or what it opens was sealed for something else.
    Wrong,
    /// Too many wrong tries; the next one is free in so many seconds.
    Wait(u64),
    /// Neither copy of the key file can be read as one.
    Damaged,
    /// The table of users was changed by somebody who holds no manager's key.
    Forged,
    /// The passphrase is not good enough.
    Weak(passphrase::Weak),
    /// There is a user of this name already.
    Taken,
    /// No user has this name.
    Unknown,
    /// Without an owner nobody could ever change anything again.
    LastOwner,
    /// More users than the file has room for.
    Full,
    TooLong,
    NoRandom,
    /// The memory a passphrase costs is not to be had.
    Memory,
    Io(std::path::PathBuf, std::io::Error),
}

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
                digest.update(bytes.get(..read).unwrap_or_default());
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
