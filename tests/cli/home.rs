//! A throw-away home folder and the program run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A home with nothing in it.
pub struct Home {
    folder: tempfile::TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// A home whose shop has these customers, each a quick-add line.
    pub fn with(lines: &[&str]) -> Self {
        let home = Self::new();
        for line in lines {
            assert_eq!(home.run(&["add", line]).status, 0, "{line}");
        }
        home
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the shop's file is made when nobody names one.
    pub fn database(&self) -> PathBuf {
        self.path().join(".local/share/shuke/shuke.db")
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shuke"));
        command
            .args(words)
            .env_clear()
            .env("HOME", self.path())
            .env("TZ", "Asia/Shanghai")
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, words: &[&str]) -> Ran {
        let output = self.command(words).output().expect("runs");
        Ran {
            status: output.status.code().expect("ends by itself"),
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
        }
    }

    /// Runs a command that must succeed, and returns its data.
    pub fn ok(&self, words: &[&str]) -> String {
        let ran = self.run(words);
        assert_eq!(ran.status, 0, "{words:?}: {ran:?}");
        ran.out
    }

    /// Runs a command that must succeed, and returns the rows of its document.
    pub fn rows(&self, kind: &str, words: &[&str]) -> Vec<Value> {
        let document = self.json(&[words, &["--json"]].concat());
        assert_eq!(document["shuke"], 1);
        assert_eq!(document["kind"], kind, "{document}");
        document["rows"].as_array().expect("rows").clone()
    }

    /// The document a command prints, whatever its status.
    pub fn json(&self, words: &[&str]) -> Value {
        let ran = self.run(words);
        serde_json::from_str(&ran.out).unwrap_or_else(|why| panic!("{words:?}: {why}: {ran:?}"))
    }
}

/// A text field of a row.
pub fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field]
        .as_str()
        .unwrap_or_else(|| panic!("no text {field} in {row}"))
}
