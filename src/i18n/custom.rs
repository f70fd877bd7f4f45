//! What is said about the shop's own fields, about ties between customers, companies and sources; one struct a noun.

use super::{Strings, label};
use crate::domain::custom::value::truth;
use crate::domain::custom::{Fault, Held, Holding, Secrecy, Type, Unfit};
use crate::domain::money::{Cents, DecimalSign};
use crate::domain::relation::{Named, Role};

/// Texts about the shop's own fields.
pub struct CustomWords {
    pub name: &'static str,
    pub of: &'static str,
    pub choices: &'static str,
    pub secrecy: &'static str,
    pub purpose: &'static str,
    pub sensitive: &'static str,
    pub text: &'static str,
    pub number: &'static str,
    pub money: &'static str,
    pub date: &'static str,
    pub list: &'static str,
    pub bool: &'static str,
    pub link: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub unfit: fn(Unfit) -> &'static str,
    pub taken: fn(&str) -> String,
    /// The field, what it takes, and what was typed.
    pub wrong: fn(&str, &str, &str) -> String,
    pub wants: fn(Fault) -> &'static str,
    pub in_use: fn(&str) -> String,
    /// The usual ways customers come to a shop.
    pub sources: &'static [&'static str],
    pub title: &'static str,
    pub add: &'static str,
    pub add_hint: &'static str,
    pub purpose_title: fn(&str) -> String,
    pub purpose_hint: &'static str,
    pub empty: &'static str,
    pub value_hint: fn(&str) -> String,
    pub remove: fn(&str) -> String,
    pub yes_remove: &'static str,
}

/// Texts about ties, companies and sources.
pub struct RelationWords {
    pub other: &'static str,
    pub role: fn(Role) -> &'static str,
    pub title: &'static str,
    /// The question after a role is chosen.
    pub who: fn(&str) -> String,
    pub who_hint: &'static str,
    pub oneself: &'static str,
    pub already: &'static str,
    pub has_referrer: fn(&str) -> String,
    pub circle: &'static str,
    pub no_referrer: fn(&str) -> String,
    pub several: fn(&str, &str) -> String,
    pub company_taken: fn(&str) -> String,
    pub company_title: fn(&str) -> String,
    pub no_company: &'static str,
    pub contacts: &'static str,
    pub rename_company: &'static str,
    pub rename_hint: &'static str,
    pub note_company: &'static str,
    pub note_hint: &'static str,
    /// Contacts, spend, last contact.
    pub company_sum: fn(i64, &str, &str) -> String,
    pub source_title: &'static str,
    pub referral_title: &'static str,
    pub unknown_source: &'static str,
    pub buyers: &'static str,
    pub repeat_rate: &'static str,
    pub revenue: &'static str,
    pub brought: &'static str,
    pub source_note: &'static str,
    pub nobody_brought: &'static str,
    pub reward_label: &'static str,
    /// Points given for bringing others, and how many of those bought: the cost of one of them.
    pub reward: fn(i64, i64) -> String,
    pub brought_whom: &'static str,
    pub has_bought: &'static str,
    pub not_bought: &'static str,
}

/// What a type is called.
#[must_use]
pub fn of_type(s: &Strings, of: &Type) -> &'static str {
    let c = &s.custom;
    match of {
        Type::Text => c.text,
        Type::Number => c.number,
        Type::Money => c.money,
        Type::Date => c.date,
        Type::List(_) => c.list,
        Type::Bool => c.bool,
        Type::Link => c.link,
    }
}

/// What a field takes: its type, and the choices of a list.
#[must_use]
pub fn takes(s: &Strings, of: &Type) -> String {
    match of {
        Type::List(choices) => choices.join(s.list_comma),
        of => of_type(s, of).to_owned(),
    }
}

/// A kept value in words.
#[must_use]
pub fn value(s: &Strings, of: &Type, kept: &str) -> String {
    match of {
        Type::Money => Cents::parse(kept, DecimalSign::Point)
            .map_or_else(|| kept.to_owned(), |cents| label::money(s, cents.0)),
        Type::Bool => match truth(kept) {
            Some(true) => s.custom.yes.to_owned(),
            Some(false) => s.custom.no.to_owned(),
            None => kept.to_owned(),
        },
        _ => kept.to_owned(),
    }
}

/// What a customer holds in a field, in words; empty for nothing.
#[must_use]
pub fn holding(s: &Strings, holding: &Holding) -> String {
    match &holding.held {
        Held::Nothing => String::new(),
        Held::Masked => MASK.to_owned(),
        Held::Value(kept) => value(s, &holding.field.shape.of, kept),
    }
}

/// What stands for a sensitive value.
pub const MASK: &str = "****";

/// Somebody named, with what tells them from others of that name.
#[must_use]
pub fn named(who: &Named) -> String {
    if who.apart.is_empty() {
        who.name.clone()
    } else {
        format!("{} ({})", who.name, who.apart)
    }
}

/// A share of so many: `42 % (n=12)`; nothing of nobody.
#[must_use]
pub fn rate(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return String::new();
    }
    format!("{}% (n={whole})", (part * 100 + whole / 2) / whole)
}

/// Whether a field is sensitive, in a word; empty if not.
#[must_use]
pub fn secrecy(s: &Strings, secrecy: Secrecy) -> &'static str {
    match secrecy {
        Secrecy::Open => "",
        Secrecy::Sensitive => s.custom.sensitive,
    }
}
