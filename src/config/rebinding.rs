//! `[keys]` of the settings file: which action is to have which keys. Judges neither: the table of keys does.

use toml::de::{DeTable, DeValue};

use super::{Warning, Wrong, line_of};

/// An action and the keys that shall mean it, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebinding {
    /// From 1.
    pub line: usize,
    pub action: String,
    pub keys: Vec<String>,
}

/// Reads the table, which begins at `line`; an entry that cannot be used is named and the others still hold.
pub(super) fn read(
    text: &str,
    line: usize,
    value: &DeValue,
    found: &mut Vec<Rebinding>,
    warnings: &mut Vec<Warning>,
) {
    match value.as_table() {
        Some(table) => read_table(text, table, "", found, warnings),
        None => warnings.push(Warning {
            line,
            what: wrong(),
        }),
    }
}

/// `menu.down = "j"` stands in a table of its own: an action's name may have a place before it.
fn read_table(
    text: &str,
    table: &DeTable,
    place: &str,
    found: &mut Vec<Rebinding>,
    warnings: &mut Vec<Warning>,
) {
    for (name, value) in table {
        let action = format!("{place}{}", name.get_ref());
        let line = line_of(text, Some(name.span()));
        match value.get_ref() {
            DeValue::Table(inner) if place.is_empty() => {
                read_table(text, inner, &format!("{action}."), found, warnings);
            }
            value => match keys(value) {
                Some(keys) => found.push(Rebinding { line, action, keys }),
                None => warnings.push(Warning {
                    line,
                    what: wrong(),
                }),
            },
        }
    }
}

fn keys(value: &DeValue) -> Option<Vec<String>> {
    match value {
        DeValue::Array(list) => list
            .iter()
            .map(|key| key.get_ref().as_str().map(str::to_owned))
            .collect(),
        one => one.as_str().map(|key| vec![key.to_owned()]),
    }
}

fn wrong() -> Wrong {
    Wrong::Value {
        name: "keys",
        takes: "action = \"key\", action = [\"key\", \"key\"]",
    }
}

#[cfg(test)]
mod tests {
    use crate::config;

    #[test]
    fn a_bad_entry_is_named_and_the_others_hold() {
        let text = "[keys]\nundo = \"z\"\nsort = 5\nmenu.down = [\"Ctrl-n\"]\nredo = []\n";
        let (settings, warnings) = config::read(text);
        let mut read: Vec<(usize, &str, usize)> = settings
            .keys
            .iter()
            .map(|one| (one.line, one.action.as_str(), one.keys.len()))
            .collect();
        read.sort_unstable();
        assert_eq!(read, [(2, "undo", 1), (4, "menu.down", 1), (5, "redo", 0)]);
        assert_eq!(warnings.iter().map(|w| w.line).collect::<Vec<_>>(), [3]);
    }
}
