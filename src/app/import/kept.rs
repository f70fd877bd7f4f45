//! Bringing in what the shop keeps beside the log: coupons, wishes, memberships, consents, points, products, levels. What is there already
//! stays as it is.

use std::collections::HashMap;

use crate::app::{Result, Work};
use crate::domain::consent::Agreed;
use crate::domain::coupon::Coupon;
use crate::domain::id::{CouponId, CustomerId, LevelId, OfferId, PointId, ProductId, WantId};
use crate::domain::level::{Level, Membership};
use crate::domain::offer::Offer;
use crate::domain::points::Entry;
use crate::domain::product::Product;
use crate::domain::record::{Kept, Moved, Ware};
use crate::domain::want::Want;
use crate::store::{self, Db};

/// Whether the customer's file does not have it yet.
pub(super) fn is_news(db: &Db, customer: CustomerId, kept: &Kept) -> Result<bool> {
    Ok(match kept {
        Kept::Coupon(coupon) => store::coupon::coded(db, &coupon.code)?.is_none(),
        Kept::Want(want) => !store::want::of_customer(db, customer)?
            .iter()
            .any(|known| known.wish == want.wish && known.day == want.day),
        Kept::Member(_) => store::level::held(db, customer)?.is_none(),
        Kept::Agreed(agreed) => !store::consent::of_customer(db, customer)?
            .iter()
            .any(|known| known.purpose == agreed.purpose && known.at == agreed.at),
        Kept::Offer(offer) => !store::offer::is_kept(db, customer, offer)?,
    })
}

/// Adds it under a number of this desk.
pub(super) fn put(work: &mut Work, id: i64, customer: CustomerId, kept: &Kept) -> Result<()> {
    match kept {
        Kept::Coupon(coupon) => {
            // Of a code that two rows claim, the first keeps it.
            if store::coupon::coded(work.db, &coupon.code)?.is_some() {
                return Ok(());
            }
            let coupon = Coupon {
                id: CouponId(id),
                customer,
                ..coupon.clone()
            };
            store::coupon::insert(work.db, &coupon)?;
            if let Some(day) = coupon.used {
                store::coupon::redeem(work.db, work.id(), &coupon, day)?;
            }
        }
        Kept::Want(want) => store::want::insert(
            work.db,
            &Want {
                id: WantId(id),
                customer,
                ..want.clone()
            },
        )?,
        Kept::Member(member) => {
            let member = Membership {
                customer,
                ..member.clone()
            };
            store::level::hold(work.db, id, &member)?;
        }
        Kept::Offer(offer) => store::offer::insert(
            work.db,
            &Offer {
                id: OfferId(id),
                customer,
                ..offer.clone()
            },
        )?,
        Kept::Agreed(agreed) => {
            let agreed = Agreed {
                id,
                customer,
                ..agreed.clone()
            };
            store::consent::insert(work.db, &agreed)?;
            if let Some(at) = agreed.withdrawn_at {
                store::consent::withdraw(work.db, customer, agreed.purpose, at)?;
            }
        }
    }
    Ok(())
}

/// Adds the rows of a ledger, each under its lot.
pub(super) fn move_points(work: &mut Work, customer: CustomerId, moved: &[Moved]) -> Result<()> {
    let mut lots: HashMap<&str, PointId> = HashMap::new();
    for row in moved {
        let id = PointId(work.id());
        let lot = match lots.get(row.lot.as_str()) {
            Some(lot) => *lot,
            // A draw whose lot the file does not have would take from nothing.
            None if row.lot != row.key || row.points < 0 => continue,
            None => id,
        };
        lots.insert(&row.key, lot);
        let entry = Entry {
            id,
            customer,
            lot,
            day: row.day,
            points: row.points,
            cause: row.cause,
            reason: row.reason.clone(),
            expires: row.expires,
            purchase: None,
            cancels: None,
        };
        store::points::insert(work.db, &entry)?;
    }
    Ok(())
}

/// Adds products and levels that the shop does not have.
pub(super) fn stock(work: &mut Work, wares: &[Ware]) -> Result<()> {
    for ware in wares {
        match ware {
            Ware::Product(product) => {
                if store::product::named(work.db, &product.name)?.is_some() {
                    continue;
                }
                let mut product = Product {
                    id: ProductId(work.id()),
                    ..product.clone()
                };
                if !product.alias.is_empty()
                    && store::product::alias_is_taken(work.db, &product.alias, &product.name)?
                {
                    product.alias.clear();
                }
                store::product::insert(work.db, &product)?;
            }
            Ware::Level(level) => {
                let clashes =
                    |known: &Level| known.name == level.name || known.at_least == level.at_least;
                if store::level::all(work.db)?.iter().any(clashes) {
                    continue;
                }
                let level = Level {
                    id: LevelId(work.id()),
                    ..level.clone()
                };
                store::level::put(work.db, &level)?;
            }
        }
    }
    Ok(())
}
