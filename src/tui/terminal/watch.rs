//! Watching over the loop: signals and the vanished terminal. Tells the loop first; ends the process itself when the loop does not come to an end.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{SyncSender, TrySendError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGXFSZ};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::event::{Event, Signal};
use super::tty::Tty;

/// What the loop gets to end by itself after a final signal or a hang-up.
pub const GRACE: Duration = Duration::from_secs(2);
/// Between two attempts to hand a message to a loop that is busy.
const RETRY: Duration = Duration::from_millis(20);

/// Makes a full quota or file-size limit an error of the write instead of the end of the process. (SIGPIPE is ignored by Rust's runtime.)
pub fn ignore_file_limit() -> io::Result<()> {
    // A handler that sets a flag nobody reads: the safe way to have none.
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map(|_| ())
}

/// Starts the two watching threads.
pub fn start<M: From<Event> + Send + 'static>(
    out: &SyncSender<M>,
    tty: &Arc<Tty>,
) -> io::Result<()> {
    let signals = Signals::new([SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGTSTP, SIGCONT])?;
    let (signal_out, signal_tty) = (out.clone(), Arc::clone(tty));
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || watch_signals(signals, &signal_out, &signal_tty))?;
    let (hangup_out, hangup_tty) = (out.clone(), Arc::clone(tty));
    thread::Builder::new()
        .name("hangup".to_owned())
        .spawn(move || watch_hangup(&hangup_out, &hangup_tty))?;
    Ok(())
}

fn watch_signals<M: From<Event>>(mut signals: Signals, out: &SyncSender<M>, tty: &Tty) {
    for number in signals.forever() {
        let signal = match number {
            SIGTERM => Signal::Terminate,
            SIGINT | SIGQUIT => Signal::Interrupt,
            SIGHUP => Signal::Hangup,
            SIGTSTP => Signal::Suspend,
            _ => Signal::Continue,
        };
        match (signal, tty.is_ours()) {
            // While an editor has the terminal, Ctrl-C is meant for it, and Ctrl-Z for it and for us.
            (Signal::Interrupt | Signal::Continue, false) => {}
            (Signal::Suspend, false) => stop_with_the_editor(),
            (Signal::Suspend | Signal::Continue, true) => {
                hand_over(out, &Event::Signal(signal), Instant::now() + GRACE)
            }
            _ => insist(out, &Event::Signal(signal), tty, signal.exit_code()),
        }
    }
}

fn stop_with_the_editor() {
    match low_level::emulate_default_handler(SIGTSTP) {
        // A program that cannot be stopped goes on.
        Ok(()) | Err(_) => {}
    }
}

/// Sleeps until the terminal is gone: no events are asked for, and a hang-up is reported all the same.
/// Without this, crossterm's reader spins on the end of file for ever.
fn watch_hangup<M: From<Event>>(out: &SyncSender<M>, tty: &Tty) {
    let device = stdin();
    loop {
        match poll(&mut [PollFd::new(&device, PollFlags::empty())], None) {
            Err(Errno::INTR) => {}
            Ok(_) => insist(out, &Event::Hangup, tty, Signal::Hangup.exit_code()),
            // The device cannot be watched; the signal of the hang-up has to do.
            Err(_) => return,
        }
    }
}

/// Tells the loop, waits for the process to end, and ends it when it does not.
fn insist<M: From<Event>>(out: &SyncSender<M>, event: &Event, tty: &Tty, exit_code: i32) -> ! {
    let deadline = Instant::now() + GRACE;
    hand_over(out, event, deadline);
    thread::sleep(deadline.saturating_duration_since(Instant::now()));
    match tty.give_back() {
        // Whether or not somebody was there to take it.
        Ok(()) | Err(_) => {}
    }
    // Without destructors: one of them could wait for the lock or the reader that the loop is waiting for.
    low_level::exit(exit_code)
}

/// Sends without waiting inside the channel, which the loop may never read again.
fn hand_over<M: From<Event>>(out: &SyncSender<M>, event: &Event, deadline: Instant) {
    while let Err(TrySendError::Full(_)) = out.try_send(event.clone().into()) {
        if Instant::now() >= deadline {
            return;
        }
        thread::sleep(RETRY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::sync_channel;

    #[test]
    fn a_full_channel_does_not_hold_a_signal_up_for_ever() {
        let (out, inbox) = sync_channel::<Event>(1);
        hand_over(&out, &Event::Signal(Signal::Suspend), Instant::now());
        hand_over(&out, &Event::Hangup, Instant::now());
        assert_eq!(
            inbox.try_iter().collect::<Vec<_>>(),
            [Event::Signal(Signal::Suspend)]
        );
    }

    #[test]
    fn a_signal_waits_for_room_in_the_channel() {
        let (out, inbox) = sync_channel::<Event>(1);
        hand_over(&out, &Event::Resize(80, 24), Instant::now());
        let late = thread::spawn(move || hand_over(&out, &Event::Hangup, Instant::now() + GRACE));
        let both: Vec<Event> = inbox.iter().collect();
        assert!(late.join().is_ok());
        assert_eq!(both, [Event::Resize(80, 24), Event::Hangup]);
    }

    #[test]
    fn the_file_size_signal_no_longer_ends_the_process() {
        assert!(ignore_file_limit().is_ok());
        assert!(low_level::raise(SIGXFSZ).is_ok());
    }
}
