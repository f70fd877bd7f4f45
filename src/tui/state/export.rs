//! Opening the export of what is on screen, and telling what it made.

use super::{Focus, State, focus};
use crate::app::answer::Answer;
use crate::app::export::Whom;
use crate::app::query::Query;
use crate::domain::draft::Unsaved;
use crate::domain::view::View;
use crate::tui::dialog::Dialog;
use crate::tui::dialog::export::{Export, Subject};
use crate::tui::feed::Slot;
use crate::tui::widget::toast::Level;

/// Opens the dialog on the list as it is, and on those marked in it.
pub(super) fn open(state: &mut State) {
    let dialog = Export::new(subject(state), state.now.today(), state.s);
    state.dialogs.push(Dialog::Export(Box::new(dialog)));
}

/// Goes on with an export that an earlier window left, over the list it was of.
pub(super) fn resume(state: &mut State, unsaved: &Unsaved) {
    let line = Export::list_of(unsaved).unwrap_or_default();
    // Of another list nothing may leave.
    let Ok(view) = View::parse_with(line, &state.lists().fields) else {
        return;
    };
    focus(state, Focus::Customers);
    state.customers.look(None, view);
    let (subject, today) = (subject(state), state.now.today());
    let dialog = Export::resume(unsaved, subject, today, state.s);
    state.dialogs.push(Dialog::Export(Box::new(dialog)));
}

/// What an export can be of.
fn subject(state: &State) -> Subject {
    let view = state.customers.view();
    let list = match (state.customers.query(), state.feed.get(Slot::Customers)) {
        (Query::Find { .. }, Some((_, Answer::Hits(hits)))) => {
            Whom::These(hits.rows.iter().map(|row| row.id).collect())
        }
        _ => Whom::Filter(view.filter.clone(), view.filter.print(state.s.lang)),
    };
    Subject {
        list,
        sort: view.order,
        group: view.group,
        marked: state.customers.marks(),
        is_encrypted: !state.guard.users.is_empty(),
        report: None,
    }
}

/// Closes the progress of an export whose op has ended, and tells where the file is.
pub(super) fn end(state: &mut State) {
    let is_over = |dialog: &Dialog| matches!(dialog, Dialog::Export(export) if export.is_running());
    let Some(at) = state.dialogs.iter().position(is_over) else {
        return;
    };
    if let Dialog::Export(export) = state.dialogs.remove(at)
        && let Some(made) = export.made()
    {
        let w = &state.s.export;
        let place = std::path::absolute(&made.out).unwrap_or_else(|_| made.out.clone());
        let mut text = (w.done)(made.rows, &place.display().to_string());
        if made.left_out > 0 {
            // The path may be long: what matters more comes first.
            text = format!("{} {text}", (w.left_out)(made.left_out));
        }
        state.say(Level::Ok, &text);
    }
}
