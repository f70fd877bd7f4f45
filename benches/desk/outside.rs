//! The program from outside: the release binary in a pseudo-terminal, and as a command.

use std::path::Path;
use std::time::Duration;

use super::pty::{Program, Used};
use super::samples::Samples;
use super::table::{Table, ratio, told};
use super::{SCREEN, anchor};

const SHUKE: &str = env!("CARGO_BIN_EXE_shuke");
const STARTS: usize = 9;
const KEYS: usize = 60;
const IDLE: Duration = Duration::from_secs(10);
const MB: f64 = 1e6;

/// What starting took.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// From the start of the process to a screen on which nothing is missing.
    pub complete: Duration,
}

/// Starts the desk and waits until the search index is loaded.
pub fn open(path: &Path) -> (Program, Start, Duration) {
    let words = ["--db", path.to_str().expect("a path of text")];
    let mut desk = Program::start(SHUKE, &words, SCREEN);
    let (settled, chunks) = desk.settle();
    let complete = desk.completed(&chunks);
    (desk, Start { complete }, settled)
}

/// Starts the desk often and tells the middle.
pub fn starts(path: &Path, times: usize) -> (Samples, Program) {
    let (mut program, first, _) = open(path);
    let mut samples = Samples::default();
    samples.push(first.complete);
    for _ in 1..times {
        drop(program);
        let (next, start, _) = open(path);
        samples.push(start.complete);
        program = next;
    }
    (samples, program)
}

pub fn measure(path: &Path, table: &mut Table) -> Start {
    let (starts, mut desk) = starts(path, STARTS);
    let bare = anchor::bare_open(path);
    let beside = format!(
        "{} bare open and one page ({})",
        ratio(starts.p50(), bare),
        told(bare)
    );
    let what = "start to complete first frame";
    table.add(what, starts.told(), "≤ 150 ms", beside);
    keys(&mut desk, table);
    let (memory, own) = desk.memory();
    let beside = format!("{:.1} MB of it not the file's", own as f64 / MB);
    let figure = format!("{:.1} MB", memory as f64 / MB);
    table.add("resident memory, index loaded", figure, "≤ 80 MB", beside);
    idle(&mut desk, table);
    Start {
        complete: starts.p50(),
    }
}

/// Keys in every pane.
pub fn keys(desk: &mut Program, table: &mut Table) {
    let echo = anchor::echo();
    for (pane, name) in [
        (b"1", "queue"),
        (b"2", "customers"),
        (b"3", "profile"),
        (b"4", "log"),
    ] {
        desk.key(pane);
        let (first, last) = press(desk, &[b"j"], KEYS);
        let beside = format!("echo {}", told(echo.p50()));
        let what = format!("key to first byte in {name}");
        table.add(what, first.told(), "≤ 16 ms p95", beside);
        let what = format!("key to complete frame in {name}");
        table.add(what, last.told(), "≤ 16 ms p95", "");
    }
}

/// Presses keys over and over: when the first bytes came, and the last.
pub fn press(desk: &mut Program, keys: &[&[u8]], times: usize) -> (Samples, Samples) {
    let (mut first, mut last) = (Samples::default(), Samples::default());
    for key in keys.iter().cycle().take(times) {
        let answered = desk.key(key).expect("an answer to every key");
        first.push(answered.first);
        last.push(answered.last);
    }
    (first, last)
}

/// Leaves the desk alone.
pub fn idle(desk: &mut Program, table: &mut Table) {
    desk.settle();
    let before = desk.used();
    std::thread::sleep(IDLE);
    let Used { wakeups, processor } = desk.used();
    let figure = format!("{}", wakeups - before.wakeups);
    let beside = format!(
        "{} bytes, {} processor",
        desk.bytes(),
        told(processor - before.processor)
    );
    table.add("wake-ups in 10 idle seconds", figure, "0", beside);
}

/// The command line beside SQLite's own.
pub fn commands(path: &Path, customers: usize, table: &mut Table) {
    let db = path.to_str().expect("a path of text");
    let limit = customers.to_string();
    let list = ["--db", db, "list", "--plain", "--limit", &limit];
    let sql = format!(
        "SELECT c.id, c.name, (SELECT value FROM contact WHERE customer_id = c.id AND method = 'phone' ORDER BY rank, id LIMIT 1),
             c.city, c.company, d.tier, d.last_contact, d.next_due FROM customer_derived d JOIN customer c ON c.id = d.customer_id
             ORDER BY d.last_contact DESC, d.customer_id DESC LIMIT {limit}"
    );
    let sqlite = anchor::run("sqlite3", &[db, &sql]);
    let took = |words: &[&str]| anchor::run(SHUKE, words).expect("a command that succeeds");
    let time = took(&list);
    let beside = match sqlite {
        Some(sqlite) => format!(
            "{} sqlite3 printing it ({})",
            ratio(time, sqlite),
            told(sqlite)
        ),
        None => "sqlite3 is not installed".to_owned(),
    };
    let what = format!("shuke list --limit {limit}");
    table.add(what, told(time), "≤ 2×", beside);
    let time = took(&["--db", db, "due"]);
    table.add("shuke due", told(time), "≤ 10 ms", "");
    let time = took(&["--db", db, "find", "wf"]);
    table.add("shuke find wf", told(time), "", "");
}
