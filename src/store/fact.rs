//! Likes, taboos and needs in SQLite.

use rusqlite::{Connection, Row, named_params};

use super::{Result, value};
use crate::domain::fact::{Fact, Leaning};
use crate::domain::id::{CustomerId, FactId};

fn row_to_fact(row: &Row) -> Result<Fact> {
    Ok(Fact {
        id: row.get("id")?,
        customer: row.get("customer_id")?,
        leaning: value::word(row, "fact", "leaning", Leaning::from_code)?,
        text: row.get("text")?,
        source: row.get("source")?,
        day: value::day(row, "fact", "day")?,
    })
}

/// A customer's facts: taboos first, then needs, then likes; oldest first within each.
///
/// # Errors
/// Only what SQLite says.
pub fn of_customer(db: &Connection, customer: CustomerId) -> Result<Vec<Fact>> {
    let mut facts: Vec<Fact> = db
        .prepare_cached("SELECT id, customer_id, leaning, text, source, day FROM fact WHERE customer_id = ?1 ORDER BY id")?
        .query_and_then([customer], row_to_fact)?
        .collect::<Result<_>>()?;
    facts.sort_by_key(|fact| fact.leaning);
    Ok(facts)
}

/// One fact.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: FactId) -> Result<Option<Fact>> {
    let mut statement = db.prepare_cached(
        "SELECT id, customer_id, leaning, text, source, day FROM fact WHERE id = ?1",
    )?;
    let mut rows = statement.query_and_then([id], row_to_fact)?;
    rows.next().transpose()
}

/// Adds a fact.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, fact: &Fact) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO fact (id, customer_id, leaning, text, source, day) VALUES (:id, :customer, :leaning, :text, :source, :day)",
    )?
    .execute(named_params! {
        ":id": fact.id, ":customer": fact.customer, ":leaning": fact.leaning.code(), ":text": fact.text,
        ":source": fact.source, ":day": value::day_text(fact.day),
    })?;
    Ok(())
}

/// Takes a fact back.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, id: FactId) -> Result<()> {
    db.prepare_cached("DELETE FROM fact WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
