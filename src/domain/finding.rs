//! What a doctor finds when a desk is looked over: of which part, how bad, and what. Codes and values only.

use crate::domain::id::OpId;
use crate::domain::time::Millis;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Fine,
    /// Nothing is lost, and something should be done.
    Warning,
    /// Something is damaged or missing.
    Wrong,
}

impl Verdict {
    /// The word programs read.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Warning => "warning",
            Self::Wrong => "wrong",
        }
    }
}

/// What was found of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub part: Part,
    pub verdict: Verdict,
    pub detail: Detail,
}

/// The worst of several findings.
#[must_use]
pub fn worst(findings: &[Finding]) -> Verdict {
    let worst = findings.iter().map(|finding| finding.verdict).max();
    worst.unwrap_or(Verdict::Fine)
}

/// A part of a desk that the doctor looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Opening,
    Pages,
    References,
    Chain,
    Rows,
    Derived,
    /// The values of fields marked sensitive.
    Tier,
    Anchor,
    Rights,
    Place,
    Room,
    Backups,
    Rehearsal,
    Second,
}

impl Part {
    /// The word programs read.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Pages => "pages",
            Self::References => "references",
            Self::Chain => "chain",
            Self::Rows => "rows",
            Self::Derived => "derived",
            Self::Tier => "sensitive_tier",
            Self::Anchor => "anchor",
            Self::Rights => "rights",
            Self::Place => "place",
            Self::Room => "room",
            Self::Backups => "backups",
            Self::Rehearsal => "rehearsal",
            Self::Second => "second_place",
        }
    }
}

/// What was found of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// It did not open; the sentence says why.
    Refused(String),
    Format(i64),
    Sound,
    /// SQLite's own words, for whoever is asked for help.
    Sqlite(String),
    Table(String),
    Ops(i64),
    BrokenAt(OpId),
    /// The counter of ids lies behind an id.
    Counter,
    Rows {
        proved: u64,
        older: u64,
    },
    RowAstray {
        table: String,
        row: i64,
        op: OpId,
    },
    /// So many values, each opened with its key.
    Opened(i64),
    /// So many values, sealed for others than who looks.
    Sealed(i64),
    /// So many values in a plain file, kept by role alone.
    ByRole(i64),
    /// So many values that were altered or moved.
    Unopened(i64),
    Fits,
    OpMissing(OpId, Millis),
    OpRewritten(OpId, Millis),
    Private,
    OpenToOthers(String),
    Local,
    Network,
    Cloud(&'static str),
    Bytes(u64),
    Unknown,
    Never,
    Since(Millis),
    /// A backup that is no longer what it was when it was checked.
    Changed(String),
    NotYet,
    Failed(Millis),
    NotSet,
    /// The second place is not there.
    Away(String),
}

/// An op that this computer has seen and the file lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    pub op: OpId,
    pub at: Millis,
    pub how: How,
}

/// In which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The op is not there: the file is an older one, or its end was lost.
    Gone,
    /// An op of that number is there and has another past: the history was written anew.
    Rewritten,
}
