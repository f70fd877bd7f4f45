//! What our own sheets tell of points, coupons, wishes, memberships, consents, products and levels.

use chrono::NaiveDate;

use super::own::Cells;
use crate::codec::own::day;
use crate::codec::report::Own;
use crate::domain::consent::{Agreed, Purpose};
use crate::domain::coupon::Coupon;
use crate::domain::id::{CouponId, CustomerId, LevelId, ProductId, WantId};
use crate::domain::level::{Level, Membership};
use crate::domain::log_line::Channel;
use crate::domain::money::{Cents, DecimalSign};
use crate::domain::points::Cause;
use crate::domain::product::Product;
use crate::domain::record::{Kept, Moved, Record, Ware};
use crate::domain::want::{Want, Wish};

/// Nobody's number yet: it is given when the row is brought in.
const NOBODY: CustomerId = CustomerId(0);

/// Puts a row about a customer where it belongs; true where it was one of these.
pub fn add(record: &mut Record, own: &Own) -> bool {
    let cells = Cells(own);
    if !cells.text("point_id").is_empty() {
        record.points.extend(moved(&cells));
        return true;
    }
    let said = |name| !cells.text(name).is_empty();
    let kept = match () {
        () if said("coupon_id") => coupon(&cells).map(Kept::Coupon),
        () if said("want_id") => want(&cells).map(Kept::Want),
        () if said("member_id") => member(&cells).map(Kept::Member),
        () if said("agreed_id") => agreed(&cells).map(Kept::Agreed),
        () => return false,
    };
    record.kept.extend(kept);
    true
}

fn on(cells: &Cells, name: &str) -> Option<NaiveDate> {
    day(&cells.text(name))
}

fn cents(cells: &Cells, name: &str) -> Option<i64> {
    Some(Cents::parse(&cells.text(name), DecimalSign::Point)?.0)
}

fn moved(cells: &Cells) -> Option<Moved> {
    Some(Moved {
        key: cells.text("point_id"),
        lot: cells.text("lot_id"),
        day: on(cells, "day")?,
        points: cells.text("points").parse().ok().filter(|n| *n != 0)?,
        cause: Cause::from_code(&cells.text("cause"))?,
        reason: cells.text("points_reason"),
        expires: on(cells, "expires"),
    })
}

fn coupon(cells: &Cells) -> Option<Coupon> {
    Some(Coupon {
        id: CouponId(0),
        customer: NOBODY,
        code: cells.text("code"),
        what: cells.text("good_for"),
        value_cents: cents(cells, "worth").unwrap_or(0),
        issued: on(cells, "issued")?,
        until: on(cells, "until")?,
        used: on(cells, "used_on"),
    })
    .filter(|coupon| !coupon.code.is_empty())
}

fn want(cells: &Cells) -> Option<Want> {
    Some(Want {
        id: WantId(0),
        customer: NOBODY,
        wish: Wish {
            item: cells.text("want"),
            budget_cents: cents(cells, "budget"),
            until: on(cells, "until"),
        },
        day: on(cells, "day")?,
    })
    .filter(|want| !want.wish.item.is_empty())
}

fn member(cells: &Cells) -> Option<Membership> {
    Some(Membership {
        customer: NOBODY,
        level: cells.text("level"),
        since: on(cells, "since")?,
        short_since: None,
        card: cells.text("card"),
    })
}

fn agreed(cells: &Cells) -> Option<Agreed> {
    Some(Agreed {
        id: 0,
        customer: NOBODY,
        purpose: Purpose::from_code(&cells.text("agreed_to"))?,
        channel: Channel::from_code(&cells.text("channel")),
        basis: cells.text("basis"),
        notice: cells.text("notice"),
        at: cells.at("at")?,
        author: cells.text("author"),
        evidence: cells.text("evidence"),
        guardian: cells.text("guardian"),
        withdrawn_at: cells.at("withdrawn_at"),
    })
}

/// A product or a level.
pub fn ware(own: &Own) -> Option<Ware> {
    let cells = Cells(own);
    if !cells.text("level_id").is_empty() {
        return Some(Ware::Level(Level {
            id: LevelId(0),
            name: cells.text("level"),
            at_least: cells.text("at_least").parse().ok()?,
            discount_percent: cells.text("discount").parse().ok()?,
            benefits: cells.text("benefits"),
        }));
    }
    let name = cells.text("product");
    (!name.is_empty()).then(|| {
        Ware::Product(Product {
            id: ProductId(0),
            name,
            category: cells.text("category"),
            alias: cells.text("alias"),
            price_cents: cents(&cells, "price"),
            rebuy_days: cells.text("rebuy_days").parse().ok(),
        })
    })
}
