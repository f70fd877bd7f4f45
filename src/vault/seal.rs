//! Sealing: a key under a key, a key to a public key, a cell of the sensitive tier. XChaCha20-Poly1305 (RFC 8439, extended nonce),
//! X25519 (RFC 7748), HKDF-SHA-256 (RFC 5869). Whatever names the sealed thing is bound to it as associated data.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::Fault;
use super::secret::Key;

const NONCE: usize = 24;
const TAG: usize = 16;
/// A key under a key: nonce, key, tag.
pub const WRAPPED: usize = NONCE + 32 + TAG;
/// A key to a public key: the sender's one-time public key, then as above.
pub const SEALED: usize = 32 + WRAPPED;
/// Cells are padded to a multiple of this, so that the length of a number does not tell whose it is.
const CELL_BLOCK: usize = 32;
/// The longest cell, in bytes.
const CELL_MOST: usize = 64 * 1024;

/// A key for one purpose, from a key.
#[must_use]
pub fn derived(key: &Key, salt: &[u8], purpose: &[u8]) -> Key {
    let mut bytes = Zeroizing::new([0; 32]);
    let hkdf = Hkdf::<Sha256>::new(Some(salt), key.bytes());
    // 32 bytes are always within what HKDF-SHA-256 can give.
    if hkdf.expand(purpose, bytes.as_mut_slice()).is_err() {
        bytes.fill(0);
    }
    Key::taken(&mut bytes)
}

/// A key as HMAC takes it: filled with zeros to the hash's block (RFC 2104).
fn block(key: &Key) -> Zeroizing<[u8; 64]> {
    let mut block = Zeroizing::new([0; 64]);
    for (to, from) in block.iter_mut().zip(key.bytes()) {
        *to = *from;
    }
    block
}

/// HMAC-SHA-256 (RFC 2104).
#[must_use]
pub fn mac(key: &Key, bytes: &[u8]) -> [u8; 32] {
    <Hmac<Sha256> as hmac::KeyInit>::new((&*block(key)).into())
        .chain_update(bytes)
        .finalize()
        .into_bytes()
        .into()
}

/// Whether a MAC is right, in a time that does not tell how wrong it is.
#[must_use]
pub fn is_mac(key: &Key, bytes: &[u8], mac: &[u8]) -> bool {
    <Hmac<Sha256> as hmac::KeyInit>::new((&*block(key)).into())
        .chain_update(bytes)
        .verify_slice(mac)
        .is_ok()
}

fn encrypted(key: &Key, plain: &[u8], bound: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = vec![0; NONCE];
    getrandom::fill(&mut out).map_err(|_| Fault::NoRandom)?;
    let mut nonce = [0; NONCE];
    nonce.copy_from_slice(&out);
    let payload = Payload {
        msg: plain,
        aad: bound,
    };
    let sealed = XChaCha20Poly1305::new(key.bytes().into())
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| Fault::Damaged)?;
    out.extend(sealed);
    Ok(out)
}

fn decrypted(key: &Key, sealed: &[u8], bound: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Fault::Wrong)?;
    let payload = Payload {
        msg: sealed,
        aad: bound,
    };
    XChaCha20Poly1305::new(key.bytes().into())
        .decrypt(&XNonce::from(*nonce), payload)
        .map(Zeroizing::new)
        .map_err(|_| Fault::Wrong)
}

fn key_of(bytes: &[u8]) -> Result<Key, Fault> {
    let mut key: Zeroizing<[u8; 32]> = Zeroizing::new(bytes.try_into().map_err(|_| Fault::Wrong)?);
    Ok(Key::taken(&mut key))
}

/// A key under a key.
pub(super) fn wrap(under: &Key, key: &Key, bound: &[u8]) -> Result<[u8; WRAPPED], Fault> {
    let sealed = encrypted(under, key.bytes(), bound)?;
    sealed.try_into().map_err(|_| Fault::Damaged)
}

/// The key that was wrapped.
pub(super) fn unwrap(under: &Key, wrapped: &[u8; WRAPPED], bound: &[u8]) -> Result<Key, Fault> {
    key_of(&decrypted(under, wrapped, bound)?)
}

/// The public half of a private key.
pub(super) fn public_of(private: &Key) -> [u8; 32] {
    PublicKey::from(&StaticSecret::from(*private.bytes())).to_bytes()
}

/// What both sides of a sealed letter share.
fn shared(
    private: &Key,
    their: [u8; 32],
    sender: [u8; 32],
    reader: [u8; 32],
) -> Result<Key, Fault> {
    let shared = StaticSecret::from(*private.bytes()).diffie_hellman(&PublicKey::from(their));
    if !shared.was_contributory() {
        return Err(Fault::Wrong);
    }
    let mut bytes = Zeroizing::new(shared.to_bytes());
    let salt = [sender, reader].concat();
    Ok(derived(&Key::taken(&mut bytes), &salt, b"shuke sealed to"))
}

/// A key that only the holder of the private half can take out.
pub(super) fn seal_to(public: [u8; 32], key: &Key, bound: &[u8]) -> Result<[u8; SEALED], Fault> {
    let once = Key::fresh().map_err(|_| Fault::NoRandom)?;
    let sender = public_of(&once);
    let under = shared(&once, public, sender, public)?;
    let mut sealed = [0; SEALED];
    sealed[..32].copy_from_slice(&sender);
    sealed[32..].copy_from_slice(&wrap(&under, key, bound)?);
    Ok(sealed)
}

/// The key that was sealed to this private key's public half.
pub(super) fn open_sealed(
    private: &Key,
    sealed: &[u8; SEALED],
    bound: &[u8],
) -> Result<Key, Fault> {
    let (sender, wrapped) = sealed.split_first_chunk::<32>().ok_or(Fault::Wrong)?;
    let wrapped: &[u8; WRAPPED] = wrapped.try_into().map_err(|_| Fault::Wrong)?;
    let under = shared(private, *sender, *sender, public_of(private))?;
    unwrap(&under, wrapped, bound)
}

/// Where a sensitive value lies: bound to it, so that it cannot be moved to another person or field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    pub table: &'a str,
    pub column: &'a str,
    pub row: i64,
}

impl Place<'_> {
    fn bound(&self) -> Vec<u8> {
        let mut bytes = b"shuke cell\0".to_vec();
        bytes.extend(self.row.to_be_bytes());
        bytes.extend(self.table.as_bytes());
        bytes.push(0);
        bytes.extend(self.column.as_bytes());
        bytes
    }
}

/// A sensitive value as the file keeps it: padded, then sealed to its place.
///
/// # Errors
/// When the value is too long or there is no random source.
pub fn seal_cell(sensitive: &Key, place: Place, value: &str) -> Result<Vec<u8>, Fault> {
    if value.len() > CELL_MOST {
        return Err(Fault::TooLong);
    }
    let mut padded = Zeroizing::new(Vec::with_capacity(value.len() + CELL_BLOCK + 4));
    padded.extend(u32::try_from(value.len()).unwrap_or(0).to_be_bytes());
    padded.extend(value.as_bytes());
    let full = padded.len().next_multiple_of(CELL_BLOCK);
    padded.resize(full, 0);
    encrypted(sensitive, &padded, &place.bound())
}

/// The value of a sensitive cell.
///
/// # Errors
/// `Wrong` when the key does not fit or the value was altered or moved.
pub fn open_cell(sensitive: &Key, place: Place, sealed: &[u8]) -> Result<Zeroizing<String>, Fault> {
    let padded = decrypted(sensitive, sealed, &place.bound())?;
    let (length, rest) = padded.split_first_chunk::<4>().ok_or(Fault::Wrong)?;
    let length = u32::from_be_bytes(*length) as usize;
    let bytes = rest.get(..length).ok_or(Fault::Wrong)?;
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Wrong)?;
    Ok(Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u8) -> Key {
        Key::taken(&mut [n; 32])
    }

    #[test]
    fn the_mac_is_hmac_sha_256() {
        // RFC 4231, test case 1, its key filled with zeros to 32 bytes, which HMAC does anyway.
        let mut bytes = [0; 32];
        bytes[..20].fill(0x0b);
        let got = mac(&Key::taken(&mut bytes), b"Hi There");
        assert_eq!(got[..4], [0xb0, 0x34, 0x4c, 0x61]);
    }

    #[test]
    fn a_sealed_key_opens_only_for_its_reader_and_its_name() {
        let (reader, other, data) = (key(1), key(2), key(3));
        let sealed = seal_to(public_of(&reader), &data, b"anna").expect("sealed");
        let opened = open_sealed(&reader, &sealed, b"anna").expect("opened");
        assert_eq!(opened.bytes(), data.bytes());
        assert!(open_sealed(&other, &sealed, b"anna").is_err());
        assert!(open_sealed(&reader, &sealed, b"bert").is_err());
    }

    #[test]
    fn a_low_order_public_key_is_refused() {
        assert!(seal_to([0; 32], &key(3), b"").is_err());
    }

    #[test]
    fn a_cell_cannot_be_read_elsewhere_or_altered_and_hides_its_length() {
        let place = Place {
            table: "custom_value",
            column: "value",
            row: 7,
        };
        let sealed = seal_cell(&key(1), place, "110101199003074477").expect("sealed");
        let short = seal_cell(&key(1), place, "1").expect("sealed");
        assert_eq!(sealed.len(), short.len(), "padded");
        let open = |key: &Key, place, sealed: &[u8]| {
            open_cell(key, place, sealed)
                .ok()
                .map(|text| text.to_string())
        };
        assert_eq!(
            open(&key(1), place, &sealed).as_deref(),
            Some("110101199003074477")
        );
        assert_eq!(open(&key(2), place, &sealed), None);
        assert_eq!(open(&key(1), Place { row: 8, ..place }, &sealed), None);
        assert_eq!(
            open(
                &key(1),
                Place {
                    column: "note",
                    ..place
                },
                &sealed
            ),
            None
        );
        for n in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[n] ^= 1;
            assert_eq!(open(&key(1), place, &bent), None, "byte {n}");
        }
    }
}
