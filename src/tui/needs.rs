//! Why an action cannot be done now, in words: nobody is chosen, the file may not be written, there is nothing to take back. Menus
//! show it, the footer leaves such keys out, and a key is refused with it.

use super::keymap::Action;
use super::state::{Focus, State};
use crate::app::Error;
use crate::i18n::Strings;

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A file that may be written.
    Writable,
    Customer,
    /// A follow-up chosen in the queue.
    FollowUp,
    /// A number chosen in the profile.
    Contact,
    /// A preference chosen in the profile.
    Fact,
    SomethingDone,
    SomethingUndone,
}

impl Need {
    /// Says what is missing, and what to do first.
    #[must_use]
    pub fn words(self, s: &Strings) -> String {
        let w = &s.desk;
        match self {
            Self::Writable => Error::ReadOnly.message(s),
            Self::Customer => w.no_customer.to_owned(),
            Self::FollowUp => w.choose_follow_up.to_owned(),
            Self::Contact => w.choose_contact.to_owned(),
            Self::Fact => w.choose_fact.to_owned(),
            Self::SomethingDone => Error::NothingToUndo.message(s),
            Self::SomethingUndone => Error::NothingToRedo.message(s),
        }
    }
}

/// Why a menu shows the action as disabled.
#[must_use]
pub fn obstacle(state: &State, action: Action) -> Option<Need> {
    // A dialog knows itself whom it is about.
    if !state.dialogs.is_empty() {
        return locked(state, action);
    }
    refusal(state, action).or_else(|| {
        let pulse = state.pulse()?;
        match action {
            Action::Undo if pulse.undo.is_none() => Some(Need::SomethingDone),
            Action::Redo if pulse.redo.is_none() => Some(Need::SomethingUndone),
            _ => None,
        }
    })
}

/// What an action in a dialog lacks: a file that may be written.
#[must_use]
pub fn locked(state: &State, action: Action) -> Option<Need> {
    (state.read_only && writes(action)).then_some(Need::Writable)
}

/// Why the key of an action does nothing. Undo and redo are let through: what was done a moment ago may not have arrived yet.
#[must_use]
pub fn refusal(state: &State, action: Action) -> Option<Need> {
    let in_queue = state.focus == Focus::Queue && state.queue.customer().is_some();
    let in_profile = state.focus == Focus::Profile;
    match action {
        _ if locked(state, action).is_some() => Some(Need::Writable),
        Action::Tag
        | Action::QuickTags
        | Action::Verify
        | Action::Claim
        | Action::GiveBack
        | Action::Tier
        | Action::Schedule
        | Action::Delete
            if state.customers.marked() > 0 =>
        {
            None
        }
        _ if is_about_one(action) && state.current().is_none() => Some(Need::Customer),
        Action::Complete | Action::Snooze | Action::Cancel if !in_queue => Some(Need::FollowUp),
        Action::BadNumber | Action::Promote if !in_profile => Some(Need::Contact),
        Action::RemoveFact if !in_profile => Some(Need::Fact),
        _ => None,
    }
}

fn is_about_one(action: Action) -> bool {
    matches!(
        action,
        Action::Open
            | Action::Copy
            | Action::Scripts
            | Action::Consent
            | Action::Register
            | Action::Log
            | Action::Schedule
            | Action::Fact
            | Action::Tag
            | Action::QuickTags
            | Action::Verify
            | Action::Claim
            | Action::GiveBack
            | Action::Reveal
            | Action::Pin
            | Action::Edit
            | Action::Delete
            | Action::Tier
            | Action::BadNumber
            | Action::Promote
            | Action::RemoveFact
            | Action::Past
            | Action::Buy
            | Action::Account
            | Action::Relate
            | Action::Company
            | Action::Fields
    )
}

fn writes(action: Action) -> bool {
    matches!(
        action,
        Action::Add
            | Action::QuickAdd
            | Action::SaveView
            | Action::Import
            | Action::Export
            | Action::Edit
            | Action::Delete
            | Action::Log
            | Action::Schedule
            | Action::Fact
            | Action::RemoveFact
            | Action::Tag
            | Action::QuickTags
            | Action::Verify
            | Action::Claim
            | Action::GiveBack
            | Action::Pin
            | Action::Tier
            | Action::Reveal
            | Action::BadNumber
            | Action::Promote
            | Action::Copy
            | Action::Consent
            | Action::Amend
            | Action::Complete
            | Action::Snooze
            | Action::Cancel
            | Action::NewScript
            | Action::EditScript
            | Action::DeleteScript
            | Action::Relate
            | Action::Undo
            | Action::Redo
            | Action::Buy
            | Action::Refund
    )
}
