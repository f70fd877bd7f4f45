//! What is said about passphrases, users, roles and the lock screen.

use super::Strings;
use crate::domain::role::{Capability, Role};

/// What is said about passphrases, users, roles and the lock screen.
pub struct LockWords {
    // Refusals.
    pub no_key: fn(&str) -> String,
    pub wrong: &'static str,
    pub wait: fn(u64) -> String,
    pub keys_damaged: &'static str,
    pub forged: &'static str,
    /// Characters and words.
    pub too_short: fn(usize, usize) -> String,
    pub too_long: &'static str,
    pub common: &'static str,
    pub differ: &'static str,
    pub taken: &'static str,
    pub unknown: &'static str,
    pub last_owner: &'static str,
    pub full: &'static str,
    pub memory: &'static str,
    pub denied: fn(&str) -> String,
    pub again: fn(&str) -> String,
    pub too_many_reveals: fn(usize) -> String,
    pub not_encrypted: &'static str,
    pub encrypted_already: &'static str,
    pub no_passphrase: &'static str,
    pub bad_descriptor: &'static str,
    // The lock screen.
    pub title: &'static str,
    pub user: &'static str,
    pub passphrase: &'static str,
    pub checking: &'static str,
    pub keys: &'static str,
    pub keys_with_users: &'static str,
    pub locked_now: &'static str,
    pub plain_has_no_lock: &'static str,
    // Setting up.
    pub set_up: &'static str,
    pub set_up_hint: &'static str,
    pub set_up_again: &'static str,
    pub skipped: &'static str,
    pub encrypting: &'static str,
    pub recovery_title: &'static str,
    pub recovery_note: &'static str,
    /// Which group is asked for, counted from 1.
    pub recovery_group: fn(usize) -> String,
    pub recovery_wrong: &'static str,
    pub recovery_done: &'static str,
    // The command line.
    pub ask: fn(&str) -> String,
    pub ask_new: &'static str,
    pub ask_again: &'static str,
    pub opens: fn(&str, &str) -> String,
    pub plain_file: &'static str,
    pub added: fn(&str, &str) -> String,
    pub removed: fn(&str) -> String,
    pub role_set: fn(&str, &str) -> String,
    pub passphrase_set: fn(&str) -> String,
    pub rekeyed: &'static str,
    pub encrypted: &'static str,
    pub decrypted: &'static str,
    pub decrypt_sure: &'static str,
    pub role_of: fn(Role) -> &'static str,
    pub capability_of: fn(Capability) -> &'static str,
    // What is promised, and what is not.
    pub promise: &'static str,
    pub no_network: fn(usize) -> String,
    /// What this process holds, and how to see for oneself.
    pub sockets: fn(usize) -> String,
    pub network_title: &'static str,
}

/// What a role is called.
#[must_use]
pub fn role(s: &Strings, role: Role) -> &'static str {
    (s.lock.role_of)(role)
}

/// What a capability is called, as the object of "may".
#[must_use]
pub fn capability(s: &Strings, capability: Capability) -> &'static str {
    (s.lock.capability_of)(capability)
}
