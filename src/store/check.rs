//! Whether the file is sound: its pages, its references, its rows against the history, its derived tables against the rows they come
//! from. Finds, repairs nothing; what a finding means is `app::doctor`'s business.

use std::collections::HashMap;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Statement};

use super::column::{self, TABLES, Table};
use super::file::Digest;
use super::history::absorb;
use super::{Result, derived, secret};
use crate::domain::id::{CustomerId, OpId};

/// How many faults SQLite is asked for; the first says it all.
const FAULTS: u32 = 5;

/// What is wrong with pages and indexes, in SQLite's words; nothing when all is well.
///
/// # Errors
/// Only what SQLite says when it cannot even look.
pub fn pages(db: &Connection) -> Result<Vec<String>> {
    let mut statement = db.prepare(&format!("PRAGMA integrity_check({FAULTS})"))?;
    let lines = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// A tracked row that is not what its history says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Astray {
    pub table: &'static str,
    pub row: i64,
    /// The op that made the row, where one did.
    pub op: Option<OpId>,
}

/// How the rows stand to their history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// Rows whose every value is proved by a digest.
    pub proved: u64,
    /// Rows from before the format that digests new rows: only their edits are proved.
    pub older: u64,
    pub astray: Option<Astray>,
}

/// What happened to a row after it was made, so far as it was not deleted again.
#[derive(Default)]
struct Later {
    deleted: Option<(i64, i64)>,
    /// By column: the value the first edit found, and the value the last edit left.
    edits: HashMap<String, (Value, Value)>,
}

type Key = (&'static str, i64);

/// Compares every tracked row with what the history says it should be.
///
/// An insert's digest covers all its values; each edit keeps the value before and after. So the values as inserted are the row's present
/// values, except that edited columns have the value their first edit found; and an edited column must have the value its last edit left.
///
/// # Errors
/// Only what SQLite says.
pub fn rows(db: &Connection, digest: Digest) -> Result<Rows> {
    let later = later(db)?;
    let mut found = Rows::default();
    let mut live: HashMap<&'static str, i64> = HashMap::new();
    let mut present: HashMap<&'static str, Statement> = HashMap::new();
    for table in TABLES {
        present.insert(table.name, db.prepare(&select_row(table))?);
    }
    let mut inserts = db.prepare(
        "SELECT op_id, seq, \"table\", row_id, salt, digest FROM change WHERE \"column\" IS NULL AND old IS NULL ORDER BY op_id, seq",
    )?;
    let mut rows = inserts.query([])?;
    while let Some(insert) = rows.next()? {
        let op: i64 = insert.get(0)?;
        let name = insert.get_ref(2)?.as_str().unwrap_or_default();
        let (row, salt): (i64, Option<Vec<u8>>) = (insert.get(3)?, insert.get(4)?);
        // Without a salt the person was erased, and nothing is left to prove.
        let Some(salt) = salt else { continue };
        let astray = |table| Astray {
            table,
            row,
            op: Some(OpId(op)),
        };
        let (Some(table), Some(statement)) = (column::table(name), present.get_mut(name)) else {
            found.astray = Some(astray(""));
            return Ok(found);
        };
        let later = later.get(&(table.name, row));
        if later.is_some_and(|later| {
            later
                .deleted
                .is_some_and(|at| at > (op, insert.get(1).unwrap_or(0)))
        }) {
            continue;
        }
        let Some(values) = values(statement, table, row)? else {
            found.astray = Some(astray(table.name));
            return Ok(found);
        };
        let sealed: Vec<u8> = insert.get(5)?;
        match proof(table, row, &values, later, &salt, &sealed, digest) {
            Proof::Whole => found.proved += 1,
            Proof::EditsOnly => found.older += 1,
            Proof::None => {
                found.astray = Some(astray(table.name));
                return Ok(found);
            }
        }
        *live.entry(table.name).or_default() += 1;
    }
    found.astray = out_of_nowhere(db, &live)?;
    Ok(found)
}

/// Edits and deletes of every row that had any.
fn later(db: &Connection) -> Result<HashMap<Key, Later>> {
    let mut found: HashMap<Key, Later> = HashMap::new();
    let mut changes = db.prepare(
        "SELECT op_id, seq, \"table\", row_id, \"column\", old, new FROM change WHERE \"column\" IS NOT NULL OR old IS NOT NULL
         ORDER BY op_id, seq",
    )?;
    let mut rows = changes.query([])?;
    while let Some(change) = rows.next()? {
        let Some(table) = column::table(change.get_ref(2)?.as_str().unwrap_or_default()) else {
            continue;
        };
        let of_row = found.entry((table.name, change.get(3)?)).or_default();
        match change.get::<_, Option<String>>(4)? {
            None => {
                *of_row = Later {
                    deleted: Some((change.get(0)?, change.get(1)?)),
                    edits: HashMap::new(),
                }
            }
            Some(name) => {
                let (old, new): (Value, Value) = (change.get(5)?, change.get(6)?);
                of_row
                    .edits
                    .entry(name)
                    .and_modify(|(_, last)| *last = new.clone())
                    .or_insert((old, new));
            }
        }
    }
    Ok(found)
}

fn select_row(table: &Table) -> String {
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("\"{}\"", column.name))
        .collect();
    format!(
        "SELECT {} FROM {} WHERE id = ?1",
        names.join(", "),
        table.name
    )
}

fn values(statement: &mut Statement, table: &Table, row: i64) -> Result<Option<Vec<Value>>> {
    Ok(statement
        .query_row([row], |row| {
            (0..table.columns.len()).map(|n| row.get(n)).collect()
        })
        .optional()?)
}

enum Proof {
    Whole,
    /// The insert is of an older format, which digested no values.
    EditsOnly,
    None,
}

fn proof(
    table: &Table,
    row: i64,
    values: &[Value],
    later: Option<&Later>,
    salt: &[u8],
    sealed: &[u8],
    digest: Digest,
) -> Proof {
    let edit = |name: &str| later.and_then(|later| later.edits.get(name));
    let ends_as_edited = table
        .columns
        .iter()
        .zip(values)
        .all(|(column, value)| edit(column.name).is_none_or(|(_, last)| last == value));
    if !ends_as_edited {
        return Proof::None;
    }
    // What was put in lies in the sensitive tier since; its digest is not kept provable, because a short value could be guessed by it.
    if salt == secret::COVERED && table.name == "field_value" {
        return Proof::EditsOnly;
    }
    let mut input = Vec::with_capacity(256);
    absorb(&mut input, ValueRef::Blob(salt));
    absorb(&mut input, ValueRef::Text(table.name.as_bytes()));
    absorb(&mut input, ValueRef::Integer(row));
    let bare = input.clone();
    // A column that came later stands last and was not there to be digested.
    let mut lengths = Vec::with_capacity(values.len());
    for (column, value) in table.columns.iter().zip(values) {
        let first = edit(column.name).map_or(value, |(first, _)| first);
        absorb(&mut input, ValueRef::from(first));
        lengths.push(input.len());
    }
    let is_whole = lengths.iter().rev().any(|length| {
        input
            .get(..*length)
            .is_some_and(|part| digest(part).as_slice() == sealed)
    });
    if is_whole {
        return Proof::Whole;
    }
    let mut input = bare;
    for _ in 0..3 {
        absorb(&mut input, ValueRef::Null);
    }
    if digest(&input).as_slice() == sealed {
        Proof::EditsOnly
    } else {
        Proof::None
    }
}

/// A table with more rows than the history made.
fn out_of_nowhere(db: &Connection, live: &HashMap<&'static str, i64>) -> Result<Option<Astray>> {
    for table in TABLES {
        let count: i64 =
            db.query_row(&format!("SELECT count(*) FROM {}", table.name), [], |row| {
                row.get(0)
            })?;
        if count != live.get(table.name).copied().unwrap_or(0) {
            return Ok(Some(Astray {
                table: table.name,
                row: 0,
                op: None,
            }));
        }
    }
    Ok(None)
}

/// Whether the id counter lies behind an id it has handed out.
///
/// # Errors
/// Only what SQLite says.
pub fn counter_is_behind(db: &Connection) -> Result<bool> {
    Ok(db.query_row(
        "SELECT last_id < (SELECT coalesce(max(id), 0) FROM op) FROM desk",
        [],
        |row| row.get(0),
    )?)
}

/// Every derived table of which a row differs from what it is derived from, as far as SQL can tell.
const DERIVED: [(&str, &str); 8] = [
    (
        "customer_derived",
        "SELECT EXISTS (SELECT 1 FROM customer c LEFT JOIN customer_derived d ON d.customer_id = c.id WHERE c.deleted_at IS NULL AND (
             d.customer_id IS NULL OR d.created_at <> c.created_at
             OR d.last_contact <> coalesce((SELECT max(at) FROM interaction WHERE customer_id = c.id), 0)
             OR d.next_due <> coalesce((SELECT min(due) FROM follow_up WHERE customer_id = c.id AND progress = 'open'), '9999-12-31')
             OR d.purchase_days <> (SELECT count(DISTINCT day) FROM purchase WHERE customer_id = c.id AND amount_cents >= 0 AND refunds IS NULL)
             OR d.last_purchase IS NOT (SELECT max(day) FROM purchase WHERE customer_id = c.id AND amount_cents >= 0 AND refunds IS NULL)
             OR d.spend_cents <> coalesce((SELECT sum(amount_cents) FROM purchase WHERE customer_id = c.id), 0)))",
    ),
    (
        "customer_derived",
        "SELECT (SELECT count(*) FROM customer_derived) <> (SELECT count(*) FROM customer WHERE deleted_at IS NULL)",
    ),
    (
        "tally",
        "SELECT (SELECT customers FROM tally) IS NOT (SELECT count(*) FROM customer_derived)",
    ),
    (
        "due_tally",
        "SELECT EXISTS (SELECT due, open FROM due_tally WHERE open <> 0 EXCEPT
             SELECT f.due, count(*) FROM follow_up f JOIN customer_derived d ON d.customer_id = f.customer_id WHERE f.progress = 'open' GROUP BY f.due)
         OR EXISTS (SELECT f.due, count(*) FROM follow_up f JOIN customer_derived d ON d.customer_id = f.customer_id
             WHERE f.progress = 'open' GROUP BY f.due EXCEPT SELECT due, open FROM due_tally)",
    ),
    (
        "tag_tally",
        "SELECT EXISTS (SELECT tag_id, customers FROM tag_tally WHERE customers <> 0 EXCEPT
             SELECT ct.tag_id, count(*) FROM customer_tag ct JOIN customer_derived d ON d.customer_id = ct.customer_id GROUP BY ct.tag_id)
         OR EXISTS (SELECT ct.tag_id, count(*) FROM customer_tag ct JOIN customer_derived d ON d.customer_id = ct.customer_id
             GROUP BY ct.tag_id EXCEPT SELECT tag_id, customers FROM tag_tally)",
    ),
    (
        "full_text",
        "SELECT (SELECT count(*) FROM full_text_docsize) <>
             (SELECT count(*) FROM customer WHERE note || pinned || hobbies || address <> '')
             + (SELECT count(*) FROM interaction WHERE note <> '') + (SELECT count(*) FROM follow_up WHERE note || reason <> '')
             + (SELECT count(*) FROM fact WHERE text <> '') + (SELECT count(*) FROM purchase WHERE item <> '')",
    ),
    (
        "model",
        "SELECT EXISTS (SELECT 1 FROM model WHERE date(as_of) IS NOT as_of OR mean_gap_days < 0 OR horizon_days < 0 OR repeaters < 0
             OR (r IS NULL) + (alpha IS NULL) + (a IS NULL) + (b IS NULL) NOT IN (0, 4) OR min(r, alpha, a, b) < 0)",
    ),
    (
        "law",
        "SELECT EXISTS (SELECT 1 FROM law WHERE k < 0 OR k > n OR bought = not_yet)
             OR EXISTS (SELECT 1 FROM law) AND NOT EXISTS (SELECT 1 FROM model)",
    ),
];

/// The first derived table that is not what it should be, if any. Tiers and yearly sums follow the calendar and are not looked at.
///
/// # Errors
/// Only what SQLite says.
pub fn derived(
    db: &Connection,
    sort_name: impl Fn(&str) -> String,
) -> Result<Option<&'static str>> {
    for (table, sql) in DERIVED {
        if db.query_row(sql, [], |row| row.get::<_, bool>(0))? {
            return Ok(Some(table));
        }
    }
    let mut names = db.prepare(
        "SELECT c.name, d.sort_name FROM customer c JOIN customer_derived d ON d.customer_id = c.id",
    )?;
    let mut rows = names.query([])?;
    while let Some(row) = rows.next()? {
        let (name, kept): (String, String) = (row.get(0)?, row.get(1)?);
        if sort_name(&name) != kept {
            return Ok(Some("customer_derived"));
        }
    }
    Ok(None)
}

/// Customers who are not in the bin, for whom derived rows are to be built anew.
///
/// # Errors
/// Only what SQLite says.
pub fn live_customers(db: &Connection) -> Result<Vec<CustomerId>> {
    db.prepare("SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .map(|id| Ok(id?))
        .collect()
}

/// The day of customers to whom nothing is promised, as the comparison above writes it.
const _: () = assert!(derived::NEVER.len() == "9999-12-31".len());
