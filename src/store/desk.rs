//! The file's identity and its counter of ids.

use rusqlite::{Connection, params};

use super::Result;
use crate::domain::id::{self, AgentId};
use crate::domain::time::Millis;

/// The one agent of a plain file.
pub const OWNER: AgentId = AgentId(1);

/// The file's identity and id counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    pub uid: String,
    pub number: u16,
    pub last_id: i64,
}

/// Hands out ids inside one write transaction.
#[derive(Debug)]
pub struct Ids {
    last: i64,
    desk: u16,
    now: Millis,
}

impl Ids {
    /// The next id; always larger than every id of this file.
    pub fn take(&mut self) -> i64 {
        self.last = id::next(self.last, self.now, self.desk);
        self.last
    }

    /// Leaves out every id up to one that came from elsewhere.
    pub fn rise_above(&mut self, id: i64) {
        self.last = self.last.max(id);
    }
}

/// Writes the first rows of a new file.
pub(super) fn found(db: &Connection, now: Millis, seed: [u8; 32]) -> Result<()> {
    let uid: String = seed[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let number = u16::from_be_bytes([seed[16], seed[17]]) % id::DESKS;
    let last = id::next(0, now, number);
    db.execute(
        "INSERT INTO desk (id, uid, number, last_id) VALUES (1, ?1, ?2, ?3)",
        params![uid, number, last],
    )?;
    Ok(())
}

/// Reads the file's identity.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection) -> Result<Desk> {
    Ok(
        db.query_row("SELECT uid, number, last_id FROM desk", [], |row| {
            Ok(Desk {
                uid: row.get(0)?,
                number: row.get(1)?,
                last_id: row.get(2)?,
            })
        })?,
    )
}

/// Starts handing out ids at `now`.
///
/// # Errors
/// Only what SQLite says.
pub fn ids(db: &Connection, now: Millis) -> Result<Ids> {
    let desk = get(db)?;
    Ok(Ids {
        last: desk.last_id,
        desk: desk.number,
        now,
    })
}

/// Remembers the last id handed out; part of the same transaction.
///
/// # Errors
/// Only what SQLite says.
pub fn keep(db: &Connection, ids: &Ids) -> Result<()> {
    db.execute("UPDATE desk SET last_id = ?1", [ids.last])?;
    Ok(())
}
