//! Locking: when, what goes away then, and what a locked or blank desk still listens to.

use crossterm::event::{KeyCode, KeyModifiers};

use super::{State, Toasts};
use crate::app::Error;
use crate::app::pass::Passphrase;
use crate::domain::time::Millis;
use crate::tui::dialog::Dialog;
use crate::tui::dialog::recovery::Recovery;
use crate::tui::lock::Lock;
use crate::tui::msg::{Effect, Left, Msg};
use crate::tui::pane::{customers::Customers, log::Log, profile::Profile, queue::Queue};
use crate::tui::widget::toast::Level;

const MINUTE_MS: i64 = 60_000;

/// What stands between the screen and whoever passes by.
#[derive(Default)]
pub struct Guard {
    /// Who can open the file; nobody is named for a plain one, which nothing can lock.
    pub users: Vec<String>,
    pub screen: Option<Lock>,
    /// Nothing is shown until a key is pressed.
    pub blank: bool,
    /// Minutes without a key before the desk locks; 0 for never.
    pub minutes: u16,
    /// When a key was last pressed.
    touched: Millis,
}

impl Guard {
    fn can_lock(&self) -> bool {
        !self.users.is_empty()
    }

    /// When the desk locks by itself.
    #[must_use]
    pub fn next_wake(&self) -> Option<Millis> {
        let waits = self.can_lock() && self.minutes > 0 && self.screen.is_none();
        waits.then(|| Millis(self.touched.0 + i64::from(self.minutes) * MINUTE_MS))
    }
}

/// Locks the desk: keeps unsaved text in the file, lets go of the file, and forgets everything that was on the screen.
pub fn lock(state: &mut State) -> Vec<Effect> {
    if !state.guard.can_lock() {
        let text = state.s.lock.plain_has_no_lock;
        state.say(Level::Info, text);
        return Vec::new();
    }
    if state.guard.screen.is_some() {
        return Vec::new();
    }
    let unsaved = super::draft::unsaved(state);
    let mut effects = Vec::new();
    if let Some(unsaved) = unsaved.filter(|_| !state.read_only) {
        effects.push(Effect::Keep(Some(Box::new(unsaved))));
    }
    effects.push(Effect::Lock);
    forget(state);
    state.guard.screen = Some(Lock::new(state.guard.users.clone()));
    effects
}

/// Nothing that was read from the file stays.
fn forget(state: &mut State) {
    state.queue = Queue::default();
    state.customers = Customers::default();
    state.profile = Profile::default();
    state.log = Log::default();
    state.dialogs.clear();
    state.feed = super::Feed::default();
    state.toasts = Toasts::default();
    state.reveal = None;
    state.copying = super::copy::Copying::default();
    state.drafts = super::draft::Drafts::default();
    state.under_way = super::under_way::UnderWay::default();
    state.last_step = None;
    state.clicked = None;
}

/// The desk was opened; `code` is a recovery code to be written down.
fn opened(state: &mut State, read_only: bool, users: Vec<String>, code: Option<Passphrase>) {
    state.guard.screen = None;
    state.guard.users = users;
    state.guard.touched = state.now.at;
    state.read_only = read_only;
    state.welcomed |= code.is_some() || read_only;
    if let Some(code) = code {
        state
            .dialogs
            .push(Dialog::Recovery(Box::new(Recovery::new(code))));
    }
}

/// Encrypts the file: what is on the screen goes away meanwhile.
pub fn encrypt(state: &mut State, passphrase: Passphrase) -> Effect {
    forget(state);
    state.guard.screen = Some(Lock::busy());
    Effect::Encrypt(super::Secret(passphrase))
}

/// Takes a message that a locked or blank desk takes itself, or that only such a desk gets; everything else is handed back.
pub fn heard(state: &mut State, msg: Msg) -> Result<Vec<Effect>, Box<Msg>> {
    if matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_)) {
        if state.guard.next_wake().is_some_and(|at| at <= state.now.at) {
            // The machine slept over the time: the key that woke it does nothing else.
            return Ok(lock(state));
        }
        state.guard.touched = state.now.at;
        if std::mem::take(&mut state.guard.blank) {
            return Ok(Vec::new());
        }
    }
    match msg {
        Msg::Opened {
            read_only,
            users,
            code,
        } => {
            opened(state, read_only, users, code.map(|code| code.0));
            Ok(Vec::new())
        }
        Msg::Refused(error) => Ok(refused(state, &error)),
        Msg::Slept => Ok(if state.guard.can_lock() {
            lock(state)
        } else {
            Vec::new()
        }),
        Msg::Tick if state.guard.next_wake().is_some_and(|at| at <= state.now.at) => {
            Ok(lock(state))
        }
        msg if state.guard.screen.is_some() => Ok(while_locked(state, msg)),
        Msg::Done(Err(Error::TooManyReveals)) if state.guard.can_lock() => {
            let why = Error::TooManyReveals.message(state.s);
            let effects = lock(state);
            if let Some(screen) = &mut state.guard.screen {
                screen.refused(why);
            }
            Ok(effects)
        }
        msg => Err(Box::new(msg)),
    }
}

fn while_locked(state: &mut State, msg: Msg) -> Vec<Effect> {
    let Some(screen) = &mut state.guard.screen else {
        return Vec::new();
    };
    match msg {
        Msg::Key(key)
            if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) =>
        {
            return vec![Effect::Leave(Left::Status(0))];
        }
        Msg::Key(key) => {
            if let Some(attempt) = screen.key(key) {
                return vec![Effect::Unlock(attempt)];
            }
        }
        Msg::Paste(text) => screen.paste(&zeroize::Zeroizing::new(text)),
        Msg::Resize { width, height } => state.size = super::Rect::new(0, 0, width, height),
        // Answers on their way when the desk was locked are nobody's any more.
        _ => {}
    }
    Vec::new()
}

/// The passphrase was wrong, or a file could not be encrypted.
fn refused(state: &mut State, error: &Error) -> Vec<Effect> {
    let why = error.message(state.s);
    match &mut state.guard.screen {
        Some(screen) if !state.guard.users.is_empty() => screen.refused(why),
        _ => {
            state.guard.screen = None;
            state.say(Level::Error, &why);
        }
    }
    Vec::new()
}
