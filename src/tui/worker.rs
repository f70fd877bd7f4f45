//! Two threads, each with its own App: the reader answers the newest ask of every slot, the writer runs ops in order. The screen
//! never waits for the disk.

pub mod keeper;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError};
use std::thread::JoinHandle;

use super::feed::{Slot, Ticket};
use super::msg::Msg;
use crate::app::Bell;
use crate::app::answer::Answer;
use crate::app::backup::Kept;
use crate::app::derived::Renewal;
use crate::app::duplicate::Sweep;
use crate::app::import::incoming::{Choices, Incoming};
use crate::app::insight::Reading;
use crate::app::op::Op;
use crate::app::pace::Pace;
use crate::app::query::Query;
use crate::app::restore::Restored;
use crate::app::{App, Error};
use crate::config::recent;
use crate::domain::draft::Unsaved;
use crate::domain::finding::Finding;
use crate::domain::id::CustomerId;
use crate::domain::name::Lang;
use crate::i18n::strings;

/// One ask on its way to the reader.
#[derive(Debug)]
pub struct Ask {
    pub slot: Slot,
    pub ticket: Ticket,
    /// `None` when nobody waits for this slot's answer any more.
    pub query: Option<Query>,
}

/// Work for the writer.
#[derive(Debug)]
pub enum Job {
    Run(Box<Op>),
    /// Read files and tell what would come in.
    Read(Vec<PathBuf>, Choices),
    /// Write the refused rows of an import beside the file they came from.
    KeepRejects(Box<Incoming>, Lang),
    /// Keep unsaved text, or forget it.
    Keep(Option<Box<Unsaved>>),
    /// Take an earlier window's unsaved text over.
    Adopt(i64),
    /// Keep the names of the commands used last in this file.
    Remember(PathBuf, Vec<&'static str>),
}

/// Work for the keeper.
#[derive(Debug)]
pub enum Chore {
    BackUp(Arc<Pace>),
    /// Copy the newest backup to the second place.
    CopyAway,
    /// Put this backup in the file's place.
    Restore(PathBuf),
    /// Look everything over.
    Examine,
    /// Go on with a file that is older than this computer has seen it.
    Accept,
    /// What is due once a day.
    Daily,
    /// Something was written: it is backed up some minutes later.
    Wrote,
}

/// What came of it.
#[derive(Debug)]
pub enum Chored {
    Made(Kept),
    Copied(Kept),
    Restored(Restored),
    Examined(Vec<Finding>),
    Accepted,
    /// Done, and nobody need be told.
    Quietly,
}

/// Whether the search index may be written beside the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    Index,
    Nothing,
}

/// Starts the reader. Once the first screen is answered and while nothing is asked it loads the search index, slice by slice; then
/// it sleeps. When nobody asks any more it keeps the index for the next start.
///
/// # Errors
/// When the system gives no thread.
pub fn reader<M: From<Msg> + Send + 'static>(
    app: App,
    keeps: Keeps,
    asks: Receiver<Ask>,
    out: SyncSender<M>,
) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new()
        .name("reader".to_owned())
        .spawn(move || {
            let mut app = Held(app);
            // Nothing is loaded before the first ask: the first frame waits for nothing it does not show.
            let mut warm = true;
            let mut waiting: Vec<Ask> = Vec::new();
            let mut search: Option<Search> = None;
            let mut counting: Option<Counting> = None;
            loop {
                match if warm && waiting.is_empty() && search.is_none() && counting.is_none() {
                    asks.recv().map_err(|_| TryRecvError::Disconnected)
                } else {
                    asks.try_recv()
                } {
                    Ok(ask) => {
                        // Only the newest ask of a slot is worth an answer.
                        waiting.retain(|other| other.slot != ask.slot);
                        search = search.filter(|search| search.slot != ask.slot);
                        counting = counting.filter(|counting| counting.slot != ask.slot);
                        waiting.push(ask);
                        continue;
                    }
                    Err(TryRecvError::Disconnected) => return keep_index(&mut app, keeps),
                    Err(TryRecvError::Empty) => {}
                }
                if !waiting.is_empty() {
                    let Ask {
                        slot,
                        ticket,
                        query,
                    } = waiting.remove(0);
                    let Some(query) = query else { continue };
                    if let Query::Duplicates { limit } = query {
                        search = Some(Search::new(slot, ticket, limit));
                        continue;
                    }
                    if matches!(query, Query::Insight { .. })
                        && !app.knows_the_sales().unwrap_or(true)
                    {
                        counting = Some(Counting {
                            slot,
                            ticket,
                            query,
                            reading: Reading::default(),
                        });
                        continue;
                    }
                    let answer = app.ask(&query);
                    if answer.as_ref().is_err_and(Error::is_interrupted) {
                        // Asked again, behind what came in between; a newer ask of the same slot takes its place.
                        waiting.push(Ask {
                            slot,
                            ticket,
                            query: Some(query),
                        });
                        continue;
                    }
                    // A search may have found that another window changed more than the index can follow.
                    warm = app.is_warm();
                    if out
                        .send(
                            Msg::Answer {
                                slot,
                                ticket,
                                answer,
                            }
                            .into(),
                        )
                        .is_err()
                    {
                        return;
                    }
                    if app.was_changed_elsewhere().unwrap_or(false)
                        && out.send(Msg::Elsewhere.into()).is_err()
                    {
                        return;
                    }
                    continue;
                }
                if let Some(going) = search.take() {
                    let (next, told) = going.on(&mut app);
                    search = next;
                    if told.is_some_and(|told| out.send(told.into()).is_err()) {
                        return;
                    }
                    continue;
                }
                if let Some(going) = counting.take() {
                    let (next, told) = going.on(&mut app);
                    counting = next;
                    if told.is_some_and(|told| out.send(told.into()).is_err()) {
                        return;
                    }
                    continue;
                }
                match app.warm() {
                    Ok(done) if done != warm => {
                        warm = done;
                        keep_index(&mut app, keeps);
                        // Whoever searched meanwhile was given names only.
                        if out.send(Msg::Elsewhere.into()).is_err() {
                            return;
                        }
                    }
                    Ok(_) => {}
                    Err(error) if error.is_interrupted() => {}
                    // A file that cannot be read now is told with the next answer; searching falls back on names.
                    Err(_) => warm = true,
                }
            }
        })
}

/// A worker's desk: when the worker ends, what was read of it is wiped.
struct Held(App);

impl std::ops::Deref for Held {
    type Target = App;

    fn deref(&self) -> &App {
        &self.0
    }
}

impl std::ops::DerefMut for Held {
    fn deref_mut(&mut self) -> &mut App {
        &mut self.0
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.wipe();
    }
}

/// An index that cannot be written now is made anew at the next start.
fn keep_index(app: &mut App, keeps: Keeps) {
    if keeps == Keeps::Index {
        drop(app.keep_index());
    }
}

/// A search for duplicates that the reader goes on with while nothing is asked.
struct Search {
    slot: Slot,
    ticket: Ticket,
    limit: usize,
    sweep: Sweep,
    /// The progress told last, in percent.
    told: Option<u16>,
}

/// A reading of the sales that the reader goes on with while nothing else is asked, and the question that waits for it.
struct Counting {
    slot: Slot,
    ticket: Ticket,
    query: Query,
    reading: Reading,
}

impl Counting {
    /// Reads a slice; then the answer, once everything is read.
    fn on(mut self, app: &mut App) -> (Option<Self>, Option<Msg>) {
        let answer = match app.read_sales(&mut self.reading) {
            Ok(false) => return (Some(self), None),
            Ok(true) => app.ask(&self.query),
            Err(error) => Err(error),
        };
        let msg = Msg::Answer {
            slot: self.slot,
            ticket: self.ticket,
            answer,
        };
        (None, Some(msg))
    }
}

impl Search {
    fn new(slot: Slot, ticket: Ticket, limit: usize) -> Self {
        Self {
            slot,
            ticket,
            limit,
            sweep: Sweep::default(),
            told: None,
        }
    }

    /// Does a slice, and says what there is to tell: the end, or one more percent.
    fn on(mut self, app: &mut App) -> (Option<Self>, Option<Msg>) {
        let answer = match app.sweep(&mut self.sweep) {
            Ok(false) => app.underway(&self.sweep),
            Ok(true) => app.suspects(std::mem::take(&mut self.sweep), self.limit),
            Err(error) => Err(error),
        };
        let percent = match &answer {
            Ok(found) => found.permille.map(|permille| permille / 10),
            Err(_) => None,
        };
        let is_over = percent.is_none();
        let is_news = percent != self.told || is_over;
        self.told = percent;
        let msg = is_news.then(|| Msg::Answer {
            slot: self.slot,
            ticket: self.ticket,
            answer: answer.map(Answer::Suspects),
        });
        ((!is_over).then_some(self), msg)
    }
}

/// Starts the writer. While nothing is to be written it renews what the calendar has changed; then it sleeps.
///
/// # Errors
/// When the system gives no thread.
pub fn writer<M: From<Msg> + Send + 'static>(
    app: App,
    jobs: Receiver<Job>,
    out: SyncSender<M>,
) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new()
        .name("writer".to_owned())
        .spawn(move || {
            let mut app = Held(app);
            let mut renewal = Renewal::After(CustomerId(0));
            let mut renewed = false;
            loop {
                let next = match renewal {
                    Renewal::Done => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
                    Renewal::After(_) => jobs.recv_timeout(std::time::Duration::from_millis(50)),
                };
                match (next, renewal) {
                    (Ok(Job::Read(paths, choices)), _) => {
                        let incoming = app.read_in(paths, choices).map(Box::new);
                        if out.send(Msg::Incoming(incoming).into()).is_err() {
                            return;
                        }
                    }
                    (Ok(Job::KeepRejects(incoming, lang)), _) => {
                        let kept = app.keep_rejects(&incoming, strings(lang));
                        if out.send(Msg::Rejects(kept).into()).is_err() {
                            return;
                        }
                    }
                    // What cannot be kept now is kept with the next pause in typing.
                    (Ok(Job::Keep(unsaved)), _) => match app.keep_draft(unsaved.as_deref()) {
                        Ok(()) | Err(_) => {}
                    },
                    (Ok(Job::Adopt(id)), _) => app.adopt_draft(id),
                    (Ok(Job::Remember(path, names)), _) => {
                        // A history of commands that cannot be kept is not worth a complaint.
                        drop(recent::save(&path, &names));
                    }
                    (Ok(Job::Run(op)), _) => {
                        let done = app.run(&op);
                        if out.send(Msg::Done(done).into()).is_err() {
                            return;
                        }
                        if follow_the_calendar(&mut app) && out.send(Msg::Elsewhere.into()).is_err()
                        {
                            return;
                        }
                    }
                    (Err(RecvTimeoutError::Timeout), Renewal::After(from)) => {
                        renewal = renew(&mut app, from);
                        renewed |= matches!(renewal, Renewal::After(_));
                        renewed |= renewal == Renewal::Done && follow_the_calendar(&mut app);
                        if renewal == Renewal::Done
                            && renewed
                            && out.send(Msg::Elsewhere.into()).is_err()
                        {
                            return;
                        }
                    }
                    (Err(RecvTimeoutError::Timeout), Renewal::Done) => {}
                    (Err(RecvTimeoutError::Disconnected), _) => return,
                }
            }
        })
}

/// A slice that cannot be renewed now (a full disk, another window) is left for the next start: tiers are a day old then.
fn renew(app: &mut App, from: CustomerId) -> Renewal {
    match app.renew(from) {
        Ok(renewal) => renewal,
        Err(Error::Store(_) | _) => Renewal::Done,
    }
}

/// Listens for other windows' writes: each ring makes the screen ask again. The thread sleeps at its bell.
///
/// # Errors
/// When the system gives no thread.
pub fn listen<M: From<Msg> + Send + 'static>(
    bell: Option<Bell>,
    out: SyncSender<M>,
) -> std::io::Result<()> {
    let Some(mut bell) = bell else {
        return Ok(());
    };
    std::thread::Builder::new()
        .name("bell".to_owned())
        .spawn(move || while bell.wait().is_ok() && out.send(Msg::Elsewhere.into()).is_ok() {})
        .map(|_| ())
}

/// Lets the rules look at everyone on a new day, and tells whether they did anything. What cannot be written now is left for the next op.
fn follow_the_calendar(app: &mut App) -> bool {
    // A month without a score is a gap in a trend, no fault.
    drop(app.keep_the_score());
    app.follow_the_calendar().is_ok_and(|done| done.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::answer::Answer;
    use crate::app::clock::Clock;
    use crate::domain::time::Now;
    use std::sync::mpsc::{channel, sync_channel};

    #[test]
    fn an_interrupted_ask_is_answered_all_the_same() {
        let now = Now::morning_of("2026-03-02").expect("a day");
        let app = App::in_memory(Clock::Fixed(now)).expect("a desk");
        let interrupter = app.interrupter();
        let ((asks, asked), (out, inbox)) = (channel(), sync_channel::<Msg>(64));
        let thread = reader(app, Keeps::Nothing, asked, out).expect("a thread");
        let ticket = Ticket::default();
        for _ in 0..50 {
            asks.send(Ask {
                slot: Slot::Pulse,
                ticket,
                query: Some(Query::Pulse),
            })
            .expect("heard");
            interrupter.interrupt();
            let answer = loop {
                match inbox.recv().expect("an answer") {
                    Msg::Answer { answer, .. } => break answer,
                    _ => continue,
                }
            };
            assert!(matches!(answer, Ok(Answer::Pulse(_))), "{answer:?}");
        }
        drop(asks);
        thread.join().expect("it ends");
    }
}
