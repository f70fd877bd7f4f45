//! Keys and pastes: what is typed becomes an action of the innermost layer that knows it, or text.

use super::wish::{perform, with_layer};
use super::{State, scan, under_way};
use crate::tui::dialog::{Dialog, choice, chord};
use crate::tui::keymap::{Meaning, Scope, name_of};
use crate::tui::layer::{Handled, Layer};
use crate::tui::msg::Effect;
use crate::tui::widget::input::keys::edit_for;
use crate::tui::widget::input::{Edit, PASTE_BYTES};
use crate::tui::widget::toast::Level;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Ctrl-C leaves from anywhere, but asks once when that would lose something.
pub(super) fn interrupt(state: &mut State) -> Vec<Effect> {
    let unsaved = state.dialogs.iter().any(Layer::has_unsaved);
    if unsaved && !state.asked_to_quit {
        state.asked_to_quit = true;
        let text = state.s.desk.quit_again;
        state.say(Level::Info, text);
        return Vec::new();
    }
    under_way::leave(state)
}

pub(super) fn on_key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) {
        return interrupt(state);
    }
    state.asked_to_quit = false;
    if scan::heard(state, key) {
        return Vec::new();
    }
    let scopes = state.scopes();
    let typing = scopes.iter().any(|scope| {
        matches!(
            scope,
            Scope::Prompt | Scope::Find | Scope::Form | Scope::Menu
        )
    });
    let name = name_of(key);
    match state.keymap.meaning(&name, scopes) {
        Some(Meaning::Action(action)) => return perform(state, action),
        Some(Meaning::Prefix) => {
            let next = state.keymap.continuations(&name, scopes);
            state
                .dialogs
                .push(Dialog::Chord(chord::Chord::new(name, next)));
            return Vec::new();
        }
        None => {}
    }
    if let (Handled::Yes, effects) = with_layer(state, |layer, turn| layer.key(key, turn)) {
        return effects;
    }
    if let Some(edit) = edit_for(key)
        && let (Handled::Yes, effects) = with_layer(state, |layer, turn| layer.edit(edit, turn))
    {
        return effects;
    }
    if !typing && !state.scanning.is_counting() {
        let text = (state.s.desk.unbound)(&name);
        let text = state.keymap.told(&text, &state.s.desk.action);
        // Of a burst, such as typing into the wrong window, the last one is enough.
        if let Some(before) = state.unbound.replace(text.clone()) {
            state.toasts.withdraw(&before);
        }
        state.say(Level::Info, &text);
    }
    Vec::new()
}

/// A slip about a customer or a chat has at most so many lines; more was meant for somewhere else.
const SLIP_LINES: usize = 50;

/// Pasted text is text, never commands: where nothing is being typed, several lines are asked about and one is refused with a notice.
pub(super) fn on_paste(state: &mut State, text: String) -> Vec<Effect> {
    let mut text = text;
    let mut end = text.len().min(PASTE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    // A terminal sends the end of a pasted line as a carriage return.
    let lines: Vec<&str> = text.split(['\r', '\n']).map(str::trim).collect();
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let asks =
        (state.dialogs.is_empty() && (2..=SLIP_LINES).contains(&lines.len()) && !state.read_only)
            .then(|| choice::Choice::pasted(&lines, state.current()));
    let (handled, effects) = with_layer(state, |layer, turn| {
        layer.edit(Edit::Paste(text.clone()), turn)
    });
    match (handled, asks) {
        (Handled::Yes, _) => {}
        (Handled::Ignored, Some(question)) => state.dialogs.push(Dialog::Choice(question)),
        (Handled::Ignored, None) => {
            let text = state.s.desk.paste_nowhere;
            state.say(Level::Info, text);
        }
    }
    effects
}
