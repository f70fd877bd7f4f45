//! Copying a whole desk file, page by page while it is in use, and looking at what a copy holds. Decides neither when nor where.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Instant;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::column::TABLES;
use super::file::{self, BUSY, BUSY_STEP, Digest};
use super::history::{self, Link};
use super::{Db, Error, Result, check};

/// Pages copied in one step (16 MiB): in between, other windows get to write, and the copy can be stopped.
const STEP: i32 = 4_096;

/// The raw key of an encrypted file; a plain one has none.
pub type Key = super::cipher::RawKey;

/// Whether a copy shall go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    On,
    Stop,
}

/// What a desk file holds, by which a copy is known to be whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub format: i64,
    /// The desk's identity.
    pub uid: String,
    /// The newest op; `None` where nothing has ever been written.
    pub head: Option<Link>,
    /// Rows of every tracked table, and of the history.
    pub counts: Vec<(String, i64)>,
    /// Whoever was erased so far.
    pub erased: Vec<super::erasure::Entry>,
}

impl Facts {
    /// The rows of one table.
    #[must_use]
    pub fn count(&self, table: &str) -> i64 {
        self.counts
            .iter()
            .find(|(name, _)| name == table)
            .map_or(0, |(_, count)| *count)
    }
}

/// Reads what a file holds.
///
/// # Errors
/// Only what SQLite says.
pub fn facts(db: &Db) -> Result<Facts> {
    let mut counts = Vec::with_capacity(TABLES.len() + 2);
    for name in TABLES
        .iter()
        .map(|table| table.name)
        .chain(["op", "change"])
    {
        // A file of an older format lacks the younger tables.
        let is_there: bool = db.query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)",
            [name],
            |row| row.get(0),
        )?;
        if is_there {
            let count = db.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| {
                row.get(0)
            })?;
            counts.push((name.to_owned(), count));
        }
    }
    Ok(Facts {
        format: file::format_of(db)?,
        uid: super::desk::get(db)?.uid,
        head: history::last_link(db)?,
        counts,
        erased: super::erasure::ledger(db)?,
    })
}

/// A half-written file that somebody is at work on: as long as this lives no other window takes it for a leftover. A kill ends it.
#[derive(Debug)]
pub struct Claim {
    _file: File,
}

/// Copies a file to a new one that only this user may read, synced when this returns. Whatever goes wrong, no copy is left. The claim
/// is held until the copy has its name.
///
/// # Errors
/// `Io` when the place cannot be written, `Stopped` when `go` says so.
pub fn copy(
    from: &Db,
    to: &Path,
    key: Option<&Key>,
    go: &mut dyn FnMut(u64, u64) -> Go,
) -> Result<Claim> {
    let io = |source| Error::Io {
        path: to.to_owned(),
        source,
    };
    let file = new_private(to).map_err(io)?;
    claim(&file);
    let done = pour(from, to, key, go)
        .and_then(|()| File::open(to).and_then(|file| file.sync_all()).map_err(io));
    if done.is_err() {
        sweep(to);
    }
    done.map(|()| Claim { _file: file })
}

/// Tells other windows that somebody is at work on this file. Where files cannot be locked so, nobody is told.
#[cfg(unix)]
fn claim(file: &File) {
    drop(file.try_lock());
}

/// Elsewhere such a lock would keep SQLite itself out.
#[cfg(not(unix))]
fn claim(_: &File) {}

#[cfg(unix)]
fn is_claimed(file: &File) -> bool {
    matches!(file.try_lock(), Err(std::fs::TryLockError::WouldBlock))
}

#[cfg(not(unix))]
fn is_claimed(_: &File) -> bool {
    false
}

fn pour(from: &Db, to: &Path, key: Option<&Key>, go: &mut dyn FnMut(u64, u64) -> Go) -> Result<()> {
    let mut copy = Connection::open(to)?;
    open_with(&copy, key)?;
    // Nobody reads the copy before it is whole and synced; until then it needs no journal.
    copy.execute_batch("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")?;
    turn_over(from, &mut copy, STEP, go)?;
    copy.close().map_err(|(_, error)| Error::from(error))
}

/// Copies every page of `from` over those of `to`; `to` is whole as long as its journal is.
fn turn_over(from: &Db, to: &mut Db, step: i32, go: &mut dyn FnMut(u64, u64) -> Go) -> Result<()> {
    let backup = Backup::new(from, to)?;
    let mut waiting: Option<Instant> = None;
    if go(0, 0) == Go::Stop {
        return Err(Error::Stopped);
    }
    loop {
        match backup.step(step)? {
            StepResult::Done => return Ok(()),
            StepResult::More => waiting = None,
            _ => {
                let since = *waiting.get_or_insert_with(Instant::now);
                if since.elapsed() > BUSY {
                    return Err(Error::Busy);
                }
                std::thread::sleep(BUSY_STEP);
            }
        }
        let progress = backup.progress();
        let count = |pages: i32| u64::try_from(pages).unwrap_or(0);
        let (total, left) = (count(progress.pagecount), count(progress.remaining));
        if go(total.saturating_sub(left), total) == Go::Stop {
            return Err(Error::Stopped);
        }
    }
}

/// Replaces everything in an open desk file by what another holds, in one write that other windows see whole or not at all.
///
/// # Errors
/// `Busy` when another window holds the file; whatever the disk says. The file is as it was then.
pub fn replace(live: &mut Db, by: &Db) -> Result<()> {
    turn_over(by, live, -1, &mut |_, _| Go::On)
}

/// Gives a fresh connection its key, if the file has one.
pub(super) fn open_with(db: &Connection, key: Option<&Key>) -> Result<()> {
    db.execute_batch("PRAGMA cipher_log_level=NONE;")?;
    if let Some(key) = key {
        let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        db.pragma_update(None, "key", format!("x'{digits}'"))?;
    }
    Ok(())
}

/// Opens a finished copy to be looked at, in whatever format it is.
///
/// # Errors
/// As `file::open`.
pub fn look_into(path: &Path, digest: Digest, key: Option<&Key>) -> Result<Db> {
    file::open_as_it_is(path, file::Access::Media, digest, key)
}

/// Looks a copy over: it opens, every page is sound, and this is what it holds.
///
/// # Errors
/// `Damaged` when a page is not, or whatever opening says.
pub fn verify(path: &Path, digest: Digest, key: Option<&Key>) -> Result<Facts> {
    let db = look_into(path, digest, key)?;
    if !check::pages(&db)?.is_empty() {
        return Err(Error::Damaged(path.to_owned()));
    }
    facts(&db)
}

/// Whether a copy holds what the original held when `before` was read: the same, or that and what was written meanwhile.
///
/// # Errors
/// Only what SQLite says.
pub fn is_copy_of(
    copy: &Path,
    found: &Facts,
    before: &Facts,
    digest: Digest,
    key: Option<&Key>,
) -> Result<bool> {
    if found.uid != before.uid || found.head.is_none() != before.head.is_none() {
        return Ok(found.uid == before.uid && before.head.is_none());
    }
    if found.head == before.head {
        return Ok(found.counts == before.counts);
    }
    let Some(link) = &before.head else {
        return Ok(true);
    };
    Ok(history::link(&look_into(copy, digest, key)?, link.op)?.as_ref() == Some(link))
}

/// A new file that only this user may read; never one that is there already, nor through a link.
fn new_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// Writes a small file whole or not at all, readable by this user only: beside it, synced, then renamed over it.
///
/// # Errors
/// `Io` with what the system says; the file is as it was then.
pub fn write_whole(path: &Path, text: &str) -> Result<()> {
    use std::io::Write;
    let io = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    let folder = file::folder_of(path);
    file::make_folder(folder).map_err(io)?;
    let beside = part_of(path);
    sweep(&beside);
    let written = new_private(&beside)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        sweep(&beside);
    }
    written.map_err(io)
}

/// Gives a finished file its name and makes the name last.
///
/// # Errors
/// `Io` with what the system says; the unfinished file is gone then.
pub fn settle(part: &Path, path: &Path) -> Result<()> {
    let io = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    if let Err(error) = std::fs::rename(part, path) {
        sweep(part);
        return Err(io(error));
    }
    file::sync_folder(file::folder_of(path)).map_err(io)
}

/// Makes a folder that only this user may look into, if it is not there.
///
/// # Errors
/// `Io` with what the system says.
pub fn make_folder(folder: &Path) -> Result<()> {
    file::make_folder(folder).map_err(|source| Error::Io {
        path: folder.to_owned(),
        source,
    })
}

/// The name under which a file is written before it is whole: always the same, so that the next try sweeps up after a kill.
#[must_use]
pub fn part_of(path: &Path) -> PathBuf {
    beside(path, ".part")
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Where a backup is made ready to take the place of the file.
#[must_use]
pub fn stage_of(path: &Path) -> PathBuf {
    part_of(&beside(path, ".restore"))
}

/// Takes away what a kill left half-written, and nothing that somebody is at work on.
pub fn sweep_leftover(part: &Path) {
    let Ok(found) = std::fs::symlink_metadata(part) else {
        return;
    };
    // Whatever else has this name (a link, a pipe) is no work of ours, and must not be opened.
    let is_at_work = found.is_file() && File::open(part).is_ok_and(|file| is_claimed(&file));
    if !is_at_work {
        sweep(part);
    }
}

/// Takes away a half-written file with its journal. That there is none is as well.
pub fn sweep(part: &Path) {
    for path in [part.to_owned(), beside(part, "-journal")] {
        // If it cannot be taken away, making the next one says why.
        drop(std::fs::remove_file(path));
    }
}

/// Opens a file of ours for writing, without a migration: to be worked on before it gets its name.
///
/// # Errors
/// Only what SQLite says.
pub fn open_part(path: &Path, key: Option<&Key>, digest: Digest) -> Result<Db> {
    let db = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    open_with(&db, key)?;
    file::prepare(&db, digest)?;
    db.execute_batch("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;")?;
    file::migrate(&db)?;
    Ok(db)
}
