//! Getting in: whether a file is locked, who can open it, and what whoever got in holds. Nothing here draws or asks.

use std::path::{Path, PathBuf};

use super::clock::Clock;
use super::index::FindIndex;
use super::op::Op;
use super::{Access, App, Result, desk, sensitive};
use crate::domain::history::Source;
use crate::domain::id::AgentId;
pub use crate::domain::role::Role;
use crate::domain::time::Millis;
use crate::store;
use crate::vault::table::Unlocked;
pub use crate::vault::{Fault, copies::paths, passphrase::Weak, recovery};
use crate::vault::{attempt::Attempt, copies};
pub use crate::vault::{secret::Passphrase, stretch::Cost};

/// What a new slot costs: measured on this machine, and next to nothing in a build for tests.
///
/// # Errors
/// When the memory is not to be had.
pub fn cost() -> Result<Cost> {
    if cfg!(feature = "testkit") {
        return Ok(Cost::LEAST_WORK);
    }
    Ok(Cost::measured()?)
}

/// Whether this may guard a file.
///
/// # Errors
/// `Vault(Weak)`.
pub fn check(text: &str) -> Result<()> {
    Ok(crate::vault::passphrase::check(text).map_err(Fault::Weak)?)
}

/// What stands at the entrance of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Door {
    /// It opens without a passphrase, or is no file that could be locked.
    Open,
    /// It is encrypted; these are the names of those who can open it.
    Locked(Vec<String>),
}

/// Whether keys lie beside a file, so that its content, and that of its backups, takes a passphrase.
#[must_use]
pub fn keys_lie_beside(path: &Path) -> bool {
    copies::exist(path) && !store::cipher::is_plain(path).unwrap_or(false)
}

/// Looks at the entrance of a file. Only before any connection to it is open in this program.
///
/// # Errors
/// The file is encrypted and its key file is damaged.
pub fn door(path: &Path) -> Result<Door> {
    if !copies::exist(path) || store::cipher::is_plain(path).unwrap_or(true) {
        return Ok(Door::Open);
    }
    let table = copies::read(path)?;
    Ok(Door::Locked(
        table.users().map(|user| user.name.clone()).collect(),
    ))
}

/// Somebody got in: with this a file opens, as often as it is needed. Wiped when dropped.
pub struct Pass {
    path: PathBuf,
    pub(super) unlocked: Unlocked,
    pub(super) at: Millis,
    /// Wrong tries that are still to be noted in the history.
    missed: Vec<Attempt>,
}

impl Pass {
    #[must_use]
    pub fn name(&self) -> &str {
        &self.unlocked.user.name
    }

    #[must_use]
    pub fn role(&self) -> Role {
        self.unlocked.user.role
    }

    /// The same keys for another file that they open: the one a backup is restored to.
    #[must_use]
    pub fn for_file(mut self, path: &Path) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    /// The key that the file opens with.
    pub(super) fn raw_key(&self) -> Option<&store::cipher::RawKey> {
        self.unlocked
            .keys()
            .next()
            .map(|(_, keys)| keys.main.bytes())
    }

    #[must_use]
    pub fn agent(&self) -> AgentId {
        AgentId(self.unlocked.user.agent)
    }

    /// Tries a passphrase (or the recovery code). Takes the better part of a second, on purpose: never on the screen's thread.
    ///
    /// # Errors
    /// `Vault(Wrong)`, the same for a wrong passphrase and an unknown user; `Vault(Wait)` after too many tries.
    pub fn unlock(
        path: &Path,
        name: Option<&str>,
        passphrase: &Passphrase,
        clock: Clock,
    ) -> Result<Self> {
        let mut table = copies::read(path)?;
        let at = clock.now().at;
        match table.attempts.wait(at.0) {
            0 => {}
            seconds => return Err(Fault::Wait(seconds).into()),
        }
        let mut unlocked = match table.unlock(name, passphrase) {
            Ok(unlocked) => unlocked,
            Err(Fault::Wrong) => {
                table.failed(at.0, table.agent_meant(name));
                match copies::write(path, &table) {
                    // A medium that cannot be written keeps no count; the cost of each try remains.
                    Ok(()) | Err(_) => {}
                }
                return Err(Fault::Wrong.into());
            }
            Err(fault) => return Err(fault.into()),
        };
        if table.is_between() {
            finish(path, &mut table, &mut unlocked)?;
        }
        Ok(Self {
            path: path.to_owned(),
            unlocked,
            at,
            missed: table.attempts.told,
        })
    }
}

/// A change of keys was cut off: whichever keys open the file are the ones that stay.
fn finish(
    path: &Path,
    table: &mut crate::vault::table::Table,
    unlocked: &mut Unlocked,
) -> Result<()> {
    let mut fits = None;
    for (epoch, keys) in unlocked.keys() {
        match store::file::open_with(
            path,
            Access::Read,
            crate::vault::digest,
            Some(keys.main.bytes()),
        ) {
            Ok(db) => {
                drop(db);
                fits = Some(epoch);
                break;
            }
            Err(store::Error::Locked(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let epoch = fits.ok_or_else(|| store::Error::Locked(path.to_owned()))?;
    table.settle(unlocked, epoch)?;
    match copies::write(path, table) {
        // It is settled again at the next start.
        Ok(()) | Err(_) => Ok(()),
    }
}

impl App {
    /// Opens the desk file of a pass.
    ///
    /// # Errors
    /// As `open`; `Locked` when the keys do not fit the file.
    pub fn open_with(pass: &Pass, access: Access, clock: Clock, source: Source) -> Result<Self> {
        let path = pass.path.as_path();
        let (_, keys) = pass.unlocked.keys().next().ok_or(Fault::Damaged)?;
        let opened = super::connect(path, access, &clock, Some(keys.main.bytes()))?;
        let mut app = Self::over(opened, Some(path.to_owned()), clock, source);
        app.role = pass.role();
        app.agent = pass.agent();
        app.unlocked_at = pass.at;
        app.is_encrypted = true;
        app.key = Some(keys.main.again());
        app.index = FindIndex::without_contacts(app.hides_contacts());
        app.sensitive = keys
            .sensitive
            .as_ref()
            .map(crate::vault::secret::Key::again);
        if let Some(key) = &app.sensitive {
            sensitive::read_with(&app.db, key)?;
        }
        app.note_missed(&pass.missed)?;
        Ok(app)
    }

    /// Writes wrong tries into the history, then forgets their count.
    fn note_missed(&mut self, missed: &[Attempt]) -> Result<()> {
        let Some(path) = self
            .path
            .clone()
            .filter(|_| !missed.is_empty() && !self.is_read_only())
        else {
            return Ok(());
        };
        let mut table = copies::read(&path)?;
        if table.attempts.told.is_empty() {
            // Another window was faster.
            return Ok(());
        }
        let offset = self.now().offset;
        for attempt in missed {
            let at = Millis(attempt.at).at(offset).to_rfc3339();
            self.run(&Op::Desk(desk::Op::Refused {
                at,
                agent: attempt.agent,
            }))?;
        }
        table.attempts = crate::vault::attempt::Attempts::default();
        Ok(copies::write(&path, &table)?)
    }

    /// Before this desk is left for the lock screen: what was read of an encrypted file shall not stay in memory.
    pub fn wipe(&self) {
        if self.is_encrypted {
            // One that cannot be told so is closed all the same.
            drop(store::cipher::wipe_what_is_freed(&self.db));
        }
    }

    /// Whether this desk lies in an encrypted file.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.is_encrypted
    }

    /// The bundled C libraries and their versions.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn bundled(&self) -> Result<[(&'static str, String); 3]> {
        Ok(store::cipher::bundled(&self.db)?)
    }

    /// What whoever sits here is.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }
}
