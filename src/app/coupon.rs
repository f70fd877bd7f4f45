//! Coupons: issuing and redeeming them.

use chrono::NaiveDate;

use super::{Done, Error, Result, Work};
use crate::domain::coupon::{self, Coupon};
use crate::domain::customer::line;
use crate::domain::id::{CouponId, CustomerId};
use crate::store;
use crate::vault;

/// What a coupon is good for, in characters at most.
const WHAT_MAX: usize = 100;

/// A write to the coupons.
#[derive(Debug, Clone)]
pub enum Op {
    Issue {
        customer: CustomerId,
        what: String,
        /// 0 where that is not a sum of money.
        value_cents: i64,
        until: NaiveDate,
    },
    /// By its code, however that is written.
    Redeem { code: String },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Issue { .. } => "coupon.issue",
            Self::Redeem { .. } => "coupon.redeem",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Issue {
                customer,
                what,
                value_cents,
                until,
            } => issue(work, *customer, what, *value_cents, *until),
            Self::Redeem { code } => redeem(work, code),
        }
    }
}

fn issue(
    work: &mut Work,
    customer: CustomerId,
    what: &str,
    value_cents: i64,
    until: NaiveDate,
) -> Result<Done> {
    super::customer::require(work, customer)?;
    let what = line(what);
    if what.is_empty() {
        return Err(Error::NothingSaid);
    }
    if what.chars().count() > WHAT_MAX {
        return Err(Error::TooLong { limit: WHAT_MAX });
    }
    let issued = work.now.today();
    if until < issued {
        return Err(Error::CouponOver(until));
    }
    let [a, b, c, d, e, ..] = vault::random().map_err(|_| Error::NoRandom)?;
    let coupon = Coupon {
        id: CouponId(work.id()),
        customer,
        code: coupon::code([a, b, c, d, e]),
        what,
        value_cents: value_cents.max(0),
        issued,
        until,
        used: None,
    };
    store::coupon::insert(work.db, &coupon)?;
    Ok(Done::about(customer))
}

fn redeem(work: &mut Work, typed: &str) -> Result<Done> {
    let code = coupon::read(typed).ok_or(Error::NoCoupon)?;
    let coupon = store::coupon::coded(work.db, &code)?.ok_or(Error::NoCoupon)?;
    let today = work.now.today();
    match coupon.used {
        Some(day) => Err(Error::CouponUsed(day)),
        None if today > coupon.until => Err(Error::CouponOver(coupon.until)),
        None => {
            let row = work.id();
            store::coupon::redeem(work.db, row, &coupon, today)?;
            Ok(Done::about(coupon.customer))
        }
    }
}
