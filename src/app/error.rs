//! Why a use case was refused, in the user's language, with what to do about it, and the exit status a script sees.

mod words;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::relation;
use crate::app::export::Refusal;
use crate::domain::id::CustomerId;
use crate::domain::kind::Kind;
use crate::domain::role::{Capability, REVEALS};
use crate::domain::rule::Problem;
use crate::domain::standard;
use crate::i18n::{self, Strings};
use crate::store;
use crate::store::revert::Conflict;
use crate::store::window::Sitter;
use crate::vault::Fault;
use crate::vault::passphrase::{CHARACTERS, WORDS, Weak};

/// How many conflicts one sentence tells.
const CONFLICTS_TOLD: usize = 20;

/// What every use case returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a use case was refused.
#[derive(Debug)]
pub enum Error {
    NotFound(Kind),
    NameMissing,
    /// The record is not as the shop wants its records, or a line says what cannot be asked.
    Standard(Box<standard::Refusal>),
    NothingSaid,
    ReasonMissing,
    MaskedPhone,
    TooLong {
        limit: usize,
    },
    TooMany {
        limit: usize,
    },
    /// Another script has this code.
    CodeTaken(String),
    /// A product is called so in a hurry already.
    AliasTaken(String),
    /// They were asked about that already.
    Answered,
    /// Another level begins there.
    LevelClash(String),
    /// More would be given back than was bought.
    OverRefund {
        item: String,
        left_cents: i64,
    },
    /// Nothing of this item is left to give back.
    NothingBought(String),
    TooFewPoints {
        have: i64,
    },
    /// This customer has spent points that would be taken back.
    PointsSpent(String),
    /// There is no coupon of that code.
    NoCoupon,
    /// It was redeemed on that day.
    CouponUsed(NaiveDate),
    /// That was its last day.
    CouponOver(NaiveDate),
    /// Another view has this name.
    NameTaken(String),
    /// The view comes with the program.
    BuiltIn,
    /// Another tag or group has this name.
    TagTaken(String),
    /// So many customers carry two tags of a group that allows one.
    TagsClash {
        customers: usize,
    },
    /// The shop does not use the pool.
    PoolOff,
    /// Nobody has said who sits at the desk.
    AgentUnnamed,
    /// This one looks after them; only nobody's customers can be claimed.
    Owned(String),
    ClaimLimit {
        limit: usize,
    },
    /// The rule cannot be read.
    Rule(Problem),
    /// This is no such cut.
    Cut(super::setting::Key),
    /// These rules would drive each other.
    RulesCircle(Vec<String>),
    /// A rule asks, or would ask, for a field that some may not see.
    SensitiveInRule(String),
    /// The customer does not want to be contacted.
    DoNotContact,
    /// A plan with somebody who must not be contacted.
    NotToBePlanned(String),
    /// A plan about an offer with somebody who took back their consent to that.
    NoOffers(String),
    /// The customer was changed elsewhere since the editor looked.
    Stale {
        id: CustomerId,
    },
    /// A merge of somebody with themselves.
    SamePerson,
    Field(super::field::Refusal),
    Relation(super::relation::Refusal),
    Company(super::company::Refusal),
    /// What was done was about somebody who has been erased.
    Erased,
    /// The reason given names the person or a number.
    ReasonNames,
    /// The record is set aside: stored, and nothing else.
    SetAside,
    /// Somebody under 14 needs a guardian's consent, and is left out of marketing.
    Minor,
    /// The clock has jumped: nothing is destroyed on its word.
    ClockJumped,
    NothingToUndo,
    NothingToRedo,
    /// Somebody changed these customers' values after the op that was to be taken back.
    Conflicts(Vec<(String, Conflict)>),
    ReadOnly,
    /// The user stopped a long piece of work; nothing of it was kept.
    Cancelled,
    NoRandom,
    /// Another window holds the file.
    Held(Sitter),
    /// The desk lies in memory: there is no file to back up.
    NoFile,
    NoBackup,
    NoSecondPlace,
    /// The second place is set and is not there.
    SecondPlaceAway(PathBuf),
    /// A backup of another shop.
    OtherShop,
    /// Not one row of a damaged file could be read.
    NothingSaved,
    /// Not one row could be read of a file that is not plain, and beside which no keys lie.
    KeysGone(PathBuf),
    /// Whoever sits here may not do this.
    Denied(Capability),
    /// This takes the passphrase once more.
    Again(Capability),
    /// More contacts revealed in a short while than an agent is granted; it was noted.
    TooManyReveals,
    /// There are no users and no keys: the file is plain.
    NotEncrypted,
    /// A key, a slot or a passphrase.
    Vault(Fault),
    /// Nothing left the desk, or came back.
    Export(Refusal),
    Store(store::Error),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NoRandom => Self::NoRandom,
            Fault::Io(path, source) => Self::Store(store::Error::Io { path, source }),
            fault => Self::Vault(fault),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::ReadOnly => Self::ReadOnly,
            store::Error::Stopped => Self::Cancelled,
            other => Self::Store(other),
        }
    }
}

/// The exit statuses of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Done = 0,
    Fault = 1,
    Usage = 2,
    NotAllowed = 3,
    NotFound = 4,
    Locked = 5,
    Damaged = 6,
    Conflict = 7,
}

impl Error {
    /// Whether a new file was refused because there is one already.
    #[must_use]
    pub fn is_already_there(&self) -> bool {
        matches!(self, Self::Store(store::Error::Exists(_)))
    }

    /// Whether an ask was ended because a newer one came.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(self, Self::Store(store::Error::Interrupted))
    }

    /// One sentence that says what happened, and one that says what to do.
    #[must_use]
    pub fn message(&self, s: &Strings) -> String {
        let e = &s.error;
        match self {
            Self::NotFound(kind) => (e.not_found)(i18n::kind(s, *kind)),
            Self::NameMissing => e.name_missing.to_owned(),
            Self::Standard(refusal) => i18n::standard::refusal(s, refusal),
            Self::NothingSaid => e.nothing_said.to_owned(),
            Self::ReasonMissing => e.reason_missing.to_owned(),
            Self::MaskedPhone => e.masked_phone.to_owned(),
            Self::TooLong { limit } => (e.too_long)(*limit),
            Self::TooMany { limit } => (e.too_many)(*limit),
            Self::CodeTaken(code) => (e.code_taken)(code),
            Self::AliasTaken(alias) => (s.trade.alias_taken)(alias),
            Self::Answered => s.offer.answered.to_owned(),
            Self::LevelClash(name) => (s.trade.level_clash)(name),
            Self::OverRefund { item, left_cents } => {
                (s.trade.over_refund)(item, &i18n::label::money(s, *left_cents))
            }
            Self::NothingBought(item) => (s.trade.nothing_bought)(item),
            Self::TooFewPoints { have } => (s.trade.short)(*have),
            Self::PointsSpent(name) => (s.trade.spent)(name),
            Self::NoCoupon => s.trade.no_coupon.to_owned(),
            Self::CouponUsed(day) => (s.trade.coupon_used)(&day.to_string()),
            Self::CouponOver(day) => (s.trade.coupon_over)(&day.to_string()),
            Self::NameTaken(name) => (e.name_taken)(name),
            Self::BuiltIn => e.built_in.to_owned(),
            Self::TagTaken(name) => (s.order.tag.taken)(name),
            Self::TagsClash { customers } => (s.order.tag.clash)(*customers),
            Self::PoolOff => s.order.pool.off.to_owned(),
            Self::Owned(owner) => (s.order.pool.owned)(owner),
            Self::AgentUnnamed => s.order.pool.no_name.to_owned(),
            Self::ClaimLimit { limit } => (s.order.pool.limit)(*limit),
            Self::Rule(problem) => i18n::order::rule_problem(s, problem),
            Self::Cut(key) => (s.report.cut_hint)(key.code()).to_owned(),
            Self::SensitiveInRule(name) => (s.order.rule.asks_sensitive)(name),
            Self::RulesCircle(names) => (s.order.rule.circle)(&names.join(s.list_comma)),
            Self::DoNotContact => e.do_not_contact.to_owned(),
            Self::NotToBePlanned(name) => (s.privacy.not_to_be_planned)(name),
            Self::NoOffers(name) => (s.privacy.no_offers)(name),
            Self::Stale { .. } => e.stale.to_owned(),
            Self::SamePerson => e.same_person.to_owned(),
            Self::Field(refusal) => words::field(s, refusal),
            Self::Relation(refusal) => words::relation(s, refusal),
            Self::Company(refusal) => words::company(s, refusal),
            Self::Erased => s.privacy.erased_already.to_owned(),
            Self::ReasonNames => s.privacy.reason_names.to_owned(),
            Self::SetAside => s.privacy.set_aside.to_owned(),
            Self::Minor => s.privacy.minor.to_owned(),
            Self::ClockJumped => s.privacy.clock_jumped.to_owned(),
            Self::NothingToUndo => e.nothing_to_undo.to_owned(),
            Self::NothingToRedo => e.nothing_to_redo.to_owned(),
            Self::Conflicts(list) => (e.conflicts)(&conflicts_label(s, list)),
            Self::ReadOnly => e.read_only.to_owned(),
            Self::Cancelled => e.cancelled.to_owned(),
            Self::NoRandom => e.no_random.to_owned(),
            Self::Held(sitter) => held(s, *sitter),
            Self::NoFile => s.safe.no_file.to_owned(),
            Self::NoBackup => s.safe.no_backup.to_owned(),
            Self::NoSecondPlace => s.safe.no_second.to_owned(),
            Self::SecondPlaceAway(path) => (s.safe.second_away)(&path.display().to_string()),
            Self::OtherShop => s.safe.other_shop.to_owned(),
            Self::KeysGone(path) => {
                let [keys, _] = crate::vault::copies::paths(path);
                (s.safe.keys_gone)(&path.display().to_string(), &keys.display().to_string())
            }
            Self::NothingSaved => s.safe.nothing_saved.to_owned(),
            Self::Denied(what) => (s.lock.denied)(i18n::lock::capability(s, *what)),
            Self::Again(what) => (s.lock.again)(i18n::lock::capability(s, *what)),
            Self::TooManyReveals => (s.lock.too_many_reveals)(REVEALS),
            Self::NotEncrypted => s.lock.not_encrypted.to_owned(),
            Self::Vault(fault) => vault_message(s, fault),
            Self::Export(refusal) => export_message(s, refusal),
            Self::Store(error) => store_message(s, error),
        }
    }

    /// Damage that was met far from where the file's name is known is damage of this file.
    #[must_use]
    pub fn in_file(self, path: &Path) -> Self {
        match self {
            Self::Store(store::Error::Damaged(unknown)) if unknown == Path::new("") => {
                Self::Store(store::Error::Damaged(path.to_owned()))
            }
            error => error,
        }
    }

    /// The exit status for scripts.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::Relation(relation::Refusal::NoReferrer(_))
            | Self::NotFound(_)
            | Self::NothingToUndo
            | Self::NothingToRedo
            | Self::NoBackup
            | Self::NothingBought(_)
            | Self::NoCoupon
            | Self::SecondPlaceAway(_)
            | Self::Store(store::Error::Missing(_)) => Status::NotFound,
            Self::NameMissing
            | Self::Standard(_)
            | Self::NothingSaid
            | Self::ReasonMissing
            | Self::MaskedPhone
            | Self::ReasonNames
            | Self::TooLong { .. }
            | Self::TooMany { .. }
            | Self::CodeTaken(_)
            | Self::AliasTaken(_)
            | Self::LevelClash(_)
            | Self::OverRefund { .. }
            | Self::TooFewPoints { .. }
            | Self::CouponOver(_)
            | Self::SamePerson
            | Self::Field(_)
            | Self::Company(_)
            | Self::NoFile
            | Self::NoSecondPlace
            | Self::OtherShop
            | Self::NameTaken(_)
            | Self::BuiltIn
            | Self::TagTaken(_)
            | Self::Rule(_)
            | Self::RulesCircle(_)
            | Self::SensitiveInRule(_)
            | Self::Cut(_)
            | Self::Store(store::Error::Exists(_)) => Status::Usage,
            Self::Relation(_)
            | Self::TagsClash { .. }
            | Self::Stale { .. }
            | Self::Conflicts(_)
            | Self::PointsSpent(_)
            | Self::CouponUsed(_)
            | Self::Held(_)
            | Self::Answered
            | Self::Store(store::Error::Busy) => Status::Conflict,
            Self::ReadOnly
            | Self::DoNotContact
            | Self::NotToBePlanned(_)
            | Self::NoOffers(_)
            | Self::Erased
            | Self::SetAside
            | Self::Minor
            | Self::ClockJumped
            | Self::Denied(_)
            | Self::Again(_)
            | Self::TooManyReveals
            | Self::PoolOff
            | Self::AgentUnnamed
            | Self::Owned(_)
            | Self::ClaimLimit { .. } => Status::NotAllowed,
            Self::NotEncrypted => Status::Usage,
            Self::Vault(fault) => vault_status(fault),
            Self::Store(store::Error::Locked(_)) => Status::Locked,
            Self::NothingSaved
            | Self::KeysGone(_)
            | Self::Store(
                store::Error::Empty(_)
                | store::Error::Foreign(_)
                | store::Error::Damaged(_)
                | store::Error::Newer { .. },
            ) => Status::Damaged,
            Self::Export(Refusal::NotEmpty) => Status::Conflict,
            Self::Export(Refusal::Newer(_)) => Status::Damaged,
            Self::Export(_) => Status::Usage,
            Self::Cancelled | Self::NoRandom | Self::Store(_) => Status::Fault,
        }
    }
}

/// Who holds the file, since when they sit there, and for how long they have been writing.
fn held(s: &Strings, sitter: Sitter) -> String {
    let now = super::clock::Clock::System.now();
    let since = sitter.since.at(now.offset).format("%H:%M").to_string();
    let seconds = sitter
        .writing_since
        .map(|at| ((now.at.0 - at.0) / 1_000).max(0));
    (s.safe.held)(sitter.process, &since, seconds)
}

/// Whose values stand in the way, each once.
fn conflicts_label(s: &Strings, list: &[(String, Conflict)]) -> String {
    let mut told: Vec<String> = list
        .iter()
        .map(|(name, conflict)| format!("{name} {}", conflict_label(s, conflict)))
        .map(|text| text.trim().to_owned())
        .collect();
    told.dedup();
    let more = told.len() > CONFLICTS_TOLD;
    told.truncate(CONFLICTS_TOLD);
    let end = if more { "…" } else { "" };
    format!("{}{end}", told.join(s.list_comma))
}

fn conflict_label(s: &Strings, conflict: &Conflict) -> String {
    let column = conflict
        .column
        .and_then(|name| store::column::table(conflict.table)?.column(name));
    column.map_or_else(
        || {
            store::column::table(conflict.table)
                .map_or(conflict.table, |table| i18n::kind(s, table.kind))
                .to_owned()
        },
        |column| (column.label)(s).to_owned(),
    )
}

fn vault_message(s: &Strings, fault: &Fault) -> String {
    let w = &s.lock;
    match fault {
        Fault::Wrong => w.wrong.to_owned(),
        Fault::Wait(seconds) => (w.wait)(*seconds),
        Fault::Damaged => w.keys_damaged.to_owned(),
        Fault::Forged => w.forged.to_owned(),
        Fault::Weak(Weak::TooShort) => (w.too_short)(CHARACTERS, WORDS),
        Fault::Weak(Weak::TooLong) | Fault::TooLong => w.too_long.to_owned(),
        Fault::Weak(Weak::Common) => w.common.to_owned(),
        Fault::Taken => w.taken.to_owned(),
        Fault::Unknown => w.unknown.to_owned(),
        Fault::LastOwner => w.last_owner.to_owned(),
        Fault::Full => w.full.to_owned(),
        Fault::Memory => w.memory.to_owned(),
        Fault::NoRandom => s.error.no_random.to_owned(),
        Fault::Io(path, error) => {
            (s.error.file_io)(&path.display().to_string(), i18n::io(s, error.kind()))
        }
    }
}

fn vault_status(fault: &Fault) -> Status {
    match fault {
        Fault::Wrong | Fault::Wait(_) => Status::Locked,
        Fault::Damaged | Fault::Forged => Status::Damaged,
        Fault::Weak(_) | Fault::TooLong | Fault::Taken | Fault::LastOwner | Fault::Full => {
            Status::Usage
        }
        Fault::Unknown => Status::NotFound,
        Fault::Memory | Fault::NoRandom | Fault::Io(..) => Status::Fault,
    }
}

fn export_message(s: &Strings, refusal: &Refusal) -> String {
    let e = &s.export;
    let name = |path: &Path| path.display().to_string();
    match refusal {
        Refusal::Taken(path) => (e.taken)(&name(path)),
        Refusal::NotAFile(path) => (e.not_a_file)(&name(path)),
        Refusal::IsTheDesk(path) => (e.is_the_desk)(&name(path)),
        Refusal::NoColumn(column) => (e.no_column)(column),
        Refusal::SheetFull => e.sheet_full.to_owned(),
        Refusal::NotEmpty => e.not_empty.to_owned(),
        Refusal::NoPurpose => e.no_purpose.to_owned(),
        Refusal::Broken(what) => (e.broken)(what),
        Refusal::Newer(what) => (e.newer)(what),
        Refusal::Io(path, error) => (s.error.file_io)(&name(path), i18n::io(s, error.kind())),
    }
}

fn store_message(s: &Strings, error: &store::Error) -> String {
    let e = &s.error;
    let name = |path: &Path| path.display().to_string();
    match error {
        store::Error::Missing(path) => (e.file_missing)(&name(path)),
        store::Error::Empty(path) => (e.file_empty)(&name(path)),
        store::Error::Foreign(path) => (e.file_foreign)(&name(path)),
        store::Error::Locked(path) => (s.lock.no_key)(&name(path)),
        store::Error::Damaged(path) => (e.file_damaged)(&name(path)),
        store::Error::Newer { path, version } => (e.file_newer)(&name(path), *version),
        store::Error::Exists(path) => (e.file_exists)(&name(path)),
        store::Error::Io { path, source } => (e.file_io)(&name(path), i18n::io(s, source.kind())),
        store::Error::Busy => e.busy.to_owned(),
        store::Error::Full => e.disk_full.to_owned(),
        store::Error::ReadOnly => e.read_only.to_owned(),
        store::Error::Stopped => e.cancelled.to_owned(),
        store::Error::Constraint(_) => e.constraint.to_owned(),
        store::Error::Value { table, column } => (e.bad_value)(table, column),
        store::Error::Interrupted => e.cancelled.to_owned(),
        store::Error::Sqlite(error) => (e.sqlite)(&error.to_string()),
    }
}
