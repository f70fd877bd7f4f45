//! What people may ask of whoever keeps their data: to have everything handed over, to be erased everywhere, to be set aside. Erasing is
//! final: the rows go, the history keeps digests only, and the ledger sees to it that no backup brings anybody back.

pub mod person;

use std::path::Path;

use super::{App, Done, Error, Result, Work};
use crate::domain::customer::line;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::kind::Kind;
use crate::domain::retention::is_clock_steady;
use crate::domain::time::Millis;
use crate::store::erasure::Entry;
use crate::store::{self, Db};
use crate::vault;

/// How many are erased in one go.
pub const ERASED_AT_ONCE: usize = 5_000;
/// So many digits in a row are a number of somebody's.
const DIGITS: usize = 5;

/// A write about somebody's rights.
#[derive(Debug, Clone)]
pub enum Op {
    /// For good, everywhere.
    Erase { ids: Vec<CustomerId>, why: Why },
    /// Stored from now on, and nothing else.
    Restrict { id: CustomerId },
    /// Back to work.
    Release { id: CustomerId },
    /// Everything about one person was handed over.
    HandOver { id: CustomerId, reason: String },
}

/// On whose word somebody is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A person decided, and says why.
    Reason(String),
    /// They lay in the bin long enough, or their time was over: refused when the clock has jumped.
    Time,
    /// They were erased before; a restored file has them again.
    Ledger,
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Erase { .. } => "customer.erase",
            Self::Restrict { .. } => "customer.restrict",
            Self::Release { .. } => "customer.release",
            Self::HandOver { .. } => "customer.hand_over",
        }
    }

    /// Why, in words that name nobody: the history outlives the person.
    pub(super) fn purpose(&self) -> &str {
        match self {
            Self::Erase {
                why: Why::Reason(reason),
                ..
            }
            | Self::HandOver { reason, .. } => reason,
            Self::Erase { why: Why::Time, .. } => "retention",
            Self::Erase {
                why: Why::Ledger, ..
            } => "ledger",
            Self::Restrict { .. } | Self::Release { .. } => "",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Erase { ids, why } => erase(work, ids, why),
            Self::Restrict { id } => {
                let customer =
                    store::customer::get(work.db, *id)?.ok_or(Error::NotFound(Kind::Customer))?;
                if customer.deleted_at.is_none() {
                    store::customer::set_deleted(work.db, *id, Some(work.now.at))?;
                }
                store::customer::set_restricted(work.db, *id, Some(work.now.at))?;
                Ok(Done {
                    show: None,
                    ..Done::about(*id)
                })
            }
            Self::Release { id } => {
                if !store::customer::is_restricted(work.db, *id)? {
                    return Err(Error::NotFound(Kind::Customer));
                }
                store::customer::set_restricted(work.db, *id, None)?;
                store::customer::set_deleted(work.db, *id, None)?;
                Ok(Done::about(*id))
            }
            Self::HandOver { id, reason } => {
                store::customer::get(work.db, *id)?.ok_or(Error::NotFound(Kind::Customer))?;
                names_nobody(work.db, *id, reason)?;
                Ok(Done::about(*id))
            }
        }
    }
}

fn erase(work: &mut Work, ids: &[CustomerId], why: &Why) -> Result<Done> {
    if ids.len() > ERASED_AT_ONCE {
        return Err(Error::TooMany {
            limit: ERASED_AT_ONCE,
        });
    }
    if *why == Why::Time {
        steady(work.db, work.op, work.now.at)?;
    }
    for id in ids {
        work.step()?;
        if store::customer::get(work.db, *id)?.is_none() {
            return Err(Error::NotFound(Kind::Customer));
        }
        if let Why::Reason(reason) = why {
            names_nobody(work.db, *id, reason)?;
        }
        let merged = store::erasure::merged_into(work.db, *id)?;
        forget(work, *id)?;
        for same in merged {
            forget(work, same)?;
        }
    }
    Ok(match ids {
        [id] => Done {
            show: None,
            ..Done::about(*id)
        },
        ids => Done::several(ids.len()),
    })
}

fn forget(work: &mut Work, id: CustomerId) -> Result<()> {
    for sale in store::erasure::sales_of(work.db, id)? {
        let row = work.id();
        store::erasure::keep_sale(work.db, row, &sale)?;
    }
    let entry = Entry {
        mark: store::erasure::mark(work.db, id, vault::digest)?,
        at: work.now.at,
    };
    let gone = store::erasure::erase(work.db, id)?;
    let row = work.id();
    Ok(store::erasure::enter(
        work.db,
        row,
        &entry,
        Some(work.op),
        gone,
    )?)
}

/// Nothing is destroyed on the word of a clock that has jumped.
fn steady(db: &Db, running: OpId, now: Millis) -> Result<()> {
    let last = store::history::written_before(db, running)?;
    match is_clock_steady(last, now) {
        true => Ok(()),
        false => Err(Error::ClockJumped),
    }
}

/// A reason stays in the history for good: it must say nothing of the person.
fn names_nobody(db: &Db, id: CustomerId, reason: &str) -> Result<()> {
    let reason = line(reason);
    if reason.is_empty() {
        return Err(Error::ReasonMissing);
    }
    let has_number = reason
        .split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() >= DIGITS);
    let name = store::customer::get(db, id)?.map(|customer| customer.about.name);
    let has_name = name.is_some_and(|name| !name.is_empty() && reason.contains(&name));
    match has_number || has_name {
        true => Err(Error::ReasonNames),
        false => Ok(()),
    }
}

/// That somebody was erased: what can be told of it without naming them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    pub op: OpId,
    pub at: Millis,
    pub shop: String,
    pub agent: String,
    pub reason: String,
    pub marks: Vec<String>,
    /// Rows and old values that went.
    pub gone: i64,
}

impl App {
    /// What has to follow an erasure outside its transaction: no page keeps what was on it, and the ledger goes beside the anchor. The
    /// erasure stands whatever comes of it. Returns whether the file was written anew: a disk without room for a second one keeps the
    /// old pages, whose freed parts are zeroed already.
    pub(super) fn after_erasure(&mut self) -> bool {
        let is_anew = matches!(store::erasure::rewrite(&self.db), Ok(true));
        let Some(state) = &self.care.state else {
            return is_anew;
        };
        if let (Ok(desk), Ok(entries)) =
            (store::desk::get(&self.db), store::erasure::ledger(&self.db))
        {
            let place = store::ledger::place(state, &desk.uid);
            let all = united([store::ledger::read(&place), entries]);
            // The file's own ledger and the manifests of backups have it too.
            drop(store::ledger::write(&place, &all));
        }
        is_anew
    }

    /// Does what a kill kept from following an erasure: whoever this file has erased and the ledger beside the anchor does not name.
    pub(super) fn catch_up_erasure(&mut self) {
        let (Some(state), false) = (&self.care.state, self.is_read_only()) else {
            return;
        };
        let (Ok(entries), Ok(desk)) =
            (store::erasure::ledger(&self.db), store::desk::get(&self.db))
        else {
            return;
        };
        if entries.is_empty() {
            return;
        }
        let kept = store::ledger::read(&store::ledger::place(state, &desk.uid));
        let is_named = |entry: &Entry| kept.iter().any(|other| other.mark == entry.mark);
        if !entries.iter().all(is_named) {
            self.after_erasure();
        }
    }

    /// The certificate of an erasure; `None` when the op erased nobody.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn certificate(&self, op: OpId) -> Result<Option<Certificate>> {
        let erased = store::erasure::of_op(&self.db, op)?;
        let (Some(row), false) = (store::history::get(&self.db, op)?, erased.is_empty()) else {
            return Ok(None);
        };
        Ok(Some(Certificate {
            op,
            at: row.at,
            shop: store::setting::get(&self.db, super::setting::Key::ShopName.code())?
                .unwrap_or_default(),
            agent: store::setting::agent_name(&self.db, row.agent)?.unwrap_or_default(),
            reason: store::history::purpose(&self.db, op)?,
            gone: erased.iter().map(|(_, gone)| gone).sum(),
            marks: erased.into_iter().map(|(entry, _)| entry.mark).collect(),
        }))
    }

    /// Erases again whoever a ledger names, and takes its lines over. Returns how many that were.
    ///
    /// # Errors
    /// Whatever refuses the op.
    pub(super) fn replay(&mut self, ledger: &[Entry]) -> Result<usize> {
        let mut again = Vec::new();
        if !ledger.is_empty() {
            for id in store::erasure::everyone(&self.db)? {
                let mark = store::erasure::mark(&self.db, id, vault::digest)?;
                if ledger
                    .binary_search_by(|entry| entry.mark.cmp(&mark))
                    .is_ok()
                {
                    again.push(id);
                }
            }
        }
        for id in &again {
            // Whoever was merged into somebody went with them.
            if store::customer::get(&self.db, *id)?.is_some() {
                let (ids, why) = (vec![*id], Why::Ledger);
                self.run(&super::op::Op::Rights(Op::Erase { ids, why }))?;
            }
        }
        for (n, entry) in (1..).zip(ledger) {
            // Ids of the ledger's own lines mean nothing to anybody.
            let row = store::desk::get(&self.db)?.last_id.saturating_add(n);
            store::erasure::enter(&self.db, row, entry, None, 0)?;
        }
        Ok(again.len())
    }
}

/// Keeps a certificate in a file of its own.
///
/// # Errors
/// What the system says.
pub fn save(path: &Path, text: &str) -> Result<()> {
    Ok(store::backup::write_whole(path, text)?)
}

/// Several ledgers as one, in the order of their marks; of two lines for one person the earlier stays.
pub(super) fn united<const N: usize>(ledgers: [Vec<Entry>; N]) -> Vec<Entry> {
    let mut all: Vec<Entry> = ledgers.into_iter().flatten().collect();
    all.sort();
    all.dedup_by(|later, first| later.mark == first.mark);
    all
}
