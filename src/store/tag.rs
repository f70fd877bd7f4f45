//! Tags in SQLite, and who carries them.

use rusqlite::{Connection, OptionalExtension, params};

use super::Result;
use crate::domain::id::{CustomerId, TagId};

/// The tag of that name.
///
/// # Errors
/// Only what SQLite says.
pub fn named(db: &Connection, name: &str) -> Result<Option<TagId>> {
    Ok(db
        .prepare_cached("SELECT id FROM tag WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Adds a tag to the shop.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn insert(db: &Connection, id: TagId, name: &str) -> Result<()> {
    db.prepare_cached("INSERT INTO tag (id, name) VALUES (?1, ?2)")?
        .execute(params![id, name])?;
    Ok(())
}

/// Puts a tag on a customer who does not carry it yet; `row` is the id of the new row.
///
/// # Errors
/// Only what SQLite says.
pub fn put_on(db: &Connection, row: i64, customer: CustomerId, tag: TagId) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO customer_tag (id, customer_id, tag_id) SELECT ?1, ?2, ?3
         WHERE NOT EXISTS (SELECT 1 FROM customer_tag WHERE customer_id = ?2 AND tag_id = ?3)",
    )?
    .execute(params![row, customer, tag])?;
    Ok(())
}

/// Takes a tag off a customer.
///
/// # Errors
/// Only what SQLite says.
pub fn take_off(db: &Connection, customer: CustomerId, tag: TagId) -> Result<()> {
    db.prepare_cached("DELETE FROM customer_tag WHERE customer_id = ?1 AND tag_id = ?2")?
        .execute(params![customer, tag])?;
    Ok(())
}

/// A customer's tags, in the order they were put on.
///
/// # Errors
/// Only what SQLite says.
pub fn of_customer(db: &Connection, customer: CustomerId) -> Result<Vec<String>> {
    db.prepare_cached("SELECT name FROM customer_tag JOIN tag ON tag.id = tag_id WHERE customer_id = ?1 ORDER BY customer_tag.id")?
        .query_map([customer], |row| row.get(0))?
        .map(|name| Ok(name?))
        .collect()
}

/// Every tag with the number of customers that carry it, most used first.
///
/// # Errors
/// Only what SQLite says.
pub fn counted(db: &Connection) -> Result<Vec<(String, i64)>> {
    db.prepare_cached(
        "SELECT tag.name, coalesce(t.customers, 0) AS n FROM tag LEFT JOIN tag_tally t ON t.tag_id = tag.id ORDER BY n DESC, tag.name",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
    .map(|row| Ok(row?))
    .collect()
}
