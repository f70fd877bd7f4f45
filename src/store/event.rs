//! What visitors did elsewhere, in SQLite. Rows without a customer are the holding list.

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::{Result, value};
use crate::domain::event::{Event, Kept, Visitor};
use crate::domain::id::{CustomerId, EventId};
use crate::domain::interaction::Said;
use crate::domain::log_line::Channel;

/// Visitors that are listed.
const VISITORS: i64 = 1_000;

fn row_to_kept(row: &Row) -> Result<Kept> {
    Ok(Kept {
        id: row.get("id")?,
        customer: row.get("customer_id")?,
        event: Event {
            who: row.get("who")?,
            said: Said {
                at: row.get("at")?,
                channel: value::word(row, "event", "channel", Channel::from_code)?,
                direction: None,
                minutes: None,
                outcome: None,
                note: row.get("note")?,
                author: row.get("author")?,
                source_id: row.get("source_id")?,
            },
        },
    })
}

/// One event.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: EventId) -> Result<Option<Kept>> {
    let mut statement = db.prepare_cached(
        "SELECT id, customer_id, who, at, channel, note, author, source_id FROM event WHERE id = ?1",
    )?;
    let mut rows = statement.query_and_then([id], row_to_kept)?;
    rows.next().transpose()
}

/// What waits for a visitor of this name, the oldest first.
///
/// # Errors
/// Only what SQLite says.
pub fn held(db: &Connection, who: &str) -> Result<Vec<Kept>> {
    db.prepare_cached(
        "SELECT id, customer_id, who, at, channel, note, author, source_id FROM event
         WHERE who = ?1 AND customer_id IS NULL ORDER BY at, id",
    )?
    .query_and_then([who], row_to_kept)?
    .collect()
}

/// Whether anything waits for anybody.
///
/// # Errors
/// Only what SQLite says.
pub fn any_held(db: &Connection) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM event WHERE customer_id IS NULL)")?
        .query_row([], |row| row.get(0))?)
}

/// Visitors nobody knows, those who were here last first.
///
/// # Errors
/// Only what SQLite says.
pub fn visitors(db: &Connection) -> Result<Vec<Visitor>> {
    // With one `max`, SQLite takes the other columns from the row that holds it.
    db.prepare_cached(
        "SELECT id, who, note, count(*) AS events, max(at) AS last FROM event WHERE customer_id IS NULL
         GROUP BY who ORDER BY last DESC, id DESC LIMIT ?1",
    )?
    .query_and_then([VISITORS], |row| {
        Ok(Visitor {
            newest: row.get("id")?,
            who: row.get("who")?,
            events: row.get("events")?,
            last: row.get("last")?,
            note: row.get("note")?,
        })
    })?
    .collect()
}

/// Whether the event is on file, whoever it belongs to by now.
///
/// # Errors
/// Only what SQLite says.
pub fn is_kept(db: &Connection, event: &Event) -> Result<bool> {
    let said = &event.said;
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM event WHERE who = ?1 AND at = ?2 AND note = ?3 AND source_id = ?4)",
        )?
        .query_row(params![event.who, said.at, said.note, said.source_id], |row| row.get(0))?)
}

/// To whom a visitor of this name was matched before; the bin is left out.
///
/// # Errors
/// Only what SQLite says.
pub fn matched(db: &Connection, who: &str) -> Result<Option<CustomerId>> {
    Ok(db
        .prepare_cached(
            "SELECT e.customer_id FROM event e JOIN customer c ON c.id = e.customer_id AND c.deleted_at IS NULL
             WHERE e.who = ?1 ORDER BY e.id DESC LIMIT 1",
        )?
        .query_row([who], |row| row.get(0))
        .optional()?)
}

/// Adds one to the holding list.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, id: EventId, event: &Event) -> Result<()> {
    let said = &event.said;
    db.prepare_cached(
        "INSERT INTO event (id, customer_id, who, at, channel, note, author, source_id)
         VALUES (:id, NULL, :who, :at, :channel, :note, :author, :source_id)",
    )?
    .execute(named_params! {
        ":id": id, ":who": event.who, ":at": said.at, ":channel": said.channel.code(), ":note": said.note,
        ":author": said.author, ":source_id": said.source_id,
    })?;
    Ok(())
}

/// Gives one to a customer.
///
/// # Errors
/// Only what SQLite says.
pub fn set_customer(db: &Connection, id: EventId, customer: CustomerId) -> Result<()> {
    db.prepare_cached("UPDATE event SET customer_id = ?2 WHERE id = ?1")?
        .execute(params![id, customer])?;
    Ok(())
}

/// Drops one.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, id: EventId) -> Result<()> {
    db.prepare_cached("DELETE FROM event WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
