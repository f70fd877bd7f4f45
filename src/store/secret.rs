//! Values of the sensitive tier in SQLite. A cell of `field_value` that belongs to it names a row of `secret`; the history records the
//! name, never the value. Holds no key: whoever opens the file says how a sealed value is read.

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, params, params_from_iter};

use super::column::{Column, Owner, Table};
use super::{Db, Result};
use crate::domain::id::{FieldId, OpId};
use crate::domain::kind::Kind;

/// What a cell begins with that names a secret: no value that was typed has it, all are cleaned of such signs.
const MARK: char = '\u{1}';

/// A value of `field_value` as it is read: its secret where it has one, nothing where that cannot be opened.
pub(super) const OPENED: &str = "iif(field_value.value >= char(1) AND field_value.value < char(2), \
     (SELECT unsealed(s.id, s.row_id, s.text, s.sealed) FROM secret s WHERE s.id = CAST(substr(field_value.value, 2) AS INTEGER) \
     AND s.row_id = field_value.id), field_value.value)";

/// The table as a salvage copies it; it is no tracked one.
pub(super) const TABLE: Table = Table {
    name: "secret",
    kind: Kind::Field,
    owner: Owner::Shop,
    columns: &[],
};

/// Which secret, and the row of `field_value` it belongs to: what a sealed value is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub id: i64,
    pub row: i64,
}

/// A value as the file keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// In a plain file.
    Text(String),
    Sealed(Vec<u8>),
}

/// What a cell says that names this secret.
#[must_use]
pub fn name_of(id: i64) -> String {
    format!("{MARK}{id}")
}

/// Whether a cell names a secret.
#[must_use]
pub fn is_name(text: &str) -> bool {
    text.starts_with(MARK)
}

/// How a column of a tracked table is read.
pub(super) fn read_as(table: &Table, column: &Column) -> String {
    match (table.name, column.name) {
        ("field_value", "value") => format!("{OPENED} AS value"),
        (_, name) => format!("\"{name}\""),
    }
}

/// Says how this connection reads what is sealed: `open` gives the value, or nothing where the key is missing or does not fit.
///
/// # Errors
/// Only what SQLite says.
pub fn register(
    db: &Db,
    open: impl Fn(Cell, &[u8]) -> Option<String> + Send + Clone + 'static,
) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    let open_draft = open.clone();
    db.create_scalar_function("unsealed", 4, flags, move |args| {
        if let Some(text) = args.get::<Option<String>>(2)? {
            return Ok(Some(text));
        }
        let cell = Cell {
            id: args.get(0)?,
            row: args.get(1)?,
        };
        Ok(args
            .get::<Option<Vec<u8>>>(3)?
            .and_then(|sealed| open(cell, &sealed)))
    })?;
    // Unsaved text: sealed as a whole, told by the mark before its digits.
    db.create_scalar_function("unsealed_draft", 2, flags, move |args| {
        let texts: String = args.get(1)?;
        let Some(digits) = texts.strip_prefix(MARK) else {
            return Ok(Some(texts));
        };
        let cell = draft_cell(args.get(0)?);
        Ok(bytes_of(digits).and_then(|sealed| open_draft(cell, &sealed)))
    })?;
    Ok(())
}

/// The place of a draft's text: no secret has the id 0.
#[must_use]
pub fn draft_cell(draft: i64) -> Cell {
    Cell { id: 0, row: draft }
}

/// Sealed bytes as a text column holds them.
#[must_use]
pub fn as_text(sealed: &[u8]) -> String {
    let digits = sealed.iter().map(|byte| format!("{byte:02x}"));
    std::iter::once(MARK.to_string()).chain(digits).collect()
}

fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.as_bytes();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

/// Keeps a value.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, cell: Cell, kept: &Kept) -> Result<()> {
    let (text, sealed) = parts(kept);
    db.prepare_cached("INSERT INTO secret (id, row_id, text, sealed) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![cell.id, cell.row, text, sealed])?;
    Ok(())
}

fn parts(kept: &Kept) -> (Option<&str>, Option<&[u8]>) {
    match kept {
        Kept::Text(text) => (Some(text), None),
        Kept::Sealed(bytes) => (None, Some(bytes)),
    }
}

/// Keeps every secret anew: `anew` says how, and leaves those alone that it cannot read.
///
/// # Errors
/// Whatever SQLite or `anew` says.
pub fn renew<E: From<super::Error>>(
    db: &Connection,
    mut anew: impl FnMut(Cell, Kept) -> std::result::Result<Option<Kept>, E>,
) -> std::result::Result<(), E> {
    for (cell, kept) in all(db)? {
        if let Some(kept) = anew(cell, kept)? {
            put(db, cell, &kept)?;
        }
    }
    for (id, texts) in drafts(db)? {
        let kept = match texts.strip_prefix(MARK) {
            Some(digits) => match bytes_of(digits) {
                Some(sealed) => Kept::Sealed(sealed),
                None => continue,
            },
            None => Kept::Text(texts),
        };
        if let Some(kept) = anew(draft_cell(id), kept)? {
            put_draft(db, id, &kept)?;
        }
    }
    Ok(())
}

fn all(db: &Connection) -> Result<Vec<(Cell, Kept)>> {
    let mut rows = db.prepare("SELECT id, row_id, text, sealed FROM secret ORDER BY id")?;
    let found = rows.query_map([], |row| {
        let cell = Cell {
            id: row.get(0)?,
            row: row.get(1)?,
        };
        let kept = match row.get::<_, Option<String>>(2)? {
            Some(text) => Kept::Text(text),
            None => Kept::Sealed(row.get::<_, Option<Vec<u8>>>(3)?.unwrap_or_default()),
        };
        Ok((cell, kept))
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn put(db: &Connection, cell: Cell, kept: &Kept) -> Result<()> {
    let (text, sealed) = parts(kept);
    db.prepare_cached("UPDATE secret SET text = ?2, sealed = ?3 WHERE id = ?1")?
        .execute(params![cell.id, text, sealed])?;
    Ok(())
}

fn drafts(db: &Connection) -> Result<Vec<(i64, String)>> {
    let mut rows = db.prepare("SELECT id, texts FROM draft")?;
    let found = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Says the text of a draft anew.
///
/// # Errors
/// Only what SQLite says.
pub fn put_draft(db: &Connection, id: i64, kept: &Kept) -> Result<()> {
    let texts = match kept {
        Kept::Text(text) => text.clone(),
        Kept::Sealed(bytes) => as_text(bytes),
    };
    db.prepare_cached("UPDATE draft SET texts = ?2 WHERE id = ?1")?
        .execute(params![id, texts])?;
    Ok(())
}

/// How many values lie in the tier, and how many of them cannot be opened here.
///
/// # Errors
/// Only what SQLite says.
pub fn count(db: &Connection) -> Result<(i64, i64)> {
    Ok(db.query_row(
        "SELECT count(*), coalesce(sum(unsealed(id, row_id, text, sealed) IS NULL), 0) FROM secret",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// A row of `field_value` that lies in the wrong tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    pub row: i64,
    pub field: FieldId,
    /// As it lies in the cell.
    pub value: String,
}

/// Values of sensitive fields that lie open.
///
/// # Errors
/// Only what SQLite says.
pub fn lying_open(db: &Connection) -> Result<Vec<Misplaced>> {
    misplaced(db, "f.secrecy = 'sensitive' AND v.value >= char(2)")
}

/// Names of secrets in fields that are not sensitive.
///
/// # Errors
/// Only what SQLite says.
pub fn hidden_for_nothing(db: &Connection) -> Result<Vec<Misplaced>> {
    misplaced(
        db,
        "f.secrecy <> 'sensitive' AND v.value >= char(1) AND v.value < char(2)",
    )
}

fn misplaced(db: &Connection, condition: &str) -> Result<Vec<Misplaced>> {
    // The cross join keeps the few fields outside, so that the index of their values is asked.
    let mut rows = db.prepare_cached(&format!(
        "SELECT v.id, v.field_id, v.value FROM field f CROSS JOIN field_value v ON v.field_id = f.id WHERE {condition} ORDER BY v.id"
    ))?;
    let found = rows.query_map([], |row| {
        Ok(Misplaced {
            row: row.get(0)?,
            field: row.get(1)?,
            value: row.get(2)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The sensitive fields whose own row an op has touched.
///
/// # Errors
/// Only what SQLite says.
pub fn fields_touched(db: &Connection, op: OpId) -> Result<Vec<FieldId>> {
    let mut rows = db.prepare_cached(
        "SELECT DISTINCT f.id FROM change c JOIN field f ON f.id = c.row_id
         WHERE c.op_id = ?1 AND c.\"table\" = 'field' AND f.secrecy = 'sensitive'",
    )?;
    let found = rows.query_map([op], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Whether an op has touched this row of `field_value`, or its field.
///
/// # Errors
/// Only what SQLite says.
pub fn is_touched(db: &Connection, op: OpId, misplaced: &Misplaced) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT 1 FROM change WHERE op_id = ?1 AND (\"table\" = 'field_value' AND row_id = ?2 OR \"table\" = 'field' AND row_id = ?3)",
        )?
        .exists(params![op, misplaced.row, misplaced.field])?)
}

/// Puts another text into a cell of `field_value`, within an op.
///
/// # Errors
/// Only what SQLite says.
pub fn put_cell(db: &Connection, row: i64, text: &str) -> Result<()> {
    db.prepare_cached("UPDATE field_value SET value = ?2 WHERE id = ?1")?
        .execute(params![row, text])?;
    Ok(())
}

/// What a cell that names a secret says, opened.
///
/// # Errors
/// Only what SQLite says.
pub fn opened(db: &Connection, row: i64) -> Result<Option<String>> {
    Ok(db
        .prepare_cached(&format!("SELECT {OPENED} FROM field_value WHERE id = ?1"))?
        .query_row([row], |row| row.get(0))?)
}

/// One recorded change of a value.
struct Past {
    op: i64,
    seq: i64,
    row: i64,
    /// Whether the value changed, or the row came or went.
    is_edit: bool,
    old: Option<String>,
    new: Option<String>,
}

/// Takes every value of these fields out of the history: `name` keeps it as a secret of its row and tells what stands there instead.
/// A digest of a value would tell a short one to whoever tries them all, so its salt goes; what is left to prove is said by `is_covered`.
///
/// # Errors
/// Whatever SQLite or `name` says.
pub fn cover_the_past<E: From<super::Error>>(
    db: &Connection,
    fields: &[FieldId],
    mut name: impl FnMut(i64, &str) -> std::result::Result<String, E>,
) -> std::result::Result<(), E> {
    let past = past_of(db, fields)?;
    for of_row in past.chunk_by(|one, other| one.row == other.row) {
        let Some(row) = of_row.first().map(|change| change.row) else {
            continue;
        };
        let mut then = cell(db, row)?;
        for change in of_row.iter().rev() {
            let mut covered = false;
            let mut cover = |text: &Option<String>| match text {
                Some(text) if !is_name(text) => {
                    covered = true;
                    name(row, text).map(Some)
                }
                text => Ok(text.clone()),
            };
            let (old, new) = match (change.is_edit, &change.old) {
                (true, old) => (cover(old)?, cover(&change.new)?),
                (false, Some(whole)) => (cover_whole(whole, &mut cover)?, None),
                // Only the digest tells what was put in.
                (false, None) => {
                    covered = then.as_deref().is_some_and(|text| !is_name(text));
                    (None, None)
                }
            };
            if covered {
                forget_values(db, change, old.as_deref(), new.as_deref())?;
            }
            then = match (change.is_edit, &change.old) {
                (true, old) => old.clone(),
                (false, Some(whole)) => value_in(whole),
                (false, None) => None,
            };
        }
    }
    Ok(())
}

fn past_of(db: &Connection, fields: &[FieldId]) -> Result<Vec<Past>> {
    let marks: Vec<String> = (1..=fields.len()).map(|n| format!("?{n}")).collect();
    let marks = marks.join(", ");
    let mut rows = db.prepare(&format!(
        "WITH meant (id) AS (SELECT id FROM field_value WHERE field_id IN ({marks})
             UNION SELECT row_id FROM change WHERE \"table\" = 'field_value' AND \"column\" IS NULL AND old IS NOT NULL
                 AND json_extract(old, '$.field_id') IN ({marks}))
         SELECT c.op_id, c.seq, c.row_id, c.\"column\" IS NOT NULL, CAST(c.old AS TEXT), CAST(c.new AS TEXT) FROM change c
         WHERE c.\"table\" = 'field_value' AND c.salt IS NOT NULL AND (c.\"column\" IS NULL OR c.\"column\" = 'value')
         AND c.row_id IN (SELECT id FROM meant) ORDER BY c.row_id, c.op_id, c.seq"
    ))?;
    let found = rows.query_map(params_from_iter(fields), |row| {
        Ok(Past {
            op: row.get(0)?,
            seq: row.get(1)?,
            row: row.get(2)?,
            is_edit: row.get(3)?,
            old: row.get(4)?,
            new: row.get(5)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn cell(db: &Connection, row: i64) -> Result<Option<String>> {
    let mut rows = db.prepare_cached("SELECT value FROM field_value WHERE id = ?1")?;
    let mut found = rows.query_map([row], |row| row.get(0))?;
    Ok(found.next().transpose()?)
}

fn value_in(whole: &str) -> Option<String> {
    let cells: serde_json::Value = serde_json::from_str(whole).ok()?;
    Some(cells.get("value")?.as_str()?.to_owned())
}

fn cover_whole<E>(
    whole: &str,
    cover: &mut impl FnMut(&Option<String>) -> std::result::Result<Option<String>, E>,
) -> std::result::Result<Option<String>, E> {
    let Ok(mut cells) = serde_json::from_str::<serde_json::Value>(whole) else {
        return Ok(Some(whole.to_owned()));
    };
    let said = cells
        .get("value")
        .and_then(|value| Some(value.as_str()?.to_owned()));
    let covered = cover(&said)?;
    if let (Some(cell), Some(text)) = (cells.get_mut("value"), covered) {
        *cell = text.into();
    }
    Ok(Some(cells.to_string()))
}

fn forget_values(
    db: &Connection,
    change: &Past,
    old: Option<&str>,
    new: Option<&str>,
) -> Result<()> {
    db.prepare_cached(
        "UPDATE change SET old = ?3, new = ?4, salt = x'00' WHERE op_id = ?1 AND seq = ?2",
    )?
    .execute(params![change.op, change.seq, old, new])?;
    Ok(())
}

/// A change whose value was taken out of the history: its salt is one zero, and what it says are names of secrets only.
pub(super) const IS_COVERED: &str = "(salt = x'00' AND \"table\" = 'field_value' AND CASE \"column\" WHEN 'value' THEN
     (old IS NULL OR substr(old, 1, 1) = char(1)) AND (new IS NULL OR substr(new, 1, 1) = char(1))
     ELSE \"column\" IS NULL AND (old IS NULL OR substr(json_extract(old, '$.value'), 1, 1) = char(1)) END)";

/// The salt of such a change.
pub(super) const COVERED: [u8; 1] = [0];

/// Takes away the secrets of whoever is about to be erased; those of rows that live on with somebody else stay.
pub(super) fn forget_customer(
    db: &Connection,
    customer: crate::domain::id::CustomerId,
) -> Result<()> {
    db.prepare_cached(
        "DELETE FROM secret WHERE (row_id IN (SELECT id FROM field_value WHERE customer_id = ?1)
             OR row_id IN (SELECT row_id FROM change WHERE customer_id = ?1 AND \"table\" = 'field_value'))
         AND row_id NOT IN (SELECT id FROM field_value WHERE customer_id <> ?1)",
    )?
    .execute([customer])?;
    Ok(())
}
