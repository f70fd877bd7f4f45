//! What is said about what the shop asks of its records: pick-lists, and what must be filled in.

use super::Strings;
use crate::domain::filter::field;
use crate::domain::standard::{Listed, Refusal};

/// Texts about the shop's standard.
pub struct StandardWords {
    /// What is lacking, and of whom it is asked; blank for everyone.
    pub lacking: fn(&str, &str) -> String,
    /// How many of how many lack what, and of whom it is asked; blank for everyone.
    pub lacking_among: fn(usize, usize, &str, &str) -> String,
    /// In a preview: so many stay as they are for want of it.
    pub left: fn(usize, &str, &str) -> String,
    /// The field, what was typed, and what its list has.
    pub off_list: fn(&str, &str, &str) -> String,
    /// The field, what was typed, and what the shop wants.
    pub unlike: fn(&str, &str, &str) -> String,
    pub unshapable: fn(&str) -> String,
    /// The field, and the expression that cannot be read.
    pub unread: fn(&str, &str) -> String,
    pub no_pattern: fn(&str) -> String,
    /// In the data dictionary, before what a text must be like.
    pub like: fn(&str) -> String,
    /// The part of a setting that says nothing.
    pub unknown: fn(&str) -> String,
    pub empty_list: fn(&str) -> String,
    /// Beside a field that must be filled in, and for whom.
    pub must: fn(&str) -> String,
    /// The counter of those who lack something.
    pub counter: &'static str,
    /// Why a row of a file was refused.
    pub reject: fn(&str) -> String,
    pub no_setting: fn(&str) -> String,
    pub set_hint: &'static str,
}

/// What a listed text is called.
#[must_use]
pub fn listed(s: &Strings, of: Listed) -> &'static str {
    match of {
        Listed::Source => s.field.source,
        Listed::City => s.field.city,
        Listed::Title => s.field.title,
    }
}

/// Why a record or a setting was refused.
#[must_use]
pub fn refusal(s: &Strings, refusal: &Refusal) -> String {
    let w = &s.standard;
    match refusal {
        Refusal::Lacking(one) => (w.lacking)(&one.name(s.lang), one.whom(s.lang)),
        Refusal::LackingAmong { one, count, of } => {
            (w.lacking_among)(*count, *of, &one.name(s.lang), one.whom(s.lang))
        }
        Refusal::OffList { of, text, values } => {
            (w.off_list)(listed(s, *of), text, &values.join(s.list_comma))
        }
        Refusal::Unlike { of, text, wants } => (w.unlike)(&of.name(s.lang), text, wants),
        Refusal::Unshapable(name) => (w.unshapable)(name),
        Refusal::Unread { name, pattern } => (w.unread)(name, pattern),
        Refusal::NoPattern(text) => (w.no_pattern)(text),
        Refusal::Unknown(text) => (w.unknown)(text),
        Refusal::EmptyList(of) => (w.empty_list)(listed(s, *of)),
    }
}

/// Why a row of a file was refused that lacks this, as the report keeps it.
#[must_use]
pub fn lacking(s: &Strings, what: &str) -> String {
    let name = what.split('@').next().unwrap_or_default();
    let facet = field::facet_named(name);
    (s.standard.reject)(facet.map_or(name, |facet| field::facet_word(facet, s.lang)))
}
