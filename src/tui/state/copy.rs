//! Copying as the desk does it: first the op that records it, then the text, then a notice that says what it was. Nothing personal leaves
//! unrecorded.

use super::{Effect, State};
use crate::app::answer::{Answer, Copied};
use crate::app::changed::Changed;
use crate::app::op::Op;
use crate::app::query::Query;
use crate::config::Clipboard;
use crate::domain::contact::Copyable;
use crate::domain::history::Way;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::log_line::Channel;
use crate::i18n::{Strings, label};
use crate::tui::dialog::Dialog;
use crate::tui::dialog::choice::Choice;
use crate::tui::feed::Slot;
use crate::tui::widget::toast::Level;

/// A filled text on its way to the clipboard.
#[derive(Clone, PartialEq, Eq)]
pub struct Sending {
    pub customer: CustomerId,
    pub text: String,
    /// What it is called.
    pub headline: String,
    pub channel: Option<Channel>,
}

/// The derived `Debug` would print the text.
impl std::fmt::Debug for Sending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sending({})", self.headline)
    }
}

/// What waits to be copied.
#[derive(Default)]
pub struct Copying {
    /// A text whose op is being written.
    sending: Option<Sending>,
    /// The op that has let a value out which has not come yet.
    let_out: Option<OpId>,
}

impl Copying {
    /// What it wants to know of the file.
    #[must_use]
    pub fn query(&self) -> Option<(Slot, Query)> {
        self.let_out.map(|op| (Slot::Copy, Query::Copied { op }))
    }
}

/// Whether anything can be copied at all; says so when not.
pub fn is_on(state: &mut State) -> bool {
    let is_on = state.clipboard != Clipboard::Off;
    if !is_on {
        let text = state.s.desk.script.copy_off;
        state.say(Level::Info, text);
    }
    is_on
}

/// Has a text's use recorded; the text follows when that is written.
pub fn send(state: &mut State, sending: Sending, op: Box<Op>) -> Vec<Effect> {
    if !is_on(state) {
        return Vec::new();
    }
    if state.read_only {
        super::complain(state, &crate::app::Error::ReadOnly);
        return Vec::new();
    }
    state.copying.sending = Some(sending);
    vec![super::under_way::send(state, op, Vec::new())]
}

/// Goes on when a copy has been recorded; `None` for any other op.
pub fn recorded(state: &mut State, changed: &Changed) -> Option<Vec<Effect>> {
    if changed.step.way != Way::Did {
        return None;
    }
    match changed.step.kind.as_str() {
        "contact.copy" => {
            state.copying.let_out = changed.op;
            Some(Vec::new())
        }
        "script.use" => {
            let sending = state.copying.sending.take()?;
            let told = (state.s.desk.script.copied)(state.s.kind.script, &sending.headline);
            let question = Choice::log_sent(
                sending.customer,
                sending.channel,
                &sending.headline,
                state.s,
            );
            state.dialogs.push(Dialog::Choice(question));
            Some(vec![Effect::Copy {
                text: sending.text,
                told,
            }])
        }
        _ => None,
    }
}

/// Forgets a text whose op was refused.
pub fn refused(state: &mut State) {
    state.copying.sending = None;
}

/// Copies the value that was let out, once it has come.
pub fn come(state: &mut State) -> Option<Effect> {
    let op = state.copying.let_out?;
    let copied = match state.feed.get(Slot::Copy) {
        Some((Query::Copied { op: asked }, Answer::Copied(copied))) if *asked == op => {
            copied.clone()
        }
        _ => return None,
    };
    state.copying.let_out = None;
    let Some(copied) = copied else {
        let text = state.s.desk.script.copy_gone;
        state.say(Level::Error, text);
        return None;
    };
    Some(Effect::Copy {
        told: told(state.s, &copied),
        text: copied.text,
    })
}

fn told(s: &Strings, copied: &Copied) -> String {
    let what = match (copied.what, copied.method) {
        (Copyable::Address, _) => s.field.address,
        (_, Some(method)) => label::method(s, method),
        (_, None) => s.field.name,
    };
    (s.desk.script.copied)(what, &copied.masked)
}
