//! Values of the sensitive tier: sealed with a key that only managers and owners hold, each to the place where it lies. A column that
//! keeps such values is sealed anew by `rekey`, which changes this key too: whoever adds the first one adds that step there.

use zeroize::Zeroizing;

use super::{App, Error, Result};
use crate::domain::role::Capability;
pub use crate::vault::seal::Place;
use crate::vault::seal::{open_cell, seal_cell};
use crate::vault::secret::Key;

impl App {
    /// A value as the file keeps it.
    ///
    /// # Errors
    /// Not a manager or an owner; `NotEncrypted` in a plain file, which has no such tier.
    pub fn seal_sensitive(&self, place: Place, value: &str) -> Result<Vec<u8>> {
        Ok(seal_cell(self.sensitive_key()?, place, value)?)
    }

    /// The value that was sealed there.
    ///
    /// # Errors
    /// As `seal_sensitive`; `Vault(Wrong)` when it was altered or moved.
    pub fn open_sensitive(&self, place: Place, sealed: &[u8]) -> Result<Zeroizing<String>> {
        Ok(open_cell(self.sensitive_key()?, place, sealed)?)
    }

    fn sensitive_key(&self) -> Result<&Key> {
        self.require(Capability::SeeSensitive)?;
        self.sensitive.as_ref().ok_or(Error::NotEncrypted)
    }
}
