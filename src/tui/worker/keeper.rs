//! The third thread: backups, restores and check-ups, each with an App of its own, so that neither screen nor writes wait for them. It
//! sleeps until it is asked, except that a desk which has written is backed up some minutes later.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{Chore, Chored, Held};
use crate::app::anchor::{Care, Presence};
use crate::app::backup::WHILE_OPEN_MS;
use crate::app::clock::Clock;
use crate::app::pace::Pace;
use crate::app::pass::Pass;
use crate::app::restore::restore;
use crate::app::{Access, App, Error, Result};
use crate::domain::history::Source;
use crate::domain::rotation::Reason;
use crate::tui::msg::Msg;

/// The keeper of one desk file.
pub struct Keeper {
    pub path: PathBuf,
    pub access: Access,
    pub care: Care,
    /// Opens an encrypted file; wiped when the keeper ends.
    pub pass: Option<Pass>,
    /// How far the last backup is, which the user can stop.
    pub last: Arc<Pace>,
}

impl Keeper {
    fn app(&self) -> Result<Held> {
        let mut app = Held(match &self.pass {
            Some(pass) => App::open_with(pass, self.access, Clock::System, Source::Desk)?,
            None => App::open(&self.path, self.access, Clock::System, Source::Desk)?,
        });
        app.take_care(&self.care, Presence::Silent)?;
        Ok(app)
    }

    fn do_it(&self, chore: Chore) -> Result<Chored> {
        Ok(match chore {
            Chore::BackUp(pace) => Chored::Made(self.app()?.back_up(Reason::Asked, &pace)?),
            Chore::CopyAway => {
                let app = self.app()?;
                // What goes to the second place shall be the newest there is.
                app.back_up_if_changed(Reason::Routine, &Pace::default())?;
                Chored::Copied(app.copy_away()?)
            }
            Chore::Restore(from) => Chored::Restored(restore(
                &self.path,
                &from,
                Clock::System,
                &self.care,
                self.pass.as_ref(),
            )?),
            Chore::Examine => Chored::Examined(self.app()?.examine()?),
            Chore::Accept => {
                self.app()?.accept()?;
                Chored::Accepted
            }
            Chore::Daily => {
                let mut app = self.app()?;
                app.daily(&Pace::default())?;
                // What the desk was left without, or what a crash kept from it.
                app.back_up_if_changed(Reason::Routine, &Pace::default())?;
                // What cannot be learned now is learned tomorrow; hints are older until then.
                drop(app.learn());
                Chored::Quietly
            }
            Chore::Wrote => Chored::Quietly,
        })
    }

    fn routine(&self, pace: &Pace) -> Result<Chored> {
        self.app()?.back_up_if_changed(Reason::Routine, pace)?;
        Ok(Chored::Quietly)
    }

    /// The backup when the desk is left; whoever will not wait for it gets it at the next start.
    fn leave(&self) -> Result<()> {
        match self.access {
            Access::Write => match self.routine(&self.last) {
                Ok(_) | Err(Error::Cancelled) => Ok(()),
                Err(error) => Err(error),
            },
            Access::Read | Access::Media => Ok(()),
        }
    }
}

/// Starts the keeper. When nobody can ask any more it makes the last backup, of what was written since the one before, and ends.
///
/// # Errors
/// When the system gives no thread.
pub fn start<M: From<Msg> + Send + 'static>(
    keeper: Keeper,
    chores: Receiver<Chore>,
    out: SyncSender<M>,
) -> std::io::Result<JoinHandle<Result<()>>> {
    std::thread::Builder::new()
        .name("keeper".to_owned())
        .spawn(move || {
            let mut due: Option<Instant> = None;
            let while_open = Duration::from_millis(WHILE_OPEN_MS.unsigned_abs());
            loop {
                let asked = match due {
                    None => chores.recv().map_err(|_| RecvTimeoutError::Disconnected),
                    Some(due) => chores.recv_timeout(due.saturating_duration_since(Instant::now())),
                };
                let chored = match asked {
                    Ok(Chore::Wrote) => {
                        due.get_or_insert_with(|| Instant::now() + while_open);
                        continue;
                    }
                    Ok(chore) => keeper.do_it(chore),
                    Err(RecvTimeoutError::Timeout) => {
                        due = None;
                        keeper.routine(&Pace::default())
                    }
                    Err(RecvTimeoutError::Disconnected) => {
                        return keeper.leave();
                    }
                };
                if out.send(Msg::Chored(chored).into()).is_err() {
                    return Ok(());
                }
            }
        })
}
