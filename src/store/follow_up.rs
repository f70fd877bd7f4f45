//! Follow-ups in SQLite: reading the queue and moving due days. Decides nothing about *when*; see `domain::follow_up`.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, named_params, params};

use super::{Result, value};
use crate::domain::follow_up::{FollowUp, Progress};
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::record::Promise;
use crate::domain::time::Millis;

pub(super) const COLUMNS: &str = "id, customer_id, due, note, owner, progress, closed_at, reason";

pub(super) fn row_to_follow_up(row: &Row) -> Result<FollowUp> {
    Ok(FollowUp {
        id: row.get("id")?,
        customer: row.get("customer_id")?,
        due: value::day(row, "follow_up", "due")?,
        note: row.get("note")?,
        owner: row.get("owner")?,
        progress: value::word(row, "follow_up", "progress", Progress::from_code)?,
        closed_at: row.get("closed_at")?,
        reason: row.get("reason")?,
    })
}

/// One follow-up.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: FollowUpId) -> Result<Option<FollowUp>> {
    let sql = format!("SELECT {COLUMNS} FROM follow_up WHERE id = ?1");
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id], row_to_follow_up)?;
    rows.next().transpose()
}

/// A customer's open follow-ups, soonest first.
///
/// # Errors
/// Only what SQLite says.
pub fn open_of(db: &Connection, customer: CustomerId) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM follow_up WHERE customer_id = ?1 AND progress = 'open' ORDER BY due, id"
    );
    db.prepare_cached(&sql)?
        .query_and_then([customer], row_to_follow_up)?
        .collect()
}

/// Adds a follow-up.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, row: &FollowUp, source_id: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO follow_up (id, customer_id, due, note, owner, progress, closed_at, reason, source_id)
         VALUES (:id, :customer, :due, :note, :owner, :progress, :closed_at, :reason, :source_id)",
    )?
    .execute(named_params! {
        ":id": row.id, ":customer": row.customer, ":due": value::day_text(row.due), ":note": row.note, ":owner": row.owner,
        ":progress": row.progress.code(), ":closed_at": row.closed_at, ":reason": row.reason, ":source_id": source_id,
    })?;
    Ok(())
}

/// Moves the due day.
///
/// # Errors
/// Only what SQLite says.
pub fn set_due(db: &Connection, id: FollowUpId, due: NaiveDate) -> Result<()> {
    db.prepare_cached("UPDATE follow_up SET due = ?2 WHERE id = ?1")?
        .execute(params![id, value::day_text(due)])?;
    Ok(())
}

/// Closes a follow-up, as done or as cancelled.
///
/// # Errors
/// Only what SQLite says.
pub fn close(
    db: &Connection,
    id: FollowUpId,
    progress: Progress,
    at: Millis,
    reason: &str,
) -> Result<()> {
    db.prepare_cached(
        "UPDATE follow_up SET progress = ?2, closed_at = ?3, reason = ?4 WHERE id = ?1",
    )?
    .execute(params![id, progress.code(), at, reason])?;
    Ok(())
}

/// One line of the queue: the promise, and who it was made to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueLine {
    pub follow_up: FollowUp,
    pub name: String,
    /// Another customer has the same name.
    pub is_twin: bool,
    pub tier: i64,
    pub phone: String,
    pub city: String,
    pub company: String,
    pub pinned: String,
}

/// The open follow-ups due in `[from, to]`, customers in the bin left out; soonest first.
///
/// # Errors
/// Only what SQLite says.
pub fn due_between(
    db: &Connection,
    from: NaiveDate,
    to: NaiveDate,
    limit: usize,
) -> Result<Vec<QueueLine>> {
    db.prepare_cached(
        "SELECT f.id, f.customer_id, f.due, f.note, f.owner, f.progress, f.closed_at, f.reason, c.name, c.city, c.company, c.pinned, d.tier,
             EXISTS (SELECT 1 FROM customer o WHERE o.name = c.name AND o.id <> c.id AND o.deleted_at IS NULL) AS is_twin,
             coalesce((SELECT value FROM contact WHERE customer_id = c.id AND method = 'phone' ORDER BY rank, id LIMIT 1), '') AS phone
         FROM follow_up f JOIN customer c ON c.id = f.customer_id JOIN customer_derived d ON d.customer_id = f.customer_id
         WHERE f.progress = 'open' AND f.due BETWEEN ?1 AND ?2 ORDER BY f.due, f.id LIMIT ?3",
    )?
    .query_and_then(params![value::day_text(from), value::day_text(to), i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
        Ok(QueueLine {
            follow_up: row_to_follow_up(row)?,
            name: row.get("name")?,
            is_twin: row.get("is_twin")?,
            tier: row.get("tier")?,
            phone: row.get("phone")?,
            city: row.get("city")?,
            company: row.get("company")?,
            pinned: row.get("pinned")?,
        })
    })?
    .collect()
}

/// How many open follow-ups are due in `[from, to]`, customers in the bin left out.
///
/// # Errors
/// Only what SQLite says.
pub fn count_between(db: &Connection, from: NaiveDate, to: NaiveDate) -> Result<i64> {
    Ok(db
        .prepare_cached("SELECT coalesce(sum(open), 0) FROM due_tally WHERE due BETWEEN ?1 AND ?2")?
        .query_row(params![value::day_text(from), value::day_text(to)], |row| {
            row.get(0)
        })?)
}

/// How many follow-ups were closed in `[from, to)`.
///
/// # Errors
/// Only what SQLite says.
pub fn closed_between(db: &Connection, from: Millis, to: Millis) -> Result<i64> {
    Ok(db
        .prepare_cached("SELECT count(*) FROM follow_up WHERE progress = 'done' AND closed_at >= ?1 AND closed_at < ?2")?
        .query_row(params![from, to], |row| row.get(0))?)
}

/// Whether a customer has this promise already: the same external id, or where there is none the same due day and words.
///
/// # Errors
/// Only what SQLite says.
pub fn is_kept(db: &Connection, customer: CustomerId, promise: &Promise) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM follow_up WHERE customer_id = ?1
             AND CASE WHEN ?2 <> '' THEN source_id = ?2 OR 'shuke-' || id = ?2 ELSE due = ?3 AND note = ?4 END)",
        )?
        .query_row(
            params![
                customer,
                promise.source_id,
                value::day_text(promise.due),
                promise.note
            ],
            |row| row.get(0),
        )?)
}
