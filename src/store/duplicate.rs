//! Who may be whose duplicate, in SQLite: what a search for duplicates reads, and which pairs a person has told apart.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::{Result, value};
use crate::domain::birthday::Birthday;
use crate::domain::contact::Method;
use crate::domain::duplicate::Sketch;
use crate::domain::id::CustomerId;
use crate::domain::name::Gender;

/// What is compared of the next customers by id, the bin left out; names as they are written, no sound yet.
///
/// # Errors
/// Only what SQLite says.
pub fn sketches_after(db: &Connection, after: CustomerId, limit: usize) -> Result<Vec<Sketch>> {
    let mut found: Vec<Sketch> = db
        .prepare_cached(
            "SELECT id, name, nickname, gender, birthday, company, city, address FROM customer
             WHERE id > ?1 AND deleted_at IS NULL ORDER BY id LIMIT ?2",
        )?
        .query_and_then(
            params![after, i64::try_from(limit).unwrap_or(i64::MAX)],
            |row| {
                Ok::<_, super::Error>(Sketch {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    nickname: row.get(2)?,
                    gender: value::maybe(row, "customer", "gender", Gender::from_code)?,
                    birthday: value::maybe(row, "customer", "birthday", |text| {
                        text.parse::<Birthday>().ok()
                    })?,
                    company: row.get(5)?,
                    city: row.get(6)?,
                    address: row.get(7)?,
                    ..Sketch::default()
                })
            },
        )?
        .collect::<Result<_>>()?;
    let Some(last) = found.last().map(|sketch| sketch.id) else {
        return Ok(found);
    };
    let mut contacts = db.prepare_cached(
        "SELECT customer_id, method, value FROM contact WHERE customer_id > ?1 AND customer_id <= ?2 ORDER BY customer_id, rank, id",
    )?;
    let mut rows = contacts.query([after, last])?;
    while let Some(row) = rows.next()? {
        let owner: CustomerId = row.get(0)?;
        let method = value::word(row, "contact", "method", Method::from_code)?;
        let at = found.binary_search_by_key(&owner, |sketch| sketch.id);
        if let Some(sketch) = at.ok().and_then(|at| found.get_mut(at)) {
            sketch.contacts.push((method, row.get(2)?));
        }
    }
    Ok(found)
}

/// The pairs that a person has told apart, the smaller id first.
///
/// # Errors
/// Only what SQLite says.
pub fn distinct(db: &Connection) -> Result<HashSet<(CustomerId, CustomerId)>> {
    db.prepare_cached(
        "SELECT min(customer_id, other_id), max(customer_id, other_id) FROM distinct_pair",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
    .map(|pair| Ok(pair?))
    .collect()
}

/// Whether a person has told these two apart.
///
/// # Errors
/// Only what SQLite says.
pub fn are_distinct(db: &Connection, one: CustomerId, other: CustomerId) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM distinct_pair WHERE customer_id = ?1 AND other_id = ?2)
                 OR EXISTS (SELECT 1 FROM distinct_pair WHERE customer_id = ?2 AND other_id = ?1)",
        )?
        .query_row([one, other], |row| row.get(0))?)
}

/// Keeps that these two are not the same person; `row` is the id of the new row.
///
/// # Errors
/// Only what SQLite says.
pub fn set_distinct(db: &Connection, row: i64, one: CustomerId, other: CustomerId) -> Result<()> {
    db.prepare_cached("INSERT INTO distinct_pair (id, customer_id, other_id) VALUES (?1, ?2, ?3)")?
        .execute(params![row, one, other])?;
    Ok(())
}
