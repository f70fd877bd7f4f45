//! What customers wait for: noting it, and letting it go.

use super::{App, Done, Error, Result, Work};
use crate::domain::customer::line;
use crate::domain::id::{CustomerId, WantId};
use crate::domain::kind::Kind;
use crate::domain::want::{Want, Wish};
use crate::store;

/// The longest wish, in characters.
const ITEM_MAX: usize = 100;

/// A write to the wants.
#[derive(Debug, Clone)]
pub enum Op {
    Add {
        customer: CustomerId,
        wish: Wish,
    },
    /// It was met, or is not wanted any more.
    Remove(WantId),
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "want.add",
            Self::Remove(_) => "want.remove",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Add { customer, wish } => {
                super::customer::require(work, *customer)?;
                let item = line(&wish.item);
                if item.is_empty() {
                    return Err(Error::NothingSaid);
                }
                if item.chars().count() > ITEM_MAX {
                    return Err(Error::TooLong { limit: ITEM_MAX });
                }
                let want = Want {
                    id: WantId(work.id()),
                    customer: *customer,
                    wish: Wish {
                        item,
                        ..wish.clone()
                    },
                    day: work.now.today(),
                };
                store::want::insert(work.db, &want)?;
                Ok(Done::about(*customer))
            }
            Self::Remove(id) => {
                let want = store::want::get(work.db, *id)?.ok_or(Error::NotFound(Kind::Want))?;
                store::want::delete(work.db, *id)?;
                Ok(Done::about(want.customer))
            }
        }
    }
}

impl App {
    /// Who waits for something like this product, with their names; what is of no use any more is left out.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn waiting_for(
        &self,
        product: &str,
        price_cents: Option<i64>,
    ) -> Result<Vec<(Want, String)>> {
        let today = self.now().today();
        let mut all = store::want::all(&self.db)?;
        all.retain(|(want, _)| want.is_open(today) && want.fits(product, price_cents));
        Ok(all)
    }
}
