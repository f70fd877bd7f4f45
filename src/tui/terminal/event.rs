//! Events of the terminal: a thread reads them and sends them on. Drains nothing and decides nothing: bursts are the loop's business.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, KeyEvent, KeyEventKind, MouseEvent};

use super::background::{Rgb, Sieve};
use super::tty::Tty;

/// How long the reader sleeps at most. On Unix a window-change signal wakes it, elsewhere it has to look for itself.
#[cfg(unix)]
const NAP: Duration = Duration::from_secs(24 * 60 * 60);
#[cfg(not(unix))]
const NAP: Duration = Duration::from_millis(100);
/// How long `park` waits for the reader to stand still.
const PARKING: Duration = Duration::from_millis(300);

/// What comes from the terminal and from the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key that was pressed or is held; releases are not sent.
    Key(KeyEvent),
    Paste(String),
    Mouse(MouseEvent),
    Resize(u16, u16),
    /// The terminal has told the colour of its background.
    Background(Rgb),
    Signal(Signal),
    /// The terminal has vanished. The program ends within `watch::GRACE`, with or without the loop.
    Hangup,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    Terminate,
    Interrupt,
    Hangup,
    /// The loop calls `Terminal::suspend`.
    Suspend,
    /// The process was continued by somebody else; the loop calls `Terminal::retake`.
    Continue,
}

impl Signal {
    /// The exit code by which a shell knows that a signal ended the program: 128 and its number.
    pub fn exit_code(self) -> i32 {
        match self {
            Self::Terminate => 143,
            Self::Interrupt => 130,
            Self::Hangup => 129,
            Self::Suspend | Self::Continue => 0,
        }
    }

    pub fn is_final(self) -> bool {
        self.exit_code() != 0
    }
}

/// The sent end of the reader: lets it stand still while an editor has the terminal.
pub struct Listener {
    requests: Sender<Park>,
}

struct Park {
    parked: Sender<()>,
    /// Ends when the other side drops it.
    until: Receiver<()>,
}

/// The reader stands still until this is dropped.
pub struct Parked {
    _until: Sender<()>,
}

impl Listener {
    /// Starts the reader. The messages may be of the loop's own type.
    pub fn start<M: From<Event> + Send + 'static>(
        out: SyncSender<M>,
        tty: Arc<Tty>,
    ) -> io::Result<Self> {
        let (requests, asked) = channel();
        thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || read(&out, &asked, &tty))?;
        Ok(Self { requests })
    }

    /// Asks the reader to leave the terminal alone.
    pub fn park(&self) -> Parked {
        let (parked, stands) = channel();
        let (until, end) = channel();
        let is_asked = self.requests.send(Park { parked, until: end }).is_ok();
        if is_asked && wake().is_ok() {
            match stands.recv_timeout(PARKING) {
                // A reader in the middle of a key, or one that has ended, reads nothing anyway until the next byte.
                Ok(()) | Err(_) => {}
            }
        }
        Parked { _until: until }
    }
}

/// The one signal crossterm's reader wakes up for.
#[cfg(unix)]
fn wake() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGWINCH)
}

#[cfg(not(unix))]
fn wake() -> io::Result<()> {
    Ok(())
}

fn read<M: From<Event>>(out: &SyncSender<M>, asked: &Receiver<Park>, tty: &Tty) {
    let mut sieve = Sieve::default();
    loop {
        let next = next(tty);
        stand_still(asked);
        let event = match next {
            // A terminal that another program has left clicking sends what nobody asked for.
            Ok(event) => event
                .and_then(translate)
                .filter(|event| tty.has_mouse() || !matches!(event, Event::Mouse(_))),
            Err(_) => Some(Event::Hangup),
        };
        let is_last = event == Some(Event::Hangup);
        for event in event.into_iter().flat_map(|event| sieve.pass(event)) {
            if out.send(event.into()).is_err() {
                return;
            }
        }
        if is_last {
            return;
        }
    }
}

/// The next event, or None when the reader was woken for something else.
fn next(tty: &Tty) -> io::Result<Option<event::Event>> {
    // crossterm reads 1,024 bytes and then waits for the terminal to report *new* bytes (edge-triggered): the rest of a raw paste
    // would appear with the next key. Hence the nudge before every long sleep.
    let is_ready = event::poll(Duration::ZERO)?
        || (tty.nudge()? && event::poll(Duration::ZERO)?)
        || event::poll(NAP)?;
    is_ready.then(event::read).transpose()
}

fn stand_still(asked: &Receiver<Park>) {
    while let Ok(park) = asked.try_recv() {
        if park.parked.send(()).is_ok() {
            match park.until.recv() {
                // Nothing is ever sent: the end of the channel is the message.
                Ok(()) | Err(_) => {}
            }
        }
    }
}

fn translate(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) if key.kind == KeyEventKind::Release => None,
        event::Event::Key(key) => Some(Event::Key(key)),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Mouse(mouse) => Some(Event::Mouse(mouse)),
        event::Event::Resize(width, height) => Some(Event::Resize(width, height)),
        event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    #[test]
    fn presses_and_repeats_are_sent_and_releases_are_not() {
        let key = |kind| {
            event::Event::Key(KeyEvent::new_with_kind(
                KeyCode::Char('王'),
                KeyModifiers::NONE,
                kind,
            ))
        };
        assert!(translate(key(KeyEventKind::Press)).is_some());
        assert!(translate(key(KeyEventKind::Repeat)).is_some());
        assert_eq!(translate(key(KeyEventKind::Release)), None);
        assert_eq!(translate(event::Event::FocusLost), None);
    }

    #[test]
    fn a_parked_reader_waits_until_it_is_released() {
        let (requests, asked) = channel();
        let listener = Listener { requests };
        let (done, finished) = channel();
        let parked = thread::scope(|scope| {
            let reader = scope.spawn(move || {
                while !matches!(
                    asked
                        .try_recv()
                        .map(|park| (park.parked.send(()), park.until.recv())),
                    Ok((Ok(()), Err(_)))
                ) {
                    thread::yield_now();
                }
                done.send(()).is_ok()
            });
            let parked = listener.park();
            assert!(finished.try_recv().is_err(), "still parked");
            drop(parked);
            reader.join().is_ok_and(|sent| sent)
        });
        assert!(parked && finished.try_recv().is_ok());
    }

    #[test]
    fn only_ending_signals_have_an_exit_code() {
        let cases = [
            (Signal::Terminate, 143),
            (Signal::Interrupt, 130),
            (Signal::Hangup, 129),
            (Signal::Suspend, 0),
            (Signal::Continue, 0),
        ];
        for (signal, code) in cases {
            assert_eq!(
                (signal.exit_code(), signal.is_final()),
                (code, code != 0),
                "{signal:?}"
            );
        }
    }
}
