//! What happens to the file as a whole, as far as the history must tell it: an older state accepted or restored, rows saved out of a
//! damaged file. The work itself is done by `app::backup`, `app::anchor` and `app::salvage`.

use std::path::PathBuf;

use super::{Done, Result, Work};
use crate::domain::id::OpId;
use crate::store;
use crate::store::backup::Key;

/// A note in the history about the whole file.
#[derive(Clone)]
pub enum Op {
    /// Somebody goes on with a file that lacks an op this computer has seen.
    Accept { missing: OpId },
    /// The file's content was put in place from this backup.
    Restore { name: String },
    /// Every row that could be read of a damaged file was brought here.
    Salvage { from: PathBuf, key: Option<Key> },
}

/// The derived `Debug` would print the key.
impl std::fmt::Debug for Op {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Accept { .. } => "file.accept",
            Self::Restore { .. } => "file.restore",
            Self::Salvage { .. } => "file.salvage",
        }
    }

    /// What the history keeps beside the name: ids and names of files, nobody's data.
    pub(super) fn purpose(&self) -> String {
        match self {
            Self::Accept { missing } => missing.to_string(),
            Self::Restore { name } => name.clone(),
            Self::Salvage { .. } => String::new(),
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        if let Self::Salvage { from, key } = self {
            store::salvage::pour(work.db, from, key.as_ref())?;
            work.ids.rise_to(store::salvage::highest_id(work.db)?);
        }
        Ok(Done::several(1))
    }
}
