//! The register of consents in SQLite. Decides nothing about what a consent is good for.

use rusqlite::{Connection, Row, named_params, params};

use super::{Result, value};
use crate::domain::consent::{Agreed, Purpose};
use crate::domain::id::CustomerId;
use crate::domain::log_line::Channel;
use crate::domain::time::Millis;

fn row_to_agreed(row: &Row) -> Result<Agreed> {
    Ok(Agreed {
        id: row.get("id")?,
        customer: row.get("customer_id")?,
        purpose: value::word(row, "consent", "purpose", Purpose::from_code)?,
        channel: value::maybe(row, "consent", "channel", Channel::from_code)?,
        basis: row.get("basis")?,
        notice: row.get("notice")?,
        at: row.get("at")?,
        author: row.get("author")?,
        evidence: row.get("evidence")?,
        guardian: row.get("guardian")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

/// What a customer agreed to, newest first, what was withdrawn included.
///
/// # Errors
/// Only what SQLite says.
pub fn of_customer(db: &Connection, customer: CustomerId) -> Result<Vec<Agreed>> {
    db.prepare_cached(
        "SELECT id, customer_id, purpose, channel, basis, notice, at, author, evidence, guardian, withdrawn_at
         FROM consent WHERE customer_id = ?1 ORDER BY at DESC, id DESC",
    )?
    .query_and_then([customer], row_to_agreed)?
    .collect()
}

/// Adds one.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, row: &Agreed) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO consent (id, customer_id, purpose, channel, basis, notice, at, author, evidence, guardian, withdrawn_at)
         VALUES (:id, :customer, :purpose, :channel, :basis, :notice, :at, :author, :evidence, :guardian, NULL)",
    )?
    .execute(named_params! {
        ":id": row.id, ":customer": row.customer, ":purpose": row.purpose.code(), ":channel": row.channel.map(Channel::code),
        ":basis": row.basis, ":notice": row.notice, ":at": row.at, ":author": row.author, ":evidence": row.evidence,
        ":guardian": row.guardian,
    })?;
    Ok(())
}

/// Withdraws what stands for a purpose. Returns how many rows that were.
///
/// # Errors
/// Only what SQLite says.
pub fn withdraw(
    db: &Connection,
    customer: CustomerId,
    purpose: Purpose,
    at: Millis,
) -> Result<usize> {
    Ok(db
        .prepare_cached("UPDATE consent SET withdrawn_at = ?3 WHERE customer_id = ?1 AND purpose = ?2 AND withdrawn_at IS NULL")?
        .execute(params![customer, purpose.code(), at])?)
}

/// Withdraws what stands for a purpose on one channel, before it is said anew.
///
/// # Errors
/// Only what SQLite says.
pub fn withdraw_for(
    db: &Connection,
    customer: CustomerId,
    purpose: Purpose,
    channel: Option<Channel>,
    at: Millis,
) -> Result<()> {
    db.prepare_cached(
        "UPDATE consent SET withdrawn_at = ?4 WHERE customer_id = ?1 AND purpose = ?2 AND channel IS ?3 AND withdrawn_at IS NULL",
    )?
    .execute(params![customer, purpose.code(), channel.map(Channel::code), at])?;
    Ok(())
}

/// How many customers of the list agreed to a purpose and still do; those heard of and asked before `since` do no more.
///
/// # Errors
/// Only what SQLite says.
pub fn count_valid(db: &Connection, purpose: Purpose, since: Millis) -> Result<i64> {
    Ok(db.query_row(
        "SELECT count(*) FROM customer_derived d JOIN customer c ON c.id = d.customer_id WHERE c.consent <> 'withdrawn' AND EXISTS (
             SELECT 1 FROM consent a WHERE a.customer_id = d.customer_id AND a.purpose = ?1 AND a.withdrawn_at IS NULL
             AND max(a.at, d.last_contact) >= ?2)",
        params![purpose.code(), since],
        |row| row.get(0),
    )?)
}

/// How many customers of the list have no basis noted.
///
/// # Errors
/// Only what SQLite says.
pub fn count_without_basis(db: &Connection) -> Result<i64> {
    Ok(db.query_row(
        "SELECT count(*) FROM customer_derived d JOIN customer c ON c.id = d.customer_id WHERE c.legal_basis = ''",
        [],
        |row| row.get(0),
    )?)
}

/// Birthdays of everyone on the list who has one, and whether a guardian has agreed for them.
///
/// # Errors
/// Only what SQLite says.
pub fn birthdays(db: &Connection) -> Result<Vec<(CustomerId, String, bool)>> {
    let mut rows = db.prepare(
        "SELECT c.id, c.birthday, EXISTS (SELECT 1 FROM consent a WHERE a.customer_id = c.id AND a.guardian <> '' AND a.withdrawn_at IS NULL)
         FROM customer_derived d JOIN customer c ON c.id = d.customer_id WHERE c.birthday IS NOT NULL",
    )?;
    let found = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
