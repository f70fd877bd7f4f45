//! The encrypted file: giving a connection its key, and making an encrypted, plain or newly keyed copy of a whole desk file.
//! The key comes from elsewhere; here it only lives as long as one statement.

use std::fmt::Write as _;
use std::path::Path;

use rusqlite::Connection;
use zeroize::Zeroizing;

use super::file::{self, Access, Digest};
use super::{Db, Error, Result, history};

/// The raw key of a file; SQLCipher derives nothing from it.
pub type RawKey = [u8; 32];

/// What a plain SQLite file begins with.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// Whether the file begins as a plain one does. Only before any connection is open: closing a second handle drops SQLite's locks.
///
/// # Errors
/// `Io`.
pub fn is_plain(path: &Path) -> Result<bool> {
    use std::io::Read as _;
    let io = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    // Looked at first: opening a pipe would wait for ever.
    if !path.metadata().map_err(io)?.is_file() {
        return Err(Error::Foreign(path.to_owned()));
    }
    let mut head = Vec::with_capacity(16);
    let file = std::fs::File::open(path).map_err(io)?;
    file.take(16).read_to_end(&mut head).map_err(io)?;
    Ok(head == PLAIN)
}

/// Gives a fresh connection its key. Must come before anything is read.
pub(super) fn unlock(db: &Db, key: &RawKey) -> Result<()> {
    // Without this a wrong key would make SQLCipher talk on stderr and tear the screen. Wiping what is freed, and locking every piece of
    // memory for it, makes opening 0.1 s slower: it is turned on when a desk is left.
    db.execute_batch("PRAGMA cipher_log_level=NONE; PRAGMA cipher_memory_security=OFF;")?;
    let pragma = Zeroizing::new(format!("PRAGMA key = {};", *literal(key)?));
    Ok(db.execute_batch(&pragma)?)
}

/// From here on whatever SQLite frees is wiped, the pages it holds among it: said before a connection is closed.
///
/// # Errors
/// Only what SQLite says.
pub fn wipe_what_is_freed(db: &Db) -> Result<()> {
    Ok(db.execute_batch("PRAGMA cipher_memory_security=ON; PRAGMA shrink_memory;")?)
}

/// The key as SQLCipher reads it: "x'…'".
fn literal(key: &RawKey) -> Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(72));
    text.push_str("\"x'");
    for byte in key {
        // Writing to a string does not fail.
        write!(text, "{byte:02x}").map_err(|_| Error::Sqlite(rusqlite::Error::InvalidQuery))?;
    }
    text.push_str("'\"");
    Ok(text)
}

/// The bundled C libraries and their versions: SQLite, SQLCipher, and the OpenSSL whose ciphers it uses.
///
/// # Errors
/// Only what SQLite says.
pub fn bundled(db: &Db) -> Result<[(&'static str, String); 3]> {
    let cipher = |pragma: &str| {
        db.query_row(&format!("PRAGMA {pragma}"), [], |row| {
            row.get::<_, String>(0)
        })
    };
    // SQLCipher names its provider only where a key is in use.
    let provider = Connection::open_in_memory().and_then(|keyed| {
        keyed.execute_batch("PRAGMA cipher_log_level=NONE; PRAGMA key='none';")?;
        keyed.query_row("PRAGMA cipher_provider_version", [], |row| row.get(0))
    });
    Ok([
        ("SQLite", rusqlite::version().to_owned()),
        ("SQLCipher", cipher("cipher_version")?),
        ("OpenSSL", provider.unwrap_or_default()),
    ])
}

/// What must be the same in a copy: every table's number of rows, and the newest op with its hash.
#[derive(Debug, PartialEq, Eq)]
struct Likeness {
    rows: Vec<(String, i64)>,
    head: Option<(i64, Vec<u8>)>,
    version: i64,
}

fn likeness(db: &Db) -> Result<Likeness> {
    let mut names =
        db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")?;
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut rows = Vec::with_capacity(names.len());
    for name in names {
        let quoted = name.replace('"', "\"\"");
        let count = db.query_row(&format!("SELECT count(*) FROM \"{quoted}\""), [], |row| {
            row.get(0)
        })?;
        rows.push((name, count));
    }
    Ok(Likeness {
        rows,
        head: history::head_hash(db)?,
        version: db.query_row("PRAGMA user_version", [], |row| row.get(0))?,
    })
}

/// Puts a copy of the desk, under another key or none, in the place of the file: written under a temporary name, compared with the
/// original, synced, renamed. What the new key means for single values, `adapt` does to the copy. A kill at any moment leaves the old
/// file or the new one. Nobody else may have it open, and `from` is closed before the rename.
///
/// # Errors
/// `Busy` when another window has the file open; `Damaged` when the copy is not like the original, which stays then.
pub fn convert<E: From<Error>>(
    from: Db,
    path: &Path,
    key: Option<&RawKey>,
    chain: Option<&[u8; 32]>,
    digest: Digest,
    adapt: impl FnOnce(&Db) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let io = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    // Until the connection is closed nobody else can write; whoever has a lock now makes this fail.
    from.execute_batch("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;")
        .map_err(Error::from)?;
    let folder = file::folder_of(path);
    sweep(path);
    let part = tempfile::Builder::new()
        .prefix(&part_prefix(path))
        .suffix(".part")
        .tempfile_in(folder)
        .map_err(io)?
        .into_temp_path();
    let before = likeness(&from)?;
    export(&from, &part, key)?;
    let copy = file::open_with(&part, Access::Read, digest, key)?;
    let is_whole: String = copy
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(Error::from)?;
    let is_like = likeness(&copy)? == before;
    drop(copy);
    if is_whole != "ok" || !is_like {
        return Err(Error::Damaged(path.to_owned()).into());
    }
    key_the_chain(&part, key, chain, digest, adapt)?;
    std::fs::File::open(&part)
        .and_then(|file| file.sync_all())
        .map_err(io)?;
    put_in_place(from, part, path)?;
    Ok(file::sync_folder(folder).map_err(io)?)
}

/// How the names of half-made copies of this file begin.
fn part_prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}-convert-")
}

/// Takes away copies that a kill left half-made. One that was being decrypted could be read by anybody.
pub fn sweep(path: &Path) {
    let prefix = part_prefix(path);
    let entries = std::fs::read_dir(file::folder_of(path));
    for entry in entries.into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            // If it cannot be taken away now, the next opening tries again.
            drop(std::fs::remove_file(entry.path()));
        }
    }
}

/// From here on the copy's chain of ops is vouched for with a key that no earlier copy of the file knows.
fn key_the_chain<E: From<Error>>(
    part: &Path,
    key: Option<&RawKey>,
    chain: Option<&[u8; 32]>,
    digest: Digest,
    adapt: impl FnOnce(&Db) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let mut copy = file::open_with(part, Access::Write, digest, key)?;
    history::key_from_here(&copy, chain)?;
    let tx = file::begin(&mut copy)?;
    adapt(&tx)?;
    file::commit(tx)?;
    copy.close()
        .map_err(|(_, error)| E::from(Error::from(error)))
}

/// Renames the copy over the file. On Unix the old file is still open then, and is emptied of its schema: a window that has it open
/// must fail loudly, not write into a file that nobody will see again.
#[cfg(unix)]
fn put_in_place(from: Db, part: tempfile::TempPath, path: &Path) -> Result<()> {
    part.persist(path).map_err(|error| Error::Io {
        path: path.to_owned(),
        source: error.error,
    })?;
    let retired = from.execute_batch(
        "PRAGMA journal_mode=OFF; PRAGMA writable_schema=ON; DELETE FROM sqlite_schema; PRAGMA schema_version=1;",
    );
    match retired {
        // The new file is in its place either way.
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(not(unix))]
fn put_in_place(from: Db, part: tempfile::TempPath, path: &Path) -> Result<()> {
    drop(from);
    part.persist(path).map_err(|error| Error::Io {
        path: path.to_owned(),
        source: error.error,
    })
}

fn export(from: &Connection, to: &Path, key: Option<&RawKey>) -> Result<()> {
    let key = match key {
        Some(key) => literal(key)?,
        None => Zeroizing::new("''".to_owned()),
    };
    let name = to.to_str().ok_or_else(|| Error::Io {
        path: to.to_owned(),
        source: std::io::ErrorKind::InvalidFilename.into(),
    })?;
    let attach = Zeroizing::new(format!(
        "ATTACH DATABASE '{}' AS copy KEY {};",
        name.replace('\'', "''"),
        *key
    ));
    from.execute_batch(&attach)?;
    let number = |pragma: &str| {
        from.query_row(&format!("PRAGMA main.{pragma}"), [], |row| {
            row.get::<_, i64>(0)
        })
    };
    let (id, version) = (number("application_id")?, number("user_version")?);
    // The copy is worth nothing until it is whole, so it keeps no journal of its own.
    from.execute_batch("PRAGMA copy.journal_mode=OFF; PRAGMA copy.synchronous=OFF;")?;
    from.query_row("SELECT sqlcipher_export('copy')", [], |_| Ok(()))?;
    from.execute_batch(&format!(
        "PRAGMA copy.application_id={id}; PRAGMA copy.user_version={version}; DETACH DATABASE copy;"
    ))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_files_half_made_copies_are_taken_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join(".shop.db-convert-x1.part");
        let other = folder.path().join(".other.db-convert-x1.part");
        for path in [&own, &other] {
            std::fs::write(path, "half").expect("a file");
        }
        sweep(&folder.path().join("shop.db"));
        assert!(!own.exists() && other.exists());
    }
}
