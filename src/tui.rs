//! The terminal front end. This file is the only impure part of it: draw, wait for a message, drain the inbox, update, perform the
//! effects, draw once. It sleeps until something happens.

pub mod areas;
pub mod clipboard;
pub mod command;
pub mod dialog;
pub mod draw;
pub mod editor;
pub mod feed;
pub mod footer;
pub mod glyph;
pub mod keymap;
pub mod layer;
pub mod msg;
pub mod needs;
pub mod pane;
pub mod state;
pub mod terminal;
pub mod theme;
pub mod tour;
pub mod widget;
pub mod worker;

use std::io::Write;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::FixedOffset;

use self::feed::Ticket;
use self::glyph::GlyphSetting;
use self::keymap::Keymap;
use self::msg::{Effect, Left, Msg, Stamped};
use self::state::command::Commands;
use self::state::{State, rest, take, update};
use self::terminal::background::Rgb;
use self::terminal::event::{Event, Listener, Signal};
use self::terminal::{EnterError, Mouse, Terminal};
use self::theme::{Theme, ThemeSetting};
use self::tour::Tour;
use self::widget::Look;
use self::worker::keeper::{self, Keeper};
use self::worker::{Ask, Chore, Job};
use crate::app::anchor::{Care, Presence};
use crate::app::answer::Card;
use crate::app::clock::Clock;
use crate::app::import::incoming::Ground;
use crate::app::{Access, App, Error};
use crate::config::command::Mode;
use crate::config::{Clipboard, Command, Places, Settings, recent};
use crate::domain::history::Source;
use crate::domain::name::Lang;
use crate::i18n::{Strings, strings};

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
    asks: Sender<Ask>,
    jobs: Sender<Job>,
    chores: Sender<Chore>,
    /// The inbox of the loop itself.
    out: SyncSender<Heard>,
    document: Document,
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
    let care = Care {
        state: Places::of_platform().map(|places| places.state),
        second: start.settings.backup_folder.clone(),
    };
    let mut writer = App::open(&start.path, access, Clock::System, Source::Desk)?;
    writer.take_care(&care, Presence::Told)?;
    writer.set_ground(Ground {
        region: start.settings.region,
        timezone: start.settings.timezone.clone(),
        presets: start.settings.presets.clone(),
    });
    let mut reader = App::open(&start.path, Access::Read, Clock::System, Source::Desk)?;
    reader.take_care(&care, Presence::Silent)?;
    let read_only = writer.is_read_only();
    let bell = writer.bell();
    let keeper = Keeper {
        path: start.path.clone(),
        access: if read_only { Access::Read } else { access },
        care,
    };
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
    let (workers, hired) = hire(reader, writer, keeper, &out, start.document)?;
    worker::listen(bell, out.clone())?;
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
    let asked = ask_background(&terminal, look.theme, setting)?;
    let left = live(state, &mut terminal, &listener, &inbox, &workers, asked)?;
    // The inbox stays: the writer ends early where nobody hears it.
    drop(workers);
    terminal.leave()?;
    if !matches!(left, Left::Status(status) if status != 0) {
        hired.finish(strings(start.lang));
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

/// The threads that are waited for at the end, when there is time: what was asked of the writer is written, and the file is backed up.
struct Hired {
    writer: JoinHandle<()>,
    keeper: JoinHandle<crate::app::Result<()>>,
}

impl Hired {
    fn finish(self, s: &Strings) {
        // A thread that crashed has said so; there is nobody left to tell but the user who sees the terminal again.
        drop(self.writer.join());
        if let Ok(Err(error)) = self.keeper.join() {
            drop(writeln!(std::io::stderr(), "{}", error.message(s)));
        }
    }
}

fn hire(
    reader: App,
    writer: App,
    keeper: Keeper,
    out: &SyncSender<Heard>,
    document: Document,
) -> std::io::Result<(Workers, Hired)> {
    let (asks, asked) = channel();
    let (jobs, ordered) = channel();
    let (chores, chored) = channel();
    worker::reader(reader, asked, out.clone())?;
    let hired = Hired {
        writer: worker::writer(writer, ordered, out.clone())?,
        keeper: keeper::start(keeper, chored, out.clone())?,
    };
    let workers = Workers {
        asks,
        jobs,
        chores,
        out: out.clone(),
        document,
    };
    Ok((workers, hired))
}

fn live(
    mut state: State,
    terminal: &mut Terminal,
    listener: &Listener,
    inbox: &Receiver<Heard>,
    workers: &Workers,
    asked: Option<Instant>,
) -> Result<Left, TuiError> {
    let stamp = |msg| Stamped {
        now: Clock::System.now(),
        msg,
    };
    let mut effects = update(&mut state, stamp(Msg::Tick));
    drop(workers.chores.send(Chore::Daily));
    loop {
        // crossterm forgets a change of size that comes in one breath with a key.
        let area = terminal.area()?;
        if area != state.size {
            let (width, height) = (area.width, area.height);
            effects.extend(update(&mut state, stamp(Msg::Resize { width, height })));
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
                } => drop(workers.asks.send(Ask {
                    slot,
                    ticket,
                    query: Some(query),
                })),
                Effect::Stop(slot) => drop(workers.asks.send(Ask {
                    slot,
                    ticket: Ticket::default(),
                    query: None,
                })),
                Effect::Run(op) => {
                    drop(workers.jobs.send(Job::Run(op)));
                    drop(workers.chores.send(Chore::Wrote));
                }
                Effect::Chore(chore) => drop(workers.chores.send(chore)),
                Effect::Read(paths, choices) => drop(workers.jobs.send(Job::Read(paths, choices))),
                Effect::KeepRejects(incoming, lang) => {
                    drop(workers.jobs.send(Job::KeepRejects(incoming, lang)));
                }
                Effect::Keep(unsaved) => drop(workers.jobs.send(Job::Keep(unsaved))),
                Effect::Adopt(id) => drop(workers.jobs.send(Job::Adopt(id))),
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
                        drop(workers.jobs.send(Job::Remember(places.recent, names)));
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
        for heard in std::iter::once(first).chain(inbox.try_iter()) {
            match heard {
                Heard::Desk(msg) => {
                    #[cfg(feature = "testkit")]
                    terminal::crash::drill(&msg);
                    effects.extend(take(&mut state, stamp(*msg)));
                }
                Heard::Background(colour) => {
                    if asked.is_some_and(|at| at.elapsed() < ANSWER_TIME) {
                        state.look.theme = theme::on(colour);
                    }
                }
                Heard::Signal(Signal::Suspend) => terminal.suspend(listener)?,
                Heard::Signal(Signal::Continue) => terminal.retake()?,
                Heard::Signal(signal) => return Ok(Left::Status(signal.exit_code())),
                Heard::Hangup => return Ok(Left::Status(Signal::Hangup.exit_code())),
            }
        }
        effects.extend(rest(&mut state));
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
