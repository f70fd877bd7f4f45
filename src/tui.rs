//! The terminal front end. This file is the only impure part of it: draw, wait for a message, drain the inbox, update, perform the
//! effects, draw once. It sleeps until something happens.

pub mod areas;
pub mod clipboard;
pub mod command;
pub mod dialog;
pub mod draw;
pub mod editor;
mod farewell;
pub mod feed;
pub mod footer;
pub mod glyph;
pub mod keymap;
pub mod layer;
pub mod lock;
pub mod msg;
pub mod needs;
pub mod pane;
pub mod scan;
mod sleep;
pub mod state;
pub mod terminal;
pub mod theme;
pub mod tour;
pub mod widget;
pub mod worker;
mod workers;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use chrono::FixedOffset;

use self::feed::Ticket;
use self::glyph::GlyphSetting;
use self::keymap::Keymap;
use self::lock::Lock;
use self::msg::{Effect, Left, Msg, Stamped};
use self::sleep::Sleep;
use self::state::command::Commands;
use self::state::{State, rest, take, update};
use self::terminal::background::Rgb;
use self::terminal::event::{Event, Listener, Signal};
use self::terminal::{EnterError, Mouse, Terminal};
use self::theme::{Theme, ThemeSetting};
use self::tour::Tour;
use self::widget::Look;
use self::worker::{Ask, Chore, Job};
use self::workers::{Hired, Outcome, Place, open_plain};
use crate::app::anchor::Care;
use crate::app::answer::Card;
use crate::app::clock::Clock;
use crate::app::import::incoming::Ground;
use crate::app::pass::{self, Door};
use crate::app::{Access, Error};
use crate::config::command::Mode;
use crate::config::{Clipboard, Command, Places, Settings, recent};
use crate::domain::name::Lang;
use crate::i18n::strings;

/// Messages that may wait before whoever sends them does.
const INBOX: usize = 4096;

/// How long an answer about the background may take and still change the colours; later it would only startle.
const ANSWER_TIME: Duration = Duration::from_millis(1000);

/// How a desk is opened.
#[derive(Debug, Clone)]
pub struct Start {
    pub path: PathBuf,
    pub lang: Lang,
    /// Nobody has named the language: the shop's own setting wins.
    pub lang_is_guess: bool,
    pub read_only: bool,
    /// Whether the ten steps of the tour are shown.
    pub tour: bool,
    pub settings: Settings,
    /// Customers as a document, for programs of the user's own; who knows the shape hands it over.
    pub document: Document,
}

/// Writes customers as a document, times in this offset.
pub type Document = fn(&[Card], FixedOffset) -> String;

/// Why the desk could not be opened or went away.
#[derive(Debug)]
pub enum TuiError {
    NotATerminal,
    App(Error),
    Io(std::io::Error),
}

impl From<Error> for TuiError {
    fn from(error: Error) -> Self {
        Self::App(error)
    }
}

impl From<std::io::Error> for TuiError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<EnterError> for TuiError {
    fn from(error: EnterError) -> Self {
        match error {
            EnterError::NotATerminal => Self::NotATerminal,
            EnterError::Io(error) => Self::Io(error),
        }
    }
}

/// What the loop listens to.
enum Heard {
    Desk(Box<Msg>),
    /// The colour of the terminal's background.
    Background(Rgb),
    Signal(Signal),
    /// A locked file was opened, or not.
    Opened(Box<Outcome>),
    Hangup,
}

impl From<Msg> for Heard {
    fn from(msg: Msg) -> Self {
        Self::Desk(Box::new(msg))
    }
}

impl From<Event> for Heard {
    fn from(event: Event) -> Self {
        match event {
            Event::Key(key) => Msg::Key(key).into(),
            Event::Paste(text) => Msg::Paste(text).into(),
            Event::Mouse(mouse) => Msg::Mouse(mouse).into(),
            Event::Resize(width, height) => Msg::Resize { width, height }.into(),
            Event::Background(colour) => Self::Background(colour),
            Event::Signal(signal) => Self::Signal(signal),
            Event::Hangup => Self::Hangup,
        }
    }
}

/// The ways to the workers.
struct Workers {
    /// None while the desk is locked: whoever holds a connection holds its key.
    hired: Option<Hired>,
    place: Place,
    document: Document,
    /// The inbox of the loop itself.
    out: SyncSender<Heard>,
}

/// Opens the desk and stays until the user leaves.
///
/// # Errors
/// The file cannot be opened, there is no terminal, or the terminal fails.
pub fn run(start: &Start) -> Result<Left, TuiError> {
    let access = if start.read_only {
        Access::Read
    } else {
        Access::Write
    };
    let place = Place {
        path: start.path.clone(),
        access,
        care: Care {
            state: Places::of_platform().map(|places| places.state),
            second: start.settings.backup_folder.clone(),
        },
        ground: Ground {
            region: start.settings.region,
            timezone: start.settings.timezone.clone(),
            presets: start.settings.presets.clone(),
        },
    };
    let (opened, users) = match pass::door(&start.path)? {
        Door::Open => (Some(open_plain(&place)?), Vec::new()),
        Door::Locked(users) => (None, users),
    };
    let read_only = opened
        .as_ref()
        .map_or(start.read_only, |opened| opened.writer.is_read_only());
    let mut terminal = Terminal::enter(if start.settings.mouse {
        Mouse::On
    } else {
        Mouse::Off
    })?;
    let (out, inbox) = sync_channel(INBOX);
    terminal::crash::install(
        terminal.tty(),
        strings(start.lang).desk.crashed.to_owned(),
        |_, _| {},
    );
    #[cfg(unix)]
    {
        terminal::watch::ignore_file_limit()?;
        terminal::watch::start(&out, &terminal.tty())?;
    }
    let listener = Listener::start(out.clone(), terminal.tty())?;
    let mut workers = Workers {
        hired: None,
        place,
        document: start.document,
        out,
    };
    if let Some(opened) = opened {
        workers.hire(opened)?;
    }
    let var = |name: &str| std::env::var(name).ok();
    let setting = ThemeSetting::named(start.settings.theme);
    let glyphs = GlyphSetting::named(start.settings.glyphs);
    let look = Look {
        theme: theme::choose(setting, var),
        glyphs: glyph::choose(glyphs, var),
    };
    let mut state = State::new(
        terminal.area()?,
        Clock::System.now(),
        start.lang,
        look,
        read_only,
    );
    let commands = &start.settings.commands;
    state.keymap = Keymap::resolved(&start.settings.keys).0;
    state.keymap = state.keymap.with_own(commands).0;
    state.commands = Commands::new(commands.clone());
    state.recall(
        &Places::of_platform().map_or_else(Vec::new, |places| recent::load(&places.recent)),
    );
    state.tour = start.tour.then(Tour::default);
    state.lang_is_guess = start.lang_is_guess;
    state.clipboard = start.settings.clipboard.clone();
    state.guard.minutes = start.settings.lock_minutes;
    if !users.is_empty() {
        state.guard.screen = Some(Lock::new(users.clone()));
        state.guard.users = users;
    }
    let asked = ask_background(&terminal, look.theme, setting)?;
    let left = live(
        &mut state,
        &mut terminal,
        &listener,
        &inbox,
        &mut workers,
        asked,
    )?;
    let is_in_haste = matches!(left, Left::Status(status) if status != 0);
    // The inbox stays until then: the writer ends early where nobody hears it.
    let ending = workers.hired.take().filter(|_| !is_in_haste);
    let ending = ending.map(Hired::end);
    let is_over = match &ending {
        Some(ending) => farewell::wait(&mut state, &mut terminal, &inbox, ending)?,
        None => false,
    };
    terminal.leave()?;
    if let Some(ending) = ending.filter(|_| is_over) {
        ending.tell(state.s);
    }
    Ok(left)
}

/// Asks for the background where the colours depend on it, and tells when. Nothing waits for the answer.
fn ask_background(
    terminal: &Terminal,
    chosen: &Theme,
    setting: ThemeSetting,
) -> std::io::Result<Option<Instant>> {
    if cfg!(unix) && theme::is_unsure(chosen, setting) {
        terminal.ask_background()?;
        return Ok(Some(Instant::now()));
    }
    Ok(None)
}

fn live(
    state: &mut State,
    terminal: &mut Terminal,
    listener: &Listener,
    inbox: &Receiver<Heard>,
    workers: &mut Workers,
    asked: Option<Instant>,
) -> Result<Left, TuiError> {
    let stamp = |msg| Stamped {
        now: Clock::System.now(),
        msg,
    };
    let mut effects = update(state, stamp(Msg::Tick));
    let mut sleep = Sleep::watched();
    loop {
        // crossterm forgets a change of size that comes in one breath with a key.
        let area = terminal.area()?;
        if area != state.size {
            let (width, height) = (area.width, area.height);
            effects.extend(update(state, stamp(Msg::Resize { width, height })));
        }
        for effect in effects.drain(..) {
            match effect {
                Effect::Leave(left) => return Ok(left),
                Effect::Suspend => terminal.suspend(listener)?,
                // A worker that is gone has crashed; its last words are on their way, and quitting still works.
                Effect::Ask {
                    slot,
                    ticket,
                    query,
                } => {
                    workers.ask(Ask {
                        slot,
                        ticket,
                        query: Some(query),
                    });
                    // Whatever is being read for an older key is not worth waiting for.
                    if slot.is_typed_for() {
                        workers.interrupt();
                    }
                }
                Effect::Stop(slot) => workers.ask(Ask {
                    slot,
                    ticket: Ticket::default(),
                    query: None,
                }),
                Effect::Run(op) => {
                    workers.order(Job::Run(op));
                    workers.chore(Chore::Wrote);
                }
                Effect::Chore(chore) => workers.chore(chore),
                Effect::Read(paths, choices) => workers.order(Job::Read(paths, choices)),
                Effect::KeepRejects(incoming, lang) => {
                    workers.order(Job::KeepRejects(incoming, lang));
                }
                Effect::Keep(unsaved) => workers.order(Job::Keep(unsaved)),
                Effect::Adopt(id) => workers.order(Job::Adopt(id)),
                Effect::Lock => drop(workers.dismiss()),
                Effect::Unlock(attempt) => workers.unlock(attempt)?,
                Effect::Encrypt(passphrase) => workers.encrypt(passphrase, state.s)?,
                Effect::Copy { text, told } => {
                    copy(&state.clipboard, text, told, terminal, workers)?
                }
                Effect::Edit(text) => {
                    let var = |name: &str| std::env::var(name).ok();
                    let edited = terminal.outside(listener, || editor::edit(&text, var))?;
                    drop(workers.out.try_send(Msg::Edited(edited).into()));
                }
                Effect::Command(command, cards) => {
                    give(*command, &cards, terminal, listener, workers)?;
                }
                Effect::Remember(names) => {
                    if let Some(places) = Places::of_platform() {
                        workers.order(Job::Remember(places.recent, names));
                    }
                }
            }
        }
        terminal.draw(|frame| {
            if let Some(caret) = state.draw(frame.buffer_mut()) {
                frame.set_cursor_position(caret);
            }
        })?;
        let wait = u64::try_from(state.next_wake().0 - Clock::System.now().at.0).unwrap_or(0);
        let first = match inbox.recv_timeout(Duration::from_millis(wait)) {
            Ok(heard) => heard,
            Err(RecvTimeoutError::Timeout) => Heard::from(Msg::Tick),
            Err(RecvTimeoutError::Disconnected) => return Ok(Left::Status(0)),
        };
        if sleep.is_over() {
            effects.extend(take(state, stamp(Msg::Slept)));
        }
        for heard in std::iter::once(first).chain(inbox.try_iter()) {
            match heard {
                Heard::Desk(msg) => {
                    #[cfg(feature = "testkit")]
                    terminal::crash::drill(&msg);
                    effects.extend(take(state, stamp(*msg)));
                }
                Heard::Background(colour) => {
                    if asked.is_some_and(|at| at.elapsed() < ANSWER_TIME) {
                        state.look.theme = theme::on(colour);
                    }
                }
                Heard::Opened(opened) => {
                    let msg = workers.hire_opened(*opened)?;
                    effects.extend(take(state, stamp(msg)));
                }
                Heard::Signal(Signal::Suspend) => {
                    effects.extend(take(state, stamp(Msg::Slept)));
                    effects.push(Effect::Suspend);
                }
                Heard::Signal(Signal::Continue) => terminal.retake()?,
                Heard::Signal(signal) => return Ok(Left::Status(signal.exit_code())),
                Heard::Hangup => return Ok(Left::Status(Signal::Hangup.exit_code())),
            }
        }
        effects.extend(rest(state));
    }
}

/// Gives customers to a program of the user's own: in the terminal, or on a thread of its own that tells how it ended.
fn give(
    command: Command,
    cards: &[Card],
    terminal: &mut Terminal,
    listener: &Listener,
    workers: &Workers,
) -> std::io::Result<()> {
    let document = (workers.document)(cards, Clock::System.now().offset);
    let out = workers.out.clone();
    match command.mode {
        Mode::Terminal => {
            let ended = terminal.outside(listener, || command::run(&command, document))?;
            drop(out.try_send(Msg::Ran(command.name, ended).into()));
        }
        Mode::Quiet(_) => {
            let work = move || {
                let ended = command::run(&command, document);
                drop(out.send(Msg::Ran(command.name, ended).into()));
            };
            std::thread::Builder::new()
                .name("command".to_owned())
                .spawn(work)?;
        }
    }
    Ok(())
}

/// Hands a text to the clipboard; the user's own program is waited for on a thread of its own.
fn copy(
    way: &Clipboard,
    text: String,
    told: String,
    terminal: &mut Terminal,
    workers: &Workers,
) -> std::io::Result<()> {
    let out = workers.out.clone();
    match way {
        Clipboard::Off => {}
        Clipboard::Terminal => {
            let done = match clipboard::sequence(&text) {
                Ok(words) => terminal.say(&words).map(|()| true)?,
                Err(_) => false,
            };
            drop(out.try_send(Msg::Copied { told, done }.into()));
        }
        Clipboard::Command(command) => {
            let command = command.clone();
            let work = move || {
                let done = clipboard::hand_over(&command, &text).is_ok();
                drop(out.send(Msg::Copied { told, done }.into()));
            };
            std::thread::Builder::new()
                .name("clipboard".to_owned())
                .spawn(work)?;
        }
    }
    Ok(())
}
