//! Why a use case was refused, in the user's language, with what to do about it, and the exit status a script sees.

mod words;

use std::path::Path;

use super::relation;
use crate::app::export::Refusal;
use crate::domain::id::CustomerId;
use crate::domain::kind::Kind;
use crate::i18n::{self, Strings};
use crate::store;
use crate::store::revert::Conflict;

/// How many conflicts one sentence tells.
const CONFLICTS_TOLD: usize = 20;

/// What every use case returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a use case was refused.
#[derive(Debug)]
pub enum Error {
    NotFound(Kind),
    NameMissing,
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
    /// The customer does not want to be contacted.
    DoNotContact,
    /// The customer was changed elsewhere since the editor looked.
    Stale {
        id: CustomerId,
    },
    Field(super::field::Refusal),
    Relation(super::relation::Refusal),
    Company(super::company::Refusal),
    NothingToUndo,
    NothingToRedo,
    /// Somebody changed these customers' values after the op that was to be taken back.
    Conflicts(Vec<(String, Conflict)>),
    ReadOnly,
    /// The user stopped a long piece of work; nothing of it was kept.
    Cancelled,
    NoRandom,
    /// Nothing left the desk, or came back.
    Export(Refusal),
    Store(store::Error),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::ReadOnly => Self::ReadOnly,
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

    /// One sentence that says what happened, and one that says what to do.
    #[must_use]
    pub fn message(&self, s: &Strings) -> String {
        let e = &s.error;
        match self {
            Self::NotFound(kind) => (e.not_found)(i18n::kind(s, *kind)),
            Self::NameMissing => e.name_missing.to_owned(),
            Self::NothingSaid => e.nothing_said.to_owned(),
            Self::ReasonMissing => e.reason_missing.to_owned(),
            Self::MaskedPhone => e.masked_phone.to_owned(),
            Self::TooLong { limit } => (e.too_long)(*limit),
            Self::TooMany { limit } => (e.too_many)(*limit),
            Self::CodeTaken(code) => (e.code_taken)(code),
            Self::DoNotContact => e.do_not_contact.to_owned(),
            Self::Stale { .. } => e.stale.to_owned(),
            Self::Field(refusal) => words::field(s, refusal),
            Self::Relation(refusal) => words::relation(s, refusal),
            Self::Company(refusal) => words::company(s, refusal),
            Self::NothingToUndo => e.nothing_to_undo.to_owned(),
            Self::NothingToRedo => e.nothing_to_redo.to_owned(),
            Self::Conflicts(list) => (e.conflicts)(&conflicts_label(s, list)),
            Self::ReadOnly => e.read_only.to_owned(),
            Self::Cancelled => e.cancelled.to_owned(),
            Self::NoRandom => e.no_random.to_owned(),
            Self::Export(refusal) => export_message(s, refusal),
            Self::Store(error) => store_message(s, error),
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
            | Self::Store(store::Error::Missing(_)) => Status::NotFound,
            Self::NameMissing
            | Self::NothingSaid
            | Self::ReasonMissing
            | Self::MaskedPhone
            | Self::TooLong { .. }
            | Self::TooMany { .. }
            | Self::CodeTaken(_)
            | Self::Field(_)
            | Self::Company(_)
            | Self::Store(store::Error::Exists(_)) => Status::Usage,
            Self::Relation(_)
            | Self::Stale { .. }
            | Self::Conflicts(_)
            | Self::Store(store::Error::Busy) => Status::Conflict,
            Self::ReadOnly | Self::DoNotContact => Status::NotAllowed,
            Self::Store(
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
        store::Error::Damaged(path) => (e.file_damaged)(&name(path)),
        store::Error::Newer { path, version } => (e.file_newer)(&name(path), *version),
        store::Error::Exists(path) => (e.file_exists)(&name(path)),
        store::Error::Io { path, source } => (e.file_io)(&name(path), i18n::io(s, source.kind())),
        store::Error::Busy => e.busy.to_owned(),
        store::Error::Full => e.disk_full.to_owned(),
        store::Error::ReadOnly => e.read_only.to_owned(),
        store::Error::Constraint(_) => e.constraint.to_owned(),
        store::Error::Value { table, column } => (e.bad_value)(table, column),
        store::Error::Sqlite(error) => (e.sqlite)(&error.to_string()),
    }
}
