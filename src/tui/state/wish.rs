//! Hands something to the innermost layer, and grants what the layer wishes for.

use super::desk::desk;
use super::{Focus, State, complain, copy, draft, focus, lock, safe, show, under_way, view};
use crate::app::Error;
use crate::config::recent;
use crate::tui::dialog::{Dialog, import};
use crate::tui::keymap::Action;
use crate::tui::layer::{Handled, Layer, Turn, Wish};
use crate::tui::msg::{Effect, Left};
use crate::tui::needs;
use crate::tui::widget::toast::Level;

/// Does an action, or says why it cannot be done now.
pub(super) fn perform(state: &mut State, action: Action) -> Vec<Effect> {
    let why = if state.dialogs.is_empty() {
        needs::refusal(state, action)
    } else {
        needs::locked(state, action)
    };
    match why {
        Some(why) => {
            let text = why.words(state.s);
            state.say(Level::Info, &text);
            Vec::new()
        }
        None => act(state, action),
    }
}

/// Does what was chosen by its name, and remembers it.
pub(super) fn by_name(state: &mut State, action: Action) -> Vec<Effect> {
    let mut effects = Vec::new();
    // Only what the palette can offer again; to have looked for a command is none.
    let is_looking = matches!(action, Action::Help | Action::Palette);
    if state.dialogs.is_empty() && !is_looking {
        state.recent.retain(|one| *one != action);
        state.recent.insert(0, action);
        state.recent.truncate(recent::MOST);
        let is_named = |one: &&Action| !matches!(one, Action::Own(_));
        let named = state.recent.iter().filter(is_named);
        effects.push(Effect::Remember(named.map(|one| one.code()).collect()));
    }
    effects.extend(perform(state, action));
    effects
}

/// Gives an action to the innermost layer, then to the desk.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Effect> {
    // No layer has a help of its own: the desk knows every key there is.
    if action == Action::Help {
        return desk(state, action);
    }
    let (handled, mut effects) = with_layer(state, |layer, turn| layer.on(action, turn));
    if handled == Handled::Ignored {
        effects.extend(desk(state, action));
    }
    effects
}

/// Lets the innermost layer handle something, then grants its wishes.
pub(super) fn with_layer(
    state: &mut State,
    handle: impl FnOnce(&mut dyn Layer, &mut Turn) -> Handled,
) -> (Handled, Vec<Effect>) {
    let pane = state.focus;
    with_layer_of(state, pane, handle)
}

/// Lets what is open, else this pane, handle something.
pub(super) fn with_layer_of(
    state: &mut State,
    pane: Focus,
    handle: impl FnOnce(&mut dyn Layer, &mut Turn) -> Handled,
) -> (Handled, Vec<Effect>) {
    let areas = state.areas().unwrap_or_default();
    let current = state.current();
    let area = if state.dialogs.is_empty() {
        areas.of(pane).unwrap_or_default()
    } else {
        areas.body
    };
    let mut turn = Turn {
        now: state.now,
        s: state.s,
        feed: &state.feed,
        area,
        current,
        wishes: Vec::new(),
    };
    let layer: &mut dyn Layer = match (state.dialogs.last_mut(), pane) {
        (Some(dialog), _) => dialog,
        (None, Focus::Queue) => &mut state.queue,
        (None, Focus::Customers) => &mut state.customers,
        (None, Focus::Profile) => &mut state.profile,
        (None, Focus::Log) => &mut state.log,
    };
    let handled = handle(layer, &mut turn);
    let wishes = turn.wishes;
    (handled, grant(state, wishes))
}

pub(super) fn grant(state: &mut State, wishes: Vec<Wish>) -> Vec<Effect> {
    let mut effects = Vec::new();
    let (mut closed, mut ran) = (Vec::new(), false);
    for wish in wishes {
        match wish {
            Wish::Run(_) if state.read_only => {
                complain(state, &Error::ReadOnly);
                under_way::give_back(state, std::mem::take(&mut closed), None);
            }
            Wish::Run(op) => {
                effects.push(under_way::send(state, op, std::mem::take(&mut closed)));
                ran = true;
            }
            Wish::Open(dialog) => state.dialogs.push(*dialog),
            Wish::Close => closed.extend(state.dialogs.pop()),
            Wish::Toast(level, text) => state.say(level, &text),
            Wish::Import(paths, choices) => {
                if !matches!(state.dialogs.last(), Some(Dialog::Import(_))) {
                    state
                        .dialogs
                        .push(Dialog::Import(import::Import::reading()));
                }
                effects.push(Effect::Read(paths, choices));
            }
            Wish::KeepRejects(incoming) => {
                effects.push(Effect::KeepRejects(incoming, state.s.lang));
            }
            Wish::Send(sending, op) => effects.extend(copy::send(state, *sending, op)),
            Wish::Edit(text) => effects.push(Effect::Edit(text)),
            Wish::Resume(kept) => effects.push(draft::resume(state, *kept)),
            Wish::Forget(id) => effects.extend(draft::forget(id)),
            Wish::Encrypt(passphrase) => effects.push(lock::encrypt(state, passphrase.0)),
            Wish::Demo => effects.push(Effect::Leave(Left::ForDemo)),
            Wish::Focus(pane) => focus(state, pane),
            Wish::Show(id) => show(state, id),
            Wish::Act(action) => effects.extend(perform(state, action)),
            Wish::Command(action) => effects.extend(by_name(state, action)),
            Wish::Unmark => state.customers.unmark(),
            Wish::Chore(chore) => effects.extend(safe::begin(state, chore)),
            wish => effects.extend(view::grant(state, wish)),
        }
    }
    if ran {
        state.under_way.add(closed);
    }
    effects
}
