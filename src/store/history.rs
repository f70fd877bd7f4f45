//! Operations and what they changed: starting and sealing an op, listing ops, reading a field's past.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::file::Digest;
use super::{Result, column, value};
use crate::domain::history::{FieldChange, OpRow, Source};
use crate::domain::id::{AgentId, CustomerId, OpId};
use crate::domain::kind::{Kind, KindSet};
use crate::domain::time::Millis;

/// What is known of an op when it starts.
#[derive(Debug, Clone)]
pub struct Start<'a> {
    pub id: OpId,
    pub at: Millis,
    pub agent: AgentId,
    pub kind: &'a str,
    pub source: Source,
    pub purpose: &'a str,
    /// Fresh random bytes; the salts of this op's changes derive from them.
    pub secret: [u8; 32],
}

/// Opens the op's row and lets the triggers record for it.
///
/// # Errors
/// Only what SQLite says.
pub fn start(db: &Connection, op: &Start) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO op (id, at, agent_id, kind, customer_id, count, source, undo_of, undone_by, purpose, prev, hash)
         VALUES (:id, :at, :agent, :kind, NULL, 0, :source, NULL, NULL, :purpose, x'', x'')",
    )?
    .execute(named_params! {
        ":id": op.id, ":at": op.at, ":agent": op.agent, ":kind": op.kind, ":source": op.source.code(), ":purpose": op.purpose,
    })?;
    db.prepare_cached("INSERT INTO current_op (id, op_id, seq, secret) VALUES (1, ?1, 0, ?2)")?
        .execute(params![op.id, op.secret])?;
    Ok(())
}

/// What an op turned out to have done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    pub customer: Option<CustomerId>,
    pub count: i64,
    pub undo_of: Option<OpId>,
}

/// Closes the op: keeps its summary and chains its hash to the op before. Returns the hash.
///
/// # Errors
/// Only what SQLite says.
pub fn seal(db: &Connection, op: &Start, summary: Summary, digest: Digest) -> Result<[u8; 32]> {
    db.prepare_cached("DELETE FROM current_op")?.execute([])?;
    let prev: Vec<u8> = db
        .prepare_cached("SELECT hash FROM op WHERE id < ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([op.id], |row| row.get(0))
        .optional()?
        .unwrap_or_default();
    db.prepare_cached(
        "UPDATE op SET customer_id = ?2, count = ?3, undo_of = ?4, prev = ?5 WHERE id = ?1",
    )?
    .execute(params![
        op.id,
        summary.customer,
        summary.count,
        summary.undo_of,
        prev
    ])?;
    let hash = chain_hash(db, op.id, digest)?;
    db.prepare_cached("UPDATE op SET hash = ?2 WHERE id = ?1")?
        .execute(params![op.id, hash])?;
    Ok(hash)
}

/// The hash an op should have: over the op before, its own metadata and the digests of its changes; values stay out, so that
/// erasing a person breaks no chain. `undone_by` stays out too: it is written later.
fn chain_hash(db: &Connection, op: OpId, digest: Digest) -> Result<[u8; 32]> {
    let mut input = Vec::new();
    db.prepare_cached("SELECT prev, id, at, agent_id, kind, customer_id, count, source, undo_of, purpose FROM op WHERE id = ?1")?
        .query_row([op], |row| {
            for n in 0..10 {
                absorb(&mut input, row.get_ref(n)?);
            }
            Ok(())
        })?;
    let mut head = digest(&input);
    let mut changes =
        db.prepare_cached("SELECT digest FROM change WHERE op_id = ?1 ORDER BY seq")?;
    let mut rows = changes.query([op])?;
    while let Some(row) = rows.next()? {
        let mut link = head.to_vec();
        absorb(&mut link, row.get_ref(0)?);
        head = digest(&link);
    }
    Ok(head)
}

/// Appends a cell to a hash's input, with its type and length, so that no two rows of cells read the same.
pub(super) fn absorb(input: &mut Vec<u8>, cell: ValueRef<'_>) {
    let mut put = |tag: u8, bytes: &[u8]| {
        input.push(tag);
        input.extend((bytes.len() as u64).to_be_bytes());
        input.extend(bytes);
    };
    match cell {
        ValueRef::Null => put(0, &[]),
        ValueRef::Integer(number) => put(1, &number.to_be_bytes()),
        ValueRef::Real(number) => put(2, &number.to_be_bytes()),
        ValueRef::Text(text) => put(3, text),
        ValueRef::Blob(bytes) => put(4, bytes),
    }
}

/// The first op whose hash or change no longer fits, if any, and how many ops were looked at.
///
/// # Errors
/// Only what SQLite says.
pub fn verify(db: &Connection, digest: Digest) -> Result<(i64, Option<OpId>)> {
    let mut ops = db.prepare("SELECT id, prev, hash FROM op ORDER BY id")?;
    let mut rows = ops.query([])?;
    let (mut seen, mut last): (i64, Vec<u8>) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        let (id, prev, hash): (OpId, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        seen += 1;
        if prev != last
            || chain_hash(db, id, digest)?.as_slice() != hash.as_slice()
            || !changes_fit(db, id)?
        {
            return Ok((seen, Some(id)));
        }
        last = hash;
    }
    Ok((seen, None))
}

fn changes_fit(db: &Connection, op: OpId) -> Result<bool> {
    let wrong: i64 = db
        .prepare_cached(
            "SELECT count(*) FROM change WHERE op_id = ?1 AND salt IS NOT NULL
             AND digest IS NOT change_digest(salt, \"table\", row_id, \"column\", old, new)",
        )?
        .query_row([op], |row| row.get(0))?;
    Ok(wrong == 0)
}

/// Which kinds of rows an op touched.
///
/// # Errors
/// Only what SQLite says.
pub fn kinds(db: &Connection, op: OpId) -> Result<KindSet> {
    let mut names = db.prepare_cached("SELECT DISTINCT \"table\" FROM change WHERE op_id = ?1")?;
    let kinds = names.query_map([op], |row| {
        Ok(column::table(row.get_ref(0)?.as_str()?).map(|table| table.kind))
    })?;
    let kinds: KindSet = kinds
        .collect::<rusqlite::Result<Vec<Option<Kind>>>>()?
        .into_iter()
        .flatten()
        .collect();
    Ok(kinds | Kind::Op)
}

/// Which customers the ops after `after` touched: those whose rows changed, and those who carry a tag that changed.
///
/// # Errors
/// Only what SQLite says.
pub fn touched_since(db: &Connection, after: OpId) -> Result<Vec<CustomerId>> {
    let mut ids = db.prepare_cached(
        "SELECT customer_id FROM change WHERE op_id > ?1 AND customer_id IS NOT NULL
         UNION SELECT ct.customer_id FROM change c JOIN customer_tag ct ON ct.tag_id = c.row_id WHERE c.op_id > ?1 AND c.\"table\" = 'tag' AND (c.\"column\" IS NULL OR c.\"column\" = 'name')",
    )?;
    Ok(ids
        .query_map([after], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// Which customers one op touched: those whose rows changed, and those who carry a tag that changed.
///
/// # Errors
/// Only what SQLite says.
pub fn touched_by(db: &Connection, op: OpId) -> Result<Vec<CustomerId>> {
    let mut ids = db.prepare_cached(
        "SELECT customer_id FROM change WHERE op_id = ?1 AND customer_id IS NOT NULL
         UNION SELECT ct.customer_id FROM change c JOIN customer_tag ct ON ct.tag_id = c.row_id WHERE c.op_id = ?1 AND c.\"table\" = 'tag' AND (c.\"column\" IS NULL OR c.\"column\" = 'name')",
    )?;
    Ok(ids
        .query_map([op], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// The newest op's id; 0 in a new file.
///
/// # Errors
/// Only what SQLite says.
pub fn head(db: &Connection) -> Result<OpId> {
    Ok(db
        .prepare_cached("SELECT coalesce(max(id), 0) FROM op")?
        .query_row([], |row| row.get(0))?)
}

const OP_COLUMNS: &str = "id, at, agent_id, kind, source, customer_id, count, undo_of, undone_by";

fn row_to_op(row: &Row) -> Result<OpRow> {
    Ok(OpRow {
        id: row.get("id")?,
        at: row.get("at")?,
        agent: row.get("agent_id")?,
        kind: row.get("kind")?,
        source: value::word(row, "op", "source", Source::from_code)?,
        customer: row.get("customer_id")?,
        count: row.get("count")?,
        undo_of: row.get("undo_of")?,
        undone_by: row.get("undone_by")?,
    })
}

/// One op.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: OpId) -> Result<Option<OpRow>> {
    let sql = format!("SELECT {OP_COLUMNS} FROM op WHERE id = ?1");
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id], row_to_op)?;
    rows.next().transpose()
}

/// Why an op was done, or what it let out.
///
/// # Errors
/// Only what SQLite says.
pub fn purpose(db: &Connection, id: OpId) -> Result<String> {
    Ok(db
        .prepare_cached("SELECT purpose FROM op WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?)
}

/// The newest ops, newest first; those of one customer if one is named.
///
/// # Errors
/// Only what SQLite says.
pub fn page(db: &Connection, customer: Option<CustomerId>, limit: usize) -> Result<Vec<OpRow>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = match customer {
        None => format!("SELECT {OP_COLUMNS} FROM op WHERE ?1 IS NULL ORDER BY id DESC LIMIT ?2"),
        Some(_) => format!(
            "SELECT {OP_COLUMNS} FROM op WHERE id IN (SELECT op_id FROM change WHERE customer_id = ?1 UNION SELECT id FROM op WHERE customer_id = ?1)
             ORDER BY id DESC LIMIT ?2"
        ),
    };
    db.prepare_cached(&sql)?
        .query_and_then(params![customer, limit], row_to_op)?
        .collect()
}

/// What one op did to which fields, in order; values as text.
///
/// # Errors
/// Only what SQLite says.
pub fn changes(db: &Connection, op: OpId, limit: usize) -> Result<Vec<FieldChange>> {
    db.prepare_cached(
        "SELECT op_id, \"table\", coalesce(\"column\", '') AS \"column\", CAST(old AS TEXT) AS old, CAST(new AS TEXT) AS new
         FROM change WHERE op_id = ?1 ORDER BY seq LIMIT ?2",
    )?
    .query_and_then(params![op, i64::try_from(limit).unwrap_or(i64::MAX)], row_to_change)?
    .collect()
}

fn row_to_change(row: &Row) -> Result<FieldChange> {
    Ok(FieldChange {
        op: row.get("op_id")?,
        table: row.get("table")?,
        column: row.get("column")?,
        old: row.get("old")?,
        new: row.get("new")?,
    })
}

/// The newest op that touched the customer's own row or its contacts: what an edit must have seen.
///
/// # Errors
/// Only what SQLite says.
pub fn version(db: &Connection, customer: CustomerId) -> Result<OpId> {
    Ok(db
        .prepare_cached(
            "SELECT coalesce(max(op_id), 0) FROM change WHERE customer_id = ?1 AND \"table\" IN ('customer', 'contact', 'customer_tag')",
        )?
        .query_row([customer], |row| row.get(0))?)
}
