//! What the screen says about copying, ready-made texts, the editor and unsaved text, as a struct of texts.

use crate::domain::draft::Place;

/// Texts about what leaves the desk as text, and what comes into it.
pub struct ScriptWords {
    /// The question of what to copy.
    pub copy_what: &'static str,
    /// What was copied, and how much of it may be said.
    pub copied: fn(&str, &str) -> String,
    pub copy_failed: &'static str,
    pub copy_off: &'static str,
    pub copy_gone: &'static str,
    pub title: &'static str,
    pub none: &'static str,
    pub preview: &'static str,
    /// How often a script was used.
    pub uses: fn(i64) -> String,
    /// How many of so many uses were answered.
    pub answered: fn(i64, i64) -> String,
    pub new_title: &'static str,
    pub edit_title: &'static str,
    pub code_hint: &'static str,
    pub blanks_hint: &'static str,
    pub delete: fn(&str) -> String,
    pub yes_delete: &'static str,
    /// The blanks that are still to be filled.
    pub to_fill: fn(&str) -> String,
    pub fill_title: fn(&str) -> String,
    pub fill_hint: &'static str,
    pub must_fill: &'static str,
    pub too_many: fn(usize) -> String,
    pub do_not_contact: &'static str,
    /// The question whether to log what was just copied.
    pub log_it: &'static str,
    pub log_yes: &'static str,
    pub log_no: &'static str,
    pub editor_failed: fn(&str) -> String,
    pub editor_kept: &'static str,
    /// The question of an unsaved text: what it is, about whom, from when.
    pub unsaved: fn(&str, &str, &str) -> String,
    pub resume: &'static str,
    pub drop: &'static str,
    pub place: fn(Place) -> &'static str,
}
