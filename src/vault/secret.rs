//! What must not stay in memory: passphrases and keys, wiped when dropped. None of them can be printed.

use zeroize::{Zeroize, Zeroizing};

/// A 256-bit key.
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A fresh random key.
    ///
    /// # Errors
    /// When the system has no random source.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// Takes bytes over and wipes where they were.
    #[must_use]
    pub fn taken(bytes: &mut [u8; 32]) -> Self {
        let key = Self(Zeroizing::new(*bytes));
        bytes.zeroize();
        key
    }

    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A second copy, for a second connection.
    #[must_use]
    pub fn again(&self) -> Self {
        Self(Zeroizing::new(*self.0))
    }
}

/// The data keys of one file.
pub struct Keys {
    /// Opens the file.
    pub main: Key,
    /// Opens the cells of the sensitive tier; only managers and owners have it.
    pub sensitive: Option<Key>,
}

/// What somebody typed to get in.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes a text over; whoever had it before gave it away.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}
