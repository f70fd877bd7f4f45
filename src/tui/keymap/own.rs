//! Programs of the user's own in the table of keys: a row each, which holds in every pane. Runs none.

use super::map::{Bound, Keymap, Name, can_be_a_command, clash};
use super::{Action, Hint, Scope, canonical};
use crate::config::{Command, Warning, Wrong};

impl Keymap {
    /// The table with a row for each command, and what is wrong with their keys. A key that means something in any pane stays
    /// with that; the command is then reached by its name.
    #[must_use]
    pub fn with_own(mut self, commands: &[Command]) -> (Self, Vec<Warning>) {
        let mut warnings = Vec::new();
        for (number, command) in (0..=u8::MAX).zip(commands) {
            let key = match command.key.as_deref().map(|key| self.free(command, key)) {
                Some(Ok(key)) => Some(key),
                Some(Err(what)) => {
                    warnings.push(Warning {
                        line: command.line,
                        what,
                    });
                    None
                }
                None => None,
            };
            self.rows.push(Bound {
                keys: key.into_iter().collect(),
                scope: Scope::Desk,
                action: Action::Own(number),
                hint: Hint::Help,
                name: Name::Own(command.name.clone()),
            });
        }
        (self, warnings)
    }

    /// The key as the table writes it, if nothing else in the panes has it.
    fn free(&self, command: &Command, written: &str) -> Result<String, Wrong> {
        let action = command.name.clone();
        let key = canonical(written).filter(|key| can_be_a_command(key, Scope::Desk));
        let Some(key) = key else {
            let key = written.to_owned();
            return Err(Wrong::NoKey { action, key });
        };
        let other = self
            .of_the_desk()
            .find(|row| row.keys.iter().any(|has| clash(has, &key)));
        match other {
            Some(row) => Err(Wrong::Taken {
                key,
                action,
                by: row.code(),
            }),
            None => Ok(key),
        }
    }
}

impl Bound {
    fn code(&self) -> String {
        match &self.name {
            Name::Words(_) => self.action.code().to_owned(),
            Name::Own(name) => name.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Meaning;
    use super::*;
    use crate::config;

    fn with(text: &str) -> (Keymap, Vec<Warning>) {
        let (settings, warnings) = config::read(text);
        assert_eq!(warnings, []);
        let (map, warnings) = Keymap::resolved(&settings.keys);
        assert_eq!(warnings, []);
        map.with_own(&settings.commands)
    }

    fn command(key: &str) -> String {
        format!("[[command]]\nname = \"label\"\nrun = \"label\"\nkey = \"{key}\"\n")
    }

    #[test]
    fn a_command_has_its_key_in_every_pane_and_nowhere_else() {
        let (map, warnings) = with(&format!("{}{}", command("Alt-k"), command("Alt-j 1")));
        assert_eq!(warnings, []);
        for pane in [Scope::Queue, Scope::Customers, Scope::Profile, Scope::Log] {
            let scopes = [pane, Scope::List, Scope::Desk, Scope::Global];
            assert_eq!(
                map.meaning("Alt-k", &scopes),
                Some(Meaning::Action(Action::Own(0)))
            );
            assert_eq!(map.meaning("Alt-j", &scopes), Some(Meaning::Prefix));
        }
        assert_eq!(map.meaning("Alt-k", &[Scope::Prompt, Scope::Global]), None);
    }

    #[test]
    fn a_key_that_is_taken_stays_and_the_command_is_still_there() {
        for key in ["j", "u", "s", "z", "g", "q", "ctrl-c", "hyper-x", "g g x"] {
            let (map, warnings) = with(&command(key));
            assert_eq!(warnings.len(), 1, "{key}: {warnings:?}");
            let row = map.of_the_desk().last().expect("a row");
            assert_eq!((row.action, row.keys.len()), (Action::Own(0), 0), "{key}");
        }
        let (_, warnings) = with(&format!("{}{}", command("Alt-k"), command("Alt-k")));
        assert_eq!(warnings.len(), 1, "two commands");
        let (_, warnings) = with(&format!("{}[keys]\nsort = []\n", command("s")));
        assert_eq!(warnings, [], "given up by the other");
    }
}
