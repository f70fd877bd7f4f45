//! Purchases in SQLite. Totals are never stored with a customer's own row; see `store::derived`.

use rusqlite::{Connection, Row, named_params};

use super::{Result, value};
use crate::domain::id::CustomerId;
use crate::domain::purchase::{Bought, Purchase};

pub(super) const COLUMNS: &str =
    "id, customer_id, day, item, quantity_milli, amount_cents, pay_method, source_id";

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
        "INSERT INTO purchase (id, customer_id, day, item, quantity_milli, amount_cents, pay_method, source_id)
         VALUES (:id, :customer, :day, :item, :quantity, :amount, :pay, :source_id)",
    )?
    .execute(named_params! {
        ":id": row.id, ":customer": row.customer, ":day": value::day_text(bought.day), ":item": bought.item,
        ":quantity": bought.quantity_milli, ":amount": bought.amount_cents, ":pay": bought.pay_method, ":source_id": bought.source_id,
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
