//! The desk in lines, for screen readers and terminals that only print: prompts and answers, no cursor addressing, no colours, no
//! boxes. This file is its only impure part: read a line, let the session answer, print. It decides nothing.

mod change;
mod list;
mod question;
pub mod session;
mod tell;
#[cfg(test)]
mod tests;
mod tour;
mod verb;
mod write;

use std::io::{self, BufRead, IsTerminal, Read, Write};

use self::session::Session;
use crate::app::derived::Renewal;
use crate::app::{App, Result};
use crate::domain::id::CustomerId;
use crate::domain::name::Lang;

/// The longest line taken, in bytes; what is longer is taken in parts.
const LINE_BYTES: u64 = 64 * 1024;
/// What stands before whatever is typed.
const PROMPT: &str = "> ";

/// Why the desk in lines went away.
#[derive(Debug)]
pub enum PlainError {
    NotATerminal,
    App(crate::app::Error),
    Io(io::Error),
}

impl From<io::Error> for PlainError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Whether somebody works or looks around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    Desk,
    Tour,
}

/// Opens the desk in lines and stays until the user leaves or the input ends. A language that is only a guess gives way to the shop's own.
///
/// # Errors
/// There is no terminal, the data cannot be read, or the terminal fails.
pub fn run(
    mut app: App,
    lang: Lang,
    lang_is_guess: bool,
    face: Face,
) -> std::result::Result<(), PlainError> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(PlainError::NotATerminal);
    }
    renew(&mut app).map_err(PlainError::App)?;
    let mut session = Session::new(app, lang);
    if lang_is_guess {
        session.speak_as_the_shop();
    }
    if face == Face::Tour {
        session.begin_tour();
    }
    converse(&mut session, io::stdin().lock(), io::stdout())?;
    Ok(())
}

/// Renews what the calendar alone has changed since the last write.
fn renew(app: &mut App) -> Result<()> {
    let mut from = CustomerId(0);
    while let Renewal::After(last) = app.renew(from)? {
        from = last;
    }
    Ok(())
}

fn converse(session: &mut Session, mut input: impl BufRead, mut out: impl Write) -> io::Result<()> {
    let greeting = session.greet();
    print(&mut out, &greeting)?;
    let mut line = Vec::new();
    while !session.is_over() {
        write!(out, "{PROMPT}")?;
        out.flush()?;
        line.clear();
        if input
            .by_ref()
            .take(LINE_BYTES)
            .read_until(b'\n', &mut line)?
            == 0
        {
            writeln!(out)?;
            return Ok(());
        }
        let answer = session.hear(&String::from_utf8_lossy(&line));
        print(&mut out, &answer)?;
    }
    Ok(())
}

fn print(out: &mut impl Write, lines: &[String]) -> io::Result<()> {
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}
