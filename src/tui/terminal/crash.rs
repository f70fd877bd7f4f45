//! The panic hook: gives the terminal back and prints one fixed sentence with a crash id. The panic's own words may hold a customer's data and are never printed.

use std::io::Write;
use std::panic::{self, Location, PanicHookInfo};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use super::tty::Tty;

/// Replaces the panic hook. `record` hears of every panic, with its crash id, and may keep the details in an encrypted log. The terminal is
/// given back and the sentence printed only for the thread that calls this: a worker's panic is reported by whoever owns the worker.
pub fn install(
    tty: Arc<Tty>,
    sentence: String,
    record: impl Fn(&str, &PanicHookInfo) + Send + Sync + 'static,
) {
    let owner = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        let id = crash_id(info.location(), SystemTime::now());
        if thread::current().id() == owner {
            match tty.give_back() {
                // The sentence goes to standard error, which may be a file.
                Ok(()) | Err(_) => {}
            }
            match writeln!(std::io::stderr(), "{sentence} [{id}]") {
                Ok(()) | Err(_) => {}
            }
        }
        record(&id, info);
    }));
}

/// The place in the source and the second, such as `list-120-1k2jx9`: enough to find the line, nothing about what was on screen.
fn crash_id(place: Option<&Location>, now: SystemTime) -> String {
    let file = place
        .and_then(|place| Path::new(place.file()).file_stem())
        .and_then(|stem| stem.to_str())
        .unwrap_or("unknown");
    let line = place.map_or(0, Location::line);
    let second = now
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    format!("{file}-{line}-{second:x}")
}

/// What the crash of a drill says: a name that must never be seen on the main screen.
#[cfg(feature = "testkit")]
pub const DRILL: &str = "Jane Smith 13711112222";

/// Crashes on F12, so that tests see what a crash leaves behind.
#[cfg(feature = "testkit")]
pub fn drill(msg: &crate::tui::msg::Msg) {
    use crossterm::event::KeyCode;
    if matches!(msg, crate::tui::msg::Msg::Key(key) if key.code == KeyCode::F(12)) {
        panic::panic_any(DRILL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_crash_id_names_the_place_and_the_time() {
        let place = Location::caller();
        let id = crash_id(Some(place), UNIX_EPOCH + Duration::from_secs(0xabc));
        assert_eq!(id, format!("crash-{}-abc", place.line()));
        assert_eq!(crash_id(None, UNIX_EPOCH), "unknown-0-0");
    }
}
