//! The commands of the desk in lines: a letter, and words in both languages, whichever of them is spoken. Does nothing with them.

use crate::domain::name::Lang;
use crate::i18n::plain::{PlainWords, Said, VerbWords};
use crate::i18n::strings;

/// What a line asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Queue,
    Customers,
    Find,
    Open,
    Profile,
    Timeline,
    Log,
    Done,
    Snooze,
    Schedule,
    Cancel,
    Add,
    Fact,
    Tag,
    Reveal,
    Pin,
    Tier,
    Edit,
    Bad,
    Primary,
    Amend,
    Import,
    Bin,
    Undo,
    Redo,
    More,
    Language,
    Help,
    Quit,
}

/// A command and how it is said.
struct Entry {
    verb: Verb,
    letter: &'static str,
    said: fn(&'static VerbWords) -> &'static Said,
}

const fn entry(
    verb: Verb,
    letter: &'static str,
    said: fn(&'static VerbWords) -> &'static Said,
) -> Entry {
    Entry { verb, letter, said }
}

/// Every command, in the order of the help. Where the screen has a key for the same, the letter is that key.
const VERBS: [Entry; 29] = [
    entry(Verb::Queue, "w", |w| &w.queue),
    entry(Verb::Customers, "c", |w| &w.customers),
    entry(Verb::Find, "/", |w| &w.find),
    entry(Verb::Open, "o", |w| &w.open),
    entry(Verb::Profile, "i", |w| &w.profile),
    entry(Verb::Timeline, "m", |w| &w.timeline),
    entry(Verb::Log, "l", |w| &w.log),
    entry(Verb::Done, "v", |w| &w.done),
    entry(Verb::Snooze, "z", |w| &w.snooze),
    entry(Verb::Schedule, "f", |w| &w.schedule),
    entry(Verb::Cancel, "x", |w| &w.cancel),
    entry(Verb::Add, "a", |w| &w.add),
    entry(Verb::Fact, "p", |w| &w.fact),
    entry(Verb::Tag, "t", |w| &w.tag),
    entry(Verb::Reveal, "r", |w| &w.reveal),
    entry(Verb::Pin, "!", |w| &w.pin),
    entry(Verb::Tier, "$", |w| &w.tier),
    entry(Verb::Edit, "e", |w| &w.edit),
    entry(Verb::Bad, "b", |w| &w.bad),
    entry(Verb::Primary, "k", |w| &w.primary),
    entry(Verb::Amend, "h", |w| &w.amend),
    entry(Verb::Import, "j", |w| &w.import),
    entry(Verb::Bin, "d", |w| &w.bin),
    entry(Verb::Undo, "u", |w| &w.undo),
    entry(Verb::Redo, "y", |w| &w.redo),
    entry(Verb::More, "n", |w| &w.more),
    entry(Verb::Language, "g", |w| &w.language),
    entry(Verb::Help, "?", |w| &w.help),
    entry(Verb::Quit, "q", |w| &w.quit),
];

impl Entry {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        [Lang::Zh, Lang::En]
            .into_iter()
            .flat_map(|lang| (self.said)(&strings(lang).plain.verb).names)
            .copied()
            .chain([self.letter])
    }
}

/// Reads a command and what follows it. A blank between the two is needed after a Latin word only: `查找王芳`, `/wf`, `z3`.
#[must_use]
pub fn parse(line: &str) -> Option<(Verb, &str)> {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let word = word.to_lowercase();
    let named = VERBS
        .iter()
        .find(|entry| entry.names().any(|name| name == word));
    if let Some(entry) = named {
        return Some((entry.verb, rest.trim()));
    }
    VERBS
        .iter()
        .flat_map(|entry| entry.names().map(move |name| (entry.verb, name)))
        .filter_map(|(verb, name)| Some((verb, name, line.strip_prefix(name)?)))
        .filter(|(_, name, rest)| stands_alone(name, rest))
        .max_by_key(|(_, name, _)| name.len())
        .map(|(verb, _, rest)| (verb, rest.trim()))
}

/// Whether a name ends where it ends although no blank follows.
fn stands_alone(name: &str, rest: &str) -> bool {
    let is_letter = name.len() == 1 && name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_word = name.len() > 1 && name.is_ascii();
    !is_word && (!is_letter || rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The help: every command with its letter, what it takes and what it does.
pub fn help(words: &'static PlainWords) -> impl Iterator<Item = String> {
    VERBS.iter().map(|entry| {
        let said = (entry.said)(&words.verb);
        let name = said.names.first().copied().unwrap_or(entry.letter);
        let takes = match said.takes {
            "" => String::new(),
            takes => format!(" <{takes}>"),
        };
        format!(
            "{name} [{}]{takes}{}{}",
            entry.letter, words.colon, said.does
        )
    })
}

/// How a question asks for what a command takes.
#[must_use]
pub fn takes(verb: Verb, words: &'static PlainWords) -> &'static str {
    VERBS
        .iter()
        .find(|entry| entry.verb == verb)
        .map_or("", |entry| (entry.said)(&words.verb).takes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_command_is_understood_in_either_language_and_by_its_letter() {
        for (line, verb, rest) in [
            ("queue", Verb::Queue, ""),
            ("跟进", Verb::Queue, ""),
            ("W", Verb::Queue, ""),
            ("FIND wang fang", Verb::Find, "wang fang"),
            ("查找王芳", Verb::Find, "王芳"),
            ("/wf", Verb::Find, "wf"),
            ("z3", Verb::Snooze, "3"),
            ("推迟3", Verb::Snooze, "3"),
            ("l 电话 已接", Verb::Log, "电话 已接"),
            ("记录　电话", Verb::Log, "电话"),
            ("?", Verb::Help, ""),
        ] {
            assert_eq!(parse(line), Some((verb, rest)), "{line}");
        }
        for line in ["", "quitter", "lx", "王芳", "findwang", "12"] {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn no_two_commands_are_said_alike() {
        let mut seen = BTreeSet::new();
        for entry in &VERBS {
            let own: BTreeSet<&str> = entry.names().collect();
            for name in own {
                assert!(seen.insert(name), "{name} is said twice");
            }
        }
    }
}
