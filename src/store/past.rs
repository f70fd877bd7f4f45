//! A field's past, read from the history. An insert keeps no values there, so the past is read backwards from what is there now.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};

use super::column::{self, Table};
use super::{Error, Result};
use crate::domain::id::{CustomerId, OpId, TagId};

/// One change of one row, as the history keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub op: OpId,
    pub row: i64,
    /// The column that changed; that asked for where the row came or went.
    pub column: String,
    /// What the column asked for said then, where another one changed.
    pub about: Option<String>,
    pub old: Option<String>,
    pub new: Option<String>,
}

struct Raw {
    op: OpId,
    row: i64,
    column: Option<String>,
    old: Option<String>,
    new: Option<String>,
}

/// How one column of a customer's rows of a table changed, newest first; `only` narrows to rows whose column says a word.
///
/// # Errors
/// Only what SQLite says.
pub fn of(
    db: &Connection,
    customer: CustomerId,
    table: &'static str,
    shown: &str,
    only: Option<(&str, &str)>,
) -> Result<Vec<Change>> {
    let unknown = Error::Value {
        table: "change",
        column: "table",
    };
    let table = column::table(table).ok_or(unknown)?;
    let mut raws = raws(db, customer, table)?;
    // The rows one by one, each from its newest change back.
    raws.sort_by_key(|raw| raw.row);
    let mut found = Vec::new();
    for changes in raws.chunk_by(|one, other| one.row == other.row) {
        let Some(row) = changes.first().map(|raw| raw.row) else {
            continue;
        };
        let is_meant = match only {
            None => true,
            Some((column, word)) => {
                let said = cell(db, table, row, column)?.or_else(|| last_said(changes, column));
                said.as_deref() == Some(word)
            }
        };
        if is_meant {
            let now = cell(db, table, row, shown)?;
            found.extend(backwards(changes, shown, now));
        }
    }
    found.sort_by_key(|change| std::cmp::Reverse(change.op));
    Ok(found)
}

/// Newest first.
fn raws(db: &Connection, customer: CustomerId, table: &Table) -> Result<Vec<Raw>> {
    let own = table.owner == column::Owner::Itself;
    Ok(db
        .prepare_cached(
            "SELECT op_id, row_id, \"column\", CAST(old AS TEXT), CAST(new AS TEXT) FROM change
             WHERE customer_id = ?1 AND \"table\" = ?2 AND (NOT ?3 OR row_id = ?1) ORDER BY op_id DESC, seq DESC",
        )?
        .query_map(params![customer, table.name, own], |row| {
            Ok(Raw {
                op: row.get(0)?,
                row: row.get(1)?,
                column: row.get(2)?,
                old: row.get(3)?,
                new: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?)
}

fn backwards(changes: &[Raw], shown: &str, now: Option<String>) -> Vec<Change> {
    let mut value = now;
    let mut found = Vec::new();
    for raw in changes {
        let mut change = Change {
            op: raw.op,
            row: raw.row,
            column: shown.to_owned(),
            about: None,
            old: None,
            new: None,
        };
        match (raw.column.as_deref(), &raw.old) {
            (None, Some(whole)) => {
                value = said_in(whole, shown);
                change.old.clone_from(&value);
            }
            (None, None) => change.new = value.take(),
            (Some(column), _) if column == shown => {
                change.old.clone_from(&raw.old);
                change.new.clone_from(&raw.new);
                value.clone_from(&raw.old);
            }
            // It came over from another customer.
            (Some("customer_id"), _) => change.new.clone_from(&value),
            (Some(column), _) => {
                change.column = column.to_owned();
                change.about.clone_from(&value);
                change.old.clone_from(&raw.old);
                change.new.clone_from(&raw.new);
            }
        }
        found.push(change);
    }
    found
}

/// What a row that is gone said last.
fn last_said(changes: &[Raw], column: &str) -> Option<String> {
    changes
        .iter()
        .find(|raw| raw.column.is_none() && raw.old.is_some())
        .and_then(|raw| said_in(raw.old.as_deref()?, column))
}

fn said_in(whole: &str, column: &str) -> Option<String> {
    let cells: serde_json::Value = serde_json::from_str(whole).ok()?;
    match cells.get(column)? {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Null => None,
        other => Some(other.to_string()),
    }
}

fn cell(db: &Connection, table: &Table, row: i64, column: &str) -> Result<Option<String>> {
    let Some(column) = table.column(column) else {
        return Ok(None);
    };
    let sql = format!(
        "SELECT \"{}\" FROM {} WHERE id = ?1",
        column.name, table.name
    );
    let read = |row: &rusqlite::Row| {
        Ok(match row.get_ref(0)? {
            ValueRef::Integer(number) => Some(number.to_string()),
            ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
            _ => None,
        })
    };
    Ok(db
        .prepare_cached(&sql)?
        .query_row([row], read)
        .optional()?
        .flatten())
}

/// What a tag is called, or was called before it was deleted.
///
/// # Errors
/// Only what SQLite says.
pub fn tag_name(db: &Connection, tag: TagId) -> Result<Option<String>> {
    let table = column::table("tag").ok_or(Error::Value {
        table: "tag",
        column: "name",
    })?;
    if let Some(name) = cell(db, table, tag.0, "name")? {
        return Ok(Some(name));
    }
    let whole: Option<String> = db
        .prepare_cached(
            "SELECT CAST(old AS TEXT) FROM change WHERE customer_id IS NULL AND row_id = ?1 AND \"table\" = 'tag'
             AND \"column\" IS NULL AND old IS NOT NULL ORDER BY op_id DESC LIMIT 1",
        )?
        .query_row([tag], |row| row.get(0))
        .optional()?;
    Ok(whole.and_then(|whole| said_in(&whole, "name")))
}
