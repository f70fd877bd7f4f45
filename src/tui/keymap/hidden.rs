//! Keys of the settings file that lie one over the other: what holds nearer hides what holds around it, and its owner should know.

use super::map::{Taken, clash};
use super::{BINDINGS, Scope};
use crate::config::{Warning, Wrong};

/// A warning for every key that the file has put over another, or under one; the first such other is named.
pub(super) fn warnings(taken: &[Taken]) -> Vec<Warning> {
    let given = taken.iter().filter_map(|one| one.1.map(|line| (line, one)));
    given
        .filter_map(|(line, one)| {
            let earlier = |other: &Taken| other.1.is_some_and(|at| at < line);
            let mut others = taken.iter().filter(|other| !earlier(other));
            let what = others.find_map(|other| hides(one, other).or_else(|| hides(other, one)))?;
            Some(Warning { line, what })
        })
        .collect()
}

/// The inner key hides the outer one.
fn hides((inner, _, key): &Taken, (outer, _, under): &Taken) -> Option<Wrong> {
    let (inner, outer) = (&BINDINGS[*inner], &BINDINGS[*outer]);
    // Neither one action under one key in two places nor what the table itself has so is a surprise.
    let is_own = inner.keys.contains(&key.as_str()) && outer.keys.contains(&under.as_str());
    let hides = !is_own
        && inner.action != outer.action
        && lies_in(inner.scope, outer.scope)
        && clash(key, under);
    hides.then(|| Wrong::Hidden {
        key: under.clone(),
        action: outer.name(),
        by: inner.name(),
    })
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
            1,
            "the first of many"
        );
        let both = "[keys]\nundo = \"Alt-x\"\nsort = \"Alt-x\"\n";
        assert_eq!(hidden(both), [told(2, "undo", "sort")], "once");
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
