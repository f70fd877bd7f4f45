//! The quality board of each month in SQLite. Derived and untracked: it can be counted, never undone.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Error, Result};
use crate::domain::quality::{Board, Counter, Month};

/// What the count of those who lack something is kept under.
const LACKING: &str = "lacking";

/// The newest months, newest first.
///
/// # Errors
/// Only what SQLite says.
pub fn newest(db: &Connection, limit: usize) -> Result<Vec<Month>> {
    db.prepare_cached("SELECT month, points, counters FROM score ORDER BY month DESC LIMIT ?1")?
        .query_and_then([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            let (points, counters): (i64, String) = (row.get("points")?, row.get("counters")?);
            let board = read(points, &counters).ok_or(Error::Value {
                table: "score",
                column: "counters",
            })?;
            let month = row.get("month")?;
            Ok(Month { month, board })
        })?
        .collect()
}

/// The day the board was last looked at.
///
/// # Errors
/// Only what SQLite says.
pub fn looked_at(db: &Connection) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT as_of FROM score ORDER BY month DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?)
}

/// Keeps a month's board as it was on a day.
///
/// # Errors
/// Only what SQLite says.
pub fn keep(db: &Connection, month: &Month, day: &str) -> Result<()> {
    let board = &month.board;
    let counts = Counter::ALL.into_iter().zip(board.counts);
    let mut counters: serde_json::Map<String, serde_json::Value> = counts
        .map(|(counter, count)| (counter.code().to_owned(), count.into()))
        .collect();
    counters.insert("records".to_owned(), board.records.into());
    if let Some(lacking) = board.lacking {
        counters.insert(LACKING.to_owned(), lacking.into());
    }
    db.prepare_cached(
        "INSERT INTO score (month, as_of, points, counters) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (month) DO UPDATE SET as_of = ?2, points = ?3, counters = ?4",
    )?
    .execute(params![
        month.month,
        day,
        board.score_tenths.unwrap_or(0),
        serde_json::Value::Object(counters).to_string()
    ])?;
    Ok(())
}

fn read(points: i64, counters: &str) -> Option<Board> {
    let counters: serde_json::Value = serde_json::from_str(counters).ok()?;
    let count = |name: &str| counters.get(name).and_then(serde_json::Value::as_i64);
    let records = count("records")?;
    Some(Board {
        records,
        score_tenths: (records > 0).then_some(points),
        lacking: count(LACKING),
        // A counter that came later counted nothing then.
        counts: Counter::ALL.map(|counter| count(counter.code()).unwrap_or(0)),
    })
}
