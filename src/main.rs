//! The program: reads the words typed, chooses the command line or the screen, and ends with their exit status.

use std::process::ExitCode;

use shuke::app::clock::Clock;
use shuke::app::error::Status;
use shuke::app::{App, Error};
use shuke::cli::{self, Desk, Front, KeyLine, Shop};
use shuke::i18n::{Strings, strings};
use shuke::store;
use shuke::tui::glyph::GlyphSetting;
use shuke::tui::keymap::BINDINGS;
use shuke::tui::msg::Left;
use shuke::tui::terminal::Mouse;
use shuke::tui::theme::ThemeSetting;
use shuke::tui::{self, Start, TuiError};

fn main() -> ExitCode {
    ExitCode::from(match cli::front(std::env::args_os()) {
        Front::Over(status) => status,
        Front::Command(call) => call.run(keys),
        Front::Desk(desk) => open(&desk),
    })
}

/// Opens the desk on the screen; the first time, its file is made.
fn open(desk: &Desk) -> u8 {
    let s = strings(desk.lang);
    let Shop::File(path) = &desk.shop else {
        cli::say(s.cli.no_demo);
        return Status::Fault as u8;
    };
    if !desk.read_only
        && let Err(error) = App::create(path, &Clock::System)
        && !matches!(error, Error::Store(store::Error::Exists(_)))
    {
        cli::say(&error.message(s));
        return error.status() as u8;
    }
    let start = Start {
        path: path.clone(),
        lang: desk.lang,
        read_only: desk.read_only,
        tour: false,
        theme: theme(desk),
        glyphs: glyphs(desk),
        mouse: if desk.settings.mouse {
            Mouse::On
        } else {
            Mouse::Off
        },
    };
    match tui::run(&start) {
        Ok(Left::Status(status)) => u8::try_from(status).unwrap_or(Status::Fault as u8),
        Ok(Left::ForDemo) => {
            cli::say(s.cli.no_demo);
            Status::Fault as u8
        }
        Err(TuiError::App(error)) => {
            cli::say(&error.message(s));
            error.status() as u8
        }
        Err(TuiError::NotATerminal) => {
            cli::say(s.cli.stop.no_terminal);
            Status::Usage as u8
        }
        Err(TuiError::Io(error)) => {
            cli::say(shuke::i18n::io(s, error.kind()));
            Status::Fault as u8
        }
    }
}

fn theme(desk: &Desk) -> ThemeSetting {
    match desk.settings.theme {
        _ if desk.plain => ThemeSetting::Mono,
        Some("dark") => ThemeSetting::Dark,
        Some("light") => ThemeSetting::Light,
        Some("neutral") => ThemeSetting::Neutral,
        Some("ansi16") => ThemeSetting::Ansi16,
        Some("mono") => ThemeSetting::Mono,
        Some("contrast") => ThemeSetting::Contrast,
        _ => ThemeSetting::Auto,
    }
}

fn glyphs(desk: &Desk) -> GlyphSetting {
    match desk.settings.glyphs {
        Some("unicode") => GlyphSetting::Unicode,
        Some("wide") => GlyphSetting::Wide,
        Some("ascii") => GlyphSetting::Ascii,
        _ => GlyphSetting::Auto,
    }
}

/// The key table, a line per binding.
fn keys(s: &Strings) -> Vec<KeyLine> {
    BINDINGS
        .iter()
        .map(|binding| {
            (
                format!("{:?}", binding.scope).to_lowercase(),
                binding.keys.join(" "),
                (binding.label)(&s.desk.action).to_owned(),
            )
        })
        .collect()
}
