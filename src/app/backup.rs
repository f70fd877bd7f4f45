//! Backups of the whole file: making one, which counts only once it was opened, checked and compared; keeping a few; a second place for
//! them; a rehearsal that one can be restored. Restoring is `app::restore`'s business, which to keep is `domain::rotation`'s.

mod manifest;
mod shelf;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};

use super::pace::Pace;
use super::{App, Error, Result, doctor};
use crate::domain::role::Capability;
use crate::domain::rotation::{self, Reason};
use crate::domain::time::Millis;
use crate::store::backup::{self as copies, Go};
use crate::store::cipher::RawKey;
use crate::store::{self, Db};
use crate::vault;

pub use manifest::Kept;
pub use shelf::{Rehearsed, Shelf};

/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;
/// After so long without a backup somebody must be told.
pub const OLD_MS: i64 = 3 * DAY_MS;
/// How often the second place is asked for.
const SECOND_MS: i64 = 7 * DAY_MS;
/// How often a restore is rehearsed.
const REHEARSAL_MS: i64 = 30 * DAY_MS;
/// A desk that is open is backed up so long after the first change that no backup has.
pub const WHILE_OPEN_MS: i64 = 10 * 60_000;
/// An import of so many records is worth a backup beforehand.
const IMPORT_RECORDS: usize = 100;

/// How safe the shop is, as the top line tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Safety {
    /// There is no file to lose, or nothing in it, or it is a throw-away one.
    #[default]
    Nothing,
    /// There has never been a backup.
    Never,
    /// When the last good backup was made.
    At(Millis),
}

impl Safety {
    /// Whether somebody must be told.
    #[must_use]
    pub fn is_worrying(self, now: Millis) -> bool {
        match self {
            Self::Nothing => false,
            Self::Never => true,
            Self::At(at) => now.0 - at.0 > OLD_MS,
        }
    }
}

impl App {
    /// Makes a backup beside the file, then drops those that are no longer worth their room.
    ///
    /// # Errors
    /// The folder cannot be written, the copy did not turn out like the file, or `pace` was cancelled; nothing is left of it then.
    pub fn back_up(&self, reason: Reason, pace: &Pace) -> Result<Kept> {
        let path = self.path().ok_or(Error::NoFile)?;
        back_up(&self.db, path, self.raw_key(), reason, self.now().at, pace)
    }

    /// Makes a backup unless nothing was written since the last one, or there is nothing worth keeping.
    ///
    /// # Errors
    /// As `back_up`.
    pub fn back_up_if_changed(&self, reason: Reason, pace: &Pace) -> Result<Option<Kept>> {
        if !self.is_worth_a_backup()? || !self.is_changed_since_backup()? {
            return Ok(None);
        }
        self.back_up(reason, pace).map(Some)
    }

    /// Whether the newest backup lacks an op of the file.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn is_changed_since_backup(&self) -> Result<bool> {
        let Some(path) = self.path() else {
            return Ok(false);
        };
        let head = store::history::last_link(&self.db)?;
        let newest = Shelf::of(path).backups.into_iter().next();
        Ok(newest.is_none_or(|kept| kept.link() != head))
    }

    /// The daily care: a backup if the last one is a day old and something was written since, and a rehearsal once a month.
    ///
    /// # Errors
    /// As `back_up` and `rehearse`.
    pub fn daily(&self, pace: &Pace) -> Result<Option<Kept>> {
        let Some(path) = self.path().filter(|_| !self.is_read_only()) else {
            return Ok(None);
        };
        let now = self.now().at.0;
        let shelf = Shelf::of(path);
        let is_due = shelf
            .newest()
            .is_none_or(|kept| now - kept.at.0 >= DAY_MS || now < kept.at.0 - DAY_MS);
        let made = if is_due {
            self.back_up_if_changed(Reason::Routine, pace)?
        } else {
            None
        };
        let is_rehearsed = shelf
            .rehearsed
            .is_some_and(|rehearsed| now - rehearsed.at.0 < REHEARSAL_MS);
        let is_ripe = shelf
            .backups
            .last()
            .is_some_and(|oldest| now - oldest.at.0 >= DAY_MS);
        if !is_rehearsed && is_ripe {
            self.rehearse()?;
        }
        Ok(made)
    }

    /// Restores the newest backup into a temporary file and checks everything in it; keeps what came of it beside the backups.
    ///
    /// # Errors
    /// There is no backup, or there is no room for the temporary file.
    pub fn rehearse(&self) -> Result<Rehearsed> {
        let path = self.path().ok_or(Error::NoFile)?;
        let shelf = Shelf::of(path);
        let newest = shelf.newest().ok_or(Error::NoBackup)?;
        let stage = copies::part_of(&shelf.folder.join("rehearsal"));
        copies::sweep_leftover(&stage);
        let went_well = rehearsed(newest, &stage, self.raw_key());
        copies::sweep_leftover(&stage);
        let rehearsed = Rehearsed {
            at: self.now().at,
            went_well: went_well?,
        };
        shelf.note_rehearsal(rehearsed)?;
        Ok(rehearsed)
    }

    /// Makes a backup under a name of the user's choice. What is there already is replaced only if it is a backup of this very desk.
    ///
    /// # Errors
    /// The name is the file's own, or something else lies there; otherwise as `back_up`.
    pub fn back_up_to(&self, to: &Path, pace: &Pace) -> Result<Kept> {
        self.require(Capability::Backup)?;
        let path = self.path().ok_or(Error::NoFile)?;
        let key = self.raw_key();
        may_be_replaced(&self.db, path, to, key)?;
        let of = Of {
            db: &self.db,
            path,
            key,
        };
        make(&of, to, Reason::Asked, self.now().at, pace)
    }

    /// Copies the newest backup to the second place, and reads the copy back.
    ///
    /// # Errors
    /// No second place is set, it is not there (a stick that is not plugged in), or the copy differs.
    pub fn copy_away(&self) -> Result<Kept> {
        let path = self.path().ok_or(Error::NoFile)?;
        let folder = self.care.second.as_deref().ok_or(Error::NoSecondPlace)?;
        if !folder.is_dir() {
            return Err(Error::SecondPlaceAway(folder.to_owned()));
        }
        let shelf = Shelf::of(path);
        let newest = shelf.newest().ok_or(Error::NoBackup)?;
        let to = folder.join(newest.path.file_name().unwrap_or_default());
        newest.copy_to(&to)
    }

    /// Whether the second place is set and has had no copy for a week.
    #[must_use]
    pub fn is_second_place_due(&self) -> bool {
        let (Some(path), Some(folder)) = (self.path(), self.care.second.as_deref()) else {
            return false;
        };
        let newest = Shelf::in_folder(folder, path).backups.into_iter().next();
        let is_old = newest.is_none_or(|kept| self.now().at.0 - kept.at.0 >= SECOND_MS);
        is_old && Shelf::of(path).newest().is_some()
    }

    /// The backups of this file.
    #[must_use]
    pub fn shelf(&self) -> Shelf {
        let mut shelf = self.path().map(Shelf::of).unwrap_or_default();
        shelf.second = self.care.second.clone();
        if let (Some(path), Some(folder)) = (self.path(), self.care.second.as_deref()) {
            let there = Shelf::in_folder(folder, path).backups.into_iter().next();
            shelf.second_at = there.map(|kept| kept.at);
        }
        shelf
    }

    /// How safe the shop is.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn safety(&self) -> Result<Safety> {
        if !self.is_worth_a_backup()? {
            return Ok(Safety::Nothing);
        }
        let newest = self
            .path()
            .and_then(|path| Shelf::of(path).newest().map(|kept| kept.at));
        Ok(newest.map_or(Safety::Never, Safety::At))
    }

    fn is_worth_a_backup(&self) -> Result<bool> {
        let is_demo = store::setting::get(&self.db, super::setting::Key::Demo.code())?.is_some();
        Ok(self.path().is_some()
            && !is_demo
            && store::history::last_link(&self.db)?.is_some()
            && store::customer::count(&self.db)? > 0)
    }

    /// Makes a backup before an op that changes very much at once.
    pub(super) fn back_up_before(&self, op: &super::op::Op) -> Result<()> {
        let is_large = matches!(op, super::op::Op::Import(op) if op.records.len() >= IMPORT_RECORDS || op.large.is_some());
        if is_large && !self.is_read_only() {
            self.back_up_if_changed(Reason::BeforeImport, &Pace::default())?;
        }
        Ok(())
    }
}

/// Makes a backup of an open file beside it, in whatever format it is.
pub(super) fn back_up(
    db: &Db,
    path: &Path,
    key: Option<&RawKey>,
    reason: Reason,
    at: Millis,
    pace: &Pace,
) -> Result<Kept> {
    let shelf = Shelf::of(path);
    copies::make_folder(&shelf.folder)?;
    shelf.sweep();
    let made = make(&Of { db, path, key }, &shelf.name_for(at), reason, at, pace)?;
    let shelf = Shelf::of(path);
    let dated: Vec<_> = shelf
        .backups
        .iter()
        .map(|kept| (moment(kept.at).naive_utc(), kept.reason))
        .collect();
    for spare in rotation::spare(&dated, moment(at).date_naive()) {
        // One that cannot be taken away is only in the way; the new one is there.
        drop(shelf.backups[spare].remove());
    }
    Ok(made)
}

/// What is backed up: an open file, where it lies, and its key.
struct Of<'a> {
    db: &'a Db,
    path: &'a Path,
    key: Option<&'a RawKey>,
}

/// Makes one backup: copied, synced, opened, checked, compared; only then does it get its name.
fn make(of: &Of<'_>, to: &Path, reason: Reason, at: Millis, pace: &Pace) -> Result<Kept> {
    let Of { db, path, key } = *of;
    let part = copies::part_of(to);
    copies::sweep_leftover(&part);
    #[cfg(feature = "testkit")]
    if super::mutant::is("nonatomic_backup") {
        return super::mutant::back_up_in_place(db, to, reason, at);
    }
    let before = copies::facts(db)?;
    let _claim = copies::copy(db, &part, key, &mut |done, total| {
        pace.done.store(done, Ordering::Relaxed);
        pace.total.store(total, Ordering::Relaxed);
        if pace.cancel.load(Ordering::Relaxed) {
            Go::Stop
        } else {
            Go::On
        }
    })?;
    let made = compared(&part, key, &before, to, reason, at);
    match &made {
        Ok(kept) => {
            kept.write()?;
            // Without its keys an encrypted backup is nothing: they are there before it has its name.
            if key.is_some() {
                vault::copies::copy(path, to)?;
            }
            copies::settle(&part, to)?;
        }
        Err(_) => copies::sweep(&part),
    }
    made
}

fn compared(
    part: &Path,
    key: Option<&RawKey>,
    before: &copies::Facts,
    to: &Path,
    reason: Reason,
    at: Millis,
) -> Result<Kept> {
    let found = copies::verify(part, vault::digest, key)?;
    if !copies::is_copy_of(part, &found, before, vault::digest, key)? {
        return Err(store::Error::Damaged(to.to_owned()).into());
    }
    let (bytes, sha256) = fingerprint(part)?;
    Ok(Kept {
        path: to.to_owned(),
        at,
        reason,
        bytes,
        sha256,
        facts: found,
    })
}

/// A file's length and SHA-256. Never asked of a file that is open as a database: closing it would drop SQLite's locks.
pub(super) fn fingerprint(path: &Path) -> Result<(u64, String)> {
    let io = |source| store::Error::Io {
        path: path.to_owned(),
        source,
    };
    let (bytes, digest) = File::open(path).and_then(vault::digest_of).map_err(io)?;
    Ok((
        bytes,
        digest.iter().map(|byte| format!("{byte:02x}")).collect(),
    ))
}

/// Whether a backup may take this name.
fn may_be_replaced(db: &Db, path: &Path, to: &Path, key: Option<&RawKey>) -> Result<()> {
    let taken = || Error::from(store::Error::Exists(to.to_owned()));
    let Ok(there) = std::fs::symlink_metadata(to) else {
        return Ok(());
    };
    if !there.is_file() || is_same_file(path, to) {
        return Err(taken());
    }
    let theirs = copies::look_into(to, vault::digest, key)
        .and_then(|theirs| copies::facts(&theirs))
        .map_err(|_| taken())?;
    if theirs.uid == store::desk::get(db)?.uid {
        Ok(())
    } else {
        Err(taken())
    }
}

#[cfg(unix)]
fn is_same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| {
        std::fs::metadata(path)
            .map(|found| (found.dev(), found.ino()))
            .ok()
    };
    id(a).is_some() && id(a) == id(b)
}

#[cfg(not(unix))]
fn is_same_file(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(a).is_some() && real(a) == real(b)
}

/// Restores a backup into a stage and looks at everything in it.
fn rehearsed(kept: &Kept, stage: &Path, key: Option<&RawKey>) -> Result<bool> {
    let source = copies::look_into(&kept.path, vault::digest, key)?;
    let _claim = copies::copy(&source, stage, key, &mut |_, _| Go::On)?;
    let staged = copies::open_part(stage, key, vault::digest)?;
    Ok(
        copies::verify(stage, vault::digest, key)?.counts.len() >= kept.facts.counts.len()
            && kept.facts.counts.iter().all(|(table, count)| {
                copies::facts(&staged).is_ok_and(|now| now.count(table) == *count)
            })
            && doctor::is_sound(&staged)?,
    )
}

pub(super) fn moment(at: Millis) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.0).unwrap_or_default()
}

/// Where the backups of a file lie.
#[must_use]
pub fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).join("backups")
}
