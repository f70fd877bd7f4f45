//! Who looks after whom in SQLite, and who claimed how many. Decides nothing about when somebody falls into the pool.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::{Result, value};
use crate::domain::id::CustomerId;
use crate::domain::time::Millis;

/// Says who looks after a customer; for nobody, since when they lie in the pool.
///
/// # Errors
/// Only what SQLite says.
pub fn set_owner(
    db: &Connection,
    id: CustomerId,
    owner: &str,
    pooled_at: Option<Millis>,
) -> Result<()> {
    // Who lies there already keeps the time they fell in.
    db.prepare_cached(
        "UPDATE customer SET owner = ?2, pooled_at = CASE WHEN ?3 IS NULL THEN NULL ELSE coalesce(pooled_at, ?3) END WHERE id = ?1",
    )?
    .execute(params![id, owner, pooled_at])?;
    Ok(())
}

/// Notes a claim; `row` is the id of the new row.
///
/// # Errors
/// Only what SQLite says.
pub fn insert_claim(
    db: &Connection,
    row: i64,
    id: CustomerId,
    agent: &str,
    day: NaiveDate,
) -> Result<()> {
    db.prepare_cached("INSERT INTO claim (id, customer_id, agent, day) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![row, id, agent, value::day_text(day)])?;
    Ok(())
}

/// How many customers somebody has claimed on a day.
///
/// # Errors
/// Only what SQLite says.
pub fn claims_on(db: &Connection, agent: &str, day: NaiveDate) -> Result<usize> {
    let count: i64 = db
        .prepare_cached("SELECT count(*) FROM claim WHERE day = ?1 AND agent = ?2")?
        .query_row(params![value::day_text(day), agent], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}
