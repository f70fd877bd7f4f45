//! Purchases in SQLite. Totals are never stored with a customer's own row; see `store::derived`.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::{Result, value};
use crate::domain::id::{CustomerId, PurchaseId};
use crate::domain::purchase::{Bought, Purchase};

pub(super) const COLUMNS: &str =
    "id, customer_id, day, item, quantity_milli, amount_cents, pay_method, source_id, refunds";

pub(super) fn row_to_purchase(row: &Row) -> Result<Purchase> {
    Ok(Purchase {
        id: row.get("id")?,
        customer: row.get("customer_id")?,
        bought: Bought {
            day: value::day(row, "purchase", "day")?,
            item: row.get("item")?,
            quantity_milli: row.get("quantity_milli")?,
            amount_cents: row.get("amount_cents")?,
            pay_method: row.get("pay_method")?,
            source_id: row.get("source_id")?,
        },
        refunds: row.get("refunds")?,
    })
}

/// A customer's newest purchases, newest first.
///
/// # Errors
/// Only what SQLite says.
pub fn newest_of(db: &Connection, customer: CustomerId, limit: usize) -> Result<Vec<Purchase>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM purchase WHERE customer_id = ?1 ORDER BY day DESC, id DESC LIMIT ?2"
    );
    db.prepare_cached(&sql)?
        .query_and_then(
            rusqlite::params![customer, i64::try_from(limit).unwrap_or(i64::MAX)],
            row_to_purchase,
        )?
        .collect()
}

/// Adds a purchase.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, row: &Purchase) -> Result<()> {
    let bought = &row.bought;
    db.prepare_cached(
        "INSERT INTO purchase (id, customer_id, day, item, quantity_milli, amount_cents, pay_method, source_id, refunds)
         VALUES (:id, :customer, :day, :item, :quantity, :amount, :pay, :source_id, :refunds)",
    )?
    .execute(named_params! {
        ":id": row.id, ":customer": row.customer, ":day": value::day_text(bought.day), ":item": bought.item,
        ":quantity": bought.quantity_milli, ":amount": bought.amount_cents, ":pay": bought.pay_method, ":source_id": bought.source_id,
        ":refunds": row.refunds,
    })?;
    Ok(())
}

/// Whether a customer has this purchase already: the same external id, or where there is none the same day, item and amount.
///
/// # Errors
/// Only what SQLite says.
pub fn is_kept(db: &Connection, customer: CustomerId, bought: &Bought) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM purchase WHERE customer_id = ?1
             AND CASE WHEN ?2 <> '' THEN source_id = ?2 OR 'shuke-' || id = ?2 ELSE day = ?3 AND item = ?4 AND amount_cents = ?5 END)",
        )?
        .query_row(
            rusqlite::params![customer, bought.source_id, value::day_text(bought.day), bought.item, bought.amount_cents],
            |row| row.get(0),
        )?)
}

/// The purchase that an import brought in under this id, if it stands.
///
/// # Errors
/// Only what SQLite says.
pub fn brought_in(
    db: &Connection,
    customer: CustomerId,
    source_id: &str,
) -> Result<Option<Purchase>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM purchase WHERE customer_id = ?1 AND source_id = ?2 AND refunds IS NULL ORDER BY id LIMIT 1"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows =
        statement.query_and_then(rusqlite::params![customer, source_id], row_to_purchase)?;
    rows.next().transpose()
}

/// The purchase of a customer that has this id elsewhere, or in a file of ours.
///
/// # Errors
/// Only what SQLite says.
pub fn called(db: &Connection, customer: CustomerId, key: &str) -> Result<Option<PurchaseId>> {
    Ok(db
        .prepare_cached(
            "SELECT id FROM purchase WHERE customer_id = ?1 AND (source_id = ?2 OR 'shuke-' || id = ?2) ORDER BY id LIMIT 1",
        )?
        .query_row(rusqlite::params![customer, key], |row| row.get(0))
        .optional()?)
}

/// One purchase.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: PurchaseId) -> Result<Option<Purchase>> {
    let sql = format!("SELECT {COLUMNS} FROM purchase WHERE id = ?1");
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id], row_to_purchase)?;
    rows.next().transpose()
}

/// What was given back of a purchase so far: how many in thousandths, and minor units; both positive.
///
/// # Errors
/// Only what SQLite says.
pub fn refunded(db: &Connection, id: PurchaseId) -> Result<(i64, i64)> {
    Ok(db
        .prepare_cached(
            "SELECT -coalesce(sum(quantity_milli), 0), -coalesce(sum(amount_cents), 0) FROM purchase WHERE refunds = ?1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The newest purchase of an item by a customer of which something is left to give back.
///
/// # Errors
/// Only what SQLite says.
pub fn refundable(db: &Connection, customer: CustomerId, item: &str) -> Result<Option<Purchase>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM purchase p WHERE customer_id = ?1 AND item = ?2 AND amount_cents > 0
         AND amount_cents + (SELECT coalesce(sum(amount_cents), 0) FROM purchase WHERE refunds = p.id) > 0
         ORDER BY day DESC, id DESC LIMIT 1"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then(rusqlite::params![customer, item], row_to_purchase)?;
    rows.next().transpose()
}

/// A customer's purchase days in order of time, each once.
///
/// # Errors
/// Only what SQLite says.
pub fn days_of(db: &Connection, customer: CustomerId) -> Result<Vec<NaiveDate>> {
    db.prepare_cached(
        "SELECT DISTINCT day FROM purchase WHERE customer_id = ?1 AND amount_cents >= 0 AND refunds IS NULL ORDER BY day",
    )?
    .query_and_then([customer], |row| value::day(row, "purchase", "day"))?
    .collect()
}
