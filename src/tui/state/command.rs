//! A program of the user's own, as the desk does it: who is chosen, their records from the file, the note of it in the audit, the
//! program, and what it said. One at a
//! time, so that nobody starts the same thing ten times by leaning on a key.

use super::{Effect, State};
use crate::app::answer::{Answer, Card};
use crate::app::changed::Changed;
use crate::app::op::Op;
use crate::app::query::{CARDS, Query};
use crate::app::{Error, desk};
use crate::config::Command;
use crate::domain::id::CustomerId;
use crate::i18n::Strings;
use crate::tui::command::Ended;
use crate::tui::feed::Slot;
use crate::tui::widget::toast::Level;

/// The programs there are, and what waits or runs.
#[derive(Default)]
pub struct Commands {
    pub all: Vec<Command>,
    stage: Stage,
}

#[derive(Default)]
enum Stage {
    #[default]
    Idle,
    /// The records of those chosen are on their way.
    Asking(usize, Vec<CustomerId>),
    /// The program gets them as soon as the audit says so.
    Noting(Box<Command>, Vec<Card>),
    Running,
}

impl Commands {
    #[must_use]
    pub fn new(all: Vec<Command>) -> Self {
        let stage = Stage::Idle;
        Self { all, stage }
    }

    /// What it wants to know of the file.
    #[must_use]
    pub fn query(&self) -> Option<(Slot, Query)> {
        match &self.stage {
            Stage::Asking(_, ids) => Some((Slot::Command, Query::Cards { ids: ids.clone() })),
            Stage::Idle | Stage::Noting(..) | Stage::Running => None,
        }
    }
}

/// Begins with the program of this number, for the marked customers or else the current one; none is none.
pub fn start(state: &mut State, number: u8) {
    let number = usize::from(number);
    let (w, now) = (&state.s.desk.command, &state.commands);
    let Some(command) = now.all.get(number) else {
        return;
    };
    if !matches!(now.stage, Stage::Idle) {
        return state.say(Level::Info, w.busy);
    }
    let mut ids = state.customers.marks();
    if ids.is_empty() {
        ids.extend(state.current());
    }
    if ids.len() > CARDS {
        let text = (w.too_many)(CARDS);
        return state.say(Level::Info, &text);
    }
    let text = (w.running)(&command.name);
    state.commands.stage = Stage::Asking(number, ids);
    state.say(Level::Info, &text);
}

/// Once the records have come, has it noted who is handed over; nobody needs no note.
pub fn come(state: &mut State) -> Option<Effect> {
    let Stage::Asking(number, ids) = &state.commands.stage else {
        return None;
    };
    let cards = match state.feed.get(Slot::Command) {
        Some((Query::Cards { ids: asked }, Answer::Cards(cards))) if asked == ids => cards.clone(),
        _ => return None,
    };
    let command = Box::new(state.commands.all.get(*number).cloned()?);
    if cards.is_empty() {
        state.commands.stage = Stage::Running;
        return Some(Effect::Command(command, cards));
    }
    if state.read_only {
        state.commands.stage = Stage::Idle;
        super::complain(state, &Error::ReadOnly);
        return None;
    }
    let ids = cards.iter().map(|card| card.customer.id).collect();
    state.commands.stage = Stage::Noting(command, cards);
    let op = Box::new(Op::Desk(desk::Op::Handed(ids)));
    Some(super::under_way::send(state, op, Vec::new()))
}

/// Hands the records over when that is noted; `None` for any other op.
pub fn recorded(state: &mut State, changed: &Changed) -> Option<Vec<Effect>> {
    if changed.step.kind != "desk.handed" {
        return None;
    }
    Some(match std::mem::take(&mut state.commands.stage) {
        Stage::Noting(command, cards) => {
            state.commands.stage = Stage::Running;
            vec![Effect::Command(command, cards)]
        }
        other => {
            state.commands.stage = other;
            Vec::new()
        }
    })
}

/// Says how it ended. An error stays until it is dismissed.
pub fn ended(state: &mut State, name: &str, ended: &Ended) {
    state.commands.stage = Stage::Idle;
    let (level, text) = told(state.s, name, ended);
    state.say(level, &text);
}

/// Gives up what waits: its records could not be read, or it could not be noted.
pub fn refused(state: &mut State) {
    if matches!(state.commands.stage, Stage::Asking(..) | Stage::Noting(..)) {
        state.commands.stage = Stage::Idle;
    }
}

fn told(s: &Strings, name: &str, ended: &Ended) -> (Level, String) {
    let w = &s.desk.command;
    match ended {
        Ended::Well(said) => (Level::Ok, (w.done)(name, said)),
        Ended::Badly(status, said) => (Level::Error, (w.failed)(name, *status, said)),
        Ended::TimedOut(after) => (Level::Error, (w.timed_out)(name, after.as_secs())),
        Ended::NotStarted(kind) => (
            Level::Error,
            (w.not_started)(name, crate::i18n::io(s, *kind)),
        ),
    }
}
