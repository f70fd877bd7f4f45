//! A digest of more bytes than fit in memory. Knows no files.

use std::io::{Read, Result};

use sha2::{Digest as _, Sha256};

/// Bytes read at once.
const CHUNK: usize = 64 * 1024;

/// SHA-256 (FIPS 180-4) of everything a reader gives, in hexadecimal.
///
/// # Errors
/// Only what the reader says.
pub fn digest(mut from: impl Read) -> Result<String> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match from.read(&mut chunk)? {
            0 => break,
            n => hasher.update(chunk.get(..n).unwrap_or_default()),
        }
    }
    let bytes: [u8; 32] = hasher.finalize().into();
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_has_the_digest_of_its_bytes() {
        let told = digest(&b"abc"[..]).expect("reads");
        assert!(told.starts_with("ba7816bf8f01cfea"));
    }
}
