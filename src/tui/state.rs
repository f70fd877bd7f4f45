//! The whole state of the desk as a plain struct, and `update`: what a message changes and what has to be done about it.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::areas::{Areas, areas};
use super::dialog::{Dialog, choice, form, import, picker, prompt};
use super::feed::{Feed, Slot};
use super::keymap::{self, Action, Scope, name_of};
use super::layer::{Handled, Layer, Turn, Wish};
use super::msg::{Effect, Left, Msg, Stamped};
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
use crate::app::answer::{Answer, Pulse};
use crate::app::changed::Changed;
use crate::app::import::incoming::{Incoming, Refused};
use crate::app::op::Op;
use crate::app::query::{Query, REVEAL_MS};
use crate::app::{Error, history};
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
    /// The op that was run last, and its way.
    pub last_step: Option<(String, Way)>,
    reveal: Option<Reveal>,
    /// Ctrl-C was pressed once over something unsaved.
    asked_to_quit: bool,
    /// The language was guessed from the system: the shop's own setting wins.
    pub lang_is_guess: bool,
    /// The shop's language as last seen.
    shop_lang: Option<Lang>,
    /// Whether a new shop has been welcomed.
    welcomed: bool,
    /// The last click, for a double one.
    clicked: Option<(Position, Millis)>,
}

/// How fast two clicks are one double click, in milliseconds.
const DOUBLE_CLICK_MS: i64 = 400;

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
            last_step: None,
            reveal: None,
            lang_is_guess: false,
            shop_lang: None,
            asked_to_quit: false,
            welcomed: read_only,
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

    /// The queries of everything on screen.
    fn wants(&self) -> Vec<(Slot, Query)> {
        let reveal = self.reveal.map(|reveal| (reveal.customer, reveal.op));
        let mut wants = vec![
            (Slot::Pulse, Query::Pulse),
            (Slot::Queue, self.queue.query()),
            (Slot::Customers, self.customers.query()),
        ];
        if let Some(id) = self.current() {
            let op = reveal
                .filter(|(customer, _)| *customer == id)
                .map(|(_, op)| op);
            wants.push((Slot::Card, self.profile.query(id, op)));
            wants.push((Slot::Timeline, self.log.query(id)));
        }
        wants.extend(
            self.dialogs
                .last()
                .and_then(Dialog::query)
                .map(|query| (Slot::Dialog, query)),
        );
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
        let import = self
            .dialogs
            .iter()
            .any(|dialog| matches!(dialog, Dialog::Import(import) if import.is_running()));
        let import = import.then(|| self.now.at.0 + 250);
        let reveal = self
            .reveal
            .map(|reveal| reveal.until.0.min(self.now.at.0 + 1000));
        Millis(
            [Some(midnight), toast, import, reveal]
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
        self.toasts.push(level, text, now);
    }
}

/// What a message changes, and what has to be done about it.
pub fn update(state: &mut State, stamped: Stamped) -> Vec<Effect> {
    let before = state.now.today();
    state.now = stamped.now;
    let mut effects = Vec::new();
    match stamped.msg {
        Msg::Key(key) => effects = on_key(state, key),
        Msg::Paste(text) => effects = on_paste(state, text),
        Msg::Mouse(mouse) => effects = on_mouse(state, mouse),
        Msg::Resize { width, height } => state.size = Rect::new(0, 0, width, height),
        Msg::Tick => {}
        Msg::Answer {
            slot,
            ticket,
            answer,
        } => match answer {
            Ok(answer) => state.feed.arrived(slot, ticket, answer),
            Err(error) => complain(state, &error),
        },
        Msg::Done(done) => {
            end_import(state);
            match done {
                Ok(changed) => on_done(state, &changed),
                Err(error) => complain(state, &error),
            }
        }
        Msg::Incoming(incoming) => on_incoming(state, incoming),
        Msg::Elsewhere => state.feed.changed(KindSet::EVERYTHING),
    }
    let now = state.clock();
    state.toasts.expire(now);
    state.reveal = state.reveal.filter(|reveal| reveal.until > state.now.at);
    follow_the_shop(state);
    welcome(state);
    if state.now.today() != before {
        state.feed.changed(KindSet::EVERYTHING);
    }
    settle(state);
    tour::advance(state);
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
    state.customers.settle(&state.feed, areas.customers);
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

fn on_done(state: &mut State, changed: &Changed) {
    state.feed.changed(changed.kinds);
    state.last_step = Some((changed.step.kind.clone(), changed.step.way));
    let text = if changed.op.is_none() {
        state.s.desk.nothing_changed.to_owned()
    } else {
        label::told(state.s, &changed.step)
    };
    state.say(Level::Ok, &text);
    if let (Some(op), Some(customer), "customer.reveal") =
        (changed.op, changed.show, changed.step.kind.as_str())
    {
        state.reveal = Some(Reveal {
            customer,
            op,
            until: Millis(state.now.at.0 + REVEAL_MS),
        });
    }
    if let (Some(id), "customer.add" | "customer.restore") =
        (changed.show, changed.step.kind.as_str())
        && changed.step.way != Way::Undid
    {
        show(state, id);
    }
}

/// A file has been read: its preview takes the place of the notice that it is being read, unless the user left that.
fn on_incoming(state: &mut State, incoming: Result<Box<Incoming>, Refused>) {
    if !matches!(state.dialogs.last(), Some(Dialog::Import(_))) {
        return;
    }
    state.dialogs.pop();
    match incoming {
        Ok(incoming) => state
            .dialogs
            .push(Dialog::Import(import::Import::preview(incoming))),
        Err(refused) => {
            let text = refused.message(state.s);
            state.say(Level::Error, &text);
        }
    }
}

/// Closes the progress of an import whose op has ended, well or not.
fn end_import(state: &mut State) {
    state
        .dialogs
        .retain(|dialog| !matches!(dialog, Dialog::Import(import) if import.is_running()));
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
    vec![Effect::Leave(Left::Status(0))]
}

fn on_key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) {
        return interrupt(state);
    }
    state.asked_to_quit = false;
    let scopes = state.scopes();
    let typing = scopes.iter().any(|scope| {
        matches!(
            scope,
            Scope::Prompt | Scope::Find | Scope::Form | Scope::Menu
        )
    });
    if let Some(action) = keymap::resolve(key, scopes) {
        return act(state, action);
    }
    if let (Handled::Yes, effects) = with_layer(state, |layer, turn| layer.key(key, turn)) {
        return effects;
    }
    if let Some(edit) = edit_for(key)
        && let (Handled::Yes, effects) = with_layer(state, |layer, turn| layer.edit(edit, turn))
    {
        return effects;
    }
    if !typing {
        let text = (state.s.desk.unbound)(&name_of(key));
        state.say(Level::Info, &text);
    }
    Vec::new()
}

/// Pasted text is text, never commands: where nothing is being typed it is refused with a notice.
fn on_paste(state: &mut State, text: String) -> Vec<Effect> {
    let mut text = text;
    let mut end = text.len().min(PASTE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    let (handled, effects) = with_layer(state, |layer, turn| layer.edit(Edit::Paste(text), turn));
    if handled == Handled::Ignored {
        let text = state.s.desk.paste_nowhere;
        state.say(Level::Info, text);
    }
    effects
}

fn on_mouse(state: &mut State, mouse: MouseEvent) -> Vec<Effect> {
    let at = Position::new(mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::ScrollDown => act(state, Action::Down),
        MouseEventKind::ScrollUp => act(state, Action::Up),
        MouseEventKind::Down(MouseButton::Left) if state.dialogs.is_empty() => on_click(state, at),
        _ => Vec::new(),
    }
}

fn on_click(state: &mut State, at: Position) -> Vec<Effect> {
    let Some(areas) = state.areas() else {
        return Vec::new();
    };
    let Some(pane) = Focus::ALL
        .into_iter()
        .find(|pane| areas.of(*pane).is_some_and(|area| area.contains(at)))
    else {
        return Vec::new();
    };
    focus(state, pane);
    let area = areas.of(pane).unwrap_or_default();
    match pane {
        Focus::Queue => state.queue.click(at, area, &state.feed),
        Focus::Customers => state.customers.click(at, area, &state.feed),
        Focus::Profile | Focus::Log => {}
    }
    let again = state
        .clicked
        .is_some_and(|(place, when)| place == at && state.now.at.0 - when.0 < DOUBLE_CLICK_MS);
    state.clicked = (!again).then_some((at, state.now.at));
    if again {
        act(state, Action::Open)
    } else {
        Vec::new()
    }
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
    let areas = state.areas().unwrap_or_default();
    let current = state.current();
    let area = if state.dialogs.is_empty() {
        areas.of(state.focus).unwrap_or_default()
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
    let layer: &mut dyn Layer = match (state.dialogs.last_mut(), state.focus) {
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
    for wish in wishes {
        match wish {
            Wish::Run(_) if state.read_only => complain(state, &Error::ReadOnly),
            Wish::Run(op) => effects.push(Effect::Run(op)),
            Wish::Open(dialog) => state.dialogs.push(*dialog),
            Wish::Close => {
                state.dialogs.pop();
            }
            Wish::Toast(level, text) => state.say(level, &text),
            Wish::Import(path) => {
                state
                    .dialogs
                    .push(Dialog::Import(import::Import::reading()));
                effects.push(Effect::Read(path));
            }
            Wish::Demo => effects.push(Effect::Leave(Left::ForDemo)),
            Wish::Focus(pane) => focus(state, pane),
            Wish::Act(action) => effects.extend(act(state, action)),
        }
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
        Action::Quit => return vec![Effect::Leave(Left::Status(0))],
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
            Some(Dialog::Picker(picker::Picker::help(
                state.scopes(),
                state.s,
            )))
        }),
        Action::Palette => open(state, |state| {
            Some(Dialog::Picker(picker::Picker::palette(state.s)))
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
        Action::Undo if demo_floor(state) => {
            let text = state.s.desk.demo_floor;
            state.say(Level::Info, text);
        }
        Action::Undo => {
            return grant(
                state,
                vec![Wish::Run(Box::new(Op::History(history::Op::Undo(None))))],
            );
        }
        Action::Redo => {
            return grant(
                state,
                vec![Wish::Run(Box::new(Op::History(history::Op::Redo)))],
            );
        }
        Action::Suspend => return vec![Effect::Suspend],
        Action::GoQueue => focus(state, Focus::Queue),
        Action::GoCustomers => focus(state, Focus::Customers),
        Action::GoProfile => focus(state, Focus::Profile),
        Action::GoLog => focus(state, Focus::Log),
        Action::NextPane => turn_to(state, 1),
        Action::PreviousPane => turn_to(state, Focus::ALL.len() - 1),
        Action::Find => {
            focus(state, Focus::Customers);
            state.customers.start_finding();
        }
        Action::Add => open(state, |state| {
            Some(Dialog::Form(Box::new(form::CustomerForm::new(state.s))))
        }),
        Action::QuickAdd => ask(state, prompt::Purpose::QuickAdd),
        Action::Import => ask(state, prompt::Purpose::Import),
        Action::Back => back(state),
        Action::Sort
        | Action::NextMatch
        | Action::PreviousMatch
        | Action::Moments
        | Action::Amend => in_pane(state, action),
        Action::Complete | Action::Snooze | Action::Cancel => in_queue(state),
        _ => about_current(state, action),
    }
    Vec::new()
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
    let home = if matches!(action, Action::Moments | Action::Amend) {
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
    let Some(customer) = state.current() else {
        let text = state.s.desk.no_customer;
        state.say(Level::Info, text);
        return;
    };
    match action {
        Action::Log => ask(state, prompt::Purpose::Log { customer }),
        Action::Schedule => ask(state, prompt::Purpose::Schedule { customer }),
        Action::Fact => ask(state, prompt::Purpose::Fact { customer }),
        Action::Tag => ask(state, prompt::Purpose::Tag { customer }),
        Action::Reveal => ask(state, prompt::Purpose::Reveal { customer }),
        Action::Open => focus(state, Focus::Profile),
        Action::BadNumber | Action::Promote | Action::RemoveFact => {
            focus(state, Focus::Profile);
            let text = state.s.desk.choose_contact;
            state.say(Level::Info, text);
        }
        Action::Pin | Action::Edit | Action::Delete | Action::Tier => {
            about_card(state, customer, action)
        }
        _ => {}
    }
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
            Action::Edit => Dialog::Form(Box::new(form::CustomerForm::edit(card, state.s))),
            Action::Tier => Dialog::Choice(choice::Choice::tier(customer)),
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
