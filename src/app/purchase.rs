//! Recording what was bought.

use super::{Done, Error, Result, Work};
use crate::domain::customer::line;
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
