//! The mouse over the desk: clicks in panes, dialogs and footer, and the wheel. The keyboard does all of it too.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::wish::{perform, with_layer, with_layer_of};
use super::{Focus, State, focus};
use crate::tui::footer;
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::Cx;
use crate::tui::msg::Effect;

/// How fast two clicks are one double click, in milliseconds.
const DOUBLE_CLICK_MS: i64 = 400;

/// What a click or a turn of the wheel does.
pub(super) fn heard(state: &mut State, mouse: MouseEvent) -> Vec<Effect> {
    let at = Position::new(mouse.column, mouse.row);
    let is_click = mouse.kind == MouseEventKind::Down(MouseButton::Left);
    let line = state.areas().unwrap_or_default().footer;
    let hint = footer::hints(state, line)
        .into_iter()
        .find(|hint| is_click && hint.area.contains(at));
    if let Some(hint) = hint {
        return perform(state, hint.action);
    }
    match mouse.kind {
        MouseEventKind::ScrollDown => wheel(state, at, Action::Down),
        MouseEventKind::ScrollUp => wheel(state, at, Action::Up),
        MouseEventKind::Down(MouseButton::Left) if state.dialogs.is_empty() => click(state, at),
        MouseEventKind::Down(MouseButton::Left) => {
            with_layer(state, |layer, turn| layer.click(at, turn)).1
        }
        _ => Vec::new(),
    }
}

/// The wheel moves through what is open, else through the pane under it, without a change of focus.
fn wheel(state: &mut State, at: Position, action: Action) -> Vec<Effect> {
    let action = match (state.scopes().first(), action) {
        (Some(Scope::Choice), Action::Up) => Action::PreviousOption,
        (Some(Scope::Choice), _) => Action::NextOption,
        (Some(Scope::Form), Action::Up) => Action::PreviousField,
        (Some(Scope::Form), _) => Action::NextField,
        (_, action) => action,
    };
    let under = state.areas().and_then(|areas| areas.at(at));
    let pane = under.unwrap_or(state.focus);
    with_layer_of(state, pane, |layer, turn| layer.on(action, turn)).1
}

/// A click in a pane focuses and selects; a second one at the same place opens.
fn click(state: &mut State, at: Position) -> Vec<Effect> {
    let areas = state.areas().unwrap_or_default();
    let Some(pane) = areas.at(at) else {
        return Vec::new();
    };
    focus(state, pane);
    let area = areas.of(pane).unwrap_or_default();
    match pane {
        Focus::Queue => state.queue.click(at, area, &state.feed),
        Focus::Customers => state.customers.click(at, area, &state.feed),
        Focus::Profile | Focus::Log => {
            let cx = Cx {
                now: state.now,
                s: state.s,
                feed: &state.feed,
                look: state.look,
                keys: &state.keymap,
                focused: true,
                current: state.current(),
                reveal_left: state.reveal_left(),
            };
            match pane {
                Focus::Profile => state.profile.click(at, area, &cx),
                _ => state.log.click(at, area, &cx),
            }
        }
    }
    let again = state
        .clicked
        .is_some_and(|(place, when)| place == at && state.now.at.0 - when.0 < DOUBLE_CLICK_MS);
    state.clicked = (!again).then_some((at, state.now.at));
    if again {
        perform(state, Action::Open)
    } else {
        Vec::new()
    }
}
