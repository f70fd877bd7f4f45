//! The last seconds of a desk: what was asked of the writer is written and the file is backed up. Whoever waits longer than a moment sees
//! how far it is and can leave without the backup. Starts no work of its own.

use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::Heard;
use super::dialog::Dialog;
use super::dialog::safe::Safe;
use super::msg::{Effect, Msg, Stamped};
use super::state::{State, take};
use super::terminal::Terminal;
use super::workers::Ending;
use crate::app::clock::Clock;

/// What is over this soon needs no page.
const MOMENT: Duration = Duration::from_millis(300);
/// How often the end is looked for.
const LOOK: Duration = Duration::from_millis(20);
/// How long a backup that was stopped may take to let go.
const LETTING_GO: Duration = Duration::from_secs(2);

/// Waits for the workers' end; true if they have come to it.
///
/// # Errors
/// The terminal fails.
pub(super) fn wait(
    state: &mut State,
    terminal: &mut Terminal,
    inbox: &Receiver<Heard>,
    ending: &Ending,
) -> std::io::Result<bool> {
    let begun = Instant::now();
    let mut stopped: Option<Instant> = None;
    let mut is_shown = false;
    while !ending.is_over() {
        if stopped.is_some_and(|at| at.elapsed() > LETTING_GO) {
            return Ok(false);
        }
        if begun.elapsed() > MOMENT {
            if !is_shown {
                let page = Safe::leaving(ending.pace());
                state.dialogs.push(Dialog::Safe(Box::new(page)));
                is_shown = true;
            }
            terminal.draw(|frame| {
                if let Some(caret) = state.draw(frame.buffer_mut()) {
                    frame.set_cursor_position(caret);
                }
            })?;
        }
        let msg = match inbox.recv_timeout(LOOK) {
            Ok(Heard::Desk(msg)) => *msg,
            Ok(Heard::Signal(_) | Heard::Hangup) => return Ok(false),
            Ok(Heard::Background(_) | Heard::Opened(_)) | Err(RecvTimeoutError::Timeout) => {
                continue;
            }
            // The terminal's listener is gone: nobody can stop it any more, and it ends by itself.
            Err(RecvTimeoutError::Disconnected) => return Ok(false),
        };
        if wants_out(state, msg) {
            ending.pace().cancel.store(true, Ordering::Relaxed);
        }
        if ending.pace().cancel.load(Ordering::Relaxed) {
            stopped.get_or_insert_with(Instant::now);
        }
    }
    Ok(true)
}

/// Whether somebody wants to leave at once. The page itself hears the key that stops it.
fn wants_out(state: &mut State, msg: Msg) -> bool {
    let now = Clock::System.now();
    let effects = take(state, Stamped { now, msg });
    let mut left = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Leave(_)));
    left.next().is_some()
}
