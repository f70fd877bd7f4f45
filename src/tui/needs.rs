//! Why an action cannot be done now, in words: nobody is chosen, the file may not be written, there is nothing to take back. Menus
//! show it, the footer leaves such keys out, and a key is refused with it.

use super::keymap::Action;
use super::state::{Focus, State};
use crate::app::Error;

/// Why a menu shows the action as disabled.
#[must_use]
pub fn obstacle(state: &State, action: Action) -> Option<String> {
    let back = match action {
        Action::Undo => state
            .pulse()
            .map(|pulse| (&pulse.undo, Error::NothingToUndo)),
        Action::Redo => state
            .pulse()
            .map(|pulse| (&pulse.redo, Error::NothingToRedo)),
        _ => None,
    };
    refusal(state, action).or_else(|| {
        back.filter(|(step, _)| step.is_none())
            .map(|(_, error)| error.message(state.s))
    })
}

/// Why the key of an action does nothing. Undo and redo are let through: what was done a moment ago may not have arrived yet.
#[must_use]
pub fn refusal(state: &State, action: Action) -> Option<String> {
    let w = &state.s.desk;
    if state.read_only && writes(action) {
        return Some(Error::ReadOnly.message(state.s));
    }
    let missing = match action {
        Action::Tag | Action::Tier | Action::Schedule | Action::Delete
            if state.customers.marked() > 0 =>
        {
            None
        }
        _ if is_about_one(action) && state.current().is_none() => Some(w.no_customer),
        Action::Complete | Action::Snooze | Action::Cancel
            if state.focus != Focus::Queue || state.queue.customer().is_none() =>
        {
            Some(w.choose_follow_up)
        }
        Action::BadNumber | Action::Promote if state.focus != Focus::Profile => {
            Some(w.choose_contact)
        }
        Action::RemoveFact if state.focus != Focus::Profile => Some(w.choose_fact),
        _ => None,
    };
    missing.map(str::to_owned)
}

fn is_about_one(action: Action) -> bool {
    matches!(
        action,
        Action::Open
            | Action::Log
            | Action::Schedule
            | Action::Fact
            | Action::Tag
            | Action::Reveal
            | Action::Pin
            | Action::Edit
            | Action::Delete
            | Action::Tier
            | Action::BadNumber
            | Action::Promote
            | Action::RemoveFact
    )
}

fn writes(action: Action) -> bool {
    matches!(
        action,
        Action::Add
            | Action::QuickAdd
            | Action::Import
            | Action::Edit
            | Action::Delete
            | Action::Log
            | Action::Schedule
            | Action::Fact
            | Action::RemoveFact
            | Action::Tag
            | Action::Pin
            | Action::Tier
            | Action::Reveal
            | Action::BadNumber
            | Action::Promote
            | Action::Amend
            | Action::Complete
            | Action::Snooze
            | Action::Cancel
            | Action::Undo
            | Action::Redo
    )
}
