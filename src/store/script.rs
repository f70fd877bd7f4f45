//! Ready-made texts in SQLite, and who was sent which.

use rusqlite::{Connection, Row, named_params, params};

use super::{Result, value};
use crate::domain::id::{CustomerId, ScriptId};
use crate::domain::log_line::Channel;
use crate::domain::script::{Script, Told, Words};
use crate::domain::time::Millis;

fn row_to_script(row: &Row) -> Result<Script> {
    Ok(Script {
        id: row.get("id")?,
        words: Words {
            folder: row.get("folder")?,
            code: row.get("code")?,
            headline: row.get("headline")?,
            channel: value::maybe(row, "script", "channel", Channel::from_code)?,
            text_zh: row.get("text_zh")?,
            text_en: row.get("text_en")?,
        },
    })
}

/// Every script with how often it was used, and when last for one customer; by folder, then by code.
///
/// # Errors
/// Only what SQLite says.
pub fn told(db: &Connection, customer: Option<CustomerId>) -> Result<Vec<Told>> {
    db.prepare_cached(
        "SELECT s.id, s.folder, s.code, s.headline, s.channel, s.text_zh, s.text_en,
             (SELECT count(*) FROM script_use WHERE script_id = s.id) AS uses,
             (SELECT max(at) FROM script_use WHERE script_id = s.id AND customer_id = ?1) AS last
         FROM script s ORDER BY s.folder, s.code",
    )?
    .query_and_then([customer], |row| {
        Ok(Told {
            script: row_to_script(row)?,
            uses: row.get("uses")?,
            last: row.get("last")?,
        })
    })?
    .collect()
}

/// One script.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: ScriptId) -> Result<Option<Script>> {
    let mut statement = db.prepare_cached(
        "SELECT id, folder, code, headline, channel, text_zh, text_en FROM script WHERE id = ?1",
    )?;
    let mut rows = statement.query_and_then([id], row_to_script)?;
    rows.next().transpose()
}

/// The script of that code.
///
/// # Errors
/// Only what SQLite says.
pub fn coded(db: &Connection, code: &str) -> Result<Option<Script>> {
    let mut statement = db.prepare_cached(
        "SELECT id, folder, code, headline, channel, text_zh, text_en FROM script WHERE code = ?1",
    )?;
    let mut rows = statement.query_and_then([code], row_to_script)?;
    rows.next().transpose()
}

/// How many scripts there are.
///
/// # Errors
/// Only what SQLite says.
pub fn count(db: &Connection) -> Result<usize> {
    let count: i64 = db.query_row("SELECT count(*) FROM script", [], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Adds a script.
///
/// # Errors
/// `Constraint` when the code is taken.
pub fn insert(db: &Connection, script: &Script) -> Result<()> {
    put(
        db,
        script,
        "INSERT INTO script (id, folder, code, headline, channel, text_zh, text_en)
         VALUES (:id, :folder, :code, :headline, :channel, :text_zh, :text_en)",
    )
}

/// Says everything about a script anew.
///
/// # Errors
/// `Constraint` when the code is taken.
pub fn update(db: &Connection, script: &Script) -> Result<()> {
    put(
        db,
        script,
        "UPDATE script SET folder = :folder, code = :code, headline = :headline, channel = :channel, text_zh = :text_zh,
             text_en = :text_en WHERE id = :id",
    )
}

fn put(db: &Connection, script: &Script, sql: &str) -> Result<()> {
    let words = &script.words;
    db.prepare_cached(sql)?.execute(named_params! {
        ":id": script.id, ":folder": words.folder, ":code": words.code, ":headline": words.headline,
        ":channel": words.channel.map(Channel::code), ":text_zh": words.text_zh, ":text_en": words.text_en,
    })?;
    Ok(())
}

/// Deletes a script, and with it who was sent it.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, id: ScriptId) -> Result<()> {
    db.prepare_cached("DELETE FROM script_use WHERE script_id = ?1")?
        .execute([id])?;
    db.prepare_cached("DELETE FROM script WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Notes that a customer was sent a script; `row` is the id of the new row.
///
/// # Errors
/// Only what SQLite says.
pub fn used(
    db: &Connection,
    row: i64,
    customer: CustomerId,
    script: ScriptId,
    at: Millis,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO script_use (id, customer_id, script_id, at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![row, customer, script, at])?;
    Ok(())
}
