//! What can be done with follow-ups: schedule, snooze, done, cancel.

use chrono::NaiveDate;

use super::{Done, Error, Result, Work, consent};
use crate::domain::customer::line;
use crate::domain::follow_up::{FollowUp, Progress};
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::kind::Kind;
use crate::store;

/// What comes after something was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// Another promise.
    Next { due: NaiveDate, note: String },
    /// Nothing, and why.
    Nothing { reason: String },
    /// Nothing was asked: a plain log.
    Unasked,
}

/// A write to the queue.
#[derive(Debug, Clone)]
pub enum Op {
    Schedule {
        customers: Vec<CustomerId>,
        due: NaiveDate,
        note: String,
    },
    Snooze {
        ids: Vec<FollowUpId>,
        due: NaiveDate,
    },
    Done {
        id: FollowUpId,
        after: After,
    },
    Cancel {
        id: FollowUpId,
        reason: String,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Schedule { .. } => "follow_up.schedule",
            Self::Snooze { .. } => "follow_up.snooze",
            Self::Done { .. } => "follow_up.done",
            Self::Cancel { .. } => "follow_up.cancel",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Schedule {
                customers,
                due,
                note,
            } => {
                for customer in customers {
                    work.step()?;
                    super::customer::require(work, *customer)?;
                    consent::check_plan(work, *customer, note)?;
                    schedule(work, *customer, *due, note)?;
                }
                Ok(match customers.as_slice() {
                    [customer] => Done::about(*customer),
                    customers => Done::several(customers.len()),
                })
            }
            Self::Snooze { ids, due } => snooze(work, ids, *due),
            Self::Done { id, after } => {
                let customer = close_as_done(work, *id, after)?;
                schedule_after(work, customer, after)?;
                Ok(Done::about(customer))
            }
            Self::Cancel { id, reason } => {
                let reason = said(reason)?;
                let open = open(work, *id)?;
                store::follow_up::close(work.db, *id, Progress::Cancelled, work.now.at, &reason)?;
                Ok(Done::about(open.customer))
            }
        }
    }
}

fn open(work: &Work, id: FollowUpId) -> Result<FollowUp> {
    match store::follow_up::get(work.db, id)? {
        Some(found) if found.progress == Progress::Open => Ok(found),
        _ => Err(Error::NotFound(Kind::FollowUp)),
    }
}

pub(super) fn schedule(
    work: &mut Work,
    customer: CustomerId,
    due: NaiveDate,
    note: &str,
) -> Result<()> {
    let owner = work.author.clone();
    scheduled(work, customer, due, note, owner).map(|_| ())
}

/// Schedules one for somebody, and tells which it is.
pub(super) fn scheduled(
    work: &mut Work,
    customer: CustomerId,
    due: NaiveDate,
    note: &str,
    owner: String,
) -> Result<FollowUpId> {
    let note = line(note);
    let id = FollowUpId(work.id());
    let row = FollowUp {
        id,
        customer,
        due,
        note,
        owner,
        progress: Progress::Open,
        closed_at: None,
        reason: String::new(),
    };
    store::follow_up::insert(work.db, &row, "")?;
    Ok(id)
}

/// Schedules what comes after, if anything does.
pub(super) fn schedule_after(work: &mut Work, customer: CustomerId, after: &After) -> Result<()> {
    match after {
        After::Next { due, note } => {
            consent::check_plan(work, customer, note)?;
            schedule(work, customer, *due, note)
        }
        After::Nothing { .. } | After::Unasked => Ok(()),
    }
}

/// Closes a follow-up as done. Without a next step, and with nothing else promised to the customer, it needs a reason (F45).
pub(super) fn close_as_done(work: &mut Work, id: FollowUpId, after: &After) -> Result<CustomerId> {
    let found = open(work, id)?;
    let reason = match after {
        After::Next { .. } => String::new(),
        After::Nothing { reason } => said(reason)?,
        After::Unasked if store::follow_up::open_of(work.db, found.customer)?.len() > 1 => {
            String::new()
        }
        After::Unasked => return Err(Error::ReasonMissing),
    };
    store::follow_up::close(work.db, id, Progress::Done, work.now.at, &reason)?;
    Ok(found.customer)
}

fn snooze(work: &mut Work, ids: &[FollowUpId], due: NaiveDate) -> Result<Done> {
    let mut last = None;
    for id in ids {
        last = Some(open(work, *id)?.customer);
        store::follow_up::set_due(work.db, *id, due)?;
    }
    Ok(match (ids, last) {
        ([_], Some(customer)) => Done::about(customer),
        _ => Done::several(ids.len()),
    })
}

fn said(reason: &str) -> Result<String> {
    let reason = line(reason);
    if reason.is_empty() {
        Err(Error::ReasonMissing)
    } else {
        Ok(reason)
    }
}
