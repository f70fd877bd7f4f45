//! Where a passphrase comes from: the terminal, or a descriptor that the caller opened. Never from an argument or the environment,
//! which other programs can read.

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;

use zeroize::{Zeroize as _, Zeroizing};

use super::stop::{Result, Stop};
use crate::app::clock::Clock;
use crate::app::pass::{Door, Pass, Passphrase, door, keys_lie_beside};
use crate::app::{Access, App};
use crate::domain::history::Source;
use crate::i18n::Strings;

/// The longest line read, in bytes.
const LINE_BYTES: usize = 1024;

/// How somebody identifies themselves on the command line.
#[derive(Debug, Clone, Default)]
pub struct Entrance {
    /// Who opens the file, where several can.
    pub user: Option<String>,
    /// The descriptor that passphrases are read from, a line each.
    pub descriptor: Option<u32>,
}

/// Passphrases, one after the other.
pub struct Secrets {
    from: Origin,
}

enum Origin {
    Terminal,
    /// What was read beyond the last line waits in the buffer.
    Descriptor(std::fs::File, Zeroizing<Vec<u8>>),
}

impl Entrance {
    /// Where the passphrases of this call come from.
    ///
    /// # Errors
    /// There is neither a terminal nor a readable descriptor.
    pub fn secrets(&self) -> Result<Secrets> {
        let from = match self.descriptor {
            Some(number) => {
                let opened = std::fs::File::open(format!("/dev/fd/{number}"));
                let file = opened.map_err(|_| Stop::BadDescriptor)?;
                Origin::Descriptor(file, Zeroizing::new(Vec::with_capacity(2 * LINE_BYTES)))
            }
            None if std::io::stdin().is_terminal() => Origin::Terminal,
            None => return Err(Stop::NoPassphrase),
        };
        Ok(Secrets { from })
    }

    /// Opens a desk file, asking for the passphrase if it is locked.
    ///
    /// # Errors
    /// There is nowhere to ask, the passphrase is wrong, or as `App::open`.
    pub fn open(&self, path: &Path, access: Access, source: Source, s: &Strings) -> Result<App> {
        match door(path)? {
            Door::Open => Ok(App::open(path, access, Clock::System, source)?),
            Door::Locked(_) => {
                let pass = self.unlock(path, &mut self.secrets()?, s)?;
                Ok(App::open_with(&pass, access, Clock::System, source)?)
            }
        }
    }

    /// Gets into a file that is locked, or whose keys lie beside it though it cannot be opened any more; `None` for a plain one.
    ///
    /// # Errors
    /// There is nowhere to ask, or the passphrase is wrong.
    pub fn pass(&self, path: &Path, s: &Strings) -> Result<Option<Pass>> {
        if !keys_lie_beside(path) {
            return Ok(None);
        }
        self.unlock(path, &mut self.secrets()?, s).map(Some)
    }

    /// Gets into a locked file.
    ///
    /// # Errors
    /// The passphrase is wrong, or there is nowhere to ask.
    pub fn unlock(&self, path: &Path, secrets: &mut Secrets, s: &Strings) -> Result<Pass> {
        let passphrase = secrets.next(&(s.lock.ask)(&path.display().to_string()))?;
        let name = self.user.as_deref();
        Ok(Pass::unlock(path, name, &passphrase, Clock::System)?)
    }
}

impl Secrets {
    /// The next passphrase.
    ///
    /// # Errors
    /// Nothing more is to be read.
    pub fn next(&mut self, prompt: &str) -> Result<Passphrase> {
        match &mut self.from {
            Origin::Terminal => rpassword::prompt_password(prompt)
                .map(Passphrase::new)
                .map_err(|_| Stop::NoPassphrase),
            Origin::Descriptor(file, buffer) => line(file, buffer),
        }
    }

    /// A new passphrase; on a terminal it is typed twice.
    ///
    /// # Errors
    /// The two differ, or nothing more is to be read.
    pub fn new_one(&mut self, s: &Strings) -> Result<Passphrase> {
        let passphrase = self.next(s.lock.ask_new)?;
        if matches!(self.from, Origin::Terminal) {
            let again = self.next(s.lock.ask_again)?;
            if again.text() != passphrase.text() {
                return Err(Stop::Differ);
            }
        }
        Ok(passphrase)
    }

    /// Whether somebody sits there who can be asked.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(self.from, Origin::Terminal)
    }
}

/// One line, read straight from the system: a buffered reader would keep a copy for the life of the process.
fn line(file: &mut std::fs::File, buffer: &mut Zeroizing<Vec<u8>>) -> Result<Passphrase> {
    let mut chunk = Zeroizing::new([0_u8; LINE_BYTES]);
    loop {
        let end = buffer.iter().position(|byte| *byte == b'\n');
        if let Some(end) = end {
            return taken(buffer, end, end + 1);
        }
        if buffer.len() >= LINE_BYTES {
            return Err(Stop::BadDescriptor);
        }
        match file.read(chunk.as_mut_slice()) {
            Ok(0) if buffer.is_empty() => return Err(Stop::BadDescriptor),
            Ok(0) => {
                let end = buffer.len();
                return taken(buffer, end, end);
            }
            Ok(read) => buffer.extend_from_slice(&chunk[..read]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return Err(Stop::BadDescriptor),
        }
    }
}

/// Takes a line out of the buffer and wipes where it was.
fn taken(buffer: &mut Zeroizing<Vec<u8>>, end: usize, next: usize) -> Result<Passphrase> {
    let line = buffer[..end].strip_suffix(b"\r").unwrap_or(&buffer[..end]);
    let text = std::str::from_utf8(line).map_err(|_| Stop::BadDescriptor)?;
    let passphrase = Passphrase::new(text.to_owned());
    let length = buffer.len();
    buffer.copy_within(next.., 0);
    buffer[length - next..].zeroize();
    buffer.truncate(length - next);
    Ok(passphrase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Seek as _, Write as _};

    #[test]
    fn each_line_is_one_passphrase() {
        for (bytes, want) in [
            (&b"one two\nthree\n"[..], vec!["one two", "three"]),
            (b"one\r\ntwo", vec!["one", "two"]),
            (b"\nafter an empty one\n", vec!["", "after an empty one"]),
            (b"", vec![]),
            (b"\xff\xfe\n", vec![]),
        ] {
            let mut file = tempfile::tempfile().expect("a file");
            file.write_all(bytes).expect("written");
            file.rewind().expect("rewound");
            let buffer = Zeroizing::new(Vec::with_capacity(2 * LINE_BYTES));
            let mut secrets = Secrets {
                from: Origin::Descriptor(file, buffer),
            };
            let mut got = Vec::new();
            while let Ok(passphrase) = secrets.next("") {
                got.push(passphrase.text().to_owned());
            }
            assert_eq!(got, want);
        }
    }

    #[test]
    fn a_line_without_end_is_no_passphrase() {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(&[b'a'; 5000]).expect("written");
        file.rewind().expect("rewound");
        let mut secrets = Secrets {
            from: Origin::Descriptor(file, Zeroizing::new(Vec::with_capacity(2 * LINE_BYTES))),
        };
        assert!(secrets.next("").is_err());
    }
}
