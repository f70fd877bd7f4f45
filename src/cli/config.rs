//! `shuke config`: print the settings file with everything in it, check it, edit it. What a setting means for the desk is not known here.

use std::path::Path;
use std::process;

use serde_json::json;

use super::key_table::KeyTable;
use super::out::{Form, Out};
use super::stop::{Result, Stop};
use crate::app::error::Status;
use crate::config::{self, NAMES, Settings, Unread, Warning, Wrong, sample};
use crate::i18n::{self, Strings};

/// Print, check or edit the settings file
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Print a settings file with every setting, its meaning and its default
    Print,
    /// Tell what is wrong in the settings file; exit 2 if anything is
    Check,
    /// Open the settings file in $VISUAL or $EDITOR, then check it
    Edit,
}

/// Runs one of the commands and returns the exit status.
///
/// # Errors
/// There is no place for a settings file, or it cannot be written or edited.
pub fn run(command: &Command, path: Option<&Path>, keys: &KeyTable, out: &mut Out) -> Result<u8> {
    if let Command::Print = command {
        out.raw(template(out.s, keys).as_bytes())?;
        return Ok(Status::Done as u8);
    }
    let path = path.ok_or(Stop::NoHome)?;
    if let Command::Edit = command {
        if !path.exists() {
            config::write_private(path, &template(out.s, keys))
                .map_err(|error| Stop::Unwritten(path.to_owned(), error))?;
        }
        edit(path)?;
    }
    check(path, keys, out)
}

/// Every setting, commented out, under what it means.
fn template(s: &Strings, keys: &KeyTable) -> String {
    let words = &s.cli.config;
    let mut text = format!("# {}\n", words.intro);
    for name in NAMES {
        let (about, value) = ((words.setting)(name), sample::sample(name));
        if !value.is_empty() {
            text.push_str(&format!("\n# {about}\n# {name} = {value}\n"));
        }
    }
    text.push_str(&format!("\n# {}\n[keys]\n", words.keys_intro));
    for (name, keys, what) in (keys.defaults)(s) {
        text.push_str(&format!("\n# {what}\n# {name} = {keys:?}\n"));
    }
    // Last, because what follows a table in TOML belongs to it.
    let lines = words.command_intro.lines().chain(sample::COMMAND.lines());
    text.push('\n');
    lines.for_each(|line| text.push_str(&format!("# {line}\n")));
    text
}

/// The user's editor; what the variable says may have arguments.
fn edit(path: &Path) -> Result<()> {
    let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        std::env::var(name)
            .ok()
            .filter(|text| !text.trim().is_empty())
    });
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    let editor = named.unwrap_or_else(|| usual.to_owned());
    let mut words = editor.split_whitespace();
    let ended = process::Command::new(words.next().unwrap_or(usual))
        .args(words)
        .arg(path)
        .status();
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(_) | Err(_) => Err(Stop::Editor(editor)),
    }
}

fn check(path: &Path, keys: &KeyTable, out: &mut Out) -> Result<u8> {
    let file = path.display().to_string();
    let loaded = load(path, keys);
    let told = told(out.s, &file, &loaded);
    if out.form == Form::Json {
        let line = |n: usize| match &loaded {
            Ok((_, warnings)) => warnings.get(n).map(|warning| warning.line),
            Err(_) => None,
        };
        let rows = (0..).zip(&told);
        let rows = rows.map(|(n, text)| json!({ "line": line(n), "message": text }));
        out.document("config", rows.collect())?;
    } else {
        for text in &told {
            out.line(text)?;
        }
        if told.is_empty() {
            let words = &out.s.cli.config;
            let fine = if path.exists() {
                words.fine
            } else {
                words.missing
            };
            out.talk(&fine(&file));
        }
    }
    Ok(if told.is_empty() {
        Status::Done
    } else {
        Status::Usage
    } as u8)
}

/// Settings and everything that is wrong with them, keys included.
///
/// # Errors
/// The file is there and cannot be read as text.
pub fn load(path: &Path, keys: &KeyTable) -> std::result::Result<(Settings, Vec<Warning>), Unread> {
    let (settings, mut warnings) = config::load(path)?;
    warnings.extend((keys.check)(&settings));
    warnings.sort_by_key(|warning| warning.line);
    Ok((settings, warnings))
}

/// What is wrong, a sentence each.
#[must_use]
pub fn told(
    s: &Strings,
    file: &str,
    loaded: &std::result::Result<(Settings, Vec<Warning>), Unread>,
) -> Vec<String> {
    let words = &s.cli.config;
    match loaded {
        Ok((_, warnings)) => warnings
            .iter()
            .map(|warning| (words.at_line)(file, warning.line, &wrong(s, &warning.what)))
            .collect(),
        Err(Unread::TooLarge) => vec![(words.unread)(file, words.too_large)],
        Err(Unread::Io(error)) => vec![(words.unread)(file, i18n::io(s, error.kind()))],
    }
}

fn wrong(s: &Strings, what: &Wrong) -> String {
    let words = &s.cli.config;
    match what {
        Wrong::Unknown { name, nearest } => (words.unknown)(name, *nearest),
        Wrong::Value { name, takes } => (words.value)(name, takes),
        Wrong::Syntax => words.syntax.to_owned(),
        Wrong::NoAction { name, nearest } => (words.no_action)(name, nearest.as_deref()),
        Wrong::NoKey { action, key } => (words.no_key)(action, key),
        Wrong::Taken { key, action, by } => (words.taken)(key, action, by),
        Wrong::Needed { action } => (words.needed)(action),
        Wrong::Hidden { key, action, by } => (words.hidden)(key, action, by),
        Wrong::Untrusted => words.untrusted.to_owned(),
    }
}
