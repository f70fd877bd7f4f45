//! Keeping text that nobody has saved yet, so that a crash loses none of it. Outside the history: it is no part of the shop, and every
//! pause in typing would be an op.

use super::sensitive::Tier;
use super::{App, Error, Result};
use crate::domain::draft::Unsaved;
use crate::domain::role::Capability;
use crate::store::{self, secret::Kept};

impl App {
    /// Keeps what this window has unsaved, in place of what it kept before; forgets it when nothing is.
    ///
    /// # Errors
    /// The desk only reads, or whatever the store says.
    pub fn keep_draft(&mut self, unsaved: Option<&Unsaved>) -> Result<()> {
        match (unsaved.filter(|unsaved| unsaved.fits()), self.draft) {
            (Some(unsaved), own) => {
                let (at, tier) = (self.now().at, self.tier());
                // What somebody types who may see the sensitive tier may belong to it.
                let seal = |cell, texts: String| match &tier {
                    Tier::Held(_) => tier.kept(cell, &texts),
                    Tier::Open | Tier::Absent | Tier::Denied => Ok(Kept::Text(texts)),
                };
                self.draft = Some(self.write(|db| store::draft::put(db, own, unsaved, at, seal))?);
            }
            (None, Some(own)) => {
                self.write(|db| Ok(store::draft::delete(db, own)?))?;
                self.draft = None;
            }
            (None, None) => {}
        }
        Ok(())
    }

    /// Takes an earlier window's unsaved text over: from now on it is this one's.
    pub fn adopt_draft(&mut self, id: i64) {
        self.draft = Some(id);
    }

    fn write<T>(&mut self, write: impl FnOnce(&store::Db) -> Result<T>) -> Result<T> {
        if self.is_read_only() {
            return Err(Error::ReadOnly);
        }
        self.require(Capability::Write)?;
        self.sound()?;
        let kept = (|| {
            let tx = store::file::begin(&mut self.db)?;
            let kept = write(&tx)?;
            store::file::commit(tx)?;
            Ok(kept)
        })();
        kept.map_err(|error: Error| self.stopped(error))
    }
}
