//! Handing text over to the clipboard: byte for byte, through the terminal or to the user's own program. What may be copied is not
//! decided here.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

/// The most bytes handed over at once: terminals drop longer sequences in silence.
pub const COPY_BYTES: usize = 64 * 1024;
/// How long the user's program may take to read the text and end, or to go on behind.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// The words that make a terminal copy a text (OSC 52, xterm's control sequences: the text in base64).
///
/// # Errors
/// The text is too long.
pub fn sequence(text: &str) -> io::Result<Vec<u8>> {
    bounded(text)?;
    let mut words = Vec::new();
    queue!(words, CopyToClipboard::to_clipboard_from(text))?;
    Ok(words)
}

/// Gives a text to the user's program on its standard input, never in its arguments, where every process could read it.
///
/// # Errors
/// The text is too long, or the program cannot be started, fails, or does not end.
pub fn hand_over(command: &[String], text: &str) -> io::Result<()> {
    bounded(text)?;
    let (program, arguments) = command.split_first().ok_or(io::ErrorKind::NotFound)?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    let deadline = Instant::now() + PATIENCE;
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(_) => return Err(io::ErrorKind::Other.into()),
            None if Instant::now() >= deadline => {
                child.kill()?;
                child.wait()?;
                return Err(io::ErrorKind::TimedOut.into());
            }
            None => std::thread::sleep(LOOK_AGAIN),
        }
    }
}

fn bounded(text: &str) -> io::Result<()> {
    match text.len() > COPY_BYTES {
        true => Err(io::ErrorKind::FileTooLarge.into()),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Base64 as RFC 4648 has it, read back.
    fn decoded(text: &str) -> Vec<u8> {
        let six = |c: u8| match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            other => panic!("{other} is no digit"),
        };
        let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
        for c in text.bytes().filter(|c| *c != b'=') {
            held = (held << 6) | u32::from(six(c));
            bits += 6;
            if bits >= 8 {
                bits -= 8;
                bytes.push(u8::try_from((held >> bits) & 0xff).expect("a byte"));
            }
        }
        bytes
    }

    #[test]
    fn the_terminal_is_given_exactly_the_bytes() {
        for text in [
            "+8613866668000",
            "王女士您好，\n 券码 A1 ",
            "",
            "a",
            "ab",
            "\u{1b}]52;c;x\u{7}",
        ] {
            let words = String::from_utf8(sequence(text).expect("short")).expect("ASCII");
            let rest = words
                .strip_prefix("\x1b]52;c;")
                .expect("the start of OSC 52");
            let base64 = rest.strip_suffix("\x1b\\").expect("its end");
            assert_eq!(decoded(base64), text.as_bytes(), "{text:?}");
        }
        assert!(sequence(&"x".repeat(COPY_BYTES + 1)).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_program_reads_exactly_the_bytes_and_sees_no_argument() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("copied");
        let script = format!("cat > '{}'; test $# = 0", path.display());
        let command = |script: &str| vec!["sh".to_owned(), "-c".to_owned(), script.to_owned()];
        let text = "王女士您好\n'\"$(x) ";
        hand_over(&command(&script), text).expect("copied");
        assert_eq!(std::fs::read(&path).expect("the copy"), text.as_bytes());
        assert!(hand_over(&command("cat > /dev/null; exit 1"), text).is_err());
        assert!(hand_over(&["/no/such/program".to_owned()], text).is_err());
        assert!(hand_over(&[], text).is_err());
    }
}
