//! Ready-made texts in SQLite, and who was sent which.

use rusqlite::{Connection, Row, named_params, params};

use super::{Result, value};
use crate::domain::id::{CustomerId, ScriptId};
use crate::domain::log_line::{Channel, Direction};
use crate::domain::script::{Script, Told, Words};
use crate::domain::time::{Millis, Now};

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

/// Days in which somebody may answer a script.
const ANSWER_DAYS: i64 = 7;
const DAY_MS: i64 = 86_400_000;

/// Every script with how often it was used, how often that was answered, and when it was last used for one customer; by folder, then by
/// code. An answer is something the customer said, or a purchase from the day of the script on, within a week. A use not answered
/// counts once its week is over.
///
/// # Errors
/// Only what SQLite says.
pub fn told(db: &Connection, customer: Option<CustomerId>, now: Now) -> Result<Vec<Told>> {
    db.prepare_cached(
        "WITH judged AS (
             SELECT u.script_id, u.at,
                 EXISTS (SELECT 1 FROM interaction i WHERE i.customer_id = u.customer_id AND i.direction = :inbound
                     AND i.at > u.at AND i.at <= u.at + :week)
                 OR EXISTS (SELECT 1 FROM purchase p WHERE p.customer_id = u.customer_id AND p.amount_cents >= 0 AND p.refunds IS NULL
                     AND p.day BETWEEN date((u.at + :offset) / 1000, 'unixepoch')
                         AND date((u.at + :week + :offset) / 1000, 'unixepoch')) AS answered
             FROM script_use u
         )
         SELECT s.id, s.folder, s.code, s.headline, s.channel, s.text_zh, s.text_en,
             (SELECT count(*) FROM script_use WHERE script_id = s.id) AS uses,
             (SELECT count(*) FROM judged WHERE script_id = s.id AND answered) AS answered,
             (SELECT count(*) FROM judged WHERE script_id = s.id AND (answered OR at + :week <= :now)) AS judged,
             (SELECT max(at) FROM script_use WHERE script_id = s.id AND customer_id = :customer) AS last
         FROM script s ORDER BY s.folder, s.code",
    )?
    .query_and_then(
        named_params! {
            ":inbound": Direction::In.code(), ":week": ANSWER_DAYS * DAY_MS, ":now": now.at,
            ":offset": i64::from(now.offset.local_minus_utc()) * 1000, ":customer": customer,
        },
        |row| {
            Ok(Told {
                script: row_to_script(row)?,
                uses: row.get("uses")?,
                answered: row.get("answered")?,
                judged: row.get("judged")?,
                last: row.get("last")?,
            })
        },
    )?
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
