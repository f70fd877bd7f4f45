//! The shop's own fields in SQLite, and what customers hold in them. Judges no value; see `domain::custom`.

use rusqlite::{Connection, Row, named_params, params};

use super::secret::OPENED;
use super::{Error, Result, value};
use crate::domain::custom::{Custom, Secrecy, Shape, Type};
use crate::domain::id::{CustomerId, FieldId};

fn row_to_field(row: &Row) -> Result<Custom> {
    let (kind, choices): (String, String) = (row.get("kind")?, row.get("choices")?);
    Ok(Custom {
        id: row.get("id")?,
        shape: Shape {
            name: row.get("name")?,
            of: Type::from_code(&kind, &choices).ok_or(Error::Value {
                table: "field",
                column: "kind",
            })?,
            secrecy: value::word(row, "field", "secrecy", Secrecy::from_code)?,
            purpose: row.get("purpose")?,
        },
    })
}

/// Every field, in the order they were added.
///
/// # Errors
/// Only what SQLite says.
pub fn all(db: &Connection) -> Result<Vec<Custom>> {
    db.prepare_cached("SELECT id, name, kind, choices, secrecy, purpose FROM field ORDER BY id")?
        .query_and_then([], row_to_field)?
        .collect()
}

/// Adds a field.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, field: &Custom) -> Result<()> {
    let shape = &field.shape;
    db.prepare_cached(
        "INSERT INTO field (id, name, kind, choices, secrecy, purpose) VALUES (:id, :name, :kind, :choices, :secrecy, :purpose)",
    )?
    .execute(named_params! {
        ":id": field.id, ":name": shape.name, ":kind": shape.of.code(), ":choices": shape.of.choices(),
        ":secrecy": shape.secrecy.code(), ":purpose": shape.purpose,
    })?;
    Ok(())
}

/// Says everything about a field anew.
///
/// # Errors
/// Only what SQLite says.
pub fn update(db: &Connection, field: &Custom) -> Result<()> {
    let shape = &field.shape;
    db.prepare_cached(
        "UPDATE field SET name = :name, kind = :kind, choices = :choices, secrecy = :secrecy, purpose = :purpose WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": field.id, ":name": shape.name, ":kind": shape.of.code(), ":choices": shape.of.choices(),
        ":secrecy": shape.secrecy.code(), ":purpose": shape.purpose,
    })?;
    Ok(())
}

/// Deletes a field with everything customers hold in it; the history keeps both.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, id: FieldId) -> Result<()> {
    db.prepare_cached("DELETE FROM field_value WHERE field_id = ?1")?
        .execute([id])?;
    db.prepare_cached("DELETE FROM field WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// How many customers hold something in a field.
///
/// # Errors
/// Only what SQLite says.
pub fn count(db: &Connection, id: FieldId) -> Result<i64> {
    Ok(db
        .prepare_cached("SELECT count(*) FROM field_value WHERE field_id = ?1")?
        .query_row([id], |row| row.get(0))?)
}

/// Everything held in a field that can be read here, each text once.
///
/// # Errors
/// Only what SQLite says.
pub fn held(db: &Connection, id: FieldId) -> Result<Vec<String>> {
    let texts: Vec<Option<String>> = db
        .prepare_cached(&format!(
            "SELECT DISTINCT {OPENED} AS text FROM field_value WHERE field_id = ?1 ORDER BY text"
        ))?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(texts.into_iter().flatten().collect())
}

/// A value that somebody holds in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    pub row: i64,
    pub field: FieldId,
    /// Nothing where it is sealed and cannot be opened here.
    pub text: Option<String>,
}

/// What a customer holds, in the order of the fields.
///
/// # Errors
/// Only what SQLite says.
pub fn of_customer(db: &Connection, customer: CustomerId) -> Result<Vec<Value>> {
    db.prepare_cached(&format!(
        "SELECT id, field_id, {OPENED} FROM field_value WHERE customer_id = ?1 ORDER BY field_id"
    ))?
    .query_map([customer], |row| {
        Ok(Value {
            row: row.get(0)?,
            field: row.get(1)?,
            text: row.get(2)?,
        })
    })?
    .map(|value| Ok(value?))
    .collect()
}

/// Puts a value into a customer's field; `row` is the id of a new row.
///
/// # Errors
/// Only what SQLite says.
pub fn put(
    db: &Connection,
    row: i64,
    customer: CustomerId,
    field: FieldId,
    value: &str,
) -> Result<()> {
    let changed = db
        .prepare_cached(
            "UPDATE field_value SET value = ?3 WHERE customer_id = ?1 AND field_id = ?2",
        )?
        .execute(params![customer, field, value])?;
    if changed == 0 {
        db.prepare_cached(
            "INSERT INTO field_value (id, customer_id, field_id, value) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![row, customer, field, value])?;
    }
    Ok(())
}

/// Empties a customer's field.
///
/// # Errors
/// Only what SQLite says.
pub fn clear(db: &Connection, customer: CustomerId, field: FieldId) -> Result<()> {
    db.prepare_cached("DELETE FROM field_value WHERE customer_id = ?1 AND field_id = ?2")?
        .execute(params![customer, field])?;
    Ok(())
}
