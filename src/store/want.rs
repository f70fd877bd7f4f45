//! What customers wait for, in SQLite.

use rusqlite::{Connection, Row, named_params};

use super::{Result, value};
use crate::domain::id::{CustomerId, WantId};
use crate::domain::want::{Want, Wish};

/// How many wants are looked through for a product.
const WANTS: i64 = 20_000;

fn row_to_want(row: &Row) -> Result<Want> {
    Ok(Want {
        id: row.get("id")?,
        customer: row.get("customer_id")?,
        wish: Wish {
            item: row.get("item")?,
            budget_cents: row.get("budget_cents")?,
            until: value::maybe(row, "want", "until", |text| text.parse().ok())?,
        },
        day: value::day(row, "want", "day")?,
    })
}

/// What a customer waits for, the oldest first.
///
/// # Errors
/// Only what SQLite says.
pub fn of_customer(db: &Connection, customer: CustomerId) -> Result<Vec<Want>> {
    db.prepare_cached(
        "SELECT id, customer_id, item, budget_cents, until, day FROM want WHERE customer_id = ?1 ORDER BY id",
    )?
    .query_and_then([customer], row_to_want)?
    .collect()
}

/// What everybody waits for, the oldest first, each with who it is; the bin is left out.
///
/// # Errors
/// Only what SQLite says.
pub fn all(db: &Connection) -> Result<Vec<(Want, String)>> {
    db.prepare_cached(
        "SELECT w.id, w.customer_id, w.item, w.budget_cents, w.until, w.day, c.name FROM want w
         JOIN customer c ON c.id = w.customer_id AND c.deleted_at IS NULL ORDER BY w.id LIMIT ?1",
    )?
    .query_and_then([WANTS], |row| Ok((row_to_want(row)?, row.get("name")?)))?
    .collect()
}

/// One of them.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: WantId) -> Result<Option<Want>> {
    let mut statement = db.prepare_cached(
        "SELECT id, customer_id, item, budget_cents, until, day FROM want WHERE id = ?1",
    )?;
    let mut rows = statement.query_and_then([id], row_to_want)?;
    rows.next().transpose()
}

/// Adds one.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, want: &Want) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO want (id, customer_id, item, budget_cents, until, day) VALUES (:id, :customer, :item, :budget, :until, :day)",
    )?
    .execute(named_params! {
        ":id": want.id, ":customer": want.customer, ":item": want.wish.item, ":budget": want.wish.budget_cents,
        ":until": want.wish.until.map(value::day_text), ":day": value::day_text(want.day),
    })?;
    Ok(())
}

/// Drops one.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, id: WantId) -> Result<()> {
    db.prepare_cached("DELETE FROM want WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
