//! Where an export goes: beside its place under a name nobody can guess, readable by its owner only, synced, then renamed. Links,
//! devices, pipes and the desk file itself are refused. What an export left that was killed on its way is swept by the next one there.
//! Knows no formats.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile, TempDir};

use super::{File as Told, Made, Order, Refusal, Scenery, manifest};
use crate::app::{Error, Result};
use crate::vault::{copies, stream};

/// What the manifest's name adds to the export's.
const MANIFEST: &str = ".manifest.json";
/// Files that belong to a desk file.
const SIDECARS: [&str; 4] = ["", "-journal", "-wal", "-shm"];

/// What the name of something unfinished begins and ends with.
const UNFINISHED: (&str, &str) = (".shuke-", ".part");
/// What is younger may not be held yet by whoever makes it.
const YOUNG: Duration = Duration::from_secs(60);

/// A file being written.
pub type Sink = BufWriter<NamedTempFile>;

/// The files of one export before they are in their place.
pub struct Parts {
    out: PathBuf,
    beside: PathBuf,
    replace: bool,
    folder: Option<TempDir>,
    /// Held as long as the folder is being filled, so that nobody sweeps it.
    _held: Option<File>,
    files: Vec<(Told, Option<NamedTempFile>)>,
}

impl Parts {
    /// Looks at the place and opens nothing yet.
    ///
    /// # Errors
    /// Something is there that may not be written over, or the folder cannot be written.
    pub fn open(order: &Order, desk: Option<&Path>) -> Result<Self> {
        let out = order.out.clone();
        let parent = parent(&out);
        let is_folder = order.is_folder();
        look(&out, is_folder, order.replace, desk)?;
        look(&manifest_of(&out), false, true, desk)?;
        sweep(&parent);
        let folder = match is_folder {
            true => Some(private_folder(&parent).map_err(at(&out))?),
            false => None,
        };
        Ok(Self {
            out,
            beside: parent,
            replace: order.replace,
            _held: folder.as_ref().and_then(|folder| held(folder.path())),
            folder,
            files: Vec::new(),
        })
    }

    /// Opens a file; its name counts in a folder only.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn file(&self) -> Result<Sink> {
        let folder = self
            .folder
            .as_ref()
            .map_or(self.beside.as_path(), TempDir::path);
        let part = Builder::new()
            .prefix(UNFINISHED.0)
            .suffix(UNFINISHED.1)
            .tempfile_in(folder)
            .map_err(at(&self.out))?;
        // Where files cannot be held, its youth protects it.
        drop(part.as_file().try_lock());
        Ok(BufWriter::with_capacity(1 << 16, part))
    }

    /// Takes a written file back: syncs it and measures it.
    ///
    /// # Errors
    /// It cannot be written or read.
    pub fn keep(&mut self, name: &str, rows: u64, sink: Sink) -> Result<()> {
        let io = at(&self.out);
        let part = sink.into_inner().map_err(|error| io(error.into_error()))?;
        part.as_file().sync_all().map_err(&io)?;
        let sha256 = stream::digest(File::open(part.path()).map_err(&io)?).map_err(&io)?;
        let told = |name: String| Told { name, rows, sha256 };
        let kept = match &self.folder {
            Some(folder) => {
                part.persist_noclobber(folder.path().join(name))
                    .map_err(|error| io(error.error))?;
                (told(name.to_owned()), None)
            }
            None => (told(file_name(&self.out)), Some(part)),
        };
        self.files.push(kept);
        Ok(())
    }

    /// Puts everything in its place, and the manifest beside it.
    ///
    /// # Errors
    /// A file cannot be renamed; nothing new is there then.
    pub(super) fn place(self, scenery: &Scenery) -> Result<Made> {
        let Self {
            out,
            beside,
            replace,
            folder,
            files,
            _held,
        } = self;
        let io = at(&out);
        let (told, mut parts): (Vec<Told>, Vec<_>) = files.into_iter().unzip();
        let made = Made {
            rows: told.iter().map(|file| file.rows).sum(),
            files: told,
            left_out: scenery.left_out,
            manifest: manifest_of(&out),
            out: out.clone(),
        };
        match (folder, parts.pop().flatten()) {
            (Some(folder), _) => {
                sync(folder.path()).map_err(&io)?;
                fs::rename(folder.path(), &out).map_err(&io)?;
                // It has another name by now: nothing is left to be removed.
                drop(folder.keep());
            }
            (None, Some(part)) if replace => {
                part.persist(&out).map_err(|error| io(error.error))?;
            }
            (None, Some(part)) => {
                part.persist_noclobber(&out)
                    .map_err(|error| io(error.error))?;
            }
            (None, None) => {}
        }
        let written = manifest::write(scenery, &made, &beside).and_then(|()| sync(&beside));
        written.map_err(|error| {
            take_away(&made);
            io(error)
        })?;
        Ok(made)
    }
}

/// Takes away what an export made that cannot be kept on record. What cannot be removed is told by the error that led here.
pub fn take_away(made: &Made) {
    let is_folder = made.out.is_dir();
    drop(match is_folder {
        true => fs::remove_dir_all(&made.out),
        false => fs::remove_file(&made.out),
    });
    drop(fs::remove_file(&made.manifest));
    // Keys of a desk that was to be there: no other export has a file called so.
    for keys in copies::paths(&made.out) {
        drop(fs::remove_file(keys));
    }
}

/// Holds a folder where the system can.
fn held(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.try_lock().ok()?;
    Some(folder)
}

/// Removes what exports left unfinished that were killed: it holds the shop's data, and nobody would look for it.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_unfinished = name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1);
        if is_unfinished && is_left(&entry.path()).unwrap_or(false) {
            // What cannot be removed stays for the next one to try.
            drop(match entry.path().is_dir() {
                true => fs::remove_dir_all(entry.path()),
                false => fs::remove_file(entry.path()),
            });
        }
    }
}

/// Whether something unfinished is no link, is not young, and is held by nobody.
fn is_left(path: &Path) -> std::io::Result<bool> {
    let there = fs::symlink_metadata(path)?;
    if there.is_symlink() || there.modified()?.elapsed().is_ok_and(|age| age < YOUNG) {
        return Ok(false);
    }
    Ok(File::open(path)?.try_lock().is_ok())
}

/// The folder in which it will lie.
pub(super) fn parent(out: &Path) -> PathBuf {
    match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

pub(super) fn at(out: &Path) -> impl Fn(std::io::Error) -> Error + use<> {
    let out = out.to_owned();
    move |error| Error::Export(Refusal::Io(out.clone(), error))
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

pub(super) fn manifest_of(out: &Path) -> PathBuf {
    out.with_file_name(format!("{}{MANIFEST}", file_name(out)))
}

/// Looks at what is in the place, without following it.
pub(super) fn look(out: &Path, is_folder: bool, replace: bool, desk: Option<&Path>) -> Result<()> {
    let refuse = |why: fn(PathBuf) -> Refusal| Err(Error::Export(why(out.to_owned())));
    if desk.is_some_and(|desk| is_of_desk(out, desk)) {
        return refuse(Refusal::IsTheDesk);
    }
    if out.file_name().is_none() {
        return refuse(Refusal::NotAFile);
    }
    let Ok(there) = fs::symlink_metadata(out) else {
        return Ok(());
    };
    match (is_folder, there.is_dir(), there.is_file()) {
        (true, true, _) => match fs::read_dir(out).map(|mut inside| inside.next().is_none()) {
            Ok(true) => Ok(()),
            Ok(false) => refuse(Refusal::Taken),
            Err(error) => Err(at(out)(error)),
        },
        (false, _, true) if replace => Ok(()),
        (_, _, true) => refuse(Refusal::Taken),
        _ => refuse(Refusal::NotAFile),
    }
}

/// Whether a path names the desk file or what lies beside it.
fn is_of_desk(out: &Path, desk: &Path) -> bool {
    let real = |path: &Path| {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        folder.join(path.file_name().unwrap_or_default())
    };
    let out = real(out);
    SIDECARS.iter().any(|end| {
        let name = format!("{}{end}", file_name(desk));
        real(&desk.with_file_name(name)) == out
    })
}

pub(super) fn private_folder(parent: &Path) -> std::io::Result<TempDir> {
    let mut builder = Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    builder.tempdir_in(parent)
}

/// A folder keeps a new name only once it is synced itself.
#[cfg(unix)]
pub(super) fn sync(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync(_: &Path) -> std::io::Result<()> {
    Ok(())
}
