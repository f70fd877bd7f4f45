//! The whole state of the desk as a plain struct, and `update`: what a message changes and what has to be done about it.

mod came_back;
pub mod command;
pub mod copy;
mod current;
mod desk;
mod draft;
mod export;
mod key;
pub mod lock;
mod mouse;
mod safe;
mod scan;
pub mod under_way;
mod view;
mod wish;

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::areas::{Areas, areas};
use super::dialog::{Dialog, choice};
use super::feed::{Feed, Slot};
use super::keymap::{Action, BINDINGS, Keymap, Scope};
use super::layer::{Layer, Turn};
use super::msg::{Effect, Msg, Secret, Stamped};
use super::pane::customers::Customers;
use super::pane::log::Log;
use super::pane::profile::Profile;
use super::pane::queue::Queue;
use super::tour::{self, STRIP_ROWS, Tour};
use super::widget::Look;
use super::widget::list::state::ListAction;
use super::widget::toast::{Level, Toasts};

use crate::app::Error;
use crate::app::answer::{Answer, Lists, Pulse};
use crate::app::query::Query;
use crate::config::Clipboard;
use crate::domain::history::Way;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::kind::KindSet;
use crate::domain::name::Lang;
use crate::domain::time::{Millis, Now};
use crate::i18n::{self, Strings, strings};

/// A pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    #[default]
    Queue,
    Customers,
    Profile,
    Log,
}

impl Focus {
    pub const ALL: [Self; 4] = [Self::Queue, Self::Customers, Self::Profile, Self::Log];
}

/// Contacts that may be seen for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reveal {
    customer: CustomerId,
    op: OpId,
    until: Millis,
}

/// The desk.
pub struct State {
    pub size: Rect,
    pub now: Now,
    pub s: &'static Strings,
    pub look: Look,
    pub focus: Focus,
    /// Whether the queue or the customer list says who is current.
    pub lead: Focus,
    pub queue: Queue,
    pub customers: Customers,
    pub profile: Profile,
    pub log: Log,
    pub dialogs: Vec<Dialog>,
    pub feed: Feed,
    pub toasts: Toasts,
    pub read_only: bool,
    pub tour: Option<Tour>,
    /// How text leaves for the clipboard.
    pub clipboard: Clipboard,
    pub keymap: Keymap,
    /// Programs of the user's own.
    pub commands: command::Commands,
    /// The commands chosen by name last, the newest first.
    pub recent: Vec<Action>,
    /// The op that was run last, and its way.
    pub last_step: Option<(String, Way)>,
    pub guard: lock::Guard,
    reveal: Option<Reveal>,
    under_way: under_way::UnderWay,
    copying: copy::Copying,
    scanning: scan::Scanning,
    drafts: draft::Drafts,
    /// The notice about the last key that was bound to nothing.
    unbound: Option<String>,
    /// Ctrl-C was pressed once over something unsaved.
    asked_to_quit: bool,
    /// The language was guessed from the system: the shop's own setting wins.
    pub lang_is_guess: bool,
    /// The shop's language as last seen.
    shop_lang: Option<Lang>,
    /// Whether a new shop has been welcomed.
    welcomed: bool,
    /// Whether this start has asked what must be asked about the file's safety.
    safety_asked: bool,
    /// The last click, for a double one.
    clicked: Option<(Position, Millis)>,
}

impl State {
    /// A desk before its first answer.
    #[must_use]
    pub fn new(size: Rect, now: Now, lang: Lang, look: Look, read_only: bool) -> Self {
        Self {
            size,
            now,
            s: strings(lang),
            look,
            focus: Focus::Queue,
            lead: Focus::Queue,
            queue: Queue::default(),
            customers: Customers::default(),
            profile: Profile::default(),
            log: Log::default(),
            dialogs: Vec::new(),
            feed: Feed::default(),
            toasts: Toasts::default(),
            read_only,
            tour: None,
            clipboard: Clipboard::default(),
            keymap: Keymap::default(),
            commands: command::Commands::default(),
            recent: Vec::new(),
            last_step: None,
            guard: lock::Guard::default(),
            reveal: None,
            under_way: under_way::UnderWay::default(),
            lang_is_guess: false,
            shop_lang: None,
            copying: copy::Copying::default(),
            scanning: scan::Scanning::default(),
            drafts: draft::Drafts::default(),
            unbound: None,
            asked_to_quit: false,
            welcomed: read_only,
            safety_asked: false,
            clicked: None,
        }
    }

    /// The customer that profile and log are about.
    #[must_use]
    pub fn current(&self) -> Option<CustomerId> {
        match self.lead {
            Focus::Queue => self.queue.customer().or_else(|| self.customers.selected()),
            _ => self.customers.selected(),
        }
    }

    /// What the counts and names of the top line are.
    #[must_use]
    pub fn pulse(&self) -> Option<&Pulse> {
        match self.feed.get(Slot::Pulse) {
            Some((_, Answer::Pulse(pulse))) => Some(pulse),
            _ => None,
        }
    }

    /// What forms offer to choose from.
    #[must_use]
    pub fn lists(&self) -> Lists {
        match self.feed.get(Slot::Lists) {
            Some((_, Answer::Lists(lists))) => lists.clone(),
            _ => Lists::default(),
        }
    }

    /// Where everything stands; `None` on a screen too small.
    #[must_use]
    pub fn areas(&self) -> Option<Areas> {
        let strip = if self.tour.is_some() { STRIP_ROWS } else { 0 };
        areas(self.size, self.focus, self.lead, strip)
    }

    /// The scopes in which keys hold now, the innermost first.
    #[must_use]
    pub fn scopes(&self) -> &'static [Scope] {
        match self.dialogs.last() {
            Some(dialog) => dialog.scopes(),
            None => self.pane().scopes(),
        }
    }

    fn pane(&self) -> &dyn Layer {
        match self.focus {
            Focus::Queue => &self.queue,
            Focus::Customers => &self.customers,
            Focus::Profile => &self.profile,
            Focus::Log => &self.log,
        }
    }

    /// Takes over the commands used last at an earlier start; names that mean nothing any more are left out.
    pub fn recall(&mut self, names: &[String]) {
        let action = |name: &String| {
            let row = BINDINGS.iter().find(|row| row.action.code() == name);
            row.map(|row| row.action)
        };
        self.recent = names.iter().filter_map(action).collect();
    }

    /// The queries of everything on screen.
    fn wants(&self) -> Vec<(Slot, Query)> {
        let reveal = self.reveal.map(|reveal| (reveal.customer, reveal.op));
        let mut wants = vec![
            (Slot::Pulse, Query::Pulse),
            (Slot::Queue, self.queue.query()),
            (Slot::Lists, Query::Lists),
        ];
        wants.extend(self.customers.wants(self.s.lang));
        if let Some(id) = self.current() {
            let op = reveal
                .filter(|(customer, _)| *customer == id)
                .map(|(_, op)| op);
            wants.push((Slot::Card, self.profile.query(id, op)));
            wants.push((Slot::Timeline, self.log.query(id, op)));
        }
        // The help asks nothing: what lies below it goes on showing what it shows.
        let asking = self.dialogs.iter().rev().find(|dialog| !dialog.is_help());
        let query = asking.and_then(Dialog::query);
        wants.extend(query.map(|query| (Slot::Dialog, query)));
        wants.extend(self.customers.range().map(|query| (Slot::Range, query)));
        wants.extend(
            asking
                .map(|dialog| dialog.counts(&self.feed))
                .unwrap_or_default(),
        );
        wants.extend(self.copying.query());
        wants.extend(self.scanning.query());
        wants.extend(self.commands.query());
        wants.extend(self.drafts.query());
        wants
    }

    /// When the desk must look at the clock again although nothing happens: a toast, a reveal, or the day ends.
    #[must_use]
    pub fn next_wake(&self) -> Millis {
        let local = self.now.at.0 + i64::from(self.now.offset.local_minus_utc()) * 1000;
        let midnight = self.now.at.0 + 86_400_000 - local.rem_euclid(86_400_000);
        let toast = self
            .toasts
            .next_expiry()
            .map(|at| i64::try_from(at.as_millis()).unwrap_or(i64::MAX));
        // Once a second while a reveal counts down, four times while an import goes on.
        let import = self.dialogs.iter().any(Dialog::is_running);
        let import = import.then(|| self.now.at.0 + 250);
        let reveal = self
            .reveal
            .map(|reveal| reveal.until.0.min(self.now.at.0 + 1000));
        Millis(
            [
                Some(midnight),
                toast,
                import,
                reveal,
                self.guard.next_wake().map(|at| at.0),
                self.drafts.next_wake().map(|at| at.0),
            ]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(midnight),
        )
    }

    /// Seconds until revealed contacts are hidden again, if the current customer's are.
    #[must_use]
    pub fn reveal_left(&self) -> Option<i64> {
        let reveal = self
            .reveal
            .filter(|reveal| Some(reveal.customer) == self.current())?;
        (reveal.until > self.now.at).then(|| (reveal.until.0 - self.now.at.0 + 999) / 1000)
    }

    fn clock(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.now.at.0).unwrap_or(0))
    }

    fn say(&mut self, level: Level, text: &str) {
        let now = self.clock();
        let text = self.keymap.told(text, &self.s.desk.action);
        self.toasts.push(level, &text, now);
    }
}

/// What a message changes, and what has to be done about it.
pub fn update(state: &mut State, stamped: Stamped) -> Vec<Effect> {
    let mut effects = take(state, stamped);
    effects.extend(rest(state));
    effects
}

/// What a message itself changes. Of a burst, such as a megabyte of raw paste, every message is taken and then `rest` comes once.
pub fn take(state: &mut State, stamped: Stamped) -> Vec<Effect> {
    let before = state.now.today();
    state.now = stamped.now;
    let msg = match lock::heard(state, stamped.msg) {
        Ok(effects) => return effects,
        Err(msg) => *msg,
    };
    let mut effects = Vec::new();
    match msg {
        // The lock has taken them.
        Msg::Opened { .. } | Msg::Refused(_) | Msg::Slept => {}
        Msg::Key(key) => effects = key::on_key(state, key),
        Msg::Paste(text) => effects = key::on_paste(state, text),
        Msg::Mouse(mouse) => effects = mouse::heard(state, mouse),
        Msg::Resize { width, height } => state.size = Rect::new(0, 0, width, height),
        Msg::Tick => {}
        Msg::Answer {
            slot,
            ticket,
            answer,
        } => match answer {
            Ok(answer) => state.feed.arrived(slot, ticket, answer),
            Err(error) => {
                match slot {
                    Slot::Command => command::refused(state),
                    Slot::Draft => state.drafts.give_up(),
                    _ => {}
                }
                complain(state, &error);
            }
        },
        Msg::Done(done) => {
            // Before the dialogs of long work are closed: this one still has something to tell.
            export::end(state);
            came_back::end_running(state, done.as_ref().err());
            match done {
                Ok(changed) => {
                    effects = came_back::on_done(state, &changed);
                    effects.extend(under_way::written(state));
                }
                Err(error) => {
                    copy::refused(state);
                    command::refused(state);
                    complain(state, &error);
                    under_way::refused(state, &error);
                }
            }
        }
        Msg::Chored(chored) => safe::done(state, chored),
        Msg::Incoming(incoming) => came_back::on_incoming(state, incoming),
        Msg::Rejects(kept) => came_back::on_rejects(state, kept),
        Msg::Copied { told, done: true } => state.say(Level::Ok, &told),
        Msg::Copied { done: false, .. } => {
            let text = state.s.desk.script.copy_failed;
            state.say(Level::Error, text);
        }
        Msg::Ran(name, ended) => command::ended(state, &name, &ended),
        Msg::Edited(edited) => came_back::on_edited(state, edited),
        Msg::Elsewhere => state.feed.changed(KindSet::EVERYTHING),
    }
    if state.now.today() != before {
        state.feed.changed(KindSet::EVERYTHING);
    }
    effects
}

/// What follows from the state, whatever brought it about: every layer settles, and what is new or stale is asked for.
pub fn rest(state: &mut State) -> Vec<Effect> {
    let now = state.clock();
    state.toasts.expire(now);
    state.reveal = state.reveal.filter(|reveal| reveal.until > state.now.at);
    if state.guard.screen.is_some() {
        return Vec::new();
    }
    follow_the_shop(state);
    let mut effects: Vec<Effect> = copy::come(state).into_iter().collect();
    effects.extend(command::come(state));
    scan::come(state);
    safe::offer(state);
    draft::offer(state);
    welcome(state);
    draft::reopen(state);
    settle(state);
    tour::advance(state);
    effects.extend(draft::follow(state));
    effects.extend(state.feed.want(state.wants()));
    effects
}

/// Speaks the shop's language from when it is known or changed, unless the user has named one.
fn follow_the_shop(state: &mut State) {
    let lang = state
        .pulse()
        .and_then(|pulse| pulse.language.as_deref())
        .and_then(i18n::lang_of);
    if state.lang_is_guess && lang != state.shop_lang {
        state.shop_lang = lang;
        state.s = lang.map_or(state.s, strings);
    }
}

/// Greets whoever opens a new shop, once; whoever was setting it up when the window went away goes on with that first.
fn welcome(state: &mut State) {
    let is_first = state.drafts.is_offered() && state.dialogs.is_empty();
    if !state.welcomed && is_first && state.pulse().is_some() {
        state.welcomed = true;
        if state.pulse().is_some_and(|pulse| pulse.is_new) {
            state
                .dialogs
                .push(Dialog::Choice(choice::Choice::welcome()));
        }
    }
}

/// Lets every layer take over what has changed around it.
fn settle(state: &mut State) {
    let areas = state.areas().unwrap_or_default();
    state.queue.settle(&state.feed, areas.queue);
    state
        .customers
        .settle(&state.feed, areas.customers, state.s.lang);
    let current = state.current();
    state.profile.settle(current);
    state.log.settle(current, &state.feed, areas.log);
    let turn = Turn {
        now: state.now,
        s: state.s,
        feed: &state.feed,
        area: areas.body,
        current,
        wishes: Vec::new(),
    };
    if let Some(dialog) = state.dialogs.last_mut() {
        dialog.settle(&turn);
    }
}

fn complain(state: &mut State, error: &Error) {
    let text = error.message(state.s);
    state.say(Level::Error, &text);
}

/// Makes a customer the current one.
fn show(state: &mut State, id: CustomerId) {
    state.customers.show(id);
    state.lead = Focus::Customers;
    state.focus = Focus::Customers;
}

fn focus(state: &mut State, pane: Focus) {
    state.focus = pane;
    if matches!(pane, Focus::Queue | Focus::Customers) {
        state.lead = pane;
    }
}

impl ListAction {
    /// The movement an action stands for.
    #[must_use]
    pub fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::Up => Self::Up,
            Action::Down => Self::Down,
            Action::PageUp => Self::PageUp,
            Action::PageDown => Self::PageDown,
            Action::HalfUp => Self::HalfUp,
            Action::HalfDown => Self::HalfDown,
            Action::Home => Self::Home,
            Action::End => Self::End,
            _ => return None,
        })
    }
}
