//! Running a program of the user's own: the chosen customers on its standard input and never in its arguments, its first line back.
//! Nothing it prints can steer the terminal. Which program, and for whom, is not decided here.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command as Program, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::config::command::{Command, Mode};
use crate::domain::clean;

/// Bytes of output that are kept; what comes behind them is read and dropped.
const KEPT_BYTES: usize = 64 * 1024;
/// Characters of its first line that are shown.
const SHOWN_CHARS: usize = 120;
/// How long output may still be on its way when the program has ended; a program left behind may hold the pipe open.
const LAST_WORDS: Duration = Duration::from_millis(500);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// With its first line, which may be empty.
    Well(String),
    /// With this status, where it has one; a signal leaves none.
    Badly(Option<i32>, String),
    /// It was stopped after so long.
    TimedOut(Duration),
    NotStarted(io::ErrorKind),
}

/// Runs it behind the desk or in the terminal, and waits.
#[must_use]
pub fn run(command: &Command, document: String) -> Ended {
    match command.mode {
        Mode::Quiet(patience) => quietly(command, document, patience),
        Mode::Terminal => in_terminal(command, document),
    }
    .unwrap_or_else(|error| Ended::NotStarted(error.kind()))
}

fn program(command: &Command) -> io::Result<Program> {
    let (name, arguments) = command.run.split_first().ok_or(io::ErrorKind::NotFound)?;
    let mut program = Program::new(name);
    program.args(arguments).stdin(Stdio::piped());
    Ok(program)
}

fn quietly(command: &Command, document: String, patience: Duration) -> io::Result<Ended> {
    let mut program = program(command)?;
    program.stdout(Stdio::piped()).stderr(Stdio::null());
    // Its own group: what it starts is stopped with it, and none of it can read the desk's keys.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut program, 0);
    let mut child = program.spawn()?;
    let deadline = Instant::now() + patience;
    let said = child.stdout.take().map(listen).transpose()?;
    feed(child.stdin.take(), document)?;
    let status = wait_until(&mut child, deadline)?;
    let said = said.map_or_else(String::new, |said| {
        said.recv_timeout(LAST_WORDS).unwrap_or_default()
    });
    Ok(match status {
        None => Ended::TimedOut(patience),
        Some(status) => ended(status, said),
    })
}

/// The program has screen and keys; it may read the keyboard from the terminal itself.
fn in_terminal(command: &Command, document: String) -> io::Result<Ended> {
    let mut child = program(command)?.spawn()?;
    feed(child.stdin.take(), document)?;
    Ok(ended(child.wait()?, String::new()))
}

fn ended(status: ExitStatus, said: String) -> Ended {
    match status.success() {
        true => Ended::Well(said),
        false => Ended::Badly(status.code(), said),
    }
}

/// `None` when it had to be stopped.
fn wait_until(child: &mut Child, deadline: Instant) -> io::Result<Option<ExitStatus>> {
    loop {
        match child.try_wait()? {
            Some(status) => return Ok(Some(status)),
            None if Instant::now() >= deadline => {
                stop(child)?;
                return Ok(None);
            }
            None => std::thread::sleep(LOOK_AGAIN),
        }
    }
}

fn stop(child: &mut Child) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        let signal = rustix::process::Signal::KILL;
        match rustix::process::kill_process_group(group, signal) {
            // One that has just ended by itself needs no signal.
            Ok(()) | Err(_) => {}
        }
    }
    child.kill()?;
    child.wait().map(drop)
}

/// Hands the document over on a thread: a program may print before it reads, or never read.
fn feed(input: Option<ChildStdin>, document: String) -> io::Result<()> {
    let Some(mut input) = input else {
        return Ok(());
    };
    let work = move || {
        // Whoever does not want it does not read it.
        drop(input.write_all(document.as_bytes()));
    };
    std::thread::Builder::new()
        .name("command in".to_owned())
        .spawn(work)
        .map(drop)
}

/// Reads to the end on a thread, and tells the first line.
fn listen(mut output: ChildStdout) -> io::Result<Receiver<String>> {
    let (told, said) = channel();
    let work = move || {
        let mut kept = Vec::new();
        let read = (&mut output).take(KEPT_BYTES as u64).read_to_end(&mut kept);
        if read.is_ok() {
            // A pipe that nobody empties would stop the program.
            drop(io::copy(&mut output, &mut io::sink()));
        }
        drop(told.send(first_line(&kept)));
    };
    std::thread::Builder::new()
        .name("command out".to_owned())
        .spawn(work)?;
    Ok(said)
}

/// The first line that says something, safe to show.
fn first_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let said = text.lines().map(clean::clean_line);
    let line = said.into_iter().find(|line| !line.is_empty());
    line.unwrap_or_default().chars().take(SHOWN_CHARS).collect()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str, mode: Mode) -> Command {
        Command {
            line: 1,
            key: None,
            name: "test".to_owned(),
            run: ["sh", "-c", script].map(str::to_owned).to_vec(),
            mode,
        }
    }

    fn quiet(script: &str, document: &str) -> Ended {
        let mode = Mode::Quiet(Duration::from_secs(20));
        run(&shell(script, mode), document.to_owned())
    }

    #[test]
    fn it_reads_exactly_the_document_and_its_first_line_comes_back_clean() {
        for (script, ended) in [
            ("cat", Ended::Well("{\"王芳\"}".to_owned())),
            ("test $# = 0 && wc -c", Ended::Well("11".to_owned())),
            ("true", Ended::Well(String::new())),
            (
                "printf '\\n\\n  two\\nthree'",
                Ended::Well("two".to_owned()),
            ),
            (
                "printf '\\033[2J\\033]0;x\\007a\\342\\200\\256b'",
                Ended::Well("[2J]0;xab".to_owned()),
            ),
            ("echo no; exit 3", Ended::Badly(Some(3), "no".to_owned())),
            ("kill -9 $$", Ended::Badly(None, String::new())),
            ("echo loud >&2", Ended::Well(String::new())),
        ] {
            assert_eq!(quiet(script, "{\"王芳\"}\n"), ended, "{script}");
        }
    }

    #[test]
    fn neither_a_long_document_nor_long_output_stops_it() {
        let long = "x".repeat(1 << 20);
        assert_eq!(quiet("true", &long), Ended::Well(String::new()), "unread");
        let said = "x".repeat(SHOWN_CHARS);
        assert_eq!(quiet("cat; cat", &long), Ended::Well(said));
    }

    #[test]
    fn one_that_does_not_end_is_stopped_with_all_it_has_started() {
        let folder = tempfile::tempdir().expect("a folder");
        let mark = folder.path().join("mark");
        let script = format!("(sleep 2; touch '{}') & sleep 60", mark.display());
        let began = Instant::now();
        let patience = Duration::from_millis(200);
        let ended = run(&shell(&script, Mode::Quiet(patience)), String::new());
        assert_eq!(ended, Ended::TimedOut(patience));
        assert!(began.elapsed() < Duration::from_secs(2));
        std::thread::sleep(Duration::from_millis(2300));
        assert!(!mark.exists(), "what it has started goes on");
    }

    #[test]
    fn one_that_is_not_there_says_so() {
        let mut command = shell("", Mode::Terminal);
        command.run = vec!["/no/such/program".to_owned()];
        let missing = Ended::NotStarted(io::ErrorKind::NotFound);
        assert_eq!(run(&command, String::new()), missing);
        command.mode = Mode::Quiet(Duration::from_secs(1));
        assert_eq!(run(&command, String::new()), missing);
    }
}
