//! Ops on their way to the file, and what was typed for each: it is forgotten when its op is written, comes back when its op is refused,
//! and holds up leaving until one or the other is known. The writer answers in the order in which it is told.

use std::collections::VecDeque;

use super::State;
use crate::app::Error;
use crate::app::op::Op;
use crate::domain::draft::Unsaved;
use crate::domain::kind::KindSet;
use crate::tui::dialog::{Dialog, conflict};
use crate::tui::layer::Layer;
use crate::tui::msg::Effect;
use crate::tui::msg::Left;
use crate::tui::widget::toast::Level;

/// Ops on their way, the oldest first.
#[derive(Default)]
pub struct UnderWay {
    /// What closed when the op was sent.
    typed: VecDeque<Vec<Dialog>>,
    /// The user wants to leave as soon as all is written.
    leaving: bool,
}

impl UnderWay {
    /// The text typed last, as it survives a crash.
    #[must_use]
    pub fn draft(&self) -> Option<Unsaved> {
        let mut dialogs = self.typed.iter().rev().flatten().rev();
        dialogs.find_map(Layer::draft)
    }

    /// What closed after its op was sent belongs to it too.
    pub fn add(&mut self, closed: Vec<Dialog>) {
        if let Some(typed) = self.typed.back_mut() {
            typed.extend(closed);
        }
    }
}

/// Sends an op, and keeps what was typed for it.
pub fn send(state: &mut State, op: Box<Op>, closed: Vec<Dialog>) -> Effect {
    state.under_way.typed.push_back(closed);
    Effect::Run(op)
}

/// Leaves, once it is known that what was sent is written; asked twice, at once.
pub fn leave(state: &mut State) -> Vec<Effect> {
    let is_waiting = !state.under_way.typed.is_empty();
    if is_waiting && !std::mem::replace(&mut state.under_way.leaving, true) {
        let text = state.s.safe.still_saving;
        state.say(Level::Info, text);
        return Vec::new();
    }
    vec![Effect::Leave(Left::Status(0))]
}

/// The oldest op is written. Whoever waited for the last one to leave leaves.
pub fn written(state: &mut State) -> Vec<Effect> {
    state.under_way.typed.pop_front();
    if state.under_way.leaving && state.under_way.typed.is_empty() {
        return vec![Effect::Leave(Left::Status(0))];
    }
    Vec::new()
}

/// The oldest op was refused: nothing typed for it is lost, and nobody leaves without it.
pub fn refused(state: &mut State, error: &Error) {
    state.under_way.leaving = false;
    let closed = state.under_way.typed.pop_front().unwrap_or_default();
    give_back(state, closed, Some(error));
}

/// Opens what was typed again. Somebody else's edit is put beside it.
pub fn give_back(state: &mut State, closed: Vec<Dialog>, error: Option<&Error>) {
    let before = state.dialogs.len();
    for dialog in closed.into_iter().rev() {
        let again = match (error, dialog) {
            (Some(Error::Stale { id }), Dialog::Form(form)) if form.customer() == Some(*id) => {
                Some(Dialog::Conflict(conflict::Conflict::new(*id, form)))
            }
            (_, Dialog::Choice(choice)) => choice.line().map(Dialog::Prompt),
            (_, dialog) => dialog.has_unsaved().then_some(dialog),
        };
        state.dialogs.extend(again);
    }
    if state.dialogs.len() > before {
        // The answers on screen may be older than what stands in the way.
        state.feed.changed(KindSet::EVERYTHING);
    }
}
