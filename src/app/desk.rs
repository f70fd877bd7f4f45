//! What is noted about the desk itself: who was handed to another program, wrong passphrases, limits reached, new keys, encryption turned on and off.

use super::{Done, Result, Work};
use crate::domain::id::CustomerId;

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
    /// These customers were handed to a program of the user's own.
    Handed(Vec<CustomerId>),
    Encrypt,
    Decrypt,
    Rekey,
}

impl Op {
    /// Those after which the file is encrypted, or plain.
    pub(super) const CIPHERS: [&str; 2] = [Self::Encrypt.name(), Self::Decrypt.name()];

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "desk.refused",
            Self::Limit => "desk.limit",
            Self::Handed(_) => "desk.handed",
            Self::Encrypt => "desk.encrypt",
            Self::Decrypt => "desk.decrypt",
            Self::Rekey => "desk.rekey",
        }
    }

    /// Nothing in the rows changes: the op is the note.
    pub(super) fn apply(&self, _: &mut Work) -> Result<Done> {
        Ok(Done::several(match self {
            Self::Handed(customers) => customers.len(),
            _ => 1,
        }))
    }

    pub(super) fn purpose(&self) -> String {
        match self {
            Self::Refused { at, agent } => format!("{at} agent {agent}"),
            // How many, never who by name: the audit outlives whoever is erased.
            Self::Handed(customers) => customers.len().to_string(),
            Self::Limit | Self::Encrypt | Self::Decrypt | Self::Rekey => String::new(),
        }
    }
}
