//! Putting a backup in the place of the file. The file as it is goes into a backup first, or aside if it cannot be read; the backup is
//! checked before anything is touched; other windows see the change whole, or not at all.

use std::path::{Path, PathBuf};

use super::anchor::{Care, Presence};
use super::backup::{self, Shelf};
use super::clock::Clock;
use super::op::Op;
use super::pace::Pace;
use super::pass::Pass;
use super::{Access, App, Error, Result, file, rights};
use crate::domain::history::Source;
use crate::domain::role::{Capability, Grant};
use crate::domain::rotation::Reason;
use crate::store;
use crate::store::backup::{self as copies, Go};
use crate::store::cipher::RawKey;
use crate::store::erasure::Entry;
use crate::vault;

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub from: PathBuf,
    /// Customers that are there now.
    pub customers: i64,
    /// Where the file as it was is now.
    pub before: Option<PathBuf>,
}

/// Restores a backup over a desk file, which may be missing or damaged.
///
/// # Errors
/// The backup is damaged or another shop's, the file is in use or of a newer format, or the disk is full. The file is as it was then.
pub fn restore(
    path: &Path,
    from: &Path,
    clock: Clock,
    care: &Care,
    pass: Option<&Pass>,
) -> Result<Restored> {
    if pass.is_some_and(|pass| pass.role().grant(Capability::Restore) == Grant::No) {
        return Err(Error::Denied(Capability::Restore));
    }
    let key = pass.and_then(Pass::raw_key);
    check(from, key)?;
    // Also an interrupted restore left no more than this.
    let stage = copies::stage_of(path);
    copies::sweep_leftover(&stage);
    let ledger = ledger(path, from, care, key)?;
    let restored = staged(from, &stage, clock, key, &ledger).and_then(|(customers, _claim)| {
        foretell(&stage, care, key)?;
        if key.is_some() && !vault::copies::exist(path) {
            vault::copies::copy(from, path)?;
        }
        let before = put_in_place(path, &stage, clock, key)?;
        Ok(Restored {
            from: from.to_owned(),
            customers,
            before,
        })
    });
    copies::sweep_leftover(&stage);
    let restored = restored?;
    let mut app = match pass {
        Some(pass) => App::open_with(pass, Access::Read, clock, Source::Cli)?,
        None => App::open(path, Access::Read, clock, Source::Cli)?,
    };
    app.take_care(care, Presence::Silent)?;
    // This state is now what this computer has seen.
    if let Some(anchor) = app.anchor_path().map(Path::to_owned) {
        app.anchor_here(&anchor);
    }
    Ok(restored)
}

/// A backup is used only if every page of it is sound, its history holds, and it is what its manifest says.
fn check(from: &Path, key: Option<&RawKey>) -> Result<()> {
    let damaged = || Error::from(store::Error::Damaged(from.to_owned()));
    if let Some(kept) = Shelf::manifest_of(from)
        && !kept.is_unchanged()?
    {
        return Err(damaged());
    }
    copies::verify(from, vault::digest, key)?;
    let db = copies::look_into(from, vault::digest, key)?;
    match store::history::verify(&db, vault::digest)? {
        (_, None) => Ok(()),
        (_, Some(_)) => Err(damaged()),
    }
}

/// Copies the backup beside the file, brings it to this format and notes in its history that it was restored. Returns its customers.
fn staged(
    from: &Path,
    stage: &Path,
    clock: Clock,
    key: Option<&RawKey>,
    ledger: &[Entry],
) -> Result<(i64, copies::Claim)> {
    let source = copies::look_into(from, vault::digest, key)?;
    let claim = copies::copy(&source, stage, key, &mut |_, _| Go::On)?;
    let db = copies::open_part(stage, key, vault::digest)?;
    let mut app = App::over((db, Access::Write), None, clock, Source::Cli);
    app.is_encrypted = key.is_some();
    // Whoever was erased since this backup was made is erased again here, before the stage takes the file's place.
    app.replay(ledger)?;
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    app.run(&Op::File(file::Op::Restore {
        name: name.into_owned(),
    }))?;
    Ok((store::customer::count(&app.db)?, claim))
}

/// Whoever was erased from this desk, by all that knows of it: the file as it is, this computer, and the manifests of its backups.
fn ledger(path: &Path, from: &Path, care: &Care, key: Option<&RawKey>) -> Result<Vec<Entry>> {
    let uid = store::desk::get(&copies::look_into(from, vault::digest, key)?)?.uid;
    // A file that cannot be read says nothing: that is why it is restored.
    let live = copies::look_into(path, vault::digest, key)
        .and_then(|live| store::erasure::ledger(&live))
        .unwrap_or_default();
    let here = care
        .state
        .as_deref()
        .map(|state| store::ledger::read(&store::ledger::place(state, &uid)))
        .unwrap_or_default();
    let second = care
        .second
        .as_deref()
        .map(|folder| Shelf::in_folder(folder, path).backups);
    let shelves = Shelf::of(path)
        .backups
        .into_iter()
        .chain(second.into_iter().flatten());
    let kept = shelves.chain(Shelf::manifest_of(from));
    let manifests = kept
        .filter(|kept| kept.facts.uid == uid)
        .flat_map(|kept| kept.facts.erased)
        .collect();
    Ok(rights::united([live, here, manifests]))
}

/// Notes outside the file what it will end in: killed between the restore and the new anchor, it must not be taken for an older file.
fn foretell(stage: &Path, care: &Care, key: Option<&RawKey>) -> Result<()> {
    let Some(state) = &care.state else {
        return Ok(());
    };
    let staged = copies::look_into(stage, vault::digest, key)?;
    let place = store::anchor::place(state, &store::desk::get(&staged)?.uid);
    if let Some(anchor) = store::anchor::read(&place) {
        let or = store::history::last_link(&staged)?;
        // One that cannot be written makes the desk ask once too often, no more.
        drop(store::anchor::write(
            &place,
            &store::anchor::Anchor { or, ..anchor },
        ));
    }
    Ok(())
}

fn put_in_place(
    path: &Path,
    stage: &Path,
    clock: Clock,
    key: Option<&RawKey>,
) -> Result<Option<PathBuf>> {
    match store::file::open_as_it_is(path, Access::Write, vault::digest, key) {
        Ok(mut live) => match kept_first(&live, path, stage, clock, key) {
            Ok(before) => {
                let staged = copies::look_into(stage, vault::digest, key)?;
                copies::replace(&mut live, &staged)?;
                Ok(before)
            }
            Err(Error::Store(store::Error::Damaged(_))) => {
                drop(live);
                set_aside(path, stage, clock)
            }
            Err(error) => Err(error),
        },
        Err(store::Error::Missing(_)) => {
            sync(stage)?;
            copies::settle(stage, path)?;
            Ok(None)
        }
        Err(store::Error::Empty(_) | store::Error::Foreign(_) | store::Error::Damaged(_)) => {
            set_aside(path, stage, clock)
        }
        Err(error) => Err(error.into()),
    }
}

/// Backs the live file up, if it is the same shop's.
fn kept_first(
    live: &store::Db,
    path: &Path,
    stage: &Path,
    clock: Clock,
    key: Option<&RawKey>,
) -> Result<Option<PathBuf>> {
    let ours = store::desk::get(live)?.uid;
    let theirs = store::desk::get(&copies::look_into(stage, vault::digest, key)?)?.uid;
    if ours != theirs {
        return Err(Error::OtherShop);
    }
    if store::history::last_link(live)?.is_none() {
        return Ok(None);
    }
    let at = clock.now().at;
    let kept = backup::back_up(live, path, key, Reason::BeforeRestore, at, &Pace::default())?;
    Ok(Some(kept.path))
}

/// Keeps a file that cannot be read under another name, with its journal, and puts the stage in its place.
fn set_aside(path: &Path, stage: &Path, clock: Clock) -> Result<Option<PathBuf>> {
    let io = |source| store::Error::Io {
        path: path.to_owned(),
        source,
    };
    let stamp = backup::moment(clock.now().at).format("%Y%m%dT%H%M%SZ");
    let aside = with_suffix(path, &format!(".damaged-{stamp}"));
    sync(stage)?;
    // The journal first: it must never be played into the restored file.
    let journal = with_suffix(path, "-journal");
    if journal.exists() {
        std::fs::rename(&journal, with_suffix(&aside, "-journal")).map_err(io)?;
    }
    if aside.exists() {
        std::fs::remove_file(&aside).map_err(io)?;
    }
    // A second name, so that at no moment there is no file; where there are no second names, it is moved.
    std::fs::hard_link(path, &aside)
        .or_else(|_| std::fs::rename(path, &aside))
        .map_err(io)?;
    copies::settle(stage, path)?;
    Ok(Some(aside))
}

fn sync(path: &Path) -> Result<()> {
    let io = |source| store::Error::Io {
        path: path.to_owned(),
        source,
    };
    let file = std::fs::File::open(path).map_err(io)?;
    Ok(file.sync_all().map_err(io)?)
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
