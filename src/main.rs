//! The program: reads the words typed, chooses the command line or the screen, and ends with their exit status.

use std::path::Path;
use std::process::ExitCode;

use shuke::app::clock::Clock;
use shuke::app::error::Status;
use shuke::app::generate::DEMO_SEED;
use shuke::app::{Access, App};
use shuke::cli::{self, Desk, Face, Front, KeyTable, Shop};
use shuke::domain::history::Source;
use shuke::i18n::{self, strings};
use shuke::plain::{self, PlainError};
use shuke::tui::keymap;
use shuke::tui::msg::Left;
use shuke::tui::{self, Start, TuiError};

/// What is freed is wiped first: a locked desk shall leave nothing of the shop in memory that nobody owns any more.
#[global_allocator]
static MEMORY: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// The screen's table of keys, for the command line to tell.
const KEYS: KeyTable = KeyTable {
    lines: |s, settings| keymap::lines(s, &settings.keys, &settings.commands),
    check: |settings| keymap::check(&settings.keys, &settings.commands),
    told: |s, settings, text| keymap::told(s, &settings.keys, text),
    defaults: keymap::defaults,
};

/// No core file and no other program of this user may take the keys out of memory. Where that cannot be had, the desk still opens.
#[cfg(unix)]
fn keep_memory_private() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    match setrlimit(Resource::Core, none) {
        Ok(()) | Err(_) => {}
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        match set_dumpable_behavior(DumpableBehavior::NotDumpable) {
            Ok(()) | Err(_) => {}
        }
    }
}

#[cfg(not(unix))]
fn keep_memory_private() {}

fn main() -> ExitCode {
    // A full quota shall be an error of the write, not the end of the program; where that cannot be had, it ends as it always did.
    #[cfg(unix)]
    drop(tui::terminal::watch::ignore_file_limit());
    keep_memory_private();
    ExitCode::from(match cli::front(std::env::args_os(), KEYS) {
        Front::Over(status) => status,
        Front::Command(call) => call.run(),
        Front::Desk(desk) => match open(&desk) {
            Ok(status) => u8::try_from(status).unwrap_or(Status::Fault as u8),
            Err(error) => refuse(&desk, &error) as u8,
        },
    })
}

/// Opens the desk on the screen; the first time, its file is made. Whoever leaves it for the demo shop comes back to it.
fn open(desk: &Desk) -> Result<i32, Fault> {
    let Shop::File(path) = &desk.shop else {
        return demo(desk);
    };
    if !desk.read_only
        && let Err(error) = App::create(path, &Clock::System)
        && !error.is_already_there()
    {
        return Err(error.into());
    }
    loop {
        match sit(desk, path)? {
            Left::Status(status) => return Ok(status),
            Left::ForDemo => match demo(desk)? {
                0 => {}
                status => return Ok(status),
            },
        }
    }
}

/// Opens the demo shop in a folder that only this user can look into and that goes away with it.
fn demo(desk: &Desk) -> Result<i32, Fault> {
    let folder = tui::editor::private_folder()?;
    let path = folder.path().join("demo.db");
    drop(App::demo(Some(&path), Clock::System, desk.lang, DEMO_SEED)?);
    match sit(desk, &path)? {
        Left::Status(status) => Ok(status),
        Left::ForDemo => Ok(0),
    }
}

/// One sitting at the desk, on the screen or in lines.
fn sit(desk: &Desk, path: &Path) -> Result<Left, Fault> {
    match desk.face {
        Face::Screen => Ok(tui::run(&start(desk, path))?),
        Face::Lines => {
            let access = if desk.read_only {
                Access::Read
            } else {
                Access::Write
            };
            let s = strings(desk.lang);
            let app = desk.entrance.open(path, access, Source::Desk, s)?;
            let face = if desk.tour {
                plain::Face::Tour
            } else {
                plain::Face::Desk
            };
            plain::run(app, desk.lang, desk.lang_is_guess, face)?;
            Ok(Left::Status(0))
        }
    }
}

fn start(desk: &Desk, path: &Path) -> Start {
    Start {
        path: path.to_owned(),
        lang: desk.lang,
        lang_is_guess: desk.lang_is_guess,
        read_only: desk.read_only,
        tour: desk.tour,
        settings: desk.settings.clone(),
        document: cli::selection,
    }
}

/// Why the desk could not be opened or went away.
enum Fault {
    NotATerminal,
    App(shuke::app::Error),
    Stop(cli::Stop),
    Io(std::io::Error),
}

impl From<TuiError> for Fault {
    fn from(error: TuiError) -> Self {
        match error {
            TuiError::NotATerminal => Self::NotATerminal,
            TuiError::App(error) => Self::App(error),
            TuiError::Io(error) => Self::Io(error),
        }
    }
}

impl From<PlainError> for Fault {
    fn from(error: PlainError) -> Self {
        match error {
            PlainError::NotATerminal => Self::NotATerminal,
            PlainError::App(error) => Self::App(error),
            PlainError::Io(error) => Self::Io(error),
        }
    }
}

impl From<shuke::app::Error> for Fault {
    fn from(error: shuke::app::Error) -> Self {
        Self::App(error)
    }
}

impl From<cli::Stop> for Fault {
    fn from(stop: cli::Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

fn refuse(desk: &Desk, error: &Fault) -> Status {
    let s = strings(desk.lang);
    match error {
        Fault::App(error) => {
            cli::say(&error.message(s));
            error.status()
        }
        Fault::Stop(stop) => {
            cli::say(&stop.message(s));
            stop.status()
        }
        Fault::NotATerminal => {
            cli::say(s.cli.stop.no_terminal);
            Status::Usage
        }
        Fault::Io(error) => {
            cli::say(i18n::io(s, error.kind()));
            Status::Fault
        }
    }
}
