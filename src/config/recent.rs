//! The names of the commands used last, kept from one start to the next. Names of actions only, never what they were done to.

use std::io;
use std::path::Path;

/// How many are kept.
pub const MOST: usize = 20;
/// More bytes than so many names can have: such a file is not ours.
const LARGEST: u64 = 4096;

/// The names, the newest first; none where there is no such file.
#[must_use]
pub fn load(path: &Path) -> Vec<String> {
    let is_ours = std::fs::metadata(path).is_ok_and(|meta| meta.len() <= LARGEST);
    let text = if is_ours {
        std::fs::read_to_string(path).unwrap_or_default()
    } else {
        String::new()
    };
    text.lines().take(MOST).map(str::to_owned).collect()
}

/// Keeps the names, the newest first.
///
/// # Errors
/// What the system says.
pub fn save(path: &Path, names: &[&str]) -> io::Result<()> {
    let kept: Vec<&str> = names.iter().take(MOST).copied().collect();
    super::write_private(path, &format!("{}\n", kept.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_names_come_back_and_no_more_than_fit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("commands");
        assert!(load(&path).is_empty());
        save(&path, &["undo", "sort"]).expect("a file");
        assert_eq!(load(&path), ["undo", "sort"]);
        save(&path, &["log"; MOST + 5]).expect("a file");
        assert_eq!(load(&path).len(), MOST);
        std::fs::write(&path, "x\n".repeat(4096)).expect("a file");
        assert!(load(&path).is_empty(), "a file that is not ours");
    }
}
