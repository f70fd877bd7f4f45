//! Ties between customers in SQLite: one row a tie, read from both sides.

use rusqlite::{Connection, Row, params};

use super::{Result, value};
use crate::domain::id::{CustomerId, RelationId};
use crate::domain::relation::{Relative, Tie};

/// Adds a tie.
///
/// # Errors
/// `Constraint` when it is there already.
pub fn insert(
    db: &Connection,
    id: RelationId,
    first: CustomerId,
    second: CustomerId,
    tie: Tie,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO relation (id, customer_id, other_id, tie) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![id, first, second, tie.code()])?;
    Ok(())
}

/// Deletes a tie.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, id: RelationId) -> Result<()> {
    db.prepare_cached("DELETE FROM relation WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// The two of a tie, the first first.
///
/// # Errors
/// Only what SQLite says.
pub fn sides(db: &Connection, id: RelationId) -> Result<Option<(CustomerId, CustomerId)>> {
    db.prepare_cached("SELECT customer_id, other_id FROM relation WHERE id = ?1")?
        .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .next()
        .transpose()
        .map_err(Into::into)
}

fn from_first(row: &Row) -> Result<Relative> {
    Ok(Relative {
        id: row.get("id")?,
        other: row.get("other_id")?,
        role: value::word(row, "relation", "tie", Tie::from_code)?.second(),
    })
}

fn from_second(row: &Row) -> Result<Relative> {
    Ok(Relative {
        id: row.get("id")?,
        other: row.get("customer_id")?,
        role: value::word(row, "relation", "tie", Tie::from_code)?.first(),
    })
}

/// Everyone tied to a customer, in the order of the ties; who lies in the bin is left out.
///
/// # Errors
/// Only what SQLite says.
pub fn of_customer(db: &Connection, customer: CustomerId) -> Result<Vec<Relative>> {
    let mut all: Vec<Relative> = db
        .prepare_cached(
            "SELECT r.id, r.other_id, r.tie FROM relation r JOIN customer c ON c.id = r.other_id
             WHERE r.customer_id = ?1 AND c.deleted_at IS NULL",
        )?
        .query_and_then([customer], from_first)?
        .collect::<Result<_>>()?;
    let others = db
        .prepare_cached(
            "SELECT r.id, r.customer_id, r.tie FROM relation r JOIN customer c ON c.id = r.customer_id
             WHERE r.other_id = ?1 AND c.deleted_at IS NULL",
        )?
        .query_and_then([customer], from_second)?
        .collect::<Result<Vec<Relative>>>()?;
    all.extend(others);
    all.sort_by_key(|relative| relative.id);
    Ok(all)
}

/// The tie of this kind between two customers, whichever stands first where it is mutual.
///
/// # Errors
/// Only what SQLite says.
pub fn between(
    db: &Connection,
    first: CustomerId,
    second: CustomerId,
    tie: Tie,
) -> Result<Option<RelationId>> {
    db.prepare_cached(
        "SELECT id FROM relation WHERE tie = ?3 AND (customer_id = ?1 AND other_id = ?2 OR ?4 AND customer_id = ?2 AND other_id = ?1)",
    )?
    .query_map(params![first, second, tie.code(), tie.is_mutual()], |row| row.get(0))?
    .next()
    .transpose()
    .map_err(Into::into)
}

/// Who brought a customer to the shop, the bin included.
///
/// # Errors
/// Only what SQLite says.
pub fn referrer(db: &Connection, customer: CustomerId) -> Result<Option<CustomerId>> {
    db.prepare_cached("SELECT customer_id FROM relation WHERE other_id = ?1 AND tie = 'referred'")?
        .query_map([customer], |row| row.get(0))?
        .next()
        .transpose()
        .map_err(Into::into)
}

/// One who brought others: how many, how many of them bought, and what those spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advocate {
    pub customer: CustomerId,
    pub brought: i64,
    pub buyers: i64,
    pub spend_cents: i64,
    /// Points they were given for it.
    pub points: i64,
}

/// Whom somebody brought: each with whether they bought, and how many they brought in turn; those who spent most first.
///
/// # Errors
/// Only what SQLite says.
pub fn brought_by(db: &Connection, customer: CustomerId) -> Result<Vec<(CustomerId, bool, i64)>> {
    db.prepare_cached(
        "SELECT r.other_id, d.purchase_days > 0,
             (SELECT count(*) FROM relation n JOIN customer_derived nd ON nd.customer_id = n.other_id
              WHERE n.customer_id = r.other_id AND n.tie = 'referred')
         FROM relation r JOIN customer_derived d ON d.customer_id = r.other_id
         WHERE r.customer_id = ?1 AND r.tie = 'referred' ORDER BY d.spend_cents DESC, r.other_id",
    )?
    .query_map([customer], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
    .map(|row| Ok(row?))
    .collect()
}

/// Who brought whom, those whose people spent most first.
///
/// # Errors
/// Only what SQLite says.
pub fn advocates(db: &Connection, limit: usize) -> Result<Vec<Advocate>> {
    db.prepare_cached(
        "SELECT r.customer_id, count(*), sum(d.purchase_days > 0), sum(d.spend_cents),
             (SELECT coalesce(sum(points), 0) FROM point WHERE customer_id = r.customer_id AND cause = 'referral')
         FROM relation r JOIN customer_derived d ON d.customer_id = r.other_id
         JOIN customer_derived own ON own.customer_id = r.customer_id
         WHERE r.tie = 'referred' GROUP BY r.customer_id
         ORDER BY sum(d.spend_cents) DESC, count(*) DESC, r.customer_id LIMIT ?1",
    )?
    .query_and_then([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
        Ok(Advocate {
            customer: row.get(0)?,
            brought: row.get(1)?,
            buyers: row.get(2)?,
            spend_cents: row.get(3)?,
            points: row.get(4)?,
        })
    })?
    .collect()
}

/// Customers who may well belong to this one: of the same company first, then whoever was seen last.
///
/// # Errors
/// Only what SQLite says.
pub fn likely(db: &Connection, customer: CustomerId, limit: usize) -> Result<Vec<CustomerId>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut found: Vec<CustomerId> = Vec::new();
    for sql in [
        "SELECT c.id FROM customer c, customer me WHERE me.id = ?1 AND me.company <> '' AND c.company = me.company AND c.company <> ''
         AND c.id <> me.id AND c.deleted_at IS NULL LIMIT ?2",
        "SELECT d.customer_id FROM customer_derived d WHERE d.customer_id <> ?1 ORDER BY d.last_contact DESC, d.customer_id DESC LIMIT ?2",
    ] {
        let rows = db
            .prepare_cached(sql)?
            .query_map(params![customer, limit], |row| row.get(0))?
            .collect::<std::result::Result<Vec<CustomerId>, _>>()?;
        for id in rows {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}
