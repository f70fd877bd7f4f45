//! Scans as the desk does them: the number is looked up, whoever has it is shown, and for a number that nobody has somebody can be
//! added. Digits that switched panes on the way are made good.

use crossterm::event::KeyEvent;

use super::{Focus, State, show};
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::domain::contact::{Method, mask};
use crate::tui::dialog::{Dialog, prompt};
use crate::tui::feed::Slot;
use crate::tui::scan::Scanner;
use crate::tui::widget::toast::Level;

/// The scanner, and the number that is being looked up.
#[derive(Default)]
pub struct Scanning {
    scanner: Scanner,
    /// Where the focus was when the digits began.
    before: Option<(Focus, Focus)>,
    looked_up: Option<String>,
}

impl Scanning {
    /// Whether digits are coming that may become a scan: what single ones would say is not said.
    pub(super) fn is_counting(&self) -> bool {
        self.scanner.count() > 1
    }

    pub(super) fn query(&self) -> Option<(Slot, Query)> {
        let digits = self.looked_up.clone()?;
        Some((Slot::Scan, Query::Scan { digits }))
    }
}

/// Hears a key in a pane; whether it ended a scan and means nothing else. In a dialog a number that is typed stays there.
pub fn heard(state: &mut State, key: KeyEvent) -> bool {
    if !state.dialogs.is_empty() || state.customers.is_typing() {
        state.scanning.scanner = Scanner::default();
        return false;
    }
    if state.scanning.scanner.is_idle(state.now.at) {
        state.scanning.before = Some((state.focus, state.lead));
    }
    let Some(digits) = state.scanning.scanner.heard(key, state.now.at) else {
        return false;
    };
    if let Some((focus, lead)) = state.scanning.before.take() {
        (state.focus, state.lead) = (focus, lead);
    }
    state.scanning.looked_up = Some(digits);
    true
}

/// Goes to whoever was scanned, once that is known.
pub fn come(state: &mut State) {
    let found = match (&state.scanning.looked_up, state.feed.get(Slot::Scan)) {
        (Some(asked), Some((Query::Scan { digits }, Answer::Scanned(found))))
            if asked == digits =>
        {
            *found
        }
        _ => return,
    };
    let digits = state.scanning.looked_up.take().unwrap_or_default();
    match found {
        Some(id) => {
            show(state, id);
            let text = (state.s.trade.scanned)(&mask(Method::Phone, &digits));
            state.say(Level::Ok, &text);
        }
        None if state.read_only => {
            let text = (state.s.trade.unknown_scan)(&mask(Method::Phone, &digits));
            state.say(Level::Info, &text);
        }
        None => {
            let line = format!(" {digits}");
            let prompt = prompt::Prompt::with(prompt::Purpose::QuickAdd, &line).at_start();
            state.dialogs.push(Dialog::Prompt(prompt));
            let text = (state.s.trade.unknown_scan)(&mask(Method::Phone, &digits));
            state.say(Level::Info, &text);
        }
    }
}
