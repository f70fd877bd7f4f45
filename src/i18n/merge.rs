//! What is said about duplicates, merging, a field's past, and two edits at once.

use crate::domain::duplicate::Reason;
use crate::domain::history::Source;

/// Texts about two records of one person, and one record with two editors.
pub struct MergeWords {
    pub reason: fn(Reason) -> &'static str,
    /// Which door a change came through.
    pub source: fn(Source) -> &'static str,
    /// Who may be the one typed: name, phone or city, reasons.
    pub twin: fn(&str, &str, &str) -> String,
    /// How to go to them, by the key.
    pub twin_key: &'static str,
    pub suspects_title: fn(usize, usize) -> String,
    /// How far the search is, in percent.
    pub searching: fn(u16) -> String,
    pub search_stop: &'static str,
    pub no_suspects: &'static str,
    pub capped: fn(usize) -> String,
    pub points: &'static str,
    pub reasons: &'static str,
    pub title: &'static str,
    pub stays: &'static str,
    pub goes: &'static str,
    pub both: &'static str,
    pub result: &'static str,
    /// What comes over: "purchase 3, log 12".
    pub moves: fn(&str) -> String,
    pub nothing_moves: &'static str,
    pub keys: &'static str,
    pub are_distinct: &'static str,
    pub waiting: &'static str,
    pub gone: &'static str,
    pub conflict_title: &'static str,
    pub mine: &'static str,
    pub theirs: &'static str,
    pub conflict_keys: &'static str,
    pub conflict_none: &'static str,
    pub unsaved_back: &'static str,
    /// The past of a field.
    pub past_title: fn(&str) -> String,
    pub past_none: &'static str,
    pub choose_field: &'static str,
    pub empty: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub field: &'static str,
    pub bulk_progress: fn(u64, u64) -> String,
    pub undo_title: &'static str,
    pub bulk_stop: &'static str,
    pub person: &'static str,
    pub firm: &'static str,
    pub may_contact: &'static str,
    pub good: &'static str,
    pub bad: &'static str,
}
