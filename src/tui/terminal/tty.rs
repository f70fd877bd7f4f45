//! The terminal device: its mode before us, taking it and giving it back. Giving back takes no lock and waits for nobody: signal threads and the panic hook do it too.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Mouse, raw_mode};

/// Ends a frame that was cut short, clicks, paste marks, colours and the other screen, and shows the cursor.
const GIVE_BACK: &[u8] = b"\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?1049l\x1b[?25h";
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[2J";
/// Presses, releases and the wheel, with coordinates beyond column 223; not every movement.
const TAKE_CLICKS: &[u8] = b"\x1b[?1000h\x1b[?1006h";

/// The terminal device and whether it is ours.
pub struct Tty {
    device: device::Device,
    mouse: Mouse,
    is_ours: Arc<AtomicBool>,
}

impl Tty {
    /// Notes the mode the terminal is in.
    pub fn remember(mouse: Mouse) -> io::Result<Self> {
        Ok(Self {
            device: device::Device::open()?,
            mouse,
            is_ours: Arc::default(),
        })
    }

    pub fn is_ours(&self) -> bool {
        self.is_ours.load(Ordering::SeqCst)
    }

    /// Whether clicks were asked for.
    pub fn has_mouse(&self) -> bool {
        self.mouse == Mouse::On
    }

    /// The same answer for somebody who needs nothing else of the device.
    pub fn ownership(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_ours)
    }

    /// Enters raw mode and the other screen.
    pub fn take(&self) -> io::Result<()> {
        raw_mode()?;
        self.is_ours.store(true, Ordering::SeqCst);
        self.device.say(TAKE)?;
        if self.has_mouse() {
            self.device.say(TAKE_CLICKS)?;
        }
        Ok(())
    }

    /// Says something that changes nothing, while the terminal is ours.
    pub fn ask(&self, words: &[u8]) -> io::Result<()> {
        if self.is_ours() {
            self.device.say(words)
        } else {
            Ok(())
        }
    }

    /// Makes the device report bytes that are already waiting as if they were new; tells whether there are any.
    pub fn nudge(&self) -> io::Result<bool> {
        let is_waiting = self.device.nudge()?;
        if is_waiting && !self.is_ours() {
            // Somebody gave the terminal back in between; the nudge may have undone that.
            self.device.restore()?;
        }
        Ok(is_waiting)
    }

    /// Restores screen, cursor and mode; only the first call after `take` does anything. Typed keys that nobody has read are dropped:
    /// the rest of a paste must not become commands of the shell.
    pub fn give_back(&self) -> io::Result<()> {
        if !self.is_ours.swap(false, Ordering::SeqCst) {
            return Ok(());
        }
        let said = self.device.say(GIVE_BACK);
        self.device.restore()?;
        said
    }
}

#[cfg(unix)]
pub use device::{can_be_woken, stop_here};

#[cfg(unix)]
mod device {
    //! Unix: termios on standard input, words through a description of our own that does not block.

    use std::io;
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fd::OwnedFd;
    use rustix::fs::{Mode, OFlags, open};
    use rustix::io::Errno;
    use rustix::process::{getppid, getsid};
    use rustix::stdio::stdin;
    use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr};

    /// How long a terminal that is not being read may take to listen.
    const PATIENCE: Duration = Duration::from_millis(500);

    pub struct Device {
        before: Termios,
        voice: OwnedFd,
    }

    impl Device {
        pub fn open() -> io::Result<Self> {
            let before = tcgetattr(stdin())?;
            let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
            Ok(Self {
                before,
                voice: open("/dev/tty", flags, Mode::empty())?,
            })
        }

        /// Writes words of a few bytes, or gives up when nobody reads.
        pub fn say(&self, mut words: &[u8]) -> io::Result<()> {
            let deadline = Instant::now() + PATIENCE;
            while !words.is_empty() {
                match rustix::io::write(&self.voice, words) {
                    Ok(written) => words = &words[written..],
                    Err(Errno::INTR) => {}
                    Err(Errno::AGAIN) => self.wait_for_room(deadline)?,
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(())
        }

        fn wait_for_room(&self, deadline: Instant) -> io::Result<()> {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::ErrorKind::TimedOut.into());
            }
            let timeout = Timespec::try_from(left).map_err(io::Error::other)?;
            match poll(
                &mut [PollFd::new(&self.voice, PollFlags::OUT)],
                Some(&timeout),
            ) {
                Ok(_) | Err(Errno::INTR) => Ok(()),
                Err(error) => Err(error.into()),
            }
        }

        /// Sets the mode it has: this wakes everybody who waits for the device.
        pub fn nudge(&self) -> io::Result<bool> {
            let device = stdin();
            let mut asked = [PollFd::new(&device, PollFlags::IN)];
            poll(&mut asked, Some(&Timespec::default()))?;
            if asked[0].revents() != PollFlags::IN {
                return Ok(false);
            }
            tcsetattr(device, OptionalActions::Now, &tcgetattr(device)?)?;
            Ok(true)
        }

        pub fn restore(&self) -> io::Result<()> {
            tcflush(stdin(), QueueSelector::IFlush)?;
            // "Now" does not wait for output to drain, which on a blocked terminal would be for ever.
            tcsetattr(stdin(), OptionalActions::Now, &self.before)?;
            Ok(())
        }
    }

    /// Whether a shell is there to continue a stopped program: a parent in another session is none (POSIX: orphaned process group).
    pub fn can_be_woken() -> bool {
        match (getsid(None), getppid().map(|parent| getsid(Some(parent)))) {
            (Ok(own), Some(Ok(parents))) => own == parents,
            _ => false,
        }
    }

    /// Stops the process; returns when it is continued.
    pub fn stop_here() -> io::Result<()> {
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
    }
}

#[cfg(not(unix))]
pub fn can_be_woken() -> bool {
    false
}

#[cfg(not(unix))]
pub fn stop_here() -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
mod device {
    //! Elsewhere: what crossterm offers.

    use std::io::{self, Write};

    pub struct Device;

    impl Device {
        pub fn open() -> io::Result<Self> {
            Ok(Self)
        }

        pub fn say(&self, words: &[u8]) -> io::Result<()> {
            let mut out = io::stdout();
            out.write_all(words)?;
            out.flush()
        }

        pub fn nudge(&self) -> io::Result<bool> {
            Ok(false)
        }

        pub fn restore(&self) -> io::Result<()> {
            crossterm::terminal::disable_raw_mode()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_switched_on_is_switched_off() {
        let text = |bytes: &'static [u8]| std::str::from_utf8(bytes).expect("ASCII");
        let taken = format!("{}{}", text(TAKE), text(TAKE_CLICKS));
        let modes: Vec<&str> = taken
            .split("\x1b[?")
            .filter_map(|part| part.split_once('h'))
            .map(|(mode, _)| mode)
            .collect();
        assert_eq!(modes, ["1049", "2004", "1000", "1006"]);
        for mode in modes.into_iter().chain(["2026"]) {
            assert!(
                text(GIVE_BACK).contains(&format!("\x1b[?{mode}l")),
                "{mode}"
            );
        }
        assert!(
            text(GIVE_BACK).ends_with("\x1b[?25h"),
            "the cursor is shown last, on the main screen"
        );
    }
}
