//! The file itself: atomic creation, strict opening, pragmas, migrations. Never takes a strange file for a new shop.

use std::path::Path;
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, InterruptHandle, OpenFlags};

use super::cipher::{self, RawKey};
use super::{Db, Error, Result, backup, desk, filter, full_text, history, secret, trigger, volume};
use crate::domain::time::Millis;

/// "shke": how a desk file is told from any other SQLite file.
pub(super) const APPLICATION_ID: i64 = 0x7368_6b65;
/// How long a write waits for another window, before it is refused.
pub(super) const BUSY: Duration = Duration::from_secs(4);
/// Between two tries of a copy while another window writes.
pub(super) const BUSY_STEP: Duration = Duration::from_millis(20);
/// Every migration with its number, which is also that of its file; the numbers rise.
const MIGRATIONS: [(i64, &str); 18] = [
    (1, include_str!("../../assets/migrations/0001_desk.sql")),
    (
        2,
        include_str!("../../assets/migrations/0002_full_text.sql"),
    ),
    (3, include_str!("../../assets/migrations/0003_script.sql")),
    (4, include_str!("../../assets/migrations/0004_tally.sql")),
    (5, include_str!("../../assets/migrations/0005_view.sql")),
    (6, include_str!("../../assets/migrations/0006_distinct.sql")),
    (7, include_str!("../../assets/migrations/0007_order.sql")),
    (8, include_str!("../../assets/migrations/0008_field.sql")),
    (9, include_str!("../../assets/migrations/0009_safe.sql")),
    (10, include_str!("../../assets/migrations/0010_user.sql")),
    (11, include_str!("../../assets/migrations/0011_trade.sql")),
    (12, include_str!("../../assets/migrations/0012_privacy.sql")),
    (13, include_str!("../../assets/migrations/0013_score.sql")),
    (14, include_str!("../../assets/migrations/0014_event.sql")),
    (15, include_str!("../../assets/migrations/0015_stage.sql")),
    (16, include_str!("../../assets/migrations/0016_secret.sql")),
    (17, include_str!("../../assets/migrations/0017_offer.sql")),
    (18, include_str!("../../assets/migrations/0018_chance.sql")),
];

/// The schema this program writes.
pub const VERSION: i64 = match MIGRATIONS.last() {
    Some((number, _)) => *number,
    None => 0,
};

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Write,
    /// May recover a crashed writer's journal, but changes no row.
    Read,
    /// The file lies on a medium that cannot be written.
    Media,
}

/// Ends what another thread's connection is reading at the moment, if anything.
pub struct Interrupter(InterruptHandle);

impl Interrupter {
    /// The interrupter of a connection.
    #[must_use]
    pub fn of(db: &Db) -> Self {
        Self(db.get_interrupt_handle())
    }

    /// Ends the reading; harmless when there is none.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

/// A 32-byte digest; handed in by the caller, because cryptography lives elsewhere.
pub type Digest = fn(&[u8]) -> [u8; 32];

/// A new, empty desk: written under a temporary name, synced, then renamed, so that a kill leaves no half file.
///
/// # Errors
/// `Exists` when a file is already there; `Io` when the folder cannot be written.
pub fn create(path: &Path, digest: Digest, now: Millis, seed: [u8; 32]) -> Result<()> {
    create_with(path, digest, now, seed, None)
}

/// The same, encrypted when there is a key; `keyed` is then the first key of the chain of ops.
///
/// # Errors
/// As `create`.
pub fn create_with(
    path: &Path,
    digest: Digest,
    now: Millis,
    seed: [u8; 32],
    key: Option<(&RawKey, &[u8; 32])>,
) -> Result<()> {
    if path.exists() {
        return Err(Error::Exists(path.to_owned()));
    }
    #[cfg(feature = "testkit")]
    if super::mutant::is("create_in_place") {
        return create_in_place(path, digest, now, seed);
    }
    let io = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    let folder = folder_of(path);
    make_folder(folder).map_err(io)?;
    let part = tempfile::Builder::new()
        .prefix(".shuke-")
        .suffix(".part")
        .tempfile_in(folder)
        .map_err(io)?;
    let part = part.into_temp_path();
    {
        let db = Connection::open(&part)?;
        if let Some((key, _)) = key {
            cipher::unlock(&db, key)?;
        }
        prepare(&db, digest)?;
        db.execute_batch("PRAGMA journal_mode=MEMORY; PRAGMA page_size=4096;")?;
        migrate(&db)?;
        desk::found(&db, now, seed)?;
        if let Some((_, chain)) = key {
            history::key_from_here(&db, Some(chain))?;
        }
        db.close().map_err(|(_, error)| error)?;
    }
    std::fs::File::open(&part)
        .and_then(|file| file.sync_all())
        .map_err(io)?;
    part.persist_noclobber(path)
        .map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists(path.to_owned()),
            _ => io(error.error),
        })?;
    sync_folder(folder).map_err(io)
}

/// A desk that is made under its own name, so that a kill leaves half of one; and readable by everybody.
#[cfg(feature = "testkit")]
fn create_in_place(path: &Path, digest: Digest, now: Millis, seed: [u8; 32]) -> Result<()> {
    let db = Connection::open(path)?;
    prepare(&db, digest)?;
    migrate(&db)?;
    desk::found(&db, now, seed)
}

/// A desk in memory: for tests, nothing of it survives.
///
/// # Errors
/// Only what SQLite says.
pub fn in_memory(digest: Digest, now: Millis, seed: [u8; 32]) -> Result<Db> {
    let db = Connection::open_in_memory()?;
    prepare(&db, digest)?;
    migrate(&db)?;
    desk::found(&db, now, seed)?;
    Ok(db)
}

/// Opens an existing desk, strictly, and brings it to this program's format. One that may not be written is brought there in memory.
///
/// # Errors
/// `Missing`, `Empty`, `Foreign`, `Damaged` or `Newer` for a file that is not a desk this program can use.
pub fn open(path: &Path, access: Access, digest: Digest) -> Result<Db> {
    open_with(path, access, digest, None)
}

/// The same for an encrypted file; one that does not open with its key is `Locked`.
///
/// # Errors
/// As `open`, and `Locked`.
pub fn open_with(path: &Path, access: Access, digest: Digest, key: Option<&RawKey>) -> Result<Db> {
    let db = open_as_it_is(path, access, digest, key)?;
    match (access, format_of(&db)? == VERSION) {
        (_, true) => Ok(db),
        (Access::Write, false) => {
            migrate(&db)?;
            Ok(db)
        }
        (Access::Read | Access::Media, false) => migrated_in_memory(&db, digest),
    }
}

/// The number of the file's format.
///
/// # Errors
/// Only what SQLite says.
pub fn format_of(db: &Db) -> Result<i64> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// A private copy of an older file that may not be written, brought to this program's format and closed to writes.
fn migrated_in_memory(db: &Db, digest: Digest) -> Result<Db> {
    let mut copy = Connection::open_in_memory()?;
    rusqlite::backup::Backup::new(db, &mut copy)?.run_to_completion(i32::MAX, BUSY_STEP, None)?;
    prepare(&copy, digest)?;
    migrate(&copy)?;
    copy.execute_batch("PRAGMA query_only=ON;")?;
    Ok(copy)
}

/// Opens an existing desk, strictly, in whatever format it is: only to be copied, checked or migrated.
///
/// # Errors
/// As `open_with`.
pub fn open_as_it_is(
    path: &Path,
    access: Access,
    digest: Digest,
    key: Option<&RawKey>,
) -> Result<Db> {
    let length = std::fs::metadata(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Missing(path.to_owned()),
        _ => Error::Io {
            path: path.to_owned(),
            source,
        },
    })?;
    if !length.is_file() {
        return Err(Error::Foreign(path.to_owned()));
    }
    if length.len() == 0 {
        return Err(Error::Empty(path.to_owned()));
    }
    let db = connect(path, access)?;
    // SQLite would open it all the same, and refuse the first write.
    if access == Access::Write && (db.is_readonly("main")? || !volume::may_be_written(path)) {
        return Err(Error::ReadOnly);
    }
    if let Some(key) = key {
        cipher::unlock(&db, key)?;
    }
    let is_keyed = key.is_some();
    // The first setting already reads the file's first bytes.
    prepare(&db, digest)
        .map_err(|error| match error {
            Error::Sqlite(error) => strange(path, error),
            other => other,
        })
        .and_then(|()| check(&db, path, length.len()))
        .map_err(|error| match error {
            Error::Foreign(path) if is_keyed => Error::Locked(path),
            Error::Damaged(_) => Error::Damaged(path.to_owned()),
            other => other,
        })?;
    if is_keyed {
        set_cache(&db, Cache::Encrypted)?;
    }
    match access {
        Access::Write => {
            cipher::sweep(path);
            backup::sweep_leftover(&backup::stage_of(path));
            db.execute_batch("PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;")?;
            #[cfg(feature = "testkit")]
            if super::mutant::is("sync_off") {
                db.execute_batch("PRAGMA synchronous=OFF;")?;
            }
            #[cfg(feature = "testkit")]
            if super::mutant::is("no_journal") {
                db.execute_batch("PRAGMA journal_mode=OFF;")?;
            }
        }
        Access::Read | Access::Media => db.execute_batch("PRAGMA query_only=ON;")?,
    }
    Ok(db)
}

fn connect(path: &Path, access: Access) -> Result<Db> {
    let flags = match access {
        Access::Write | Access::Read => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::Media => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(|error| {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::PermissionDenied) => {
                Error::ReadOnly
            }
            _ => Error::from(error),
        }
    })
}

/// Settings every connection needs, whatever it may do, and the functions the history triggers call.
pub(super) fn prepare(db: &Db, digest: Digest) -> Result<()> {
    // Before any read: a file that is not plain would make SQLCipher talk on stderr and tear the screen.
    db.execute_batch("PRAGMA cipher_log_level=NONE;")?;
    db.busy_timeout(BUSY)?;
    db.execute_batch(
        "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY;",
    )?;
    #[cfg(feature = "testkit")]
    if super::mutant::is("no_wipe") {
        db.execute_batch("PRAGMA secure_delete=OFF;")?;
    }
    set_cache(db, Cache::Usual)?;
    db.set_prepared_statement_cache_capacity(256);
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    full_text::register(db)?;
    filter::register(db)?;
    secret::register(db, |_, _| None)?;
    db.create_scalar_function("change_salt", 2, flags, move |args| {
        let mut input = args.get::<Vec<u8>>(0)?;
        input.extend(args.get::<i64>(1)?.to_be_bytes());
        Ok(digest(&input)[..16].to_vec())
    })?;
    // Of a new row every value counts: the salt, the table, the id, and then the columns in the order of the column table.
    db.create_scalar_function("row_digest", -1, flags, move |args| {
        let mut input = Vec::with_capacity(256);
        for n in 0..args.len() {
            history::absorb(&mut input, args.get_raw(n));
        }
        Ok(digest(&input).to_vec())
    })?;
    db.create_scalar_function("change_digest", 6, flags, move |args| {
        let mut input = Vec::with_capacity(96);
        for n in 0..args.len() {
            history::absorb(&mut input, args.get_raw(n));
        }
        Ok(digest(&input).to_vec())
    })?;
    Ok(())
}

/// What an error says about a file that was opened as a desk.
pub(super) fn strange(path: &Path, error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::Foreign(path.to_owned()),
        Some(rusqlite::ErrorCode::DatabaseCorrupt) => Error::Damaged(path.to_owned()),
        _ => Error::from(error),
    }
}

/// Refuses what is no desk, is cut short, or comes from the future.
fn check(db: &Db, path: &Path, length: u64) -> Result<()> {
    let strange = |error| strange(path, error);
    let number = |pragma: &str| {
        db.query_row(&format!("PRAGMA {pragma}"), [], |row| {
            // SQLCipher tells an encrypted file's page size as text.
            match row.get_ref(0)? {
                ValueRef::Text(text) => Ok(std::str::from_utf8(text)
                    .ok()
                    .and_then(|text| text.parse().ok())
                    .unwrap_or(i64::MAX)),
                _ => row.get::<_, i64>(0),
            }
        })
        .map_err(strange)
    };
    // The first read: it also rolls a crashed writer's journal back, so the length is looked at afterwards.
    number("schema_version")?;
    if number("application_id")? != APPLICATION_ID {
        return Err(Error::Foreign(path.to_owned()));
    }
    let version = number("user_version")?;
    if version > VERSION {
        return Err(Error::Newer {
            path: path.to_owned(),
            version,
        });
    }
    let promised = number("page_count")?.saturating_mul(number("page_size")?);
    let length = std::fs::metadata(path).map_or(length, |meta| meta.len());
    if u64::try_from(promised).unwrap_or(u64::MAX) > length {
        return Err(Error::Damaged(path.to_owned()));
    }
    match db
        .query_row("SELECT count(*) FROM desk", [], |row| row.get(0))
        .map_err(strange)?
    {
        1 => Ok(()),
        _ => Err(Error::Damaged(path.to_owned())),
    }
}

/// Brings the schema to `VERSION`, each step in its own transaction, and renews the history triggers.
///
/// # Errors
/// Only what SQLite says; the file is then of the format that the last whole step left.
pub fn migrate(db: &Db) -> Result<()> {
    let from = format_of(db)?;
    for (number, sql) in MIGRATIONS.into_iter().filter(|(number, _)| *number > from) {
        let tx =
            rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Immediate)?;
        // Another window may have been faster.
        if format_of(&tx)? >= number {
            continue;
        }
        #[cfg(feature = "testkit")]
        if super::mutant::is("migrate_in_steps") {
            drop(tx);
            migrate_in_steps(db, number, sql)?;
            continue;
        }
        tx.execute_batch(sql)?;
        if number == VERSION {
            // Only now is every table there that has triggers.
            tx.execute_batch(&trigger::all())?;
        }
        tx.execute_batch(&format!(
            "PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={number};"
        ))?;
        tx.commit()?;
    }
    Ok(())
}

/// A migration that a kill leaves half done.
#[cfg(feature = "testkit")]
fn migrate_in_steps(db: &Db, number: i64, sql: &str) -> Result<()> {
    // Without syncs, which would make every statement's own transaction slow and change nothing for a kill.
    db.execute_batch(&format!("PRAGMA synchronous=OFF; {sql}"))?;
    if number == VERSION {
        db.execute_batch(&trigger::all())?;
    }
    Ok(db.execute_batch(&format!("PRAGMA user_version={number};"))?)
}

/// Begins the one kind of transaction there is: immediate, so that two windows queue instead of failing half-way.
///
/// # Errors
/// `Busy` when another window holds the file.
pub fn begin(db: &mut Db) -> Result<super::Transaction<'_>> {
    Ok(db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?)
}

/// Commits.
///
/// # Errors
/// `Full`, or whatever the disk says; nothing was kept then.
pub fn commit(tx: super::Transaction<'_>) -> Result<()> {
    Ok(tx.commit()?)
}

/// How much of the file is held in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cache {
    /// Enough for a day at the desk.
    Usual,
    /// Four times that: every page read anew is a page decrypted anew.
    Encrypted,
    /// Enough that the indexes of a million customers need not be read again for every row.
    Bulk,
}

impl Cache {
    fn kib(self) -> u32 {
        match self {
            Self::Usual => 16_000,
            Self::Encrypted => 64_000,
            Self::Bulk => 220_000,
        }
    }
}

/// Sets how much of the file is held in memory from now on.
fn set_cache(db: &Db, cache: Cache) -> Result<()> {
    Ok(db.execute_batch(&format!("PRAGMA cache_size=-{};", cache.kib()))?)
}

/// How much was held before something large; `hold_as_before` goes back to it.
#[must_use]
pub struct Held(i64);

/// Holds enough of the file in memory for work on all of it.
///
/// # Errors
/// Only what SQLite says.
pub fn hold_more(db: &Db) -> Result<Held> {
    let before = db.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    set_cache(db, Cache::Bulk)?;
    Ok(Held(before))
}

/// Holds as much as before. Done after a write whose outcome stands: a cache that stays large is no reason to say it failed.
pub fn hold_as_before(db: &Db, held: Held) {
    drop(db.pragma_update(None, "cache_size", held.0));
}

/// When references between rows are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum References {
    /// With every row.
    AtOnce,
    /// By `check_references`, after very many rows: a fifth of the work otherwise.
    Later,
}

/// Sets when references are checked from now on. Must come before the transaction: inside one it changes nothing.
///
/// # Errors
/// Only what SQLite says.
pub fn set_references(db: &Db, references: References) -> Result<()> {
    Ok(db.pragma_update(None, "foreign_keys", references == References::AtOnce)?)
}

/// Checks every reference in the file.
///
/// # Errors
/// `Constraint` when a row refers to one that is not there.
pub fn check_references(db: &Db) -> Result<()> {
    let mut statement = db.prepare("PRAGMA foreign_key_check")?;
    match statement.query([])?.next()? {
        None => Ok(()),
        Some(row) => Err(Error::Constraint(row.get(0)?)),
    }
}

/// A number that changes whenever another connection has committed.
///
/// # Errors
/// Only what SQLite says.
pub fn data_version(db: &Db) -> Result<i64> {
    Ok(db.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

#[cfg(unix)]
pub(super) fn make_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
pub(super) fn make_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_come_in_the_order_of_their_numbers() {
        assert!(MIGRATIONS.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
