//! From the words typed to the front end that is meant: settings, language, the file's place. Opens no desk.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::FromArgMatches;

use super::call::Call;
use super::out::{self, Form, Out};
use super::secret::Entrance;
use super::stop::{Result, Stop};
use super::{Cli, Command, Global, KeyTable, config, localise};
use crate::app::clock::Clock;
use crate::app::error::Status;
use crate::config::{Places, Settings};
use crate::domain::name::Lang;
use crate::i18n::{self, strings};

/// What the words typed ask for.
pub enum Front {
    /// The desk on the screen.
    Desk(Box<Desk>),
    /// One command.
    Command(Box<Call>),
    /// Nothing more: help was printed, or the words were wrong. The exit status.
    Over(u8),
}

/// What the desk needs to open.
#[derive(Debug)]
pub struct Desk {
    pub shop: Shop,
    pub lang: Lang,
    /// Neither a flag nor the settings name the language.
    pub lang_is_guess: bool,
    pub read_only: bool,
    /// How whoever opens an encrypted file says who they are.
    pub entrance: Entrance,
    pub face: Face,
    /// Whether the tour is shown.
    pub tour: bool,
    pub settings: Settings,
}

/// How the desk shows itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Panes, drawn anew as things change.
    Screen,
    /// Line by line, for screen readers and terminals that only print.
    Lines,
}

impl Face {
    fn choose(plain: bool, term: Option<&str>) -> Self {
        if plain || term == Some("dumb") {
            Self::Lines
        } else {
            Self::Screen
        }
    }
}

/// Which shop is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shop {
    /// The file at this path.
    File(PathBuf),
    /// A throw-away one.
    Demo,
}

/// Reads the words typed.
pub fn front(words: impl IntoIterator<Item = OsString>, keys: KeyTable) -> Front {
    let words: Vec<OsString> = words.into_iter().collect();
    let places = Places::of_platform();
    let settings_file = spoken(&words, "--config")
        .map(PathBuf::from)
        .or_else(|| places.as_ref().map(|places| places.settings.clone()));
    let loaded = settings_file
        .as_deref()
        .map(|path| config::load(path, &keys));
    let mut settings = match &loaded {
        Some(Ok((settings, _))) => settings.clone(),
        Some(Err(_)) | None => Settings::default(),
    };
    settings.presets = settings_file
        .as_deref()
        .and_then(Path::parent)
        .map(|folder| folder.join("presets"));
    let named = spoken(&words, "--lang")
        .and_then(|word| i18n::lang_of(&word.to_string_lossy()))
        .or(settings.language);
    let lang = named.unwrap_or_else(|| of_system(|name| std::env::var(name).ok()));
    let matches = match super::command(lang).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) => return Front::Over(refused(&error, lang)),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return Front::Over(refused(&error, lang)),
    };
    let form = Form::choose(cli.global.json, cli.global.plain);
    let mut out = Out::new(form, strings(lang), Clock::System.now());
    let is_asked = matches!(cli.command, Some(Command::Config(_)));
    if let (Some(loaded), Some(path), false) = (&loaded, &settings_file, is_asked) {
        for text in config::told(out.s, &path.display().to_string(), loaded) {
            out.talk(&text);
        }
    }
    let settled = Settled {
        settings,
        settings_file,
        places,
        keys,
    };
    let front = chosen(cli, lang, settled, out);
    match front {
        Front::Desk(desk) => Front::Desk(Box::new(Desk {
            lang_is_guess: named.is_none(),
            ..*desk
        })),
        front => front,
    }
}

/// What was known before the words were read.
struct Settled {
    settings: Settings,
    settings_file: Option<PathBuf>,
    places: Option<Places>,
    keys: KeyTable,
}

fn chosen(cli: Cli, lang: Lang, settled: Settled, mut out: Out) -> Front {
    let Cli { global, command } = cli;
    let Settled {
        settings,
        settings_file,
        places,
        keys,
    } = settled;
    let shop = match shop(&global, places.as_ref()) {
        Ok(shop) => shop,
        Err(stop) => return Front::Over(super::call::refuse(&mut out, &stop)),
    };
    let entrance = Entrance {
        user: global.user.clone(),
        descriptor: global.passphrase_fd,
    };
    let face = Face::choose(global.plain, std::env::var("TERM").ok().as_deref());
    match command {
        Some(Command::Tour) if !has_terminal() => {
            Front::Over(super::call::refuse(&mut out, &Stop::NoTerminal))
        }
        Some(Command::Tour) => Front::Desk(Box::new(Desk {
            entrance,
            shop: Shop::Demo,
            lang,
            lang_is_guess: false,
            read_only: false,
            face,
            tour: true,
            settings,
        })),
        Some(command) => Front::Command(Box::new(Call {
            command,
            shop,
            is_usual: global.db.is_none(),
            read_only: global.read_only,
            entrance,
            settings,
            places,
            settings_file,
            keys,
            out,
        })),
        None if !has_terminal() => Front::Over(super::call::refuse(&mut out, &Stop::NoTerminal)),
        None => Front::Desk(Box::new(Desk {
            entrance,
            shop,
            lang,
            lang_is_guess: false,
            read_only: global.read_only,
            face,
            tour: false,
            settings,
        })),
    }
}

fn shop(global: &Global, places: Option<&Places>) -> Result<Shop> {
    match (&global.db, places) {
        _ if global.demo => Ok(Shop::Demo),
        (Some(path), _) => Ok(Shop::File(path.clone())),
        (None, Some(places)) => Ok(Shop::File(places.database.clone())),
        (None, None) => Err(Stop::NoHome),
    }
}

fn has_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// The value of a flag that must be known before the words can be read: it decides how they are answered.
fn spoken(words: &[OsString], flag: &str) -> Option<OsString> {
    let mut words = words.iter().take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        if word == flag {
            return words.next().cloned();
        }
        let value = word
            .to_str()
            .and_then(|text| text.strip_prefix(flag)?.strip_prefix('='));
        if let Some(value) = value {
            return Some(value.into());
        }
    }
    None
}

/// The system's language: the first of LC_ALL, LC_MESSAGES and LANG that is set; Chinese when none says.
fn of_system(var: impl Fn(&str) -> Option<String>) -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| var(name).filter(|value| !value.is_empty()))
        .and_then(|value| i18n::lang_of(&value))
        .unwrap_or(Lang::Zh)
}

fn refused(error: &clap::Error, lang: Lang) -> u8 {
    match localise::usage(error, lang) {
        Some(text) => out::say(&text),
        None => {
            if error.print().is_err() {
                // Help to somebody who went away, as in `shuke --help | head`, is no fault.
            }
        }
    }
    if error.use_stderr() {
        Status::Usage as u8
    } else {
        Status::Done as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_heard_before_the_words_are_read() {
        for (line, want) in [
            ("shuke --lang en list", Some("en")),
            ("shuke list --lang=zh", Some("zh")),
            ("shuke list -- --lang en", None),
            ("shuke list", None),
            ("shuke --lang", None),
        ] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(spoken(&words, "--lang"), want.map(OsString::from), "{line}");
        }
    }

    #[test]
    fn a_terminal_that_only_prints_gets_lines() {
        for (plain, term, want) in [
            (false, Some("xterm-256color"), Face::Screen),
            (false, None, Face::Screen),
            (false, Some("dumb"), Face::Lines),
            (true, Some("xterm-256color"), Face::Lines),
        ] {
            assert_eq!(Face::choose(plain, term), want, "{plain} {term:?}");
        }
    }

    #[test]
    fn the_system_says_the_language_and_chinese_is_usual() {
        for (name, value, want) in [
            ("LANG", "en_GB.UTF-8", Lang::En),
            ("LC_ALL", "zh_TW.UTF-8", Lang::Zh),
            ("LANG", "C.UTF-8", Lang::Zh),
            ("LANG", "", Lang::Zh),
        ] {
            let lang = of_system(|asked| (asked == name).then(|| value.to_owned()));
            assert_eq!(lang, want, "{name}={value}");
        }
    }
}
