//! The writer under the drawing: collects a frame and sends it in one write. Never holds the stdout lock, so a blocked terminal blocks only the drawing.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Begins a frame: nothing of it is shown before its end (synchronized update, mode 2026), and the cursor is hidden.
pub const BEGIN: &[u8] = b"\x1b[?2026h\x1b[?25l";
/// Ends a frame.
pub const END: &[u8] = b"\x1b[?2026l";
/// Bytes set aside for a frame.
const FRAME_BYTES: usize = 64 * 1024;

/// Collects from `BEGIN` to `END`.
pub struct Screen {
    out: Box<dyn Write + Send>,
    frame: Vec<u8>,
    is_ours: Arc<AtomicBool>,
}

impl Screen {
    pub fn open(is_ours: Arc<AtomicBool>) -> io::Result<Self> {
        Ok(Self {
            out: output()?,
            frame: Vec::with_capacity(FRAME_BYTES),
            is_ours,
        })
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // What is left of a frame that was never finished must not be shown.
        if bytes == BEGIN {
            self.frame.clear();
        }
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Sends a frame that is complete: the drawing code flushes in the middle of one as well. A terminal that is not ours is left alone.
    fn flush(&mut self) -> io::Result<()> {
        if !self.frame.ends_with(END) {
            return Ok(());
        }
        let frame = std::mem::take(&mut self.frame);
        let sent = if self.is_ours.load(Ordering::SeqCst) {
            self.out.write_all(&frame).and_then(|()| self.out.flush())
        } else {
            Ok(())
        };
        self.frame = frame;
        self.frame.clear();
        sent
    }
}

#[cfg(unix)]
fn output() -> io::Result<Box<dyn Write + Send>> {
    use std::os::fd::AsFd;
    let own = io::stdout().as_fd().try_clone_to_owned()?;
    Ok(Box::new(std::fs::File::from(own)))
}

#[cfg(not(unix))]
fn output() -> io::Result<Box<dyn Write + Send>> {
    Ok(Box::new(io::stdout()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};

    struct Wire(Sender<Vec<u8>>);

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.send(bytes.to_vec()).map_err(io::Error::other)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn screen(is_ours: bool) -> (Screen, Receiver<Vec<u8>>) {
        let (wire, sent) = channel();
        let is_ours = Arc::new(AtomicBool::new(is_ours));
        (
            Screen {
                out: Box::new(Wire(wire)),
                frame: Vec::new(),
                is_ours,
            },
            sent,
        )
    }

    fn write(screen: &mut Screen, parts: &[&[u8]]) {
        for part in parts {
            screen.write_all(part).expect("a buffer takes everything");
            screen.flush().expect("a channel takes everything");
        }
    }

    #[test]
    fn a_frame_is_sent_whole_in_one_write() {
        let (mut screen, sent) = screen(true);
        write(&mut screen, &[BEGIN, b"one", b"two", END]);
        assert_eq!(
            sent.try_iter().collect::<Vec<_>>(),
            [[BEGIN, b"one", b"two", END].concat()]
        );
    }

    #[test]
    fn a_frame_that_was_never_finished_is_not_shown() {
        let (mut screen, sent) = screen(true);
        write(&mut screen, &[BEGIN, b"broken", BEGIN, b"good", END]);
        assert_eq!(
            sent.try_iter().collect::<Vec<_>>(),
            [[BEGIN, b"good", END].concat()]
        );
    }

    #[test]
    fn a_terminal_that_was_given_back_is_left_alone() {
        let (mut screen, sent) = screen(false);
        write(&mut screen, &[BEGIN, b"late", END]);
        assert_eq!(sent.try_iter().count(), 0);
    }
}
