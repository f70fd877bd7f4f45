//! Companies in SQLite: customers who say the same company, and what is noted about it. A company without a note has no row.

use rusqlite::{Connection, OptionalExtension, params};

use super::Result;
use crate::domain::id::CustomerId;
use crate::domain::time::Millis;

/// A company as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub contacts: i64,
    pub spend_cents: i64,
    /// The newest contact with any of them; 0 for none.
    pub last_contact: Millis,
}

/// Every company, the one that spent most first; who lies in the bin does not count.
///
/// # Errors
/// Only what SQLite says.
pub fn all(db: &Connection, limit: usize) -> Result<Vec<Line>> {
    db.prepare_cached(
        "SELECT c.company, count(*), sum(d.spend_cents), max(d.last_contact) FROM customer c
         JOIN customer_derived d ON d.customer_id = c.id WHERE c.company <> ''
         GROUP BY c.company ORDER BY sum(d.spend_cents) DESC, count(*) DESC, c.company LIMIT ?1",
    )?
    .query_and_then([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
        Ok(Line {
            name: row.get(0)?,
            contacts: row.get(1)?,
            spend_cents: row.get(2)?,
            last_contact: row.get(3)?,
        })
    })?
    .collect()
}

/// What every company is called.
///
/// # Errors
/// Only what SQLite says.
pub fn names(db: &Connection) -> Result<Vec<String>> {
    db.prepare_cached("SELECT DISTINCT company FROM customer WHERE company <> ''")?
        .query_map([], |row| row.get(0))?
        .map(|name| Ok(name?))
        .collect()
}

/// Who belongs to a company, by last contact; `binned` also whoever lies in the bin.
///
/// # Errors
/// Only what SQLite says.
pub fn members(db: &Connection, name: &str, binned: bool) -> Result<Vec<CustomerId>> {
    db.prepare_cached(
        "SELECT c.id FROM customer c LEFT JOIN customer_derived d ON d.customer_id = c.id
         WHERE c.company = ?1 AND c.company <> '' AND (?2 OR c.deleted_at IS NULL) ORDER BY d.last_contact DESC, c.id",
    )?
    .query_map(params![name, binned], |row| row.get(0))?
    .map(|id| Ok(id?))
    .collect()
}

/// What is noted about a company.
///
/// # Errors
/// Only what SQLite says.
pub fn note(db: &Connection, name: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT note FROM company WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Notes something about a company; an empty note takes the row away. `row` is the id of a new one.
///
/// # Errors
/// Only what SQLite says.
pub fn set_note(db: &Connection, row: i64, name: &str, note: &str) -> Result<()> {
    if note.is_empty() {
        db.prepare_cached("DELETE FROM company WHERE name = ?1")?
            .execute([name])?;
        return Ok(());
    }
    let changed = db
        .prepare_cached("UPDATE company SET note = ?2 WHERE name = ?1")?
        .execute(params![name, note])?;
    if changed == 0 {
        db.prepare_cached("INSERT INTO company (id, name, note) VALUES (?1, ?2, ?3)")?
            .execute(params![row, name, note])?;
    }
    Ok(())
}

/// Calls a company something else, for everyone who belongs to it, the bin included.
///
/// # Errors
/// Only what SQLite says.
pub fn rename(db: &Connection, from: &str, to: &str) -> Result<()> {
    db.prepare_cached("UPDATE customer SET company = ?2 WHERE company = ?1 AND company <> ''")?
        .execute(params![from, to])?;
    Ok(())
}
