//! Taking an op's changes back, from the history alone. Decides nothing about which op; see `app::history`.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::column::{self, Table};
use super::{Error, Result, points, secret};
use crate::domain::history::Source;
use crate::domain::id::{CustomerId, OpId};

/// A value that somebody changed after the op: taking the op back would lose that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub table: &'static str,
    pub column: Option<&'static str>,
    pub customer: Option<CustomerId>,
    pub row: i64,
}

struct Step {
    table: &'static Table,
    row: i64,
    customer: Option<CustomerId>,
    column: Option<&'static str>,
    old: Value,
}

/// Takes back what `op` changed, newest change first, or changes nothing and lists what stands in the way. The points ledger only grows:
/// its rows are settled by rows with `fresh` ids, except those of a customer who goes as well. Each change is looked at, then taken back,
/// as long as it `goes_on`.
///
/// # Errors
/// `Stopped`, or what SQLite says.
pub fn revert(
    db: &Connection,
    op: OpId,
    mut fresh: impl FnMut() -> i64,
    goes_on: impl Fn() -> bool,
) -> Result<Vec<Conflict>> {
    let steps = steps(db, op)?;
    let mut conflicts = Vec::new();
    for step in &steps {
        if !goes_on() {
            return Err(Error::Stopped);
        }
        if stands_in_the_way(db, op, step)? {
            conflicts.push(Conflict {
                table: step.table.name,
                column: step.column,
                customer: step.customer,
                row: step.row,
            });
        }
    }
    if conflicts.is_empty() {
        // Parents and children come back in any order; the references are checked at the commit.
        db.execute_batch("PRAGMA defer_foreign_keys=ON")?;
        let made: HashSet<CustomerId> = steps
            .iter()
            .filter(|step| makes_a_customer(step))
            .filter_map(|step| step.customer)
            .collect();
        for step in &steps {
            if !goes_on() {
                return Err(Error::Stopped);
            }
            let is_new = is_insert(step) && step.table.name == "point";
            if is_new && !step.customer.is_some_and(|id| made.contains(&id)) {
                points::take_back(db, step.row, fresh())?;
            } else {
                take_back(db, step)?;
            }
        }
        if steps.iter().any(makes_a_customer) {
            points::drop_orphans(db)?;
        }
    }
    Ok(conflicts)
}

/// How many changes of an op can be taken back.
///
/// # Errors
/// Only what SQLite says.
pub fn count(db: &Connection, op: OpId) -> Result<u64> {
    let sql = "SELECT count(*) FROM change WHERE op_id = ?1 AND salt IS NOT NULL";
    let count: i64 = db.prepare_cached(sql)?.query_row([op], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn is_insert(step: &Step) -> bool {
    step.column.is_none() && matches!(step.old, Value::Null)
}

fn makes_a_customer(step: &Step) -> bool {
    is_insert(step) && step.table.name == "customer"
}

fn steps(db: &Connection, op: OpId) -> Result<Vec<Step>> {
    db.prepare_cached("SELECT \"table\", row_id, customer_id, \"column\", old FROM change WHERE op_id = ?1 AND salt IS NOT NULL ORDER BY seq DESC")?
        .query_and_then([op], |row| {
            let unknown = Error::Value { table: "change", column: "table" };
            let table = column::table(row.get_ref(0)?.as_str().unwrap_or_default()).ok_or(unknown)?;
            let name: Option<String> = row.get(3)?;
            let column = match name {
                None => None,
                Some(name) => {
                    Some(table.column(&name).ok_or(Error::Value { table: "change", column: "column" })?.name)
                }
            };
            Ok(Step { table, row: row.get(1)?, customer: row.get(2)?, column, old: row.get(4)? })
        })?
        .collect()
}

/// Whether a later op that still stands has changed the same thing, or added to a customer whom this op made.
fn stands_in_the_way(db: &Connection, op: OpId, step: &Step) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM change c JOIN op o ON o.id = c.op_id
         WHERE c.customer_id IS ?1 AND (c.row_id = ?2 AND c.\"table\" = ?3 OR ?7) AND c.op_id > ?4
         AND (?5 IS NULL OR c.\"column\" IS NULL OR c.\"column\" = ?5)
         AND o.undone_by IS NULL AND o.source <> ?6)";
    let is_changed: bool = db.prepare_cached(sql)?.query_row(
        params![
            step.customer,
            step.row,
            step.table.name,
            op,
            step.column,
            Source::Undo.code(),
            makes_a_customer(step)
        ],
        |row| row.get(0),
    )?;
    Ok(is_changed || is_insert(step) && is_leaned_on(db, op, step)?)
}

/// Columns through which a row of one table leans on a row of another without being the same customer's.
const LEANING: [(&str, &str, &str); 4] = [
    ("customer", "relation", "other_id"),
    ("field", "field_value", "field_id"),
    ("purchase", "purchase", "refunds"),
    ("coupon", "coupon_use", "coupon_id"),
];

/// Whether a row that this op did not make leans on one that it did.
fn is_leaned_on(db: &Connection, op: OpId, step: &Step) -> Result<bool> {
    for (of, table, column) in LEANING {
        if of != step.table.name {
            continue;
        }
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM {table} l WHERE l.{column} = ?1 AND NOT EXISTS (SELECT 1 FROM change c
             WHERE c.op_id = ?2 AND c.\"table\" = '{table}' AND c.row_id = l.id AND c.\"column\" IS NULL AND c.old IS NULL))"
        );
        if db
            .prepare_cached(&sql)?
            .query_row(params![step.row, op], |row| row.get(0))?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn take_back(db: &Connection, step: &Step) -> Result<()> {
    let table = step.table.name;
    match (step.column, &step.old) {
        (Some(column), old) => {
            let sql = format!("UPDATE {table} SET \"{column}\" = ?2 WHERE id = ?1");
            db.prepare_cached(&sql)?.execute(params![step.row, old])?;
        }
        (None, Value::Text(row)) => put_back(db, step.table, step.row, row)?,
        (None, _) => {
            db.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?
                .execute([step.row])?;
        }
    }
    Ok(())
}

/// Inserts a deleted row again, every column as it was; one that came into the file later takes its usual value.
fn put_back(db: &Connection, table: &Table, id: i64, row: &str) -> Result<()> {
    let broken = Error::Value {
        table: "change",
        column: "old",
    };
    let Ok(serde_json::Value::Object(cells)) = serde_json::from_str(row) else {
        return Err(broken);
    };
    insert(db, table, id, &cells)
}

/// Inserts a row under its id; a column that the cells leave out takes its usual value.
pub(super) fn insert(
    db: &Connection,
    table: &Table,
    id: i64,
    cells: &serde_json::Map<String, serde_json::Value>,
) -> Result<()> {
    let columns = table
        .columns
        .iter()
        .filter(|column| cells.contains_key(column.name));
    let names: Vec<String> = columns
        .clone()
        .map(|column| format!("\"{}\"", column.name))
        .collect();
    let marks: Vec<String> = (2..=names.len() + 1).map(|n| format!("?{n}")).collect();
    let values = columns.map(|column| cell(cells.get(column.name)));
    let sql = format!(
        "INSERT INTO {} (id, {}) VALUES (?1, {})",
        table.name,
        names.join(", "),
        marks.join(", ")
    );
    db.prepare_cached(&sql)?.execute(params_from_iter(
        std::iter::once(Value::Integer(id)).chain(values),
    ))?;
    Ok(())
}

fn cell(json: Option<&serde_json::Value>) -> Value {
    match json {
        Some(serde_json::Value::String(text)) => Value::Text(text.clone()),
        Some(serde_json::Value::Number(number)) => number.as_i64().map_or_else(
            || Value::Real(number.as_f64().unwrap_or_default()),
            Value::Integer,
        ),
        _ => Value::Null,
    }
}

/// Marks an op as taken back by another, or as standing again.
///
/// # Errors
/// Only what SQLite says.
pub fn mark(db: &Connection, op: OpId, undone_by: Option<OpId>) -> Result<()> {
    db.prepare_cached("UPDATE op SET undone_by = ?2 WHERE id = ?1")?
        .execute(params![op, undone_by])?;
    Ok(())
}

/// Whether anything is left to take back: of whoever was erased the history keeps no values.
///
/// # Errors
/// Only what SQLite says.
pub fn can_be_taken_back(db: &Connection, op: OpId) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM change WHERE op_id = ?1 AND salt IS NOT NULL")?
        .exists([op])?)
}

/// The newest op that stands and is no undo nor the calendar's, leaving out the kinds that cannot be taken back.
///
/// # Errors
/// Only what SQLite says.
pub fn latest_standing(db: &Connection, not: &[&str]) -> Result<Option<OpId>> {
    let not = serde_json::Value::from(not.to_vec()).to_string();
    Ok(db
        .prepare_cached(
            "SELECT id FROM op WHERE undone_by IS NULL AND source NOT IN ('undo', 'rule') AND kind NOT IN (SELECT value FROM json_each(?1))
             AND EXISTS (SELECT 1 FROM change c WHERE c.op_id = op.id AND c.salt IS NOT NULL) ORDER BY id DESC LIMIT 1",
        )?
        .query_row([not], |row| row.get(0))
        .optional()?)
}

/// The undo that a redo takes back: the newest one that stands, unless a fresh op came after it.
///
/// # Errors
/// Only what SQLite says.
pub fn latest_undo(db: &Connection, not: &[&str]) -> Result<Option<OpId>> {
    let not = serde_json::Value::from(not.to_vec()).to_string();
    Ok(db
        .prepare_cached(
            "SELECT id FROM op u WHERE source = 'undo' AND kind = 'history.undo' AND undone_by IS NULL
             AND EXISTS (SELECT 1 FROM change c WHERE c.op_id = u.id AND c.salt IS NOT NULL)
             AND NOT EXISTS (SELECT 1 FROM op o WHERE o.id > u.id AND o.source NOT IN ('undo', 'rule') AND o.kind NOT IN (SELECT value FROM json_each(?1)))
             ORDER BY id DESC LIMIT 1",
        )?
        .query_row([not], |row| row.get(0))
        .optional()?)
}

/// A digest of every tracked row, without history and derived data: equal for equal shops.
///
/// # Errors
/// Only what SQLite says.
pub fn state_hash(db: &Connection, digest: super::file::Digest) -> Result<[u8; 32]> {
    let mut head = [0; 32];
    for table in column::TABLES {
        let names: Vec<String> = table
            .columns
            .iter()
            .map(|column| secret::read_as(table, column))
            .collect();
        let mut statement = db.prepare(&format!(
            "SELECT id, {} FROM {} {} ORDER BY id",
            names.join(", "),
            table.name,
            // What was taken back from the ledger stays in it and is no part of the shop any more.
            if table.name == "point" {
                points::STANDING
            } else {
                ""
            }
        ))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut link = head.to_vec();
            link.extend(table.name.as_bytes());
            for n in 0..=table.columns.len() {
                super::history::absorb(&mut link, row.get_ref(n)?);
            }
            head = digest(&link);
        }
    }
    Ok(head)
}
