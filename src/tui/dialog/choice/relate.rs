//! The questions about ties and about the shop's own fields.

use super::{Answer, Choice, Choosable, Say, word};
use crate::app::op::Op;
use crate::app::{field, relation};
use crate::domain::custom::Custom;
use crate::domain::id::CustomerId;
use crate::domain::relation::Role;

const KEYS: [&str; Role::ALL.len()] = ["1", "2", "3", "4", "5", "6", "7", "8"];

impl Choice {
    /// "The other one is their …": with one other customer marked, the answer is enough; else it is asked who.
    #[must_use]
    pub fn relate(customer: CustomerId, marked: &[CustomerId]) -> Self {
        let others: Vec<CustomerId> = marked
            .iter()
            .copied()
            .filter(|other| *other != customer)
            .collect();
        let options = Role::ALL.into_iter().zip(KEYS).map(|(role, key)| {
            let label: Say = Box::new(move |s| (s.relation.role)(role).to_owned());
            let answer = match others.as_slice() {
                [other] => Answer::run(Op::Relation(relation::Op::Add {
                    customer,
                    other: *other,
                    role,
                })),
                _ => Answer::Relate(customer, role),
            };
            Choosable::new(key, label, answer)
        });
        Self::of(word(|s| s.relation.title), options.collect())
    }

    /// "Remove the field and what customers hold in it?"
    #[must_use]
    pub fn remove_field(field: &Custom) -> Self {
        let name = field.shape.name.clone();
        let remove = Op::Field(field::Op::Remove(field.id));
        Self::of(
            Box::new(move |s| (s.custom.remove)(&name)),
            vec![
                Choosable::new("y", word(|s| s.custom.yes_remove), Answer::run(remove)),
                Choosable::new("n", word(|s| s.desk.choice.no), Answer::Nothing),
            ],
        )
    }
}
