//! Recording what was bought and what was given back, and with it the product, the points and the level that come of it.

use super::{Done, Error, Result, Work, level, points, product};
use crate::domain::customer::line;
use crate::domain::id::{CustomerId, PurchaseId};
use crate::domain::kind::Kind;
use crate::domain::purchase::{Bought, Purchase};
use crate::store;

/// A write to the purchases.
#[derive(Debug, Clone)]
pub enum Op {
    /// A negative amount gives money back for the newest purchase of that item.
    Add {
        customer: CustomerId,
        bought: Bought,
    },
    /// Everything of one sale.
    AddAll {
        customer: CustomerId,
        bought: Vec<Bought>,
    },
    /// Gives money back: so many minor units, or all that is left of it.
    Refund {
        id: PurchaseId,
        amount_cents: Option<i64>,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } | Self::AddAll { .. } => "purchase.add",
            Self::Refund { .. } => "purchase.refund",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Add { customer, bought } => {
                add_all(work, *customer, std::slice::from_ref(bought))
            }
            Self::AddAll { customer, bought } => add_all(work, *customer, bought),
            Self::Refund { id, amount_cents } => {
                let of = store::purchase::get(work.db, *id)?
                    .filter(|row| row.refunds.is_none() && row.bought.amount_cents >= 0)
                    .ok_or(Error::NotFound(Kind::Purchase))?;
                let (_, back) = store::purchase::refunded(work.db, *id)?;
                let left = of.bought.amount_cents - back;
                let today = work.now.today();
                let bought = Bought {
                    day: today,
                    amount_cents: -amount_cents.unwrap_or(left),
                    ..of.bought.clone()
                };
                refund(work, &of, bought)?;
                level::look_at(work, of.customer)?;
                Ok(Done::about(of.customer))
            }
        }
    }
}

fn add_all(work: &mut Work, customer: CustomerId, all: &[Bought]) -> Result<Done> {
    super::customer::require(work, customer)?;
    if all.is_empty() {
        return Err(Error::NothingSaid);
    }
    for bought in all {
        let bought = Bought {
            item: line(&bought.item),
            pay_method: line(&bought.pay_method),
            source_id: line(&bought.source_id),
            ..bought.clone()
        };
        if bought.item.is_empty() {
            return Err(Error::NothingSaid);
        }
        if bought.amount_cents < 0 {
            let of = store::purchase::refundable(work.db, customer, &bought.item)?
                .ok_or_else(|| Error::NothingBought(bought.item.clone()))?;
            refund(work, &of, bought)?;
        } else {
            add(work, customer, bought)?;
        }
    }
    level::look_at(work, customer)?;
    Ok(Done::about(customer))
}

fn add(work: &mut Work, customer: CustomerId, bought: Bought) -> Result<()> {
    product::on_the_shelf(work, &bought)?;
    let id = PurchaseId(work.id());
    let (day, cents) = (bought.day, bought.amount_cents);
    let row = Purchase {
        id,
        customer,
        bought,
        refunds: None,
    };
    store::purchase::insert(work.db, &row)?;
    points::earn(work, customer, id, day, cents)?;
    points::reward(work, customer, day)
}

/// How many go back with so much money, of a purchase of which some went back before. With the last money go the last of the goods; a
/// part of the money says how many only where it comes out even.
pub(super) fn units_of(of: &Purchase, cents: i64, (units_back, cents_back): (i64, i64)) -> i64 {
    if cents == of.bought.amount_cents - cents_back {
        return of.bought.quantity_milli - units_back;
    }
    let units = i128::from(of.bought.quantity_milli) * i128::from(cents)
        / i128::from(of.bought.amount_cents.max(1));
    i64::try_from(units)
        .ok()
        .filter(|units| units % 1_000 == 0)
        .unwrap_or(0)
}

/// Writes the negative row; `bought` says how much in negative minor units. Never more than was bought.
fn refund(work: &mut Work, of: &Purchase, bought: Bought) -> Result<()> {
    let (units_back, cents_back) = store::purchase::refunded(work.db, of.id)?;
    let left_cents = of.bought.amount_cents - cents_back;
    let amount = bought.amount_cents.saturating_neg();
    if amount <= 0 || amount > left_cents {
        return Err(Error::OverRefund {
            item: of.bought.item.clone(),
            left_cents,
        });
    }
    let units = units_of(of, amount, (units_back, cents_back));
    let row = Purchase {
        id: PurchaseId(work.id()),
        customer: of.customer,
        bought: Bought {
            item: of.bought.item.clone(),
            quantity_milli: -units,
            source_id: String::new(),
            ..bought
        },
        refunds: Some(of.id),
    };
    store::purchase::insert(work.db, &row)?;
    points::give_back(work, of, cents_back + amount)
}
