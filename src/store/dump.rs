//! Every tracked table row by row, out and back in, from the column table: tables that come later travel too.

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::column::{TABLES, Table};
use super::sheet::{self, Cell};
use super::{Error, Result, revert, secret};

/// Tables that a new file has rows in as soon as it is set up: nobody's work is in them as long as there is no other row.
const FOUNDED: [&str; 4] = ["setting", "agent", "script", "view"];

/// Hands over every row of a table: its id, then its columns in their order.
///
/// # Errors
/// Whatever SQLite or the taker says.
pub fn each<E: From<Error>>(
    db: &Connection,
    table: &Table,
    take: &mut dyn FnMut(&[Cell]) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| secret::read_as(table, column))
        .collect();
    let sql = format!(
        "SELECT id, {} FROM {} ORDER BY id",
        names.join(", "),
        table.name
    );
    sheet::run(db, &sql, &[], take)
}

/// How many rows a table has.
///
/// # Errors
/// Only what SQLite says.
pub fn count(db: &Connection, table: &Table) -> Result<i64> {
    Ok(
        db.query_row(&format!("SELECT count(*) FROM {}", table.name), [], |row| {
            row.get(0)
        })?,
    )
}

/// Whether nothing but a new shop's settings, texts and views is there.
///
/// # Errors
/// Only what SQLite says.
pub fn is_fresh(db: &Connection) -> Result<bool> {
    for table in TABLES.iter().filter(|table| !FOUNDED.contains(&table.name)) {
        if count(db, table)? > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes a new shop's settings, texts and views away, so that those of a document take their place. References are checked at the commit.
///
/// # Errors
/// Only what SQLite says.
pub fn make_room(db: &Connection) -> Result<()> {
    db.execute_batch("PRAGMA defer_foreign_keys=ON")?;
    for name in FOUNDED {
        db.execute(&format!("DELETE FROM {name}"), [])?;
    }
    Ok(())
}

/// Puts a row in under its id.
///
/// # Errors
/// Two rows clash, or a cell is not what its column holds.
pub fn insert(db: &Connection, table: &Table, id: i64, cells: &Map<String, Value>) -> Result<()> {
    revert::insert(db, table, id, cells)
}
