//! The program: reads the words typed, chooses the command line or the screen, and ends with their exit status.

use std::process::ExitCode;

use shuke::app::App;
use shuke::app::clock::Clock;
use shuke::app::error::Status;
use shuke::app::generate::DEMO_SEED;
use shuke::cli::{self, Desk, Front, KeyTable, Shop};
use shuke::i18n::{self, strings};
use shuke::tui::keymap;
use shuke::tui::msg::Left;
use shuke::tui::{self, Start, TuiError};

/// The screen's table of keys, for the command line to tell.
const KEYS: KeyTable = KeyTable {
    lines: keymap::lines,
    check: keymap::check,
    defaults: keymap::defaults,
};

fn main() -> ExitCode {
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
fn open(desk: &Desk) -> Result<i32, TuiError> {
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
        match tui::run(&start(desk, path.clone()))? {
            Left::Status(status) => return Ok(status),
            Left::ForDemo => match demo(desk)? {
                0 => {}
                status => return Ok(status),
            },
        }
    }
}

/// Opens the demo shop in a folder that only this user can read and that goes away with it.
fn demo(desk: &Desk) -> Result<i32, TuiError> {
    let folder = tempfile::Builder::new().prefix("shuke-demo-").tempdir()?;
    let path = folder.path().join("demo.db");
    drop(App::demo(Some(&path), Clock::System, desk.lang, DEMO_SEED)?);
    match tui::run(&start(desk, path))? {
        Left::Status(status) => Ok(status),
        Left::ForDemo => Ok(0),
    }
}

fn start(desk: &Desk, path: std::path::PathBuf) -> Start {
    Start {
        path,
        lang: desk.lang,
        lang_is_guess: desk.lang_is_guess,
        read_only: desk.read_only,
        plain: desk.plain,
        tour: desk.tour,
        settings: desk.settings.clone(),
    }
}

fn refuse(desk: &Desk, error: &TuiError) -> Status {
    let s = strings(desk.lang);
    match error {
        TuiError::App(error) => {
            cli::say(&error.message(s));
            error.status()
        }
        TuiError::NotATerminal => {
            cli::say(s.cli.stop.no_terminal);
            Status::Usage
        }
        TuiError::Io(error) => {
            cli::say(i18n::io(s, error.kind()));
            Status::Fault
        }
    }
}
