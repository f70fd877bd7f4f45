//! The terminal front end. This file is the only impure part of it: draw, wait for a message, drain the inbox, update, perform the
//! effects, draw once. It sleeps until something happens.

pub mod areas;
pub mod clipboard;
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

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::time::{Duration, Instant};

use self::glyph::GlyphSetting;
use self::keymap::Keymap;
use self::msg::{Effect, Left, Msg, Stamped};
use self::state::{State, rest, take, update};
use self::terminal::background::Rgb;
use self::terminal::event::{Event, Listener, Signal};
use self::terminal::{EnterError, Mouse, Terminal};
use self::theme::{Theme, ThemeSetting};
use self::tour::Tour;
use self::widget::Look;
use self::worker::{Ask, Job};
use crate::app::clock::Clock;
use crate::app::{Access, App, Error, Interrupter};
use crate::config::{Clipboard, Places, Settings, recent};
use crate::domain::history::Source;
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
}

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
    /// Ends what the reader is reading.
    reading: Interrupter,
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
    let writer = App::open(&start.path, access, Clock::System, Source::Desk)?;
    let reader = App::open(&start.path, Access::Read, Clock::System, Source::Desk)?;
    let read_only = writer.is_read_only();
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
    let workers = hire(reader, writer, &out)?;
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
    state.keymap = Keymap::resolved(&start.settings.keys).0;
    state.recall(
        &Places::of_platform().map_or_else(Vec::new, |places| recent::load(&places.recent)),
    );
    state.tour = start.tour.then(Tour::default);
    state.lang_is_guess = start.lang_is_guess;
    state.clipboard = start.settings.clipboard.clone();
    let asked = ask_background(&terminal, look.theme, setting)?;
    let status = live(state, &mut terminal, &listener, &inbox, &workers, asked)?;
    terminal.leave()?;
    Ok(status)
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

fn hire(reader: App, writer: App, out: &SyncSender<Heard>) -> std::io::Result<Workers> {
    let (asks, asked) = channel();
    let (jobs, ordered) = channel();
    let reading = reader.interrupter();
    worker::reader(reader, asked, out.clone())?;
    worker::writer(writer, ordered, out.clone())?;
    Ok(Workers {
        asks,
        jobs,
        reading,
        out: out.clone(),
    })
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
                } => {
                    drop(workers.asks.send(Ask {
                        slot,
                        ticket,
                        query,
                    }));
                    // Whatever is being read for an older key is not worth waiting for.
                    if slot.is_typed_for() {
                        workers.reading.interrupt();
                    }
                }
                Effect::Run(op) => drop(workers.jobs.send(Job::Run(op))),
                Effect::Read(path) => drop(workers.jobs.send(Job::Read(path))),
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
