//! The only doorway to the data: `App::run` writes, `App::ask` reads. Permission, transaction, history, derived data and masking
//! are done here, once, for every front end. Neither screens nor words live here, except that an error can say itself.

mod advice;
pub mod anchor;
pub mod answer;
pub mod backup;
pub mod bulk;
mod card;
pub mod changed;
pub mod clock;
pub mod company;
pub mod consent;
pub mod contact;
pub mod conversion;
pub mod coupon;
pub mod customer;
pub mod cut;
pub mod derived;
pub mod desk;
pub mod doctor;
pub mod draft;
mod drift;
pub mod duplicate;
pub mod error;
pub mod event;
pub mod export;
pub mod fact;
pub mod field;
pub mod file;
pub mod filter;
pub mod follow_up;
pub mod generate;
mod hidden;
pub mod history;
pub mod import;
mod index;
pub mod insight;
pub mod interaction;
pub mod level;
mod listing;
pub mod merge;
#[cfg(feature = "testkit")]
pub mod mutant;
pub mod offer;
pub mod op;
pub mod pace;
pub mod pass;
pub mod past;
mod permission;
pub mod points;
pub mod pool;
pub mod product;
mod pulse;
pub mod purchase;
#[cfg(feature = "testkit")]
pub mod put;
pub mod quality;
pub mod query;
mod queue;
pub mod relation;
pub mod restore;
pub mod rights;
pub mod rule;
pub mod salvage;
pub mod schema;
pub mod script;
pub mod sensitive;
pub mod setting;
mod standard;
pub mod tag;
mod timeline;
pub mod trade;
pub mod user;
pub mod view;
pub mod want;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::anchor::Care;
pub use self::changed::Changed;
use self::changed::step_of;
use self::clock::Clock;
pub use self::error::{Error, Result};
use self::index::FindIndex;
use self::op::Op;
use self::pace::Pace;
use self::sensitive::Tier;
use crate::domain::history::Source;
use crate::domain::id::{AgentId, CustomerId, OpId};
use crate::domain::kind::KindSet;
use crate::domain::role::{Capability, Role};
use crate::domain::rotation::Reason;
use crate::domain::standard::Standard;
use crate::domain::time::{Millis, Now};
use crate::store::desk::Ids;
use crate::store::history::{Start, Summary};
pub use crate::store::window::Bell;
use crate::store::window::Window;
use crate::store::{self, Db};
use crate::vault::{self, secret::Key};

pub use store::file::Interrupter;

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
    /// A plain file has one implicit owner.
    role: Role,
    is_encrypted: bool,
    unlocked_at: Millis,
    /// Opens an encrypted file anew, and its backups; wiped with the App.
    key: Option<Key>,
    /// Opens cells of the sensitive tier; only managers and owners of an encrypted file have it.
    sensitive: Option<Key>,
    index: FindIndex,
    /// The sales as the reports read them, and what they say.
    cache: insight::Cache,
    /// The file's version when another window's writes were last looked for.
    looked_at: Option<i64>,
    /// The row of this window's unsaved text, if there is one.
    draft: Option<i64>,
    /// How files to import are read here.
    ground: import::incoming::Ground,
    /// Where this computer keeps what it knows of desks, and where second copies go.
    care: Care,
    /// Where the newest op that was seen is kept, outside the file.
    anchor: Option<PathBuf>,
    /// This process among the windows of the desk.
    window: Option<Window>,
    /// After an error of the disk the connection is let go; the file is opened anew before anything else is done with it.
    let_go: bool,
}

/// What an op works with while its transaction is open.
pub struct Work<'a> {
    pub db: &'a Db,
    pub now: Now,
    pub op: OpId,
    pub author: String,
    pace: Option<Arc<Pace>>,
    ids: &'a mut Ids,
    tier: &'a Tier,
    /// What the shop asks of records, once an op has wanted to know.
    standard: OnceCell<Standard>,
}

impl Work<'_> {
    fn standard(&self) -> Result<&Standard> {
        if let Some(standard) = self.standard.get() {
            return Ok(standard);
        }
        let standard = standard::for_hand(self.db, self.may_fill_sensitive())?;
        Ok(self.standard.get_or_init(|| standard))
    }

    /// One customer more of many: told to whoever watches, and refused once they have stopped it.
    fn step(&self) -> Result<()> {
        self.pace.as_deref().map_or(Ok(()), Pace::step)
    }

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
        let opened = connect(path, access, &clock, None).map_err(|error| match error {
            // Not a desk as it lies there; with keys beside it, a locked one.
            Error::Store(store::Error::Foreign(path)) if vault::copies::exist(&path) => {
                store::Error::Locked(path).into()
            }
            error => error,
        })?;
        let app = Self::over(opened, Some(path.to_owned()), clock, source);
        app.drop_old_keys(path)?;
        Ok(app)
    }

    /// Takes the keys away that a kill left beside a file as it was made plain. A file about to be encrypted says so before its keys come.
    fn drop_old_keys(&self, path: &Path) -> Result<()> {
        let is_plain_again = || store::history::newest_named(&self.db, &desk::Op::CIPHERS);
        if self.access == Access::Write
            && vault::copies::exist(path)
            && is_plain_again()?.is_some_and(|name| name == desk::Op::Decrypt.name())
        {
            // If they cannot be taken away now, the next opening tries again.
            drop(vault::copies::remove(path));
        }
        Ok(())
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
            role: Role::Owner,
            is_encrypted: false,
            unlocked_at: Millis(0),
            key: None,
            sensitive: None,
            index: FindIndex::default(),
            cache: insight::Cache::default(),
            looked_at: None,
            draft: None,
            ground: import::incoming::Ground::default(),
            care: Care::default(),
            anchor: None,
            window: None,
            let_go: false,
        }
    }

    /// Ends what this desk is being asked, from another thread; the ask fails with [`Error::is_interrupted`].
    #[must_use]
    pub fn interrupter(&self) -> Interrupter {
        Interrupter::of(&self.db)
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

    /// Says how files to import are read on this computer.
    pub fn set_ground(&mut self, ground: import::incoming::Ground) {
        self.ground = ground;
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
            op => {
                self.permit(op)?;
                self.write_op(op)
            }
        }
    }

    /// Writes an op that is permitted.
    fn write_op(&mut self, op: &Op) -> Result<Changed> {
        self.sound()?;
        self.back_up_before(op)?;
        if op.forgets() {
            self.forget_index()?;
        }
        let held = match op {
            Op::Import(op) if op.large.is_some() => Some(store::file::hold_more(&self.db)?),
            _ => None,
        };
        let done = self.written(|app| {
            let hand = app.hand()?;
            let tx = store::file::begin(&mut app.db)?;
            let changed = hand.perform(&tx, op)?;
            if changed.op.is_some() {
                store::file::commit(tx)?;
            }
            Ok(changed)
        });
        if let Some(held) = held {
            store::file::hold_as_before(&self.db, held);
        }
        let mut done = done?;
        if done.op.is_some() && op.erases() {
            done.keeps_its_pages = !self.after_erasure();
        }
        if done.op.is_some() && op.covers() {
            // Freed pages are zeroed either way; this also takes what was moved about on them.
            drop(store::erasure::rewrite(&self.db));
        }
        if done.op.is_some() {
            self.cache.forget();
            self.index.follow(&self.db, &done.customers)?;
        }
        Ok(done)
    }

    /// Does a write: other windows are told that it goes on, the anchor follows, and a connection that met an error of the disk is let go.
    fn written<T>(&mut self, write: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let now = self.now().at;
        if let Some(window) = &mut self.window {
            // Only others read the note; a write does not depend on it.
            drop(window.say(Some(now)));
        }
        let done = write(self);
        if let Some(window) = &mut self.window {
            drop(window.say(None));
        }
        match done {
            Ok(done) => {
                self.keep_anchor();
                if let Some(window) = &self.window {
                    window.ring();
                }
                Ok(done)
            }
            Err(error) => Err(self.stopped(error)),
        }
    }

    /// What an error means for this App: who holds the file is named, and a connection that is not to be trusted is let go.
    fn stopped(&mut self, error: Error) -> Error {
        match error {
            Error::Store(store::Error::Busy) => self.holder().map_or(error, Error::Held),
            Error::Store(ref cause) if cause.is_of_the_disk() && self.path.is_some() => {
                self.let_go = true;
                // Dropping it rolls back; that the journal is played back is checked at the next opening.
                if let Ok(nothing) = Db::open_in_memory() {
                    self.db = nothing;
                }
                self.looked_at = None;
                self.index = FindIndex::default();
                // Where the disk allows it, reading goes on at once.
                drop(self.sound());
                let path = self.path.clone().unwrap_or_default();
                error.in_file(&path)
            }
            error => error,
        }
    }

    /// Opens the file anew if it was let go.
    fn sound(&mut self) -> Result<()> {
        if let (true, Some(path)) = (self.let_go, &self.path) {
            self.db = store::file::open_with(path, self.access, vault::digest, self.raw_key())?;
            if let Some(key) = &self.sensitive {
                sensitive::read_with(&self.db, key)?;
            }
            self.let_go = false;
        }
        Ok(())
    }

    /// The key of the file; `None` for a plain one.
    fn raw_key(&self) -> Option<&store::cipher::RawKey> {
        self.key.as_ref().map(Key::bytes)
    }

    /// The window that most likely holds the file: one that says it writes, or the only other one.
    fn holder(&self) -> Option<store::window::Sitter> {
        let others = self.window.as_ref()?.others();
        let writing = others.iter().find(|other| other.writing_since.is_some());
        writing.or(others.first()).copied()
    }

    /// The bell that other windows of this computer ring after a write; waiting at it costs nothing.
    #[must_use]
    pub fn bell(&self) -> Option<Bell> {
        self.window.as_ref()?.bell().ok().flatten()
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
            tier: self.tier(),
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
        self.require(Capability::ReadAudit)?;
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

/// Opens a file; one of an older format is backed up before it is brought to this one.
fn connect(
    path: &Path,
    access: Access,
    clock: &Clock,
    key: Option<&store::cipher::RawKey>,
) -> Result<(Db, Access)> {
    match connect_as(path, access, clock, key) {
        // A medium that cannot be written is read.
        Err(Error::ReadOnly) if access != Access::Media => Ok((
            store::file::open_with(path, Access::Media, vault::digest, key)?,
            Access::Media,
        )),
        opened => Ok((opened?, access)),
    }
}

fn connect_as(
    path: &Path,
    access: Access,
    clock: &Clock,
    key: Option<&store::cipher::RawKey>,
) -> Result<Db> {
    if access != Access::Write {
        return Ok(store::file::open_with(path, access, vault::digest, key)?);
    }
    let db = store::file::open_as_it_is(path, access, vault::digest, key)?;
    if store::file::format_of(&db)? < FORMAT {
        let (at, pace) = (clock.now().at, pace::Pace::default());
        backup::back_up(&db, path, key, Reason::BeforeMigration, at, &pace)?;
        store::file::migrate(&db)?;
    }
    Ok(db)
}

/// Whoever writes, at one moment.
struct Hand {
    now: Now,
    source: Source,
    agent: AgentId,
    author: String,
    tier: Tier,
}

impl Hand {
    /// Applies one op with its history and derived data inside an open transaction; when it names no op, nothing is to be kept.
    fn perform(&self, tx: &Db, op: &Op) -> Result<Changed> {
        let secret = vault::random().map_err(|_| Error::NoRandom)?;
        let mut ids = store::desk::ids(tx, self.now.at)?;
        let source = if op.takes_back() {
            Source::Undo
        } else if op.is_asked_by_the_calendar() {
            Source::Rule
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
            pace: op.pace(),
            ids: &mut ids,
            tier: &self.tier,
            standard: OnceCell::new(),
        };
        let done = op.apply(&mut work)?;
        sensitive::settle(&mut work)?;
        let mut touched = store::history::touched_by(tx, id)?;
        let mut kinds = store::history::kinds(tx, id)?;
        if kinds == KindSet::from(crate::domain::kind::Kind::Op) && !op.leaves_a_trace() {
            return Ok(Changed::nothing());
        }
        derived::refresh(
            tx,
            self.now.today(),
            &touched,
            op.moves_the_rhythm(),
            op.pace().as_deref(),
        )?;
        // Whoever was just noted may be the visitor somebody waited for; undo and redo bring their own rows.
        if !op.takes_back() && event::settle(&mut work, &touched)? {
            touched = store::history::touched_by(tx, id)?;
            kinds = store::history::kinds(tx, id)?;
            derived::refresh(tx, self.now.today(), &touched, false, None)?;
        }
        // What lasts longer or shorter is needed again on another day.
        if kinds.has(crate::domain::kind::Kind::Product) {
            offer::follow_the_shelf(tx, id, self.now.today())?;
        }
        // Where a cut was moved, everybody may stand elsewhere.
        let is_cut_anew = kinds.has(crate::domain::kind::Kind::Setting)
            && derived::follow_the_pins(tx, self.now.today())?;
        let among = (!is_cut_anew).then_some(touched.as_slice());
        // What a rule did once goes with its op; taking that back or doing it again asks no rule.
        if !op.takes_back() && !rule::follow(&mut work, among, None)?.is_empty() {
            touched = store::history::touched_by(tx, id)?;
            kinds = store::history::kinds(tx, id)?;
        }
        store::history::seal(tx, &start, done.summary, vault::digest)?;
        store::desk::keep(tx, &ids)?;
        Ok(Changed {
            op: Some(id),
            kinds,
            customers: touched,
            show: done.show,
            step: step_of(tx, id)?,
            keeps_its_pages: false,
        })
    }
}
