//! What is noted about the desk itself: wrong passphrases, limits reached, new keys, encryption turned on and off.

use super::{Done, Result, Work};

/// A note about the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// Somebody tried a wrong passphrase: when, and whose slot it was, if anybody's.
    Refused {
        at: String,
        agent: i64,
    },
    /// Somebody wanted to see more contacts than they are granted.
    Limit,
    Encrypt,
    Decrypt,
    Rekey,
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "desk.refused",
            Self::Limit => "desk.limit",
            Self::Encrypt => "desk.encrypt",
            Self::Decrypt => "desk.decrypt",
            Self::Rekey => "desk.rekey",
        }
    }

    /// Nothing in the rows changes: the op is the note.
    pub(super) fn apply(&self, _: &mut Work) -> Result<Done> {
        Ok(Done::several(1))
    }

    pub(super) fn purpose(&self) -> String {
        match self {
            Self::Refused { at, agent } => format!("{at} agent {agent}"),
            Self::Limit | Self::Encrypt | Self::Decrypt | Self::Rekey => String::new(),
        }
    }
}
