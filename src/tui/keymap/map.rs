//! The table as it holds on this desk: the rows of `BINDINGS` with the keys the settings file gives them. A slip there is a warning
//! and leaves the default in force.

use super::{Action, BINDINGS, Binding, Hint, Scope, canonical, hidden, scope_label};
use crate::config::{Command, Rebinding, Warning, Wrong, nearest};
use crate::i18n::Strings;
use crate::i18n::desk::ActionWords;

/// A row of the table as it holds here; it has no keys where they were taken away.
#[derive(Clone)]
pub struct Bound {
    pub keys: Vec<String>,
    pub scope: Scope,
    pub action: Action,
    pub hint: Hint,
    pub(super) name: Name,
}

/// What a row is called.
#[derive(Clone)]
pub(super) enum Name {
    Words(fn(&ActionWords) -> &'static str),
    /// As the user has named it.
    Own(String),
}

/// What a key that was typed means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Action(Action),
    /// The first of two keys.
    Prefix,
}

/// The table as it holds on this desk.
#[derive(Clone)]
pub struct Keymap {
    pub(super) rows: Vec<Bound>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::resolved(&[]).0
    }
}

/// A key that a row has, and the line of the settings file that gave it: the row's place, the line, the key.
pub(super) type Taken = (usize, Option<usize>, String);

/// What a row shall have: the keys, and the line of the settings file that says so.
pub(super) struct Claim {
    pub row: usize,
    pub keys: Vec<String>,
    pub line: Option<usize>,
}

impl Keymap {
    /// The table with the settings file's changes, and what was wrong with them. Where two rows of one place claim a key, the one
    /// the file names wins; leaving the desk wins over all.
    #[must_use]
    pub fn resolved(changes: &[Rebinding]) -> (Self, Vec<Warning>) {
        let mut warnings = Vec::new();
        let mut claims = claims(changes, &mut warnings);
        claims.sort_by_key(|claim| {
            let quits = BINDINGS[claim.row].action == Action::Quit;
            (!quits, claim.line.is_none(), claim.row)
        });
        let mut taken: Vec<Taken> = Vec::new();
        let mut rows: Vec<(usize, Bound)> = Vec::new();
        for Claim { row, keys, line } in claims {
            let binding = &BINDINGS[row];
            let mut kept = Vec::new();
            for key in keys {
                let other = taken.iter().find(|(by, _, other)| {
                    BINDINGS[*by].scope == binding.scope && clash(other, &key)
                });
                if let Some((by, its_line, _)) = other {
                    warnings.push(Warning {
                        line: line.or(*its_line).unwrap_or(1),
                        what: Wrong::Taken {
                            key,
                            action: binding.name(),
                            by: BINDINGS[*by].name(),
                        },
                    });
                } else {
                    taken.push((row, line, key.clone()));
                    kept.push(key);
                }
            }
            rows.push((row, Bound::of(binding, kept)));
        }
        rows.sort_by_key(|(row, _)| *row);
        warnings.extend(hidden::warnings(&taken));
        warnings.sort_by_key(|warning| warning.line);
        let rows = rows.into_iter().map(|(_, bound)| bound).collect();
        (Self { rows }, warnings)
    }

    /// What was typed means where these scopes hold, the innermost first.
    #[must_use]
    pub fn meaning(&self, typed: &str, scopes: &[Scope]) -> Option<Meaning> {
        scopes.iter().find_map(|scope| {
            let mut here = self.rows.iter().filter(|row| row.scope == *scope);
            let begins = |key: &str| behind(key, typed).is_some();
            here.find_map(|row| {
                match row.keys_in(scopes).find(|key| *key == typed || begins(key)) {
                    Some(key) if key == typed => Some(Meaning::Action(row.action)),
                    Some(_) => Some(Meaning::Prefix),
                    None => None,
                }
            })
        })
    }

    /// The keys that may follow the first of two, and what each then means; the innermost scope first.
    #[must_use]
    pub fn continuations(&self, first: &str, scopes: &[Scope]) -> Vec<(String, Bound)> {
        let mut found: Vec<(String, Bound)> = Vec::new();
        for row in self.holding(scopes) {
            for next in row.keys_in(scopes).filter_map(|key| behind(key, first)) {
                if !found.iter().any(|(key, _)| key == next) {
                    found.push((next.to_owned(), row.clone()));
                }
            }
        }
        found
    }

    /// The rows that hold in these scopes and have a key, the innermost first.
    pub fn holding<'a>(&'a self, scopes: &'a [Scope]) -> impl Iterator<Item = &'a Bound> + 'a {
        scopes.iter().flat_map(move |scope| {
            self.rows
                .iter()
                .filter(move |row| row.scope == *scope && row.keys_in(scopes).next().is_some())
        })
    }

    /// The keys that reach a row where these scopes hold: no nearer scope has them for something else.
    pub fn keys_here<'a>(
        &'a self,
        row: &'a Bound,
        scopes: &'a [Scope],
    ) -> impl Iterator<Item = &'a str> + 'a {
        let nearer = scopes.iter().take_while(|scope| **scope != row.scope);
        let nearer: Vec<&Bound> = nearer
            .flat_map(|scope| self.rows.iter().filter(move |other| other.scope == *scope))
            .collect();
        let is_hidden = move |key: &&str| {
            let mut keys = nearer.iter().flat_map(|other| &other.keys);
            keys.any(|other| clash(other, key))
        };
        row.keys_in(scopes).filter(move |key| !is_hidden(key))
    }

    /// A text with the keys it names as they are here: `‹undo›` stands for the first key of that row of the table. A row that has lost
    /// its keys is named as the palette lists it.
    #[must_use]
    pub fn told(&self, text: &str, w: &ActionWords) -> String {
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, name, after)) = marked(rest) {
            told.push_str(before);
            match self.rows.iter().find(|row| row.is_named(name)) {
                Some(row) => match row.keys.first() {
                    Some(key) => told.push_str(&key.replace(' ', "")),
                    None => told.push_str(&self.by_palette(row.label(w))),
                },
                None => told.push_str(&rest[before.len()..rest.len() - after.len()]),
            }
            rest = after;
        }
        told + rest
    }

    /// How something without a key is reached.
    fn by_palette(&self, label: &str) -> String {
        let palette = self.rows.iter().find(|row| row.action == Action::Palette);
        let key = palette.and_then(|row| row.keys.first());
        format!("{}{label}", key.map_or("", String::as_str))
    }

    /// What can be done from the panes, with or without a key, in the order of the table.
    pub fn of_the_desk(&self) -> impl Iterator<Item = &Bound> {
        self.rows.iter().filter(|row| !row.scope.is_inner())
    }
}

/// What stands before the first marked key, its name, and what stands behind.
fn marked(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('‹')?;
    let (name, after) = rest.split_once('›')?;
    Some((before, name, after))
}

/// Every name of a key that a text marks.
pub fn named_in(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, name, after) = marked(rest)?;
        rest = after;
        Some(name)
    })
}

/// A text as this settings file has its keys.
#[must_use]
pub fn told(s: &Strings, changes: &[Rebinding], text: &str) -> String {
    Keymap::resolved(changes).0.told(text, &s.desk.action)
}

/// The keys of every row: those the file asks for, where it can have them, else the table's own.
fn claims(changes: &[Rebinding], warnings: &mut Vec<Warning>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = BINDINGS
        .iter()
        .enumerate()
        .map(|(row, binding)| Claim {
            row,
            keys: binding.keys.iter().map(|key| (*key).to_owned()).collect(),
            line: None,
        })
        .collect();
    for change in changes {
        match asked(change) {
            Ok((row, keys, wrong)) => {
                let is_good = wrong.is_empty() || !keys.is_empty();
                warnings.extend(wrong.into_iter().map(|what| Warning {
                    line: change.line,
                    what,
                }));
                if is_good {
                    claims[row].keys = keys;
                    claims[row].line = Some(change.line);
                }
            }
            Err(what) => warnings.push(Warning {
                line: change.line,
                what,
            }),
        }
    }
    claims
}

/// The row that is meant, the keys it can have, and what is wrong with the others.
fn asked(change: &Rebinding) -> Result<(usize, Vec<String>, Vec<Wrong>), Wrong> {
    let row = BINDINGS
        .iter()
        .position(|binding| binding.name() == change.action)
        .ok_or_else(|| no_action(&change.action))?;
    let binding = &BINDINGS[row];
    if change.keys.is_empty() && binding.action == Action::Quit {
        return Err(Wrong::Needed {
            action: change.action.clone(),
        });
    }
    let (mut keys, mut wrong) = (Vec::new(), Vec::new());
    for written in &change.keys {
        match canonical(written).filter(|key| can_be_a_command(key, binding.scope)) {
            Some(key) if keys.contains(&key) => {}
            Some(key) => keys.push(key),
            None => wrong.push(Wrong::NoKey {
                action: change.action.clone(),
                key: written.clone(),
            }),
        }
    }
    Ok((row, keys, wrong))
}

fn no_action(name: &str) -> Wrong {
    let names: Vec<String> = BINDINGS.iter().map(Binding::name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Wrong::NoAction {
        name: name.to_owned(),
        nearest: nearest(name, &names).map(str::to_owned),
    }
}

/// Where text is typed, a character is text.
pub(super) fn can_be_a_command(key: &str, scope: Scope) -> bool {
    !scope.is_typed_in() || !is_text_key(key)
}

/// Whether a key begins with a character.
fn is_text_key(key: &str) -> bool {
    let first = key.split(' ').next().unwrap_or(key);
    first.chars().count() == 1 || first == "Space"
}

/// What follows the first key in a key of two.
fn behind<'a>(key: &'a str, first: &str) -> Option<&'a str> {
    key.strip_prefix(first)?.strip_prefix(' ')
}

pub(super) fn clash(one: &str, other: &str) -> bool {
    one == other || behind(one, other).is_some() || behind(other, one).is_some()
}

/// What is wrong with the settings file's keys.
#[must_use]
pub fn check(changes: &[Rebinding], commands: &[Command]) -> Vec<Warning> {
    let (map, mut warnings) = Keymap::resolved(changes);
    warnings.extend(map.with_own(commands).1);
    warnings
}

/// The whole table in words: where a key holds, the key, what it does. `shuke keys` and the README print it.
#[must_use]
pub fn lines(
    s: &Strings,
    changes: &[Rebinding],
    commands: &[Command],
) -> Vec<(String, String, String)> {
    let map = Keymap::resolved(changes).0.with_own(commands).0;
    let rows = Scope::ALL
        .iter()
        .flat_map(|scope| map.holding(std::slice::from_ref(scope)));
    rows.map(|row| {
        (
            scope_label(&s.desk.scope, row.scope).to_owned(),
            row.shown(),
            row.label(&s.desk.action).to_owned(),
        )
    })
    .collect()
}

/// Every row of the table as the settings file would say it: its name, its keys, what it does.
#[must_use]
pub fn defaults(s: &Strings) -> Vec<(String, &'static [&'static str], &'static str)> {
    BINDINGS
        .iter()
        .map(|row| (row.name(), row.keys, (row.label)(&s.desk.action)))
        .collect()
}

impl Bound {
    fn of(binding: &Binding, keys: Vec<String>) -> Self {
        Self {
            keys,
            scope: binding.scope,
            action: binding.action,
            hint: binding.hint,
            name: Name::Words(binding.label),
        }
    }

    /// Whether the settings file calls it so.
    fn is_named(&self, name: &str) -> bool {
        let row = |binding: &&Binding| (binding.scope, binding.action) == (self.scope, self.action);
        BINDINGS
            .iter()
            .find(row)
            .is_some_and(|binding| binding.name() == name)
    }

    /// What it is called.
    #[must_use]
    pub fn label<'a>(&'a self, w: &ActionWords) -> &'a str {
        match &self.name {
            Name::Words(words) => words(w),
            Name::Own(name) => name,
        }
    }

    /// The keys that mean it where these scopes hold.
    pub fn keys_in<'a>(&'a self, scopes: &'a [Scope]) -> impl Iterator<Item = &'a str> + 'a {
        let inner = scopes.first().filter(|scope| scope.takes_text());
        let is_text = inner.is_some() && self.scope == Scope::Global;
        let keys = self.keys.iter().map(String::as_str);
        keys.filter(move |key| !is_text || !is_text_key(key))
    }

    /// The keys side by side; two that are pressed one after the other stand together.
    #[must_use]
    pub fn shown(&self) -> String {
        self.shown_in(&[])
    }

    /// The same, of the keys that mean it where these scopes hold.
    #[must_use]
    pub fn shown_in(&self, scopes: &[Scope]) -> String {
        let keys: Vec<String> = self
            .keys_in(scopes)
            .map(|key| key.replace(' ', ""))
            .collect();
        keys.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(line: usize, action: &str, keys: &[&str]) -> Rebinding {
        Rebinding {
            line,
            action: action.to_owned(),
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        }
    }

    const QUEUE: [Scope; 4] = [Scope::Queue, Scope::List, Scope::Desk, Scope::Global];

    fn means(map: &Keymap, key: &str) -> Option<Meaning> {
        map.meaning(key, &QUEUE)
    }

    #[test]
    fn without_changes_the_table_holds_as_it_is() {
        let (map, warnings) = Keymap::resolved(&[]);
        assert_eq!(warnings, []);
        for (row, binding) in map.rows.iter().zip(BINDINGS) {
            assert_eq!(row.keys, binding.keys);
        }
    }

    #[test]
    fn a_key_that_is_given_to_an_action_takes_the_place_of_its_own() {
        let (map, warnings) = Keymap::resolved(&[change(2, "undo", &["ctrl-c", "F9", "g z"])]);
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert_eq!(means(&map, "F9"), Some(Meaning::Action(Action::Undo)));
        assert_eq!(means(&map, "g z"), Some(Meaning::Action(Action::Undo)));
        assert_eq!(means(&map, "u"), None);
        assert_eq!(means(&map, "g"), Some(Meaning::Prefix));
    }

    #[test]
    fn an_inner_scope_is_heard_first_and_the_pop_up_lists_all() {
        let map = Keymap::default();
        let next: Vec<(String, Action)> = map
            .continuations("g", &QUEUE)
            .into_iter()
            .map(|(key, row)| (key, row.action))
            .collect();
        assert_eq!(next[0], ("g".to_owned(), Action::Home));
        assert!(next.contains(&("q".to_owned(), Action::GoQueue)));
        let chords = BINDINGS.iter().filter(|row| {
            QUEUE.contains(&row.scope) && row.keys.iter().any(|key| key.starts_with("g "))
        });
        assert_eq!(next.len(), chords.count());
    }

    #[test]
    fn slips_are_warnings_that_name_line_and_nearest() {
        let wrong = |changes: &[Rebinding]| Keymap::resolved(changes).1;
        let text = str::to_owned;
        assert_eq!(
            wrong(&[change(4, "unod", &["w"])]),
            [Warning {
                line: 4,
                what: Wrong::NoAction {
                    name: text("unod"),
                    nearest: Some(text("undo"))
                }
            }]
        );
        assert_eq!(
            wrong(&[
                change(5, "menu.down", &["j"]),
                change(6, "redo", &["hyper-x"])
            ]),
            [
                Warning {
                    line: 5,
                    what: Wrong::NoKey {
                        action: text("menu.down"),
                        key: text("j")
                    }
                },
                Warning {
                    line: 6,
                    what: Wrong::NoKey {
                        action: text("redo"),
                        key: text("hyper-x")
                    }
                },
            ]
        );
        assert_eq!(
            wrong(&[change(7, "undo", &["a"])]),
            [Warning {
                line: 7,
                what: Wrong::Taken {
                    key: text("a"),
                    action: text("add"),
                    by: text("undo")
                }
            }]
        );
        assert_eq!(
            wrong(&[change(8, "quit", &[])]),
            [Warning {
                line: 8,
                what: Wrong::Needed {
                    action: text("quit")
                }
            }]
        );
    }

    #[test]
    fn two_swapped_keys_are_no_conflict_and_quit_never_loses_its_key() {
        let swapped = [change(1, "undo", &["a"]), change(2, "add", &["u"])];
        let (map, warnings) = Keymap::resolved(&swapped);
        assert_eq!(warnings, []);
        assert_eq!(means(&map, "u"), Some(Meaning::Action(Action::Add)));
        let (map, warnings) =
            Keymap::resolved(&[change(1, "undo", &["q"]), change(2, "redo", &[])]);
        assert_eq!(warnings.len(), 1);
        assert_eq!(means(&map, "q"), Some(Meaning::Action(Action::Quit)));
        assert_eq!(means(&map, "Ctrl-r"), None, "taken away");
    }

    #[test]
    fn a_key_cannot_be_a_command_and_begin_one() {
        let (map, warnings) = Keymap::resolved(&[change(3, "down", &["g"])]);
        assert!(matches!(warnings[0].what, Wrong::Taken { .. }));
        assert_eq!(warnings.len(), 2, "it also hides `g q` around it");
        assert_eq!(means(&map, "g"), Some(Meaning::Action(Action::Down)));
    }
}
