//! Operations as the history keeps them: who did what, and what it touched.

use crate::domain::id::{AgentId, CustomerId, OpId};
use crate::domain::time::Millis;

/// Which door an operation came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    Desk,
    Cli,
    Import,
    Rule,
    Undo,
}

impl Source {
    const ALL: [Self; 5] = [Self::Desk, Self::Cli, Self::Import, Self::Rule, Self::Undo];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Cli => "cli",
            Self::Import => "import",
            Self::Rule => "rule",
            Self::Undo => "undo",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.code() == code)
    }
}

/// One operation, as listed in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpRow {
    pub id: OpId,
    pub at: Millis,
    pub agent: AgentId,
    /// The operation's name, such as `customer.add`.
    pub kind: String,
    pub source: Source,
    pub customer: Option<CustomerId>,
    /// How many rows or customers the operation was about; 0 where that says nothing.
    pub count: i64,
    pub undo_of: Option<OpId>,
    pub undone_by: Option<OpId>,
}

/// One changed value, as the history keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    pub op: OpId,
    pub table: String,
    pub column: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// One step of the history, as it is told to people: "merge 王芳".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// The op's name, such as `customer.add`; for an undo or redo, the name of what it took back or did again.
    pub kind: String,
    pub way: Way,
    pub customer: Option<String>,
    pub count: i64,
}

/// Whether a step went forward or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    #[default]
    Did,
    Undid,
    Redid,
}
