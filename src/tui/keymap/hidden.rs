//! Keys of the settings file that lie one over the other: what holds nearer hides what holds around it, and its owner should know.

use super::map::{Taken, clash};
use super::{BINDINGS, Scope};
use crate::config::{Warning, Wrong};

/// A warning for every key that the file has put over another, or under one.
pub(super) fn warnings(taken: &[Taken]) -> Vec<Warning> {
    let mut found = Vec::new();
    for (outer, outer_line, key) in taken {
        for (inner, inner_line, other) in taken {
            let (outer, inner) = (&BINDINGS[*outer], &BINDINGS[*inner]);
            let Some(line) = outer_line.or(*inner_line) else {
                continue;
            };
            // One action under one key twice, as `Home` of a list, is no surprise.
            if inner.action != outer.action
                && lies_in(inner.scope, outer.scope)
                && clash(key, other)
            {
                found.push(Warning {
                    line,
                    what: Wrong::Hidden {
                        key: key.clone(),
                        action: outer.name(),
                        by: inner.name(),
                    },
                });
            }
        }
    }
    found
}

/// Whether keys of `inner` are heard before those of `outer` somewhere.
fn lies_in(inner: Scope, outer: Scope) -> bool {
    use Scope::{Customers, Desk, Global, List, Log, Menu, Profile, Queue, Scripts};
    let is_pane = matches!(inner, Customers | Profile | Log | Queue);
    match outer {
        Global => inner != Global,
        Desk => is_pane || inner == List,
        List => is_pane,
        Menu => inner == Scripts,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Keymap;
    use super::*;
    use crate::config;

    fn hidden(text: &str) -> Vec<(usize, String, String)> {
        let (settings, wrong) = config::read(text);
        assert_eq!(wrong, []);
        let warnings = Keymap::resolved(&settings.keys).1;
        let parts = warnings
            .into_iter()
            .filter_map(|warning| match warning.what {
                Wrong::Hidden { action, by, .. } => Some((warning.line, action, by)),
                _ => None,
            });
        parts.collect()
    }

    #[test]
    fn a_key_under_or_over_another_is_told_with_the_line_that_did_it() {
        let told = |line, action: &str, by: &str| (line, action.to_owned(), by.to_owned());
        assert_eq!(hidden("[keys]\nundo = \"s\"\n"), [told(2, "undo", "sort")]);
        assert_eq!(hidden("[keys]\nsort = \"u\"\n"), [told(2, "undo", "sort")]);
        assert_eq!(
            hidden("[keys]\nsort = \"g\"\n").len(),
            5,
            "all that begins with it"
        );
    }

    #[test]
    fn keys_of_different_panes_and_those_given_up_hide_nothing() {
        for text in [
            "",
            "[keys]\nsort = \"z\"\n",
            "[keys]\nundo = \"s\"\nsort = \"Alt-s\"\n",
        ] {
            assert_eq!(hidden(text), [], "{text}");
        }
    }
}
