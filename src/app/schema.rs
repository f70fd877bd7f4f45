//! The data dictionary: every kept field, what it may hold, who sees it and how long it stays. Read off the column table, so that it cannot
//! be out of date. Reads no file.

use super::answer::Lists;
use crate::domain::contact::Method;
use crate::domain::custom::Secrecy;
use crate::domain::customer::{Basis, Consent, Tier};
use crate::domain::dictionary::{Seen, Stays};
use crate::domain::filter::field::{self, Facet};
use crate::domain::name::Lang;
use crate::domain::rule::State;
use crate::domain::standard::{Asked, Listed};
use crate::domain::tag::Colour;
use crate::i18n::custom::takes;
use crate::i18n::{Strings, strings};
use crate::store::column::{Column, Owner, Privacy, TABLES, Table};

/// One field.
#[derive(Clone, Copy)]
pub struct Entry {
    pub table: &'static Table,
    pub column: &'static Column,
}

/// Every field, table by table.
pub fn entries() -> impl Iterator<Item = Entry> {
    TABLES.iter().flat_map(|table| {
        let columns = table.columns.iter();
        columns.map(move |column| Entry { table, column })
    })
}

impl Entry {
    /// `customer.city`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}.{}", self.table.name, self.column.name)
    }

    /// What people call it.
    #[must_use]
    pub fn meaning(&self, s: &Strings) -> &'static str {
        (self.column.label)(s)
    }

    /// The only words it may hold; empty where any text, number or day will do.
    #[must_use]
    pub fn allowed(&self) -> Vec<&'static str> {
        match (self.table.name, self.column.name) {
            ("customer", "legal_basis") => Basis::ALL.map(Basis::code).to_vec(),
            ("customer", "tier_pin") => Tier::ALL.map(Tier::code).to_vec(),
            ("customer", "consent") => [Consent::Open, Consent::Withdrawn]
                .map(Consent::code)
                .to_vec(),
            ("contact", "method") => Method::ALL.map(Method::code).to_vec(),
            ("contact", "reach") => vec!["good", "bad"],
            ("rule", "state") => [State::On, State::Off].map(State::code).to_vec(),
            ("tag", "colour") => Colour::ALL.map(Colour::code).to_vec(),
            _ => Vec::new(),
        }
    }

    #[must_use]
    pub fn seen(&self) -> Seen {
        match (self.table.name, self.column.name, self.column.privacy) {
            ("contact", "value", _) => Seen::Masked,
            (_, _, Privacy::Personal) => Seen::Personal,
            (_, _, Privacy::Plain) => Seen::Everyone,
        }
    }

    #[must_use]
    pub fn stays(&self) -> Stays {
        match self.table.owner {
            Owner::Itself | Owner::Column | Owner::Pair => Stays::WithCustomer,
            Owner::Shop => Stays::WithShop,
        }
    }
}

/// One field as this shop has it, in words.
pub struct Line {
    pub name: String,
    pub zh: String,
    pub en: String,
    /// The only words it may hold, or what its list offers.
    pub allowed: Vec<String>,
    /// Of whom it must be filled in.
    pub must: Option<String>,
    pub seen: Seen,
    pub stays: Stays,
}

/// Every field, those of the shop's own last, with what the shop asks of them.
#[must_use]
pub fn lines(lists: &Lists, s: &Strings) -> Vec<Line> {
    let (zh, en) = (strings(Lang::Zh), strings(Lang::En));
    let kept = entries().map(|entry| {
        let name = entry.name();
        Line {
            zh: entry.meaning(zh).to_owned(),
            en: entry.meaning(en).to_owned(),
            allowed: match listed(&name) {
                Some(of) => lists.standard.list(of).values(),
                None => entry.allowed().into_iter().map(str::to_owned).collect(),
            }
            .into_iter()
            .chain(like(&name, lists, s))
            .collect(),
            must: must(&name, lists, s),
            seen: entry.seen(),
            stays: entry.stays(),
            name,
        }
    });
    let own = lists.fields.iter().map(|field| {
        let (name, shape) = (format!("own.{}", field.shape.name), &field.shape);
        Line {
            zh: shape.name.clone(),
            en: shape.name.clone(),
            allowed: std::iter::once(takes(s, &shape.of))
                .chain(like(&name, lists, s))
                .collect(),
            must: must(&name, lists, s),
            seen: match shape.secrecy {
                Secrecy::Open => Seen::Personal,
                Secrecy::Sensitive => Seen::Masked,
            },
            stays: Stays::WithCustomer,
            name,
        }
    });
    kept.chain(own).collect()
}

fn listed(name: &str) -> Option<Listed> {
    Listed::ALL
        .into_iter()
        .find(|of| name.strip_prefix("customer.") == Some(of.code()))
}

/// Whether the field of that name holds what is asked for.
fn holds(name: &str, asked: &Asked) -> bool {
    match asked {
        Asked::Own(own) => name.strip_prefix("own.") == Some(own.shape.name.as_str()),
        Asked::Part(Facet::Phone | Facet::WeChat | Facet::Email) => name == "contact.value",
        Asked::Part(Facet::Tag) => name == "tag.name",
        Asked::Part(facet) => {
            name.strip_prefix("customer.") == Some(field::facet_word(*facet, Lang::En))
        }
    }
}

/// What the texts of the field of that name must be like.
fn like(name: &str, lists: &Lists, s: &Strings) -> Vec<String> {
    let patterns = lists.standard.patterns.iter();
    let of_it = patterns.filter(|one| holds(name, &one.of));
    let told = of_it.map(|one| match &one.of {
        Asked::Part(Facet::WeChat | Facet::Email) => {
            (s.standard.like)(&format!("{} {}", one.of.name(s.lang), one.wants()))
        }
        _ => (s.standard.like)(&one.wants()),
    });
    told.collect()
}

/// Of whom the field of that name must be filled in.
fn must(name: &str, lists: &Lists, s: &Strings) -> Option<String> {
    let required = lists.standard.required.iter();
    let asked = required.filter(|one| holds(name, &one.asked));
    let told = asked.map(|one| match (&one.asked, one.whom(s.lang)) {
        (Asked::Part(Facet::Phone | Facet::WeChat | Facet::Email), whom) => {
            format!("{} {}", one.name(s.lang), (s.standard.must)(whom))
        }
        (_, whom) => (s.standard.must)(whom),
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(s.list_comma))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_meaning_in_both_languages_and_numbers_are_masked() {
        for entry in entries() {
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(entry.meaning(strings(lang)), "", "{}", entry.name());
            }
        }
        let value = entries().find(|entry| entry.name() == "contact.value");
        assert_eq!(value.map(|entry| entry.seen()), Some(Seen::Masked));
    }
}
