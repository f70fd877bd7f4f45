//! A terminal window without a screen: a pseudo-terminal, the program in it, and a parser for what it writes. Waits for what is seen,
//! never for time to pass.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use vt100::{MouseProtocolMode, Parser, Screen};

const PROGRAM: &str = env!("CARGO_BIN_EXE_shuke");
/// How long something may take to appear on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long the program may take to end.
const FAREWELL: Duration = Duration::from_secs(3);

/// A home folder of its own, so that nobody's settings and files are touched.
pub struct Shop {
    home: TempDir,
}

impl Shop {
    pub fn new() -> Self {
        Self {
            home: tempfile::tempdir().expect("a folder"),
        }
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn file(&self) -> PathBuf {
        self.home.path().join("shop.db")
    }

    pub fn opens(&self, lang: &str) -> Window {
        Window::open(self.at_home(CommandBuilder::new(PROGRAM)), self, lang)
    }

    /// With `--plain`.
    pub fn opens_in_lines(&self, lang: &str, term: &str) -> Window {
        let mut command = self.at_home(CommandBuilder::new(PROGRAM));
        command.env("TERM", term);
        command.arg("--plain");
        Window::open(command, self, lang)
    }

    /// On a terminal of that kind.
    pub fn opens_on(&self, term: &str, lang: &str) -> Window {
        let mut command = self.at_home(CommandBuilder::new(PROGRAM));
        command.env("TERM", term);
        Window::open(command, self, lang)
    }

    /// As a person starts it: from a shell that takes over when it is stopped, says so, and brings it back at the next line.
    pub fn opens_in_a_shell(&self, lang: &str) -> Window {
        let mut shell = CommandBuilder::new("sh");
        shell.args([
            "-c",
            r#"set -m; "$0" "$@"; echo lent; read line; fg"#,
            PROGRAM,
        ]);
        Window::open(self.at_home(shell), self, lang)
    }

    /// Through a shell that does something first.
    pub fn opens_through(&self, script: &str, lang: &str) -> Window {
        let mut shell = CommandBuilder::new("sh");
        shell.args(["-c", script, PROGRAM]);
        Window::open(self.at_home(shell), self, lang)
    }

    fn at_home(&self, mut command: CommandBuilder) -> CommandBuilder {
        command.env_clear();
        command.env("HOME", self.home());
        command.env("PATH", "/usr/bin:/bin");
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.cwd(self.home());
        command
    }
}

pub struct Window {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    reading: Option<JoinHandle<()>>,
    parser: Parser,
    /// Everything the program has written.
    tape: Vec<u8>,
    /// What the terminal was set to before the program ran.
    before: String,
}

impl Window {
    fn open(mut command: CommandBuilder, shop: &Shop, lang: &str) -> Self {
        let file = shop.file();
        command.args([
            "--db".as_ref(),
            file.as_os_str(),
            "--lang".as_ref(),
            lang.as_ref(),
        ]);
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let before = mode_of(pair.master.as_ref());
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let child = pair.slave.spawn_command(command).expect("the program");
        let (out, output) = channel();
        let reading = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if out.send(bytes[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        // From now on only the program holds its side.
        drop(pair.slave);
        Self {
            master: Some(pair.master),
            keys: Some(keys),
            child,
            output,
            reading: Some(reading),
            parser: Parser::new(cells(24), cells(80), 0),
            tape: Vec::new(),
            before,
        }
    }

    /// Everything the program has written so far.
    pub fn tape(&self) -> &[u8] {
        &self.tape
    }

    /// Whether the program has written this so far.
    pub fn wrote(&self, words: &str) -> bool {
        let words = words.as_bytes();
        self.tape.windows(words.len()).any(|part| part == words)
    }

    fn take(&mut self, bytes: &[u8]) {
        self.tape.extend_from_slice(bytes);
        self.parser.process(bytes);
    }

    /// How many bytes the program writes in a while.
    pub fn writes_within(&mut self, time: Duration) -> usize {
        let (before, end) = (self.tape.len(), Instant::now() + time);
        while let Ok(bytes) = self
            .output
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.take(&bytes);
        }
        self.tape.len() - before
    }

    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    pub fn types(&mut self, keys: &str) {
        let writer = self.keys.as_mut().expect("a keyboard");
        writer
            .write_all(keys.as_bytes())
            .and_then(|()| writer.flush())
            .expect("typed");
    }

    #[track_caller]
    pub fn shows(&mut self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    /// Reads what the program writes until the screen is as wanted.
    #[track_caller]
    pub fn until(&mut self, what: &str, is_so: impl Fn(&Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so(self.parser.screen()) {
            let wait = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(wait) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("never seen: {what}\n{}", self.parser.screen().contents())
                }
            }
        }
    }

    pub fn is_resized(&mut self, cols: u16, rows: u16) {
        self.parser.screen_mut().set_size(cells(rows), cells(cols));
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master
            .as_ref()
            .expect("a terminal")
            .resize(size)
            .expect("resized");
    }

    pub fn is_sent(&mut self, signal: Signal) {
        let id = self
            .child
            .process_id()
            .and_then(|id| i32::try_from(id).ok());
        send(id, signal);
    }

    /// Sends a signal to whoever has the terminal now.
    pub fn front_is_sent(&mut self, signal: Signal) {
        send(
            self.master
                .as_ref()
                .expect("a terminal")
                .process_group_leader(),
            signal,
        );
    }

    /// Waits for the end of the program, reads its last words, and tells its status.
    #[track_caller]
    pub fn ends(&mut self) -> u32 {
        let end = Instant::now() + FAREWELL;
        loop {
            // A terminal whose output nobody reads would keep the program from ending.
            match self.output.recv_timeout(Duration::from_millis(10)) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
            if let Some(status) = self.child.try_wait().expect("a status") {
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(100)) {
                    self.take(&bytes);
                }
                return status.exit_code();
            }
            assert!(
                Instant::now() < end,
                "still running:\n{}",
                self.parser.screen().contents()
            );
        }
    }

    /// Screen, cursor, mouse, paste and line mode are as they were before.
    #[track_caller]
    pub fn is_given_back(&self) {
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "still on the other screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pastes are still bracketed");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        assert_eq!(
            mode_of(self.master.as_ref().expect("a terminal").as_ref()),
            self.before
        );
    }

    /// Waits until the program has asked for the colour of the background.
    #[track_caller]
    pub fn asked_for_background(&mut self) {
        let end = Instant::now() + PATIENCE;
        while !self.tape.windows(7).any(|part| part == b"\x1b]11;?\x1b") {
            assert!(Instant::now() < end, "it never asked");
            self.writes_within(Duration::from_millis(20));
        }
    }

    /// From now on nobody takes what the program writes; its next words reach the terminal's full buffer.
    pub fn is_read_by_nobody(&mut self) {
        self.output = channel().1;
        self.types("?");
        let reading = self.reading.take().expect("a reader");
        reading.join().expect("the reader's end");
    }

    /// The program ends although nobody reads.
    #[track_caller]
    pub fn is_gone(&mut self) {
        let end = Instant::now() + FAREWELL;
        while self.child.try_wait().expect("a status").is_none() {
            assert!(Instant::now() < end, "still running");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The time the processor has spent on the program so far, in the kernel's ticks (proc(5)).
    pub fn cpu_ticks(&self) -> u64 {
        let id = self.child.process_id().expect("a process");
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).expect("its times");
        let (_, fields) = stat.rsplit_once(')').expect("its name");
        fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .map(|ticks| ticks.parse::<u64>().expect("a number"))
            .sum()
    }

    /// The window is closed under the program.
    #[track_caller]
    pub fn vanishes(mut self) {
        // The reader holds the terminal too. It lets go once nobody takes what it reads; the help makes it read something.
        self.is_read_by_nobody();
        self.keys = None;
        self.master = None;
        self.is_gone();
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // Only a failed test leaves it running; a process that has ended cannot be killed, and that is well.
        drop(self.child.kill());
    }
}

fn send(id: Option<i32>, signal: Signal) {
    kill_process(id.and_then(Pid::from_raw).expect("a process"), signal).expect("sent");
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("a window has room")
}

/// How the terminal treats lines, keys and signals.
fn mode_of(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a mode"))
}
