//! Where the desk's files lie and what its settings file says. Never refuses to start: a setting that cannot be used is a warning
//! that names its line. Knows no words for people; the command line says the warnings.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

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
}

impl Places {
    /// Where this platform keeps a program's data and settings; `None` when there is no home folder.
    #[must_use]
    pub fn of_platform() -> Option<Self> {
        let dirs = directories::ProjectDirs::from("", "", "shuke")?;
        Some(Self {
            database: dirs.data_dir().join("shuke.db"),
            settings: dirs.config_dir().join("config.toml"),
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
    /// Where numbers without a country code belong.
    pub region: Region,
    /// Where times without an offset were written, as `import --tz` takes it.
    pub timezone: Option<String>,
    /// `[keys]`: an action's name and the keys that mean it, for the table of keys to judge.
    pub keys: Vec<(String, Vec<String>)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: None,
            glyphs: None,
            mouse: true,
            clipboard: Clipboard::default(),
            region: Region::default(),
            timezone: None,
            keys: Vec::new(),
        }
    }
}

/// The settings by name.
pub const NAMES: [&str; 9] = [
    "language",
    "theme",
    "glyphs",
    "mouse",
    "clipboard",
    "copy_command",
    "region",
    "timezone",
    "keys",
];
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
    std::fs::read_to_string(path)
        .map(|text| read(&text))
        .map_err(Unread::Io)
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
        if let Err(what) = set(&mut settings, key.get_ref(), value.get_ref()) {
            warnings.push(Warning {
                line: line_of(text, Some(key.span())),
                what,
            });
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
        "clipboard" => clipboard::set_way(settings, value)?,
        "copy_command" => clipboard::set_command(settings, value)?,
        "keys" => settings.keys = keys(value)?,
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

fn keys(value: &DeValue) -> Result<Vec<(String, Vec<String>)>, Wrong> {
    let wrong = Wrong::Value {
        name: "keys",
        takes: "action = \"key\", action = [\"key\", \"key\"]",
    };
    let table = value.as_table().ok_or(wrong.clone())?;
    table
        .iter()
        .map(|(action, keys)| {
            let keys = match keys.get_ref() {
                DeValue::Array(list) => list
                    .iter()
                    .map(|key| word(key.get_ref()).map(str::to_owned))
                    .collect(),
                one => word(one).map(|key| vec![key.to_owned()]),
            };
            Ok((
                action.get_ref().to_string(),
                keys.ok_or_else(|| wrong.clone())?,
            ))
        })
        .collect()
}

/// The name that differs from what was typed by the fewest letters, if it is by no more than a third of them.
#[must_use]
pub fn nearest(typed: &str, names: &[&'static str]) -> Option<&'static str> {
    names
        .iter()
        .map(|name| (distance(typed, name), *name))
        .filter(|(slips, name)| *slips * 3 <= name.len().max(3))
        .min()
        .map(|(_, name)| name)
}

/// Levenshtein's distance, in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
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
            ("undo".to_owned(), vec!["u".to_owned()]),
            "{:?}",
            settings.keys
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
