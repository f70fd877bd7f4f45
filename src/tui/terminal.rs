//! The terminal guard: takes the terminal, draws frames, and gives it back on every way out. What is drawn is not decided here.
//!
//! Four ways out: `leave` (also on drop), a panic (`crash`), a signal or a vanished terminal (`watch`), and for a while `suspend` and
//! `outside`. All of them end in `tty::Tty::give_back`, which neither takes the stdout lock nor waits for a reader.

pub mod background;
pub mod crash;
pub mod event;
pub mod tty;
#[cfg(unix)]
pub mod watch;

mod screen;

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use crossterm::terminal;
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

use event::Listener;
use screen::Screen;
use tty::Tty;

/// Whether clicks and the wheel are asked for; without it the terminal keeps its own selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    On,
    Off,
}

/// Why the terminal could not be taken.
#[derive(Debug)]
pub enum EnterError {
    /// Input or output is a file or a pipe; nothing has been written.
    NotATerminal,
    Io(io::Error),
}

impl From<io::Error> for EnterError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The terminal while it is ours.
pub struct Terminal {
    inner: ratatui::Terminal<CrosstermBackend<Screen>>,
    tty: Arc<Tty>,
    /// The screen shows something else than the last frame.
    is_stale: bool,
}

impl Terminal {
    /// Takes the terminal: raw mode, the other screen, bracketed paste, clicks if wanted.
    pub fn enter(mouse: Mouse) -> Result<Self, EnterError> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(EnterError::NotATerminal);
        }
        let tty = Arc::new(Tty::remember(mouse)?);
        tty.take()?;
        let screen = Screen::open(tty.ownership())
            .and_then(|screen| ratatui::Terminal::new(CrosstermBackend::new(screen)));
        match screen {
            Ok(inner) => Ok(Self {
                inner,
                tty,
                is_stale: false,
            }),
            Err(error) => {
                tty.give_back()?;
                Err(error.into())
            }
        }
    }

    /// What a panic hook and the watching threads need to give the terminal back.
    pub fn tty(&self) -> Arc<Tty> {
        Arc::clone(&self.tty)
    }

    /// Asks for the colour of the background; the answer, if there ever is one, comes as an event.
    pub fn ask_background(&self) -> io::Result<()> {
        self.tty.ask(background::ASK)
    }

    /// The size of the screen in cells.
    pub fn area(&self) -> io::Result<Rect> {
        Ok(Rect::from(self.inner.size()?))
    }

    /// Draws one frame and sends it in one write: the cursor is hidden while it is painted and then stands at the frame's caret,
    /// where an input method opens its window.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.inner.backend_mut().write_all(screen::BEGIN)?;
        if std::mem::take(&mut self.is_stale) {
            // `ratatui`'s own `clear` asks the terminal for its cursor and waits for an answer; a resize to the same size does not.
            let area = self.area()?;
            self.inner.resize(area)?;
        }
        self.inner.draw(paint)?;
        self.inner.backend_mut().write_all(screen::END)?;
        Write::flush(self.inner.backend_mut())
    }

    /// Sends words that paint nothing, as a frame of their own; nothing while the terminal is not ours.
    pub fn say(&mut self, words: &[u8]) -> io::Result<()> {
        let screen = self.inner.backend_mut();
        screen.write_all(screen::BEGIN)?;
        screen.write_all(words)?;
        screen.write_all(screen::END)?;
        Write::flush(screen)
    }

    /// Makes the next frame paint every cell.
    pub fn redraw(&mut self) {
        self.is_stale = true;
    }

    /// Gives the terminal back; doing it twice does nothing.
    pub fn leave(&mut self) -> io::Result<()> {
        self.tty.give_back()
    }

    /// Takes the terminal again, also when somebody else has changed its mode in the meantime, as after `kill -STOP` and `fg`.
    pub fn retake(&mut self) -> io::Result<()> {
        self.leave()?;
        self.redraw();
        self.tty.take()
    }

    /// Runs something else on the terminal, an editor for instance, and takes it back whatever that did to it.
    pub fn outside<T>(&mut self, listener: &Listener, run: impl FnOnce() -> T) -> io::Result<T> {
        let parked = listener.park();
        self.leave()?;
        let result = run();
        self.redraw();
        self.tty.take()?;
        drop(parked);
        Ok(result)
    }

    /// Stops the program as Ctrl-Z does and goes on when the shell wakes it. Stays awake where no shell could.
    pub fn suspend(&mut self, listener: &Listener) -> io::Result<()> {
        if !tty::can_be_woken() {
            self.redraw();
            return Ok(());
        }
        self.outside(listener, tty::stop_here)?
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        match self.leave() {
            // Nobody is left to be told: the terminal is gone, or was given back before.
            Ok(()) | Err(_) => {}
        }
    }
}

/// Puts a device into raw mode although crossterm may believe that it is.
fn raw_mode() -> io::Result<()> {
    terminal::disable_raw_mode()?;
    terminal::enable_raw_mode()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_terminal_nothing_is_taken() {
        // Test runners give pipes; where a person runs this in a terminal there is nothing to check.
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            return;
        }
        assert!(matches!(
            Terminal::enter(Mouse::Off),
            Err(EnterError::NotATerminal)
        ));
    }
}
