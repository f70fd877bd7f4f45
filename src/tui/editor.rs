//! Writing a long text in the user's own editor: a file that only this user can read, gone afterwards whatever happened. The terminal is
//! given and taken by the loop.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::Command;

use crate::domain::clean;
use crate::domain::customer::NOTE_MAX;

/// The most bytes read back: the longest note, in characters of four bytes.
const READ_BYTES: u64 = 4 * NOTE_MAX as u64;
/// The name the editor shows; its ending makes editors wrap lines.
const NAME: &str = "shuke.txt";

/// Why there is no new text.
#[derive(Debug)]
pub enum EditError {
    /// The editor could not be started or ended badly; its name.
    Editor(String),
    TooLong,
    Io(io::Error),
}

impl From<io::Error> for EditError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Lets the user edit a text; `None` when it comes back empty or as it was.
///
/// # Errors
/// There is no editor, it fails, or what it leaves is too long or cannot be read.
pub fn edit(text: &str, var: impl Fn(&str) -> Option<String>) -> Result<Option<String>, EditError> {
    let command = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| var(name).filter(|value| !value.trim().is_empty()))
        .unwrap_or_else(|| "vi".to_owned());
    let folder = private_folder()?;
    let path = folder.path().join(NAME);
    let edited = write_private(&path, text)
        .map_err(EditError::from)
        .and_then(|()| run(&command, &path))
        .and_then(|()| read_back(&path));
    // Also what the editor has left beside it: a swap file, the text before.
    wipe(folder.path())?;
    folder.close()?;
    Ok(Some(edited?).filter(|new| new != text && !new.trim().is_empty()))
}

/// A folder that only this user can look into.
///
/// # Errors
/// The folder for temporary files cannot be written.
pub fn private_folder() -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("shuke-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    builder.tempdir()
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")
}

/// Runs the editor; its name may carry arguments, as in `code --wait`.
fn run(command: &str, path: &Path) -> Result<(), EditError> {
    let mut words = command.split_whitespace();
    let failed = || EditError::Editor(command.to_owned());
    let program = words.next().ok_or_else(failed)?;
    match Command::new(program).args(words).arg(path).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) | Err(_) => Err(failed()),
    }
}

fn read_back(path: &Path) -> Result<String, EditError> {
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(READ_BYTES + 1)
        .read_to_end(&mut bytes)?;
    let text = clean::clean_text(&String::from_utf8_lossy(&bytes));
    let text = text.trim_end_matches('\n');
    match text.chars().count() > NOTE_MAX {
        true => Err(EditError::TooLong),
        false => Ok(text.to_owned()),
    }
}

/// Overwrites and removes every file of a folder.
fn wipe(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let (entry, zeros) = (entry?, [0; 4096]);
        if !entry.file_type()?.is_file() {
            continue;
        }
        let mut left = entry.metadata()?.len();
        let mut file = OpenOptions::new().write(true).open(entry.path())?;
        while left > 0 {
            let piece = usize::try_from(left)
                .unwrap_or(zeros.len())
                .min(zeros.len());
            file.write_all(&zeros[..piece])?;
            left -= piece as u64;
        }
        file.sync_all()?;
        fs::remove_file(entry.path())?;
    }
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;

    /// An editor that does what a shell script says, with the file as `$1`.
    struct Editor {
        folder: tempfile::TempDir,
    }

    impl Editor {
        fn new(script: &str) -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("editor");
            fs::write(
                &path,
                format!("#!/bin/sh\ncd '{}'\n{script}\n", folder.path().display()),
            )
            .expect("a script");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("made executable");
            Self { folder }
        }

        fn path(&self) -> PathBuf {
            self.folder.path().join("editor")
        }

        fn edits(&self, text: &str) -> Result<Option<String>, EditError> {
            edit(text, |name| {
                (name == "EDITOR").then(|| format!("sh {}", self.path().display()))
            })
        }

        fn left(&self, name: &str) -> String {
            fs::read_to_string(self.folder.path().join(name))
                .expect("what the script has noted")
                .trim()
                .to_owned()
        }
    }

    #[test]
    fn the_text_comes_back_and_nothing_stays() {
        let editor = Editor::new(
            "cp \"$1\" before; stat -c %a \"$1\" > mode; stat -c %a \"$(dirname \"$1\")\" > folder; echo \"$1\" > path\nprintf 'two boxes of tea\\nfriday\\n' > \"$1\"; echo secret > \"$1~\"",
        );
        let edited = editor.edits("two boxes").expect("edited");
        assert_eq!(edited.as_deref(), Some("two boxes of tea\nfriday"));
        assert_eq!(
            (
                editor.left("before"),
                editor.left("mode"),
                editor.left("folder")
            ),
            ("two boxes".to_owned(), "600".to_owned(), "700".to_owned())
        );
        let path = PathBuf::from(editor.left("path"));
        assert!(!path.exists() && !path.parent().expect("a folder").exists());
    }

    #[test]
    fn an_empty_or_untouched_text_changes_nothing() {
        for script in ["true", ": > \"$1\"", "printf ' \\n' > \"$1\""] {
            assert_eq!(
                Editor::new(script).edits("two boxes").expect("edited"),
                None,
                "{script}"
            );
        }
    }

    #[test]
    fn an_editor_that_dies_changes_nothing_and_nothing_stays() {
        for script in ["exit 1", "kill -9 $$"] {
            let editor = Editor::new(&format!("echo \"$1\" > path; echo half > \"$1\"; {script}"));
            assert!(
                matches!(editor.edits("two boxes"), Err(EditError::Editor(_))),
                "{script}"
            );
            assert!(!PathBuf::from(editor.left("path")).exists());
        }
        let missing = edit("x", |_| Some("/no/such/editor".to_owned()));
        assert!(matches!(missing, Err(EditError::Editor(_))));
    }

    #[test]
    fn a_text_without_end_is_refused() {
        let editor = Editor::new("yes | head -c 100000 > \"$1\"");
        assert!(matches!(editor.edits(""), Err(EditError::TooLong)));
    }
}
