//! Recording what was bought.

use super::{Done, Error, Result, Work};
use crate::domain::clean;
use crate::domain::customer::NAME_MAX;
use crate::domain::id::{CustomerId, PurchaseId};
use crate::domain::purchase::{Bought, Purchase};
use crate::store;

/// A write to the purchases.
#[derive(Debug, Clone)]
pub enum Op {
    Add {
        customer: CustomerId,
        bought: Bought,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "purchase.add",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        let Self::Add { customer, bought } = self;
        super::customer::require(work, *customer)?;
        let line = |text: &str| {
            clean::clean_line(text)
                .trim()
                .chars()
                .take(NAME_MAX)
                .collect::<String>()
        };
        let item = line(&bought.item);
        if item.is_empty() {
            return Err(Error::NothingSaid);
        }
        let id = PurchaseId(work.id());
        let bought = Bought {
            item,
            pay_method: line(&bought.pay_method),
            source_id: line(&bought.source_id),
            ..bought.clone()
        };
        store::purchase::insert(
            work.db,
            &Purchase {
                id,
                customer: *customer,
                bought,
            },
        )?;
        Ok(Done::about(*customer))
    }
}
