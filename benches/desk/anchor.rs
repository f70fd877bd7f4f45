//! What the figures stand beside: the same things done with as little as possible, in the same run.

use std::io::{Sink, sink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::pty::Program;
use super::samples::Samples;

const TIMES: usize = 15;
/// As much of the list as a screen shows.
pub const PAGE: &str = "SELECT c.name, c.company, d.tier, d.last_contact, d.next_due FROM customer_derived d
     JOIN customer c ON c.id = d.customer_id ORDER BY d.last_contact DESC, d.customer_id DESC LIMIT 40";

/// Opens the file bare and reads one page, in this process.
pub fn bare_open(path: &Path) -> Duration {
    let read = || {
        let db = rusqlite::Connection::open(path).expect("an open file");
        let mut page = db.prepare(PAGE).expect("a page");
        let mut rows = page.query([]).expect("rows");
        while rows.next().expect("a row").is_some() {}
    };
    let mut samples = Samples::default();
    (0..TIMES).for_each(|_| samples.time(read));
    samples.p50()
}

/// A whole run of a command, its output thrown away: the least of many, or nothing where the command is missing or fails.
pub fn run(program: &str, words: &[&str]) -> Option<Duration> {
    let mut samples = Samples::default();
    for _ in 0..TIMES {
        let status = samples.time(|| {
            Command::new(program)
                .args(words)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
        });
        if !status.is_ok_and(|status| status.success()) {
            return None;
        }
    }
    Some(samples.least())
}

/// A terminal of the kind the desk draws to, that nobody looks at.
pub fn canvas(size: Rect) -> Terminal<CrosstermBackend<Sink>> {
    let viewport = Viewport::Fixed(size);
    Terminal::with_options(CrosstermBackend::new(sink()), TerminalOptions { viewport })
        .expect("a terminal")
}

/// A frame in which nothing is painted: resetting and comparing two blank buffers.
pub fn blank_frame(size: Rect) -> Duration {
    let mut canvas = canvas(size);
    Samples::of(500, || blank(&mut canvas)).p50()
}

/// So many frames in which nothing is painted.
pub fn blank_frames(size: Rect, times: usize) {
    let mut canvas = canvas(size);
    (0..times).for_each(|_| blank(&mut canvas));
}

fn blank(canvas: &mut Terminal<CrosstermBackend<Sink>>) {
    canvas.draw(|_| ()).expect("a frame");
}

/// A key's way through the pseudo-terminal and a program that only echoes, and back.
pub fn echo() -> Samples {
    let mut cat = Program::start("/bin/cat", &[], (80, 24));
    cat.settle();
    let keys = |_| cat.key(b"j").map(|times| times.first);
    let mut samples = Samples::default();
    (0..50).filter_map(keys).for_each(|time| samples.push(time));
    samples
}
