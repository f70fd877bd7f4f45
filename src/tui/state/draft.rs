//! Unsaved text as the desk follows it: kept a moment after typing stops, forgotten when it is saved or dropped, offered at the next start.

use super::{Effect, Focus, State, export, focus, show};
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::domain::draft::{Kept, Place, Unsaved};
use crate::domain::time::Millis;
use crate::tui::dialog::Dialog;
use crate::tui::dialog::choice::Choice;
use crate::tui::dialog::form::CustomerForm;
use crate::tui::dialog::prompt::Prompt;
use crate::tui::dialog::script_form::ScriptForm;
use crate::tui::dialog::setup::Setup;
use crate::tui::dialog::view_line::ViewLine;
use crate::tui::feed::Slot;
use crate::tui::layer::Layer;
use crate::tui::pane::profile;

/// How long typing must stop before it is kept, in milliseconds.
const PAUSE_MS: i64 = 700;
/// Who never stops typing is kept this often, in milliseconds.
const LONGEST_MS: i64 = 3_000;

/// What is known of unsaved text.
#[derive(Default)]
pub struct Drafts {
    /// The text as it stands.
    seen: Option<Unsaved>,
    /// The text as the file has it.
    kept: Option<Unsaved>,
    /// Since when they differ, and when that ends.
    differs: Option<(Millis, Millis)>,
    /// Whether an earlier window's text has been asked for.
    asked: bool,
    /// Text that is opened again as soon as its customer's card is there.
    waiting: Option<Unsaved>,
}

impl Drafts {
    /// When the clock must be looked at for it.
    #[must_use]
    pub fn next_wake(&self) -> Option<Millis> {
        self.differs.map(|(_, until)| until)
    }

    /// Whether an earlier window's text has been offered, or there is none.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.asked
    }

    /// Nothing can be learnt of an earlier window's text.
    pub fn give_up(&mut self) {
        self.asked = true;
    }

    /// What it wants to know of the file.
    #[must_use]
    pub fn query(&self) -> Option<(Slot, Query)> {
        (!self.asked).then_some((Slot::Draft, Query::Draft))
    }
}

/// The text that is typed now, or whose op is not written yet.
#[must_use]
pub fn unsaved(state: &State) -> Option<Unsaved> {
    let typed = state.dialogs.iter().rev().find_map(Layer::draft);
    typed.or_else(|| state.under_way.draft())
}

/// Keeps what is unsaved when its time has come, and forgets what no longer is.
pub fn follow(state: &mut State) -> Option<Effect> {
    // A text whose form is not open yet is not over.
    if state.read_only || state.drafts.waiting.is_some() {
        return None;
    }
    let unsaved = unsaved(state);
    let (now, drafts) = (state.now.at, &mut state.drafts);
    if unsaved != drafts.seen {
        let since = drafts.differs.map_or(now, |(since, _)| since);
        let until = (now.0 + PAUSE_MS).min(since.0 + LONGEST_MS);
        drafts.differs = Some((since, Millis(until)));
        drafts.seen = unsaved;
    }
    let is_over = drafts.seen.is_none();
    if is_over || drafts.differs.is_some_and(|(_, until)| until <= now) {
        drafts.differs = None;
        if drafts.seen != drafts.kept {
            drafts.kept.clone_from(&drafts.seen);
            return Some(Effect::Keep(drafts.seen.clone().map(Box::new)));
        }
    }
    None
}

/// Offers an earlier window's text once, when nothing else is open.
pub fn offer(state: &mut State) {
    if state.drafts.asked || !state.dialogs.is_empty() {
        return;
    }
    let Some((_, Answer::Draft(kept))) = state.feed.get(Slot::Draft) else {
        return;
    };
    let question = kept.as_ref().map(|kept| Choice::resume(kept, state.now));
    state.drafts.asked = true;
    if let Some(question) = question.filter(|_| !state.read_only) {
        state.dialogs.push(Dialog::Choice(question));
    }
}

/// Goes on with an earlier window's text: from now on it is this one's.
pub fn resume(state: &mut State, kept: Kept) -> Effect {
    if let Some(customer) = kept.unsaved.customer {
        show(state, customer);
    }
    state.drafts.seen = Some(kept.unsaved.clone());
    state.drafts.kept = Some(kept.unsaved.clone());
    match kept.unsaved.place {
        Place::EditCustomer => state.drafts.waiting = Some(kept.unsaved),
        Place::NewCustomer => {
            let form = CustomerForm::resume(None, &kept.unsaved, &state.lists(), state.s);
            state.dialogs.push(Dialog::Form(Box::new(form)));
        }
        Place::NewScript | Place::EditScript => {
            let form = ScriptForm::resume(&kept.unsaved, state.s);
            state.dialogs.push(Dialog::Script(Box::new(form)));
        }
        Place::SaveView | Place::RenameView | Place::PasteView => {
            let line = ViewLine::resume(&kept.unsaved, &state.lists().fields);
            if let Some(view) = line.as_ref().and_then(ViewLine::view) {
                focus(state, Focus::Customers);
                state.customers.look(None, view.clone());
            }
            state.dialogs.extend(line.map(Dialog::ViewLine));
        }
        Place::Export => export::resume(state, &kept.unsaved),
        Place::SetUp => {
            let form = Setup::resume(&kept.unsaved, state.s);
            state.dialogs.push(Dialog::Setup(form));
        }
        _ => {
            if let Some(prompt) = Prompt::resume(&kept.unsaved) {
                state.dialogs.push(Dialog::Prompt(prompt));
            }
        }
    }
    Effect::Adopt(kept.id)
}

/// Drops an earlier window's text.
pub fn forget(id: i64) -> Vec<Effect> {
    vec![Effect::Adopt(id), Effect::Keep(None)]
}

/// Opens the form of a customer whose card has come.
pub fn reopen(state: &mut State) {
    let Some(unsaved) = &state.drafts.waiting else {
        return;
    };
    if let Some(card) = profile::card(&state.feed, unsaved.customer) {
        let form = CustomerForm::resume(Some(card), unsaved, &state.lists(), state.s);
        state.dialogs.push(Dialog::Form(Box::new(form)));
        state.drafts.waiting = None;
    }
}
