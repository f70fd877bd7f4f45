//! Hiring and dismissing the two workers: with a plain file at the start, with an encrypted one whenever somebody has got in.

use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use super::lock::Try;
use super::msg::{Msg, Secret};
use super::worker::{self, Ask, Job};
use super::{Heard, Workers};
use crate::app::clock::Clock;
use crate::app::pass::{Pass, Passphrase, Role, cost};
use crate::app::{Access, App, Error};
use crate::domain::history::Source;
use crate::i18n::{self, Strings};

/// The two connections of a desk.
pub struct Opened {
    pub reader: App,
    pub writer: App,
    /// Who can open the file; empty for a plain one.
    users: Vec<String>,
    code: Option<Secret>,
}

/// What became of an attempt to open.
pub type Outcome = Result<Opened, Error>;

/// The ways to two workers at work.
pub struct Hired {
    asks: Sender<Ask>,
    jobs: Sender<Job>,
    threads: [JoinHandle<()>; 2],
}

/// Opens a plain file twice.
///
/// # Errors
/// As `App::open`.
pub fn open_plain(path: &Path, access: Access) -> Outcome {
    Ok(Opened {
        writer: App::open(path, access, Clock::System, Source::Desk)?,
        reader: App::open(path, Access::Read, Clock::System, Source::Desk)?,
        users: Vec::new(),
        code: None,
    })
}

/// Gets in and opens the file twice; the keys are wiped when this is done.
fn open_locked(
    path: &Path,
    access: Access,
    user: Option<&str>,
    passphrase: &Passphrase,
) -> Outcome {
    let pass = Pass::unlock(path, user, passphrase, Clock::System)?;
    let writer = App::open_with(&pass, access, Clock::System, Source::Desk)?;
    Ok(Opened {
        users: writer.users()?.into_iter().map(|user| user.name).collect(),
        reader: App::open_with(&pass, Access::Read, Clock::System, Source::Desk)?,
        writer,
        code: None,
    })
}

impl Workers {
    /// Puts the two connections to work.
    pub fn hire(&mut self, opened: Opened) -> std::io::Result<()> {
        let (asks, asked) = channel();
        let (jobs, ordered) = channel();
        let threads = [
            worker::reader(opened.reader, asked, self.out.clone())?,
            worker::writer(opened.writer, ordered, self.out.clone())?,
        ];
        self.hired = Some(Hired {
            asks,
            jobs,
            threads,
        });
        Ok(())
    }

    /// Takes over what an attempt came to, and says it.
    pub fn hire_opened(&mut self, outcome: Outcome) -> std::io::Result<Msg> {
        match outcome {
            Ok(mut opened) => {
                let msg = Msg::Opened {
                    read_only: opened.writer.is_read_only() || opened.writer.role() == Role::Viewer,
                    users: std::mem::take(&mut opened.users),
                    code: opened.code.take(),
                };
                self.hire(opened)?;
                Ok(msg)
            }
            Err(error) => Ok(Msg::Refused(error)),
        }
    }

    // A worker that is gone has crashed; its last words are on their way, and quitting still works.
    pub fn ask(&self, ask: Ask) {
        if let Some(hired) = &self.hired {
            drop(hired.asks.send(ask));
        }
    }

    pub fn order(&self, job: Job) {
        if let Some(hired) = &self.hired {
            drop(hired.jobs.send(job));
        }
    }

    /// Lets the workers end what they were told; their connections, and the keys in them, go with them.
    pub fn dismiss(&mut self) -> Vec<JoinHandle<()>> {
        self.hired
            .take()
            .map_or_else(Vec::new, |hired| hired.threads.into())
    }

    /// Tries a passphrase on a thread of its own: it takes the better part of a second.
    pub fn unlock(&mut self, attempt: Try) -> std::io::Result<()> {
        let (path, access) = (self.path.clone(), self.access);
        self.on_a_thread(move || {
            open_locked(&path, access, attempt.user.as_deref(), &attempt.passphrase)
        })
    }

    /// Encrypts the file once the workers have ended, and opens it again; if that fails the plain file is opened again.
    pub fn encrypt(&mut self, passphrase: Secret, s: &'static Strings) -> std::io::Result<()> {
        let (path, access) = (self.path.clone(), self.access);
        let threads = self.dismiss();
        let out = self.out.clone();
        self.on_a_thread(move || {
            for thread in threads {
                // One that has crashed has said so.
                drop(thread.join());
            }
            match encrypted(&path, access, &passphrase.0, s) {
                Ok(opened) => Ok(opened),
                Err(error) => {
                    let opened = open_plain(&path, access)?;
                    // The desk goes on; what went wrong is said over it.
                    drop(out.send(Heard::Opened(Box::new(Ok(opened)))));
                    Err(error)
                }
            }
        })
    }

    fn on_a_thread(&self, open: impl FnOnce() -> Outcome + Send + 'static) -> std::io::Result<()> {
        let out = self.out.clone();
        let work = move || drop(out.send(Heard::Opened(Box::new(open()))));
        std::thread::Builder::new()
            .name("unlock".to_owned())
            .spawn(work)
            .map(drop)
    }
}

fn encrypted(path: &Path, access: Access, passphrase: &Passphrase, s: &Strings) -> Outcome {
    let encrypt =
        |name: &str| App::encrypt(path, Clock::System, Source::Desk, name, passphrase, cost()?);
    let code = match encrypt("") {
        // Nobody has said their name: the owner is called what they are.
        Err(Error::NameMissing) => encrypt(i18n::lock::role(s, Role::Owner))?,
        code => code?,
    };
    let opened = open_locked(path, access, None, passphrase)?;
    Ok(Opened {
        code: Some(Secret(code)),
        ..opened
    })
}
