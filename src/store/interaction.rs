//! Interactions in SQLite.

use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::{Result, value};
use crate::domain::id::{CustomerId, InteractionId};
use crate::domain::interaction::{Interaction, Said};
use crate::domain::log_line::{Channel, Direction, Outcome};

pub(super) fn row_to_interaction(row: &Row) -> Result<Interaction> {
    Ok(Interaction {
        id: row.get("id")?,
        customer: row.get("customer_id")?,
        said: Said {
            at: row.get("at")?,
            channel: value::word(row, "interaction", "channel", Channel::from_code)?,
            direction: value::maybe(row, "interaction", "direction", Direction::from_code)?,
            minutes: row.get("minutes")?,
            outcome: value::maybe(row, "interaction", "outcome", Outcome::from_code)?,
            note: row.get("note")?,
            author: row.get("author")?,
            source_id: row.get("source_id")?,
        },
        corrects: row.get("corrects")?,
    })
}

pub(super) const COLUMNS: &str =
    "id, customer_id, at, channel, direction, minutes, outcome, note, author, corrects, source_id";

/// One interaction.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: InteractionId) -> Result<Option<Interaction>> {
    let sql = format!("SELECT {COLUMNS} FROM interaction WHERE id = ?1");
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id], row_to_interaction)?;
    rows.next().transpose()
}

/// Adds an interaction.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, row: &Interaction) -> Result<()> {
    let said = &row.said;
    db.prepare_cached(
        "INSERT INTO interaction (id, customer_id, at, channel, direction, minutes, outcome, note, author, corrects, source_id)
         VALUES (:id, :customer, :at, :channel, :direction, :minutes, :outcome, :note, :author, :corrects, :source_id)",
    )?
    .execute(named_params! {
        ":id": row.id, ":customer": row.customer, ":at": said.at, ":channel": said.channel.code(),
        ":direction": said.direction.map(Direction::code), ":minutes": said.minutes, ":outcome": said.outcome.map(Outcome::code),
        ":note": said.note, ":author": said.author, ":corrects": row.corrects, ":source_id": said.source_id,
    })?;
    Ok(())
}

/// Says an interaction anew, in its first day.
///
/// # Errors
/// Only what SQLite says.
pub fn update(db: &Connection, id: InteractionId, said: &Said) -> Result<()> {
    db.prepare_cached(
        "UPDATE interaction SET channel = :channel, direction = :direction, minutes = :minutes, outcome = :outcome, note = :note
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id, ":channel": said.channel.code(), ":direction": said.direction.map(Direction::code), ":minutes": said.minutes,
        ":outcome": said.outcome.map(Outcome::code), ":note": said.note,
    })?;
    Ok(())
}

/// The entry about a customer that has this id elsewhere, or in a file of ours.
///
/// # Errors
/// Only what SQLite says.
pub fn called(db: &Connection, customer: CustomerId, key: &str) -> Result<Option<InteractionId>> {
    Ok(db
        .prepare_cached(
            "SELECT id FROM interaction WHERE customer_id = ?1 AND (source_id = ?2 OR 'shuke-' || id = ?2) ORDER BY id LIMIT 1",
        )?
        .query_row(rusqlite::params![customer, key], |row| row.get(0))
        .optional()?)
}

/// Whether a customer has this interaction already: the same external id, or where there is none the same instant and words.
///
/// # Errors
/// Only what SQLite says.
pub fn is_kept(db: &Connection, customer: CustomerId, said: &Said) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM interaction WHERE customer_id = ?1
             AND CASE WHEN ?2 <> '' THEN source_id = ?2 OR 'shuke-' || id = ?2 ELSE at = ?3 AND note = ?4 END)",
        )?
        .query_row(
            rusqlite::params![customer, said.source_id, said.at, said.note],
            |row| row.get(0),
        )?)
}
