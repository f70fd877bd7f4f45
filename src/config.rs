//! Where the desk's files lie and what its settings file says. Never refuses to start: a setting that cannot be used is a warning
//! that names its line. Knows no words for people; the command line says the warnings.

pub mod command;
mod private;
mod rebinding;
pub mod recent;
pub mod sample;

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

pub use command::Command;
pub use private::write_private;
pub use rebinding::Rebinding;

use crate::domain::name::Lang;
use crate::domain::phone::Region;
use crate::i18n;

mod clipboard;

pub use clipboard::Clipboard;

/// The largest settings file read, in bytes.
const LARGEST: u64 = 64 * 1024;

/// The platform's folders for this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    pub database: PathBuf,
    pub settings: PathBuf,
    /// The commands used last; only of this computer, so that it does not travel with a copied folder.
    pub recent: PathBuf,
    /// What this computer knows of desks outside their files.
    pub state: PathBuf,
}

impl Places {
    /// Where this platform keeps a program's data and settings; `None` when there is no home folder.
    #[must_use]
    pub fn of_platform() -> Option<Self> {
        let dirs = directories::ProjectDirs::from("", "", "shuke")?;
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        Some(Self {
            database: dirs.data_dir().join("shuke.db"),
            settings: dirs.config_dir().join("config.toml"),
            recent: state.join("commands"),
            state: state.join("desks"),
        })
    }
}

/// What the settings file may say. Themes and glyph sets are kept by name: only the screen knows what they look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `None` follows the system.
    pub language: Option<Lang>,
    pub theme: Option<&'static str>,
    pub glyphs: Option<&'static str>,
    pub mouse: bool,
    pub clipboard: Clipboard,
    /// Minutes without a key before an encrypted desk locks; 0 for never.
    pub lock_minutes: u16,
    /// Where numbers without a country code belong.
    pub region: Region,
    /// Where times without an offset were written, as `import --tz` takes it.
    pub timezone: Option<String>,
    /// The folder of the user's own import presets, beside the settings file.
    pub presets: Option<PathBuf>,
    /// The second place for backups, such as a folder on a USB stick.
    pub backup_folder: Option<PathBuf>,
    /// `[keys]`, for the table of keys to judge.
    pub keys: Vec<Rebinding>,
    /// `[[command]]`: programs of the user's own.
    pub commands: Vec<Command>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: None,
            glyphs: None,
            mouse: true,
            clipboard: Clipboard::default(),
            lock_minutes: 5,
            region: Region::default(),
            timezone: None,
            presets: None,
            backup_folder: None,
            keys: Vec::new(),
            commands: Vec::new(),
        }
    }
}

/// The settings by name.
pub const NAMES: [&str; 12] = [
    "language",
    "theme",
    "glyphs",
    "mouse",
    "clipboard",
    "copy_command",
    "lock_minutes",
    "region",
    "timezone",
    "backup_folder",
    "keys",
    "command",
];
/// The longest a desk may wait before it locks, in minutes.
const LONGEST_IDLE: u16 = 240;
const THEMES: [&str; 6] = ["dark", "light", "neutral", "ansi16", "mono", "contrast"];
const GLYPHS: [&str; 3] = ["unicode", "wide", "ascii"];

/// A part of the settings file that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// From 1.
    pub line: usize,
    pub what: Wrong,
}

/// Why it was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// No such setting, and the name that may be meant.
    Unknown {
        name: String,
        nearest: Option<&'static str>,
    },
    /// The setting takes something else.
    Value {
        name: &'static str,
        takes: &'static str,
    },
    /// The line is not TOML.
    Syntax,
    /// No such action, and the name that may be meant.
    NoAction {
        name: String,
        nearest: Option<String>,
    },
    /// No key of a keyboard is called so, or it cannot be a command where it is wanted.
    NoKey { action: String, key: String },
    /// The key means something else in the same place, so that `action` goes without it.
    Taken {
        key: String,
        action: String,
        by: String,
    },
    /// An action that must keep a key.
    Needed { action: String },
    /// Where both hold, the key means `by`, so that `action` has none there.
    Hidden {
        key: String,
        action: String,
        by: String,
    },
    /// Others could have written the file: its commands are not run.
    Untrusted,
}

/// Why there are no settings at all.
#[derive(Debug)]
pub enum Unread {
    TooLarge,
    Io(std::io::Error),
}

/// Reads the settings file; one that is not there says nothing.
///
/// # Errors
/// The file is there and cannot be read as text.
pub fn load(path: &Path) -> Result<(Settings, Vec<Warning>), Unread> {
    let length = match std::fs::metadata(path) {
        Ok(meta) => meta.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok((Settings::default(), Vec::new()));
        }
        Err(error) => return Err(Unread::Io(error)),
    };
    if length > LARGEST {
        return Err(Unread::TooLarge);
    }
    let text = std::fs::read_to_string(path).map_err(Unread::Io)?;
    let (mut settings, mut warnings) = read(&text);
    if let Some(first) = settings.commands.first()
        && !command::is_trusted(path)
    {
        warnings.push(Warning {
            line: first.line,
            what: Wrong::Untrusted,
        });
        warnings.sort_by_key(|warning| warning.line);
        settings.commands.clear();
    }
    Ok((settings, warnings))
}

/// Reads settings; whatever cannot be used is left at its default and named.
#[must_use]
pub fn read(text: &str) -> (Settings, Vec<Warning>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut settings = Settings::default();
    let mut warnings: Vec<Warning> = errors
        .iter()
        .map(|error| Warning {
            line: line_of(text, error.span()),
            what: Wrong::Syntax,
        })
        .collect();
    for (key, value) in table.get_ref() {
        let line = line_of(text, Some(key.span()));
        let value_of = value.get_ref();
        if key.get_ref() == "keys" {
            rebinding::read(text, line, value_of, &mut settings.keys, &mut warnings);
        } else if key.get_ref() == "command" {
            command::read(text, line, value_of, &mut settings.commands, &mut warnings);
        } else if let Err(what) = set(&mut settings, key.get_ref(), value_of) {
            warnings.push(Warning { line, what });
        }
    }
    warnings.sort_by_key(|warning| warning.line);
    (settings, warnings)
}

fn line_of(text: &str, span: Option<Range<usize>>) -> usize {
    let start = span.map_or(0, |span| span.start);
    1 + text.bytes().take(start).filter(|b| *b == b'\n').count()
}

fn set(settings: &mut Settings, name: &str, value: &DeValue) -> Result<(), Wrong> {
    match name {
        "language" => {
            settings.language = Some(word(value).and_then(i18n::lang_of).ok_or(Wrong::Value {
                name: "language",
                takes: "zh, en",
            })?);
        }
        "theme" => settings.theme = Some(one_of("theme", &THEMES, value)?),
        "glyphs" => settings.glyphs = Some(one_of("glyphs", &GLYPHS, value)?),
        "mouse" => {
            settings.mouse = value.as_bool().ok_or(Wrong::Value {
                name: "mouse",
                takes: "true, false",
            })?;
        }
        "lock_minutes" => {
            let minutes = value.as_integer().and_then(|n| n.as_str().parse().ok());
            settings.lock_minutes = minutes.filter(|n| *n <= LONGEST_IDLE).ok_or(Wrong::Value {
                name: "lock_minutes",
                takes: "0 … 240",
            })?;
        }
        "region" => {
            settings.region = word(value).and_then(Region::parse).ok_or(Wrong::Value {
                name: "region",
                takes: "CN, HK, US, …",
            })?;
        }
        "timezone" => {
            settings.timezone = Some(word(value).map(str::to_owned).ok_or(Wrong::Value {
                name: "timezone",
                takes: "Asia/Shanghai, +08:00, …",
            })?);
        }
        "backup_folder" => {
            let folder = word(value).filter(|text| Path::new(text).is_absolute());
            settings.backup_folder = Some(folder.map(PathBuf::from).ok_or(Wrong::Value {
                name: "backup_folder",
                takes: "\"/media/usb/shuke\", …",
            })?);
        }
        "clipboard" => clipboard::set_way(settings, value)?,
        "copy_command" => clipboard::set_command(settings, value)?,
        _ => {
            return Err(Wrong::Unknown {
                name: name.to_owned(),
                nearest: nearest(name, &NAMES),
            });
        }
    }
    Ok(())
}

fn word<'a>(value: &'a DeValue) -> Option<&'a str> {
    value.as_str()
}

fn one_of(
    name: &'static str,
    allowed: &[&'static str],
    value: &DeValue,
) -> Result<&'static str, Wrong> {
    let takes = match name {
        "theme" => "dark, light, neutral, ansi16, mono, contrast",
        _ => "unicode, wide, ascii",
    };
    word(value)
        .and_then(|text| allowed.iter().find(|one| **one == text))
        .copied()
        .ok_or(Wrong::Value { name, takes })
}

/// The name that differs from what was typed by the fewest letters, if it is by no more than a third of them.
#[must_use]
pub fn nearest<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
    names
        .iter()
        .map(|name| (distance(typed, name), *name))
        .filter(|(slips, name)| *slips * 3 <= name.len().max(3))
        .min()
        .map(|(_, name)| name)
}

/// The distance of Damerau and Levenshtein, in characters: two that changed places are one slip.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(row[j - 1] + 1).min(rows[i - 1][j] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn settings_are_read_by_name() {
        let (settings, warnings) = read(
            "language = \"en\"\ntheme = \"mono\"\nmouse = false\nregion = \"US\"\n[keys]\nundo = \"u\"\nquit = [\"q\", \"esc\"]\n",
        );
        assert_eq!(warnings, []);
        assert_eq!(settings.language, Some(Lang::En));
        assert_eq!((settings.theme, settings.mouse), (Some("mono"), false));
        assert_eq!(settings.region.iso(), "US");
        assert_eq!(
            settings.keys[1],
            Rebinding {
                line: 6,
                action: "undo".to_owned(),
                keys: vec!["u".to_owned()]
            }
        );
    }

    #[test]
    fn a_slip_is_named_with_its_line_and_the_rest_still_holds() {
        let (settings, warnings) =
            read("# mine\nlanguag = \"en\"\n\ntheme = \"purple\"\ncolour = 1\nmouse = false\n");
        let wrong = |line, what| Warning { line, what };
        assert!(!settings.mouse);
        assert_eq!(
            warnings,
            [
                wrong(
                    2,
                    Wrong::Unknown {
                        name: "languag".to_owned(),
                        nearest: Some("language")
                    }
                ),
                wrong(
                    4,
                    Wrong::Value {
                        name: "theme",
                        takes: "dark, light, neutral, ansi16, mono, contrast"
                    }
                ),
                wrong(
                    5,
                    Wrong::Unknown {
                        name: "colour".to_owned(),
                        nearest: None
                    }
                ),
            ]
        );
    }

    #[test]
    fn a_slip_of_the_fingers_is_one_and_another_word_is_none() {
        for (typed, found) in [
            ("udon", None),
            ("unod", Some("undo")),
            ("und", Some("undo")),
            ("unddo", Some("undo")),
            ("redo", None),
        ] {
            assert_eq!(nearest(typed, &["undo"]), found, "{typed}");
        }
    }

    #[test]
    fn a_line_that_is_no_toml_is_named() {
        let (settings, warnings) = read("mouse = false\nlanguage = = \"en\"\n");
        assert!(!settings.mouse);
        assert!(
            warnings
                .iter()
                .any(|w| w.line == 2 && w.what == Wrong::Syntax)
        );
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[a-z=\"\\[\\]\n .#0-9]*") {
            let (_, warnings) = read(&text);
            let lines = text.lines().count() + 1;
            prop_assert!(warnings.iter().all(|w| (1..=lines).contains(&w.line)));
        }
    }
}
