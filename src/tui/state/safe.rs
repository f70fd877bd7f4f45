//! Backups, the doctor and the anchor as the desk follows them: questions at the start, what came of the keeper's work.

use super::{Effect, State, complain};
use crate::app::Error;
use crate::domain::kind::KindSet;
use crate::tui::dialog::Dialog;
use crate::tui::dialog::safe::Safe;
use crate::tui::widget::toast::Level;
use crate::tui::worker::{Chore, Chored};

/// Asks once, when nothing else is open: about a file that is older than it should be, else about the second place.
pub fn offer(state: &mut State) {
    if state.safety_asked || !state.dialogs.is_empty() || state.read_only {
        return;
    }
    let Some(pulse) = state.pulse() else {
        return;
    };
    let question = match (pulse.missing, pulse.second_is_due) {
        (Some(missing), _) => Some(Safe::missing(missing)),
        (None, true) => Some(Safe::second_due()),
        (None, false) => None,
    };
    state.safety_asked = true;
    if let Some(question) = question {
        state.dialogs.push(Dialog::Safe(Box::new(question)));
    }
}

/// Hands work to the keeper, unless it would write where nothing may be written.
pub fn begin(state: &mut State, chore: Chore) -> Vec<Effect> {
    if state.read_only && !matches!(chore, Chore::Examine) {
        end(state);
        complain(state, &Error::ReadOnly);
        return Vec::new();
    }
    vec![Effect::Chore(chore)]
}

/// Opens the doctor's page and has everything looked over.
pub fn check_up(state: &mut State) -> Vec<Effect> {
    state.dialogs.push(Dialog::Safe(Box::new(Safe::looking())));
    begin(state, Chore::Examine)
}

/// Tells what came of the keeper's work.
pub fn done(state: &mut State, chored: Result<Chored, Error>) {
    let was_looking = end(state);
    state.feed.changed(KindSet::EVERYTHING);
    let w = &state.s.safe;
    let text = match chored {
        Ok(Chored::Made(kept)) => (w.made)(&kept.name()),
        Ok(Chored::Copied(kept)) => (w.copied)(&kept.path.display().to_string()),
        Ok(Chored::Restored(restored)) => {
            let name = restored.from.file_name().unwrap_or_default();
            (w.restored)(&name.to_string_lossy(), restored.customers)
        }
        Ok(Chored::Accepted) => w.accepted.to_owned(),
        Ok(Chored::Examined(findings)) => {
            if was_looking {
                let page = Safe::found(findings);
                state.dialogs.push(Dialog::Safe(Box::new(page)));
            }
            return;
        }
        Ok(Chored::Quietly) => return,
        Err(error) => return complain(state, &error),
    };
    state.say(Level::Ok, &text);
}

/// Closes the page of work that has ended; true if there was one.
fn end(state: &mut State) -> bool {
    let before = state.dialogs.len();
    state
        .dialogs
        .retain(|dialog| !matches!(dialog, Dialog::Safe(safe) if safe.is_at_work()));
    state.dialogs.len() < before
}
