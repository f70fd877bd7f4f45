//! Saved views in SQLite. Decides nothing about what a view's line means; see domain::view.

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::Result;
use crate::domain::id::ViewId;

/// One saved view as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub id: ViewId,
    /// Empty for the plain list's own looks.
    pub name: String,
    pub line: String,
    pub pin: Option<i64>,
}

fn row_to_saved(row: &Row) -> rusqlite::Result<Saved> {
    Ok(Saved {
        id: row.get("id")?,
        name: row.get("name")?,
        line: row.get("line")?,
        pin: row.get("pin")?,
    })
}

/// Every saved view, by name.
///
/// # Errors
/// Only what SQLite says.
pub fn all(db: &Connection) -> Result<Vec<Saved>> {
    db.prepare_cached("SELECT id, name, line, pin FROM view ORDER BY name")?
        .query_map([], row_to_saved)?
        .map(|row| Ok(row?))
        .collect()
}

/// One saved view.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: ViewId) -> Result<Option<Saved>> {
    Ok(db
        .prepare_cached("SELECT id, name, line, pin FROM view WHERE id = ?1")?
        .query_row([id], row_to_saved)
        .optional()?)
}

/// The saved view of that name.
///
/// # Errors
/// Only what SQLite says.
pub fn named(db: &Connection, name: &str) -> Result<Option<Saved>> {
    Ok(db
        .prepare_cached("SELECT id, name, line, pin FROM view WHERE name = ?1")?
        .query_row([name], row_to_saved)
        .optional()?)
}

/// How many there are.
///
/// # Errors
/// Only what SQLite says.
pub fn count(db: &Connection) -> Result<usize> {
    let count: i64 = db.query_row("SELECT count(*) FROM view", [], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Adds a view.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn insert(db: &Connection, view: &Saved) -> Result<()> {
    put(
        db,
        view,
        "INSERT INTO view (id, name, line, pin) VALUES (:id, :name, :line, :pin)",
    )
}

/// Says everything about a view anew.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn update(db: &Connection, view: &Saved) -> Result<()> {
    put(
        db,
        view,
        "UPDATE view SET name = :name, line = :line, pin = :pin WHERE id = :id",
    )
}

fn put(db: &Connection, view: &Saved, sql: &str) -> Result<()> {
    db.prepare_cached(sql)?.execute(named_params! {
        ":id": view.id, ":name": view.name, ":line": view.line, ":pin": view.pin,
    })?;
    Ok(())
}

/// Frees a pin.
///
/// # Errors
/// Only what SQLite says.
pub fn unpin(db: &Connection, pin: i64) -> Result<()> {
    db.prepare_cached("UPDATE view SET pin = NULL WHERE pin = ?1")?
        .execute(params![pin])?;
    Ok(())
}

/// Deletes a view.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, id: ViewId) -> Result<()> {
    db.prepare_cached("DELETE FROM view WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
