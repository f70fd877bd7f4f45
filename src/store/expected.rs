//! When buyers may need a thing again, in SQLite: derived, untracked, put anew with a customer's other derived data. Reckons nothing.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::{Result, value};
use crate::domain::id::{CustomerId, OpId};
use crate::insight::rebuy::Rebuy;

/// What somebody may need again, and who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    pub customer: CustomerId,
    pub name: String,
    pub tier: i64,
    pub phone: String,
    pub rebuy: Rebuy,
}

/// The days on which a customer bought each item, refunds left out: items in order, days in order of time, and after how many days the
/// item is usually used up.
///
/// # Errors
/// Only what SQLite says, and a day that is none.
pub fn days_by_item(
    db: &Connection,
    customer: CustomerId,
) -> Result<Vec<(String, NaiveDate, Option<i64>)>> {
    db.prepare_cached(
        "SELECT DISTINCT p.item, p.day, r.rebuy_days FROM purchase p LEFT JOIN product r ON r.name = p.item
         WHERE p.customer_id = ?1 AND p.amount_cents >= 0 AND p.refunds IS NULL ORDER BY p.item, p.day",
    )?
    .query_and_then([customer], |row| {
        Ok((
            row.get(0)?,
            value::day(row, "purchase", "day")?,
            row.get(2)?,
        ))
    })?
    .collect()
}

/// Replaces what a customer is expected to buy.
///
/// # Errors
/// Only what SQLite says.
pub fn put(db: &Connection, customer: CustomerId, rebuys: &[Rebuy]) -> Result<()> {
    drop(db, customer)?;
    for rebuy in rebuys {
        db.prepare_cached(
            "INSERT INTO expected (customer_id, item, last, every_days, due) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            customer,
            rebuy.item,
            value::day_text(rebuy.last),
            rebuy.every_days,
            value::day_text(rebuy.due)
        ])?;
    }
    Ok(())
}

/// Nothing is expected of them any more.
///
/// # Errors
/// Only what SQLite says.
pub fn drop(db: &Connection, customer: CustomerId) -> Result<()> {
    db.prepare_cached("DELETE FROM expected WHERE customer_id = ?1")?
        .execute([customer])?;
    Ok(())
}

/// Whoever has bought this item.
///
/// # Errors
/// Only what SQLite says.
pub fn buyers_of(db: &Connection, item: &str) -> Result<Vec<CustomerId>> {
    db.prepare_cached("SELECT DISTINCT customer_id FROM purchase WHERE item = ?1")?
        .query_map([item], |row| row.get(0))?
        .map(|id| Ok(id?))
        .collect()
}

/// Who may need something again between two days, both included, the soonest first: without those who were asked already since they last
/// bought it, and those who must not be contacted.
///
/// # Errors
/// Only what SQLite says, and a day that is none.
pub fn between(
    db: &Connection,
    from: NaiveDate,
    to: NaiveDate,
    limit: usize,
) -> Result<Vec<Expected>> {
    db.prepare_cached(
        "SELECT e.customer_id, e.item, e.last, e.every_days, e.due, c.name, d.tier,
             coalesce((SELECT value FROM contact WHERE customer_id = c.id AND method = 'phone' ORDER BY rank, id LIMIT 1), '') AS phone
         FROM expected e JOIN customer_derived d ON d.customer_id = e.customer_id
         JOIN customer c ON c.id = e.customer_id AND c.consent = 'open'
         WHERE e.due BETWEEN ?1 AND ?2 AND NOT EXISTS (
             SELECT 1 FROM offer o WHERE o.customer_id = e.customer_id AND o.matter = 'rebuy' AND o.what = e.item AND o.about = e.last)
         ORDER BY e.due, e.customer_id, e.item LIMIT ?3",
    )?
    .query_and_then(
        params![value::day_text(from), value::day_text(to), i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| {
            Ok(Expected {
                customer: row.get("customer_id")?,
                name: row.get("name")?,
                tier: row.get("tier")?,
                phone: row.get("phone")?,
                rebuy: Rebuy {
                    item: row.get("item")?,
                    last: value::day(row, "expected", "last")?,
                    every_days: row.get("every_days")?,
                    due: value::day(row, "expected", "due")?,
                },
            })
        },
    )?
    .collect()
}

/// The items of whose products an op told after how many days they are used up.
///
/// # Errors
/// Only what SQLite says.
pub fn items_told_anew(db: &Connection, op: OpId) -> Result<Vec<String>> {
    db.prepare_cached(
        "SELECT DISTINCT p.name FROM change c JOIN product p ON p.id = c.row_id
         WHERE c.op_id = ?1 AND c.\"table\" = 'product' AND (c.\"column\" = 'rebuy_days' OR (c.\"column\" IS NULL AND p.rebuy_days IS NOT NULL))",
    )?
    .query_map([op], |row| row.get(0))?
    .map(|name| Ok(name?))
    .collect()
}
