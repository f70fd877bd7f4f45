//! Everything the file keeps about one person, by the column table: nothing here knows what a table means, so that one added later is
//! part of it too.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::column::{Owner, TABLES, Table};
use super::{Result, secret};
use crate::domain::id::CustomerId;

/// A value, whatever its column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    None,
    Number(i64),
    Real(f64),
    Text(String),
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Cell::None,
        ValueRef::Integer(number) => Cell::Number(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
    }
}

/// The rows of one table: the id, then the values in the order of the column table.
pub struct Rows {
    pub table: &'static Table,
    pub rows: Vec<(i64, Vec<Cell>)>,
}

/// Every row about a customer, and the shop's own rows that these refer to, such as their tags.
///
/// # Errors
/// Only what SQLite says.
pub fn rows(db: &Connection, id: CustomerId) -> Result<Vec<Rows>> {
    let mut all = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        let condition = match table.owner {
            Owner::Itself => "id = ?1".to_owned(),
            Owner::Column => "customer_id = ?1".to_owned(),
            Owner::Pair => "(customer_id = ?1 OR other_id = ?1)".to_owned(),
            Owner::Shop => match referring(db, table)? {
                None => continue,
                Some(condition) => condition,
            },
        };
        all.push(Rows {
            table,
            rows: read(db, table, &condition, id)?,
        });
    }
    Ok(all)
}

/// What makes a row of the shop one that the customer's rows refer to; nothing where none can.
fn referring(db: &Connection, shop: &Table) -> Result<Option<String>> {
    let mut parts = BTreeSet::new();
    for table in TABLES.iter().filter(|table| table.owner == Owner::Column) {
        let mut columns = db.prepare_cached(
            "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = ?2",
        )?;
        let found = columns.query_map([table.name, shop.name], |row| row.get::<_, String>(0))?;
        for column in found {
            parts.insert(format!(
                "id IN (SELECT \"{}\" FROM {} WHERE customer_id = ?1)",
                column?, table.name
            ));
        }
    }
    let parts: Vec<String> = parts.into_iter().collect();
    Ok((!parts.is_empty()).then(|| parts.join(" OR ")))
}

fn read(
    db: &Connection,
    table: &Table,
    condition: &str,
    id: CustomerId,
) -> Result<Vec<(i64, Vec<Cell>)>> {
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| secret::read_as(table, column))
        .collect();
    let sql = format!(
        "SELECT id, {} FROM {} WHERE {condition} ORDER BY id",
        names.join(", "),
        table.name
    );
    let mut statement = db.prepare(&sql)?;
    let rows = statement.query_map([id], |row| {
        let values = (1..=table.columns.len())
            .map(|n| row.get_ref(n).map(cell))
            .collect::<rusqlite::Result<_>>()?;
        Ok((row.get(0)?, values))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
