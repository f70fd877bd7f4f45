//! The shop's settings and the desk's agents in SQLite.

use rusqlite::{Connection, OptionalExtension, params};

use super::Result;
use crate::domain::id::AgentId;

/// The value of a setting.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, key: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// Sets a setting; `id` is used when the key is new.
///
/// # Errors
/// Only what SQLite says.
pub fn set(db: &Connection, id: i64, key: &str, value: &str) -> Result<()> {
    let changed = db
        .prepare_cached("UPDATE setting SET value = ?2 WHERE key = ?1")?
        .execute(params![key, value])?;
    if changed == 0 {
        db.prepare_cached("INSERT INTO setting (id, key, value) VALUES (?1, ?2, ?3)")?
            .execute(params![id, key, value])?;
    }
    Ok(())
}

/// Every setting, by key.
///
/// # Errors
/// Only what SQLite says.
pub fn all(db: &Connection) -> Result<Vec<(String, String)>> {
    db.prepare_cached("SELECT key, value FROM setting ORDER BY key")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .map(|row| Ok(row?))
        .collect()
}

/// The name of an agent.
///
/// # Errors
/// Only what SQLite says.
pub fn agent_name(db: &Connection, id: AgentId) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT name FROM agent WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// The agent of this name.
///
/// # Errors
/// Only what SQLite says.
pub fn agent_named(db: &Connection, name: &str) -> Result<Option<AgentId>> {
    Ok(db
        .prepare_cached("SELECT id FROM agent WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// What an agent is, as the history shall tell it; what they may do is said by their slot.
///
/// # Errors
/// Only what SQLite says.
pub fn set_agent_role(db: &Connection, id: AgentId, role: &str) -> Result<()> {
    db.prepare_cached("UPDATE agent SET role = ?2 WHERE id = ?1")?
        .execute(params![id, role])?;
    Ok(())
}

/// Names an agent, adding them if they are new.
///
/// # Errors
/// Only what SQLite says.
pub fn name_agent(db: &Connection, id: AgentId, name: &str, role: &str) -> Result<()> {
    let changed = db
        .prepare_cached("UPDATE agent SET name = ?2 WHERE id = ?1")?
        .execute(params![id, name])?;
    if changed == 0 {
        db.prepare_cached("INSERT INTO agent (id, name, role) VALUES (?1, ?2, ?3)")?
            .execute(params![id, name, role])?;
    }
    Ok(())
}

/// How many people have a name at the desk.
///
/// # Errors
/// Only what SQLite says.
pub fn agents(db: &Connection) -> Result<i64> {
    Ok(db.query_row("SELECT count(*) FROM agent", [], |row| row.get(0))?)
}
