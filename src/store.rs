//! The one SQLite file: opening, creating and migrating it, and free functions per noun over a connection.
//! Nothing here begins a transaction, except that a migration is one; nothing here decides anything about customers.
// What is read here comes from disks and strangers: nothing in it may stop the program.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod anchor;
pub mod backup;
pub mod check;
pub mod cipher;
pub mod column;
pub mod company;
pub mod consent;
pub mod contact;
pub mod coupon;
pub mod customer;
pub mod derived;
pub mod desk;
pub mod draft;
pub mod drift;
pub mod dump;
pub mod duplicate;
pub mod erasure;
pub mod event;
pub mod expected;
pub mod fact;
pub mod field;
pub mod file;
pub mod filter;
pub mod follow_up;
pub mod full_text;
pub mod history;
pub mod interaction;
pub mod ledger;
pub mod level;
pub mod listing;
pub mod merge;
pub mod model;
#[cfg(feature = "testkit")]
pub mod mutant;
pub mod offer;
pub mod past;
pub mod points;
pub mod pool;
pub mod product;
pub mod purchase;
#[cfg(feature = "testkit")]
pub mod put;
pub mod relation;
pub mod retention;
pub mod revert;
pub mod rule;
pub mod sale;
pub mod salvage;
pub mod score;
pub mod script;
pub mod secret;
pub mod setting;
pub mod sheet;
pub mod source;
pub mod star;
pub mod subject;
pub mod tag;
pub mod timeline;
mod trigger;
mod value;
pub mod view;
pub mod volume;
pub mod want;
pub mod window;

use std::path::PathBuf;

/// An open desk file.
pub type Db = rusqlite::Connection;

/// A transaction on an open desk file; rolls back unless committed.
pub type Transaction<'db> = rusqlite::Transaction<'db>;

/// Why the file did not do what was asked.
#[derive(Debug)]
pub enum Error {
    /// There is no file at the path.
    Missing(PathBuf),
    /// The file exists and has no bytes.
    Empty(PathBuf),
    /// The file is no SQLite file, or another program's, or locked by a passphrase.
    Foreign(PathBuf),
    /// The file is encrypted, and this key does not open it.
    Locked(PathBuf),
    /// The file is shorter than it says, or its pages do not hang together.
    Damaged(PathBuf),
    /// The file was written by a newer shuke.
    Newer { path: PathBuf, version: i64 },
    /// A file is already there.
    Exists(PathBuf),
    /// The operating system refused.
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    /// Another window held the file for too long.
    Busy,
    /// The disk is full.
    Full,
    /// The file or its folder may not be written.
    ReadOnly,
    /// A row refers to one that is not there, or two rows clash.
    Constraint(String),
    /// A stored value is not one of the words this column may hold.
    Value {
        table: &'static str,
        column: &'static str,
    },
    /// Somebody stopped a long piece of work; nothing of it was kept.
    Stopped,
    /// A newer ask came; what was being read is not wanted any more.
    Interrupted,
    /// Anything else SQLite says.
    Sqlite(rusqlite::Error),
}

/// What every store function returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Whether the connection must not be trusted any more: after an error of the disk nobody knows what the system kept of a write, so
    /// the file is opened anew and read again, and the failed call is never simply repeated.
    #[must_use]
    pub fn is_of_the_disk(&self) -> bool {
        matches!(
            self,
            Self::Damaged(_) | Self::Io { .. } | Self::Full | Self::Sqlite(_)
        )
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DiskFull) => Self::Full,
            Some(Code::ReadOnly) => Self::ReadOnly,
            Some(Code::ConstraintViolation) => Self::Constraint(error.to_string()),
            Some(Code::OperationInterrupted) => Self::Interrupted,
            Some(Code::DatabaseCorrupt) => Self::Damaged(PathBuf::new()),
            _ => Self::Sqlite(error),
        }
    }
}

impl std::fmt::Display for Error {
    /// For developers; people read `app::Error::message`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Error {}
