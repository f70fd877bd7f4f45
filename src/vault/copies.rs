//! The key file on disk, twice: `NAME.keys` and `NAME.keys2` beside `NAME`. The newest that is whole counts, and the other is rebuilt.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::Fault;
use super::table::{BYTES_MOST, Table};

/// Where the two copies lie. Whoever copies the desk file copies them with it.
#[must_use]
pub fn paths(desk: &Path) -> [PathBuf; 2] {
    [".keys", ".keys2"].map(|end| {
        let mut name = desk.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    })
}

/// Whether there is a key file, in either copy.
#[must_use]
pub fn exist(desk: &Path) -> bool {
    paths(desk)
        .iter()
        .any(|path| path.symlink_metadata().is_ok())
}

/// The newest whole copy.
///
/// # Errors
/// `Damaged` when neither is whole; `Io` when one could not even be read.
pub fn read(desk: &Path) -> Result<Table, Fault> {
    let [one, two] = paths(desk).map(|path| read_one(&path));
    match (one, two) {
        (Ok(one), Ok(two)) => {
            let second =
                (two.generation(), two.attempts.count) > (one.generation(), one.attempts.count);
            Ok(if second { two } else { one })
        }
        (Ok(table), Err(_)) | (Err(_), Ok(table)) => Ok(table),
        (Err(Fault::Io(path, error)), Err(_)) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Fault::Io(path, error))
        }
        _ => Err(Fault::Damaged),
    }
}

fn read_one(path: &Path) -> Result<Table, Fault> {
    let io = |error| Fault::Io(path.to_owned(), error);
    // Looked at first: opening a pipe or a device would wait for ever.
    if !path.symlink_metadata().map_err(io)?.is_file() {
        return Err(Fault::Damaged);
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(BYTES_MOST).unwrap_or(u64::MAX) + 1;
    std::fs::File::open(path)
        .map_err(io)?
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(io)?;
    Table::read(&bytes)
}

/// Writes both copies, the second only once the first is on the disk.
///
/// # Errors
/// `Io`; at least one whole copy is there then.
pub fn write(desk: &Path, table: &Table) -> Result<(), Fault> {
    let bytes = table.bytes()?;
    sweep(desk);
    for path in paths(desk) {
        write_one(&path, &bytes).map_err(|error| Fault::Io(path, error))?;
    }
    Ok(())
}

fn write_one(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // Readable by this user only, under a name nobody can guess.
    let mut part = tempfile::Builder::new()
        .prefix(&part_prefix(path))
        .suffix(".part")
        .tempfile_in(folder)?;
    claim(part.as_file());
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    part.persist(path).map_err(|error| error.error)?;
    sync(folder)
}

fn part_prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Among backups the shelf, which knows its own by the start of their names, takes them away too.
    format!("{name}-")
}

/// Tells other windows that somebody is at work on this file; a kill ends it. Where files cannot be locked so, nobody is told.
#[cfg(unix)]
fn claim(file: &std::fs::File) {
    drop(file.try_lock());
}

#[cfg(not(unix))]
fn claim(_: &std::fs::File) {}

#[cfg(unix)]
fn is_claimed(part: &Path) -> bool {
    std::fs::File::open(part)
        .is_ok_and(|file| matches!(file.try_lock(), Err(std::fs::TryLockError::WouldBlock)))
}

#[cfg(not(unix))]
fn is_claimed(_: &Path) -> bool {
    false
}

/// Takes away copies that a kill left half-written, and none that another window is writing.
pub fn sweep(desk: &Path) {
    for path in paths(desk) {
        let prefix = part_prefix(&path);
        let entries = path.parent().map(std::fs::read_dir);
        for entry in entries.into_iter().flatten().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if is_file
                && name.starts_with(&prefix)
                && name.ends_with(".part")
                && !is_claimed(&entry.path())
            {
                // If it cannot be taken away now, the next change of keys tries again.
                drop(std::fs::remove_file(entry.path()));
            }
        }
    }
}

/// Puts the keys of one desk file beside another, such as its backup.
///
/// # Errors
/// `Damaged` when neither copy is whole, `Io` when they cannot be written.
pub fn copy(from: &Path, to: &Path) -> Result<(), Fault> {
    write(to, &read(from)?)
}

/// Takes both copies away: the file is plain now.
///
/// # Errors
/// `Io`.
pub fn remove(desk: &Path) -> Result<(), Fault> {
    for path in paths(desk) {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Fault::Io(path, error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

#[cfg(unix)]
fn sync(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::secret::Passphrase;
    use crate::vault::stretch::Cost;

    fn passphrase() -> Passphrase {
        Passphrase::new("correct horse battery".into())
    }

    fn desk(folder: &tempfile::TempDir) -> PathBuf {
        let path = folder.path().join("shop.db");
        let made = Table::found("Li", 1, &passphrase(), Cost::LEAST_WORK).expect("a table");
        write(&path, &made.0).expect("written");
        path
    }

    #[test]
    fn one_broken_copy_is_no_loss_and_a_pipe_is_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = desk(&folder);
        for victim in paths(&path) {
            let before = std::fs::read(&victim).expect("bytes");
            std::fs::write(&victim, b"rubbish").expect("written");
            assert!(read(&path).is_ok_and(|table| table.unlock(None, &passphrase()).is_ok()));
            std::fs::write(&victim, before).expect("written");
        }
        for victim in paths(&path) {
            std::fs::remove_file(&victim).expect("removed");
            std::fs::create_dir(&victim).expect("a folder in its place");
        }
        assert!(matches!(read(&path), Err(Fault::Damaged)));
    }

    #[test]
    fn the_newer_copy_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = desk(&folder);
        let mut table = read(&path).expect("a table");
        let by = table.unlock(None, &passphrase()).expect("in");
        let other = Passphrase::new("another horse, better battery".into());
        table
            .set_passphrase(&by, &other, Cost::LEAST_WORK)
            .expect("changed");
        write_one(&paths(&path)[1], &table.bytes().expect("bytes")).expect("written");
        assert!(read(&path).is_ok_and(|table| table.unlock(None, &other).is_ok()));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        for copy in paths(&desk(&folder)) {
            let mode = copy.metadata().expect("there").permissions().mode();
            assert_eq!(mode & 0o077, 0, "{mode:o}");
        }
    }
}
