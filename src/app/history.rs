//! Undo and redo: choosing which op to take back. How is `store::revert`'s business.

use std::sync::atomic::Ordering;

use super::changed::step_of;
use super::{App, Done, Error, Result, Work, op};
use crate::domain::history::{Step, Way};
use crate::domain::id::OpId;
use crate::domain::kind::Kind;
use crate::store::history::Summary;
use crate::store::{self, Db};

/// Taking back, or doing again.
#[derive(Debug, Clone)]
pub enum Op {
    /// The latest op that stands, or a named one.
    Undo(Option<OpId>),
    Redo,
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Undo(_) => "history.undo",
            Self::Redo => "history.redo",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Undo(named) => undo(work, *named),
            Self::Redo => redo(work),
        }
    }
}

fn undo(work: &mut Work, named: Option<OpId>) -> Result<Done> {
    let target = match named {
        Some(id) => undoable(work.db, id)?,
        None => store::revert::latest_standing(work.db, op::FINAL)?.ok_or(Error::NothingToUndo)?,
    };
    take_back(work, target)?;
    store::revert::mark(work.db, target, Some(work.op))?;
    told(work.db, target)
}

fn undoable(db: &Db, id: OpId) -> Result<OpId> {
    let found = store::history::get(db, id)?.ok_or(Error::NotFound(Kind::Op))?;
    if !store::revert::can_be_taken_back(db, id)? {
        return Err(Error::Erased);
    }
    let stands = found.undone_by.is_none()
        && found.undo_of.is_none()
        && !op::FINAL.contains(&found.kind.as_str());
    if stands {
        Ok(id)
    } else {
        Err(Error::NothingToUndo)
    }
}

fn redo(work: &mut Work) -> Result<Done> {
    let undo = store::revert::latest_undo(work.db, op::FINAL)?.ok_or(Error::NothingToRedo)?;
    take_back(work, undo)?;
    store::revert::mark(work.db, undo, Some(work.op))?;
    if let Some(original) = store::history::get(work.db, undo)?.and_then(|row| row.undo_of) {
        store::revert::mark(work.db, original, None)?;
    }
    told(work.db, undo)
}

fn take_back(work: &mut Work, target: OpId) -> Result<()> {
    let db = work.db;
    let watched = work.pace.clone();
    if let Some(pace) = &watched {
        // Each change is looked at and taken back, then what is derived from whoever it touched is made anew.
        let steps = store::revert::count(db, target)?;
        let touched = store::history::touched_by(db, target)?.len();
        let total = 2 * steps + u64::try_from(touched).unwrap_or(0);
        pace.total.store(total, Ordering::Relaxed);
    }
    let goes_on = || watched.as_ref().is_none_or(|pace| pace.step().is_ok());
    let conflicts = store::revert::revert(db, target, || work.id(), goes_on)?;
    if conflicts.is_empty() {
        let touched = store::history::touched_by(db, work.op)?;
        return match store::points::overdrawn(db, &touched)? {
            Some(id) => Err(Error::PointsSpent(
                store::customer::name(db, id)?.unwrap_or_default(),
            )),
            None => Ok(()),
        };
    }
    let mut named = Vec::with_capacity(conflicts.len());
    for conflict in conflicts {
        let name = match conflict.customer {
            Some(customer) => store::customer::name(work.db, customer)?,
            None => None,
        };
        named.push((name.unwrap_or_default(), conflict));
    }
    Err(Error::Conflicts(named))
}

fn told(db: &Db, target: OpId) -> Result<Done> {
    let row = store::history::get(db, target)?;
    let (customer, count) = row.map_or((None, 0), |row| (row.customer, row.count));
    Ok(Done {
        summary: Summary {
            customer,
            count,
            undo_of: Some(target),
        },
        show: customer,
    })
}

/// What an undo would take back.
pub(super) fn next_undo(db: &Db) -> Result<Option<Step>> {
    store::revert::latest_standing(db, op::FINAL)?
        .map(|id| step_of(db, id))
        .transpose()
}

/// What a redo would do again.
pub(super) fn next_redo(db: &Db) -> Result<Option<Step>> {
    let undo = store::revert::latest_undo(db, op::FINAL)?;
    let original = match undo {
        Some(undo) => store::history::get(db, undo)?.and_then(|row| row.undo_of),
        None => None,
    };
    original.map(|id| step_of(db, id)).transpose()
}

impl App {
    /// What an undo or redo would tell, were it run now; writes nothing.
    ///
    /// # Errors
    /// There is nothing to take back or to do again.
    pub fn foresee_step(&self, op: &Op) -> Result<Step> {
        let (step, way) = match op {
            Op::Undo(Some(id)) => (step_of(&self.db, undoable(&self.db, *id)?)?, Way::Undid),
            Op::Undo(None) => (
                next_undo(&self.db)?.ok_or(Error::NothingToUndo)?,
                Way::Undid,
            ),
            Op::Redo => (
                next_redo(&self.db)?.ok_or(Error::NothingToRedo)?,
                Way::Redid,
            ),
        };
        Ok(Step { way, ..step })
    }
}
