//! What comes back from workers, editors and readers of files: what was done is told, what was refused stays where it can be mended.

use super::{Reveal, State, command, copy, show};
use crate::app::Error;
use crate::app::changed::Changed;
use crate::app::import::incoming::{Incoming, Refused};
use crate::app::query::REVEAL_MS;
use crate::domain::customer::NOTE_MAX;
use crate::domain::history::Way;
use crate::domain::time::Millis;
use crate::i18n::label;
use crate::tui::dialog::Dialog;
use crate::tui::editor::EditError;
use crate::tui::layer::Layer;
use crate::tui::msg::Effect;
use crate::tui::widget::toast::Level;
use std::path::PathBuf;

/// Puts what an editor came back with where it was asked for.
pub(super) fn on_edited(state: &mut State, edited: Result<Option<String>, EditError>) {
    let w = &state.s.desk.script;
    let (level, text) = match edited {
        Ok(Some(text)) => {
            if let Some(dialog) = state.dialogs.last_mut() {
                dialog.edited(&text);
            }
            return;
        }
        Ok(None) => (Level::Info, w.editor_kept.to_owned()),
        Err(EditError::Editor(name)) => (Level::Error, (w.editor_failed)(&name)),
        Err(EditError::TooLong) => (Level::Error, (state.s.error.too_long)(NOTE_MAX)),
        Err(EditError::Io(error)) => (
            Level::Error,
            crate::i18n::io(state.s, error.kind()).to_owned(),
        ),
    };
    state.say(level, &text);
}

pub(super) fn on_done(state: &mut State, changed: &Changed) -> Vec<Effect> {
    state.feed.changed(changed.kinds);
    state.last_step = Some((changed.step.kind.clone(), changed.step.way));
    if let Some(effects) =
        copy::recorded(state, changed).or_else(|| command::recorded(state, changed))
    {
        return effects;
    }
    let text = if changed.op.is_none() {
        state.s.desk.nothing_changed.to_owned()
    } else {
        label::told(state.s, &changed.step)
    };
    match changed.keeps_its_pages {
        true => state.say(Level::Error, state.s.privacy.keeps_its_pages),
        false => state.say(Level::Ok, &text),
    }
    if let (Some(op), Some(customer), "customer.reveal") =
        (changed.op, changed.show, changed.step.kind.as_str())
    {
        state.reveal = Some(Reveal {
            customer,
            op,
            until: Millis(state.now.at.0 + REVEAL_MS),
        });
    }
    if let (Some(id), "customer.add" | "customer.restore" | "customer.merge") =
        (changed.show, changed.step.kind.as_str())
        && changed.step.way != Way::Undid
    {
        show(state, id);
    }
    Vec::new()
}

/// A file has been read: its preview takes the place of the notice that it is being read, unless the user left that.
pub(super) fn on_incoming(state: &mut State, incoming: Result<Box<Incoming>, Refused>) {
    let is_import = |dialog: &Dialog| matches!(dialog, Dialog::Import(_));
    let Some(at) = state.dialogs.iter().position(is_import) else {
        return;
    };
    match (incoming, &mut state.dialogs[at]) {
        (Ok(incoming), Dialog::Import(import)) => import.show(incoming),
        (Ok(_), _) => {}
        (Err(refused), _) => {
            state.dialogs.truncate(at);
            let text = refused.message(state.s);
            state.say(Level::Error, &text);
        }
    }
}

/// The refused rows of an import lie beside the file, or could not be written.
pub(super) fn on_rejects(state: &mut State, kept: Result<(usize, PathBuf), PathBuf>) {
    let w = &state.s.wizard;
    let (level, text) = match kept {
        Ok((rows, path)) => (Level::Info, (w.rejects)(rows, &path.display().to_string())),
        Err(path) => (
            Level::Error,
            (w.rejects_failed)(&path.display().to_string()),
        ),
    };
    state.say(level, &text);
}

/// Closes the progress of a long op that has ended; what was refused, and not stopped by the user, can be tried again.
pub(super) fn end_running(state: &mut State, error: Option<&Error>) {
    let again = error.is_some_and(|error| !matches!(error, Error::Cancelled));
    let s = state.s;
    state.dialogs.retain_mut(|dialog| match (dialog, error) {
        (Dialog::Export(export), Some(error @ (Error::Again(_) | Error::Vault(_))))
            if export.is_running() =>
        {
            export.ask_again(match error {
                Error::Again(_) => s.export.again_hint.to_owned(),
                error => error.message(s),
            });
            true
        }
        (dialog, _) => match dialog {
            Dialog::Bulk(bulk) if again => {
                bulk.ask_again();
                true
            }
            dialog => !dialog.is_running(),
        },
    });
}
