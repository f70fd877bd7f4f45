//! What can be done to a customer's likes, taboos and needs.

use super::{Done, Error, Result, Work};
use crate::domain::clean;
use crate::domain::fact::{Fact, Leaning};
use crate::domain::id::{CustomerId, FactId};
use crate::domain::kind::Kind;
use crate::store;

/// The longest fact, in characters.
const FACT_MAX: usize = 200;

/// A write to the facts about a customer.
#[derive(Debug, Clone)]
pub enum Op {
    Add {
        customer: CustomerId,
        leaning: Leaning,
        text: String,
    },
    Remove(FactId),
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "fact.add",
            Self::Remove(_) => "fact.remove",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Add {
                customer,
                leaning,
                text,
            } => add(work, *customer, *leaning, text),
            Self::Remove(id) => {
                let fact = store::fact::get(work.db, *id)?.ok_or(Error::NotFound(Kind::Fact))?;
                store::fact::delete(work.db, *id)?;
                Ok(Done::about(fact.customer))
            }
        }
    }
}

fn add(work: &mut Work, customer: CustomerId, leaning: Leaning, text: &str) -> Result<Done> {
    super::customer::require(work, customer)?;
    let text = clean::clean_line(text).trim().to_owned();
    if text.is_empty() {
        return Err(Error::NothingSaid);
    }
    if text.chars().count() > FACT_MAX {
        return Err(Error::TooLong { limit: FACT_MAX });
    }
    let id = FactId(work.id());
    let fact = Fact {
        id,
        customer,
        leaning,
        text,
        source: work.author.clone(),
        day: work.now.today(),
    };
    store::fact::insert(work.db, &fact)?;
    Ok(Done::about(customer))
}
