//! The windows that have one desk open on this computer: who they are, and a bell that each can ring for all others after a write. A
//! window waits at its bell without looking at the clock; no socket is opened. Where the system has no named pipes nobody rings.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::{Error, Result, backup};
use crate::domain::time::Millis;

/// The file name's end that says what it is.
const NOTE: &str = "window";
const BELL: &str = "bell";
/// The longest note read, in bytes.
const LONGEST: u64 = 256;

/// What a window says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sitter {
    /// The number of its process.
    pub process: u32,
    /// When it opened the desk.
    pub since: Millis,
    /// Since when it has been writing, if it is.
    pub writing_since: Option<Millis>,
}

/// This window's place among those of one desk; given up when dropped.
#[derive(Debug)]
pub struct Window {
    folder: PathBuf,
    name: String,
    since: Millis,
    /// Locked while this window lives, so that the note of one that was killed is known to be stale.
    note: File,
}

/// The folder where the windows of a desk are told, inside this computer's own folder of state.
#[must_use]
pub fn place(state: &Path, uid: &str) -> PathBuf {
    state.join("windows").join(uid)
}

impl Window {
    /// Tells that this process has the desk open. `None` where it already does so, or the folder cannot be used: a desk works without.
    #[must_use]
    pub fn open(folder: &Path, since: Millis) -> Option<Self> {
        let name = std::process::id().to_string();
        backup::make_folder(folder).ok()?;
        sweep(folder);
        let note = private(&folder.join(&name).with_extension(NOTE)).ok()?;
        note.try_lock().ok()?;
        let mut window = Self {
            folder: folder.to_owned(),
            name,
            since,
            note,
        };
        window.say(None).ok()?;
        Some(window)
    }

    /// Notes that this window begins to write, or is through.
    ///
    /// # Errors
    /// What the system says; nobody depends on it.
    pub fn say(&mut self, writing_since: Option<Millis>) -> std::io::Result<()> {
        use std::io::{Seek, SeekFrom};
        let writing = writing_since.map_or(0, |at| at.0);
        self.note.seek(SeekFrom::Start(0))?;
        // Fixed width, so that a shorter note leaves nothing of a longer one.
        self.note
            .write_all(format!("{:20} {writing:20}\n", self.since.0).as_bytes())
    }

    /// The other windows of this desk.
    #[must_use]
    pub fn others(&self) -> Vec<Sitter> {
        notes(&self.folder)
            .filter(|(name, _)| *name != self.name)
            .filter_map(|(name, path)| read(&name, &path))
            .collect()
    }

    /// Rings every other window's bell.
    pub fn ring(&self) {
        ring_all(&self.folder, &self.name);
    }

    /// The bell of this window; where there are no named pipes, none.
    ///
    /// # Errors
    /// The pipe cannot be made.
    pub fn bell(&self) -> Result<Option<Bell>> {
        Bell::hang(&self.folder.join(&self.name).with_extension(BELL))
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // What cannot be taken away is stale for everyone, because its lock goes with this process.
        for end in [NOTE, BELL] {
            drop(fs::remove_file(
                self.folder.join(&self.name).with_extension(end),
            ));
        }
    }
}

/// Every note in the folder, with the name of its window.
fn notes(folder: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == NOTE))
        .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path)))
}

fn read(name: &str, path: &Path) -> Option<Sitter> {
    let mut text = String::new();
    File::open(path)
        .ok()?
        .take(LONGEST)
        .read_to_string(&mut text)
        .ok()?;
    let mut words = text.split_whitespace();
    let since = words.next()?.parse().ok()?;
    let writing: i64 = words.next()?.parse().ok()?;
    Some(Sitter {
        process: name.parse().ok()?,
        since: Millis(since),
        writing_since: (writing > 0).then_some(Millis(writing)),
    })
}

/// Takes away what windows left that were killed: their locks are gone.
fn sweep(folder: &Path) {
    for (name, path) in notes(folder) {
        let is_stale = File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if is_stale && name != std::process::id().to_string() {
            for end in [NOTE, BELL] {
                drop(fs::remove_file(folder.join(&name).with_extension(end)));
            }
        }
    }
}

fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// A named pipe that others write a byte into.
#[derive(Debug)]
pub struct Bell {
    pipe: File,
}

#[cfg(all(unix, not(target_vendor = "apple")))]
impl Bell {
    fn hang(path: &Path) -> Result<Option<Self>> {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let io = |source| Error::Io {
            path: path.to_owned(),
            source,
        };
        drop(fs::remove_file(path));
        mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)
            .map_err(|error| io(error.into()))?;
        // Held open for writing too: otherwise every reader before the first ring, and behind the last, would find the pipe at its end.
        let pipe = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .map_err(io)?;
        Ok(Some(Self { pipe }))
    }
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
impl Bell {
    fn hang(_: &Path) -> Result<Option<Self>> {
        Ok(None)
    }
}

impl Bell {
    /// Sleeps until somebody has written; several rings that came together are one.
    ///
    /// # Errors
    /// The pipe is broken.
    pub fn wait(&mut self) -> std::io::Result<()> {
        let mut bytes = [0; 64];
        self.pipe.read(&mut bytes).map(|_| ())
    }
}

#[cfg(all(unix, not(target_vendor = "apple")))]
fn ring_all(folder: &Path, own: &str) {
    use rustix::fs::{FileType, Mode, OFlags, fstat, open};
    for (name, path) in notes(folder).filter(|(name, _)| name != own) {
        // Never waits: a window that is gone has no reader, and a full pipe has rung already.
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let Ok(pipe) = open(
            folder.join(&name).with_extension(BELL),
            flags,
            Mode::empty(),
        ) else {
            continue;
        };
        let is_pipe = fstat(&pipe)
            .is_ok_and(|found| FileType::from_raw_mode(found.st_mode) == FileType::Fifo);
        if is_pipe && File::from(pipe).write_all(b"!").is_err() {
            // It looks again with its next question.
            drop(path);
        }
    }
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
fn ring_all(_: &Path, _: &str) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_that_nobody_holds_any_more_is_swept_away() {
        let state = tempfile::tempdir().expect("a folder");
        let folder = place(state.path(), "ab");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("4000000000.window"), "5 0\n").expect("a note");
        let window = Window::open(&folder, Millis(7)).expect("a window");
        assert_eq!(window.others(), []);
        drop(window);
        assert_eq!(fs::read_dir(&folder).expect("a list").count(), 0);
    }

    #[test]
    fn another_window_is_told_with_what_it_does() {
        let state = tempfile::tempdir().expect("a folder");
        let folder = place(state.path(), "ab");
        let window = Window::open(&folder, Millis(7)).expect("a window");
        let theirs = private(&folder.join("4000000000.window")).expect("a note");
        theirs.lock().expect("held");
        fs::write(folder.join("4000000000.window"), "5 6\n").expect("a note");
        assert_eq!(
            window.others(),
            [Sitter {
                process: 4_000_000_000,
                since: Millis(5),
                writing_since: Some(Millis(6)),
            }]
        );
    }

    #[cfg(all(unix, not(target_vendor = "apple")))]
    #[test]
    fn a_ring_wakes_whoever_waits_at_the_bell() {
        let state = tempfile::tempdir().expect("a folder");
        let folder = place(state.path(), "ab");
        let window = Window::open(&folder, Millis(7)).expect("a window");
        let mut bell = window.bell().expect("a pipe").expect("a bell");
        ring_all(&folder, "somebody else");
        bell.wait().expect("woken");
    }
}
