//! The data dictionary: every kept field, what it may hold, who sees it and how long it stays. Read off the column table, so that it cannot
//! be out of date. Reads no file.

use crate::domain::contact::Method;
use crate::domain::customer::{Basis, Consent, Tier};
use crate::domain::dictionary::{Seen, Stays};
use crate::domain::rule::State;
use crate::domain::tag::Colour;
use crate::i18n::Strings;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::name::Lang;
    use crate::i18n::strings;

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
