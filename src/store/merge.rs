//! Moving what belongs to one customer to another. Which tables that is comes from the column table and the file's own references, so
//! that a table added later is moved too. Decides nothing about which of two values is kept.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, params};

use super::Result;
use super::column::{self, Owner, Table};
use crate::domain::id::CustomerId;
use crate::domain::kind::Kind;
use crate::domain::merge::Moved;

/// A column of a tracked table that names a customer.
pub(super) struct Reference {
    pub(super) table: &'static Table,
    pub(super) column: String,
}

/// Every column of a tracked table that refers to a customer, by the file's own schema.
pub(super) fn references(db: &Connection) -> Result<Vec<Reference>> {
    let mut found = Vec::new();
    for table in column::TABLES {
        let mut columns: Vec<String> = db
            .prepare_cached(
                "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = 'customer'",
            )?
            .query_map([table.name], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let own = "customer_id".to_owned();
        if table.owner == Owner::Column && !columns.contains(&own) {
            columns.push(own);
        }
        columns.sort();
        found.extend(
            columns
                .into_iter()
                .map(|column| Reference { table, column }),
        );
    }
    Ok(found)
}

/// The columns that make a row of a table like another of the same customer; empty where every row is its own event.
fn sameness(table: &str) -> &'static [&'static str] {
    match table {
        "contact" => &["method", "value"],
        "fact" => &["leaning", "text"],
        "customer_tag" => &["tag_id"],
        _ => &[],
    }
}

/// Whether the row has its like among the rows of the other customer.
fn equals(table: &str, mark: &str) -> String {
    let same = sameness(table);
    if same.is_empty() {
        return "0".to_owned();
    }
    let pairs: Vec<String> = same
        .iter()
        .map(|column| format!("other.\"{column}\" IS t.\"{column}\""))
        .collect();
    format!(
        "EXISTS (SELECT 1 FROM {table} other WHERE other.customer_id = {mark} AND {})",
        pairs.join(" AND ")
    )
}

/// The rows that refer to `from`, each with whether `to` has its like.
fn rows_of(
    db: &Connection,
    reference: &Reference,
    from: CustomerId,
    to: CustomerId,
) -> Result<Vec<(i64, bool)>> {
    let (table, column) = (reference.table.name, &reference.column);
    let sql = format!(
        "SELECT t.id, {} FROM {table} t WHERE t.\"{column}\" = ?1 AND t.id <> ?2 ORDER BY t.id",
        equals(table, "?2")
    );
    Ok(db
        .prepare_cached(&sql)?
        .query_map([from, to], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?)
}

/// What moving everything would do; writes nothing.
///
/// # Errors
/// Only what SQLite says.
pub fn foresee(db: &Connection, from: CustomerId, to: CustomerId) -> Result<Vec<Moved>> {
    let mut all = Vec::new();
    for reference in references(db)? {
        let rows = rows_of(db, &reference, from, to)?;
        let equal = rows.iter().filter(|(_, equal)| *equal).count();
        add(&mut all, reference.table.kind, rows.len() - equal, equal);
    }
    Ok(all)
}

/// Moves everything that belongs to `from` to `to`; what `to` has already stays where it is.
///
/// # Errors
/// Only what SQLite says.
pub fn move_all(db: &Connection, from: CustomerId, to: CustomerId) -> Result<Vec<Moved>> {
    let mut all = Vec::new();
    for reference in references(db)? {
        let (mut moved, mut equal) = (0, 0);
        let (table, column) = (reference.table.name, &reference.column);
        for (id, has_like) in rows_of(db, &reference, from, to)? {
            let sql = format!("UPDATE {table} SET \"{column}\" = ?2 WHERE id = ?1");
            if has_like {
                equal += 1;
                continue;
            }
            match db.prepare_cached(&sql)?.execute(params![id, to]) {
                Ok(_) => moved += 1,
                // The other has such a row already, or it would come to refer to itself: it stays with the one who goes.
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                    equal += 1;
                }
                Err(error) => return Err(error.into()),
            }
        }
        add(&mut all, reference.table.kind, moved, equal);
    }
    Ok(all)
}

fn add(all: &mut Vec<Moved>, kind: Kind, rows: usize, equal: usize) {
    match all.iter_mut().find(|moved| moved.kind == kind) {
        Some(moved) => {
            moved.rows += rows;
            moved.equal += equal;
        }
        None if rows + equal > 0 => all.push(Moved { kind, rows, equal }),
        None => {}
    }
}

/// Both customers' own columns, in the order of the column table: name, value here, value there; values as text, empty for none.
///
/// # Errors
/// Only what SQLite says.
pub fn columns(
    db: &Connection,
    one: CustomerId,
    other: CustomerId,
) -> Result<Vec<(&'static str, String, String)>> {
    let Some(table) = column::table("customer") else {
        return Ok(Vec::new());
    };
    let mine = cells(db, table, one)?;
    let theirs = cells(db, table, other)?;
    let names = table.columns.iter().map(|column| column.name);
    let pairs = names.zip(mine).zip(theirs);
    Ok(pairs
        .map(|((name, mine), theirs)| (name, mine, theirs))
        .collect())
}

fn cells(db: &Connection, table: &Table, id: CustomerId) -> Result<Vec<String>> {
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("\"{}\"", column.name))
        .collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE id = ?1",
        names.join(", "),
        table.name
    );
    Ok(db.prepare_cached(&sql)?.query_row([id], |row| {
        (0..table.columns.len())
            .map(|n| {
                Ok(match row.get_ref(n)? {
                    ValueRef::Integer(number) => number.to_string(),
                    ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                    _ => String::new(),
                })
            })
            .collect()
    })?)
}

/// Takes a column over from another customer, type and all.
///
/// # Errors
/// `Value` when there is no such column.
pub fn take(db: &Connection, name: &str, from: CustomerId, to: CustomerId) -> Result<()> {
    let name = known(name)?;
    let sql = format!(
        "UPDATE customer SET \"{name}\" = (SELECT \"{name}\" FROM customer WHERE id = ?2) WHERE id = ?1"
    );
    db.prepare_cached(&sql)?.execute([to, from])?;
    Ok(())
}

/// Writes a text into a customer's own column.
///
/// # Errors
/// `Value` when there is no such column.
pub fn write(db: &Connection, name: &str, id: CustomerId, text: &str) -> Result<()> {
    let name = known(name)?;
    let sql = format!("UPDATE customer SET \"{name}\" = ?2 WHERE id = ?1");
    db.prepare_cached(&sql)?.execute(params![id, text])?;
    Ok(())
}

fn known(name: &str) -> Result<&'static str> {
    column::table("customer")
        .and_then(|table| table.column(name))
        .map(|column| column.name)
        .ok_or(super::Error::Value {
            table: "customer",
            column: "name",
        })
}
