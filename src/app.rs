//! The only doorway to the data: `App::run` writes, `App::ask` reads. Permission, transaction, history, derived data and masking
//! are done here, once, for every front end. Neither screens nor words live here, except that an error can say itself.

pub mod answer;
pub mod bulk;
pub mod changed;
pub mod clock;
pub mod company;
pub mod contact;
pub mod customer;
pub mod derived;
pub mod draft;
pub mod error;
pub mod export;
pub mod fact;
pub mod field;
pub mod filter;
pub mod follow_up;
pub mod generate;
pub mod history;
pub mod import;
mod index;
pub mod interaction;
pub mod op;
pub mod purchase;
pub mod query;
pub mod relation;
pub mod script;
pub mod setting;
pub mod tag;

use std::path::{Path, PathBuf};

use self::changed::{Changed, step_of};
use self::clock::Clock;
pub use self::error::{Error, Result};
use self::index::FindIndex;
use self::op::Op;
use crate::domain::history::Source;
use crate::domain::id::{AgentId, CustomerId, OpId};
use crate::domain::kind::KindSet;
use crate::domain::time::Now;
use crate::store::desk::Ids;
use crate::store::history::{Start, Summary};
use crate::store::{self, Db};
use crate::vault;

/// What a front end may do with the file it opens.
pub type Access = store::file::Access;

/// The number of the file format this program writes.
pub const FORMAT: i64 = store::file::VERSION;

/// One front end's door to one desk file.
pub struct App {
    db: Db,
    path: Option<PathBuf>,
    access: Access,
    clock: Clock,
    source: Source,
    agent: AgentId,
    index: FindIndex,
    /// The file's version when another window's writes were last looked for.
    looked_at: Option<i64>,
    /// The row of this window's unsaved text, if there is one.
    draft: Option<i64>,
}

/// What an op works with while its transaction is open.
pub struct Work<'a> {
    pub db: &'a Db,
    pub now: Now,
    pub op: OpId,
    pub author: String,
    ids: &'a mut Ids,
}

impl Work<'_> {
    /// A fresh id for any table.
    pub fn id(&mut self) -> i64 {
        self.ids.take()
    }
}

/// What an op did, for its history row and for the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    pub summary: Summary,
    /// The customer to go to next.
    pub show: Option<CustomerId>,
}

impl Done {
    /// The op was about one customer.
    #[must_use]
    pub fn about(customer: CustomerId) -> Self {
        Self {
            summary: Summary {
                customer: Some(customer),
                count: 1,
                undo_of: None,
            },
            show: Some(customer),
        }
    }

    /// The op was about several rows or customers.
    #[must_use]
    pub fn several(count: usize) -> Self {
        Self {
            summary: Summary {
                customer: None,
                count: i64::try_from(count).unwrap_or(i64::MAX),
                undo_of: None,
            },
            show: None,
        }
    }
}

impl App {
    /// Makes a new, empty desk file.
    ///
    /// # Errors
    /// A file is already there, or the folder cannot be written.
    pub fn create(path: &Path, clock: &Clock) -> Result<()> {
        let seed = vault::random().map_err(|_| Error::NoRandom)?;
        Ok(store::file::create(
            path,
            vault::digest,
            clock.now().at,
            seed,
        )?)
    }

    /// Opens a desk file. A medium that cannot be written opens read-only.
    ///
    /// # Errors
    /// The file is missing, empty, foreign, damaged, newer, or locked.
    pub fn open(path: &Path, access: Access, clock: Clock, source: Source) -> Result<Self> {
        let opened = match store::file::open(path, access, vault::digest) {
            Err(store::Error::ReadOnly) => (
                store::file::open(path, Access::Media, vault::digest)?,
                Access::Media,
            ),
            opened => (opened?, access),
        };
        Ok(Self::over(opened, Some(path.to_owned()), clock, source))
    }

    /// A desk in memory, for tests.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn in_memory(clock: Clock) -> Result<Self> {
        let db = store::file::in_memory(vault::digest, clock.now().at, [7; 32])?;
        Ok(Self::over((db, Access::Write), None, clock, Source::Desk))
    }

    fn over(
        (db, access): (Db, Access),
        path: Option<PathBuf>,
        clock: Clock,
        source: Source,
    ) -> Self {
        Self {
            db,
            path,
            access,
            clock,
            source,
            agent: store::desk::OWNER,
            index: FindIndex::default(),
            looked_at: None,
            draft: None,
        }
    }

    /// The moment, as this desk sees it.
    #[must_use]
    pub fn now(&self) -> Now {
        self.clock.now()
    }

    /// Puts the desk's clock elsewhere; tests walk through days with it.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Where the file lies; `None` in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether this desk only reads: asked for, or because the medium cannot be written.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.access != Access::Write
    }

    /// Runs one op: permission, transaction, history, derived data, chain, commit. The only way to write.
    ///
    /// # Errors
    /// Whatever refuses the op; nothing was written then.
    pub fn run(&mut self, op: &Op) -> Result<Changed> {
        match op {
            // It also makes a file, which goes again if the op cannot be kept.
            Op::Export(op) => Ok(self.export(op)?.0),
            op => self.record(op),
        }
    }

    fn record(&mut self, op: &Op) -> Result<Changed> {
        let hand = self.hand()?;
        let tx = store::file::begin(&mut self.db)?;
        let changed = hand.perform(&tx, op)?;
        if changed.op.is_none() {
            return Ok(changed);
        }
        store::file::commit(tx)?;
        self.index.follow(&self.db, &changed.customers)?;
        Ok(changed)
    }

    /// Who is about to write, and when; refused where nothing may be written.
    fn hand(&self) -> Result<Hand> {
        if self.is_read_only() {
            return Err(Error::ReadOnly);
        }
        Ok(Hand {
            now: self.clock.now(),
            source: self.source,
            agent: self.agent,
            author: store::setting::agent_name(&self.db, self.agent)?.unwrap_or_default(),
        })
    }

    /// A digest of every tracked row: equal for equal shops, whatever their history.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn state_hash(&self) -> Result<[u8; 32]> {
        Ok(store::revert::state_hash(&self.db, vault::digest)?)
    }

    /// Checks the chain of ops: how many there are, and the first that no longer fits.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn verify(&self) -> Result<(i64, Option<OpId>)> {
        Ok(store::history::verify(&self.db, vault::digest)?)
    }

    /// Whether another connection has written since this was last asked; the first time it only looks.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn was_changed_elsewhere(&mut self) -> Result<bool> {
        let version = store::file::data_version(&self.db)?;
        let before = self.looked_at.replace(version);
        Ok(before.is_some_and(|before| before != version))
    }
}

/// Whoever writes, at one moment.
struct Hand {
    now: Now,
    source: Source,
    agent: AgentId,
    author: String,
}

impl Hand {
    /// Applies one op with its history and derived data inside an open transaction; when it names no op, nothing is to be kept.
    fn perform(&self, tx: &Db, op: &Op) -> Result<Changed> {
        let secret = vault::random().map_err(|_| Error::NoRandom)?;
        let mut ids = store::desk::ids(tx, self.now.at)?;
        let source = if op.takes_back() {
            Source::Undo
        } else {
            self.source
        };
        let id = OpId(ids.take());
        let purpose = op.purpose();
        let start = Start {
            id,
            at: self.now.at,
            agent: self.agent,
            kind: op.name(),
            source,
            purpose: &purpose,
            secret,
        };
        store::history::start(tx, &start)?;
        let mut work = Work {
            db: tx,
            now: self.now,
            op: id,
            author: self.author.clone(),
            ids: &mut ids,
        };
        let done = op.apply(&mut work)?;
        let touched = store::history::touched_by(tx, id)?;
        let kinds = store::history::kinds(tx, id)?;
        if kinds == KindSet::from(crate::domain::kind::Kind::Op) && !op.leaves_a_trace() {
            return Ok(Changed::nothing());
        }
        derived::refresh(tx, self.now.today(), &touched, op.moves_the_rhythm())?;
        store::history::seal(tx, &start, done.summary, vault::digest)?;
        store::desk::keep(tx, &ids)?;
        Ok(Changed {
            op: Some(id),
            kinds,
            customers: touched,
            show: done.show,
            step: step_of(tx, id)?,
        })
    }
}
