//! The harness's rows in SQLite. Compiled with the feature `testkit` only.

use rusqlite::{Connection, OptionalExtension};

use super::Result;
use crate::domain::id::CustomerId;

/// The highest number of a numbered customer.
///
/// # Errors
/// Only what SQLite says.
pub fn highest(db: &Connection) -> Result<i64> {
    Ok(db.query_row(
        "SELECT coalesce(max(CAST(substr(name, 2) AS INTEGER)), 0) FROM customer WHERE name GLOB 'P[0-9]*'",
        [],
        |row| row.get(0),
    )?)
}

/// Numbers and notes; a customer without a number has its place by id.
///
/// # Errors
/// Only what SQLite says.
pub fn notes(db: &Connection) -> Result<Vec<(i64, String)>> {
    db.prepare(
        "SELECT CASE WHEN name GLOB 'P[0-9]*' THEN CAST(substr(name, 2) AS INTEGER) ELSE row_number() OVER (ORDER BY id) END, note
         FROM customer ORDER BY 1",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
    .map(|row| Ok(row?))
    .collect()
}

/// The id of a numbered customer.
///
/// # Errors
/// Only what SQLite says.
pub fn id_of(db: &Connection, number: i64) -> Result<Option<CustomerId>> {
    let sql = "SELECT id FROM customer WHERE name = ?1";
    let name = format!("P{number:08}");
    Ok(db.query_row(sql, [name], |row| row.get(0)).optional()?)
}

/// The first numbered customer with another number of contacts than this.
///
/// # Errors
/// Only what SQLite says.
pub fn torn(db: &Connection, contacts: i64) -> Result<Option<String>> {
    Ok(db
        .query_row(
            // Whoever somebody was merged into has both's.
            "SELECT name FROM customer c WHERE name GLOB 'P[0-9]*' AND (SELECT count(*) FROM contact WHERE customer_id = c.id) <> ?1
             AND NOT EXISTS (SELECT 1 FROM op WHERE kind = 'customer.merge') LIMIT 1",
            [contacts],
            |row| row.get(0),
        )
        .optional()?)
}

/// Whether the rows were saved out of a damaged file.
///
/// # Errors
/// Only what SQLite says.
pub fn is_salvaged(db: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM op WHERE kind = 'file.salvage')";
    Ok(db.query_row(sql, [], |row| row.get(0))?)
}

/// Runs SQL with the history's guards out of the way, and puts them back.
///
/// # Errors
/// Only what SQLite says.
pub fn sql(db: &Connection, sql: &str) -> Result<()> {
    db.execute_batch("PRAGMA foreign_keys=OFF;")?;
    let names: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND (name GLOB 'guard_*' OR name GLOB 'history_*')")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for name in names {
        db.execute_batch(&format!("DROP TRIGGER {name};"))?;
    }
    db.execute_batch(sql)?;
    Ok(db.execute_batch(&super::trigger::all())?)
}
