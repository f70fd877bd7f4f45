//! A program in a pseudo-terminal: what it sends and when, and what the kernel knows of it. Linux only (`/proc`).

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// After so long without output nothing more is expected of a key.
const QUIET: Duration = Duration::from_millis(60);
/// A program that uses no processor for so long has come to rest.
const REST: Duration = Duration::from_millis(400);
/// Nothing measured here takes longer.
const LONGEST: Duration = Duration::from_secs(180);

/// A running program.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    /// Kept, because the pseudo-terminal ends with it.
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    sent: Receiver<(Instant, Vec<u8>)>,
    pub started: Instant,
    size: (u16, u16),
}

/// When a key was answered.
pub struct Answered {
    /// The first byte after the key.
    pub first: Duration,
    /// The last byte before it went quiet: everything that follows from the key has been painted.
    pub last: Duration,
}

/// What a program has used up so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Used {
    pub wakeups: u64,
    pub processor: Duration,
}

impl Program {
    /// Starts a program.
    pub fn start(path: &str, words: &[&str], size: (u16, u16)) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize {
                cols: size.0,
                rows: size.1,
                ..PtySize::default()
            })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(path);
        command.args(words);
        command.env_clear();
        for (name, value) in [
            ("HOME", env!("CARGO_TARGET_TMPDIR")),
            ("TERM", "xterm-256color"),
            ("LANG", "zh_CN.UTF-8"),
        ] {
            command.env(name, value);
        }
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let (out, sent) = channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(n) = reader.read(&mut bytes) {
                if n == 0 || out.send((Instant::now(), bytes[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("a program");
        Self {
            child,
            _master: pair.master,
            keys,
            sent,
            started,
            size,
        }
    }

    /// Presses a key and waits until all of its answer is on the screen; `None` when there is no answer.
    pub fn key(&mut self, bytes: &[u8]) -> Option<Answered> {
        while self.sent.try_recv().is_ok() {}
        let pressed = Instant::now();
        self.keys.write_all(bytes).expect("a key");
        self.keys.flush().expect("a key");
        let (first, _) = self.sent.recv_timeout(LONGEST).ok()?;
        let mut last = first;
        while let Ok((at, _)) = self.sent.recv_timeout(QUIET) {
            last = at;
        }
        Some(Answered {
            first: first - pressed,
            last: last - pressed,
        })
    }

    /// Waits until the program uses the processor no more, and returns how long after its start that was, and what it sent.
    pub fn settle(&mut self) -> (Duration, Vec<(Instant, Vec<u8>)>) {
        let (mut chunks, mut busy) = (Vec::new(), Instant::now());
        let mut before = self.used();
        while busy.elapsed() < REST && self.started.elapsed() < LONGEST {
            match self.sent.recv_timeout(Duration::from_millis(20)) {
                Ok(chunk) => chunks.push(chunk),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            let now = self.used();
            if now.processor != before.processor || now.wakeups != before.wakeups {
                (before, busy) = (now, Instant::now());
            }
        }
        (busy - self.started, chunks)
    }

    /// When the screen first looked as it does after these chunks: complete.
    pub fn completed(&self, chunks: &[(Instant, Vec<u8>)]) -> Duration {
        let cells = |cells| NonZero::new(cells).expect("a screen");
        let (columns, rows) = (cells(self.size.0), cells(self.size.1));
        let replay = |look: &mut dyn FnMut(Instant, String)| {
            let mut screen = vt100::Parser::new(rows, columns, 0);
            for (at, bytes) in chunks {
                screen.process(bytes);
                look(*at, screen.screen().contents());
            }
        };
        let mut end = String::new();
        replay(&mut |_, screen| end = screen);
        let mut complete = None;
        replay(&mut |at, screen| {
            if screen == end {
                complete = complete.or(Some(at));
            } else {
                complete = None;
            }
        });
        complete.unwrap_or(self.started) - self.started
    }

    /// Bytes that have come and were not looked at.
    pub fn bytes(&self) -> usize {
        self.sent.try_iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// What all threads of the program have used up.
    pub fn used(&self) -> Used {
        let mut used = Used::default();
        let Some(pid) = self.child.process_id() else {
            return used;
        };
        let Ok(tasks) = std::fs::read_dir(format!("/proc/{pid}/task")) else {
            return used;
        };
        for task in tasks.flatten() {
            let read = |name: &str| std::fs::read_to_string(task.path().join(name));
            let status = read("status").unwrap_or_default();
            used.wakeups += number(&status, "voluntary_ctxt_switches:");
            let nanos = read("schedstat").unwrap_or_default();
            let nanos = nanos.split(' ').next().and_then(|text| text.parse().ok());
            used.processor += Duration::from_nanos(nanos.unwrap_or(0));
        }
        used
    }

    /// Resident memory: all of it, and the part that belongs to no file. In bytes.
    pub fn memory(&self) -> (u64, u64) {
        let pid = self.child.process_id().unwrap_or(0);
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let kib = |name| number(&status, name) * 1024;
        (kib("VmRSS:"), kib("RssAnon:"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().expect("a program that ends");
        self.child.wait().expect("a program that has ended");
    }
}

fn number(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let digits = line.and_then(|rest| rest.split_whitespace().next());
    digits.and_then(|text| text.parse().ok()).unwrap_or(0)
}
