//! Views of the customer list on the desk: jumping to one, saving it, laying the list out, going to where a text stands.

use super::{Dialog, Effect, Focus, State, copy, focus, show};
use crate::app::op::Op;
use crate::app::view;
use crate::domain::filter::Filter;
use crate::domain::full_text::Field;
use crate::domain::view::name::Pin;
use crate::domain::view::{View, starter};
use crate::tui::dialog::columns::Columns;
use crate::tui::dialog::view_line::ViewLine;
use crate::tui::layer::Wish;
use crate::tui::pane::customers::views;
use crate::tui::widget::toast::Level;

/// Lists the customers that nobody looks after.
pub fn pool(state: &mut State) {
    if let Some((name, view)) = starter::pool(state.s.lang) {
        focus(state, Focus::Customers);
        state.customers.look(Some(name), view);
    }
}

/// Grants a wish about views.
pub fn grant(state: &mut State, wish: Wish) -> Vec<Effect> {
    match wish {
        Wish::Look(name, view) => {
            focus(state, Focus::Customers);
            state.customers.look(name, *view);
        }
        Wish::Call(name) if !state.read_only => state.customers.call(name),
        Wish::LayOut(view) => return lay_out(state, *view),
        Wish::Visit {
            customer,
            row,
            field,
        } => {
            show(state, customer);
            match field {
                Field::Said | Field::Closed | Field::Item => {
                    state.focus = Focus::Log;
                    state.log.go_to(customer, row);
                }
                _ => state.focus = Focus::Profile,
            }
        }
        Wish::Share(text, told) if copy::is_on(state) => return vec![Effect::Copy { text, told }],
        _ => {}
    }
    Vec::new()
}

/// Shows the view pinned to a digit.
pub fn jump(state: &mut State, pin: Pin) {
    let pinned = views(&state.feed)
        .iter()
        .find(|kept| kept.pin == Some(pin))
        .and_then(|kept| Some((kept.name.clone(), kept.view.clone()?)));
    match pinned {
        Some((name, view)) => {
            focus(state, Focus::Customers);
            state.customers.look(name, view);
        }
        None => {
            let text = (state.s.view.not_pinned)(pin.number());
            state.say(Level::Info, &text);
        }
    }
}

/// Asks under which name to save what is on screen.
pub fn save(state: &mut State) {
    let view = state.customers.view().clone();
    if view == View::default() {
        let text = state.s.view.nothing_to_save;
        return state.say(Level::Info, text);
    }
    let name = state.customers.name();
    let dialog = Dialog::ViewLine(ViewLine::save(view, name));
    state.dialogs.push(dialog);
}

/// Lets the columns be chosen.
pub fn columns(state: &mut State) {
    focus(state, Focus::Customers);
    let columns = Columns::new(state.customers.view());
    state.dialogs.push(Dialog::Columns(Box::new(columns)));
}

/// Lays the list out, and keeps that: with the view that is on screen, else as how the plain list looks. A desk that may not write only
/// shows it.
fn lay_out(state: &mut State, view: View) -> Vec<Effect> {
    state.customers.lay_out(view);
    if state.read_only {
        return Vec::new();
    }
    let name = state.customers.name().cloned();
    let mut view = state.customers.view().clone();
    if name.is_none() {
        view.filter = Filter::default();
    }
    let op = Op::View(view::Op::Save {
        name,
        view: Box::new(view),
        pin: None,
    });
    vec![super::under_way::send(state, Box::new(op), Vec::new())]
}
