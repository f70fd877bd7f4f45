//! The erasure ledger outside the file, beside the anchor: an older file put in place of the newer one cannot bring an erased person back.
//! Holds marks and dates, nobody's data.

use std::path::{Path, PathBuf};

use super::erasure::Entry;
use super::{Result, backup};
use crate::domain::time::Millis;

/// The longest ledger read, in bytes: a hundred thousand lines.
const LONGEST: u64 = 8 * 1024 * 1024;

/// Where the ledger of a desk lies in a folder.
#[must_use]
pub fn place(folder: &Path, uid: &str) -> PathBuf {
    folder.join(format!("{uid}.erased"))
}

/// Reads a ledger; lines that make no sense, and a file that cannot be read, say nothing.
#[must_use]
pub fn read(path: &Path) -> Vec<Entry> {
    let is_short = std::fs::symlink_metadata(path)
        .is_ok_and(|found| found.is_file() && found.len() <= LONGEST);
    let text = match is_short {
        true => std::fs::read_to_string(path).unwrap_or_default(),
        false => String::new(),
    };
    text.lines().filter_map(entry).collect()
}

fn entry(line: &str) -> Option<Entry> {
    let (mark, at) = line.split_once(' ')?;
    let is_mark = mark.len() == 32 && mark.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_mark.then_some(())?;
    Some(Entry {
        mark: mark.to_owned(),
        at: Millis(at.parse().ok()?),
    })
}

/// Keeps a ledger, whole or not at all.
///
/// # Errors
/// What the system says; the older ledger stays then.
pub fn write(path: &Path, entries: &[Entry]) -> Result<()> {
    let lines: String = entries
        .iter()
        .map(|entry| format!("{} {}\n", entry.mark, entry.at.0))
        .collect();
    backup::write_whole(path, &lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_is_read_back_and_a_foreign_line_says_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = place(folder.path(), "ab");
        let kept = Entry {
            mark: "0123456789abcdef0123456789abcdef".to_owned(),
            at: Millis(7),
        };
        write(&path, std::slice::from_ref(&kept)).expect("kept");
        assert_eq!(read(&path), std::slice::from_ref(&kept));
        std::fs::write(
            &path,
            format!("王芳 7\n\n{} 7\n{} x\n", kept.mark, kept.mark),
        )
        .expect("written");
        assert_eq!(read(&path), [kept]);
        assert_eq!(read(&folder.path().join("none")), []);
    }
}
