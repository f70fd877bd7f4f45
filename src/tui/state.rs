//! The whole state of the desk as a plain struct, and `update`: what a message changes and what has to be done about it.

pub mod command;
pub mod copy;
mod draft;
mod export;
pub mod lock;
mod mouse;
mod safe;
mod scan;
pub mod under_way;
mod view;

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

use super::areas::{Areas, areas};
use super::dialog::picker::told::Rows;
use super::dialog::{
    self, Dialog, board, bulk, choice, chord, form, import, merge, picker, prompt, quick_tags,
    rules, scripts, tags, taking_back, texts, view_line, views,
};
use super::editor::EditError;
use super::feed::{Feed, Slot};
use super::keymap::{Action, BINDINGS, Keymap, Meaning, Scope, name_of};
use super::layer::{Handled, Layer, Turn, Wish};
use super::msg::{Effect, Left, Msg, Secret, Stamped};
use super::needs;
use super::pane::customers::Customers;
use super::pane::log::Log;
use super::pane::profile::{self, Profile};
use super::pane::queue::Queue;
use super::tour::{self, STRIP_ROWS, Tour};
use super::widget::Look;
use super::widget::input::keys::edit_for;
use super::widget::input::{Edit, PASTE_BYTES};
use super::widget::list::state::ListAction;
use super::widget::toast::{Level, Toasts};
use std::path::PathBuf;

use crate::app::answer::{Answer, Lists, Pulse};
use crate::app::bulk::Plan;
use crate::app::changed::Changed;
use crate::app::import::incoming::{Incoming, Refused};
use crate::app::op::Op;
use crate::app::query::{Query, REVEAL_MS};
use crate::app::{Error, customer, history};
use crate::config::{Clipboard, recent};
use crate::domain::customer::{Consent, NOTE_MAX};
use crate::domain::history::Way;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::kind::KindSet;
use crate::domain::name::Lang;
use crate::domain::time::{Millis, Now};
use crate::i18n::{self, Strings, label, strings};

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
        wants.extend(
            self.dialogs
                .last()
                .and_then(Dialog::query)
                .map(|query| (Slot::Dialog, query)),
        );
        wants.extend(self.customers.range().map(|query| (Slot::Range, query)));
        wants.extend(
            self.dialogs
                .last()
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
        Msg::Key(key) => effects = on_key(state, key),
        Msg::Paste(text) => effects = on_paste(state, text),
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
                if slot == Slot::Command {
                    command::refused(state);
                }
                complain(state, &error);
            }
        },
        Msg::Done(done) => {
            // Before the dialogs of long work are closed: this one still has something to tell.
            export::end(state);
            end_running(state, done.as_ref().err());
            match done {
                Ok(changed) => {
                    effects = on_done(state, &changed);
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
        Msg::Incoming(incoming) => on_incoming(state, incoming),
        Msg::Rejects(kept) => on_rejects(state, kept),
        Msg::Copied { told, done: true } => state.say(Level::Ok, &told),
        Msg::Copied { done: false, .. } => {
            let text = state.s.desk.script.copy_failed;
            state.say(Level::Error, text);
        }
        Msg::Ran(name, ended) => command::ended(state, &name, &ended),
        Msg::Edited(edited) => on_edited(state, edited),
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
    welcome(state);
    let mut effects: Vec<Effect> = copy::come(state).into_iter().collect();
    effects.extend(command::come(state));
    scan::come(state);
    safe::offer(state);
    draft::offer(state);
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

/// Greets whoever opens a new shop, once.
fn welcome(state: &mut State) {
    if !state.welcomed && state.pulse().is_some() {
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

/// Puts what an editor came back with where it was asked for.
fn on_edited(state: &mut State, edited: Result<Option<String>, EditError>) {
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

fn on_done(state: &mut State, changed: &Changed) -> Vec<Effect> {
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
fn on_incoming(state: &mut State, incoming: Result<Box<Incoming>, Refused>) {
    let Some(Dialog::Import(import)) = state.dialogs.last_mut() else {
        return;
    };
    match incoming {
        Ok(incoming) => import.show(incoming),
        Err(refused) => {
            state.dialogs.pop();
            let text = refused.message(state.s);
            state.say(Level::Error, &text);
        }
    }
}

/// The refused rows of an import lie beside the file, or could not be written.
fn on_rejects(state: &mut State, kept: Result<(usize, PathBuf), PathBuf>) {
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
fn end_running(state: &mut State, error: Option<&Error>) {
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

/// Makes a customer the current one.
fn show(state: &mut State, id: CustomerId) {
    state.customers.show(id);
    state.lead = Focus::Customers;
    state.focus = Focus::Customers;
}

/// Ctrl-C leaves from anywhere, but asks once when that would lose something.
fn interrupt(state: &mut State) -> Vec<Effect> {
    let unsaved = state.dialogs.iter().any(Layer::has_unsaved);
    if unsaved && !state.asked_to_quit {
        state.asked_to_quit = true;
        let text = state.s.desk.quit_again;
        state.say(Level::Info, text);
        return Vec::new();
    }
    under_way::leave(state)
}

fn on_key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
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
fn on_paste(state: &mut State, text: String) -> Vec<Effect> {
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

/// Does an action, or says why it cannot be done now.
fn perform(state: &mut State, action: Action) -> Vec<Effect> {
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
fn by_name(state: &mut State, action: Action) -> Vec<Effect> {
    state.recent.retain(|one| *one != action);
    state.recent.insert(0, action);
    state.recent.truncate(recent::MOST);
    let is_named = |one: &&Action| !matches!(one, Action::Own(_));
    let named = state.recent.iter().filter(is_named);
    let names = named.map(|one| one.code()).collect();
    let mut effects = vec![Effect::Remember(names)];
    effects.extend(perform(state, action));
    effects
}

/// Gives an action to the innermost layer, then to the desk.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let (handled, mut effects) = with_layer(state, |layer, turn| layer.on(action, turn));
    if handled == Handled::Ignored {
        effects.extend(desk(state, action));
    }
    effects
}

/// Lets the innermost layer handle something, then grants its wishes.
fn with_layer(
    state: &mut State,
    handle: impl FnOnce(&mut dyn Layer, &mut Turn) -> Handled,
) -> (Handled, Vec<Effect>) {
    let pane = state.focus;
    with_layer_of(state, pane, handle)
}

/// Lets what is open, else this pane, handle something.
fn with_layer_of(
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

fn grant(state: &mut State, wishes: Vec<Wish>) -> Vec<Effect> {
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

fn focus(state: &mut State, pane: Focus) {
    state.focus = pane;
    if matches!(pane, Focus::Queue | Focus::Customers) {
        state.lead = pane;
    }
}

/// What the desk itself does, whichever pane has the focus.
fn desk(state: &mut State, action: Action) -> Vec<Effect> {
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
        Action::Help => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::help(state)))
        }),
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

/// Undoes or redoes a step that changed so many; of many, shows how far it is.
fn take_back(state: &mut State, op: history::Op, count: i64) -> Vec<Effect> {
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
fn demo_floor(state: &State) -> bool {
    state.pulse().is_some_and(|pulse| {
        pulse.is_demo
            && pulse
                .undo
                .as_ref()
                .is_some_and(|step| step.kind == "import.run")
    })
}

/// An action of one pane, called from elsewhere (the palette): the pane takes the focus and does it.
fn in_pane(state: &mut State, action: Action) {
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

fn in_queue(state: &mut State) {
    let text = state.s.desk.choose_follow_up;
    focus(state, Focus::Queue);
    state.say(Level::Info, text);
}

fn open(state: &mut State, dialog: impl FnOnce(&State) -> Option<Dialog>) {
    if let Some(dialog) = dialog(state) {
        state.dialogs.push(dialog);
    }
}

fn ask(state: &mut State, purpose: prompt::Purpose) {
    state
        .dialogs
        .push(Dialog::Prompt(prompt::Prompt::new(purpose)));
}

/// One step back: errors on screen first, then from profile and log to the list that leads.
fn back(state: &mut State) {
    if state.toasts.dismiss() {
        return;
    }
    if matches!(state.focus, Focus::Profile | Focus::Log) {
        state.focus = state.lead;
    }
}

fn turn_to(state: &mut State, steps: usize) {
    let at = Focus::ALL
        .iter()
        .position(|pane| *pane == state.focus)
        .unwrap_or(0);
    focus(state, Focus::ALL[(at + steps) % Focus::ALL.len()]);
}

/// What needs a customer to be about.
fn about_current(state: &mut State, action: Action) {
    if about_marked(state, action) {
        return;
    }
    let Some(customer) = state.current() else {
        let text = state.s.desk.no_customer;
        state.say(Level::Info, text);
        return;
    };
    match action {
        Action::Log => ask(state, prompt::Purpose::Log { customer }),
        Action::Buy => ask(state, prompt::Purpose::Buy { customer }),
        Action::Account => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::account(customer, state.s)))
        }),
        Action::Schedule => ask(
            state,
            prompt::Purpose::Schedule {
                customers: vec![customer],
            },
        ),
        Action::Fact => ask(state, prompt::Purpose::Fact { customer }),
        Action::Tag => pick_tags(state, vec![customer]),
        Action::QuickTags => quick_tags(state, vec![customer]),
        Action::Reveal => ask(state, prompt::Purpose::Reveal { customer }),
        Action::Relate => {
            let marks = state.customers.marks();
            state
                .dialogs
                .push(Dialog::Choice(choice::Choice::relate(customer, &marks)));
        }
        Action::Fields => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::rows(
                Rows::Fields { customer },
                state.s,
            )))
        }),
        Action::Company => company(state, customer),
        Action::Open => focus(state, Focus::Profile),
        Action::Past => {
            focus(state, Focus::Profile);
            let text = state.s.merge.choose_field;
            state.say(Level::Info, text);
        }
        Action::BadNumber | Action::Promote | Action::RemoveFact => {
            focus(state, Focus::Profile);
            let text = state.s.desk.choose_contact;
            state.say(Level::Info, text);
        }
        Action::Scripts => open(state, |state| {
            Some(Dialog::Scripts(Box::new(scripts::Scripts::new(
                customer, state.s,
            ))))
        }),
        Action::Copy if !copy::is_on(state) => {}
        Action::Copy | Action::Pin | Action::Edit | Action::Delete | Action::Tier => {
            about_card(state, customer, action)
        }
        _ => {}
    }
}

/// Opens the page of the customer's company.
fn company(state: &mut State, customer: CustomerId) {
    let card = profile::card(&state.feed, Some(customer));
    match card.map(|card| card.customer.about.company.clone()) {
        Some(name) if !name.is_empty() => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::rows(
                Rows::Company { name },
                state.s,
            )))
        }),
        Some(_) => {
            let text = state.s.relation.no_company;
            state.say(Level::Info, text);
        }
        // The card is on its way.
        None => {}
    }
}

/// Notes that the customer is not to be contacted, or may be again.
fn consent(state: &mut State) -> Vec<Effect> {
    let Some(card) = profile::card(&state.feed, state.current()) else {
        let text = state.s.desk.no_customer;
        state.say(Level::Info, text);
        return Vec::new();
    };
    let consent = match card.customer.consent {
        Consent::Open => Consent::Withdrawn,
        Consent::Withdrawn => Consent::Open,
    };
    let ids = vec![card.customer.id];
    let op = Op::Customer(customer::Op::SetConsent { ids, consent });
    grant(state, vec![Wish::Run(Box::new(op))])
}

/// Does it to the current customer at once; of several marked ones, tells first how many it would change.
fn of_all(state: &mut State, plan: Plan) -> Vec<Effect> {
    let marked = state.customers.marks();
    if !marked.is_empty() {
        open(state, |_| Some(Dialog::Bulk(bulk::Bulk::new(plan, marked))));
        return Vec::new();
    }
    let op = plan.op(state.current().into_iter().collect());
    grant(state, vec![Wish::Run(Box::new(op))])
}

/// What is done to every marked customer, if any are marked and the action can be.
fn about_marked(state: &mut State, action: Action) -> bool {
    let customers = state.customers.marks();
    if customers.is_empty() {
        return false;
    }
    match action {
        Action::Tag => pick_tags(state, customers),
        Action::QuickTags => quick_tags(state, customers),
        Action::Schedule => ask(state, prompt::Purpose::Schedule { customers }),
        Action::Tier => open(state, |_| {
            Some(Dialog::Choice(choice::Choice::tier(&customers)))
        }),
        Action::Edit => open(state, |_| {
            Some(Dialog::Choice(choice::Choice::bulk(customers)))
        }),
        Action::Delete => open(state, |_| {
            Some(Dialog::Bulk(bulk::Bulk::new(Plan::Bin, customers)))
        }),
        _ => return false,
    }
    true
}

fn look_up(state: &mut State, subject: board::Subject) {
    open(state, |state| {
        Some(Dialog::Board(Box::new(board::Board::new(subject, state.s))))
    });
}

fn pick_tags(state: &mut State, customers: Vec<CustomerId>) {
    open(state, |state| {
        let task = tags::Task::Pick(customers);
        Some(Dialog::Tags(Box::new(tags::Tags::new(task, state.s))))
    });
}

fn quick_tags(state: &mut State, customers: Vec<CustomerId>) {
    open(state, |_| {
        Some(Dialog::QuickTags(quick_tags::QuickTags::new(customers)))
    });
}

/// What needs to know more of the customer than who they are.
fn about_card(state: &mut State, customer: CustomerId, action: Action) {
    open(state, |state| {
        let card = profile::card(&state.feed, Some(customer))?;
        Some(match action {
            Action::Pin => Dialog::Prompt(prompt::Prompt::with(
                prompt::Purpose::Pin { customer },
                &card.customer.pinned,
            )),
            Action::Edit => {
                let form = form::CustomerForm::edit(card, &state.lists(), state.s);
                Dialog::Form(Box::new(form))
            }
            Action::Tier => Dialog::Choice(choice::Choice::tier(&[customer])),
            Action::Copy => Dialog::Choice(choice::Choice::copy(card)),
            _ => Dialog::Choice(choice::Choice::bin(customer, &card.customer.about.name)),
        })
    });
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
