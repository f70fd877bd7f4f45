//! The points ledger in SQLite: rows are added, never changed. What may be added is decided in `domain::points`.

use rusqlite::{Connection, Row, named_params};

use super::{Result, value};
use crate::domain::id::{CustomerId, PointId, PurchaseId};
use crate::domain::points::{Cause, Entry, Ledger};

fn row_to_entry(row: &Row) -> Result<Entry> {
    Ok(Entry {
        id: row.get("id")?,
        customer: row.get("customer_id")?,
        lot: row.get("lot_id")?,
        day: value::day(row, "point", "day")?,
        points: row.get("points")?,
        cause: value::word(row, "point", "cause", Cause::from_code)?,
        reason: row.get("reason")?,
        expires: value::maybe(row, "point", "expires", |text| text.parse().ok())?,
        purchase: row.get::<_, Option<PurchaseId>>("purchase_id")?,
        cancels: row.get::<_, Option<PointId>>("cancels")?,
    })
}

/// A customer's ledger, in the order in which its rows came.
///
/// # Errors
/// Only what SQLite says.
pub fn ledger(db: &Connection, customer: CustomerId) -> Result<Ledger> {
    let rows: Result<Vec<Entry>> = db
        .prepare_cached(
            "SELECT id, customer_id, lot_id, day, points, cause, reason, expires, purchase_id, cancels FROM point
             WHERE customer_id = ?1 ORDER BY id",
        )?
        .query_and_then([customer], row_to_entry)?
        .collect();
    Ok(Ledger(rows?))
}

/// Adds a row.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, entry: &Entry) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO point (id, customer_id, lot_id, day, points, cause, reason, expires, purchase_id, cancels)
         VALUES (:id, :customer, :lot, :day, :points, :cause, :reason, :expires, :purchase, :cancels)",
    )?
    .execute(named_params! {
        ":id": entry.id, ":customer": entry.customer, ":lot": entry.lot, ":day": value::day_text(entry.day),
        ":points": entry.points, ":cause": entry.cause.code(), ":reason": entry.reason,
        ":expires": entry.expires.map(value::day_text), ":purchase": entry.purchase, ":cancels": entry.cancels,
    })?;
    Ok(())
}

/// Whether somebody has had their reward for bringing a newcomer, whose id is the reason of the row.
///
/// # Errors
/// Only what SQLite says.
pub fn has_rewarded(db: &Connection, referrer: CustomerId, newcomer: CustomerId) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM point WHERE customer_id = ?1 AND cause = ?2 AND reason = ?3)",
        )?
        .query_row(
            rusqlite::params![referrer, Cause::Referral.code(), newcomer.0.to_string()],
            |row| row.get(0),
        )?)
}

/// Settles a row that is taken back, or brings it back if it was: the ledger only grows.
pub(super) fn take_back(db: &Connection, row: i64, id: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO point (id, customer_id, lot_id, day, points, cause, reason, expires, purchase_id, cancels)
         SELECT ?2, customer_id, lot_id, day, -points, ?3, reason, NULL, purchase_id, coalesce(cancels, id) FROM point WHERE id = ?1",
    )?
    .execute(rusqlite::params![row, id, Cause::TakenBack.code()])?;
    Ok(())
}

/// The first customer of whom more was spent of a lot than it ever had: what gave those points must stay.
///
/// # Errors
/// Only what SQLite says.
pub fn overdrawn(db: &Connection, customers: &[CustomerId]) -> Result<Option<CustomerId>> {
    let mut lots = db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM point WHERE customer_id = ?1 GROUP BY lot_id HAVING sum(points) < 0)",
    )?;
    for customer in customers {
        if lots.query_row([customer], |row| row.get(0))? {
            return Ok(Some(*customer));
        }
    }
    Ok(None)
}

/// Drops the settled rows of customers that are no more.
pub(super) fn drop_orphans(db: &Connection) -> Result<()> {
    db.prepare_cached("DELETE FROM point WHERE customer_id NOT IN (SELECT id FROM customer)")?
        .execute([])?;
    Ok(())
}

/// Which rows of the ledger stand: neither taken back nor settling one that was. All others are no part of the shop's state.
pub(super) const STANDING: &str = "WHERE cancels IS NULL AND (SELECT coalesce(sum(c.points), 0) FROM point c WHERE c.cancels = point.id) = 0";
