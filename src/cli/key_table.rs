//! What only the screen knows and the command line tells: the table of keys. Handed over by whoever knows both.

use crate::config::{Settings, Warning};
use crate::i18n::Strings;

/// A line of the key table: where a key holds, the key, what it does.
pub type KeyLine = (String, String, String);

/// An action's name in the settings file, its own keys, and what it does.
pub type KeyDefault = (String, &'static [&'static str], &'static str);

/// The screen's table of keys.
#[derive(Clone, Copy)]
pub struct KeyTable {
    /// The table with the settings file's changes.
    pub lines: fn(&Strings, &Settings) -> Vec<KeyLine>,
    /// What is wrong with those changes.
    pub check: fn(&Settings) -> Vec<Warning>,
    /// A text with the keys it names, those changes included.
    pub told: fn(&Strings, &Settings, &str) -> String,
    /// The table without them.
    pub defaults: fn(&Strings) -> Vec<KeyDefault>,
}
