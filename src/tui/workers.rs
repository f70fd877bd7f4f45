//! Hiring and dismissing the two workers: with a plain file at the start, with an encrypted one whenever somebody has got in.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use super::lock::Try;
use super::msg::{Msg, Secret};
use super::worker::keeper::{self, Keeper};
use super::worker::{self, Ask, Chore, Job, Keeps};
use super::{Heard, Workers};
use crate::app::anchor::{Care, Presence};
use crate::app::clock::Clock;
use crate::app::import::incoming::Ground;
use crate::app::pace::Pace;
use crate::app::pass::{Pass, Passphrase, Role, cost};
use crate::app::{Access, App, Error, Interrupter};
use crate::domain::history::Source;
use crate::i18n::{self, Strings};

/// Where the desk lies, and how it is opened on this computer.
#[derive(Clone)]
pub struct Place {
    pub path: PathBuf,
    pub access: Access,
    pub care: Care,
    pub ground: Ground,
}

/// The connections of a desk, and who keeps its backups.
pub struct Opened {
    pub reader: App,
    pub writer: App,
    keeper: Keeper,
    /// Who can open the file; empty for a plain one.
    users: Vec<String>,
    code: Option<Secret>,
}

/// What became of an attempt to open.
pub type Outcome = Result<Opened, Error>;

/// The ways to the workers, the threads that are waited for at the end, and the pace of the last backup.
pub struct Hired {
    asks: Sender<Ask>,
    jobs: Sender<Job>,
    chores: Sender<Chore>,
    /// Ends what the reader is reading.
    reading: Interrupter,
    threads: [JoinHandle<()>; 2],
    keeper: JoinHandle<crate::app::Result<()>>,
    last: Arc<Pace>,
}

impl Hired {
    /// Lets the workers end: what they were told is done, and the keeper makes the last backup.
    pub fn end(self) -> Ending {
        drop((self.asks, self.jobs, self.chores));
        Ending {
            threads: self.threads,
            keeper: self.keeper,
            last: self.last,
        }
    }
}

/// Workers that nobody can ask any more.
pub struct Ending {
    threads: [JoinHandle<()>; 2],
    keeper: JoinHandle<crate::app::Result<()>>,
    last: Arc<Pace>,
}

impl Ending {
    /// Whether everything is written, the search index is kept and the last backup made.
    pub fn is_over(&self) -> bool {
        self.threads.iter().all(JoinHandle::is_finished) && self.keeper.is_finished()
    }

    /// How far the last backup is.
    pub fn pace(&self) -> Arc<Pace> {
        Arc::clone(&self.last)
    }

    /// Says on standard error what went wrong with the last backup.
    pub fn tell(self, s: &Strings) {
        for thread in self.threads {
            // One that has crashed has said so.
            drop(thread.join());
        }
        if let Ok(Err(error)) = self.keeper.join() {
            drop(writeln!(std::io::stderr(), "{}", error.message(s)));
        }
    }
}

/// Opens a plain file twice.
///
/// # Errors
/// As `App::open`.
pub fn open_plain(place: &Place) -> Outcome {
    let writer = App::open(&place.path, place.access, Clock::System, Source::Desk)?;
    let reader = App::open(&place.path, Access::Read, Clock::System, Source::Desk)?;
    opened(place, writer, reader, None)
}

/// Gets in and opens the file twice; the keys are wiped when the keeper ends.
fn open_locked(place: &Place, user: Option<&str>, passphrase: &Passphrase) -> Outcome {
    let pass = Pass::unlock(&place.path, user, passphrase, Clock::System)?;
    let writer = App::open_with(&pass, place.access, Clock::System, Source::Desk)?;
    let reader = App::open_with(&pass, Access::Read, Clock::System, Source::Desk)?;
    let users = writer.users()?.into_iter().map(|user| user.name).collect();
    Ok(Opened {
        users,
        ..opened(place, writer, reader, Some(pass))?
    })
}

fn opened(place: &Place, mut writer: App, mut reader: App, pass: Option<Pass>) -> Outcome {
    writer.take_care(&place.care, Presence::Told)?;
    writer.set_ground(place.ground.clone());
    reader.take_care(&place.care, Presence::Silent)?;
    let keeper = Keeper {
        path: place.path.clone(),
        access: if writer.is_read_only() {
            Access::Read
        } else {
            place.access
        },
        care: place.care.clone(),
        pass,
        last: Arc::default(),
    };
    Ok(Opened {
        reader,
        writer,
        keeper,
        users: Vec::new(),
        code: None,
    })
}

impl Workers {
    /// Puts the two connections to work.
    pub fn hire(&mut self, opened: Opened) -> std::io::Result<()> {
        let (asks, asked) = channel();
        let (jobs, ordered) = channel();
        let (chores, chored) = channel();
        worker::listen(opened.writer.bell(), self.out.clone())?;
        let last = Arc::clone(&opened.keeper.last);
        let reading = opened.reader.interrupter();
        let keeper = keeper::start(opened.keeper, chored, self.out.clone())?;
        let keeps = if opened.writer.is_read_only() {
            Keeps::Nothing
        } else {
            Keeps::Index
        };
        let threads = [
            worker::reader(opened.reader, keeps, asked, self.out.clone())?,
            worker::writer(opened.writer, ordered, self.out.clone())?,
        ];
        self.hired = Some(Hired {
            asks,
            jobs,
            chores,
            reading,
            threads,
            keeper,
            last,
        });
        self.chore(Chore::Daily);
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

    /// Ends what the reader is reading; it asks that again behind what came in between.
    pub fn interrupt(&self) {
        if let Some(hired) = &self.hired {
            hired.reading.interrupt();
        }
    }

    pub fn order(&self, job: Job) {
        if let Some(hired) = &self.hired {
            drop(hired.jobs.send(job));
        }
    }

    pub fn chore(&self, chore: Chore) {
        if let Some(hired) = &self.hired {
            drop(hired.chores.send(chore));
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
        let place = self.place.clone();
        self.on_a_thread(move || open_locked(&place, attempt.user.as_deref(), &attempt.passphrase))
    }

    /// Encrypts the file once the workers have ended, and opens it again; if that fails the plain file is opened again.
    pub fn encrypt(&mut self, passphrase: Secret, s: &'static Strings) -> std::io::Result<()> {
        let place = self.place.clone();
        let threads = self.dismiss();
        let out = self.out.clone();
        self.on_a_thread(move || {
            for thread in threads {
                // One that has crashed has said so.
                drop(thread.join());
            }
            match encrypted(&place, &passphrase.0, s) {
                Ok(opened) => Ok(opened),
                Err(error) => {
                    let opened = open_plain(&place)?;
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

fn encrypted(place: &Place, passphrase: &Passphrase, s: &Strings) -> Outcome {
    let path = place.path.as_path();
    let encrypt =
        |name: &str| App::encrypt(path, Clock::System, Source::Desk, name, passphrase, cost()?);
    let code = match encrypt("") {
        // Nobody has said their name: the owner is called what they are.
        Err(Error::NameMissing) => encrypt(i18n::lock::role(s, Role::Owner))?,
        code => code?,
    };
    let opened = open_locked(place, None, passphrase)?;
    Ok(Opened {
        code: Some(Secret(code)),
        ..opened
    })
}
