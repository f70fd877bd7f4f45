//! What the desk itself does with an action, whichever pane has the focus.

use super::current::{about_current, consent, of_all};
use super::wish::{act, grant};
use super::{Focus, State, command, export, focus, lock, safe, under_way, view};
use crate::app::bulk::Plan;
use crate::app::history;
use crate::app::op::Op;
use crate::domain::name::Lang;
use crate::i18n::strings;
use crate::tui::dialog::picker::told::Rows;
use crate::tui::dialog::{
    self, Dialog, board, bulk, form, merge, picker, prompt, rules, tags, taking_back, texts,
    view_line, views,
};
use crate::tui::keymap::Action;
use crate::tui::layer::Wish;
use crate::tui::msg::Effect;
use crate::tui::widget::toast::{Level, Toasts};

/// What the desk itself does, whichever pane has the focus.
pub(super) fn desk(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return under_way::leave(state),
        Action::Changes => open(state, |state| {
            let rows = Rows::drift(state.now.today());
            Some(Dialog::Picker(picker::Picker::rows(rows, state.s)))
        }),
        Action::Sources => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::rows(Rows::Sources, state.s)))
        }),
        Action::Visitors => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::rows(
                Rows::Visitors,
                state.s,
            )))
        }),
        Action::Language => {
            let other = if state.s.lang == Lang::Zh {
                Lang::En
            } else {
                Lang::Zh
            };
            state.s = strings(other);
            for dialog in &mut state.dialogs {
                dialog.speak(state.s);
            }
            // What was said in the other language would make a mixed screen.
            state.toasts = Toasts::default();
        }
        Action::Help => help(state),
        Action::Palette => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::palette(state)))
        }),
        Action::HowTo => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::how_to(state.s)))
        }),
        Action::Bin => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::bin(state.s)))
        }),
        Action::History => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::history(state.s)))
        }),
        Action::Merge => open(state, |state| {
            Some(match state.customers.marks().as_slice() {
                [keep, lose] => Dialog::Merge(merge::Merge::new(*keep, *lose)),
                _ => Dialog::Picker(picker::Picker::suspects(state.s)),
            })
        }),
        Action::Backups => open(state, |state| {
            Some(Dialog::Safe(Box::new(dialog::safe::Safe::shelf(state.s))))
        }),
        Action::Dashboard => open(state, |state| {
            let page = dialog::dashboard::Dashboard::new(state.now.today());
            Some(Dialog::Dashboard(Box::new(page)))
        }),
        Action::CheckUp => return safe::check_up(state),
        Action::Undo if demo_floor(state) => {
            let text = state.s.desk.demo_floor;
            state.say(Level::Info, text);
        }
        Action::Undo => {
            let step = state.pulse().and_then(|pulse| pulse.undo.as_ref());
            let count = step.map_or(0, |step| step.count);
            return take_back(state, history::Op::Undo(None), count);
        }
        Action::Redo => {
            let step = state.pulse().and_then(|pulse| pulse.redo.as_ref());
            let count = step.map_or(0, |step| step.count);
            return take_back(state, history::Op::Redo, count);
        }
        Action::Lock => return lock::lock(state),
        Action::Blank => state.guard.blank = true,
        Action::Suspend => {
            let mut effects = if state.guard.users.is_empty() {
                Vec::new()
            } else {
                lock::lock(state)
            };
            effects.push(Effect::Suspend);
            return effects;
        }
        Action::GoQueue => focus(state, Focus::Queue),
        Action::GoCustomers => focus(state, Focus::Customers),
        Action::GoProfile => focus(state, Focus::Profile),
        Action::GoLog => focus(state, Focus::Log),
        Action::NextPane => turn_to(state, 1),
        Action::PreviousPane => turn_to(state, Focus::ALL.len() - 1),
        Action::Find => {
            focus(state, Focus::Customers);
            state.customers.start_finding(state.s.lang);
        }
        Action::View(pin) => view::jump(state, pin),
        Action::Views => open(state, |_| Some(Dialog::Views(views::Views::default()))),
        Action::SaveView => view::save(state),
        Action::PasteView => open(state, |_| {
            Some(Dialog::ViewLine(view_line::ViewLine::paste()))
        }),
        Action::Columns => view::columns(state),
        Action::SearchTexts => open(state, |_| Some(Dialog::Texts(texts::Texts::default()))),
        Action::Add => open(state, |state| {
            let form = form::CustomerForm::new(&state.lists(), state.s);
            Some(Dialog::Form(Box::new(form)))
        }),
        Action::TagBook => open(state, |state| {
            let tags = tags::Tags::new(tags::Task::Manage, state.s);
            Some(Dialog::Tags(Box::new(tags)))
        }),
        Action::Quality => look_up(state, board::Subject::Quality),
        Action::Policy => look_up(state, board::Subject::Policy),
        Action::Register => {
            if let Some(id) = state.current() {
                look_up(state, board::Subject::Register(id));
            }
        }
        Action::DataDictionary => look_up(state, board::Subject::Dictionary),
        Action::CutBook => open(state, |state| {
            let rows = picker::told::Rows::Cuts;
            Some(Dialog::Picker(picker::Picker::rows(rows, state.s)))
        }),
        Action::RuleBook => open(state, |state| {
            Some(Dialog::Rules(Box::new(rules::Rules::new(state.s))))
        }),
        Action::QuickAdd => ask(state, prompt::Purpose::QuickAdd),
        Action::Import => ask(state, prompt::Purpose::Import),
        Action::Export => export::open(state),
        Action::Back => back(state),
        Action::Sort
        | Action::SortThen
        | Action::NextMatch
        | Action::PreviousMatch
        | Action::Moments
        | Action::Amend
        | Action::Refund
        | Action::Mark
        | Action::MarkRange
        | Action::MarkAll => in_pane(state, action),
        Action::Complete | Action::Snooze | Action::Cancel => in_queue(state),
        Action::Consent => return consent(state),
        Action::Own(number) => command::start(state, number),
        Action::Verify => return of_all(state, Plan::Verify),
        Action::Claim => return of_all(state, Plan::Claim),
        Action::GiveBack => return of_all(state, Plan::Return),
        Action::Pool => view::pool(state),
        _ => about_current(state, action),
    }
    Vec::new()
}

/// Shows what can be done here, or puts that away again. What goes on by itself is waited for.
fn help(state: &mut State) {
    match state.dialogs.last() {
        Some(dialog) if dialog.is_help() => {
            state.dialogs.pop();
        }
        Some(dialog) if dialog.is_running() => {}
        _ => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::help(state)))
        }),
    }
}

/// Undoes or redoes a step that changed so many; of many, shows how far it is.
pub(super) fn take_back(state: &mut State, op: history::Op, count: i64) -> Vec<Effect> {
    let is_small = usize::try_from(count).is_ok_and(|count| count <= bulk::ASK_FROM);
    if is_small {
        return grant(state, vec![Wish::Run(Box::new(Op::History(op)))]);
    }
    let (dialog, op) = taking_back::TakingBack::new(op);
    let effects = grant(state, vec![Wish::Run(Box::new(op))]);
    open(state, |_| Some(Dialog::TakingBack(dialog)));
    effects
}

/// Whether the next undo would take the demo shop's own customers away.
pub(super) fn demo_floor(state: &State) -> bool {
    state.pulse().is_some_and(|pulse| {
        pulse.is_demo
            && pulse
                .undo
                .as_ref()
                .is_some_and(|step| step.kind == "import.run")
    })
}

/// An action of one pane, called from elsewhere (the palette): the pane takes the focus and does it.
pub(super) fn in_pane(state: &mut State, action: Action) {
    let home = if matches!(action, Action::Moments | Action::Amend | Action::Refund) {
        Focus::Log
    } else {
        Focus::Customers
    };
    if state.focus != home {
        focus(state, home);
        let effects = act(state, action);
        debug_assert!(effects.is_empty(), "such an action only moves the screen");
    }
}

pub(super) fn in_queue(state: &mut State) {
    let text = state.s.desk.choose_follow_up;
    focus(state, Focus::Queue);
    state.say(Level::Info, text);
}

pub(super) fn open(state: &mut State, dialog: impl FnOnce(&State) -> Option<Dialog>) {
    if let Some(dialog) = dialog(state) {
        state.dialogs.push(dialog);
    }
}

pub(super) fn ask(state: &mut State, purpose: prompt::Purpose) {
    state
        .dialogs
        .push(Dialog::Prompt(prompt::Prompt::new(purpose)));
}

/// One step back: errors on screen first, then from profile and log to the list that leads.
pub(super) fn back(state: &mut State) {
    if state.toasts.dismiss() {
        return;
    }
    if matches!(state.focus, Focus::Profile | Focus::Log) {
        state.focus = state.lead;
    }
}

pub(super) fn turn_to(state: &mut State, steps: usize) {
    let at = Focus::ALL
        .iter()
        .position(|pane| *pane == state.focus)
        .unwrap_or(0);
    focus(state, Focus::ALL[(at + steps) % Focus::ALL.len()]);
}

pub(super) fn look_up(state: &mut State, subject: board::Subject) {
    open(state, |state| {
        Some(Dialog::Board(Box::new(board::Board::new(subject, state.s))))
    });
}
