//! The sentences of refusals that have a noun of their own: fields, ties, companies.

use crate::app::{company, field, relation};
use crate::i18n::Strings;
use crate::i18n::custom::takes;

/// Why a field or a value was refused.
pub(super) fn field(s: &Strings, refusal: &field::Refusal) -> String {
    let c = &s.custom;
    match refusal {
        field::Refusal::Unfit(unfit) => (c.unfit)(*unfit).to_owned(),
        field::Refusal::Taken(name) => (c.taken)(name),
        field::Refusal::Value { field, fault, text } => {
            let wanted = match (c.wants)(*fault) {
                "" => takes(s, &field.shape.of),
                wanted => wanted.to_owned(),
            };
            (c.wrong)(&field.shape.name, &wanted, text)
        }
        field::Refusal::InUse(value) => (c.in_use)(value),
    }
}

/// Why a tie was refused.
pub(super) fn relation(s: &Strings, refusal: &relation::Refusal) -> String {
    let r = &s.relation;
    match refusal {
        relation::Refusal::Oneself => r.oneself.to_owned(),
        relation::Refusal::Already => r.already.to_owned(),
        relation::Refusal::HasReferrer(name) => (r.has_referrer)(name),
        relation::Refusal::Circle => r.circle.to_owned(),
        relation::Refusal::NoReferrer(text) => (r.no_referrer)(text),
        relation::Refusal::Several(text, told) => (r.several)(text, &told.join(s.list_comma)),
    }
}

/// Why a company was refused.
pub(super) fn company(s: &Strings, refusal: &company::Refusal) -> String {
    match refusal {
        company::Refusal::Taken(name) => (s.relation.company_taken)(name),
    }
}
