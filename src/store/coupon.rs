//! Coupons in SQLite. That one is redeemed twice is refused by the file itself.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, named_params, params};

use super::{Result, value};
use crate::domain::coupon::Coupon;
use crate::domain::id::{CouponId, CustomerId};

const SELECT: &str =
    "SELECT c.id, c.customer_id, c.code, c.what, c.value_cents, c.issued, c.until, u.day AS used FROM coupon c
     LEFT JOIN coupon_use u ON u.coupon_id = c.id";

fn row_to_coupon(row: &Row) -> Result<Coupon> {
    Ok(Coupon {
        id: row.get("id")?,
        customer: row.get("customer_id")?,
        code: row.get("code")?,
        what: row.get("what")?,
        value_cents: row.get("value_cents")?,
        issued: value::day(row, "coupon", "issued")?,
        until: value::day(row, "coupon", "until")?,
        used: value::maybe(row, "coupon_use", "used", |text| text.parse().ok())?,
    })
}

/// A customer's coupons, those that end soonest first.
///
/// # Errors
/// Only what SQLite says.
pub fn of_customer(db: &Connection, customer: CustomerId) -> Result<Vec<Coupon>> {
    db.prepare_cached(&format!(
        "{SELECT} WHERE c.customer_id = ?1 ORDER BY c.until, c.id"
    ))?
    .query_and_then([customer], row_to_coupon)?
    .collect()
}

/// The coupon of that code.
///
/// # Errors
/// Only what SQLite says.
pub fn coded(db: &Connection, code: &str) -> Result<Option<Coupon>> {
    let mut statement = db.prepare_cached(&format!("{SELECT} WHERE c.code = ?1"))?;
    let mut rows = statement.query_and_then([code], row_to_coupon)?;
    rows.next().transpose()
}

/// Coupons not used whose last day lies between two, the soonest first.
///
/// # Errors
/// Only what SQLite says.
pub fn ending(db: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<(Coupon, String)>> {
    db.prepare_cached(
        "SELECT c.id, c.customer_id, c.code, c.what, c.value_cents, c.issued, c.until, NULL AS used, customer.name FROM coupon c
         JOIN customer ON customer.id = c.customer_id AND customer.deleted_at IS NULL
         WHERE c.until BETWEEN ?1 AND ?2 AND NOT EXISTS (SELECT 1 FROM coupon_use u WHERE u.coupon_id = c.id)
         ORDER BY c.until, c.id",
    )?
    .query_and_then(params![value::day_text(from), value::day_text(to)], |row| {
        Ok((row_to_coupon(row)?, row.get("name")?))
    })?
    .collect()
}

/// Adds a coupon.
///
/// # Errors
/// `Constraint` when the code is taken.
pub fn insert(db: &Connection, coupon: &Coupon) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO coupon (id, customer_id, code, what, value_cents, issued, until) VALUES (:id, :customer, :code, :what, :value, :issued, :until)",
    )?
    .execute(named_params! {
        ":id": coupon.id, ":customer": coupon.customer, ":code": coupon.code, ":what": coupon.what, ":value": coupon.value_cents,
        ":issued": value::day_text(coupon.issued), ":until": value::day_text(coupon.until),
    })?;
    Ok(())
}

/// Notes that a coupon was redeemed; `row` is the id of the new row.
///
/// # Errors
/// `Constraint` when it was before.
pub fn redeem(db: &Connection, row: i64, coupon: &Coupon, day: NaiveDate) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO coupon_use (id, customer_id, coupon_id, day) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        row,
        coupon.customer,
        CouponId(coupon.id.0),
        value::day_text(day)
    ])?;
    Ok(())
}
