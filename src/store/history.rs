//! Operations and what they changed: starting and sealing an op, listing ops, reading a field's past.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use zeroize::Zeroizing;

use super::file::Digest;
use super::{Result, column, value};
use crate::domain::history::{FieldChange, OpRow, Source};
use crate::domain::id::{self, AgentId, CustomerId, OpId};
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
    let key = chain_key(db, op.id)?;
    let hash = chain_hash(db, op.id, key.as_deref(), digest)?;
    db.prepare_cached("UPDATE op SET hash = ?2 WHERE id = ?1")?
        .execute(params![op.id, hash])?;
    Ok(hash)
}

/// The hash an op should have: over the op before, its own metadata and the digests of its changes; values stay out, so that
/// erasing a person breaks no chain. `undone_by` stays out too: it is written later.
fn chain_hash(
    db: &Connection,
    op: OpId,
    key: Option<&[u8; 32]>,
    digest: Digest,
) -> Result<[u8; 32]> {
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
    Ok(key.map_or(head, |key| keyed(digest, key, &head)))
}

/// HMAC (RFC 2104) over the digest that was handed in, whose block is 64 bytes.
pub(super) fn keyed(digest: Digest, key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let pad = |byte: u8, rest: &[u8]| {
        let mut input = Zeroizing::new(Vec::with_capacity(64 + rest.len()));
        input.extend(key.iter().map(|one| one ^ byte));
        input.resize(64, byte);
        input.extend(rest);
        digest(&input)
    };
    pad(0x5c, &pad(0x36, message))
}

/// The key that vouches for an op; none while the file was plain.
fn chain_key(db: &Connection, op: OpId) -> Result<Option<Zeroizing<[u8; 32]>>> {
    let key: Option<Option<[u8; 32]>> = db
        .prepare_cached(
            "SELECT key FROM chain_key WHERE after_op < ?1 ORDER BY after_op DESC LIMIT 1",
        )?
        .query_row([op], |row| row.get(0))
        .optional()?;
    Ok(key.flatten().map(Zeroizing::new))
}

/// After which op an era of the chain began, and its key; none while the file was plain.
type Era = (OpId, Option<Zeroizing<[u8; 32]>>);

/// Every era of the chain: after which op it began, and its key.
fn eras(db: &Connection) -> Result<Vec<Era>> {
    let mut rows = db.prepare("SELECT after_op, key FROM chain_key ORDER BY after_op")?;
    let eras = rows.query_map([], |row| {
        Ok((
            row.get(0)?,
            row.get::<_, Option<[u8; 32]>>(1)?.map(Zeroizing::new),
        ))
    })?;
    Ok(eras.collect::<rusqlite::Result<_>>()?)
}

/// From the next op on the chain is vouched for with this key, or with none.
///
/// # Errors
/// Only what SQLite says.
pub fn key_from_here(db: &Connection, key: Option<&[u8; 32]>) -> Result<()> {
    db.execute(
        "INSERT INTO chain_key (after_op, key) VALUES ((SELECT coalesce(max(id), 0) FROM op), ?1)
         ON CONFLICT (after_op) DO UPDATE SET key = excluded.key",
        [key],
    )?;
    Ok(())
}

/// The newest op and its hash: what an anchor outside the file remembers.
///
/// # Errors
/// Only what SQLite says.
pub fn head_hash(db: &Connection) -> Result<Option<(i64, Vec<u8>)>> {
    Ok(db
        .query_row(
            "SELECT id, hash FROM op ORDER BY id DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?)
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
    let mut eras = eras(db)?.into_iter().peekable();
    let mut key = None;
    while let Some(row) = rows.next()? {
        let (id, prev, hash): (OpId, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        seen += 1;
        while let Some((_, next)) = eras.next_if(|(after, _)| *after < id) {
            key = next;
        }
        if prev != last
            || chain_hash(db, id, key.as_deref(), digest)?.as_slice() != hash.as_slice()
            || !changes_fit(db, id)?
        {
            return Ok((seen, Some(id)));
        }
        last = hash;
    }
    Ok((seen, None))
}

/// An insert keeps no values to digest again: `check::rows` proves it by the row itself.
fn changes_fit(db: &Connection, op: OpId) -> Result<bool> {
    let wrong: i64 = db
        .prepare_cached(&format!(
            "SELECT count(*) FROM change WHERE op_id = ?1 AND salt IS NOT NULL AND (\"column\" IS NOT NULL OR old IS NOT NULL)
             AND digest IS NOT change_digest(salt, \"table\", row_id, \"column\", old, new) AND NOT {}",
            super::secret::IS_COVERED
        ))?
        .query_row([op], |row| row.get(0))?;
    Ok(wrong == 0)
}

/// How many ops of these kinds an agent has run since then.
///
/// # Errors
/// Only what SQLite says.
pub fn count_since(
    db: &Connection,
    agent: AgentId,
    kinds: [&str; 2],
    since: Millis,
) -> Result<usize> {
    let count: i64 = db
        .prepare_cached(
            "SELECT count(*) FROM op WHERE id >= ?5 AND agent_id = ?1 AND kind IN (?2, ?3) AND at > ?4",
        )?
        .query_row(
            params![agent, kinds[0], kinds[1], since, id::next(0, since, 0)],
            |row| row.get(0),
        )?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// How many ops of these kinds were run since then, by anybody.
///
/// # Errors
/// Only what SQLite says.
pub fn count_of(db: &Connection, kinds: [&str; 2], since: Millis) -> Result<i64> {
    Ok(db
        .prepare_cached("SELECT count(*) FROM op WHERE id >= ?3 AND kind IN (?1, ?2)")?
        .query_row(params![kinds[0], kinds[1], id::next(0, since, 0)], |row| {
            row.get(0)
        })?)
}

/// Which of these kinds of op was run last.
///
/// # Errors
/// Only what SQLite says.
pub fn newest_named(db: &Connection, kinds: &[&str; 2]) -> Result<Option<String>> {
    Ok(db
        .prepare("SELECT kind FROM op WHERE kind IN (?1, ?2) ORDER BY id DESC LIMIT 1")?
        .query_row(kinds, |row| row.get(0))
        .optional()?)
}

/// When the newest op before this one was run.
///
/// # Errors
/// Only what SQLite says.
pub fn written_before(db: &Connection, op: OpId) -> Result<Option<Millis>> {
    Ok(db
        .prepare_cached("SELECT at FROM op WHERE id < ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([op], |row| row.get(0))
        .optional()?)
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

/// Which customers the ops after `after` touched: those whose rows changed or went to another, and those who carry a tag
/// that changed.
///
/// # Errors
/// Only what SQLite says.
pub fn touched_since(db: &Connection, after: OpId) -> Result<Vec<CustomerId>> {
    let mut ids = db.prepare_cached(
        "SELECT customer_id FROM change WHERE op_id > ?1 AND customer_id IS NOT NULL
         UNION SELECT ct.customer_id FROM change c JOIN customer_tag ct ON ct.tag_id = c.row_id WHERE c.op_id > ?1 AND c.\"table\" = 'tag' AND (c.\"column\" IS NULL OR c.\"column\" = 'name')
         UNION SELECT old FROM change WHERE op_id > ?1 AND \"column\" = 'customer_id' AND typeof(old) = 'integer'",
    )?;
    Ok(ids
        .query_map([after], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// Which customers one op touched: those whose rows changed or went to another, and those who carry a tag
/// that changed.
///
/// # Errors
/// Only what SQLite says.
pub fn touched_by(db: &Connection, op: OpId) -> Result<Vec<CustomerId>> {
    let mut ids = db.prepare_cached(
        "SELECT customer_id FROM change WHERE op_id = ?1 AND customer_id IS NOT NULL
         UNION SELECT ct.customer_id FROM change c JOIN customer_tag ct ON ct.tag_id = c.row_id WHERE c.op_id = ?1 AND c.\"table\" = 'tag' AND (c.\"column\" IS NULL OR c.\"column\" = 'name')
         UNION SELECT old FROM change WHERE op_id = ?1 AND \"column\" = 'customer_id' AND typeof(old) = 'integer'",
    )?;
    Ok(ids
        .query_map([op], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// The newest op and its hash, which stands for the whole chain; `None` in a new file.
///
/// # Errors
/// Only what SQLite says.
pub fn last_link(db: &Connection) -> Result<Option<Link>> {
    Ok(db
        .prepare_cached("SELECT id, hash FROM op ORDER BY id DESC LIMIT 1")?
        .query_row([], row_to_link)
        .optional()?)
}

/// One op's link of the chain.
///
/// # Errors
/// Only what SQLite says.
pub fn link(db: &Connection, id: OpId) -> Result<Option<Link>> {
    Ok(db
        .prepare_cached("SELECT id, hash FROM op WHERE id = ?1")?
        .query_row([id], row_to_link)
        .optional()?)
}

/// An op and the hash that chains it to all before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub op: OpId,
    /// In hexadecimal digits.
    pub hash: String,
}

fn row_to_link(row: &Row) -> rusqlite::Result<Link> {
    let hash: Vec<u8> = row.get(1)?;
    Ok(Link {
        op: row.get(0)?,
        hash: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
    })
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
