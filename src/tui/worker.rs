//! Two threads, each with its own App: the reader answers the newest ask of every slot, the writer runs ops in order. The screen
//! never waits for the disk.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError};
use std::thread::JoinHandle;

use super::feed::{Slot, Ticket};
use super::msg::Msg;
use crate::app::derived::Renewal;
use crate::app::op::Op;
use crate::app::query::Query;
use crate::app::{App, Error};
use crate::config::recent;
use crate::domain::draft::Unsaved;
use crate::domain::id::CustomerId;

/// One ask on its way to the reader.
#[derive(Debug)]
pub struct Ask {
    pub slot: Slot,
    pub ticket: Ticket,
    pub query: Query,
}

/// Work for the writer.
#[derive(Debug)]
pub enum Job {
    Run(Box<Op>),
    /// Read a file and tell what would come in.
    Read(PathBuf),
    /// Keep unsaved text, or forget it.
    Keep(Option<Box<Unsaved>>),
    /// Take an earlier window's unsaved text over.
    Adopt(i64),
    /// Keep the names of the commands used last in this file.
    Remember(PathBuf, Vec<&'static str>),
}

/// Starts the reader. Once the first screen is answered and while nothing is asked it loads the search index, slice by slice; then
/// it sleeps.
///
/// # Errors
/// When the system gives no thread.
pub fn reader<M: From<Msg> + Send + 'static>(
    mut app: App,
    asks: Receiver<Ask>,
    out: SyncSender<M>,
) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new()
        .name("reader".to_owned())
        .spawn(move || {
            // Nothing is loaded before the first ask: the first frame waits for nothing it does not show.
            let mut warm = true;
            let mut waiting: Vec<Ask> = Vec::new();
            loop {
                match if warm && waiting.is_empty() {
                    asks.recv().map_err(|_| TryRecvError::Disconnected)
                } else {
                    asks.try_recv()
                } {
                    Ok(ask) => {
                        // Only the newest ask of a slot is worth an answer.
                        waiting.retain(|other| other.slot != ask.slot);
                        waiting.push(ask);
                        continue;
                    }
                    Err(TryRecvError::Disconnected) => return,
                    Err(TryRecvError::Empty) => {}
                }
                if !waiting.is_empty() {
                    let Ask {
                        slot,
                        ticket,
                        query,
                    } = waiting.remove(0);
                    let answer = app.ask(&query);
                    if answer.as_ref().is_err_and(Error::is_interrupted) {
                        // Asked again, behind what came in between; a newer ask of the same slot takes its place.
                        waiting.push(Ask {
                            slot,
                            ticket,
                            query,
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
                match app.warm() {
                    Ok(done) if done != warm => {
                        warm = done;
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

/// Starts the writer. While nothing is to be written it renews what the calendar has changed; then it sleeps.
///
/// # Errors
/// When the system gives no thread.
pub fn writer<M: From<Msg> + Send + 'static>(
    mut app: App,
    jobs: Receiver<Job>,
    out: SyncSender<M>,
) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new()
        .name("writer".to_owned())
        .spawn(move || {
            let mut renewal = Renewal::After(CustomerId(0));
            let mut renewed = false;
            loop {
                let next = match renewal {
                    Renewal::Done => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
                    Renewal::After(_) => jobs.recv_timeout(std::time::Duration::from_millis(50)),
                };
                match (next, renewal) {
                    (Ok(Job::Read(path)), _) => {
                        let incoming = app.read_in(&[path]).map(Box::new);
                        if out.send(Msg::Incoming(incoming).into()).is_err() {
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
        let thread = reader(app, asked, out).expect("a thread");
        let ticket = Ticket::default();
        for _ in 0..50 {
            asks.send(Ask {
                slot: Slot::Pulse,
                ticket,
                query: Query::Pulse,
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
